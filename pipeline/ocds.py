"""Deals as a release package of the Open Contracting Data Standard (OCDS) 1.1.5.

A deal is a release: its parties with roles, an award, and a contract once it is signed; obligations
with a deadline are milestones of the contract. What the standard has no field for stands in an
object ``dealfacts`` of the release (kind, status, prominence, all obligations, further values and
dates, the evidence of every fact), which :data:`EXTENSION` describes as an OCDS extension.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import msgspec

from pipeline.calendar_math import first, last, last_day
from pipeline.export import leading_value, write_file
from pipeline.fact_tables import all_deals
from pipeline.ics import due
from pipeline.records import ArticleRecord, Deal, Item, Obligation, Party, Value

# The prefix that the standard keeps for examples; publishers register one of their own.
EXAMPLE_PREFIX = "ocds-213czf"
EXTENSION = {
    "name": {"en": "Deal facts"},
    "description": {
        "en": "What news articles say of a defence deal beyond the fields of the standard: kind, "
        "status and prominence of the deal, obligations of its parties, and for each fact the "
        "words it was read from."
    },
    "documentationUrl": {},
    "compatibility": ["1.1"],
    "schemas": ["release-schema.json"],
}
EXTENSION_SCHEMA = {
    "properties": {
        "dealfacts": {
            "title": "Deal facts",
            "description": "The deal as read from the article.",
            "type": "object",
            "properties": {
                "article": {"type": "string"},
                "deal": {"type": "integer"},
                "kind": {"type": "string"},
                "status": {"type": "string"},
                "prominence": {"type": "string"},
                "identifiers": {"type": "array", "items": {"type": "string"}},
                **{
                    field: {"type": "array", "items": {"type": "object"}}
                    for field in ("parties", "items", "values", "dates", "obligations", "evidence")
                },
            },
        }
    }
}
_TAGS = {
    "planned": "planning",
    "selected": "award",
    "approved": "award",
    "signed": "contract",
    "delivered": "implementation",
    "cancelled": "awardCancellation",
}
_AWARD_STATUS = {
    "planned": "pending",
    "selected": "pending",
    "approved": "pending",
    "signed": "active",
    "delivered": "active",
    "cancelled": "cancelled",
}
_CONTRACT_STATUS = {"signed": "active", "delivered": "terminated"}
_ROLES = {
    "buyer": ["buyer", "procuringEntity"],
    "seller": ["supplier"],
    "partner": ["supplier"],
    "end_user": ["user"],
    "subcontractor": ["subcontractor"],
    "approver": ["reviewBody"],
}
_DELIVERY = ("start", "delivery", "completion")
_UNDATED = "1970-01-01"
_EXTENSION_PATH = "extension/extension.json"


def write(
    found: Iterable[ArticleRecord],
    out: Path,
    uri: str,
    publisher: str,
    prefix: str = EXAMPLE_PREFIX,
) -> list[Path]:
    """Write the release package and the extension into the folder ``out``; the paths written.

    ``uri`` is where the package will be found (the extension is taken to lie beside it),
    ``publisher`` who gives it out, ``prefix`` the publisher's registered OCID prefix. Raises
    ``OSError`` where the folder cannot be written to.
    """
    (out / "extension").mkdir(parents=True, exist_ok=True)
    files = {
        "release-package.json": package(found, uri, publisher, prefix),
        _EXTENSION_PATH: EXTENSION,
        "extension/release-schema.json": EXTENSION_SCHEMA,
    }
    for name, content in files.items():
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        write_file(out / name, text.encode("utf-8", "replace"))
    return [out / name for name in files]


def package(
    found: Iterable[ArticleRecord], uri: str, publisher: str, prefix: str = EXAMPLE_PREFIX
) -> dict[str, Any]:
    """The deals of ``found`` as a release package.

    Dates are those of the articles; where none is known they are the first day of 1970, since the
    standard wants one and a clock would change the bytes.
    """
    releases = [_release(*told, prefix) for told in all_deals(found)]
    days = [release["date"] for release in releases]
    return {
        "uri": uri,
        "version": "1.1",
        "publishedDate": max(days, default=_moment(_UNDATED)),
        "publisher": {"name": publisher},
        "extensions": [urljoin(uri, _EXTENSION_PATH)],
        "releases": releases,
    }


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:12]


def _filled(**fields: Any) -> dict[str, Any]:
    """The fields that hold something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


# --- parts ---------------------------------------------------------------------------------------


