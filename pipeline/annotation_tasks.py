"""Records to pre-labelled tasks for Label Studio.

In: records with their texts. Out: the list of tasks to import there, each with the record's facts
as a prediction. What region ids tell (``d1-parties-2-1``: deal, field, fact, evidence) is the order
of facts and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline import __version__
from pipeline.annotation_config import (
    BY_NAME,
    LABEL_CONTROL,
    LABELS,
    MORE,
    OBLIGEE,
    OBLIGOR,
    OF,
    TEXT,
    UNPLACED,
    Label,
)
from pipeline.records import ArticleRecord, Deal, Evidence, Obligation

_FIRST_LINE = 80
Results = Iterator[dict[str, Any]]


def tasks_file(found: Iterable[ArticleRecord]) -> bytes:
    """The tasks of records as a JSON file; raises ``ValueError`` as ``task`` does."""
    listed = [task(record) for record in found]
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def task(record: ArticleRecord) -> dict[str, Any]:
    """One article as a task.

    Raises ``ValueError`` where a fact's evidence is not in the text at the place that it names.
    """
    text = record.text or ""
    about = {
        "article": record.id,
        "title": record.title,
        "published": record.published,
        "source": record.source,
    }
    result = [
        part for number, deal in enumerate(record.deals, 1) for part in _deal(record, number, deal)
    ]
    return {
        "data": {TEXT: text} | {key: value for key, value in about.items() if value is not None},
        "predictions": [{"model_version": f"dealfacts-{__version__}", "result": result}],
    }


def _deal(record: ArticleRecord, number: int, deal: Deal) -> Results:
    own = f"d{number}-deal-1"
    yield from _fact(record, BY_NAME["Deal"], own, deal, {})
    parties = {
        party.name: f"d{number}-parties-{place}-1"
        for place, party in reversed(list(enumerate(deal.parties, 1)))
    }
    for label in LABELS:
        for place, fact in enumerate(getattr(deal, label.facts) if label.facts else (), 1):
            name = f"d{number}-{label.facts}-{place}"
            tied = _sides(fact, parties) if isinstance(fact, Obligation) else {}
            yield from _fact(record, label, name, fact, tied)
            yield _relation(f"{name}-1", f"{own}-1", OF)
            for relation, party in tied.items():
                yield _relation(f"{name}-1", party, relation)


def _sides(fact: Obligation, parties: dict[str, str]) -> dict[str, str]:
    """Obligor and obligee that are parties of the deal, by relation."""
    sides = {OBLIGOR: fact.obligor, OBLIGEE: fact.obligee}
    return {name: parties[side] for name, side in sides.items() if side and side in parties}


def _fact(
    record: ArticleRecord, label: Label, name: str, fact: Any, tied: dict[str, str]
) -> Results:
    """The regions of a fact; the first one, ``NAME-1``, carries its answers."""
    text = record.text or ""
    places: tuple[Evidence, ...] = fact.evidence
    for place in places:
        if text[place.start : place.end] != place.quote:
            raise ValueError(
                f"{record.id}: {place.quote!r} is not at {place.start}-{place.end} of the text"
            )
    first = places[0] if places else _handle(text, label, fact)
    yield from _region(f"{name}-1", label, first)
    yield from _answers(f"{name}-1", label, fact, first, tied)
    if not places:
        yield _result(f"{name}-1", label.place, "choices", first, {"choices": [UNPLACED]})
    for number, place in enumerate(places[1:], 2):
        yield from _region(f"{name}-{number}", label, place)
        yield _relation(f"{name}-{number}", f"{name}-1", MORE)


def _handle(text: str, label: Label, fact: Any) -> Evidence:
    """A place for a fact without evidence: where its words stand, else the first line."""
    for question in label.questions:
        words: str = getattr(fact, question.field) if question.words else ""
        start = text.find(words) if words else -1
        if start >= 0:
            return Evidence(start, start + len(words), words)
    end = min(len(text.partition("\n")[0]) or 1, _FIRST_LINE)
    return Evidence(0, end, text[:end])


def _region(name: str, label: Label, place: Evidence) -> Results:
    region = _result(name, LABEL_CONTROL, "labels", place, {"labels": [label.name]})
    yield region | ({"meta": {"text": [place.rule]}} if place.rule else {})


def _answers(name: str, label: Label, fact: Any, place: Evidence, tied: dict[str, str]) -> Results:
    for question in label.questions:
        told = getattr(fact, question.field)
        if told is None or told == () or question.field in tied:
            continue
        if question.words and told == place.quote:
            continue
        control = label.control(question)
        if question.codes:
            yield _result(name, control, "choices", place, {"choices": [told]})
        else:
            entries = list(told) if question.many else [_written(told)]
            yield _result(name, control, "textarea", place, {"text": entries})


def _written(told: str | float) -> str:
    if isinstance(told, float) and told.is_integer():
        return str(int(told))
    return str(told)


def _result(
    name: str, control: str, kind: str, place: Evidence, value: dict[str, Any]
) -> dict[str, Any]:
    where = {"start": place.start, "end": place.end, "text": place.quote}
    return {
        "id": name,
        "from_name": control,
        "to_name": TEXT,
        "type": kind,
        "value": where | value,
    }


def _relation(tail: str, head: str, label: str) -> dict[str, Any]:
    return {
        "type": "relation",
        "from_id": tail,
        "to_id": head,
        "direction": "right",
        "labels": [label],
    }
