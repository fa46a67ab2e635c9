"""Words that stand for a deal named before: ``contracts ... one with Thales, another with BAE``."""

from __future__ import annotations

from dataclasses import replace

from pipeline import schema
from pipeline.clause_words import ARTICLES
from pipeline.clauses import noun_like
from pipeline.grammar import STOP
from pipeline.groups import Elem
from pipeline.rule_ids import SIGNED_NOUNS

_OF_TWO = frozenset({"former", "latter"})
# Words for a contract that the sentence named before.
STANDING = frozenset({"one", "another"})
_AWARDED_REACH = 4  # elements from "of" to what was awarded
_BEHIND = frozenset({"with", "worth", "valued", "from"})


def stand_in(elems: list[Elem]) -> list[Elem]:
    """The elements, with each ``one`` that stands for a deal as the noun it stands for.

    Only where the same sentence names a deal before, and parties or a price follow.
    """
    lows = [e.low for e in elems]
    if not _OF_TWO.isdisjoint(lows):
        elems = _of_two(elems)
    if "award" in lows:
        elems = _without_award(elems)
    if STANDING.isdisjoint(lows):
        return elems
    noun: Elem | None = None
    found: list[Elem] = []
    for i, elem in enumerate(elems):
        if elem.kind == "trigger" and _is_deal(elem) and (not i or elems[i - 1].low != "to"):
            noun = elem
        elif noun is not None and elem.low in STANDING and _goes_on(elems, i):
            elem = replace(elem, kind="trigger", ent=noun.ent)
        found.append(elem)
    return found


def _without_award(elems: list[Elem]) -> list[Elem]:
    """``announced the award of a contract``: as if the contract were announced."""
    for i in range(1, len(elems) - 3):
        if elems[i].low != "award" or elems[i - 1].low != "the" or elems[i + 1].low != "of":
            continue
        behind = elems[i + 2 : i + 2 + _AWARDED_REACH]
        noun = next((e for e in behind if e.kind in ("trigger", "party", "punct")), None)
        if noun is not None and noun_like(noun):
            return elems[: i - 1] + elems[i + 2 :]
    return elems


def _of_two(elems: list[Elem]) -> list[Elem]:
    """``Japan and the US agreed ... for the latter to export``: as if the party stood there."""
    found: list[Elem] = []
    for i, elem in enumerate(elems):
        named = [e for e in found if e.kind == "party" and e.org is not None and not e.possessive]
        alone = i + 1 == len(elems) or elems[i + 1].kind == "punct" or elems[i + 1].low in STOP
        if elem.low in _OF_TWO and len(named) > 1 and elems[i - 1].low == "the" and alone:
            first, second = named[:2]
            org = first.org if elem.low == "former" else second.org
            elem = replace(elem, kind="party", org=org, country=org.country if org else None)
        found.append(elem)
    return found


def _is_deal(elem: Elem) -> bool:
    """Whether an element is a noun for a contract."""
    if not noun_like(elem) or elem.ent is None:
        return False
    records = (e.record for e in elem.ent.entries)
    return any(isinstance(r, schema.Trigger) and r.id in SIGNED_NOUNS for r in records)


def _goes_on(elems: list[Elem], i: int) -> bool:
    """Whether a party, counted goods or a price is told behind the word at ``i``."""
    if i + 2 < len(elems) and elems[i + 1].low == "for":
        k = i + 3 if elems[i + 2].low in ARTICLES else i + 2
        return k < len(elems) and elems[k].kind in ("quantity", "item")
    return i + 1 < len(elems) and (elems[i + 1].low in _BEHIND or elems[i + 1].kind == "money")
