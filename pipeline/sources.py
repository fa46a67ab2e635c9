"""What there is to read: files in folders, and the articles in files, each as a task of its own."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import Any

from pipeline import containers, documents
from pipeline.article import Article, ArticleError, Sidecar, find_sidecar, parse_sidecar
from pipeline.containers import Document, Fault, Row
from pipeline.documents import Options

STDIN = Path("-")
_LOOKED_AT = 20  # rows of a file that tell whether it holds articles
# What stands beside articles without being one.
_COMPANIONS = (".gold.json", ".meta.json")


@dataclass(frozen=True, slots=True)
class Task:
    """One article to read: a file of its own, or a member of one (a document or fields)."""

    path: Path
    root: Path
    member: Document | Row | None = None

    @property
    def place(self) -> str:
        """Where the article is in its file."""
        return self.member.place if self.member is not None else "file"


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: its file, the place in it, and the reason."""

    source: str
    place: str
    reason: str

    def __str__(self) -> str:
        """``file: place: reason``."""
        return f"{self.source}: {self.place}: {self.reason}"


def printable(text: str) -> str:
    """``text`` with escapes for what UTF-8 cannot hold: odd bytes in names of files."""
    return text.encode("utf-8", "backslashreplace").decode()


@dataclass(slots=True)
class Found:
    """Counts what lies in folders without being an article."""

    ignored: int = 0
    skip: frozenset[Path] = field(default_factory=frozenset)


# --- files ---------------------------------------------------------------------------------------


def _is_known(name: str) -> bool:
    """Files that are no article and need no mention: hidden ones, and what describes articles."""
    return name.startswith((".", "README.")) or name.endswith(_COMPANIONS)


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder, sorted by name level by level; links to folders are not followed."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here) / name for name in sorted(files))


def find(paths: Iterable[Path], found: Found | None = None) -> Iterator[tuple[Path, Path]]:
    """Files of articles with the folder that their ids start from, each file once.

    A folder gives its readable files at any depth (hidden files, a ``README`` and links that lead
    out of it are left out), a file gives itself, ``-`` is standard input.
    """
    found = found if found is not None else Found()
    seen = set(found.skip)
    for path in paths:
        if path == STDIN:
            yield STDIN, Path()
            continue
        folder = path.is_dir()
        root = path if folder else path.parent
        for file in _walk(path) if folder else (path,):
            resolved = file.resolve()
            if resolved in seen:
                continue
            if folder and (_is_known(file.name) or containers.kind(file.name) is None):
                found.ignored += not _is_known(file.name)
            elif folder and file.is_symlink() and not resolved.is_relative_to(root.resolve()):
                found.ignored += 1
            else:
                seen.add(resolved)
                yield file, root


def count(paths: Iterable[Path]) -> int | None:
    """About how many articles there are in ``paths``, told by names and the lines of JSON Lines.

    ``None`` where only reading everything tells: archives, mailboxes, JSON, CSV, standard input.
    """
    total = 0
    for path in paths:
        if path == STDIN:
            return None
        folder = path.is_dir()
        for file in _walk(path) if folder else (path,):
            ending = containers.kind(file.name)
            if folder and (_is_known(file.name) or ending is None):
                continue
            if ending in containers.LINES:
                total += _line_count(file)
            elif ending is not None and containers.is_container(ending):
                return None
            else:
                total += 1
    return total


def _line_count(path: Path) -> int:
    found, last = 0, b"\n"
    with suppress(OSError), path.open("rb") as stream:  # named when it is read
        while block := stream.read(2**20):
            found, last = found + block.count(b"\n"), block[-1:]
    return found + (last != b"\n")


# --- articles ------------------------------------------------------------------------------------


def tasks(
    files: Iterable[tuple[Path, Path]], options: Options | None = None, found: Found | None = None
) -> Iterator[Task | Failure]:
    """The articles in files, in order; what cannot be read is a ``Failure`` among them.

    A JSON file whose objects have no text holds something else and is counted in ``found``.
    """
    found = found if found is not None else Found()
    for path, root in files:
        ending = containers.kind(path.name) if path != STDIN else None
        if path == STDIN:
            yield from _from_stdin()
        elif ending is None and path.suffix:
            yield Failure(str(path), "file name", f"{path.suffix} files are not read")
        elif ending is None or not containers.is_container(ending):
            yield Task(path, root)
        else:
            try:
                with path.open("rb") as stream:
                    size = containers.size_of(path)
                    members = _of(path, root, stream, ending, size)
                    if ending in (".json", ".csv"):
                        members = _articles(members, options, found)
                    yield from members
            except OSError as error:
                yield Failure(str(path), "file", error.strerror or str(error))


