"""The rule files compiled into one table of literal terms and a few regular expressions.

All literal terms (names, type words, triggers) sit in one case-insensitive phrase table, so that
an article is matched in one pass whatever the number of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline import schema
from pipeline.inflect import plural, verb_forms
from pipeline.rules import load_jsonl

R = TypeVar("R", bound=schema.Record)


class Entry(NamedTuple):
    """One surface form of one rule record. ``label`` says what table it is from."""

    label: str
    surface: str
    record: schema.Record
    forms: frozenset[str] = frozenset()


class Senses(tuple[Entry, ...]):
    """The entries that one surface may stand for, and what is asked of each of its spans.

    A surface is read once for all articles, so the answers are kept.
    """

    @cached_property
    def nouns(self) -> tuple[schema.Trigger, ...]:
        """The deal nouns among them."""
        return tuple(r for r, _ in self._triggers if r.pos == "noun")

    @cached_property
    def verbs(self) -> tuple[schema.Trigger, ...]:
        """The verbs among them."""
        return tuple(r for r, _ in self._triggers if r.pos == "verb")

    @cached_property
    def verb_forms(self) -> frozenset[str]:
        """The forms of its verb that the surface may be."""
        return frozenset().union(*(forms for r, forms in self._triggers if r.pos == "verb"))

    @cached_property
    def trigger_forms(self) -> frozenset[str]:
        """The forms of a verb or deal noun that the surface may be."""
        return frozenset().union(*(forms for _, forms in self._triggers))

    @cached_property
    def equipment(self) -> tuple[schema.Equipment, ...]:
        """The type words among them."""
        return tuple(e.record for e in self if isinstance(e.record, schema.Equipment))

    @cached_property
    def equipment_forms(self) -> frozenset[str]:
        """The forms of a type word that the surface may be."""
        return frozenset().union(*(e.forms for e in self if e.label == "equip"))

    @cached_property
    def _triggers(self) -> tuple[tuple[schema.Trigger, frozenset[str]], ...]:
        return tuple((e.record, e.forms) for e in self if isinstance(e.record, schema.Trigger))


NO_SENSES = Senses()

# Labels whose terms are proper names: matched only where the text writes them as names.
NAME_LABELS = frozenset(
    {"country", "demonym", "capital", "place", "body", "company", "outlet", "system"}
)


_VOWELS = frozenset("aeiouy")


@dataclass(slots=True)
class Lexicon:
    """Compiled rule data. ``terms`` maps a lower-case surface to its entries."""

    terms: dict[str, tuple[Entry, ...]]
    designations: re.Pattern[str] | None
    designation_rules: tuple[schema.Designation, ...]
    legal: frozenset[str]
    heads: Mapping[str, str]
    company_suffix: re.Pattern[str]
    company_prefix: re.Pattern[str]
    company_first: frozenset[str]
    countries: dict[str, schema.Country]

    def country_name(self, code: str | None) -> str | None:
        """Usual news name of a country by its ISO 3166-1 alpha-3 code."""
        record = self.countries.get(code or "")
        return record.name if record else None


def _variants(term: str) -> Iterable[str]:
    yield term
    if "’" in term:
        yield term.replace("’", "'")
    elif "'" in term:
        yield term.replace("'", "’")


class _Builder:
    def __init__(self) -> None:
        self.terms: dict[str, list[Entry]] = {}

    def add(
        self, label: str, term: str, record: schema.Record, forms: frozenset[str] = frozenset()
    ) -> None:
        for variant in _variants(term):
            entries = self.terms.setdefault(variant.lower(), [])
            if not any(e.label == label and e.record.id == record.id for e in entries):
                entries.append(Entry(label, variant, record, forms))

    def add_forms(self, label: str, forms: Iterable[str], record: schema.Record) -> None:
        for form in forms:
            self.add(label, form, record)

    def add_countries(self, records: list[schema.Country]) -> None:
        for record in records:
            for name in (record.name, *record.names):
                self.add("country", name, record)
            for name in record.demonyms:
                self.add("demonym", name, record)
            for name in record.capitals:
                self.add("capital", name, record)

    def add_names(self, label: str, records: Iterable[schema.Record]) -> None:
        for record in records:
            names = (record.name, *getattr(record, "aliases", ()), *getattr(record, "names", ()))  # type: ignore[attr-defined]
            if isinstance(record, schema.Body):
                names += record.ambiguous
            for name in names:
                self.add(label, name, record)
                if label == "system" and name[-1].isalnum() and name[-1] != "s":
                    self.add(label, name + "s", record, frozenset({"plural"}))

    def add_equipment(self, records: list[schema.Equipment]) -> None:
        for record in records:
            for term in (record.term, *record.aliases):
                self.add("equip", term, record, frozenset({"singular"}))
                self.add_plural(term, record)

    def add_plural(self, term: str, record: schema.Equipment) -> None:
        form = record.plural if record.plural and term == record.term else None
        if form is None:
            form = term + "s" if term.isupper() or term[-1].isdigit() else plural(term)
        if form.lower() != term.lower():
            self.add("equip", form, record, frozenset({"plural"}))

    def add_triggers(self, records: list[schema.Trigger]) -> None:
        for record in records:
            for word in record.words:
                if record.pos == "verb":
                    for surface, forms in verb_forms(word).items():
                        self.add_trigger(surface, record, forms)
                else:
                    self.add_trigger(word, record, frozenset({"noun"}))
                    self.add_trigger(plural(word), record, frozenset({"noun", "plural"}))

    def add_trigger(self, surface: str, record: schema.Trigger, forms: frozenset[str]) -> None:
        self.add("trigger", surface, record, forms)


def _company_suffix(words: list[schema.CompanyWord]) -> re.Pattern[str]:
    """A legal form, or a word that ends firms' names, after another word."""
    legal = sorted(
        {f for w in words if w.kind == "legal" for f in w.forms if not _is_word(f)},
        key=lambda f: (-len(f), f),
    )
    heads = sorted(
        {f for w in words if w.kind == "head" and w.strength == "strong" for f in w.forms},
        key=lambda f: (-len(f), f),
    )
    # One branch a first character: the engine skips to those, and few forms are tried at each.
    starts: dict[str, list[str]] = {}
    for form in dict.fromkeys([*legal, *heads]):
        starts.setdefault(form[0], []).append(re.escape(form[1:]))
    branches = (
        rf"{c}(?:(?<=[\w.)&] {c})|(?<=\w, {c}))(?:{'|'.join(rest)})(?![\w-])"
        for c, rest in ((re.escape(first), rest) for first, rest in starts.items())
    )
    return re.compile("|".join(branches))


