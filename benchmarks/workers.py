"""A run with two processes beside the same run with one, on generated articles.

The runs take turns. Only the articles are timed, from the first result to the last: both load the
rules once. Two processes can be twice as fast only where two processors are free, so look at the
parent's share too: what it works for each article, in which nobody helps it, bounds the gain of any
number of processes.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from texts import corpus_texts, write_feed

import pipeline
from pipeline import batch


class Run(NamedTuple):
    """What one run took: seconds, and processor seconds of the parent and of its children."""

    wall: float
    parent: float
    children: float


def measure(source: Path, out: Path, workers: int) -> Run:
    """One run, rules loaded."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start, cpu = time.perf_counter(), time.process_time()
    summary = batch.run([source], out, pipeline.extract_article, how=batch.Parallel(workers))
    wall, parent = time.perf_counter() - start, time.process_time() - cpu
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert not summary.failures
    children = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall, parent, children)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=3000, help="generated articles (3000)")
    parser.add_argument("--corpus", type=int, metavar="TIMES", help="the bundled articles instead")
    parser.add_argument("--rounds", type=int, default=5, help="rounds (5)")
    parser.add_argument("--workers", type=int, default=2, help="processes beside one (2)")
    options = parser.parse_args()
    pipeline.build()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / "feed.jsonl"
        if options.corpus:
            source = folder / "in"
            source.mkdir()
            for number in range(options.corpus):
                for title, text in corpus_texts(with_deals=True).items():
                    (source / f"{title}-{number}.txt").write_text(text, encoding="utf-8")
        else:
            write_feed(source, options.articles)
        measure(source, folder / "out", 1)
        rounds = [
            (measure(source, folder / "out", 1), measure(source, folder / "out", options.workers))
            for _ in range(options.rounds)
        ]
    gains = sorted(one.wall / many.wall for one, many in rounds)
    work = statistics.median(many.parent + many.children for _, many in rounds)
    alone = statistics.median(one.parent for one, _ in rounds)
    parent = statistics.median(many.parent for _, many in rounds)
    print(
        f"{options.workers} processes are {statistics.median(gains):.2f} times as fast as one "
        f"(median of {len(gains)} rounds, {gains[0]:.2f} to {gains[-1]:.2f}; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors)"
    )
    print(
        f"all work: {work / alone:.2f} times that of one process; the parent does "
        f"{parent / work:.3f} of it, so that no number of processes gains more than "
        f"{alone / parent:.0f} times"
    )


if __name__ == "__main__":
    main()
