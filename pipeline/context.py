"""Context cues: where in an article the words stand that tell status, kind, sums and dates.

All cues of an article are found in one pass over its words; what each word may begin is remembered
from article to article, so the pass costs one dictionary look-up a word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline import schema

_WORD = re.compile(r"\w+(?:[-/’']\w+)*")
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
        self.memory: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}

    def _begun_by(self, word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
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
        words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
        low = text.lower()
        if len(low) != len(text):  # a letter whose lower case is longer would shift offsets
            low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        hits = Hits()
        memory = self.memory
        for index, (start, end) in enumerate(words):
            word = low[start:end]
            begun = memory.get(word)
            if begun is None:
                begun = self._begun_by(word)
            for rest, sense in begun:
                last = end if not rest else _continues(low, words, index + 1, rest)
                if last >= 0:
                    hits.starts.setdefault(sense, []).append(start)
                    hits.ends.setdefault(sense, []).append(last)
        for sense, ends in hits.ends.items():
            if any(a > b for a, b in zip(ends, ends[1:], strict=False)):
                _unnest(hits, sense)
        return hits


def _continues(low: str, words: list[tuple[int, int]], index: int, rest: tuple[str, ...]) -> int:
    """End offset of ``rest`` when it stands at word ``index``, else -1."""
    if index + len(rest) > len(words):
        return -1
    for offset, cue in enumerate(rest):
        start, end = words[index + offset]
        word = low[start:end]
        if not (word.startswith(cue[:-1]) if cue.endswith("*") else word == cue):
            return -1
        gap = low[words[index + offset - 1][1] : start]
        if any(mark in gap for mark in ".;:!?\n"):
            return -1
    return words[index + len(rest) - 1][1]


def _unnest(hits: Hits, sense: str) -> None:
    """Drop cues that end inside an earlier, longer one, so that ends are sorted like starts."""
    starts, ends, furthest = [], [], -1
    for start, end in sorted(zip(hits.starts[sense], hits.ends[sense], strict=True)):
        if end > furthest:
            starts.append(start)
            ends.append(end)
            furthest = end
    hits.starts[sense], hits.ends[sense] = starts, ends
