"""Sentence bounds of news text, found on the text itself; and whether a text is English.

A stop ends a sentence unless the word before it is an abbreviation
(``patterns/abbreviations.jsonl``) or the words after it run on. Newlines always end one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pipeline.clean import Block
from pipeline.rules import load_jsonl
from pipeline.schema import Record

Span = tuple[int, int]
AbbreviationKind = Literal["before_name", "before_number", "ending"]


class Abbreviation(Record, frozen=True):
    """Abbreviations of one kind, written with their stop.

    ``before_name`` ends no sentence unless a word like ``The`` follows; ``before_number`` does
    unless a figure follows; ``ending`` may, if the next words look like the start of a sentence.
    Each ``yes`` text is one sentence, each ``no`` text more than one.
    """

    kind: AbbreviationKind
    forms: tuple[str, ...]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


# A run of stops with the quotes and brackets that close after it, then the next sentence's start.
# A run is entered only at its first stop and never given back, so hostile runs stay linear. The
# stop comes first in the pattern, its lookbehind after it: ``re`` then skips to the next stop.
_STOP = re.compile(
    r"[.!?…](?<![.!?…][.!?…])[.!?…]*+[\"”’'»)\]]*+"
    r"(?:\s++(?=[^\sa-z)\],;:%])|(?=[A-ZÀ-ÖØ-Þ“‘«(]))"
)
_LINE = re.compile(r"[^\n]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that open a sentence and hardly ever go on a name.
_OPENERS = _words(
    "The This That These Those It Its He She His Her They Their We Our You I In On At By For From "
    "With Under After Before During Since As An If When While Where Although Though However But "
    "And Or So Yet Also Both Each Some Many Most Several All Another Other There Then Thus "
    "Meanwhile Moreover Furthermore Additionally According Earlier Later Last Next Once Only Such "
    "To Not No Who What Why How Which Because Despite Among Between Through Over Until Upon Within "
    "Without Even Now Still Instead Just Today Yesterday Officials Work Deliveries Delivery Funds "
    "Funding Bids Fiscal Contract Contracts A"
)
# After a capitalised word these show that it is a subject: ``Co. Boeing will``.
_FINITE = _words(
    "is are was were will would has have had may might can could should shall must does did do "
    "said says announced confirmed signed won received awarded added told"
)
_NEXT = re.compile(r"[\"“‘'(«\[]*+([^\s.,;:!?\"”’')\]]++)(?:[ ]([a-z]+)\b)?")
_ACRONYM = re.compile(r"(?:[A-Za-z]{1,2}\.)+[A-Za-z]{1,2}\.$")
_INITIAL = re.compile(r"(?:^|[^A-Za-z0-9])[A-Z]\.$")
_ORDINAL_MONTH = re.compile(
    r"\s*(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE
)
_GLUED_BEFORE = re.compile(r"(?:[A-Za-z]{3}|[a-z]{2}|[\d%)\]\"'”’])$")
_GLUED_AFTER = re.compile(r"[\"“‘'(«]?(?:[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+|[AI] |[A-Z]{2,}\b|[A-Z]\.)")
_SHARE_NUMBER = re.compile(r"\d{4,6}\.?")
_TOP_DOMAIN = re.compile(r"(?:Com|Org|Net|Info|COM|ORG|NET|INFO|GOV|MIL|CO|UK|IN|RU|TV)\b")
# ``SOURCE: A NAME / A DESK / SITE.ORG India has ordered``, ``SOURCE: PTI India has``.
_CREDIT = re.compile(
    r"SOURCE: ?(?:[^\n]{0,80}?\b[A-Z]{2,}\.(?:ORG|COM|NET|IN)\b\.?|[A-Z]{2,5})(?= [^a-z\s/])"
)
_REACH = 24
_OPENING = "\"“‘'(«[ "


class Abbreviations:
    """Compiled abbreviations: ``kinds`` by form."""

    def __init__(self, records: Iterable[Abbreviation]) -> None:
        """Index the forms of ``records``."""
        self.kinds: dict[str, AbbreviationKind] = {
            form: record.kind for record in records for form in record.forms
        }


def load_abbreviations(user_dir: Path | None = None) -> Abbreviations:
    """Bundled abbreviations with a user's merged over them; raises ``RuleError``."""
    return Abbreviations(load_jsonl("abbreviations.jsonl", Abbreviation, user_dir))


