"""Peak memory of a run over N articles and over 100 times N.

The command runs as it does for a user, and the system tells the peak of the largest of its
processes (``ru_maxrss``: a worker's counts when it is larger than the parent's).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from texts import deal_text, write_feed


def peak(source: Path, out: Path, workers: int, formats: str) -> tuple[float, float]:
    """Megabytes at the peak, and seconds, of one run."""
    command = [sys.executable, "-m", "pipeline.cli", "run", str(source), "--out", str(out)]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--workers", str(workers), "--format", formats, "--quiet"],
        stdout=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the run failed with {process.returncode}")
    scale = 2**20 if sys.platform == "darwin" else 2**10
    return usage.ru_maxrss / scale, time.perf_counter() - start


def make(folder: Path, count: int, loose: bool) -> Path:
    """The articles: one JSON Lines file, or a file each."""
    if not loose:
        path = folder / f"{count}.jsonl"
        write_feed(path, count)
        return path
    for number in range(count):
        path = folder / f"loose{count}" / f"{number // 1000:04}" / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(deal_text(number), encoding="utf-8")
    return folder / f"loose{count}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1000, help="the smaller number (1000)")
    parser.add_argument("--times", type=int, default=100, help="how many times more (100)")
    parser.add_argument("--workers", type=int, default=2, help="processes (2)")
    parser.add_argument("--format", default="jsonl,csv,parquet", help="files to write")
    parser.add_argument("--loose", action="store_true", help="a file an article")
    options = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (options.articles, options.articles * options.times):
            source = make(folder, count, options.loose)
            megabytes, seconds = peak(source, folder / "out", options.workers, options.format)
            found.append(megabytes)
            print(f"{count:9,} articles: {megabytes:6.0f} MB at the peak, {seconds:.0f} s")
    print(f"{found[1] / found[0]:.2f} times the memory for {options.times} times the articles")


if __name__ == "__main__":
    main()
