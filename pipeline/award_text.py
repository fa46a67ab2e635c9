"""The fixed sentences of an award announcement, read as text.

A ministry's daily list tells each award in one paragraph of set phrases: "FIRM, CITY, STATE, has
been awarded a $SUM TYPE contract for GOODS. ... is expected to be complete by DATE. ... BODY,
PLACE, is the contracting activity (NUMBER)." Patterns here find the awardees, the activity and
where the goods are named; nothing here knows parties or rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

# Country code of a place name (a state, a province, a country), or ``None``.
PlaceCode = Callable[[str], str | None]

_MANNER = r"(?: (?:each|both|all|also|hereby|jointly))?"
AWARDED = re.compile(
    rf"\b(?:(?:is|are|was|were|as|has been|have been|had been|will be|have|has)"
    rf"{_MANNER}(?: (?:being|been))?{_MANNER} (?:awarded|issued|granted|awarding)\b"
    r"|has been award\b(?= an? )|will share\b|(?:is|are) sharing\b|will compete for each"
    r"(?: (?:task|delivery))? order (?:of|under) the\b|(?:is|are) receiving\b(?= a?n? ?[$\w-]*\$)"
    r"|have been added as awardees to\b)"
)
_ACTIVE = re.compile(r"ha(?:s|ve) (?:awarded|issued|granted)$")
ACTIVITY = re.compile(
    r"(?:\b(?:is|are|was)(?: serving as)?|,) the "
    r"(?:(?:primary|sole|lead|procuring|overall) )?(?:contract(?:ing|s|ed)?|contacting|buying)"
    r"(?: (?:activity|authority|agency|office|activities|command|organization))?\b"
)
ACTIVITY_IS = re.compile(
    r"\bcontracting (?:activity|authority|agency|office)(?: (?:is|for this \w+ is)|:) (?:the )?"
)
# A last sentence of body, place and number only.
_BARE_ACTIVITY = re.compile(r"^(?:The )?[A-Z0-9][^.()$]{8,120}\(?[A-Z0-9-]{10,}\)?\.?$")
_FOOTER = re.compile(r"^\W*(?:UPDATE|CORRECTION|Update|Correction)\s*:\s*")
# What no list of firms has: a finite verb.
_VERBS = re.compile(r"\s(?:is|are|was|were|will|has|have|had|should|said|announced|won|signed)\s")
_TERMS = re.compile(
    r"\bfirm[- ]fixed|\bfixed[- ]price|\bcost[- ]plus|\bindefinite[- ]delivery|\btask order\b|"
    r"\bdelivery order\b|\bmodification\b|\brequirements contract\b|\bcost[- ]reimburs",
    re.IGNORECASE,
)
_FUNDS = re.compile(
    r"\bFiscal (?:year )?20\d\d|\bfiscal (?:year )?20\d\d|\bobligated (?:at|on)\b|"
    r"\bWork (?:will be|is being|is to be) performed|\bLocations? of performance|"
    r"\b(?:estimated|expected|performance) completion date|expected to be completed?\b|"
    r"\b[Ff]unding and work location"
)
_NUMBER = re.compile(r"\b(?=[A-Z0-9-]*\d)[A-Z]{1,4}[A-Z0-9]{3,5}-?\d{2}-?[A-Z]-?[A-Z0-9]{3,5}\b")
_SPLIT = re.compile(
    r";\s*(?:and\s+)?|(?P<number>\([^()]*\d[^()]*\)),?\s+(?:and\s+)?(?=[A-Z0-9][^()]*[,(])"
)
_ENTRY_NUMBER = re.compile(r"\([^()]*\d[^()]*\)")
_AND = re.compile(r",? and (?=[A-Z])")
_OWN_SUM = re.compile(r"\$\s?[\d,]{7,}")
_BRACKETS = re.compile(r"\s*[\[(][^()\[\]]*[\])]")
_SMALL = re.compile(r"\*+")
_ASIDE = re.compile(r",? (?:doing business as|d/?b/?a|dba|trading as|formerly|f/?k/?a)\b.*$")
_MID_FORM = re.compile(
    r"\b(?:Inc|Corp|LLC|Ltd|LP|LLP|Co)\b\.?(?=[ /-]+(?!(?:and|of|&|Inc|Corp|LLC|Ltd|LP|LLP|Co|JV"
    r"|Joint|Company|Limited|dba|Group)\b)[A-Z*])"
)
_JOINED = re.compile(r"[/&]|\bJ\.?V\b|\bJoint Venture\b")
# "Six companies", no "Smith Contractors".
_UNNAMED = re.compile(
    r"(?:The (?:following )?)?(?:\w+ )?(?:companies|contractors?|firms|vendors|offerors|awardees)\b"
    r"|(?:Companies|Contractors?|Firms|Vendors|Offerors|Awardees)\b"
)
_THEY_ARE = re.compile(r"\b(?:[Cc]ompanies|[Cc]ontractors|[Ff]irms|[Aa]wardees|They) are:\s")
_LIST_END = re.compile(r"\)\.(?:\s|$)")
_LONGEST_NAME = 110
_LONGEST_LIST = 9000
_MOST_PIECES = 6


class Awardee(NamedTuple):
    """A firm of the list: its name and where its entry stands; ``amount``: where its own sum is."""

    name: str
    start: int
    end: int
    country: str | None
    amount: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """The opening of one announcement: who is awarded, and where the award is told from."""

    start: int
    verb: int
    told: int
    awardees: tuple[Awardee, ...]


def looks_like_award(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` has the set phrases of an announcement: two of their sorts."""
    told = 2 * (
        ACTIVITY.search(text, start, end) is not None
        or ACTIVITY_IS.search(text, start, end) is not None
    )
    for pattern in (_TERMS, _FUNDS, _NUMBER):
        told += pattern.search(text, start, end) is not None
    return told >= 2


