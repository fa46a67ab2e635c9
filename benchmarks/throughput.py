"""Throughput of the whole extraction beside spaCy's blank tokenizer, on the bundled articles.

Both read the same articles in the same process, round by round in turn, so that a busy machine
slows both; what is reported is the median of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import spacy

import pipeline
from pipeline.article import read_article

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


class Round(NamedTuple):
    """Seconds that each side took for one round."""

    tokenizer: float
    extraction: float


def seconds(work: Callable[[], None]) -> float:
    """How long ``work`` takes."""
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def measure(folder: Path, rounds: int, repeat: int) -> tuple[list[Round], int, int]:
    """The rounds, and how many articles and words one round holds."""
    files = [
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for path in sorted(folder.rglob("*.txt"))
    ]
    if not files:
        raise SystemExit(f"{folder}: no .txt article")
    blank = spacy.blank("en")
    pipeline.build()

    def read_and_extract() -> list[str]:
        records = (
            pipeline.extract_article(read_article(data, id=name, source=name))
            for name, data in files
        )
        return [record.text or "" for record in records]

    texts = read_and_extract()

    def tokenize() -> None:
        for _ in range(repeat):
            for text in texts:
                blank.make_doc(text)

    def extract() -> None:
        for _ in range(repeat):
            read_and_extract()

    tokenize()
    found = [Round(seconds(tokenize), seconds(extract)) for _ in range(rounds)]
    words = sum(len(text.split()) for text in texts)
    return found, len(texts) * repeat, words * repeat


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS, help="articles (.txt)")
    parser.add_argument("--rounds", type=int, default=9, help="rounds (9)")
    parser.add_argument("--repeat", type=int, default=5, help="articles repeated a round (5)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    rounds, articles, words = measure(options.folder, options.rounds, options.repeat)
    ratios = sorted(each.extraction / each.tokenizer for each in rounds)
    each_article = statistics.median(each.extraction for each in rounds) / articles
    figures = {
        "ratio": round(statistics.median(ratios), 2),
        "lowest": round(ratios[0], 2),
        "highest": round(ratios[-1], 2),
        "rounds": len(rounds),
        "articles": articles,
        "words_an_article": round(words / articles),
        "milliseconds_an_article": round(each_article * 1000, 2),
        "articles_a_second": round(1 / each_article),
    }
    if options.json:
        print(json.dumps(figures))
        return
    print(
        f"extraction takes {figures['ratio']} times the blank tokenizer "
        f"(median of {figures['rounds']} rounds, {figures['lowest']} to {figures['highest']})"
    )
    print(
        f"{figures['articles']} articles a round of {figures['words_an_article']} words: "
        f"{figures['milliseconds_an_article']} ms an article, "
        f"{figures['articles_a_second']} articles a second on one core of this machine"
    )


if __name__ == "__main__":
    main()
