"""What one clause tells by itself: that it founds a deal, or only names a seller or a user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline import rule_ids
from pipeline.day_facts import opens_before
from pipeline.drafts import Draft, Sentence, draft_kind, draft_status
from pipeline.groups import Elem
from pipeline.groups import Item as ItemGroup
from pipeline.items import same_item
from pipeline.matching import amounts, distinct_orgs, same_sum
from pipeline.mentions import Mention
from pipeline.money import Money
from pipeline.parties import is_abroad, same_party
from pipeline.records import DateKind, DealStatus

_DAY_OF: dict[DealStatus, DateKind] = {
    "signed": "signed",
    "approved": "approved",
    "delivered": "delivery",
}
_CUSTOMERS = frozenset("nations countries customers operators users".split())
_BETWEEN = frozenset({rule_ids.SALE, rule_ids.PURCHASE, rule_ids.HIRE})
_PAPERS = frozenset({rule_ids.CONTRACT, rule_ids.ORDER_NOUN})
_SETTLING = rule_ids.ORDERING | {rule_ids.SIGN, rule_ids.APPROVE, rule_ids.SELECT, rule_ids.WIN}
_CONSENTS = frozenset({rule_ids.APPROVE, rule_ids.ACCORD, rule_ids.APPROVAL})
_SELLER_REACH = 3  # sentences
_TAKEN = frozenset({rule_ids.RECEIVE, rule_ids.LEASE_OUT})
_HANDED = rule_ids.HANDING | {rule_ids.DONATE}
_OPENING = 3  # elements
_WON = frozenset({rule_ids.WIN, rule_ids.AWARD})
_UNSURE = frozenset({"negated", "hypothetical", "weak", "other", "past"})
_BEFORE_NOUN = frozenset({"trigger", "word", "adj"})
_TRADE = frozenset({rule_ids.SALE, rule_ids.PURCHASE, rule_ids.DELIVERY})
JOINT = frozenset({"co_production", "memorandum", "transfer"})
_TRADED = (
    rule_ids.ACQUIRING
    | _TRADE
    | {rule_ids.OFFER, rule_ids.OFFERED, rule_ids.REQUEST, rule_ids.TENDER}
)
_AWAITING = frozenset({"until", "unless", "once", "if", "whether"})
_COMING = frozenset({"will", "shall"})
_NAME_REACH = 8  # elements
_ONCE = frozenset({"originally", "initially"})
_USING = frozenset({"end_user", "beneficiary"})
TAKING = frozenset({"buyer", "beneficiary", "end_user"})
SURE = 0.6  # the weight from which a mention speaks of a deal
_BUDGETS = frozenset("budget budgets appropriations outlay allocation".split())
_SEVERAL = frozenset("contracts orders deals exports sales awards".split())
_GETTING = frozenset({rule_ids.WIN, rule_ids.RECEIVE})
_SUM_REACH = 6  # elements from a verb to the sum that is its object
_MANY = 6  # states that are customers of a firm, and not together buyers of one deal


def founds(mention: Mention) -> bool:
    """Whether a mention is enough to open a deal of its own."""
    if not mention.flags.isdisjoint(("weak", "hypothetical")) or mention.weight < SURE:
        return False
    roles = {v.role for v in mention.votes}
    if mention.rule == rule_ids.DESTINE and "seller" not in roles and not _is_set_aside(mention):
        return False  # "has earmarked 970 billion for missiles": a budget
    if _is_effect(mention, roles):
        return False
    if mention.rule == rule_ids.EXERCISE and mention.status == "planned" and not mention.items:
        return False  # "options that the army may take up": terms of a deal told before
    if mention.rule == rule_ids.COMMISSION and mention.triggers[0].gerund:
        return False  # "when it starts inducting 73 jets": no more than their entry into service
    if mention.rule == rule_ids.SUPPLY and mention.triggers[0].gerund and not roles & TAKING:
        return False  # "after supplying 145 guns, it has offered": to nobody who is told
    if is_funded(mention) or is_budgeted(mention) or wins_many(mention):
        return False
    if of_several(mention) and not mention.items:
        return False
    if not roles - {"beneficiary", "maker"}:
        return bought_for(mention)
    if {"buyer", "seller"} <= roles and mention.rule in _BETWEEN:
        return True
    several = len(distinct_orgs(mention)) > 1
    if mention.rule == rule_ids.OFFER and not roles & TAKING:
        return False  # "rivals have offered": nobody to take it
    asked = mention.rule == rule_ids.REQUEST and not (_is_bought(mention) and _counts_many(mention))
    if asked and mention.sums and "seller" not in roles:
        return False  # "has requested $12 billion for new aircraft": of parliament
    if mention.rule == rule_ids.EYE and not _is_of_state(mention):
        return False  # "the yard eyes Brazil as its hub"
    if mention.rule == rule_ids.ASK and "seller" not in roles:
        # never "are to approach the cabinet for clearance"
        return _is_of_state(mention) and _is_bought(mention) and _counts_many(mention)
    light = any(t.deal is not None for t in mention.triggers)
    specific = [i for i, _ in mention.items if not i.generic]
    told = light or any(i.quantity or i.designated for i in specific)
    if mention.rule == rule_ids.CUSTOMER and not told:
        return False  # "is the largest buyer of drones"
    both = bool(roles & TAKING) and "seller" in roles
    if not told and not mention.sums and only_trades(mention) and not (both and specific):
        return False
    tendered = any(t.record.id == rule_ids.TENDER for t in mention.triggers)
    if mention.rule == rule_ids.OFFER and tendered:
        return False  # "has offered 20 jets for the navy's tender": a bid
    if tendered and _is_vague_bid(mention) and not _is_of_state(mention):
        return False  # "plans for an upgrade competition": of nobody told
    aside = not told and not mention.flags.isdisjoint(("past", "other"))
    alone = mention.kind == "co_production" and not told
    if mention.kind == "transfer":  # "got two jets as a gift", "two boats will be given to Oman"
        counted = mention.rule in _HANDED and any(i.quantity for i in specific)
        alone = not (told and "buyer" in roles and (counted or mention.rule in _TAKEN))
    if not several and (alone or aside):
        return False
    if specific or (mention.items and mention.sums):
        return True
    if both and several and mention.rule in rule_ids.ACQUIRING and _counts_many(mention):
        return True
    if mention.sums and (light or len(mention.votes) > 1):
        return True
    given = mention.rule == rule_ids.SUPPLY and any(
        t.record.id in rule_ids.GIFTS for t in mention.triggers
    )
    joint = mention.kind in JOINT and bool(mention.items)
    return several and (light or given or joint)


def _is_set_aside(mention: Mention) -> bool:
    """``allocated 2 billion for the purchase of 24 Archer howitzers``: money for known goods."""
    return _is_bought(mention) and any(i.designated and i.quantity for i, _ in mention.items)


def _is_bought(mention: Mention) -> bool:
    """Whether a verb or noun of a clause tells of buying: ``consent to the purchase of``."""
    return any(t.record.id in rule_ids.ACQUIRING for t in mention.triggers)


def _counts_many(mention: Mention) -> bool:
    """``ordered 118 vehicles from Volta``: so many that they are no one's odd purchase."""
    return any((i.quantity or 0) > 1 for i, _ in mention.items)


