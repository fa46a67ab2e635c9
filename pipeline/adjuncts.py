"""Parties behind prepositions, and states in brackets behind a contract."""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.clause_words import ARTICLES
from pipeline.clauses import Trig, is_dealt_with, is_on_order
from pipeline.groups import STOP, Elem
from pipeline.inflect import verb_forms
from pipeline.mentions import Clause
from pipeline.subjects import coordinate_right, preposition_of, subject_of

_NOT_SOLD = frozenset(
    """objections objection opposition pressure statement report
    criticism threat threats comment interference letter officials sanctions risk
    protection away apart far different suffer retire withdraw step break depart people
    experts soldiers representatives ministers journalists refugees attacks attack
    aggression strikes fire distance miles kilometres return home move""".split()
)
_TOLD = frozenset(
    """confirmed announced reported disclosed revealed published released cited quoted seen issued
    made noted denied criticised criticized welcomed praised""".split()
)
_SPEAKERS = frozenset(
    "spokesman spokeswoman spokesperson spokespersons minister secretary director".split()
)
_TO_NOUNS = frozenset(
    "up due according related access close addition next prior similar linked able".split()
)
# Verbs of everyday news that tell no deal: what stands behind their preposition is theirs.
_OTHER_VERBS = frozenset(
    form
    for verb in """pose appeal apply belong come lead matter mean happen occur react refer relate
        respond return speak talk travel turn visit warn fly sail head move flee fight differ depend
        focus insist rely suffer threaten attack condemn criticise criticize fear complain argue
        listen object look point add amount attach compare connect dedicate devote drive expose
        extend link limit lose open present prefer promise prove reduce restrict send show stretch
        submit tie attribute contribute train deploy launch fire shoot retire withdraw escape
        emerge recover stem suffer originate range vary learn hear know fall rise grow jump
        increase decrease shift retreat arrive participate compete cope deal interfere meddle
        meet agree cooperate consult debate quarrel""".split()
    for form in verb_forms(verb)
    if not form.endswith("ing")
) - {"deal", "deals", "agree", "agreed", "agrees", "cooperate", "contribute", "show", "shows"}
# "to address the imbalance with India": with whom a state quarrels, and no side of its deal.
_QUARRELS = frozenset(
    """imbalance imbalances tension tensions conflict conflicts war border borders rivalry standoff
    competition dispute disputes clash clashes hostilities""".split()
)
# "to allies Oman and Kuwait", "to fellow NATO member Greece": no verbs.
_BEFORE_STATE = frozenset(
    """ally allies partner partners neighbour neighbours neighbor neighbors neighbouring neighboring
    fellow member members nearby rival""".split()
)
_BEFORE_PURPOSE = frozenset({"item", "date", "money", "word", "party"})
_BESIDE_RECIPIENTS = frozenset({",", "and", ";", "the"})
_FIRM_PREPOSITIONS = frozenset({"to", "with", "from", "by"})
_DESPITE = frozenset("despite amid over after following against without with".split())
_REFERRING = frozenset("according thanks report reports submission declaration".split())
# Before "with" and "from" these tell who makes something together with the subject.
_JOINTLY = frozenset(
    """together jointly cooperation partnership collaboration conjunction licence license
    licensed""".split()
)
_ALONG = frozenset("together jointly along".split())
_ARRIVED = frozenset("arrived arrive arrives arriving landed".split())
_ORDERED = frozenset({rule_ids.BUY, rule_ids.ORDER})
_AWARDED = frozenset({"award", "contract", "order"})
_GIVEN = rule_ids.GIFTS | {rule_ids.APPROVAL}
_FOR_ROLES = {"buyer": "beneficiary", "end_user": "beneficiary"}
_WEIGHT = 0.8
_SURE = 0.8  # the rule weight from which an unknown name behind a preposition counts
_PREPOSITION_REACH = 5
_FRONT = 3  # elements from the beginning of a clause


