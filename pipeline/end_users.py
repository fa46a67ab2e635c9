"""The armed services that are to get what their state buys, named apart from the purchase.

"Lithuania ordered 340 lorries ... They will go to the Land Force": the service is the end user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.acting_bodies import bodies_of, buying_state, near_sentences, vote_for
from pipeline.drafts import Draft, Sentence
from pipeline.elements import Elem, Item
from pipeline.entities import Ent
from pipeline.items import same_item
from pipeline.mentions import Vote
from pipeline.parties import Org, Registry

Tellers = Mapping[int, AbstractSet[int]]

_SERVICES = frozenset({"armed_service"})
_TAKERS = frozenset({"armed_service", "armed_forces"})
_PUBLIC_ROLES = ("buyer", "beneficiary", "end_user", "side", "partner")
_WEIGHT = 0.3
_NOUN_REACH = 5  # elements from "the Navy's" to its ship
_REACH = 6  # sentences behind those that tell of the deal
_NEAR = 30  # characters
_OFFICER = re.compile(
    r"\b(?:head|chief|commander|commandant|officer|spokes\w+|official|director|member)s? "
    r"(?:of|for|at|from) (?:the )?$",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"(?: [A-Z]\w+){0,2},? (?:has )?"
    r"(?:said|says|told|announced|confirmed|reported|commander|chief"
    r"|Lt\b|Lieutenant|Maj\b|Major|Col\b|Colonel|Gen\b|General|Capt|Sgt|Sergeant|Chief|Secretary)\b"
)
# The goods come to a service, whose name follows, perhaps as one of several.
_COMES_TO = re.compile(
    r"""\b(?:
        (?:will|to|should|would) (?:\ initially|\ first|\ all)? \ (?:reach|join|equip|enable)
      | (?:go|goes)\ to
      | (?:assigned|allocated|allotted|destined|intended|meant|earmarked|transferred|handed\ over
          |passed|delivered|issued|distributed|fielded|supplied) \ (?:to|for|with)
      | (?:flown|operated|used) \ by | for \ (?:use|service) \ (?:by|with|in|of) | available\ to
      | inventory \ of | (?:entered|enter|entering|into) \ service \ with
      | (?:split|shared|divided) (?:\ (?:equally|evenly))? \ (?:between|among)
    )\b
    (?:[^.;:()]{0,60}? (?:\band|,) (?:[^.;:()]{0,30}? \ (?:to|for))?)?
    \ (?:the\ |its\ |[A-Z]\w+[’']s\ |[A-Z]\w+\ )? $""",
    re.VERBOSE,
)
# Between a service and goods of its own: "the Navy's new frigates", "the tanks of the Army".
_OWNS = re.compile(r"[’']s? (?:(?:own|first|new|newest|latest|second|future|next) ){0,2}$")
_OWNED = re.compile(r" (?:of|for|by|with) the (?:[A-Z]\w+ )?$")
# The services of a list, or one of them, are to get the goods.
_GETS = re.compile(
    r"(?: \([^)]{1,12}\))?(?:,?(?: and)?(?: the)?(?: [A-Z][\w’'.-]+){1,5}){0,3},?"
    r" (?:will|would|is to|are to|should)(?: each| all| both| also| soon| then)*"
    r" (?:receive|get|operate|use|fly|field|induct|take delivery)\b"
)
_OWNED_REACH = 80  # sentences before and behind a deal's first, in which its goods are told
_HANDS = re.compile(r"(?:[’']s)? (?:hands|inventory|ownership)\b")


def name_users(
    draft: Draft,
    around: Sequence[Sentence],
    sentences: Sequence[Sentence],
    ents: Sequence[Ent],
    registry: Registry,
    text: str,
    home: str | None,
) -> None:
    """Add the one armed service of the buying state that sentences of the deal name.

    Near them, those that a sentence tells to get the goods; else those whose goods they are. A
    service that only speaks, or whose officer does, takes no part. ``around`` are the sentences of
    :func:`around_deal`, ``home`` is the state of bodies named without one: "the defence ministry".
    """
    sells = {org.country for org in draft.orgs("seller", "maker")}
    buyers = [
        v.org
        for v in draft.votes
        if v.role in ("buyer", "beneficiary", "end_user")
        or (v.role == "side" and v.org.country not in sells)
    ]
    if buyers and not any(org.is_public for org in draft.orgs(*_PUBLIC_ROLES)):
        owner = _platform_owner(draft, sentences)
        if owner is not None and owner.org is not None:
            draft.votes.append(Vote(owner.org, "end_user", _WEIGHT, owner, "end-user.body"))
        return
    code = buying_state((org for org in buyers if org.is_public), home)
    if code is None or any(org.is_service and org.kind != "armed_forces" for org in buyers):
        return
    named: dict[int, tuple[Ent, Org]] = {}
    for sentence in near_sentences(draft, sentences, 0, 0):
        for ent, org in bodies_of(ents, sentence.start, sentence.end, code, registry, _SERVICES):
            if not _speaks(text, ent):
                named.setdefault(id(org), (ent, org))
    found = list(_takers(around, ents, registry, text, code))
    if not found and len(named) == 1:
        found = list(named.values())
    if not found and not draft.past:
        found = list(_owners(draft, sentences, ents, registry, text, code))
    for ent, org in {id(org): (ent, org) for ent, org in found}.values():
        vote_for(draft, ent, org, "end_user", "end-user.body")


def _platform_owner(draft: Draft, sentences: Sequence[Sentence]) -> Elem | None:
    """``an order from Damen for radars for the four frigates of the German Navy``: whose the ship
    is that a firm buys for; ``None`` where two services are told.
    """
    found: dict[int, Elem] = {}
    for index in sorted({m.sentence for m in draft.mentions if "weak" not in m.flags}):
        elems = sentences[index].elems
        for k, elem in enumerate(elems):
            if elem.org is None or not elem.org.is_service:
                continue
            if elem.possessive:
                behind = elems[k + 1 : k + _NOUN_REACH]
                owns = any(e.kind == "item" for e in behind) and _is_for(elems, k)
            else:
                j = k - 1 - (elems[k - 1].low == "the")
                owns = j > 1 and elems[j].low == "of" and elems[j - 1].kind == "item"
            if owns:
                found.setdefault(id(elem.org), elem)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_for(elems: Sequence[Elem], k: int) -> bool:
    return k > 0 and elems[k - 1 - (elems[k - 1].low == "the")].low in ("for", "aboard", "on")


def tellers(drafts: Sequence[Draft]) -> Tellers:
    """By sentence, the ids of the drafts that it tells of."""
    found: dict[int, set[int]] = {}
    for draft in drafts:
        for mention in draft.mentions:
            found.setdefault(mention.sentence, set()).add(id(draft))
    return found


def around_deal(draft: Draft, told: Tellers, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences of a deal and a few behind them, up to where only another deal is told."""
    mine = False
    last = -_REACH
    for sentence in near_sentences(draft, sentences, 0, _REACH):
        for index in range(max(last + 1, sentence.index - _REACH), sentence.index + 1):
            if index in told:
                mine = id(draft) in told[index]
        last = sentence.index
        if mine:
            yield sentence


def _takers(
    around: Sequence[Sentence], ents: Sequence[Ent], registry: Registry, text: str, code: str
) -> Iterator[tuple[Ent, Org]]:
    """The services that sentences tell to get the goods."""
    for sentence in around:
        for ent, org in bodies_of(
            ents, sentence.start, sentence.end, code, registry, _TAKERS, True
        ):
            before, after = text[sentence.start : ent.start], text[ent.end : sentence.end]
            if _COMES_TO.search(before) or _HANDS.match(after) or _GETS.match(after):
                yield ent, org


def _owners(
    draft: Draft,
    sentences: Sequence[Sentence],
    ents: Sequence[Ent],
    registry: Registry,
    text: str,
    code: str,
) -> Iterator[tuple[Ent, Org]]:
    """The services that sentences name beside the deal's goods as theirs."""
    goods = [item for item, _ in draft.items if not item.generic]
    begin = max(0, draft.first_sentence - _OWNED_REACH)
    for sentence in sentences[begin : draft.first_sentence + _OWNED_REACH]:
        named = [e for e in sentence.elems if e.item is not None and _is_of(e.item, goods)]
        if not named:
            continue
        for ent, org in bodies_of(
            ents, sentence.start, sentence.end, code, registry, _SERVICES, True
        ):
            behind = next((e.start for e in named if e.start >= ent.end), ent.end)
            before = next((e.end for e in reversed(named) if e.end <= ent.start), ent.start)
            if _OWNS.match(text[ent.end : behind]) or _OWNED.match(text[before : ent.start]):
                yield ent, org


def _is_of(item: Item, goods: Sequence[Item]) -> bool:
    return any(item.designated == known.designated and same_item(item, known) for known in goods)


def _speaks(text: str, ent: Ent) -> bool:
    """``the head of the Air Force said``, ``the Navy announced``."""
    before = text[max(0, ent.start - _NEAR) : ent.start]
    after = text[ent.end : ent.end + _NEAR]
    return _OFFICER.search(before) is not None or _SAYS.match(after) is not None
