"""Clauses: who acts and who is acted on, in any voice and order; nouns like verbs."""

from __future__ import annotations

import pytest

from pipeline import extract

GAP = pytest.mark.xfail(strict=True, reason="known gap")
Roles = dict[str, set[str]]


def roles(text: str) -> Roles:
    deals = extract(text, "2024-06-12").deals
    assert len(deals) == 1
    found: Roles = {}
    for party in deals[0].parties:
        found.setdefault(party.role, set()).add(party.name)
    return found


# One deal in many clauses: Estonia buys from Saab.
PAIR = {"buyer": {"Estonia"}, "seller": {"Saab"}}
WORDINGS = [
    "Estonia ordered 12 RBS 70 missiles from Saab.",
    "Estonia has today ordered 12 RBS 70 missiles from Saab.",
    "Estonia, which borders Russia, has ordered 12 RBS 70 missiles from Saab.",
    "Estonia, a member of NATO, ordered 12 RBS 70 missiles from Saab.",
    "Twelve RBS 70 missiles were ordered from Saab by Estonia.",
    "12 RBS 70 missiles have been ordered by Estonia from Saab.",
    "Saab has been awarded a contract by Estonia for 12 RBS 70 missiles.",
    "Saab was awarded a contract for 12 RBS 70 missiles by Estonia.",
    "Saab won a contract from Estonia for 12 RBS 70 missiles.",
    "Saab wins Estonia missile contract worth €40 million for 12 RBS 70 missiles.",
    "Saab has received an order from Estonia for 12 RBS 70 missiles.",
    "Saab has sold 12 RBS 70 missiles to Estonia.",
    "12 RBS 70 missiles were sold to Estonia by Saab.",
    "Saab will supply Estonia with 12 RBS 70 missiles.",
    "Saab will supply 12 RBS 70 missiles to Estonia.",
    pytest.param("Estonia will be supplied with 12 RBS 70 missiles by Saab."),
    "Estonia and Saab signed a contract for 12 RBS 70 missiles.",
    "Saab and Estonia signed a contract for 12 RBS 70 missiles.",
    "A contract for 12 RBS 70 missiles was signed by Estonia and Saab.",
    "A contract between Estonia and Saab covers 12 RBS 70 missiles.",
    "Estonia awarded Saab a contract for 12 RBS 70 missiles.",
    "Estonia has awarded a €40 million contract to Saab for 12 RBS 70 missiles.",
    pytest.param("Estonia signed with Saab a contract for 12 RBS 70 missiles."),
    "Under a contract signed on Monday, Estonia will buy 12 RBS 70 missiles from Saab.",
    "Estonia's purchase of 12 RBS 70 missiles from Saab was signed on Monday.",
    "Estonia is buying 12 RBS 70 missiles from Saab.",
    pytest.param(
        "Buying 12 RBS 70 missiles from Saab, Estonia has signed a contract worth €40 million.",
        marks=GAP,
    ),
    "Saab said it had received a €40 million order from Estonia for 12 RBS 70 missiles.",
    "The 12 RBS 70 missiles that Estonia ordered from Saab cost €40 million.",
    "Saab, the Swedish maker, has bagged an order for 12 RBS 70 missiles from Estonia.",
    "Estonia has placed an order with Saab for 12 RBS 70 missiles.",
    "Estonia has chosen Saab to supply 12 RBS 70 missiles.",
    "Saab was selected by Estonia to deliver 12 RBS 70 missiles.",
    "Estonia has concluded an agreement with Saab on the purchase of 12 RBS 70 missiles.",
    "Estonia entered into a contract with Saab to procure 12 RBS 70 missiles.",
    "The contract was awarded to Saab by Estonia and covers 12 RBS 70 missiles.",
]


@pytest.mark.parametrize("text", WORDINGS)
def test_one_deal_in_many_words(text: str) -> None:
    assert roles(text) == PAIR


# Words that are a noun or a verb by their place; a wrong reading makes a wrong deal or none.
READINGS = [
    (
        "The order from Peru to Embraer for four KC-390 transports is worth $500 million.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    (
        "Peru orders four KC-390 transports from Embraer.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    (
        "Peru's orders for four KC-390 transports went to Embraer for $500 million.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    pytest.param(
        "The supply contract that Peru signed with Embraer covers four KC-390 transports.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
        marks=GAP,
    ),
    (
        "The contract award to Embraer by Peru covers four KC-390 transports.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    (
        "Peru awards contract to Embraer for four KC-390 transports.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    pytest.param(
        "Peru contracts Embraer for four KC-390 transports.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    (
        "Embraer contracts with Peru for four KC-390 transports are worth $500 million.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    (
        "Peru purchases four KC-390 transports from Embraer.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    (
        "Embraer supplies Peru with four KC-390 transports under a $500 million deal.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    (
        "Peru and Embraer seal deal for four KC-390 transports.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    pytest.param(
        "Embraer seals Peru deal for four KC-390 transports.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    (
        "The air force of Peru selects the KC-390 transport from Embraer.",
        {"buyer": {"air force of Peru"}, "seller": {"Embraer"}},
    ),
    (
        "Embraer exports four KC-390 transports to Peru for $500 million.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
    ),
    pytest.param(
        "Embraer ships the first of four KC-390 transports that Peru bought for $500 million.",
        {"buyer": {"Peru"}, "seller": {"Embraer"}},
        marks=GAP,
    ),
]


