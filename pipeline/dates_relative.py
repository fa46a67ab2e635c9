"""Dates told by their distance from the day of publication: "last week", "within three years"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from pipeline import calendar_math as cal
from pipeline.dates_absolute import Core, Precision
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
_COUNTS = NUMBER_WORDS | {"a", "an", "half"}
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
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
    while start and low[start - 1].isdigit() and end - start < 4:
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
    if not before or before[0] not in _STEPS or low.startswith(" of ", end):
        return None
    start = _start(low, before[0], at)
    if published is None:
        return Core(start, end, None, "quarter", True)
    moved = cal.shift_months(published.replace(day=1), 3 * _STEPS[before[0]])
    return Core(start, end, f"{moved.year}-{33 + (moved.month - 1) // 3}", "quarter", True)
