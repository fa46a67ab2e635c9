"""``run.json``: what a run read, with what, what came of it, and the files that it wrote.

It is written last and at once. It is the only file of a run that tells times, so that the others
are the same bytes whenever they are made.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from pipeline.export import replacing, write_file
from pipeline.sources import Failure, printable

NAME = "run.json"
VERSION = 1
State = Literal["complete", "interrupted", "writing"]
_IN_MEMORY = 2**20  # bytes of failures before they go to disk


class FailureLog:
    """Any number of failures, on disk beyond a few; used as a context manager."""

    def __init__(self) -> None:
        self._lines = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115

    def __enter__(self) -> FailureLog:
        """Begin with none."""
        return self

    def __exit__(self, *_: object) -> None:
        """Forget them."""
        self._lines.close()

    def add(self, failure: Failure) -> None:
        """Note one."""
        cells = (failure.source, failure.place, failure.reason)
        self._lines.write(msgspec.json.encode([printable(cell) for cell in cells]) + b"\n")

    def __iter__(self) -> Iterator[Failure]:
        """All of them, in their order."""
        self._lines.seek(0)
        for line in self._lines:
            yield Failure(*msgspec.json.decode(line, type=tuple[str, str, str]))


def state(out: Path) -> State | None:
    """What the manifest in a folder says of its files; ``None`` where there is none to read."""
    try:
        found: State = json.loads((out / NAME).read_bytes())["state"]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return found


def holds_complete(out: Path, names: Iterable[str]) -> bool:
    """Whether a folder has an output to be kept: files that a manifest calls complete, or files
    of a run that wrote no manifest."""
    told = state(out)
    if told is None:
        return any((out / name).exists() for name in names)
    return told == "complete"


def mark_writing(out: Path) -> None:
    """Say that files are being replaced, for whoever finds them after a kill in between."""
    content = {"manifest": VERSION, "state": "writing"}
    write_file(out / NAME, json.dumps(content, indent=1).encode() + b"\n")


def describe(paths: Sequence[Path]) -> list[dict[str, str | int]]:
    """Name, size and SHA-256 of every file."""
    found: list[dict[str, str | int]] = []
    for path in paths:
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        found.append({"file": path.name, "bytes": path.stat().st_size, "sha256": sha256})
    return found


def write(out: Path, state: State, content: Mapping[str, Any], failures: Iterable[Failure]) -> Path:
    """Write the manifest, its list of failures last and one at a time; raises ``OSError``."""
    head = json.dumps({"manifest": VERSION, "state": state, **content}, indent=1)
    with replacing(out / NAME) as stream:
        stream.write(head.removesuffix("\n}").encode() + b',\n "failures": [')
        for number, failure in enumerate(failures):
            told = {"file": failure.source, "place": failure.place, "reason": failure.reason}
            stream.write((b",\n  " if number else b"\n  ") + json.dumps(told).encode())
        stream.write(b"\n ]\n}\n")
    return out / NAME
