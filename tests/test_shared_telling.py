"""Deals told in parts: who in one clause, what in another; several deals in one sentence."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.records import Deal


def deals(text: str) -> list[Deal]:
    return list(extract(text, published="2024-06-12").deals)


def only(text: str) -> Deal:
    (deal,) = deals(text)
    return deal


def roles(deal: Deal) -> set[tuple[str, str]]:
    return {(p.role, p.name) for p in deal.parties}


def sums(deal: Deal) -> list[float]:
    return [v.amount for v in deal.values]


# --- several deals in one sentence ---------------------------------------------------------------


def test_one_and_another_stand_for_contracts() -> None:
    first, second = deals(
        "The Omani ministry of defence announced six deals at the fair. Contracts signed on "
        "Sunday included one with Thales to buy sonars worth $23 million, and another with Saab "
        "for coastal radars worth $24 million."
    )
    assert ("seller", "Thales") in roles(first) and sums(first) == [23e6]
    assert ("seller", "Saab") in roles(second) and sums(second) == [24e6]
    assert {r for r in roles(first) if r[0] == "buyer"} == {
        r for r in roles(second) if r[0] == "buyer"
    }


def test_one_that_is_no_contract_stays_a_number() -> None:
    deal = only("The Omani Navy signed a contract with Saab for one radar worth $4 million.")
    assert [i.quantity for i in deal.items] == [1]


def test_firms_and_sums_in_turn_are_a_deal_each() -> None:
    found = deals(
        "The Omani Army has signed deals worth $574 million at the fair. Among the local firms "
        "that got contracts are Barzan Holdings, which won a contract worth $463 million, the "
        "vehicle maker Nimr which received a contract worth $63 million, and Ammroc that was "
        "awarded a contract worth $48 million."
    )
    told = [(next(p.name for p in d.parties if p.role == "seller"), sums(d)) for d in found]
    assert told == [("Barzan Holdings", [463e6]), ("Nimr", [63e6]), ("Ammroc", [48e6])]
    assert all(("buyer", "Omani Army") in roles(d) for d in found)


def test_respectively_gives_each_firm_its_goods_and_sum() -> None:
    first, second = deals(
        "Boeing and Saab won contracts worth $50 million and $20 million for helicopters and "
        "missiles, respectively, from the Finnish army."
    )
    assert roles(first) == {("seller", "Boeing"), ("buyer", "Finnish army")}
    assert ([i.name for i in first.items], sums(first)) == (["helicopters"], [50e6])
    assert roles(second) == {("seller", "Saab"), ("buyer", "Finnish army")}
    assert ([i.name for i in second.items], sums(second)) == (["missiles"], [20e6])


def test_respectively_gives_each_firm_its_sum_for_the_same_work() -> None:
    first, second = deals(
        "Saab and Thales were awarded contracts of $15 million and $9 million, respectively, by "
        "the Danish Navy to build radars."
    )
    assert roles(first) == {("seller", "Saab"), ("buyer", "Danish Navy")}
    assert (sums(first), sums(second)) == ([15e6], [9e6])


def test_a_priced_award_beside_others_needs_no_word_of_defence() -> None:
    found = deals(
        "The Finnish Army awarded Saab a $20 million contract for missiles.\n\n"
        "A $5.6 million contract for airlift services in Mali went to CAE Aviation."
    )
    assert [sums(d) for d in found] == [[20e6], [5.6e6]]


def test_without_respectively_two_firms_share_the_deal() -> None:
    deal = only("Boeing and Saab won a $50 million contract for missiles from the Finnish army.")
    assert {n for r, n in roles(deal) if r == "seller"} == {"Boeing", "Saab"}


def test_sales_approved_together_are_told_one_by_one() -> None:
    first, second = deals(
        "Military sales to Oman and Qatar have been approved by the State Department.\n\n"
        "The sale to Oman consists of NASAMS launchers for $1.16 billion. Raytheon will be the "
        "principal contractor.\n\n"
        "The sale to Qatar is for 20 AN/TPS-77 radars at $828 million. Lockheed Martin will be "
        "the principal contractor."
    )
    for deal, buyer, seller in ((first, "Oman", "Raytheon"), (second, "Qatar", "Lockheed Martin")):
        assert (deal.kind, deal.status) == ("foreign_military_sale", "approved")
        assert roles(deal) == {
            ("approver", "State Department"),
            ("buyer", buyer),
            ("seller", seller),
        }


def test_a_second_purchase_in_a_sentence_has_the_buyer_of_the_first() -> None:
    first, second = deals(
        "The Chilean air force has dropped its plan to buy F-35 fighters and will instead "
        "consider a purchase of 66 F-16V fighters."
    )
    assert (first.status, second.status) == ("cancelled", "planned")
    assert ("buyer", "Chilean air force") in roles(second)


# --- one deal in several clauses -----------------------------------------------------------------


def test_who_sells_is_told_in_a_clause_without_goods() -> None:
    deal = only(
        "Kenya adds landing ships\n\nThe contract was awarded to the shipbuilder Comarco on 12 "
        "April. Kenya has ordered two landing ships for its navy."
    )
    assert ("seller", "Comarco") in roles(deal)
    assert ("signed", "2024-04-12") in {(d.kind, d.date) for d in deal.dates}


def test_who_sells_something_else_stays_out() -> None:
    found = deals(
        "Kenya has ordered two landing ships for its navy. Last year an earlier contract was "
        "awarded to the shipbuilder Comarco."
    )
    assert all(("seller", "Comarco") not in roles(d) for d in found)


def test_they_are_those_who_speak() -> None:
    deal = only(
        "Larsen & Toubro and MBDA on Monday said they have agreed to form a joint venture to "
        "build missile systems for the Indian Army."
    )
    assert deal.kind == "co_production"
    assert {("partner", "Larsen & Toubro"), ("partner", "MBDA")} <= roles(deal)


def test_a_deal_that_talks_bring_is_one_with_them() -> None:
    deal = only(
        "India and General Atomics have held talks that will clear the way for the procurement "
        "of 30 MQ-9B aircraft."
    )
    assert {n for _, n in roles(deal)} == {"India", "General Atomics"}


def test_a_participle_in_front_names_the_maker() -> None:
    deal = only(
        "India will buy ten Predator-B drones. Manufactured by General "
        "Atomics, the Predator-B has a version for ships."
    )
    assert ("seller", "General Atomics") in roles(deal)


# --- who plays which part ------------------------------------------------------------------------


def test_a_role_told_outright_outweighs_signatures() -> None:
    deal = only(
        "Russia and the United States plan to sign more cooperation deals. The United States "
        "signed a $367 million contract with Russia to buy 21 Mi-17V5 helicopters for the "
        "Afghan army."
    )
    assert {("buyer", "United States"), ("seller", "Russia")} <= roles(deal)


def test_goods_bought_at_a_price_are_no_gift_when_sent_on() -> None:
    deal = only(
        "The United States signed a $367 million contract with Russia to buy 21 Mi-17V5 "
        "helicopters. The first of them will be sent to Afghanistan later this year."
    )
    assert deal.kind == "procurement"


@pytest.mark.parametrize(
    "told",
    [
        "Chile has signed a letter of intent with Sweden for 12 Gripen aircraft.",
        "Chile and Sweden sign a letter of intent\n\n"
        "A letter of intent on the purchase of 12 Gripen aircraft was signed by Chile with Sweden.",
    ],
)
def test_a_letter_of_intent_between_states_has_buyer_and_seller(told: str) -> None:
    deal = only(told)
    assert deal.kind == "memorandum"
    assert roles(deal) == {("buyer", "Chile"), ("seller", "Sweden")}


def test_a_firm_that_is_hired_opens_the_deal() -> None:
    deal = only(
        "The Dutch Navy has contracted Terma to look after its radars. The contract is worth "
        "$1.6 million."
    )
    assert roles(deal) == {("buyer", "Dutch Navy"), ("seller", "Terma")}
    assert sums(deal) == [1.6e6]


def test_goods_bought_for_a_service() -> None:
    deal = only("Plans are to procure 600,000 AK-203 rifles for the Indian Army.")
    assert (deal.status, roles(deal)) == ("planned", {("buyer", "Indian Army")})


def test_who_only_operates_the_goods_is_no_party() -> None:
    deal = only(
        "Slovenia has ordered 12 AMV vehicles from Patria. The AMV is also operated by Japan."
    )
    assert "Japan" not in {n for _, n in roles(deal)}


def test_a_place_or_another_customer_is_no_subcontractor() -> None:
    deal = only(
        "Austal will build two patrol boats for Trinidad and Tobago. They will be built in the "
        "Henderson Shipyards beside a ferry for Fred Olsen S.A. in the same hall. Damen will "
        "deliver the propellers."
    )
    assert {n for r, n in roles(deal) if r == "subcontractor"} == {"Damen"}


def test_a_lower_case_as_is_no_legal_form() -> None:
    deal = only(
        "A $1.1 billion contract for 16 F-16 aircraft went to Lockheed Martin, as a release of "
        "the U.S. Air Force said."
    )
    assert ("seller", "Lockheed Martin") in roles(deal)


def test_a_contract_in_front_of_what_is_built_is_the_same_deal() -> None:
    deal = only("Under a contract with the Kenyan Army, Volta Dynamics will build 24 tanks.")
    assert roles(deal) == {("buyer", "Kenyan Army"), ("seller", "Volta Dynamics")}


def test_who_builds_what_nobody_sells_is_the_seller() -> None:
    deal = only(
        "Parliament approved a request by the Kenyan Ministry of Defence to buy 24 armoured "
        "vehicles. They will be built by Volta Dynamics."
    )
    assert ("seller", "Volta Dynamics") in roles(deal)


def test_a_ministry_that_clears_its_own_contract_buys() -> None:
    deal = only(
        "The Kenyan Ministry of Defence has given the go-ahead for a $30 million contract with "
        "Volta Dynamics for 24 armoured vehicles."
    )
    assert roles(deal) == {("buyer", "Kenyan Ministry of Defence"), ("seller", "Volta Dynamics")}


def test_the_state_of_the_seller_does_not_buy() -> None:
    deal = only(
        "Leonardo has signed a contract with the Austrian Ministry of Defence for 12 AW169M "
        "helicopters in a government-to-government deal between Italy and Austria."
    )
    assert "Italy" not in {n for r, n in roles(deal) if r == "buyer"}


@pytest.mark.parametrize("seat", [", based in Tampa, Florida,", " of Tampa, Florida,", ""])
def test_where_a_firm_sits_parts_no_verb_from_its_contract(seat: str) -> None:
    deal = only(f"The U.S. Army has awarded Volta Dynamics{seat} a $30 million order for 24 tanks.")
    assert roles(deal) == {("buyer", "U.S. Army"), ("seller", "Volta Dynamics")}


@pytest.mark.parametrize(
    "told",
    [
        "Volta Dynamics and Kenya Shipyards Ltd signed an agreement to jointly build patrol boats.",
        "The Kenyan Ministry of Defence and Volta Dynamics finalised the purchase of 24 tanks.",
    ],
)
def test_two_names_beside_each_other_are_two_parties(told: str) -> None:
    assert len(only(told).parties) == 2


@pytest.mark.parametrize(
    "told",
    [
        "Comarco has won a $30 million contract from the Kenyan Army to supply 24 tanks.",
        "The Kenyan Army has ordered 24 tanks worth $30 million from Comarco.",
        "A $30 million order for 24 tanks for the Kenyan Army was placed with Comarco.",
        "Comarco said on Monday that it has received a $30 million order for 24 tanks from the "
        "Kenyan Army.",
        "24 tanks worth $30 million will be supplied to the Kenyan Army by Comarco.",
        "Comarco has been tasked by the Kenyan Army with building 24 tanks for $30 million.",
    ],
)
def test_a_firm_of_one_word_that_no_rule_lists(told: str) -> None:
    deal = only(f"{told} The head of Comarco was pleased.")
    assert ("seller", "Comarco") in roles(deal)


# --- words around --------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["In May, Qatar", "In May Qatar", "This May Qatar"])
def test_may_is_a_month(when: str) -> None:
    assert only(f"{when} ordered 21 AW139 helicopters.").status == "signed"


def test_may_with_a_small_letter_is_a_plan() -> None:
    assert only("Qatar may order 21 AW139 helicopters from Leonardo.").status == "planned"


def test_goods_made_in_a_country() -> None:
    deal = only("The Indian Army plans to procure 100 Made in India K9 Vajra-T guns.")
    assert [(i.name, i.quantity) for i in deal.items] == [("K9 Vajra-T", 100)]


@pytest.mark.parametrize(
    "credit", ["SOURCE: A. WRITER / NEWS DESK / DAILY.ORG", "SOURCE: PTI", "SOURCE: ABC/ XYZ.COM"]
)
def test_a_credit_in_front_is_no_part_of_a_name(credit: str) -> None:
    deal = only(f"{credit} Cochin Shipyard Ltd has won an order for six NGMV from the Indian Navy.")
    assert ("seller", "Cochin Shipyard Ltd") in roles(deal)


def test_a_ship_named_with_the_prefix_of_its_navy() -> None:
    deal = only("The Turkish government is interested in buying the helicopter carrier HMS Ocean.")
    assert [i.name for i in deal.items] == ["HMS Ocean"]


@pytest.mark.parametrize(
    ("firm", "named"),
    [
        ("Twiga Services and Logistics", "Twiga Services and Logistics"),
        ("the state-owned Hindustan Aeronautics Limited", "Hindustan Aeronautics Limited"),
        ("the European consortium MBDA", "MBDA"),
    ],
)
def test_names_are_neither_cut_nor_lengthened(firm: str, named: str) -> None:
    deal = only(f"The Kenyan Army has signed a contract with {firm} for 24 missiles.")
    assert {n for r, n in roles(deal) if r == "seller"} == {named}


def test_who_contributed_to_a_report_has_no_part_in_the_deal() -> None:
    deal = only(
        "The Kenyan Army has ordered 24 tanks from Volta Dynamics.\n\nReporters Jan Kos and Eva "
        "Lind contributed to this report."
    )
    assert len(deal.parties) == 2


def test_who_gave_is_no_day_to_come() -> None:
    deal = only("The Philippines received three TC-90 aircraft donated by Japan on Monday.")
    assert [(d.kind, d.date) for d in deal.dates] == [("delivery", "2024-06-10")]


def test_the_sum_that_goods_are_delivered_for_is_their_price() -> None:
    deal = only(
        "Turkish drone maker Baykar signed an export deal with the Maldives. Six TB2 drones will "
        "be delivered for $37 million, media reported."
    )
    assert sums(deal) == [37e6]


@pytest.mark.parametrize(
    "told",
    [
        "A day after signing a deal to sell 16 tanks to Chile, the Canadian government on "
        "Wednesday ordered a review.",
        "By selling 16 tanks to Chile, the Canadian government opens a market.",
    ],
)
def test_who_does_what_a_phrase_in_front_tells(told: str) -> None:
    assert roles(only(told)) == {("seller", "Canadian government"), ("buyer", "Chile")}


def test_the_last_of_the_goods_completes_the_delivery() -> None:
    deal = only(
        "The last of 24 Hawk-V vehicles bought from Volta Dynamics was handed over to the Army."
    )
    assert {n for _, n in roles(deal)} == {"Volta Dynamics", "Army"}


@pytest.mark.parametrize(
    ("told", "date"),
    [
        ("Saab signed a deal with Peru to supply 12 guns by 2027.", ("delivery", "../2027")),
        ("Saab will supply Peru with 12 guns in early 2026.", ("delivery", "2026")),
        ("Saab signed a deal with Peru to supply 12 guns on Monday.", ("signed", "2024-06-10")),
        ("Saab is to sign a deal with Peru for 12 guns on Monday.", ("signed", "2024-06-17")),
    ],
)
def test_days_behind_what_is_supplied(told: str, date: tuple[str, str]) -> None:
    assert [(d.kind, d.date) for d in only(told).dates] == [date]
