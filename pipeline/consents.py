"""Bodies that consent, ask or propose: what a state approves, and whether it buys that itself."""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.clauses import Trig
from pipeline.groups import Elem
from pipeline.mentions import Clause, Vote
from pipeline.parties import ACTING_KINDS, CONSENTING_KINDS
from pipeline.subjects import coordinate_right, preposition_of

_SUM_REACH = 5  # elements: "nearly 2.9 billion euros for"
_FUNDS = frozenset("budget funding funds fund money outlay credit appropriation allocation".split())
_PRO_FORMS = frozenset({"it", "them", "this", "that", "proposals", "bills"})


def own_contract(clause: Clause, noun: Trig, subject: list[int]) -> None:
    """``Bulgaria's parliament ratified an agreement with the US``: its state is the other side."""
    orgs = [org for i in subject if (org := clause.elems[i].org) is not None]
    behind = clause.elems[noun.index : clause.end]
    if orgs and all(o.kind in ACTING_KINDS for o in orgs) and _with_firms_only(behind):
        own_purchase(clause, subject)  # "Madrid signed off on a deal with Navantia"
        return
    if not orgs or any(o.kind not in CONSENTING_KINDS for o in orgs):
        return
    named = {e.org.country for e in behind if e.org is not None}
    counted = any(e.kind == "quantity" for e in behind)  # "passed a deal for 40 jets"
    if named.isdisjoint(o.country for o in orgs) if named else counted:
        own_purchase(clause, subject)


def _with_firms_only(elems: list[Elem]) -> bool:
    """Whether firms and no state are named behind a deal noun: ``a deal with Navantia for``."""
    orgs = [e.org for e in elems if e.org is not None]
    return bool(orgs) and not any(org.is_public for org in orgs)


def own_purchase(clause: Clause, subject: list[int]) -> None:
    """``The Thai cabinet approved the purchase``: a state approves what it buys itself."""
    votes = clause.mention.votes
    for index in subject:
        elem = clause.elems[index]
        org = elem.org
        if org is None or org.country is None or not org.is_public:
            continue
        if org.kind == "export_authority":
            continue  # consents to what others buy
        own = [v for v in votes if v.org is org and v.role == "approver"]
        if org.kind in ACTING_KINDS or (org.is_service and own):
            for vote in own:
                vote.role = "buyer"
            continue
        country = clause.registry.country_by_code(org.country)
        if country is not None:
            votes.append(Vote(country, "buyer", 0.4, elem, rule_ids.PURCHASE))


def agrees_to_purchase(clause: Clause, trig: Trig, subject: list[int]) -> bool:
    """``The cabinet agreed to the purchase``, or rejected it: what its state buys."""
    if trig.record.id not in (rule_ids.SIGN, rule_ids.CANCEL) or trig.deal is None:
        return False
    orgs = [org for i in subject if (org := clause.elems[i].org) is not None]
    bought = trig.deal.record.id == rule_ids.PURCHASE
    return bought and bool(orgs) and all(o.kind in CONSENTING_KINDS for o in orgs)


def clears_own(clause: Clause, trig: Trig, subject: list[int]) -> bool:
    """``The committee cleared 2.9 billion euros for 105 tanks``, ``Italy okays 25 jets``: for its
    own state, where no other one is named behind.

    So does a council that "granted acceptance of necessity for 800 guns".
    """
    orgs = [org for i in subject if (org := clause.elems[i].org) is not None]
    accords = trig.record.id == rule_ids.ACCORD and _is_permission(trig.deal)
    if accords and not (orgs and all(o.kind in CONSENTING_KINDS for o in orgs)):
        return False
    cleared = trig.record.id == rule_ids.APPROVE and trig.deal is None
    if trig.passive or not (accords or cleared):
        return False
    start = trig.deal.index + 2 if trig.deal is not None else trig.index + 1
    rest = clause.elems[start : clause.end]
    own = {org.country for org in orgs}
    if any(e.org.country not in own for e in rest if e.org is not None and e.org.is_public):
        return False
    behind = rest[:_SUM_REACH]
    while behind and (behind[0].low in ("the", "a") or behind[0].low in _FUNDS):
        behind = behind[1:]  # "freed up the money for 50 vehicles"
    behind = behind[1:] if behind and behind[0].low == "for" else behind
    if [e.kind for e in behind[:1]] == ["quantity"]:
        return any(e.kind == "item" for e in behind[1:])
    if accords and behind and behind[0].item is not None and behind[0].item.designated:
        return True  # "gives its green light for F126 frigates"
    money = next((k for k, e in enumerate(behind) if e.kind == "money"), None)
    if money is None:
        return False
    after = [e.low for e in behind[money + 1 : money + 3] if e.low not in _FUNDS]
    return after[:1] == ["for"]  # "a 3 billion baht budget for"


