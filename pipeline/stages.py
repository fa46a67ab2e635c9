"""Kind and stage of a mention, from its triggers and the cues around them."""

from __future__ import annotations

from itertools import pairwise

from pipeline import rule_ids
from pipeline.clause_words import ADVERB_SKIP, COMING, FRONTING
from pipeline.clauses import Trig, noun_like
from pipeline.context import Hits
from pipeline.drafts import KIND_ORDER
from pipeline.gifts import (
    drop_empty_gifts,
    gives_goods,
    has_given,
    is_announced,
    is_gift,
    is_own_gift,
    is_package,
    is_promise,
    is_resolved,
    is_surplus,
)
from pipeline.groups import Elem
from pipeline.joint import (
    agrees_to_make,
    forms_venture,
    licenses,
    make_partners,
    makes_together,
    sign_licence,
    signs_to_make,
)
from pipeline.mentions import Mention, before_verb, verb_of
from pipeline.records import DealKind, DealStatus

_KIND_SENSES = tuple((kind, f"kind.{kind}") for kind in KIND_ORDER)
_HANDED = frozenset("delivered supplied shipped".split()) | {"handed over", "turned over"}
_TRADED = frozenset({"imported"})
_HANDS = frozenset({"delivers", "hands over"})  # a headline's
_SLICES = frozenset(
    """first lead initial batch second third fourth fifth another next begun began begins started
    starts tranche shipment already half""".split()
)
_GIVEN_AWAY = rule_ids.GRANTING | {rule_ids.TRANSFER}
_SOUGHT_BY = frozenset({rule_ids.TENDER, rule_ids.REQUESTED})
_PROPOSED = frozenset({rule_ids.TALKS, rule_ids.OFFERED, rule_ids.REQUESTED})
_BOUGHT = rule_ids.ORDERING | {rule_ids.PURCHASE, rule_ids.BUY}
_FOR_STATE = 0.4  # what it weighs that a body's state buys what the body consents to
_SURE = 0.6  # the weight from which a mention speaks of a deal
_NEGATION_REACH = 60  # characters before the trigger
_AVOIDED_REACH = 20
_RESOLVED = frozenset("decided decides resolved voted vowed opted moved".split())
_CHARGED = frozenset("tasked charged entrusted instructed".split())
_RESOLVED_REACH = 8  # elements: "decided at a meeting on 3 May to"
_PLAN_REACH = 80
_PLAN_WORDS = 2  # elements between a plan and its verb
_PLANS = frozenset(
    """plan plans decision project programme program tender bid process proposal move talks
    negotiations""".split()
)
_SLICE_REACH = 8
_IS_TO = (["is", "to"], ["are", "to"], ["close", "to"], ["keen", "to"], ["keen", "on"])
_BETWEEN = frozenset({"be", "soon", "now", "also"})  # and "only", "officially"
_BOUND = frozenset("commit commits committed committing".split())
_GOING_ON = frozenset({"is", "are", "being"})  # before "delivered": not all of it yet
_FORESEEN = frozenset("expected likely set due poised scheduled about ready yet is are".split())
_MAYBE = frozenset("will may might could would should".split())
_PROTESTS = frozenset("protest protests appeal appeals complaint complaints challenge".split())
_THOUGHT = frozenset("may might could risk risks consider considers considering mulls".split())
_SUBJUNCTIVE = frozenset({"approve", "clear", "ratify", "authorise", "authorize"})
_SAID = frozenset("said says announced announces confirmed disclosed told".split())
_SOUGHT = ("seek", "sought", "await", "need", "requir", "pending", "request", "subject", "appl")
_ENDING = ("complet", "finish", "conclud", "finalis", "finaliz")
_FRAME_REACH = 3  # elements from the preposition to the framework that an order is placed under
_TO_FRAME = (["to", "the"], ["to", "a"])
_UNDER_FRAME = frozenset("under from within existing".split())
_WHOLES = frozenset("last final all remaining both".split())


