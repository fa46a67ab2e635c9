"""The columns of ``deals.parquet`` with their types (``docs/howto/parquet.md`` explains them).

The names are those of the record (``pipeline.records``), so that a query reads like the JSON. A
column that may be empty is null there and never an empty text.
"""

from __future__ import annotations

import pyarrow as pa


def _struct(*fields: pa.Field) -> pa.DataType:
    return pa.struct(fields)


def _given(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


def _list(name: str, kind: pa.DataType) -> pa.Field:
    """A list without gaps: empty where there is nothing, never null."""
    return pa.field(name, pa.list_(_given("element", kind)), nullable=False)


_TEXT = pa.string()
_DAY = pa.date32()
_SUM = pa.float64()  # as in the record: whole units, exact up to 2**53

EVIDENCE = _struct(
    _given("start", pa.int32()),
    _given("end", pa.int32()),
    _given("quote", _TEXT),
    _given("rule", _TEXT),
)
PARTY = _struct(
    _given("name", _TEXT),
    _given("role", _TEXT),
    pa.field("country", _TEXT),
    _list("evidence", EVIDENCE),
)
ITEM = _struct(
    _given("name", _TEXT),
    _given("category", _TEXT),
    pa.field("quantity", pa.int64()),
    _list("evidence", EVIDENCE),
)
VALUE = _struct(
    _given("amount", _SUM),
    _given("currency", _TEXT),
    _given("kind", _TEXT),
    pa.field("amount_min", _SUM),
    _given("qualifier", _TEXT),
    pa.field("usd", _SUM),
    pa.field("usd_rate", pa.float64()),
    pa.field("usd_rate_date", _DAY),
    pa.field("usd_rate_source", _TEXT),
    _list("evidence", EVIDENCE),
)
DEAL_DATE = _struct(
    _given("kind", _TEXT),
    _given("date", _TEXT),
    pa.field("last_day", _DAY),
    _list("evidence", EVIDENCE),
)
OBLIGATION = _struct(
    _given("kind", _TEXT),
    _given("text", _TEXT),
    pa.field("obligor", _TEXT),
    pa.field("obligee", _TEXT),
    pa.field("deadline", _TEXT),
    pa.field("last_day", _DAY),
    _given("modality", _TEXT),
    _list("evidence", EVIDENCE),
)
SCHEMA = pa.schema(
    [
        _given("article_id", _TEXT),
        pa.field("title", _TEXT),
        pa.field("published", _DAY),
        pa.field("source", _TEXT),
        pa.field("language", _TEXT),
        _given("deal", pa.int32()),
        _given("kind", _TEXT),
        _given("status", _TEXT),
        _given("prominence", _TEXT),
        _list("parties", PARTY),
        _list("items", ITEM),
        _list("values", VALUE),
        _list("dates", DEAL_DATE),
        _list("obligations", OBLIGATION),
        _list("identifiers", _TEXT),
        _list("evidence", EVIDENCE),
    ]
)
