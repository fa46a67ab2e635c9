"""Sentences as sequences of groups: parties, items with their quantity, sums, dates, triggers, words.

The second and third stage of the cascade (Hobbs et al. 1997): names become basic groups, and
adjacent ones complex groups ("Poland's Ministry of National Defence", "the Slovak company X",
"three KC-130J tankers"). Clause rules see groups only, never raw tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline import schema
from pipeline.entities import Ent
from pipeline.lexicon import Lexicon
from pipeline.parties import Org, Registry, is_acronym_of
from pipeline.quantities import Quantity, find_quantities
from pipeline.records import Category

_TOKEN = re.compile(
    r"['’]s\b|\d[\d,]*\d(?:-\w+)?|[^\W_](?:[\w&/.+-]*\w)?(?:['’](?!s\b)\w+)*|[^\w\s]|_"
)


@dataclass(slots=True, eq=False)
class Item:
    """An item group: what is bought, with the quantity that stands before it."""

    start: int
    end: int
    name: str
    head: str
    category: Category
    quantity: int | None = None
    qualifier: str = "exact"
    designated: bool = False
    generic: bool = False
    service: bool = False
    definite: bool = False
    maker: str | None = None
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


_TELLING = frozenset({"trigger", "money", "date", "contract", "rolecue"})
STOP = frozenset(
    """a an the one this that these those its his her their our my your some any each every all both no
    of in on at by for from to with without under over into onto upon through during between among
    within via per as than about around against toward towards across after before since until while
    and or but nor so yet if whether because although though when where which who whom whose what how
    is are was were be been being am has have had having do does did will would shall should can could
    may might must not n't also only just even still already now then there here it he she they we i you
    said says say saying told tell added according including include includes included plus worth
    such other another more most less least few several many much up down out off near like
    one's whether announced announces expected based made led owned meanwhile however today
    yesterday tomorrow recently currently reportedly officially formally plans planned intends wants
    seeks agreed agrees decided set due ready able likely took take takes came come used use uses
    using given gave goes went became become remains remain called known named dubbed
    """.split()
)
_DETERMINERS = frozenset(
    "a an the this that these those its his her their our some any each every all "
    "both another other".split()
)
_DROP_ADJECTIVES = frozenset(
    """advanced new modern upgraded additional state-of-the-art latest next-generation further more
    extra brand-new newest sophisticated cutting-edge second-hand used refurbished surplus locally
    domestically existing future first second third initial several various multiple many few same said
    potential possible planned proposed aforementioned required necessary high-tech
    modernized modernised improved newly world-class powerful different ageing aging old older such
    russian american german french british israeli chinese turkish italian spanish swedish indian
    """.split()
)
_TITLES = frozenset(
    """minister president chancellor premier secretary ambassador general gen lt lieutenant col colonel
    maj major capt captain admiral adm vice-admiral brigadier brig commander cmdr sgt marshal air-marshal
    chief director chairman chairwoman ceo cto spokesman spokeswoman spokesperson mr mrs ms dr sir lord
    king prince sheikh crown senator sen congressman deputy undersecretary vice head manager officer
    executive analyst professor prof envoy lawmaker mp governor mayor colonel-general prime""".split()
)
_NOT_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december i the a an in on at by for from with of and but under
    as it its this that these those he she they we our their his her if when while after before since
    according meanwhile however also both once all any some each no not earlier later last next source
    sources photo image video read related contract contracts phase option lot block mk section article
    table figure note english defence defense military army navy force forces air ministry minister
    """.split()
)


def _tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [m.span() for m in _TOKEN.finditer(text, start, end)]


_DATELINE_PARTS = frozenset({"place", "capital", "country", "date", "outlet", "name", "punct"})


