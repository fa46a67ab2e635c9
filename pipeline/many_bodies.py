"""States told by their adjectives: ``the Swedish and Danish governments``, ``Italian stocks``."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from pipeline import rule_ids
from pipeline.clause_words import HOLDINGS
from pipeline.elements import Elem
from pipeline.parties import Registry

_MANY = frozenset(
    """governments navies armies militaries ministries cabinets forces authorities marines
    ministers agencies organisations organizations""".split()
) | {"procurement agencies", "air forces", "armed forces", "naval forces", "land forces"}
_SHARED = tuple(f" {body}" for body in sorted(_MANY))
_BEFORE_BODY = frozenset(
    "defence defense air armed naval coast land interior procurement acquisition materiel".split()
)
_SEVERAL = 2
# What a state gives from: "from Italian stocks", "out of Italian army stocks".
_LAWMAKERS = frozenset("lawmakers legislators senators deputies mps parliamentarians".split())
_CONSENT_REACH = 8  # elements from them to the verb
_STOCKS = HOLDINGS | {"stock", "stockpile"}
_FROM = frozenset({"from", "of"})
_MINISTRIES = frozenset(f"ministries of {field}" for field in ("defence", "defense"))
_JOINING = frozenset({"and", ",", "&"})


def name_states(elems: list[Elem], registry: Registry, words: Set[str]) -> list[Elem]:
    """The elements with a state for each adjective before bodies that nobody else names.

    ``words`` are those of the sentence, by which most have nothing to name.
    """
    shared = any(word.endswith(_SHARED) for word in words if " " in word)
    if not shared and _MANY.isdisjoint(words) and _MINISTRIES.isdisjoint(words):
        return elems
    for i in range(len(elems) - 1, 0, -1):
        if elems[i].kind == "party" and elems[i].low.startswith("ministries of "):
            elems = [*elems[:i], _state_of(elems[i], registry), *elems[i + 1 :]]
        elif elems[i].low in _MANY and (listed := _states_behind(elems, i)):
            elems = [*elems[: _first_word(elems, i)], *elems[listed:]]
        elif elems[i].low in _MANY and elems[i].kind != "party":
            elems = _with_states(elems, i, registry)
        elif elems[i].kind == "party" and elems[i].low.endswith(_SHARED) and i > 1:
            elems = _first_of_several(elems, i, registry)
    return elems


def _state_of(elem: Elem, registry: Registry) -> Elem:
    """``ministries of defence of Peru and Chile``: the first of the states, told as the others."""
    org = registry.country_by_code(elem.country) if elem.country else None
    return elem if org is None else replace(elem, org=org)


def _first_word(elems: list[Elem], body: int) -> int:
    """Index where the bodies at ``body`` begin: ``[defence ministries] of``."""
    while body > 0 and elems[body - 1].low in _BEFORE_BODY:
        body -= 1
    return body


def _states_behind(elems: list[Elem], body: int) -> int:
    """``air forces of Chile and Peru``: index of the first of several states; 0 for none."""
    k = body + 1
    if k + 1 < len(elems) and elems[k].low in ("for", "of") and elems[k + 1].low in _BEFORE_BODY:
        k += 2  # "ministers for defence of"
    if k >= len(elems) or elems[k].low != "of":
        return 0
    states = 0
    for elem in elems[k + 1 :]:
        if elem.kind == "party" and elem.org is not None and elem.org.kind == "country":
            states += 1
        elif elem.low not in _JOINING and elem.low != "the":
            break
    return k + 1 if states >= _SEVERAL else 0


def name_givers(elems: list[Elem], registry: Registry, words: Set[str]) -> list[Elem]:
    """``got 18 howitzers from Italian stocks``: the state that gives, for its adjective."""
    if _STOCKS.isdisjoint(words):
        return elems
    for i in range(2, len(elems)):
        if elems[i].low not in _STOCKS:
            continue
        k = i - 1 - (elems[i - 1].kind == "word" and elems[i - 2].kind == "adj")
        state = state_named(elems[k], registry) if elems[k - 1].low in _FROM else None
        if state is not None:
            elems = [*elems[:k], state, *elems[k + 1 :]]
    return elems


def name_sides(elems: list[Elem], registry: Registry, words: Set[str]) -> list[Elem]:
    """``the Peruvian side will pay``: the state, and never ``the Peruvian side of the border``."""
    if "side" not in words:
        return elems
    for i in range(len(elems) - 1, 1, -1):
        if elems[i].low != "side" or elems[i - 2].low != "the":
            continue
        if i > 2 and elems[i - 3].low == "from":
            continue  # "delays in payment from the Peruvian side"
        behind = elems[i + 1].low if i + 1 < len(elems) else ""
        state = state_named(elems[i - 1], registry) if behind != "of" else None
        if state is not None:
            elems = [*elems[: i - 1], state, *elems[i + 1 :]]
    return elems


def name_lawmakers(elems: list[Elem], registry: Registry, words: Set[str]) -> list[Elem]:
    """``Bulgarian lawmakers approved``: the state that consents, for its adjective."""
    if _LAWMAKERS.isdisjoint(words):
        return elems
    for i in range(len(elems) - 1, 0, -1):
        if elems[i].low not in _LAWMAKERS or not _consent(elems[i + 1 : i + 1 + _CONSENT_REACH]):
            continue
        state = state_named(elems[i - 1], registry)
        if state is not None:
            elems = [*elems[: i - 1], state, *elems[i + 1 :]]
    return elems


def _consent(behind: list[Elem]) -> bool:
    """Whether the first verb of ``behind`` tells of a consent."""
    verb = next((e for e in behind if e.kind == "trigger" and e.ent is not None), None)
    verbs = verb.ent.entries.verbs if verb is not None and verb.ent is not None else ()
    return any(r.id in (rule_ids.APPROVE, rule_ids.ACCORD) for r in verbs)


def _with_states(elems: list[Elem], body: int, registry: Registry) -> list[Elem]:
    """``Swedish and Danish governments``: the states, for the adjectives before ``body``."""
    k = _first_word(elems, body) - 1
    states: dict[int, Elem] = {}
    while k >= 0 and (elems[k].low in _JOINING or elems[k].kind == "adj"):
        state = state_named(elems[k], registry)
        if state is not None:
            states[k] = state
        k -= 1
    if len(states) < _SEVERAL:
        return elems
    named = [states.get(i, elem) for i, elem in enumerate(elems[: max(states) + 1])]
    return [*named, *elems[body + 1 :]]


def _first_of_several(elems: list[Elem], body: int, registry: Registry) -> list[Elem]:
    """``the German, Finnish and [Dutch armed forces]``: the states before, for their adjectives."""
    own = elems[body].country
    named = list(elems)
    k = body - 1
    while k > 0 and elems[k].low in _JOINING:
        state = state_named(elems[k - 1], registry)
        if own is None or state is None or state.country == own:
            break
        named[k - 1] = state
        k -= 2
    return named


def free_owners(elems: list[Elem]) -> list[Elem]:
    """``Estonia's and Latvia's ministries``: the first owner acts as the second does."""
    for owner, joint, other in zip(elems, elems[1:], elems[2:], strict=False):
        if owner.possessive and owner.kind == other.kind == "party" and joint.low in _JOINING:
            behind = other.possessive or (other.org is not None and other.org.kind == "country")
            owner.possessive = not (behind and joint.low != ",")
    return elems


def state_named(elem: Elem, registry: Registry) -> Elem | None:
    """The state that an adjective names, as a party in its place; ``None`` for any other."""
    org = registry.country_by_code(elem.country) if elem.kind == "adj" and elem.country else None
    if org is None:
        return None
    state = Elem("party", elem.start, elem.end, elem.text, elem.low, elem.ent, org)
    state.country = org.country
    return state
