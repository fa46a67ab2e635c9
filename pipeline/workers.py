"""Several processes that work on tasks, with the results in the order of the tasks.

A worker that dies (killed, out of memory) costs nothing: it is replaced and its task given to
another one; a task on which two workers died is given up and named. A task that takes longer than
allowed is ended with its worker. ``ProcessPoolExecutor`` loses its queue when a worker is killed
and ``multiprocessing.Pool`` hangs, hence a pool of our own: one pipe a worker, one task at a time.
"""

from __future__ import annotations

import multiprocessing as mp
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 32  # tasks a worker that may be under way or done before the one that is due
_TRIES = 2
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds, and megabytes of its worker's memory (where the system
    can limit that); ``None`` for no limit."""

    seconds: float | None = None
    megabytes: int | None = None


@dataclass(slots=True, eq=False)
class _Worker(Generic[T]):
    process: BaseProcess
    pipe: Connection
    index: int = -1
    task: T | None = None
    since: float = 0.0

    @property
    def busy(self) -> bool:
        """Whether it has a task."""
        return self.index >= 0


def _serve(pipe: Connection, work: Callable[[Any], Any], limits: Limits) -> None:
    """Answer tasks until the pipe is closed; an interrupt is the parent's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if limits.megabytes is not None:
        _limit_memory(limits.megabytes)
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        pipe.send(work(task))


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on every system
        return
    size = megabytes * _MEGABYTE
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size, hard))


class Pool(Generic[T, R]):
    """``count`` processes that call ``work``; used as a context manager.

    ``lost`` makes the result of a task that is given up from the task and the reason.
    """

    def __init__(
        self,
        count: int,
        work: Callable[[T], R],
        lost: Callable[[T, str], R],
        limits: Limits | None = None,
    ) -> None:
        # Where processes can be forked they share the rules that are loaded already.
        forks = sys.platform.startswith("linux")
        self._context: Any = mp.get_context("fork" if forks else "spawn")
        self._count = count
        self._work = work
        self._lost = lost
        self._limits = limits or Limits()
        self._workers: list[_Worker[T]] = []
        self._tries: dict[int, int] = {}
        self._done: dict[int, R] = {}
        self._again: list[tuple[int, T]] = []

    def __enter__(self) -> Pool[T, R]:
        """Start the processes."""
        self._workers = [self._start() for _ in range(self._count)]
        return self

    def __exit__(self, *_: object) -> None:
        """End them, whatever they are at."""
        for worker in self._workers:
            self._end(worker)

    def _start(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            target=_serve, args=(theirs, self._work, self._limits), daemon=True
        )
        process.start()
        theirs.close()
        return _Worker(process, ours)

    @staticmethod
    def _end(worker: _Worker[T]) -> None:
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()

    def map(self, tasks: Iterable[T]) -> Iterator[R]:
        """The results of ``tasks`` in their order, as soon as each is due."""
        source = enumerate(tasks)
        ended, due, given = False, 0, 0
        while True:
            while due in self._done:
                yield self._done.pop(due)
                due += 1
            for worker in self._workers:
                if worker.busy:
                    continue
                if self._again:
                    self._give(worker, *self._again.pop(0))
                elif not ended and given - due < _AHEAD * self._count:
                    following = next(source, None)
                    if following is None:
                        ended = True
                    else:
                        given += 1
                        self._give(worker, *following)
            if ended and not self._again and due >= given:
                return
            self._collect()

    def _give(self, worker: _Worker[T], index: int, task: T) -> None:
        worker.index, worker.task, worker.since = index, task, time.monotonic()
        try:
            worker.pipe.send(task)
        except OSError:  # it died while it had nothing to do
            self._replace(worker, "its worker died")

    def _collect(self) -> None:
        """Wait for a result, a death or a time that is up."""
        busy = [worker for worker in self._workers if worker.busy]
        ready = wait([worker.pipe for worker in busy], timeout=self._patience(busy))
        for worker in busy:
            if worker.pipe in ready:
                try:
                    result = worker.pipe.recv()
                except (EOFError, OSError):
                    self._replace(worker, "its worker died, twice")
                    continue
                self._done[worker.index] = result
                worker.index, worker.task = -1, None
            elif self._late(worker):
                self._tries[worker.index] = _TRIES  # it would only be late again
                self._replace(worker, f"took longer than {self._limits.seconds:g} s")

    def _patience(self, busy: list[_Worker[T]]) -> float | None:
        if self._limits.seconds is None or not busy:
            return None
        first = min(worker.since for worker in busy) + self._limits.seconds
        return max(0.0, first - time.monotonic())

    def _late(self, worker: _Worker[T]) -> bool:
        limit = self._limits.seconds
        return limit is not None and time.monotonic() - worker.since >= limit

    def _replace(self, worker: _Worker[T], reason: str) -> None:
        """A new process in place of one that died; its task once more, or given up."""
        self._end(worker)
        index, task = worker.index, worker.task
        assert task is not None
        self._tries[index] = self._tries.get(index, 0) + 1
        if self._tries[index] >= _TRIES:
            self._done[index] = self._lost(task, reason)
        else:
            self._again.append((index, task))
        fresh = self._start()
        worker.process, worker.pipe = fresh.process, fresh.pipe
        worker.index, worker.task = -1, None
