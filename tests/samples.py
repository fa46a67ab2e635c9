"""Records and a small stand-in extractor that the tests of the outer modules share."""

from __future__ import annotations

import re

from pipeline.article import Article
from pipeline.records import (
    ArticleRecord,
    Deal,
    DealDate,
    Evidence,
    Item,
    Obligation,
    Party,
    Value,
)

TEXT = (
    "Estonia orders missiles\n"
    "Estonia has ordered 12 Spike LR2 launchers from Rafael for €40 million. "
    "The price may rise. Rafael will train the crews by 2027."
)


def evidence(quote: str, rule: str = "test.rule", text: str = TEXT) -> tuple[Evidence, ...]:
    """The first place of ``quote`` in the text, as evidence."""
    start = text.index(quote)
    return (Evidence(start, start + len(quote), quote, rule),)


def deal(**changes: object) -> Deal:
    """The deal of ``TEXT``, with some fields changed."""
    fields: dict[str, object] = {
        "kind": "procurement",
        "status": "signed",
        "prominence": "main",
        "parties": (
            Party("Estonia", "buyer", "EST", evidence("Estonia")),
            Party("Rafael", "seller", "ISR", evidence("Rafael")),
        ),
        "items": (Item("Spike LR2", "missile", 12, evidence("12 Spike LR2 launchers")),),
        "values": (Value(40_000_000, "EUR", evidence=evidence("€40 million")),),
        "dates": (DealDate("delivery", "../2027", evidence("by 2027")),),
        "obligations": (
            Obligation(
                "training",
                "train the crews by 2027",
                "Rafael",
                "Estonia",
                "../2027",
                "binding",
                evidence("train the crews by 2027"),
            ),
        ),
        "evidence": evidence("ordered 12 Spike LR2 launchers"),
    }
    return Deal(**(fields | changes))  # type: ignore[arg-type]


def record(*deals: Deal, **changes: object) -> ArticleRecord:
    """A record of ``TEXT``; one sample deal unless deals are given."""
    fields: dict[str, object] = {
        "id": "news/estonia",
        "deals": deals or (deal(),),
        "source": "news/estonia.txt",
        "title": "Estonia orders missiles",
        "published": "2025-03-04",
        "text": TEXT,
    }
    return ArticleRecord(**(fields | changes))  # type: ignore[arg-type]


_ORDER = re.compile(r"(?P<buyer>[A-Z]\w+) has ordered (?P<item>[\w -]+) from (?P<seller>[A-Z]\w+)")


def extract(article: Article) -> ArticleRecord:
    """Reads one wording only; a text with ``CRASH`` in it raises, as a faulty rule would."""
    if "CRASH" in article.text:
        raise ZeroDivisionError("a fault in a rule")
    deals = tuple(
        deal(
            parties=(Party(found["buyer"], "buyer"), Party(found["seller"], "seller")),
            items=(Item(found["item"]),),
            values=(),
            dates=(),
            obligations=(),
            evidence=(Evidence(found.start(), found.end(), found.group(), "test.order"),),
        )
        for found in _ORDER.finditer(article.text)
    )
    return ArticleRecord(
        id=article.id,
        deals=deals,
        source=article.source,
        title=article.title,
        published=article.published.isoformat() if article.published else None,
        text=article.text,
    )
