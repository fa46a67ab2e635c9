"""Arguments of passive verbs: ``24 guns were ordered by Peru``, ``the guns ordered from X``."""

from __future__ import annotations

import re

from pipeline import rule_ids
from pipeline.clauses import Trig
from pipeline.consents import is_purchase
from pipeline.equipping import receives
from pipeline.goods import (
    before_goods,
    coordinated_items_left,
    held_by,
    made_for,
    objects,
    wanted_goods,
)
from pipeline.links import object_end
from pipeline.mentions import Clause
from pipeline.parties import Org
from pipeline.subjects import coordinate_right, preposition_of

_GOT = frozenset({rule_ids.BUY, rule_ids.ORDER, rule_ids.RECEIVE})
_BOUGHT = frozenset({rule_ids.BUY, rule_ids.ORDER})
_GIVEN = frozenset({rule_ids.SUPPLY, rule_ids.DONATE, rule_ids.SELL})
_SOME = frozenset("only sole single first last new own other".split())
_OWNER = 0.7  # what it weighs that goods are somebody's
_OTHER_ACT = re.compile(r"\w+ed|led|run|overseen|driven")
_AGENT_REACH = 12  # elements from a passive verb to its "by"
_AGENT_NAME_REACH = 8  # and from there to the name


def passive(clause: Clause, trig: Trig, subject: list[int], roles: dict[str, str]) -> None:
    """Count the subject and the agents of a verb in the passive: ``24 guns were ordered by``."""
    weight, rule = trig.record.weight, trig.record.id
    what = roles.get("object")
    if rule == rule_ids.ASK and any(is_purchase(child) for child in trig.governed):
        what, roles = "", {"subject": "seller"}  # "was approached by Volta to order more"
    permitted: list[Org] = []
    for index in subject:
        elem = clause.elems[index]
        if elem.kind == "item" and elem.item is not None:
            for k in (index, *coordinated_items_left(clause, index)):
                clause.add_item(clause.elems[k], rule)
            _source_of(clause, trig, index, roles)
        elif elem.kind == "trigger" and (what == "approved" or _is_given_leave(trig, index)):
            clause.mention.definite = True  # "the sale of 200 missiles was approved"
        elif rule == rule_ids.ACCORD and elem.org is not None and not elem.org.is_public:
            clause.vote(index, "seller", weight, rule)
            permitted.append(elem.org)  # "Saab was given the nod by Peru"
        elif elem.kind in ("party", "name") and what == "deal":
            # "X was awarded a contract", never "was won a contract"
            clause.vote(index, roles.get("recipient", ""), weight, rule)
        elif elem.kind == "party" and what in ("seller", "selectee"):
            clause.vote(index, "seller", weight, rule)
        elif elem.kind == "party" and (roles.get("to") == "buyer" or rule == rule_ids.PRESENT):
            _supplied(clause, trig, index)
    # "the sale is to be supported by the government": no work on goods
    worked = rule not in rule_ids.SERVING or any(clause.elems[i].kind == "item" for i in subject)
    agents = _agents(clause, trig) if worked else []
    if agents and (rule in rule_ids.MAKING or rule in rule_ids.SERVING or rule == rule_ids.SUPPLY):
        made_for(clause, subject, agents, rule)
    if not agents and trig.reduced and rule in _GOT:
        held_by(clause, subject, rule)
        for index in subject:
            if clause.elems[index].kind == "item":
                receives(clause, trig, index)  # "the navy's boats, of six ordered from Damen"
    if not trig.reduced and (rule in _BOUGHT or rule in _GIVEN):
        _owner_gets(clause, trig, subject, agents)
    for index in agents:
        agent = clause.elems[index].org
        buys = agent is not None and any(firm.country != agent.country for firm in permitted)
        clause.vote(index, "buyer" if buys else roles.get("subject", ""), weight, rule)
    if trig.paid and trig.deal is None:
        region = range(trig.index + 1, object_end(clause.elems, trig.index, clause.end))
        wanted_goods(clause, region, rule)
    wanted = what == "seller" or (what == "selectee" and not trig.governed)
    if wanted and not trig.reduced:
        region = range(trig.index + 1, object_end(clause.elems, trig.index, clause.end))
        wanted_goods(clause, region, rule)


