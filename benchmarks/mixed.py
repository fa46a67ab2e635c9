"""A crawl of which one article in twenty tells of a deal, beside spaCy's blank tokenizer.

Most of a crawl is about other things: what counts there is how fast an article is let go, and that
none with a deal is. Prints the ratio as in ``throughput.py``, the share of articles that the first
look lets go, and how many of those hold a deal after all: by their gold record for the bundled
articles, by a reading without the first look for all.

``--texts FILE.jsonl`` takes texts of your own for the nineteen parts.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from texts import corpus_texts, other_text, texts_of

import pipeline
from pipeline.article import Article, ArticleError, from_text
from pipeline.components import engine_of

SHARE = 20


def others(path: Path | None, count: int) -> list[str]:
    """Articles without a deal: those of a file, else generated ones and the corpus's own."""
    if path is not None:
        return [text for text, _ in zip(texts_of(path), range(count), strict=False)]
    own = list(corpus_texts(with_deals=False).values())
    return [*own, *map(other_text, range(count - len(own)))]


def cpu_seconds(work: Callable[[], None]) -> float:
    """Processor time that ``work`` takes in this process."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def let_go(texts: Sequence[str]) -> tuple[list[Article], int]:
    """The articles that the first look lets go, and in how many a full reading finds a deal."""
    nlp = pipeline.build()
    engine = engine_of(nlp)
    gone, wrongly = [], 0
    for text in texts:
        try:
            article = from_text(text)
        except ArticleError:
            continue
        cues = engine.cues.find(article.text)
        if engine.may_hold_deal(article.text, cues):
            continue
        gone.append(article)
        ents = engine.entities(nlp.make_doc(article.text), article)
        wrongly += bool(engine.deals(ents, article, cues))
    return gone, wrongly


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, help="JSON Lines with a text each, for the 19 parts")
    parser.add_argument("--rounds", type=int, default=7, help="rounds (7)")
    options = parser.parse_args()
    deals = list(corpus_texts(with_deals=True).values())
    rest = others(options.texts, (SHARE - 1) * len(deals))
    blank = spacy.blank("en")
    pipeline.build()

    def extract(texts: Sequence[str]) -> list[str]:
        found = []
        for text in texts:
            try:
                found.append(pipeline.extract(text).text or "")
            except ArticleError:
                continue
        return found

    cleaned = extract([*deals, *rest])

    def tokenize() -> None:
        for text in cleaned:
            blank.make_doc(text)

    tokenize()
    rounds = [
        (
            cpu_seconds(tokenize),
            cpu_seconds(lambda: extract(deals)),
            cpu_seconds(lambda: extract(rest)),
        )
        for _ in range(options.rounds)
    ]
    ratios = sorted((with_deal + without) / base for base, with_deal, without in rounds)
    slow = statistics.median(each[1] for each in rounds) / len(deals)
    fast = statistics.median(each[2] for each in rounds) / max(len(rest), 1)
    words = sum(len(text.split()) for text in cleaned) / len(cleaned)
    print(
        f"{len(deals)} articles with a deal among {len(cleaned)} of {words:.0f} words: "
        f"{statistics.median(ratios):.2f} times the blank tokenizer "
        f"(median of {len(ratios)} rounds, {ratios[0]:.2f} to {ratios[-1]:.2f})"
    )
    print(f"{slow * 1000:.2f} ms an article with a deal, {fast * 1000:.2f} ms another one")
    gone, wrongly = let_go(rest)
    early, _ = let_go(deals)
    print(f"let go at the first look: {len(gone)} of {len(rest)}; a deal in {wrongly} of them")
    print(f"articles with a deal let go at the first look: {len(early)} of {len(deals)}")
    if early or wrongly:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