def _release(record: ArticleRecord, position: int, deal: Deal, prefix: str) -> dict[str, Any]:
    key = _digest(record.id, str(position))
    buyers = [party for party in deal.parties if party.role == "buyer"]
    return _filled(
        ocid=f"{prefix}-{key}",
        id=f"{key}-1",
        date=_moment(record.published or _UNDATED),
        tag=[_TAGS[deal.status]],
        initiationType="tender",
        language="en",
        parties=_parties(deal.parties),
        buyer=_reference(buyers[0]) if buyers else None,
        awards=[_award(record, deal, key)],
        contracts=[_contract(deal, key)] if deal.status in _CONTRACT_STATUS else [],
        dealfacts=_facts(record, position, deal),
    )


def _party_id(party: Party) -> str:
    return f"{party.country or 'XX'}-{_digest(party.name, party.country or '')}"


def _reference(party: Party) -> dict[str, Any]:
    return {"id": _party_id(party), "name": party.name}


def _parties(parties: Iterable[Party]) -> list[dict[str, Any]]:
    """Each organization once, with all its roles."""
    told: dict[str, dict[str, Any]] = {}
    for party in parties:
        address = {"countryName": party.country} if party.country else None
        entry = told.setdefault(
            _party_id(party),
            _filled(id=_party_id(party), name=party.name, address=address, roles=[])
            | {"roles": []},
        )
        entry["roles"] += [role for role in _ROLES[party.role] if role not in entry["roles"]]
    return list(told.values())


def _money(value: Value | None) -> dict[str, Any] | None:
    return {"amount": value.amount, "currency": value.currency} if value else None


def _items(items: Iterable[Item]) -> list[dict[str, Any]]:
    return [
        _filled(
            id=str(number),
            description=item.name,
            classification={"scheme": "dealfacts", "id": item.category},
            quantity=item.quantity,
        )
        for number, item in enumerate(items, 1)
    ]


def _day_of(deal: Deal, *kinds: str) -> str | None:
    """The first date of these kinds that is a full day."""
    for kind in kinds:
        for date in deal.dates:
            if date.kind == kind and re.fullmatch(r"\d{4}-\d\d-\d\d", date.date):
                return _moment(date.date)
    return None


def _period(deal: Deal) -> dict[str, Any] | None:
    """From the start to the last day of delivery or completion, as far as they are known."""
    ends = [
        day
        for date in deal.dates
        if date.kind in _DELIVERY[1:] and (day := last_day(last(date.date))) is not None
    ]
    starts = [first(date.date) for date in deal.dates if date.kind == "start"]
    opening = next((day for day in starts if re.fullmatch(r"\d{4}-\d\d-\d\d", day)), None)
    closing = _moment(max(ends).isoformat()) if ends else None
    return _filled(startDate=_moment(opening) if opening else None, endDate=closing) or None


def _award(record: ArticleRecord, deal: Deal, key: str) -> dict[str, Any]:
    suppliers = [_reference(p) for p in deal.parties if p.role in ("seller", "partner")]
    return _filled(
        id=f"{key}-award",
        title=record.title,
        status=_AWARD_STATUS[deal.status],
        date=_day_of(deal, "signed", "approved", "announced"),
        value=_money(leading_value(deal.values)),
        suppliers=list({each["id"]: each for each in suppliers}.values()),
        items=_items(deal.items),
        contractPeriod=_period(deal),
    )


def _contract(deal: Deal, key: str) -> dict[str, Any]:
    return _filled(
        id="; ".join(deal.identifiers) or f"{key}-contract",
        awardID=f"{key}-award",
        status=_CONTRACT_STATUS[deal.status],
        dateSigned=_day_of(deal, "signed"),
        value=_money(leading_value(deal.values)),
        items=_items(deal.items),
        period=_period(deal),
        milestones=_milestones(deal.obligations),
    )


def _milestones(obligations: Iterable[Obligation]) -> list[dict[str, Any]]:
    dated = [(fact, due(fact.deadline)) for fact in obligations]
    return [
        _filled(
            id=str(number),
            title=fact.kind.replace("_", " "),
            description=f"{fact.obligor}: {fact.text}" if fact.obligor else fact.text,
            type="delivery",
            dueDate=_moment(day.isoformat()),
            status="scheduled",
        )
        for number, (fact, day) in enumerate(dated, 1)
        if day is not None
    ]


def _facts(record: ArticleRecord, position: int, deal: Deal) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(deal)
    return {"article": record.id, "deal": position, **told}
