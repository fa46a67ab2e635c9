"""The gazetteers of firms, of the words that betray one, and of names that are never parties."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from importlib import resources
from typing import Any

import pytest

pycountry = pytest.importorskip("pycountry")

FILES = ("companies.jsonl", "company_words.jsonl", "newspapers.jsonl")
OUTLET_KINDS = {"outlet", "thinktank", "event", "exchange"}
# Firms' names that an article may well write for something else.
ORDINARY = {
    "agility", "brunswick", "caterpillar", "colt", "conrad", "crane", "ford", "harris", "jacobs",
    "marshall", "olin", "parrot", "parsons", "patria", "polaris", "systematic", "woodward",
}  # fmt: skip


def records(name: str) -> list[dict[str, Any]]:
    text = resources.files("patterns").joinpath(name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def surfaces(record: dict[str, Any]) -> list[str]:
    return [record["name"], *record["aliases"]]


COMPANIES = records("companies.jsonl")
WORDS = records("company_words.jsonl")
OUTLETS = records("newspapers.jsonl")


@pytest.mark.parametrize("name", FILES)
def test_ids_are_unique_and_sorted(name: str) -> None:
    ids = [record["id"] for record in records(name)]
    assert len(ids) == len(set(ids))
    assert ids == sorted(ids)


@pytest.mark.parametrize("name", FILES)
def test_lines_are_compact_json(name: str) -> None:
    text = resources.files("patterns").joinpath(name).read_text(encoding="utf-8")
    assert text.endswith("\n")
    for line in text.splitlines():
        again = json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":"))
        assert line == again


def test_company_schema() -> None:
    for record in COMPANIES:
        assert re.fullmatch(r"company\.[a-z0-9]+(-[a-z0-9]+)*", record["id"]), record
        assert set(record) <= {"id", "name", "aliases", "country", "context", "acronym"}, record
        assert isinstance(record["aliases"], list)
        for flag in ("context", "acronym"):
            assert record.get(flag, True) is True, record
        for surface in surfaces(record):
            assert surface == " ".join(surface.split()) and len(surface) > 1, record


def test_country_codes() -> None:
    codes = {country.alpha_3 for country in pycountry.countries}
    bad = [r["id"] for r in COMPANIES if "country" in r and r["country"] not in codes]
    assert bad == []


def test_only_joint_firms_lack_a_country() -> None:
    without = {r["id"] for r in COMPANIES if "country" not in r}
    assert {"company.mbda", "company.knds", "company.nhindustries"} <= without
    assert len(without) < 40


def test_no_name_is_shared_unless_marked() -> None:
    owners: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in COMPANIES:
        for surface in surfaces(record):
            owners[surface.lower()].append(record)
    for surface, found in owners.items():
        if len(found) > 1:
            assert len({r["id"] for r in found}) == len(found), f"{surface}: twice in one record"
            assert all(r.get("context") or r.get("acronym") for r in found), surface


# Firms that write themselves without a capital, and whose name is no word.
SELF_STYLED = {"thyssenkrupp"}


def test_no_ordinary_lower_case_word() -> None:
    for record in [*COMPANIES, *OUTLETS]:
        for surface in surfaces(record):
            written = surface in SELF_STYLED or any(c.isupper() or c.isdigit() for c in surface)
            assert written, record


def test_ordinary_words_need_context() -> None:
    flagged = {s.lower() for r in COMPANIES if r.get("context") for s in surfaces(r)}
    assert flagged >= ORDINARY
    plain = {s.lower() for r in COMPANIES if not r.get("context") for s in surfaces(r)}
    assert not plain & (
        ORDINARY | {"bell", "delta", "fort", "paramount", "saturn", "stark", "taurus"}
    )


def test_context_is_for_one_word_names() -> None:
    # The flag holds for a whole record, so a firm with a telling full name must not carry it.
    flagged = [r["name"] for r in COMPANIES if r.get("context") and " " in r["name"]]
    assert flagged == []


def test_short_names_are_marked_as_acronyms() -> None:
    for record in COMPANIES:
        if any(len(surface) <= 3 for surface in surfaces(record)):
            assert record.get("acronym") is True, record


def test_counts_and_breadth() -> None:
    assert len(COMPANIES) >= 1500
    per_country = Counter(r.get("country") for r in COMPANIES)
    assert len(per_country) >= 80
    for code in (
        "USA", "GBR", "FRA", "DEU", "ITA", "ESP", "SWE", "POL", "CZE", "UKR", "RUS", "TUR", "ISR",
        "ARE", "IND", "CHN", "JPN", "KOR", "IDN", "MYS", "AUS", "CAN", "ZAF", "BRA",
    ):  # fmt: skip
        assert per_country[code] >= 20, code
    assert len(OUTLETS) >= 250


@pytest.mark.parametrize(
    ("surface", "company", "country"),
    [
        ("Hanwha Techwin", "company.hanwha-aerospace", "KOR"),
        ("DCNS", "company.naval-group", "FRA"),
        ("Finmeccanica", "company.leonardo", "ITA"),
        ("TUSAŞ", "company.turkish-aerospace-industries", "TUR"),
        ("Mazagon Dock Limited", "company.mazagon-dock-shipbuilders", "IND"),
        ("Krauss-Maffei Wegmann", "company.krauss-maffei-wegmann", "DEU"),
        ("Pratt and Whitney Canada", "company.pratt-and-whitney-canada", "CAN"),
        ("Rheinmetall Denel Munition", "company.rheinmetall-denel-munition", "ZAF"),
        ("Luerssen", "company.lurssen", "DEU"),
        ("Huta Stalowa Wola", "company.huta-stalowa-wola", "POL"),
        ("Chaiseri", "company.chaiseri", "THA"),
        ("SIMA Peru", "company.sima", "PER"),
    ],
)
def test_known_names(surface: str, company: str, country: str) -> None:
    found = [r for r in COMPANIES if surface.lower() in (s.lower() for s in surfaces(r))]
    suffixed = [r for r in COMPANIES if surface.removesuffix(" Limited") in surfaces(r)]
    assert [(r["id"], r["country"]) for r in found or suffixed] == [(company, country)]


def test_company_word_schema() -> None:
    seen: set[tuple[str, str]] = set()
    for record in WORDS:
        kind = record["kind"]
        assert kind in {"legal", "head", "descriptor", "prefix"}, record
        assert re.fullmatch(rf"companyword\.{kind}\.[a-z0-9-]+", record["id"]), record
        assert record["forms"], record
        assert (record.get("strength") in {"strong", "weak"}) == (kind == "head"), record
        for form in record["forms"]:
            assert (kind, form) not in seen, f"{kind} {form} stands in two records"
            seen.add((kind, form))


def test_case_of_company_words() -> None:
    for record in WORDS:
        for form in record["forms"]:
            if record["kind"] == "head":
                assert form[0].isupper(), record
            elif record["kind"] == "descriptor":
                assert not form.istitle(), record


def test_strong_heads_are_not_weapons() -> None:
    strong = {f for r in WORDS if r.get("strength") == "strong" for f in r["forms"]}
    weak = {f for r in WORDS if r.get("strength") == "weak" for f in r["forms"]}
    assert {"Industries", "Shipyard", "Aerospace", "Technologies", "Design Bureau"} <= strong
    assert {"Helicopters", "Missiles", "Systems", "Vehicles", "Ammunition", "Drones"} <= weak


def test_outlet_schema() -> None:
    for record in OUTLETS:
        assert re.fullmatch(r"outlet\.[a-z0-9]+(-[a-z0-9]+)*", record["id"]), record
        assert set(record) == {"id", "name", "aliases", "kind"}, record
        assert record["kind"] in OUTLET_KINDS, record
    names = Counter(s.lower() for r in OUTLETS for s in surfaces(r))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_outlet_is_a_company() -> None:
    firms = {s.lower() for r in COMPANIES for s in surfaces(r)}
    assert [s for r in OUTLETS for s in surfaces(r) if s.lower() in firms] == []