def _is_vague_bid(mention: Mention) -> bool:
    """Whether nothing but a tender, or a word of little weight beside it, tells a deal."""
    return mention.rule == rule_ids.TENDER or mention.triggers[0].record.weight < SURE


def _is_of_state(mention: Mention) -> bool:
    """Whether a public body buys in a mention."""
    return any(v.role == "buyer" and v.org.is_public for v in mention.votes)


def bought_for(mention: Mention) -> bool:
    """``600,000 rifles are being procured for the Army``: nobody acts, but one will have them."""
    tendered = any(t.record.id == rule_ids.TENDER for t in mention.triggers)
    acquired = mention.rule in rule_ids.BOUGHT_FOR or (tendered and mention.status == "planned")
    if not acquired or not any(v.org.is_public for v in mention.votes):
        return False
    specific = [i for i, _ in mention.items if not i.generic]
    planned = mention.status == "planned"  # "plans to buy four corvettes for the navy"
    counted = any(
        (i.quantity and i.designated) or (planned and (i.quantity or 0) > 1) for i in specific
    )
    return counted or bool(specific and mention.sums)


def _is_effect(mention: Mention, roles: set[str]) -> bool:
    """``This would provide the air force with a fighter``: what a plan would do for one."""
    if mention.rule != rule_ids.SUPPLY or mention.status != "planned" or "seller" in roles:
        return False
    return not mention.sums and not any(
        i.designated or (i.quantity or 0) > 1 for i, _ in mention.items
    )