@lru_cache(maxsize=1)
def default_abbreviations() -> Abbreviations:
    """The bundled abbreviations, read once."""
    return load_abbreviations()


def _last_word(text: str, low: int, stop: int) -> str:
    """The word that ends with the stop at ``stop``, of ``_REACH`` characters at most."""
    window = text[max(low, stop - _REACH) : stop + 1]
    return window[window.rfind(" ") + 1 :].lstrip(_OPENING)


def _opens(text: str, start: int, by_verb: bool) -> bool:
    """Whether the words at ``start`` begin a sentence rather than go on a name."""
    following = _NEXT.match(text, start)
    if following is None:
        return False
    word, then = following.groups()
    if word in _OPENERS:
        return word != "A" or text[following.end(1) : following.end(1) + 1] == " "
    return by_verb and then in _FINITE and not word[0].isdigit()


def _ends_after(kind: AbbreviationKind, text: str, start: int, word: str) -> bool:
    if kind == "before_name":
        return _opens(text, start, by_verb=False)
    digit = text[start].isdigit()
    if kind == "before_number":
        return not digit and (word[0].islower() or _opens(text, start, by_verb=False))
    return not digit and _opens(text, start, by_verb=True)


def _is_glued_end(text: str, low: int, stop: int, after: int) -> bool:
    """``said.Replying``: a stop without a space that still ends a sentence."""
    word = _last_word(text, low, stop)
    if _SHARE_NUMBER.fullmatch(word) and text[after : after + 2].isupper():
        return False  # "Hanwha Aerospace 012450.KS"
    if "." in word[:-1] or "//" in word or "@" in word or word == "www.":
        return False
    if not _GLUED_BEFORE.search(text, max(low, stop - 3), stop):
        return False
    following = _GLUED_AFTER.match(text, after)
    if following is None or _TOP_DOMAIN.match(text, after):
        return False
    # Capitals before and after are one name, ``IDRW.ORG`` or ``U.S.``.
    return not (text[stop - 1].isupper() and text[after : after + 2].isupper())


class _Splitter:
    """Decides on the stops of one text."""

    def __init__(self, text: str, kinds: dict[str, AbbreviationKind]) -> None:
        self.text = text
        self.kinds = kinds

    def ends(self, low: int, match: re.Match[str]) -> bool:
        """Whether the stop found by ``_STOP`` ends a sentence that began at ``low``."""
        text = self.text
        stop, after = match.span()
        mark = text[stop]
        spaced = text[after - 1].isspace()
        if mark != ".":
            return spaced or _GLUED_AFTER.match(text, after) is not None
        if not spaced:
            known = self.kinds.get(_last_word(text, low, stop))
            if known is not None and not _ends_after(known, text, after, "."):
                return False
            return _is_glued_end(text, low, stop, after)
        if text[stop + 1] not in ' "”’)\n':
            return True  # ``...`` before a capital
        return self._ends_word(low, stop, after)

    def _ends_word(self, low: int, stop: int, after: int) -> bool:
        text = self.text
        word = _last_word(text, low, stop)
        kind = self.kinds.get(word)
        if kind is None and text[stop + 1] == ")":
            return True
        if kind is not None:
            return _ends_after(kind, text, after, word)
        if len(word) < 2:
            return True
        before = word[-2]
        if before.isdigit():
            day = word[:-1]
            return not (len(day) <= 2 and day.isdigit() and _ORDINAL_MONTH.match(text, after))
        if word[-3:-2] == "." or len(word) < 4:
            if _ACRONYM.match(word):
                return _opens(text, after, by_verb=False)
            if _INITIAL.search(word):
                return _opens(text, after, by_verb=False)
        return True

    def cut(self, low: int, match: re.Match[str]) -> tuple[int, int]:
        """Where the sentence that ends at a stop ends, and where the next one begins."""
        text = self.text
        stop, after = match.span()
        if text[after - 1] == '"' and text.count('"', low, stop) % 2 == 0:
            # ``said."We``: no quotation is open, so the mark opens the next one.
            return after - 1, after - 1
        end = after
        while text[end - 1].isspace():
            end -= 1
        return end, after


