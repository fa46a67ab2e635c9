"""What a sum or a date says of a deal: its kind, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from pipeline.context import Hits
from pipeline.dates import DateSpan
from pipeline.groups import Elem
from pipeline.money import Money
from pipeline.records import DateKind, DealDate, Evidence, Value, ValueKind

_DATE_KINDS: tuple[DateKind, ...] = (
    "delivery",
    "completion",
    "start",
    "signed",
    "approved",
    "announced",
)
_PAST_KINDS = frozenset({"signed", "announced", "approved"})
_CLAUSE_ENDS = (";", ". ", " and ", " while ", " which ")
# "when 43 contracts worth RM10 billion were exchanged": a total across deals.
_OF_MANY = re.compile(
    r"\b(?:[3-9]|\d\d+|three|four|five|six|seven|eight|nine|ten|several|multiple|dozens of) "
    r"(?:[a-z-]+ ){0,2}(?:contracts|deals|agreements|proposals|mous|memoranda)(?: and [a-z]+)? "
    r"(?:worth|valued at|totall?ing|amounting to)(?: [a-z]+){0,2} ?$",
    re.IGNORECASE,
)
_MANY_REACH = 90
_TERM_REACH = 40  # characters from the word for a term to its dates


@dataclass(frozen=True, slots=True)
class Around:
    """The clause around a span: offsets of the words on its left and on its right."""

    text: str
    cues: Hits
    low: int
    start: int
    end: int
    high: int

    @classmethod
    def of(cls, text: str, cues: Hits, elem: Elem, bounds: tuple[int, int]) -> Around:
        """The surroundings of ``elem`` inside the sentence ``bounds``."""
        right = text[elem.end : min(bounds[1], elem.end + 60)]
        cuts = [c for c in (right.find(mark) for mark in _CLAUSE_ENDS) if c >= 0]
        high = elem.end + min(cuts, default=len(right))
        return cls(text, cues, bounds[0], elem.start, elem.end, high)

    def left(self, sense: str, reach: int) -> bool:
        """Whether ``sense`` is cued within ``reach`` characters on the left."""
        return self.cues.has(sense, max(self.low, self.start - reach), self.start)

    def near(self, sense: str, reach: int) -> bool:
        """Like ``left``, behind the last comma only: what a comma closes off is another matter."""
        low = max(self.low, self.start - reach)
        return self.cues.has(sense, max(low, self.text.rfind(",", low, self.start)), self.start)

    def right(self, sense: str, reach: int = 60) -> bool:
        """Whether ``sense`` is cued within ``reach`` characters on the right, in the clause."""
        return self.cues.has(sense, self.end, min(self.high, self.end + reach))

    def beside(self, sense: str, reach: int) -> bool:
        """Like ``right``, before the next comma only: what follows it may be another sum's."""
        comma = self.text.find(",", self.end, min(self.high, self.end + reach))
        stop = comma if comma >= 0 else min(self.high, self.end + reach)
        return self.cues.has(sense, self.end, stop)

    def commas(self, start: int, end: int) -> int:
        """Commas between two offsets."""
        return self.text.count(",", start, end)


def date_kind(around: Around) -> DateKind | None:
    """The kind of a date from the nearest cue in its clause; ``None`` where nothing tells."""
    best: tuple[int, int, DateKind] | None = None
    low = max(around.low, around.start - 90)
    for rank, kind in enumerate(_DATE_KINDS):
        sense = f"date.{kind}"
        last = around.cues.last(sense, low, around.start)
        if last >= 0:
            # words in another clause are further away
            comma = 15 if kind == "delivery" else 40
            distance = around.start - last + comma * around.commas(last, around.start)
            best = min(best or (999, 0, kind), (distance, rank, kind))
        first = around.cues.first(sense, around.end, around.high)
        if first >= 0:
            distance = first - around.end + 12 + 25 * around.commas(around.end, first)
            best = min(best or (999, 0, kind), (distance, rank, kind))
    if best is None or best[0] > 95:
        return None
    if best[2] == "start" and around.left("date.delivery", 60):
        return "delivery"
    return best[2]


def make_date(
    text: str,
    cues: Hits,
    elem: Elem,
    bounds: tuple[int, int],
    default: DateKind | None = None,
    published: str | None = None,
) -> DealDate | None:
    """The date fact of a date group, or ``None`` where it is no date of a deal.

    ``default`` is the kind where no cue stands near: the stage that the clause's verb tells.
    """
    span = elem.ent.value if elem.ent else None
    if not isinstance(span, DateSpan) or span.edtf is None:
        return None
    around = Around.of(text, cues, elem, bounds)
    if around.near("date.skip", 60) or around.right("date.skip", 50):
        return None
    kind = date_kind(around) or default
    if kind is None:
        return None
    edtf = span.edtf
    if _is_history(elem, edtf) or (kind in _PAST_KINDS and _is_open_or_after(edtf, published)):
        return None
    if kind == "delivery" and around.left("date.start", 40) and "/" not in edtf:
        edtf = f"{edtf}/.."
    if kind in ("signed", "announced", "approved"):
        edtf = edtf.removeprefix("../")
    quote = text[elem.start : elem.end]
    return DealDate(kind, edtf, (Evidence(elem.start, elem.end, quote, f"date.{kind}"),))


