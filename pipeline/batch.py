"""Folders and files of articles to records: found, read, extracted, written.

Every article is a task of its own that goes in and comes out as plain data (``Task`` in,
``ArticleRecord`` or ``Failure`` out), in a stable order. An article that fails is named with its
file and place, and the rest goes on.
"""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from pipeline import export
from pipeline.article import Article, ArticleError, read_article, read_path
from pipeline.records import ArticleRecord

Extractor = Callable[[Article], ArticleRecord]

TEXT_SUFFIXES = frozenset({".txt", ".md"})
LINES_SUFFIX = ".jsonl"
# What stands beside articles without being one.
_COMPANIONS = (".gold.json", ".meta.json")


@dataclass(frozen=True, slots=True)
class Task:
    """One article to read: a text file, or one ``line`` (from 1) of a JSON Lines file."""

    path: Path
    root: Path
    line: int = 0
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: its file, the place in it, and the reason."""

    source: str
    place: str
    reason: str

    def __str__(self) -> str:
        """``file: place: reason``."""
        return f"{self.source}: {self.place}: {self.reason}"


Result = ArticleRecord | Failure


@dataclass(slots=True)
class Summary:
    """What came of a run; ``ignored`` counts files of other kinds found in the folders."""

    with_deals: int = 0
    without_deals: int = 0
    deals: int = 0
    ignored: int = 0
    failures: list[Failure] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)

    @property
    def read(self) -> int:
        """Articles that were read to the end."""
        return self.with_deals + self.without_deals

    def count(self, record: ArticleRecord) -> None:
        """Add a record."""
        self.deals += len(record.deals)
        if record.deals:
            self.with_deals += 1
        else:
            self.without_deals += 1


# --- finding -------------------------------------------------------------------------------------


def _is_article(name: str) -> bool:
    suffix = Path(name).suffix.lower()
    return not _is_known(name) and (suffix in TEXT_SUFFIXES or suffix == LINES_SUFFIX)


def _is_known(name: str) -> bool:
    """Files that are no article and need no mention: hidden ones, and what describes articles."""
    return name.startswith((".", "README.")) or name.endswith(_COMPANIONS)


def _walk(folder: Path) -> Iterator[Path]:
    """Files below a folder, sorted by name level by level; links to folders are not followed."""
    for here, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here) / name for name in sorted(files))


def find(
    paths: Iterable[Path], skip: frozenset[Path] = frozenset(), summary: Summary | None = None
) -> Iterator[tuple[Path, Path]]:
    """Files of articles with the folder that their ids start from, each file once.

    A folder gives its ``.txt``, ``.md`` and ``.jsonl`` files at any depth (hidden files and a
    ``README`` are left out), a file gives itself. ``skip``: resolved paths to leave out.
    """
    seen = set(skip)
    for path in paths:
        folder = path.is_dir()
        root = path if folder else path.parent
        for file in _walk(path) if folder else (path,):
            if folder and not _is_article(file.name):
                if summary is not None and not _is_known(file.name):
                    summary.ignored += 1
                continue
            resolved = file.resolve()
            if resolved not in seen:
                seen.add(resolved)
                yield file, root


def tasks(files: Iterable[tuple[Path, Path]]) -> Iterator[Task | Failure]:
    """The articles in files: one a text file, one a line of a JSON Lines file."""
    for path, root in files:
        if path.suffix.lower() == LINES_SUFFIX:
            yield from _lines(path, root)
        elif path.suffix.lower() in TEXT_SUFFIXES or not path.suffix:
            yield Task(path, root)
        else:
            yield Failure(str(path), "file name", f"{path.suffix} files are not read")


def _lines(path: Path, root: Path) -> Iterator[Task | Failure]:
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
                if data.strip():
                    yield Task(path, root, number, data)
    except OSError as error:
        yield Failure(str(path), "file", error.strerror or str(error))


# --- one article ---------------------------------------------------------------------------------


def _own_id(row: dict[str, Any], position: int) -> str:
    own = row.get("id")
    if isinstance(own, str | int) and not isinstance(own, bool) and str(own).strip():
        return str(own)
    return str(position)


def _read_line(task: Task) -> Article:
    relative = task.path.relative_to(task.root)
    try:
        row = msgspec.json.decode(task.data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ArticleError(None, "JSON", str(error)) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise ArticleError(None, "JSON", "not an object with a text")
    name = f"{relative.with_suffix('').as_posix()}#{_own_id(row, task.line)}"
    return read_article(
        row["text"].encode("utf-8", "replace"), id=name, source=relative.as_posix(), sidecar=row
    )


def read(task: Task) -> Article:
    """The article of a task; raises ``ArticleError`` or ``OSError``."""
    return _read_line(task) if task.line else read_path(task.path, task.root)


def _crash(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} (in {Path(frame.filename).name}:{frame.lineno})"


def process(task: Task, extract: Extractor) -> Result:
    """Read and extract one article; whatever goes wrong with it comes back as a ``Failure``."""
    where = f"line {task.line}" if task.line else "file"
    try:
        article = read(task)
    except ArticleError as error:
        place = f"{where}, {error.place}" if task.line else error.place
        _, mark, sidecar = error.source.partition(" (sidecar")
        return Failure(str(task.path) + mark + sidecar, place, error.reason)
    except OSError as error:
        return Failure(str(task.path), where, error.strerror or str(error))
    try:
        return extract(article)
    except Exception as error:  # a fault in one article must not cost the others
        return Failure(str(task.path), where, _crash(error))


# --- many articles -------------------------------------------------------------------------------


def results(found: Iterable[Task | Failure], extract: Extractor) -> Iterator[Result]:
    """The result of every task, in order, with ids made unique (``name~2``)."""
    taken: set[str] = set()
    for task in found:
        result = task if isinstance(task, Failure) else process(task, extract)
        if isinstance(result, ArticleRecord):
            name = _free(result.id, taken)
            taken.add(name)
            if name != result.id:
                result = msgspec.structs.replace(result, id=name)
        yield result


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    count = 2
    while f"{name}~{count}" in taken:
        count += 1
    return f"{name}~{count}"


def collect(found: Iterable[Result], summary: Summary) -> Iterator[ArticleRecord]:
    """The records among results, counted in ``summary`` together with the failures."""
    for result in found:
        if isinstance(result, Failure):
            summary.failures.append(result)
        else:
            summary.count(result)
            yield result


def read_records(
    paths: Iterable[Path],
    extract: Extractor,
    summary: Summary,
    skip: frozenset[Path] = frozenset(),
) -> Iterator[ArticleRecord]:
    """The records of all articles in ``paths``, one at a time; ``summary`` fills on the way."""
    found = tasks(find(paths, skip, summary))
    return collect(results(found, extract), summary)


def run(paths: Iterable[Path], out: Path, extract: Extractor) -> Summary:
    """Extract every article in ``paths`` and write the output files into the folder ``out``.

    An earlier output in ``out`` is replaced and never read as input. Raises ``OSError`` where
    ``out`` cannot be written to.
    """
    summary = Summary()
    skip = frozenset((out / each.name).resolve() for each in export.FORMATS)
    summary.written = export.write(read_records(paths, extract, summary, skip), out)
    return summary
