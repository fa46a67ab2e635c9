"""What fills the arguments of a verb: subject, object, agent, and those of what it governs."""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.clause_words import AUXILIARIES, BEFORE_NAMES, OPENING, RELATIVES, TEAMS
from pipeline.clauses import Trig, noun_like, previous_word
from pipeline.consents import (
    agrees_to_purchase,
    are_two_states,
    asks_others,
    clears_own,
    consents_to_deal,
    is_purchase,
    may_buy,
    own_contract,
    own_purchase,
    permitted,
    propose,
    vote_permitted,
)
from pipeline.equipping import fits_out, presents, receives
from pipeline.goods import (
    goods_of,
    included,
    objects,
    wanted_goods,
)
from pipeline.groups import STOP, Elem
from pipeline.lending import read_aid, read_loan
from pipeline.links import object_end
from pipeline.mentions import Clause, Vote
from pipeline.nouns import leases_out, read_noun
from pipeline.passives import passive
from pipeline.speakers import count_speaker
from pipeline.subjects import coordinate_left, coordinate_right, preposition_of, subject_of

_HIRED_REACH = 6  # elements from a verb to the party that is hired
_SHARES_REACH = 4
_GOODS_REACH = 3  # from a count to its goods
_UNITS = frozenset("unit business division subsidiary arm affiliate segment".split())
_NOUN_REACH = 10  # from a relative clause back to the noun that it describes
_PROPOSALS = frozenset("proposal plan request bid decision intention project".split())
_EFFORTS = frozenset(
    """plan plans effort efforts drive push bid campaign strategy programme program programmes
    programs attempt initiative""".split()
)
_CONSIGNMENTS = frozenset("materials materiel equipment consignment batch items goods".split())
_MAKING = rule_ids.SERVING | {rule_ids.BUILD, rule_ids.DEVELOP, rule_ids.EQUIP}
_HIS = frozenset({"his", "her"})
_WHEN = frozenset("when after because since before as while".split())
_SHE = frozenset({"it", "they", "he", "she"})
_CONSIGNMENT_REACH = 12  # elements
# Behind "to" these tell where something is sent, or that it goes: "to the Gulf", "to sail".
_WHERE = frozenset("the its their a an sail patrol move leave return deploy head port sea".split())
_MISSIONS = frozenset("deployment redeployment dispatch stationing mission exercise".split())
# Verbs whose object acts in the infinitive behind it.
_LETTING = frozenset({rule_ids.APPROVE, rule_ids.REQUEST, rule_ids.OFFER})

_TOLD_OF = frozenset("notified informed told notifies informs tells".split())
_PRONOUNS = frozenset({"it", "them"})


def fill(clause: Clause, trig: Trig, controller: list[int] | None = None) -> None:
    """Count the arguments of ``trig``, then those of what it governs.

    ``controller``: the indexes of the subject that an infinitive or gerund takes from above.
    """
    subject: list[int] = []
    if trig.noun:
        read_noun(clause, trig)
    else:
        subject = _subject(clause, trig, controller)
        roles = _turned(clause, trig, subject)
        borrowers = read_loan(clause, trig, subject)
        if borrowers is not None:
            subject = borrowers
        elif trig.passive:
            if trig.record.roles.get("object") == "deal":
                subject = [*_listed_recipients(clause, trig), *subject]
            passive(clause, trig, subject, roles)
        else:
            _active(clause, trig, subject, roles)
    if trig.deal is not None:
        read_noun(clause, trig.deal, light=trig)
        vote_permitted(clause, trig)
        for child in trig.deal.governed:
            _child(clause, child, trig, permitted(clause, trig, child, subject))
    controllers = _hired(clause, trig) or (subject if not asks_others(clause, trig) else [])
    for child in trig.governed:
        _child(clause, child, trig, controllers)


