"""Tying triggers together: light verbs to deal nouns, infinitives to governors, clause bounds."""

from __future__ import annotations

from itertools import pairwise

from pipeline import rule_ids, schema
from pipeline.clause_words import (
    ARTICLES,
    BE,
    BEFORE_NAMES,
    BREAKS,
    FRONTING,
    NEW_CLAUSE,
    NO_OBJECT_BEHIND,
    NOUN_STARTS,
    OBJECT_ENDS,
    PLAN_SKIP,
    RELATIVES,
)
from pipeline.clauses import Trig, previous_word
from pipeline.grammar import STOP
from pipeline.groups import Elem
from pipeline.subjects import subject_of

_OBJECT_REACH = 40  # elements
_FACTS = frozenset({"party", "item", "money"})
_LIGHT_REACH = 14  # from a light verb to its deal noun
_PAID_REACH = 30  # the same where a sum stands behind the verb
_SEATED = frozenset({"based", "headquartered", "located", "of"})
_SUM_REACH = 4
_FORMS_OF_CONSENT = frozenset("decree law vote decision order acclamation".split())
_AFTERTHOUGHT = frozenset("after following besides unlike like".split())
_LIKENED = frozenset("similar earlier previous separate another first second".split())
_ASKED_REACH = 2
_WHAT_FOR = frozenset({"for", "to"})
_BEHIND_SUM = frozenset({"for", "with", "and", "to"})
_RELIEF = frozenset(
    """waiver waivers rebate discount bailout fine penalty bonus subsidy boost increase cut rise
    dividend settlement budget""".split()
)
_BIDDERS = frozenset({rule_ids.BIDDER, rule_ids.SOLE_BIDDER})
_NOUN_REACH = 10  # from a trigger to a noun that is its argument
_NO_ARGUMENT_OVER = frozenset(", ; that which and while".split())
_BEFORE_ARGUMENT = frozenset("for on to of over regarding concerning about".split())
# What one receives from who gives it; of a tender, the bids.
_TAKEN = frozenset({rule_ids.DELIVERY, rule_ids.OFFERED, rule_ids.TENDER})
_SUBMITTED = frozenset({rule_ids.OFFERED, rule_ids.REQUESTED})
# Light verbs of few deal nouns: "submitted a request", "restart a tender".
_ONLY_WITH = {rule_ids.SUBMIT: _SUBMITTED, rule_ids.CALL: frozenset({rule_ids.TENDER})}
_WORKS = frozenset("development design engineering testing integration fabrication".split())
_JOINED = frozenset({"and", "but", "while"})
_APPROVED_TOO = frozenset({"noun.purchase", "noun.upgrade"})
_ADJUNCT = frozenset("in by from with under at".split())


def object_end(elems: list[Elem], i: int, limit: int) -> int:
    """Index behind the object region of the trigger at ``i``, at most ``limit``."""
    for j in range(i + 1, min(limit, len(elems), i + _OBJECT_REACH)):
        elem = elems[j]
        if elem.low in OBJECT_ENDS or elem.text in (":", "."):
            return j
        if elem.text == ";" and not _goes_on(elems, j):
            return j
    return max(i + 1, min(limit, len(elems), i + _OBJECT_REACH))


def _goes_on(elems: list[Elem], j: int) -> bool:
    """Whether a list of goods goes on behind the semicolon at ``j``."""
    after = [e for e in elems[j + 1 : j + 4] if e.low not in ("and", "the")]
    return bool(after) and after[0].kind in ("item", "quantity")


def link(elems: list[Elem], trigs: list[Trig]) -> list[Trig]:
    """Tie light verbs to their deal noun and infinitives to what governs them; return the roots.

    ``trigs`` are those of one sentence in order; light verbs without a deal noun are let go.
    """
    for trig in trigs:
        if not trig.noun:
            _link_light(elems, trig, trigs)
    brackets = any(e.text == "(" for e in elems)
    kept = [t for t in trigs if _counts(elems, t, trigs, brackets)]
    roots = [t for t in kept[:1] if t.owner is None]
    for previous, trig in pairwise(kept):
        if trig.owner is not None:
            continue
        owner = _approver_of_both(elems, previous, trig)
        if owner is None and trig.deal is not previous and _governs(elems, previous, trig):
            owner = previous
        if owner is not None:
            trig.owner = owner
            owner.governed.append(trig)
        else:
            roots.append(trig)
    return roots


