"""Hostile text: never an exception, and time that grows no faster than the text."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline
from pipeline import acting_bodies, item_names, merging
from pipeline.drafts import Draft
from pipeline.matching import Claims

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
    ("capitals behind a service", "The Peruvian Navy COMMUNICATIONS INFRASTRUCTURE OFFICE "),
]


def seconds(filler: str, size: int) -> float:
    text = SEED + filler * (size // len(filler))
    begin = time.process_time()
    pipeline.extract(text, "2024-06-12")
    return time.process_time() - begin


@pytest.mark.parametrize(("name", "filler"), FILLERS)
def test_time_grows_with_the_text(name: str, filler: str) -> None:
    pipeline.build(None)
    seconds(filler, 1000)
    before: dict[int, float] = {}
    for size in (3_125, 12_500, 25_000, 50_000, 100_000, 200_000):
        taken = before[size] = seconds(filler, size)
        # several times what a busy machine of today takes: growth is told by the line below
        assert taken < 0.5 + 100e-6 * size
        if size // 4 in before:  # four times the text: linear is 4, quadratic 16
            assert taken < 0.2 + 9 * before[size // 4]


BUYERS = ("Norway", "Poland", "Estonia", "Chile", "Greece", "Japan", "Kuwait", "Romania")
GOODS = ("frigates", "howitzers", "trainer aircraft", "coastal radars", "patrol vessels")


def document(deals: int) -> str:
    """So many deals, each in a paragraph of its own."""
    return "\n\n".join(
        f"{BUYERS[n % 8]} has ordered {n + 2} {GOODS[n % 5]} from Volta{n:03} Ltd for {3 * n + 2} "
        "million euros, the Ministry of Defence said. The army will get them in 2027."
        for n in range(deals)
    )


def test_a_document_of_many_deals_compares_no_more_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Counted and not timed: the quadratic part hides behind the rest for a long while."""
    calls: list[object] = []
    original = merging.conflict

    def counted(draft: Draft, claims: Claims) -> bool:
        calls.append(draft)
        return original(draft, claims)

    monkeypatch.setattr(merging, "conflict", counted)
    counts = []
    for deals in (100, 400):
        calls.clear()
        assert len(pipeline.extract(document(deals), "2024-06-12").deals) > 0.9 * deals
        counts.append(len(calls))
    assert counts[0] > 100
    assert counts[1] < 5 * counts[0]


def test_bodies_are_looked_for_where_the_deal_is_told() -> None:
    class Counting(list[Any]):
        looks = 0

        def __getitem__(self, index: Any) -> Any:
            self.looks += 1
            return super().__getitem__(index)

        def __iter__(self) -> Any:
            raise AssertionError("all were gone through")

    ents = Counting(SimpleNamespace(start=n, end=n + 1, entries=()) for n in range(100_000))
    found = acting_bodies.bodies_of(ents, 50_000, 50_005, "NOR", cast("Any", None), frozenset())
    assert list(found) == []
    assert ents.looks < 100


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


def test_what_goods_are_called_is_looked_for_once_an_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looks: list[int] = []
    real = item_names._name_behind

    def counting(*args: Any) -> Any:
        looks.append(1)
        return real(*args)

    monkeypatch.setattr(item_names, "_name_behind", counting)
    counts = []
    states = """Peru Chile Kenya Ghana Oman Norway Latvia Estonia Malta Togo Benin Mali Niger Chad
        Qatar Kuwait Jordan Egypt Poland Greece""".split()
    for deals in (10, 20):
        looks.clear()
        orders = (f"{s} ordered {n} frigates for ${n} million." for n, s in enumerate(states, 5))
        pipeline.extract("\n\n".join(list(orders)[:deals]))
        counts.append(len(looks))
    assert 0 < counts[1] <= 2.2 * counts[0]
