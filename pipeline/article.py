"""Bytes of a text file to an ``Article``: decoded, cleaned, with its title and date."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.boilerplate import Boilerplate
from pipeline.clean import Block, clean
from pipeline.sentences import looks_english

__all__ = ["Article", "ArticleError", "Block", "from_text", "read_article", "read_path"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its cleaned text, the blocks of the text, and what is known about it.

    ``language`` is ``en`` or ``und`` (not English).
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    source: str | None
    title: str | None
    published: dt.date | None
    language: str


class ArticleError(ValueError):
    """An article that cannot be read: ``source``, ``place`` in it, and the ``reason``."""

    def __init__(self, source: str | None, place: str, reason: str) -> None:
        """``source`` is the file's name, ``place`` such as ``byte 7`` or ``line 2``."""
        self.source = source or "text"
        self.place = place
        self.reason = reason
        super().__init__(f"{self.source}: {place}: {reason}")

    def __reduce__(self) -> tuple[type[ArticleError], tuple[str, str, str]]:
        """Errors travel between processes."""
        return ArticleError, (self.source, self.place, self.reason)


# --- bytes to characters -------------------------------------------------------------------------

_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"{\\rtf", "an RTF document"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_BINARY = re.compile(rb"[\x00-\x06\x0e-\x1a\x7f]")
_BINARY_BYTES = bytes(byte for byte in range(128) if _BINARY.match(bytes([byte])))
_BINARY_SHARE = 0.02


def _refuse_binary(data: bytes, source: str | None) -> None:
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise ArticleError(source, "byte 0", f"not a text file but {kind}")
    zero = data.find(b"\0")
    if zero >= 0:
        raise ArticleError(source, f"byte {zero}", "binary data, not text (zero byte)")
    head = data[:65536]
    if len(head) - len(head.translate(None, _BINARY_BYTES)) > _BINARY_SHARE * len(head):
        first = _BINARY.search(data)
        place = f"byte {first.start()}" if first else "byte 0"
        raise ArticleError(source, place, "binary data, not text (control characters)")


def _guess(data: bytes, source: str | None, error: UnicodeDecodeError) -> str:
    """Text in an encoding that is not announced; English news is mostly Windows-1252 then."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    encodings = {match.encoding for match in matches}
    try:
        if "cp1252" in encodings or not matches:
            text = data.decode("cp1252")
            if looks_english(text):
                return text
    except UnicodeDecodeError:
        pass
    best = matches.best()
    if best is None:
        raise ArticleError(
            source, f"byte {error.start}", "neither UTF-8 nor any other encoding that makes sense"
        ) from error
    return str(best)


def decode(data: bytes, source: str | None = None) -> str:
    """``data`` as text; raises ``ArticleError`` for an empty, binary or undecodable file."""
    if not data.strip():
        raise ArticleError(source, "byte 0", "the file is empty")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data[len(bom) :].decode(encoding)
            except UnicodeDecodeError as error:
                place = f"byte {error.start + len(bom)}"
                raise ArticleError(source, place, f"broken {encoding.upper()} text") from error
    _refuse_binary(data, source)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, source, error)


# --- front matter and sidecar --------------------------------------------------------------------

_FENCE = re.compile(r"\s*---[ \t]*\n")
_ENTRY = re.compile(r"([A-Za-z][\w-]{0,40}):(?:[ \t]+(.*))?$")
_FRONT_LINES = 60


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Simple ``key: value`` front matter between ``---`` lines, and the text below it.

    Keys come in lower case. A text whose opening lines are no front matter comes back whole.
    """
    text = text.removeprefix("\ufeff")
    head = text[:20_000].replace("\r\n", "\n").replace("\r", "\n")
    fence = _FENCE.match(head)
    if fence is None:
        return {}, text
    found: dict[str, str] = {}
    for count, line in enumerate(head[fence.end() :].split("\n")):
        if line.rstrip() in ("---", "..."):
            if not found and count:
                break
            body = text.replace("\r\n", "\n").replace("\r", "\n")[fence.end() :]
            return found, "\n".join(body.split("\n")[count + 1 :])
        entry = _ENTRY.match(line)
        if entry is not None:
            found[entry.group(1).lower()] = _unquote((entry.group(2) or "").strip())
        elif line.strip() and line[0] not in " \t-#":
            break
        if count > _FRONT_LINES:
            break
    return {}, text


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


class Sidecar(NamedTuple):
    """What stands beside an article: the file's name and its bytes."""

    name: str
    data: bytes


