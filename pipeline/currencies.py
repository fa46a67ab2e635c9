"""Currency surfaces from ``patterns/currencies.jsonl`` compiled into look-up tables.

A surface is looked up to the left of a numeral (``US$``, ``Rs.``, ``€``) or to the right of it
(``euros``, ``South Korean won``, ``SEK``). Words that several currencies share ("pesos", "dinars")
are read by the adjective before them or by the countries that the caller hints at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.numerals import SCALES, fold
from pipeline.rules import load_jsonl
from pipeline.schema import Record

# Stands for "what a bare dollar means here"; the caller of the money reader decides.
DOLLAR = "$"
# A word (with the dot of an abbreviation) or a sign after a number, a space or hyphen between.
TOKEN = re.compile(
    r"[ \u00a0\u2009\u202f\-‑]{0,2}"
    r"(?:([^\W\d_]+)(\.(?=\s?[a-z€]))?|([^\w\s.,;:()\-]))"
)


class Currency(Record, frozen=True):
    """A currency and its surfaces.

    ``symbols`` may stand on either side of the number and ``prefixes`` before it. ``weak`` prefixes
    and ``weak_words`` count only beside a scale word or a grouped number. ``words`` follow the
    number, ``shared`` words do so only after one of the ``adjectives`` or with a hint at one of
    ``countries`` (ISO 3166-1 alpha-3); ``local`` prefixes need the hint too.
    """

    code: str
    symbols: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    local: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    weak_words: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """One way to write a currency; ``weak`` surfaces need a scale word or a grouped number."""

    text: str
    code: str | None
    weak: bool = False
    scale: float = 1.0
    local: tuple[tuple[str, str], ...] = ()

    def resolve(self, dollar: str, hints: tuple[str, ...]) -> str | None:
        """The ISO code meant, given what a bare dollar is and the countries of the article."""
        if self.local and hints:
            codes = {code for country, code in self.local if country in hints}
            if len(codes) == 1:
                return codes.pop()
        return dollar if self.code == DOLLAR else self.code


@dataclass(slots=True)
class Tables:
    """Surfaces for look-up: ``before`` by exact text, ``after`` by their first word, folded.

    ``lengths`` tells by the last two characters how long a surface in ``before`` may be,
    ``promising`` are the words and signs after a number that may make it money or open a range.
    """

    before: dict[str, Surface] = field(default_factory=dict)
    lengths: dict[str, tuple[int, ...]] = field(default_factory=dict)
    after: dict[str, tuple[Surface, ...]] = field(default_factory=dict)
    symbols: dict[str, Surface] = field(default_factory=dict)
    promising: frozenset[str] = frozenset()


def _before(records: list[Currency]) -> dict[str, Surface]:
    found: dict[str, Surface] = {}
    for record in records:
        for text in (*record.symbols, *record.prefixes):
            scale = 1e6 if text == "M" + record.code else 1.0
            found[text] = Surface(text, record.code, scale=scale)
        for text in record.weak:
            found[text] = Surface(text, record.code, weak=True)
    for text in ("$", "$ $", "$$", "＄"):
        found[text] = Surface(text, DOLLAR)
    for record in records:
        for text in record.local:
            old = found.get(text, Surface(text, None))
            pairs = old.local + tuple((country, record.code) for country in record.countries)
            found[text] = Surface(text, old.code, weak=old.weak or len(text) == 1, local=pairs)
    # UTF-8 read as Latin-1 or Windows-1252 leaves these before the sign itself.
    for good, bad in (("£", "Â£"), ("€", "â‚¬"), ("¥", "Â¥"), ("₹", "â‚¹")):
        found[bad] = Surface(bad, found[good].code)
    return found


def _after(records: list[Currency]) -> dict[str, Surface]:
    found: dict[str, Surface] = {}
    shared: dict[str, list[tuple[str, str]]] = {}
    for record in records:
        for word in record.shared:
            shared.setdefault(word, []).extend((c, record.code) for c in record.countries)
        for word in (*record.words, *record.shared):
            for adjective in record.adjectives:
                text = fold(f"{adjective} {word}")
                found.setdefault(text, Surface(text, record.code))
    weak = {word for record in records for word in record.weak_words}
    for word, pairs in shared.items():
        code = DOLLAR if word in ("dollar", "dollars") else None
        found[word] = Surface(word, code, word in weak, local=tuple(pairs))
    for record in records:
        for word in record.words:
            text = fold(word)
            pairs = shared.get(word, [])
            found[text] = Surface(text, record.code, word in weak, local=tuple(pairs))
        text = fold(record.code)
        found.setdefault(text, Surface(text, record.code, record.code in record.weak))
        found[f"m{text}"] = Surface(f"m{text}", record.code, scale=1e6)
    return found


@lru_cache(maxsize=1)
def tables() -> Tables:
    """The compiled tables; raises ``RuleError`` where the rule file does not fit."""
    records = load_jsonl("currencies.jsonl", Currency)
    result = Tables(before=_before(records))
    lengths: dict[str, set[int]] = {}
    for text in result.before:
        lengths.setdefault(text[-2:], set()).add(len(text))
    result.lengths = {c: tuple(sorted(sizes, reverse=True)) for c, sizes in lengths.items()}
    grouped: dict[str, list[Surface]] = {}
    for surface in _after(records).values():
        grouped.setdefault(surface.text.split()[0], []).append(surface)
    result.after = {
        first: tuple(sorted(group, key=lambda s: (-len(s.text), s.text)))
        for first, group in grouped.items()
    }
    for record in records:
        for symbol in record.symbols:
            result.symbols[symbol] = Surface(symbol, record.code)
    result.symbols["$"] = Surface("$", DOLLAR)
    words = {first.split(".")[0] for first in result.after}
    joins = {"to", "or", "and", "hundred", "–", "—"}
    result.promising = frozenset(words | joins | set(SCALES) | set(result.symbols))
    return result


def following(text: str, end: int) -> tuple[Surface | None, int]:
    """The currency that stands right after the number ending at ``end``, and where it stops."""
    match = TOKEN.match(text, end)
    if match is None:
        return None, end
    table = tables()
    if match.group(3):
        surface = table.symbols.get(match.group(3))
        if surface and not text[match.end() : match.end() + 2].strip()[:1].isdigit():
            return surface, match.end()
        return None, end
    word = match.group(1)
    start = match.start(1)
    first = word.lower()
    if text.startswith(".", match.end(1)) and len(word) == 1:
        first = "u.s." if text[start : start + 4].lower() == "u.s." else first
    for surface in table.after.get(first, ()):
        stop = start + len(surface.text)
        if fold(text[start:stop]) != surface.text or text[stop : stop + 1].isalnum():
            continue
        if len(surface.text) == 3 and surface.code == surface.text.upper() and not word.isupper():
            continue
        return surface, stop
    return None, end
