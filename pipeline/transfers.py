"""Deals as the rows of an arms-transfer register: supplier, recipient, what and how many, years.

The columns follow those that public registers of arms transfers print. What the article leaves open
stands in brackets: a number or year stated as about, at least or by some time, and a supplier or
recipient told only by the country of a firm or body.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from pipeline.export import harmless, leading_value, number
from pipeline.fact_tables import all_deals
from pipeline.records import ArticleRecord, Deal, DealDate, Item, Party
from pipeline.rules import load_jsonl
from pipeline.schema import Country

COLUMNS = (
    "supplier",
    "recipient",
    "designation",
    "description",
    "year_of_order",
    "number_ordered",
    "years_of_delivery",
    "status",
    "comments",
    "article_id",
    "deal",
)
_YEAR = re.compile(r"\d{4}")
_ORDER_DATES = ("signed", "approved", "announced")


def country_names() -> dict[str, str]:
    """Usual news names of countries by their ISO 3166-1 alpha-3 codes."""
    return {each.code: each.name for each in load_jsonl("countries.jsonl", Country)}


def table(found: Iterable[ArticleRecord]) -> bytes:
    """The register of the deals as CSV in UTF-8."""
    names = country_names()
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in rows(found, names))
    return stream.getvalue().encode("utf-8", "replace")


def rows(found: Iterable[ArticleRecord], names: dict[str, str]) -> Iterator[tuple[str, ...]]:
    """A row for each item of each deal; deals that name no item have none. ``names`` gives the
    names of countries by their codes."""
    for record, position, deal in all_deals(found):
        supplier = _countries(_with(deal, "seller", "partner"), names)
        recipient = _countries(_with(deal, "end_user") or _with(deal, "buyer"), names)
        ordered = _year_of_order(record, deal)
        delivered = _years(date for date in deal.dates if date.kind == "delivery")
        for item in deal.items:
            yield (
                supplier,
                recipient,
                item.name,
                item.category.replace("_", " "),
                ordered,
                _count(item, deal),
                delivered,
                deal.status,
                _comments(deal),
                record.id,
                str(position),
            )


def _with(deal: Deal, *roles: str) -> list[Party]:
    return [party for party in deal.parties if party.role in roles]


def _countries(parties: list[Party], names: dict[str, str]) -> str:
    """Names of the states; one whose country is unknown stands with its own name in brackets."""
    told = [
        names.get(party.country, party.country) if party.country else f"({party.name})"
        for party in parties
    ]
    return "/".join(dict.fromkeys(told))


def _year_of_order(record: ArticleRecord, deal: Deal) -> str:
    """The year of signature; of approval, announcement or publication in brackets."""
    for kind in _ORDER_DATES:
        for date in deal.dates:
            if date.kind == kind and (year := _YEAR.search(date.date)):
                return year.group() if kind == "signed" else f"({year.group()})"
    return f"({record.published[:4]})" if record.published else ""


def _count(item: Item, deal: Deal) -> str:
    """The number; in brackets while nothing is signed."""
    if item.quantity is None:
        return ""
    firm = deal.status in ("signed", "delivered")
    return str(item.quantity) if firm else f"({item.quantity})"


def _years(dates: Iterable[DealDate]) -> str:
    """The years of an EDTF date from first to last; in brackets where one end is open."""
    told = []
    for date in dates:
        years = _YEAR.findall(date.date)
        span = "-".join(dict.fromkeys(years))
        told.append(f"({span})" if ".." in date.date else span)
    return "; ".join(dict.fromkeys(told))


def _comments(deal: Deal) -> str:
    """The leading sum, the kind where it is no purchase, and the firms and bodies behind states."""
    parts = []
    value = leading_value(deal.values)
    if value is not None:
        about = "" if value.qualifier == "exact" else f"{value.qualifier} "
        parts.append(f"{about}{value.currency} {number(value.amount)} ({value.kind})")
    if deal.kind != "procurement":
        parts.append(deal.kind.replace("_", " "))
    parts.extend(f"{party.role.replace('_', ' ')}: {party.name}" for party in deal.parties)
    return "; ".join(parts)
