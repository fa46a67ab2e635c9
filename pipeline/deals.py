"""The records of deals, from the drafts that stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import structs

from pipeline import rule_ids, schema
from pipeline.drafts import Draft, draft_kind, draft_status
from pipeline.entities import Ent
from pipeline.items import merge_items
from pipeline.mentions import Mention, Vote
from pipeline.nations import most_named, state_of
from pipeline.records import Deal, DealDate, Evidence, Item, Party, Prominence, Role
from pipeline.roles import Side, assign_roles

_TOGETHER = frozenset({"co_production", "memorandum"})
_FILED = 250  # characters: a title may stand before it
_FILED_WEIGHT = 2
_TAKING = frozenset({"buyer", "side", "beneficiary", "end_user"})
_TRADING = frozenset(
    {rule_ids.PURCHASE, rule_ids.SALE, rule_ids.DELIVERY, rule_ids.BUY, rule_ids.ORDER}
)


def settle_dates(dates: list[DealDate]) -> list[DealDate]:
    """One day of signature, announcement and approval each; no announcement beside a signature.

    Nor beside an approval, unless that is of an earlier day: ``said on Friday that the purchase,
    which parliament cleared in March,``. Of two claims for one of these the first stands, or the
    finer where one refines the other.
    """
    result: list[DealDate] = []
    for date in dates:
        if date.kind in ("delivery", "completion", "start"):
            result.append(date)
            continue
        index = next((i for i, d in enumerate(result) if d.kind == date.kind), None)
        if index is None:
            result.append(date)
        elif date.date.startswith(result[index].date):
            result[index] = date
    told = next((d.date for d in result if d.kind == "announced"), "")
    if any(d.kind == "signed" or (d.kind == "approved" and not _before(d, told)) for d in result):
        result = [d for d in result if d.kind != "announced"]
    return result


def _before(date: DealDate, day: str) -> bool:
    """Whether a date lies before ``day`` and does not hold it."""
    return date.date < day and not day.startswith(date.date)


def named_states(ents: Sequence[Ent]) -> Counter[str]:
    """How often an article names each state.

    A capital in front of the text, where the report was filed, counts as much again as any naming.
    """
    named = Counter(code for ent in ents if (code := state_of(ent)))
    filed = next((e for e in ents if e.label in ("capital", "place", "country")), None)
    if filed is not None and filed.label == "capital" and filed.start < _FILED:
        named[state_of(filed) or ""] += _FILED_WEIGHT
    return named


def home_state(named: Counter[str], draft: Draft) -> str | None:
    """The state that an article is at home in: named far more often than any other, or alone.

    A state that sells is none: "the government plans to buy jets from China" is not China's.
    """
    abroad = {v.org.country for v in draft.votes if v.role == "seller" and v.org.is_public}
    abroad |= _other_sides(draft)
    return most_named(Counter({code: n for code, n in named.items() if code not in abroad}))


def _other_sides(draft: Draft) -> set[str | None]:
    """``The defence ministry signed a contract with Israel``: states that bodies without one sign
    with, so that these are not of them.
    """
    found: set[str | None] = set()
    for mention in draft.mentions:
        sides = [v.org for v in mention.votes if v.role in ("side", "buyer")]
        if any(o.generic and o.country is None for o in sides):
            signed = (v.org for v in mention.votes if v.role == "side" and v.org.is_state)
            found |= {o.country for o in signed}
    return found - {None}


def complete_countries(
    draft: Draft, home: str | None, states: Mapping[str, schema.Country]
) -> None:
    """Give bodies named without a country ("the Navy") that of the deal's other buyers.

    Where those have none either: ``home``, the state that the article is at home in. A government
    that has no other name goes by that of its state.
    """
    wanted = ("buyer", "side", "beneficiary", "end_user")
    known = {v.org.country for v in draft.votes if v.role in wanted and v.org.is_public}
    known -= {None, *_other_sides(draft)}
    if not known and home is not None:
        known = {home}
    if len(known) != 1:
        return
    (country,) = known
    for vote in draft.votes:
        org = vote.org
        if org.generic and org.country is None:
            org.country = country
            bare = org.kind == "government" and org.name.lower() == "government"
            state = states.get(country or "")
            if bare and state is not None:
                org.name, org.surfaces = state.name, []


def finish(
    draft: Draft,
    text: str,
    prominence: Prominence,
    home: str | None,
    states: Mapping[str, schema.Country],
) -> Deal:
    """The record of a draft; bodies named without a country are given that of the buyers."""
    kind = draft_kind(draft)
    complete_countries(draft, home, states)
    makers = frozenset(i.maker for i, _ in draft.items if i.maker is not None)
    sides = assign_roles(draft.votes, kind, draft.side_role, makers, _is_intent_to_buy(draft))
    _tell_of_own(sides, draft.votes)
    goods = merge_items(draft.items, text)
    clauses = (Evidence(m.start, m.end, text[m.start : m.end], m.rule) for m in draft.mentions)
    return Deal(
        kind=kind,
        status=draft_status(draft),
        prominence=prominence,
        parties=tuple(_party(side, role, text) for side, role in sides),
        items=tuple(_uncounted(i) if kind in _TOGETHER else i for i in goods),
        values=tuple(draft.values),
        dates=tuple(settle_dates(draft.dates)),
        obligations=tuple(draft.obligations),
        identifiers=tuple(draft.identifiers),
        evidence=tuple(dict.fromkeys(clauses)),
    )


def _tell_of_own(sides: Sequence[tuple[Side, Role]], votes: Sequence[Vote]) -> None:
    """``Egypt's military will get the jets`` tells of Egypt, which buys them: evidence of it.

    So is what is told of a state whose army buys, and that is no party of its own beside it.
    """
    kept = {id(org) for side, _ in sides for org in side.orgs}
    for wanted, acting in (("buyer", _TAKING), ("seller", frozenset({"seller"}))):
        told = [side for side, role in sides if role == wanted and side.org.is_public]
        own = {side.org.country: side for side in reversed(told)}
        for vote in votes:
            org = vote.org
            side = own.get(org.country) if org.country is not None and org.is_public else None
            if side is not None and vote.role in acting and id(org) not in kept:
                side.votes.append(vote)


def _uncounted(item: Item) -> Item:
    """``jointly develop a fighter``: the sort, and not one of them."""
    return structs.replace(item, quantity=None) if item.quantity == 1 else item


def _is_intent_to_buy(draft: Draft) -> bool:
    """``a letter of intent for 20 jets``, ``on the purchase of tanks``: with a buyer and a seller.

    Only where a state signed with a firm or another state, and a clause on the paper itself tells
    that goods are to be bought.
    """
    return any(_tells_intent(m) for m in draft.mentions if m.kind == "memorandum")


def _tells_intent(mention: Mention) -> bool:
    """Whether a clause on a paper of intent tells who is to buy goods from whom."""
    signed = {id(v.org): v.org for v in mention.votes if v.role in ("side", "buyer", "seller")}
    if len(signed) != 2 or not any(org.is_public for org in signed.values()):
        return False
    bought = any(i.designated and (i.quantity or 0) > 1 for i, _ in mention.items)
    return bought or any(t.record.id in _TRADING for t in mention.triggers)


def _party(side: Side, role: Role, text: str) -> Party:
    elems = ((v.elem, v.rule) for v in side.votes)
    evidence = (Evidence(e.start, e.end, text[e.start : e.end], rule) for e, rule in elems)
    return Party(side.org.display, role, side.org.country, tuple(dict.fromkeys(evidence)))


def complete(deal: Deal) -> bool:
    """A deal that is worth a row: a party that trades, and a thing or a sum."""
    traders = [p for p in deal.parties if p.role in ("buyer", "seller", "partner", "end_user")]
    return bool(traders) and bool(deal.items or deal.values)
