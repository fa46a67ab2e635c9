"""The quality gate: the gold article to the last fact, the news articles at or above their floors.

``dealfacts score corpus/gold --facts`` and ``dealfacts score corpus/news --facts`` tell more.
"""

from functools import cache
from pathlib import Path

import pipeline
from pipeline import batch, evaluate, floors
from pipeline.evaluate import Report

CORPUS = Path(__file__).parent.parent / "corpus"


@cache
def report(folder: str) -> Report:
    summary = batch.Summary()
    records = batch.read_records([CORPUS / folder], pipeline.extract_article, summary)
    found = evaluate.score(evaluate.load_gold_folder(CORPUS / folder), records)
    assert summary.failures == []
    assert found.missing == []
    return found


def test_every_fact_of_the_gold_article_is_found() -> None:
    assert report("gold").of("missed") == []


def test_nothing_else_is_found_in_the_gold_article() -> None:
    assert report("gold").of("extra") == []


def test_the_news_articles_hold_their_floors() -> None:
    held = floors.load(CORPUS / "floors.json", "news")
    assert len(held) >= len(evaluate.ASPECTS) * 3
    assert floors.below(report("news"), held) == []
