"""Context cues: where in an article the words stand that tell status, kind, sums and dates.

All cues of an article are found in one pass over its words; what each word may begin is remembered
from article to article, so the pass costs one dictionary look-up a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate, compress, count, islice
from operator import gt
from typing import NamedTuple

from pipeline import schema
from pipeline.numerals import fold

_WORD = re.compile(r"(\w+(?:[-/’']\w+)*)")
# A cue of several words as its first word knows it: its place among the cues that this word may
# begin, the words that must follow, and the sense.
_Phrase = tuple[int, tuple[str, ...], str]
_MEMORY = 200_000  # words remembered at most, some 30 MB
_PLANNED = "status.planned"
_NAMES = ("May", "Future")  # cues of a plan that are a month or part of a name with a capital


class _Begun(NamedTuple):
    """The cues that a word may begin.

    Most words begin phrases that hardly ever follow ("will be able to"), so these lie by their
    second word: ``following``, or ``stems`` where that is a stem. ``alone`` are cues of one word.
    """

    alone: tuple[_Phrase, ...]
    following: dict[str, tuple[_Phrase, ...]]
    stems: tuple[_Phrase, ...]

    def at(self, parts: list[str], place: int) -> tuple[_Phrase, ...]:
        """The cues that the word ``parts[place]`` begins there, in the order of the rules."""
        word = parts[place + 2]
        likely = [p for p in self.stems if word.startswith(p[1][0][:-1])]
        likely += self.following.get(word, ())
        found = [p for p in likely if _continues(parts, place, p[1])]
        return tuple(sorted([*self.alone, *found])) if found else self.alone


@dataclass(slots=True)
class Hits:
    """The cues of one text: for each sense the sorted starts and ends of its occurrences."""

    starts: dict[str, list[int]] = field(default_factory=dict)
    ends: dict[str, list[int]] = field(default_factory=dict)

    def has(self, sense: str, start: int, end: int) -> bool:
        """Whether a cue of ``sense`` stands in ``[start, end)``."""
        starts = self.starts.get(sense)
        if starts is None:
            return False
        index = bisect_left(starts, start)
        return index < len(starts) and self.ends[sense][index] <= end

    def first(self, sense: str, start: int, end: int) -> int:
        """Start of the first cue of ``sense`` in ``[start, end)``, or -1."""
        starts = self.starts.get(sense)
        if starts is None:
            return -1
        index = bisect_left(starts, start)
        if index < len(starts) and self.ends[sense][index] <= end:
            return starts[index]
        return -1

    def last(self, sense: str, start: int, end: int) -> int:
        """End of the last cue of ``sense`` in ``[start, end)``, or -1."""
        ends = self.ends.get(sense)
        if ends is None:
            return -1
        index = bisect_right(ends, end) - 1
        if index >= 0 and self.starts[sense][index] >= start:
            return ends[index]
        return -1

    def count(self, sense: str) -> int:
        """How often ``sense`` is cued in the text."""
        return len(self.starts.get(sense, ()))


class Cues:
    """Cue words by their first word; a ``*`` at the end of a word stands for its endings."""

    def __init__(self, records: Iterable[schema.Cue]) -> None:
        """Compile rule records; the words of records with the same sense are joined."""
        self.exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for record in records:
            for phrase in record.words:
                first, *rest = phrase.lower().split()
                table = self.stems if first.endswith("*") else self.exact
                table.setdefault(first.rstrip("*"), []).append((tuple(rest), record.sense))
        self.lengths = sorted({len(s) for s in self.stems})
        self.memory: dict[str, _Begun | None] = {}

    def _begun_by(self, word: str) -> _Begun | None:
        if word in self.memory:
            return self.memory[word]
        found = list(self.exact.get(word, ()))
        for length in self.lengths:
            if length > len(word):
                break
            found += self.stems.get(word[:length], ())
        result = _begun(found) if found else None
        if len(self.memory) < _MEMORY:
            self.memory[word] = result
        return result

    def find(self, text: str) -> Hits:
        """All cues of ``text``."""
        parts = _WORD.split(fold(text))  # gap, word, gap, word, ..., gap
        words = parts[1::2]
        try:
            begun = [*map(self.memory.__getitem__, words)]
        except KeyError:
            begun = [*map(self._begun_by, words)]
        heads = [*compress(count(), begun)]
        hits = Hits()
        if not heads:
            return hits
        last = len(parts) - 2
        edges = [*accumulate(map(len, parts))]  # parts[n] stands between edges n - 1 and n
        starts, ends = hits.starts, hits.ends
        for index in heads:
            cues = begun[index]
            assert cues is not None
            place = 2 * index + 1
            start, told = edges[place - 1], cues.alone
            if place < last and (cues.stems or parts[place + 2] in cues.following):
                told = cues.at(parts, place)
            for _, rest, sense in told:
                stop = edges[place + 2 * len(rest)]
                if sense in starts:
                    starts[sense].append(start)
                    ends[sense].append(stop)
                else:
                    starts[sense], ends[sense] = [start], [stop]
        if _PLANNED in starts:
            _drop_names(hits, text)
        for sense, found in ends.items():
            if any(map(gt, found, islice(found, 1, None))):
                _unnest(hits, sense)
        return hits


def _begun(cues: list[tuple[tuple[str, ...], str]]) -> _Begun:
    """``cues``, the words that follow a first word and their sense, by the second word."""
    alone: list[_Phrase] = []
    following: dict[str, list[_Phrase]] = {}
    stems: list[_Phrase] = []
    for rank, (rest, sense) in enumerate(cues):
        if not rest:
            alone.append((rank, rest, sense))
        elif rest[0][-1] == "*":
            stems.append((rank, rest, sense))
        else:
            following.setdefault(rest[0], []).append((rank, rest, sense))
    return _Begun(tuple(alone), {w: tuple(p) for w, p in following.items()}, tuple(stems))


def _continues(parts: list[str], place: int, rest: tuple[str, ...]) -> bool:
    """Whether the words of ``rest`` follow the word at ``place`` within its sentence."""
    if place + 2 * len(rest) >= len(parts):
        return False
    for cue in rest:
        place += 2
        word = parts[place]
        if not (word.startswith(cue[:-1]) if cue[-1] == "*" else word == cue):
            return False
        gap = parts[place - 1]
        if gap != " " and any(mark in gap for mark in ".;:!?\n"):
            return False
    return True


def _drop_names(hits: Hits, text: str) -> None:
    """Leave out the cues of a plan that are names: ``In May it ordered``, ``Future Tank``."""
    starts, ends = hits.starts[_PLANNED], hits.ends[_PLANNED]
    kept = [k for k, start in enumerate(starts) if not text.startswith(_NAMES, start)]
    if len(kept) < len(starts):
        hits.starts[_PLANNED] = [starts[k] for k in kept]
        hits.ends[_PLANNED] = [ends[k] for k in kept]


def _unnest(hits: Hits, sense: str) -> None:
    """Drop cues that end inside an earlier, longer one, so that ends are sorted like starts."""
    starts, ends, furthest = [], [], -1
    for start, end in sorted(zip(hits.starts[sense], hits.ends[sense], strict=True)):
        if end > furthest:
            starts.append(start)
            ends.append(end)
            furthest = end
    hits.starts[sense], hits.ends[sense] = starts, ends
