"""Who is who: proper names, acronyms, short names, and which organisations are one party."""

from __future__ import annotations

import pytest

from pipeline import extract, schema
from pipeline.lexicon import Lexicon, build_lexicon
from pipeline.parties import (
    Org,
    Registry,
    fold,
    initials,
    is_acronym_of,
    more_specific,
    proper,
    same_party,
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon()


@pytest.fixture
def registry(lexicon: Lexicon) -> Registry:
    return Registry(lexicon)


PROPER = [
    ("the Royal Navy", "Royal Navy"),
    ("The Hague", "Hague"),
    ("Poland's", "Poland"),
    ("Rafael’s", "Rafael"),
    ("Airbus'", "Airbus"),
    ("a Kongsberg", "Kongsberg"),
    (" Saab, ", "Saab"),
    ("An Avalon;", "Avalon"),
    ("Theon", "Theon"),
]


@pytest.mark.parametrize(("surface", "wanted"), PROPER)
def test_proper_name(surface: str, wanted: str) -> None:
    assert proper(surface) == wanted


INITIALS = [
    ("Israel Aerospace Industries", "IAI"),
    ("Defence Acquisition Program Administration", "DAPA"),
    ("Ministry of National Defence", "MND"),
    ("Bharat Dynamics", "BD"),
    ("General Dynamics and Land Systems", "GDLS"),
    ("Turkish Aerospace", "TA"),
    ("Rolls-Royce", "RR"),
    ("Kawasaki Heavy Industries", "KHI"),
]


@pytest.mark.parametrize(("name", "wanted"), INITIALS)
def test_initials(name: str, wanted: str) -> None:
    assert initials(name) == wanted


ACRONYMS = [
    ("IAI", "Israel Aerospace Industries", True),
    ("NAVSEA", "Naval Sea Systems Command", True),
    ("KMW", "Krauss-Maffei Wegmann", True),
    ("Rosoboron", "Rosoboronexport", True),
    ("FMV", "Försvarets materielverk", True),
    ("BAE", "Boeing", False),
    ("GD", "Saab", False),
    ("LM", "Lockheed Martin", True),
    ("ML", "Lockheed Martin", False),
    ("123", "Israel Aerospace Industries", False),
    ("", "Saab", False),
]


@pytest.mark.parametrize(("acronym", "name", "wanted"), ACRONYMS)
def test_acronym(acronym: str, name: str, wanted: bool) -> None:
    assert is_acronym_of(acronym, name) is wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Naval Group", "naval-group"), ("L3Harris, Inc.", "l3harris-inc"), ("A&B", "a-b")],
)
def test_fold(name: str, wanted: str) -> None:
    assert fold(name) == wanted


def org(kind: str, country: str | None, name: str = "X") -> Org:
    return Org(f"{kind}:{name}:{country}", kind, name, country)


SAME = [
    (("country", "POL"), ("ministry", "POL"), True),
    (("country", "POL"), ("procurement_agency", "POL"), True),
    (("government", "POL"), ("parliament", "POL"), False),
    (("country", "POL"), ("country", "CZE"), False),
    (("ministry", "POL"), ("ministry", "CZE"), False),
    (("country", "POL"), ("company", "POL"), False),
    (("country", "POL"), ("armed_service", "POL"), False),
    (("ministry", "POL"), ("armed_service", "POL"), False),
    (("company", "POL"), ("company", "POL"), False),
    (("alliance", None), ("alliance", None), False),
    (("ministry", None), ("country", None), False),
]


@pytest.mark.parametrize(("a", "b", "wanted"), SAME)
def test_same_party(a: tuple[str, str | None], b: tuple[str, str | None], wanted: bool) -> None:
    first, second = org(*a, name="A"), org(*b, name="B")
    assert same_party(first, second) is same_party(second, first) is wanted


ARMS = [
    ("Navy", "Royal Navy", True),
    ("Army", "British Army", True),
    ("British Army", "Royal Navy", False),
    ("Air Force", "Army", False),
    ("Strategic Command", "Space Command", False),
]


@pytest.mark.parametrize(("a", "b", "wanted"), ARMS)
def test_one_arm_of_a_state_is_one_party(a: str, b: str, wanted: bool) -> None:
    first, second = org("armed_service", "GBR", a), org("armed_service", "GBR", b)
    assert same_party(first, second) is wanted


