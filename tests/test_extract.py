"""The public verbs, and what holds for every record: valid, traceable, the same bytes twice."""

from __future__ import annotations

import datetime as dt
import doctest
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pipeline
from pipeline.article import ArticleError, read_path
from pipeline.records import ArticleRecord, Evidence, from_json, to_builtins, to_json

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((Path(__file__).parent / "data/deal-record.schema.json").read_text())
ARTICLES = sorted((ROOT / "corpus").rglob("*.txt"))
VALID = jsonschema.Draft202012Validator(SCHEMA)
ORDER = "Norway ordered 12 NASAMS launchers from Kongsberg for $200 million on Monday."


@cache
def records(path: Path) -> tuple[ArticleRecord, ...]:
    return (pipeline.extract_article(read_path(path, ROOT)),)


def facts(record: ArticleRecord) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    for deal in record.deals:
        yield "deal", deal.evidence
        for group in (deal.parties, deal.items, deal.values, deal.dates, deal.obligations):
            for fact in group:
                yield repr(fact), fact.evidence


def test_the_example_of_the_package() -> None:
    result = doctest.testmod(pipeline)
    assert result.attempted >= 3
    assert result.failed == 0


def test_the_corpus_is_there() -> None:
    assert len(ARTICLES) >= 50
    assert sum(len(r.deals) for path in ARTICLES for r in records(path)) >= 50


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_every_fact_has_its_words_and_its_rule(path: Path) -> None:
    for record in records(path):
        text = record.text or ""
        for fact, evidence in facts(record):
            assert evidence, fact
            for e in evidence:
                assert 0 <= e.start < e.end <= len(text), fact
                assert text[e.start : e.end] == e.quote, fact
                assert e.rule, fact


@pytest.mark.parametrize("path", ARTICLES, ids=lambda p: p.stem)
def test_every_record_fits_the_schema(path: Path) -> None:
    for record in records(path):
        found: Any = json.loads(to_json(record))
        assert [e.message for e in VALID.iter_errors(found)] == []


def test_the_schema_is_a_schema_and_refuses_a_fault() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    good = to_builtins(pipeline.extract(ORDER, "2024-06-12"))
    assert VALID.is_valid(json.loads(json.dumps(good)))
    for change in ({"kind": "sale"}, {"parties": []}, {"evidence": []}, {"colour": "red"}):
        bad = json.loads(json.dumps(good))
        bad["deals"][0].update(change)
        assert not VALID.is_valid(bad), change


@pytest.mark.parametrize("path", ARTICLES[::7], ids=lambda p: p.stem)
def test_the_same_article_gives_the_same_bytes(path: Path) -> None:
    again = [pipeline.extract_article(read_path(path, ROOT))]
    assert [to_json(r) for r in again] == [to_json(r) for r in records(path)]


@pytest.mark.parametrize("path", ARTICLES[::7], ids=lambda p: p.stem)
def test_records_survive_json(path: Path) -> None:
    for record in records(path):
        assert from_json(to_json(record)) == record


def test_an_article_leaves_nothing_behind_for_the_next() -> None:
    alone = to_json(pipeline.extract(ORDER))
    pipeline.extract("Kongsberg Trucks (KONGSBERG) sold the Norway missile to Norway Ltd.")
    assert to_json(pipeline.extract(ORDER)) == alone


def test_the_pipeline_is_built_once() -> None:
    assert pipeline.build(None) is pipeline.build(None)
    assert pipeline.build(None).pipe_names == ["deal_entities", "deals"]


@pytest.mark.parametrize("published", ["2024-06-12", dt.date(2024, 6, 12)])
def test_relative_dates_hang_on_the_day_of_publication(published: dt.date | str) -> None:
    record = pipeline.extract(ORDER, published=published)
    assert record.published == "2024-06-12"
    assert [(d.kind, d.date) for d in record.deals[0].dates] == [("signed", "2024-06-10")]


def test_another_day_of_publication_gives_another_date() -> None:
    record = pipeline.extract(ORDER, published="2025-06-12")
    assert [d.date for d in record.deals[0].dates] == ["2025-06-09"]


def test_without_a_day_of_publication_relative_dates_are_left_out() -> None:
    record = pipeline.extract(ORDER)
    assert record.published is None
    assert record.deals[0].dates == ()


def test_a_day_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="12/06/2024"):
        pipeline.extract(ORDER, published="12/06/2024")


def test_id_and_title_are_kept() -> None:
    record = pipeline.extract(ORDER, title="Norway orders NASAMS", id="n/1")
    assert (record.id, record.title, record.source) == ("n/1", "Norway orders NASAMS", None)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_a_text_of_nothing_is_no_article(text: str) -> None:
    with pytest.raises(ArticleError, match="line 1"):
        pipeline.extract(text)


@pytest.mark.parametrize("text", ["word", "Kein Wort davon ist Englisch.", "42", "NASAMS"])
def test_a_text_without_a_deal_has_none(text: str) -> None:
    assert pipeline.extract(text).deals == ()


def test_own_rules_name_a_system_and_a_firm(tmp_path: Path) -> None:
    text = "Norway ordered 12 Velociraptor Mk9 from Volta Hus for its army for $20 million."
    (tmp_path / "systems.jsonl").write_text(
        '{"id": "system.own", "name": "Velociraptor Mk9", "category": "uav"}\n'
    )
    (tmp_path / "companies.jsonl").write_text(
        '{"id": "company.own", "name": "Volta Hus", "country": "EST"}\n'
    )
    (deal,) = pipeline.extract(text, patterns=tmp_path).deals
    assert [(i.name, i.category, i.quantity) for i in deal.items] == [
        ("Velociraptor Mk9", "uav", 12)
    ]
    assert ("Volta Hus", "seller", "EST") in [(p.name, p.role, p.country) for p in deal.parties]


def test_what_a_release_says_about_the_firm_at_its_end_tells_no_deal() -> None:
    text = (
        "Elbit Systems announced today that Chile awarded it a $20 million contract for howitzers."
        "\n\nAbout Elbit Systems\nElbit Systems is a defence firm. In 2021 it signed a $150 million"
        " contract for radios with the Brazilian Army."
    )
    (deal,) = pipeline.extract(text, published="2024-05-15").deals
    assert [v.amount for v in deal.values] == [20e6]
    told = text.replace("About Elbit Systems", "About the money")
    assert len(pipeline.extract(told, published="2024-05-15").deals) == 2
