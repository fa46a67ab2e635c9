"""Sums and dates of table rows and labelled lines: ``| Deal Value | $3.8 Billion |``."""

from __future__ import annotations

import re

from pipeline.article import Article
from pipeline.context import Hits
from pipeline.dates import DateSpan
from pipeline.drafts import Draft, Sentence, add_value, draft_kind
from pipeline.facts import Around, value_kind, value_of
from pipeline.groups import Elem
from pipeline.labels import labels
from pipeline.money import Money
from pipeline.records import DateKind, DealDate, Evidence

_VALUE_LABEL = re.compile(r"\b(?:value|price|cost|worth|amount|sum)\b", re.IGNORECASE)
_DATE_LABELS: tuple[tuple[re.Pattern[str], DateKind], ...] = (
    (re.compile(r"complet|expir|end date|end of contract|validity", re.I), "completion"),
    (re.compile(r"deliver", re.IGNORECASE), "delivery"),
    (
        re.compile(
            r"sign|award|contract date|date of (?:the )?contract|conclu|execution date", re.I
        ),
        "signed",
    ),
    (re.compile(r"announce", re.IGNORECASE), "announced"),
    (re.compile(r"approv", re.IGNORECASE), "approved"),
    (re.compile(r"start|begin|commence|effective", re.IGNORECASE), "start"),
)


def tells_value(label: str) -> bool:
    """Whether a label announces a sum."""
    return _VALUE_LABEL.search(label) is not None


def date_kind_of(label: str) -> DateKind | None:
    """The kind of the dates that a label announces."""
    return next((kind for pattern, kind in _DATE_LABELS if pattern.search(label)), None)


def table_facts(article: Article, sentences: list[Sentence], draft: Draft, cues: Hits) -> None:
    """Add the sums and dates of labelled table rows to the article's main deal."""
    lines = _by_block(sentences)
    for index, block in enumerate(article.blocks):
        if block.kind != "table_row" or len(block.cells) < 2 or index not in lines:
            continue
        first, *rest = block.cells
        label = article.text[first[0] : first[1]]
        elems = [e for s in lines[index] for e in s.elems if any(a <= e.start < b for a, b in rest)]
        _row(article.text, label, elems, draft, cues)


def line_facts(article: Article, sentences: list[Sentence], draft: Draft, cues: Hits) -> None:
    """Add the sums and dates of labelled lines ("Contract value: ...") to the main deal."""
    lines = _by_block(sentences)
    for label in labels(article):
        if article.blocks[label.block].kind == "table_row":
            continue
        elems = [
            e
            for s in lines.get(label.block, ())
            for e in s.elems
            if label.start <= e.start < label.end
        ]
        _row(article.text, label.label, elems, draft, cues)


def _by_block(sentences: list[Sentence]) -> dict[int, list[Sentence]]:
    found: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.block, []).append(sentence)
    return found


def _row(text: str, label: str, elems: list[Elem], draft: Draft, cues: Hits) -> None:
    for elem in elems:
        value = elem.ent.value if elem.ent else None
        evidence = (Evidence(elem.start, elem.end, text[elem.start : elem.end], "table.label"),)
        if isinstance(value, Money) and tells_value(label):
            around = Around.of(text, cues, elem, (elem.start, elem.end))
            kind = value_kind(around, value, draft_kind(draft))
            add_value(draft.values, value_of(text, elem, value, kind, "table.label"))
        elif isinstance(value, DateSpan) and value.edtf:
            found = date_kind_of(label)
            fact = DealDate(found, value.edtf, evidence) if found else None
            if fact and all((d.kind, d.date) != (fact.kind, fact.date) for d in draft.dates):
                draft.dates.append(fact)