def classify(mention: Mention, cues: Hits, year: int | None) -> None:
    """Set kind, status and flags of a mention; ``year`` is that of publication."""
    if "attach" in mention.flags or not mention.triggers:
        return
    mention.kind = kind_of(mention, cues)
    joint = mention.kind == "procurement" and (signs_to_make(mention) or forms_venture(mention))
    if joint or makes_together(mention):
        make_partners(mention)
    elif licenses(mention):
        sign_licence(mention)
    if "aid" in mention.flags:
        mention.weight = _SURE
    drop_empty_gifts(mention)
    if mention.kind in ("procurement", "framework") and rule_ids.JOINT_PURCHASE in _ids(mention):
        _buy_together(mention)
    staged, told = "staged" in mention.flags, mention.status
    status = status_of(mention, cues)
    mention.status = told if staged else status
    past = cues.has("past", mention.start, mention.end) and not _is_reported(mention)
    if past or (year and _dated_before(mention, year - 1)):
        mention.flags.add("past")
    earlier = "past" in mention.flags and bool(mention.items)
    if mention.status == "delivered" and not earlier and _is_all(mention):
        mention.flags.add("whole")
    if mention.weight < _SURE and all(t.deal is None for t in mention.triggers):
        _weaken(mention, cues)


def _is_all(mention: Mention) -> bool:
    """``They were all delivered by 2018``, ``deliveries were completed``: nothing is to come."""
    root = mention.triggers[0]
    verb = verb_of(mention, root)
    if verb is None or any(e.low in COMING for e in before_verb(mention.elems, verb)):
        return False
    if root.deal is not None and root.deal.record.id == rule_ids.DELIVERY:
        return root.record.id == rule_ids.SIGN
    told = mention.elems[: mention.elems.index(verb) + _PLAN_WORDS]
    handed = root.record.id in (rule_ids.SUPPLY, rule_ids.RECEIVE)
    return handed and any(e.low in ("all", "both") for e in told)


def _ids(mention: Mention) -> set[str]:
    return {t.record.id for t in mention.triggers}


def _buy_together(mention: Mention) -> None:
    """``Sweden and Denmark agreed on the joint purchase of``: neither sells to the other."""
    for vote in mention.votes:
        if vote.role == "side" and vote.org.is_public:
            vote.role = "buyer"


def _is_reported(mention: Mention) -> bool:
    """``said on Tuesday that it had signed``: told just now, not of some earlier deal."""
    verb = verb_of(mention, mention.triggers[0])
    if verb is None or [e.low for e in before_verb(mention.elems, verb)][-1:] != ["had"]:
        return False
    return any(e.low in _SAID for e in _to_verb(mention))


def _dated_before(mention: Mention, year: int) -> bool:
    edtfs = (getattr(e.ent.value, "edtf", None) for e in mention.dates if e.ent is not None)
    return any(e and e[:4].isdigit() and int(e[:4]) < year for e in edtfs)


def _weaken(mention: Mention, cues: Hits) -> None:
    """A verb of making or equipping on its own names a maker, not a deal."""
    roles = {v.role for v in mention.votes}
    received = "buyer" in roles or "beneficiary" in roles
    told = mention.rule != rule_ids.DEVELOP or any(e.low in COMING for e in _to_verb(mention))
    # "GA, which has developed the catapult for the Navy": what a firm did once
    told = told and not _is_habit(mention)
    if told and received and "seller" in roles and mention.items and "past" not in mention.flags:
        mention.weight = 0.65
        return
    if agrees_to_make(mention, cues):
        make_partners(mention)
        return
    mention.flags.add("weak")
    for vote in mention.votes:
        if vote.role in ("seller", "side"):
            vote.role = "maker"


def _is_habit(mention: Mention) -> bool:
    """``The firm also makes missiles for the army``: its trade, and no goods of one deal."""
    verb = verb_of(mention, mention.triggers[0])
    present = verb is not None and verb.low.endswith("s") and mention.rule == rule_ids.BUILD
    return present and not any(i.designated or i.quantity for i, _ in mention.items)


def _to_verb(mention: Mention) -> list[Elem]:
    """The elements of a clause up to its verb; all of them where it shows none."""
    verb = verb_of(mention, mention.triggers[0])
    return mention.elems[: mention.elems.index(verb)] if verb is not None else mention.elems


