"""Goods and partners told in turn behind one verb: ``two frigates from A and six boats from B``.

Each turn is a deal of its own: the verb and its subject are said once, and so may the goods be
("sold five C-390s to Portugal and two to Hungary"). Coordination of that sort is called argument
cluster coordination (Dowty 1988) or, where the verb is left out, gapping.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline import rule_ids
from pipeline.clause_words import ARTICLES
from pipeline.clauses import Trig
from pipeline.groups import Elem, Item
from pipeline.links import object_end
from pipeline.mentions import Clause, Mention, Vote
from pipeline.parties import same_party
from pipeline.subjects import coordinate_right, preposition_of

_JOINING = frozenset({"and", ",", ";", "while"})
_PASSED = ARTICLES | {"another", "also", "some", "up", "to", "about", "more", "than", "with", "its"}
_DATED = frozenset({"in", "on", ","})  # "and, in 2011, twelve jets from China"
_YEAR = 4  # digits
_FEWEST = 2  # parties
_CLOSING = frozenset({"and", "to", "from", "for", "in", "while"})
_LEADING = frozenset({"from", "to", "with", "for"})
_NO_PARTNER = frozenset({"approver", "end_user", "subcontractor", "maker"})
_SPLIT = (
    rule_ids.HANDING
    | rule_ids.ORDERING
    | {
        rule_ids.DONATE,
        rule_ids.INCLUDE,
        rule_ids.PURCHASE,
        rule_ids.RECEIVE,
        rule_ids.SALE,
        rule_ids.SIGN,
        rule_ids.WIN,
        rule_ids.SELL,
    }
)


@dataclass(slots=True)
class _Turn:
    """One part of the coordination: its elements, goods, count and partners."""

    start: int
    end: int
    goods: list[Elem]
    count: int | None
    parties: list[int]


def in_turn(clause: Clause, trig: Trig) -> list[Mention]:
    """The mention of ``clause`` as one for each turn; alone where it has none."""
    mention = clause.mention
    if mention.rule not in _SPLIT or not mention.items or not mention.votes:
        return [mention]
    behind = clause.elems[trig.index : clause.end]
    if sum(e.org is not None for e in behind) + len(mention.votes) < _FEWEST or not any(
        e.low in _JOINING for e in behind
    ):
        return [mention]
    first = _first_partner(clause, trig)
    if first is None:
        return _actors_in_turn(clause, trig)
    begin = trig.index
    if trig.deal is not None:
        begin = max(begin, trig.deal.index)
    turns = _turns(clause, begin + 1, first)
    if len(turns) < 2 or not _are_apart(clause, turns):
        return _actors_in_turn(clause, trig)
    return [_of_turn(clause, turn, turns, first) for turn in turns]


def bare_count(elems: list[Elem], k: int) -> int | None:
    """The count at ``k`` where no goods follow: ``Poland 14 and``, ``Finland ordered 48``."""
    if k >= len(elems):
        return None
    elem = elems[k]
    behind = elems[k + 1] if k + 1 < len(elems) else None
    if behind is not None and behind.kind != "punct" and behind.low not in _CLOSING:
        return None
    if elem.kind == "word" and elem.text.isdecimal() and len(elem.text) < _YEAR:
        return int(elem.text)
    return elem.count


def _actors_in_turn(clause: Clause, trig: Trig) -> list[Mention]:
    """``Germany will send 18 tanks to Kyiv, Poland 14 and Norway eight``: a mention for each."""
    mention, elems = clause.mention, clause.elems
    first = [v for v in mention.votes if v.elem.start < elems[trig.index].start]
    if trig.noun or trig.passive or len(first) != 1 or len(mention.items) != 1:
        return [mention]
    found = [mention]
    for k in range(trig.index + 2, clause.end - 1):
        count = bare_count(elems, k + 1)
        org = elems[k].org
        joined = elems[k - 1] if elems[k - 1].low != "the" else elems[k - 2]
        if count is None or org is None or joined.low not in _JOINING:
            continue
        item, rule = mention.items[0]
        actor = Vote(org, first[0].role, first[0].weight, elems[k], first[0].rule)
        kept = [v for v in mention.votes if v is not first[0] and v.elem is not elems[k]]
        found.append(
            replace(
                mention,
                votes=[actor, *kept],
                items=[(replace(item, quantity=count), rule)],
                sums=[],
                dates=list(mention.dates),
                flags=set(mention.flags),
            )
        )
    named = {id(m.votes[0].elem) for m in found[1:]}
    mention.votes = [v for v in mention.votes if id(v.elem) not in named]
    for each in found[1:]:
        each.votes = [v for v in each.votes if v is each.votes[0] or id(v.elem) not in named]
    return found


def _first_partner(clause: Clause, trig: Trig) -> Vote | None:
    """The vote of the first party behind the verb that a preposition leads to."""
    elems = clause.elems
    voted = {id(v.elem): v for v in clause.mention.votes if v.role not in _NO_PARTNER}
    behind = [
        voted[id(elems[k])]
        for k in range(trig.index + 1, clause.end)
        if id(elems[k]) in voted and preposition_of(elems, k) in _LEADING
    ]
    return behind[0] if behind else None


def _turns(clause: Clause, begin: int, first: Vote) -> list[_Turn]:
    """The parts of ``elems[begin:]`` that each have goods, or a count, and a partner."""
    elems = clause.elems
    leading = preposition_of(elems, elems.index(first.elem))
    stop = object_end(elems, begin - 1, clause.end)
    bounds = [begin]
    bounds += [k + 1 for k in range(begin, stop) if _opens_turn(elems, k, stop, leading)]
    turns: list[_Turn] = []
    waiting = begin
    for start, end in zip(bounds, [*bounds[1:], stop], strict=True):
        turn = _read_turn(elems, waiting, end, leading)
        told = bool(turn.goods) or turn.count is not None
        if turn.parties and told:
            turns.append(turn)
            waiting = end
        elif start == bounds[-1] and turns:
            turns[-1].end = end  # "and training", at the end
        elif turn.parties:
            return []  # "with A and B for two ships": together
    return turns


def _opens_turn(elems: list[Elem], k: int, stop: int, leading: str | None) -> bool:
    """Whether goods, a count or the preposition follow the conjunction at ``k``."""
    if elems[k].low not in _JOINING:
        return False
    j = k + 1
    passed = (_PASSED | {"for"}) - {leading or ""}  # "and for 48 launchers with Raytheon"
    while j < stop and (elems[j].low in passed or elems[j].low in _JOINING):
        j += 1
    while j < stop and (elems[j].kind in ("adj", "descriptor", "date") or elems[j].low in _DATED):
        j += 1
    return j < stop and (
        elems[j].kind == "quantity" or elems[j].item is not None or elems[j].low == leading
    )


def _read_turn(elems: list[Elem], start: int, end: int, leading: str | None) -> _Turn:
    turn = _Turn(start, end, [], None, [])
    for k in range(start, end):
        elem = elems[k]
        if elem.item is not None:
            turn.goods.append(elem)
        elif turn.count is None and elem.count is not None:
            turn.count = elem.count
        elif elem.org is not None and not turn.parties and preposition_of(elems, k) == leading:
            turn.parties = [j for j in coordinate_right(elems, k) if j < end]
    return turn


def _are_apart(clause: Clause, turns: list[_Turn]) -> bool:
    """Whether each turn has partners of its own, and goods or those of the turn before."""
    orgs = [[clause.elems[k].org for k in turn.parties] for turn in turns]
    for i, mine in enumerate(orgs):
        for other in orgs[i + 1 :]:
            if any(a and b and same_party(a, b) for a in mine for b in other):
                return False
    led = [_leads(clause.elems, turn) for turn in turns if turn.goods]
    if (
        clause.mention.triggers
        and clause.mention.triggers[0].deal is not None
        and len(set(led)) > 1
    ):
        return False  # "awarded to Volta for ten boats and six tugs to the navy"
    elided = [told for told, turn in pairwise(turns) if not turn.goods]
    return bool(turns[0].goods) and all(len(told.goods) < 2 for told in elided)


def _leads(elems: list[Elem], turn: _Turn) -> bool:
    """Whether the partner of a turn stands before its goods."""
    return elems[turn.parties[0]].start < turn.goods[0].start


def _of_turn(clause: Clause, turn: _Turn, turns: list[_Turn], first: Vote) -> Mention:
    """What the clause says of the deal of one turn."""
    mention, elems = clause.mention, clause.elems
    spans = [(elems[t.start].start, elems[t.end - 1].end) for t in turns]
    low, high = spans[turns.index(turn)]

    def shared(elem: Elem) -> bool:
        return all(not a <= elem.start < b for a, b in spans)

    votes = [v for v in mention.votes if shared(v.elem)]
    for k in turn.parties:
        org = elems[k].org
        if org is not None:
            votes.append(Vote(org, first.role, first.weight, elems[k], first.rule))
    return replace(
        mention,
        votes=votes,
        items=[(item, mention.rule) for item in _goods_of(turn, turns)],
        sums=[e for e in mention.sums if low <= e.start < high],
        dates=[e for e in mention.dates if shared(e) or low <= e.start < high],
        flags=set(mention.flags),
    )


def _goods_of(turn: _Turn, turns: list[_Turn]) -> list[Item]:
    """The goods of a turn; those told before where it only counts ("two to Hungary")."""
    told = [e.item for e in turn.goods if e.item is not None]
    if told or turn.count is None:
        return told
    before = [e.item for t in turns[: turns.index(turn)] for e in t.goods]
    item = before[-1] if before else None
    return [replace(item, quantity=turn.count)] if item is not None else []