def _hired(clause: Clause, trig: Trig) -> list[int]:
    """``The navy contracted ASMAR to build a ship``: the object acts in the infinitive.

    So it does where it is expected to: ``Kenya expects Volta to deliver twelve``.
    """
    hires = trig.record.roles.get("object") in ("seller", "selectee")
    if trig.noun or trig.passive or not (hires or trig.record.id == rule_ids.EXPECT):
        return []
    elems = clause.elems
    for index in range(trig.index + 1, min(clause.end, trig.index + _HIRED_REACH)):
        elem = elems[index]
        if elem.kind == "party" and not elem.possessive:
            return coordinate_right(elems, index)
        if elem.kind not in ("adj", "descriptor") and elem.low not in BEFORE_NAMES:
            return []
    return []


def _child(clause: Clause, child: Trig, parent: Trig, subject: list[int]) -> None:
    """An infinitive or noun below another trigger: who controls it."""
    if parent.record.id == rule_ids.OFFER and is_purchase(child):
        propose(clause, subject)
    if child.noun:
        read_noun(clause, child)
        approved = parent.record.roles.get("subject") == "approver"
        if approved and child.record.id in (rule_ids.PURCHASE, "noun.upgrade", "noun.order"):
            own_purchase(clause, subject)
        elif approved and child.record.id in rule_ids.SIGNED_NOUNS:
            own_contract(clause, child, subject)
        for grandchild in child.governed:
            _child(clause, grandchild, child, subject)
        return
    if child.infinitive and parent.deal is not None and are_two_states(clause, subject):
        fill(clause, child, controller=[])
        return  # "Russia and Peru signed a contract to deliver": one of them does
    # "signed a contract to supply/buy": the infinitive tells what the sides are
    if parent.noun or parent.record.roles.get("subject") == "side":
        role = child.record.roles.get("subject")
        undertaken = role in ("buyer", "seller", "partner") and not _aims(clause, child)
        if undertaken and clause.mention.side_role is None:
            clause.mention.side_role = role
    consents = clause.mention.rule in (rule_ids.APPROVE, rule_ids.ACCORD)
    consents = consents and not parent.passive  # "Morocco has been cleared to buy"
    if consents and child.record.roles.get("subject") == "buyer":
        # "parliament ratified a contract to buy": it consents to what its state buys
        own = _own_subject(clause, child, subject) or permitted(clause, parent, child, [])
        if not own:
            own_purchase(clause, subject)
        subject = own
    if child.record.roles.get("subject") == "buyer" and _is_won(parent):
        subject = []  # "is awarded a contract to procure long-lead parts": its buyer is another
    fill(clause, child, controller=subject)


def _aims(clause: Clause, trig: Trig) -> bool:
    """``signed a deal, part of a plan to modernise its army``: what the buyer is after."""
    k = trig.index - 2
    return trig.infinitive and k > clause.start and clause.elems[k].low in _EFFORTS


def _is_won(trig: Trig) -> bool:
    """Whether a trigger, or what it hangs on, gives a contract to its subject."""
    light = trig if not trig.noun else trig.owner
    return light is not None and light.record.id in (rule_ids.AWARD, rule_ids.WIN)


# -- subjects -----------------------------------------------------------------------------


def _subject(clause: Clause, trig: Trig, controller: list[int] | None) -> list[int]:
    if controller is not None and (trig.infinitive or trig.gerund):
        return _own_subject(clause, trig, controller) or controller
    if trig.gerund:
        target = _blamed(clause, trig)
        if target is not None:
            return target
    if trig.infinitive and _national_plan(clause, trig):
        return []
    found, pronoun = subject_of(clause.elems, trig)
    if pronoun in ("it", "they", "company"):
        found = _antecedent(clause, trig)
        if found:
            return found
    if pronoun == "we" and count_speaker(clause, trig, trig.record.roles.get("subject", "")):
        return []
    if pronoun is not None:
        clause.mention.pronoun = pronoun
    return found


