"""Shards of tasks worked on by a Dask cluster: an existing one, or local processes.

Workers die, and Dask gives their shards to others; a shard on which several died is handed out
again article by article, so that only the one that kills is given up. Needs ``distributed`` (extra
``dask``).
"""

from __future__ import annotations

import logging
import shutil
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from distributed import Client, Future, KilledWorker, LocalCluster

from pipeline.outcomes import Outcome, lost
from pipeline.shards import (
    OtherProgramError,
    Piece,
    Program,
    Work,
    absolute,
    cut,
    read_part,
    work_shard,
)
from pipeline.sources import Task
from pipeline.workers import Ready

FOLDER = Path(".dealfacts") / "parts"
_AHEAD = 4  # shards for each thread of the cluster that may be under way or wait to be due
_TRIES = 2  # of an article alone, each of which Dask tries several times
_PATIENCE = 60.0  # seconds for a cluster without workers to get one


class ClusterError(OSError):
    """A cluster that cannot be reached or used; says why."""


class _Given(NamedTuple):
    """A shard that was handed out: its pieces, its tasks, its part file, and Dask's promise."""

    pieces: Sequence[Piece]
    tasks: list[Task]
    part: Path
    future: Future


@dataclass(frozen=True, slots=True)
class Cluster:
    """Called with pieces of work and what to do with a task, it gives the outcomes in their order.

    ``out``: the folder below which the part files lie, on a disk that all workers share.
    ``address``: of a scheduler; without it ``workers`` local processes are started.
    """

    out: Path
    program: Program
    address: str | None = None
    workers: int = 1

    def __call__(self, pieces: Iterable[Piece], work: Work) -> Iterator[Outcome]:
        """The outcomes of ``pieces``; raises ``ClusterError``."""
        folder = self.out.resolve() / FOLDER
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        with ExitStack() as stack:
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            client = stack.enter_context(self._client())
            stack.enter_context(_told())
            yield from _Hands(client, work, folder, self.program).outcomes(pieces)

    @contextmanager
    def _client(self) -> Iterator[Client]:
        """A client of the cluster that has a worker at least."""
        with ExitStack() as stack:
            try:
                target = self.address or stack.enter_context(self._local())
                client = stack.enter_context(Client(target, set_as_default=False))
                client.wait_for_workers(1, timeout=_PATIENCE)
            except (OSError, ValueError, TimeoutError) as error:
                raise ClusterError(f"no cluster at {self.address or 'hand'}: {error}") from error
            yield client

    def _local(self) -> LocalCluster:
        return LocalCluster(
            n_workers=self.workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",  # a page on the machine itself
            memory_limit=0,  # nothing is kept in the workers
            silence_logs=logging.CRITICAL,
        )


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong in the cluster, as ``ClusterError``."""
    try:
        yield
    except (OtherProgramError, ValueError) as error:
        raise ClusterError(str(error)) from error


class _Hands:
    """Hands shards out and takes their parts in order."""

    def __init__(self, client: Client, work: Work, folder: Path, program: Program) -> None:
        self._client = client
        self._work = work
        self._folder = folder
        self._program = program
        self._count = 0

    def outcomes(self, pieces: Iterable[Piece]) -> Iterator[Outcome]:
        """The outcomes of ``pieces``, in their order."""
        given: deque[_Given] = deque()
        for shard in cut(pieces):
            given.append(self._give(shard))
            while len(given) > self._ahead() or (given and given[0].future.done()):
                yield from self._take(given.popleft())
        while given:
            yield from self._take(given.popleft())

    def _ahead(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return _AHEAD * max(1, threads)

    def _give(self, pieces: Sequence[Piece]) -> _Given:
        tasks = [piece for piece in pieces if isinstance(piece, Task)]
        part = self._folder / f"{self._count:09}.part"
        self._count += 1
        future = self._client.submit(
            work_shard, list(map(absolute, tasks)), self._work, part, self._program, pure=False
        )
        return _Given(pieces, tasks, part, future)

    def _take(self, given: _Given) -> Iterator[Outcome]:
        """The outcomes of one shard, with those that took no work in their places."""
        worked = iter(self._finished(given))
        for piece in given.pieces:
            yield piece.result if isinstance(piece, Ready) else next(worked)

    def _finished(self, given: _Given, tries: int = _TRIES) -> list[Outcome]:
        try:
            given.future.result()
        except KilledWorker:
            # Dask blames all that waits at a worker that dies: one at a time, and more than once.
            if len(given.tasks) > 1:
                return [self._finished(self._give([task]))[0] for task in given.tasks]
            if tries > 1:
                return self._finished(self._give(given.tasks), tries - 1)
            return [lost(given.tasks[0], "its worker died, several times")]
        found = read_part(given.part, given.tasks)
        given.part.unlink()
        return found
