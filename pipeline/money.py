"""Sums of money in text: amount, ISO 4217 currency, qualifier and, from local words, their kind.

The scan goes from numeral to numeral and looks at what stands beside each: a currency to the left,
a scale word and a currency to the right. Sums in words are found from their scale word. The cost
is linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.currencies import TOKEN, Surface, Tables, following, tables
from pipeline.money_context import kind_of, qualifier_before, rises_from
from pipeline.numerals import (
    NUMERAL,
    OUTER_SCALES,
    SCALES,
    Phrases,
    numeral_value,
    words_before,
)
from pipeline.records import Qualifier, ValueKind


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: ``text[start:end]`` with its currency and scale, in whole units of ``currency``.

    For a range ``amount`` is the upper end and ``amount_min`` the lower. ``kind`` is ``None``
    unless the words right beside the sum tell it.
    """

    start: int
    end: int
    amount: float
    amount_min: float | None
    currency: str
    qualifier: Qualifier
    kind: ValueKind | None


class _Sum(NamedTuple):
    """A numeral with what stands beside it; ``scale`` is 1 and ``currency`` None where absent."""

    start: int
    end: int
    number: float
    scale: float
    currency: str | None
    left: bool
    weak: bool
    grouped: bool
    low: float | None = None

    @property
    def amount(self) -> float:
        return round(self.number * self.scale, 2)


_SPACES = " \u00a0\u2009\u202f"
_AFTER_COMMA = re.compile(r", ([0-9]{3}(?:,[0-9]{3})+)(?![0-9])")
# A numeral and what follows it: a word or a sign.
_SCAN = re.compile(
    f"({NUMERAL.pattern})(?:[ \\-\u00a0\u202f‑]{{0,2}}([^\\W\\d_]+|[^\\w\\s.,;:()\\-‑]))?"
)
_JOINS = frozenset({"-", "–", "—", "to", "or", "and", "and up to"})
_BETWEEN = Phrases({"between": True}, skip=frozenset({"about", "roughly", "around", "some"}))
_WORD_SCALES = ("illion", "housand", "rore", "lakh")
# A count of people or things after a bare "crore" or "lakh": no money.
_PLURAL = re.compile(
    r"[ -](?:[a-z-]+ ){0,2}?(?:people|youths?|population|tonnes?|tons|troops|rounds|jobs|men|women|"
    r"units|shares|litres|lit|kg|km|acres|doses|soldiers|jawans|users|voters|families|households|"
    r"farmers|students|children|citizens|persons|workers|vehicles|rifles|carbines|grenades|shells|"
    r"bullets|cartridges|homes|houses|members|refugees|indians|customers|subscribers|hours|pieces|"
    r"candidates|applications|subscribers|copies|views|followers|years|days|sq|square)\b"
)
_POUND_WEIGHT = re.compile(
    r"\s?(?:of (?:thrust|munition|ordnance|explosive|bomb|cargo|payload|fuel|force|armament|weapon|"
    r"ammunition|equipment|supplies|steel|tnt)|thrust|payload|-?class)"
)


def find_money(text: str, dollar: str = "USD", hints: tuple[str, ...] = ()) -> list[Money]:
    """All sums of ``text``, sorted and without overlap.

    ``dollar`` is the ISO code that a bare ``$`` or "dollars" stands for, ``hints`` the countries
    (ISO 3166-1 alpha-3) whose readings of shared signs to prefer: ``P2.4 billion``, "pesos", "¥".
    A sum whose currency stays open is left out.
    """
    sums = list(_pair(text, _candidates(text, dollar, hints)))
    found: list[Money] = []
    for index, item in enumerate(sums):
        if item.currency is None or (found and item.start < found[-1].end):
            continue  # no sum, or one whose sign is the sum's before it: "1$$1"
        next_start = sums[index + 1].start if index + 1 < len(sums) else len(text)
        currency = item.currency
        qualifier = qualifier_before(text, item.start, item.end)
        kind = kind_of(text, item.start, item.end, next_start)
        if item.low is not None:
            qualifier = "range"
        before = found[-1] if found else None
        if before is not None and text[before.end : item.start].strip() == "(":
            # The same sum in another currency: "about 90 million euros ($100 million)".
            if qualifier == "exact" and before.qualifier != "range":
                qualifier = before.qualifier
            kind = kind or before.kind
            if item.currency == before.currency and text[item.start] == "$":
                currency = "USD"  # "C$40m ($29m)": no state converts into its own dollars
        found.append(Money(item.start, item.end, item.amount, item.low, currency, qualifier, kind))
    return found


def parse_money(text: str) -> Money | None:
    """The first sum of ``text``, or ``None``."""
    found = find_money(text)
    return found[0] if found else None