def _blamed(clause: Clause, trig: Trig) -> list[int] | None:
    """``sanctions on X for buying``, ``warned X against buying``: who is to have acted.

    Nobody who is named in ``blacklisted a Turkish firm for selling``; ``None`` where nobody is
    blamed. What one is warned against has not come to pass.
    """
    elems = clause.elems
    k = trig.index - 1
    if k < 1 or elems[k].low not in ("for", "against", "over"):
        return None
    if elems[k].low == "against":
        clause.mention.flags.add("negated")
    if elems[k - 1].kind == "descriptor":
        return []
    if elems[k - 1].kind != "party":
        return None
    aimed = preposition_of(elems, k - 1) in ("on", "against")
    return [k - 1] if aimed or elems[k].low == "against" else None


def _national_plan(clause: Clause, trig: Trig) -> bool:
    """``the American decision to sell``: counts the state that the adjective names."""
    elems, k = clause.elems, trig.index - 2
    if k < 1 or elems[k].low not in _PROPOSALS or elems[k - 1].kind != "adj":
        return False
    country = elems[k - 1].country
    org = clause.registry.country_by_code(country) if country else None
    role = trig.record.roles.get("subject", "")
    if org is None or role not in ("buyer", "seller"):
        return False
    clause.mention.votes.append(Vote(org, role, 0.5, elems[k - 1], trig.record.id))
    return True


def _own_subject(clause: Clause, trig: Trig, controller: list[int]) -> list[int]:
    """``calls for X to build``, ``cleared Japan to buy``: the party before the infinitive acts."""
    elems = clause.elems
    k = trig.index - 1
    while k > clause.start and (elems[k].low == "to" or elems[k].low.endswith("ly")):
        k -= 1
    if trig.infinitive and elems[k].low in _PROPOSALS and k and elems[k - 1].possessive:
        clause.used.add(k - 1)
        return [k - 1] if elems[k - 1].kind == "party" else []  # "the ministry's proposal to buy"
    if not trig.infinitive or elems[k].kind != "party" or elems[k].possessive:
        return []
    cleared = trig.owner is not None and trig.owner.record.id in _LETTING
    prep = preposition_of(elems, k)
    if k and elems[k - 1].low.endswith(" for"):
        prep = "for"  # "contracts have been signed for Greece to buy"
    with_whom = k > 1 and elems[k - 1].low == "with" and elems[k - 2].text == ","
    if prep != "for" and not with_whom and not (cleared and prep is None and k not in controller):
        return []
    clause.used.add(k)
    return [k]


def _antecedent(clause: Clause, trig: Trig) -> list[int]:
    """``L3 MAS announced that it has teamed``: the subject named before in the sentence."""
    for index in range(trig.index - 1, -1, -1):
        elem = clause.elems[index]
        named = elem.kind == "party" and not elem.possessive and elem.org is not None
        if named and _is_acted_on(clause.elems, index, trig.index):
            continue
        if named and clause.elems[index - 1].low in _TOLD_OF:
            continue  # "notified Congress that it had approved"
        if named and (preposition_of(clause.elems, index) is None or _of_shares(clause, index)):
            return _all_of_team(clause, index)
    return _owner_named(clause, trig)


def _is_acted_on(elems: list[Elem], index: int, end: int) -> bool:
    """``The US angered Moscow when it sent jets``: the object of a plain verb before "when"."""
    if _WHEN.isdisjoint(e.low for e in elems[index + 1 : end]):
        return False
    k = index - 1
    while k > 0 and (elems[k].low in BEFORE_NAMES or elems[k].kind in ("adj", "descriptor")):
        k -= 1
    if k < 1 or elems[k].kind != "word" or not elems[k].low.endswith(("ed", "s", "beat")):
        return False
    k -= 1
    while k > 0 and (elems[k].kind == "word" and elems[k].low not in STOP):
        k -= 1  # "further"
    return elems[k].kind == "party" and not elems[k].possessive


