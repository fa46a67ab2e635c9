"""Date expressions in text, as EDTF (ISO 8601-2 level 1): days, periods, ranges and bounds.

Days, months and years are found by their digits and names, relative expressions by their unit.
Then come the words before ("by the end of", "first half of", "since"), the ranges and the words
after ("onwards"). Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline import calendar_math as cal
from pipeline.dates_absolute import Core, Precision, fiscal, named, numeric
from pipeline.dates_relative import day_before, later, relative, same
from pipeline.numerals import Phrases, fold

Bound = Literal["by", "from"]


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date expression ``text[start:end]``, bound words ("by", "onwards") included.

    ``edtf`` carries the bound too (``../2030``, ``2023/..``); it is ``None`` where the text does
    not tell the date. ``relative`` says that the publication date was needed to resolve it.
    """

    start: int
    end: int
    edtf: str | None
    bound: Bound | None
    relative: bool
    precision: Precision


class _Group(NamedTuple):
    """A core with its positions applied; ``open_at`` is where its bound word begins."""

    core: Core
    bound: Bound | None
    open_at: int


def _phrases(listed: str) -> list[str]:
    return listed.split("|")


_PLAIN = _phrases(
    "early|mid|mid-|late|early in|late in|the end of|end of|end-|end|the start of|start of|"
    "the beginning of|beginning of|the middle of|middle of|fiscal|fiscal year|fiscal years|fy|"
    "calendar|the fiscal year|financial year|the financial year|calendar year|the year|"
    "the years|year|later|earlier|later in|earlier in|early-|late-|the month of|sometime in|"
    "the course of|"
    "spring|summer|autumn|fall|winter|spring of|summer of|autumn of|fall of|winter of|"
    "the spring of|the summer of|the autumn of|the fall of|the winter of|the close of|close of|"
    "the first week of|the second week of|the third week of|the last week of|first week of|"
    "the fourth week of|the first days of|the last days of|the rest of|the remainder of|"
    "year-end|year end|the second part of|the first part of|the latter half of|the turn of|"
    "the first weeks of|the opening months of|the final months of|the early part of|"
    "the end of the|end of the|the year-end of|as early as|as late as|as soon as"
)
_BY = _phrases(
    "by|by the|before|before the|prior to|no later than|not later than|within|on or before|"
    "by no later than|by around|by about|by approximately|latest by|at the latest by|ahead of|"
    "by at least|by at latest|not beyond|by roughly"
)
_FROM = _phrases(
    "from|since|as of|as from|starting|starting in|starting from|starting with|starting on|"
    "beginning|beginning in|beginning from|beginning on|effective|effective from|effective as of|"
    "no earlier than|not before|after|from around|from about|commencing|commencing in|"
    "commencing on|starting as of|from the|ever since|beginning as of|starting at|from at least"
)


def _position_table() -> Phrases[str]:
    """Every phrase that may stand before a core, with what it does to it."""
    table = dict.fromkeys(_PLAIN, "plain")
    table.update(dict.fromkeys(_BY, "by"))
    table.update(dict.fromkeys(_FROM, "from"))
    for number, word in enumerate(("first", "second", "third", "fourth"), 1):
        names = [f"{word} quarter", f"{word}-quarter", f"q{number}", f"{number}q"]
        names += ["last quarter", "final quarter"] if number == 4 else []
        for name in names:
            for phrase in (name, f"{name} of", f"the {name}", f"the {name} of", f"{name}/"):
                table[phrase] = f"-{32 + number}"
    for number, word in enumerate(("first", "second"), 1):
        names = [f"{word} half", f"{word}-half", f"h{number}", f"{number}h"]
        names += ["latter half", "last half"] if number == 2 else []
        for name in names:
            for phrase in (name, f"{name} of", f"the {name}", f"the {name} of", f"{name}/"):
                table[phrase] = f"-{39 + number}"
    return Phrases(table)


_POSITIONS = _position_table()
_OPENINGS = Phrases(dict.fromkeys(("from", "between", "during", "over", "period"), True))
_BETWEEN = Phrases({"between": True}, skip=frozenset({"the", "early", "late"}))
_TO = frozenset(
    {
        "-",
        "–",
        "—",
        "to",
        "through",
        "until",
        "till",
        "up to",
        "thru",
        "to the",
        ", to",
        ", through",
        ", until",
    }
)
_LIST = frozenset({"and", "or", ",", "&", "/", "and the", ", and"})
_MOVED = re.compile(
    r"\b(?:postpon|delay|push|mov|slip|defer|extend|brought|rescheduled|chang)[a-z]*\b[^.]{0,40}\Z",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"[ ,-]{1,2}(?:(?P<from>(?:and )?(?:onwards?|beyond|thereafter)\b|or later\b|at the earliest\b)"
    r"|(?P<by>at the latest\b|or (?:earlier|sooner|before)\b))",
    re.IGNORECASE,
)
_QUARTER_AFTER = re.compile(r"[ -]?(?:Q([1-4])|([1-4])Q|H([12])|([12])H)\b")
_BACKWARD = ("last", "previous", "the", "this", "current", "yesterday", "early last", "late last")
_WEEKDAY_GAPS = frozenset({"", ",", "(", ", on", "the", ", the"})


