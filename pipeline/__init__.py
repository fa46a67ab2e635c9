"""dealfacts: structured deal facts from defence news.

>>> import pipeline
>>> record = pipeline.extract("Poland has ordered 180 K2 tanks from Hyundai Rotem for $3 bn.")
>>> [(party.role, party.name) for party in record.deals[0].parties]
[('buyer', 'Poland'), ('seller', 'Hyundai Rotem')]

The public verbs are :func:`build` (the spaCy pipeline), :func:`extract` (text in, record out) and
:func:`extract_article` (an :class:`Article` in, record out).
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.records import ArticleRecord, Deal

if TYPE_CHECKING:
    from spacy.language import Language

    from pipeline.article import Article

__version__ = "0.1.0"


def build(patterns: Path | None = None) -> Language:
    """The spaCy pipeline: blank English with the components that find deals.

    ``patterns``: a folder of the user's own rule files, merged over the bundled ones. Raises
    ``pipeline.rules.RuleError`` (with file and line) when a rule does not fit. The pipeline is
    built once for each folder.
    """
    return _built(patterns)


@lru_cache(maxsize=4)
def _built(patterns: Path | None) -> Language:
    from pipeline.components import make_pipeline

    return make_pipeline(patterns)


def extract(
    text: str,
    published: dt.date | str | None = None,
    *,
    title: str | None = None,
    id: str = "",
    patterns: Path | None = None,
) -> ArticleRecord:
    """The deals of one article given as text.

    ``published`` (a date or ISO 8601 day) anchors relative dates. Offsets in the record's evidence
    refer to ``record.text``, the cleaned text. Raises ``pipeline.article.ArticleError`` where no
    text is left after cleaning.
    """
    from pipeline.article import from_text

    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    return extract_article(from_text(text, published=day, title=title, id=id), patterns)


def extract_article(article: Article, patterns: Path | None = None) -> ArticleRecord:
    """The deals of an article read by :mod:`pipeline.article`."""
    from pipeline.components import deals_of

    return ArticleRecord(
        id=article.id,
        deals=deals_of(build(patterns), article),
        source=article.source,
        title=article.title,
        published=article.published.isoformat() if article.published else None,
        text=article.text,
    )


__all__ = ["ArticleRecord", "Deal", "__version__", "build", "extract", "extract_article"]