def term_dates(text: str, cues: Hits, elem: Elem, bounds: tuple[int, int]) -> list[DealDate]:
    """``runs from 1 July 2024 to 30 June 2031``: the start and the end of a contract's term."""
    span = elem.ent.value if elem.ent else None
    if not isinstance(span, DateSpan) or span.edtf is None:
        return []
    begin, mark, end = span.edtf.partition("/")
    if not mark or ".." in (begin, end):
        return []
    around = Around.of(text, cues, elem, bounds)
    if not around.left("date.term", _TERM_REACH) or around.left("date.delivery", 60):
        return []
    place = (Evidence(elem.start, elem.end, text[elem.start : elem.end], "date.term"),)
    return [DealDate("start", begin, place), DealDate("completion", end, place)]


def _is_history(elem: Elem, edtf: str) -> bool:
    """``since 2010``: how long something has been so, no date of a deal."""
    return edtf.endswith("/..") and elem.low.startswith("since")


def _is_open_or_after(edtf: str, published: str | None) -> bool:
    """Whether a day on which something was done is an open span, or later than the article."""
    if edtf.endswith("/.."):
        return True
    last = edtf.rpartition("/")[2]
    return published is not None and last > published and not published.startswith(last)


def value_kind(around: Around, money: Money, deal_kind: str) -> ValueKind:
    """The kind of a sum from its own words and those beside it."""
    left, right = around.left, around.right
    digit = next(
        (i for i, c in enumerate(around.text[around.end : around.end + 25]) if c.isdigit()), 25
    )
    if right("value.unit", digit) or left("value.unit", 25):
        return "unit"  # no other sum stands before "each"
    beyond = around.beside
    if left("value.financing", 45) or beyond("value.financing", 22):
        return "financing"
    if beyond("value.offset", 45) or left("value.offset", 45):
        return "offset"
    if left("value.part", 70) or right("value.part"):
        return "part"
    ceiling = left("value.ceiling", 70) or beyond("value.ceiling", 60)
    if left("value.option", 45) or beyond("value.option", 25):
        return "ceiling" if ceiling else "option"
    if ceiling or deal_kind in ("framework", "foreign_military_sale"):
        return "ceiling"
    if money.kind is not None and money.kind != "unit":
        return cast(ValueKind, money.kind)
    return "total"


def is_value(around: Around, paid: bool = False) -> bool:
    """Whether a sum is one of the deal and not of a budget, a result or a market.

    ``paid``: whether the clause says that it is paid for the goods, without a word for a price.
    """
    low = max(around.low, around.start - 60)
    if _OF_MANY.search(around.text, max(around.low, around.start - _MANY_REACH), around.start):
        return False
    # the nearest cue decides: "a $5bn contract from the budget" is a value
    exclude = around.cues.last("value.exclude", low, around.start)
    exclude = max(exclude, around.cues.last("value.other", low, around.start))
    accept = around.cues.last("value.accept", low, around.start)
    if exclude > accept or around.right("value.exclude", 30):
        return False
    accepted = accept >= 0 or around.right("value.accept", 50)
    return accepted or paid or around.start == around.low


def make_value(
    text: str,
    cues: Hits,
    elem: Elem,
    bounds: tuple[int, int],
    deal_kind: str,
    paid: bool = False,
) -> Value | None:
    """The value fact of a sum, or ``None`` where the sum is not the deal's (``is_value``)."""
    money = elem.ent.value if elem.ent else None
    if not isinstance(money, Money):
        return None
    around = Around.of(text, cues, elem, bounds)
    if not is_value(around, paid):
        return None
    return value_of(text, elem, money, value_kind(around, money, deal_kind), None)


def value_of(text: str, elem: Elem, money: Money, kind: ValueKind, rule: str | None) -> Value:
    """The value record of a sum."""
    quote = text[elem.start : elem.end]
    return Value(
        amount=money.amount,
        currency=money.currency,
        kind=kind,
        amount_min=money.amount_min,
        qualifier=money.qualifier,
        evidence=(Evidence(elem.start, elem.end, quote, rule or f"value.{kind}"),),
    )