def find_dates(text: str, published: date | None, day_first: bool | None = None) -> list[DateSpan]:
    """All date expressions of ``text``, sorted and without overlap.

    ``published`` resolves relative and year-less dates; without it they have no ``edtf``.
    ``day_first`` reads ``09/07/2024``; with ``None`` such a date has no ``edtf`` either.
    """
    groups = [_positioned(text, core) for core in _cores(text, published, day_first)]
    found: list[DateSpan] = []
    index = 0
    while index < len(groups):
        group = groups[index]
        index += 1
        if index < len(groups):
            group, used, groups[index] = _joined(text, group, groups[index])
            index += used
        span = _finished(text, group)
        if found and span.start < found[-1].end:
            if group.core.start < found[-1].end:
                continue
            span = _finished(text, group._replace(bound=None, open_at=group.core.start))
        found.append(span)
    return found


@lru_cache(maxsize=1024)
def parse_published(text: str) -> date | None:
    """The day in a publication line or metadata field; ``None`` if absent or ambiguous.

    Reads ISO and RFC 2822 dates, "Published on 12 March 2024", and month names of other languages.
    """
    line = " ".join(text.split())[:120]
    for span in find_dates(line, None):
        if span.precision == "day" and not span.relative:
            return date.fromisoformat(cal.first(span.edtf)) if span.edtf else None
    if len(line) > 60 or not any(c.isdigit() for c in line) or not any(map(str.isalpha, line)):
        return None
    return _parsed_elsewhere(line)