def _is_permission(noun: Trig | None) -> bool:
    return noun is not None and noun.record.id == rule_ids.APPROVAL


def permitted(clause: Clause, trig: Trig, child: Trig, subject: list[int]) -> list[int]:
    """``granted Saab a licence to sell``, ``gave permission to Saab to sell``: who is let act.

    Nobody where none is named: who gives a permission to sell sells nothing.
    """
    noun = trig.deal
    if child.noun or trig.record.id != rule_ids.ACCORD or noun is None or not _is_permission(noun):
        return subject
    elems = clause.elems
    for k in range(trig.index + 1, child.index):
        elem = elems[k]
        if elem.kind == "party" and not elem.possessive and k not in subject:
            return [k] if preposition_of(elems, k) in (None, "to", "for") else []
    return subject if child.record.roles.get("subject") == "buyer" else []


def consents_to_deal(clause: Clause, trig: Trig, region: range) -> bool:
    """Whether what is approved is a deal: "ratified Sweden's accession to NATO" tells of none."""
    if trig.governed or trig.deal is not None or clause.mention.items:
        return True
    return any(clause.elems[k].kind in ("money", "trigger", "item") for k in region) or any(
        clause.elems[k].low in _PRO_FORMS for k in region
    )


def asks_others(clause: Clause, trig: Trig) -> bool:
    """``invited companies to bid``: who asks is not who acts."""
    behind = clause.elems[trig.index + 1 : trig.index + 2]
    if trig.passive:
        return False
    return trig.record.id == rule_ids.ASK and bool(behind) and behind[0].low != "to"


def is_purchase(child: Trig) -> bool:
    """Whether a trigger below another tells of buying."""
    return child.record.id in (rule_ids.PURCHASE, rule_ids.BUY, rule_ids.ORDER)


def propose(clause: Clause, subject: list[int]) -> None:
    """``The ministry proposed buying 82 tanks``: who proposes a purchase sells nothing."""
    found = (clause.elems[i].org for i in subject)
    orgs = [o for o in found if o is not None and (o.is_service or o.kind in ACTING_KINDS)]
    for vote in clause.mention.votes:
        if vote.rule == rule_ids.OFFER and vote.role == "seller" and vote.org in orgs:
            vote.role = "buyer"


def are_two_states(clause: Clause, subject: list[int]) -> bool:
    """Whether two states are together the subject."""
    orgs = [org for i in subject if (org := clause.elems[i].org) is not None]
    countries = {org.country for org in orgs if org.country}
    return len(countries) > 1 and all(org.is_public for org in orgs)


def may_buy(clause: Clause, trig: Trig, index: int) -> str:
    """``Warsaw got the go-ahead for the purchase of``: the role of who was let act, if told."""
    org = clause.elems[index].org
    below = trig.deal.governed if trig.deal is not None else []
    buys = any(child.record.id in rule_ids.ACQUIRING for child in below)
    return "buyer" if buys and org is not None and org.is_public else ""


def _named_permitted(clause: Clause, trig: Trig) -> list[int]:
    """``gave the Navy approval to buy two ships``: who may act, named before the permission."""
    noun = trig.deal
    if trig.record.id != rule_ids.ACCORD or noun is None or noun.record.id != rule_ids.APPROVAL:
        return []
    for index in range(trig.index + 1, noun.index):
        elem = clause.elems[index]
        if elem.kind in ("party", "name") and not elem.possessive:
            alone = preposition_of(clause.elems, index) is None
            return coordinate_right(clause.elems, index) if alone else []
    return []


def vote_permitted(clause: Clause, trig: Trig) -> None:
    """``gave Israel the nod for 3,000 bombs``: a state buys, a firm sells what is permitted.

    Where they are told what they may do, that tells their role.
    """
    if trig.deal is not None and any(not child.noun for child in trig.deal.governed):
        return
    for index in _named_permitted(clause, trig):
        org = clause.elems[index].org
        role = "buyer" if org is not None and org.is_public else "seller"
        clause.vote(index, role, trig.record.weight, trig.record.id)