def _approver_of_both(elems: list[Elem], previous: Trig, trig: Trig) -> Trig | None:
    """``approved the purchase of two frigates and the upgrade of four``: what approves both nouns.

    ``None`` where the second has a price of its own: then it is another deal.
    """
    verb = previous.owner
    if not (trig.noun and previous.noun and verb is not None and not verb.noun):
        return None
    if verb.record.roles.get("object") != "approved" or trig.record.id not in _APPROVED_TOO:
        return None
    before = [e.low for e in elems[previous.index + 1 : trig.index]]
    if before[-1:] != ["and"] and before[-2:-1] != ["and"]:
        return None
    behind = elems[trig.index : object_end(elems, trig.index, len(elems))]
    return None if any(e.kind == "money" for e in behind) else verb


def _counts(elems: list[Elem], trig: Trig, trigs: list[Trig], brackets: bool) -> bool:
    """Whether a trigger tells of a deal: with its noun, chosen as a supplier, not in passing."""
    if (brackets and _is_remark(elems, trig)) or _is_way_of_making(elems, trig):
        return False
    if trig.noun and trig.record.id == rule_ids.SUPPLIER:
        return any(t.index < trig.index and t.record.id == rule_ids.SELECT for t in trigs)
    if trig.record.id == rule_ids.ASK and not _asks_for(elems, trig.index):
        return False
    return trig.noun or trig.deal is not None or trig.paid or not _only_light(trig)


def _is_way_of_making(elems: list[Elem], trig: Trig) -> bool:
    """``will be built under [a] licence from Rafael``: no licence to export."""
    if elems[trig.index].low not in ("licence", "license"):
        return False
    before = [e.low for e in elems[max(0, trig.index - 2) : trig.index]]
    return before[-1:] == ["under"] or (before[:1] == ["under"] and before[-1] in ARTICLES)


def _asks_for(elems: list[Elem], i: int) -> bool:
    """``asked Rafael for radars``, ``to supply``; not ``asked Paris to explain its sale``."""
    for k in range(i + 1, object_end(elems, i, len(elems)) - 1):
        if elems[k].low == "for" or elems[k].kind in ("item", "quantity"):
            return True
        if elems[k].low == "to":  # "to consider ordering more"
            return any(e.kind == "trigger" for e in elems[k + 1 : k + 1 + _ASKED_REACH])
    return False


def _is_remark(elems: list[Elem], trig: Trig) -> bool:
    """``Peru (its first such buy)``, ``(12 ordered so far)``: brackets that name nobody, no
    goods and no sum."""
    if not _bracketed(elems, trig):
        return False
    begin = max(k for k in range(trig.index) if elems[k].text == "(")
    end = next((k for k in range(trig.index, len(elems)) if elems[k].text == ")"), len(elems))
    return not any(e.kind in _FACTS for e in elems[begin:end])


def _only_light(trig: Trig) -> bool:
    return all(r.light for r in trig.records)


