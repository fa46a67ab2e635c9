"""Records to one self-contained web page: a table of deals, charts, and every article with the
words of each fact marked.

The page loads nothing: table (Tabulator), charts (D3, Observable Plot), styles and data are in it.
Text of articles is carried as JSON and set as text; a content security policy lets only the page's
own scripts run, so that an article cannot bring one along.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

import msgspec

from pipeline import __version__
from pipeline.export import leading_value
from pipeline.rates import Converter, Equivalent, rate_day
from pipeline.records import ArticleRecord, Deal

_STYLES = ("tabulator.min.css", "report.css")
_SCRIPTS = ("d3.min.js", "plot.umd.min.js", "tabulator.min.js", "report.js")
_SOURCE_MAP = re.compile(r"/[/*]# sourceMappingURL=\S+(?: \*/)?")
_SLOT = re.compile(r"@@([A-Z]+)@@")
# The date that places a deal in time is the first of these that it has, else the publication.
_WHEN = ("signed", "approved", "announced")


def page(
    records: Iterable[ArticleRecord], title: str = "Deals", rates: Converter | None = None
) -> bytes:
    """The report of ``records`` as an HTML page in UTF-8.

    Articles with a deal are in it with their texts, the others are counted. ``rates`` makes the US
    dollar equivalents; without it only sums stated in dollars have one.
    """
    converter = rates or Converter(())
    articles: list[dict[str, Any]] = []
    without = 0
    for record in records:
        if record.deals:
            articles.append(_article(record, converter))
        else:
            without += 1
    scripts = [_asset(name) for name in _SCRIPTS]
    slots = {
        "TITLE": html.escape(title),
        "STYLES": "\n".join(_asset(name) for name in _STYLES),
        "HASHES": " ".join(_hash(script) for script in scripts),
        "SCRIPTS": "\n".join(f"<script>{script}</script>" for script in scripts),
        "DATA": _json({"articles": articles, "without": without}),
        "FOOTER": _footer(),
    }
    template = _asset("report.html")
    return _SLOT.sub(lambda match: slots[match.group(1)], template).encode("utf-8", "replace")


def _footer() -> str:
    return (
        f"Made by dealfacts {html.escape(__version__)}. Figures are read from the articles by "
        "rules: check them against the marked words. Table by Tabulator (MIT), charts by D3 and "
        "Observable Plot (ISC)."
    )


def _asset(name: str) -> str:
    text = files("pipeline").joinpath("assets", name).read_text(encoding="utf-8")
    return _SOURCE_MAP.sub("", text).strip()


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _json(data: dict[str, Any]) -> str:
    """JSON that cannot end the script element that holds it."""
    text = msgspec.json.encode(data).decode("utf-8")
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _article(record: ArticleRecord, rates: Converter) -> dict[str, Any]:
    return {
        "id": record.id,
        "title": record.title,
        "published": record.published,
        "source": record.source,
        "text": record.text,
        "deals": [_deal(record, deal, rates) for deal in record.deals],
    }


def _deal(record: ArticleRecord, deal: Deal, rates: Converter) -> dict[str, Any]:
    """The deal as in the record, with what the page shows beside it: the date that places it, the
    sum that stands for it (``lead``, a position) and every sum's US dollar equivalent."""
    row: dict[str, Any] = msgspec.to_builtins(deal)
    day = rate_day(record, deal)
    for value, cells in zip(deal.values, row["values"], strict=True):
        cells["usd"] = _usd(rates.usd(value, day))
    lead = leading_value(deal.values)
    row["lead"] = None if lead is None else deal.values.index(lead)
    row["when_kind"], row["when"] = _when(record, deal)
    return row


def _usd(equivalent: Equivalent | None) -> dict[str, Any] | None:
    if equivalent is None:
        return None
    rate = equivalent.rate
    if rate is None:
        return {"amount": equivalent.amount, "rate": None, "day": None, "source": None}
    return {
        "amount": equivalent.amount,
        "rate": rate.shown,
        "day": rate.day.isoformat(),
        "source": rate.source,
    }


def _when(record: ArticleRecord, deal: Deal) -> tuple[str | None, str | None]:
    for kind in _WHEN:
        for date in deal.dates:
            if date.kind == kind:
                return kind, date.date
    return None, record.published