def kind_of(mention: Mention, cues: Hits) -> DealKind:
    """The first kind in the guide's order that a trigger or a cue of the clause tells."""
    kinds = {t.record.kind for t in mention.triggers if t.record.kind}
    ids = _ids(mention)
    if rule_ids.DONATE in ids and not gives_goods(mention):
        kinds.discard("transfer")
    if rule_ids.LEASE in ids and _lends_money(mention):
        kinds.discard("transfer")
    if "lent" in mention.flags:
        kinds -= {"transfer", "modification"}
    if rule_ids.TEAM in ids and not ids.isdisjoint((rule_ids.BUILD, rule_ids.DEVELOP)):
        return "co_production"
    if _builds_jointly(mention, ids):
        return "co_production"  # "Britain and Turkey sign a deal to build a fighter"
    if rule_ids.APPROVAL in ids and rule_ids.SELL in ids:
        return "foreign_military_sale"  # "received permission to sell its missiles to"
    if "aid" in mention.flags or is_gift(mention, cues):
        return "transfer"
    if is_own_gift(mention, cues) or is_package(mention):
        return "transfer"
    if _is_export(mention, ids) or _is_approved_sale(mention, ids):
        kinds.add("foreign_military_sale")
    if is_surplus(mention):
        kinds.add("transfer")
    for kind, sense in _KIND_SENSES:
        if kind not in kinds and not cues.has(sense, mention.start, mention.end):
            continue
        if kind == "framework" and _called_off(mention):
            continue
        approval = not ids.isdisjoint((rule_ids.APPROVE, rule_ids.SALE, rule_ids.ACCORD))
        approval = approval or {rule_ids.CANCEL, rule_ids.APPROVAL} <= ids
        if kind == "foreign_military_sale" and not (approval or kind in kinds):
            continue
        if kind == "transfer" and kind not in kinds:
            continue
        return kind
    return "procurement"


def _builds_jointly(mention: Mention, ids: set[str]) -> bool:
    """Whether two states sign what is to be built or developed, or have an accord on it."""
    built = ids & {rule_ids.BUILD, rule_ids.DEVELOP}
    if not built or ids.isdisjoint((rule_ids.SIGN, rule_ids.CONTRACT)):
        return False
    sides = {v.org.country for v in mention.votes if v.role == "side" and v.org.is_public}
    firms = any(not v.org.is_public for v in mention.votes)
    return len(sides - {None}) > 1 and not firms


def _lends_money(mention: Mention) -> bool:
    """``a loan of 8 million euros``: no goods are lent."""
    for k, elem in enumerate(mention.elems):
        if elem.low == "loan of":
            return any(e.kind == "money" for e in mention.elems[k + 1 : k + 4])
    return False


def _called_off(mention: Mention) -> bool:
    """``a call-off from an existing framework contract``: an order under one is a purchase.

    So is ``an executive agreement to the framework agreement``.
    """
    for place, elem in enumerate(mention.elems):
        if not _is_frame(elem):
            continue
        before = [e.low for e in mention.elems[max(0, place - _FRAME_REACH) : place]]
        if not _UNDER_FRAME.isdisjoint(before):
            return True
        if before[1:] in _TO_FRAME and _is_paper(mention.elems[place - _FRAME_REACH]):
            return True
    return False


def _is_frame(elem: Elem) -> bool:
    """``framework agreement``, and the bare ``framework``."""
    if elem.kind == "trigger" and elem.ent is not None:
        return any(noun.id == rule_ids.FRAMEWORK for noun in elem.ent.entries.nouns)
    return elem.low == "framework"


def _is_paper(elem: Elem) -> bool:
    """``agreement``, ``contract``: what is signed."""
    return elem.kind == "trigger" and noun_like(elem)


