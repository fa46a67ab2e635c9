"""Folders and files of articles to records: found, read, extracted, written.

Every article is a task of its own that goes in and comes out as plain data (``Task`` in,
``ArticleRecord`` or ``Failure`` out), in a stable order. An article that fails is named with its
file and place, and the rest goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from pipeline import export
from pipeline.article import Article, ArticleError
from pipeline.documents import Options
from pipeline.records import ArticleRecord
from pipeline.sources import Failure, Found, Task, find, read, tasks

Extractor = Callable[[Article], ArticleRecord]

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


# --- one article ---------------------------------------------------------------------------------


def _crash(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} (in {Path(frame.filename).name}:{frame.lineno})"


def process(task: Task, extract: Extractor, options: Options | None = None) -> Result:
    """Read and extract one article; whatever goes wrong with it comes back as a ``Failure``."""
    where = task.place
    try:
        article = read(task, options)
    except ArticleError as error:
        place = f"{where}, {error.place}" if task.member is not None else error.place
        _, mark, sidecar = error.source.partition(" (sidecar")
        return Failure(str(task.path) + mark + sidecar, place, error.reason)
    except OSError as error:
        return Failure(str(task.path), where, error.strerror or str(error))
    except Exception as error:  # a fault in a library for some format
        return Failure(str(task.path), where, _crash(error))
    try:
        return extract(article)
    except Exception as error:  # a fault in one article must not cost the others
        return Failure(str(task.path), where, _crash(error))


# --- many articles -------------------------------------------------------------------------------


def results(
    found: Iterable[Task | Failure], extract: Extractor, options: Options | None = None
) -> Iterator[Result]:
    """The result of every task, in order, with ids made unique (``name~2``)."""
    taken: set[str] = set()
    work = partial(process, extract=extract, options=options)
    for task in found:
        result = task if isinstance(task, Failure) else work(task)
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
    options: Options | None = None,
) -> Iterator[ArticleRecord]:
    """The records of all articles in ``paths``, one at a time; ``summary`` fills on the way."""
    found = Found(skip=skip)
    for record in collect(
        results(tasks(find(paths, found), options, found), extract, options), summary
    ):
        summary.ignored = found.ignored
        yield record
    summary.ignored = found.ignored


def run(
    paths: Iterable[Path], out: Path, extract: Extractor, options: Options | None = None
) -> Summary:
    """Extract every article in ``paths`` and write the output files into the folder ``out``.

    An earlier output in ``out`` is replaced and never read as input. Raises ``OSError`` where
    ``out`` cannot be written to.
    """
    summary = Summary()
    skip = frozenset((out / each.name).resolve() for each in export.FORMATS)
    records = read_records(paths, extract, summary, skip, options)
    summary.written = export.write(records, out)
    return summary
