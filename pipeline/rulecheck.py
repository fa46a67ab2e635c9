"""Run the examples that rules carry: every ``yes`` must come out, every ``no`` must not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pipeline import schema
from pipeline.context import Cues
from pipeline.lexicon import build_lexicon
from pipeline.records import Deal
from pipeline.rules import RuleError, load_jsonl

T = TypeVar("T", bound=schema.Record)
_ROLES = ("buyer", "seller", "partner", "approver", "end_user", "subcontractor")


def check(user_dir: Path | None = None) -> list[str]:
    """Problems of the bundled rules with those of ``user_dir`` merged over them, one line each.

    An empty list means that every file loads and every example holds. The first broken file ends
    the check, since nothing can be compiled from it.
    """
    try:
        build_lexicon(user_dir)
        return list(_problems(user_dir))
    except RuleError as error:
        return [str(error)]


def _problems(user_dir: Path | None) -> Iterator[str]:
    yield from _designations(load_jsonl("designations.jsonl", schema.Designation, user_dir))
    yield from _cues(load_jsonl("cues.jsonl", schema.Cue, user_dir))
    for trigger in load_jsonl("triggers.jsonl", schema.Trigger, user_dir):
        yield from deal_problems(trigger.id, trigger.yes, trigger.no, user_dir)
    for cue in load_jsonl("role_cues.jsonl", schema.RoleCue, user_dir):
        yield from deal_problems(cue.id, cue.yes, cue.no, user_dir)
    for verb in load_jsonl("obligations.jsonl", schema.ObligationVerb, user_dir):
        yield from _obligations(verb, user_dir)


def _designations(records: list[schema.Designation]) -> Iterator[str]:
    for record in records:
        pattern = re.compile(record.regex)
        for text in record.yes:
            match = pattern.search(text)
            if match is None:
                yield f"{record.id}: not found in {text!r}"
        for text in record.no:
            if pattern.search(text):
                yield f"{record.id}: found in {text!r}"


def _cues(records: list[schema.Cue]) -> Iterator[str]:
    for record in records:
        cues = Cues([record])
        for text in record.yes:
            if not cues.find(text).count(record.sense):
                yield f"{record.id}: not found in {text!r}"
        for text in record.no:
            if cues.find(text).count(record.sense):
                yield f"{record.id}: found in {text!r}"


def deal_problems(
    rule: str,
    yes: tuple[schema.DealExample, ...],
    no: tuple[str, ...],
    user_dir: Path | None = None,
) -> Iterator[str]:
    """What the examples of one deal rule lack when the whole pipeline reads them."""
    from pipeline import extract

    for example in yes:
        deals = extract(example.text, "2024-06-12", patterns=user_dir).deals
        missing = min((list(_missing(example, d)) for d in deals), key=len, default=["a deal"])
        if missing:
            yield f"{rule}: {', '.join(missing)} not found in {example.text!r}"
    for text in no:
        if extract(text, "2024-06-12", patterns=user_dir).deals:
            yield f"{rule}: a deal found in {text!r}"


def _missing(example: schema.DealExample, deal: Deal) -> Iterator[str]:
    for role in _ROLES:
        names = [p.name for p in deal.parties if p.role == role]
        for wanted in getattr(example, role, ()):
            if wanted not in names:
                yield f"{role} {wanted!r}"
    for wanted in example.item:
        if not any(wanted in item.name for item in deal.items):
            yield f"item {wanted!r}"
    if example.kind and deal.kind != example.kind:
        yield f"kind {example.kind}"
    if example.status and deal.status != example.status:
        yield f"status {example.status}"


def _obligations(record: schema.ObligationVerb, user_dir: Path | None) -> Iterator[str]:
    from pipeline import extract

    def kinds(text: str) -> set[str]:
        deals = extract(text, "2024-06-12", patterns=user_dir).deals
        return {o.kind for d in deals for o in d.obligations}

    for text in record.yes:
        if record.kind not in kinds(text):
            yield f"{record.id}: no {record.kind} obligation in {text!r}"
    for text in record.no:
        if record.kind in kinds(text):
            yield f"{record.id}: a {record.kind} obligation in {text!r}"
