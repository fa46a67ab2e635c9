"""Records to files: JSON Lines with everything, CSV for spreadsheets, Parquet for databases.

Files are written under temporary names and renamed when all of them are complete, so that a reader
never sees half a file. Records are taken one at a time: the size of a run does not matter.
"""

from __future__ import annotations

import csv
import io
import os
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Protocol

from pipeline.rates import Converter, rate_day
from pipeline.records import ArticleRecord, Deal, Evidence, Party, Value, to_json
from pipeline.sentences import sentences

Cell = str | int | None

DEAL_COLUMNS = (
    "article_id",
    "title",
    "published",
    "deal",
    "kind",
    "status",
    "prominence",
    "buyers",
    "sellers",
    "partners",
    "other_parties",
    "countries",
    "items",
    "value",
    "value_min",
    "currency",
    "value_kind",
    "value_qualifier",
    "value_usd",
    "usd_rate",
    "usd_rate_date",
    "usd_rate_source",
    "further_values",
    "signed",
    "announced",
    "approved",
    "start",
    "delivery",
    "completion",
    "obligations",
    "obligation_texts",
    "identifiers",
    "evidence",
    "source",
)
OBLIGATION_COLUMNS = (
    "article_id",
    "published",
    "deal",
    "kind",
    "obligor",
    "obligee",
    "text",
    "deadline",
    "modality",
    "buyers",
    "sellers",
    "items",
    "evidence",
    "start",
    "end",
    "source",
)
_DATE_COLUMNS = ("signed", "announced", "approved", "start", "delivery", "completion")
_SHORT_TEXT = 80
_LONGEST_CELL = 32_000  # spreadsheets break a cell at 32,767 characters
# Byte order mark: without it a spreadsheet reads the file in the machine's old code page.
_BOM = b"\xef\xbb\xbf"

# --- cells ---------------------------------------------------------------------------------------

_BREAK = ("\t", "\r", "\n")


def harmless(text: str) -> str:
    """``text`` so that no spreadsheet runs it: a leading apostrophe where it might be a formula.

    That is where it begins, after any blanks, with ``=``, ``+``, ``-`` or ``@`` in any width, or
    outright with a tab or a line break.
    """
    if not text:
        return text
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    if text[0] in _BREAK or first in ("=", "+", "-", "@"):
        return "'" + text
    return text


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    text = value if len(value) <= _LONGEST_CELL else value[: _LONGEST_CELL - 1] + "…"
    return harmless(text)


def number(amount: float) -> str:
    """A sum without exponent, and without decimals where it is whole."""
    return str(int(amount)) if amount == int(amount) else f"{amount:.2f}"


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(part for part in parts if part))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _names(deal: Deal, role: str) -> str:
    return _joined(party.name for party in deal.parties if party.role == role)


def _others(parties: Iterable[Party]) -> str:
    main = ("buyer", "seller", "partner")
    return _joined(f"{party.name} ({party.role})" for party in parties if party.role not in main)


def _items(deal: Deal) -> str:
    return _joined(
        item.name if item.quantity is None else f"{item.quantity} x {item.name}"
        for item in deal.items
    )


def _value_words(value: Value) -> str:
    low = f"{number(value.amount_min)}-" if value.amount_min is not None else ""
    return f"{value.currency} {low}{number(value.amount)} ({value.kind}, {value.qualifier})"


def leading_value(values: Sequence[Value]) -> Value | None:
    """The sum that stands for the deal: its total, else its ceiling, else the first one given."""
    for kind in ("total", "ceiling"):
        for value in values:
            if value.kind == kind:
                return value
    return values[0] if values else None


def _all_evidence(deal: Deal) -> Iterator[Evidence]:
    yield from deal.evidence
    for facts in (deal.items, deal.values, deal.parties, deal.dates, deal.obligations):
        for fact in facts:
            yield from fact.evidence


