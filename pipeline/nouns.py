"""What stands around a deal noun: possessor, compound, items behind ``of`` and ``for``."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import rule_ids
from pipeline.clauses import Trig, is_on_order
from pipeline.goods import coordinated_items_left, included, noun_phrase, objects
from pipeline.groups import STOP, Elem
from pipeline.inflect import verb_forms
from pipeline.links import object_end
from pipeline.mentions import Clause, Vote
from pipeline.parties import CONSENTING_KINDS
from pipeline.speakers import count_speaker
from pipeline.subjects import acting_before, preposition_of, subject_of

_HOLDING = frozenset("has have had still also with".split())
_EARLIER = frozenset("previous earlier prior former original old past preceding similar".split())
_DEFINITE = frozenset("the this that such these those".split())
_DETERMINERS = _DEFINITE | {"a", "an"}
_NO_POSSESSOR_OVER = frozenset("of for from by with to".split())
_COMPOUND_KINDS = frozenset({"item", "money", "adj", "equip", "quantity"})
_PREMODIFIERS = frozenset({"word", "adj", "money", "item", "name"})
_REWORKING = frozenset(
    """convert configure modify adapt outfit digitise digitize militarise militarize dismantle
    rework""".split()
)
_BETWEEN_GOVERNMENTS = frozenset({"government", "-", "to"})
_POSSESSOR_REACH = 7
_COMPOUND_REACH = 3
_COUNT_REACH = 3
_COMPOUND_SUM_REACH = 5
_OPENING = frozenset("initial first base phase".split())
_EARLIER_REACH = 3
_RECEIPT_REACH = 5  # elements
_SIDES = 2
_BESIDE_NAMES = frozenset({rule_ids.WIN, rule_ids.SIGN, rule_ids.GO_TO})
_BETWEEN_SIDES = frozenset({"and", "&", ",", "–", "—", "-", "/", "(", ")", "•", "*"})
_OWN = frozenset({"its", "their"})
_DUE = frozenset("due scheduled slated ready set planned destined earmarked".split())
_CURBS = frozenset("sanctions embargo ban bans restrictions curbs limits controls".split())
_VYING = frozenset("bidding bid competing compete vying vie running contenders".split())
# "Moscow condemned the sale of": who remarks on a deal is no side of it.
_REMARKED = frozenset(
    form
    for verb in """condemn criticise criticize slam denounce deplore decry protest oppose call dub
        describe question bemoan resent blast lambast lambaste""".split()
    for form in verb_forms(verb)
)
# Verbs of who gets what is delivered as well as of who sends it.
_GREETED = frozenset(f for verb in ("welcome", "hail", "celebrate") for f in verb_forms(verb))
_PLANNED = frozenset("planned proposed possible potential recent reported intended".split())
_ABOUT = frozenset("over about against despite regarding concerning".split())
_NAMING = frozenset(
    form for verb in ("name", "declare", "announce", "designate") for form in verb_forms(verb)
)
_SAID_REACH = 6  # "is the previously undisclosed customer"
_SAYING = frozenset("is was are were be been become becomes became as remains".split())
_BEFORE_PARTY = frozenset("as the a an to be".split())
_DETERMINER_REACH = 5


def read_noun(clause: Clause, trig: Trig, light: Trig | None = None) -> None:
    """Count who and what stands around the deal noun ``trig``, whose light verb is ``light``."""
    mention = clause.mention
    rule = trig.record.id
    if rule == rule_ids.CUSTOMER and not _is_said_of(clause, trig):
        return
    _read_left(clause, trig, light)
    if rule == rule_ids.ORDER_NOUN and is_on_order(clause.elems, trig.index):
        _holder_on_order(clause, trig)
    if rule == rule_ids.BIDDER:
        _named_by(clause, trig)
    if rule == rule_ids.DELIVERY:
        _goods_due(clause, trig)
    before = clause.elems[max(clause.start, trig.index - _EARLIER_REACH) : trig.index]
    if rule in rule_ids.ITEM_NOUNS and any(e.low in _EARLIER for e in before):
        mention.flags.add("other")
    anaphoric = _is_definite(clause.elems, trig.index) and not _names_its_goods(clause, trig)
    if anaphoric and rule not in rule_ids.PARTY_NOUNS:
        mention.definite = True
        mention.named_by += _sums_in_compound(clause, trig)
    if light is None and rule in rule_ids.SUBJECT_NOUNS and not mention.definite:
        _subject_of_noun(clause, trig)
    known = len(mention.items)
    _read_right(clause, trig, light)
    if (light is None or rule in rule_ids.GIFTS) and len(mention.items) == known:
        _apposed_goods(clause, trig)
    if rule in rule_ids.GIFTS and len(mention.items) == known:
        limit = object_end(clause.elems, trig.index, clause.end)
        included(clause, range(trig.index + 1, limit), rule)


def _named_by(clause: Clause, trig: Trig) -> None:
    """``The ministry declared Volta the winner of its tender``: who names a winner buys."""
    elems, k = clause.elems, trig.index - 1
    while k > clause.start and (
        elems[k].kind in ("party", "adj", "descriptor") or elems[k].low in _BEFORE_PARTY
    ):
        k -= 1
    named = elems[k].low in _NAMING and any(e.kind == "party" for e in elems[k : trig.index])
    if not named or elems[k - 1].low in _SAYING or k <= clause.start:
        return
    for index in acting_before(elems, k)[0]:
        org = elems[index].org
        if org is not None and org.is_public:
            clause.vote(index, "buyer", 0.7, trig.record.id)


def _holder_on_order(clause: Clause, trig: Trig) -> None:
    """``Finland has four jets on order``, ``the navy's four corvettes, on order``: who buys."""
    elems = clause.elems
    for k in range(trig.index - 2, clause.start - 1, -1):
        elem = elems[k]
        if elem.kind == "party" and elem.org is not None and elem.org.is_public:
            if elem.possessive or elems[k + 1].low in _HOLDING:
                clause.vote(k, "buyer", 0.8, trig.record.id)
            return
        if elem.kind == "item":
            clause.add_item(elem, trig.record.id)
        elif elem.kind == "trigger" or elem.text in (";", ":"):
            return