def _all_of_team(clause: Clause, index: int) -> list[int]:
    """``A consortium of A and B announced that it has won``: all that "it" stands for."""
    together = coordinate_left(clause.elems, index)
    k = together[0] - 1
    of_team = k > 0 and clause.elems[k].low == "of" and clause.elems[k - 1].low in TEAMS
    return together if of_team else [index]


def _owner_named(clause: Clause, trig: Trig) -> list[int]:
    """``ST Engineering's Land Systems business announced that it has``: the firm in front."""
    for index in range(min(trig.index, OPENING)):
        elem = clause.elems[index]
        if elem.kind == "party" and elem.org is not None:
            mine = elem.possessive and not elem.org.is_public
            units = [e.low for e in clause.elems[index + 1 : index + 1 + OPENING]]
            return [index] if mine and not _UNITS.isdisjoint(units) else []
    return []


def _of_shares(clause: Clause, index: int) -> bool:
    """``Shares of X rose after the company said it had signed``."""
    before = clause.elems[max(0, index - _SHARES_REACH) : index]
    return any(e.low in ("shares", "share", "stock") for e in before)


def _turned(clause: Clause, trig: Trig, subject: list[int]) -> dict[str, str]:
    """The roles of a verb; a firm that receives from a state or a service receives a contract."""
    roles = trig.record.roles
    if not trig.passive and leases_out(clause, trig):
        return {**roles, "subject": "seller"}
    if trig.record.id != rule_ids.RECEIVE or trig.passive:
        return roles
    orgs = [org for i in subject if (org := clause.elems[i].org) is not None]
    if not orgs or any(o.is_public for o in orgs):
        return roles
    for index in range(trig.index + 1, clause.end):
        org = clause.elems[index].org
        if org is not None and org.is_public and preposition_of(clause.elems, index) == "from":
            clause.vote(index, "buyer", 0.9, trig.record.id)
            clause.mention.flags.add("award")
            return {"subject": "seller", "object": "item"}
    return roles


def _listed_recipients(clause: Clause, trig: Trig) -> list[int]:
    """``A, City; B, City; and C, City, were awarded``: the head of each part of the list."""
    elems = clause.elems
    stops = [k for k in range(clause.start, trig.index) if elems[k].text == ";"]
    found: list[int] = []
    for stop in [clause.start - 1, *stops] if stops else ():
        k = stop + 1
        while k < trig.index and elems[k].low in ("and", "the"):
            k += 1
        if elems[k].kind in ("party", "name"):
            found.append(k)
    return found


# -- active and passive -------------------------------------------------------------------


