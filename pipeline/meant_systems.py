"""Which names that are ordinary codes or words too mean a system: ``a single C295``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline import schema
from pipeline.elements import Elem
from pipeline.entities import Ent
from pipeline.grammar import DROPPED_ADJECTIVES, POINTING

_CODE = re.compile(r"[a-z]{1,3}-?\d{2,4}[a-z]?$")
_CIVIL_CODES = ("a3", "b7", "c9", "e1", "q4", "d3", "s80", "r4", "r6", "p68", "p180", "f50", "f70")
_BEFORE_CODE = frozenset("a an new more of single another second".split())
_CONTEXT_KINDS = frozenset({"equip", "designation", "quantity", "system"})
_MOST_BETWEEN = 3  # adjectives


def shown_systems(ents: Sequence[Ent], text: str) -> frozenset[str]:
    """Names that stand right before a type word somewhere in the article (``M346 trainers``).

    What is a system in one place is one all over the article.
    """
    found = set()
    for ent, after in pairwise(ents):
        beside = after.label == "equip" and text[ent.end : after.start] == " "
        if beside and ent.label == "system":
            found.add(ent.text.lower())
    return frozenset(found)


def means_system(elems: list[Elem], i: int, shown: frozenset[str] = frozenset()) -> bool:
    """Whether an ambiguous system name is meant as a system here."""
    ent = elems[i].ent
    if ent is None or elems[i].kind != "system":
        return True
    systems = [e.record for e in ent.entries if isinstance(e.record, schema.System)]
    if not all(s.context for s in systems) or elems[i].low in shown:
        return True
    k = i - 1  # "two more Black Hawks"
    while k > 0 and i - k < _MOST_BETWEEN and elems[k].low in DROPPED_ADJECTIVES:
        k -= 1
    around = (elems[k : k + 1] if i else []) + elems[i + 1 : i + 3]
    return any(e.kind in _CONTEXT_KINDS for e in around) or _told_as_goods(elems, i)


def _told_as_goods(elems: list[Elem], i: int) -> bool:
    """``the M346``, ``Boeing's Chinook``: a code behind an article, a name behind its maker."""
    if i == 0:
        return False
    before, name = elems[i - 1], elems[i].low
    if before.kind == "party" and before.org is not None:
        return before.org.kind == "company" and before.possessive
    coded = _CODE.match(name) is not None and not name.startswith(_CIVIL_CODES)
    return coded and (before.low in POINTING or before.low in _BEFORE_CODE)
