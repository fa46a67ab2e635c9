"""Several processes that work on tasks, with the results in the order of the tasks.

A worker that dies (killed, out of memory) costs nothing: it is replaced and its task given to
another one; a task on which two workers died is given up and named. A task that takes longer than
allowed is ended with its worker. ``ProcessPoolExecutor`` loses its queue when a worker is killed
and ``multiprocessing.Pool`` hangs, hence a pool of our own: one pipe a worker, in which a second
task waits while one is worked on, so that no worker waits for the parent.
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
from multiprocessing.reduction import ForkingPickler
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 32  # tasks a worker that may be under way or done before the one that is due
_TRIES = 2
_DIED = "its worker died, twice"  # told where that was the last try
# Bytes of a task that may wait in a pipe: a larger one might fill it, and the parent would then
# wait for a worker that waits for the parent.
_SMALL = 32_000
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


class _Given(NamedTuple, Generic[T]):
    """A task with its number and as it goes through a pipe."""

    number: int
    task: T
    data: memoryview


@dataclass(slots=True, eq=False)
class _Worker(Generic[T]):
    process: BaseProcess
    pipe: Connection
    work: _Given[T] | None = None
    following: _Given[T] | None = None
    since: float = 0.0

    def takes(self, given: _Given[T]) -> bool:
        """Whether it has room for a task: in its hands, or for a small one in its pipe."""
        return self.work is None or (self.following is None and len(given.data) <= _SMALL)

    def finish(self) -> None:
        """Go on to what waits in the pipe."""
        self.work, self.following, self.since = self.following, None, time.monotonic()


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
        self._again: list[_Given[T]] = []

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
        source = iter(tasks)
        due = taken = 0
        ended = False
        while True:
            while due in self._done:
                yield self._done.pop(due)
                due += 1
            self._hand_out()
            while not ended and not self._again and taken - due < _AHEAD * self._count:
                following = next(source, None)
                if following is None:
                    ended = True
                    break
                if isinstance(following, Ready):
                    self._done[taken] = following.result
                else:
                    data = ForkingPickler.dumps(following)
                    self._again.append(_Given(taken, following, data))
                    self._hand_out()
                taken += 1
            if ended and due >= taken:
                return
            if due not in self._done:
                self._collect()

    def _hand_out(self) -> None:
        """Give what waits to workers that have room; to those that have nothing first."""
        while self._again:
            given = self._again[0]
            free = [worker for worker in self._workers if worker.takes(given)]
            if not free:
                return
            del self._again[0]
            self._give(min(free, key=lambda worker: worker.work is not None), given)

    def _give(self, worker: _Worker[T], given: _Given[T]) -> None:
        if worker.work is None:
            worker.work, worker.since = given, time.monotonic()
        else:
            worker.following = given
        try:
            worker.pipe.send_bytes(given.data)
        except OSError:  # it is dead
            self._replace(worker, _DIED)

    def _collect(self) -> None:
        """Wait for a result, a death or a time that is up."""
        busy = [worker for worker in self._workers if worker.work is not None]
        if not busy:
            return
        ready = wait([worker.pipe for worker in busy], timeout=self._patience(busy))
        for worker in busy:
            if worker.pipe in ready:
                try:
                    result = worker.pipe.recv()
                except (EOFError, OSError):
                    self._replace(worker, _DIED)
                    continue
                assert worker.work is not None
                self._done[worker.work.number] = result
                worker.finish()
            elif self._late(worker):
                assert worker.work is not None
                self._tries[worker.work.number] = _TRIES  # it would only be late again
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
        """A new process in place of one that died; its task once more, or given up.

        What only waited in the pipe is given again and not counted against.
        """
        self._end(worker)
        given, following = worker.work, worker.following
        assert given is not None
        self._tries[given.number] = self._tries.get(given.number, 0) + 1
        if self._tries[given.number] >= _TRIES:
            self._done[given.number] = self._lost(given.task, reason)
        else:
            self._again.append(given)
        if following is not None:
            self._again.append(following)
        fresh = self._start()
        worker.process, worker.pipe = fresh.process, fresh.pipe
        worker.work = worker.following = None
