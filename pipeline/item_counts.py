"""How many, where the article tells it elsewhere: "the 14 aircraft", "the first of eight ships"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.call_offs import names_call_off
from pipeline.drafts import Draft, Sentence, draft_kind
from pipeline.groups import Elem, Item
from pipeline.items import counts_as, same_item

_ORDINALS = frozenset(
    """first second third fourth fifth sixth last final latest one each""".split()
)
_ALL = frozenset({"all", "both"})
# Clauses about what a force has, had or may yet order tell nothing of this deal.
_OF_OTHERS = frozenset(
    """operates operate operated operating option options optional already earlier previously
    previous existing fleet inventory competitor rival additional further another other replace
    replaces replacing retire retired lost crashed nations countries customers
    users worldwide""".split()
)
_UNITS = frozenset({"units", "examples", "pieces", "machines", "airframes"})
# Openings of a sentence on the whole of a deal.
_DEALS = ("contract", "deal", "agreement", "order", "purchase")
_UNDER = (
    *(f"under the {deal}" for deal in _DEALS),
    *(f"as part of the {deal}" for deal in _DEALS),
    *(f"the {deal}" for deal in _DEALS),
    *("in all", "in total", "altogether", "a total of"),
)
_OPENING = 5  # elements
_COMING = frozenset({"will", "shall", "up"})
_DELIVERING = frozenset("delivered supplied shipped delivery deliver supply".split())
_ENDINGS = frozenset({"st", "nd", "rd", "th"})
_ENDED_REACH = 7
_NO_COUNT = frozenset({"other", "service"})


def take_told_counts(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> None:
    """Give goods without a number the one that the article tells of them elsewhere.

    Only where one deal of the article has goods of that kind, and only one number is told in
    words that point back at them.
    """
    open_goods = [(d, _uncounted(d)) for d in drafts]
    if not any(items for _, items in open_goods):
        return
    if any(draft_kind(d) == "framework" for d in drafts):
        # "A first order for 24 howitzers is expected": no count of all that can be ordered
        sentences = [replace(s, elems=[]) if names_call_off(s.elems) else s for s in sentences]
    for draft, items in open_goods:
        _take_units(draft, items, sentences)
    told = [e.item for s in sentences for e in _pointing(s.elems) if e.item is not None]
    told += [item for s in sentences if (item := _ended(s.elems)) is not None]
    if not told:
        return
    having = Counter(c for d in drafts for c in {i.category for i, _ in d.items})
    for _, items in open_goods:
        for item in items:
            if item.quantity is None and having[item.category] == 1:
                _take(item, items, told)


def _uncounted(draft: Draft) -> list[Item]:
    """The goods of a draft that no wording counts, and that are the only ones of their kind."""
    goods = [i for i, _ in draft.items if i.category not in _NO_COUNT and not i.generic]
    counted = {i.category for i in goods if i.quantity}
    return [i for i in goods if i.category not in counted]


def _take_units(draft: Draft, items: Sequence[Item], sentences: Sequence[Sentence]) -> None:
    """``orders for 118 units``: the count of the only goods of a deal."""
    if not items or any(not same_item(i, items[0]) for i in items):
        return
    if any(i.quantity or not same_item(i, items[0]) for i, _ in draft.items if not i.generic):
        return
    told = {m.sentence for m in draft.mentions}
    behind = {k + 1 for k in told if k + 1 < len(sentences)} - told
    places = [*told, *(k for k in behind if all(e.kind != "party" for e in sentences[k].elems))]
    counts = {c for k in places for c in _units(sentences[k].elems, items[0])}
    if len(counts) == 1:
        items[0].quantity = counts.pop()


def _units(elems: Sequence[Elem], item: Item) -> list[int]:
    """Counts of units that a sentence tells, where it speaks of no other goods.

    The last word of what the goods are called counts them too: ``140 stations``.
    """
    words = _UNITS | {item.head.split(" ")[-1]} if item.head else _UNITS
    if any(w in _OF_OTHERS for e in elems for w in e.low.split()):
        return []
    found = []
    for elem, behind in pairwise(elems):
        if elem.count is not None and elem.count > 1 and behind.low in words:
            found.append(elem.count)
    return found


def _take(item: Item, items: Sequence[Item], told: Sequence[Item]) -> None:
    """Set the count of ``item``, if all that points back at it tells the same one."""
    if any(o.category == item.category and not same_item(o, item) for o in items):
        return
    about = [t for t in told if counts_as(t, item) and _points_at(t, item)]
    counts = {t.quantity for t in about}
    if len(counts) == 1:
        item.quantity = about[0].quantity


def _points_at(told: Item, item: Item) -> bool:
    """Whether a counted wording names the goods or only their kind."""
    return not told.designated or same_item(told, item)


def _pointing(elems: Sequence[Elem]) -> list[Elem]:
    """Counted goods in a sentence that point back: ``the 14 aircraft``, ``first of 8 ships``."""
    found = [i for i, e in enumerate(elems) if _is_counted(e)]
    if not found or any(w in _OF_OTHERS for e in elems for w in e.low.split()):
        return []
    under = _under_deal(elems) or _to_be_delivered(elems)
    return [elems[i] for i in found if under or _points_back(elems, i)]


def _to_be_delivered(elems: Sequence[Elem]) -> bool:
    """``62 vehicles will be delivered in 2027``, ``delivery of up to 62 vehicles``."""
    lows = [e.low for e in elems]
    if _DELIVERING.isdisjoint(lows) or "since" in lows:
        return False
    return not _COMING.isdisjoint(lows) or ("to", "be") in pairwise(lows)


def _ended(elems: Sequence[Elem]) -> Item | None:
    """``the 15th and final of the An-148s``, ``the 36th and last Rafale``: how many there are."""
    for k in range(len(elems) - 3):
        number, joint = elems[k : k + 2], elems[k + 2]
        if number[1].low not in _ENDINGS or not number[0].low.isdecimal() or joint.low != "and":
            continue
        behind = elems[k + 3 : k + 3 + _ENDED_REACH]
        if behind and behind[0].low.startswith(("final", "last")):
            item = next((e.item for e in behind if e.item is not None), None)
            return replace(item, quantity=int(number[0].low)) if item is not None else None
    return None


def _under_deal(elems: Sequence[Elem]) -> bool:
    """``Under the contract 21 vessels will be built``, ``In all, 62 vehicles will be``."""
    opening = " ".join(e.low for e in elems[:_OPENING])
    return opening.startswith(_UNDER)


def _is_counted(elem: Elem) -> bool:
    return elem.kind == "item" and elem.item is not None and (elem.item.quantity or 0) > 1


def _points_back(elems: Sequence[Elem], i: int) -> bool:
    """Whether the goods at ``i`` are known ones."""
    k = i - 1
    while k >= 0 and elems[k].kind in ("quantity", "adj"):
        k -= 1
    if k < 0:
        return False
    low = elems[k].low
    if low == "the" and k and elems[k - 1].low == "of" and k > 1:
        low, k = "of", k - 1
    if low == "of":
        return k > 0 and (elems[k - 1].low in _ORDINALS or _ordinal_before(elems, k - 1))
    item = elems[i].item
    return low in _ALL or (item is not None and item.definite)


def _ordinal_before(elems: Sequence[Elem], k: int) -> bool:
    """``the first batch of eight ships`` is no such count, ``the first ship of eight`` is."""
    return elems[k].kind == "item" and k > 0 and elems[k - 1].low in _ORDINALS
