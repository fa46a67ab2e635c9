"""Names, designations, type words, triggers, money and dates as spans of an article's text.

Literal terms come from one ``PhraseMatcher`` pass over the spaCy ``Doc``; shapes (designations,
unknown firms, contract numbers) from regular expressions. One resolver settles overlaps, because
spaCy's own ruler ignores the order of declaration on ties.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.attrs import IDX, LENGTH  # type: ignore[import-not-found]
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline import dates as dates_module
from pipeline import money as money_module
from pipeline import schema
from pipeline.lexicon import NAME_LABELS, NO_SENSES, Entry, Lexicon, Senses
from pipeline.military_units import UNIT, find_units


@dataclass(slots=True)
class Ent:
    """One span: ``label`` is the kind of thing, ``entries`` the rule records behind it."""

    start: int
    end: int
    label: str
    text: str
    entries: Senses = NO_SENSES
    value: object = None
    rule: str = ""


# States whose own press writes a bare "$" for the dollar of the country.
_DOLLARS = {"AUS": "AUD", "CAN": "CAD", "NZL": "NZD"}
_OWN_GOVERNMENT = re.compile(r"\b(?:[Tt]he|our) (?:[Ff]ederal [Gg]overnment|Defence Force)\b")
# Overlaps: the longer span wins; on equal length the label further left here.
_PRIORITY = {
    label: rank
    for rank, label in enumerate(
        (
            "money",
            "date",
            "contract",
            "body",
            "company",
            "country",
            "demonym",
            "capital",
            "system",
            "designation",
            "rolecue",
            "trigger",
            "bodyword",
            "equip",
            "outlet",
            "descriptor",
            "place",
            "org",
        )
    )
}
# The digits in the midst of every contract number: a pattern that starts with a digit is fast.
_NUMBERED = re.compile(r"\d\d(?:-[A-Z0-9]|[A-Z]\d{4})")
_CONTRACT_NUMBER = re.compile(
    r"(?<![\w-])(?:"
    r"[A-Z]{1,3}[A-Z0-9]{3,5}-\d{2}-[A-Z0-9]-?[A-Z0-9]{4}"  # US PIID: W56HZV-15-C-0095
    r"|[A-Z0-9]{6}-\d{2}-[A-Z]-[A-Z0-9]{3,4}"
    r"|[A-Z][A-Z0-9]{5}\d{2}[A-Z]\d{4}"  # the same without hyphens
    r")(?![\w-])"
)
# Behind a name that looks like a firm's: it is that of a system.
_NAMES_GOODS = re.compile(
    r"(?: \([A-Z][\w-]*\))? (?:systems?|missiles?|radars?|launchers?|program(?:me)?s?|project)\b"
)
_LEFT_WORDS = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-ÞĀ-Ž0-9][\w&'’.\-/]{0,30}|&|of|de|del|and|for|do|da|di"
    r"|\b(?:ve|und|et|y)) ){1,8}$"
)
# Words that end a firm's name also before "and": not so "Volta Defence and Security Ltd".
_ENDS = frozenset(
    """dynamics industries shipyard shipyards shipbuilding shipbuilders technologies systems group
    holdings corporation works motors arsenal aerostructures helicopters""".split()
)
# What a person is of a firm, and what stands alone before its legal form only as the name's end.
_OFFICES = frozenset("Chairman Director President CEO Chief Officer Head Manager".split())
_TRADES = frozenset("Training Services Security Support Engineering Logistics Trading".split())
_FIRM_ENDS = frozenset(
    "systems defence defense aerospace industries corporation limited shipyard".split()
)
_PARTY_WORDS = 6  # of the longest name of a body that is looked for
_WHOLE_PARTIES = frozenset({"company", "body", "country", "bodyword"})
_OWNED_PARTIES = frozenset({"body", "bodyword"})  # behind "Kenyan", "Royal", "State"
_SITE = re.compile(r".*\.(?:ORG|COM|NET|IN)\b\.? ")  # a credit before the first sentence
_SENTENCE_STOP = re.compile(r"(?:[a-z]{4}|[A-Z]{2}s)\.\s")
_JUNK_FIRST = re.compile(
    r"^(?:(?:The|A|An|In|On|At|By|And|For|From|With|Of|But|Under|As|of|and|for|de)\b,? ?)+"
)


# A rule that begins at the edge of a word tells with which characters: ``\\bM``, ``\\b[A-Z]``.
_RULE_HEAD = re.compile(r"\\b(\[[^\]\\^]+\]|\\d|[A-Za-z0-9])(?![?*]|\{0|\{,)")
# The capital comes first, what must stand before it after: ``re`` then skips to the capitals.
_CAPITALISED = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž](?<!\w.)\w+")
_ESCAPES = re.compile(r"\\.")
_CLASSES = re.compile(r"\[[^\]]*\]")
_PLACES = [IDX, LENGTH]
_MEMORY = 100_000  # surfaces remembered at most


# Words that the press writes small in the names of bodies: "the Union defence ministry".
_SMALL_IN_BODIES = frozenset(
    """administration agency air armed army aviation board border bureau coast command commission
    council defence defense department directorate federal force forces general government guard
    home interior marine materiel ministry national naval navy office police procurement security
    service staff state""".split()
)


# Words that open names of bodies of many states: "Rocket Force" is China's only where so written.
_COMMON_OPENINGS = frozenset(
    """Aerospace Air Army Border Central Coast Federal General Ground Land Missile National Naval
    Navy Republican Rocket Royal Space Special State Strategic Support Supreme""".split()
)


def _written_as_name(entry: Entry, text: str) -> bool:
    """Whether the text writes a proper name as one (``US`` is not ``us``)."""
    surface = entry.surface
    if text == surface:
        return True
    if surface.isupper() and len(surface) <= 5:
        return False
    words = text.split()
    lower = [
        k
        for k, (wanted, word) in enumerate(zip(surface.split(), words, strict=False))
        if wanted[0].isupper() and word[0].islower()
    ]
    record = entry.record
    last = lower == [len(words) - 1] and len(words) > 1 and words[-1] in _FIRM_ENDS
    if last and isinstance(record, schema.Company):
        return True  # "BAE systems"
    if lower and lower[0] > 0 and isinstance(record, schema.Body):
        small = all(words[k] in _SMALL_IN_BODIES for k in lower)
        return small and words[0] not in _COMMON_OPENINGS
    if lower and not (lower == [0] and len(words) > 2):  # "thyssenkrupp Marine Systems"
        return False
    return not (isinstance(record, schema.Company) and record.acronym and len(surface) <= 4)


def _heads(regexes: Iterable[str]) -> re.Pattern[str] | None:
    """Words on whose first character a match may begin; ``None`` where a rule leaves that open."""
    classes = ""
    for regex in regexes:
        head = _RULE_HEAD.match(regex)
        if head is None or _has_choice(regex):
            return None
        classes += head.group(1).strip("[]")
    return re.compile(rf"[{classes}]\w*") if classes else None


def _has_choice(regex: str) -> bool:
    """Whether ``regex`` is a choice of wholes (``a|b``); sure only where it says it is none."""
    bare = _ESCAPES.sub("", regex)
    depth = 0
    for char in _CLASSES.sub("", bare):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            return True
    return depth != 0


class EntityFinder:
    """Finds the spans of a ``Doc``; built once from a lexicon and a vocabulary."""

    def __init__(self, lexicon: Lexicon, matcher: PhraseMatcher) -> None:
        self.lexicon = lexicon
        self.matcher = matcher
        self._heads = _heads(rule.regex for rule in lexicon.designation_rules)
        self._read: dict[str, tuple[str, Senses] | None] = {}

    def literal(self, doc: Doc, text: str) -> list[Ent]:
        """Spans of the phrase table, one a surface, with the entries that fit its case."""
        # Two columns of numbers for all tokens: a ``Token`` for each end would cost more.
        starts, lengths = doc.to_array(_PLACES).T.tolist()
        read = self._read
        found: list[Ent] = []
        for _, first, last in self.matcher(doc):
            start, end = starts[first], starts[last - 1] + lengths[last - 1]
            surface = text[start:end]
            try:
                meaning = read[surface]
            except KeyError:
                meaning = self._meaning(surface)
            if meaning is not None:
                found.append(Ent(start, end, meaning[0], surface, meaning[1]))
        return found

    def _meaning(self, surface: str) -> tuple[str, Senses] | None:
        """The label and the entries of a surface as it is written; remembered."""
        entries = self.lexicon.terms.get(surface.lower(), ())
        kept = Senses(
            e for e in entries if e.label not in NAME_LABELS or _written_as_name(e, surface)
        )
        meaning = None
        if kept:
            meaning = min((e.label for e in kept), key=_PRIORITY.__getitem__), kept
        if len(self._read) < _MEMORY:
            self._read[surface] = meaning
        return meaning

    def designations(self, text: str) -> list[Ent]:
        """Spans that have the shape of a designation."""
        pattern = self.lexicon.designations
        if pattern is None:
            return []
        rules = self.lexicon.designation_rules
        found: list[Ent] = []
        for match in self._shapes(pattern, text):
            index = match.lastindex
            known = rules[index - 1] if index and index <= len(rules) else None
            found.append(
                Ent(
                    match.start(),
                    match.end(),
                    "designation",
                    match.group(),
                    rule=known.id if known is not None else "designation",
                    value=known.category if known is not None else None,
                )
            )
        return found

    def _shapes(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """Matches of ``pattern``, tried only where a rule can begin if all tell how they do."""
        if self._heads is None:
            yield from (m for m in pattern.finditer(text) if m.end() > m.start())
            return
        reached = 0
        match_at = pattern.match
        for head in self._heads.finditer(text):
            start = head.start()
            if start >= reached:
                match = match_at(text, start)
                if match is not None:
                    reached = match.end()
                    yield match

    def unknown_firms(self, text: str) -> Iterable[Ent]:
        """Capitalised names that end in a legal form or in a word that ends firms' names."""
        for match in self.lexicon.company_suffix.finditer(text):
            window = text[max(0, match.start() - 100) : match.start()]
            window = window[window.rfind("\n") + 1 :]
            comma = window.endswith(", ")  # "Harrow Shipbuilding of Mobile, LLC"
            left = _LEFT_WORDS.search(window[:-2] + " " if comma else window)
            if left is None:
                continue
            words = _JUNK_FIRST.sub("", self._last_firm(left.group()))
            words = words[:-1] + ", " if comma else words
            if not words.strip(" ,.&") or names_goods(text, match.end()) or words == "Transfer of ":
                continue
            start = match.start() - len(words)
            yield Ent(start, match.end(), "org", text[start : match.end()], rule="company.suffix")
        first_words = self.lexicon.company_first
        if first_words.isdisjoint(_CAPITALISED.findall(text)):
            return
        for word in _CAPITALISED.finditer(text):
            if word.group() in first_words:
                named = self.lexicon.company_prefix.match(text, word.start())
                if named is not None:
                    yield Ent(
                        named.start(), named.end(), "org", named.group(), rule="company.prefix"
                    )

    def _last_firm(self, words: str) -> str:
        """``Diehl Defence GmbH and Rheinmetall `` -> ``Rheinmetall ``: a legal form ends names."""
        words = _SITE.sub("", words[_stop_behind(words) :])
        for mark in (
            "'s ",
            "’s ",
            "-based ",
            "-headquartered ",
            "-owned ",
            "-run ",
            " PSU ",
            " DPSU ",
        ):
            words = words.rpartition(mark)[2]  # "Shares of India's Mazagon Dock"
        for mark in (" of ", " for "):
            kept, _, rest = words.rpartition(mark)
            last = kept.rpartition(" ")[2]
            if last in _OFFICES or any(char.isdigit() for char in last):
                words = rest  # "the FA-50 of Korea Aerospace Industries", "Chairman of Volta Ltd"
        parts = words.split(" and ")
        for index in range(len(parts) - 1, 0, -1):
            before = parts[index - 1].split()
            last = before[-1].lower() if before else ""
            whole = len(before) > 1 and last in _ENDS and bool(parts[index].strip())
            known = before and parts[index].strip() not in _TRADES and self._ends_party(before)
            if whole or last in self.lexicon.legal or known:
                return " and ".join(parts[index:])
        return words

    def _ends_party(self, words: list[str]) -> bool:
        """Whether a name of the rules ends ``words``: ``Kenyan Ministry of Defence``."""
        for first in range(max(0, len(words) - _PARTY_WORDS), len(words)):
            known = self.lexicon.terms.get(" ".join(words[first:]).lower(), ())
            labels = _WHOLE_PARTIES if first == 0 else _OWNED_PARTIES
            if any(e.label in labels for e in known):
                return True
        return False

    def find(self, doc: Doc, text: str, published: dt.date | None = None) -> list[Ent]:
        """All spans of ``text``, which ``doc`` holds as tokens; sorted, without overlaps."""
        found = [*self.literal(doc, text), *self.designations(text), *self.unknown_firms(text)]
        countries = _countries(found)
        dollar = _dollar(countries, text)
        fixed: list[Ent] = [
            Ent(m.start, m.end, "money", text[m.start : m.end], value=m)
            for m in money_module.find_money(text, dollar, tuple(sorted(countries)))
        ]
        fixed += [
            Ent(d.start, d.end, "date", text[d.start : d.end], value=d)
            for d in dates_module.find_dates(text, published)
        ]
        if _NUMBERED.search(text):
            fixed += [
                Ent(m.start(), m.end(), "contract", m.group())
                for m in _CONTRACT_NUMBER.finditer(text)
            ]
        for start, end in find_units(text):
            unit = Entry("bodyword", text[start:end], UNIT)
            fixed.append(Ent(start, end, "bodyword", text[start:end], Senses((unit,))))
        return resolve(fixed, found, len(text))


