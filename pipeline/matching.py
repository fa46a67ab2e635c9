"""Whether a mention and a draft speak of the same deal."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline import rule_ids
from pipeline.drafts import Draft, draft_kind, draft_status
from pipeline.groups import Elem, Item
from pipeline.items import same_item
from pipeline.mentions import Mention
from pipeline.military_units import UNIT
from pipeline.money import Money
from pipeline.parties import Org, is_division, same_party
from pipeline.records import Value

_HANDED = frozenset({rule_ids.RECEIVE, rule_ids.SUPPLY})
_FURTHER = frozenset({"more", "additional", "another", "further"})
_FURTHER_REACH = 3  # elements before the goods
_LEAD_REACH = 1  # sentences
_ANY_KIND = frozenset({"other", "service"})
_JOINT = "co_production"
_SIDES = 2
_SIDE_REACH = 2  # sentences
_TAKES = frozenset({"buyer", "beneficiary", "end_user"})
_TWO_SIDES = _TAKES | {"seller", "side"}
_TRADED = rule_ids.ACQUIRING | {rule_ids.PAY, rule_ids.SELL, rule_ids.SUPPLY, rule_ids.ORDER}
_SAME_SUM = 0.005  # apart at most, by a rounded repeat
_ROUNDING = 0.03  # by which a rounded sum may be off
_OTHER_SUM = 0.1  # apart at least, by a sum of another deal


# Verbs that tell who gets a contract; what sets their contract apart from the one before.
_WINNING = frozenset({rule_ids.WIN, rule_ids.AWARD, rule_ids.SUPPLY, rule_ids.SELECT})
_NOT_THE_SAME = frozenset({"past", "other", "negated", "hypothetical", "weak"})
_WINNER_REACH = 3  # sentences
_ANY_SORT = frozenset({"other", "service"})


@dataclass(slots=True)
class Claims:
    """What a mention says, in the form in which drafts are compared with it."""

    mention: Mention
    buyers: list[Org] = field(default_factory=list)
    sellers: list[Org] = field(default_factory=list)
    orgs: list[Org] = field(default_factory=list)
    named: list[Item] = field(default_factory=list)
    goods: list[Item] = field(default_factory=list)
    sums: list[Money] = field(default_factory=list)
    firms: list[Org] = field(default_factory=list)
    named_by: list[Money] = field(default_factory=list)
    anaphoric: bool = False

    @classmethod
    def of(cls, mention: Mention) -> Claims:
        """The claims of a mention as it is now."""
        votes = mention.votes
        named = [i for i, _ in mention.items if not i.generic]
        return cls(
            mention,
            buyers=[
                v.org
                for v in votes
                if v.role == "buyer" or (v.role == "beneficiary" and v.org.is_public)
            ],
            sellers=[v.org for v in votes if v.role == "seller"],
            orgs=list({id(v.org): v.org for v in votes}.values()),
            named=named,
            goods=[i for i in named if not i.service],
            sums=amounts(mention.sums),
            firms=[v.org for v in votes if v.role in ("seller", "side") and not v.org.is_public],
            named_by=amounts(mention.named_by),
            anaphoric=mention.definite or mention.pronoun is not None,
        )


def amounts(elems: list[Elem]) -> list[Money]:
    """The sums among groups."""
    values = [e.ent.value for e in elems if e.ent is not None]
    return [v for v in values if isinstance(v, Money)]


def _are_strangers(claims: Claims, draft: Draft) -> bool:
    """Whether two parties of a mention have no part in a deal that is none between partners."""
    if not draft.kinds.keys().isdisjoint(("co_production", "memorandum")):
        return False
    apart = [o for o in claims.orgs if not any(related(o, v.org) for v in draft.votes)]
    return len(apart) > 1


def _is_of_ties(draft: Draft, claims: Claims) -> bool:
    """``In 2022, both states signed a memorandum to strengthen ties``, beside talks on a sale."""
    mention = claims.mention
    signed = mention.kind == "memorandum" and mention.status == "signed"
    if (
        not signed
        or claims.anaphoric
        or mention.items
        or not any(not i.generic for i, _ in draft.items)
    ):
        return False
    return draft.kinds.keys() <= {"procurement"} and all(
        m.status == "planned" or "weak" in m.flags for m in draft.mentions
    )


def conflict(draft: Draft, claims: Claims) -> bool:
    """Whether a mention cannot be about a draft's deal."""
    mention = claims.mention
    if (
        len(claims.orgs) > 1
        and draft.votes
        and not any(related(o, v.org) for o in claims.orgs for v in draft.votes)
    ):
        return True  # two parties, neither of them of this deal
    if mention.kind == "co_production" and _are_strangers(claims, draft):
        return True  # "plans to lease drones ... has agreed with three states to build one"
    if _is_of_ties(draft, claims):
        return True
    one_price = _at_one_price(draft, claims)
    strangers = _apart(claims.sellers, draft, ("seller",)) and not one_price
    if strangers and not _names_signatories(draft, claims):
        return True
    states = {o.country for o in draft.orgs("side", "buyer") if o.is_public}
    if len(states) > 1 and _apart(claims.sellers, draft, ("seller", "side", "buyer")):
        return True  # "the deal between India and Russia ... firms ordered oil from Iran"
    takers = ("buyer", "beneficiary", "end_user")
    if _apart(claims.buyers, draft, takers) and not _same_sale(draft, claims):
        return True
    if _other_sum(draft, claims.sums) and _apart(claims.firms, draft, ("seller", "side"), True):
        return True  # "a week after the ministry signed a $2 billion contract with Y"
    if _other_sum(draft, claims.named_by):
        return True  # "following the $300 million landing craft deal"
    theirs = [i for i, _ in draft.items if not i.generic and not i.service]
    mine = claims.goods
    named = not mention.definite or any(i.designated for i in mine)
    if mention.definite and _adds_goods(mention):
        named = False
    apart = not any(_same_goods(a, b, theirs) for a in mine for b in theirs)
    apart = apart and not _same_terms(draft, claims) and not _names_goods(draft, claims)
    if mine and theirs and named and apart and not one_price:
        return True
    if (
        _supplied_before(draft, claims)
        or _long_signed(draft, mention)
        or _calls_off(draft, mention)
        or _plans_more(draft, mention)
        or _joins_firms(draft, claims)
    ):
        return True
    if claims.anaphoric:
        return False
    counted = [i for i, _ in mention.items if not i.service]  # "five such ships", too
    return _other_count(draft, mention, counted, theirs) or _other_sum(draft, claims.sums)


