"""Mentions of deals gathered into one entry a deal."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from pipeline.linking import SAME, Mention, contradict, copied, keys, points, shingles

_COLUMNS = ["decision", "one", "other"]
_DECISIONS = ("same", "different")


class DecisionError(ValueError):
    """A file of decisions that cannot be used; says file, line and what is wrong there."""


@dataclass(slots=True)
class Decisions:
    """What a person has settled: pairs of mentions that are one deal, and pairs that are not."""

    same: list[tuple[str, str]] = field(default_factory=list)
    different: set[frozenset[str]] = field(default_factory=set)


def read_decisions(path: Path) -> Decisions:
    """Decisions from CSV with ``decision`` (same, different), ``one`` and ``other`` (mention keys).

    Raises ``DecisionError`` where a line does not fit, ``OSError`` where it cannot be read.
    """
    found = Decisions()
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if list(reader.fieldnames or ())[: len(_COLUMNS)] != _COLUMNS:
            raise DecisionError(f"{path}: the columns are not {', '.join(_COLUMNS)}")
        for row in reader:
            decision, one, other = ((row[name] or "").strip() for name in _COLUMNS)
            if decision not in _DECISIONS or not one or not other or one == other:
                raise DecisionError(
                    f"{path}:{reader.line_num}: not 'same' or 'different' and two mentions"
                )
            if decision == "same":
                found.same.append((one, other))
            else:
                found.different.add(frozenset((one, other)))
    return found


def empty_decisions() -> bytes:
    """A file of decisions that decides nothing."""
    return (",".join(_COLUMNS) + "\r\n").encode()


def gather(found: Sequence[Mention], decisions: Decisions) -> list[list[Mention]]:
    """The mentions in groups, one a deal, in the order of their first mentions.

    The surest pairs are joined first, and no group is joined to another while any two of their
    mentions speak against it; decisions go before all points.
    """
    groups = _Groups(found, decisions.different)
    for one, other in decisions.same:
        groups.force(one, other)
    likely = [(pair, value) for pair, value in _compared(found).items() if value >= SAME]
    for (one, other), _ in sorted(likely, key=lambda each: (-each[1], each[0])):
        groups.join(one, other)
    return groups.all()


def _compared(found: Sequence[Mention]) -> dict[tuple[str, str], float]:
    """The points of every two mentions of different articles that share a key."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for position, mention in enumerate(found):
        for key in sorted(keys(mention)):
            blocks[key].append(position)
    pairs: dict[tuple[str, str], float] = {}
    for block in blocks.values():
        for a, b in combinations(block, 2):
            one, other = found[a], found[b]
            if one.record.id != other.record.id and (one.key, other.key) not in pairs:
                pairs[one.key, other.key] = points(one, other)
    return pairs


class _Groups:
    """Groups of mention keys that grow by joining."""

    def __init__(self, found: Sequence[Mention], different: set[frozenset[str]]) -> None:
        self._order = {mention.key: mention for mention in found}
        self._groups = {key: [key] for key in self._order}
        self._different = different

    def force(self, one: str, other: str) -> None:
        """Join as a person decided; mentions that are gone are passed over."""
        if one in self._groups and other in self._groups:
            self._merge(one, other)

    def join(self, one: str, other: str) -> None:
        """Join unless two mentions of the groups are known or held to be different deals."""
        first, second = self._groups[one], self._groups[other]
        if first is not second and not any(self._apart(a, b) for a in first for b in second):
            self._merge(one, other)

    def _apart(self, one: str, other: str) -> bool:
        if frozenset((one, other)) in self._different:
            return True
        return contradict(self._order[one], self._order[other])

    def _merge(self, one: str, other: str) -> None:
        first, second = self._groups[one], self._groups[other]
        if first is not second:
            first.extend(second)
            for key in second:
                self._groups[key] = first

    def all(self) -> list[list[Mention]]:
        """The groups, each in the order in which its mentions were given."""
        place = {key: position for position, key in enumerate(self._order)}
        groups = {id(group): group for group in self._groups.values()}.values()
        ordered = [sorted(group, key=place.__getitem__) for group in groups]
        ordered.sort(key=lambda group: place[group[0]])
        return [[self._order[key] for key in group] for group in ordered]


def copies(group: Iterable[Mention]) -> Mapping[str, str]:
    """The articles of a group that reprint an earlier one of it: their ids and that one's."""
    seen: list[tuple[str, frozenset[tuple[str, ...]]]] = []
    found: dict[str, str] = {}
    for mention in sorted(group, key=lambda each: (each.day, each.key)):
        record = mention.record
        if record.id in found or any(record.id == each for each, _ in seen) or not record.text:
            continue
        runs = shingles(record.text)
        first = next((each for each, other in seen if copied(runs, other)), None)
        if first is None:
            seen.append((record.id, runs))
        else:
            found[record.id] = first
    return found
