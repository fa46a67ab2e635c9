"""The type words that head item phrases hold together as data."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import get_args

import pytest

from pipeline.inflect import plural
from pipeline.records import Category
from pipeline.rules import bundled, load_jsonl
from pipeline.schema import Equipment

FILE = "equipment.jsonl"


@cache
def records() -> tuple[Equipment, ...]:
    return tuple(load_jsonl(FILE, Equipment))


@cache
def by_surface() -> dict[str, Equipment]:
    """Every form, singular and plural, in lower case, with its record."""
    return {form: r for r in records() for form in all_forms(r)}


def written_forms(record: Equipment) -> tuple[str, ...]:
    irregular = (record.plural,) if record.plural is not None else ()
    return (record.term, *irregular, *record.aliases)


def all_forms(record: Equipment) -> set[str]:
    """The written forms and their regular plurals, in lower case."""
    own = {form.lower() for form in (record.term, *record.aliases)}
    plurals = {plural(form) for form in own if form != record.term.lower() or not record.plural}
    return own | plurals | ({record.plural.lower()} if record.plural else set())


def test_there_are_enough_records() -> None:
    assert len(records()) >= 600


def test_ids_are_unique_prefixed_and_sorted() -> None:
    ids = [json.loads(line)["id"] for line in bundled(FILE).data.splitlines()]
    assert ids == sorted(set(ids))
    assert all(i.startswith("equip.") for i in ids)


def test_lines_are_compact_and_hold_no_default() -> None:
    for line in bundled(FILE).data.decode("utf-8").splitlines():
        raw = json.loads(line)
        assert line == json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
        assert all(value not in (None, False, []) for value in raw.values()), line


def test_every_category_is_known_and_used() -> None:
    assert {r.category for r in records()} == set(get_args(Category))


def test_no_form_stands_in_two_records() -> None:
    owners: dict[str, list[str]] = {}
    for record in records():
        for form in all_forms(record):
            owners.setdefault(form, []).append(record.id)
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_no_form_stands_twice_in_a_record() -> None:
    for record in records():
        forms = [f.lower() for f in (record.term, *record.aliases)]
        assert len(forms) == len(set(forms)), record.id


def test_forms_are_trimmed_and_single_spaced() -> None:
    for record in records():
        for form in written_forms(record):
            assert form, record.id
            assert form == " ".join(form.split()), record.id


def test_ids_are_made_from_the_terms_and_terms_start_with_a_word() -> None:
    for record in records():
        slug = re.sub(r"[^a-z0-9]+", "-", record.term.lower())
        assert record.id == f"equip.{slug}"
        assert re.search(r"[A-Za-z]{2}", record.term), record.id
        assert not re.search(r"\d\.\d", record.term), record.id


def test_plural_is_given_only_where_irregular() -> None:
    regular = [r.id for r in records() if r.plural is not None and r.plural == plural(r.term)]
    assert not regular


def test_service_flag_and_category_agree() -> None:
    odd = [r.id for r in records() if r.service != (r.category == "service")]
    assert not odd


@pytest.mark.parametrize(
    ("surface", "category"),
    [
        ("main battle tank", "armoured_vehicle"),
        ("MBT", "armoured_vehicle"),
        ("armored personnel carrier", "armoured_vehicle"),
        ("air defense system", "air_defence"),
        ("surface-to-air missile", "missile"),
        ("surface to air missile", "missile"),
        ("antitank guided missile", "missile"),
        ("offshore patrol vessel", "ship"),
        ("landing platform dock", "ship"),
        ("AEW&C", "aircraft"),
        ("155mm shell", "ammunition"),
        ("self-propelled howitzer", "artillery"),
        ("UAV", "uav"),
        ("UGV", "vehicle"),
        ("air surveillance radar", "sensor"),
        ("combat management system", "electronics"),
        ("torpedoes", "naval_weapon"),
        ("assault rifle", "small_arms"),
        ("spares", "other"),
        ("in-service support", "service"),
        ("modernization", "service"),
    ],
)
def test_common_heads_are_known(surface: str, category: str) -> None:
    assert by_surface()[surface.lower()].category == category


@pytest.mark.parametrize("word", ["aircraft", "vessel", "system", "equipment", "arms", "hardware"])
def test_words_that_name_hardly_anything_are_generic(word: str) -> None:
    assert by_surface()[word].generic


@pytest.mark.parametrize("word", ["round", "shell", "mine", "base", "guard", "transport", "sam"])
def test_words_of_other_trades_are_left_out(word: str) -> None:
    assert word not in by_surface()
