"""Context cues: which words of a text tell which sense, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import schema
from pipeline.context import Cues, Hits
from pipeline.rules import load_jsonl


def cues(*words: str, sense: str = "s") -> Cues:
    return Cues([schema.Cue(id="c", sense=sense, words=words)])


def quotes(hits: Hits, text: str, sense: str = "s") -> list[str]:
    places = zip(hits.starts.get(sense, ()), hits.ends.get(sense, ()), strict=True)
    return [text[a:b] for a, b in places]


FOUND = [
    (("signed",), "It was signed today.", ["signed"]),
    (("signed",), "SIGNED and sealed", ["SIGNED"]),
    (("signed",), "cosigned, designed, signedness", []),
    (("sign*",), "They sign, signed and are signing.", ["sign", "signed", "signing"]),
    (("sign*",), "by design", []),
    (("option",), "options", []),
    (("letter of intent",), "a letter of intent from Oslo", ["letter of intent"]),
    (("letter of intent",), "a Letter  of\tIntent", ["Letter  of\tIntent"]),
    (("letter of intent",), "a letter. Of intent", []),
    (("letter of intent",), "a letter of good intent", []),
    (("expected to award",), "expected, to award", ["expected, to award"]),
    (("go-ahead",), "the go-ahead was given", ["go-ahead"]),
    (("go-ahead",), "go ahead", []),
    (("won't",), "it won't pay", ["won't"]),
    (("won’t",), "it won’t pay", ["won’t"]),
    (("rule* out",), "Bern ruled out a deal", ["ruled out"]),
    (("rule* out",), "Bern ruled it out", []),
    (("called off the deal", "off"), "it called off the deal", ["called off the deal"]),
    (("per aircraft",), "$8m per aircraft", ["per aircraft"]),
    (("İstanbul deal", "deal"), "İİ deal", ["deal"]),
]


@pytest.mark.parametrize(("words", "text", "wanted"), FOUND)
def test_cues_found(words: tuple[str, ...], text: str, wanted: list[str]) -> None:
    assert quotes(cues(*words).find(text), text) == wanted


def test_words_of_records_with_one_sense_are_joined() -> None:
    records = [
        schema.Cue(id="a", sense="status.cancelled", words=("axed",)),
        schema.Cue(id="b", sense="status.cancelled", words=("scrapped",)),
        schema.Cue(id="c", sense="past", words=("earlier",)),
    ]
    hits = Cues(records).find("Once axed, earlier scrapped.")
    assert (hits.count("status.cancelled"), hits.count("past"), hits.count("none")) == (2, 1, 0)


TEXT = "signed in May and signed again in June"  # cues at 0-6 and 18-24

WINDOWS = [
    (0, len(TEXT), True, 0, 24),
    (0, 6, True, 0, 6),
    (0, 5, False, -1, -1),
    (1, 10, False, -1, -1),
    (1, 24, True, 18, 24),
    (18, 24, True, 18, 24),
    (19, 38, False, -1, -1),
    (0, 23, True, 0, 6),
    (6, 18, False, -1, -1),
    (24, 24, False, -1, -1),
]


@pytest.mark.parametrize(("start", "end", "has", "first", "last"), WINDOWS)
def test_a_cue_counts_where_it_stands_whole_in_the_window(
    start: int, end: int, has: bool, first: int, last: int
) -> None:
    hits = cues("signed").find(TEXT)
    assert hits.has("s", start, end) is has
    assert hits.first("s", start, end) == first
    assert hits.last("s", start, end) == last


def test_a_sense_without_a_hit_is_nowhere() -> None:
    hits = cues("signed").find(TEXT)
    assert not hits.has("other", 0, 99)
    assert (hits.first("other", 0, 99), hits.last("other", 0, 99)) == (-1, -1)


def test_words_are_remembered_without_changing_the_answer() -> None:
    finder = cues("sign*", "letter of intent")
    text = "They signed a letter of intent; they signed."
    assert quotes(finder.find(text), text) == quotes(finder.find(text), text) != []


@given(st.text())
def test_offsets_lie_in_the_text_and_are_sorted(text: str) -> None:
    hits = BUNDLED.find(text)
    for sense, starts in hits.starts.items():
        ends = hits.ends[sense]
        assert starts == sorted(starts)
        assert ends == sorted(ends)
        assert all(0 <= a < b <= len(text) for a, b in zip(starts, ends, strict=True))


BUNDLED = Cues(load_jsonl("cues.jsonl", schema.Cue))

SENSES = [
    ("The cabinet approved the purchase.", "status.approved"),
    ("Bern scrapped the order.", "status.cancelled"),
    ("Oslo plans to buy frigates.", "status.planned"),
    ("The first boat was handed over.", "status.delivered"),
    ("Hanwha was named the preferred bidder.", "status.selected"),
    ("The ministry denied the report.", "status.negated"),
    ("Under an earlier contract", "past"),
    ("at 9 million euros apiece", "value.unit"),
    ("if all options are exercised", "value.option"),
    ("a loan from the bank", "value.financing"),
    ("an offset obligation", "value.offset"),
    ("the defence budget of", "value.exclude"),
    ("work will be completed by", "date.completion"),
    ("deliveries run until", "date.delivery"),
    ("a memorandum of understanding", "kind.memorandum"),
    ("an umbrella agreement for trucks", "kind.framework"),
    ("Kyiv gets a military aid package", "kind.transfer"),
    ("The DSCA notified Congress", "kind.foreign_military_sale"),
]


@pytest.mark.parametrize(("text", "sense"), SENSES)
def test_bundled_cue(text: str, sense: str) -> None:
    assert BUNDLED.find(text).count(sense)
