"""Every rule's own examples: what must come out of ``yes`` does, what ``no`` forbids does not."""

from __future__ import annotations

import re

import pytest

from pipeline import extract, schema
from pipeline.context import Cues
from pipeline.rulecheck import deal_problems
from pipeline.rules import load_jsonl

GAPS: frozenset[str] = frozenset()

DESIGNATIONS = load_jsonl("designations.jsonl", schema.Designation)
CUES = load_jsonl("cues.jsonl", schema.Cue)
TRIGGERS = load_jsonl("triggers.jsonl", schema.Trigger)
ROLE_CUES = load_jsonl("role_cues.jsonl", schema.RoleCue)
OBLIGATIONS = load_jsonl("obligations.jsonl", schema.ObligationVerb)


def rows(records: list[schema.Record]) -> list[object]:
    """One row a rule, those that do not hold yet marked."""
    gap = pytest.mark.xfail(strict=True, reason="known gap")
    return [pytest.param(r, id=r.id, marks=[gap] if r.id in GAPS else []) for r in records]


@pytest.mark.parametrize("rule", rows([*DESIGNATIONS]))
def test_designation(rule: schema.Designation) -> None:
    pattern = re.compile(rule.regex)
    assert [text for text in rule.yes if not pattern.search(text)] == []
    assert [text for text in rule.no if pattern.search(text)] == []


@pytest.mark.parametrize("rule", rows([*CUES]))
def test_cue(rule: schema.Cue) -> None:
    cues = Cues([rule])
    assert [text for text in rule.yes if not cues.find(text).count(rule.sense)] == []
    assert [text for text in rule.no if cues.find(text).count(rule.sense)] == []
    whole = [w for w in rule.words if not cues.find(w.replace("*", "")).count(rule.sense)]
    assert whole == []


@pytest.mark.parametrize("rule", rows([*TRIGGERS]))
def test_trigger(rule: schema.Trigger) -> None:
    assert list(deal_problems(rule.id, rule.yes, rule.no)) == []


@pytest.mark.parametrize("rule", rows([*ROLE_CUES]))
def test_role_cue(rule: schema.RoleCue) -> None:
    assert list(deal_problems(rule.id, rule.yes, rule.no)) == []


@pytest.mark.parametrize("rule", rows([*OBLIGATIONS]))
def test_obligation_verb(rule: schema.ObligationVerb) -> None:
    def kinds(text: str) -> set[str]:
        deals = extract(text, "2024-06-12").deals
        return {o.kind for d in deals for o in d.obligations}

    assert [text for text in rule.yes if rule.kind not in kinds(text)] == []
    assert [text for text in rule.no if rule.kind in kinds(text)] == []


def test_the_rules_carry_examples() -> None:
    assert all(d.yes and d.no for d in DESIGNATIONS)
    assert sum(bool(t.yes) for t in TRIGGERS) >= 20


def test_gaps_name_rules() -> None:
    every = [*DESIGNATIONS, *CUES, *TRIGGERS, *ROLE_CUES, *OBLIGATIONS]
    assert {r.id for r in every} >= GAPS