def _drop_dateline(elems: list[Elem]) -> list[Elem]:
    """``ZAGREB, Feb 11 (Reuters) - `` names where a report was filed, not a party."""
    for i, elem in enumerate(elems[:14]):
        if elem.text in ("—", "–", "-", "--", ":") and i:
            head = elems[:i]
            plain = all(e.kind in _DATELINE_PARTS or e.text[0].isupper() for e in head)
            if (
                plain
                and head[0].kind in ("place", "capital", "country", "word")
                and (head[0].text.isupper() or elem.text != ":" or i == 1)
                and any(e.kind in ("place", "capital", "country") for e in head)
            ):
                return elems[i:]
            return elems
    return elems


def _headline(elems: list[Elem]) -> bool:
    """Whether nearly every word is capitalised."""
    words = [e.text for e in elems if e.kind in ("word", "trigger", "equip") and len(e.text) > 3]
    return len(words) >= 3 and 10 * sum(w[0].isupper() for w in words) >= 8 * len(words)


def _is_thing(elems: list[Elem], i: int) -> bool:
    """Whether a word that is a verb form and a type word ("ships") is the thing here."""
    ent = elems[i].ent
    if ent is None or not any(e.label == "equip" for e in ent.entries):
        return False
    if any(isinstance(e.record, schema.Trigger) and e.record.pos == "noun" for e in ent.entries):
        return False
    before = elems[i - 1] if i else None
    if before is None:
        return True
    if before.low in ("to", "will", "would", "can", "could", "may", "must", "not", "and"):
        return False
    return before.kind not in ("country", "company", "org", "body", "name", "bodyword", "capital")


def _modifies(elems: list[Elem], i: int) -> bool:
    """Whether a participle only describes the goods behind it: ``two upgraded frigates``."""
    ent = elems[i].ent
    if ent is None or i == 0 or i + 1 >= len(elems):
        return False
    forms = frozenset().union(*(e.forms for e in ent.entries if e.label == "trigger"))
    if not forms or not forms <= {"past", "part"}:
        return False
    before = elems[i - 1]
    if before.kind != "quantity" and before.low not in _BEFORE_MODIFIER:
        return False
    behind = elems[i + 1 : i + 4]
    return any(e.kind in ("system", "designation", "equip") for e in behind) and not any(
        e.kind == "punct" or e.low in ("by", "to", "in", "from") for e in behind[:1]
    )


_BEFORE_MODIFIER = frozenset(
    "a an the additional more new its their of and newly recently locally".split()
)


def _numbers_a_name(elems: list[Elem], i: int) -> bool:
    """``MSOPV 1400``, ``Ground Master 400``: a number that belongs to the name before it."""
    before = elems[i - 1] if i else None
    return (
        before is not None
        and i > 1
        and before.kind == "word"
        and before.text[0].isupper()
        and before.low not in STOP
        and elems[i].text.isdigit()
    )