def _parsed_elsewhere(line: str) -> date | None:
    """The absolute day that dateparser reads in ``line``, in any of its languages."""
    # Imported here: it costs more than the whole module and is hardly ever needed.
    import dateparser

    moment = dateparser.parse(
        line,
        settings={
            "PARSERS": ["absolute-time"],
            "REQUIRE_PARTS": ["day", "month", "year"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return moment.date() if moment else None


def _cores(text: str, published: date | None, day_first: bool | None) -> list[Core]:
    """Cores of all kinds, sorted; of two that overlap the earlier kind and the longer win."""
    cores = list(named(text, published))
    cores = _merged(cores, fiscal(text))
    cores = _merged(cores, numeric(text, day_first))
    low = fold(text)
    cores = _merged(cores, relative(low, published))
    cores = _merged(cores, later(low, cores))
    cores = _merged(cores, same(low, cores))
    cores = _merged(cores, day_before(low, cores, published))
    return _weekdays_joined(text, cores)


def _merged(kept: list[Core], extra: Iterable[Core]) -> list[Core]:
    added = sorted(extra)
    if not added:
        return kept
    result: list[Core] = []
    at = 0
    end = 0
    for core in added:
        while at < len(kept) and kept[at].start < core.end:
            result.append(kept[at])
            end = max(end, kept[at].end)
            at += 1
        if core.start >= end:
            result.append(core)
            end = core.end
    result.extend(kept[at:])
    result.sort(key=lambda core: core.start)
    return result


def _weekdays_joined(text: str, cores: list[Core]) -> list[Core]:
    """ "Thursday, May 14": the weekday belongs to the day after it."""
    result: list[Core] = []
    for core in cores:
        before = result[-1] if result else None
        if (
            before is not None
            and before.relative
            and before.precision == "day"
            and core.precision == "day"
            and _ends_in_weekday(text, before)
            and not _ends_in_weekday(text, core)
            and text[before.end : core.start].strip() in _WEEKDAY_GAPS
        ):
            result[-1] = core._replace(start=before.start)
        else:
            result.append(core)
    return result


def _ends_in_weekday(text: str, core: Core) -> bool:
    words = text[max(core.start, core.end - 10) : core.end].lower().split()
    return bool(words) and words[-1] in cal.WEEKDAYS


def _positioned(text: str, core: Core) -> _Group:
    """Apply the phrases before ``core`` to it, up to and with a bound."""
    if core.edtf and core.edtf.startswith("../"):
        return _Group(core._replace(edtf=core.edtf[3:]), "by", core.start)
    for _ in range(4):
        hit = _POSITIONS.before(text, core.start)
        if hit is None:
            break
        start, what = hit
        if what in ("by", "from"):
            if core.relative and _looks_back(text, start, core.start):
                break
            if what == "from" and core.precision == "span" and core.edtf:
                return _Group(core._replace(start=start), None, start)
            return _Group(core, "by" if what == "by" else "from", start)
        if what[0] == "-":
            if core.precision == "year" and core.edtf:
                kind: Precision = "quarter" if what < "-37" else "half"
                core = core._replace(edtf=core.edtf + what, precision=kind)
            elif core.precision == "quarter":
                break
        core = core._replace(start=start)
    if core.precision == "year" and core.edtf and not core.relative:
        after = _QUARTER_AFTER.match(text, core.end)
        if after:
            quarter, half = after.group(1) or after.group(2), after.group(3) or after.group(4)
            tail = f"-{32 + int(quarter)}" if quarter else f"-{39 + int(half)}"
            edtf = core.edtf + tail
            kind = "quarter" if quarter else "half"
            core = core._replace(end=after.end(), edtf=edtf, precision=kind)
    return _Group(core, None, core.start)


def _looks_back(text: str, start: int, core: int) -> bool:
    """Whether the bound at ``start`` only compares: "up from last year", "after Monday's talks"."""
    bound = text[start:core].split()[0].lower()
    if bound == "after":
        return True
    return bound == "from" and text[core : core + 9].lower().startswith(_BACKWARD)


def _joined(text: str, a: _Group, b: _Group) -> tuple[_Group, int, _Group]:
    """Join ``a`` and ``b`` into a range where the text does; else lend a year between them."""
    gap = text[a.core.end : b.core.start].strip().lower()
    if b.bound is not None or len(gap) > 8 or (gap not in _TO and gap not in _LIST):
        return a, 0, b
    first, second = _lent(a.core, b.core)
    a, b = a._replace(core=first), b._replace(core=second)
    if gap in _LIST:
        between = _BETWEEN.before(text, first.start)
        either = gap == "or" and first.precision == second.precision == "year"
        either = either and not first.relative and not second.relative
        if (gap not in ("and", "and the") or between is None) and not either:
            return a, 0, b
    edtf = cal.span(first.edtf, second.edtf)
    if first.edtf is not None and second.edtf is not None and edtf is None:
        return a, 0, b
    if a.bound == "from" and _MOVED.search(text, max(0, a.open_at - 60), a.open_at):
        return a._replace(bound=None, open_at=first.start), 0, b
    opening = _OPENINGS.before(text, first.start)
    start = opening[0] if opening else first.start
    bound = a.bound if a.bound == "by" else None
    core = Core(start, second.end, edtf, "span", first.relative or second.relative)
    return _Group(core, bound, a.open_at if bound else start), 1, b


def _lent(a: Core, b: Core) -> tuple[Core, Core]:
    """Give the one without a year the year of the other: "June and July 2018"."""
    if a.month and not b.month and b.edtf and b.precision in ("day", "month", "span"):
        if len(b.edtf) >= 7:
            year = int(b.edtf[:4]) - (a.month > int(b.edtf[5:7]) <= 12)
            a = a._replace(edtf=_dated(year, a), relative=b.relative, month=None)
    elif b.month and a.edtf and not a.relative and a.precision in ("day", "month"):
        year = int(a.edtf[:4]) + (b.month < int(a.edtf[5:7]))
        b = b._replace(edtf=_dated(year, b), relative=False, month=None)
    elif a.month and b.month and a.edtf and b.edtf and a.edtf > b.edtf:
        a = a._replace(edtf=_dated(int(b.edtf[:4]) - (a.month > b.month), a))
    return a, b


def _dated(year: int, core: Core) -> str | None:
    month = core.month or 1
    return cal.day_text(year, month, core.day) if core.day else cal.month_text(year, month)


def _finished(text: str, group: _Group) -> DateSpan:
    """The public form of a group: the words after it read, its bound put into the EDTF."""
    core, bound = group.core, group.bound
    start = group.open_at if bound else core.start
    end = core.end
    after = _AFTERWARDS.match(text, end)
    if after and after.lastgroup == "from" and bound != "by":
        bound, end = "from", after.end()
    elif after and after.lastgroup == "by" and bound is None:
        bound, end = "by", after.end()
    edtf = core.edtf
    if edtf is not None and bound == "by":
        edtf = f"../{cal.last(edtf)}"
    elif edtf is not None and bound == "from":
        edtf = f"{cal.first(edtf)}/.."
    return DateSpan(start, end, edtf, bound, core.relative, core.precision)
