"""Bytes an article in every output file and in the journal, of a run over generated articles.

One article in ``--every`` tells of a deal. Names repeat more than in real news, so that these
compress better.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from texts import deal_text, other_text


def write(source: Path, count: int, every: int) -> int:
    """A file of articles, an object a line; the bytes of their texts."""
    size = 0
    with source.open("w", encoding="utf-8") as stream:
        for number in range(count):
            text = deal_text(number) if number % every == 0 else other_text(number)
            size += len(text.encode())
            stream.write(json.dumps({"id": f"n{number}", "text": text}) + "\n")
    return size


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000, help="articles (2000)")
    parser.add_argument("--every", type=int, default=20, help="one in so many has a deal (20)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name) / "feed.jsonl", Path(name) / "out"
        size = write(source, options.articles, options.every)
        print(f"{size / options.articles:.0f} bytes of text an article")
        command = [sys.executable, "-m", "pipeline.cli", "run", str(source), "--out", str(out)]
        formats = ["--format", "jsonl,csv,parquet", "--quiet"]
        subprocess.run([*command, *formats], check=True, stdout=subprocess.DEVNULL)
        for path in sorted(path for path in out.rglob("*") if path.is_file()):
            held = path.stat().st_size
            packed = len(gzip.compress(path.read_bytes(), 6, mtime=0))
            print(
                f"  {path.name:16} {held / options.articles:8.0f} bytes an article, "
                f"{packed / options.articles:6.0f} gzipped"
            )


if __name__ == "__main__":
    main()