def _of(path: Path, root: Path, stream: Any, ending: str, size: int) -> Iterator[Task | Failure]:
    for member in containers.members(stream, ending, size):
        if isinstance(member, Fault):
            yield Failure(str(path), member.place.rstrip("/") or "file", member.reason)
        else:
            yield Task(path, root, member)


def _articles(
    members: Iterable[Task | Failure], options: Options | None, found: Found
) -> Iterator[Task | Failure]:
    """The members of a JSON or CSV file unless its first ones, at least, have no text.

    Settings, figures and tables of results are no articles.
    """
    rest = iter(members)
    first = list(islice(rest, _LOOKED_AT))
    rows = [t.member for t in first if isinstance(t, Task) and isinstance(t.member, Row)]
    if rows and not any(documents.has_text(row.fields, options) for row in rows):
        found.ignored += 1
        return
    yield from chain(first, rest)


def _from_stdin() -> Iterator[Task | Failure]:
    """Standard input: JSON Lines where it begins with a brace, else one text."""
    data = sys.stdin.buffer.read()
    name = Path("stdin")
    if data.lstrip()[:1] == b"{":
        yield from _of(name, Path(), io.BytesIO(data), ".jsonl", len(data))
    elif len(data) > containers.MOST_BYTES:
        yield Failure(str(name), "file", "larger than is read")
    else:
        yield Task(name, Path(), Document("text", ".txt", data))


@dataclass(frozen=True, slots=True)
class Content:
    """A file of one article as it lies on disk: its bytes, and what stands beside it."""

    data: bytes
    sidecar: Sidecar | None


def load(task: Task) -> Content | None:
    """The content of a file of one article, ``None`` for a member, which has its content with it.

    Raises ``ArticleError`` for a file that is too large, ``OSError`` for one that cannot be read.
    """
    if task.member is not None:
        return None
    if containers.size_of(task.path) > containers.MOST_BYTES:
        raise ArticleError(source_of(task), "file", "larger than is read")
    return Content(task.path.read_bytes(), find_sidecar(task.path))


def source_of(task: Task) -> str:
    """The article's file, from the folder that ids start from."""
    return task.path.relative_to(task.root).as_posix()


def id_of(task: Task, options: Options | None = None) -> str:
    """The id of a task's article, which others of the same run may have too."""
    relative = task.path.relative_to(task.root)
    member = task.member
    if member is None:
        return relative.with_suffix("").as_posix()
    stem = relative.name.removesuffix(containers.kind(relative.name) or relative.suffix)
    base = (relative.parent / stem).as_posix()
    if isinstance(member, Document):
        inner = member.place.removesuffix(member.suffix)
        return base if member.place == "text" else f"{base}#{inner}"
    own = documents.row_id(member.fields, member.position, options)
    inside = member.place.rpartition("/")[0]
    return f"{base}#{inside}/{own}" if inside else f"{base}#{own}"


def read(task: Task, options: Options | None = None, content: Content | None = None) -> Article:
    """The article of a task whose ``content`` may be loaded already.

    Raises ``ArticleError`` or ``OSError``.
    """
    name, source, member = id_of(task, options), source_of(task), task.member
    if isinstance(member, Row):
        article = documents.read_row(member.fields, id=name, source=source, options=options)
        if article is None:
            raise ArticleError(None, "JSON", "not an object with a text")
        return article
    if isinstance(member, Document):
        suffix, data, known = member.suffix, member.data, dict(member.known or {})
    else:
        content = content or load(task)
        assert content is not None
        suffix, data = task.path.suffix.lower() or ".txt", content.data
        known = parse_sidecar(content.sidecar, source) or {}
    return documents.read_document(
        data, suffix, id=name, source=source, sidecar=known, options=options
    )