def _goods_due(clause: Clause, trig: Trig) -> None:
    """``Two more jets are due for delivery to the navy next year``: what is to be delivered."""
    elems, k = clause.elems, trig.index - 2
    if k <= clause.start or elems[k + 1].low != "for" or elems[k].low not in _DUE:
        return
    to_somebody = [e.low for e in elems[trig.index + 1 : trig.index + 2]] == ["to"]
    for j in range(k - 1, clause.start - 1, -1):
        item = elems[j].item
        told = item is not None and (item.designated or (item.quantity is not None and to_somebody))
        if told:
            for index in (j, *coordinated_items_left(clause, j)):
                clause.add_item(elems[index], trig.record.id)
        if item is not None or elems[j].kind in ("trigger", "party"):
            return


def _is_said_of(clause: Clause, trig: Trig) -> bool:
    """Whether a noun says what its subject is: ``is the launch customer``, ``emerged as the``."""
    for k in range(trig.index - 1, max(clause.start, trig.index - 1 - _SAID_REACH), -1):
        elem = clause.elems[k]
        if elem.low in _SAYING:
            return True
        if elem.low not in _BEFORE_PARTY | _OWN and (elem.kind != "word" or elem.low in STOP):
            return False
    return False


def _read_left(clause: Clause, trig: Trig, light: Trig | None) -> None:
    """The nearest party on the left, if it is the noun's, and items of the compound."""
    i = trig.index
    if light is None and _is_labelled(clause, trig):
        return
    for j in range(i - 1, max(clause.start - 1, i - 1 - _POSSESSOR_REACH), -1):
        elem = clause.elems[j]
        if elem.kind == "party":
            if clause.elems[j - 1].text == "(" and j > clause.start:
                return  # "other procurement (Navy) funds"
            if elem.possessive or _in_compound(clause, j, i, light):
                role = _holder(clause.elems, j, trig, light)
                clause.vote(j, role, 0.7, trig.record.id)
            return
        if elem.kind == "adj" and elem.country is not None:
            _national_holder(clause, elem, trig, light)
            return
        if elem.kind == "item":
            clause.add_item(elem, trig.record.id)
        elif elem.kind in ("trigger", "punct") or elem.low in _NO_POSSESSOR_OVER:
            return