def _link_light(elems: list[Elem], trig: Trig, trigs: list[Trig]) -> None:
    light = [r for r in trig.records if r.light]
    noun = _deal_noun(elems, trig, trigs) if light else None
    if noun is not None:
        light = [r for r in light if noun.record.id in _ONLY_WITH.get(r.id, (noun.record.id,))]
    if noun is not None and light and noun.owner is None:
        handed = [r for r in trig.records if r.id == rule_ids.RECEIVE]
        taken = handed if noun.record.id in _TAKEN else []
        trig.record, trig.deal = taken[0] if taken else _best_light(noun, light), noun
        noun.owner = trig
        return
    award = next((r for r in light if r.id == rule_ids.AWARD), None)
    if _is_relief(elems, trig):
        award = None
    if award is not None and is_paid(elems, trig) and (trig.passive or _says_what_for(elems, trig)):
        trig.record, trig.paid = award, True  # "was awarded $8 million for network support"
        return
    sign = next((r for r in light if r.id == rule_ids.SIGN), None)
    if sign is not None and _signs_with(elems, trig):
        trig.record, trig.paid = sign, True  # "signed with Kongsberg for 20 missiles"
        return
    win = next((r for r in light if r.id == rule_ids.WIN), None)
    if win is not None and _is_paid_to_firm(elems, trig):
        trig.record, trig.paid = win, True  # "Cockerill got 184 million for support of turrets"
        return
    plain = next((r for r in trig.records if not r.light), None)
    if plain is not None:
        trig.record = plain


def _best_light(noun: Trig, light: list[schema.Trigger]) -> schema.Trigger:
    """``give approval`` accords it, ``give a contract`` awards it."""
    special = next((r for r in light if r.id in _ONLY_WITH), None)
    if special is not None:
        return special
    approval = noun.record.id == rule_ids.APPROVAL
    return next((r for r in light if (r.id == rule_ids.ACCORD) == approval), light[0])


def _deal_noun(elems: list[Elem], trig: Trig, trigs: list[Trig]) -> Trig | None:
    """The deal noun that is the object of an active, or the subject of a passive, light verb."""
    before: Trig | None = None
    if trig.reduced:
        near = range(trig.index - 2, trig.index)
        before = next((t for t in reversed(trigs) if t.noun and t.index in near), None)
    elif trig.passive or trig.record.id in rule_ids.PASSING:
        behind = _noun_behind(elems, trig, trigs)
        if behind is not None and behind.record.id == rule_ids.APPROVAL:
            return behind  # "the deal was given the go-ahead"
        subject, _ = subject_of(elems, trig)
        before = next((t for t in trigs if t.noun and t.index in subject), None)
        if trig.record.id in rule_ids.PASSING:  # "an order for 20 vehicles went to Patria"
            return before if before and before.record.id in rule_ids.ITEM_NOUNS else None
    else:
        before = _relative_noun(elems, trig, trigs)
    return before or _noun_behind(elems, trig, trigs)


def _relative_noun(elems: list[Elem], trig: Trig, trigs: list[Trig]) -> Trig | None:
    """``the deal, which Greece signed with Naval Group``: the noun that the clause describes."""
    subject, _ = subject_of(elems, trig)
    k = subject[0] - 1 if subject else -1
    while k >= 0 and elems[k].low in BEFORE_NAMES:
        k -= 1
    if k < 0 or elems[k].low not in RELATIVES:
        return None
    k -= 1
    while k >= 0 and elems[k].text == ",":
        k -= 1
    return next((t for t in trigs if t.noun and t.index == k), None)


def _noun_behind(elems: list[Elem], trig: Trig, trigs: list[Trig]) -> Trig | None:
    nouns = [t for t in trigs if t.noun and t.index > trig.index]
    paid = is_paid(elems, trig)
    if paid and _is_relief(elems, trig):
        return None  # "was granted a $3 billion waiver as part of a sale"
    noun = next((t for t in nouns if t.owner is None and not (paid and _bracketed(elems, t))), None)
    if noun is None or noun.index - trig.index > (_PAID_REACH if paid else _LIGHT_REACH):
        return None
    head = next((t for t in nouns if t.index == noun.index + 1), None)
    if head is not None and head.record.id in _SUBMITTED:
        noun = head  # "a formal deal offer"
    if elems[noun.index].low == "production" and elems[trig.index].low.startswith("enter"):
        return None  # "when it enters production"
    passed = {t.index for t in nouns}
    depth = seated = 0
    for k in range(trig.index + 1, noun.index):
        elem = elems[k]
        depth += (elem.text == "(") - (elem.text == ")")
        if paid and (depth > 0 or elem.low in _BEHIND_SUM):
            continue  # "is awarded $37 million for delivery order 2100"
        if k == trig.index + 1 and _names_other_side(elems, k):
            continue
        if elem.low in ("on", "in") and elems[k + 1].kind == "date":
            continue  # "signed on March 5 the contract"
        if elem.low == "by" and elems[k + 1].low in _FORMS_OF_CONSENT:
            continue  # "authorised by decree the purchase"
        if elem.low == "on" and elems[trig.index + 1].low == "with":
            continue  # "agreed with Patria on the purchase"
        if k < seated:
            continue
        if elem.low in _SEATED and elems[k - 1].text == ",":
            seated = _behind_seat(elems, k, noun.index)
            continue
        if elem.kind == "trigger" and k not in passed and not _describes_noun(elems, k, noun.index):
            return None
        if elem.low in NO_OBJECT_BEHIND:
            return None
        if elem.low == "out" and elems[k - 1].text == ",":
            return None  # "received 19 jets, out of an order for 46"
    return noun


