"""Records as tables of plain rows, a fact a row, with what each column holds.

These are the tables of the data package. Every fact row has the article and the deal it belongs to,
and the place of the words it was read from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline import records
from pipeline.rates import Converter, rate_day
from pipeline.records import ArticleRecord, Deal, Evidence

Cell = str | int | float | None
Type = Literal["string", "integer", "number", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, type, meaning, the codes it may hold, and whether it may be empty."""

    name: str
    type: Type
    description: str
    codes: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, the ones that tell its rows apart, and the table its rows belong to."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    parent: str | None
    rows: Callable[[ArticleRecord, Converter], Iterator[tuple[Cell, ...]]]


# --- columns -------------------------------------------------------------------------------------

_ARTICLE = Column("article_id", "string", "Article that the row is from", required=True)
_DEAL = Column("deal", "integer", "Number of the deal in its article, from 1", required=True)
_EVIDENCE = (
    Column("quote", "string", "Words of the article that the fact was read from"),
    Column("start", "integer", "Place of their first character in the article's text, from 0"),
    Column("end", "integer", "Place behind their last character"),
    Column("rule", "string", "Rule that read them"),
)


def _number(what: str) -> Column:
    return Column("number", "integer", f"Number of the {what} in its deal, from 1", required=True)


def _codes(name: str, kind: object, description: str) -> Column:
    return Column(name, "string", description, get_args(kind), required=True)


# --- rows ----------------------------------------------------------------------------------------


def _place(evidence: tuple[Evidence, ...]) -> tuple[Cell, ...]:
    if not evidence:
        return (None, None, None, None)
    first = evidence[0]
    return (" ".join(first.quote.split()), first.start, first.end, first.rule or None)


def _articles(record: ArticleRecord, _: Converter) -> Iterator[tuple[Cell, ...]]:
    yield record.id, record.title, record.published, record.source, len(record.deals)


def _deals(record: ArticleRecord, _: Converter) -> Iterator[tuple[Cell, ...]]:
    for position, deal in enumerate(record.deals, 1):
        told = (deal.kind, deal.status, deal.prominence, "; ".join(deal.identifiers) or None)
        yield (record.id, position, *told, *_place(deal.evidence))


def _parties(record: ArticleRecord, _: Converter) -> Iterator[tuple[Cell, ...]]:
    for position, deal in enumerate(record.deals, 1):
        for number, fact in enumerate(deal.parties, 1):
            told = (fact.role, fact.name, fact.country)
            yield (record.id, position, number, *told, *_place(fact.evidence))


def _items(record: ArticleRecord, _: Converter) -> Iterator[tuple[Cell, ...]]:
    for position, deal in enumerate(record.deals, 1):
        for number, fact in enumerate(deal.items, 1):
            told = (fact.name, fact.category, fact.quantity)
            yield (record.id, position, number, *told, *_place(fact.evidence))


def _values(record: ArticleRecord, rates: Converter) -> Iterator[tuple[Cell, ...]]:
    for position, deal in enumerate(record.deals, 1):
        day = rate_day(record, deal)
        for number, fact in enumerate(deal.values, 1):
            told = (fact.kind, fact.qualifier, fact.amount_min, fact.amount, fact.currency)
            dollars = rates.usd(fact, day)
            rate = dollars.rate if dollars else None
            converted: tuple[Cell, ...] = (
                dollars.amount if dollars else None,
                rate.shown if rate else None,
                rate.day.isoformat() if rate else None,
                rate.source if rate else None,
            )
            yield (record.id, position, number, *told, *converted, *_place(fact.evidence))


def _dates(record: ArticleRecord, _: Converter) -> Iterator[tuple[Cell, ...]]:
    for position, deal in enumerate(record.deals, 1):
        for number, fact in enumerate(deal.dates, 1):
            yield (record.id, position, number, fact.kind, fact.date, *_place(fact.evidence))


def _obligations(record: ArticleRecord, _: Converter) -> Iterator[tuple[Cell, ...]]:
    for position, deal in enumerate(record.deals, 1):
        for number, fact in enumerate(deal.obligations, 1):
            text = " ".join(fact.text.split())
            told = (fact.kind, fact.obligor, fact.obligee, text, fact.deadline, fact.modality)
            yield (record.id, position, number, *told, *_place(fact.evidence))