def is_funded(mention: Mention) -> bool:
    """``The Navy is to receive $90 million to begin a tanker``: a budget."""
    if mention.rule not in _GETTING or not mention.votes:
        return False
    if any(v.org.kind != "ministry" and not v.org.is_service for v in mention.votes):
        return False
    verb = next((k for k, e in enumerate(mention.elems) if e.kind == "trigger"), None)
    behind = mention.elems[verb + 1 : verb + 2 + _SUM_REACH] if verb is not None else []
    # "received $13 million worth of arms": goods
    return any(e.kind == "money" and after.low != "worth" for e, after in pairwise(behind))


def is_budgeted(mention: Mention) -> bool:
    """``The budget provides 1.6 billion for new weapons and warships``: for nothing certain."""
    takers = {id(v.org) for v in mention.votes if v.role in TAKING}
    if any(v.role == "seller" and id(v.org) not in takers for v in mention.votes):
        return False
    if any(not v.org.is_public for v in mention.votes):
        return False  # "despite budget cuts, the army and Saab signed"
    if any(i.designated or i.quantity for i, _ in mention.items):
        return False
    verb = next((k for k, e in enumerate(mention.elems) if e.kind == "trigger"), 0)
    return any(e.low in _BUDGETS for e in mention.elems[:verb])


def wins_many(mention: Mention) -> bool:
    """``Japan's industry secured contracts worth $7.5 billion``: of a state's firms, unnamed."""
    if mention.rule not in (rule_ids.WIN, rule_ids.AWARD):
        return False
    sellers = [v.org for v in mention.votes if v.role == "seller"]
    if not sellers or any(o.kind != "country" for o in sellers):
        return False
    if any(i.designated or i.quantity for i, _ in mention.items):
        return False
    return any(e.kind == "trigger" and e.low in _SEVERAL for e in mention.elems)


def names_seller(mention: Mention) -> bool:
    """Whether a clause on a contract tells a firm and nothing of what it is for."""
    if mention.items or mention.sums or mention.rule not in _SETTLING:
        return False
    firms = [v for v in mention.votes if not v.org.is_public]
    told = bool(firms) and all(v.role in ("seller", "side") for v in firms)
    return told and mention.flags.isdisjoint(("past", "other", "hypothetical"))


def is_priced(mention: Mention) -> bool:
    """``The $90 million contract for three frigates is the largest yet``: of nobody so far."""
    if mention.votes or mention.rule not in _PAPERS:
        return False
    goods = [i for i, _ in mention.items if not i.generic]
    told = bool(goods) and (bool(mention.sums) or any(i.quantity for i in goods))
    return told and mention.flags.isdisjoint(("past", "other", "hypothetical", "negated"))


def tells_award(mention: Mention) -> bool:
    """``Volta has won an order from a customer in Asia``: a firm's contract for goods not named."""
    if mention.rule not in _WON or not mention.flags.isdisjoint(_UNSURE):
        return False
    if mention.triggers[0].deal is None or any(not i.generic for i, _ in mention.items):
        return False
    return any(v.role == "seller" and not v.org.is_public for v in mention.votes)


