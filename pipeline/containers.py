"""Files that hold many documents: archives, mailboxes, web crawls, and rows of JSON and CSV.

Members are given one at a time, in their order in the file. What is too large, nested too deep or
broken comes as a ``Fault`` and the rest goes on; names of members only ever become ids.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import lzma
import mailbox
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from pipeline import documents
from pipeline.article import ArticleError, decode

MOST_BYTES = 64 * 2**20  # of one document
MOST_EXPANDED = 2 * 2**30  # of all members of one file, unless it is large itself
MOST_RATIO = 100  # by which a file may grow beyond that
MOST_DEPTH = 3  # archives within archives

LINES = frozenset({".jsonl", ".ndjson"})
ROWS = LINES | {".json", ".csv"}
_TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_OTHERS = (".zip", ".mbox", ".warc", ".warc.gz", ".gz")
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    gzip.BadGzipFile,
    NotImplementedError,
    RuntimeError,  # zipfile: an encrypted member
)


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its place in the file, its format, its bytes, and what is known of it."""

    place: str
    suffix: str
    data: bytes
    known: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One article as fields: its place, its position (from 1), and the fields."""

    place: str
    position: int
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A member that cannot be read: its place and why."""

    place: str
    reason: str


Member = Document | Row | Fault


def kind(name: str) -> str | None:
    """The ending that tells how a file is read, ``None`` for files that are not."""
    low = name.lower()
    for ending in (*_TARS, ".warc.gz"):
        if low.endswith(ending):
            return ending
    suffix = PurePosixPath(low).suffix
    known = documents.SUFFIXES | ROWS | set(_OTHERS)
    return suffix if suffix in known else None


def is_container(ending: str) -> bool:
    """Whether files of this ending hold other documents or rows."""
    return ending in ROWS or ending in _TARS or ending in _OTHERS


def members(stream: IO[bytes], ending: str, size: int) -> Iterator[Member]:
    """Everything in a file of this ending, whose size on disk is ``size`` bytes."""
    yield from _members(stream, ending, "", 0, _Budget(max(MOST_EXPANDED, size * MOST_RATIO)))


class _Budget:
    """How many bytes the members of one file may still take."""

    def __init__(self, size: int) -> None:
        self.left = size

    def read(self, stream: IO[bytes]) -> bytes | None:
        """All of a member; ``None`` where it is larger than allowed."""
        data = stream.read(min(MOST_BYTES, self.left) + 1)
        self.left -= len(data)
        return data if len(data) <= MOST_BYTES and self.left >= 0 else None


def _members(
    stream: IO[bytes], ending: str, prefix: str, depth: int, budget: _Budget
) -> Iterator[Member]:
    if depth >= MOST_DEPTH:
        yield Fault(prefix, f"archives are nested more than {MOST_DEPTH} deep")
        return
    try:
        if ending in LINES:
            yield from _lines(stream, prefix)
        elif ending == ".json":
            yield from _json(stream, prefix)
        elif ending == ".csv":
            yield from _csv(stream, prefix)
        elif ending == ".mbox":
            yield from _mbox(stream, prefix)
        elif ending in (".warc", ".warc.gz"):
            yield from _warc(stream, prefix)
        else:
            for name, opened in _opened(stream, ending, prefix):
                yield from _inside(name, opened, prefix, depth, budget)
    except _BROKEN as error:
        yield Fault(prefix, f"broken: {error}" if str(error) else "broken")


def _inside(
    name: str, opened: IO[bytes], prefix: str, depth: int, budget: _Budget
) -> Iterator[Member]:
    """One member of an archive, or all that it holds."""
    place = f"{prefix}{safe(name)}"
    ending = kind(name)
    if ending is None or PurePosixPath(name).name.startswith("."):
        return
    data = budget.read(opened)
    if data is None:
        yield Fault(place, "larger than is read, or the archive expands beyond all measure")
    elif is_container(ending):
        yield from _members(io.BytesIO(data), ending, f"{place}/", depth + 1, budget)
    else:
        yield Document(place, ending, data)


def safe(name: str) -> str:
    """A member's name without anything that climbs or begins at the root."""
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("/", "..", ".")]
    return "/".join(parts) or "member"


# --- archives ------------------------------------------------------------------------------------