@pytest.mark.parametrize(("text", "wanted"), READINGS)
def test_noun_or_verb(text: str, wanted: Roles) -> None:
    assert roles(text) == wanted


# Parties that are named but have no part in the clause.
SUBJECTS = [
    (
        "Unlike Latvia, Estonia ordered 12 Spike missiles from Rafael.",
        {"buyer": {"Estonia"}, "seller": {"Rafael"}},
    ),
    (
        "After talks in Paris, Chile ordered 12 Rafale fighters from Dassault Aviation.",
        {"buyer": {"Chile"}, "seller": {"Dassault Aviation"}},
    ),
    (
        "At the Farnborough air show in Britain, Peru ordered 12 Rafale fighters from Dassault.",
        {"buyer": {"Peru"}, "seller": {"Dassault"}},
    ),
    (
        "Amid tensions with Russia, Finland ordered 64 F-35A fighters from Lockheed Martin.",
        {"buyer": {"Finland"}, "seller": {"Lockheed Martin"}},
    ),
    (
        "To deter China, Taiwan ordered 66 F-16V fighters from Lockheed Martin.",
        {"buyer": {"Taiwan"}, "seller": {"Lockheed Martin"}},
    ),
    (
        "Japan, together with no partner, ordered 400 Tomahawk missiles from RTX.",
        {"buyer": {"Japan"}, "seller": {"RTX"}},
    ),
    (
        "Reuters reported that Kenya ordered four C295 transports from Airbus.",
        {"buyer": {"Kenya"}, "seller": {"Airbus"}},
    ),
    (
        "Kenya ordered four C295 transports from Airbus, Reuters reported.",
        {"buyer": {"Kenya"}, "seller": {"Airbus"}},
    ),
    (
        "The head of the Kenya Air Force said Kenya ordered four C295 transports from Airbus.",
        {"buyer": {"Kenya"}, "seller": {"Airbus"}},
    ),
    (
        "Kenya ordered four C295 transports from Airbus to replace aircraft from Canada.",
        {"buyer": {"Kenya"}, "seller": {"Airbus"}},
    ),
    (
        "Kenya ordered four C295 transports from Airbus, the aircraft that Spain also flies.",
        {"buyer": {"Kenya"}, "seller": {"Airbus"}},
    ),
    (
        "Saab beat Boeing as Brazil ordered 36 Gripen fighters from Saab.",
        {"buyer": {"Brazil"}, "seller": {"Saab"}},
    ),
    (
        "Kenya ordered four C295 transports from Airbus, which competes with Leonardo.",
        {"buyer": {"Kenya"}, "seller": {"Airbus"}},
    ),
    (
        "Ghana’s president met his French counterpart before Ghana ordered four OCEA patrol "
        "boats from OCEA.",
        {"buyer": {"Ghana"}, "seller": {"OCEA"}},
    ),
    pytest.param(
        "Greece, Cyprus said, ordered four Belharra frigates from Naval Group.",
        {"buyer": {"Greece"}, "seller": {"Naval Group"}},
        marks=GAP,
    ),
]


@pytest.mark.parametrize(("text", "wanted"), SUBJECTS)
def test_only_the_clauses_own_parties(text: str, wanted: Roles) -> None:
    assert roles(text) == wanted


COORDINATION = [
    (
        "Estonia and Latvia ordered three IRIS-T batteries from Diehl Defence.",
        {"buyer": {"Estonia", "Latvia"}, "seller": {"Diehl Defence"}},
    ),
    (
        "Estonia, Latvia and Lithuania ordered six IRIS-T batteries from Diehl Defence.",
        {"buyer": {"Estonia", "Latvia", "Lithuania"}, "seller": {"Diehl Defence"}},
    ),
    (
        "Both Estonia and Latvia ordered IRIS-T batteries from Diehl Defence.",
        {"buyer": {"Estonia", "Latvia"}, "seller": {"Diehl Defence"}},
    ),
    (
        "Germany together with Norway ordered six Type 212CD submarines from TKMS.",
        {"buyer": {"Germany", "Norway"}, "seller": {"TKMS"}},
    ),
    (
        "Poland ordered 96 Apache helicopters from Boeing and signed for engines.",
        {"buyer": {"Poland"}, "seller": {"Boeing"}},
    ),
    (
        "Poland selected and ordered 96 Apache helicopters from Boeing.",
        {"buyer": {"Poland"}, "seller": {"Boeing"}},
    ),
    (
        "Poland ordered 96 Apache helicopters, engines and radars from Boeing and Leonardo.",
        {"buyer": {"Poland"}, "seller": {"Boeing", "Leonardo"}},
    ),
    (
        "Poland ordered 96 Apache helicopters from Boeing as well as from Leonardo.",
        {"buyer": {"Poland"}, "seller": {"Boeing", "Leonardo"}},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), COORDINATION)
def test_joined_parties(text: str, wanted: Roles) -> None:
    assert roles(text) == wanted