def read_head(
    text: str, start: int, end: int, place: PlaceCode, legal: frozenset[str]
) -> Head | None:
    """The opening of the announcement that begins at ``start``, or ``None`` where none does.

    ``place`` tells the country of a place, ``legal`` are the words for legal forms.
    """
    footer = _FOOTER.match(text, start, end)
    first = footer.end() if footer is not None else start
    verb = AWARDED.search(text, first, min(end, first + _LONGEST_LIST))
    if verb is None or not text[first:end].lstrip('*"“ ')[:1].strip().isalnum():
        return None
    listed = text[first : verb.start()]
    if _VERBS.search(listed) or len(listed) < 3:
        return None
    if _ACTIVE.match(verb.group()) and "," not in listed:
        return None  # "The Navy has awarded Volta a contract": a body that awards, no firm
    found = tuple(_awardees(listed, first, place, legal))
    if not found and _UNNAMED.match(listed):
        found = tuple(_listed_later(text, verb.end(), end, place, legal))
    if not found:
        return None
    return Head(first, verb.start(), verb.end(), found)


def _listed_later(
    text: str, start: int, end: int, place: PlaceCode, legal: frozenset[str]
) -> Iterator[Awardee]:
    """``Five companies have each been awarded a contract. They are: A, TOWN, STATE (NUMBER)``."""
    opening = _THEY_ARE.search(text, start, end)
    if opening is not None:
        closing = _LIST_END.search(text, opening.end(), min(end, opening.end() + _LONGEST_LIST))
        stop = closing.start() + 1 if closing is not None else end
        yield from _awardees(text[opening.end() : stop], opening.end(), place, legal)


def _awardees(
    listed: str, offset: int, place: PlaceCode, legal: frozenset[str]
) -> Iterator[Awardee]:
    """The firms of a list, each with its place and numbers."""
    entries = list(_entries(listed, place))
    numbered = any(_ENTRY_NUMBER.search(listed, a, b) for a, b in entries)
    for a, b in entries:
        if numbered and _is_town(listed[a:b], place):
            continue  # "X (W9124D-19-D-0001), Bath, Maine; Y (W9124D-19-D-0002), Waco, Texas"
        found = _awardee(listed[a:b], offset + a, place, legal)
        if found is not None:
            yield found


def _is_town(entry: str, place: PlaceCode) -> bool:
    """Whether an entry is but a town and a state, without a number of its own."""
    pieces = [p.strip() for p in entry.split(",") if p.strip()]
    return len(pieces) == 2 and "(" not in entry and place(pieces[1].rstrip(".")) is not None


def _entries(listed: str, place: PlaceCode) -> Iterator[tuple[int, int]]:
    """Bounds of the entries: parted by semicolons, behind numbers, or by "and" behind a place."""
    cuts = [(max(m.start(), m.end("number")), m.end()) for m in _SPLIT.finditer(listed)]
    for match in _AND.finditer(listed):
        before = listed[: match.start()].rpartition(",")[2]
        if place(before.strip()) and listed.count(",", 0, match.start()) > 1:
            cuts.append((match.start(), match.end()))
    position = 0
    for a, b in sorted(cuts):
        if a > position:
            yield position, a
        position = max(position, b)
    if position < len(listed):
        yield position, len(listed)