def _opened(stream: IO[bytes], ending: str, prefix: str) -> Iterator[tuple[str, IO[bytes]]]:
    """Members of a zip or tar archive, or the content of a compressed file, as streams."""
    if ending == ".zip":
        with zipfile.ZipFile(stream) as archive:
            for info in sorted(archive.infolist(), key=lambda each: each.filename):
                if not info.is_dir():
                    with archive.open(info) as member:
                        yield info.filename, member
    elif ending == ".gz":
        inner = (
            PurePosixPath(getattr(stream, "name", "") or prefix.rstrip("/")).stem or "content.txt"
        )
        with gzip.GzipFile(fileobj=stream) as unpacked:
            yield inner if kind(inner) else f"{inner}.txt", cast("IO[bytes]", unpacked)
    else:
        with tarfile.open(fileobj=stream, mode="r:*") as tar:
            for entry in tar:
                content = tar.extractfile(entry) if entry.isfile() else None
                if content is not None:
                    yield entry.name, content


def _mbox(stream: IO[bytes], prefix: str) -> Iterator[Member]:
    """Messages of a mailbox; the standard library wants a file of its own for it."""
    with tempfile.NamedTemporaryFile(suffix=".mbox") as copy:
        while chunk := stream.read(2**20):
            copy.write(chunk)
        copy.flush()
        box = mailbox.mbox(copy.name, create=False)
        try:
            for position, key in enumerate(box.keys(), 1):
                yield Document(f"{prefix}{position}", documents.MAIL, box.get_bytes(key))
        finally:
            box.close()


def _warc(stream: IO[bytes], prefix: str) -> Iterator[Member]:
    """Pages of a web crawl: the responses that are HTML."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Fault(prefix, 'needs fastwarc: pip install "dealfacts[warc]"')
        return
    try:
        yield from _responses(
            ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True), prefix
        )
    except OSError as error:  # FastWARC's own error for a broken record
        yield Fault(prefix, f"broken: {error}")


def _responses(records: Iterable[Any], prefix: str) -> Iterator[Member]:
    for position, record in enumerate(records, 1):
        if "html" not in (record.http_content_type or ""):
            continue
        data = record.reader.read(MOST_BYTES + 1)
        place = f"{prefix}{position}"
        if len(data) > MOST_BYTES:
            yield Fault(place, "larger than is read")
            continue
        url = record.headers.get("WARC-Target-URI") or ""
        yield Document(place, ".html", data, {"url": url} if url else None)


# --- rows ----------------------------------------------------------------------------------------


def _lines(stream: IO[bytes], prefix: str) -> Iterator[Member]:
    number = 0
    while True:
        line = stream.readline(MOST_BYTES + 1)
        if not line:
            return
        number += 1
        place = f"{prefix}line {number}"
        if len(line) > MOST_BYTES:
            yield Fault(place, "longer than is read")
            while line and not line.endswith(b"\n"):
                line = stream.readline(MOST_BYTES)
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield from _object(line, place, number)


def _object(line: bytes, place: str, number: int) -> Iterator[Member]:
    try:
        row = json.loads(line)
    except ValueError as error:
        yield Fault(f"{place}, JSON", str(error))
        return
    if isinstance(row, dict):
        yield Row(place, number, row)
    else:
        yield Fault(f"{place}, JSON", "not an object with a text")


def _json(stream: IO[bytes], prefix: str) -> Iterator[Member]:
    """An object, a list of objects, or an answer of a news API (``{"articles": [...]}``)."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        yield Fault(prefix or "file", "larger than is read; JSON Lines has no such limit")
        return
    try:
        found = json.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except ValueError as error:
        yield Fault(f"{prefix or 'file'}, JSON", str(error))
        return
    if isinstance(found, dict):
        listed = next(
            (
                v
                for k in ("articles", "results", "items", "data")
                if isinstance(v := found.get(k), list)
            ),
            None,
        )
        found = [found] if listed is None else listed
    if not isinstance(found, list):
        found = [found]
    for position, row in enumerate(found, 1):
        place = f"{prefix}object {position}"
        if isinstance(row, dict):
            yield Row(place, position, row)
        else:
            yield Fault(f"{place}, JSON", "not an object with a text")


def _csv(stream: IO[bytes], prefix: str) -> Iterator[Member]:
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        yield Fault(prefix or "file", "larger than is read; JSON Lines has no such limit")
        return
    try:
        text = decode(data)
    except ArticleError as error:
        yield Fault(prefix or "file", error.reason)
        return
    csv.field_size_limit(MOST_BYTES)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:65536], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
    position = 0
    try:
        for position, row in enumerate(reader, 1):
            yield Row(f"{prefix}row {position}", position, row)
    except csv.Error as error:
        yield Fault(f"{prefix}row {position + 1}, CSV", str(error))


def size_of(path: Path) -> int:
    """Bytes of a file."""
    return path.stat().st_size