def _is_labelled(clause: Clause, trig: Trig) -> bool:
    """``KAI and Embraer: memorandum on parts``: the parties that the noun is a headline of."""
    elems, j = clause.elems, trig.index - 1
    while j > clause.start and elems[j].kind in ("word", "adj") and elems[j].low not in STOP:
        j -= 1
    if j <= clause.start or elems[j].text not in (":", "–", "—"):
        return False
    sides = [k for k in range(clause.start, j) if elems[k].kind in ("party", "name")]
    plain = all(elems[k].text in _BETWEEN_SIDES or k in sides for k in range(clause.start, j))
    if len(sides) < _SIDES or not plain:
        return False
    for k in sides:
        clause.vote(k, "side", 0.9, trig.record.id)
    return True


def _national_holder(clause: Clause, elem: Elem, trig: Trig, light: Trig | None) -> None:
    """``the Turkish purchase of S-400 systems``: the state that the adjective names."""
    org = clause.registry.country_by_code(elem.country) if elem.country else None
    if org is not None and _calls_for_bids(clause.elems[trig.index], trig):
        clause.mention.votes.append(Vote(org, "buyer", 0.5, elem, trig.record.id))
        return
    if org is not None and light is None and _is_ordered_by(clause, trig):
        clause.mention.votes.append(Vote(org, "buyer", 0.5, elem, trig.record.id))
        return
    gone = light is not None and light.record.id == rule_ids.GO_TO
    if org is not None and gone and trig.record.id in rule_ids.ITEM_NOUNS:
        # "the Cypriot contract for 12 howitzers went to Volta"
        clause.mention.votes.append(Vote(org, "buyer", 0.5, elem, trig.record.id))
        return
    if org is None or (light is None and trig.record.id not in rule_ids.ACTION_NOUNS):
        return
    won = light is not None and light.record.id == rule_ids.WIN
    if light is None or won:
        role = "buyer" if won else trig.record.holder
        clause.mention.votes.append(Vote(org, role, 0.5, elem, trig.record.id))


def _is_ordered_by(clause: Clause, trig: Trig) -> bool:
    """``a Kenyan order for 24 tanks``, or ``of``: counted goods behind a noun of what one buys."""
    if trig.record.id not in rule_ids.ITEM_NOUNS:
        return False
    behind = clause.elems[trig.index + 1 : trig.index + _COUNT_REACH]
    return len(behind) > 1 and behind[0].low in ("for", "of") and behind[1].kind == "quantity"


def _calls_for_bids(noun: Elem, trig: Trig) -> bool:
    """``Oman's tender`` is of who buys, and ``Sweden's bid`` of who would sell."""
    return trig.record.id == rule_ids.TENDER and not noun.low.startswith("bid")


def _in_compound(clause: Clause, j: int, i: int, light: Trig | None) -> bool:
    """Whether the noun at ``i`` has the party at ``j`` in it: ``Estonia missile contract``."""
    if i - j > _COMPOUND_REACH:
        return False
    if light is not None and light.record.id not in _BESIDE_NAMES:
        return False
    elems = clause.elems
    return preposition_of(elems, j) is None and all(
        e.kind in _COMPOUND_KINDS or (e.kind == "word" and e.low not in STOP)
        for e in elems[j + 1 : i]
    )