def _candidates(text: str, dollar: str, hints: tuple[str, ...]) -> list[_Sum]:
    """Every numeral that has a scale or a currency, and bare ones that a range may need."""
    table = tables()
    found: list[_Sum] = []
    skip = 0
    lengths, after = table.lengths, table.promising
    for match in _SCAN.finditer(text):
        start = match.start()
        if start < skip:
            continue
        stop = start
        if text[start - 1 : start] in _SPACES:
            stop -= 2 if text[start - 2 : start - 1] in _SPACES else 1
        beside = text[stop - 2 : stop] in lengths or text[stop - 1 : stop] in lengths
        word = match.group(2)
        if not beside:
            if word is None and text[match.end(1) : match.end(1) + 1] != "-":
                continue
            if word is not None and word.lower() not in after:
                continue
        item = _read(text, match, stop if beside else None, table, dollar, hints)
        if item is not None:
            found.append(item)
            skip = item.end
    words = _apart(_in_words(text, table, dollar, hints))
    return _with_words(found, words) if words else found


def _with_words(found: list[_Sum], words: list[_Sum]) -> list[_Sum]:
    """Both kinds in text order; sums in digits win over those in words, bare numerals do not."""
    starts = [item.start for item in found]
    dropped: set[int] = set()
    kept: list[_Sum] = []
    for item in words:
        at = max(bisect_right(starts, item.start) - 1, 0)
        touched = []
        while at < len(found) and found[at].start < item.end:
            if found[at].end > item.start:
                touched.append(at)
            at += 1
        if not any(found[i].currency or found[i].scale > 1 for i in touched):
            dropped.update(touched)
            kept.append(item)
    kept.extend(item for i, item in enumerate(found) if i not in dropped)
    return sorted(kept, key=lambda s: s.start)


def _apart(sums: Iterable[_Sum]) -> list[_Sum]:
    """The sums in text order, without any that overlaps the one before it."""
    kept: list[_Sum] = []
    for item in sorted(sums, key=lambda s: s.start):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _read(
    text: str,
    match: re.Match[str],
    stop: int | None,
    table: Tables,
    dollar: str,
    hints: tuple[str, ...],
) -> _Sum | None:
    """The sum at a numeral; ``stop`` is where a currency to its left may end."""
    start, end = match.span(1)
    raw = match.group(1)
    before = text[start - 1] if start else " "
    left, left_start = (None, start)
    if before == "." and start > 1 and text[start - 2] in "$€£ ":
        left_start, raw = start - 1, "." + raw
        stop = start - 1
    if stop is not None:
        left, left_start = _left(text, left_start, stop, table)
    if left is None:
        if before.isalnum() or before in "./_":
            return None
        word = match.group(2)
        if word is not None and word.lower() not in table.promising:
            return None
        if word is None and text[end : end + 1] != "-":
            return None
    if left is not None:
        extra = _AFTER_COMMA.match(text, end)
        if extra and "," not in raw:
            end, raw = extra.end(), f"{raw},{extra.group(1)}"
    return _complete(text, (left_start, end), raw, left, dollar, hints)


def _complete(
    text: str,
    span: tuple[int, int],
    raw: str | float,
    left: Surface | None,
    dollar: str,
    hints: tuple[str, ...],
) -> _Sum | None:
    """Add the scale and the currency that follow the numeral ``raw`` to make a sum."""
    start, end = span
    scale, end = _scale(text, end)
    right, right_end = following(text, end)
    if left is not None:
        scale *= left.scale
        if right is not None and not _agrees(left, right, text, end):
            right = None
    if right is not None:
        end = right_end
        scale *= right.scale
    number = raw if isinstance(raw, float) else numeral_value(raw, scale > 1)
    if number is None:
        return None
    grouped = not isinstance(raw, float) and ("," in raw or " " in raw or raw.count(".") > 1)
    surface = left if left is not None else right
    code = None
    if surface is not None:
        own = right if left is not None and left.code == "$" and right is not None else surface
        code = own.resolve(dollar, hints)
        if own.code and scale > 1 and _is_crore(text, span[1], end):
            code = own.code  # "Rs 1,874 crore": counted as in India, whoever else is named
        if surface.text in ("pound", "pounds") and _is_weight(text, end, scale):
            return None
    elif scale > 1 and _is_crore(text, span[1], end):
        code = "INR"
    weak = bool(surface and surface.weak)
    return _Sum(start, end, number, scale, code, left is not None, weak, grouped)