def _is_word(form: str) -> bool:
    """Whether a legal form may be an English word in lower case: ``as``, but not ``plc``."""
    return form.isalpha() and form.islower() and not _VOWELS.isdisjoint(form)


def _company_prefix(words: list[schema.CompanyWord]) -> re.Pattern[str]:
    """A word that begins firms' names, and the capitalised words behind it.

    A stop belongs to a word of a few letters only: ``Chantiers Volta S.A.``, not ``Volta. Then``.
    """
    forms = sorted({f for w in words if w.kind == "prefix" for f in w.forms})
    first = "|".join(map(re.escape, forms)) or r"(?!)"
    return re.compile(
        rf"\b(?:{first})(?: (?:(?:de|del|di|da|do|y|e|et) )?"
        r"[A-ZÀ-ÖØ-ÞĀ-Ž](?:\w{0,2}\.(?:\w{1,2}\.)*|[\w-]*(?:\.\w+)*)){1,4}"
    )


def _terms(
    countries: list[schema.Country], company_words: list[schema.CompanyWord], user_dir: Path | None
) -> dict[str, list[Entry]]:
    """All literal terms of the rule files."""

    def load(name: str, kind: type[R]) -> list[R]:
        return load_jsonl(name, kind, user_dir)

    builder = _Builder()
    builder.add_countries(countries)
    builder.add_names("place", load("places.jsonl", schema.Place))
    builder.add_names("body", load("bodies.jsonl", schema.Body))
    builder.add_names("company", load("companies.jsonl", schema.Company))
    builder.add_names("outlet", load("newspapers.jsonl", schema.Outlet))
    builder.add_names("system", load("systems.jsonl", schema.System))
    for word in load("body_words.jsonl", schema.BodyWord):
        builder.add_forms("bodyword", word.forms, word)
    for company_word in company_words:
        if company_word.kind == "descriptor":
            builder.add_forms("descriptor", company_word.forms, company_word)
    builder.add_equipment(load("equipment.jsonl", schema.Equipment))
    builder.add_triggers(load("triggers.jsonl", schema.Trigger))
    for cue in load("role_cues.jsonl", schema.RoleCue):
        builder.add_forms("rolecue", cue.words, cue)
    return builder.terms


def build_lexicon(user_dir: Path | None = None) -> Lexicon:
    """Load the bundled rules, with those of ``user_dir`` merged over them; raises ``RuleError``."""
    countries = load_jsonl("countries.jsonl", schema.Country, user_dir)
    company_words = load_jsonl("company_words.jsonl", schema.CompanyWord, user_dir)
    designations = tuple(load_jsonl("designations.jsonl", schema.Designation, user_dir))
    terms = _terms(countries, company_words, user_dir)
    shapes = "|".join(f"({d.regex})" for d in designations)
    return Lexicon(
        terms={key: tuple(entries) for key, entries in terms.items()},
        designations=re.compile(shapes) if shapes else None,
        designation_rules=designations,
        legal=frozenset(f.lower() for w in company_words if w.kind == "legal" for f in w.forms),
        heads={f.lower(): w.strength for w in company_words if w.kind == "head" for f in w.forms},
        company_suffix=_company_suffix(company_words),
        company_prefix=_company_prefix(company_words),
        company_first=frozenset(f for w in company_words if w.kind == "prefix" for f in w.forms),
        countries={c.code: c for c in countries},
    )
