"""Nouns that name a party's role outright: ``X is the prime contractor``."""

from __future__ import annotations

from pipeline import rule_ids, schema
from pipeline.clause_words import RELATIVES
from pipeline.elements import is_firm
from pipeline.groups import Elem
from pipeline.mentions import Mention, Vote
from pipeline.subjects import coordinate_left, coordinate_right, preposition_of

_COPULA = frozenset(
    "is are was were be being include acts serves acting serving as the a an will and".split()
)
_LINKING = frozenset({"is", "are", "be", ":", "was", "were", "include"})
_REACH = 5
_PHRASE_REACH = 16  # elements of a phrase between the role word and its copula
_CONTRASTING = frozenset({"while", "whereas", "whilst"})
_BESIDES = frozenset("also have has been both would all".split())
_PARTAKING = 0.5  # less than any argument of a verb: the seller takes part too
_WEIGHT = 1.5  # more than any argument of a verb: the text says the role itself


def role_cue(elems: list[Elem], i: int, sentence: int) -> Mention | None:
    """The mention of the role word at ``i``, or ``None`` where it tells of no party.

    ``X is the prime contractor``, ``the principal contractor will be X``.
    """
    cue = elems[i]
    if cue.ent is None:
        return None
    record = next(e.record for e in cue.ent.entries if isinstance(e.record, schema.RoleCue))
    takes_part = record.id == rule_ids.PARTICIPANT
    found = _partaking(elems, i) if takes_part else _named_right(elems, i) or _named_left(elems, i)
    if not found:
        return None
    first, last = min(i, found[0]), max(i, found[-1])
    votes = [
        Vote(org, record.role, _PARTAKING if takes_part else _WEIGHT, elems[k], record.id)
        for k in found
        if (org := elems[k].org) is not None
    ]
    if not votes:
        return None
    start, end = elems[first].start, elems[last].end
    mention = Mention(sentence, start, end, elems[first : last + 1], votes=votes, rule=record.id)
    mention.flags |= {"weak", "attach"}
    return mention


def _partaking(elems: list[Elem], i: int) -> list[int]:
    """``Insta and Millog will also take part in the project``, ``firms have been tasked with
    supporting it, including A and B``: the firms that do so beside the seller.
    """
    j = i - 1
    while j > 0 and (elems[j].low in _COPULA or elems[j].low in _BESIDES):
        j -= 1
    if j >= 0 and is_firm(elems[j]) and not elems[j].possessive:
        subject = coordinate_left(elems, j)
        alone = preposition_of(elems, subject[0]) is None
        return subject if alone and all(is_firm(elems[k]) for k in subject) else []
    ahead = range(i + 1, min(len(elems) - 1, i + _PHRASE_REACH))
    named = next((k for k in ahead if elems[k].low == "including"), None)
    return [k for k in _listed(elems, named + 1) if is_firm(elems[k])] if named else []


def _behind_phrase(elems: list[Elem], j: int) -> int:
    """Index of the copula behind ``for the sale of up to 73 missiles``; ``j`` without a phrase."""
    if j >= len(elems) or elems[j].low not in ("for", "of", "on", "in"):
        return j
    for k in range(j + 1, min(len(elems), j + _PHRASE_REACH)):
        if elems[k].text in (".", ";", ":") or elems[k].low in RELATIVES:
            break
        if elems[k].low in _LINKING or elems[k].low == "will":
            return k
    return j


def _named_right(elems: list[Elem], i: int) -> list[int]:
    j = _behind_phrase(elems, i + 1)
    linked = elems[i].low.endswith((" is", " be"))  # the cue has its own copula
    start = j
    while j < len(elems) and j - start < _REACH and elems[j].kind != "party":
        elem = elems[j]
        linked = linked or elem.low in _LINKING
        if elem.low not in _COPULA and elem.text != ":" and elem.kind != "adj":
            return []
        j += 1
    if j < len(elems) and elems[j].kind == "party" and (linked or j == i + 1):
        many = elems[i].low.endswith("s") and is_firm(elems[j])
        found = _listed(elems, j) if many else coordinate_right(elems, j)
        return found + _members(elems, found[-1])
    return []


def _members(elems: list[Elem], j: int) -> list[int]:
    """The firms of a venture: ``the Javelin Joint Venture between RTX, of Arlington, and X``."""
    if j + 2 >= len(elems) or elems[j + 1].low not in ("between", "of"):
        return []
    venture = elems[j].low.endswith(("venture", "jv", "consortium", "team"))
    return _listed(elems, j + 2) if venture else []


def _listed(elems: list[Elem], j: int) -> list[int]:
    """All firms from ``j`` on: ``A, of Tucson, AZ, B, Dallas, TX, and C``."""
    found: list[int] = []
    for k in range(j, len(elems)):
        elem = elems[k]
        if elem.text == "." or elem.kind == "trigger" or elem.low in RELATIVES:
            break
        if is_firm(elem):
            found.append(k)
    return found or [j]


def _named_left(elems: list[Elem], i: int) -> list[int]:
    """The subject of ``is the [cue]``: back over the copula and over place names and brackets."""
    j = i - 1
    while j >= 0 and elems[j].low in _COPULA:
        j -= 1
    if j == i - 1 and not (j >= 0 and elems[j].kind in ("party", "punct")):
        return []
    last_party = nearest = None
    while j >= 0 and elems[j].text not in (".", ";") and elems[j].kind != "trigger":
        if elems[j].low in _CONTRASTING:
            break  # "A will build it while B is the prime contractor"
        if elems[j].kind == "party" and (last_party is None or preposition_of(elems, j) is None):
            last_party = j
            nearest = j if nearest is None else nearest
        j -= 1
    if last_party is None or nearest is None:
        return []
    if not elems[i].low.endswith("s"):
        return [last_party]
    listed = coordinate_left(elems, nearest)
    return listed if last_party in listed else coordinate_left(elems, last_party)