def _is_given_leave(trig: Trig, index: int) -> bool:
    """``The sale was given the go-ahead``: the noun at ``index`` is what is let pass."""
    return trig.record.id == rule_ids.ACCORD and trig.deal is not None and trig.deal.index > index


def _source_of(clause: Clause, trig: Trig, index: int, roles: dict[str, str]) -> None:
    """``20 drones from the Emirates have been procured by the air force``: who they come from.

    ``Patria's new vehicle was chosen``: the firm whose they are.
    """
    role = roles.get("from")
    k = before_goods(clause.elems, index, 0)
    owner = clause.elems[k].org if k >= 0 and clause.elems[k].possessive else None
    if role == "seller" and owner is not None and not owner.is_public:
        clause.vote(k, role, trig.record.weight * 0.8, trig.record.id)
    for k in range(index + 1, trig.index) if role else ():
        elem = clause.elems[k]
        if elem.kind == "party" and preposition_of(clause.elems, k) == "from":
            clause.vote(k, role or "", trig.record.weight * 0.8, trig.record.id)
        elif elem.kind in ("trigger", "item"):
            return


def _owner_gets(clause: Clause, trig: Trig, subject: list[int], agents: list[int]) -> None:
    """``Kenya's two Y-12s were bought from China``, ``Ghana's Z-9s were supplied by China``: whose
    the goods are got them, where another state or a firm is told to have let them go.
    """
    elems, bought = clause.elems, trig.record.id in _BOUGHT
    behind = [k for k in range(trig.index + 1, clause.end) if elems[k].kind == "party"]
    to = "from" if bought else "to"
    named = [k for k in behind if preposition_of(elems, k) == to]
    if bool(agents) == bought or bool(named) != bought:
        return
    givers = [org for k in (named if bought else agents) if (org := elems[k].org) is not None]
    for index in subject if givers else ():
        k = before_goods(elems, index, clause.start, _SOME) if elems[index].item else -1
        owner = elems[k].org if k >= clause.start and elems[k].possessive else None
        if owner is None or not owner.is_public:
            continue
        if all(org is not owner and org.country not in (None, owner.country) for org in givers):
            clause.vote(k, "buyer", _OWNER, trig.record.id)


def _supplied(clause: Clause, trig: Trig, index: int) -> None:
    """``Estonia will be supplied with 12 missiles``: the subject receives what "with" names."""
    elems = clause.elems
    after = trig.index + 1
    if after >= clause.end or not (elems[after].low == "with" or elems[after].kind == "quantity"):
        return
    clause.vote(index, "buyer", trig.record.weight, trig.record.id)
    region = range(after, object_end(elems, trig.index, clause.end))
    objects(clause, region[1:] if elems[after].low == "with" else region, trig.record.id, {})


def _agents(clause: Clause, trig: Trig) -> list[int]:
    """The parties behind the ``by`` of a passive verb."""
    elems = clause.elems
    deal = trig.deal.index if trig.deal else -1
    for index in range(trig.index + 1, min(clause.end, trig.index + _AGENT_REACH)):
        if elems[index].low == "by":
            joined = elems[trig.index + 1].low == "and"  # "ordered and paid for by X"
            if index - 1 > trig.index and _OTHER_ACT.fullmatch(elems[index - 1].low) and not joined:
                return []  # "ordered for the programme led by X"
            for k in range(index + 1, min(clause.end, index + _AGENT_NAME_REACH)):
                if elems[k].kind == "party" and preposition_of(elems, k) == "by":
                    return coordinate_right(elems, k)
            return []
        if elems[index].kind == "trigger" and index != deal:
            return []
    return []
