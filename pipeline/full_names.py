"""Names of systems that an article spells out: ``Quick Strike Air Missile (QSAM)``."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.parties import is_acronym_of

_ACRONYM = re.compile(r" \(([A-Z][A-Za-z-]{1,8}[A-Z])s?\)")
_WORDS = re.compile(r"[\w/.’'-]+")
_JOINING = frozenset("of and for to the in".split())
_REACH = 110  # characters before the bracket
_LONGEST = 9  # words of a name


@lru_cache(maxsize=4)
def full_names(text: str) -> dict[str, str]:
    """Acronyms that stand in brackets behind what they are short for, with those words.

    A code right before belongs to the name: ``M57 Army Tactical Missile Systems (ATACMS)``.
    """
    found: dict[str, str] = {}
    for match in _ACRONYM.finditer(text):
        acronym = match.group(1)
        if acronym not in found:
            full = _spelled_out(text, match.start(), acronym)
            if full:
                found[acronym] = full
    return found


def _spelled_out(text: str, end: int, acronym: str) -> str:
    """The words that end at ``end`` and that ``acronym`` is short for; empty where none are."""
    low = max(0, end - _REACH)
    words = list(_WORDS.finditer(text, low, end))[-_LONGEST:]
    for k in range(len(words) - 1, -1, -1):
        word = words[k].group()
        apart = k + 1 < len(words) and text[words[k].end() : words[k + 1].start()] != " "
        if apart or not (word[0].isupper() or word[0].isdigit() or word in _JOINING):
            return ""
        name = text[words[k].start() : end]
        if " " in name and word[0] == acronym[0] and is_acronym_of(acronym, name):
            coded = k > 0 and _is_code(words[k - 1].group())
            beside = coded and text[words[k - 1].end() : words[k].start()] == " "
            return text[words[k - 1].start() : end] if beside else name
    return ""


def _is_code(word: str) -> bool:
    return word[0].isupper() and any(c.isdigit() for c in word)