def _active(clause: Clause, trig: Trig, subject: list[int], roles: dict[str, str]) -> None:
    record = trig.record
    if read_aid(clause, trig, subject):
        return
    if record.id == rule_ids.AWARD and _is_given_itself(clause, trig, subject):
        roles = {**roles, "subject": "seller"}
    consents = agrees_to_purchase(clause, trig, subject)
    if consents:
        roles = {**roles, "subject": "approver"}
    leave = trig.deal is not None and trig.deal.record.id == rule_ids.APPROVAL
    gained = trig.deal is not None and trig.deal.record.id in rule_ids.GIFTS
    for index in subject:
        role = roles.get("subject", "")
        if leave and record.id == rule_ids.WIN:
            role = may_buy(clause, trig, index)
        if record.id == rule_ids.WIN and trig.deal and are_two_states(clause, subject):
            role = "side"  # "Serbia and Angola clinched a contract"
        if role == "holder" and trig.deal is not None:
            role = trig.deal.record.holder  # "submitted an offer", "a request"
        org = clause.elems[index].org
        if record.id == rule_ids.EQUIP and org is not None and org.is_public:
            role = "buyer"  # "Poland will arm its jets with missiles from Raytheon"
        if record.id == rule_ids.RECEIVE and clause.elems[index].kind == "item":
            receives(clause, trig, index)
        if leave and record.id == rule_ids.CANCEL:
            role = "approver"  # "Ottawa revoked the export permit for"
        if gained and record.id == rule_ids.WIN and org is not None and org.is_public:
            role = "buyer"  # "Croatia received a grant of 89 vehicles"
        if record.id == rule_ids.WIN and org is not None and org.is_public and _is_to_buy(trig):
            role = "buyer"  # "Peru secured a deal to purchase two radars"
        held = not consents and preposition_of(clause.elems, index) is not None
        if role == "approver" and held:
            continue  # "the executive officer for the Center approved": no body consents
        if record.id in rule_ids.SERVING and org is not None and org.is_public:
            behind = clause.elems[trig.index + 1 : trig.index + 2]
            if trig.infinitive and any(e.low in _PRONOUNS for e in behind):
                continue  # "needs a crane to support them"
        clause.vote(index, role, record.weight, record.id)
    if consents or clears_own(clause, trig, subject):
        own_purchase(clause, subject)
    if record.id == rule_ids.INCLUDE and not _of_deal(clause, trig):
        return
    what = roles.get("object")
    if trig.paid and trig.deal is None:
        _paid_for(clause, trig)
        return
    if what == "deal":
        if "recipient" in roles:
            _indirect_object(clause, trig, roles["recipient"])
        return
    region = range(trig.index + 1, object_end(clause.elems, trig.index, clause.end))
    if what in ("item", "approved"):
        known = len(clause.mention.items)
        objects(clause, region, record.id, roles)
        if record.id == rule_ids.ORDER and _moved(clause, region):
            clause.mention.flags.add("negated")
        if what == "approved" and _deployed(clause, region):
            clause.mention.flags.add("negated")
        if len(clause.mention.items) == known:
            _relative_object(clause, trig, subject)
        if all(item.generic for item, _ in clause.mention.items):
            included(clause, region, record.id)  # "weaponry from China, including tanks"
        if what == "approved" and not consents_to_deal(clause, trig, region):
            clause.mention.votes = [v for v in clause.mention.votes if v.rule != record.id]
    elif what == "payee":
        _payee(clause, trig, region)
    elif not what:
        _prepositional_goods(clause, trig, region)
    elif record.id in rule_ids.PASSING and what:
        _gone_to(clause, trig, what)
    elif what == "seller" and _is_of_goods(clause, region):
        objects(clause, region, record.id, roles)  # "has contracted 1,000 drones"
    elif record.id == rule_ids.PRESENT:
        presents(clause, trig, region)
    elif what == "recipient" and fits_out(clause, trig, region):
        return
    elif what in ("seller", "selectee", "recipient"):
        _party_object(clause, trig, region, what)


def _is_to_buy(trig: Trig) -> bool:
    """Whether an infinitive behind the deal that is won tells that the winner acquires."""
    hanging = [*trig.governed, *(trig.deal.governed if trig.deal is not None else ())]
    return any(t.infinitive and t.record.roles.get("subject") == "buyer" for t in hanging)


def _is_of_goods(clause: Clause, region: range) -> bool:
    """Whether counted goods stand right behind a verb that else takes a firm."""
    behind = clause.elems[region.start : min(region.stop, region.start + _GOODS_REACH)]
    counted = bool(behind) and behind[0].kind == "quantity"
    return counted and any(e.kind == "item" for e in behind)


def _paid_for(clause: Clause, trig: Trig) -> None:
    """``awarded Thunder Tiger $809 million for 3,300 drones``: a verb without its deal noun."""
    if trig.record.id != rule_ids.SIGN:
        clause.mention.flags |= {"award", "paid"}
        _indirect_object(clause, trig, trig.record.roles.get("recipient", ""))
    region = range(trig.index + 1, object_end(clause.elems, trig.index, clause.end))
    wanted_goods(clause, region, trig.record.id)


