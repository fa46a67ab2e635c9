"""Articles on several deals: the sentence that announces them, and the entries below it."""

import datetime as dt

import pytest

import pipeline
from pipeline.records import Deal

DAY = dt.date(2024, 5, 14)


def told(text: str) -> list[Deal]:
    return list(pipeline.extract(text, published=DAY).deals)


def names(deal: Deal, role: str) -> list[str]:
    return [party.name for party in deal.parties if party.role == role]


ORDERS = """The Estonian Ministry of Defence signed three contracts on Monday.

Milrem Robotics received 12 million euros for 14 unmanned ground vehicles; Saab, 31 million euros
for six coastal radars. The largest, 88 million euros, went to Nexter for 24 howitzers.
"""


def test_the_heading_tells_who_buys_and_when() -> None:
    deals = told(ORDERS)
    assert [names(deal, "seller") for deal in deals] == [["Milrem Robotics"], ["Saab"], ["Nexter"]]
    for deal in deals:
        assert names(deal, "buyer") == ["Estonian Ministry of Defence"]
        assert [(date.kind, date.date) for date in deal.dates] == [("signed", "2024-05-13")]
    assert [value.amount for deal in deals for value in deal.values] == [12e6, 31e6, 88e6]


def test_who_consents_consents_to_each() -> None:
    deals = told(
        "India's Defence Acquisition Council cleared three proposals on Monday. Seven landing "
        "ships for the Navy will cost Rs 21,000 crore. The Army gets 84 mine ploughs for Rs 1,150 "
        "crore."
    )
    assert [names(deal, "approver") for deal in deals] == [["Defence Acquisition Council"]] * 2
    assert {deal.status for deal in deals} == {"approved"}


@pytest.mark.parametrize(
    "text",
    [
        # one deal, its goods in several forms
        "Norway has ordered 24 howitzers in three versions from Nexter. Saab makes the radars.",
        # what is told first is the deal, the several are its background
        "Norway has ordered 24 howitzers from Nexter. It signed two contracts in the past. Saab "
        "received 20 million euros for six radars.",
        # a partner's part is no entry
        "The Norwegian Army signed two contracts with Nexter for 24 howitzers. Saab will make six "
        "radars for 20 million euros as a subcontractor.",
    ],
)
def test_one_deal_has_no_entries(text: str) -> None:
    assert names(told(text)[0], "seller") == ["Nexter"]
    assert all(evidence.rule != "list.entry" for deal in told(text) for evidence in deal.evidence)


def test_who_is_named_before_a_list_of_contracts_buys_what_it_lists() -> None:
    deals = told(
        "The following contracts were announced today on behalf of the UAE Ministry of Defence:\n"
        "- AED 900 million with Lahab for artillery ammunition\n"
        "- AED 870 million with Thales for Ground Master radars\n"
    )
    assert [names(deal, "seller") for deal in deals] == [["Lahab"], ["Thales"]]
    assert [names(deal, "buyer") for deal in deals] == [["UAE Ministry of Defence"]] * 2


SALES = [
    "The State Department cleared two arms sales to Chile on Monday. One, worth $80 million, is "
    "for 60 Harpoon missiles. The other covers 40 Stryker vehicles at a cost of $150 million.",
    "Washington approved two potential sales to Chile totalling $230 million: 60 Harpoon missiles "
    "worth $80 million and 40 Stryker vehicles worth $150 million.",
]


@pytest.mark.parametrize("text", SALES)
def test_sales_approved_together_are_deals_of_their_own(text: str) -> None:
    first, second = told(text)
    assert [[v.amount for v in deal.values] for deal in (first, second)] == [[80e6], [150e6]]
    assert [[i.quantity for i in deal.items] for deal in (first, second)] == [[60], [40]]
    for deal in (first, second):
        assert deal.kind == "foreign_military_sale"
        assert names(deal, "buyer") == ["Chile"]
        assert len(names(deal, "approver")) == 1 and not names(deal, "seller")


def test_items_that_name_no_firm_are_of_the_one_in_the_line_above() -> None:
    deals = told(
        "The Department of Defense announced 14 contract awards on Monday. Four of them went to "
        "foreign firms. Specifically, Leonardo (FINMY 1.1%) won:\n\n"
        "  - A $20.5 million option exercise for 20 AN/SPQ-9B radars for the Navy. Work should "
        "wrap up by May 2026.\n"
        "  - A $9 million contract for repair of 12 T700 engines used on the Army's UH-60 Black "
        "Hawk helicopters.\n\n"
        "Meanwhile, Saab collected two contracts of its own:\n\n"
        "  - A $3 million contract modification extending its work on Giraffe radars.\n"
    )
    assert [names(deal, "seller") for deal in deals] == [["Leonardo"], ["Leonardo"], ["Saab"]]
    assert [deal.kind for deal in deals] == ["modification", "procurement", "modification"]
    assert [(v.amount, v.kind) for deal in deals for v in deal.values] == [
        (20.5e6, "total"),
        (9e6, "total"),
        (3e6, "total"),
    ]
    assert [i.name for i in deals[1].items] == ["T700"]
