"""Spans of a text: sentence -> (label, words), and who wins where two overlap."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline import build
from pipeline.article import from_text
from pipeline.components import DealComponent
from pipeline.entities import Ent, resolve

GAP = pytest.mark.xfail(strict=True, reason="known gap")


def find(text: str) -> list[Ent]:
    nlp = build(None)
    deals = nlp.get_pipe("deals")
    assert isinstance(deals, DealComponent)
    return deals.engine.entities(nlp.make_doc(text), from_text(text))


def spans(text: str) -> list[tuple[str, str]]:
    return [(e.label, e.text) for e in find(text)]


FOUND = [
    ("Poland will pay $3.4 billion.", ("money", "$3.4 billion")),
    ("Poland will pay $3.4 billion.", ("country", "Poland")),
    ("It was signed on 4 March 2024.", ("date", "4 March 2024")),
    ("deliveries by the end of 2027", ("date", "by the end of 2027")),
    ("the Polish side", ("demonym", "Polish")),
    ("talks in Warsaw", ("capital", "Warsaw")),
    ("Lockheed Martin said", ("company", "Lockheed Martin")),
    ("the F-16 Block 70 was flown", ("system", "F-16 Block 70")),
    ("an order for HIMARS", ("system", "HIMARS")),
    ("The plant in St. Louis makes guns.", ("place", "St. Louis")),
    ("made in York, Pa., for the army", ("place", "York, Pa.")),
    ("S. Korea signed.", ("country", "S. Korea")),
    ("the AN/XYZ-153 was shown", ("designation", "AN/XYZ-153")),
    ("contract W31P4Q-24-C-0012 was awarded", ("contract", "W31P4Q-24-C-0012")),
    ("(N00019-22-C-0041)", ("contract", "N00019-22-C-0041")),
    ("(N0001922C0041)", ("contract", "N0001922C0041")),
    ("Kestrel Optics Oy said", ("org", "Kestrel Optics Oy")),
    ("a deal with Volta Armour GmbH", ("org", "Volta Armour GmbH")),
    pytest.param(
        "a deal between Oslo and Volta Armour GmbH", ("org", "Volta Armour GmbH"), marks=GAP
    ),
    ("two howitzers fired", ("equip", "howitzers")),
    ("the ministry signed", ("trigger", "signed")),
    ("Naval Sea Systems Command is the contracting activity.", ("rolecue", "contracting activity")),
    (
        "Naval Sea Systems Command is the contracting activity.",
        ("body", "Naval Sea Systems Command"),
    ),
    ("the air force flew", ("bodyword", "air force")),
    ("Reuters reported", ("outlet", "Reuters")),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND)
def test_span_is_found(text: str, wanted: tuple[str, str]) -> None:
    assert wanted in spans(text)


ABSENT = [
    ("they told us so", "country"),
    ("the turkey was eaten", "country"),
    ("the polish on the brass", "demonym"),
    ("a leopard was seen", "system"),
    ("he is general manager", "company"),
    ("the contract is void", "money"),
    ("room 12 is empty", "money"),
    ("she may march", "date"),
    ("AND/OR", "designation"),
    ("the limited edition", "org"),
]


@pytest.mark.parametrize(("text", "label"), ABSENT)
def test_span_is_not_found(text: str, label: str) -> None:
    assert label not in {found for found, _ in spans(text)}


def test_spans_are_sorted_and_apart() -> None:
    text = (
        "On 4 March 2024 Poland's Ministry of National Defence signed a $3.4 billion contract "
        "with Hyundai Rotem for 180 K2 Black Panther tanks (contract N00019-22-C-0041)."
    )
    found = find(text)
    assert len(found) > 6
    assert all(a.end <= b.start for a, b in pairwise(found))


def ent(start: int, end: int, label: str) -> Ent:
    return Ent(start, end, label, "x" * (end - start))


OVERLAPS = [
    ("the longer wins", [], [(0, 5, "equip"), (0, 9, "company")], [(0, 9, "company")]),
    ("the longer wins later on", [], [(0, 5, "body"), (3, 11, "place")], [(3, 11, "place")]),
    ("a tie goes by label", [], [(0, 5, "place"), (0, 5, "body")], [(0, 5, "body")]),
    ("whatever the order", [], [(0, 5, "body"), (0, 5, "place")], [(0, 5, "body")]),
    ("fixed wins over longer", [(2, 4, "money")], [(0, 9, "company")], [(2, 4, "money")]),
    ("apart, both stay", [], [(6, 9, "body"), (0, 5, "org")], [(0, 5, "org"), (6, 9, "body")]),
    ("touching, both stay", [], [(0, 5, "org"), (5, 9, "body")], [(0, 5, "org"), (5, 9, "body")]),
    ("of equal ties the first", [], [(4, 8, "org"), (0, 5, "body")], [(0, 5, "body")]),
    ("none", [], [], []),
]


@pytest.mark.parametrize(
    ("why", "fixed", "found", "wanted"), OVERLAPS, ids=[case[0] for case in OVERLAPS]
)
def test_overlaps(
    why: str,
    fixed: list[tuple[int, int, str]],
    found: list[tuple[int, int, str]],
    wanted: list[tuple[int, int, str]],
) -> None:
    kept = resolve([ent(*e) for e in fixed], [ent(*e) for e in found], 20)
    assert [(e.start, e.end, e.label) for e in kept] == wanted
