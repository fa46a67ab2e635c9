"""Loading rule data: errors name file and line, a user's folder is merged over the bundled one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import schema
from pipeline.lexicon import build_lexicon
from pipeline.rulecheck import check
from pipeline.rules import RuleError, Source, bundled, decode, load_jsonl

GOOD = '{"id": "company.volta", "name": "Volta Armour", "country": "EST"}'

BROKEN = [
    ("not JSON", "{oops", 1),
    ("cut off", GOOD + '\n{"id": "company.x", "name": "X', 2),
    ("a list", "[1, 2]", 1),
    ("no id", '{"name": "Volta Armour"}', 1),
    ("empty id", '{"id": "", "name": "Volta Armour"}', 1),
    ("no name", '{"id": "company.volta"}', 1),
    ("unknown key", '{"id": "company.volta", "name": "Volta", "contry": "EST"}', 1),
    ("number for a name", '{"id": "company.volta", "name": 7}', 1),
    ("text for a list", '{"id": "company.volta", "name": "Volta", "aliases": "VA"}', 1),
    ("text for a flag", '{"id": "company.volta", "name": "Volta", "context": "yes"}', 1),
    ("null name", '{"id": "company.volta", "name": null}', 1),
    ("duplicate id", GOOD + "\n" + GOOD, 2),
    ("duplicate after blank lines", GOOD + "\n\n\n" + GOOD, 4),
    ("two records on a line", GOOD + " " + GOOD, 1),
    ("trailing comma", GOOD + ",", 1),
]


@pytest.mark.parametrize(("fault", "data", "line"), BROKEN, ids=[b[0] for b in BROKEN])
def test_an_error_names_file_and_line(fault: str, data: str, line: int) -> None:
    with pytest.raises(RuleError) as error:
        decode(Source("mine/companies.jsonl", data.encode()), schema.Company)
    assert str(error.value).startswith(f"mine/companies.jsonl:{line}: ")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (GOOD + "\n" + GOOD, "duplicate id 'company.volta'"),
        ('{"id": "a", "name": "A", "contry": "EST"}', "contry"),
        ('{"id": "a", "name": 7}', "$.name"),
        ('{"id": "", "name": "A"}', "without an id"),
    ],
)
def test_an_error_tells_what_is_wrong(data: str, told: str) -> None:
    with pytest.raises(RuleError) as error:
        decode(Source("x.jsonl", data.encode()), schema.Company)
    assert told in str(error.value)


def test_records_keep_the_order_of_the_file() -> None:
    data = "\n".join(f'{{"id": "c{n}", "name": "C{n}"}}' for n in (3, 1, 2))
    assert list(decode(Source("x", data.encode()), schema.Company)) == ["c3", "c1", "c2"]


def test_blank_lines_are_no_records() -> None:
    assert list(decode(Source("x", b"\n \n" + GOOD.encode() + b"\n\n"), schema.Company)) == [
        "company.volta"
    ]


def test_a_missing_bundled_file_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        bundled("no-such-file.jsonl")


def write(folder: Path, name: str, *lines: str) -> Path:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_own_records_are_added(tmp_path: Path) -> None:
    before = load_jsonl("role_cues.jsonl", schema.RoleCue)
    own = '{"id": "role.mine", "role": "buyer", "words": ["paying customer"]}'
    after = load_jsonl("role_cues.jsonl", schema.RoleCue, write(tmp_path, "role_cues.jsonl", own))
    assert len(after) == len(before) + 1
    assert after[-1].words == ("paying customer",)


def test_an_own_record_replaces_the_bundled_one_of_its_id(tmp_path: Path) -> None:
    before = load_jsonl("role_cues.jsonl", schema.RoleCue)
    own = f'{{"id": "{before[0].id}", "role": "partner", "words": ["only these"]}}'
    after = load_jsonl("role_cues.jsonl", schema.RoleCue, write(tmp_path, "role_cues.jsonl", own))
    assert [r.id for r in after] == [r.id for r in before]
    assert (after[0].role, after[0].words) == ("partner", ("only these",))


def test_a_folder_without_the_file_changes_nothing(tmp_path: Path) -> None:
    assert load_jsonl("cues.jsonl", schema.Cue, tmp_path) == load_jsonl("cues.jsonl", schema.Cue)


def test_an_error_in_an_own_file_names_its_path_and_line(tmp_path: Path) -> None:
    write(tmp_path, "companies.jsonl", GOOD, '{"id": "company.bad"}')
    with pytest.raises(RuleError) as error:
        load_jsonl("companies.jsonl", schema.Company, tmp_path)
    assert str(error.value).startswith(f"{tmp_path / 'companies.jsonl'}:2: ")


def test_own_records_reach_the_lexicon(tmp_path: Path) -> None:
    write(tmp_path, "companies.jsonl", GOOD)
    entries = build_lexicon(tmp_path).terms["volta armour"]
    assert [(e.label, e.record.id) for e in entries] == [("company", "company.volta")]


def test_check_reports_a_broken_own_file_by_place(tmp_path: Path) -> None:
    write(tmp_path, "systems.jsonl", '{"id": "system.x", "name": "X", "category": "castle"}')
    problems = check(tmp_path)
    assert len(problems) == 1
    assert problems[0].startswith(f"{tmp_path / 'systems.jsonl'}:1: ")


JSONL = {
    "bodies.jsonl": schema.Body,
    "body_words.jsonl": schema.BodyWord,
    "companies.jsonl": schema.Company,
    "company_words.jsonl": schema.CompanyWord,
    "countries.jsonl": schema.Country,
    "cues.jsonl": schema.Cue,
    "designations.jsonl": schema.Designation,
    "equipment.jsonl": schema.Equipment,
    "newspapers.jsonl": schema.Outlet,
    "obligations.jsonl": schema.ObligationVerb,
    "places.jsonl": schema.Place,
    "role_cues.jsonl": schema.RoleCue,
    "systems.jsonl": schema.System,
    "triggers.jsonl": schema.Trigger,
}


@pytest.mark.parametrize("name", JSONL)
def test_every_bundled_file_loads(name: str) -> None:
    assert load_jsonl(name, JSONL[name])
