"""Contracts that the Pentagon awards for other states, and how one award is told several times."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.records import Deal


def only(text: str) -> Deal:
    (deal,) = extract(text, published="2024-05-14").deals
    return deal


def roles(deal: Deal) -> set[tuple[str, str]]:
    return {(party.role, party.name) for party in deal.parties}


ANNOUNCED = [
    "Raytheon was awarded a $320 million contract to build radars for Peru, the Pentagon said.",
    "Raytheon won a $320 million contract to supply 18 radars to Peru, the Pentagon announced.",
    "The Pentagon said Raytheon had been awarded a $320 million contract for 54 radars for Peru.",
    "Raytheon won a $320 million contract for 12 radars for Peru, according to the Pentagon.",
]


@pytest.mark.parametrize("text", ANNOUNCED)
def test_who_announces_the_award_buys_for_another_state(text: str) -> None:
    assert {("buyer", "Pentagon"), ("end_user", "Peru")} <= roles(only(text))


OTHERS = [
    # a state's own order, that the Pentagon only tells of
    "Peru ordered 12 radars from Raytheon, the Pentagon said.",
    # another ministry that tells what a firm of its state sells
    "Hanwha won a $320 million contract to supply 18 guns to Peru, South Korea's defence ministry "
    "said.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_who_only_tells_of_a_sale_buys_nothing(text: str) -> None:
    assert ("buyer", "Peru") in roles(only(text))


def test_one_sum_in_headline_and_text_is_one_award() -> None:
    deal = only(
        "Pentagon awards $95 million contract to support Peru's C-172 fleet\n\n"
        "The U.S. has awarded Volta a $95M contract to support aircraft of Peru.\n\n"
        "Ohio-based Volta Systems LLC was awarded a $95,120,440 contract to provide logistics "
        "support for Peru's C-172 training aircraft.\n\n"
        "The work is to be completed by May 31, 2027."
    )
    assert [value.amount for value in deal.values] == [95_120_440]
    assert ("seller", "Volta Systems LLC") in roles(deal) or ("seller", "Volta") in roles(deal)