def told_of_both(award: Mention, mention: Mention) -> bool:
    """Whether a clause names no party that an award before it does not."""
    known = [v.org for v in award.votes]
    return all(any(same_party(v.org, org) for org in known) for v in mention.votes)


def lacks_seller(draft: Draft) -> bool:
    """Whether a state buys and nobody is told to sell."""
    firms = any(not v.org.is_public or v.role == "seller" for v in draft.votes)
    return bool(draft.votes) and not firms and draft_kind(draft) == "procurement"


def opened_with(draft: Draft, opening: Sequence[Sentence]) -> bool:
    """Whether headline and first sentence name the buyer and the very goods of a deal planned
    further on; or its state, where they speak of buying or selling.
    """
    if draft_status(draft) != "planned":
        return False
    elems = [e for s in opening for e in s.elems]
    triggers = (t for s in opening for m in s.mentions for t in m.triggers)
    traded = any(t.record.id in _TRADED for t in triggers)
    goods = [i for i, _ in draft.items if i.designated]
    buyers = [o for o in draft.orgs("buyer", "side") if o.is_public]
    named = [e.item for e in elems if e.item is not None and e.item.designated]
    states = [e.org for e in elems if e.org is not None and e.org.is_public]
    return any(same_item(a, b) for a in goods for b in named) and any(
        same_party(a, b) or (traded and a.country == b.country is not None)
        for a in buyers
        for b in states
    )


def is_near(draft: Draft, mention: Mention) -> bool:
    """Whether a clause stands within a few sentences of those that tell a deal."""
    return any(abs(m.sentence - mention.sentence) <= _SELLER_REACH for m in draft.mentions)


def of_several(mention: Mention) -> bool:
    """``cleared three proposals worth $2 billion``: the sum is that of several deals to come."""
    counted = False
    for before, elem in pairwise(mention.elems):
        counted = before.kind == "quantity" or (counted and before.kind in _BEFORE_NOUN)
        if elem.low == "proposals" and (counted or before.kind in _BEFORE_NOUN):
            return True
        sold = elem.low.endswith("sales") and mention.kind == "foreign_military_sale"
        if sold and counted:
            return True
    return False


def tells_earlier(mention: Mention) -> bool:
    """``will join the six boats acquired in 2009``: the day of goods that were bought before."""
    return "past" in mention.flags and bool(mention.items)


def added_to(elems: list[Elem]) -> tuple[int, int] | None:
    """``in addition to the 36 contracted in 2014 for 5 billion kronor``: where it tells of others.

    The first and last offset of the phrase.
    """
    for k in range(len(elems) - 3):
        if [e.low for e in elems[k : k + 3]] == ["in", "addition", "to"]:
            end = next((e for e in elems[k + 3 :] if e.kind == "punct"), elems[-1])
            told = [e for e in elems[k + 3 :] if e.start < end.start]
            done = any(e.kind == "trigger" for e in told)
            return (elems[k].start, end.start) if done else None
    return None


def tells_frame(mention: Mention, draft: Draft) -> bool:
    """``falls within the framework agreement signed in 2019``: the day is not the order's."""
    framed = any(t.record.id == rule_ids.FRAMEWORK for t in mention.triggers)
    if not framed or not mention.definite or draft_kind(draft) == "framework":
        return False
    opening = any(e.kind == "trigger" for e in mention.elems[:_OPENING])
    return not opening or bool(mention.dates)  # never "The framework runs for seven years"


def day_of(mention: Mention) -> DateKind | None:
    """What a bare date beside the verb of a mention dates."""
    if not mention.triggers or mention.triggers[0].noun or "weak" in mention.flags:
        return None
    if mention.rule == rule_ids.RECEIVE and mention.status == "signed":
        return None if "award" in mention.flags else "delivery"  # "got the first two of six"
    return _DAY_OF.get(mention.status) if mention.status else None