def _holder(elems: list[Elem], j: int, trig: Trig, light: Trig | None) -> str:
    """What the possessor at ``j`` of a deal noun is: ``Estonia's order``, ``Saab's contract``."""
    elem, adjacent = elems[j], j == trig.index - 1
    if light is not None and light.record.id == rule_ids.WIN:
        return "buyer"
    public = elem.org is not None and elem.org.is_public
    if public and trig.record.id == rule_ids.APPROVAL:
        return "approver"  # "must seek U.S. authorization"
    if public and _calls_for_bids(elems[trig.index], trig):
        return "buyer"
    if trig.record.id == rule_ids.CONTRACT and adjacent and public and not elem.possessive:
        return "buyer"  # "a US Navy contract"
    return trig.record.holder


def _is_definite(elems: list[Elem], i: int) -> bool:
    """Whether the noun at ``i`` is a known one: ``the $2 billion contract``."""
    skipped = 0
    for j in range(i - 1, -1, -1):
        low = elems[j].low
        if low in _BETWEEN_GOVERNMENTS:
            skipped += 1  # "the government-to-government deal"
            continue
        plain = elems[j].kind in _PREMODIFIERS and low not in _DETERMINERS and low not in STOP
        if not plain or i - j - skipped >= _DETERMINER_REACH:
            return low in _DEFINITE
    return False


def _sums_in_compound(clause: Clause, trig: Trig) -> list[Elem]:
    """``the $300 million missile deal``: the sum that tells one deal apart from others."""
    before = clause.elems[max(clause.start, trig.index - _COMPOUND_SUM_REACH) : trig.index]
    if any(e.low in _OPENING for e in before):
        return []  # "the initial $300 million contract"
    return [e for e in before if e.kind == "money"]


def _names_its_goods(clause: Clause, trig: Trig) -> bool:
    """``the purchase of 20 fighters`` points at nothing said before."""
    if trig.record.id not in rule_ids.ACTION_NOUNS or trig.index + 1 >= clause.end:
        return False
    behind = clause.elems[trig.index + 1 : trig.index + 6]
    return behind[0].low == "of" and any(e.kind in ("item", "quantity") for e in behind)


def _subject_of_noun(clause: Clause, trig: Trig) -> None:
    """``Manila announces the end of a deal to buy``: who stands first acts in the deal."""
    role: str = trig.record.holder if trig.record.id in rule_ids.ACTION_NOUNS else "side"
    before = [e.low for e in clause.elems[max(0, trig.index - _RECEIPT_REACH) : trig.index]]
    if "receipt" in before or "award" in before:
        role = "seller"  # "announced receipt of a purchase order"
    for child in trig.governed:
        subject = child.record.roles.get("subject")
        if not child.noun and subject in ("buyer", "seller"):
            role = "seller" if leases_out(clause, child) else subject
    if trig.record.id == rule_ids.OFFERED and _OWN.isdisjoint(before):
        role = "buyer"  # "is weighing an offer", never "renewed its offer"
    held = any(v.rule == trig.record.id and v.role == role for v in clause.mention.votes)
    if trig.record.id in rule_ids.ACTION_NOUNS and (held or _is_remarked_on(clause, trig)):
        return  # "Canada condemned Portugal's delivery", "has protested over the sale"
    who = _who_has(clause, trig)
    if not who and "we" in before and count_speaker(clause, trig, role):
        return  # "We have a contract with a customer in Asia", Volta's head said
    if len(who) > 1 and not _VYING.isdisjoint(before):
        return  # "Saab and Thales are competing for a contract": one of them at most
    if len({o.country for i in who if (o := clause.elems[i].org) is not None}) > 1:
        role = "side"  # "Serbia and Angola agreed in principle on the sale of"
    for index in who:
        org = clause.elems[index].org
        if org is None or index < clause.start or index in clause.used:
            continue
        if org.kind in CONSENTING_KINDS and role == "seller":
            continue  # "notified Congress of a possible sale"
        if org.is_public or role != "buyer":
            clause.vote(index, role, 0.5, trig.record.id)


def leases_out(clause: Clause, trig: Trig) -> bool:
    """``Sweden has leased 12 jets to Hungary``: who leases to somebody gives."""
    return trig.record.id == rule_ids.LEASE_OUT and any(
        clause.elems[k].org is not None and preposition_of(clause.elems, k) == "to"
        for k in range(trig.index + 1, clause.end)
    )


