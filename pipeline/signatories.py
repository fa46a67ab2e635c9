"""Who signs for whom: ``the head of the Peruvian Navy and Hyundai's chief executive signed``.

A person is never a party, but who signs a contract in office does so for a party. In a sentence
that tells of a signing the party takes the place of the person beside it.
"""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.elements import Elem
from pipeline.grammar import TITLES
from pipeline.many_bodies import state_named
from pipeline.parties import Registry

_OFFICES = TITLES | frozenset(
    """heads leader leaders chiefs presidents ministers secretaries commanders commander-in-chief
    directors managers representative representatives delegate delegates official officials
    executives leadership commissioner commandant""".split()
)
_FIELDS = frozenset("defence defense foreign interior security".split())
_FIRST = frozenset("the a its their and by between with from".split()) | {",", "(", "-"}
_NO_LONGER = frozenset("former ex late retired then-president outgoing".split())
# "in the presence of the president of Peru": who looks on.
_LOOKING_ON = frozenset(
    """presence witnessed attended watched hosted led visit visited meeting met invitation
    announced confirmed said""".split()
)
_BEFORE_LOOKING_ON = 3
_NAMES = frozenset({"name", "person"})
_MOST_WORDS = 6  # words of an office: "deputy commander of materiel of"
_MOST_NAMES = 7  # titles and names of a person


def sign_for(elems: list[Elem], registry: Registry) -> list[Elem]:
    """The elements of a sentence on a signing, each party in the place of who signs for it."""
    for elem in elems:
        if elem.kind == "trigger" and _signs(elem):
            break
    else:
        return elems  # most sentences
    out: list[Elem] = []
    reached = 0
    for i, elem in enumerate(elems):
        if i < reached:
            continue
        state = _of_state(elems, i, registry)
        out.append(state or elem)
        if state is not None:
            reached = _person_behind(elems, _office_behind(elems, i + 1))
        elif elem.kind == "party":
            office = _office_behind(elems, i + 1)
            reached = _person_behind(elems, office) if office > i + 1 else 0
            of = _office_before(out)
            if of >= 0:
                del out[of:-1]
                reached = max(reached, _apposed_person(elems, i + 1))
            elif _joins_another(out):
                del out[-2]
            if reached > i + 1:
                elem.possessive = False
    return out


def _signs(elem: Elem) -> bool:
    """Whether an element is a verb of signing."""
    return elem.ent is not None and rule_ids.SIGN in [v.id for v in elem.ent.entries.verbs]


def _of_state(elems: list[Elem], i: int, registry: Registry) -> Elem | None:
    """``the Philippine defence secretary``: the state, for the adjective at ``i``."""
    elem = elems[i]
    if elem.kind != "adj" or elem.country is None or _office_behind(elems, i + 1) == i + 1:
        return None
    return state_named(elem, registry)


def _office_behind(elems: list[Elem], k: int) -> int:
    """Index behind the office that begins at ``k``: ``Thales [chief executive]``; else ``k``."""
    j = k
    while j < len(elems) and (elems[j].low in _OFFICES or elems[j].low in _FIELDS):
        j += 1
    return j if j > k and elems[j - 1].low in _OFFICES else k


def _joins_another(out: list[Elem]) -> bool:
    """``representatives [of] the navy and of Damen``: the "of" before the party that ends."""
    if len(out) < 4 or out[-2].low != "of" or out[-3].low != "and":
        return False
    return out[-4].kind == "party"


def _person_behind(elems: list[Elem], k: int) -> int:
    """Index behind the titles and the name of a person that begin at ``k``."""
    end = min(len(elems), k + _MOST_NAMES)
    while k < end and (elems[k].kind in _NAMES or elems[k].low in TITLES):
        k += 1
    return k


def _apposed_person(elems: list[Elem], k: int) -> int:
    """Index behind ``, General Luis Rojas,`` at ``k``; 0 where no person stands there."""
    if k + 1 >= len(elems) or elems[k].text != ",":
        return _person_behind(elems, k) if k < len(elems) and elems[k].kind in _NAMES else 0
    end = _person_behind(elems, k + 1)
    if end == k + 1 or end >= len(elems) or elems[end].text not in (",", "and"):
        return 0
    return end + (elems[end].text == ",")


def _office_before(out: list[Elem]) -> int:
    """Index in ``out`` where the office of the party that ends it begins; -1 if none does.

    ``[the deputy commander of the] Peruvian Navy``
    """
    k = len(out) - 2
    if k >= 0 and out[k].low == "the":
        k -= 1
    if k < 1 or out[k].low not in ("of", "from") or out[k - 1].low not in _OFFICES:
        return -1
    first = k - 1
    while first > 0 and k - first < _MOST_WORDS and _goes_on(out[first - 1]):
        first -= 1
    if first and out[first - 1].low == "the":
        first -= 1
    words = {e.low for e in out[first:k]}
    around = {e.low for e in out[max(0, first - _BEFORE_LOOKING_ON) : first]}
    if not words.isdisjoint(_NO_LONGER) or not around.isdisjoint(_LOOKING_ON):
        return -1
    return _name_before(out, first)


def _goes_on(elem: Elem) -> bool:
    """Whether a word belongs to the office behind it: ``defence minister``, ``vice president``."""
    plain = elem.kind in ("word", "bodyword") and elem.low not in _FIRST
    return elem.low in _OFFICES or (plain and elem.text[0].isalpha())


def _name_before(out: list[Elem], first: int) -> int:
    """Index of a person's name before the comma at ``first``: ``Luis Rojas, head of the army``."""
    if first < 2 or out[first - 1].text != ",":
        return first
    k = first - 1
    while k and (out[k - 1].kind in _NAMES or out[k - 1].low in TITLES):
        k -= 1
    return k if k < first - 1 else -1  # an apposition to a party is no party of its own
