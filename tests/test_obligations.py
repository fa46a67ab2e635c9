"""Undertakings: sentence -> kind, modality and words, by whom and by when; and what is none."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.obligations import noun_kind, token_f1
from pipeline.records import Obligation

GAP = pytest.mark.xfail(strict=True, reason="known gap")
LEAD = "Jordan signed a contract with FNSS for 60 Kaplan armoured vehicles.\n\n"


def undertakings(sentence: str) -> tuple[Obligation, ...]:
    deals = extract(LEAD + sentence, "2024-06-12").deals
    assert len(deals) == 1
    return deals[0].obligations


CASES = [
    (
        "FNSS will deliver the vehicles by 2027.",
        "delivery",
        "binding",
        "deliver the vehicles by 2027",
    ),
    (
        "FNSS shall hand over the first ten vehicles in 2026.",
        "delivery",
        "binding",
        "hand over the first ten vehicles in 2026",
    ),
    pytest.param(
        "FNSS will supply spare parts for ten years.",
        "support",
        "binding",
        "supply spare parts for ten years",
        marks=GAP,
    ),
    (
        "FNSS will train 200 Jordanian soldiers.",
        "training",
        "binding",
        "train 200 Jordanian soldiers",
    ),
    (
        "FNSS will provide training to the crews.",
        "training",
        "binding",
        "provide training to the crews",
    ),
    (
        "FNSS has agreed to transfer technology to Jordan.",
        "technology_transfer",
        "binding",
        "transfer technology to Jordan",
    ),
    (
        "FNSS undertakes to share designs of the hull with local firms.",
        "technology_transfer",
        "binding",
        "share designs of the hull with local firms",
    ),
    (
        "FNSS must build half of the vehicles in Amman.",
        "production",
        "binding",
        "build half of the vehicles in Amman",
    ),
    ("The vehicles will be assembled in Amman.", "production", "binding", "be assembled in Amman"),
    (
        "FNSS is to maintain the vehicles for eight years.",
        "support",
        "binding",
        "maintain the vehicles for eight years",
    ),
    (
        "FNSS commits to invest $20 million in a plant in Zarqa.",
        "investment",
        "binding",
        "invest $20 million in a plant in Zarqa",
    ),
    (
        "Jordan will pay the price in five instalments.",
        "payment",
        "binding",
        "pay the price in five instalments",
    ),
    (
        "FNSS will also develop a new turret with KADDB.",
        "development",
        "binding",
        "develop a new turret with KADDB",
    ),
    (
        "FNSS will integrate Jordanian radios into the vehicles.",
        "integration",
        "binding",
        "integrate Jordanian radios into the vehicles",
    ),
    (
        "FNSS plans to set up a workshop in Zarqa.",
        "investment",
        "planned",
        "set up a workshop in Zarqa",
    ),
    (
        "FNSS is expected to deliver the first vehicles in 2026.",
        "delivery",
        "planned",
        "deliver the first vehicles in 2026",
    ),
    (
        "FNSS aims to produce some vehicles in Jordan.",
        "production",
        "planned",
        "produce some vehicles in Jordan",
    ),
    (
        "FNSS could supply another 40 vehicles.",
        "delivery",
        "conditional",
        "supply another 40 vehicles",
    ),
    (
        "FNSS may build a second plant in Amman.",
        "production",
        "conditional",
        "build a second plant in Amman",
    ),
    (
        "The contract includes training of crews and technicians.",
        "training",
        "binding",
        "training of crews and technicians",
    ),
    (
        "The deal provides for technology transfer to local firms.",
        "technology_transfer",
        "binding",
        "technology transfer to local firms",
    ),
    (
        "The agreement covers maintenance for ten years.",
        "support",
        "binding",
        "maintenance for ten years",
    ),
    (
        "The contract requires local production of the hulls.",
        "production",
        "binding",
        "local production of the hulls",
    ),
]


@pytest.mark.parametrize(("sentence", "kind", "modality", "text"), CASES)
def test_undertaking(sentence: str, kind: str, modality: str, text: str) -> None:
    found = [(o.kind, o.modality, o.text) for o in undertakings(sentence)]
    assert found == [(kind, modality, text)]


NONE = [
    "The vehicles will bolster the eastern border.",
    "Work will be performed in Ankara.",
    "Work is expected to be completed by December 2027.",
    "FNSS will not deliver spare parts.",
    "Experts say Jordan should train more crews.",
    "The vehicle can carry ten soldiers.",
    pytest.param("Both sides must ensure transparency.", marks=GAP),
    "FNSS delivered 20 vehicles to Oman in 2019.",
    "“This will strengthen our army,” the general said.",
    "The vehicles will be used by the border guard.",
    "Jordan plans to buy more vehicles.",
    "The vehicle will be powered by a 600 hp engine.",
    "The deal is worth $200 million.",
    "The contract was signed in Amman.",
    pytest.param("The announcement will be made in Amman.", marks=GAP),
]


@pytest.mark.parametrize("sentence", NONE)
def test_no_undertaking(sentence: str) -> None:
    assert undertakings(sentence) == ()


PARTIES = [
    ("FNSS will deliver the vehicles by 2027.", "FNSS", "Jordan", "../2027"),
    ("FNSS will train 200 soldiers in 2026.", "FNSS", "Jordan", "2026"),
    ("Jordan will pay the price in five instalments.", "Jordan", None, None),
    ("The contract includes training of crews and technicians.", "FNSS", "Jordan", None),
    ("The Turkish firm FNSS will maintain the vehicles.", "FNSS", "Jordan", None),
]


@pytest.mark.parametrize(("sentence", "obligor", "obligee", "deadline"), PARTIES)
def test_by_whom_for_whom_by_when(
    sentence: str, obligor: str | None, obligee: str | None, deadline: str | None
) -> None:
    found = [(o.obligor, o.obligee, o.deadline) for o in undertakings(sentence)]
    assert found == [(obligor, obligee, deadline)]


INFINITIVES = [
    (
        "FNSS signed a contract with Jordan to supply 60 Kaplan vehicles.",
        "delivery",
        "supply 60 Kaplan vehicles",
    ),
    (
        "FNSS won a contract from Jordan to build 60 Kaplan vehicles.",
        "production",
        "build 60 Kaplan vehicles",
    ),
    (
        "Jordan and FNSS signed a deal to co-produce 60 Kaplan vehicles.",
        "production",
        "co-produce 60 Kaplan vehicles",
    ),
    (
        "Jordan awarded FNSS a contract to maintain 60 Kaplan vehicles.",
        "support",
        "maintain 60 Kaplan vehicles",
    ),
    (
        "Jordan awarded FNSS a contract to upgrade 60 Kaplan vehicles.",
        "production",
        "upgrade 60 Kaplan vehicles",
    ),
    ("Jordan signed a contract with FNSS to buy 60 Kaplan vehicles.", None, ""),
    ("Jordan signed a contract with FNSS to purchase 60 Kaplan vehicles.", None, ""),
    ("Jordan signed a contract with FNSS for 60 Kaplan vehicles.", None, ""),
]


@pytest.mark.parametrize(("text", "kind", "words"), INFINITIVES)
def test_what_a_contract_is_to_do(text: str, kind: str | None, words: str) -> None:
    (deal,) = extract(text, "2024-06-12").deals
    assert [(o.kind, o.text) for o in deal.obligations] == ([(kind, words)] if kind else [])


BULLETS = [
    ("Training: FNSS will teach 200 crews in Ankara", "training"),
    ("Technology transfer: FNSS will share production data with KADDB", "technology_transfer"),
    ("Local production: half of the vehicles will be assembled in Amman", "production"),
    ("FNSS will deliver ten vehicles a year", "delivery"),
    ("Maintenance: FNSS will repair the vehicles for ten years", "support"),
]


@pytest.mark.parametrize(("bullet", "kind"), BULLETS)
def test_labelled_bullets(bullet: str, kind: str) -> None:
    found = undertakings(f"The terms of the contract are:\n\n* {bullet}\n* Nothing else")
    assert [o.kind for o in found] == [kind]


NOUNS = [
    ("technology transfer to Jordan", "technology_transfer"),
    ("training and technology transfer", "training"),
    ("offset obligations", "offset"),
    ("spare parts", "support"),
    ("joint development of a turret", "development"),
    ("local assembly", "production"),
    ("payment in three parts", "payment"),
    ("an investment in a plant", "investment"),
    ("delivery of ten vehicles", "delivery"),
    ("the weather", None),
]


@pytest.mark.parametrize(("words", "kind"), NOUNS)
def test_kind_of_a_noun_phrase(words: str, kind: str | None) -> None:
    assert noun_kind(words) == kind


F1 = [
    ("a b c d", "a b c d", 1.0),
    ("a b", "A, B!", 1.0),
    ("a b", "c d", 0.0),
    ("a b c", "a", 0.5),
    ("a a b", "a b b", 2 / 3),
    ("", "", 0.0),
    ("", "a", 0.0),
]


@pytest.mark.parametrize(("a", "b", "wanted"), F1)
def test_token_f1(a: str, b: str, wanted: float) -> None:
    assert token_f1(a, b) == token_f1(b, a) == pytest.approx(wanted)
