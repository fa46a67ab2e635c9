"""The members of a team beside the team: ``the X consortium, formed by A and B``."""

from __future__ import annotations

from pipeline.clause_words import TEAMS
from pipeline.elements import is_firm
from pipeline.groups import Elem
from pipeline.subjects import coordinate_right

_FORMED = frozenset(
    "formed comprising comprised composed consisting made uniting grouping between".split()
)


def join_members(elems: list[Elem]) -> list[Elem]:
    """``the X consortium, formed by A and B, signed``: the members stand beside their team."""
    for i, elem in enumerate(elems):
        if elem.low not in TEAMS or i + 3 >= len(elems):
            continue
        k = i + 1 + (elems[i + 1].text == ",")
        if elems[k].low not in _FORMED:
            continue
        first = next((j for j in range(k + 1, min(len(elems), k + 4)) if is_firm(elems[j])), 0)
        if not first:
            continue
        last = coordinate_right(elems, first)[-1]
        behind = last + 1 + (last + 1 < len(elems) and elems[last + 1].text == ",")
        comma = Elem("punct", elems[k].start, elems[k].end, ",", ",")
        return [*elems[: i + 1], comma, *elems[first : last + 1], *elems[behind:]]
    return elems
