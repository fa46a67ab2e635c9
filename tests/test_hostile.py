"""Hostile text: never an exception, and time that grows no faster than the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline

# Defence words and a deal, so that no early exit spares the work behind it.
SEED = "Norway ordered 12 NASAMS missiles from Kongsberg for its army for $20 million. "

FILLERS = [
    ("brackets", "("),
    ("closed brackets", "()"),
    ("and", "and "),
    ("sums", "$1 "),
    ("letters", "A "),
    ("contracts", "the contract with "),
    ("quotes", '"'),
    ("digits", "7"),
    ("numbers", "1,"),
    ("one long name", "Volta "),
    ("one long word", "Ab"),
    ("hyphens", "a-"),
    ("spaces", " "),
    ("line ends", "\n"),
    ("table cells", "| a "),
    ("bullets", "* a\n"),
    ("dots", "."),
    ("semicolons", "a; "),
    ("countries", "Norway, "),
    ("possessives", "Norway's "),
    ("triggers", "signed "),
    ("will", "will supply "),
    ("firms", "Volta Ltd and "),
    ("designations", "F-16 "),
    ("dates", "on 4 March 2024 "),
    ("years", "2024/"),
]


def seconds(filler: str, size: int) -> float:
    text = SEED + filler * (size // len(filler))
    begin = time.perf_counter()
    pipeline.extract(text, "2024-06-12")
    return time.perf_counter() - begin


@pytest.mark.parametrize(("name", "filler"), FILLERS)
def test_time_grows_with_the_text(name: str, filler: str) -> None:
    pipeline.build(None)
    seconds(filler, 1000)
    before: dict[int, float] = {}
    for size in (3_125, 12_500, 25_000, 50_000, 100_000, 200_000):
        taken = before[size] = seconds(filler, size)
        assert taken < 0.1 + 25e-6 * size
        if size // 4 in before:  # four times the text: linear is 4, quadratic 16
            assert taken < 0.2 + 9 * before[size // 4]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    record = pipeline.extract(SEED + text)
    for deal in record.deals:
        for e in deal.evidence:
            assert (record.text or "")[e.start : e.end] == e.quote


NEWS = """
    Norway Poland Kongsberg Saab Warsaw the a contract order deal signed ordered sold buy supply
    awarded was by from to with for and , . ; : ( ) " ’s 's 12 180 two $3 €4 billion million F-16 K2
    NASAMS tanks missiles frigates army navy Ministry of Defence 2027 Monday March 4 which that will
    deliver train under worth each option approved sale | * - — U.S. Ltd Inc. (KAI) Chile's
    """
WORDS = st.sampled_from([*NEWS.split(), "\n", "\n\n"])


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60))
def test_any_run_of_news_words_is_read(words: list[str]) -> None:
    record = pipeline.extract(" ".join(words) + " army missiles", "2024-06-12")
    for deal in record.deals:
        for e in deal.evidence:
            assert (record.text or "")[e.start : e.end] == e.quote
            assert e.rule


@pytest.mark.parametrize(
    "odd",
    ["\x00", "\ud800", "İ", "ﬁ", "\u202e", "🚀", "\u0301", "\r", "\x85"],
)
def test_odd_characters_are_read(odd: str) -> None:
    record = pipeline.extract(f"{odd}{SEED}{odd} {SEED.replace(' ', ' ' + odd)}")
    assert all(
        (record.text or "")[e.start : e.end] == e.quote for d in record.deals for e in d.evidence
    )
