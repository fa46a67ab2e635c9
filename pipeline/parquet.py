"""Records to ``deals.parquet``: a row a deal, all facts in nested typed columns.

The bytes follow from the records alone: rows are gathered by number and not by size or time, the
writer is told everything that it might choose by itself, and Parquet's own metadata has no clock.
Needs ``pyarrow`` (extra ``parquet``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.calendar_math import last, last_day
from pipeline.parquet_schema import SCHEMA
from pipeline.rates import Converter, rate_day
from pipeline.records import ArticleRecord, Deal, Value
from pipeline.sentences import looks_english

_BATCH = 512  # rows held as Python objects before they become columns
_ROW_GROUP = 16  # batches to a row group, some megabytes of columns


def rows(record: ArticleRecord, rates: Converter) -> Iterator[dict[str, Any]]:
    """One row a deal, after ``SCHEMA``; texts stand as they are, since nothing runs them there.

    ``published`` is null where the record has no full day.
    """
    text = record.text
    article = {
        "article_id": record.id,
        "title": record.title,
        "published": _day(record.published),
        "source": record.source,
        "language": None if text is None else "en" if looks_english(text) else "und",
    }
    for position, deal in enumerate(record.deals, 1):
        yield {**article, "deal": position, **_facts(record, deal, rates)}


def _facts(record: ArticleRecord, deal: Deal, rates: Converter) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(deal)
    day = rate_day(record, deal)
    for row, value in zip(told["values"], deal.values, strict=True):
        row.update(_dollars(value, day, rates))
    for row, date in zip(told["dates"], deal.dates, strict=True):
        row["last_day"] = last_day(last(date.date))
    for row, obligation in zip(told["obligations"], deal.obligations, strict=True):
        row["last_day"] = last_day(last(obligation.deadline)) if obligation.deadline else None
    return told


def _dollars(value: Value, day: dt.date | None, rates: Converter) -> dict[str, Any]:
    found = rates.usd(value, day)
    rate = found.rate if found else None
    return {
        "usd": found.amount if found else None,
        "usd_rate": rate.shown if rate else None,
        "usd_rate_date": rate.day if rate else None,
        "usd_rate_source": rate.source if rate else None,
    }


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


class _Rows:
    """Gathers rows into row groups of a fixed number."""

    def __init__(self, writer: pq.ParquetWriter, rates: Converter) -> None:
        self._writer = writer
        self._rates = rates
        self._rows: list[dict[str, Any]] = []
        self._batches: list[pa.RecordBatch] = []

    def add(self, record: ArticleRecord) -> None:
        """Take the deals of a record."""
        for row in rows(record, self._rates):
            self._rows.append(row)
            if len(self._rows) == _BATCH:
                self._pack()
                if len(self._batches) == _ROW_GROUP:
                    self._write()

    def finish(self) -> None:
        """Write what is left."""
        if self._rows:
            self._pack()
        if self._batches:
            self._write()

    def _pack(self) -> None:
        self._batches.append(pa.RecordBatch.from_pylist(self._rows, schema=SCHEMA))
        self._rows = []

    def _write(self) -> None:
        table = pa.Table.from_batches(self._batches, schema=SCHEMA)
        self._writer.write_table(table, row_group_size=len(table))
        self._batches = []


@dataclass(frozen=True, slots=True)
class DealsParquet:
    """The output file ``deals.parquet``, with sums in US dollars at ``rates``."""

    rates: Converter
    name: str = "deals.parquet"

    @contextmanager
    def writing(self, stream: BinaryIO) -> Iterator[Callable[[ArticleRecord], object]]:
        """What takes the records; the file is complete when the block ends without an error."""
        with pq.ParquetWriter(
            stream, SCHEMA, version="2.6", compression="zstd", compression_level=3
        ) as writer:
            gathered = _Rows(writer, self.rates)
            yield gathered.add
            gathered.finish()
