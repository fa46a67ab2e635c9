"""Folders and files of articles to records: found, read, extracted, written.

Every article is a task of its own that goes in and comes out as plain data (``Task`` in,
``ArticleRecord`` or ``Failure`` out), in a stable order. An article that fails is named with its
file and place, and the rest goes on.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from pipeline import export
from pipeline.article import Article, ArticleError
from pipeline.documents import Options
from pipeline.records import ArticleRecord
from pipeline.sources import Failure, Found, Task, find, read, tasks
from pipeline.workers import Limits, Pool

Extractor = Callable[[Article], ArticleRecord]

Result = ArticleRecord | Failure


@dataclass(frozen=True, slots=True)
class Parallel:
    """With how many processes to work, and what an article may take in each."""

    workers: int = 1
    limits: Limits = field(default_factory=Limits)


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


def _work(task: Task | Failure, extract: Extractor, options: Options | None) -> Result:
    return task if isinstance(task, Failure) else process(task, extract, options)


def _lost(task: Task | Failure, reason: str) -> Failure:
    if isinstance(task, Failure):
        return task
    return Failure(str(task.path), task.place, reason)


def _worked(
    found: Iterable[Task | Failure], extract: Extractor, options: Options | None, how: Parallel
) -> Iterator[Result]:
    """The result of every task, in order, by one process or several."""
    work = partial(_work, extract=extract, options=options)
    if how.workers < 2 and how.limits == Limits():
        yield from map(work, found)
        return
    with Pool(how.workers, work, _lost, how.limits) as pool:
        yield from pool.map(found)


def results(
    found: Iterable[Task | Failure],
    extract: Extractor,
    options: Options | None = None,
    how: Parallel | None = None,
) -> Iterator[Result]:
    """The result of every task, in order, with ids made unique (``name~2``)."""
    taken: set[str] = set()
    for result in _worked(found, extract, options, how or Parallel()):
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
    how: Parallel | None = None,
) -> Iterator[ArticleRecord]:
    """The records of all articles in ``paths``, one at a time; ``summary`` fills on the way."""
    found = Found(skip=skip)
    listed = tasks(find(paths, found), options, found)
    for record in collect(results(listed, extract, options, how), summary):
        summary.ignored = found.ignored
        yield record
    summary.ignored = found.ignored


def run(
    paths: Iterable[Path],
    out: Path,
    extract: Extractor,
    options: Options | None = None,
    how: Parallel | None = None,
    watch: Callable[[Summary], None] | None = None,
    formats: Sequence[export.Output] = export.FORMATS,
) -> Summary:
    """Extract every article in ``paths`` and write the output files into the folder ``out``.

    ``how``: with how many processes; the output is the same bytes whatever their number. ``watch``
    is called with the summary after every record. ``formats`` are the files to write
    (``export.formats``); without rates only sums stated in dollars have a figure in dollars. An
    earlier output in ``out`` is replaced and never read as input. Raises ``OSError`` where ``out``
    cannot be written to.
    """
    summary = Summary()
    skip = frozenset((out / name).resolve() for name in export.NAMES)
    records = read_records(paths, extract, summary, skip, options, how)
    summary.written = export.write(_watched(records, summary, watch), out, formats)
    return summary


def _watched(
    records: Iterable[ArticleRecord], summary: Summary, watch: Callable[[Summary], None] | None
) -> Iterator[ArticleRecord]:
    for record in records:
        if watch is not None:
            watch(summary)
        yield record