def only_trades(mention: Mention) -> bool:
    """``the steady supply of western weapons``, ``its arms exports``: trade, with no verb."""
    return all(t.noun and t.record.id in _TRADE for t in mention.triggers)


def too_little(mention: Mention) -> str:
    """Why a mention that fits no deal opened none."""
    if "weak" in mention.flags:
        return "its verb only tells who makes or uses something"
    if "hypothetical" in mention.flags:
        return "the clause is a condition"
    if not any(v.role not in ("beneficiary", "maker") for v in mention.votes):
        return "nobody buys, sells or signs in the clause"
    return "no goods with a name or a count, and no sum"


def points_back(mention: Mention) -> bool:
    """``Belgrade signed for the system in 2019``: goods that only the text before it names."""
    goods = [i for i, _ in mention.items]
    if mention.rule not in (rule_ids.SIGN_FOR, rule_ids.BUY, rule_ids.ORDER):
        return False
    return bool(goods) and all(i.definite and i.generic and not i.quantity for i in goods)


def own_sums(mention: Mention) -> list[Elem]:
    """The sums of a mention's own clause, which a semicolon ends."""
    stop = next((e.start for e in mention.elems if e.text == ";"), mention.end)
    return [e for e in mention.sums if e.start < stop]


def tells_user(mention: Mention) -> bool:
    """``The guns are intended for the Land Forces`` or a state, ``will be flown by the Navy``."""
    if mention.rule not in (rule_ids.OPERATE, rule_ids.DESTINE) or not mention.votes:
        return False
    if any(e.low in _ONCE for e in mention.elems):
        return False  # "originally intended for the Italian Navy"
    states = mention.rule == rule_ids.DESTINE
    services = [
        v
        for v in mention.votes
        if v.role in _USING and (v.org.is_service or (states and v.org.is_public))
    ]
    known = all(i.definite or i.generic for i, _ in mention.items)
    coming = mention.rule == rule_ids.DESTINE or any(e.low == "will" for e in mention.elems)
    if not services or not known or not coming or "negated" in mention.flags:
        return False
    mention.votes = services
    return True


def tells_for_whom(mention: Mention) -> bool:
    """``sonars for the frigates being built for the Navy``: a service that uses what is sold."""
    if "weak" not in mention.flags or mention.sums or not mention.votes:
        return False
    if not all(v.role == "beneficiary" and v.org.is_service for v in mention.votes):
        return False
    for vote in mention.votes:
        vote.role = "end_user"
    return True


def take_other_side(mention: Mention, others: Sequence[Mention]) -> None:
    """``Kenya will not scrap the deal signed with Turkey``: the state that acts in the sentence."""
    votes = mention.votes
    if mention.rule != rule_ids.SIGN or len(votes) != 1 or votes[0].role != "side":
        return
    (vote,) = votes
    if vote.weight >= 1 or not vote.org.is_public:
        return
    before = others[: next(k for k, m in enumerate(others) if m is mention)]
    acting = [
        v
        for other in before
        for v in other.votes
        if v.role in ("buyer", "side") and v.org.is_public and v.weight >= 1
    ]
    if acting and is_abroad(acting[0].org, {vote.org.country}):
        mention.votes = [replace(acting[0]), vote]


def take_gift(mention: Mention, others: Sequence[Mention]) -> None:
    """``The two boats, a gift from Japan, were handed over to Peru``: the goods, who gives them."""
    handed = mention.rule in rule_ids.HANDING or mention.rule == rule_ids.RECEIVE
    if not handed or mention.items or not mention.votes:
        return
    for other in others:
        if other is mention:
            return
        apposed = other.rule in rule_ids.GIFTS and other.placed.startswith("none")
        if apposed and other.items and other.votes:
            mention.items = list(other.items)
            mention.votes = [*mention.votes, *(replace(v) for v in other.votes)]
            mention.kind = "transfer"


