"""A headline and the lead that completes it; plans given up; goods behind ``two more``."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.records import Deal

LEAD = "The Estonian Army has ordered 40 reconnaissance drones worth EUR 12 million."


def deals(text: str) -> tuple[Deal, ...]:
    return extract(text, published="2024-06-01").deals


@pytest.mark.parametrize("headline", ["Saab gets drone order", "Saab wins contract for 40 drones"])
def test_the_lead_names_the_side_that_the_headline_left_out(headline: str) -> None:
    (deal,) = deals(f"{headline}\n\n{LEAD}\n\nThe talks took two years.")
    assert {(p.role, p.name) for p in deal.parties} == {
        ("seller", "Saab"),
        ("buyer", "Estonian Army"),
    }


def test_the_wording_with_a_count_is_the_fuller_one() -> None:
    (deal,) = deals(f"Saab gets drone order\n\n{LEAD}")
    assert [(i.name, i.quantity) for i in deal.items] == [("reconnaissance drones", 40)]


def test_another_deal_of_the_lead_stays_apart() -> None:
    found = deals(f"Saab wins Finnish truck deal\n\n{LEAD}")
    assert all(
        {p.name for p in d.parties} != {"Saab", "Estonian Army"} or len(found) > 1 for d in found
    )
    assert any("Saab" not in {p.name for p in d.parties} for d in found)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya dropped plans to buy 12 tanks from Serbia.", "cancelled"),
        ("Argentina has scrapped its plan to acquire 14 Gripens from Saab.", "cancelled"),
        ("Kenya plans to buy 12 tanks from Serbia.", "planned"),
    ],
)
def test_a_plan_given_up_is_cancelled(text: str, status: str) -> None:
    (deal,) = deals(text)
    assert deal.status == status


@pytest.mark.parametrize("word", ["more", "additional", "used", "more used"])
def test_a_name_behind_a_count_and_an_adjective_means_goods(word: str) -> None:
    (deal,) = deals(f"Peru will buy two {word} Black Hawks from Poland.")
    assert [(i.name, i.quantity) for i in deal.items] == [("Black Hawk", 2)]


def test_a_contract_to_build_is_owed_by_the_seller() -> None:
    (deal,) = deals("Vietnam signed a contract with Damen to build two frigates.")
    assert [(o.obligor, o.obligee) for o in deal.obligations] == [("Damen", "Vietnam")]


def test_who_is_paid_from_is_the_seller() -> None:
    (deal,) = deals("Australia will spend $2 billion on 20 C-130J aircraft from Lockheed Martin.")
    assert ("seller", "Lockheed Martin") in {(p.role, p.name) for p in deal.parties}


def test_a_plan_for_more_is_a_deal_of_its_own() -> None:
    text = (
        "The Omani Navy has taken delivery of four P-8 aircraft bought from Boeing in 2019. "
        "It is a success. The Omani Navy is looking to buy six more P-8 aircraft."
    )
    assert [(d.status, d.items[0].quantity) for d in deals(text)] == [
        ("delivered", 4),
        ("planned", 6),
    ]


def test_a_plan_far_down_counts_where_headline_and_lead_name_its_goods() -> None:
    rest = "The ceremony drew guests. They spoke. A flight followed. It was short. "
    plan = "The Royal Danish Air Force plans to acquire 27 F-35As."
    lead = "Officials cheered the first F-35A for the Royal Danish Air Force on Monday. "
    assert [i.quantity for d in deals(lead + rest + plan) for i in d.items] == [27]
    assert deals("Officials met in Copenhagen on Monday. " + rest + plan) == ()


def test_a_list_of_purchases_has_the_buyer_of_its_lead() -> None:
    lead = "Peru imported 16 howitzers from Serbia for $2 million last year. "
    rest = "A mortar system was acquired from Spain, for $1 million."
    found = [{p.name for p in d.parties} for d in deals(lead + rest)]
    assert found == [{"Peru", "Serbia"}, {"Peru", "Spain"}]


def test_two_firms_that_join_in_production_are_a_deal_beside_the_purchase() -> None:
    plan = "The Kenya Navy plans to buy 12 Stan Patrol vessels. "
    talks = "Damen is in talks with Kenya Shipyards to jointly build the Stan Patrol vessels."
    found = [(d.kind, {p.name for p in d.parties}) for d in deals(plan + talks)]
    assert found == [
        ("procurement", {"Kenya Navy"}),
        ("co_production", {"Damen", "Kenya Shipyards"}),
    ]


def test_brackets_that_only_count_do_not_part_a_list() -> None:
    text = (
        "Deliveries in 2017 included three Mi-35Ms to Kenya (out of 12 ordered); two T-72s to Mali."
    )
    found = [{p.name for p in d.parties} for d in deals(text)]
    assert found == [{"Kenya"}, {"Mali"}]
