"""Extraction that does not grow: the same records, and words forgotten in turns."""

import pickle
from pathlib import Path

import pipeline
from pipeline.article import Article, from_text
from pipeline.steady import Steady

STRINGS = pipeline.build().vocab.strings


def article(number: int) -> Article:
    """News with names that no other has."""
    return from_text(
        f"Norway has ordered {number + 2} frigates from Navantia, Voltaborg{number}x said.\n\n"
        f"The first of them goes to Port Quillamo{number}y in 2027.",
        id=str(number),
    )


def test_the_records_are_those_of_the_plain_extraction() -> None:
    steady = Steady(turn=3)
    articles = [article(number) for number in range(8)]
    assert list(map(steady, articles)) == list(map(pipeline.extract_article, articles))


def test_words_are_forgotten_at_the_end_of_a_turn() -> None:
    steady = Steady(turn=5)
    begun = len(STRINGS)
    most = 0
    for number in range(100, 150):
        steady(article(number))
        most = max(most, len(STRINGS))
    assert begun < most < begun + 5 * 20
    assert "Voltaborg149x" in STRINGS
    assert "Voltaborg144x" not in STRINGS
    del steady
    assert "Voltaborg149x" not in STRINGS
    assert len(STRINGS) == begun


def test_two_take_turns_over_one_vocabulary() -> None:
    first, second = Steady(turn=4), Steady(turn=3)
    for number in range(200, 215):
        plain = pipeline.extract_article(article(number))
        assert first(article(number)) == second(article(number)) == plain


def test_it_travels_to_another_process() -> None:
    steady = Steady(Path("rules"), turn=7)
    copy = pickle.loads(pickle.dumps(steady))
    assert (copy._patterns, copy._turn) == (Path("rules"), 7)
