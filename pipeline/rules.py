"""Load and validate the rule data in ``patterns/``.

Every file is JSON Lines: one record a line, each with a unique ``id``. Unknown keys, wrong types,
broken JSON and duplicate ids are errors that name the file and the line. A user's own folder
is merged over the bundled one: a record with the same ``id`` replaces the bundled record, any
other is added.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class RuleError(ValueError):
    """A rule file that does not fit; ``str(error)`` is ``file:line: what is wrong``."""


@dataclass(frozen=True, slots=True)
class Source:
    """One rule file as read: its name for messages and its bytes."""

    name: str
    data: bytes


def bundled(name: str) -> Source:
    """The bundled rule file ``patterns/NAME``; raises ``FileNotFoundError``."""
    return Source(f"patterns/{name}", resources.files("patterns").joinpath(name).read_bytes())


def _lines(source: Source) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(source.data.splitlines(), 1):
        if line.strip():
            yield number, line


def decode(source: Source, kind: type[T]) -> dict[str, T]:
    """Records of one file by id, in file order; raises ``RuleError``."""
    decoder = msgspec.json.Decoder(kind)
    found: dict[str, T] = {}
    for number, line in _lines(source):
        place = f"{source.name}:{number}"
        try:
            record = decoder.decode(line)
        except msgspec.MsgspecError as error:
            raise RuleError(f"{place}: {error}") from error
        key = str(getattr(record, "id", ""))
        if not key:
            raise RuleError(f"{place}: record without an id")
        if key in found:
            raise RuleError(f"{place}: duplicate id {key!r}")
        found[key] = record
    return found


def load_jsonl(name: str, kind: type[T], user_dir: Path | None = None) -> list[T]:
    """Records of ``patterns/NAME``, with those of ``user_dir/NAME`` merged over them.

    ``kind`` is a ``msgspec.Struct`` type with an ``id``. Raises ``RuleError`` naming file and line.
    """
    records: dict[str, Any] = decode(bundled(name), kind)
    if user_dir is not None and (user_dir / name).is_file():
        path = user_dir / name
        records.update(decode(Source(str(path), path.read_bytes()), kind))
    return list(records.values())
