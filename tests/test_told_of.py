"""Names in brackets, who announces, who gets what another signs for: deals of a sentence or two."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.records import Deal


def only(text: str) -> Deal:
    (deal,) = extract(text, published="2024-05-14").deals
    return deal


def roles(text: str) -> set[tuple[str, str]]:
    return {(p.role, p.name) for p in only(text).parties}


@pytest.mark.parametrize(
    "ticker", ["(OSE-ticker: KOG)", "(NYSE: KOG)", "[NYSE: KOG]", "(stock symbol: KOG)"]
)
def test_a_ticker_names_nobody(ticker: str) -> None:
    told = f"Kongsberg {ticker} won a NOK 300 million contract from the Danish Army for 12 radars."
    assert roles(told) == {("seller", "Kongsberg"), ("buyer", "Danish Army")}


def test_a_short_name_with_a_hyphen_parts_no_subject_from_its_verb() -> None:
    told = (
        "The U.S. Army Contracting Command (ACC-DTA) has placed an order for 414 trucks with AM "
        "General."
    )
    assert ("buyer", "U.S. Army Contracting Command") in roles(told)


def test_a_firm_described_before_it_announces_is_the_seller() -> None:
    told = (
        "Oshkosh Defense, an Oshkosh Corporation business, announced that the U.S. Army has "
        "placed an order for 414 trucks."
    )
    assert roles(told) == {("seller", "Oshkosh Defense"), ("buyer", "U.S. Army")}


@pytest.mark.parametrize("day", ["", " Wednesday", " on Wednesday"])
def test_who_announces_a_deal_has_no_part_in_it(day: str) -> None:
    told = (
        "General Dynamics has been awarded a contract by the U.S. Navy for the overhaul of a "
        f"destroyer. The deal, announced{day} by the Department of Defense, is worth $68 million."
    )
    assert roles(told) == {("seller", "General Dynamics"), ("buyer", "U.S. Navy")}


def test_who_says_so_behind_a_list_is_not_of_the_list() -> None:
    told = (
        "Boeing has received a $169 million US Navy contract to produce upgrade kits for EA-18G "
        "aircraft for the United States and Australia, the Department of Defense said."
    )
    assert "Department of Defense" not in {name for _, name in roles(told)}


def test_a_service_uses_what_its_ministry_signed_for() -> None:
    told = (
        "The Philippine Army will receive 12 howitzers after the Department of National Defense "
        "signed a $60 million contract with Elbit Systems."
    )
    assert roles(told) == {
        ("end_user", "Philippine Army"),
        ("buyer", "Department of National Defense"),
        ("seller", "Elbit Systems"),
    }
    assert [(i.name, i.quantity) for i in only(told).items] == [("howitzers", 12)]


def test_another_state_uses_what_one_signs_for() -> None:
    told = "Ukraine will get 12 howitzers after Denmark signed a contract with KNDS."
    assert roles(told) == {("end_user", "Ukraine"), ("buyer", "Denmark"), ("seller", "KNDS")}


def test_a_firm_buys_what_it_passes_on_to_an_army() -> None:
    told = (
        "Kongsberg Defence & Aerospace has signed a contract with KNDS worth MNOK 460 for "
        "delivery of PROTECTOR RS4 remote weapon stations to the Bundeswehr."
    )
    assert roles(told) == {
        ("seller", "Kongsberg Defence & Aerospace"),
        ("buyer", "KNDS"),
        ("end_user", "Bundeswehr"),
    }
    assert [(v.amount, v.currency) for v in only(told).values] == [(460e6, "NOK")]


def test_who_signed_is_no_supplier_of_parts() -> None:
    told = (
        "Damen Shipyards Group and the Togolese Navy signed a contract for two patrol vessels. "
        "The vessels are being built at Damen Shipyards Antalya."
    )
    assert ("buyer", "Togolese Navy") in roles(told)
    assert {r for r, name in roles(told) if name.startswith("Damen")} == {"seller"}


def test_a_federal_council_approves() -> None:
    told = (
        "Nigeria's Federal Executive Council approved N6.2bn for the procurement of 22 gunboats "
        "for the Nigerian Navy."
    )
    assert ("approver", "Federal Executive Council") in {
        (r, name.removeprefix("Nigeria's ")) for r, name in roles(told)
    }


def test_deliveries_to_many_nations_are_no_part_of_the_deal() -> None:
    told = (
        "The Danish Army ordered PROTECTOR weapon stations from Kongsberg. More than 20,000 units "
        "have been supplied to 28 nations."
    )
    assert all(i.quantity is None for i in only(told).items)


def test_two_firms_that_will_explore_production_name_the_goods() -> None:
    told = (
        "SAMI and Hensoldt signed a memorandum of understanding. Under the MoU, the two companies "
        "will explore the local manufacture of the TRML-4D radar in the kingdom."
    )
    assert [i.name for i in only(told).items] == ["TRML-4D"]


@pytest.mark.parametrize(
    ("told", "currency"),
    [
        ("New Zealand will buy 60 military trucks from Rheinmetall for $62 million.", "NZD"),
        ("Japan sold the Royal Australian Navy two frigates for $2 billion. Japan, said Japan's "
         "minister, will build them.", "USD"),
        ("The Australian Army, Australia's largest, ordered 20 howitzers from Korea "
         "for $62 million.", "AUD"),
        ("The Australian Army ordered 20 US howitzers in Australia for $62 million.", "USD"),
        ("The federal government ordered 20 howitzers of the kind seen in Ukraine from Hanwha for "
         "$62 million. The Australian Army gets them.", "AUD"),
        ("Hanwha sold Ukraine 20 howitzers for $62 million. Ukraine, said a minister, had asked "
         "the Australian Army first.", "USD"),
    ],
)  # fmt: skip
def test_a_dollar_is_that_of_the_state_named_most(told: str, currency: str) -> None:
    assert [v.currency for v in only(told).values] == [currency]


def test_goods_are_named_by_the_name_that_stands_before_the_same_noun() -> None:
    told = (
        "Elbit Systems won a contract from the Brazilian Army to supply unmanned turrets for "
        "Guarani vehicles.\n\nBesides 18 UT30BR2 turrets, the contract covers spare parts."
    )
    assert "UT30BR2" in " ".join(i.name for i in only(told).items)


def test_a_place_in_front_is_no_part_of_the_subject() -> None:
    told = (
        "In a ceremony at the Port of Lomé, Damen Shipyards Group and the Togolese Navy signed a "
        "contract for the delivery of two FCS 3307 patrol vessels."
    )
    assert roles(told) == {("seller", "Damen Shipyards Group"), ("buyer", "Togolese Navy")}


@pytest.mark.parametrize(
    ("firm", "seller"),
    [
        ("Abu Dhabi Ship Building (ADSB), a subsidiary of EDGE Group,", "Abu Dhabi Ship Building"),
        ("ST Engineering's Land Systems business", "ST Engineering"),
        ("Lockheed Martin unit Sikorsky", "Sikorsky"),
    ],
)
def test_it_is_the_firm_that_announces(firm: str, seller: str) -> None:
    told = f"{firm} today announced that it has been awarded a contract by Angola for 12 drones."
    assert roles(told) == {("seller", seller), ("buyer", "Angola")}


def test_with_a_firm_to_build_them() -> None:
    told = (
        "Australia will buy 35 Bushmaster vehicles for the Australian Army, with Thales Australia "
        "to build them at its Bendigo plant."
    )
    assert {("buyer", "Australia"), ("seller", "Thales Australia")} <= roles(told)


def test_sales_of_a_whole_firm_are_no_sum_of_the_deal() -> None:
    told = (
        "Norway ordered K9 howitzers from Hanwha for $180 million. Hanwha's sales rose to $5 "
        "billion last year."
    )
    assert [v.amount for v in only(told).values] == [180e6]


def parties(text: str) -> list[set[tuple[str, str]]]:
    deals = extract(text, published="2024-05-14").deals
    return [{(p.role, p.name) for p in deal.parties} for deal in deals]


def test_it_goes_on_to_buy_what_another_firm_sells() -> None:
    told = (
        "Poland ordered 24 FA-50 jets from KAI. It has also bought 200 K2 tanks from Hyundai "
        "Rotem. It was the largest order of the year."
    )
    assert parties(told) == [
        {("buyer", "Poland"), ("seller", "KAI")},
        {("buyer", "Poland"), ("seller", "Hyundai Rotem")},
    ]


@pytest.mark.parametrize("who", ["It also signed", "The company said it had also signed"])
def test_the_firm_that_sold_goes_on_to_sell(who: str) -> None:
    told = (
        "Turkish company Aselsan signed a contract worth $28.5 million with Kazakhstan for sights. "
        f"{who} a 181 million euro deal with Poland to supply radars."
    )
    assert parties(told)[1] == {("seller", "Aselsan"), ("buyer", "Poland")}


def test_it_may_be_another_where_firm_and_state_could_act() -> None:
    told = (
        "Saab will deliver 12 Gripen fighters to Peru. It has also ordered 30 Meteor missiles from "
        "MBDA."
    )
    assert ("buyer", "Saab") not in {party for deal in parties(told) for party in deal}