def tells_consent(mention: Mention) -> bool:
    """``buys jets from Denmark, pending approval by Washington``: only who consents."""
    bare = not mention.items and not mention.sums and bool(mention.votes)
    if not bare or any(v.role != "approver" for v in mention.votes):
        return False
    if "hypothetical" in mention.flags:
        return False  # "if cleared by the Senate"
    awaiting = [e.start for e in mention.elems if e.low in _AWAITING]
    if awaiting:
        mention.status = None  # "nothing will be signed until parliament has given its consent"
    return all(v.elem.start > start for v in mention.votes for start in awaiting)


def lists_customers(mention: Mention) -> bool:
    """``sold the C-390 to Portugal, Hungary, Austria and Sweden``, ``supplied to 28 nations``."""
    if mention.sums:
        return False
    buyers = {v.org.country for v in mention.votes if v.role == "buyer" and v.org.is_public}
    if len(buyers) >= _MANY and not mention.definite:
        return not any(i.quantity for i, _ in mention.items)
    if any(_is_many(a, b) for a, b in pairwise(mention.elems)):
        return not any(i.quantity for i, _ in mention.items)
    if any(v.role in ("buyer", "side", "partner") for v in mention.votes):
        return False  # "six nations including Greece signed"
    return any(
        e.low in _CUSTOMERS and before.kind == "quantity" for before, e in pairwise(mention.elems)
    )


def _is_many(before: Elem, elem: Elem) -> bool:
    """``delivered such aircraft to the navy and numerous countries``."""
    return elem.low in _CUSTOMERS and before.low in ("numerous", "many", "several", "various")


def _is_made_of_held(mention: Mention, sentence: Sentence) -> bool:
    """``The navy operates three corvettes, built by X``: the makers of goods of no deal.

    ``already flies four jets, two of them donated by Oman``: how they were come by.
    """
    held = [m for m in sentence.mentions if m.rule == rule_ids.OPERATE and m.end <= mention.start]
    trig = next(iter(mention.triggers), None)
    if held and trig is not None and trig.reduced and not mention.items:
        before = [e.low for e in sentence.elems[max(0, trig.index - 3) : trig.index]]
        return before[-1:] in (["them"], ["which"]) and "of" in before
    if "weak" not in mention.flags or mention.rule != rule_ids.BUILD:
        return False
    made = {id(item) for item, _ in mention.items}
    return any(
        m.rule == rule_ids.OPERATE
        and m.placed.startswith("none")
        and made & {id(i) for i, _ in m.items}
        for m in sentence.mentions
    )


def tells_giver(mention: Mention) -> bool:
    """Whether a participle behind goods only says from whom they come."""
    bare = not mention.items and not mention.sums and mention.flags.isdisjoint(("weak", "negated"))
    if not bare or not mention.triggers or not mention.triggers[0].reduced:
        return False
    return bool(mention.votes) and all(v.role == "seller" for v in mention.votes)


def tells_maker(mention: Mention) -> bool:
    """``received its first patrol vessel, built by Piriou``: who made the goods just named."""
    if "weak" not in mention.flags or mention.items or not mention.triggers:
        return False
    return mention.triggers[0].reduced and bool(mention.votes)


def tells_other_maker(mention: Mention, sentence: Sentence) -> bool:
    """``competes with the Predator made by Volta``: who made what only a name tells.

    Or of what somebody has already. So too a name that its place alone makes a firm, of which no
    undertaking is told.
    """
    if _is_made_of_held(mention, sentence):
        return True
    if "weak" not in mention.flags or mention.rule not in rule_ids.SHARING or not mention.triggers:
        return False
    if not mention.votes or any(e.low in _COMING for e in mention.elems):
        return False
    if all(v.org.rule == "company.argument" for v in mention.votes):
        return True
    trig = mention.triggers[0]
    before = sentence.elems[max(0, trig.index - _NAME_REACH) : trig.index]
    if any(e.low == "to" for e in before[-2:]):
        return False
    # never "the patrol vessel Jasiri, built by Damen"
    named = any(e.kind == "name" and a.kind != "item" for a, e in pairwise([*before[:1], *before]))
    return (trig.passive or trig.reduced) and named


