"""Words that stand for a deal named before: ``contracts ... one with Thales, another with BAE``."""

from __future__ import annotations

from dataclasses import replace

from pipeline import schema
from pipeline.clauses import noun_like
from pipeline.groups import Elem
from pipeline.rule_ids import SIGNED_NOUNS

_STANDING = frozenset({"one", "another"})
_BEHIND = frozenset({"with", "worth", "valued", "from"})


def stand_in(elems: list[Elem]) -> list[Elem]:
    """The elements, with each ``one`` that stands for a deal as the noun it stands for.

    Only where the same sentence names a deal before, and parties or a price follow.
    """
    if not any(e.low in _STANDING for e in elems):
        return elems
    noun: Elem | None = None
    found: list[Elem] = []
    for i, elem in enumerate(elems):
        if elem.kind == "trigger" and _is_deal(elem) and (not i or elems[i - 1].low != "to"):
            noun = elem
        elif noun is not None and elem.low in _STANDING and _goes_on(elems, i):
            elem = replace(elem, kind="trigger", ent=noun.ent)
        found.append(elem)
    return found


def _is_deal(elem: Elem) -> bool:
    """Whether an element is a noun for a contract."""
    if not noun_like(elem) or elem.ent is None:
        return False
    records = (e.record for e in elem.ent.entries)
    return any(isinstance(r, schema.Trigger) and r.id in SIGNED_NOUNS for r in records)


def _goes_on(elems: list[Elem], i: int) -> bool:
    """Whether a party or a price is told behind the word at ``i``."""
    return i + 1 < len(elems) and (elems[i + 1].low in _BEHIND or elems[i + 1].kind == "money")
