"""Obligations with a deadline as a calendar (iCalendar, RFC 5545), by the ``icalendar`` package."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable

from pipeline import __version__
from pipeline.calendar_math import last_day
from pipeline.fact_tables import all_deals
from pipeline.records import ArticleRecord, Deal, Obligation

_END = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def calendar(found: Iterable[ArticleRecord]) -> bytes:
    """One all-day event for each obligation whose deadline has an end, on its last day.

    A deadline that only says from when (``2027/..``) has no event. Identifiers depend on article,
    deal and words alone, so that a new export replaces the events of the last one. Raises
    ``ImportError`` where ``icalendar`` is not installed (extra ``exchange``).
    """
    from icalendar import Calendar, Event

    result = Calendar()
    result.add("prodid", f"-//dealfacts//dealfacts {__version__}//EN")
    result.add("version", "2.0")
    for record, position, deal in all_deals(found):
        for obligation in deal.obligations:
            day = due(obligation.deadline)
            if day is None:
                continue
            event = Event()
            event.add("uid", _uid(record, position, obligation))
            event.add("dtstamp", _stamp(record, day))
            event.add("dtstart", day)
            event.add("dtend", day + dt.timedelta(days=1))
            event.add("summary", _summary(obligation))
            event.add("description", _description(record, deal, obligation))
            event.add("categories", [obligation.kind.replace("_", " "), obligation.modality])
            event.add("transp", "TRANSPARENT")
            result.add_component(event)
    content: bytes = result.to_ical()
    return content


def due(deadline: str | None) -> dt.date | None:
    """The last day that an EDTF deadline allows; ``None`` for an open end or no date."""
    if not deadline or deadline.endswith("/.."):
        return None
    ends = _END.findall(deadline)
    return last_day(ends[-1]) if ends else None


def _uid(record: ArticleRecord, position: int, obligation: Obligation) -> str:
    told = "\0".join((record.id, str(position), obligation.kind, obligation.text))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32] + "@dealfacts"


def _stamp(record: ArticleRecord, day: dt.date) -> dt.datetime:
    """The day of publication, for want of a clock; else the deadline itself."""
    try:
        stamp = dt.date.fromisoformat(record.published or "")
    except ValueError:
        stamp = day
    return dt.datetime(stamp.year, stamp.month, stamp.day, tzinfo=dt.UTC)


def _summary(obligation: Obligation) -> str:
    text = " ".join(obligation.text.split())
    return f"{obligation.obligor}: {text}" if obligation.obligor else text


def _description(record: ArticleRecord, deal: Deal, obligation: Obligation) -> str:
    sides = [
        f"{role}: " + ", ".join(party.name for party in deal.parties if party.role == role)
        for role in ("buyer", "seller", "partner")
        if any(party.role == role for party in deal.parties)
    ]
    items = ", ".join(item.name for item in deal.items)
    lines = [
        f"deadline: {obligation.deadline}",
        *sides,
        f"items: {items}" if items else "",
        f"article: {record.title or record.id}",
        record.source or "",
    ]
    return "\n".join(line for line in lines if line)
