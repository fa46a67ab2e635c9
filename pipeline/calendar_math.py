"""Calendar arithmetic on EDTF strings (ISO 8601-2 level 1): build, shift, bound and span them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from pipeline.numerals import numbered

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
FULL_MONTHS = frozenset(name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july"))
WEEKDAYS = numbered("monday tuesday wednesday thursday friday saturday sunday", 0)

NAMES = frozenset(MONTHS) | frozenset(WEEKDAYS)


# First month of a quarter or half of the year, by the code that EDTF level 2 gives it.
_PARTS_OF_YEAR = {"33": "01", "34": "04", "35": "07", "36": "10", "40": "01", "41": "07"}


def day_text(year: int, month: int, day: int) -> str | None:
    """``YYYY-MM-DD``, or ``None`` for a day that the calendar lacks."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def month_text(year: int, month: int) -> str:
    """``YYYY-MM``."""
    return f"{year:04d}-{month:02d}"


def shift_months(base: date, months: int) -> date:
    """``base`` moved by ``months``; the day is cut to the length of the month reached.

    Raises ``OverflowError`` where the year leaves the calendar.
    """
    index = base.year * 12 + base.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        raise OverflowError("year out of range")
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))


def week_text(base: date, weeks: int) -> str:
    """The Monday-to-Sunday week ``weeks`` after the one of ``base``, as a span of days."""
    monday = base - timedelta(days=base.weekday()) + timedelta(weeks=weeks)
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def weekday_before(base: date, weekday: int, strictly: bool = False) -> date:
    """The latest ``weekday`` (Monday is 0) on or before ``base``; before it when ``strictly``."""
    back = (base.weekday() - weekday) % 7
    return base - timedelta(days=back or (7 if strictly else 0))


def weekday_after(base: date, weekday: int) -> date:
    """The first ``weekday`` after ``base``."""
    return base + timedelta(days=(weekday - base.weekday() - 1) % 7 + 1)


def nearest_year(base: date, month: int, day: int, future: bool) -> int:
    """The year that a month and day without one means in a text of the day ``base``.

    The latest one not after ``base``; with ``future`` the next one, if within ten months.
    """
    past = base.year if (month, day) <= (base.month, base.day) else base.year - 1
    if not future:
        return past
    ahead = (past + 1 - base.year) * 12 + month - base.month
    return past + 1 if ahead <= 10 else past


def nearest_month(base: date, month: int, future: bool) -> int:
    """As ``nearest_year`` for a whole month; the month of ``base`` itself counts for both."""
    if month == base.month:
        return base.year
    return nearest_year(base, month, 1, future)


def first(edtf: str) -> str:
    """The opening end of a span, or the date itself."""
    return edtf.split("/")[0]


def opening_month(edtf: str) -> str:
    """A quarter (``2026-33``) or half (``2026-41``) as its first month; other dates as they are.

    Codes of parts of a year sort behind all months, so dates are compared by this.
    """
    begin = _PARTS_OF_YEAR.get(edtf[5:7]) if len(edtf) == 7 else None
    return edtf if begin is None else f"{edtf[:5]}{begin}"


def last(edtf: str) -> str:
    """The closing end of a span, or the date itself."""
    return edtf.split("/")[-1]


def last_day(edtf: str) -> date | None:
    """The last day of a year, month, quarter (``2026-33`` to ``-36``), half (``-40``, ``-41``) or
    day; a season is its year. ``None`` for what is no date or beyond the calendar."""
    parts = edtf.split("-")
    if not all(part.isdigit() for part in parts) or len(parts) > 3:
        return None
    year, *rest = map(int, parts)
    if not 1 <= year <= 9999:
        return None
    part = rest[0] if rest else 12
    month = (part - 32) * 3 if 33 <= part <= 36 else (part - 39) * 6 if part in (40, 41) else part
    if 21 <= month <= 24:
        month = 12
    if not 1 <= month <= 12:
        return None
    length = calendar.monthrange(year, month)[1]
    day = rest[1] if len(rest) == 2 else length
    return date(year, month, day) if 1 <= day <= length else None


def span(start: str | None, end: str | None) -> str | None:
    """``start/end``, or ``None`` where one is unknown or they are out of order."""
    if start is None or end is None:
        return None
    low, high = first(start), last(end)
    if low == high:
        return low
    if low[:4] > high[:4]:
        return None
    plain = "-3" not in low[4:6] + high[4:6] and "-4" not in low[4:6] + high[4:6]
    if plain and low > high and len(low) == len(high):
        return None
    return f"{low}/{high}"
