"""The words beside a sum: how exact it is meant, and what kind of value it is."""

from __future__ import annotations

import re

from pipeline.numerals import Phrases
from pipeline.records import Qualifier, ValueKind

_PHRASES: dict[Qualifier, str] = {
    "approximate": (
        "about|some|nearly|around|roughly|approximately|approx|approx.|an estimated|estimated at|"
        "estimated|almost|close to|circa|ca.|c.|~|≈|in the region of|in the order of|"
        "on the order of|in the range of|in the neighborhood of|in the neighbourhood of|"
        "in the vicinity of|something like|a reported|reportedly|reported|reportedly worth|"
        "reportedly for|believed to be worth|just under|a little under|slightly under|"
        "just short of|approaching|a rumoured|an approximate|a rough|just about|"
        "approximates|estimated to be worth|estimated to be|"
        "estimated to be for|an expected|a presumed|presumably"
    ),
    "maximum": (
        "as much as|up to|upto|not to exceed|not-to-exceed|not exceeding|maximum|a maximum of|"
        "maximum of|max|no more than|not more than|at most|less than|under|below|capped at|"
        "a cap of|cap of|not to exceed value of|a not-to-exceed|a not to exceed|a maximum|"
        "maximum value|"
        "maximum value of|a maximum value of|"
        "as high as|to the tune of up to|limit of|a limit of|fewer than"
    ),
    "minimum": (
        "over|more than|at least|in excess of|upwards of|upward of|a minimum of|minimum of|"
        "minimum|no less than|not less than|no fewer than|exceeding|exceeds|above|north of|"
        "well over|just over|a little over|slightly over|slightly more than|greater than|"
        "excess of|topping|surpassing|larger than|starting at|starting from"
    ),
}
# What the words before a sum or a count say of it.
QUALIFIERS: Phrases[Qualifier] = Phrases(
    {phrase: name for name, words in _PHRASES.items() for phrase in words.split("|")},
    skip=frozenset({"a", "an", "another", "(", "us"}),
)
_AFTERWARDS = re.compile(
    r"\s?(?:(?P<minimum>\+|-?plus\b|or more\b|and (?:above|up)\b)"
    r"|(?P<maximum>\(?not[ -]to[ -]exceed\b|or less\b|at most\b|maximum\b))"
)
_CHANGE = re.compile(
    r"\b(?:rais|increas|ris|rose|grow|grew|jump|cut|reduc|lower|fell|fall|drop|declin|boost|expand|"
    r"revis|climb|soar|surg|doubl|tripl|up |down )",
    re.IGNORECASE,
)

# "under a $50 million contract": the frame of the work, no bound.
_FRAMED = re.compile(r"under (?:an?|another)\b", re.IGNORECASE)

