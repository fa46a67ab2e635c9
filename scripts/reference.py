"""Write the reference pages of the documentation from the types of rules and records.

python scripts/reference.py          # writes docs/reference/
"""

from __future__ import annotations

import inspect
import types
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from pipeline import boilerplate, currencies, records, schema, sentences

FOLDER = Path(__file__).parent.parent / "docs" / "reference"
RULE_FILES: dict[str, type[msgspec.Struct]] = {
    "abbreviations.jsonl": sentences.Abbreviation,
    "bodies.jsonl": schema.Body,
    "body_words.jsonl": schema.BodyWord,
    "boilerplate.jsonl": boilerplate.BoilerplateRule,
    "companies.jsonl": schema.Company,
    "company_words.jsonl": schema.CompanyWord,
    "countries.jsonl": schema.Country,
    "cues.jsonl": schema.Cue,
    "currencies.jsonl": currencies.Currency,
    "designations.jsonl": schema.Designation,
    "equipment.jsonl": schema.Equipment,
    "newspapers.jsonl": schema.Outlet,
    "obligations.jsonl": schema.ObligationVerb,
    "places.jsonl": schema.Place,
    "role_cues.jsonl": schema.RoleCue,
    "systems.jsonl": schema.System,
    "triggers.jsonl": schema.Trigger,
}
_RECORD_TYPES: tuple[type[msgspec.Struct], ...] = (
    records.ArticleRecord,
    records.Deal,
    records.Party,
    records.Item,
    records.Value,
    records.DealDate,
    records.Obligation,
    records.Evidence,
)
_CODES = {
    "Category": records.Category,
    "DateKind": records.DateKind,
    "DealKind": records.DealKind,
    "DealStatus": records.DealStatus,
    "Modality": records.Modality,
    "ObligationKind": records.ObligationKind,
    "Prominence": records.Prominence,
    "Qualifier": records.Qualifier,
    "Role": records.Role,
    "ValueKind": records.ValueKind,
}
_PLAIN = {str: "text", int: "whole number", float: "number", bool: "true or false"}
_NOTE = "<!-- Made by scripts/reference.py from the types: change those and run it. -->\n"


# --- types in words ------------------------------------------------------------------------------


def _words(kind: Any) -> str:
    if kind in _PLAIN:
        return _PLAIN[kind]
    for name, codes in _CODES.items():
        if kind == codes:
            return f"[{name}](#codes)"
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin in (Union, types.UnionType):
        return " or ".join("`null`" if part is type(None) else _words(part) for part in parts)
    if origin is tuple:
        return f"list of {_words(parts[0])}"
    if origin is dict:
        return f"object of {_words(parts[1])}"
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _default(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "required"
    value = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    return f"`{msgspec.json.encode(value).decode()}`"


def _table(kind: type[msgspec.Struct]) -> list[str]:
    hints = get_type_hints(kind)
    lines = ["| key | holds | if left out |", "|---|---|---|"]
    for field in msgspec.structs.fields(kind):
        told = _words(hints[field.name]).replace("|", "\\|")
        lines.append(f"| `{field.encode_name}` | {told} | {_default(field)} |")
    return [*lines, ""]


def _about(kind: type[msgspec.Struct]) -> list[str]:
    text = inspect.cleandoc(kind.__doc__ or "").replace("``", "`")
    return [text, ""]


def _codes() -> list[str]:
    lines = ["## Codes", "", "| name | codes |", "|---|---|"]
    for name, codes in _CODES.items():
        lines.append(f"| {name} | {', '.join(f'`{code}`' for code in get_args(codes))} |")
    return lines


# --- pages ---------------------------------------------------------------------------------------


def rules_page() -> str:
    """The page on the keys of every rule file."""
    lines = [
        _NOTE,
        "# Rule files",
        "",
        "Every file in `patterns/`, and in a folder of your own, is JSON Lines: a record a line.",
        "Keys that are not listed here are errors that name file and line.",
        "[Rules](../rules.md) says which file is for what and how they are tried out.",
        "",
    ]
    for name, kind in RULE_FILES.items():
        lines += [f"## {name}", "", *_about(kind), *_table(kind)]
    lines += ["## DealExample", "", *_about(schema.DealExample), *_table(schema.DealExample)]
    return "\n".join((*lines, *_codes())) + "\n"


def record_page() -> str:
    """The page on the types of a record."""
    lines = [
        _NOTE,
        "# Record types",
        "",
        "The objects of `deals.jsonl` and of gold files, as JSON. [The record](../record.md) says",
        "what the fields mean and how they are labelled.",
        "",
    ]
    for kind in _RECORD_TYPES:
        lines += [f"## {kind.__name__}", "", *_about(kind), *_table(kind)]
    return "\n".join((*lines, *_codes())) + "\n"


PAGES = {"rules.md": rules_page, "record.md": record_page}


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
