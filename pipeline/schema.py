"""The types of the records in ``patterns/``: one struct a rule file.

Every record has an ``id``; rules with behaviour carry their own examples. Unknown keys are errors.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from pipeline.records import Category, DealKind, DealStatus, ObligationKind, Role


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every rule record has."""

    id: str


class Country(Record, frozen=True):
    """A state, its names, adjectives and the places that stand for its government."""

    code: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    currency: str | None = None


class Place(Record, frozen=True):
    """A place that tells a country but never acts for it."""

    name: str
    code: str
    names: tuple[str, ...] = ()


class Body(Record, frozen=True):
    """A named government body, armed service or alliance (``country`` null).

    ``ambiguous``: names that other bodies have too, its own where the article names its country.
    """

    name: str
    type: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    ambiguous: tuple[str, ...] = ()


class BodyWord(Record, frozen=True):
    """A generic head such as ``air force`` that a country adjective or the context completes."""

    forms: tuple[str, ...]
    type: str
    acts_for_state: bool = False


class Company(Record, frozen=True):
    """A firm. ``context``: an ordinary word too; ``acronym``: matched case-sensitively."""

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    context: bool = False
    acronym: bool = False


class CompanyWord(Record, frozen=True):
    """A word that betrays a firm: legal form, first or last word of a name, or noun beside it."""

    kind: Literal["legal", "head", "descriptor", "prefix"]
    forms: tuple[str, ...]
    strength: Literal["strong", "weak"] = "strong"


class Outlet(Record, frozen=True):
    """A name that is never a party: media, think tanks, trade shows, exchanges."""

    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "outlet"


class System(Record, frozen=True):
    """A named system. ``context``: the name is an ordinary word as well."""

    name: str
    category: Category
    aliases: tuple[str, ...] = ()
    maker_country: str | None = None
    context: bool = False
    ambiguous: bool = False


class Equipment(Record, frozen=True):
    """A type word, the head of an item phrase."""

    term: str
    category: Category
    plural: str | None = None
    aliases: tuple[str, ...] = ()
    generic: bool = False
    service: bool = False


class Designation(Record, frozen=True):
    """The shape of a designation, as a regular expression over the text."""

    regex: str
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    note: str = ""
    category: Category | None = None


class DealExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and the facts that must come out of it."""

    text: str
    buyer: tuple[str, ...] = ()
    seller: tuple[str, ...] = ()
    partner: tuple[str, ...] = ()
    approver: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    kind: DealKind | None = None
    status: DealStatus | None = None


class RoleCue(Record, frozen=True):
    """A noun that names a party's role outright: ``X is the prime contractor``."""

    role: Role
    words: tuple[str, ...]
    yes: tuple[DealExample, ...] = ()
    no: tuple[str, ...] = ()


class Trigger(Record, frozen=True):
    """A verb or noun that reports a deal, and what its arguments are.

    ``roles`` maps an argument (``subject``, ``object``, or a preposition) to what fills it:
    a party role, ``item``, ``deal`` (a deal noun, the verb being light), or ``side`` (a party
    whose role the rest decides). ``holder`` is the role of a noun's possessor ("Peru's order").
    """

    pos: Literal["verb", "noun"]
    words: tuple[str, ...]
    roles: dict[str, str]
    kind: DealKind | None = None
    status: DealStatus | None = None
    light: bool = False
    weight: float = 1.0
    holder: Literal["buyer", "seller", "side"] = "side"
    yes: tuple[DealExample, ...] = ()
    no: tuple[str, ...] = ()


class Cue(Record, frozen=True):
    """Context words: what they say of the clause they stand in, and of what strength."""

    sense: str
    words: tuple[str, ...]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class ObligationVerb(Record, frozen=True):
    """Verbs of undertaking, by kind of obligation."""

    kind: ObligationKind
    words: tuple[str, ...]
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
