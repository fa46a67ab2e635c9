"""A Frictionless Data Package of results: a CSV a table, and ``datapackage.json`` that describes
them (https://specs.frictionlessdata.io/, tabular data package, version 1)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.export import harmless, number, write_file
from pipeline.fact_tables import TABLES, Cell, Column, Table, rows
from pipeline.rates import Converter
from pipeline.records import ArticleRecord


def write(
    found: Iterable[ArticleRecord], out: Path, rates: Converter, title: str = "Deals"
) -> list[Path]:
    """Write the package into the folder ``out``; the paths written, the description last.

    A text that a spreadsheet might run as a formula gets a leading apostrophe, as in ``deals.csv``.
    Raises ``OSError`` where the folder cannot be written to.
    """
    out.mkdir(parents=True, exist_ok=True)
    kept = list(found)
    paths = []
    for table in TABLES:
        path = out / f"{table.name}.csv"
        write_file(path, _csv(table, rows(table, kept, rates)))
        paths.append(path)
    path = out / "datapackage.json"
    write_file(path, (json.dumps(description(title), indent=1) + "\n").encode())
    return [*paths, path]


def description(title: str) -> dict[str, Any]:
    """The content of ``datapackage.json``."""
    return {
        "profile": "tabular-data-package",
        "name": "deals",
        "title": title,
        "description": "Deals read from news articles by rules, with the words of each fact.",
        "sources": [{"title": f"dealfacts {__version__}"}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
    parent = next((each for each in TABLES if each.name == table.parent), None)
    if parent is not None:
        key = list(parent.key)
        reference = {"resource": parent.name, "fields": key}
        schema["foreignKeys"] = [{"fields": key, "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.codes:
        constraints["enum"] = list(column.codes)
    field = {"name": column.name, "type": column.type, "description": column.description}
    return {**field, "constraints": constraints} if constraints else field


def _csv(table: Table, found: Iterable[tuple[Cell, ...]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows([_text(cell) for cell in row] for row in found)
    return stream.getvalue().encode("utf-8", "replace")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return number(cell) if cell >= 1000 else f"{cell:g}"
    return harmless(cell) if isinstance(cell, str) else str(cell)
