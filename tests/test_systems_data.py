"""The gazetteer of systems: its form, and that an ordinary word is never taken for a weapon."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from importlib import resources

import pytest

from pipeline.rules import load_jsonl
from pipeline.schema import Body, Company, Country, Place, System

pycountry = pytest.importorskip("pycountry")

SYSTEMS = load_jsonl("systems.jsonl", System)
# Words of everyday news, people, places and firms that are weapons as well.
ORDINARY = [
    "abrams", "akash", "apache", "arrow", "atlas", "boxer", "bushmaster", "centurion", "challenger",
    "cheetah", "cobra", "coyote", "daring", "dolphin", "duke", "eagle", "falcon", "giraffe",
    "goalkeeper", "griffon", "guardian", "harpoon", "harrier", "hawk", "hercules", "heron",
    "horizon", "hornet", "hunter", "jackal", "jaguar", "javelin", "kiev", "kilo", "leclerc",
    "leopard", "lynx", "mantis", "marder", "mass", "maverick", "merlin", "meteor", "milan",
    "mirage", "mistral", "neptune", "orca", "orion", "patriot", "penguin", "phalanx", "phoenix",
    "predator", "puma", "raptor", "raven", "reaper", "scorpion", "sentinel", "shadow", "sigma",
    "sparrow", "spike", "spirit", "stamp", "stinger", "stop", "stryker", "swift", "taurus",
    "terminator", "terrier", "thunder", "tiger", "titan", "tomahawk", "tor", "tornado", "trident",
    "trophy", "typhoon", "vampire", "viking", "viper", "warrior", "wildcat", "wolf",
]  # fmt: skip
KNOWN = [
    ("F-35A", "aircraft"), ("Rafale", "aircraft"), ("Su-30MKI", "aircraft"),
    ("C-130J Super Hercules", "aircraft"), ("AH-64 Apache", "aircraft"), ("MiG-29", "aircraft"),
    ("K2 Black Panther", "armoured_vehicle"), ("Leopard 2A7", "armoured_vehicle"),
    ("CV90", "armoured_vehicle"), ("T-90S", "armoured_vehicle"), ("S-400", "air_defence"),
    ("NASAMS", "air_defence"), ("Patriot PAC-3", "missile"), ("Exocet", "missile"),
    ("BrahMos", "missile"), ("FGM-148 Javelin", "missile"), ("M142 HIMARS", "artillery"),
    ("K239 Chunmoo", "artillery"), ("K9 Thunder", "artillery"), ("PzH 2000", "artillery"),
    ("Bayraktar TB2", "uav"), ("Heron TP", "uav"), ("MQ-9B SeaGuardian", "uav"),
    ("Wing Loong II", "uav"), ("FREMM", "ship"), ("Halifax class", "ship"),
    ("Jose Rizal-class", "ship"), ("Carl-Gustaf M4", "small_arms"), ("AK-203", "small_arms"),
    ("Ground Master 400", "sensor"), ("AN/TPQ-53", "sensor"), ("Mk 41", "naval_weapon"),
    ("F414-GE-400", "engine"), ("GPS III", "satellite"), ("GBU-39", "ammunition"),
]  # fmt: skip


def surfaces(record: System) -> tuple[str, ...]:
    return (record.name, *record.aliases)


def owners() -> defaultdict[str, list[System]]:
    found: defaultdict[str, list[System]] = defaultdict(list)
    for record in SYSTEMS:
        for surface in surfaces(record):
            found[surface].append(record)
    return found


OWNERS = owners()
FOLDED: defaultdict[str, list[System]] = defaultdict(list)
for name, holders in OWNERS.items():
    FOLDED[name.lower()] += holders


def test_ids_are_unique_sorted_slugs() -> None:
    ids = [record.id for record in SYSTEMS]
    assert ids == sorted(set(ids))
    assert [i for i in ids if not re.fullmatch(r"system\.[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_lines_are_compact_json() -> None:
    text = resources.files("patterns").joinpath("systems.jsonl").read_text(encoding="utf-8")
    assert text.endswith("\n")
    for line in text.splitlines():
        assert line == json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":"))


def test_names_are_tidy() -> None:
    for surface in OWNERS:
        assert surface == " ".join(surface.split()), surface
        assert len(surface) > 1, surface
        assert re.search(r"[^\W_]", surface), surface
        assert not re.search(r"[?*@=;|{}<>#~]", surface), surface


def test_a_name_belongs_to_one_record() -> None:
    assert {n: [r.id for r in rs] for n, rs in OWNERS.items() if len(rs) > 1} == {}


def test_maker_countries_are_iso_codes() -> None:
    codes = {country.alpha_3 for country in pycountry.countries}
    assert {r.maker_country for r in SYSTEMS if r.maker_country} <= codes


def test_no_name_is_a_type_word_after_a_name_that_stands_alone() -> None:
    types = r" (?:missiles?|tanks?|helicopters?|torpedo|frigates?|submarines?)"
    bare = {re.sub(rf"{types}$", "", n): n for n in OWNERS if re.search(rf"[^\W\d_].*{types}$", n)}
    assert {base: n for base, n in bare.items() if base in OWNERS} == {}


@pytest.mark.parametrize("word", ORDINARY)
def test_ordinary_words_need_context(word: str) -> None:
    assert [r.id for r in FOLDED[word] if not r.context] == []


def test_very_short_codes_need_context() -> None:
    short = [n for n, records in OWNERS.items() if len(n) <= 2 for r in records if not r.context]
    assert short == []


def test_names_of_firms_bodies_and_places_need_context() -> None:
    other: set[str] = set()
    for company in load_jsonl("companies.jsonl", Company):
        other.update((company.name, *company.aliases))
    for body in load_jsonl("bodies.jsonl", Body):
        other.update((body.name, *body.aliases))
    for place in load_jsonl("places.jsonl", Place):
        other.update((place.name, *place.names))
    for country in load_jsonl("countries.jsonl", Country):
        other.update((country.name, *country.names, *country.demonyms, *country.capitals))
    folded = {name.lower() for name in other}
    clash = [
        name
        for name, records in OWNERS.items()
        if name.lower() in folded and not re.search(r"\d", name)
        for record in records
        if not record.context
    ]
    assert clash == []


@pytest.mark.parametrize(("name", "category"), KNOWN)
def test_known_systems_have_their_category(name: str, category: str) -> None:
    assert [r.category for r in OWNERS[name]] == [category]


def test_every_kind_of_materiel_is_covered() -> None:
    count: defaultdict[str, int] = defaultdict(int)
    for record in SYSTEMS:
        count[record.category] += 1
    for category in ("aircraft", "armoured_vehicle", "missile", "ship", "air_defence"):
        assert count[category] > 300, category
    for category in ("uav", "artillery", "small_arms", "sensor", "ammunition", "engine"):
        assert count[category] > 20, category