def _split(splitter: _Splitter, low: int, end: int, out: list[Span]) -> None:
    if splitter.text.startswith("SOURCE:", low):
        credit = _CREDIT.match(splitter.text, low, end)
        if credit is not None:
            out.append((low, credit.end()))
            low = credit.end() + 1
    for match in _STOP.finditer(splitter.text, low, end):
        if splitter.ends(low, match):
            stop, after = splitter.cut(low, match)
            out.append((low, stop))
            low = after
    if end > low:
        out.append((low, end))


def _lines(text: str) -> Iterable[Span]:
    for match in _LINE.finditer(text):
        words = match.group()
        start = match.start() + len(words) - len(words.lstrip())
        end = match.start() + len(words.rstrip())
        if end > start:
            yield start, end


def sentences(
    text: str,
    blocks: Iterable[Block] | None = None,
    abbreviations: Abbreviations | None = None,
) -> list[Span]:
    """Spans of the sentences of ``text``, in order, trimmed, never across a block.

    A table row is one sentence. Without ``blocks`` every line is a block.
    """
    splitter = _Splitter(text, (abbreviations or default_abbreviations()).kinds)
    out: list[Span] = []
    if blocks is None:
        for start, end in _lines(text):
            _split(splitter, start, end, out)
        return _bounded(text, out)
    for block in blocks:
        if block.kind == "table_row":
            out.append((block.start, block.end))
        else:
            _split(splitter, block.start, block.end, out)
    return _bounded(text, out)


_LONGEST = 3000  # characters; what reads a sentence may take time quadratic in its length


def _bounded(text: str, spans: list[Span]) -> list[Span]:
    """The spans, with endless ones cut at blanks."""
    if all(end - start <= _LONGEST for start, end in spans):
        return spans
    out: list[Span] = []
    for start, end in spans:
        while end - start > _LONGEST:
            blank = text.rfind(" ", start + 1, start + _LONGEST)
            cut = blank if blank > start else start + _LONGEST
            out.append((start, cut))
            start = cut + (text[cut] == " ")
        if text[start:end].strip():
            out.append((start, end))
    return out


_ENGLISH = _words(
    "the of and to for is was that with by on as at from will has have its it be are this which "
    "an said were been their not they but or he his had also would which than more"
)
# Frequent in other languages that share words such as ``in``, ``is`` or ``was`` with English.
_FOREIGN = _words(
    "der die das und den von mit zu auf für ist nicht de la le les des du et en el los las que un "
    "una por con del il di che per della van het een dat op te voor met og det som til av och att "
    "som på ett w na z do się że nie jest ve bir bu ile için dan yang untuk dengan os das em não "
    "uma para"
)
_SAMPLE = 2500
_SHORT = 40


def looks_english(text: str) -> bool:
    """Whether the function words in the beginning of ``text`` are those of English.

    A text too short to tell counts as English where it is written in Latin letters.
    """
    words = text[:_SAMPLE].lower().split()
    english = len([*filter(_ENGLISH.__contains__, words)])
    foreign = len([*filter(_FOREIGN.__contains__, words)])
    if len(words) < _SHORT:
        letters = [char for char in text[:_SAMPLE] if char.isalpha()]
        return sum(map(str.isascii, letters)) * 10 >= len(letters) * 7 and english >= foreign
    return english * 25 >= len(words) and english > foreign
