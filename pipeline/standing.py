"""Which drafts stand as deals, what context completes in them, and how prominent they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline import rule_ids
from pipeline.context import Hits
from pipeline.drafts import Draft, Sentence, draft_kind, draft_status
from pipeline.groups import Item
from pipeline.mentions import Vote
from pipeline.parties import Org
from pipeline.records import DealStatus, Prominence

_DEFENCE_CATEGORIES = frozenset(
    {
        "air_defence",
        "ammunition",
        "armoured_vehicle",
        "artillery",
        "missile",
        "naval_weapon",
        "small_arms",
        "uav",
    }
)
_CIVIL_TOO = frozenset({"other", "service", "vehicle", "engine"})
_SPEAKING = frozenset({"country", "government", "ministry"})
_OFFICES = frozenset({"ministry", "procurement_agency"})
_TAKING = frozenset({"buyer", "beneficiary", "end_user"})
_GIVING = frozenset({"seller", "maker", "subcontractor"})
_TRADE = frozenset({rule_ids.BUY, rule_ids.SALE, rule_ids.PURCHASE, rule_ids.SELL, "deal.pay"})
_ABOUT = frozenset({rule_ids.INCLUDE, "deal.service"})  # no word for a contract or a sale
# What is traded where nobody says what it is.
_ARMS = frozenset({"arms", "armaments", "weapons", "weaponry"}) | {
    f"{of} {what}"
    for of in ("military", "defence", "defense")
    for what in ("equipment", "hardware", "material", "materiel")
}
_CIVIL = "nothing tells that it is about defence"
_THEMED = 4  # words of defence from which an article is about defence
_CONTRACTS = rule_ids.ORDERING | {rule_ids.SIGN}
_AWARDS = frozenset(
    {
        rule_ids.WIN,
        rule_ids.AWARD,
        rule_ids.GO_TO,
        rule_ids.ANNOUNCED,
        rule_ids.NOTICE,
        rule_ids.BIDDER,
    }
)
_PURCHASES = frozenset({rule_ids.PURCHASE, rule_ids.BUY, rule_ids.ORDER})
_ASKING = frozenset({rule_ids.TENDER, rule_ids.CALL, rule_ids.REQUESTED})
_EARLY = 3  # last sentence in which a service's own plan is one to count
_LEAD = 1  # last sentence in which a plan may be vague


def stand_beside(drafts: Sequence[Draft], cues: Hits) -> list[Draft]:
    """The drafts that stand, and priced awards that only lack a word of defence beside others."""
    reasons = [why_dropped(d, cues) for d in drafts]
    awards = [d for d, why in zip(drafts, reasons, strict=True) if why is None and _is_award(d)]
    official = any(v.org.is_public and v.org.kind != "country" for d in awards for v in d.votes)
    return [
        d
        for d, why in zip(drafts, reasons, strict=True)
        if why is None or (why == _CIVIL and official and _is_award(d) and not _of_civil(d, cues))
    ]


def _is_award(draft: Draft) -> bool:
    """``a $54 million contract for airlift went to Volta``: a firm's own, with its sum."""
    won = any(t.record.id in _AWARDS for m in draft.mentions for t in m.triggers)
    firm = any(v.role == "seller" and v.org.kind == "company" for v in draft.votes)
    return won and firm and bool(draft.values)


def _of_civil(draft: Draft, cues: Hits) -> bool:
    return any(cues.has("civil", m.start, m.end) for m in draft.mentions)


def why_dropped(draft: Draft, cues: Hits) -> str | None:
    """Why a draft is no deal, in words for a reader; ``None`` where it stands."""
    if all("weak" in m.flags for m in draft.mentions):
        return "only verbs of making or using tell of it"
    if not draft.items and not draft.values:
        return "no goods and no sum"
    specific = [i for i, _ in draft.items if not i.generic]
    if not _of_defence(draft, specific, cues):
        return _CIVIL
    if draft.values and _is_trade(draft):
        return "goods of all kinds and their sum, and no contract: the trade of some years"
    if _within_one_state(draft):
        return "goods only move within one state"
    status = draft_status(draft)
    told = draft.values or any(i.quantity or i.designated for i in specific)
    if status == "planned" and not told and draft.first_sentence > _LEAD:
        return "a vague plan outside the lead"
    if not told and draft.first_sentence > _LEAD and _is_vague(draft):
        return "goods of no certain kind outside the lead"
    one_party = not _two_sided(draft)
    if one_party and not _stands_alone(draft, specific, status, cues):
        return "one party only, and neither a count, a designation nor a sum"
    return None


