"""Sentences with the signs of undertakings: which of the slow patterns are worth trying on one.

Most sentences bear no sign and are soon done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, compress, count

from pipeline import obligation_patterns as patterns
from pipeline.numerals import fold


class Sign:
    """Bits for what the words of a sentence may begin (plain numbers: those of enums are slow)."""

    MODAL = 1
    DEAL = 2
    TO = 4
    INCLUDES = 8
    INCLUDE = 16
    DELIVERY = 32
    OPTION = 64
    DUE = 128
    SERVICE = 256
    SHARE = 512
    PAID = 1024


NOMINAL = Sign.INCLUDES | Sign.INCLUDE | Sign.OPTION
CLAUSAL = Sign.DELIVERY | Sign.DUE | Sign.SERVICE | Sign.SHARE
_MEMORY = 100_000  # chunks remembered at most
_LONGEST = 40  # characters of one that is remembered


class _Signs(dict[str, int]):
    """The signs of chunks, folded texts without blanks: news repeats them."""

    def __missing__(self, chunk: str) -> int:
        words = patterns.SPLIT.split(chunk)[1::2]
        signs = (
            (not patterns.MODAL_HEADS.isdisjoint(words)) * Sign.MODAL
            | any(w.startswith(patterns.DEAL_STEMS) for w in words) * Sign.DEAL
            | ("to" in words) * Sign.TO
            | (not patterns.INCLUDE_VERBS.isdisjoint(words)) * Sign.INCLUDES
            | ("include" in chunk) * Sign.INCLUDE
            | (not patterns.DELIVERY_HEADS.isdisjoint(words)) * Sign.DELIVERY
            | ("option" in chunk) * Sign.OPTION
            | (not patterns.PAID_HEADS.isdisjoint(words)) * Sign.PAID
            | ("due" in words) * Sign.DUE
            | (not patterns.SERVICE_HEADS.isdisjoint(words)) * Sign.SERVICE
            | ("%" in chunk or not patterns.SHARE_HEADS.isdisjoint(words)) * Sign.SHARE
        )
        if len(self) < _MEMORY and len(chunk) <= _LONGEST:
            self[chunk] = signs
        return signs


_SIGNS = _Signs()


class SignedSentence:
    """A sentence of a text with its signs and, where these ask for them, its words."""

    __slots__ = ("_parts", "low", "signs", "start", "text", "whole")

    def __init__(self, whole: str, start: int, end: int) -> None:
        """Read the signs of ``whole[start:end]``."""
        self.whole = whole
        self.start = start
        self.text = whole[start:end]
        self.low = fold(self.text)
        self._parts: list[str] | None = None
        self.signs = 0
        for signs in set(map(_SIGNS.__getitem__, self.low.split())):
            self.signs |= signs

    def has(self, signs: int) -> bool:
        """Whether the sentence bears all of ``signs``."""
        return self.signs & signs == signs

    def _matches(
        self, pattern: re.Pattern[str], wanted: Callable[[str], bool]
    ) -> Iterator[re.Match[str]]:
        """Matches of ``pattern`` one after another, tried where a word is ``wanted``."""
        if self._parts is None:
            # gap, word, gap, word, ..., gap
            self._parts = patterns.SPLIT.split(self.low)
        places = [*compress(count(), map(wanted, self._parts[1::2]))]
        if not places:
            return
        edges = [*accumulate(map(len, self._parts))]
        reached = 0
        for place in places:
            start = edges[2 * place]
            match = pattern.match(self.text, start) if start >= reached else None
            if match is not None:
                yield match
                reached = match.end()

    def at(self, pattern: re.Pattern[str], heads: frozenset[str]) -> Iterator[re.Match[str]]:
        """Matches of ``pattern`` that begin with one of the words ``heads``."""
        return self._matches(pattern, heads.__contains__)

    def modals(self) -> Iterable[re.Match[str]]:
        """Matches of ``MODAL``."""
        if not self.has(Sign.MODAL):
            return ()
        return self._matches(patterns.MODAL, patterns.MODAL_HEADS.__contains__)

    def infinitives(self) -> Iterable[re.Match[str]]:
        """Matches of ``DEAL_INFINITIVE``."""
        if not self.has(Sign.DEAL | Sign.TO):
            return ()
        return self._matches(patterns.DEAL_INFINITIVE, _opens_deal)

    def gerunds(self) -> Iterable[re.Match[str]]:
        """Matches of ``DEAL_GERUND``."""
        if not self.has(Sign.DEAL) or " for " not in self.low or "ing " not in self.low:
            return ()
        return self._matches(patterns.DEAL_GERUND, _opens_deal)

    def paid_infinitives(self) -> Iterable[re.Match[str]]:
        """Matches of ``PAID_INFINITIVE``."""
        if not self.has(Sign.PAID | Sign.TO):
            return ()
        return self._matches(patterns.PAID_INFINITIVE, patterns.PAID_HEADS.__contains__)

    def includes(self) -> Iterable[re.Match[str]]:
        """Matches of ``INCLUDES``."""
        if not self.has(Sign.INCLUDES):
            return ()
        return self._matches(patterns.INCLUDES, patterns.INCLUDE_HEADS.__contains__)


def _opens_deal(word: str) -> bool:
    return word.startswith(patterns.DEAL_STEMS)