def _is_export(mention: Mention, ids: set[str]) -> bool:
    """``Washington approved the sale of jets to Turkey``: a state approves what another buys."""
    granted = {rule_ids.WIN, rule_ids.APPROVAL} <= ids  # "got the go-ahead from"
    if not granted and ids.isdisjoint((rule_ids.APPROVE, rule_ids.ACCORD)):
        return False
    if not ids.isdisjoint(rule_ids.GIFTS):
        return False  # "approved a military aid package": it gives, and sells nothing
    approvers = {v.org.country for v in mention.votes if v.role == "approver"}
    taking = ("buyer", "beneficiary", "end_user")
    buyers = {v.org.country for v in mention.votes if v.role in taking and v.org.is_public}
    known = bool(approvers and buyers) and None not in buyers
    # a "Senate" that no state is told of approves the sale to another
    unknown = set() if ids & {rule_ids.SALE, rule_ids.PACKAGE} else {None}
    return known and approvers.isdisjoint(buyers | unknown)


def _is_approved_sale(mention: Mention, ids: set[str]) -> bool:
    """``senators gave the go-ahead for a $2 billion F-16 sale to Oman``, whoever they are."""
    if rule_ids.SALE not in ids or mention.rule != rule_ids.ACCORD:
        return False
    approvers = {v.org.country for v in mention.votes if v.role == "approver"}
    buyers = {v.org.country for v in mention.votes if v.role == "buyer" and v.org.is_public}
    return bool(buyers) and approvers.isdisjoint(buyers)


def _of_plan(mention: Mention, verb: Elem) -> bool:
    """``scraps a plan to buy``: whether the verb only tells what a plan was."""
    before = mention.elems[: mention.elems.index(verb)][-_PLAN_WORDS:]
    told = " ".join(e.low for e in [*before, verb]).split()
    return not _PLANS.isdisjoint(told[:-1])


def status_of(mention: Mention, cues: Hits) -> DealStatus | None:
    """The stage that a mention reports, if it does; flags what is denied as ``negated``."""
    root = mention.triggers[0]
    verb = verb_of(mention, root)
    anchor = verb or next((e for e in mention.elems if e.kind == "trigger"), mention.elems[0])
    start, cut = mention.start, anchor.start
    status = _told_by_triggers(mention, root, verb)
    if verb is not None and root.record.id in rule_ids.ABLE and _can(mention.elems, verb):
        mention.flags.add("negated")  # "can deliver a payload of 70 tons": what goods can do
    if verb is not None and root.record.id == rule_ids.ORDER and _is_told_to(mention.elems, verb):
        mention.flags.add("negated")  # "you are ordered to postpone the award"
    ended = cues.has("status.cancelled", start, cut) or cues.has("status.fell", cut, mention.end)
    # "has opted out of buying"
    avoided = root.gerund and cues.has("status.cancelled", max(start, cut - _AVOIDED_REACH), cut)
    begin = _behind_front(mention, root, verb)
    planned = _is_plan(mention, cues, max(begin, cut - _PLAN_REACH), cut) or _resolved(
        mention, verb
    )
    fell = planned and cues.has("status.fell", cut, mention.end)
    dropped = avoided or fell or (ended and (root.noun or _of_plan(mention, anchor)))
    if status == "cancelled" or dropped:
        if _is_feared(mention, anchor):
            return "planned" if planned and _of_plan(mention, anchor) else "signed"
        stands = _is_denied(mention, anchor) or _is_contested(mention.elems)
        return "signed" if stands else "cancelled"
    # "together with no partner, ordered": what a comma closes off denies nothing
    commas = [e.end for e in mention.elems if e.text == "," and e.end <= cut]
    denied = cues.has("status.negated", max([start, cut - _NEGATION_REACH, *commas]), cut)
    if cues.has("status.failed", max([start, *commas]), mention.end) or (
        denied and not _is_contested(mention.elems[: mention.elems.index(anchor)])
    ):
        mention.flags.add("negated")
    if verb is not None and _takes_nothing(mention.elems, verb):
        mention.flags.add("negated")
    supposed = _is_inverted(mention.elems) or _is_advice(mention, root, verb)
    if supposed or (cues.has("status.hypothetical", start, cut) and not _buys_if(mention, verb)):
        mention.flags.add("hypothetical")
    if status == "delivered" and planned:
        return "signed"
    planned = planned or (root.noun and cues.has("status.open", cut, mention.end))
    if cues.has("status.preferred", start, mention.end) and status in ("signed", "planned", None):
        return "selected"
    if status == "signed" and is_resolved(mention, root, verb):
        return "approved"
    if planned and status in ("signed", "selected", None):
        return "selected" if _decides_on_firm(mention, root, verb) else "planned"
    if status == "approved" and _is_unapproved(mention, root, anchor):
        return "planned"
    awaited = cues.has("status.awaited", max(begin, cut - _PLAN_REACH), cut)
    if awaited and root.record.id in rule_ids.CONCLUDING:
        return "planned"
    promised = status == "signed" and is_promise(mention, verb)
    if promised or "aid" in mention.flags or is_announced(mention, root, verb):
        return "approved"
    if _will_buy(mention, root, verb) or _is_to_come(mention, root, verb):
        return "planned"
    if root.noun and cues.has("status.approved", start, cut):
        return "approved"
    if status in ("signed", None) and _only_consents(mention):
        return "approved"
    return status