def _is_given_itself(clause: Clause, trig: Trig, subject: list[int]) -> bool:
    """``Elbit Awarded $300 Million Contract to Supply Rockets``: a firm, and nobody that it hires.

    Headlines leave out the "was" of the passive.
    """
    elems = clause.elems
    orgs = [org for i in subject if (org := elems[i].org) is not None]
    if not orgs or any(o.is_public for o in orgs) or trig.deal is None:
        return False
    between = elems[trig.index + 1 : trig.deal.index]
    if any(e.kind in ("party", "name", "descriptor") or e.low == "to" for e in between):
        return False
    behind = elems[trig.deal.index + 1 : trig.deal.index + 4]
    hired = any(e.kind in ("party", "name", "descriptor") for e in behind)
    return not (behind and behind[0].low == "to" and hired)


def _moved(clause: Clause, region: range) -> bool:
    """``ordered two frigates to the Gulf``: sent there, not bought.

    ``ordered two frigates to replace old ones`` tells what they are for.
    """
    elems = clause.elems
    for index in region[1:-1]:
        if elems[index].text == ",":
            return False
        if elems[index].low == "to" and elems[index - 1].kind == "item":
            after = elems[index + 1]
            return after.kind not in ("trigger", "word") or after.low in _WHERE
    return False


def _deployed(clause: Clause, region: range) -> bool:
    """``approved the deployment of four helicopters to Mali``: a state's own, sent on a mission."""
    for index in region:
        elem = clause.elems[index]
        if elem.kind in ("item", "trigger", "quantity", "party", "money"):
            return False
        if elem.low in _MISSIONS:
            return True
    return False


def _relative_object(clause: Clause, trig: Trig, subject: list[int]) -> None:
    """``the S-400 systems that Turkey bought``: what a relative clause describes is its object.

    ``the launchers it bought``, where the subject found stands further left.
    """
    elems = clause.elems
    if not subject or elems[subject[0]].kind != "party":
        return
    k = previous_word(elems, trig.index)
    while k > 0 and elems[k].low in AUXILIARIES:
        k -= 1
    named_before = k > 0 and elems[k].low in _SHE
    if named_before and trig.record.id in _MAKING:
        return
    k = (k if named_before else subject[0]) - 1
    while k >= 0 and (elems[k].low in BEFORE_NAMES or elems[k].low in _HIS):
        k -= 1
    if k >= 0 and elems[k].low in RELATIVES:
        k -= 1
        if k >= 0 and elems[k].text == ",":
            k -= 1
    if k >= 0 and elems[k].kind == "item":
        clause.add_item(elems[k], trig.record.id)


def _prepositional_goods(clause: Clause, trig: Trig, region: range) -> None:
    """``agreed to cooperate in the development of radars``: goods behind the verb's preposition."""
    roles = trig.record.roles
    for index in region:
        elem = clause.elems[index]
        if elem.kind == "trigger":
            return
        if roles.get(elem.low) == "item":
            objects(clause, range(index + 1, region.stop), trig.record.id, {})
            return


def _payee(clause: Clause, trig: Trig, region: range) -> None:
    """``will pay Naval Group 1 billion euros for four corvettes``: paid for goods, or no deal."""
    elems = clause.elems
    directly = trig.index + 1 < clause.end and elems[trig.index + 1].low == "for"
    if not directly and not any(elems[k].kind == "money" for k in region):
        return
    for index in region:
        elem = elems[index]
        if elem.low in ("for", "on", "in"):
            objects(clause, range(index + 1, region.stop), trig.record.id, {})
            return
        firm = elem.kind == "party" and not elem.possessive
        if firm and preposition_of(elems, index) is None:
            clause.vote(index, "seller", trig.record.weight, trig.record.id)


def _of_deal(clause: Clause, trig: Trig) -> bool:
    """Whether the subject of a verb is a deal ("the package also includes")."""
    if trig.gerund and trig.owner is not None:
        return True  # "a contract with Airbus covering 12 helicopters"
    found, pronoun = subject_of(clause.elems, trig)
    if pronoun in ("it", "which"):
        return True
    before = clause.elems[trig.index - 1] if trig.index else None
    if before is not None and before.low in RELATIVES and _behind_noun(clause, trig):
        clause.mention.definite = True
        return True
    if any(clause.elems[i].kind == "trigger" for i in found):
        clause.mention.definite = True
        return True
    return _of_consignment(clause.elems, trig.index)


