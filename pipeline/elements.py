"""Sentences as elements: spans, counts, words and signs in text order.

The first stage of the cascade. An ``Elem`` is one span that has been found, or one word between
spans; the later stages join elements into names, parties and items.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from pipeline import schema
from pipeline.entities import Ent
from pipeline.grammar import (
    BEFORE_MODIFIER,
    BEFORE_VERB,
    NOT_NAMES,
    PARTICIPLE_ADVERBS,
    STOP,
    TITLES,
)
from pipeline.numerals import NUMBER_WORDS, fold
from pipeline.parties import Org
from pipeline.quantities import Quantity, find_quantities
from pipeline.records import Category

_TOKEN = re.compile(
    r"['’]s\b|\d[\d,]*\d(?:-\w+)?|[^\W_](?:[\w&/.+-]*\w)?(?:['’](?!s\b)\w+)*|[^\w\s]|_"
)
# Every count begins in a token that has one of these.
_COUNTING = re.compile(
    r"(?:^|(?<=[-/xX'’]))[1-9]|(?<![^\W\d_])(?:{})(?![a-z])".format(
        "|".join(sorted({*NUMBER_WORDS, "pair", "single", "couple"}))
    )
)
_TELLING = frozenset({"trigger", "money", "date", "contract", "rolecue"})
# Spans whose digits count nothing.
_NUMBERED = frozenset({"money", "date", "system", "designation", "contract"})
ITEM_KINDS = frozenset({"system", "designation", "equip"})
_NAME_KINDS = frozenset({"country", "company", "org", "body", "name", "bodyword", "capital"})
_OPENING_GOODS = frozenset("a an the its their another more".split())
_BEFORE_GOODS = frozenset("for with from to on by including".split())
_PREFIXES = frozenset({"ex", "non", "anti", "pro"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_MEMORY = 100_000  # words remembered at most

R = TypeVar("R", bound=schema.Record)


@dataclass(slots=True, eq=False)
class Item:
    """An item group: what is bought, with the quantity that stands before it.

    ``maker`` is the country whose goods these are, by rule or by the word ``origin`` before them.
    ``bare`` goods are told by a designation alone, with no word of any kind behind it. ``head`` is
    the last type word, ``head_rule`` the rule that lists it. ``partial``: the count is that of a
    slice, ``the first six jets``. ``made_in``: the adjective of ``Turkish-made drones``.
    """

    start: int
    end: int
    name: str
    head: str
    category: Category
    head_rule: str = ""
    quantity: int | None = None
    qualifier: str = "exact"
    partial: bool = False
    designated: bool = False
    bare: bool = False
    generic: bool = False
    service: bool = False
    definite: bool = False
    maker: str | None = None
    origin: Elem | None = None
    made_in: Elem | None = None
    rule: str = ""


@dataclass(slots=True, eq=False)
class Elem:
    """One group or word of a sentence."""

    kind: str
    start: int
    end: int
    text: str
    low: str
    ent: Ent | None = None
    org: Org | None = None
    item: Item | None = None
    country: str | None = None
    possessive: bool = False
    definite: bool = False

    @property
    def count(self) -> int | None:
        """How many a quantity tells; ``None`` for any other element."""
        value = self.ent.value if self.kind == "quantity" and self.ent is not None else None
        return value.value if isinstance(value, Quantity) else None


class Word(NamedTuple):
    """One token of a chunk, and what its letters tell: ``counts`` if a count may begin in it."""

    offset: int
    end: int
    surface: str
    low: str
    kind: str
    counts: bool


class _Chunks(dict[str, tuple[Word, ...]]):
    """The tokens of texts without blanks: news repeats itself, so most are split once only."""

    def __missing__(self, chunk: str) -> tuple[Word, ...]:
        words = tuple(_word(match) for match in _TOKEN.finditer(chunk))
        if len(self) < _MEMORY:
            self[chunk] = words
        return words


def _word(match: re.Match[str]) -> Word:
    surface = match.group()
    kind = "word" if surface[0].isalnum() else "punct"
    if surface in _POSSESSIVES:
        kind = "possessive"
    counts = _COUNTING.search(fold(surface)) is not None
    return Word(match.start(), match.end(), surface, surface.lower(), kind, counts)


_CHUNKS = _Chunks()


def is_name_word(elem: Elem) -> bool:
    """Whether an element is a capitalised word that may be a name or a part of one."""
    if elem.kind != "word" or not elem.text[0].isupper():
        return False
    low = elem.low
    return low not in STOP and low not in NOT_NAMES and low not in TITLES


def is_firm(elem: Elem) -> bool:
    """Whether an element is a party and no public body."""
    return elem.kind == "party" and elem.org is not None and not elem.org.is_public


def record_of(elem: Elem, kind: type[R]) -> R | None:
    """The first rule record of type ``kind`` behind an element."""
    if elem.ent is not None:
        for entry in elem.ent.entries:
            if isinstance(entry.record, kind):
                return entry.record
    return None


class Reader:
    """Reads the sentences of one article, given its spans in text order, as elements."""

    def __init__(self, text: str, ents: Sequence[Ent]) -> None:
        self.text = text
        self.ents = ents
        self._starts = [e.start for e in ents]
        self._telling = [e.start for e in ents if e.label in _TELLING]

    def tells(self, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` has a span that can tell of a deal."""
        return bisect_left(self._telling, start) < bisect_left(self._telling, end)

    def read(self, start: int, end: int) -> list[Elem]:
        """The elements of ``text[start:end]``."""
        ents = self.ents[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        ents = [e for e in ents if e.end <= end]
        marks = [e for e in ents if e.label != "trigger" or not self._in_compound(e)]
        elems, counts = self._elements(start, end, marks)
        if counts:
            quantities = self._quantities(start, end, ents)
            if not all(_put(elems, q) for q in quantities):
                marks = sorted([*marks, *quantities], key=_start)
                elems, _ = self._elements(start, end, marks)
        _settle(elems)
        return elems

    def _quantities(self, start: int, end: int, ents: Sequence[Ent]) -> list[Ent]:
        """Counts that share no character with ``ents``."""
        taken = [(e.start - start, e.end - start) for e in ents if e.label in _NUMBERED]
        found = find_quantities(self.text[start:end], taken)
        if not found:
            return []
        covered = bytearray(end - start)
        for ent in ents:
            covered[ent.start - start : ent.end - start] = b"\1" * (ent.end - ent.start)
        quantities: list[Ent] = []
        for quantity in found:
            if 1 not in covered[quantity.start : quantity.end]:
                first, last = start + quantity.start, start + quantity.end
                quantities.append(
                    Ent(first, last, "quantity", self.text[first:last], value=quantity)
                )
        return quantities

    def _in_compound(self, ent: Ent) -> bool:
        """Whether a span is a part of a hyphenated word (``cutting-edge``)."""
        text, first, last = self.text, ent.start, ent.end
        if first > 1 and text[first - 1] == "-" and text[first - 2].isalnum():
            return True
        return last + 1 < len(text) and text[last] == "-" and text[last + 1].isalpha()

    def _elements(self, start: int, end: int, marks: Sequence[Ent]) -> tuple[list[Elem], bool]:
        """Spans with the words between them, and whether one of these may begin a count."""
        elems: list[Elem] = []
        position, counts = start, False
        for mark in marks:
            first = mark.start
            if first < position:
                continue
            # Most gaps between spans are a single blank.
            if first > position + 1 or self.text[position:first].strip():
                counts |= self._words(elems, position, first)
            surface = mark.text
            elems.append(Elem(mark.label, first, mark.end, surface, surface.lower(), mark))
            position = mark.end
        counts |= self._words(elems, position, end)
        return elems, counts

    def _words(self, elems: list[Elem], start: int, end: int) -> bool:
        """Append the words of a gap; whether a count may begin in one of them."""
        text, chunks, find, append = self.text, _CHUNKS, self.text.find, elems.append
        counts = False
        for chunk in text[start:end].split():
            # Only blanks lie between chunks, so the next place of its letters is the chunk's.
            start = find(chunk, start)
            for offset, stop, surface, low, kind, may_count in chunks[chunk]:
                if may_count:
                    counts = True
                if kind == "possessive":
                    if _marks_possessive(elems, surface, start + offset):
                        elems[-1].possessive = True
                        continue
                    kind = "punct"
                append(Elem(kind, start + offset, start + stop, surface, low))
            start += len(chunk)
        return counts


def _start(ent: Ent) -> int:
    return ent.start


def _put(elems: list[Elem], ent: Ent) -> bool:
    """Put ``ent`` in place of the words that make it up; false where it ends inside a word."""
    i = bisect_left(elems, ent.start, key=_elem_start)
    j = bisect_left(elems, ent.end, i, key=_elem_start)
    words = elems[i:j]
    if not words or words[0].start != ent.start or words[-1].end != ent.end:
        return False
    last = words[-1].possessive
    if any(w.possessive for w in words[:-1]):
        return False
    elem = Elem(ent.label, ent.start, ent.end, ent.text, ent.text.lower(), ent)
    elem.possessive = last
    elems[i:j] = [elem]
    return True


def _elem_start(elem: Elem) -> int:
    return elem.start


def _marks_possessive(elems: list[Elem], surface: str, first: int) -> bool:
    """Whether ``'s``, or an apostrophe after a final s, belongs to the element before it."""
    if not elems:
        return False
    return len(surface) > 1 or (elems[-1].text.endswith("s") and elems[-1].end == first)


def _settle(elems: list[Elem]) -> None:
    """Verb forms that are things or describe things, and numbers that are parts of names."""
    for i, elem in enumerate(elems):
        kind = elem.kind
        if kind == "word" or kind == "punct":
            continue
        if kind == "trigger":
            if _is_thing(elems, i):
                elem.kind = "equip"
            elif _modifies(elems, i):
                elem.kind = "word"
        elif kind == "quantity":
            if _numbers_a_name(elems, i):
                elem.kind = "word"
        elif kind in _NAME_KINDS and _prefixed(elems, i):
            elem.kind = "word"


def _prefixed(elems: list[Elem], i: int) -> bool:
    """``ex-Bundeswehr tanks``, ``an anti-NATO protest``: a name that only describes."""
    return i > 1 and elems[i - 1].text == "-" and elems[i - 2].low in _PREFIXES


def _is_thing(elems: list[Elem], i: int) -> bool:
    """Whether a word that is a verb form and a type word ("ships") is the thing here."""
    ent = elems[i].ent
    if ent is None or not ent.entries.equipment or ent.entries.nouns:
        return False
    if i == 0:
        return True
    before = elems[i - 1]
    return before.low not in BEFORE_VERB and before.kind not in _NAME_KINDS


def _modifies(elems: list[Elem], i: int) -> bool:
    """Whether a participle only describes the goods behind it: ``two upgraded frigates``."""
    ent = elems[i].ent
    if ent is None or i == 0 or i + 1 >= len(elems):
        return False
    if not _opens_goods(elems, i):
        return False
    forms = ent.entries.trigger_forms
    if not forms or not (forms <= {"past", "part"} or _is_adjective(elems, i)):
        return False
    after = elems[i + 1]
    if after.kind == "punct" or after.low in ("by", "to", "in", "from"):
        return False
    if after.kind == "quantity" or after.low in _OPENING_GOODS:
        return False  # "and bought six jets", "and ordered a frigate"
    return any(e.kind in ITEM_KINDS for e in elems[i + 1 : i + 4])


def _is_adjective(elems: list[Elem], i: int) -> bool:
    """``a floating crane``: what goods do, between an article or a count and their type word."""
    counted = elems[i - 1].kind == "quantity" or elems[i - 1].low in ("a", "an")
    return counted and elems[i].low.endswith("ing") and elems[i + 1].kind == "equip"


def _opens_goods(elems: list[Elem], i: int) -> bool:
    """Whether what stands before ``elems[i]`` opens a noun phrase: ``the``, ``its newly``, ``12``.

    ``Norway recently ordered howitzers`` is a clause: an adverb alone opens nothing.
    """
    adverb = elems[i - 1].low in PARTICIPLE_ADVERBS
    if adverb and i > 1:
        i -= 1
    before = elems[i - 1]
    if before.kind in ("quantity", "trigger") or before.low in BEFORE_MODIFIER:
        return True
    return adverb and (before.possessive or before.low in _BEFORE_GOODS)


def _numbers_a_name(elems: list[Elem], i: int) -> bool:
    """``MSOPV 1400``, ``Ground Master 400``: a number that belongs to the name before it."""
    if i < 2:
        return False
    before = elems[i - 1]
    return (
        before.kind == "word"
        and before.text[0].isupper()
        and before.low not in STOP
        and elems[i].text.isdigit()
    )