def test_a_service_of_another_state_is_another_party() -> None:
    assert not same_party(org("armed_service", "GBR", "Navy"), org("armed_service", "IND", "Navy"))


SPECIFIC = [
    ("country", "ministry", "ministry"),
    ("ministry", "country", "ministry"),
    ("ministry", "procurement_agency", "procurement_agency"),
    ("country", "government", "government"),
    ("government", "ministry", "ministry"),
    ("country", "country", "country"),
]


@pytest.mark.parametrize(("a", "b", "wanted"), SPECIFIC)
def test_the_body_that_acts_names_the_party(a: str, b: str, wanted: str) -> None:
    assert more_specific(org(a, "POL"), org(b, "POL")).kind == wanted


SHORT = [
    ("Volta Armour Systems Ltd", "Volta Armour Systems", True),
    ("Volta Armour Systems Ltd", "volta armour", True),
    ("Volta Armour Systems Ltd", "Volta", True),
    ("Volta Armour Systems Ltd", "VAS", True),
    ("Volta Armour Systems Ltd", "the Volta's", True),
    ("Volta Armour Systems Ltd", "Armour Systems", False),
    ("Volta Armour Systems Ltd", "Systems", False),
    ("National Shipyard Company", "National", False),
    ("General Motors Works", "General", False),
    ("Air Works", "AW", False),
]


@pytest.mark.parametrize(("name", "alias", "known"), SHORT)
def test_short_names_of_a_firm(registry: Registry, name: str, alias: str, known: bool) -> None:
    firm = registry.unknown_company(name, None, "test")
    assert (registry.lookup(alias) is firm) is known


def test_the_first_meaning_of_a_short_name_stays(registry: Registry) -> None:
    first = registry.unknown_company("Volta Armour", "EST", "test")
    second = registry.unknown_company("Volta Marine", "LVA", "test")
    assert first is not second
    assert registry.lookup("Volta") is first


def test_a_name_seen_twice_is_one_firm(registry: Registry) -> None:
    first = registry.unknown_company("Volta Armour Ltd", "EST", "test")
    assert registry.unknown_company("the Volta Armour", None, "test") is first
    assert first.display == "Volta Armour Ltd"


def test_a_country_has_one_name_under_all_its_names(registry: Registry, lexicon: Lexicon) -> None:
    record = lexicon.countries["NLD"]
    first = registry.country(record, "Holland")
    assert registry.country(record, "The Netherlands") is first
    assert registry.country_by_code("NLD") is first
    assert first.display == record.name
    assert registry.country_by_code("XXX") is None


def test_a_generic_body_takes_the_country_it_is_given(registry: Registry) -> None:
    word = schema.BodyWord(id="bodyword.navy", forms=("navy",), type="armed_service")
    chile = registry.generic_body(word, "Chilean Navy", "CHL")
    peru = registry.generic_body(word, "Peruvian Navy", "PER")
    assert chile is not peru
    assert registry.generic_body(word, "the Navy", None) is peru
    assert (chile.country, chile.generic, chile.is_service) == ("CHL", False, True)


KINDS = [
    ("country", True, False, True),
    ("ministry", True, False, True),
    ("export_authority", True, False, True),
    ("armed_service", False, True, True),
    ("command", False, True, True),
    ("alliance", False, False, True),
    ("company", False, False, False),
    ("unknown", False, False, False),
]


@pytest.mark.parametrize(("kind", "state", "service", "public"), KINDS)
def test_kinds_of_organisation(kind: str, state: bool, service: bool, public: bool) -> None:
    found = org(kind, "POL")
    assert (found.is_state, found.is_service, found.is_public) == (state, service, public)