def _of_consignment(elems: list[Elem], i: int) -> bool:
    """``The materials include 28 trucks``: what was handed over without a word for what it is."""
    k = next((k for k in range(i - 1, -1, -1) if elems[k].low in _CONSIGNMENTS), -1)
    return k > 0 and elems[k - 1].low in ("the", "these") and i - k < _CONSIGNMENT_REACH


def _behind_noun(clause: Clause, trig: Trig) -> bool:
    """Whether a deal noun stands before a relative clause: ``a package for Kyiv that includes``."""
    before = clause.elems[max(0, trig.index - _NOUN_REACH) : trig.index]
    return any(e.kind == "trigger" and noun_like(e) for e in before)


def _indirect_object(clause: Clause, trig: Trig, role: str) -> None:
    """``awarded Raytheon a contract``, ``awarded to Raytheon a contract``: who is named before
    the deal noun."""
    elems = clause.elems
    for index in range(trig.index + 1, trig.deal.index if trig.deal else clause.end):
        if clause.elems[index].kind == "money" and trig.deal is None:
            return
        party = elems[index].kind in ("party", "name") and not elems[index].possessive
        if party and preposition_of(elems, index) in (None, "to"):
            for k in coordinate_right(elems, index):
                clause.vote(k, role, trig.record.weight, trig.record.id)
            return


def _party_object(clause: Clause, trig: Trig, region: range, what: str) -> None:
    """``selected Saab``, ``selected the Gripen``: a party or goods."""
    weight, rule = trig.record.weight, trig.record.id
    for index in region:
        elem = clause.elems[index]
        if elem.kind == "item" and elem.item is not None and what == "selectee":
            objects(clause, range(index, region.stop), rule, {})
            maker = clause.elems[index + 2] if index + 2 < region.stop else None
            if maker is not None and maker.kind == "party" and clause.elems[index + 1].low == "of":
                clause.vote(index + 2, "seller", weight * 0.8, rule)  # "the FA-50 of KAI"
            return
        if elem.low in ("as", "that", "according", "according to"):
            return
        if rule == rule_ids.ASK and elem.low in ("for", "to"):
            return  # "will ask parliament for leave to send"
        if elem.kind == "name" and _stands_for_firm(clause, index):
            clause.vote(index, "seller", weight * 0.8, rule)
            return
        if elem.kind != "party":
            continue
        if not elem.possessive:
            for k in coordinate_right(clause.elems, index) if what != "recipient" else ():
                clause.vote(k, "seller", weight, rule)
            if what == "selectee":
                goods_of(clause, range(index + 1, region.stop), rule)
            if what == "seller":
                wanted_goods(clause, range(index + 1, region.stop), rule)
            return
        clause.vote(index, "seller", weight * 0.8, rule)


def _gone_to(clause: Clause, trig: Trig, role: str) -> None:
    """``the order went to Patria``, ``came from the Finnish Army``: who is named right behind.

    ``to the Finnish firm Patria`` too.
    """
    k = trig.index + 1
    while k < clause.end - 1 and _before_firm(clause.elems[k]):
        k += 1
    elem = clause.elems[k]
    if elem.kind not in ("party", "name") or elem.possessive:
        return  # "went to support of", "have gone to six companies"
    for index in coordinate_right(clause.elems, k):
        clause.vote(index, role, trig.record.weight * 0.8, trig.record.id)


def _before_firm(elem: Elem) -> bool:
    return elem.low in BEFORE_NAMES or elem.kind in ("adj", "descriptor") or elem.possessive


def _stands_for_firm(clause: Clause, index: int) -> bool:
    """``chose Patria as the supplier``: a name that no rule knows."""
    behind = clause.elems[index + 1].low if index + 1 < clause.end else ""
    return behind.startswith("as ")
