"""Dates told by their distance from the day of publication: "last week", "within three years"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from pipeline import calendar_math as cal
from pipeline.dates_absolute import Core, Precision, looks_ahead
from pipeline.numerals import NUMBER_WORDS, word_set, words_before

Unit = Literal["year", "month", "week", "day", "quarter"]
_STEPS = {
    "last": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}
_AHEAD = frozenset({"next", "coming", "following"})
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_COUNTS = NUMBER_WORDS | {"a", "an", "half"}
_DAYS = {
    "today": 0,
    "the day before yesterday": -2,
    "yesterday": -1,
    "tomorrow": 1,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
}
# "on the 19th it concluded", "on 7th of this month": a day of the month at hand. What the number
# counts must not follow ("on the 19th floor").
_NTH = re.compile(
    r"on (?:the )?([0-9]{1,2})(?:st|nd|rd|th)"
    r"(?: of (?P<month>this|last|the) month\b|(?=[,.;)]|$| (?:it|he|she|they|that|in|at|by|"
    r"with|the|a|and|for|to|between|under|during)\b))"
)
_LATER = re.compile(r" (?P<unit>year|month)s? later\b")
_LATER_REACH = 160  # characters from a date to the one that is told by its distance from it
# "the rest by the end of the same year", "and later that month": of the date told before it.
_SAME = re.compile(r"\b(?:the same|that same|that) (?P<unit>year|month)\b")
# "the day before" the parade is another matter: what it stands before must not follow.
_DAY_BEFORE = re.compile(
    r"\b(?:the previous day|(?:a|one) day (?:earlier|before)"
    r"|the day before(?=[,.;)]|$| (?:in|at|by|with|between)\b))"
)
_DAY_REACH = 400  # characters from the day that is told to the one before it
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_KINDS = ("fiscal", "calendar", "financial", "budget")
_PARTS = word_set(
    "end half quarter beginning start middle later earlier rest close late early remainder course "
    "part"
)
# What to look for, and the unit it tells: single days are told by "today" and the like.
_UNITS: tuple[tuple[str, Unit], ...] = (
    ("year", "year"),
    ("month", "month"),
    ("week", "week"),
    (" days", "day"),
)


def relative(low: str, published: date | None) -> Iterator[Core]:
    """Relative cores of the folded text ``low``, grouped by unit and not in text order."""
    for word, unit in _UNITS:
        for at, end in _hits(low, word):
            if word[0] == " ":
                core = _plural(low, at + 1, end, unit, published)
            else:
                core = _plural(low, at, end, unit, published)
                core = core or _singular(low, at, end, unit, published)
            if core is not None:
                yield core
    for name, months in _SEASONS.items():
        for at, end in _hits(low, name):
            core = _season(low, at, end, months, published)
            if core is not None:
                yield core
    for at, end in _hits(low, "quarter"):
        core = _quarter(low, at, end, published)
        if core is not None:
            yield core
    for at, end in _hits(low, "weekend"):
        core = _weekend(low, at, end, published)
        if core is not None:
            yield core
    yield from _nth_days(low, published)
    for name, shift in _DAYS.items():
        for at, end in _hits(low, name):
            day = (published + timedelta(days=shift)).isoformat() if published else None
            yield Core(at, end, day, "day", True)


def _hits(low: str, word: str) -> Iterator[tuple[int, int]]:
    """Where ``word`` stands as a word of its own, with a plural "s" counted in."""
    at = low.find(word)
    while at >= 0:
        end = at + len(word)
        if low.startswith("s", end):
            end += 1
        if not low[end : end + 1].isalnum() and not (word[0] != " " and low[at - 1 : at].isalnum()):
            yield at, end
        at = low.find(word, end)


def _start(low: str, word: str, before: int) -> int:
    return max(low.rfind(word, max(0, before - 60), before), 0)


def _singular(low: str, at: int, end: int, unit: Unit, published: date | None) -> Core | None:
    """ "last year", "the end of the month" (its last two words), "year-end", "a year ago"."""
    words = low[max(0, at - 40) : at].split()
    if words and words[-1] in _KINDS:
        words.pop()
    before = words[-1].lstrip("(\"'“‘") if words else ""
    if unit == "year":
        close = _year_end(low, end)
        if close:
            start = _start(low, "the", at) if before == "the" else at
            return Core(start, close, str(published.year) if published else None, "year", True)
    if low[end : end + 3].strip()[:1].isdigit():
        return None
    if low.startswith("s", end - 1) or low.startswith("-", end) or unit == "day":
        return None
    if low.startswith((" of ", " in which"), end) and unit != "year":
        return None
    if before in _STEPS:
        start = _start(low, before, at)
        return Core(start, end, *_shifted(published, unit, _STEPS[before]), True)
    if before == "the" and len(words) > 2 and words[-2] in ("of", "in") and words[-3] in _PARTS:
        return Core(_start(low, "the", at), end, *_shifted(published, unit, 0), True)
    return None


def _year_end(low: str, end: int) -> int | None:
    """The end of "year-end", "year end" or "year's end", where no year follows."""
    for tail in ("-end", " end", "'s end", "’s end"):
        if low.startswith(tail, end):
            close = end + len(tail)
            ahead = low[close : close + 5].strip()
            return None if ahead[:1].isdigit() or low[close : close + 1].isalnum() else close
    return None


def _shifted(published: date | None, unit: Unit, step: int) -> tuple[str | None, Precision]:
    """The whole year, month or week ``step`` away from the one of ``published``."""
    precision: Precision = unit
    if published is None:
        return None, precision
    if unit == "year":
        return str(published.year + step), precision
    if unit == "month":
        moved = cal.shift_months(published.replace(day=1), step)
        return cal.month_text(moved.year, moved.month), precision
    return cal.week_text(published, step), precision


def _plural(low: str, at: int, end: int, unit: Unit, published: date | None) -> Core | None:
    """ "two years ago", "in 18 months", "within three years", "over the next five years"."""
    if not low[at - 1 : at].isspace() and low[at - 1 : at] != "-":
        return None
    lead = low[max(0, at - 16) : at - 1].split()
    word = lead[-1].lstrip("([\"'“‘") if lead else ""
    if not word or (word not in _COUNTS and not word[-1].isdigit() and "-" not in word):
        return None
    number = _number(low, at - 1)
    if number is None:
        return None
    start, count = number
    if count > 200:
        return None
    if low.startswith(" ago", end):
        return _away(start, end + 4, -count, unit, published)
    if low.startswith(" from now", end):
        return _away(start, end + 9, count, unit, published)
    stop = end
    for tail in ("' time", "’ time", "'s time", "’s time", " time", "'", "’"):
        if low.startswith(tail, end):
            stop = end + len(tail)
            break
    words = low[max(0, start - 40) : start].split()
    ahead = bool(words) and words[-1] in _AHEAD
    if ahead:
        start = _start(low, words.pop(), start)
    if words and words[-1] == "the":
        start = _start(low, words.pop(), start)
    before = words[-1].lstrip("(\"'“‘") if words else ""
    within = before == "within" or (ahead and before in ("in", "over", "during", "throughout"))
    if not within and before != "in":
        return None
    start = _start(low, before, start)
    if low.startswith((" of ", " after ", " from ", " following ", " since "), stop):
        return Core(start, stop, None, "span", True) if before == "within" else None
    core = _away(start, stop, count, unit, published)
    if within and core is not None and core.edtf is not None:
        return core._replace(edtf=f"../{core.edtf}")
    return core


def _number(low: str, end: int) -> tuple[int, float] | None:
    """The count in digits or words that ends at ``end``: its start and value."""
    start = end
    while start and low[start - 1].isdecimal() and end - start < 4:
        start -= 1
    if start < end:
        glued = start and (low[start - 1].isalnum() or low[start - 1] in ".,-$€£")
        return None if glued else (start, float(low[start:end]))
    if not low[end - 1 : end].isalpha():
        return None
    return words_before(low, end)


def _away(start: int, end: int, count: float, unit: Unit, published: date | None) -> Core | None:
    """The date ``count`` units from ``published``, no more precise than the unit allows."""
    precision: Precision = "day" if unit == "day" else "month"
    if unit == "year" and count == int(count):
        precision = "year"
    if published is None:
        return Core(start, end, None, precision, True)
    try:
        if unit in ("day", "week"):
            moved = published + timedelta(days=round(count * (7 if unit == "week" else 1)))
        else:
            moved = cal.shift_months(published, round(count * (12 if unit == "year" else 1)))
    except OverflowError:
        return None
    edtf = moved.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    return Core(start, end, edtf, precision, True)


def _season(low: str, at: int, end: int, month: int, published: date | None) -> Core | None:
    """ "next spring", "last summer": the year of the season."""
    before = low[max(0, at - 12) : at].split()[-1:]
    if not before or before[0] not in ("last", "next", "this", "coming"):
        return None
    if low.startswith(" of ", end):
        return None
    start = _start(low, before[0], at)
    if published is None:
        return Core(start, end, None, "year", True)
    year = published.year
    if before[0] == "last" and month + 2 >= published.month:
        year -= 1
    if before[0] in ("next", "coming") and month <= published.month:
        year += 1
    return Core(start, end, str(year), "year", True)


def _quarter(low: str, at: int, end: int, published: date | None) -> Core | None:
    """ "last quarter", "this quarter": the quarter of a calendar year."""
    before = low[max(0, at - 12) : at].split()[-1:]
    if not before or low[end : end + 2].strip().isdigit():
        return None
    if before[0] in _ORDINALS and not low.startswith((" of ", "-"), end):
        return _nth_quarter(low, at, end, before[0], published)
    if before[0] not in _STEPS or low.startswith(" of ", end):
        return None
    start = _start(low, before[0], at)
    if published is None:
        return Core(start, end, None, "quarter", True)
    moved = cal.shift_months(published.replace(day=1), 3 * _STEPS[before[0]])
    return Core(start, end, f"{moved.year}-{33 + (moved.month - 1) // 3}", "quarter", True)


def _nth_quarter(low: str, at: int, end: int, word: str, published: date | None) -> Core | None:
    """ "in the second quarter", where no year is told: the latest, or the next to come."""
    start = _start(low, word, at)
    if published is None:
        return Core(start, end, None, "quarter", True)
    number, now = _ORDINALS[word], (published.month + 2) // 3
    if looks_ahead(low, start, end):
        year = published.year + (number < now)
    else:
        year = published.year - (number > now)
    return Core(start, end, f"{year}-{32 + number}", "quarter", True)


def _weekend(low: str, at: int, end: int, published: date | None) -> Core | None:
    """ "over the weekend": the last one begun before the day of publication."""
    before = low[max(0, at - 12) : at].split()[-1:]
    if not before or before[0] not in ("the", "last"):
        return None
    start = _start(low, before[0], at)
    if published is None:
        return Core(start, end, None, "span", True)
    back = (published.weekday() - 5) % 7 or 7
    saturday = published - timedelta(days=back)
    sunday = saturday + timedelta(days=1)
    return Core(start, end, f"{saturday.isoformat()}/{sunday.isoformat()}", "span", True)


def _nth_days(low: str, published: date | None) -> Iterator[Core]:
    """ "on the 19th", "on 7th of last month": the latest such day up to ``published``."""
    for match in _NTH.finditer(low):
        if low[max(0, match.start() - 1) : match.start()].isalnum():
            continue
        start, end = match.start(1), match.end()
        if published is None:
            yield Core(start, end, None, "day", True)
            continue
        number = int(match.group(1))
        back = match.group("month") == "last" or number > published.day
        month = cal.shift_months(published.replace(day=1), -1 if back else 0)
        edtf = cal.day_text(month.year, month.month, number)
        if edtf is not None:
            yield Core(start, end, edtf, "day", True)


def later(low: str, cores: list[Core]) -> Iterator[Core]:
    """ "in 2027, the last three years later": told by the distance from the date before it.

    ``cores`` are the dates found so far, in text order.
    """
    for match in _LATER.finditer(low):
        number = _number(low, match.start())
        if number is None:
            continue
        start, count = number
        index = bisect_right(cores, start, key=lambda core: core.end) - 1
        if index < 0 or start - cores[index].end > _LATER_REACH:
            continue
        base = cores[index]
        if base.edtf is None or "/" in base.edtf or ". " in low[base.end : start]:
            continue
        months = round(count * (12 if match.group("unit") == "year" else 1))
        moved = _moved(base.edtf, months)
        if moved is not None:
            precision: Precision = "month" if len(moved) > 4 else "year"
            yield Core(start, match.end(), moved, precision, base.relative)


def same(low: str, cores: list[Core]) -> Iterator[Core]:
    """ "in June 2027, the others later that same year": the year of the date before it."""
    if "same " not in low and "that " not in low:
        return
    for match in _SAME.finditer(low):
        index = bisect_right(cores, match.start(), key=lambda core: core.end) - 1
        if index < 0 or match.start() - cores[index].end > _LATER_REACH:
            continue
        base = cores[index]
        if base.edtf is None or "/" in base.edtf:
            continue
        unit: Precision = "year" if match["unit"] == "year" else "month"
        if unit == "month" and not "01" <= base.edtf[5:7] <= "12":
            continue
        told = base.edtf[: 4 if unit == "year" else 7]
        yield Core(match.start(), match.end(), told, unit, base.relative)


def day_before(low: str, cores: list[Core], published: date | None) -> Iterator[Core]:
    """ "said on Wednesday that it signed the previous day": the day before the last one told.

    Where none is told, the day before publication. ``cores`` are the dates found so far.
    """
    for match in _DAY_BEFORE.finditer(low):
        start, end = match.span()
        told = [c for c in cores if start - _DAY_REACH < c.end <= start and c.precision == "day"]
        day = date.fromisoformat(told[-1].edtf) if told and told[-1].edtf else published
        earlier = (day - timedelta(days=1)).isoformat() if day and day > date.min else None
        yield Core(start, end, earlier, "day", True)


def _moved(edtf: str, months: int) -> str | None:
    """A day, month or year ``months`` later, as a month, or as a year where only years are told."""
    year, month = int(edtf[:4]), edtf[5:7]
    if months % 12 == 0:
        return f"{year + months // 12:04d}" if year + months // 12 <= 9999 else None
    if not "01" <= month <= "12":
        return None
    try:
        moved = cal.shift_months(date(year, int(month), 1), months)
    except OverflowError:
        return None
    return cal.month_text(moved.year, moved.month)