def parties_by_preposition(clause: Clause, trigs: list[Trig]) -> None:
    """Give each party behind a preposition to the nearest trigger on its left that takes it."""
    order = sorted(trigs, key=_place, reverse=True)
    signed = rule_ids.SIGN in [t.record.id for t in trigs]
    for index in range(clause.start, clause.end):
        elem = clause.elems[index]
        if (elem.kind != "party" and elem.kind != "name") or index in clause.used:
            continue
        if elem.kind == "party" and elem.org is None:
            continue
        prep = preposition_of(clause.elems, index)
        if prep is None or (elem.possessive and not _heads(clause, index)):
            continue
        bought = any(v.role == "buyer" for v in clause.mention.votes)
        if prep == "of" and _on_behalf(clause, index) and (signed or bought or _is_service(elem)):
            for_others = bought or _is_service(elem) or _signs_for_others(clause, elem)
            role = "beneficiary" if for_others else "side"
            if clause.mention.rule == rule_ids.RECEIVE and not bought:
                role = "buyer"  # "the minister took delivery on behalf of the navy"
            for k in coordinate_right(clause.elems, index):
                clause.vote(k, role, _WEIGHT, order[-1].record.id)
        elif not (
            (prep == "from" and _is_behind(clause, index, "from", _NOT_SOLD))
            or (prep == "from" and _is_remark(clause, index))
            or (prep == "to" and _is_behind(clause, index, "to", _REFERRING))
            or (prep == "by" and _is_behind(clause, index, "by", _TOLD))
            or (prep == "for" and _is_behind(clause, index, "for", _SPEAKERS))
            or (prep == "by" and _other_agent(clause, index))
            or _of_other_verb(clause, index, prep)
        ):
            _attach(clause, index, prep, order)
        elif (
            prep == "by"
            and elem.kind == "party"
            and not _is_public(elem)
            and _is_behind(clause, index, "by", _TOLD)
        ):
            # "an order from Qatar was announced by BAE Systems": who reports it has it
            clause.vote(index, "maker", 0.5, order[-1].record.id)


def _place(trig: Trig) -> int:
    return trig.index


def _attach(clause: Clause, index: int, prep: str, order: list[Trig]) -> None:
    """Count the party at ``index`` for the first of ``order`` (nearest first) that takes it."""
    elem = clause.elems[index]
    for trig in order:
        if trig.index > index or _purpose_between(clause.elems, trig.index, index):
            continue
        role = _role_of(clause, trig, prep, index)
        asked = trig.record.id == rule_ids.REQUESTED and _is_foreign(clause, elem)
        if role is None or (role == "seller" and prep == "to" and _is_public(elem) and not asked):
            continue
        if role == "buyer" and prep == "of" and not _is_public(elem):
            continue
        record = trig.record
        sure = record.weight >= _SURE and prep in _FIRM_PREPOSITIONS
        if elem.kind == "party" or sure:
            for k in coordinate_right(clause.elems, index):
                if k == index or k not in clause.used:
                    clause.vote(k, role, _WEIGHT * min(record.weight, 1.0), record.id)
        return
    if prep == "with" and elem.kind == "party" and index <= clause.start + _FRONT:
        if any(trig.record.roles.get("with") == "side" for trig in order):
            clause.vote(index, "side", _WEIGHT, order[-1].record.id)  # "With KNDS the contract was"
        return
    made = next((t for t in order if t.record.id in rule_ids.MAKING and not t.noun), None)
    if made is not None and _is_behind(clause, index, prep, _JOINTLY):
        # "Under licence from Volta, the yard will build": before the verb as behind it
        clause.vote(index, "seller", _WEIGHT, made.record.id)
        return
    if prep == "for" and elem.kind == "party":
        # "For the Navy, approval was granted": a party before the first trigger
        clause.vote(index, "beneficiary", 0.7, order[-1].record.id)


def _is_foreign(clause: Clause, elem: Elem) -> bool:
    """``a request to Paris for 12 jets``: no body of the state that asks, nor "the government"."""
    home = {v.org.country for v in clause.mention.votes if v.role == "buyer"}
    return elem.org is not None and elem.org.country is not None and elem.org.country not in home


def _is_awarded(clause: Clause, trig: Trig, index: int) -> bool:
    """``the award for Mitsubishi Electric worth $90 million``: who gets it, if nobody else."""
    if clause.elems[trig.index].low not in _AWARDED or _is_public(clause.elems[index]):
        return False
    return not any(v.role in ("seller", "side") for v in clause.mention.votes)