def _two_sided(draft: Draft) -> bool:
    """Whether more than one side is told: a ministry here and its army there are one.

    Not so where one clause tells for whom the other buys: ``buys 21 craft for its Navy``.
    """
    orgs = list({id(v.org): v.org for v in draft.votes}.values())
    if len(orgs) < 2:
        return False
    if all(v.role in _GIVING for v in draft.votes):
        return any(o.is_public for o in orgs)
    taking = all(v.role in _TAKING for v in draft.votes) and all(o.is_public for o in orgs)
    if not taking or len({o.country for o in orgs if o.country}) > 1:
        return True
    return any({"buyer", "beneficiary"} <= {v.role for v in m.votes} for m in draft.mentions)


def _is_trade(draft: Draft) -> bool:
    """``bought weapons worth 34 million euros last year``: what statistics tell."""
    if draft_kind(draft) != "procurement" or draft_status(draft) not in ("signed", "delivered"):
        return False
    told = {t.record.id for m in draft.mentions for t in m.triggers}
    told |= {t.deal.record.id for m in draft.mentions for t in m.triggers if t.deal is not None}
    told -= _ABOUT
    return bool(told) and told <= _TRADE and all(_any_arms(i) for i, _ in draft.items)


def _any_arms(item: Item) -> bool:
    return item.head in _ARMS and not item.quantity


def _is_vague(draft: Draft) -> bool:
    """Whether a draft tells neither what its goods are nor any contract, gift or day."""
    goods = [i for i, _ in draft.items]
    vague = all(i.generic or i.category == "other" for i in goods)
    return vague and not draft.dates and all(not t.noun for m in draft.mentions for t in m.triggers)


def _is_military(items: list[Item], cues: Hits) -> bool:
    return any(
        i.category in _DEFENCE_CATEGORIES
        or (i.designated and i.category != "other")
        or cues.has("defence", i.start, i.end)
        for i in items
    )


def _of_defence(draft: Draft, specific: list[Item], cues: Hits) -> bool:
    """Whether goods, parties or words tell that a draft is about defence."""
    orgs = [v.org for v in draft.votes]
    if _is_military(specific, cues) or any(o.is_service or o.kind in _OFFICES for o in orgs):
        return True
    if any(m.rule == rule_ids.NOTICE for m in draft.mentions) or any(
        v.rule in (rule_ids.CONTRACTING, rule_ids.ANNOUNCED) for v in draft.votes
    ):
        return True  # an entry of a ministry's own list of awards
    if cues.count("defence") >= _THEMED and any(i.category != "other" for i in specific):
        return True
    known = {o.key for o in orgs if o.kind == "company" and not o.key.startswith("org:")}
    if len(known) > 1 and any(i.category not in _CIVIL_TOO for i in specific):
        return True  # two firms of the trade
    states = any(o.is_public and o.kind != "alliance" for o in orgs)
    if states and known and any(i.category not in _CIVIL_TOO for i in specific):
        return True  # a state and a firm that the rules know, about things of its trade
    if states and (known or _between_states(orgs)) and any(_numbered(i) for i in specific):
        return True  # "Kenya has ordered 12 NS-100 from Saab"
    told = [m for m in draft.mentions if cues.has("defence", m.start, m.end)]
    # "a contract for a railway, guarded by soldiers": the words of defence tell of others
    return (states or bool(known)) and any(not cues.has("civil", m.start, m.end) for m in told)


def _between_states(orgs: Sequence[Org]) -> bool:
    """Whether states of two countries are parties."""
    return len({o.country for o in orgs if o.is_public and o.country}) > 1


def _numbered(item: Item) -> bool:
    """Whether goods are told by a designation alone and counted: arms, where a state buys them."""
    return item.bare and (item.quantity or 0) > 1


def _stands_alone(draft: Draft, specific: list[Item], status: DealStatus, cues: Hits) -> bool:
    """Whether a draft with one party, or none, is a deal all the same."""
    buys = any(_may_buy(v) for v in draft.votes)
    counted = any(i.quantity for i in specific)
    designated = any(i.designated for i in specific)
    if status == "planned" and draft.in_lead and _is_tendered(draft, specific):
        return True
    if status == "planned":
        several = any(i.quantity and i.quantity > 1 for i in specific)
        won = any(m.rule in (rule_ids.WIN, rule_ids.AWARD) for m in draft.mentions)
        known = draft.values or several or designated
        vague = draft.in_lead and _is_military(specific, cues)
        if not (buys and (known or vague)) and not (won and draft.values):
            return False
        named = any(i.designated and (i.quantity or 0) > 1 for i in specific)
        if not draft.values and not draft.in_lead and not (named and _plans(draft)):
            return False
    if status == "delivered" and not draft.values and not (draft.in_lead and buys and designated):
        return False
    awarded = any(m.rule in _AWARDS for m in draft.mentions)
    bought = buys and (counted or designated or _is_military(specific, cues))
    return bool(draft.values) or awarded or bought or _sold(draft, specific)