def _names_other_side(elems: list[Elem], k: int) -> bool:
    """``signed with Hyundai a contract``, ``awarded to Indra a contract``: a party comes first."""
    if elems[k].kind != "word":
        return False
    named = elems[k + 1].kind in ("party", "descriptor", "adj")
    return elems[k].low == "with" or (elems[k].low == "to" and named)


def _describes_noun(elems: list[Elem], k: int, noun: int) -> bool:
    """``a $1 billion design and build contract``: whether the word at ``k`` only describes it."""
    return all(e.kind == "trigger" or e.low == "and" for e in elems[k:noun])


def _behind_seat(elems: list[Elem], k: int, limit: int) -> int:
    """Index behind ``based in Tampa, Florida,``, words on a firm that begin at ``k``."""
    for j in range(k + 1, limit):
        if elems[j - 1].text == "," and (elems[j].low in ARTICLES or elems[j].kind == "money"):
            return j
    return k


def is_paid(elems: list[Elem], trig: Trig) -> bool:
    """Whether a sum is the first thing behind a verb: ``was awarded a maximum $10 million``."""
    behind = elems[trig.index + 1 : trig.index + 1 + _SUM_REACH]
    return any(e.kind == "money" for e in behind)


def _is_relief(elems: list[Elem], trig: Trig) -> bool:
    """Whether the sum behind a verb is one that is let off or added, and no contract's."""
    for k in range(trig.index + 1, min(len(elems), trig.index + 1 + _SUM_REACH)):
        if elems[k].kind == "money":
            return any(e.low in _RELIEF for e in elems[k + 1 : k + 3])  # "in waivers"
    return False


def _is_paid_to_firm(elems: list[Elem], trig: Trig) -> bool:
    """Whether firms are what gets a sum, and it is said what for."""
    if trig.passive or trig.infinitive or not is_paid(elems, trig):
        return False
    subject, _ = subject_of(elems, trig)
    orgs = [elems[i].org for i in subject]
    if not orgs or any(org is None or org.is_public for org in orgs):
        return False
    return _says_what_for(elems, trig)


def _says_what_for(elems: list[Elem], trig: Trig) -> bool:
    """Whether the sum behind a verb is followed by what it is for."""
    money = next(k for k in range(trig.index + 1, len(elems)) if elems[k].kind == "money")
    behind = [e.low for e in elems[money + 1 : money + 1 + _SUM_REACH]]
    return not _WHAT_FOR.isdisjoint(behind)


def _signs_with(elems: list[Elem], trig: Trig) -> bool:
    """``signed with Kongsberg [on 9 October] for 20 missiles``: no noun for what was signed."""
    i = trig.index
    if trig.passive or trig.reduced or i + 2 >= len(elems) or elems[i + 1].low != "with":
        return False
    for k in range(i + 2, min(len(elems), i + 2 + _NOUN_REACH)):
        if elems[k].low == "for":
            return any(e.kind == "party" for e in elems[i + 2 : k])
        if elems[k].kind == "trigger" or elems[k].text in (".", ";"):
            return False
    return False