def _role_of(clause: Clause, trig: Trig, prep: str, index: int) -> str | None:
    """The role that a preposition gives a party under a trigger."""
    roles = trig.record.roles
    if trig.record.id == rule_ids.INCLUDE:
        roles = {**_roles_of_subject(clause, trig), **roles}
    if trig.record.id in rule_ids.MAKING and _is_behind(clause, index, prep, _JOINTLY):
        return "seller"  # "build drones together with Roketsan", "under licence from Rafael"
    if prep == "with" and _buys_along(clause, trig, index):
        return "buyer"  # "will purchase four aircraft together with Oman"
    handed = trig.record.id in rule_ids.HANDING or trig.record.id == rule_ids.DONATE
    handed = handed or (trig.reduced and trig.record.id in _ORDERED)
    if handed and prep in ("in", "at") and _is_behind(clause, index, prep, _ARRIVED):
        return "buyer"  # "guns donated by Sweden have arrived in Ukraine"
    if prep == "to" and trig.record.id in rule_ids.ITEM_NOUNS and _goods_to(clause, trig, index):
        return "beneficiary"  # "a contract for training services to the Royal Navy"
    light = trig.owner if trig.noun and trig.owner is not None and not trig.owner.noun else None
    if light is not None and light.record.id == rule_ids.WIN and trig.record.id in _GIVEN:
        light = None  # "received permission from", "received a grant from": who gives it
    if light is not None and light.record.id == rule_ids.APPROVE and prep in roles:
        light = None  # "approved an order to Volta": whose side the noun tells
    if light is not None and prep != "for" and prep in light.record.roles:
        role = light.record.roles[prep]
        sells = light.record.roles.get("subject") == "seller" or light.record.id == rule_ids.GO_TO
        if prep == "from" and role == "buyer" and not sells:
            return _from_role(clause, trig, index)
        return role
    if trig.record.id == rule_ids.APPROVAL:
        if prep == "from" and _from_role(clause, trig, index) == "seller":
            return "seller"  # "acceptance of necessity for 97 jets from HAL"
        approves = prep in ("by", "of", "from") and _is_public(clause.elems[index])
        return "approver" if approves else None
    if prep == "for":
        if _is_awarded(clause, trig, index):
            return "seller"
        if trig.noun and roles.get("for") in ("item", "purpose", None):
            return "beneficiary"
        return _FOR_ROLES.get(roles.get("for", ""))
    if prep == "from" and is_on_order(clause.elems, trig.index):
        return "seller"
    if prep == "from" and trig.record.id == rule_ids.TENDER:
        bids = clause.elems[trig.index].low.startswith("bid")
        return None if bids else "buyer"  # "bids from Volta": one of several
    if prep == "from" and trig.noun and roles.get(prep) == "buyer":
        return _from_role(clause, trig, index)
    return roles.get(prep) if roles.get(prep) != "item" else None


def _buys_along(clause: Clause, trig: Trig, index: int) -> bool:
    """Whether a state is told behind a purchase to buy along with the one that does."""
    buys = trig.record.id in rule_ids.ACQUIRING or trig.record.id == rule_ids.PURCHASE
    if not buys or not _is_public(clause.elems[index]):
        return False
    return _is_behind(clause, index, "with", _ALONG)


def _goods_to(clause: Clause, trig: Trig, index: int) -> bool:
    """Whether a public body at ``index`` is who the goods right before its "to" are for."""
    elems = clause.elems
    to = next((k for k in range(index - 1, trig.index, -1) if elems[k].low == "to"), 0)
    return to > 0 and elems[to - 1].kind == "item" and _is_public(elems[index])


def _roles_of_subject(clause: Clause, trig: Trig) -> dict[str, str]:
    """``Deliveries last year included two boats to Kenya``: what prepositions tell of the noun."""
    subject, _ = subject_of(clause.elems, trig)
    ent = clause.elems[subject[0]].ent if subject else None
    nouns = ent.entries.nouns if ent is not None else ()
    return next((n.roles for n in nouns if n.id in rule_ids.TRADING), {})


def _from_role(clause: Clause, trig: Trig, index: int) -> str:
    """``an order from Peru`` is its buyer, ``an order for four jets from Embraer`` its seller."""
    between = clause.elems[trig.index + 1 : index]
    return "seller" if any(e.kind == "item" for e in between) else "buyer"


def _is_service(elem: Elem) -> bool:
    return elem.org is not None and elem.org.is_service


def _is_public(elem: Elem) -> bool:
    return elem.org is not None and elem.org.is_public


def _heads(clause: Clause, index: int) -> bool:
    """A possessive party before an item counts ("from France's Naval Group" does not)."""
    behind = clause.elems[index + 1 : index + 2]
    return bool(behind) and behind[0].kind != "party"