def _adds_goods(mention: Mention) -> bool:
    """``The sale also includes``, ``was amended to include``, ``The deal also calls for``."""
    if any(t.record.id == rule_ids.INCLUDE for t in mention.triggers[:2]):
        return True
    told = mention.triggers[:1] and mention.triggers[0].record.id == rule_ids.CONTRACT
    return bool(told) and any(e.low == "also" for e in mention.elems)


def _names_signatories(draft: Draft, claims: Claims) -> bool:
    """``a contract to buy guns from Korea. The deal, signed between X and the agency, also``: the
    firm that sells for the state, beside the buyer's own."""
    states = all(o.kind == "country" for o in draft.orgs("seller"))
    buyers = draft.orgs("buyer", "beneficiary", "side")
    shared = any(related(o, b) for o in claims.orgs if o.is_public for b in buyers)
    return states and shared and claims.mention.definite and not claims.mention.flags & {"other"}


def _same_goods(a: Item, b: Item, known: list[Item]) -> bool:
    """Whether a mention's goods ``a`` are ``b``, of those ``known`` of a deal.

    ``the chassis`` of a deal that names its vehicles is no other tank that is named and counted.
    """
    if not same_item(a, b):
        return False
    if not (a.designated and a.quantity) or b.designated or not b.definite:
        return True
    named = [i for i in known if i.designated and i.category == b.category]
    return not named or any(same_item(a, i) for i in named)


def _names_goods(draft: Draft, claims: Claims) -> bool:
    """``to sell radar technology to Peru``, then ``Peru will buy the FPS-3``: what they are called.

    Only right behind a lead that tells of one kind of goods, for the same state.
    """
    mention = claims.mention
    if not draft.in_lead or mention.sentence - draft.first_sentence > _LEAD_REACH:
        return False
    theirs = [i for i, _ in draft.items if not i.generic]
    if any(i.designated for i in theirs) or not mention.flags.isdisjoint(("past", "other")):
        return False
    kinds = {i.category for i in theirs} - _ANY_KIND
    if len(kinds) != 1 or {i.category for i in claims.goods} != kinds:
        return False
    counts = {i.quantity for i in theirs} - {None}
    if any(i.quantity and i.quantity not in counts for i in claims.goods if counts):
        return False
    buyers = draft.orgs("buyer", "beneficiary")
    return any(_kin(a, b) for a in claims.buyers for b in buyers)