class Grouper:
    """Builds the groups of one article's sentences, in order, sharing one registry of parties."""

    def __init__(
        self, lexicon: Lexicon, registry: Registry, text: str, ents: Sequence[Ent]
    ) -> None:
        self.lexicon = lexicon
        self.registry = registry
        self.text = text
        self.ents = ents
        self.starts = [e.start for e in ents]

    def sentence(self, start: int, end: int) -> list[Elem]:
        """The groups of ``text[start:end]``."""
        ents = self.ents[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        elems = self._basic(start, end, [e for e in ents if e.end <= end])
        for i, elem in enumerate(elems):
            if elem.kind == "trigger" and _is_thing(elems, i):
                elem.kind = "equip"
            elif elem.kind == "trigger" and _modifies(elems, i):
                elem.kind = "word"
            elif elem.kind == "quantity" and _numbers_a_name(elems, i):
                elem.kind = "word"
        elems = _drop_dateline(elems)
        elems = self._names(elems, _headline(elems))
        elems = self._parties(elems)
        return self._items(elems)

    def tells(self, start: int, end: int) -> bool:
        """Whether a sentence can tell a deal anything: a trigger, a sum, a date, a number."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return any(e.label in _TELLING for e in self.ents[first:last])

    # -- basic groups ---------------------------------------------------------------------

    def _quantities(self, start: int, end: int, ents: Sequence[Ent]) -> list[Quantity]:
        taken = [
            (e.start - start, e.end - start)
            for e in ents
            if e.label in ("money", "date", "system", "designation", "contract")
        ]
        return find_quantities(self.text[start:end], taken)

    def _basic(self, start: int, end: int, ents: Sequence[Ent]) -> list[Elem]:
        """Spans as elements, with the words between them."""
        text = self.text
        marks: list[tuple[int, int, Ent | Quantity]] = [(e.start, e.end, e) for e in ents]
        covered = bytearray(end - start)
        for ent in ents:
            covered[ent.start - start : ent.end - start] = b"\1" * (ent.end - ent.start)
        for quantity in self._quantities(start, end, ents):
            if 1 not in covered[quantity.start : quantity.end]:
                marks.append((start + quantity.start, start + quantity.end, quantity))
        marks.sort(key=lambda m: m[0])
        elems: list[Elem] = []
        position = start
        for first, last, mark in marks:
            if first < position:
                continue
            if isinstance(mark, Ent) and mark.label == "trigger" and self._hyphenated(first, last):
                continue
            self._words(elems, position, first)
            surface = text[first:last]
            if isinstance(mark, Ent):
                elems.append(Elem(mark.label, first, last, surface, surface.lower(), ent=mark))
            else:
                ent = Ent(first, last, "quantity", surface, value=mark)
                elems.append(Elem("quantity", first, last, surface, surface.lower(), ent=ent))
            position = last
        self._words(elems, position, end)
        return elems

    def _hyphenated(self, first: int, last: int) -> bool:
        """Whether a span is a part of a hyphenated word (``cutting-edge``)."""
        text = self.text
        before = first > 1 and text[first - 1] == "-" and text[first - 2].isalnum()
        after = last + 1 < len(text) and text[last] == "-" and text[last + 1].isalpha()
        return before or after

    def _words(self, elems: list[Elem], start: int, end: int) -> None:
        text = self.text
        for first, last in _tokens(text, start, end):
            surface = text[first:last]
            if surface in ("'s", "’s") or (
                surface in ("'", "’")
                and elems
                and elems[-1].text.endswith("s")
                and elems[-1].end == first
            ):
                if elems:
                    elems[-1].possessive = True
                    continue
            kind = "word" if surface[0].isalnum() else "punct"
            elems.append(Elem(kind, first, last, surface, surface.lower()))

    # -- names ----------------------------------------------------------------------------

    def _names(self, elems: list[Elem], headline: bool) -> list[Elem]:
        """Runs of capitalised words become names; known short names become their party.

        In a headline, where every word is capitalised, only known names count.
        """
        out: list[Elem] = []
        i = 0
        while i < len(elems):
            elem = elems[i]
            if not self._name_word(elem):
                out.append(elem)
                i += 1
                continue
            j = i + 1
            while (
                j < len(elems)
                and (
                    self._name_word(elems[j])
                    or (
                        elems[j].low in ("&", "of", "de", "-")
                        and j + 1 < len(elems)
                        and self._name_word(elems[j + 1])
                    )
                )
                and not elems[j - 1].possessive
            ):
                j += 1
            surface = self.text[elem.start : elems[j - 1].end]
            name = Elem(
                "name",
                elem.start,
                elems[j - 1].end,
                surface,
                surface.lower(),
                possessive=elems[j - 1].possessive,
            )
            org = self.registry.lookup(surface)
            if org is not None:
                name.org = org
            elif headline:
                out.extend(elems[i:j])
                i = j
                continue
            elif i == 0 and j == 1 and elem.low in STOP:
                name.kind = "word"
            out.append(name)
            i = j
        return out

    def _name_word(self, elem: Elem) -> bool:
        return (
            elem.kind == "word"
            and elem.text[0].isupper()
            and elem.low not in _NOT_NAMES
            and elem.low not in _TITLES
            and elem.low not in STOP
        )

    # -- parties --------------------------------------------------------------------------

    def _parties(self, elems: list[Elem]) -> list[Elem]:
        out: list[Elem] = []
        i = 0
        while i < len(elems):
            i = self._party_at(elems, i, out)
        return out

    def _party_at(self, elems: list[Elem], i: int, out: list[Elem]) -> int:
        """Append the group that starts at ``i`` to ``out``; return the index behind it."""
        elem = elems[i]
        kind = elem.kind
        if kind in ("country", "demonym", "capital"):
            return self._country_at(elems, i, out)
        if kind == "bodyword":
            return self._bodyword_at(elems, i, out, None)
        if kind == "body":
            record = elem.ent.entries[0].record if elem.ent else None
            body = (
                next(
                    (e.record for e in elem.ent.entries if isinstance(e.record, schema.Body)), None
                )
                if elem.ent
                else record
            )
            assert isinstance(body, schema.Body)
            org = self.registry.body(body, elem.text)
            return self._finish(elems, i, i + 1, org, out)
        if kind in ("company", "org"):
            return self._company_at(elems, i, out, None)
        if kind == "descriptor":
            return self._descriptor_at(elems, i, out, None)
        if kind == "name":
            self._name_at(elems, i, out)
            return i + 1
        out.append(elem)
        return i + 1

    def _finish(self, elems: list[Elem], i: int, j: int, org: Org, out: list[Elem]) -> int:
        """One party element for ``elems[i:j]``, with the acronym in brackets behind it."""
        last = elems[j - 1]
        surface = self.text[elems[i].start : last.end]
        party = Elem(
            "party",
            elems[i].start,
            last.end,
            surface,
            surface.lower(),
            org=org,
            country=org.country,
            possessive=last.possessive,
        )
        party.ent = elems[i].ent
        if j + 2 < len(elems) and elems[j].text == "(" and elems[j + 2].text == ")":
            inner = elems[j + 1]
            if (
                inner.kind not in ("money", "date", "quantity")
                and len(inner.text) < 40
                and inner.text[0].isupper()
            ):
                self.registry.learn(inner.text, org)
                if inner.kind in ("company", "org", "name") and len(inner.text) > len(org.name):
                    org.see(inner.text)
                j += 3
        out.append(party)
        return j

    def _country_at(self, elems: list[Elem], i: int, out: list[Elem]) -> int:
        elem = elems[i]
        assert elem.ent is not None
        record = next(e.record for e in elem.ent.entries if isinstance(e.record, schema.Country))
        code = record.code
        j = i + 1
        # adjectives between the country and the body or firm: "Poland's state-owned PGZ"
        k = j
        while (
            k < len(elems)
            and k - j < 3
            and elems[k].kind == "word"
            and elems[k].text[0].islower()
            and elems[k].low not in STOP
        ):
            k += 1
        if k < len(elems):
            nxt = elems[k]
            if nxt.kind == "bodyword" and (k == j or elem.possessive or elem.kind == "demonym"):
                return self._bodyword_at(elems, k, out, code, first=i)
            if nxt.kind == "body" and (elem.possessive or elem.kind == "demonym"):
                body = (
                    next(
                        (e.record for e in nxt.ent.entries if isinstance(e.record, schema.Body)),
                        None,
                    )
                    if nxt.ent
                    else None
                )
                if body is not None and body.country in (None, code):
                    if body.country is None and body.type != "alliance":
                        org = self.registry._get(
                            f"{body.id}:{code}", body.type, nxt.text, code, body.id
                        )
                        org.see(nxt.text)
                        return self._finish(elems, k, k + 1, org, out)
                    return self._finish(elems, k, k + 1, self.registry.body(body, nxt.text), out)
            if nxt.kind in ("company", "org") and (
                elem.possessive or elem.kind == "demonym" or k > j
            ):
                return self._company_at(elems, k, out, code)
            if nxt.kind == "descriptor" and elem.kind in ("demonym", "country"):
                return self._descriptor_at(elems, k, out, code, country_elem=elem)
            if (
                nxt.kind == "name"
                and elem.possessive
                and k == j
                and not self._is_person(elems, k, out)
            ):
                nxt.country = code
                out.append(nxt)
                return k + 1
        if elem.kind == "demonym":
            elem.country = code
            elem.kind = "adj"
            out.append(elem)
            return i + 1
        org = self.registry.country(record, elem.text)
        return self._finish(elems, i, i + 1, org, out)

    def _bodyword_at(
        self, elems: list[Elem], i: int, out: list[Elem], code: str | None, first: int | None = None
    ) -> int:
        elem = elems[i]
        assert elem.ent is not None
        word = next(e.record for e in elem.ent.entries if isinstance(e.record, schema.BodyWord))
        if self._attributive(elems, i):
            if first is not None:
                elems[first].kind, elems[first].country = "adj", code
                out.append(elems[first])
            elem.kind = "word"
            out.append(elem)
            return i + 1
        j = i + 1
        end = j
        if j < len(elems) and elems[j].low == "of":
            k = j + 1
            while k < len(elems) and elems[k].low in ("the", "national"):
                k += 1
            if k < len(elems) and elems[k].kind in ("country", "capital") and elems[k].ent:
                entry = next(
                    e for e in elems[k].ent.entries if isinstance(e.record, schema.Country)
                )  # type: ignore[union-attr]
                code = entry.record.code  # type: ignore[attr-defined]
                end = k + 1
        start = i if first is None else first
        # "Poland's Ministry of Defence" is named without the possessive country
        if first is not None and elems[first].possessive and elem.text[0].isupper():
            start = i
        surface = self.text[elems[start].start : elems[end - 1].end]
        named = elem.text[0].isupper() or code is not None
        if code is None and word.type == "government":
            around = [e.low for e in elems[max(0, i - 1) : i] + elems[i + 1 : i + 2]]
            named = named and "to" not in around and "-" not in around
        if elem.low == "military" and code is None:
            named = False
        if (
            (elem.low == "military" and code is None)
            or not named
            and not (i and elems[i - 1].low in ("the", "its", "their", "his"))
        ):
            out.append(elem)
            elem.kind = "word"
            return i + 1
        org = self.registry.generic_body(word, surface, code)
        return self._finish(elems, start, end, org, out)

    def _attributive(self, elems: list[Elem], i: int) -> bool:
        """``military capabilities``, ``police station``: the word describes what follows it."""
        if elems[i].low not in ("military", "police", "security forces"):
            return elems[i].low in ("navies", "armies", "air forces", "parliaments", "governments")
        after = elems[i + 1] if i + 1 < len(elems) else None
        if after is None or after.kind == "punct" or elems[i].possessive:
            return False
        return after.kind != "trigger" and after.low not in STOP

    def _company_at(self, elems: list[Elem], i: int, out: list[Elem], code: str | None) -> int:
        elem = elems[i]
        assert elem.ent is not None
        j = i + 1
        # the name goes on: "Raytheon" + "Missile Systems", "Olin" + "Corporation"
        while j < len(elems) and self._extends_company(elems, j):
            j += 2 if elems[j].text == "," else 1
        surface = self.text[elem.start : elems[j - 1].end]
        owner, mark, rest = surface.partition("'s " if "'s " in surface else "’s ")
        if mark and rest:
            # "France's Dassault Aviation" is Dassault Aviation
            for entry in self.lexicon.terms.get(owner.lower(), ()):
                if entry.label in ("country", "capital", "place"):
                    code = code or getattr(entry.record, "code", None)
                    surface = rest
        record = next(
            (e.record for e in elem.ent.entries if isinstance(e.record, schema.Company)), None
        )
        if record is not None:
            if record.context and " " not in surface and not self._company_context(elems, i, j):
                elem.kind = "name"
                out.append(elem)
                return i + 1
            org = self.registry.company(record, surface, code)
            if len(org.surfaces) == 1:
                self.registry.learn_short_names(org)
            self.registry.learn(surface, org)
        else:
            org = self._known_firm(surface, code) or self.registry.unknown_company(
                surface, code, elem.ent.rule or "company.shape"
            )
            if org.country is None:
                org.country = code
        return self._finish(elems, i, j, org, out)

    def _known_firm(self, surface: str, code: str | None) -> Org | None:
        """The firm of the rules whose name this is, its legal form aside."""
        words = surface.replace(",", " ").split()
        while len(words) > 1 and words[-1].lower() in self.lexicon.legal:
            words.pop()
            for entry in self.lexicon.terms.get(" ".join(words).lower(), ()):
                if isinstance(entry.record, schema.Company):
                    org = self.registry.company(entry.record, surface, code)
                    self.registry.learn(surface, org)
                    return org
        return None

    def _company_context(self, elems: list[Elem], i: int, j: int) -> bool:
        if j > i + 1:
            return True
        before = elems[i - 1] if i else None
        after = elems[j] if j < len(elems) else None
        if before is not None and before.kind in ("descriptor", "adj", "country"):
            return True
        return after is not None and (
            after.kind == "descriptor" or after.low in ("has", "said", "will", "won")
        )

    def _extends_company(self, elems: list[Elem], j: int) -> bool:
        elem = elems[j]
        if elems[j - 1].possessive:
            return False
        if elem.text == ",":
            return (
                j + 1 < len(elems)
                and elems[j + 1].low.rstrip(".") + "." in self.lexicon.legal
                or (j + 1 < len(elems) and elems[j + 1].low in self.lexicon.legal)
            )
        if elem.text == "&":
            return (
                j + 1 < len(elems)
                and elems[j + 1].text[0].isupper()
                and elems[j + 1].kind in ("name", "company", "org", "word")
            )
        if not elem.text[0].isupper():
            return False
        words = elem.low.split()
        if elem.kind in ("name", "word", "descriptor", "equip"):
            last = words[-1]
            return (
                last in self.lexicon.legal
                or last + "." in self.lexicon.legal
                or last in self.lexicon.heads
                or elems[j - 1].text == "&"
            )
        return (
            elem.kind == "country"
            and elem.text[0].isupper()
            and not elem.possessive
            and (j + 1 < len(elems) and self._extends_company(elems, j + 1))
        )

    def _descriptor_at(
        self,
        elems: list[Elem],
        i: int,
        out: list[Elem],
        code: str | None,
        country_elem: Elem | None = None,
    ) -> int:
        """``[Slovak] company`` before a name makes the name a firm."""
        if country_elem is not None:
            country_elem.kind, country_elem.country = "adj", code
            out.append(country_elem)
        out.append(elems[i])
        j = i + 1
        while j < len(elems) and elems[j].kind == "descriptor":
            out.append(elems[j])
            j += 1
        if j < len(elems) and elems[j].kind in ("name", "company", "org", "outlet"):
            nxt = elems[j]
            if nxt.kind == "name" and not self._is_person(elems, j, out):
                org = nxt.org or self.registry.unknown_company(nxt.text, code, "company.descriptor")
                if org.country is None:
                    org.country = code
                return self._finish(elems, j, j + 1, org, out)
            if nxt.kind in ("company", "org"):
                return self._company_at(elems, j, out, code)
        return j

    def _name_at(self, elems: list[Elem], i: int, out: list[Elem]) -> None:
        elem = elems[i]
        if elem.org is not None:
            elem.kind = "party"
            elem.country = elem.org.country
        elif self._is_person(elems, i, out):
            elem.kind = "person"
        elif (
            i + 2 < len(elems)
            and elems[i + 1].text == "("
            and elems[i + 2].text.isupper()
            and len(elems[i + 2].text) > 1
            and is_acronym_of(elems[i + 2].text, elem.text)
            and " " in elem.text
        ):
            self.registry.learn(elems[i + 2].text, Org("", "", "")) if False else None
        elif (
            i + 1 < len(elems)
            and elems[i + 1].kind == "word"
            and elems[i + 1].low.startswith("-based")
        ):
            elem.kind = "word"
        out.append(elem)

    def _is_person(self, elems: list[Elem], i: int, out: list[Elem]) -> bool:
        """Whether the name at ``i`` follows a title or is said to have spoken."""
        before = out[-1] if out else None
        if before is not None and before.text == "." and len(out) > 1:
            before = out[-2]
        if before is not None and before.low.split(" ")[-1] in _TITLES:
            return True
        return False

    # -- items ----------------------------------------------------------------------------

    def _items(self, elems: list[Elem]) -> list[Elem]:
        out: list[Elem] = []
        i = 0
        while i < len(elems):
            elem = elems[i]
            if elem.kind in ("system", "designation", "equip") and self._item_word(elems, i):
                j = self._item_end(elems, i)
                if j < len(elems) and elems[j].kind == "descriptor":
                    # "electronics house", "drone maker": what a firm does
                    for part in elems[i:j]:
                        part.kind = "word"
                    out.extend(elems[i:j])
                    i = j
                    continue
                i = self._item_at(elems, i, out)
            else:
                if elem.kind in ("system", "designation", "equip"):
                    elem.kind = "name" if elem.text[0].isupper() else "word"
                out.append(elem)
                i += 1
        return out

    def _item_word(self, elems: list[Elem], i: int) -> bool:
        """Whether an ambiguous system name is meant as a system here."""
        ent = elems[i].ent
        if ent is None or elems[i].kind != "system":
            return True
        systems = [e.record for e in ent.entries if isinstance(e.record, schema.System)]
        if not all(s.context for s in systems):
            return True
        around = elems[max(0, i - 1) : i] + elems[i + 1 : i + 3]
        return any(e.kind in ("equip", "designation", "quantity", "system") for e in around)

    def _item_at(self, elems: list[Elem], i: int, out: list[Elem]) -> int:
        j = self._item_end(elems, i)
        start = self._take_modifiers(out)
        parts = [e for e in elems[i:j] if e.kind in ("system", "designation", "equip")]
        first = out[start].start if start < len(out) else elems[i].start
        modifiers = out[start:]
        del out[start:]
        quantity = None
        if out and out[-1].kind == "quantity":
            quantity = out[-1]
        elif modifiers and modifiers[0].kind == "quantity":
            quantity = modifiers[0]
        before = out[-2] if quantity is not None and len(out) > 1 else (out[-1] if out else None)
        definite = before is not None and (
            before.low in ("the", "this", "these", "those", "that", "its", "their", "such")
            or before.possessive
        )
        item = self._make_item(parts, modifiers, elems[i:j], first, elems[j - 1].end, definite)
        if quantity is not None and quantity.ent is not None:
            value = quantity.ent.value
            assert isinstance(value, Quantity)
            item.quantity, item.qualifier = value.value, value.qualifier
        elif (
            before is not None
            and before.low in ("a", "an", "one")
            and parts[-1].low == parts[-1].text.lower()
            and self._singular(parts[-1])
        ):
            item.quantity = 1 if not item.service else None
        surface = self.text[item.start : item.end]
        group = Elem(
            "item",
            item.start,
            item.end,
            surface,
            surface.lower(),
            item=item,
            possessive=elems[j - 1].possessive,
            definite=definite,
        )
        group.ent = parts[0].ent
        out.append(group)
        return j

    def _bracketed_count(self, elems: list[Elem], j: int) -> int | None:
        """``MK82-6 (3,671 each)``: the count in brackets behind an item."""
        if j + 2 >= len(elems) or elems[j].text != "(" or elems[j + 1].kind != "quantity":
            return None
        if elems[j + 2].text != ")" and elems[j + 2].low not in ("each", "units", "ea"):
            return None
        ent = elems[j + 1].ent
        value = ent.value if ent else None
        return value.value if isinstance(value, Quantity) else None

    def _singular(self, elem: Elem) -> bool:
        if elem.ent is None or elem.kind != "equip":
            return elem.kind in ("system", "designation")
        return any("singular" in e.forms for e in elem.ent.entries if e.label == "equip")

    def _item_end(self, elems: list[Elem], i: int) -> int:
        """Index behind the item group that starts at ``i``: heads with words between them."""
        j = i + 1
        while j < len(elems):
            if elems[j - 1].possessive:
                break
            kind = elems[j].kind
            if kind in ("system", "designation", "equip"):
                j += 1
                continue
            # up to two plain words between a designation and its type word
            k = j
            while (
                k < len(elems)
                and k - j < 3
                and self._modifier(elems[k])
                and elems[k].low not in ("aircraft",)
            ):
                k += 1
            if k > j and k < len(elems) and elems[k].kind in ("equip", "designation"):
                j = k + 1
                continue
            # "(MLRS)" behind the head: its acronym
            if (
                elems[j].text == "("
                and j + 2 < len(elems)
                and elems[j + 2].text == ")"
                and elems[j + 1].kind
                in ("name", "word", "equip", "system", "designation", "company", "org", "party")
                and elems[j + 1].text.isupper()
                and j + 3 < len(elems)
                and elems[j + 3].kind in ("equip", "system", "designation")
            ):
                j += 3
                continue
            break
        return j

    def _modifier(self, elem: Elem) -> bool:
        if elem.kind == "adj":
            return True
        if elem.kind not in ("word", "name", "quantity_word"):
            return False
        return elem.low not in STOP and not elem.possessive and elem.text[0].isalnum()

    def _take_modifiers(self, out: list[Elem]) -> int:
        """Index in ``out`` of the first modifier of the head that comes next."""
        k = len(out)
        while k > 0 and len(out) - k < 6 and self._modifier(out[k - 1]):
            word = out[k - 1]
            if word.low.endswith("ly") and len(word.low) > 4:
                break
            k -= 1
        return k

    def _make_item(
        self,
        parts: list[Elem],
        modifiers: list[Elem],
        group: list[Elem],
        start: int,
        end: int,
        definite: bool,
    ) -> Item:
        named = [e for e in parts if e.kind in ("system", "designation")]
        heads = [e for e in parts if e.kind == "equip"]
        records = [r for e in heads for r in self._equipment(e)]
        category: Category = "other"
        head = heads[-1].low if heads else ""
        if records:
            specific = [r for r in records if not r.generic and r.category != "other"] or records
            category = specific[-1].category
        for elem in named:
            for entry in elem.ent.entries if elem.ent else ():
                if isinstance(entry.record, schema.System):
                    category = entry.record.category
                    break
        generic = bool(records) and all(r.generic for r in records) and not named
        service = bool(records) and records[-1].service
        rule = ""
        if named:
            name = self._designation_name(named, group)
            source = named[0].ent
            if source is not None:
                rule = source.rule or (source.entries[0].record.id if source.entries else "")
        else:
            words = list(modifiers)
            while words and (words[0].low in _DROP_ADJECTIVES or words[0].kind == "adj"):
                words.pop(0)
            words = [w for w in words if w.kind != "quantity"]
            first = words[0].start if words else parts[0].start
            name = self.text[first:end]
            rule = records[-1].id if records else ""
        maker = next((m.country for m in modifiers if m.kind == "adj"), None)
        plain = [m for m in modifiers if m.low not in _DROP_ADJECTIVES and m.kind != "adj"]
        return Item(
            start=start,
            end=end,
            name=name.strip(" ,"),
            head=head,
            category=category,
            designated=bool(named),
            generic=generic and not plain,
            service=service,
            definite=definite,
            maker=maker,
            rule=rule,
        )

    def _designation_name(self, named: list[Elem], group: list[Elem]) -> str:
        """The designation, with the name that directly follows it (``C-130J`` + ``Super Hercules``)."""
        first = last = named[0]
        for elem in named[1:]:
            if self.text[last.end : elem.start].strip(" /-") == "":
                last = elem
        return self.text[first.start : last.end]

    def _equipment(self, elem: Elem) -> list[schema.Equipment]:
        if elem.ent is None:
            return []
        return [e.record for e in elem.ent.entries if isinstance(e.record, schema.Equipment)]
