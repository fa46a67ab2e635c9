"""How far a run is, on standard error: a bar on a terminal, else a line every few seconds."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from pipeline.batch import Summary, Watch
from pipeline.sources import count

_LINE_EVERY = 5.0  # seconds
_BAR_EVERY = 0.1
Clock = Callable[[], float]


@contextmanager
def progress(paths: Sequence[Path], quiet: bool) -> Iterator[Watch | None]:
    """What a run is watched by: nothing where it is to be quiet."""
    console = Console(stderr=True)
    if quiet:
        yield None
    elif console.is_terminal:
        with Bar(count(paths), console) as bar:
            yield bar
    else:
        yield Lines(count(paths))


class Lines:
    """Tells a line every few seconds: for logs. ``total`` is ``None`` where it is not known."""

    def __init__(self, total: int | None, now: Clock = time.monotonic) -> None:
        self._total = total
        self._now = now
        self._told = now()
        self._done = 0

    def __call__(self, summary: Summary) -> None:
        """Tell how far it is, unless that was told a moment ago; the pace is that since then."""
        now = self._now()
        if now - self._told < _LINE_EVERY:
            return
        done = summary.read + summary.failed
        pace = (done - self._done) / (now - self._told)
        self._told, self._done = now, done
        of = left = ""
        if self._total is not None and done <= self._total:
            of = f" of {self._total}"
            left = f", {_time((self._total - done) / pace)} left"
        typer.echo(
            f"{done}{of} articles, {pace:.0f} a second{left}, {summary.failed} failed", err=True
        )


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"


class _Pace(ProgressColumn):
    """Articles a second, over the last while."""

    def render(self, task: Task) -> Text:
        pace = task.finished_speed or task.speed
        return Text("" if pace is None else f"{pace:.0f}/s")


class Bar:
    """A bar that is drawn over itself; used as a context manager.

    It is drawn by the calls and not by a thread of its own: a process that has threads is not to
    be forked.
    """

    def __init__(self, total: int | None, console: Console, now: Clock = time.monotonic) -> None:
        left = () if total is None else (TextColumn("left"), TimeRemainingColumn())
        self._bar = Progress(
            TextColumn("articles"),
            BarColumn(),
            MofNCompleteColumn(),
            _Pace(),
            TimeElapsedColumn(),
            *left,
            TextColumn("{task.fields[failed]} failed"),
            console=console,
            auto_refresh=False,
            redirect_stdout=False,
            redirect_stderr=False,
            get_time=now,
        )
        self._task = self._bar.add_task("", total=total, failed=0)
        self._total = total
        self._now = now
        self._drawn = 0.0
        self._done = self._failed = 0

    def __enter__(self) -> Bar:
        """Draw it empty."""
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Draw it as it is at the end, and give the terminal back."""
        self._draw()
        self._bar.stop()

    def __call__(self, summary: Summary) -> None:
        """Draw how far it is, unless that was done a moment ago."""
        self._done, self._failed = summary.read + summary.failed, summary.failed
        now = self._now()
        if now - self._drawn >= _BAR_EVERY:
            self._drawn = now
            self._draw()

    def _draw(self) -> None:
        if self._total is not None and self._done > self._total:  # more than was counted
            self._total = self._done
        self._bar.update(
            self._task,
            completed=self._done,
            total=self._total,
            failed=self._failed,
            refresh=True,
        )