def _same_terms(draft: Draft, claims: Claims) -> bool:
    """Whether a mention has a sum and a party of the draft, whatever it calls the goods."""
    shared = any(_kin(o, v.org) for o in claims.orgs for v in draft.votes)
    return shared and any(_has_sum(draft, money) for money in claims.sums)


def _same_sale(draft: Draft, claims: Claims) -> bool:
    """``lands $89m order for Lithuania``, ``the U.S. Army has placed an $89 million order``."""
    sellers = [v.org for v in draft.votes if v.role == "seller" and not v.org.is_public]
    shared = any(same_party(a, b) for a in claims.sellers for b in sellers)
    return shared and any(_has_sum(draft, money) for money in claims.sums)


def _has_sum(draft: Draft, money: Money) -> bool:
    """Whether a draft has a sum, a rounded repeat aside."""
    return any(same_sum(v, money) for v in draft.values)


def same_sum(a: Money | Value, b: Money) -> bool:
    """Whether two sums are one, perhaps rounded."""
    return a.currency == b.currency and abs(a.amount - b.amount) <= _SAME_SUM * a.amount


def _calls_off(draft: Draft, mention: Mention) -> bool:
    """``Under the framework Norway is buying 26,000 shells``: an order is a deal of its own."""
    if "framework" not in draft.kinds or mention.rule not in (rule_ids.BUY, rule_ids.ORDER):
        return False
    counted = any(i.quantity for i, _ in mention.items)
    return counted and bool(mention.sums) and mention.kind != "framework"


def _supplied_before(draft: Draft, claims: Claims) -> bool:
    """``Terma has previously supplied radars to the Navy``: another deal, long done."""
    mention = claims.mention
    done = mention.rule == rule_ids.SUPPLY and "past" in mention.flags and not draft.past
    return done and not claims.anaphoric and bool(claims.buyers and claims.sellers)


def _long_signed(draft: Draft, mention: Mention) -> bool:
    """``plans to buy eight more ... In 2014 it signed a contract``: what is only planned now has
    not been signed years ago."""
    return "past" in mention.flags and _concludes_plan(draft, mention) and not draft.past


def _plans_more(draft: Draft, mention: Mention) -> bool:
    """``has received eight jets ... is looking to buy six more``: another deal, only planned."""
    if mention.status != "planned" or draft_status(draft) not in ("signed", "delivered"):
        return False
    counted = [i for i, _ in mention.items if i.quantity and not i.generic]
    told = {e.start: k for k, e in enumerate(mention.elems)}
    return any(_is_further(mention.elems, told.get(i.start)) for i in counted)


def _joins_firms(draft: Draft, claims: Claims) -> bool:
    """``the Navy wants 12 jets ... X is in talks with Y to build them jointly``: of those two."""
    if claims.mention.kind != _JOINT or draft_kind(draft) != "procurement":
        return False
    firms = [o for o in claims.orgs if not o.is_public]
    if len(firms) < len(claims.orgs) or len(firms) < _SIDES:
        return False
    known = [v.org for v in draft.votes]
    bought = any(o.is_public for o in draft.orgs("buyer", "side"))
    return bought and not all(any(same_party(f, k) for k in known) for f in firms)


def _is_further(elems: list[Elem], k: int | None) -> bool:
    """Whether goods are told as more than those before: ``six more jets``."""
    before = elems[max(0, k - _FURTHER_REACH) : k] if k is not None else []
    return any(not _FURTHER.isdisjoint(e.low.split()) for e in before)


def _concludes_plan(draft: Draft, mention: Mention) -> bool:
    """Whether a mention tells as signed or delivered what a draft so far only plans."""
    if mention.status not in ("signed", "delivered") or "planned" not in draft.statuses:
        return False  # seen at once: a draft of very many clauses takes long to judge
    return draft_status(draft) == "planned"


def same_sides(draft: Draft, claims: Claims) -> bool:
    """Whether a mention restates a headline: it has its parties, or the one of a bare one."""
    known = [v.org for v in draft.votes]
    shared = [o for o in claims.orgs if any(_kin(o, k) for k in known)]
    enough = 1 if len(draft.mentions) == 1 and not draft.values else 2
    return len(shared) >= enough and not _other_sum(draft, claims.sums)


def other_side(draft: Draft, claims: Claims) -> bool:
    """Whether a mention names the side that a draft lacks.

    ``Saab gets drone order``, then ``The Estonian Army has ordered 40 drones``.
    """
    buyers, sellers = draft.orgs("buyer", "beneficiary"), draft.orgs("seller")
    if bool(buyers) == bool(sellers):
        return False
    return bool(claims.sellers if buyers else claims.buyers)


