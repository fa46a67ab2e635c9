"""Ministries, agencies and services that the text names apart from the deal itself."""

import pytest

from pipeline import extract
from pipeline.records import Deal


def only(text: str) -> Deal:
    (deal,) = extract(text, "2024-06-12").deals
    return deal


def names(deal: Deal, role: str) -> set[str]:
    return {party.name for party in deal.parties if party.role == role}


def test_the_ministry_that_speaks_is_the_buyer() -> None:
    deal = only(
        "Croatia has ordered eight PzH 2000 howitzers. The Ministry of Defence paid in May."
    )
    assert names(deal, "buyer") == {"Ministry of Defence"}
    assert deal.parties[0].country == "HRV"


def test_another_states_ministry_is_not() -> None:
    deal = only(
        "Croatia has ordered eight PzH 2000 howitzers, the German Ministry of Defence said."
    )
    assert names(deal, "buyer") == {"Croatia"}


def test_other_ministries_are_not() -> None:
    deal = only("Croatia has ordered eight PzH 2000 howitzers, the Ministry of Finance said.")
    assert names(deal, "buyer") == {"Croatia"}


def test_a_service_in_the_sentence_is_the_end_user() -> None:
    deal = only(
        "France's defence ministry has ordered a fifth Barracuda submarine from Naval Group, which "
        "the French Navy needs badly."
    )
    assert names(deal, "end_user") == {"French Navy"}


@pytest.mark.parametrize(
    "more", ["which the Spanish Navy has too.", "as the Army and the Air Force wait for theirs."]
)
def test_foreign_or_several_services_are_not(more: str) -> None:
    deal = only(f"France's defence ministry has ordered a Barracuda submarine, {more}")
    assert names(deal, "end_user") == set()


NOTICE = (
    "WASHINGTON, May 3, 2024 - The State Department has made a determination approving a possible "
    "Foreign Military Sale to the Government of Kuwait of 12 NASAMS air defense systems and "
    "related equipment for an estimated cost of $3 billion. The Defense Security Cooperation "
    "Agency delivered the required certification notifying Congress of it today.\n\n"
    "The Government of Kuwait has requested to buy seven AN/MPQ-64 Sentinel radars; sixty-three "
    "AIM-120C-8 missiles; and two hundred AIM-9X missiles. Also included are spare parts, training "
    "and support.\n\n"
    "The principal contractors will be Raytheon, of Tucson, AZ, Lockheed Martin, of Bethesda, MD, "
    "and Kongsberg Defence & Aerospace. There are no known offset agreements proposed."
)


def test_an_approval_notice_is_one_deal_with_all_its_contractors() -> None:
    deal = only(NOTICE)
    assert (deal.kind, deal.status) == ("foreign_military_sale", "approved")
    assert names(deal, "approver") == {"State Department"}
    assert names(deal, "seller") == {"Raytheon", "Lockheed Martin", "Kongsberg Defence & Aerospace"}
    counts = {item.name: item.quantity for item in deal.items}
    assert sorted(filter(None, counts.values())) == [7, 12, 63, 200]
    assert not any("related" in name for name in counts)
    assert [(value.kind, value.amount) for value in deal.values] == [("ceiling", 3e9)]


ORDER = "Romania has ordered 231 Mistral 3 launchers from MBDA for €618 million. "


@pytest.mark.parametrize(
    "more",
    [
        "Electromecanica Ploiesti will produce the containers and the tripods.",
        "Thales works on the seekers as a subcontractor.",
        "The sights are to be fitted by Thales in Bucharest.",
    ],
)
def test_a_firm_with_a_part_in_the_deal_is_a_subcontractor(more: str) -> None:
    assert len(names(only(ORDER + more), "subcontractor")) == 1


@pytest.mark.parametrize(
    "more",
    [
        "Its rival Saab will build engines for others.",
        "Saab said on Tuesday that its profit rose by a fifth.",
        "Saab will produce parts of the Gripen fighter in Brazil.",
    ],
)
def test_other_firms_of_the_article_are_not(more: str) -> None:
    assert names(only(ORDER + more), "subcontractor") == set()


@pytest.mark.parametrize(
    "more",
    [
        "Volta Aerospace GmbH lost the tender, its manager said.",
        "The K9 howitzer of Volta Aerospace GmbH was too dear for an order, he said.",
    ],
)
def test_the_only_firm_named_is_no_seller_beside_rivals_or_other_goods(more: str) -> None:
    assert names(only("Peru ordered six Zafir X4 drones. " + more), "seller") == set()


@pytest.mark.parametrize("user", ["Egypt's military", "the Egyptian armed forces"])
def test_all_forces_of_a_buying_state_are_no_end_user(user: str) -> None:
    deal = only(f"Egypt has ordered 24 K9 howitzers from Hanwha for {user}.")
    assert names(deal, "end_user") == set()


BOUGHT = "Slovenia has ordered 24 Lynx launchers from Rheinmetall for 30 million euros. "
GOING = [
    ("They will go to the Slovenian Army.", {"Slovenian Army"}),
    ("The launchers are destined for the army and the air force.", {"army", "air force"}),
    ("All are to be in Slovenian Army hands by 2027.", {"Slovenian Army"}),
    ("The first will be flown by the Croatian Air Force.", set()),
    ("The Slovenian Army trained in Italy.", set()),
]


@pytest.mark.parametrize(("sentence", "wanted"), GOING)
def test_services_that_get_the_goods(sentence: str, wanted: set[str]) -> None:
    assert names(only(BOUGHT + sentence), "end_user") == wanted


CONSENTING = [
    ("Parliament approved the purchase in May.", {"Parliament"}),
    ("The contract must still be cleared by the cabinet.", {"cabinet"}),
    ("The Slovenian parliament, which has to authorise the credit, meets on Friday.", 1),
    ("Parliament approved the state budget in May.", set()),
    ("The cabinet met in Maribor in May.", set()),
    ("The Croatian parliament approved a purchase of its own.", set()),
]


@pytest.mark.parametrize(("sentence", "wanted"), CONSENTING)
def test_bodies_that_consent(sentence: str, wanted: set[str] | int) -> None:
    found = names(only(BOUGHT + sentence), "approver")
    assert (len(found) if isinstance(wanted, int) else found) == wanted


def test_what_follows_another_deal_is_of_that() -> None:
    deals = extract(
        BOUGHT + "Latvia has ordered 12 Boxer vehicles from KNDS. They will go to the army.",
        "2024-06-12",
    ).deals
    assert [names(deal, "end_user") for deal in deals] == [set(), {"army"}]


def test_the_body_that_orders_an_entry_of_a_list() -> None:
    deals = extract(
        "Two contracts were let by the Defense Department on May 3. Nordal Aviation was awarded "
        "$24 million by U.S. Transportation Command for helicopter services. Saab received "
        "$30 million for 12 radars.",
        "2024-06-12",
    ).deals
    assert [names(deal, "buyer") for deal in deals] == [
        {"U.S. Transportation Command"},
        {"Defense Department"},
    ]


def test_a_common_word_is_no_fuller_name() -> None:
    deal = only(
        "The Pentagon has approved the sale of 20 MQ-9 drones to India for $3 billion. The Defence "
        "Ministry in New Delhi declined to comment."
    )
    assert names(deal, "approver") == {"Pentagon"}
