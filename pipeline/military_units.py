"""Military units by their number: "the 4th Rapid Deployment Brigade", "11 Air Assault Brigade"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline import schema

# A unit is an armed service of its own, whose state the article tells.
UNIT = schema.BodyWord(id="bodyword.unit", forms=(), type="armed_service")

_HEADS = "Brigade|Regiment|Battalion|Squadron|Division|Wing|Flotilla"
_HINT = re.compile(rf"(?:{_HEADS})\b", re.IGNORECASE)
_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
_NAMED = r"(?: (?:of )?[A-Z][\w.’'/-]*){0,5}"
_UNIT = re.compile(
    rf"\b(?:{_ORDINAL}|First|Second|Third|Fourth|Fifth)"
    rf"(?:{_NAMED} (?:{_HEADS})|(?: [a-z][a-z-]+){{0,3}} (?:{_HEADS.lower()}))\b"
    rf"|(?<=the )\d{{1,3}}(?: [A-Z][\w-]*){{1,4}} (?:{_HEADS})\b"
)


def find_units(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the units named in ``text``, in order."""
    if _HINT.search(text) is None:
        return
    for match in _UNIT.finditer(text):
        yield match.start(), match.end()