def fills_gap(draft: Draft, mention: Mention) -> bool:
    """Whether a mention only adds who the other side of a draft's deal is.

    ``The ministry has agreed to buy 5,000 vehicles``, then ``it signed a contract with Y``.
    """
    if mention.items or mention.sums or not mention.flags.isdisjoint(("past", "other")):
        return False
    mine = [v.org for v in mention.votes if v.role in ("side", "seller") and not v.org.is_public]
    theirs = [o for o in draft.orgs("seller", "side", "partner") if not o.is_public]
    buyers = [o for o in draft.orgs("buyer", "side") if o.is_public]
    shared = any(same_party(v.org, o) for v in mention.votes for o in buyers)
    told = bool(draft.values) or any(not i.generic for i, _ in draft.items)
    return bool(mine) and not theirs and shared and told and not draft.past


def tells_other_side(draft: Draft, mention: Mention) -> bool:
    """``commissioned four boats for the Navy``, then ``The boats were acquired from X for $32m``.

    Whether a mention speaks of "the boats" of the deal told just before and names the one side
    that is not known of it.
    """
    if not mention.items or mention.sentence - draft.mentions[-1].sentence > _SIDE_REACH:
        return False
    if mention.rule not in _TRADED or not mention.flags.isdisjoint(("other", "negated")):
        return False
    back = all(i.definite and not (i.designated or i.quantity) for i, _ in mention.items)
    known = [i for i, _ in draft.items if i.designated or i.quantity]
    if not back or not any(same_item(a, b) for a, _ in mention.items for b in known):
        return False
    mine, theirs = ({v.role for v in x.votes if v.role in _TWO_SIDES} for x in (mention, draft))
    taken, sold = bool(mine & _TAKES), "seller" in mine
    if not mine or "side" in theirs or taken == sold:
        return False
    return theirs <= _TAKES if sold else theirs == {"seller"}


def names_winner(draft: Draft, mention: Mention) -> bool:
    """``The navy has awarded a contract for drones``, then ``Volta won $9m to build two drones``.

    Whether a clause tells which firm has won what a body has just been said to order of nobody
    named: goods of the same sort, which neither a count, a name nor a sum has told apart before.
    """
    if mention.sentence - draft.mentions[-1].sentence > _WINNER_REACH or draft.past:
        return False
    if mention.rule not in _WINNING or not mention.flags.isdisjoint(_NOT_THE_SAME):
        return False
    winners = {v.role for v in mention.votes} == {"seller"}
    if not winners or any(v.org.is_public for v in mention.votes):
        return False
    buyers = bool(draft.votes) and all(v.org.is_public for v in draft.votes)
    if not buyers or draft.values or not {v.role for v in draft.votes} <= _TAKES | {"side"}:
        return False
    if "planned" in draft.statuses or draft_kind(draft) != "procurement":
        return False
    goods = [i for i, _ in draft.items if i.category not in _ANY_SORT]
    vague = all(not i.designated and (i.quantity or 1) == 1 for i, _ in draft.items)
    alike = any(a.category == b.category for a, _ in mention.items for b in goods)
    return bool(goods) and vague and alike


def names_firm(draft: Draft, mention: Mention) -> bool:
    """``bought jets from Russia``, then ``The jets will be delivered by X``: a firm of that state.

    Whether a mention only tells which firm supplies what a state is known to sell.
    """
    if mention.sums or any(i.designated for i, _ in mention.items) or not mention.votes:
        return False
    if any(v.role != "seller" or v.org.is_public for v in mention.votes):
        return False
    sellers = [v.org for v in draft.votes if v.role in ("seller", "side", "maker")]
    states = {o.country for o in sellers if o.kind in ("country", "government")}
    states -= {o.country for o in draft.orgs("buyer", "beneficiary")} | {None}
    firms = any(not o.is_public for o in sellers)
    return not firms and all(v.org.country in states for v in mention.votes)


def _apart(mine: list[Org], draft: Draft, roles: tuple[str, ...], firms: bool = False) -> bool:
    """Whether both name parties of these roles, and none of them may be the same.

    ``firms``: whether only firms count among those of the draft.
    """
    if not mine:
        return False
    theirs = [o for o in draft.orgs(*roles) if not (firms and o.is_public)]
    return bool(theirs) and not any(related(a, b) for a in mine for b in theirs)