def _takes_nothing(elems: list[Elem], verb: Elem) -> bool:
    """``has bought no tanks``, ``ordered none of them``."""
    return any(e.low in ("no", "none") for e in elems[elems.index(verb) + 1 :][:1])


def _is_denied(mention: Mention, anchor: Elem) -> bool:
    """``denied that it had scrapped its order``: the deal stands."""
    before = mention.elems[: mention.elems.index(anchor) + 1]
    return any(e.low in ("denied", "denies", "deny") for e in before)


def _is_feared(mention: Mention, anchor: Elem) -> bool:
    """``may cancel``, ``threatens to scrap``: an end that is only thought of."""
    before = [e.low for e in before_verb(mention.elems, anchor)]
    return any(word in _THOUGHT or word.startswith("threat") for word in before)


def _is_contested(elems: list[Elem]) -> bool:
    """``denied a protest against the award to X``: it is the protest that fails."""
    return any(e.low in _PROTESTS for e in elems)


def _is_inverted(elems: list[Elem]) -> bool:
    """``Should the H-47 be selected, ...``: a condition without "if"."""
    return elems[0].text == "Should"


def _buys_if(mention: Mention, verb: Elem | None) -> bool:
    """``If the trials go well, Oman could buy 60 tanks``: a purchase that is possible."""
    if verb is None or mention.triggers[0].record.id not in rule_ids.ACQUIRING:
        return False
    if _MAYBE.isdisjoint(e.low for e in before_verb(mention.elems, verb)[-2:]):
        return False
    if not any(v.role == "buyer" and v.org.is_public for v in mention.votes):
        return False
    if not any(i.quantity and not i.generic for i, _ in mention.items):
        return False
    before = mention.elems[: mention.elems.index(verb)]
    condition = next((k for k, e in enumerate(before) if e.low in ("if", "unless")), None)
    return condition is not None and any(e.text == "," for e in before[condition:])