def of_other_goods(mention: Mention, draft: Draft) -> bool:
    """``wants Italy to buy its Orca boat and not the Shark made by X``: goods that are not bought.

    Whether a clause on who makes something names a system beside another one of the deal.
    """
    mine = [i for i, _ in mention.items if i.designated]
    theirs = [i for i, _ in draft.items if i.designated]
    return bool(mine and theirs) and not any(same_item(a, b) for a in mine for b in theirs)


def _is_known(item: ItemGroup) -> bool:
    """Whether a system is told by its own name; "Pictures show launchers" is none."""
    return item.designated and (
        item.rule.startswith("system.") or any(c.isdigit() for c in item.name)
    )


def speaks_of_others(sentence: Sentence, draft: Draft) -> bool:
    """``awaits the Rafales ordered in 2022``: a sentence on other systems than those of a deal."""
    mine = [e.item for e in sentence.elems if e.item is not None and _is_known(e.item)]
    theirs = [i for i, _ in draft.items if i.designated]
    return bool(mine and theirs) and not any(same_item(a, b) for a in mine for b in theirs)


def drop_other_buyers(mention: Mention, draft: Draft) -> None:
    """``Mali bought two``, then ``X will deliver helicopters to Mali, Chad and Togo``: Mali's deal.

    Leaves out the other states that a later clause lists beside the one that buys.
    """
    mine = {o.country for o in draft.orgs("buyer", "beneficiary") if o.is_public}
    listed = {v.org.country for v in mention.votes if v.role in TAKING and v.org.is_public}
    if len(mine) != 1 or len(listed) < 2 or not mine <= listed:
        return
    mention.votes = [
        v
        for v in mention.votes
        if v.role != "buyer" or not v.org.is_public or v.org.country in (*mine, None)
    ]


def leads(lead: Draft, draft: Draft) -> bool:
    """Whether the lead's deal is the announced one: its seller, and no sum far from it."""
    sellers = draft.orgs("seller")
    if not any(same_party(a, b) for a in lead.orgs("seller", "side") for b in sellers):
        return False
    mine = [v.amount for v in draft.values]
    return all(any(abs(v.amount - m) <= 0.05 * m for m in mine) for v in lead.values)


def is_listing(sentences: list[Sentence], year: int | None = None) -> bool:
    """Whether the article is a list of awards: paragraphs that each open with one.

    Awards of years before ``year``, the one of publication, are told for background only. Those of
    one sum are one award, told in the headline and again below it.
    """
    opened = -1
    sums: list[Money] = []
    for sentence in sentences:
        if sentence.block == opened or not sentence.elems:
            continue
        opened = sentence.block
        awards = [m for m in sentence.mentions if m.rule == rule_ids.AWARD and m.sums]
        if not awards or (year and opens_before(year, sentence.elems)):
            continue
        sums += [
            s for s in amounts(awards[0].sums)[:1] if not any(same_sum(s, known) for known in sums)
        ]
    return len(sums) >= 2


_ALONG = tuple(
    "parts spares equipment components kits tools protection technology technologies".split()
)


def adds_item(item: ItemGroup, mention: Mention) -> bool:
    """Whether a later clause's item is goods of its own, not a description of those known."""
    if item.designated:
        return True
    if item.service or item.head.endswith(_ALONG):
        return False
    if item.category == "other" and mention.rule != rule_ids.INCLUDE:
        return False
    return item.quantity is not None or not item.generic


def is_price(mention: Mention) -> bool:
    """``Six drones will be delivered for $37 million``: the one sum that "for" leads to."""
    elems = mention.elems
    return len(mention.sums) == 1 and any(
        elem is mention.sums[0] and before.low == "for" for before, elem in pairwise(elems)
    )


def clears(mention: Mention) -> bool:
    """``Parliament gave its green light on 2 May``: a consent to what was told before."""
    if mention.rule not in _CONSENTS or mention.items or mention.sums:
        return False
    return all(v.org.is_public for v in mention.votes)
