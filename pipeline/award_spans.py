"""Where an article has award announcements: cut paragraphs joined, run-together ones split."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.award_text import (
    ACTIVITY,
    ACTIVITY_IS,
    AWARDED,
    Head,
    looks_like_award,
    read_head,
)
from pipeline.drafts import Sentence
from pipeline.lexicon import Lexicon

_SPLIT_OFF = re.compile(r"[a-z0-9$(]")
_MOST_BLOCKS = 3


@dataclass(slots=True)
class Announcement:
    """One announcement: its head, its bounds and its sentences.

    ``called`` are those that tell of a first order placed together with it.
    """

    head: Head
    start: int
    end: int
    sentences: list[Sentence] = field(default_factory=list)
    called: list[Sentence] = field(default_factory=list)

    @property
    def bounds(self) -> list[tuple[int, int]]:
        """Offsets of the sentences."""
        return [s.bounds for s in self.sentences]


class AnnouncementFinder:
    """Finds the announcements of one article."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.text = text

    def find(self, sentences: list[Sentence]) -> list[Announcement]:
        """The announcements, in order."""
        paragraphs = _paragraphs(sentences)
        spans: list[Announcement] = []
        index = 0
        while index < len(paragraphs):
            last = self._joined(paragraphs, index)
            lines = [s for p in paragraphs[index : last + 1] for s in p]
            told = self._in_paragraph(lines)
            spans += told
            index = last + 1 if told else index + 1
        return spans

    def _joined(self, paragraphs: list[list[Sentence]], index: int) -> int:
        """Index of the last paragraph that the one at ``index``, cut by a line break, runs to."""
        last = index
        while last + 1 < len(paragraphs) and last - index < _MOST_BLOCKS:
            start, end = paragraphs[index][0].start, paragraphs[last][-1].end
            told = [m.end() for m in AWARDED.finditer(self.text, start, end)]
            if not told or ACTIVITY.search(self.text, told[-1], end):
                break
            nearby = paragraphs[last + 1]
            low, high = nearby[0].start, nearby[-1].end
            if AWARDED.search(self.text, low, high):
                break
            goes_on = _SPLIT_OFF.match(self.text, low) or self.text[end - 1 : end] not in '.)”"'
            if not goes_on and not ACTIVITY.search(self.text, low, high):
                break
            last += 1
        return last

    def _in_paragraph(self, lines: list[Sentence]) -> list[Announcement]:
        """The announcements of one paragraph; a later one needs a firm with its place."""
        spans: list[Announcement] = []
        end = lines[-1].end
        if not looks_like_award(self.text, lines[0].start, end):
            return spans
        for line in lines:
            first = line is lines[0]
            head = None
            if first or (line.start >= spans[0].head.told if spans else False):
                head = self._head(line, lines, first)
            if head is not None:
                if spans:
                    spans[-1].end = line.start
                spans.append(Announcement(head, line.start, end))
            if not spans:
                return []
            if line.end > spans[-1].start:
                spans[-1].sentences.append(line)
        return spans

    def _head(self, line: Sentence, lines: list[Sentence], first: bool) -> Head | None:
        stop = lines[-1].end if first else line.end
        head = read_head(self.text, line.start, stop, self._place, self.lexicon.legal)
        if head is None or (not first and all(a.country is None for a in head.awardees)):
            return None
        told = first or looks_like_award(self.text, line.start, lines[-1].end)
        return head if told and self._is_sure(head, lines[-1].end) else None

    def _is_sure(self, head: Head, end: int) -> bool:
        """Whether firms have places behind them, or the end names a contracting activity."""
        if any(a.country for a in head.awardees):
            return True
        return (
            ACTIVITY.search(self.text, head.told, end) is not None
            or ACTIVITY_IS.search(self.text, head.told, end) is not None
        )

    def _place(self, name: str) -> str | None:
        """The country of a place; in this list Georgia is the state."""
        if name == "Georgia":
            return "USA"
        for entry in self.lexicon.terms.get(name.lower(), ()):
            if entry.label in ("place", "country", "capital") and name[0].isupper():
                return getattr(entry.record, "code", None)
        return None


def _paragraphs(sentences: list[Sentence]) -> list[list[Sentence]]:
    """Sentences by block; rows of tables and titles belong to none."""
    found: list[list[Sentence]] = []
    block = -1
    for sentence in sentences:
        if sentence.block_kind in ("table_row", "title"):
            continue
        if sentence.block == block:
            found[-1].append(sentence)
        else:
            found.append([sentence])
            block = sentence.block
    return found