def find_sidecar(path: Path) -> Sidecar | None:
    """``NAME.meta.json`` beside ``NAME.txt``, if there is one; raises ``OSError``."""
    for candidate in (path.with_suffix(".meta.json"), path.with_name(path.name + ".meta.json")):
        if candidate.is_file():
            return Sidecar(candidate.name, candidate.read_bytes())
    return None


def parse_sidecar(sidecar: Sidecar | None, source: str) -> dict[str, Any] | None:
    """What a sidecar tells; raises ``ArticleError`` where it is no JSON object."""
    if sidecar is None:
        return None
    name = f"{source} (sidecar {sidecar.name})"
    try:
        found = json.loads(sidecar.data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise ArticleError(name, f"line {error.lineno}", f"not JSON: {error.msg}") from error
    except UnicodeDecodeError as error:
        raise ArticleError(name, f"byte {error.start}", "not UTF-8") from error
    if not isinstance(found, dict):
        raise ArticleError(name, "line 1", "not a JSON object")
    return found


def _first(keys: tuple[str, ...], *tables: Mapping[str, Any]) -> str | None:
    for table in tables:
        for key in keys:
            value = table.get(key)
            if isinstance(value, str) and value.strip():
                return value.strip()
    return None


# --- date and title ------------------------------------------------------------------------------

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.?[ -]?{_MONTH}\.?,?[ -]?\s?,?\s?\d{{4}}"
    rf"|{_MONTH}\.?[ -]\d{{1,2}}(?:st|nd|rd|th)?,?[ -]\d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})"
)
_CLOCK = r"(?:[T ,|@–-]{0,3}(?:at )?\d{1,2}[:.]\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?: ?[ap]\.?m\.?)?"
_ZONE = r"(?: ?\(?(?:[A-Z]{2,5}|Z)\)?)?(?:[+-]\d{2}:?\d{2})?(?: hrs)?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_LABEL = (
    r"(?:(?:first |last )?(?:published|posted|updated|issued|released|dated?|modified|created)"
    r"(?: date| online)?|release date|publication date|press release|news release|date of issue)"
)
# A line, or a part of a line between bars, that holds a date and nothing but.
_DATE_FIELD = re.compile(
    rf"\W*(?P<label>{_LABEL}(?: on| at)?\s*[:\-–—]?\s*)?{_WEEKDAY}(?:\d{{1,2}}[:.]\d{{2}} )?"
    rf"(?P<date>{_DATE}){_CLOCK}{_ZONE}\W*$",
    re.IGNORECASE,
)
_SOURCE_NOTE = re.compile(
    r"\(source:[^()]{0,160}?; ?(?:issued|posted|published|dated)(?: on)? "
    rf"(?P<date>{_DATE})[^()]{{0,20}}\)",
    re.IGNORECASE,
)
_AWARDS_FOR = re.compile(rf"contracts for {_WEEKDAY}(?P<date>{_DATE})\W*$", re.IGNORECASE)
_BYLINE = re.compile(
    rf"by:? [^.|]{{2,60}}?[,|–—-] ?(?:on )?(?P<date>{_DATE}){_CLOCK}{_ZONE}\W*$", re.I
)
# ``MOSCOW, November 6, 2018. /TASS/`` and ``BERLIN, Germany, April 25, 2018 – Boeing``.
_DATELINE = re.compile(
    r"(?P<place>(?-i:[A-ZÀ-Þ])[\w.'’/-]*(?:[ ,]{1,2}\(?(?-i:[A-ZÀ-Þ])[\w.'’/-]*\)?){0,6}),? \(?"
    rf"(?P<date>{_DATE})\)?(?P<mark>[\s.,:]{{0,3}}(?:[/(\[–—―-]|--)|[.:] )",
    re.IGNORECASE,
)
_BARS = re.compile(r" ?[|•·] ?| [–—] ")
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_TOP_BLOCKS = 10
_END_BLOCKS = 3
_FIELD_LINE = 160
_DATELINE_REACH = 140


def _parse(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10] if len(text) > 10 and text[10] in "T " else text)
    except ValueError:
        from pipeline.dates import parse_published

        return parse_published(text)


def _date_in_fields(line: str) -> Iterator[tuple[bool, str]]:
    """Dates that a line states, and whether they are said to be of the first publication."""
    if len(line) > _FIELD_LINE or not _YEAR.search(line):
        return
    for pattern in (_AWARDS_FOR, _BYLINE):
        found = pattern.match(line)
        if found is not None:
            yield True, found.group("date")
            return
    fields = _BARS.split(line)
    for field in fields if len(fields) > 1 else (line,):
        found = _DATE_FIELD.match(field)
        if found is not None:
            label = (found.group("label") or "").lower()
            yield "updated" not in label and "modified" not in label, found.group("date")


