"""What the journal and the manifest of a run cost: the same articles with and without, in turns.

python benchmarks/journal.py [PATH...]      # the bundled corpus where no path is given
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline import batch, build, extract_article, runs
from pipeline.fingerprint import fingerprint
from pipeline.interrupts import Stop

CORPUS = Path(__file__).parent.parent / "corpus"
ROUNDS = 9


def seconds(work: Callable[[Path], object]) -> float:
    """Processor time of one run by one process; other programs on the machine do not count."""
    with tempfile.TemporaryDirectory() as out:
        begun = time.process_time()
        work(Path(out))
        return time.process_time() - begun


def main() -> None:
    paths = [Path(each) for each in sys.argv[1:]] or [CORPUS]
    build()
    identity = fingerprint()

    def plain(out: Path) -> object:
        return batch.run(paths, out, extract_article)

    def journalled(out: Path) -> object:
        return runs.run(runs.Job(paths, out, identity), extract_article, Stop())

    seconds(plain)  # warm
    pairs = [(seconds(plain), seconds(journalled)) for _ in range(ROUNDS)]
    for name, times in zip(("without", "with"), map(sorted, zip(*pairs, strict=True)), strict=True):
        print(f"{name:8} {times[0]:.3f} s, at most {times[-1]:.3f} s")
    without, with_it = (min(times) for times in zip(*pairs, strict=True))
    print(f"ratio of the quickest runs: {with_it / without:.3f}")


if __name__ == "__main__":
    main()
