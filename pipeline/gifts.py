"""What is a gift, which a verb of handing does not tell alone, and how far it has come."""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.clause_words import COMING
from pipeline.clauses import Trig
from pipeline.context import Hits
from pipeline.groups import Elem
from pipeline.mentions import Mention, before_verb, verb_of
from pipeline.parties import CONSENTING_KINDS

_GIVEN = frozenset("donated gifted bequeathed gave given presented handed transferred".split())
_GIVING = frozenset({rule_ids.DONATE, rule_ids.PRESENT, rule_ids.SUPPLY, rule_ids.TRANSFER})
_SAID = ("announc", "said", "confirm", "told")
_TOLD = ("announc", "unveil", "present", "outlin", "adopt", "put forward", "approv")
_ONGOING = frozenset("donating gifting giving sending".split())
_TAKEN = frozenset("adopted took taken passed made".split())  # a decision
_MADE_UP = frozenset(
    "decided decides agreed agrees agree agreeing resolved voted opted committed".split()
)
_RESOLVED_REACH = 8  # elements: "decided at a meeting on 3 May to"
_HANDING = frozenset({rule_ids.SUPPLY, rule_ids.RECEIVE, rule_ids.TRANSFER, rule_ids.DONATE})
_PLAIN_GIVING = ("giv", "gave", "send", "sent")
_GIFT_VERBS = ("send", "sent", "transfer", "turn", "hand")
_GIFTED = frozenset({"donated", "gifted"})
_RETIRED = frozenset({"retired", "decommissioned", "mothballed", "surplus", "ex-"})
_AIDED = frozenset({"UKR"})  # who pays for nothing that a state hands it
_GIVEN_ON = rule_ids.HANDING | {rule_ids.OFFER, rule_ids.RECEIVE, rule_ids.DONATE}
_CONSENTS = frozenset({rule_ids.APPROVE, rule_ids.ACCORD})
_HANDING_OVER = frozenset({"transfer", "handover", "hand-over", "handing over", "transferring"})
_BATCHES = frozenset("batch batches tranche tranches lot last remaining".split())
_PART_REACH = 5  # elements
_GIFT_REACH = 50  # characters behind a clause in which it is called aid


def is_gift(mention: Mention, cues: Hits) -> bool:
    """``Norway provides Ukraine with guns in an aid package``: from state to state, unpaid."""
    if mention.rule not in _HANDING | {rule_ids.OFFER}:
        return False
    aid = cues.has("kind.transfer", mention.start, mention.end + _GIFT_REACH)
    givers = [v.org for v in mention.votes if v.role == "seller"]
    takers = [v.org for v in mention.votes if v.role == "buyer"]
    if not givers or not takers or not all(o.is_public for o in (*givers, *takers)):
        return False
    if not {o.country for o in givers}.isdisjoint({o.country for o in takers} | {None}):
        return False
    aided = {o.country for o in takers} <= _AIDED
    if aid or (aided and mention.rule in _HANDING):
        return True
    verb = verb_of(mention, mention.triggers[0])
    if verb is None or mention.sums or _in_parts(mention, verb):
        return False
    return verb.low.startswith(_GIFT_VERBS)


def _in_parts(mention: Mention, verb: Elem) -> bool:
    """``will hand over the first batch of jets``: what comes in batches was ordered."""
    at = mention.elems.index(verb)
    return any(e.low in _BATCHES for e in mention.elems[at + 1 : at + _PART_REACH])


def is_package(mention: Mention) -> bool:
    """``unveiled a $250 million arms package for Kyiv``: aid, where one state gives it another."""
    ids = {t.record.id for t in mention.triggers}
    if rule_ids.PACKAGE not in ids or not ids.isdisjoint(_CONSENTS | {rule_ids.SALE}):
        return False
    giving = [v for v in mention.votes if v.role in ("side", "seller")]
    taking = [v for v in mention.votes if v.role in ("buyer", "beneficiary", "end_user")]
    if not giving or not taking or any(not v.org.is_public for v in (*giving, *taking)):
        return False
    if not {v.org.country for v in giving}.isdisjoint({v.org.country for v in taking} | {None}):
        return False
    for vote in giving:
        vote.role = "seller"
    for vote in taking:
        vote.role = "buyer"
    return True


def is_own_gift(mention: Mention, cues: Hits) -> bool:
    """``Parliament approved the donation of 14 helicopters``: of what its own state gives.

    A state that lets another hand on what it once sold approves an export.
    """
    ids = {t.record.id for t in mention.triggers}
    approvers = [v.org for v in mention.votes if v.role == "approver"]
    if ids.isdisjoint(_CONSENTS) or not approvers:
        return False
    own = {o.country for o in approvers}
    others = [v for v in mention.votes if v.org.country not in own]
    if any(v.role == "seller" for v in others) or None in own:
        return False
    others_take = [v for v in others if v.role in ("buyer", "beneficiary", "end_user")]
    if any(o.kind == "export_authority" for o in approvers):
        return False
    if not ids.isdisjoint((rule_ids.DONATE, rule_ids.DONATION)):
        return True
    handed = any(e.low in _HANDING_OVER for e in mention.elems) or (
        bool(others_take) and cues.has("kind.transfer", mention.start, mention.end + _GIFT_REACH)
    )
    return handed and all(o.kind in CONSENTING_KINDS for o in approvers)