def names_goods(text: str, end: int) -> bool:
    """Whether a name that ends at ``end`` is that of a system: ``the EMADS Solutions system``."""
    return _NAMES_GOODS.match(text, end) is not None


def _stop_behind(words: str) -> int:
    """Index behind the last stop that ends a sentence: ``Reuters. Hanwha``, not ``St. John``."""
    ends = [match.end() for match in _SENTENCE_STOP.finditer(words)]
    return ends[-1] if ends else 0


def _countries(found: list[Ent]) -> Counter[str]:
    """How often countries are named, alone or by a body: whose crowns or pesos a sum may be in."""
    codes: Counter[str] = Counter()
    reached = 0
    for ent in sorted(found, key=lambda e: (e.start, -e.end)):
        own = {
            entry.record.code if isinstance(entry.record, schema.Country) else entry.record.country
            for entry in ent.entries
            if isinstance(entry.record, schema.Country | schema.Body)
        }
        if len(own) == 1 and ent.end > reached:  # neither a name of several armies nor inside one
            codes.update(code for code in own if code)
            reached = ent.end
    return codes


def _dollar(countries: Counter[str], text: str) -> str:
    """The dollars of news that names one state above all, and not the United States.

    ``The federal government signed a $90 million contract``: the own press needs no name for its
    state and may name others as often, though not twice as often.
    """
    if not countries or "USA" in countries:
        return "USD"
    (home, often), *others = countries.most_common(2)
    if home in _DOLLARS and (not others or often > others[0][1]):
        return _DOLLARS[home]
    own = [code for code in _DOLLARS if often < 2 * countries[code]]
    return _DOLLARS[own[0]] if len(own) == 1 and _OWN_GOVERNMENT.search(text) else "USD"


