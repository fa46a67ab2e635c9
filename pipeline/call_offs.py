"""Orders under a framework agreement, told beside it: ``The first call-off is worth 9 million``."""

from __future__ import annotations

from dataclasses import replace

from pipeline import rule_ids
from pipeline.clauses import noun_like
from pipeline.drafts import Draft, Sentence, draft_kind
from pipeline.elements import Elem, Item
from pipeline.items import counts_as, same_item
from pipeline.mentions import Mention, Vote
from pipeline.parties import same_party

# Nouns for nothing but an order under a framework, and those that "first" makes one.
_CALLED_OFF = ("call-off", "subsequent contract", "task order", "delivery order")
_ORDERED = ("order", "firm order")
_FIRST = frozenset({"first", "initial", "opening"})
_FIRST_REACH = 2  # elements before the noun
# What is still to come, or is only what the Pentagon's funds are booked on.
_AWAITED = frozenset("expected planned foreseen likely may might could should".split())
_NOT_YET = _AWAITED | frozenset(
    "would can if when option optional obligated no not until before".split()
)
_COMING = frozenset("be follow come go".split())
_HANDED = frozenset({"delivered", "completed", "supplied", "shipped", "handed over"})
_MADE = frozenset("signed concluded awarded signs awards".split())  # the framework itself
_WEIGHT = 0.9
_TRADING = frozenset({"buyer", "seller", "side", "end_user", "beneficiary"})


def call_off(sentence: Sentence, focus: Draft | None) -> Mention | None:
    """The order that a sentence tells under the framework in focus, as a mention that opens a deal.

    Its parties are those of the framework, its goods too where the sentence names none. ``None``
    where the order has neither a sum nor counted goods, or is still to come.
    """
    if focus is None or not names_call_off(sentence.elems):
        return None
    unsure = any(e.low in _NOT_YET for e in sentence.elems)
    if draft_kind(focus) != "framework" or unsure or _is_to_come(sentence.elems):
        return None
    sums = [e for e in sentence.elems if e.kind == "money"]
    goods = _goods(sentence.elems, [item for item, _ in focus.items])
    if not sums and not any(item.quantity for item, _ in goods):
        return None
    votes = _votes(sentence.elems, focus)
    if votes is None:
        return None
    return Mention(
        sentence.index,
        sentence.start,
        sentence.end,
        sentence.elems,
        votes=votes,
        items=goods or [(replace(item, quantity=None), rule) for item, rule in focus.items],
        sums=sums,
        dates=[e for e in sentence.elems if e.kind == "date"],
        rule=rule_ids.ORDER_NOUN,
        weight=_WEIGHT,
        kind="procurement",
        status="signed",
        placed="opened the deal: an order under the framework in focus",
    )


def awaits_order(sentence: Sentence, focus: Draft | None) -> bool:
    """``A first order for 24 guns is expected in May``: nothing of the framework in focus."""
    if focus is None or not names_call_off(sentence.elems):
        return False
    if all(e.low not in _AWAITED for e in sentence.elems) and not _is_to_come(sentence.elems):
        return False
    return draft_kind(focus) == "framework" and not any(
        e.kind == "trigger" and e.low in _MADE for e in sentence.elems
    )


def names_call_off(elems: list[Elem]) -> bool:
    """Whether a sentence speaks of an order under a framework, or of a first one."""
    return any(
        e.kind == "trigger" and noun_like(e) and _is_call_off(elems, k) for k, e in enumerate(elems)
    )


def _is_call_off(elems: list[Elem], k: int) -> bool:
    """Whether the noun at ``k`` is an order under a framework."""
    if elems[k].low.startswith(_CALLED_OFF):
        return True
    before = {e.low for e in elems[max(0, k - _FIRST_REACH) : k]}
    return elems[k].low.startswith(_ORDERED) and not _FIRST.isdisjoint(before)


def _is_to_come(elems: list[Elem]) -> bool:
    """``A first order will be placed in May``; never ``will be delivered``."""
    lows = [e.low for e in elems]
    return any(
        low == "will" and behind and behind[0] in _COMING and _HANDED.isdisjoint(behind)
        for k, low in enumerate(lows)
        for behind in [lows[k + 1 : k + 3]]
    )


def _goods(elems: list[Elem], framed: list[Item]) -> list[tuple[Item, str]]:
    """The goods that a sentence names, under the fuller name that the framework has for them."""
    found: list[tuple[Item, str]] = []
    before: Elem | None = None
    for elem in elems:
        item = elem.item
        if item is None and before is not None and before.count:
            # "1,500 goggles", of the night-vision goggles that the framework is for
            known = next((f for f in framed if f.name.endswith(f" {elem.text}")), None)
            item = replace(known, quantity=before.count) if known is not None else None
        before = elem
        if item is None or (item.generic and not item.quantity):
            continue
        known = next((f for f in framed if _stands_for(item, f)), None)
        if known is not None and not item.designated:
            item = replace(known, quantity=item.quantity)
        if item.generic and known is None:
            continue
        found.append((item, rule_ids.ORDER_NOUN))
    return found


def _stands_for(item: Item, framed: Item) -> bool:
    """``278 vehicles`` of a framework for Cobra IIs, never ``shells`` of one for ammunition."""
    return same_item(framed, item) or (item.generic and counts_as(item, framed))


def _votes(elems: list[Elem], focus: Draft) -> list[Vote] | None:
    """The framework's parties; of several buyers or sellers those that the sentence names.

    ``None`` where it names a firm that is no party of the framework.
    """
    votes = [replace(v) for v in focus.votes if v.role in _TRADING]
    named = [e.org for e in elems if e.org is not None]
    if any(not o.is_public and all(not same_party(o, v.org) for v in votes) for o in named):
        return None
    for public in (True, False):
        alike = [v for v in votes if v.org.is_public is public]
        told = [v for v in alike if any(same_party(o, v.org) for o in named)]
        votes = [v for v in votes if v not in alike or not told or v in told]
    return votes
