"""The gazetteers of states, places, bodies and generic body words hold together as data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pycountry
import pytest

from pipeline import schema
from pipeline.rules import bundled, load_jsonl

KOSOVO = "XKX"  # user-assigned code, not in ISO 3166-1
BODY_TYPES = {
    "agency",
    "alliance",
    "armed_forces",
    "armed_service",
    "command",
    "council",
    "export_authority",
    "government",
    "ministry",
    "parliament",
    "police",
    "procurement_agency",
}
FILES = ("countries.jsonl", "places.jsonl", "bodies.jsonl", "body_words.jsonl")
# Words that open or fill English sentences: as an alias of a body they would match everywhere.
_ORDINARY = (
    "a add air all an and art army as at award awe bank base bid board body bow but buy by can cap "
    "car chief commit contract cost country deal defence defense des diet do dot export far fleet "
    "fly for force forces from gap general gnu guard hat he her his house ice if in is it its jet "
    "law led man may me mob mod more navy new no not now of off on one or order our out own pact "
    "pan par party pay plan police port ran reading safe sale san sea security service services "
    "she ship sir so spa star state stat stride sun tank than that the their them they to two up "
    "us war was we were who will with you"
)
ORDINARY = frozenset(_ORDINARY.split())
ACRONYM_SAFE = frozenset({"RAN", "FAR", "ADD", "PLAN"})  # matched in capitals only


@cache
def countries() -> list[schema.Country]:
    return load_jsonl("countries.jsonl", schema.Country)


@cache
def places() -> list[schema.Place]:
    return load_jsonl("places.jsonl", schema.Place)


@cache
def bodies() -> list[schema.Body]:
    return load_jsonl("bodies.jsonl", schema.Body)


@cache
def body_words() -> list[schema.BodyWord]:
    return load_jsonl("body_words.jsonl", schema.BodyWord)


def country_terms(record: schema.Country) -> tuple[str, ...]:
    return (record.name, *record.names, *record.demonyms, *record.capitals)


def place_terms(record: schema.Place) -> tuple[str, ...]:
    return (record.name, *record.names)


def body_terms(record: schema.Body) -> tuple[str, ...]:
    return (record.name, *record.aliases)


def is_state_code(code: str) -> bool:
    return code == KOSOVO or pycountry.countries.get(alpha_3=code) is not None


def shared(records: Iterable[schema.Record], terms: Callable[..., tuple[str, ...]]) -> list[str]:
    """Terms that two records of one file both claim, or one record twice, whatever their case."""
    owner: dict[str, str] = {}
    clashes = []
    for record in records:
        own: set[str] = set()
        for term in terms(record):
            if term in own:
                clashes.append(f"{term}: twice in {record.id}")
            own.add(term)
            first = owner.setdefault(term.lower(), record.id)
            if first != record.id:
                clashes.append(f"{term}: {first}, {record.id}")
    return clashes


@pytest.mark.parametrize("name", FILES)
def test_places_files_are_sorted_and_compact(name: str) -> None:
    lines = bundled(name).data.decode("utf-8").splitlines()
    ids = [match.group(1) for line in lines if (match := re.match(r'\{"id":"([^"]+)"', line))]
    assert len(ids) == len(lines)
    assert ids == sorted(set(ids))


def test_places_schema_rejects_unknown_fields(tmp_path: Path) -> None:
    line = '{"id":"place.x","name":"X","code":"POL","size":3}\n'
    (tmp_path / "places.jsonl").write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"places\.jsonl:1"):
        load_jsonl("places.jsonl", schema.Place, tmp_path)


def test_places_record_counts() -> None:
    assert len(countries()) >= 200
    assert len(places()) >= 700
    assert len(bodies()) >= 700
    assert len(body_words()) >= 20


def test_places_codes_are_iso() -> None:
    codes = [record.code for record in countries()]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not is_state_code(code)] == []
    assert [r.id for r in countries() if r.id != f"country.{r.code}"] == []
    known = set(codes)
    assert [r.id for r in places() if r.code not in known] == []
    assert [r.id for r in bodies() if r.country is not None and r.country not in known] == []


def test_places_every_un_member_is_a_country() -> None:
    # ISO codes without a record are dependencies, which are places of their sovereign.
    dependencies = (
        "ABW AIA ALA ASM ATA ATF BES BLM BMU BVT CCK CUW CXR CYM FLK FRO GGY GIB GLP GRL GUF GUM "
        "HMD IMN IOT JEY MAF MNP MSR MTQ MYT NCL NFK PCN PRI PYF REU SGS SHN SJM SPM SXM TCA TKL "
        "UMI VGB VIR WLF"
    )
    codes = {record.code for record in countries()}
    iso = {country.alpha_3 for country in pycountry.countries}
    assert iso - codes == set(dependencies.split())
    assert codes - iso == {KOSOVO}


def test_places_currencies_are_iso() -> None:
    wrong = [
        record.id
        for record in countries()
        if pycountry.currencies.get(alpha_3=record.currency or "") is None
    ]
    assert wrong == []


def test_places_every_state_has_a_demonym() -> None:
    without = {r.code for r in countries() if not r.demonyms}
    # Dominica shares its demonym with a far bigger state; the Vatican has none.
    assert without == {"DMA", "VAT"}


def test_places_no_term_is_shared() -> None:
    assert shared(countries(), country_terms) == []
    assert shared(places(), place_terms) == []
    assert shared(bodies(), body_terms) == []
    assert shared(body_words(), lambda record: record.forms) == []


def test_places_are_not_states() -> None:
    states = {term.lower() for record in countries() for term in country_terms(record)}
    assert [t for r in places() for t in place_terms(r) if t.lower() in states] == []
    assert [t for r in bodies() for t in body_terms(r) if t.lower() in states] == []


def test_places_body_types_are_known() -> None:
    assert {record.type for record in bodies()} <= BODY_TYPES
    assert {record.type for record in body_words()} <= BODY_TYPES
    stateless = [r for r in bodies() if r.country is None]
    assert all(r.id.startswith("body.int.") for r in stateless)
    assert all(
        r.id.startswith(f"body.{r.country.lower()}.") for r in bodies() if r.country is not None
    )


def test_places_ambiguous_names_are_not_also_plain() -> None:
    for record in bodies():
        plain = {term.lower() for term in body_terms(record)}
        assert not plain & {term.lower() for term in record.ambiguous}, record.id
    stateless = [r.id for r in bodies() if r.ambiguous and r.country is None]
    assert stateless == []  # an ambiguous name is settled by its country


def test_places_no_ordinary_word_is_a_name() -> None:
    names = [
        *(term for record in countries() for term in country_terms(record)),
        *(term for record in places() for term in place_terms(record)),
        *(term for record in bodies() for term in body_terms(record)),
    ]
    allowed = ACRONYM_SAFE | {"US"}
    assert [n for n in names if n.lower() in ORDINARY and n not in allowed] == []
    lower = [n for n in names if n.islower()]
    assert set(lower) == {"armasuisse"}
    assert [n for n in names if len(n) < 2 or n != n.strip()] == []


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("Czechia", "CZE"),
        ("Türkiye", "TUR"),
        ("Cote d'Ivoire", "CIV"),
        ("ROK", "KOR"),
        ("U.K.", "GBR"),
        ("Burma", "MMR"),
        ("Filipino", "PHL"),
        ("Emirati", "ARE"),
        ("Nigerien", "NER"),
        ("Kiev", "UKR"),
        ("Malacañang", "PHL"),
        ("Kremlin", "RUS"),
        ("Kosovar", "XKX"),
        ("Ouagadougou", "BFA"),
    ],
)
def test_places_states_by_any_name(surface: str, code: str) -> None:
    assert [r.code for r in countries() if surface in country_terms(r)] == [code]


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("Dusseldorf", "DEU"),
        ("Trenčín", "SVK"),
        ("Warner Robins, Georgia", "USA"),
        ("Bengaluru", "IND"),
        ("Guam", "USA"),
        ("Greenland", "DNK"),
        ("Gavião Peixoto", "BRA"),
        ("Tinker Air Force Base", "USA"),
        ("Sacheon", "KOR"),
        ("Nizhny Tagil", "RUS"),
    ],
)
def test_places_tell_their_country(surface: str, code: str) -> None:
    assert [r.code for r in places() if surface in place_terms(r)] == [code]


@pytest.mark.parametrize(
    ("surface", "country", "kind"),
    [
        ("DAPA", "KOR", "procurement_agency"),
        ("BAAINBw", "DEU", "procurement_agency"),
        ("OCCAR", None, "procurement_agency"),
        ("NSPA", None, "procurement_agency"),
        ("DGA", "FRA", "procurement_agency"),
        ("Savunma Sanayii Başkanlığı", "TUR", "procurement_agency"),
        ("Norwegian Defense Materiel Agency", "NOR", "procurement_agency"),
        ("Naval Facilities Engineering Command Southeast", "USA", "command"),
        ("DRDO", "IND", "agency"),
        ("US Department of State", "USA", "export_authority"),
        ("Sejm", "POL", "parliament"),
        ("Defence Acquisition Council", "IND", "council"),
        ("Marine Nationale", "FRA", "armed_service"),
        ("PLA Navy", "CHN", "armed_service"),
        ("Botswana Defence Force", "BWA", "armed_forces"),
        ("Royal Saudi Naval Forces", "SAU", "armed_service"),
        ("Armada de Chile", "CHL", "armed_service"),
        ("Carabinieri", "ITA", "police"),
        ("European Union", None, "alliance"),
        ("Pentagon", "USA", "ministry"),
        ("Tatmadaw", "MMR", "armed_forces"),
    ],
)
def test_places_bodies_by_any_name(surface: str, country: str | None, kind: str) -> None:
    found = [(r.country, r.type) for r in bodies() if surface in body_terms(r)]
    assert found == [(country, kind)]


def test_places_shared_acronyms_wait_for_their_country() -> None:
    claims = {r.country for r in bodies() if "PAF" in r.ambiguous}
    assert claims == {"PAK", "PHL"}
    assert [r.country for r in bodies() if "IAF" in r.aliases] == ["IND"]
    assert "ISR" in {r.country for r in bodies() if "IAF" in r.ambiguous}


@pytest.mark.parametrize(
    ("form", "kind", "acts"),
    [
        ("ministry of defence", "ministry", True),
        ("defense ministry", "ministry", True),
        ("government", "government", True),
        ("parliament", "parliament", True),
        ("procurement agency", "procurement_agency", True),
        ("air force", "armed_service", False),
        ("coast guard", "armed_service", False),
        ("special forces", "command", False),
        ("border guard", "police", False),
        ("armed forces", "armed_forces", False),
        ("space agency", "agency", False),
    ],
)
def test_places_generic_heads(form: str, kind: str, acts: bool) -> None:
    found = [
        (r.type, r.acts_for_state) for r in body_words() if form in {f.lower() for f in r.forms}
    ]
    assert found == [(kind, acts)]
