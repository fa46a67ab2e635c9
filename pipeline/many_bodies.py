"""States told together by their adjectives: ``the Swedish and Danish governments agreed``."""

from __future__ import annotations

from pipeline.elements import Elem
from pipeline.parties import Registry

_MANY = frozenset(
    """governments navies armies militaries ministries cabinets air-forces forces authorities
    marines""".split()
)
_BEFORE_BODY = frozenset("defence defense air armed naval coast land interior".split())
_SEVERAL = 2
_JOINING = frozenset({"and", ",", "&"})


def name_states(elems: list[Elem], registry: Registry) -> list[Elem]:
    """The elements with a state for each adjective before bodies that nobody else names."""
    for owner, joint, other in zip(elems, elems[1:], elems[2:], strict=False):
        if owner.possessive and owner.kind == other.kind == "party" and joint.low in _JOINING:
            owner.possessive = False  # "Estonia's and Latvia's ministers"
    last = next((i for i, e in enumerate(elems) if _is_many(e)), -1)
    if last < 0:
        return elems
    k = last - 1
    while k > 0 and elems[k].low in _BEFORE_BODY:
        k -= 1
    states: dict[int, Elem] = {}
    while k >= 0 and (elems[k].low in _JOINING or elems[k].kind == "adj"):
        state = _state(elems[k], registry)
        if state is not None:
            states[k] = state
        k -= 1
    if len(states) < _SEVERAL:
        return elems
    named = [states.get(i, elem) for i, elem in enumerate(elems[: max(states) + 1])]
    return [*named, *elems[last + 1 :]]


def _is_many(elem: Elem) -> bool:
    return elem.low.replace(" ", "-") in _MANY or elem.low.split(" ")[-1] in _MANY


def _state(elem: Elem, registry: Registry) -> Elem | None:
    """The state that an adjective names, as a party in its place."""
    org = registry.country_by_code(elem.country) if elem.kind == "adj" and elem.country else None
    if org is None:
        return None
    state = Elem("party", elem.start, elem.end, elem.text, elem.low, elem.ent, org)
    state.country = org.country
    return state