def _bracketed(elems: list[Elem], trig: Trig) -> bool:
    """Whether a trigger stands in brackets."""
    before = elems[max(0, trig.index - _PAID_REACH) : trig.index]
    return sum((e.text == "(") - (e.text == ")") for e in before) > 0


def _governs(elems: list[Elem], previous: Trig, trig: Trig) -> bool:
    """Whether an infinitive, gerund or argument noun hangs on the trigger before it."""
    between = _without_works([e.low for e in elems[previous.index + 1 : trig.index]], trig)
    if previous.noun and not trig.noun and _acts_anew(elems, previous, trig):
        return False
    if _in_as_clause(elems, previous.index, trig.index):
        return False
    if not trig.noun:
        return (trig.infinitive or trig.gerund) and NEW_CLAUSE.isdisjoint(between)
    if _AFTERTHOUGHT.intersection(between) and _LIKENED.intersection(between[-3:]):
        return False  # "a deal with Peru after a similar deal with Chile"
    if previous.noun and _preposition_before(elems, trig.index) in ("for", "of"):
        return not any(w in (";", "that", "which", "who") for w in between)
    if trig.record.id == rule_ids.APPROVAL and previous.record.id == rule_ids.REQUEST:
        return len(between) < _NOUN_REACH and NEW_CLAUSE.isdisjoint(between)  # "seeks permission"
    if previous.record.id == rule_ids.CUSTOMER and _names_contract(trig, between):
        return True
    if previous.record.id in _BIDDERS and trig.record.id == rule_ids.TENDER:
        # "the lowest bidder in the navy's tender for", "the winner of the army's tender"
        return between[:1] in (["in"], ["of"])
    if trig.record.id in rule_ids.PARTY_NOUNS and not previous.noun:
        return "as" in between or previous.record.id == rule_ids.SELECT
    gift = trig.record.id in rule_ids.GIFTS
    if gift and previous.record.id == rule_ids.APPROVE and _told_in_money(elems, trig.index):
        return True
    given = gift and previous.record.id == rule_ids.SUPPLY
    if given and "with" in between and _NO_ARGUMENT_OVER.isdisjoint(between):
        return True  # "will provide Ukraine with a new aid package"
    if previous.deal is not None and _behind_for(between):
        return True  # "was signed between A and B for the supply of ships"
    return len(between) <= _NOUN_REACH and _takes_noun(previous, between)


def _without_works(between: list[str], trig: Trig) -> list[str]:
    """``for the design, development and production``: without the works named before a noun."""
    end = len(between)
    while trig.noun and end > 2 and between[end - 1] in ("and", ",") and between[end - 2] in _WORKS:
        end -= 2
    return between[:end]


def _in_as_clause(elems: list[Elem], first: int, last: int) -> bool:
    """``will carry out the order, as the army plans to buy more``: a clause that begins anew."""
    for k in range(first + 1, last - 2):
        if elems[k].text == "," and elems[k + 1].low == "as":
            return elems[k + 2 + (elems[k + 2].low == "the")].kind == "party"
    return False


def _acts_anew(elems: list[Elem], previous: Trig, trig: Trig) -> bool:
    """``After talks in Brussels, Vietnam wants to buy``: the noun stands in a phrase in front."""
    comma = next((k for k in range(previous.index, trig.index) if elems[k].text == ","), None)
    if comma is None or elems[0].low not in FRONTING:
        return False
    acting = [k for k in range(comma + 1, trig.index - 1) if elems[k].kind == "party"]
    return bool(acting) and elems[acting[-1] + 1].low != "to"


def _names_contract(trig: Trig, between: list[str]) -> bool:
    """``was its first customer with an order for three``: what a customer has signed."""
    return trig.record.id in rule_ids.SIGNED_NOUNS and between[:1] == ["with"]


def _told_in_money(elems: list[Elem], i: int) -> bool:
    """``approved $500 million in military aid``: whether a sum tells what the noun at ``i`` is."""
    return i > 1 and elems[i - 1].low in ("in", "of") and elems[i - 2].kind == "money"


