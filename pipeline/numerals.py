"""Numbers as news writes them: digits, number words, scale words, and the words around them.

Shared by the readers of money, dates and quantities. Everything here is a pure function of its
arguments and linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Generic, TypeVar

from price_parser.parser import parse_number

T = TypeVar("T")

# How far back a phrase before a number or a date may begin, and what may open it.
_WINDOW = 56
_OPENING = "([{\"'“‘«"
_OPENERS = frozenset(_OPENING)


def word_set(*lines: str) -> frozenset[str]:
    """The words of ``lines``, which part them by spaces."""
    return frozenset(word for line in lines for word in line.split())


def numbered(words: str, first: int) -> dict[str, int]:
    """The words of ``words`` with their place, counted from ``first``."""
    return {word: place for place, word in enumerate(words.split(), first)}


# Starts with a plain character class so that the engine skips from digit to digit. The branches
# are Western or Indian groups (1,234,567.8 or 12,34,567), groups by space or apostrophe, groups
# by dot, and a plain number with an optional decimal part.
NUMERAL = re.compile(
    r"[0-9][0-9]*(?:(?<![0-9]{4})(?:"
    r"(?:,[0-9]{2,3}){1,7}(?![0-9])(?:\.[0-9]{1,6}(?![0-9]))?"
    r"|(?:[ \u00a0\u2009\u202f'’][0-9]{3}){1,6}(?![0-9])(?:[.,][0-9]{1,2}(?![0-9]))?"
    r"|(?:\.[0-9]{3}){2,6}(?![0-9])(?:,[0-9]{1,2}(?![0-9]))?)"
    r"|[.,][0-9]+)?"
)
_LONGEST = 24
_SPACED = str.maketrans("", "", " \u00a0\u2009\u202f'’")

SCALES: dict[str, float] = {
    **dict.fromkeys(("k", "thousand", "thousands"), 1e3),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 1e5),
    **dict.fromkeys(
        ("m", "mm", "mn", "mln", "mil", "mill", "mio", "milj", "million", "millions", "millon"), 1e6
    ),
    **dict.fromkeys(("cr", "crs", "crore", "crores"), 1e7),
    **dict.fromkeys(
        ("b", "bn", "bln", "bil", "billion", "billions", "mrd", "mld", "md", "mds"), 1e9
    ),
    **dict.fromkeys(("milliard", "milliards"), 1e9),
    **dict.fromkeys(("t", "tn", "trn", "trln", "tln", "trillion", "trillions"), 1e12),
}
# Scale words that may stand before another one: "2.3 lakh crore", "five hundred million".
OUTER_SCALES: dict[str, float] = {
    "hundred": 1e2,
    "thousand": 1e3,
    "lakh": 1e5,
    "lac": 1e5,
    "million": 1e6,
}

_UNITS = numbered(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen",
    0,
)
_TENS = {
    word: 10 * place
    for word, place in numbered("twenty thirty forty fifty sixty seventy eighty ninety", 2).items()
}
_TENS["fourty"] = 40
_MULTIPLIERS = {
    "hundred": 100.0,
    "dozen": 12.0,
    "score": 20.0,
    "thousand": 1e3,
    "lakh": 1e5,
    "million": 1e6,
    "crore": 1e7,
    "billion": 1e9,
    "trillion": 1e12,
}
NUMBER_WORDS = frozenset(_UNITS) | frozenset(_TENS) | frozenset(_MULTIPLIERS)
_GLUE = frozenset({"a", "an", "and", "half", "quarter"})
_VAGUE = frozenset({"several", "few", "many", "multi", "various", "some", "couple"})

# A measure: what makes the number before it a size and not a count.
MEASURE = re.compile(
    r"[ \u00a0\u202f-]{0,2}(?:%|°|º|″|′|(?:per ?cent|pc|percentage|k?hp|shp|bhp|rpm"
    r"|[kcmµn]?m[²³23]?|mm ?x ?\d+"
    r"|sq|square|cubic|nm|nmi|[km]g|kgs|lbs?|tons?|tonnes?|tonners?|dwt|grt|kt|kn|knots?|mph|km/h"
    r"|kmh|kph|kms|ft|feet|foot|inch(?:es)?|yards?|miles?|mi|met(?:er|re)s?|kilomet(?:er|re)s?"
    r"|millimet(?:er|re)s?|centimet(?:er|re)s?|nautical|calib(?:er|re)s?|cal|gauge|lit(?:er|re)s?"
    r"|gallons?|barrels? (?:of|per)|kilograms?|kilos?(?![ -](?:class|sub|attack))|grams?|pounds?"
    r"|ounces?|acres?|hectares?"
    r"|[kmg]w|[kmg]wh?e?|kva|kilowatts?|megawatts?|watts?|volts?|[kmg]?hz|[kmgt]b|kbps|mbps|gbps"
    r"|megabytes?|gigabytes?|degrees?|deg|mach|megapixels?|years?|yrs?|months?|weeks?|days?"
    r"|hours?|hrs?|minutes?|mins?|seconds?(?![ -]hand)|secs?|decades?|centur(?:y|ies)|fold|times"
    r"|percent|points?|gmt|utc|ist|est|edt|a\.?m|p\.?m|o'clock|horsepower|man-?(?:hours?|days?)"
    r"|flight hours?|flying hours?|pages?)(?![\w²³]|(?-i:-[0-9A-Z])))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def numeral_value(raw: str, scaled: bool = False) -> float | None:
    """The number that a digit string stands for; ``None`` where it is none or too long to be one.

    ``scaled`` says that a word such as "million" follows, so that a single dot is a decimal point
    even before three digits ("624.601 million").
    """
    if len(raw) > _LONGEST:
        return None
    compact = raw.translate(_SPACED)
    point = "." if scaled and compact.count(".") == 1 and "," not in compact else None
    if compact.count(".") == 1 and compact.startswith("0."):
        point = "."
    number = parse_number(compact, point)
    return None if number is None else float(number)


def words_value(text: str) -> float | None:
    """The number that words stand for ("two and a half", "a hundred and twenty", "half a dozen").

    Returns ``None`` where any word is not part of a number.
    """
    words = text.lower().replace("-", " ").split()
    if not words or len(words) > 14:
        return None
    total, group, seen = 0.0, 0.0, False
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if word in _UNITS:
            group, seen = group + _UNITS[word], True
        elif word in _TENS:
            group, seen = group + _TENS[word], True
        elif word in _MULTIPLIERS:
            factor = _MULTIPLIERS[word]
            group = (group if seen else 1.0) * factor
            if factor >= 1e3:
                total, group = total + group, 0.0
            seen = True
        elif word in ("half", "quarter"):
            group, seen = group + (0.5 if word == "half" else 0.25), True
        elif word in ("a", "an"):
            known = following in _MULTIPLIERS or following in ("half", "quarter")
            if not known and not (seen and not following):
                return None
        elif word not in ("and", "of") or not seen or not following:
            return None
    return total + group if seen else None


def words_before(text: str, end: int) -> tuple[int, float] | None:
    """The number in words that ends at ``end``: its start and value, or ``None``.

    "several hundred", "multi-" and the like are no number.
    """
    low = max(0, end - 60)
    window = text[low:end].lower().replace("-", " ")
    spans = [(m.start(), m.group()) for m in re.finditer(r"[^\s(\[\"“‘]+", window)]
    first = len(spans)
    while first and (spans[first - 1][1] in NUMBER_WORDS or spans[first - 1][1] in _GLUE):
        first -= 1
    if first and spans[first - 1][1] in _VAGUE:
        return None
    for index in range(first, len(spans)):
        value = words_value(window[spans[index][0] :])
        if value is not None:
            return low + spans[index][0], value
    if spans and spans[-1][1] in ("a", "an"):
        return low + spans[-1][0], 1.0
    return None


class Phrases(Generic[T]):
    """Phrases to look for just before an offset, each with its entry.

    ``entries`` are keyed by lower-case phrases with single spaces. Words of ``skip`` may stand
    between the phrase and the offset, one of them at most.
    """

    __slots__ = ("_entries", "_lengths", "_skip")

    def __init__(self, entries: Mapping[str, T], skip: frozenset[str] = frozenset()) -> None:
        """Index ``entries`` by the last word of each phrase."""
        self._entries = dict(entries)
        self._skip = skip
        lengths: dict[str, set[int]] = {}
        for phrase in entries:
            words = phrase.split()
            lengths.setdefault(words[-1], set()).add(len(words))
        self._lengths = {
            word: tuple(sorted(sizes, reverse=True)) for word, sizes in lengths.items()
        }

    def before(self, text: str, end: int) -> tuple[int, T] | None:
        """The longest phrase that ends at ``end`` (spaces aside): its start and its entry."""
        low = end - _WINDOW if end > _WINDOW else 0
        words = text[low:end].lower().split()
        if words and words[-1] in self._skip:
            words.pop()
        if not words:
            return None
        last = words[-1]
        sizes = self._lengths.get(last) or self._lengths.get(last.lstrip(_OPENING))
        for size in sizes or ():
            if size > len(words) or (size == len(words) and low):
                continue
            phrase = " ".join(words[-size:]).lstrip(_OPENING)
            if phrase in self._entries:
                return _start_of(text, low, end, words, size), self._entries[phrase]
        return None


def _start_of(text: str, low: int, end: int, words: list[str], size: int) -> int:
    """Where in ``text[low:end]`` the last ``size`` of its lower-cased ``words`` begin."""
    window = fold(text[low:end])
    start = len(window)
    for word in reversed(words[-size:]):
        start = max(window.rfind(word, 0, start), 0)
    while window[start : start + 1] in _OPENERS:
        start += 1
    return low + start


def fold(text: str) -> str:
    """``text`` in lower case with every character at its old offset."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
