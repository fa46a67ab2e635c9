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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 32  # tasks a worker that may be under way or done before the one that is due
_TRIES = 2
_MEGABYTE = 2**20
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one task may take: seconds, and megabytes of its worker's memory (where the system
    can limit that); ``None`` for no limit."""

    seconds: float | None = None
    megabytes: int | None = None


@dataclass(frozen=True, slots=True)
class Ready(Generic[R]):
    """A result that takes no work, in the place of a task."""

    result: R


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


def _serve(
    pipe: Connection,
    work: Callable[[Any], Any],
    limits: Limits,
    inherited: Sequence[Connection],
) -> None:
    """Answer tasks until the pipe is closed; an interrupt is the parent's to handle.

    ``inherited`` are the parent's ends of pipes that came with the fork: open here, they would
    keep this process and others waiting for tasks after the parent was killed.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    for end in inherited:
        end.close()
    if limits.megabytes is not None:
        _limit_memory(limits.megabytes)
    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        result = work(task)
        try:
            pipe.send(result)
        except BrokenPipeError:  # the parent is gone
            return


@contextmanager
def _signals_wait() -> Iterator[None]:
    """A block in which a process may be forked: none of the parent's handlers runs in it before
    it has set its own."""
    if not hasattr(signal, "pthread_sigmask"):  # not on every system
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


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
        self._forks = sys.platform.startswith("linux")
        self._context: Any = mp.get_context("fork" if self._forks else "spawn")
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
        for _ in range(self._count):
            self._workers.append(self._start())
        return self

    def __exit__(self, *_: object) -> None:
        """End them, whatever they are at."""
        for worker in self._workers:
            self._end(worker)

    def _start(self) -> _Worker[T]:
        ours, theirs = self._context.Pipe()
        others = [worker.pipe for worker in self._workers if not worker.pipe.closed]
        inherited = [*others, ours] if self._forks else []
        process = self._context.Process(
            target=_serve, args=(theirs, self._work, self._limits, inherited), daemon=True
        )
        with _signals_wait():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    @staticmethod
    def _end(worker: _Worker[T]) -> None:
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()

    def map(self, tasks: Iterable[T | Ready[R]]) -> Iterator[R]:
        """The results of ``tasks`` in their order, as soon as each is due."""
        source = enumerate(tasks)
        ended, due, given = False, 0, 0
        while True:
            while due in self._done:
                yield self._done.pop(due)
                due += 1
            for worker in self._workers:
                if not worker.busy and self._again:
                    self._give(worker, *self._again.pop(0))
            while not ended and given - due < _AHEAD * self._count:
                idle = [worker for worker in self._workers if not worker.busy]
                if not idle:
                    break
                following = next(source, None)
                if following is None:
                    ended = True
                    break
                given += 1
                index, task = following
                if isinstance(task, Ready):
                    self._done[index] = task.result
                else:
                    self._give(idle[0], index, task)
            if ended and not self._again and due >= given:
                return
            if due not in self._done:
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
        if not busy:
            return
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
        if self._limits.seconds is None:
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