def _dateline(line: str) -> str | None:
    found = _DATELINE.match(line[:_DATELINE_REACH])
    if found is None:
        return None
    city = _WORD.search(found.group("place"))
    # Without a city in capitals only a dash, slash or bracket tells a dateline from prose.
    if found.group("mark").strip(" .,:") or (city is not None and city.group().isupper()):
        return found.group("date")
    return None


def _stated(line: str) -> str | None:
    """The date of a dateline or of a note on the source."""
    if not _YEAR.search(line, 0, _DATELINE_REACH):
        return None
    note = _SOURCE_NOTE.search(line, 0, 4 * _DATELINE_REACH) if "(" in line else None
    return note.group("date") if note else _dateline(line)


def find_published(text: str, blocks: tuple[Block, ...]) -> dt.date | None:
    """The day of publication where the head or the foot of the text plainly states it."""
    lines = [text[b.start : b.end] for b in blocks[:_TOP_BLOCKS]]
    later: dt.date | None = None
    for line in lines:
        for original, words in _date_in_fields(line):
            day = _parse(words)
            if day is not None and original:
                return day
            later = later or day
        stated = _stated(line)
        day = _parse(stated) if stated else None
        if day is not None:
            return day
    if later is not None:
        return later
    foot = blocks[max(_TOP_BLOCKS, len(blocks) - _END_BLOCKS) :] if blocks else ()
    for block in foot or blocks[-_END_BLOCKS:]:
        for _, words in _date_in_fields(text[block.start : block.end]):
            day = _parse(words)
            if day is not None:
                return day
    return None


def find_title(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The heading at the top, if the text begins with one (bylines and dates may stand before)."""
    for block in blocks[:3]:
        words = text[block.start : block.end]
        if block.kind == "title":
            return words
        if len(words) > 80:
            return None
    return None


# --- articles ------------------------------------------------------------------------------------


def _writable(text: str) -> str:
    """``text`` with ``?`` for what UTF-8 cannot hold: halves of characters, from JSON escapes or
    from the bytes of file names."""
    return text.encode("utf-8", "replace").decode()


def _build(
    raw: str,
    id: str,
    source: str | None,
    title: str | None,
    published: dt.date | None,
) -> Article:
    text, found = clean(raw)
    if not found:  # nothing but boilerplate: better a text without facts than a lost file
        text, found = clean(raw, Boilerplate(()))
    if not found:
        raise ArticleError(source or id or None, "line 1", "there are no words in the text")
    blocks = tuple(found)
    return Article(
        id=_writable(id),
        text=text,
        blocks=blocks,
        source=source and _writable(source),
        title=_writable(title) if title else find_title(text, blocks),
        published=published or find_published(text, blocks),
        language="en" if looks_english(text) else "und",
    )


def read_article(
    data: bytes, *, id: str, source: str | None, sidecar: Mapping[str, Any] | None = None
) -> Article:
    """An article from the bytes of a text or Markdown file.

    Front matter and ``sidecar`` (``title``, ``published`` or ``date``, ``source`` or ``url``) come
    before what the text itself states, the front matter before the sidecar. Raises
    ``ArticleError``.
    """
    front, body = split_front_matter(decode(data, source))
    given = {str(key).lower(): value for key, value in (sidecar or {}).items()}
    day = _first(("published", "date"), front, given)
    return _build(
        body,
        id,
        _first(("source", "url"), front, given) or source,
        _first(("title",), front, given),
        _parse(day) if day else None,
    )


def read_path(path: Path, root: Path) -> Article:
    """The article in a file below ``root``; its id is the path below it without suffix.

    Raises ``ArticleError`` for an unreadable article and ``OSError`` for an unreadable file.
    """
    relative = path.relative_to(root)
    source = relative.as_posix()
    return read_article(
        path.read_bytes(),
        id=relative.with_suffix("").as_posix(),
        source=source,
        sidecar=parse_sidecar(find_sidecar(path), source),
    )


def from_text(
    text: str, *, published: dt.date | None = None, title: str | None = None, id: str = ""
) -> Article:
    """An article from a string, front matter included; raises ``ArticleError`` if it is empty."""
    if not text.strip():
        raise ArticleError(id or None, "line 1", "the text is empty")
    front, body = split_front_matter(text)
    day = _first(("published", "date"), front)
    return _build(
        body,
        id,
        _first(("source", "url"), front),
        title or _first(("title",), front),
        published or (_parse(day) if day else None),
    )
