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

from pipeline import schema
from pipeline.numerals import fold

_WORD = re.compile(r"(\w+(?:[-/’']\w+)*)")
# The cues that a word may begin: the words that must follow it, and the sense.
_Begun = tuple[tuple[tuple[str, ...], str], ...]
_MEMORY = 200_000  # words remembered at most, some 30 MB


@dataclass(slots=True)
class Hits:
    """The cues of one text: for each sense the sorted starts and ends of its occurrences."""

    starts: dict[str, list[int]] = field(default_factory=dict)
    ends: dict[str, list[int]] = field(default_factory=dict)

    def has(self, sense: str, start: int, end: int) -> bool:
        """Whether a cue of ``sense`` stands in ``[start, end)``."""
        return self.first(sense, start, end) >= 0

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
        self.memory: dict[str, _Begun] = {}

    def _begun_by(self, word: str) -> _Begun:
        known = self.memory.get(word)
        if known is not None:
            return known
        found = list(self.exact.get(word, ()))
        for length in self.lengths:
            if length > len(word):
                break
            found += self.stems.get(word[:length], ())
        result = tuple(found)
        if len(self.memory) < _MEMORY:
            self.memory[word] = result
        return result

    def find(self, text: str) -> Hits:
        """All cues of ``text``."""
        parts = _WORD.split(fold(text))  # gap, word, gap, word, ..., gap
        words = parts[1::2]
        memory = self.memory
        begun: list[_Begun | None] = [*map(memory.get, words)]
        if None in begun:
            begun = [*map(self._begun_by, words)]
        heads = [*compress(count(), begun)]
        hits = Hits()
        if not heads:
            return hits
        edges = [*accumulate(map(len, parts))]  # word n stands between edges 2n and 2n + 1
        starts, ends = hits.starts, hits.ends
        for index in heads:
            start, end = edges[2 * index], edges[2 * index + 1]
            for rest, sense in begun[index] or ():
                if rest:
                    last = _continues(parts, 2 * index + 1, rest)
                    if last < 0:
                        continue
                    stop = edges[last]
                else:
                    stop = end
                if sense in starts:
                    starts[sense].append(start)
                    ends[sense].append(stop)
                else:
                    starts[sense], ends[sense] = [start], [stop]
        for sense, found in ends.items():
            if any(map(gt, found, islice(found, 1, None))):
                _unnest(hits, sense)
        return hits


def _continues(parts: list[str], place: int, rest: tuple[str, ...]) -> int:
    """The place of the last word of ``rest`` if they follow the word at ``place``, else -1."""
    if place + 2 * len(rest) >= len(parts):
        return -1
    for cue in rest:
        place += 2
        word = parts[place]
        if not (word.startswith(cue[:-1]) if cue[-1] == "*" else word == cue):
            return -1
        gap = parts[place - 1]
        if gap != " " and any(mark in gap for mark in ".;:!?\n"):
            return -1
    return place


def _unnest(hits: Hits, sense: str) -> None:
    """Drop cues that end inside an earlier, longer one, so that ends are sorted like starts."""
    starts, ends, furthest = [], [], -1
    for start, end in sorted(zip(hits.starts[sense], hits.ends[sense], strict=True)):
        if end > furthest:
            starts.append(start)
            ends.append(end)
            furthest = end
    hits.starts[sense], hits.ends[sense] = starts, ends