def _plans(draft: Draft) -> bool:
    """``France is also to order 40 SCALP``: a state's own words tell of a purchase to come.

    What a service plans is told far from the lead as often of hopes.
    """
    soon = draft.first_sentence <= _EARLY
    buyers = [v.org for v in draft.votes if v.role in ("buyer", "side")]
    acts = soon or not any(o.is_service for o in buyers)
    return acts and not draft.past and draft.mentions[0].rule in _PURCHASES


def _is_tendered(draft: Draft, specific: list[Item]) -> bool:
    """``The Navy will reopen a tender for new helicopters``: a service or office asks for bids."""
    buyers = [v.org for v in draft.votes if v.role == "buyer"]
    asks = any(o.is_service or o.kind in _OFFICES for o in buyers)
    told = any(t.record.id in _ASKING for m in draft.mentions for t in m.triggers)
    return asks and told and any(i.category not in _CIVIL_TOO for i in specific)


def _may_buy(vote: Vote) -> bool:
    """Whether a party buys, or what is bought is for it."""
    bought_for = vote.role == "beneficiary" and vote.rule in rule_ids.BOUGHT_FOR
    return vote.org.is_public and (vote.role in ("buyer", "side") or bought_for)


def _sold(draft: Draft, specific: list[Item]) -> bool:
    """``The contract for 46 Leopard 2A8s was signed with KNDS``: a firm sells so many of them."""
    sells = any(
        v.role in ("seller", "side") and v.rule in _CONTRACTS and not v.org.is_public
        for v in draft.votes
    )
    counted = any(i.designated and (i.quantity or 0) > 1 for i in specific)
    return sells and counted and not draft.past


def _within_one_state(draft: Draft) -> bool:
    """Whether goods only move between bodies of one state: no deal."""
    if draft.values or any(not v.org.is_public for v in draft.votes):
        return False
    if any(m.rule == rule_ids.WIN and m.items for m in draft.mentions):
        return False  # "India has won export orders for its Akash missiles"
    buying = Counter(id(v.org) for v in draft.votes if v.role == "buyer")
    selling = Counter(id(v.org) for v in draft.votes if v.role == "seller")
    if draft.in_lead and any(buying[key] > count for key, count in selling.items()):
        return False  # who sells is read wrongly in one of the clauses
    joined = {v.org.country for v in draft.votes if v.role == "partner"}
    if len(joined) > 1:
        return False  # "five states joined forces to develop a vehicle"
    givers = {v.org.country for v in draft.votes if v.role == "seller"}
    takers = {v.org.country for v in draft.votes if v.role != "seller"}
    return bool(givers) and (not takers or givers == takers)


def infer_buyer(draft: Draft, sentences: Sequence[Sentence]) -> None:
    """An approved sale whose sentence names no receiver: the state that the article speaks of.

    Only where one foreign state is named more often than any other before or in that sentence.
    """
    roles = {v.role for v in draft.votes}
    if draft_status(draft) == "cancelled":
        return  # "the order was scrapped because Congress did not approve"
    if "approver" not in roles or roles & {"buyer", "side", "beneficiary", "end_user"}:
        return
    approvers = {v.org.country for v in draft.votes}
    last = draft.mentions[0].sentence
    named = [
        e
        for s in sentences[: last + 1]
        for e in s.elems
        if e.kind == "party" and e.org is not None and e.org.kind in _SPEAKING
        if e.org.country not in approvers and e.org.country is not None
    ]
    counts = Counter(e.country for e in named).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return
    elem = next(e for e in named if e.country == counts[0][0])
    assert elem.org is not None
    draft.votes.append(Vote(elem.org, "buyer", 0.5, elem, "buyer.context"))


def share_buyer(drafts: Sequence[Draft]) -> None:
    """``Peru imported 16 howitzers from Serbia ... A mortar was bought from Spain``: by Peru too.

    Only where all purchases of which a buyer is told are of one state.
    """
    told = [v for d in drafts for v in d.votes if v.role == "buyer" and v.org.is_public]
    if not told or len({v.org.country for v in told}) > 1:
        return
    for draft in drafts:
        opening = draft.mentions[0] if draft.mentions else None
        if opening is None or opening.rule not in _PURCHASES or not draft.items:
            continue
        roles = {v.role for v in draft.votes}
        abroad = all(v.org.country not in (None, told[0].org.country) for v in draft.votes)
        if roles == {"seller"} and abroad:
            draft.votes.append(Vote(told[0].org, "buyer", 0.5, told[0].elem, "buyer.context"))


def prominence(draft: Draft, drafts: Sequence[Draft], listing: bool = False) -> Prominence:
    """Main: in headline or lead, or one of a list; background: mentioned beside it."""
    if listing or draft is drafts[0] or draft.in_lead:
        return "main"
    if draft.past:
        return "background"
    return "main"