def _is_advice(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``Taiwan should buy more missiles``: what somebody thinks right."""
    if verb is None or root.passive or root.record.id not in rule_ids.ACQUIRING:
        return False
    return any(e.low == "should" for e in before_verb(mention.elems, verb))


def _decides_on_firm(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``has decided to award the contract to X``: a winner is named, nothing signed."""
    if verb is None or root.record.id not in (rule_ids.AWARD, rule_ids.SELECT):
        return False
    return any(e.low in ("decided", "decides") for e in before_verb(mention.elems, verb))


def _is_plan(mention: Mention, cues: Hits, low: int, cut: int) -> bool:
    """Whether a plan is told before the verb; "letter of offer" in a deal's own name is none."""
    nouns = [(e.start, e.end) for e in mention.elems if e.kind == "trigger" and " " in e.text]
    while (end := cues.last("status.planned", low, cut)) >= 0:
        inside = next((first for first, last in nouns if first < end <= last), None)
        if inside is None:
            return True
        cut = inside
    return False


def _resolved(mention: Mention, verb: Elem | None) -> bool:
    """``decided on Tuesday to buy``: a day between the verb of a plan and its infinitive;
    ``tasked the agency with buying``.
    """
    place = mention.elems.index(verb) if verb is not None else 0
    before = mention.elems[max(0, place - _RESOLVED_REACH) : place]
    if before and before[-1].low in ("to", "with") and any(e.low in _CHARGED for e in before):
        return True
    if not before or before[-1].low != "to" or not any(e.kind == "date" for e in before):
        return False
    return any(e.low in _RESOLVED for e in before)


def _behind_front(mention: Mention, root: Trig, verb: Elem | None) -> int:
    """Where the clause begins behind a phrase in front: ``As part of its plan, Oman has bought``.

    What the phrase says of plans is no stage of what is told as done.
    """
    elems = mention.elems
    if verb is None or root.infinitive or root.gerund or elems[0].low not in FRONTING:
        return mention.start
    ends = [e.end for e in elems if e.text == "," and e.end <= verb.start]
    return max([mention.start, *ends])


def _told_by_triggers(mention: Mention, root: Trig, verb: Elem | None) -> DealStatus | None:
    """The stage by the verbs alone."""
    below = mention.triggers[1:]
    if any(t.record.status == "cancelled" for t in below):
        if root.record.id == rule_ids.ASK:
            mention.flags.add("negated")  # "asked Madrid to halt its exports"
        return "cancelled"
    if "award" in mention.flags:
        return "signed"
    if root.record.id == rule_ids.REQUESTED and any(t.record.id == rule_ids.APPROVE for t in below):
        return "approved"  # "its request for 16 helicopters has been cleared"
    if root.record.id == rule_ids.EXPECT and any(t.noun for t in below):
        return "planned"  # "is expecting an order"
    if root.record.id == rule_ids.DESTINE and below:
        return "planned"  # "allocated a billion for the purchase of"
    if root.record.id == rule_ids.RECEIVE and any(t.record.id in _SOUGHT_BY for t in below):
        return "planned"  # "received nine responses to a tender"
    told = _told_by_noun(root, verb) if root.deal is not None else None
    if told is not None:
        return told
    verbs = (t.record.status for t in below if not t.noun and t.record.status)
    status = root.record.status or next(verbs, None)
    sides = {v.role for v in mention.votes}
    handed = _HANDED | _HANDS if {"buyer", "seller"} <= sides else _HANDED
    if root.record.id == rule_ids.SUPPLY and verb is not None and verb.low in handed:
        before = [e.low for e in before_verb(mention.elems, verb)]
        coming = not COMING.isdisjoint(before) or not _GOING_ON.isdisjoint(before[-1:])
        status = status if coming or root.infinitive else "delivered"
    if verb is not None and verb.low in _TRADED and not root.infinitive and status == "signed":
        coming = not COMING.isdisjoint(e.low for e in before_verb(mention.elems, verb))
        status = status if coming else "delivered"
    if status == "delivered" and (root.infinitive or _partial(mention, verb)):
        return "signed"
    if root.record.id == rule_ids.RECEIVE and verb is not None and verb.low == "gets":
        return None  # "German army gets new rifle": a headline, and no word of when
    if root.record.id in _GIVEN_AWAY and has_given(mention, root, verb):
        return "delivered"
    return status


def _told_by_noun(root: Trig, verb: Elem | None) -> DealStatus | None:
    """The stage that a light verb and its noun tell together, where the verb alone misleads."""
    noun = root.deal.record.id if root.deal is not None else ""
    gained = root.record.id in (rule_ids.WIN, rule_ids.AWARD)
    if noun == rule_ids.APPROVAL and root.record.id == rule_ids.WIN:
        return "approved"  # "received permission"
    if noun == rule_ids.VENTURE and root.record.id == rule_ids.PROCEED:
        # "press ahead with the joint development of"
        return "planned" if verb is not None and verb.low.startswith("discuss") else "signed"
    if noun == rule_ids.TENDER and root.record.status != "cancelled":
        return "selected" if gained else "planned"
    if noun in _PROPOSED and root.record.status != "cancelled":
        return "planned"  # "have completed advanced talks", "received an offer"
    ended = verb is not None and verb.low.startswith(_ENDING)
    if ended and verb is not None and verb.low.endswith("ing") and not root.gerund:
        return "planned"  # "is finalising a contract"
    return "delivered" if noun == rule_ids.DELIVERY and ended else None


def _partial(mention: Mention, verb: Elem | None) -> bool:
    """``received the first of four jets``, ``will receive``: not all has been delivered."""
    root = mention.triggers[0]
    going = verb is not None and verb.low.split()[0].endswith("ing")
    if going and not (root.noun or root.gerund):
        return True  # "is receiving 20 jets"
    if verb is not None and any(e.low in COMING for e in before_verb(mention.elems, verb)):
        return True
    begin = mention.elems.index(verb) if verb is not None else 0
    words: list[str] = [
        w for e in mention.elems[begin : begin + _SLICE_REACH] for w in e.low.split()
    ]
    if ("out", "of") in pairwise(words):
        return True  # "received 19 jets, out of 46"
    return any(w in _SLICES for w in words) and not any(w in _WHOLES for w in words)


def _will_buy(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    if verb is None or root.noun or root.passive or root.record.roles.get("subject") != "buyer":
        return False
    if root.record.id in (rule_ids.RECEIVE, rule_ids.COMMISSION):
        return False  # who will receive has bought
    before = before_verb(mention.elems, verb)
    headline = root.infinitive and len(before) > 1 and before[-1].low == "to"
    if headline and before[-2].kind == "party" and before[-2] is mention.elems[0]:
        return True  # "Portugal to buy 12 aircraft"
    return any(e.low == "will" for e in before)


def _is_to_come(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``will be signed``, ``is to sign``, ``is to buy``: not concluded yet."""
    if verb is None or root.noun or root.record.id not in rule_ids.CONCLUDING:
        return False
    before = [e.low for e in before_verb(mention.elems, verb)]
    while before and (before[-1] in _BETWEEN or before[-1].endswith("ly")):
        before.pop()
    if before[-1:] == ["to"]:
        before = [low for low in before if low not in ADVERB_SKIP]  # "is also to order"
    if before[-1:] == ["to"] and not _BOUND.isdisjoint(before[-2:-1]):
        return True  # "has committed to buying"
    return bool(before) and (before[-1] in ("will", "should") or before[-2:] in _IS_TO)


def _is_unapproved(mention: Mention, root: Trig, anchor: Elem) -> bool:
    """``is expected to approve``, ``has sought permission``: the approval is still to come."""
    before = [e.low for e in before_verb(mention.elems, anchor)]
    if root.noun:
        return root.record.id == rule_ids.APPROVAL and any(w.startswith(_SOUGHT) for w in before)
    if root.record.id != rule_ids.APPROVE:
        return False
    if before[-1:] == ["be"]:
        before.pop()
    if anchor.low in _SUBJUNCTIVE and "that" in before:
        return True  # "proposed that parliament approve"
    if before[-1:] == ["to"]:
        headline = len(before) == 2 and mention.elems[0].kind == "party"  # "Peru to clear"
        return headline or not _FORESEEN.isdisjoint(before[-2:-1])
    return not _MAYBE.isdisjoint(before[-1:])


def _only_consents(mention: Mention) -> bool:
    """Whether who signs in a clause is a body that consents to what its state buys."""
    signing = [v for v in mention.votes if v.rule == rule_ids.SIGN]
    if signing:
        return all(v.role == "approver" for v in signing)
    consenting = {v.org.country for v in mention.votes if v.role == "approver"}
    buying = [v for v in mention.votes if v.role == "buyer"]
    own = all(v.weight <= _FOR_STATE and v.org.country in consenting for v in buying)
    return bool(consenting) and own and bool(_ids(mention) & _BOUGHT)


def _is_told_to(elems: list[Elem], verb: Elem) -> bool:
    """``are hereby ordered to``: a command to somebody, not an order of goods."""
    after = elems[elems.index(verb) + 1 :][:1]
    passive = any(
        e.low in ("is", "are", "was", "were", "been") for e in before_verb(elems, verb)[-2:]
    )
    return passive and [e.low for e in after] == ["to"]


def _can(elems: list[Elem], verb: Elem) -> bool:
    position = elems.index(verb)
    return any(e.low == "can" for e in elems[max(0, position - 2) : position])
