"""Why an article's deals came out as they did: rule, words, groups and decision of each fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.drafts import Draft, draft_kind
from pipeline.records import Deal, Evidence
from pipeline.roles import group_sides
from pipeline.trace import Trace, bracketed, rule_name

_WIDTH = 160  # characters of a clause that are shown

Explanation = dict[str, Any]


def explain(trace: Trace, patterns: Path | None = None) -> list[Explanation]:
    """One plain record a deal: its clauses with how each was placed, and its facts with why."""
    return [
        _deal(trace, draft, deal, patterns)
        for draft, deal in zip(trace.reading.kept, trace.reading.deals, strict=True)
    ]


def _deal(trace: Trace, draft: Draft, deal: Deal, patterns: Path | None) -> Explanation:
    text = trace.article.text
    clauses = [
        {
            "words": _short(text[m.start : m.end]),
            "rule": rule_name(m.rule, patterns),
            "placed": m.placed,
            "kind": m.kind,
            "status": m.status,
            "groups": bracketed(m.elems),
        }
        for m in draft.mentions
    ]
    return {
        "kind": deal.kind,
        "status": deal.status,
        "prominence": deal.prominence,
        "kind_votes": dict(sorted(draft.kinds.items())) or {draft_kind(draft): 0},
        "stages_told": list(draft.statuses),
        "clauses": clauses,
        "facts": [*_parties(draft, deal, patterns), *_others(text, deal, patterns)],
    }


def _parties(draft: Draft, deal: Deal, patterns: Path | None) -> Iterator[Explanation]:
    sides = group_sides(draft.votes)
    for party in deal.parties:
        side = next((s for s in sides if s.org.display == party.name), None)
        votes = side.votes if side else []
        yield {
            "field": "party",
            "fact": f"{party.name} ({party.country or '?'}): {party.role}",
            "why": [
                f"{v.role} {v.weight:.1f} by {rule_name(v.rule, patterns)}: {v.elem.text!r}"
                for v in votes
            ],
        }


def _others(text: str, deal: Deal, patterns: Path | None) -> Iterator[Explanation]:
    for item in deal.items:
        count = f"{item.quantity} x " if item.quantity is not None else ""
        yield _fact("item", f"{count}{item.name} ({item.category})", item.evidence, text, patterns)
    for value in deal.values:
        words = f"{value.amount:,.0f} {value.currency} ({value.kind}, {value.qualifier})"
        yield _fact("value", words, value.evidence, text, patterns)
    for date in deal.dates:
        yield _fact("date", f"{date.kind} {date.date}", date.evidence, text, patterns)
    for duty in deal.obligations:
        words = f"{duty.obligor or '?'}: {duty.text} ({duty.kind}, {duty.modality})"
        yield _fact("obligation", words, duty.evidence, text, patterns)


def _fact(
    field: str, words: str, evidence: tuple[Evidence, ...], text: str, patterns: Path | None
) -> Explanation:
    why = [
        f"{rule_name(e.rule or '', patterns)}: ... {_around(text, e.start, e.end)} ..."
        for e in evidence
    ]
    return {"field": field, "fact": words, "why": why}


def _around(text: str, start: int, end: int) -> str:
    """The words of a fact between their neighbours, on one line."""
    left, right = text[max(0, start - 40) : start], text[end : end + 40]
    return " ".join(f"{left}>>{text[start:end]}<<{right}".split())


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WIDTH else words[: _WIDTH - 3] + "..."


def lines(explanations: list[Explanation], only: int | None = None) -> Iterator[str]:
    """The explanations as lines of text; ``only``: of the deal with this number (from 1)."""
    for number, deal in enumerate(explanations, 1):
        if only is not None and number != only:
            continue
        yield f"Deal {number}: {deal['kind']}, {deal['status']}, {deal['prominence']}"
        yield f"  kind told by clauses: {deal['kind_votes']}; stages told: {deal['stages_told']}"
        for clause in deal["clauses"]:
            yield f"  clause: {clause['words']}"
            yield f"    rule {clause['rule']}; {clause['placed']}"
            yield f"    groups: {clause['groups']}"
        for fact in deal["facts"]:
            yield f"  {fact['field']}: {fact['fact']}"
            for why in fact["why"]:
                yield f"    {why}"
