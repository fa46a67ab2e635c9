"""Folders and files of articles to records: found, read, extracted, written.

Every article is a task of its own that goes in and comes out as plain data (``Task`` in,
``ArticleRecord`` or ``Failure`` out), in a stable order. An article that fails is named with its
file and place, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import msgspec

from pipeline import export
from pipeline.article import ArticleError
from pipeline.documents import Options
from pipeline.interrupts import Stop, Stopped
from pipeline.journal import Journal
from pipeline.outcomes import Extractor, Outcome, Result, attempt, kept, key_of, lost, process
from pipeline.records import ArticleRecord
from pipeline.sources import Failure, Found, Task, find, load, tasks
from pipeline.workers import Limits, Pool, Ready

__all__ = [
    "Extractor",
    "Failure",
    "Parallel",
    "Summary",
    "Task",
    "Watch",
    "collect",
    "find",
    "process",
    "read_records",
    "results",
    "run",
    "tasks",
]

Spread = Callable[[Iterable[Task | Ready[Outcome]], Callable[[Task], Outcome]], Iterator[Outcome]]

SHOWN = 100  # failures that a summary has in full; a run may have any number


@dataclass(frozen=True, slots=True)
class Parallel:
    """With how many processes to work, and what an article may take in each.

    ``spread``: what does the work instead, such as a cluster; it is called with the tasks, among
    which may be ready outcomes, and the function for a task, and gives the outcomes in their order.
    """

    workers: int = 1
    limits: Limits = field(default_factory=Limits)
    spread: Spread | None = None


@dataclass(slots=True)
class Summary:
    """What came of a run; ``ignored`` counts files of other kinds found in the folders.

    ``failures`` are the first ``SHOWN`` of the ``failed`` ones; ``log`` is called with each.
    ``resumed`` counts results that an earlier run had left; ``stopped`` tells what ended the run.
    """

    with_deals: int = 0
    without_deals: int = 0
    deals: int = 0
    ignored: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)
    log: Callable[[Failure], object] | None = None
    written: list[Path] = field(default_factory=list)
    resumed: int = 0
    stopped: Stopped | None = None

    @property
    def read(self) -> int:
        """Articles that were read to the end."""
        return self.with_deals + self.without_deals

    def fail(self, failure: Failure) -> None:
        """Add a failure."""
        self.failed += 1
        if len(self.failures) < SHOWN:
            self.failures.append(failure)
        if self.log is not None:
            self.log(failure)

    def count(self, record: ArticleRecord) -> None:
        """Add a record."""
        self.deals += len(record.deals)
        if record.deals:
            self.with_deals += 1
        else:
            self.without_deals += 1


Watch = Callable[[Summary], None]


# --- many articles -------------------------------------------------------------------------------


def _prepared(
    found: Iterable[Task | Failure], options: Options | None, journal: Journal | None
) -> Iterator[Task | Ready[Outcome]]:
    """The tasks that take work; what has failed already or is in the journal is ready."""
    for each in found:
        if isinstance(each, Failure):
            yield Ready(Outcome(b"", b"", each))
        else:
            known = None if journal is None else _look_up(each, options, journal)
            yield each if known is None else Ready(known)


def _look_up(task: Task, options: Options | None, journal: Journal) -> Outcome | None:
    if not journal.may_know:
        return None
    try:
        key = key_of(task, load(task), options, journal.identity)
    except (ArticleError, OSError):  # told when it is worked on
        return None
    payload = journal.find(key) if key else None
    return None if payload is None else kept(task, key, payload)


def _worked(
    found: Iterable[Task | Failure],
    extract: Extractor,
    options: Options | None,
    how: Parallel,
    journal: Journal | None,
) -> Iterator[Outcome]:
    """The outcome of every task, in order, by one process or several."""
    identity = journal.identity if journal is not None else b""
    work = partial(attempt, extract=extract, options=options, identity=identity)
    prepared = _prepared(found, options, journal)
    if how.spread is not None:
        yield from how.spread(prepared, work)
        return
    if how.workers < 2 and how.limits == Limits():
        yield from (each.result if isinstance(each, Ready) else work(each) for each in prepared)
        return
    with Pool(how.workers, work, lost, how.limits) as pool:
        yield from pool.map(prepared)


def _stoppable(outcomes: Iterator[Outcome], stop: Stop | None) -> Iterator[Outcome]:
    """Outcomes, with the wait for each open to signals."""
    while True:
        with stop.released() if stop is not None else nullcontext():
            outcome = next(outcomes, None)
        if outcome is None:
            return
        yield outcome


def _keep(outcome: Outcome, journal: Journal) -> None:
    if outcome.known:
        journal.use(outcome.key)
    else:
        journal.add(outcome.key, outcome.payload)


def results(
    found: Iterable[Task | Failure],
    extract: Extractor,
    options: Options | None = None,
    how: Parallel | None = None,
    journal: Journal | None = None,
    stop: Stop | None = None,
) -> Iterator[Result]:
    """The result of every task, in order, with ids made unique (``name~2``).

    With a ``journal`` they are taken from there where it has them and kept there where it has not.
    Raises ``Stopped`` where ``stop`` was signalled, ``OSError`` where the journal fails.
    """
    taken: dict[str, int] = {}
    worked = _worked(found, extract, options, how or Parallel(), journal)
    for outcome in _stoppable(worked, stop):
        if journal is not None and outcome.key:
            _keep(outcome, journal)
        result = outcome.result
        if isinstance(result, ArticleRecord):
            name = _free(result.id, taken)
            if name != result.id:
                result = msgspec.structs.replace(result, id=name)
        yield result
    if journal is not None:
        journal.commit()


def _free(name: str, taken: dict[str, int]) -> str:
    """``name``, with a number where it is taken; ``taken`` has the last number of each name."""
    number, free = taken.get(name, 0), name
    while free in taken:
        number += 1
        free = f"{name}~{number}"
    taken[name], taken[free] = max(number, 1), 1
    return free


def collect(
    found: Iterable[Result], summary: Summary, watch: Watch | None = None
) -> Iterator[ArticleRecord]:
    """The records among results, counted in ``summary`` together with the failures.

    ``watch`` is called with the summary after every result.
    """
    for result in found:
        if isinstance(result, Failure):
            summary.fail(result)
        else:
            summary.count(result)
        if watch is not None:
            watch(summary)
        if not isinstance(result, Failure):
            yield result


def read_records(
    paths: Iterable[Path],
    extract: Extractor,
    summary: Summary,
    skip: frozenset[Path] = frozenset(),
    options: Options | None = None,
    how: Parallel | None = None,
    watch: Watch | None = None,
    journal: Journal | None = None,
    stop: Stop | None = None,
) -> Iterator[ArticleRecord]:
    """The records of all articles in ``paths``, one at a time; ``summary`` fills on the way."""
    found = Found(skip=skip)
    listed = tasks(find(paths, found), options, found)
    done = results(listed, extract, options, how, journal, stop)
    for record in collect(done, summary, watch):
        summary.ignored = found.ignored
        yield record
    summary.ignored = found.ignored


def run(
    paths: Iterable[Path],
    out: Path,
    extract: Extractor,
    options: Options | None = None,
    how: Parallel | None = None,
    watch: Watch | None = None,
    formats: Sequence[export.Output] = export.FORMATS,
) -> Summary:
    """Extract every article in ``paths`` and write the output files into the folder ``out``.

    ``how``: with how many processes; the output is the same bytes whatever their number. ``watch``
    is called with the summary after every result. ``formats`` are the files to write
    (``export.formats``); without rates only sums stated in dollars have a figure in dollars. An
    earlier output in ``out`` is replaced and never read as input. Raises ``OSError`` where ``out``
    cannot be written to, and ``Stopped`` on Ctrl-C or ``SIGTERM``, the earlier output kept.
    """
    summary = Summary()
    skip = frozenset((out / name).resolve() for name in export.NAMES)
    # A plain ``KeyboardInterrupt`` can be lost where Python ignores exceptions, as in a finalizer.
    with Stop() as stop:
        records = read_records(paths, extract, summary, skip, options, how, watch, stop=stop)
        summary.written = export.write(records, out, formats)
    return summary