# Whole articles: one party however it is called, under its fullest name.
ARTICLES = [
    (
        "Israel Aerospace Industries (IAI) signed a contract with the Indian Navy for 16 Heron "
        "drones. IAI will deliver the drones by 2026.",
        {("seller", "Israel Aerospace Industries", "ISR"), ("buyer", "Indian Navy", "IND")},
    ),
    (
        "Rheinmetall AG has won an order from Hungary for 218 Lynx infantry fighting vehicles. "
        "Rheinmetall will build the vehicles in Zalaegerszeg.",
        {("seller", "Rheinmetall AG", "DEU"), ("buyer", "Hungary", "HUN")},
    ),
    pytest.param(
        "Poland's Ministry of National Defence signed a contract with Hanwha Aerospace for 218 "
        "K239 Chunmoo rocket launchers. Poland will get the first launchers in 2023.",
        {
            ("buyer", "Ministry of National Defence", "POL"),
            ("seller", "Hanwha Aerospace", "KOR"),
        },
    ),
    (
        "The Defence Acquisition Program Administration (DAPA) of South Korea awarded Hanwha "
        "Ocean a contract for two submarines. DAPA said the contract is worth 1.1 trillion won.",
        {
            ("buyer", "Defence Acquisition Program Administration", "KOR"),
            ("seller", "Hanwha Ocean", "KOR"),
        },
    ),
    (
        "Berlin has ordered 105 Leopard 2A8 tanks from KNDS. The German army will receive them.",
        {("buyer", "Germany", "DEU"), ("seller", "KNDS", None), ("end_user", "German army", "DEU")},
    ),
    (
        "The Brazilian Navy ordered four Tamandaré frigates from Thyssenkrupp Marine Systems "
        "(TKMS). TKMS will build the frigates with Embraer.",
        {
            ("buyer", "Brazilian Navy", "BRA"),
            ("seller", "Thyssenkrupp Marine Systems", "DEU"),
            ("subcontractor", "Embraer", "BRA"),
        },
    ),
    (
        "Kestrel Optics Oy has won a contract worth 40 million euros from the Finnish Army for "
        "night-vision goggles. Kestrel will deliver the goggles in 2026.",
        {("seller", "Kestrel Optics Oy", None), ("buyer", "Finnish Army", "FIN")},
    ),
    (
        "Lockheed Martin Corp. was awarded a $861 million contract by the U.S. Army for HIMARS "
        "launchers. Lockheed will do the work in Camden, Arkansas.",
        {("seller", "Lockheed Martin Corp.", "USA"), ("buyer", "U.S. Army", "USA")},
    ),
    (
        "Bharat Electronics Limited (BEL) has signed a contract with the Indian Ministry "
        "of Defence worth Rs 1,700 crore for fire-control radars.",
        {
            ("seller", "Bharat Electronics Limited", "IND"),
            ("buyer", "Indian Ministry of Defence", "IND"),
        },
    ),
    (
        "The Royal Netherlands Navy ordered 200 Naval Strike Missiles from Kongsberg Defence & "
        "Aerospace. Kongsberg values the order at 1.5 billion kroner.",
        {
            ("buyer", "Royal Netherlands Navy", "NLD"),
            ("seller", "Kongsberg Defence & Aerospace", "NOR"),
        },
    ),
    (
        "Türkiye's Baykar signed an agreement with Kuwait for Bayraktar TB2 drones worth $367 "
        "million.",
        {("seller", "Baykar", "TUR"), ("buyer", "Kuwait", "KWT")},
    ),
    (
        "The UK has ordered 14 H-47 Chinook helicopters for the Royal Air Force from Boeing.",
        {
            ("buyer", "United Kingdom", "GBR"),
            ("seller", "Boeing", "USA"),
            ("end_user", "Royal Air Force", "GBR"),
        },
    ),
    (
        "Czech firm Excalibur Army sold 50 DANA M2 howitzers to Azerbaijan, the ministry said.",
        {("seller", "Excalibur Army", "CZE"), ("buyer", "Azerbaijan", "AZE")},
    ),
    pytest.param(
        "The Republic of Korea Air Force will receive 40 KF-21 fighters under a contract that "
        "Korea Aerospace Industries (KAI) signed with DAPA.",
        {
            ("end_user", "Republic of Korea Air Force", "KOR"),
            ("seller", "Korea Aerospace Industries", "KOR"),
            ("buyer", "DAPA", "KOR"),
        },
    ),
    (
        "Sweden's Defence Materiel Administration (FMV) ordered 44 Leopard 2A8 tanks from KNDS "
        "Deutschland. FMV put the price at 22 billion kronor.",
        {
            ("buyer", "Defence Materiel Administration", "SWE"),
            ("seller", "KNDS Deutschland", "DEU"),
        },
    ),
]


@pytest.mark.parametrize(("text", "wanted"), ARTICLES)
def test_each_party_once_under_its_fullest_name(
    text: str, wanted: set[tuple[str, str, str | None]]
) -> None:
    deals = extract(text, "2024-06-12").deals
    assert len(deals) == 1
    assert {(p.role, p.name, p.country) for p in deals[0].parties} == wanted