def _preposition_before(elems: list[Elem], i: int) -> str:
    """The word right before a noun and its article."""
    return elems[i - 2].low if elems[i - 1].low == "the" and i > 1 else elems[i - 1].low


def _behind_for(between: list[str]) -> bool:
    """Whether the words before a noun end in ``for`` or ``for the``, within one clause."""
    if not between or NEW_CLAUSE & set(between) or "," in between:
        return False
    return between[-1] == "for" or between[-2:] == ["for", "the"]


def _takes_noun(other: Trig, between: list[str]) -> bool:
    """Whether a deal noun is an argument of the trigger before it.

    "sign a contract for the purchase of", "approved the potential sale of".
    """
    if not between:
        approves = other.record.roles.get("object") == "approved" and not other.passive
        return other.noun or approves  # "approves purchase of"
    # "talks between A and B about the delivery of"
    barred = _NO_ARGUMENT_OVER - {"and"} if "between" in between else _NO_ARGUMENT_OVER
    if not barred.isdisjoint(between):
        return False
    if not _BEFORE_ARGUMENT.isdisjoint(between):
        return True
    direct = not other.noun and not other.reduced and not other.passive
    if direct and between[0] == "with" and between[-1] == "the":
        return True  # "is negotiating with KAI the purchase of"
    return direct and _ADJUNCT.isdisjoint(between)


def clause_spans(elems: list[Elem], roots: list[Trig]) -> list[tuple[int, int]]:
    """Index bounds of each root's clause: from its own start to that of the next root."""
    if not roots:
        return []
    starts = [0, *(_clause_start(elems, trig, before) for before, trig in pairwise(roots))]
    return list(pairwise([*starts, len(elems)]))


def _clause_start(elems: list[Elem], trig: Trig, previous: Trig) -> int:
    low = max([previous.index, *(g.index for g in all_governed(previous))])
    if trig.noun and not _is_in_talks(elems, trig.index):
        for k in range(trig.index - 1, low, -1):
            if elems[k].low in NOUN_STARTS or elems[k].low in BREAKS:
                return k
    low = min(low, trig.index)
    subject, _ = subject_of(elems, trig)
    high = min([trig.index, *(s for s in subject if s > low)])
    for k in range(high + 1, trig.index):
        if elems[k].low in RELATIVES and elems[k - 1].text == ",":
            return k  # "ordered radars and missiles from Thales, which will deliver them"
    own = _own_noun(elems, high, trig.index)
    if own:
        return own
    for limit in (high, trig.index):
        for k in range(limit, low, -1):
            if elems[k].low in BREAKS:
                return k
    return trig.index


def _own_noun(elems: list[Elem], head: int, verb: int) -> int:
    """``tanks and guns, and local plants will build``: where a clause with a plain noun begins.

    0 where the verb's subject is the one at ``head``, named before the conjunction.
    """
    for k in range(verb - 1, head, -1):
        if elems[k].low in BREAKS:
            nouns = any(_is_plain(elem) for elem in elems[k + 1 : verb])
            return k if nouns and elems[k].low in _JOINED else 0
    return 0


def _is_plain(elem: Elem) -> bool:
    """Whether an element may be a noun that no rule knows: no auxiliary, no adverb."""
    plain = elem.kind in ("word", "descriptor") and elem.text.isalpha() and elem.text.islower()
    return plain and elem.low not in STOP and elem.low not in PLAN_SKIP and elem.low[-2:] != "ly"


def _is_in_talks(elems: list[Elem], i: int) -> bool:
    """``Peru is now in talks``: what a clause says of its subject, like a verb."""
    if elems[i - 1].low != "in":
        return False
    before = previous_word(elems, i - 1)
    return before >= 0 and elems[before].low in BE


def all_governed(trig: Trig) -> list[Trig]:
    """Every trigger below ``trig``: its deal noun, what hangs on that, and so on down."""
    found = list(trig.governed)
    if trig.deal is not None:
        found.append(trig.deal)
        found += trig.deal.governed
    for child in trig.governed:
        found += all_governed(child)
    return found
