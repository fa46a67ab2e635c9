"""Bytes of one document in any format that is read, as an article.

Text and Markdown are read by :mod:`pipeline.article`. Everything else is turned into text, title,
day and address first: HTML by ``trafilatura``, PDF by ``pypdfium2``, messages by the standard
library.
"""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import email.utils
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from pipeline.article import Article, ArticleError, decode, read_article

TEXT = frozenset({".txt", ".md"})
HTML = frozenset({".html", ".htm", ".xhtml"})
PDF = ".pdf"
MAIL = ".eml"
SUFFIXES = TEXT | HTML | {PDF, MAIL}

# A word that a line end cuts: the second half goes on in lower case.
_CUT_WORD = re.compile(r"(?<=[a-z])[-\u00ad\ufffe]\r?\n(?=[a-z])")
_TAG = re.compile(r"<[^>]{0,500}>")
_DROPPED = re.compile(r"<(script|style|head)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^>]{0,200}>", re.IGNORECASE)
_LEAST_WORDS = 5  # of a message's plain part, below which its HTML part is read

# News APIs, crawlers and feeds call the same things by many names; the first that is there counts.
FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "articlebody", "maintext", "fulltext"),
    "title": ("title", "headline", "name"),
    "published": (
        "published",
        "date",
        "publishedat",
        "published_at",
        "pubdate",
        "publish_date",
        "date_publish",
        "datepublished",
        "publication_date",
    ),
    "source": ("url", "link", "source", "canonical_url"),
    "id": ("id", "_id", "guid", "uid"),
}


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: own names of fields (``text`` and so on to the name in the data), and whether
    HTML is searched thoroughly (slower, finds text on odd pages) or fast."""

    fields: tuple[tuple[str, str], ...] = ()
    thorough_html: bool = False


def needs(extra: str, package: str) -> ArticleError:
    """The error that tells what to install for a format."""
    return ArticleError(None, "file", f'needs {package}: pip install "dealfacts[{extra}]"')


def read_document(
    data: bytes,
    suffix: str,
    *,
    id: str,
    source: str,
    sidecar: Mapping[str, Any] | None = None,
    options: Options | None = None,
) -> Article:
    """The article in ``data``, whose format ``suffix`` (lower case, with its dot) tells.

    Raises ``ArticleError`` where there is no text in it, or where the library for the format is not
    installed.
    """
    if suffix in TEXT:
        return read_article(data, id=id, source=source, sidecar=sidecar)
    turn = _READERS[suffix]
    found = {**turn(data, source, options or Options()), **dict(sidecar or {})}
    text = str(found.pop("text", "") or "")
    if not text.strip():
        raise ArticleError(source, "file", "no text found in it")
    return read_article(text.encode("utf-8", "replace"), id=id, source=source, sidecar=found)


def read_row(
    row: Mapping[str, Any], *, id: str, source: str, options: Options | None = None
) -> Article | None:
    """The article of an object of JSON or a row of CSV; ``None`` where it has no field of text."""
    own = dict((options or Options()).fields)
    given = {str(key).lower(): value for key, value in row.items()}
    found = {
        field: _value(given, (own[field].lower(),) if field in own else names)
        for field, names in FIELDS.items()
    }
    text = found["text"]
    if not isinstance(text, str):
        return None
    if text.lstrip()[:1] == "<" and _TAG.search(text):
        text = plain_html(text)
    extra = {"title": found["title"], "published": _day(found["published"]), "url": found["source"]}
    return read_article(
        text.encode("utf-8", "replace"),
        id=id,
        source=source,
        sidecar={key: value for key, value in extra.items() if value is not None},
    )


def has_text(row: Mapping[str, Any], options: Options | None = None) -> bool:
    """Whether an object or row has a field of text."""
    own = dict((options or Options()).fields)
    given = {str(key).lower(): value for key, value in row.items()}
    names = (own["text"].lower(),) if "text" in own else FIELDS["text"]
    return isinstance(_value(given, names), str)


def row_id(row: Mapping[str, Any], position: int, options: Options | None = None) -> str:
    """The row's own id, else its position (from 1)."""
    own = dict((options or Options()).fields)
    given = {str(key).lower(): value for key, value in row.items()}
    found = _value(given, (own["id"].lower(),) if "id" in own else FIELDS["id"])
    if isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip():
        return str(found)
    return str(position)


def _value(given: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    for name in names:
        value = given.get(name)
        if isinstance(value, dict):  # "source": {"name": ...}
            value = value.get("name") or value.get("url")
        if value not in (None, ""):
            return value
    return None


def _day(value: Any) -> str | None:
    """A day from text as it stands, or from seconds since 1970 (UTC)."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        seconds = value / 1000 if value > 1e11 else value
        try:
            return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            return None
    return str(value)


# --- formats -------------------------------------------------------------------------------------


def _html(data: bytes, source: str, options: Options) -> dict[str, Any]:
    try:
        import trafilatura
    except ImportError as error:
        raise needs("html", "trafilatura") from error
    page = trafilatura.bare_extraction(
        data,
        fast=not options.thorough_html,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        deduplicate=False,
    )
    if page is None:
        return {}
    found = page if isinstance(page, dict) else page.as_dict()
    day = found.get("date")
    return {
        "text": found.get("text") or "",
        **{key: value for key, value in (("title", found.get("title")), ("date", day)) if value},
    }


def _pdf(data: bytes, source: str, options: Options) -> dict[str, Any]:
    try:
        import pypdfium2
    except ImportError as error:
        raise needs("pdf", "pypdfium2") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ArticleError(source, "file", f"not a readable PDF: {error}") from error
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        title = document.get_metadata_dict().get("Title") or None
    finally:
        document.close()
    text = _CUT_WORD.sub("", "\n\n".join(pages)).replace("\r\n", "\n").replace("\ufffe", "-")
    return {"text": text, **({"title": title} if title else {})}


def _mail(data: bytes, source: str, options: Options) -> dict[str, Any]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    found: dict[str, Any] = {"text": _body(message, source, options)}
    subject = str(message.get("subject") or "").strip()
    if subject:
        found["title"] = subject
    try:
        sent = email.utils.parsedate_to_datetime(str(message.get("date") or ""))
    except (ValueError, IndexError):
        return found
    return {**found, "published": sent.date().isoformat()}


def _body(message: EmailMessage, source: str, options: Options) -> str:
    """The plain part, or the HTML part where there is none worth reading."""
    plain = _content(message.get_body(("plain",)))
    if len(plain.split()) >= _LEAST_WORDS:
        return plain
    marked = _content(message.get_body(("html",)))
    if not marked:
        return plain
    try:
        found = str(_html(marked.encode("utf-8", "replace"), source, options).get("text") or "")
    except ArticleError:
        found = ""
    return found or plain_html(marked)


def _content(part: Any) -> str:
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError):  # an unknown or wrong character set
        payload = part.get_payload(decode=True)
        return decode(payload) if isinstance(payload, bytes) else ""


def plain_html(text: str) -> str:
    """The words of a piece of HTML, a line a block; for snippets, not for whole pages."""
    bare = _TAG.sub(" ", _BREAK.sub("\n", _DROPPED.sub(" ", text)))
    return html.unescape(bare)


_READERS: dict[str, Callable[[bytes, str, Options], dict[str, Any]]] = {
    **dict.fromkeys(HTML, _html),
    PDF: _pdf,
    MAIL: _mail,
}