def _left(text: str, start: int, end: int, table: Tables) -> tuple[Surface | None, int]:
    """The currency that ends at ``end``, a space or two before ``start``, and where it begins."""
    last, pair = text[end - 1 : end], text[end - 2 : end]
    for size in (*table.lengths.get(pair, ()), *table.lengths.get(last, ())):
        surface = table.before.get(text[end - size : end]) if size <= end else None
        if surface is None:
            continue
        begin = end - size
        ahead = text[begin - 1] if begin else " "
        if surface.text[0].isalpha() and (ahead.isalnum() or ahead in "-_&/"):
            continue
        if surface.text[0] == "$" and ahead.isalpha() and ahead.isupper():
            continue
        if surface.text[0].islower() and _number_ahead(text, begin):
            continue
        return surface, begin
    return None, start


def _number_ahead(text: str, begin: int) -> bool:
    """Whether a currency word at ``begin`` belongs to a number before it ("5 million euros 30")."""
    return begin > 1 and (
        text[begin - 2].isdigit() or text[max(0, begin - 5) : begin - 1] == "lion"
    )


def _scale(text: str, end: int) -> tuple[float, int]:
    """The factor of the scale words at ``end``, 1 where there are none, and their end."""
    match = TOKEN.match(text, end)
    if match is None or not match.group(1):
        return 1.0, end
    word = match.group(1).lower()
    outer = OUTER_SCALES.get(word)
    if outer is not None:
        second = TOKEN.match(text, match.end())
        factor = SCALES.get(second.group(1).lower()) if second and second.group(1) else None
        if second and factor and len(second.group(1)) > 1 and factor >= outer:
            return outer * factor, second.end()
    factor = SCALES.get(word)
    if factor is None:
        return 1.0, end
    dotted = match.group(2) and word not in ("million", "billion", "trillion", "crore", "lakh")
    return factor, match.end() if dotted else match.end(1)


def _agrees(left: Surface, right: Surface, text: str, end: int) -> bool:
    """Whether a currency on the right repeats or specifies the one on the left."""
    if right.code == left.code or left.code == "$":
        return text[end : end + 1] != "$"
    return right.code == "$" and left.text.endswith("$")


def _is_weight(text: str, end: int, scale: float) -> bool:
    return scale < 1e6 or _POUND_WEIGHT.match(text, end) is not None


def _is_crore(text: str, begin: int, end: int) -> bool:
    words = text[begin:end].lower()
    if "cr" not in words:
        return False  # "1.2 lakh fuzes": lakhs alone count things
    return _PLURAL.match(text, end) is None


def _in_words(text: str, table: Tables, dollar: str, hints: tuple[str, ...]) -> Iterator[_Sum]:
    """Sums whose number is in words, found from their scale word."""
    for part in _WORD_SCALES:
        at = text.find(part)
        while at >= 0:
            start = at
            while start and at - start < 3 and text[start - 1].isalpha():
                start -= 1
            at = text.find(part, at + len(part))
            if text[start - 2 : start - 1].isdigit() or start < 2:
                continue
            scale, end = _scale(text, start)
            number = words_before(text, start) if scale > 1 else None
            if number is None:
                continue
            item = _complete(text, (number[0], start), number[1], None, dollar, hints)
            if item is not None and item.end >= end:
                yield item


def _pair(text: str, items: list[_Sum]) -> Iterator[_Sum]:
    """Join the two ends of ranges and drop what turned out to be no sum."""
    index = 0
    opened = -1
    while index < len(items):
        item = items[index]
        index += 1
        if index < len(items):
            repeated = text[opened : item.start].strip() == "(" if opened >= 0 else False
            joined = _range(text, item, items[index], repeated)
            if joined is not None:
                item = joined
                index += 1
                opened = item.end
        weak = item.weak and item.scale == 1 and not item.grouped
        if item.currency is not None and not weak:
            yield item


def _range(text: str, a: _Sum, b: _Sum, repeated: bool) -> _Sum | None:
    """The range from ``a`` to ``b``; ``repeated`` says that ``a`` opens a bracket after one."""
    gap = text[a.end : b.start]
    if len(gap) > 12 or gap.strip().lower() not in _JOINS:
        return None
    join = gap.strip().lower()
    if a.currency is None and (b.left or b.currency is None):
        return None
    if b.currency is None and b.scale == 1 and (a.scale > 1 or join not in "-–—to"):
        return None
    if a.currency and b.currency and a.currency != b.currency:
        return None
    if join.startswith("and") and not repeated and _BETWEEN.before(text, a.start) is None:
        return None
    if join == "to" and rises_from(text, a.start):
        return None
    scale = a.scale if a.scale > 1 else b.scale
    low = round(a.number * scale, 2)
    high = b if b.scale > 1 or a.scale == 1 else b._replace(scale=a.scale)
    if low >= high.amount:
        return None
    weak = a.weak or b.weak
    code = a.currency or b.currency
    return high._replace(start=a.start, currency=code, low=low, left=a.left, weak=weak)
