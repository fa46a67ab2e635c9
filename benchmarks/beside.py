"""Sums and dates of the bundled articles by this program and by what a user would take instead.

Every tool reads the same texts in turn, in one process; packages that are not installed are named
and left out (``benchmarks/README.md`` has them). Beside the time stands how many of the sums and
dates of the gold records a tool finds: a sum by its amount and currency, a date by a full day that
lies in it. That counts what is found and not what is wrongly found, and the gold records have only
what belongs to a deal, so that it tells no precision.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import statistics
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, NamedTuple

from texts import CORPUS

from pipeline.dates import find_dates
from pipeline.money import find_money

Sum = tuple[float, str]
_CODES = {
    "dollar": "USD",
    "united states dollar": "USD",
    "us dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "pound sterling": "GBP",
    "british pound": "GBP",
    "yen": "JPY",
    "japanese yen": "JPY",
    "rupee": "INR",
    "indian rupee": "INR",
    "south korean won": "KRW",
    "zloty": "PLN",
    "polish zloty": "PLN",
    "norwegian krone": "NOK",
    "danish krone": "DKK",
    "swedish krona": "SEK",
}


class Text(NamedTuple):
    """An article, its day, and the sums and days of its gold record."""

    text: str
    day: dt.date
    sums: frozenset[Sum]
    days: frozenset[str]


class Tool(NamedTuple):
    """One way to find sums or dates: its name, the package it needs, and the function."""

    name: str
    package: str
    find: Callable[[Text], set[Any]]


def articles() -> list[Text]:
    """The bundled articles with their gold sums and days."""
    found = []
    for path in sorted(CORPUS.rglob("*.gold.json")):
        gold = json.loads(path.read_bytes())
        text = path.with_name(path.name.replace(".gold.json", ".txt")).read_text(encoding="utf-8")
        day = dt.date.fromisoformat(gold.get("published") or "2025-01-01")
        sums = {
            (float(value["amount"]), value["currency"])
            for deal in gold["deals"]
            for value in deal.get("values", ())
        }
        days = {
            date["date"]
            for deal in gold["deals"]
            for date in deal.get("dates", ())
            if len(date["date"]) == 10
        }
        found.append(Text(text, day, frozenset(sums), frozenset(days)))
    return found


# --- sums ----------------------------------------------------------------------------------------


def own_sums(article: Text) -> set[Sum]:
    """``pipeline.money``."""
    return {(found.amount, found.currency) for found in find_money(article.text)}


def quantulum_sums(article: Text) -> set[Sum]:
    """``quantulum3``, without its classifier."""
    from quantulum3 import parser

    return {
        (float(each.value), _CODES.get(each.unit.name, each.unit.name))
        for each in parser.parse(article.text)
        if each.unit.entity.name == "currency"
    }


def recognizer_sums(article: Text) -> set[Sum]:
    """``recognizers-text-suite``, its currency model."""
    from recognizers_number_with_unit import recognize_currency

    found = set()
    for each in recognize_currency(article.text, "en-us"):
        told = each.resolution or {}
        if told.get("value") and told.get("unit"):
            code = told.get("isoCurrency") or _CODES.get(told["unit"].lower(), told["unit"])
            found.add((float(told["value"]), code))
    return found


# --- dates ---------------------------------------------------------------------------------------


def own_dates(article: Text) -> set[str]:
    """``pipeline.dates``."""
    return {each.edtf for each in find_dates(article.text, article.day) if each.edtf}


def dateparser_dates(article: Text) -> set[str]:
    """``dateparser.search.search_dates``, told the language and the day."""
    from dateparser.search import search_dates

    base = dt.datetime.combine(article.day, dt.time())
    found = search_dates(article.text, languages=["en"], settings={"RELATIVE_BASE": base})
    return {day.date().isoformat() for _, day in found or ()}


def recognizer_dates(article: Text) -> set[str]:
    """``recognizers-text-suite``, its model of dates and times."""
    from recognizers_date_time import recognize_datetime

    base = dt.datetime.combine(article.day, dt.time())
    return {
        value["value"][:10]
        for each in recognize_datetime(article.text, "en-us", reference=base)
        for value in (each.resolution or {}).get("values", ())
        if value.get("value")
    }


SUMS = (
    Tool("dealfacts", "pipeline", own_sums),
    Tool("quantulum3", "quantulum3", quantulum_sums),
    Tool("recognizers-text-suite", "recognizers_number_with_unit", recognizer_sums),
)
DATES = (
    Tool("dealfacts", "pipeline", own_dates),
    Tool("dateparser search_dates", "dateparser", dateparser_dates),
    Tool("recognizers-text-suite", "recognizers_date_time", recognizer_dates),
)


# --- measuring -----------------------------------------------------------------------------------


def installed(tools: tuple[Tool, ...]) -> Iterator[Tool]:
    """The tools whose package is there; the others are named."""
    for tool in tools:
        if find_spec(tool.package) is None:
            print(f"  {tool.name}: not installed")
        else:
            yield tool


def cpu_milliseconds(tool: Tool, texts: list[Text]) -> float:
    """Processor time of one tool for an article."""
    gc.collect()
    start = time.process_time()
    for article in texts:
        tool.find(article)
    return (time.process_time() - start) * 1000 / len(texts)


def compare(what: str, tools: tuple[Tool, ...], texts: list[Text], rounds: int) -> None:
    """Print a line a tool."""
    print(what)
    there = list(installed(tools))
    gold = [article.sums if what == "sums" else article.days for article in texts]
    hits = {
        tool: sum(len(g & tool.find(t)) for g, t in zip(gold, texts, strict=True)) for tool in there
    }
    times: dict[Tool, list[float]] = {tool: [] for tool in there}
    for _ in range(rounds):
        for tool in there:
            times[tool].append(cpu_milliseconds(tool, texts))
    own = statistics.median(times[there[0]])
    total = sum(map(len, gold))
    for tool in there:
        middle = statistics.median(times[tool])
        print(
            f"  {tool.name:24} {middle:8.2f} ms an article {middle / own:7.1f} times "
            f"{hits[tool]:4} of {total} in gold"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="rounds (3)")
    options = parser.parse_args()
    texts = articles()
    compare("sums", SUMS, texts, options.rounds)
    compare("dates", DATES, texts, options.rounds)


if __name__ == "__main__":
    main()
