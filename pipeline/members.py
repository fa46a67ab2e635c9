"""Who is named as one of several: ``the X consortium, formed by A and B``, ``firms such as A``."""

from __future__ import annotations

from pipeline.clause_words import FIRM_GROUPS, STATE_GROUPS, TEAMS
from pipeline.elements import is_firm
from pipeline.groups import Elem
from pipeline.subjects import coordinate_right

_FORMED = frozenset(
    "formed comprising comprised composed consisting made uniting grouping between".split()
)

_TEAM_WORDS = (_FORMED - {"between"}) | frozenset("up of by the both".split())
_DASHES = frozenset({"-", "–", "—"})
_BEFORE_TEAM = frozenset("and with from to by between".split())
_STATES = STATE_GROUPS | {"neighbours", "neighbors"}
_FIRMS = FIRM_GROUPS | {"makers"}
# Before states "to" tells of all who ever bought: "exported to 30 countries, including Peru".
_GOVERNING = {"from": _STATES | _FIRMS, "with": _STATES | _FIRMS, "by": _STATES | _FIRMS}
_GOVERNING["to"] = _FIRMS
_NAMING = frozenset({"including", "as", "like"})
_GROUP_REACH = 6  # elements from the preposition to the noun
_NO_GROUP = frozenset({"trigger", "punct", "party", "item"})
_BEFORE_NAME = frozenset({"adj", "descriptor"})


def name_members(elems: list[Elem]) -> list[Elem]:
    """``from several firms, including A and B``: read as ``from A and B``."""
    lows = [e.low for e in elems]
    if _NAMING.isdisjoint(lows):
        return elems  # most sentences
    for i in range(len(elems) - 2, 1, -1):
        if lows[i] not in _NAMING or not _is_named(elems, i + 1):
            continue
        k = i - 1 - (lows[i] == "as" and lows[i - 1] == "such")
        k -= elems[k].text == ","
        begin = _group_start(elems, k) if k > 0 else 0
        if begin:
            return [*elems[:begin], *elems[i + 1 :]]
    return elems


def name_teams(elems: list[Elem]) -> list[Elem]:
    """``with a consortium comprising A and B``: read as ``with A and B``."""
    if TEAMS.isdisjoint(e.low for e in elems):
        return elems  # most sentences
    for i in range(len(elems) - 3, 1, -1):
        if elems[i].low not in TEAMS:
            continue
        begin = i - 1
        while begin > 0 and elems[begin].kind in ("adj", "descriptor"):
            begin -= 1
        end = i + 1
        while end < len(elems) and (elems[end].low in _TEAM_WORDS or _is_compound(elems[end])):
            end += 1
        leads = elems[begin].low in ("a", "an") and elems[begin - 1].low in _BEFORE_TEAM
        if leads and end > i + 1 and _is_named(elems, end):
            elems = [*elems[:begin], *elems[end:]]
    return elems


def drop_treasury(elems: list[Elem]) -> list[Elem]:
    """``the State Treasury - Armament Agency``: the body that signs for the state's purse."""
    for i in range(len(elems) - 3, -1, -1):
        purse, dash, body = elems[i : i + 3]
        if dash.text in _DASHES and purse.low.endswith("treasury") and body.kind == "party":
            elems = [*elems[:i], *elems[i + 2 :]]
    return elems


def _is_compound(elem: Elem) -> bool:
    """``the state-run Volta Group``: a word of what sort a firm is."""
    return elem.low == "the" or (elem.kind == "word" and "-" in elem.low)


def _is_named(elems: list[Elem], k: int) -> bool:
    """Whether a party stands at ``k``, an article and adjectives aside."""
    while k < len(elems) and (elems[k].low == "the" or elems[k].kind in _BEFORE_NAME):
        k += 1
    named = elems[k] if k < len(elems) else None
    return named is not None and named.kind in ("party", "name") and not named.possessive


def _group_start(elems: list[Elem], noun: int) -> int:
    """Index behind the preposition of the group whose noun is at ``noun``; 0 where there is none.

    Any word may stand between, and no verb, stop or name; nor a count of states, which sums up all
    that ever bought ("deals with 30 countries").
    """
    states = elems[noun].low in _STATES
    for k in range(noun - 1, max(0, noun - 1 - _GROUP_REACH), -1):
        takes = _GOVERNING.get(elems[k].low)
        if takes is not None:
            return k + 1 if elems[noun].low in takes else 0
        if elems[k].kind in _NO_GROUP or (states and elems[k].kind == "quantity"):
            return 0
    return 0


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
