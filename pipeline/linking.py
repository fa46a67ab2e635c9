"""Whether two articles tell of the same deal.

Every sign for or against it has a weight; the sum decides, and each sign is kept with its words, so
that a link can say why it is one. Weights are whole and half points of judgement, checked against
the labelled pairs of ``tests/data/pairs``; there is no training.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.agreement import fold, items_agree, name_words, names_agree, names_state
from pipeline.records import ArticleRecord, Deal, Item, Party, Value

SAME = 5.0  # points from which two mentions are one deal
APART = -4.0  # points against, in sum, from which no third mention may join two
_STAGES = ("planned", "selected", "approved", "signed", "delivered")
_CLOSE_DAYS, _NEAR_DAYS, _FAR_DAYS, _OTHER_TIMES = 10, 60, 400, 1200
_SIGNED_APART = 45  # days between two signatures of different contracts
_ROUNDED = 0.05  # reports round sums
_OTHER_SUM = 0.25
_FEW = 2  # a number that many deals share tells little
_SHINGLE = 5  # words
_COPIED = 0.6  # share of common shingles from which one text is a copy of the other


@dataclass(frozen=True, slots=True)
class Mention:
    """A deal as one article tells it. ``number`` counts from 1 in its article."""

    record: ArticleRecord
    number: int

    @property
    def deal(self) -> Deal:
        """The deal itself."""
        return self.record.deals[self.number - 1]

    @property
    def key(self) -> str:
        """What names the mention: article id, ``#``, number."""
        return f"{self.record.id}#{self.number}"

    @property
    def day(self) -> str:
        """Day of publication, empty where it is not known."""
        return self.record.published or ""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign for (above zero) or against (below) two mentions being the same deal."""

    points: float
    words: str


def mentions(records: Iterable[ArticleRecord]) -> list[Mention]:
    """Every deal of every article, in their order."""
    return [
        Mention(record, number) for record in records for number in range(1, len(record.deals) + 1)
    ]


def points(one: Mention, other: Mention) -> float:
    """The sum of all signs; at least ``SAME`` where both are held to be one deal."""
    return sum(sign.points for sign in signs(one, other))


def contradict(one: Mention, other: Mention) -> bool:
    """Whether two mentions that are not held to be one deal speak against it outright."""
    found = signs(one, other)
    if sum(sign.points for sign in found) >= SAME:
        return False
    return sum(min(sign.points, 0) for sign in found if not sign.words.startswith("pub")) <= APART


def signs(one: Mention, other: Mention) -> list[Sign]:
    """All signs for and against ``one`` and ``other`` being the same deal."""
    first, second = sorted((one, other), key=lambda each: (each.day, each.key))
    found: list[Sign] = []
    for look in (_identifiers, _buyers, _sellers, _goods, _sums, _counts, _signatures, _kinds):
        found.extend(look(first.deal, second.deal))
    found.extend(_times(first, second))
    found.extend(_stages(first, second))
    return found


def keys(mention: Mention) -> set[str]:
    """What two mentions must share one of to be compared at all."""
    found = {f"id {identifier}" for identifier in mention.deal.identifiers}
    for party in mention.deal.parties:
        if party.role not in ("approver", "subcontractor"):
            if party.country:
                found.add(f"country {party.country}")
            words = name_words(party.name)
            if words:
                found.add(f"name {words[0]}")
    return found


# --- parties -------------------------------------------------------------------------------------


def _sides(deal: Deal, *roles: str) -> list[Party]:
    return [party for party in deal.parties if party.role in roles]


def _identifiers(one: Deal, other: Deal) -> Iterator[Sign]:
    common = set(one.identifiers) & set(other.identifiers)
    if common:
        yield Sign(8, f"contract number {min(common)}")
    elif one.identifiers and other.identifiers:
        yield Sign(-3, "other contract numbers")


def _buyers(one: Deal, other: Deal) -> Iterator[Sign]:
    first = _sides(one, "buyer", "end_user", "partner")
    second = _sides(other, "buyer", "end_user", "partner")
    if not first or not second:
        return
    if any(names_agree(a.name, b.name) for a in first for b in second):
        yield Sign(2, "same buyer or partner")
    elif {a.country for a in first if a.country} & {b.country for b in second if b.country}:
        states = any(names_state(each) for each in (*first, *second))
        yield Sign(1.5 if states else 0.5, "buyers of one country")
    elif all(party.country for party in (*first, *second)):
        yield Sign(-6, "buyers of different countries")


def _sellers(one: Deal, other: Deal) -> Iterator[Sign]:
    first, second = _sides(one, "seller", "partner"), _sides(other, "seller", "partner")
    if not first or not second:
        return
    if any(names_agree(a.name, b.name) for a in first for b in second):
        yield Sign(2, "same seller or partner")
        return
    countries = {a.country for a in first if a.country} & {b.country for b in second if b.country}
    if countries and any(names_state(each) for each in (*first, *second)):
        yield Sign(1, "a firm and its state")
    else:
        yield Sign(-4, "different sellers")


# --- goods, sums, counts -------------------------------------------------------------------------


def _pairs(one: Deal, other: Deal) -> list[tuple[Item, Item]]:
    return [(a, b) for a in one.items for b in other.items if items_agree(a, b)]


def _goods(one: Deal, other: Deal) -> Iterator[Sign]:
    if not one.items or not other.items:
        return
    pairs = _pairs(one, other)
    if any(_designated(a) and _designated(b) for a, b in pairs):
        yield Sign(2, "same goods by name")
    elif pairs:
        yield Sign(1, "goods of the same words")
    elif {a.category for a in one.items} & {b.category for b in other.items}:
        named = _all_designated(one) and _all_designated(other)
        yield Sign(-1.5 if named else 0.5, "goods of one sort")
    else:
        yield Sign(-4 if _all_designated(one) and _all_designated(other) else -2.5, "other goods")


def _all_designated(deal: Deal) -> bool:
    return all(_designated(item) for item in deal.items)


def _designated(item: Item) -> bool:
    return bool(re.search(r"\d|[A-Z]", item.name))


def _main_sums(deal: Deal) -> list[Value]:
    return [value for value in deal.values if value.kind in ("total", "ceiling", "part")]


def _sums(one: Deal, other: Deal) -> Iterator[Sign]:
    pairs = [(a, b) for a in _main_sums(one) for b in _main_sums(other) if a.currency == b.currency]
    if not pairs:
        return
    gap = min(abs(a.amount - b.amount) / max(a.amount, b.amount, 1) for a, b in pairs)
    if gap <= _ROUNDED:
        yield Sign(3, "same sum")
    elif gap > _OTHER_SUM:
        yield Sign(-3, "other sums")


def _counts(one: Deal, other: Deal) -> Iterator[Sign]:
    told = [(a.quantity, b.quantity) for a, b in _pairs(one, other) if a.quantity and b.quantity]
    if any(a == b for a, b in told):
        yield Sign(2 if any(a == b != 1 for a, b in told) else 0.5, "same number")
    elif told:
        yield Sign(-2, "other numbers")
    elif {(i.category, i.quantity) for i in one.items} & {
        (i.category, i.quantity) for i in other.items if (i.quantity or 0) > _FEW
    }:
        yield Sign(1.5, "same number of one sort")


# --- time ----------------------------------------------------------------------------------------


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text and len(text) == 10 else None
    except ValueError:
        return None


def _signed(deal: Deal) -> dt.date | None:
    return next((_date(each.date) for each in deal.dates if each.kind == "signed"), None)


def _signatures(one: Deal, other: Deal) -> Iterator[Sign]:
    first, second = _signed(one), _signed(other)
    if first and second:
        apart = abs((first - second).days)
        if apart <= 1:
            yield Sign(2, "signed on the same day")
        elif apart > _SIGNED_APART:
            yield Sign(-4, "signed at other times")


def _kinds(one: Deal, other: Deal) -> Iterator[Sign]:
    if one.kind == other.kind:
        return
    if "modification" in (one.kind, other.kind) or {one.kind, other.kind} == {
        "transfer",
        "procurement",
    }:
        yield Sign(-2.5, "of other kinds")


def _times(one: Mention, other: Mention) -> Iterator[Sign]:
    first, second = _date(one.day), _date(other.day)
    if not first or not second:
        return
    apart = (second - first).days
    if apart <= _CLOSE_DAYS:
        yield Sign(1, "published within days")
    elif apart > _OTHER_TIMES:
        yield Sign(-3, "published years apart")
    elif apart > _FAR_DAYS:
        yield Sign(-1, "published over a year apart")
    elif apart > _NEAR_DAYS:
        yield Sign(-0.5, "published months apart")


def _stages(one: Mention, other: Mention) -> Iterator[Sign]:
    """A deal moves on from plan to delivery: a later article that is behind tells of another."""
    if one.deal.status not in _STAGES or other.deal.status not in _STAGES:
        return
    back = _STAGES.index(one.deal.status) - _STAGES.index(other.deal.status)
    first, second = _date(one.day), _date(other.day)
    if back > 0 and first and second and (second - first).days > _CLOSE_DAYS:
        yield Sign(-2.5 if one.deal.status != "delivered" else -1.5, "the later one is less far on")


# --- copies --------------------------------------------------------------------------------------


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of five words of a text, folded."""
    words = fold(text).split()
    count = max(1, len(words) - _SHINGLE + 1)
    return frozenset(tuple(words[at : at + _SHINGLE]) for at in range(count))


def copied(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """Whether two texts are one, reprinted: most of the shorter one's runs of words are in both."""
    least = min(len(one), len(other))
    return bool(least) and len(one & other) / least >= _COPIED
