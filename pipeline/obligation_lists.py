"""Undertakings of list items and of table rows."""

from __future__ import annotations

import re

from pipeline.obligation_found import Found, Source, clause_end, make
from pipeline.obligation_kinds import noun_kind
from pipeline.obligation_nouns import OPTION
from pipeline.obligation_sentences import SignedSentence
from pipeline.obligation_verbs import Verbs
from pipeline.records import Modality, ObligationKind

# A list item that begins with a verb: "1. training 300 technicians", "Rafael: deliver the first".
_ITEM = re.compile(
    r"\W*(?:\d{1,2}[.)]\s*)?(?:[A-Z][\w .&’-]{1,40}:\W*)?(?P<rest>(?P<verb>[A-Za-z][a-z-]+)"
    r"(?=(?: (?:over|up|out))? "
    r"(?:an?|the|its|their|all|some|at least|up to|\d|[a-z-]+ing\b|[a-z]+ [a-z]))"
    r"[^;\n]*)"
)
_CELL = re.compile(r"[^|\n]+")
# A table row: "| Training | 60 sailors to be trained in La Spezia |".
_ROW_VERB = re.compile(r"\bto (?P<be>be )?(?P<verb>[a-z-]+)\b")
_ROW_LABEL = re.compile(
    r"training|support|maintenance|warranty|transfer|offset|payment|local", re.IGNORECASE
)
_ROW_OPTION = re.compile(r"\boptions?\b", re.IGNORECASE)


def listed(verbs: Verbs, sentence: SignedSentence) -> list[Found]:
    """A list item that begins with what is to be done: ``training 300 technicians``."""
    match = _ITEM.match(sentence.text)
    if match is None:
        return []
    words = match.group("rest")
    verb = verbs.at(words)
    if verb is None or not _bare(match.group("verb")):
        return []
    first = sentence.start + match.start("rest")
    last = first + clause_end(words)
    source = verbs.source_of(verb, sentence.whole[first:last])
    found = make(sentence.whole, first, last, source, "binding", "")
    return verbs.parted(sentence.whole, found) if found is not None else []


def row(verbs: Verbs, text: str, start: int, end: int) -> list[Found]:
    """The undertaking of a table row of a label and its words in ``text[start:end]``."""
    cells = [m for m in _CELL.finditer(text, start, end) if m.group().strip()]
    if len(cells) != 2:
        return []
    label, value = cells[0].group(), cells[1].group()
    first = cells[1].start() + len(value) - len(value.lstrip())
    last = cells[1].start() + len(value.rstrip())
    verb = _ROW_VERB.search(value)
    known = verb is not None and verb.group("verb") in verbs.kinds
    modality: Modality = "conditional" if _ROW_OPTION.search(label) else "binding"
    source: Source
    if verb is not None and known:
        word = verb.group("verb")
        source = (verbs.kinds[word], verbs.rules[word])
        if not verb.group("be"):
            first = cells[1].start() + verb.start("verb")
    elif modality == "conditional":
        source = OPTION
    else:
        kind = _label_kind(label)
        if kind is None:
            return []
        source = (kind, "obligation.row")
    found = make(text, first, last, source, modality, "")
    return [found] if found is not None else []


def _label_kind(label: str) -> ObligationKind | None:
    kind = noun_kind(label) if _ROW_LABEL.search(label) else None
    return "production" if kind is None and "local" in label.lower() else kind


def _bare(verb: str) -> bool:
    """Whether a verb stands as in a list of tasks: "train", "Training"; not "trained".

    "Train more crews" with a capital is advice.
    """
    return verb.endswith("ing") or (verb.islower() and not verb.endswith(("ed", "s")))
