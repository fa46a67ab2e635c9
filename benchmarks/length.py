"""Cost of one document against its length, from 10 kB to 1 MB: is it linear?

Each document is generated news, deals and other things in turn, so that there is something to find
everywhere; the sizes take turns. Processor time, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time

from texts import deal_text, other_text

import pipeline

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000)


def document(size: int, seed: int) -> str:
    """Generated news of ``size`` characters: a deal, then other news, and so on."""
    pieces: list[str] = []
    length, number = 0, seed
    while length < size:
        pieces.append(other_text(number) if number % 2 else deal_text(number))
        length += len(pieces[-1]) + 2
        number += 1
    return "\n\n".join(pieces)[:size]


def cpu_milliseconds(text: str) -> float:
    """Processor time for one document."""
    gc.collect()
    start = time.process_time()
    pipeline.extract(text, published="2025-03-04")
    return (time.process_time() - start) * 1000


def main() -> None:
    """Measure and print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds (5)")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="characters")
    options = parser.parse_args()
    pipeline.extract(document(10_000, 1))
    found: dict[int, list[float]] = {size: [] for size in options.sizes}
    for number in range(options.rounds):
        for size in options.sizes:
            # as many short documents as make up a long one, so that all are measured as finely
            times = max(1, min(10, 300_000 // size))
            taken = [cpu_milliseconds(document(size, 100 * number + n)) for n in range(times)]
            found[size].append(statistics.mean(taken))
    least = min(options.sizes)
    base = statistics.median(found[least]) / least
    print("characters      ms    ms a 10,000   beside the shortest")
    for size, times in found.items():
        middle = statistics.median(times)
        each = middle / size
        print(f"{size:10,} {middle:7.0f} {each * 10_000:14.1f} {each / base:21.2f}")


if __name__ == "__main__":
    main()