def evidence_sentence(record: ArticleRecord, deal: Deal) -> str:
    """The sentence that the deal was first read from; empty without text or evidence."""
    first = next(_all_evidence(deal), None)
    if first is None:
        return ""
    text = record.text or ""
    line = text.rfind("\n", 0, first.start) + 1
    stop = text.find("\n", first.start)
    for start, end in sentences(text[line : stop if stop >= 0 else len(text)]):
        if line + start <= first.start < line + end:
            return _one_line(text[line + start : line + end])
    return _one_line(first.quote)


# --- rows ----------------------------------------------------------------------------------------


def _value_cells(record: ArticleRecord, deal: Deal, rates: Converter) -> list[Cell]:
    main = leading_value(deal.values)
    if main is None:
        return [None] * 10
    low = number(main.amount_min) if main.amount_min is not None else None
    further = _joined(_value_words(value) for value in deal.values if value is not main)
    return [
        number(main.amount),
        low,
        main.currency,
        main.kind,
        main.qualifier,
        *_dollar_cells(record, deal, main, rates),
        further,
    ]


def _dollar_cells(
    record: ArticleRecord, deal: Deal, value: Value, rates: Converter
) -> tuple[Cell, Cell, Cell, Cell]:
    """A sum in US dollars, the rate, its day and its source; empty where there is none."""
    dollars = rates.usd(value, rate_day(record, deal))
    if dollars is None:
        return (None, None, None, None)
    if dollars.rate is None:
        return (number(dollars.amount), None, None, None)
    rate = dollars.rate
    return (number(dollars.amount), f"{rate.shown:.10g}", rate.day.isoformat(), rate.source)


def deal_row(record: ArticleRecord, position: int, rates: Converter) -> list[Cell]:
    """The cells of one deal, in the order of ``DEAL_COLUMNS``; ``position`` counts from 0."""
    deal = record.deals[position]
    dates = [
        _joined(date.date for date in deal.dates if date.kind == kind) for kind in _DATE_COLUMNS
    ]
    texts = (
        textwrap.shorten(obligation.text, _SHORT_TEXT, placeholder="…")
        for obligation in deal.obligations
    )
    return [
        record.id,
        record.title,
        record.published,
        position + 1,
        deal.kind,
        deal.status,
        deal.prominence,
        _names(deal, "buyer"),
        _names(deal, "seller"),
        _names(deal, "partner"),
        _others(deal.parties),
        _joined(party.country or "" for party in deal.parties),
        _items(deal),
        *_value_cells(record, deal, rates),
        *dates,
        len(deal.obligations),
        _joined(texts),
        _joined(deal.identifiers),
        evidence_sentence(record, deal),
        record.source,
    ]


def obligation_rows(record: ArticleRecord, position: int) -> Iterator[list[Cell]]:
    """The cells of each obligation of one deal, in the order of ``OBLIGATION_COLUMNS``."""
    deal = record.deals[position]
    shared = [_names(deal, "buyer"), _names(deal, "seller"), _items(deal)]
    for obligation in deal.obligations:
        place = obligation.evidence[0] if obligation.evidence else None
        yield [
            record.id,
            record.published,
            position + 1,
            obligation.kind,
            obligation.obligor,
            obligation.obligee,
            _one_line(obligation.text),
            obligation.deadline,
            obligation.modality,
            *shared,
            _one_line(place.quote) if place else None,
            place.start if place else None,
            place.end if place else None,
            record.source,
        ]


def _csv(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows after RFC 4180: commas, double quotes, lines ended by CR LF."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8", "replace")


def _jsonl(record: ArticleRecord) -> bytes:
    return to_json(record) + b"\n"


def _deals_csv(record: ArticleRecord, rates: Converter) -> bytes:
    return _csv(deal_row(record, position, rates) for position in range(len(record.deals)))


def _obligations_csv(record: ArticleRecord) -> bytes:
    positions = range(len(record.deals))
    return _csv(row for position in positions for row in obligation_rows(record, position))


# --- files ---------------------------------------------------------------------------------------


Taker = Callable[[ArticleRecord], object]


