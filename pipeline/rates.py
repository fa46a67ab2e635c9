"""US dollar equivalents of sums, with the rate, its day and its source.

Rates are the euro reference rates of the European Central Bank as the ``CurrencyConverter`` package
bundles them, and a table of the user's own, which comes first. Nothing is fetched
and nothing is guessed: where no rate is known for a day, there is no figure.
"""

from __future__ import annotations

import csv
import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from pipeline.records import ArticleRecord, Deal, Value

_BANK = "ECB reference rate"
# The bank publishes none on weekends and holidays; Christmas and Easter make the longest gaps.
_BANK_GAP = 7
_OWN_GAP = 366  # an own table may give a rate a year
_COLUMNS = ("currency", "date", "usd")
_DATE_KINDS = ("signed", "approved", "announced")


class RateError(ValueError):
    """A rate table that cannot be used; says the file, the line and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Rate:
    """US dollars for one unit of a currency, on which day, and whose rate it is."""

    usd: float
    day: dt.date
    source: str

    @property
    def shown(self) -> float:
        """The rate to the six digits that a reader gets to see."""
        return float(f"{self.usd:.6g}")


@dataclass(frozen=True, slots=True)
class Equivalent:
    """A sum in US dollars and the rate it was made with; none where it was stated in dollars."""

    amount: float
    rate: Rate | None


class Source(Protocol):
    """Anything that knows rates."""

    def rate(self, currency: str, day: dt.date) -> Rate | None:
        """The rate of ``currency`` (ISO 4217) on ``day``, or ``None``."""


class BankRates:
    """Euro reference rates of the European Central Bank, from 1999 on."""

    def __init__(self) -> None:
        from currency_converter import CurrencyConverter

        self._converter = CurrencyConverter()
        self.rate = lru_cache(maxsize=4096)(self._rate)

    def _rate(self, currency: str, day: dt.date) -> Rate | None:
        """The rate of the day, else of the last day before it that the bank published one."""
        from currency_converter import RateNotFoundError

        if currency not in (self._converter.currencies or ()):
            return None
        for back in range(_BANK_GAP + 1):
            found = day - dt.timedelta(days=back)
            try:
                usd = float(self._converter.convert(1, currency, "USD", date=found))
            except RateNotFoundError:
                continue
            return Rate(usd, found, _BANK)
        return None


class OwnRates:
    """The user's table: CSV with ``currency``, ``date`` (ISO 8601), ``usd`` (for one unit) and,
    if wanted, ``source``. A rate holds until the next one of its currency, for a year at most.

    Raises ``RateError`` for a table that does not fit, ``OSError`` for one that cannot be read.
    """

    def __init__(self, path: Path) -> None:
        table: dict[str, list[Rate]] = defaultdict(list)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise RateError(f"{path}: no column {', '.join(missing)}")
            for row in reader:
                currency, rate = _own_rate(row, f"{path}:{reader.line_num}", path.name)
                table[currency].append(rate)
        self._table = {key: sorted(rates, key=_day) for key, rates in table.items()}

    def rate(self, currency: str, day: dt.date) -> Rate | None:
        """The last rate of the table on or before ``day``, unless it is over a year old."""
        rates = self._table.get(currency, [])
        position = bisect_right(rates, day, key=_day)
        if not position or (day - rates[position - 1].day).days > _OWN_GAP:
            return None
        return rates[position - 1]


def _day(rate: Rate) -> dt.date:
    return rate.day


def _own_rate(row: dict[str, str], place: str, table: str) -> tuple[str, Rate]:
    currency = (row["currency"] or "").strip().upper()
    if not (len(currency) == 3 and currency.isalpha()):
        raise RateError(f"{place}: currency {row['currency']!r} is no ISO 4217 code")
    try:
        day = dt.date.fromisoformat((row["date"] or "").strip())
    except ValueError as error:
        raise RateError(f"{place}: date {row['date']!r} is no day (YYYY-MM-DD)") from error
    try:
        usd = float(row["usd"] or "")
    except ValueError as error:
        raise RateError(f"{place}: usd {row['usd']!r} is no number") from error
    if not 0 < usd < float("inf"):
        raise RateError(f"{place}: usd {row['usd']!r} is not above zero")
    return currency, Rate(usd, day, (row.get("source") or "").strip() or table)


class Converter:
    """Sums to US dollars by the first of some sources that knows a rate."""

    def __init__(self, sources: tuple[Source, ...]) -> None:
        self._sources = sources

    def usd(self, value: Value, day: dt.date | None) -> Equivalent | None:
        """``value`` in US dollars at the rate of ``day``, to the dollar; ``None`` where no rate is
        known. A sum given in US dollars stands as it is, with or without a day."""
        if value.currency == "USD":
            return Equivalent(value.amount, None)
        if day is None:
            return None
        for source in self._sources:
            rate = source.rate(value.currency, day)
            if rate is not None:
                return Equivalent(float(round(value.amount * rate.usd)), rate)
        return None


def converter(own: Path | None = None) -> Converter:
    """The bank's rates, preceded by the table ``own``; see the classes for what they raise."""
    sources: list[Source] = [OwnRates(own)] if own is not None else []
    return Converter((*sources, BankRates()))


def rate_day(record: ArticleRecord, deal: Deal) -> dt.date | None:
    """The day whose rate a deal's sums take: of signature, approval or announcement, where the
    article gives the full day of one, else the day of publication."""
    days: dict[str, str] = {date.kind: date.date for date in deal.dates if len(date.date) == 10}
    for text in (*(days.get(kind) for kind in _DATE_KINDS), record.published):
        if text:
            try:
                return dt.date.fromisoformat(text)
            except ValueError:
                continue
    return None