# One pattern for the words after a sum; the name of the group that matched is the kind.
_AFTER = re.compile(
    r"[ \u00a0,(-]{0,3}(?:"
    r"(?P<unit>each\b|apiece\b|a ?piece\b|a copy\b|a pop\b|for each\b|a unit\b|"
    r"per[ -](?!year|annum|month|week|day|hour|flight|cent|quarter|capita|diem|share|person|head|"
    r"night|barrel|gallon|mile|kilomet|tonne|ton\b|fiscal)[a-z-]+)"
    r"|(?P<offset>(?:worth of |in )?(?:[a-z-]{1,20} )?offsets?\b)"
    r"|(?P<financing>(?:worth of |in )?(?:[a-z-]{1,20} ){0,2}"
    r"(?:loans?\b(?! of)|credits?\b|financing\b|loan guarantees?|line of credit|lines of credit))"
    r"|(?P<part>(?:(?:was|is|are|were|will be|being|of which|to be) ){0,3}obligated\b|"
    r"(?:of the funds |in funds )?will expire\b|"
    r"of (?:the|this|that) (?:sum|total|amount|price|contract value)\b)"
    r"|(?P<option>(?:contract |in )?options?\b(?! (?:to|exercise)\b))"
    r"|(?P<ceiling>(?:contract |program |spending |cost |maximum )?ceiling\b|maximum value))",
    re.IGNORECASE,
)
# A kind, the stems of which one must stand in the words before the sum, and the pattern itself.
_WORTH = "(?:of|worth|valued at|totall?ing|amounting to|priced at|up to)"
_LEFT_KINDS: tuple[tuple[ValueKind, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "unit",
        ("price", "cost"),
        re.compile(
            r"(?:(?:per-)?unit (?:price|cost)|(?:price|cost) per [a-z]+|flyaway cost)"
            r"(?: tag)?(?: \w+){0,2}? $"
        ),
    ),
    (
        "offset",
        ("offset", "invest"),
        re.compile(
            r"(?:\b(?:re)?invest(?:s|ing|ed)?(?: [a-z]+){0,2}"
            r"|offsets?(?: (?:obligations?|value|package|commitments?|deal|agreement|programme|"
            rf"program|credits))?(?: {_WORTH})? ?\w*) $"
        ),
    ),
    (
        "financing",
        ("loan", "credit", "financ"),
        re.compile(
            r"\b(?:loans?|credits?|credit (?:line|facility)|line of credit|financing|"
            rf"loan guarantees?)(?: agreement)? (?:{_WORTH}|for) (?:[a-z]+ ){{0,3}}$"
        ),
    ),
    (
        "option",
        ("option",),
        re.compile(
            r"\boptions? (?:value |price |period )?"
            rf"(?:{_WORTH}|for another|for an additional)(?: [a-z]+){{0,3}} $"
            r"|\boptions?\b[^.;$€£]{0,70} (?:add|bring|another|additional|further)"
            r"(?: (?:another|an additional|a further|up to))* $"
        ),
    ),
    (
        "ceiling",
        ("ceiling", "potential", "worth", "maximum", "value", "estimated", "option"),
        re.compile(
            r"(?:\bceiling|potential (?:[a-z]+ ){0,2}(?:value|worth|price|cost)|"
            r"potentially worth|could be worth|maximum (?:[a-z]+ ){0,3}value|"
            r"maximum (?:dollar )?(?:amount|ceiling)|cumulative (?:[a-z]+ ){0,6}value|"
            r"total (?:estimated|potential|possible|not-to-exceed) (?:[a-z]+ ){0,2}"
            r"(?:value|worth)|estimated (?:total |overall |program |programme |potential )?"
            r"(?:cost|value|price)|options? (?:are |is |were |be |being )?exercised|"
            r"(?:including|with|through) (?:all |the |unexercised |these |available )?options?)"
            r"[^.;$€£]{0,70}$"
        ),
    ),
    (
        "part",
        ("obligat", "fund", "of the", "of this"),
        re.compile(
            r"(?:^ ?|[,–-] ?)of (?:the|this) (?:appropriation|sum|total|amount|money|price),? $|"
            r"\b(?:obligat(?:ed|ing)|funds? (?:of|totall?ing)|"
            r"fund(?:s|ing) in the amounts? of|incrementally funded)[^.;$€£]{0,50}$"
        ),
    ),
)
_PART_AFTER = re.compile(
    r"[^.;$€£]{0,160}?\b(?:are|is|was|were|will be|being|has been|have been)\s(?:being\s)?"
    r"(?:(?:fully|incrementally|immediately)\s)?obligated\b"
)
_KINDS: dict[str, ValueKind] = {
    "unit": "unit",
    "offset": "offset",
    "financing": "financing",
    "part": "part",
    "option": "option",
    "ceiling": "ceiling",
}
_SURE = frozenset({"unit", "offset", "financing", "part"})


def qualifier_before(text: str, start: int, end: int) -> Qualifier:
    """How the words right before ``start`` (or right after ``end``) qualify the sum between."""
    after = _AFTERWARDS.match(text, end)
    if after:
        return "minimum" if after.lastgroup == "minimum" else "maximum"
    found = QUALIFIERS.before(text, start)
    if found is None or _FRAMED.match(text, found[0], start):
        return "exact"
    return found[1]


def rises_from(text: str, start: int) -> bool:
    """Whether "from A to B" or "by A to B" at ``start`` tells a change and not a range."""
    lead = text[max(0, start - 5) : start].split()
    if not lead or lead[-1].lower() not in ("from", "by"):
        return False
    return _CHANGE.search(_left_clause(text, start)) is not None


def kind_of(text: str, start: int, end: int, following: int) -> ValueKind | None:
    """The kind of value that the words beside ``text[start:end]`` tell, or ``None``.

    ``following`` is where the next sum begins: words beyond it speak of that one.
    """
    stop = min(end + 200, following)
    after = _AFTER.match(text, end, stop)
    near = after.lastgroup if after else None
    if near in _SURE:
        return _KINDS[near]
    left = _left_clause(text, start)
    for kind, stems, pattern in _LEFT_KINDS:
        for stem in stems:
            if stem in left:
                if pattern.search(left):
                    return kind
                break
    if near:
        return _KINDS[near]
    window = text[end:stop]
    if "obligated" in window and "fund" in window and _PART_AFTER.match(window):
        return "part"
    return None


def _left_clause(text: str, start: int) -> str:
    """The words before ``start`` in its sentence, at most 110 characters."""
    low = max(0, start - 110)
    window = text[low:start]
    cut = max(window.rfind(". "), window.rfind("\n"), window.rfind("; "))
    return window[cut + 1 :].lower()