class Output(Protocol):
    """An output file: its name, and how records come into it."""

    @property
    def name(self) -> str:
        """The file's name."""

    def writing(self, stream: BinaryIO) -> AbstractContextManager[Taker]:
        """What takes the records one at a time; all is in ``stream`` when the block ends."""


@dataclass(frozen=True, slots=True)
class Format:
    """A file made of pieces: its name, what it begins with, and the bytes that a record adds."""

    name: str
    head: bytes
    encode: Callable[[ArticleRecord], bytes]

    @contextmanager
    def writing(self, stream: BinaryIO) -> Iterator[Taker]:
        """What takes the records, each written at once."""
        stream.write(self.head)
        yield lambda record: stream.write(self.encode(record))


JSONL = Format("deals.jsonl", b"", _jsonl)
OBLIGATIONS_CSV = Format("obligations.csv", _BOM + _csv([OBLIGATION_COLUMNS]), _obligations_csv)
NO_RATES = Converter(())


def deals_csv(rates: Converter = NO_RATES) -> Format:
    """``deals.csv``, with sums in US dollars at ``rates``."""
    encode = partial(_deals_csv, rates=rates)
    return Format("deals.csv", _BOM + _csv([DEAL_COLUMNS]), encode)


def _deals_parquet(rates: Converter) -> Output:
    from pipeline.parquet import DealsParquet  # pyarrow is an extra, and slow to load

    return DealsParquet(rates)


_OUTPUTS: dict[str, Callable[[Converter], tuple[Output, ...]]] = {
    "jsonl": lambda rates: (JSONL,),
    "csv": lambda rates: (deals_csv(rates), OBLIGATIONS_CSV),
    "parquet": lambda rates: (_deals_parquet(rates),),
}
KINDS = tuple(_OUTPUTS)
USUAL = ("jsonl", "csv")
# Every file that a run may write, whatever it is asked for.
NAMES = ("deals.jsonl", "deals.csv", "obligations.csv", "deals.parquet")


def formats(rates: Converter = NO_RATES, kinds: Iterable[str] = USUAL) -> tuple[Output, ...]:
    """The files of a run, of each of the ``KINDS`` asked for, in the order of ``KINDS``.

    Raises ``ValueError`` for another kind, ``ImportError`` where ``pyarrow`` is not installed for
    ``parquet``.
    """
    asked = set(kinds)
    for kind in sorted(asked.difference(KINDS)):
        raise ValueError(f"{kind!r} is not one of {', '.join(KINDS)}")
    return tuple(output for kind in KINDS if kind in asked for output in _OUTPUTS[kind](rates))


FORMATS = formats()


def temporary(path: Path, process: int | str) -> Path:
    """Where a process writes what is to become ``path``."""
    return path.with_name(f".{path.name}.{process}.tmp")


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose content takes the place of ``path`` when the block ends without an error."""
    half = temporary(path, os.getpid())
    try:
        with half.open("wb") as stream:
            yield stream
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def write_file(path: Path, content: bytes) -> None:
    """Write a whole file under its name only when it is complete; raises ``OSError``."""
    with replacing(path) as stream:
        stream.write(content)


def write(
    records: Iterable[ArticleRecord],
    out: Path,
    formats: Sequence[Output] = FORMATS,
    whole: Callable[[], object] | None = None,
) -> list[Path]:
    """Write ``records`` into the folder ``out``, one file a format; the paths written.

    The folder is made where it is missing. When ``records`` raises, files written by an earlier
    run stay as they were. ``whole`` is called when all files are complete, just before they take
    the places of earlier ones. Raises ``OSError`` where the folder cannot be written to.
    """
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / each.name for each in formats]
    with ExitStack() as stack:
        streams = [stack.enter_context(replacing(path)) for path in paths]
        with ExitStack() as begun:
            takers = [
                begun.enter_context(each.writing(stream))
                for stream, each in zip(streams, formats, strict=True)
            ]
            for record in records:
                for take in takers:
                    take(record)
        for stream in streams:
            stream.flush()
            os.fsync(stream.fileno())
        if whole is not None:
            whole()
    return paths