def _on_behalf(clause: Clause, index: int) -> bool:
    """``signed on behalf of the Chinese government``."""
    return any(e.low == "behalf" for e in clause.elems[max(0, index - 4) : index])


def _signs_for_others(clause: Clause, elem: Elem) -> bool:
    """``OCCAR signed on behalf of Spain``, ``Norway signed on behalf of Kyiv``: who gets them."""
    signers = [v.org for v in clause.mention.votes if v.role == "side" and v.org.is_public]
    state = elem.org.country if elem.org is not None else None
    return bool(signers) and state is not None and all(o.country != state for o in signers)


def _is_behind(clause: Clause, index: int, prep: str, words: frozenset[str]) -> bool:
    """Whether the preposition of the party at ``index`` belongs to one of ``words`` before it.

    ``objections from the United States`` names no seller, ``was confirmed by Embraer`` no party.
    """
    elems = clause.elems
    for j in range(index - 1, max(clause.start, index - 1 - _PREPOSITION_REACH), -1):
        if elems[j].low == prep:
            if j > 1 and elems[j - 1].kind == "date":
                j -= 1 + (elems[j - 2].low == "on")  # "announced on Wednesday by the Pentagon"
            return j > 0 and elems[j - 1].low in words
    return False


def _is_remark(clause: Clause, index: int) -> bool:
    """``despite warnings from Russia``, ``after pleas from Kyiv``: who speaks sells nothing."""
    elems = clause.elems
    k = next((k for k in range(index - 1, clause.start + 1, -1) if elems[k].low == "from"), 0)
    if k < clause.start + 2 or elems[k - 1].kind != "word" or elems[k - 1].low in STOP:
        return False
    before = elems[k - 2] if elems[k - 2].kind != "adj" else elems[k - 3]
    return before.low in _DESPITE


def _of_other_verb(clause: Clause, index: int, prep: str) -> bool:
    """``the sale poses a risk``: whether the preposition stands right behind a verb of no deal."""
    elems = clause.elems
    for j in range(index - 1, max(clause.start, index - 1 - _PREPOSITION_REACH), -1):
        if elems[j].low == prep:
            if j and elems[j - 1].low == "deal" and is_dealt_with(elems, j - 1):
                return True
            before = elems[j - 1].low if j and elems[j - 1].kind == "word" else ""
            if prep == "with" and before in _QUARRELS:
                return True
            return before in _OTHER_VERBS and before not in _ARRIVED
    return False


def _other_agent(clause: Clause, index: int) -> bool:
    """``the sale opposed by Greece``, ``a demonstration by the navy``: the agent of something else.

    That is, of a participle or a noun that no rule knows.
    """
    elems = clause.elems
    for j in range(index - 1, max(clause.start, index - 1 - _PREPOSITION_REACH), -1):
        if elems[j].low == "by":
            if not j or elems[j - 1].kind != "word":
                return False
            done = j > 1 and elems[j - 2].low in ARTICLES
            if j > 1 and elems[j - 1].low == "out" and elems[j - 2].low == "carried":
                return True  # "the contract will be carried out by Elta": no side of it
            return done or elems[j - 1].low.endswith("ed")
    return False


def _purpose_between(elems: list[Elem], first: int, last: int) -> bool:
    """Whether a clause of purpose ("to replace its jets ...") stands between two indexes."""
    for k in range(first + 2, last - 1):
        if elems[k].low != "to" or elems[k + 1].kind != "word":
            continue
        before, word = elems[k - 1], elems[k + 1]
        if (
            word.text[0].islower()
            and word.low not in STOP
            and word.low not in _BEFORE_STATE
            and before.kind in _BEFORE_PURPOSE
            and before.low not in _TO_NOUNS
        ):
            return True
    return False


def bracketed_recipients(clause: Clause) -> None:
    """``foreign military sales contract W31P4Q-15-C-0151 (Egypt, Iraq)``: who receives."""
    elems = clause.elems
    for index in range(clause.start + 1, clause.end):
        if elems[index].text != "(":
            continue
        before = elems[index - 1]
        if before.kind not in ("trigger", "contract") and before.low != "sales":
            continue
        close = index + 1
        while close < clause.end and (
            elems[close].kind == "party" or elems[close].low in _BESIDE_RECIPIENTS
        ):
            close += 1
        if close < clause.end and elems[close].text == ")":
            for k in range(index + 1, close):
                org = elems[k].org
                if org is not None and org.kind == "country":
                    clause.vote(k, "end_user", 1.0, rule_ids.CONTRACT)