def drop_empty_gifts(mention: Mention) -> None:
    """``parliament gave Oman a deep insight``: a body that gives no goods is no party."""
    taking = {id(v.elem) for v in mention.votes if v.role == "buyer"}
    if mention.kind == "transfer":  # "authorised the government to donate to Peru"
        mention.votes = [v for v in mention.votes if v.role != "seller" or id(v.elem) not in taking]
    given = {rule for _, rule in mention.items}
    empty = _GIVING - given if not mention.sums else frozenset()
    mention.votes = [
        v
        for v in mention.votes
        if v.rule not in empty or v.elem.org is None or v.elem.org.kind not in CONSENTING_KINDS
    ]


def is_surplus(mention: Mention) -> bool:
    """``offered under the Excess Defense Articles programme``, ``Japanese-donated aircraft``.

    So are "two retired cutters" that are handed over.
    """
    if mention.sums or mention.rule not in _GIVEN_ON:
        return False
    handed = mention.rule in rule_ids.HANDING or mention.rule == rule_ids.RECEIVE
    retired = handed and all(v.org.is_public for v in mention.votes)
    firsts = {e.low.split(" ")[0] for e in mention.elems}
    given = any(e.low.startswith("excess defen") for e in mention.elems) or firsts & _GIFTED
    return bool(given) or (retired and bool(firsts & _RETIRED))


def gives_goods(mention: Mention) -> bool:
    """Whether goods are given: "has been given 2 billion to overhaul" tells of a contract."""
    givers = [v.org for v in mention.votes if v.rule == rule_ids.DONATE and v.role == "seller"]
    if givers and not any(o.is_public for o in givers):
        return False
    gives = [t for t in mention.triggers if t.record.id == rule_ids.DONATE]
    verb = verb_of(mention, gives[0])
    if verb is not None and verb.low == "giving" and gives[0] is not mention.triggers[0]:
        return False  # "signed the contract, without giving a price"
    given = any(v.rule == rule_ids.DONATE for v in mention.votes)
    if not given and verb is not None and verb.low.startswith(_PLAIN_GIVING):
        return False  # "because priority was given to the purchase of ships"
    works = any(t.infinitive and t.record.id in rule_ids.SHARING for t in mention.triggers)
    return not (works and mention.sums)


def has_given(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``donated ten trucks``, ``boats gifted by Japan``: a gift told in the past was made."""
    if verb is None or verb.low not in _GIVEN or root.infinitive:
        return False
    return not any(e.low in COMING for e in before_verb(mention.elems, verb))


def is_announced(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``announced the donation of two boats``, ``agreed to give``: told, and not yet made."""
    if _is_pledge(mention, root, verb) or _is_going_on(mention, root, verb):
        return True
    if root.noun:
        before = mention.elems[: mention.elems.index(verb)] if verb is not None else []
        told = any(e.low.startswith(_TOLD) for e in before)
        told = told or any(e.low == "announced" for e in mention.elems)
        return root.record.id in rule_ids.GIFTS and mention.kind == "transfer" and told
    gives = any(t.record.id in _GIVING and t.infinitive for t in root.governed)
    return (
        gives and mention.kind == "transfer" and verb is not None and verb.low.startswith("agree")
    )


def _is_going_on(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``is donating ten trucks``: announced, and under way at most."""
    if verb is None or root.record.id != rule_ids.DONATE or verb.low not in _ONGOING:
        return False
    return any(e.low in ("is", "are", "was", "were") for e in before_verb(mention.elems, verb)[-2:])


def is_resolved(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``has decided to donate``, ``agreed to give``, ``said that it would give``: who gives has
    made up its mind, though nothing is handed over yet.
    """
    if mention.kind != "transfer" or verb is None or root.record.id not in _GIVING:
        return False
    if any(v.role == "approver" for v in mention.votes):
        return True  # "the cabinet decided to give", "parliament voted for giving"
    if any(not v.org.is_public for v in mention.votes):
        return False
    before = [e.low for e in mention.elems[: mention.elems.index(verb)][-_RESOLVED_REACH:]]
    decision = "decision" in before and not _TAKEN.isdisjoint(before)
    if decision or any(low.split()[0] in _MADE_UP for low in before):
        return before[-1:] == ["to"] or before[-1].endswith(" to")
    return before[-1:] == ["would"] and any(low.startswith(_SAID) for low in before)


def _is_pledge(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``has pledged``, ``will donate``: promised, not given."""
    if verb is None or root.record.id != rule_ids.DONATE:
        return False
    if verb.low.startswith(("pledg", "promis")):
        return True
    return any(e.low in ("will", "to") for e in before_verb(mention.elems, verb))


def is_promise(mention: Mention, verb: Elem | None) -> bool:
    """``will deliver four jets to Ukraine`` in aid: announced, not handed over."""
    if mention.kind != "transfer" or verb is None or mention.sums:
        return False
    ids = {t.record.id for t in mention.triggers}
    if not ids <= _GIVING or not all(v.org.is_public for v in mention.votes):
        return False
    return any(e.low in ("will", "to") for e in before_verb(mention.elems, verb))
