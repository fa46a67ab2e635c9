"""The stages together: what stands as a deal, to whom undertakings go, and the order of deals."""

from __future__ import annotations

import textwrap

import pytest

from pipeline import build, extract
from pipeline.article import from_text
from pipeline.components import deals_of
from pipeline.engine import plain_blocks
from pipeline.records import Obligation
from pipeline.undertakings import add_obligation

GAP = pytest.mark.xfail(strict=True, reason="known gap")

BLOCKS = [
    ("", []),
    ("\n\n \n", []),
    ("one", ["one"]),
    ("one\ntwo", ["one", "two"]),
    ("\n\none\n\n\ntwo\n", ["one", "two"]),
    (" one \n", [" one "]),
]


@pytest.mark.parametrize(("text", "wanted"), BLOCKS)
def test_lines_of_a_plain_text_are_its_paragraphs(text: str, wanted: list[str]) -> None:
    assert [text[b.start : b.end] for b in plain_blocks(text)] == wanted


def duty(kind: str, text: str) -> Obligation:
    return Obligation(kind, text)  # type: ignore[arg-type]


OBLIGATIONS = [
    ("another kind", [("delivery", "deliver ten boats"), ("training", "deliver ten boats")], 2),
    ("other words", [("delivery", "deliver ten boats"), ("delivery", "hand over guns")], 2),
    ("the same", [("delivery", "deliver ten boats"), ("delivery", "deliver ten boats")], 1),
    ("nearly the same", [("delivery", "deliver ten boats"), ("delivery", "deliver boats")], 1),
]


@pytest.mark.parametrize(("why", "given", "count"), OBLIGATIONS, ids=[o[0] for o in OBLIGATIONS])
def test_an_undertaking_stands_once(why: str, given: list[tuple[str, str]], count: int) -> None:
    known: list[Obligation] = []
    for kind, text in given:
        add_obligation(known, duty(kind, text))
    assert len(known) == count


def test_the_fuller_wording_stays() -> None:
    known = [duty("delivery", "deliver boats")]
    add_obligation(known, duty("delivery", "deliver ten boats"))
    assert [o.text for o in known] == ["deliver ten boats"]


# What makes a deal of a lone sentence: defence goods or buyers, a party, and a thing or a sum.
STANDS = [
    ("Norway ordered 12 NASAMS launchers from Kongsberg.", 1),
    ("Norway ordered 12 NASAMS launchers.", 1),
    ("The Norwegian Army ordered trucks from Scania for 900 million kroner.", 1),
    ("The Royal Navy ordered four ferries from Cammell Laird for £60 million.", 1),
    ("Norway ordered 12 buses from Scania.", 0),
    ("A bank ordered 12 computers from Fujitsu.", 0),
    ("Someone ordered 12 NASAMS launchers.", 0),
    ("The army ordered its troops to retreat from the missiles.", 0),
    ("The army transferred 12 tanks to the navy.", 0),
    ("Norway signed a treaty on fishing with Russia while its navy watched.", 0),
    ("Norway and Kongsberg signed an agreement at the army base.", 0),
    pytest.param("The ministry ordered an inquiry into the missile accident.", 0, marks=GAP),
    pytest.param("KNDS sold its missile unit to a bank for €20 million.", 0, marks=GAP),
    ("Peru bought a football stadium near the army barracks for $30 million.", 0),
    ("The army awarded a medal to Norway's general for missiles.", 0),
]


@pytest.mark.parametrize(("text", "count"), STANDS)
def test_what_stands_as_a_deal(text: str, count: int) -> None:
    assert len(extract(text, "2024-06-12").deals) == count


def test_an_article_without_defence_words_is_let_go() -> None:
    article = from_text("The town ordered 12 buses from Scania for 40 million kroner.")
    assert deals_of(build(None), article) == ()


def test_deals_stand_in_the_order_of_the_article() -> None:
    text = (
        "* Chile ordered 30 K9 howitzers from Hanwha Aerospace.\n"
        "* Peru ordered 20 FA-50 fighters from KAI.\n"
        "* Oman ordered four corvettes from BAE Systems.\n"
    )
    buyers = [p.name for d in extract(text).deals for p in d.parties if p.role == "buyer"]
    assert buyers == ["Chile", "Peru", "Oman"]


def test_an_undertaking_goes_to_the_deal_of_its_paragraph() -> None:
    deals = extract(
        "Chile ordered 30 K9 howitzers from Hanwha Aerospace. Hanwha Aerospace will train 90 "
        "Chilean gunners.\n\nPeru ordered 20 FA-50 fighters from KAI. KAI will maintain the "
        "fighters for ten years."
    ).deals
    assert [[o.kind for o in d.obligations] for d in deals] == [["training"], ["support"]]


def test_hard_wrapped_lines_are_read_as_one() -> None:
    flowing = (
        "Norway has ordered a dozen NASAMS launchers and several hundred missiles from the "
        "Norwegian manufacturer Kongsberg in a contract that is worth $200 million and that the "
        "ministry of defence in Oslo announced at a ceremony after two years of negotiations."
    )
    wrapped = "\n".join(textwrap.wrap(flowing, 72))
    for deals in (extract(flowing).deals, extract(wrapped).deals):
        assert [(p.role, p.name) for d in deals for p in d.parties] == [
            ("buyer", "Norway"),
            ("seller", "Kongsberg"),
        ]


def test_the_state_that_an_approved_sale_speaks_of_buys() -> None:
    (deal,) = extract(
        "Estonia wants longer reach. The State Department approved the sale of 200 Javelin "
        "missiles for $40 million.",
        "2024-06-12",
    ).deals
    assert {(p.role, p.name) for p in deal.parties} >= {("buyer", "Estonia")}
