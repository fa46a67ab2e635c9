"""Days, months and years that name themselves: "14 May", "Dec. 31, 2016", "29.05.2018", "2027-28".

Finds cores; bounds ("by"), positions ("end of") and ranges are put together in ``dates``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from pipeline import calendar_math as cal
from pipeline.numerals import SCALES, fold, word_set

Precision = Literal["day", "month", "quarter", "half", "year", "span", "week"]


class Core(NamedTuple):
    """A date expression without the words around it.

    ``edtf`` is ``None`` where it cannot be resolved. ``month`` and ``day`` are given where the
    text tells no year, so that a neighbour can lend one.
    """

    start: int
    end: int
    edtf: str | None
    precision: Precision
    relative: bool = False
    month: int | None = None
    day: int | None = None


# Branches that open with a literal let the engine skip to the capitals that matter.
_NAME = re.compile(
    r"(?:A(?:pr|ug|PR|UG)|D(?:ec|EC)|F(?:eb|ri|EB|RI)|J(?:an|u[ln]|AN|U[LN])|M(?:a[ry]|on|A[RY]|ON)"
    r"|N(?:ov|OV)|O(?:ct|CT)|S(?:ep|at|un|EP|AT|UN)|T(?:ue|hu|UE|HU)|W(?:ed|ED))[A-Za-z]*"
)
_DAY_AFTER = re.compile(
    r"(,?)[ \u00a0\n]{1,2}(?:the )?([0-9]{1,2})(?:st|nd|rd|th)?"
    r"(?![\w%:]|\.[0-9]|,[0-9]{1,3}\b|-[a-zA-Z])(?:\s?(-|–|—|to|and|&)\s?([0-9]{1,2})(?:st|nd|"
    r"rd|th)?(?![\w%:]|[.,][0-9]|-[a-zA-Z]))?"
    r"(?:(?:,\s{0,2}|\s{1,2})([12][0-9]{3})(?![0-9]))?"
)
_YEAR_AFTER = re.compile(
    r"(?:,? ?of|,|\s?[-–])?[ \u00a0\n]{0,2}(?:([12][0-9]{3})|['’]([0-9]{2}))(?![\w]|,[0-9]|\.[0-9])"
)
# "10-Feb-16": the hyphens join day, month and the last digits of the year.
_SHORT_YEAR = re.compile(r"-([0-9]{2})(?![\w-])")
_REL_AFTER = re.compile(
    r",?\s(?:of |in )?(last|this|next|the same|that|the previous|the following|the current|"
    r"the coming) year(?!['’-])",
    re.IGNORECASE,
)
_DAY_BEFORE = re.compile(
    r"(?<![\w.,$€£/:-])([0-9]{1,2})(?:st|nd|rd|th)?"
    r"(?:\s?(-|–|—|to|and|&|or)\s?([0-9]{1,2})(?:st|nd|rd|th)?)?(?:\s{1,2}(?:of |day of )?|[-.])\Z"
)
_NUMERIC = re.compile(
    r"[0-9](?<![^\W_][0-9])(?:"
    r"(?<=[12])[0-9]{3}(?![0-9])(?:([-./])[0-9]{1,2}\1[0-9]{1,2}(?![0-9]))?"
    r"|[0-9]?([./-])[0-9]{1,2}\2(?:[12][0-9]{3}|[0-9]{2}(?<=/[0-9]{2}))(?![\w/-]))"
)
_SECOND = re.compile(r"\s?[-–/]\s?([0-9]{4}|[0-9]{2})(?![\w]|[-/.,][0-9])")
_FISCAL = re.compile(
    r"FY\s?['’]?([0-9]{4}|[0-9]{2})(?![0-9])"
    r"(?:\s?[-–/]\s?(?:FY\s?)?['’]?([0-9]{4}|[0-9]{2})(?![\w-]))?"
)
_YEAR_NOUNS = re.compile(r"[ -](?:(?:calendar|fiscal|financial|budget) year|FY)\b")
_SHOW = re.compile(r" (?:defen[cs]e )?(?:exhibition|expo|fair|air ?show|show)\b", re.IGNORECASE)
_PLURAL = re.compile(r" (?:[a-z-]{3,20} )?([a-z]{3,20}s)\b")
# What follows a number of four digits that is a size, a clock time or a round count.
_MEASURES = word_set(
    "km kms m mm cm kg kgs g t kn kw mw hp shp kva nm nmi ft feet foot miles mile metres meters "
    "kilometres kilometers tons tonnes ton tonne lbs lb pounds litres liters gallons barrels knots "
    "rpm hz mhz ghz khz hours hrs gmt utc ist local percent per sq square cubic hundred kilograms "
    "horsepower acres hectares degrees troops men people soldiers personnel rounds units"
)
_NO_COUNT = word_set(
    "was has is as this its his does versus across towards plus sales elections exercises orders "
    "deliveries exports imports talks plans events operations reports forces includes requires "
    "calls marks sees says shows means comes provides sanctions protests hostilities figures "
    "levels results numbers negotiations years series"
)
# Words before a year that make it a date whatever follows.
_TEMPORAL = word_set(
    "in by since from for of until till during "
    "to and through before after between late early mid the "
    "a its their this his our fiscal year fy calendar end beginning starting around circa about "
    "summer spring autumn winter fall or than onwards january february march april may june july "
    "august september october november december on s"
)
_DESIGNATORS = word_set(
    "project type class vision model block mirage strategy agenda plan resolution law act decree "
    "no order article directive flight room hull mk mark spada series number lot pvo kamaz ural "
    "phase page section objective horizon"
)
# "the Companies Act, 2013", "Regulations of 2015": the year belongs to the name of a law.
_LAW = re.compile(r"\b(?:Acts?|Regulations?|Rules|Code|Ordinance|Law)(?:,| of) \Z")
_BARE_MONTH = word_set(
    "in by since until till from during of early late mid mid- last next this through before after "
    "to and between the for end start around past each every coming late-"
)
_AMBIGUOUS = frozenset({"may", "march", "april", "june", "august"})
_FUTURE = word_set(
    "will next by due scheduled expected coming upcoming planned slated set shall until begin "
    "begins would to must should could takes enters starts ends expires comes"
)
# Behind "by": the end of a term ("by the end of May"), not who did something ("donated by Japan").
_ENDS_BY = frozenset("end late early mid next this".split())
_LEADS_ON = frozenset("is are due set expected scheduled plans planned likely slated".split())
_DETERMINERS = frozenset("the a an its their his her our this that these those".split())
_PAST = frozenset({"had", "was", "were", "since", "ago", "signed", "said", "announced", "did"})


# A verb in the past right behind a weekday: "the ministry on Thursday inked two contracts".
_DONE = re.compile(
    r" (?:[a-z]{3,14}ed|won|said|gave|took|got|made|bought|sold|put|met|chose|told|became|held) "
)


# What parts a sentence from the one before it: the words there tell nothing of its dates.
_STOP = re.compile(r"[.!?][\"'”’)]* |\n")
# Behind a date that opens a sentence: "In August, the first ship will be handed over".
_TO_COME = re.compile(
    r",?(?:(?!\b(?:was|were|had|has|have|did|said|says)\b|\n"
    r"|(?<!the )(?<!an )(?<! a )(?<!its )\b\w+ed\b)[^.;]){1,70}?"
    r"\b(?:will|shall|(?:is|are) (?:to|due|set|expected|scheduled|slated|planned))\b"
)
_OPENING_WORDS = 2  # words before a date that opens its sentence: "In", "Late in"


def word_before(text: str, start: int) -> str:
    """The word that ends just before ``start``, without opening punctuation; may be empty."""
    words = text[max(0, start - 24) : start].split()
    return words[-1].lstrip("([\"'“‘") if words else ""


def looks_ahead(text: str, start: int, end: int, weekday: bool = False) -> bool:
    """Whether the words before a date in its sentence, or behind one that opens it, speak of the
    future.

    ``weekday``: of a day of the week, past in ``won an order to supply 12 guns on Monday``.
    """
    window = text[max(0, start - 110) : start]
    begun = max((m.end() for m in _STOP.finditer(window)), default=0)
    words = window[begun:].split()
    if len(words) <= _OPENING_WORDS:
        return _TO_COME.match(text, end) is not None
    for place in range(len(words) - 1, -1, -1):
        word = words[place].lower()
        if word in _PAST:
            if place and words[place - 1].lower() == "be":
                continue  # "is to be signed during May"
            return False
        if word == "by" and _is_term(words[place + 1 :]):
            return True
        if word in _FUTURE and word not in ("to", "by"):
            return True
        infinitive = word == "to" and words[-1] != "to" and _is_infinitive(words[place + 1])
        if infinitive and (not weekday or (place and words[place - 1].lower() in _LEADS_ON)):
            return True
    return False


def _is_term(behind: list[str]) -> bool:
    """Whether the words behind "by" lead to a date: none, ``the end of``, ``late``."""
    rest = behind[1:] if behind[:1] == ["the"] else behind
    return not rest or rest[0] in _ENDS_BY


def _is_infinitive(word: str) -> bool:
    """Whether the word behind "to" is a verb: not in ``to the yard``, ``to Navantia``."""
    return word[0].islower() and word not in _DETERMINERS


def named(text: str, published: date | None) -> Iterator[Core]:
    """Cores around month and weekday names, in text order."""
    reached = 0
    for match in _NAME.finditer(text):
        name = match.group().lower()
        if name not in cal.NAMES:
            continue
        start, end = match.span()
        if start < reached or (start and (text[start - 1].isalnum() or text[start - 1] == "_")):
            continue
        if name in cal.WEEKDAYS:
            core = _weekday(text, start, end, cal.WEEKDAYS[name], published)
            reached = core.end
            yield core
            continue
        for core in _month(text, start, end, name, published):
            reached = core.end
            yield core


def _begin(text: str, word: str, end: int) -> int:
    """Where the lower-case ``word`` begins that stands just before ``end``."""
    low = max(0, end - 24)
    return low + fold(text[low:end]).rfind(word)


def _weekday(text: str, start: int, end: int, weekday: int, published: date | None) -> Core:
    before = word_before(text, start).lower()
    if before in ("next", "last", "this", "coming", "past"):
        start = _begin(text, before, start)
    if published is None:
        return Core(start, end, None, "day", True)
    if before in ("next", "coming") or (before in ("this", "by") and looks_ahead(text, start, end)):
        day = cal.weekday_after(published, weekday)
    elif _DONE.match(text, end):
        day = cal.weekday_before(published, weekday, before in ("last", "past"))
    else:
        day = cal.weekday_before(published, weekday, before in ("last", "past"))
        if before not in ("last", "past") and looks_ahead(text, start, end, weekday=True):
            day = cal.weekday_after(published, weekday)
    return Core(start, end, day.isoformat(), "day", True)


def _month(text: str, start: int, end: int, name: str, published: date | None) -> Iterator[Core]:
    month = cal.MONTHS[name]
    short = name not in cal.FULL_MONTHS
    stop = end + 1 if short and text.startswith(".", end) else end
    left = None
    if any(c.isdigit() for c in text[max(0, start - 7) : start]):
        left = _DAY_BEFORE.search(text, max(0, start - 26), start)
    right = None if left else _DAY_AFTER.match(text, stop)
    if right and (not 1 <= int(right.group(2)) <= 31 or (right.group(1) and not right.group(5))):
        right = None
    if left:
        days = (int(left.group(1)), left.group(2), int(left.group(3) or 0))
        begin, year = left.start(), None
        short_year = _SHORT_YEAR.match(text, stop) if text[start - 1] == "-" else None
        if short_year:
            year, stop = 2000 + int(short_year.group(1)), short_year.end()
    elif right:
        days = (int(right.group(2)), right.group(3), int(right.group(4) or 0))
        begin, stop = start, right.end()
        year = int(right.group(5)) if right.group(5) else None
        if days[1] in ("and", "&") and days[2] != days[0] + 1 and year is None:
            days, stop = (days[0], None, 0), right.end(2)
    else:
        days, begin, year = (0, None, 0), start, None
    relative = False
    if year is None:
        year, stop, relative = _year_after(text, stop, published)
    if year is None and not relative and not days[0] and not _bare(text, begin, end, name):
        return
    if year is None and not relative:
        begin, year, relative = _relative_month(text, begin, month, days[0], published)
        if year is None:
            yield from _yearless(text, begin, stop, month, days, published)
            return
    yield from _days(begin, stop, year, month, days, relative, text)


def _year_after(text: str, stop: int, published: date | None) -> tuple[int | None, int, bool]:
    """The year that follows a month: its number, where it ends, and whether it is relative."""
    match = _YEAR_AFTER.match(text, stop)
    if match:
        year = int(match.group(1)) if match.group(1) else 2000 + int(match.group(2))
        if 1900 <= year <= 2100 and (
            match.group(1) is None or not _is_count(text, match.end(1), "in")
        ):
            return year, match.end(), False
    match = _REL_AFTER.match(text, stop)
    if match:
        step = {"last": -1, "this": 0, "next": 1, "the current": 0, "the coming": 1}
        offset = step.get(match.group(1).lower())
        if offset is None or published is None:
            return None, match.end(), True
        return published.year + offset, match.end(), True
    return None, stop, False


def _bare(text: str, start: int, end: int, name: str) -> bool:
    """Whether a month name alone is a month and no verb, surname or abbreviation."""
    before = word_before(text, start)
    if before.lower().rstrip("-") in _BARE_MONTH or before.lower() in ("mid-", "end-", "late-"):
        return not (name == "march" and text[end : end + 4] == " on ")
    if name in _AMBIGUOUS:
        return False
    return name in ("january", "february") or (len(name) > 5 or name == "july")


def _relative_month(
    text: str, start: int, month: int, day: int, published: date | None
) -> tuple[int, int | None, bool]:
    """The year that "last", "next" or "this" before a month tells."""
    before = word_before(text, start).lower()
    if day or before not in ("last", "next", "this", "coming"):
        return start, None, False
    begin = _begin(text, before, start)
    if published is None:
        return begin, None, True
    if before == "last":
        year = published.year if month < published.month else published.year - 1
    elif before == "this":
        year = published.year
    else:
        year = published.year if month > published.month else published.year + 1
    return begin, year, True


def _yearless(
    text: str,
    start: int,
    end: int,
    month: int,
    days: tuple[int, str | None, int],
    published: date | None,
) -> Iterator[Core]:
    precision: Precision = "day" if days[0] else "month"
    if published is None:
        yield Core(start, end, None, precision, True, month, days[0] or None)
        return
    ahead = looks_ahead(text, start, end)
    if days[0]:
        year = cal.nearest_year(published, month, days[0], ahead)
    else:
        year = cal.nearest_month(published, month, ahead)
    for core in _days(start, end, year, month, days, True, text):
        yield core._replace(month=month, day=days[0] or None)


def _days(
    start: int,
    end: int,
    year: int | None,
    month: int,
    days: tuple[int, str | None, int],
    relative: bool,
    text: str,
) -> Iterator[Core]:
    """The month, day, span of days or two days of one month; nothing for a day it lacks."""
    first, join, second = days
    if year is None:
        yield Core(start, end, None, "day" if first else "month", relative, month, first or None)
        return
    if not first:
        yield Core(start, end, cal.month_text(year, month), "month", relative)
        return
    low = cal.day_text(year, month, first)
    high = cal.day_text(year, month, second) if second else None
    if second and high and low and (join not in ("and", "&", "or") or second == first + 1):
        yield Core(start, end, cal.span(low, high), "span", relative)
    elif second and high and low:
        cut = start + len(str(first))
        yield Core(start, cut, low, "day", relative)
        yield Core(text.index(str(second), cut), end, high, "day", relative)
    elif low:
        yield Core(start, end, low, "day", relative)


def numeric(text: str, day_first: bool | None) -> Iterator[Core]:
    """Cores made of digits alone: years, pairs of years, ISO and slashed days."""
    reached = 0
    for match in _NUMERIC.finditer(text):
        start, end = match.span()
        if start < reached:
            continue
        if match.group(1):
            parts = match.group().split(match.group(1))
            edtf = cal.day_text(int(parts[0]), int(parts[1]), int(parts[2]))
            if edtf and text[start - 1 : start] not in ("-", "/", "."):
                yield Core(start, end, edtf, "day")
            reached = end
        elif match.group(2):
            core = _slashed(match, day_first)
            if core and text[start - 1 : start] not in ("-", "/", ".", ":"):
                yield core
            reached = end
        else:
            found = _year(text, start, end)
            if found:
                reached = found.end
                yield found


def fiscal(text: str) -> Iterator[Core]:
    """Cores of the form ``FY2027``, ``FY 2027-28``, ``FY27``."""
    at = text.find("FY")
    while at >= 0:
        match = _FISCAL.match(text, at)
        if match and not text[at - 1 : at].isalnum():
            low = int(match.group(1)) + (2000 if len(match.group(1)) == 2 else 0)
            yield Core(at, match.end(), *_years(low, match.group(2)))
        at = text.find("FY", at + 2)


def _slashed(match: re.Match[str], day_first: bool | None) -> Core | None:
    one, two, three = (int(part) for part in match.group().split(match.group(2)))
    year = three if three > 99 else 2000 + three
    if match.group(2) == ".":
        day_first = True
    if one > 12:
        day_first = True
    elif two > 12:
        day_first = False
    if day_first is None and one != two:
        possible = cal.day_text(year, one, two) or cal.day_text(year, two, one)
        return Core(match.start(), match.end(), None, "day") if possible else None
    day, month = (one, two) if day_first else (two, one)
    edtf = cal.day_text(year, month, day)
    return Core(match.start(), match.end(), edtf, "day") if edtf else None


def _years(low: int, second: str | None) -> tuple[str | None, Precision]:
    if second is None:
        return str(low), "year"
    high = int(second) if len(second) == 4 else low // 100 * 100 + int(second)
    return cal.span(str(low), str(high)), "span"


def _year(text: str, start: int, end: int) -> Core | None:
    """A year or a pair of years at ``start``; ``None`` where the digits count or name something."""
    year = int(text[start:end])
    if not 1900 <= year <= 2100:
        return None
    if text.startswith("s", end) and not text[end + 1 : end + 2].isalnum() and year % 10 == 0:
        return None if text[end + 1 : end + 2] == "-" else Core(start, end + 1, None, "span")
    if text[end : end + 1].isalpha() or not _may_follow(text, start, year):
        return None
    pair = _SECOND.match(text, end) if text[end : end + 1] in ("-", "–", "/", " ") else None
    if pair:
        second = pair.group(1)
        high = int(second) if len(second) == 4 else year // 100 * 100 + int(second)
        if year < high <= 2100 and (len(second) == 4 or high - year < 50):
            return Core(start, pair.end(), f"{year}/{high}", "span")
        if len(second) == 2 and 1 <= int(second) <= 12 and text[end] == "-":
            return Core(start, pair.end(), cal.month_text(year, int(second)), "month")
        if len(second) == 2:
            return None
    before = word_before(text, start).lower().rstrip(".:")
    if _is_count(text, end, before):
        return None
    if word_before(text, start)[:1].isupper() and _SHOW.match(text, end):
        return None  # "at the SAHA 2026 exhibition"
    noun = _YEAR_NOUNS.match(text, end)
    return Core(start, noun.end() if noun else end, str(year), "year")


def _may_follow(text: str, start: int, year: int) -> bool:
    """Whether a year may stand after what is before ``start``."""
    glued = text[start - 1] if start else " "
    if glued in ".,$€£¥₹#_:=+&~":
        return False
    if glued in "-–/":
        lead = word_before(text, start).lower().rstrip("-–/")
        known = lead in ("mid", "end", "early", "late", "post", "pre", "year-end", "since")
        return known or lead[:1] in ("q", "h") or lead[-4:].isdigit() or lead in cal.MONTHS
    before = word_before(text, start)
    if before.lower().rstrip(".") in _DESIGNATORS or _LAW.search(text, max(0, start - 20), start):
        return False
    plain = before.rstrip(",").lower() in _TEMPORAL or not before.isalpha()
    return plain or year != 2000 or not before[:1].isupper()


def _is_count(text: str, end: int, before: str) -> bool:
    """Whether the four digits that end at ``end`` measure or count what follows."""
    following = text[end : end + 2]
    if following[:1] in ("%", "°") or (following[:1] in (",", ".") and following[1:].isdigit()):
        return True
    if following[:1] == "-":
        return following[1:].isalpha() and not text.startswith(("-end", "-onw", "-pre"), end)
    if not following[1:].isalpha():
        return False
    word = text[end + 1 : end + 14].split()[0].lower().rstrip(".,")
    if word in _MEASURES or (word in SCALES and len(word) > 1):
        return True
    if before in _TEMPORAL or before.endswith(("'s", "’s", "s'", "s’")):
        return False
    plural = _PLURAL.match(text, end)
    return plural is not None and plural.group(1) not in _NO_COUNT and plural.group(1)[-2:] != "ss"
