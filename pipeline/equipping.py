"""Who gets what where something is fitted out: ``equip the army with launchers``.

The object of the verb is who receives, or something that is theirs ("the navy's three frigates",
"Polish frigates"), and the goods stand behind ``with``.
"""

from __future__ import annotations

from pipeline.clauses import Trig
from pipeline.goods import before_goods, objects
from pipeline.mentions import Clause, Vote

_RECIPIENT = 0.7
_SOME = frozenset("first last new next latest final".split())
_OWNER = 0.6  # whose platform it is stands for who buys


def fits_out(clause: Clause, trig: Trig, region: range) -> bool:
    """Add the goods behind the ``with`` of a verb of equipping, and who is equipped with them.

    ``False``, and nothing added, where no object stands before the ``with``: "fitted with radars".
    """
    elems = clause.elems
    behind = next((k for k in region if elems[k].low == "with"), None)
    if behind is None or behind == region.start:
        return False
    rule = trig.record.id
    objects(clause, range(behind + 1, region.stop), rule, {})
    for k in range(region.start, behind):
        elem = elems[k]
        if elem.kind == "party" and elem.org is not None and elem.org.is_public:
            clause.vote(k, "buyer", _OWNER if elem.possessive else _RECIPIENT, rule)
            break
        if elem.kind == "item" and elem.item is not None:
            _count_owner(clause, k, rule)
            break
    return True


def receives(clause: Clause, trig: Trig, index: int) -> None:
    """``the navy's three frigates will get radars``: whose the goods at ``index`` are buys."""
    elems = clause.elems
    k = before_goods(elems, index, clause.start, _SOME)
    org = elems[k].org if k >= clause.start and elems[k].possessive else None
    if org is not None and org.is_public:
        clause.vote(k, "buyer", _OWNER, trig.record.id)
    else:
        _count_owner(clause, index, trig.record.id)


def _count_owner(clause: Clause, index: int, rule: str) -> None:
    """``Polish frigates``: the state that the adjective before goods names."""
    item = clause.elems[index].item
    origin = item.origin if item is not None else None
    state = clause.registry.country_by_code(origin.country) if origin and origin.country else None
    if state is not None and origin is not None:
        clause.mention.votes.append(Vote(state, "buyer", _OWNER, origin, rule))


def presents(clause: Clause, trig: Trig, region: range) -> None:
    """``presented the army with 22 trucks``: a gift, unless a firm does."""
    firms = any(not v.org.is_public for v in clause.mention.votes)
    if firms or not fits_out(clause, trig, region):
        clause.mention.flags.add("weak")
