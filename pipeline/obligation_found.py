"""What is found of an undertaking, and where its words end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline import obligation_patterns as patterns
from pipeline.records import Evidence, Modality, Obligation, ObligationKind

# The kind of an undertaking and the id of the rule that found it.
Source = tuple[ObligationKind, str]
_LONGEST = 420  # characters of an undertaking
_CUT_REACH = 2 * _LONGEST
_AND = re.compile(" and ")
_JOINTS = 4  # places looked at where a clause with its own subject may begin
_STOPS = frozenset(",;:")
_SUBJECT = 80  # characters of that subject


@dataclass(frozen=True, slots=True)
class Found:
    """An undertaking with where its clause begins and the words before it in the sentence."""

    obligation: Obligation
    start: int
    subject: str


def make(
    text: str, first: int, last: int, source: Source, modality: Modality, subject: str
) -> Found | None:
    """The undertaking ``text[first:last]``, or None if its words are too few, many or vague."""
    while last > first and text[last - 1] in " ,.;:-–—":
        last -= 1
    words = text[first:last]
    if words[:1] in _STOPS:
        return None  # "would include, of unspecified types: radios": an aside
    fewest = 3 if words.startswith("be ") else 2  # "be delivered" alone says nothing
    if len(words.split()) < fewest or len(words) > _LONGEST or patterns.NO_TASK.match(words):
        return None
    if patterns.EFFECT.search(words[:60]):
        return None
    kind, rule = source
    evidence = Evidence(first, last, words, rule)
    return Found(Obligation(kind, words, modality=modality, evidence=(evidence,)), first, subject)


def cut(words: str) -> int:
    """Where the clause of undertaking at the start of ``words`` ends."""
    # An undertaking as long as that is none, so that there is no need to look further.
    match = patterns.CUT.search(words, 3, _CUT_REACH)
    return match.start() if match else len(words)


def inside(item: Found, found: Sequence[Found]) -> bool:
    """Whether ``item`` shares characters with one of ``found``."""
    e = item.obligation.evidence[0]
    spans = (f.obligation.evidence[0] for f in found)
    return any(span.start < e.end and e.start < span.end for span in spans)


def clause_end(clause: str) -> int:
    """Where ``clause`` ends: as others do, or where the next one with its own subject begins."""
    end = cut(clause)
    for joint in islice(_AND.finditer(clause, 4, end), _JOINTS):
        after = joint.end()
        modal = patterns.MODAL.search(clause, after, min(end, after + _SUBJECT))
        if modal is not None:
            words = clause[after : modal.start()].removeprefix("that ")
            alone = " and " not in words and not patterns.RELATIVE.search(words)
            if alone and set(words.split()) - patterns.JOINED:
                return joint.start()
    return end