def _awardee(entry: str, offset: int, place: PlaceCode, legal: frozenset[str]) -> Awardee | None:
    own = _OWN_SUM.search(entry)
    bare = _SMALL.sub("", _BRACKETS.sub("", _OWN_SUM.sub("", entry)))
    pieces = [p.strip() for p in bare.split(",") if p.strip(" .")]
    if pieces and pieces[0].startswith("and "):
        pieces[0] = pieces[0][4:]
    if not pieces or not (any(c.isupper() for c in pieces[0][:2]) or pieces[0][0].isdigit()):
        return None
    if _UNNAMED.match(pieces[0]) or all(place(p) for p in pieces):
        return None
    country, pieces = _without_place(pieces, place, legal)
    name = _entity(pieces, legal)
    if not 1 < len(name) <= _LONGEST_NAME or not any(c.isalpha() for c in name):
        return None
    start = offset + max(0, entry.find(name.split()[0]))
    amount = offset + own.start() if own is not None else None
    return Awardee(name, start, offset + len(entry.rstrip()), country, amount)


def _without_place(
    pieces: list[str], place: PlaceCode, legal: frozenset[str]
) -> tuple[str | None, list[str]]:
    """The pieces before the town and state at their end, with the country of these."""
    if len(pieces) < 2:
        code, rest = _place_at_end(pieces[0], place) if pieces else (None, "")
        return code, [rest] if code and _has_form(rest, legal) else pieces
    code = place(pieces[-1].rstrip("."))
    if code is None:
        code, rest = _place_at_end(pieces[-1], place)
        if code is None:
            return None, pieces
        # "Stratford Connecticut" is town and state in one
        return code, [*pieces[:-1], rest] if _has_form(rest, legal) else pieces[:-1]
    kept = pieces[:-1]
    if len(kept) > 1 and not _ends_in_form(kept[-1], legal):
        return code, kept[:-1] if not _MID_FORM.search(kept[-1]) else kept
    return code, kept


def _place_at_end(piece: str, place: PlaceCode) -> tuple[str | None, str]:
    words = piece.rstrip(".").split()
    for count in (3, 2, 1):
        if len(words) > count:
            code = place(" ".join(words[-count:]))
            if code is not None:
                return code, " ".join(words[:-count])
    return None, piece


def _has_form(piece: str, legal: frozenset[str]) -> bool:
    return any(w.lower().strip(".,") in legal or w.lower() in legal for w in piece.split())


def _ends_in_form(piece: str, legal: frozenset[str]) -> bool:
    last = piece.split()[-1].lower()
    return last in legal or last.strip(".") in legal or last.rstrip(".") + "." in legal


def _entity(pieces: list[str], legal: frozenset[str]) -> str:
    """The legal entity: without divisions, trading names and what it is a subsidiary of."""
    kept: list[str] = []
    for index, piece in enumerate(pieces[:_MOST_PIECES]):
        cut = _ASIDE.sub("", f" {piece}").strip()
        if not cut or (index and (cut[0].islower() or re.match(r"(?:A|An) ", cut))):
            break
        if kept and _ends_in_form(kept[-1], legal) and not _only_form(cut, legal):
            break
        kept.append(cut)
        if cut != piece:
            break
    if not kept:
        return ""
    forms = [i for i, piece in enumerate(kept) if _ends_in_form(piece, legal)]
    name = ", ".join(kept[: forms[-1] + 1]) if forms else kept[0]
    division = None if _JOINED.search(name) else _MID_FORM.search(name)
    return name[: division.end()] if division is not None else name


def _only_form(piece: str, legal: frozenset[str]) -> bool:
    words = piece.lower().split()
    return len(words) < 3 and all(w in legal or w.strip(".") in legal for w in words)


def activity_span(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the sentence ``text[start:end]`` names the contracting body: the name alone."""
    named = ACTIVITY_IS.search(text, start, end)
    if named is not None:
        first, last = named.end(), end
    else:
        verb = ACTIVITY.search(text, start, end)
        if verb is not None:
            first, last = start, verb.start()
        elif _BARE_ACTIVITY.match(text[start:end].strip()) and _NUMBER.search(text, start, end):
            first, last = start, end
        else:
            return None
    name = re.compile(r"\s*(?:The |the )?(?P<name>[^,(]+?)\s*(?:[,(]|\.?$| - | – )")
    match = name.match(text, first, last + 1) or name.match(text[:last], first)
    if match is None:
        return None
    a, b = match.span("name")
    b = min(b, last)
    slash = re.search(r"/[A-Z]{2,}", text[a:b])
    return a, a + slash.start() if slash is not None else a + len(text[a:b].rstrip())
