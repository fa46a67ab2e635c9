"""Why words of an article are no fact of a deal: what they were taken for, and what failed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.context import Hits
from pipeline.dates import DateSpan
from pipeline.day_facts import date_kind
from pipeline.drafts import Sentence
from pipeline.elements import Elem
from pipeline.entities import Ent
from pipeline.facts import Around, is_value
from pipeline.mentions import Mention
from pipeline.money import Money
from pipeline.standing import why_dropped
from pipeline.trace import Trace, bracketed, rule_name

Answer = dict[str, Any]
_MOST = 5  # places answered for


def whynot(trace: Trace, words: str, patterns: Path | None = None) -> list[Answer]:
    """One plain record a place where ``words`` stand; none where they stand nowhere."""
    tokens = words.split()
    if not tokens:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, tokens)), re.IGNORECASE)
    found = list(pattern.finditer(trace.article.text))[:_MOST]
    return [_answer(trace, m.start(), m.end(), patterns) for m in found]


def nearest(trace: Trace, words: str) -> str | None:
    """The wording of the text that is nearest to words that it does not have."""
    size = max(1, len(words.split()))
    tokens = trace.article.text.split()
    grams = dict.fromkeys(" ".join(tokens[i : i + size]) for i in range(len(tokens) - size + 1))
    close = difflib.get_close_matches(words, grams, n=1, cutoff=0.6)
    return close[0] if close else None


def _answer(trace: Trace, start: int, end: int, patterns: Path | None) -> Answer:
    sentence = trace.sentence_at(start)
    elems = [e for e in sentence.elems if e.start < end and start < e.end] if sentence else []
    mentions = [m for m in sentence.mentions if m.start < end and start < m.end] if sentence else []
    text = trace.article.text
    return {
        "words": text[start:end],
        "place": [start, end],
        "sentence": " ".join(text[sentence.start : sentence.end].split()) if sentence else "",
        "groups": bracketed(sentence.elems) if sentence else "",
        "taken_for": [*_spans(trace.ents, start, end, patterns), *(_group(e) for e in elems)],
        "lost": list(_lost(trace, start, end, patterns)),
        "facts": list(_facts(trace, start, end)),
        "clauses": [_clause(trace, m, patterns) for m in mentions],
        "why": list(_why(trace, sentence, elems, mentions)),
    }


def _spans(ents: list[Ent], start: int, end: int, patterns: Path | None) -> Iterator[str]:
    for ent in ents:
        if ent.start < end and start < ent.end:
            rules = [e.record.id for e in ent.entries] or [ent.rule or "shape"]
            named = ", ".join(rule_name(r, patterns) for r in dict.fromkeys(rules))
            yield f"span {ent.label} {ent.text!r} by {named}"


def _group(elem: Elem) -> str:
    return f"group {elem.kind} {elem.text!r}"


def _lost(trace: Trace, start: int, end: int, patterns: Path | None) -> Iterator[str]:
    """Spans over the words that a longer or stronger one displaced."""
    kept = {(e.start, e.end, e.label) for e in trace.ents}
    for ent in trace.raw:
        if ent.start < end and start < ent.end and (ent.start, ent.end, ent.label) not in kept:
            winner = next((e for e in trace.ents if e.start < ent.end and ent.start < e.end), None)
            by = f" to {winner.label} {winner.text!r}" if winner else ""
            yield f"span {ent.label} {ent.text!r} lost{by}"


def _facts(trace: Trace, start: int, end: int) -> Iterator[str]:
    """Facts that the words are evidence of."""
    for number, deal in enumerate(trace.reading.deals, 1):
        groups: dict[str, tuple[Any, ...]] = {
            "party": deal.parties,
            "item": deal.items,
            "value": deal.values,
            "date": deal.dates,
            "obligation": deal.obligations,
        }
        for name, facts in groups.items():
            for fact in facts:
                if any(e.start < end and start < e.end for e in fact.evidence):
                    told = getattr(fact, "role", getattr(fact, "kind", ""))
                    yield f"deal {number}: {name} {told}".rstrip()


def _clause(trace: Trace, mention: Mention, patterns: Path | None) -> Answer:
    draft = trace.draft_of(mention)
    dropped = why_dropped(draft, trace.cues) if draft is not None else None
    placed = mention.placed or "none: the clause adds to no deal"
    slots = [
        f"{rule_name(t.record.id, patterns)}: "
        + ", ".join(f"{slot} = {role}" for slot, role in t.record.roles.items() if role)
        for t in mention.triggers
    ]
    return {
        "rule": rule_name(mention.rule, patterns),
        "placed": placed + (f"; the deal was dropped: {dropped}" if dropped else ""),
        "votes": [f"{v.org.display}: {v.role} {v.weight:.1f}" for v in mention.votes],
        "goods": [i.name for i, _ in mention.items],
        "slots": slots,
    }


def _why(
    trace: Trace, sentence: Sentence | None, elems: list[Elem], mentions: list[Mention]
) -> Iterator[str]:
    """What failed, nearest first."""
    if trace.gated:
        yield "the article has no word of defence, so it was let go unread"
        return
    if sentence is None or not sentence.elems:
        yield "their sentence has no deal word, sum or date, so it was not parsed"
        return
    for elem in elems:
        yield from _why_element(trace.article.text, trace.cues, sentence, elem)
    if not mentions:
        yield "no deal word of their sentence has them in its clause"
    for mention in mentions:
        used = any(v.elem in elems for v in mention.votes) or any(
            i is e.item for i, _ in mention.items for e in elems
        )
        if not used:
            yield f"the clause of {mention.rule} leaves them out: they fill none of its slots"
        elif trace.draft_of(mention) is None:
            yield f"the clause of {mention.rule} came to no deal ({mention.placed})"


def _why_element(text: str, cues: Hits, sentence: Sentence, elem: Elem) -> Iterator[str]:
    value = elem.ent.value if elem.ent is not None else None
    around = Around.of(text, cues, elem, sentence.bounds)
    if isinstance(value, Money) and not is_value(around):
        yield f"the sum {elem.text!r} stands by words of a budget or result, or by none of a price"
    elif isinstance(value, DateSpan):
        if value.edtf is None:
            yield f"the date {elem.text!r} cannot be resolved (is the day of publication known?)"
        elif date_kind(around) is None:
            yield f"no word near the date {elem.text!r} tells what happened then"
    elif elem.kind == "name":
        yield f"{elem.text!r} is a name that nothing tells to be a firm (see companies.jsonl)"
    elif elem.kind == "word":
        yield f"{elem.text!r} is a plain word (type words: equipment.jsonl, names: systems.jsonl)"


def lines(answers: list[Answer]) -> Iterator[str]:
    """The answers as lines of text."""
    for answer in answers:
        yield f"{answer['words']!r} at {answer['place'][0]}-{answer['place'][1]}"
        yield f"  sentence: {answer['sentence']}"
        yield f"  groups: {answer['groups']}"
        for title in ("taken_for", "lost", "facts", "why"):
            for line in answer[title]:
                yield f"  {title.replace('_', ' ')}: {line}"
        for clause in answer["clauses"]:
            yield f"  clause of {clause['rule']}: {clause['placed']}"
            for key in ("votes", "goods", "slots"):
                if clause[key]:
                    yield f"    {key}: {'; '.join(clause[key])}"