def _is_remarked_on(clause: Clause, trig: Trig) -> bool:
    """Whether a deal noun is what its sentence speaks about: ``in response to the delivery``."""
    elems, k = clause.elems, trig.index - 1
    over = _DETERMINERS | _PLANNED
    while k > clause.start and (elems[k].low in over or elems[k].kind in _COMPOUND_KINDS):
        k -= 1
    if elems[k].low == "on" and elems[k - 1].low in _CURBS:
        clause.mention.flags.add("negated")  # "sanctions on exports to Pyongyang"
        return True
    if trig.record.id == rule_ids.DELIVERY and elems[k].low in _GREETED:
        return True  # "the president welcomed the delivery of 12 tanks to the army"
    return elems[k].low in _ABOUT | _REMARKED or (
        elems[k].low == "to" and elems[k - 1].low == "response"
    )


def _who_has(clause: Clause, trig: Trig) -> list[int]:
    """The subject of the clause that a deal noun stands in, ``emerged as`` aside."""
    elems, i = clause.elems, trig.index
    if trig.record.id in rule_ids.PARTY_NOUNS:
        while i > clause.start and elems[i - 1].low in _BEFORE_PARTY:
            i -= 1
    found = acting_before(elems, i)[0] if i < trig.index else subject_of(elems, trig)[0]
    told = [e.low for e in elems[max(clause.start, i - _DETERMINER_REACH) : i]]
    if not found and "it" in told and elems[clause.start].kind == "party":
        return [clause.start]  # "Peru confirmed that it has a contract with Airbus"
    return found


def _read_right(clause: Clause, trig: Trig, light: Trig | None) -> None:
    """Items behind ``of`` or ``for`` after a deal noun."""
    wanted = {p for p, r in trig.record.roles.items() if r in ("item", "purpose")}
    if not wanted:
        return
    elems = clause.elems
    limit = object_end(elems, trig.index, clause.end)
    priced = False  # "a contract worth $2 billion of the total", "an order, of which"
    extraposed = light is not None and light.index > trig.index
    if extraposed and light is not None:
        limit = object_end(elems, light.index, clause.end)
    for index in range(trig.index + 1, limit):
        elem = elems[index]
        if extraposed and elem.kind in ("trigger", "party", "date", "money", "punct"):
            continue  # "the contract was signed between A and B for two ships"
        if elem.low in wanted and not (elem.low == "of" and priced):
            _items_behind(clause, trig, light, range(index + 1, limit))
            return
        if elem.low == "to" and _is_reworked(elems[index + 1 : index + 2]):
            objects(clause, range(index + 2, limit), trig.record.id, {})
            return
        second = index == trig.index + 1
        if elem.kind == "trigger" and not second and elem.low != "worth":
            return
        priced = priced or elem.kind == "money" or elem.text == ","


def _is_reworked(elems: Sequence[Elem]) -> bool:
    """``a contract to convert two airliners``: a verb that tells what is done to the goods."""
    return any(e.low in _REWORKING for e in elems)


def _apposed_goods(clause: Clause, trig: Trig) -> None:
    """``22 vehicles, a grant from Turkey to Somalia``: goods that the noun stands beside."""
    if trig.record.id not in rule_ids.GIFTS:
        return
    elems, k = clause.elems, trig.index - 1
    while k >= 2 and elems[k].kind in ("word", "adj") and elems[k].low not in STOP:
        k -= 1
    apposed = k >= 2 and elems[k].low in ("a", "an") and elems[k - 1].text == ","
    if apposed and elems[k - 2].kind == "item":
        clause.add_item(elems[k - 2], trig.record.id)


def _items_behind(clause: Clause, trig: Trig, light: Trig | None, region: range) -> None:
    known = len(clause.mention.items)
    objects(clause, region, trig.record.id, {})
    awarded = light is not None and light.record.id in (rule_ids.AWARD, rule_ids.WIN)
    if awarded and trig.record.id in rule_ids.ITEM_NOUNS and len(clause.mention.items) == known:
        noun_phrase(clause, region.start, region.stop)