def _other_count(draft: Draft, mention: Mention, mine: list[Item], theirs: list[Item]) -> bool:
    """Whether an earlier deal differs in how many were bought.

    ``Peru will order 15 more``, then ``it has ordered 56``: what is planned is another one.
    """
    if draft.past or ("past" not in mention.flags and not _concludes_plan(draft, mention)):
        return False
    counts = {i.quantity for i in mine if i.quantity}
    known = {i.quantity for i in theirs if i.quantity}
    if counts and known and _ordered_before(draft, mention, max(counts) > max(known)):
        return False
    return bool(counts) and bool(known) and counts.isdisjoint(known)


def _ordered_before(draft: Draft, mention: Mention, more: bool) -> bool:
    """``has taken delivery of 12 jets ... in 2015 it ordered 46``: the order they come from."""
    handed = draft.mentions[0].rule in _HANDED and draft.statuses[:1] == ["delivered"]
    return more and handed and mention.rule in rule_ids.ORDERING and not mention.sums


def _other_sum(draft: Draft, sums: list[Money]) -> bool:
    """Whether the sums in one currency are all far apart."""
    if not sums:
        return False
    known = [v for v in draft.values if v.kind in ("total", "ceiling")]
    same = [(a, b) for a in sums for b in known if a.currency == b.currency]
    return bool(same) and not any(
        abs(a.amount - b.amount) <= _OTHER_SUM * b.amount for a, b in same
    )


def _at_one_price(draft: Draft, claims: Claims) -> bool:
    """``won a more than $1.2 billion contract ... was awarded a $1,219,170,958 contract``.

    One firm's contracts of one price are one, whatever the goods are called.
    """
    sells = any(
        _kin(firm, v.org) or is_division(firm, v.org) or is_division(v.org, firm)
        for firm in claims.firms
        for v in draft.votes
    )
    return sells and any(
        money.currency == v.currency and abs(money.amount - v.amount) <= _ROUNDING * v.amount
        for money in claims.sums
        for v in draft.values
        if v.kind in ("total", "ceiling")
    )


def overlap(draft: Draft, claims: Claims) -> float:
    """How much a mention has in common with a draft: parties, items, sums."""
    score = 0.0
    for org in claims.orgs:
        if any(_kin(org, v.org) for v in draft.votes):
            score += 0.6
    known = [i for i, _ in draft.items]
    told = any(_same_goods(a, b, known) for a in claims.named for b in known)
    if told or _names_goods(draft, claims):
        score += 0.7
    elif claims.mention.definite and len(claims.named) < len(claims.mention.items):
        score += 0.3
    theirs = {id(item) for item, _ in draft.items}
    if any(id(item) in theirs for item, _ in claims.mention.items):
        score += 1.0  # the very words: "tanks bought in May, ordered from X"
    score += sum(_has_sum(draft, money) for money in claims.sums) or _at_one_price(draft, claims)
    return score


def beside(draft: Draft, mention: Mention) -> bool:
    """Whether a mention stands in a sentence of the deal, or names its very system."""
    if any(m.sentence == mention.sentence and "weak" not in m.flags for m in draft.mentions):
        return True
    mine = [i for i, _ in mention.items if i.designated]
    return any(b.designated and same_item(a, b) for a in mine for b, _ in draft.items)


def distinct_orgs(mention: Mention) -> list[Org]:
    """Distinct parties of a mention."""
    found: list[Org] = []
    for vote in mention.votes:
        if not any(same_party(vote.org, o) for o in found):
            found.append(vote.org)
    return found


def _kin(a: Org, b: Org) -> bool:
    """Whether two organisations are one party or bodies of one state."""
    if same_party(a, b):
        return True
    return bool(a.country and a.country == b.country and a.is_public and b.is_public)


def related(a: Org, b: Org) -> bool:
    """Whether two organisations may stand for each other between two mentions."""
    if _kin(a, b):
        return True
    if _of_no_state(a, b) or _of_no_state(b, a):
        return True
    if not a.country or a.country != b.country:
        return False
    return (a.is_public or b.is_public) and "country" in (a.kind, b.kind)


def _of_no_state(a: Org, b: Org) -> bool:
    """``the Ministry of Defence``, ``the 4th Brigade``, of no state told, beside another body."""
    alike = b.kind == a.kind if a.kind in ("ministry", "government") else a.rule != UNIT.id
    return a.country is None and a.is_public and b.is_public and not alike
