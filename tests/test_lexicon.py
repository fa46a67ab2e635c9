"""The compiled rule data: which words stand in the phrase table, and as what."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.lexicon import Lexicon, build_lexicon
from pipeline.rules import RuleError


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return build_lexicon()


TERMS = [
    ("poland", "country"),
    ("holland", "country"),
    ("polish", "demonym"),
    ("warsaw", "capital"),
    ("poznań", "place"),
    ("lockheed martin", "company"),
    ("defence acquisition program administration", "body"),
    ("air force", "bodyword"),
    ("reuters", "outlet"),
    ("himars", "system"),
    ("howitzer", "equip"),
    ("howitzers", "equip"),
    ("armoured personnel carriers", "equip"),
    ("supplied", "trigger"),
    ("supplying", "trigger"),
    ("handed over", "trigger"),
    ("memorandum of understanding", "trigger"),
    ("purchase orders", "trigger"),
    ("contracting activity", "rolecue"),
    ("shipbuilder", "descriptor"),
]


@pytest.mark.parametrize(("surface", "label"), TERMS)
def test_a_surface_has_its_label(lexicon: Lexicon, surface: str, label: str) -> None:
    assert label in {e.label for e in lexicon.terms[surface]}


@pytest.mark.parametrize(
    "surface", ["poland's", "the", "and", "", "january", "ministerial", "memorandum of"]
)
def test_ordinary_words_are_no_terms(lexicon: Lexicon, surface: str) -> None:
    assert surface not in lexicon.terms


FORMS = [
    ("signed", {"past", "part"}),
    ("signs", {"s"}),
    ("signing", {"ing"}),
    ("bought", {"past", "part"}),
    ("chosen", {"part"}),
    ("contract", {"noun"}),
    ("contracts", {"noun", "plural"}),
    ("deliveries", {"noun", "plural"}),
]


@pytest.mark.parametrize(("surface", "forms"), FORMS)
def test_forms_of_a_trigger(lexicon: Lexicon, surface: str, forms: set[str]) -> None:
    found = [e.forms for e in lexicon.terms[surface] if e.label == "trigger"]
    assert forms in [set(f) for f in found]


NAMES = [("POL", "Poland"), ("GBR", "United Kingdom"), ("USA", "United States"), ("JPN", "Japan")]


@pytest.mark.parametrize(("code", "name"), NAMES)
def test_country_name(lexicon: Lexicon, code: str, name: str) -> None:
    assert lexicon.country_name(code) == name


@pytest.mark.parametrize("code", [None, "", "XXX", "pol"])
def test_an_unknown_code_has_no_name(lexicon: Lexicon, code: str | None) -> None:
    assert lexicon.country_name(code) is None


SUFFIXES = [
    ("a deal with Volta Armour GmbH, the", "GmbH"),
    ("Kestrel Optics Oy said", "Oy"),
    ("Orion Marine, Inc. was awarded", "Inc."),
    ("Blue Fjord Aerospace won", "Aerospace"),
    ("the aerospace industry", None),
    ("GmbHs are firms", None),
    ("incorporated in Delaware", None),
]


@pytest.mark.parametrize(("text", "wanted"), SUFFIXES)
def test_words_that_end_the_names_of_firms(lexicon: Lexicon, text: str, wanted: str | None) -> None:
    found = lexicon.company_suffix.search(text)
    assert (found.group() if found else None) == wanted


def test_both_apostrophes_are_known(lexicon: Lexicon) -> None:
    straight = [t for t in lexicon.terms if "'" in t and not t.startswith("'")]
    assert straight
    assert all(t.replace("'", "’") in lexicon.terms for t in straight)


def test_every_key_is_the_lower_case_of_its_entries(lexicon: Lexicon) -> None:
    wrong = [k for k, es in lexicon.terms.items() if any(e.surface.lower() != k for e in es)]
    assert wrong == []


def test_own_rules_win_and_add(tmp_path: Path, lexicon: Lexicon) -> None:
    (tmp_path / "systems.jsonl").write_text(
        '{"id": "system.own", "name": "Velociraptor Mk9", "category": "vehicle", '
        '"aliases": ["Raptor Nine"]}\n',
        encoding="utf-8",
    )
    own = build_lexicon(tmp_path)
    assert [e.record.id for e in own.terms["raptor nine"]] == ["system.own"]
    assert "raptor nine" not in lexicon.terms
    assert len(own.terms) > len(lexicon.terms)


def test_a_broken_own_rule_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "triggers.jsonl").write_text('{"id": "deal.x", "pos": "adverb"}\n')
    with pytest.raises(RuleError, match=r"triggers\.jsonl:1: "):
        build_lexicon(tmp_path)
