"""Verbs that may tell of a gift, ``give``, ``promise``, ``present``: whether they do."""

from __future__ import annotations

from pipeline import rule_ids, schema
from pipeline.clause_words import NO_GOODS
from pipeline.groups import Elem

_GIVEN_REACH = 6  # elements from a verb of giving to what is given
_GIVEN_ENDS = frozenset("to with for by and but that of on in from".split())
_FURTHER = frozenset("a an another further more some up to about".split())
_BEFORE_GIVEN = frozenset({"party", "quantity", "adj"})


def giving_goods(
    elems: list[Elem], i: int, records: tuple[schema.Trigger, ...]
) -> tuple[schema.Trigger, ...]:
    """Of the rules that the verb at ``i`` may stand for those that are left: ``gave an assurance``
    is no gift.
    """
    ids = {r.id for r in records}
    if rule_ids.DONATE in ids:
        if _gives_no_goods(elems, i):
            records = tuple(r for r in records if r.id != rule_ids.DONATE)
            return () if elems[i].low == "given" else records
        if elems[i].low.startswith("promis") and not _promises_goods(elems, i):
            return ()
    if rule_ids.PRESENT in ids and not _presents(elems, i):
        records = tuple(r for r in records if r.id != rule_ids.PRESENT)
    return records


def _gives_no_goods(elems: list[Elem], i: int) -> bool:
    """``gave an assurance``, ``sent Washington a letter``: what is given is no goods."""
    for elem in elems[i + 1 : i + 1 + _GIVEN_REACH]:
        if elem.low.split(" ", 1)[0] in NO_GOODS:
            return True
        if elem.kind in ("item", "quantity") or elem.low in _GIVEN_ENDS:
            return False
    return False


def _promises_goods(elems: list[Elem], i: int) -> bool:
    """``promised Ukraine four launchers``: counted goods, to a state or right behind the verb."""
    k = i + 1
    while k < len(elems) and (elems[k].kind in _BEFORE_GIVEN or elems[k].low in _FURTHER):
        k += 1
    return k < len(elems) and elems[k].kind == "item"


def _presents(elems: list[Elem], i: int) -> bool:
    """``presented the army with 12 trucks``: a public body right before ``with``."""
    if i and elems[i + 1 : i + 2] and elems[i + 1].low == "with":
        return elems[i - 1].low in ("was", "were", "been", "be")  # "was presented with two boats"
    for k in range(i + 1, min(len(elems) - 1, i + _GIVEN_REACH)):
        if elems[k + 1].low == "with":
            org = elems[k].org
            return elems[k].kind == "party" and org is not None and org.is_public
    return False