def _without_tails(found: list[Ent]) -> list[Ent]:
    """``found`` without type words that begin inside a name: "MRTT aircraft" in "A330 MRTT
    aircraft", which would cut the name short.
    """
    cut: set[int] = set()
    reach = begin = -1
    for ent in sorted(found, key=lambda e: (e.start, e.end)):
        if ent.label == "system" and ent.end > reach:
            reach, begin = ent.end, ent.start
        elif ent.label == "equip" and begin < ent.start < reach < ent.end:
            cut.add(id(ent))
    return [ent for ent in found if id(ent) not in cut] if cut else found


def resolve(fixed: list[Ent], found: list[Ent], length: int) -> list[Ent]:
    """Settle overlaps: ``fixed`` first, then the longest, then the label's priority."""
    taken = bytearray(length + 1)
    kept: list[Ent] = []
    found = _without_tails(found)
    order = sorted(found, key=lambda e: (e.start - e.end, _PRIORITY[e.label], e.start))
    for ent in [*sorted(fixed, key=lambda e: (e.start - e.end, e.start)), *order]:
        if 1 in taken[ent.start : ent.end]:
            continue
        taken[ent.start : ent.end] = b"\1" * (ent.end - ent.start)
        kept.append(ent)
    kept.sort(key=lambda e: e.start)
    return kept