# --- tables --------------------------------------------------------------------------------------


def _facts(
    name: str,
    what: str,
    description: str,
    columns: tuple[Column, ...],
    rows: Callable[[ArticleRecord, Converter], Iterator[tuple[Cell, ...]]],
) -> Table:
    """A table of facts, which belong to deals."""
    head = (_ARTICLE, _DEAL, _number(what))
    key = ("article_id", "deal", "number")
    return Table(name, description, (*head, *columns, *_EVIDENCE), key, "deals", rows)


TABLES = (
    Table(
        "articles",
        "Every article that was read, those without a deal too",
        (
            Column("article_id", "string", "Stable name of the article", required=True),
            Column("title", "string", "Headline"),
            Column("published", "date", "Day of publication"),
            Column("source", "string", "Where the text came from: relative path or URL"),
            Column("deals", "integer", "How many deals it holds", required=True),
        ),
        ("article_id",),
        None,
        _articles,
    ),
    Table(
        "deals",
        "Every deal of every article",
        (
            _ARTICLE,
            _DEAL,
            _codes("kind", records.DealKind, "Kind of deal"),
            _codes("status", records.DealStatus, "Furthest stage that the article reports"),
            _codes("prominence", records.Prominence, "Main where the article is about it"),
            Column("identifiers", "string", "Contract numbers, parted by semicolons"),
            *_EVIDENCE,
        ),
        ("article_id", "deal"),
        "articles",
        _deals,
    ),
    _facts(
        "parties",
        "party",
        "Who takes part in a deal",
        (
            _codes("role", records.Role, "What the party is in the deal"),
            Column("name", "string", "Fullest name in the article", required=True),
            Column("country", "string", "ISO 3166-1 alpha-3 code"),
        ),
        _parties,
    ),
    _facts(
        "items",
        "item",
        "What is bought or made",
        (
            Column("name", "string", "Designation, else the noun phrase", required=True),
            _codes("category", records.Category, "What sort of thing it is"),
            Column("quantity", "integer", "Firm number"),
        ),
        _items,
    ),
    _facts(
        "values",
        "sum",
        "Sums of a deal",
        (
            _codes("kind", records.ValueKind, "What the sum is of the deal"),
            _codes("qualifier", records.Qualifier, "How exactly it is stated"),
            Column("amount_min", "number", "Lower end of a range, in whole units"),
            Column("amount", "number", "Sum in whole units of the currency", required=True),
            Column("currency", "string", "ISO 4217 code", required=True),
            Column("usd", "number", "The sum in US dollars; empty where no rate is known"),
            Column("usd_rate", "number", "US dollars for one unit; empty for sums in dollars"),
            Column("usd_rate_date", "date", "Day of the rate"),
            Column("usd_rate_source", "string", "Whose rate it is"),
        ),
        _values,
    ),
    _facts(
        "dates",
        "date",
        "Dates of a deal",
        (
            _codes("kind", records.DateKind, "What happened or is to happen"),
            Column("date", "string", "Extended Date/Time Format (ISO 8601-2)", required=True),
        ),
        _dates,
    ),
    _facts(
        "obligations",
        "obligation",
        "What a party undertakes under a deal",
        (
            _codes("kind", records.ObligationKind, "What is undertaken"),
            Column("obligor", "string", "Who must do it"),
            Column("obligee", "string", "To whom it is owed"),
            Column("text", "string", "The verb phrase, verbatim", required=True),
            Column("deadline", "string", "Extended Date/Time Format (ISO 8601-2)"),
            _codes("modality", records.Modality, "How firmly"),
        ),
        _obligations,
    ),
)


def rows(
    table: Table, found: Iterable[ArticleRecord], rates: Converter
) -> Iterator[tuple[Cell, ...]]:
    """The rows that records add to a table, in their order."""
    for record in found:
        yield from table.rows(record, rates)


def all_deals(found: Iterable[ArticleRecord]) -> Iterator[tuple[ArticleRecord, int, Deal]]:
    """Every deal with its article and its number in it, from 1."""
    for record in found:
        for position, deal in enumerate(record.deals, 1):
            yield record, position, deal
