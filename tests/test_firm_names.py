"""Names that their places show to be firms' (``pipeline.firm_names``)."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.entities import Ent
from pipeline.firm_names import context_firms

FIRMS = [
    ("The army awarded a contract to Voltarix for radios.", ["Voltarix"]),
    ("Riga signed a contract with Kestra Dynamo for trucks.", ["Kestra Dynamo"]),
    ("The boats, built by Morvena in Split, arrived.", ["Morvena"]),
    ("It bought the drones from Sweden's Aerolund last year.", ["Aerolund"]),
    ("Helvix, a maker of night sights, said so in its letter to Helvix staff.", ["Helvix"] * 2),
    ("Officials at Helvix, a Tampere-based supplier of optics, agreed.", ["Helvix"]),
    (
        "The radios are from a Brno-based firm; Radoma's shipyard and Radoma itself gain.",
        ["Radoma"],
    ),
    ("Last week TarnoTech won a 5 million euro contract for masts.", ["TarnoTech"]),
    ("Vessels of ORDANT Marine were shown; ORDANT Marine was awarded the work.", ["ORDANT Marine"]),
    ("The navy picked Quillon over its rivals.", ["Quillon"]),
]
NO_FIRMS = [
    "The plan was developed by President Marko Ilves.",
    "The contract with Minister Ilves was noted.",
    "Contractor will provide all labour.",  # opens the sentence, a name nowhere else
    "Soldiers met in Karsdorf on Monday, a holiday.",
    "The drill ended near Karsdorf.",
    "It was the second order from Monday on.",
]


@pytest.mark.parametrize(("text", "names"), FIRMS, ids=[t[:40] for t, _ in FIRMS])
def test_firms_are_told_by_their_place(text: str, names: list[str]) -> None:
    found = context_firms(text, [])
    assert {e.text for e in found} == set(names)
    assert len(found) >= len(names)
    assert all(text[e.start : e.end] == e.text and e.rule.startswith("company.") for e in found)


@pytest.mark.parametrize("text", NO_FIRMS)
def test_other_names_are_no_firms(text: str) -> None:
    assert context_firms(text, []) == []


def test_what_is_known_stays_what_it_is() -> None:
    text = "The contract with Norway was signed."
    known = [Ent(18, 24, "country", "Norway")]
    assert context_firms(text, known) == known


def test_a_word_inside_a_name_is_a_part_of_it() -> None:
    text = "He sold the contract to Radar Works."
    known = [Ent(24, 29, "equip", "Radar")]
    assert [(e.label, e.text) for e in context_firms(text, known)] == [("org", "Radar Works")]


def test_an_unknown_firm_is_the_seller_throughout() -> None:
    text = (
        "The Estonian Army has awarded a contract to Voltarix for 40 reconnaissance drones worth "
        "EUR 12 million."
    )
    (deal,) = extract(text, published="2024-06-01").deals
    assert ("Voltarix", "seller") in {(p.name, p.role) for p in deal.parties}


def test_hostile_text_takes_linear_time() -> None:
    text = "A" * 50_000 + " a" * 50_000 + " Aa" * 50_000 + ", a b-b" * 20_000
    assert context_firms(text, []) == []
