"""The quality ratchet: floors that scores may not fall below, and the facts that were found.

``floors.json`` holds the least precision, recall and F1 of every aspect for each gold folder;
``facts.json`` beside it the facts found and the wrong ones, a line a fact, so that a change shows
what it gained and what it lost.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.evaluate import Fact, Report, differences

Floors = dict[str, float]


class FloorError(ValueError):
    """A floors file that cannot be read, or an update that would lower a floor."""


def _down(share: float) -> float:
    """Rounded down at three decimals; the small term keeps 0.57 from becoming 0.569."""
    return math.floor(share * 1000 + 1e-9) / 1000


def measured(report: Report) -> Floors:
    """Every share of the report that a floor can hold, by name."""
    found: Floors = {}
    for name, tally in report.table().items():
        found[f"{name}.precision"] = _down(tally.precision)
        found[f"{name}.recall"] = _down(tally.recall)
        found[f"{name}.f1"] = _down(tally.f1)
    for name, share in (("kind", report.kind_accuracy), ("status", report.status_accuracy)):
        if share is not None:
            found[f"{name}.accuracy"] = _down(share)
    if report.negatives:
        found["negatives.clean"] = _down(report.negatives_clean / report.negatives)
    return found


def below(report: Report, floors: Floors) -> list[str]:
    """The floors that the report misses, one line each."""
    now = measured(report)
    return [
        f"{name} {now.get(name, 0.0):.3f} is below its floor {floor:.3f}"
        for name, floor in sorted(floors.items())
        if now.get(name, 0.0) < floor
    ]


def default_path(gold: Path) -> Path:
    """The floors file beside a gold folder."""
    return gold.resolve().parent / "floors.json"


def facts_path(floors: Path) -> Path:
    """The list of facts that belongs to a floors file."""
    return floors.with_name("facts.json")


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise FloorError(f"{path}: not JSON: {error}") from error
    if not isinstance(found, dict):
        raise FloorError(f"{path}: not a JSON object")
    return found


def load(path: Path, folder: str) -> Floors:
    """The floors of one gold folder (by its name), empty where there are none yet.

    Raises ``FloorError`` for a file that does not fit.
    """
    entry = _read(path).get(folder, {})
    if not isinstance(entry, dict) or not all(
        isinstance(floor, int | float) for floor in entry.values()
    ):
        raise FloorError(f"{path}: {folder!r} is not a table of numbers")
    return {name: float(floor) for name, floor in entry.items()}


@dataclass(frozen=True, slots=True)
class Change:
    """Facts against those of the stored list."""

    gained: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    newly_wrong: list[str] = field(default_factory=list)
    no_longer_wrong: list[str] = field(default_factory=list)


def _lines(facts: list[Fact]) -> list[str]:
    return [f"{fact.article}: {fact.field}: {fact.text}" for fact in facts]


def change(path: Path, folder: str, report: Report) -> Change | None:
    """What the report gained and lost; ``None`` where no list is stored. Raises ``FloorError``."""
    stored = _read(path).get(folder)
    if stored is None:
        return None
    if not isinstance(stored, dict):
        raise FloorError(f"{path}: {folder!r} is not a table")
    gained, lost = differences(stored.get("found", []), _lines(report.of("found")))
    wrong, right = differences(stored.get("extra", []), _lines(report.of("extra")))
    return Change(gained, lost, wrong, right)


def _write(path: Path, data: dict[str, Any]) -> None:
    text = json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def update(path: Path, folder: str, report: Report, *, allow_lower: bool = False) -> None:
    """Set the floors of one gold folder to what the report reaches, and store its facts.

    Raises ``FloorError`` naming every floor that would fall, unless ``allow_lower``; nothing is
    written then.
    """
    lowered = below(report, load(path, folder))
    if lowered and not allow_lower:
        raise FloorError("\n".join(lowered))
    _write(path, _read(path) | {folder: measured(report)})
    facts = facts_path(path)
    lists = {"found": _lines(report.of("found")), "extra": _lines(report.of("extra"))}
    _write(facts, _read(facts) | {folder: lists})
