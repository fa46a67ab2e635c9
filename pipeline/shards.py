"""Tasks cut into shards, and the work on one shard, wherever it is done.

A shard's outcomes go into a part file under a temporary name that is then changed to the shard's,
so that a shard that is worked on twice, or is cut off and tried again, does no harm. Nothing here
knows what hands the shards out.
"""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from pipeline.containers import Document
from pipeline.documents import Options
from pipeline.fingerprint import fingerprint
from pipeline.outcomes import Outcome
from pipeline.sources import Failure, Task
from pipeline.workers import Ready

Piece = Task | Ready[Outcome]
Work = Callable[[Task], Outcome]

_TASKS = 200  # of a shard, at most ...
_BYTES = 8 * 2**20  # ... and what its documents may hold together
# One shard at a time in a process that has several threads: the vocabulary is shared.
_TURN = threading.Lock()


class Program(NamedTuple):
    """The program that made the tasks: the folder of own rules, how it reads, and its digest."""

    patterns: Path | None
    options: Options
    digest: bytes


class _Line(msgspec.Struct, array_like=True):
    """An outcome as it stands in a part file.

    ``failure`` has what follows the file's name, the place and the reason, as bytes, since names in
    them may be no UTF-8.
    """

    key: bytes
    payload: bytes
    failure: tuple[bytes, bytes, bytes] | None


_LINES = msgspec.msgpack.Decoder(list[_Line])


class OtherProgramError(RuntimeError):
    """A process that has another version of the program, of its rules or of a library."""


# --- shards --------------------------------------------------------------------------------------


def cut(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces in their order, so many together that handing them out costs little."""
    shard: list[Piece] = []
    held = 0
    for piece in pieces:
        shard.append(piece)
        held += _size(piece)
        if len(shard) >= _TASKS or held >= _BYTES:
            yield shard
            shard, held = [], 0
    if shard:
        yield shard


def _size(piece: Piece) -> int:
    member = piece.member if isinstance(piece, Task) else None
    if isinstance(member, Document):
        return len(member.data)
    return sum(len(str(value)) for value in member.fields.values()) if member else 0


def absolute(task: Task) -> Task:
    """The task for a process that may have another working directory."""
    return Task(Path.cwd() / task.path, Path.cwd() / task.root, task.member)


def work_shard(tasks: Sequence[Task], work: Work, part: Path, program: Program) -> int:
    """Work on the tasks of one shard and write their outcomes to ``part``; their number.

    Raises ``OtherProgramError`` where this process would read the tasks in another way than the one
    that made them, ``OSError`` where the part cannot be written.
    """
    if _digest(program.patterns, program.options) != program.digest:
        raise OtherProgramError(
            "a worker has another version of the program, its rules or libraries"
        )
    with _TURN:
        lines = [_line(task, work(task)) for task in tasks]
    handle, temporary = tempfile.mkstemp(prefix=f".{part.name}.", suffix=".tmp", dir=part.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(msgspec.msgpack.encode(lines))
        Path(temporary).replace(part)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return len(lines)


@lru_cache(maxsize=4)
def _digest(patterns: Path | None, options: Options) -> bytes:
    return fingerprint(patterns, options).digest


def read_part(part: Path, tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes in ``part`` of ``tasks``, which ``absolute`` may have changed for the work.

    Raises ``OSError`` where it cannot be read, ``ValueError`` where it is no part of these tasks.
    """
    try:
        lines = _LINES.decode(part.read_bytes())
    except msgspec.MsgspecError as error:
        raise ValueError(f"{part}: {error}") from error
    if len(lines) != len(tasks):
        raise ValueError(f"{part}: {len(lines)} outcomes of {len(tasks)} articles")
    return [_outcome(line, task) for line, task in zip(lines, tasks, strict=True)]


def _line(task: Task, outcome: Outcome) -> _Line:
    if outcome.failure is None:
        return _Line(outcome.key, outcome.payload, None)
    told = outcome.failure
    texts = (told.source.removeprefix(str(task.path)), told.place, told.reason)
    mark, place, reason = (each.encode("utf-8", "surrogatepass") for each in texts)
    return _Line(outcome.key, outcome.payload, (mark, place, reason))


def _outcome(line: _Line, task: Task) -> Outcome:
    if line.failure is None:
        return Outcome(line.key, line.payload)
    mark, place, reason = (each.decode("utf-8", "surrogatepass") for each in line.failure)
    return Outcome(line.key, line.payload, Failure(str(task.path) + mark, place, reason))
