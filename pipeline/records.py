"""The deal record: what the pipeline writes and what a gold file holds.

Typed, frozen records with JSON in and out. The field names and their meaning are those of
the record contract (``docs/record.md``); absent facts are ``None``, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

DealKind = Literal[
    "procurement",
    "foreign_military_sale",
    "modification",
    "framework",
    "memorandum",
    "co_production",
    "transfer",
]
DealStatus = Literal["planned", "selected", "approved", "signed", "delivered", "cancelled"]
Prominence = Literal["main", "background"]
Role = Literal["buyer", "seller", "partner", "end_user", "subcontractor", "approver"]
Category = Literal[
    "aircraft",
    "air_defence",
    "ammunition",
    "armoured_vehicle",
    "artillery",
    "electronics",
    "engine",
    "missile",
    "naval_weapon",
    "satellite",
    "sensor",
    "service",
    "ship",
    "small_arms",
    "uav",
    "vehicle",
    "other",
]
ValueKind = Literal["total", "ceiling", "unit", "option", "part", "financing", "offset"]
Qualifier = Literal["exact", "approximate", "minimum", "maximum", "range"]
DateKind = Literal["signed", "announced", "approved", "start", "delivery", "completion"]
ObligationKind = Literal[
    "delivery",
    "production",
    "technology_transfer",
    "training",
    "support",
    "payment",
    "investment",
    "development",
    "integration",
    "offset",
    "other",
]
Modality = Literal["binding", "planned", "conditional"]


class Evidence(msgspec.Struct, frozen=True, order=True):
    """The words a fact was read from: ``text[start:end] == quote``, and the rule that read it."""

    start: int
    end: int
    quote: str
    rule: str = ""


class Party(msgspec.Struct, frozen=True):
    """A side of a deal. ``country`` is an ISO 3166-1 alpha-3 code or ``None``."""

    name: str
    role: Role
    country: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Item(msgspec.Struct, frozen=True):
    """What is bought or made; ``quantity`` is the firm number, ``None`` where not given."""

    name: str
    category: Category = "other"
    quantity: int | None = None
    evidence: tuple[Evidence, ...] = ()


class Value(msgspec.Struct, frozen=True):
    """A sum in whole units of ``currency`` (ISO 4217); for a range, ``amount`` is its upper end."""

    amount: float
    currency: str
    kind: ValueKind = "total"
    amount_min: float | None = None
    qualifier: Qualifier = "exact"
    evidence: tuple[Evidence, ...] = ()


class DealDate(msgspec.Struct, frozen=True):
    """A date of the deal as an EDTF (ISO 8601-2) level 1 string."""

    kind: DateKind
    date: str
    evidence: tuple[Evidence, ...] = ()


class Obligation(msgspec.Struct, frozen=True):
    """What a party undertakes under the deal; ``text`` is the verb phrase verbatim."""

    kind: ObligationKind
    text: str
    obligor: str | None = None
    obligee: str | None = None
    deadline: str | None = None
    modality: Modality = "binding"
    evidence: tuple[Evidence, ...] = ()


class Deal(msgspec.Struct, frozen=True):
    """One arrangement between named parties, with everything the article says of it."""

    kind: DealKind
    status: DealStatus
    prominence: Prominence
    parties: tuple[Party, ...] = ()
    items: tuple[Item, ...] = ()
    values: tuple[Value, ...] = ()
    dates: tuple[DealDate, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    identifiers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


class ArticleRecord(msgspec.Struct, frozen=True):
    """The facts of one article."""

    id: str
    deals: tuple[Deal, ...]
    source: str | None = None
    title: str | None = None
    published: str | None = None
    text: str | None = None


_DECODER = msgspec.json.Decoder(ArticleRecord)


def to_json(record: ArticleRecord) -> bytes:
    """One record as compact UTF-8 JSON, keys in declaration order, without a line end."""
    return msgspec.json.encode(record)


def from_json(data: bytes | str) -> ArticleRecord:
    """Read one record; raises ``msgspec.ValidationError`` naming the offending path."""
    return _DECODER.decode(data)


def to_builtins(record: ArticleRecord) -> dict[str, Any]:
    """The record as plain dicts and lists."""
    result: dict[str, Any] = msgspec.to_builtins(record)
    return result


def load_gold(path: Path) -> ArticleRecord:
    """Read a ``*.gold.json`` file; raises ``ValueError`` naming the file when it does not fit."""
    try:
        return from_json(path.read_bytes())
    except msgspec.MsgspecError as error:
        raise ValueError(f"{path}: {error}") from error


def read_jsonl(path: Path) -> Iterator[ArticleRecord]:
    """The records of a JSON Lines file such as ``deals.jsonl``, one at a time.

    Raises ``ValueError`` naming file and line for one that does not fit, ``OSError`` where the file
    cannot be read.
    """
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    yield from_json(line)
                except msgspec.MsgspecError as error:
                    raise ValueError(f"{path}:{number}: {error}") from error
