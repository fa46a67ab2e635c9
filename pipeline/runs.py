"""A run that holds: it keeps a journal, can be stopped and taken up, and accounts for itself.

``batch`` reads articles and writes files. Here it is done under a journal of results
(``pipeline.journal``), with signals that stop it at a good moment (``pipeline.interrupts``), and
with a manifest beside the files (``pipeline.manifest``).
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline import export, manifest
from pipeline.batch import Extractor, Parallel, Summary, Watch, read_records
from pipeline.export import Output
from pipeline.fingerprint import Fingerprint
from pipeline.interrupts import Stop, Stopped
from pipeline.journal import Journal, JournalError
from pipeline.manifest import FailureLog
from pipeline.records import ArticleRecord
from pipeline.sources import printable


@dataclass(frozen=True, slots=True)
class Job:
    """What to read, with what, and where to write; ``asked`` are further options to be told in the
    manifest. With ``resume`` results of an earlier run are taken where nothing has changed."""

    paths: Sequence[Path]
    out: Path
    fingerprint: Fingerprint
    formats: Sequence[Output] = export.FORMATS
    how: Parallel = field(default_factory=Parallel)
    resume: bool = False
    asked: Mapping[str, Any] = field(default_factory=dict)


def run(
    job: Job,
    extract: Extractor,
    stop: Stop,
    watch: Watch | None = None,
    tell: Callable[[str], None] = print,
) -> Summary:
    """Extract every article and write the output files, the manifest last.

    Where ``stop`` is signalled, ``stopped`` is set in the summary: a complete earlier output is
    then left as it was, else what there is so far is written. ``watch`` is called after every
    result, ``tell`` with a sentence where a journal had to be put aside. Raises ``OSError`` where
    the folder cannot be written to, or where another run is writing into it.
    """
    begun, clock = dt.datetime.now(dt.UTC), time.monotonic()
    journal = Journal(job.out, job.fingerprint.digest, job.resume, tell)
    with stop.held(), FailureLog() as log, journal:
        _sweep(job)
        summary = Summary(log=log.add)
        _write(job, extract, summary, journal, stop, watch)
        summary.resumed = journal.used
        if summary.written:
            told = _account(job, summary, begun, time.monotonic() - clock)
            state: manifest.State = "interrupted" if summary.stopped else "complete"
            manifest.write(job.out, state, told, log)
        if summary.stopped is None:
            try:
                journal.drop_unused()
            except JournalError as error:  # the output is whole; old entries do no harm
                tell(str(error))
    return summary


def _sweep(job: Job) -> None:
    """Remove what a killed run left half written; the journal's lock tells that none is at work."""
    for name in (*export.NAMES, manifest.NAME):
        for half in job.out.glob(export.temporary(Path(name), "*").name):
            half.unlink(missing_ok=True)


def _write(
    job: Job,
    extract: Extractor,
    summary: Summary,
    journal: Journal,
    stop: Stop,
    watch: Watch | None,
) -> None:
    keep = manifest.holds_complete(job.out, export.NAMES)
    skip = frozenset((job.out / name).resolve() for name in (*export.NAMES, manifest.NAME))
    options = job.fingerprint.options
    records = read_records(
        job.paths, extract, summary, skip, options, job.how, watch, journal, stop
    )
    try:
        summary.written = export.write(
            _until_stopped(records, summary, keep),
            job.out,
            job.formats,
            whole=lambda: manifest.mark_writing(job.out),
        )
    except Stopped as stopped:
        summary.stopped = stopped


def _until_stopped(
    records: Iterable[ArticleRecord], summary: Summary, keep: bool
) -> Iterator[ArticleRecord]:
    """Records up to a signal; raises ``Stopped`` where an earlier output is to be kept."""
    try:
        yield from records
    except Stopped as stopped:
        if keep:
            raise
        summary.stopped = stopped


def _account(job: Job, summary: Summary, begun: dt.datetime, seconds: float) -> dict[str, Any]:
    done = summary.read + summary.failed
    return {
        "versions": job.fingerprint.versions,
        "code": job.fingerprint.code,
        "rules": job.fingerprint.rules,
        "options": {
            "fields": dict(job.fingerprint.options.fields),
            "thorough_html": job.fingerprint.options.thorough_html,
            "workers": job.how.workers,
            "timeout": job.how.limits.seconds,
            "memory": job.how.limits.megabytes,
            "resume": job.resume,
            **job.asked,
        },
        "inputs": [printable(str(path)) for path in job.paths],
        "counts": {
            "read": summary.read,
            "with_deals": summary.with_deals,
            "without_deals": summary.without_deals,
            "deals": summary.deals,
            "failed": summary.failed,
            "other_files": summary.ignored,
            "from_journal": summary.resumed,
        },
        "timings": {
            "started": begun.isoformat(timespec="seconds"),
            "seconds": round(seconds, 3),
            "articles_per_second": round(done / seconds, 1) if seconds else None,
        },
        "outputs": manifest.describe(summary.written),
    }
