"""Counts that may stand before an item: "36", "1,000", "two dozen", "up to 12", "four (4)".

Sizes, designations, ordinals, years, sums, shares and clock times are no counts. Linear in the
length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.calendar_math import MONTHS
from pipeline.clause_words import ADVERB_SKIP, BE
from pipeline.currencies import following as currency_after
from pipeline.money_context import QUALIFIERS
from pipeline.numerals import (
    MEASURE,
    NUMBER_WORDS,
    NUMERAL,
    SCALES,
    fold,
    numeral_value,
    word_set,
    words_value,
)
from pipeline.records import Qualifier


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count: ``text[start:end]`` is the number itself, without the words that qualify it."""

    start: int
    end: int
    value: int
    qualifier: Qualifier


class _Count(NamedTuple):
    start: int
    end: int
    value: int


_CALIBRE = re.compile(r"[ -]?mm\b")
_LARGEST = 10**10
# Most words that a number in words has; bounds the work on endless runs of them.
_LONGEST = 8
# Words in which a number names something: "Block 70", "No. 45", "Lot 1", "aged 34".
_DESIGNATORS = word_set(
    "block class type mk mark mk. project lot "
    "no no. nos phase tranche batch increment version flight "
    "article section chapter level tier group category "
    "figure fig page pp para paragraph gen series "
    "model generation stage step annex appendix table part volume vol hull number numbers channel "
    "route highway building room gate pier unit squadron wing brigade regiment division battalion "
    "corps fleet task operation resolution chapter schedule title contract line item "
    "aged age mach grade band stanag ral rfp iso standard spec def stan vision agenda event day "
    "serial pennant tail leopard falcon boeing airbus "
    "spike mirage gripen chapter option var variant "
    "top ranked rank frp lrip u.s.c u.s.c. n. year fiscal fy "
    "lots zone area region district sector clin clins blocks phases sub-lot at-sea "
    "windows ps rev revision pack kit file code rule clause point points"
)
# Of these, firms: their types have numbers in figures, "Boeing 737", none in words.
_MAKERS = frozenset({"airbus", "boeing"})
_ORDERS = frozenset({"delivery", "task", "work", "purchase", "job", "production"})
# Verbs after which a party and then a count may stand: "sell India 36 jets".
_GIVING = word_set(
    "sell sells sold selling give gives gave given "
    "giving send sends sent sending supply supplies supplied "
    "supplying deliver delivers delivered provide provides provided offer offers offered grant "
    "grants granted lend lends lent lease leases leased build builds built donate donates donated "
    "transfer transfers transferred promise promised pledge pledged allocate allocated shipped "
    "hand hands handed buy buys bought buying get gets gives order orders ordered "
    "handing delivering providing offering granting lending leasing building donating "
    "transferring promising promises pledging pledges allocating shipping ships getting ordering"
)
_LEADS = word_set(
    "The A An All Some About Nearly Over Around Another These Those Its Their Our With And But For "
    "From In On Of By At To Up As Only Just Roughly Approximately Almost Including Plus Also Then "
    "First When While Where Since After Before Both Each Every Total Under Per Has Have Had Will "
    "Is Are Was Were Be Been Buys Orders "
    "Receives Gets Acquires Wants Seeks Plans Delivers Buy Order "
    "Receive Acquire Sell Sells Supply Deliver Approves Purchase Purchases Adds Procures Procure "
    "Build Builds Fields Offers Donates Sends Gives Takes Retires Upgrades Additional Extra More "
    "Further Remaining Last Next Of Through Between Contracts Eyes Needs Requires Inducts Unveils "
    "Launches Awards Secures Wins Mulls Considers Clears Okays Nods Ordered Bought Received"
)
_HYPHENED = re.compile(
    r"-(?:aircraft|ships?|vessels?|jets?|tanks?|units?|helicopters?|planes?|missiles?|boats?|"
    r"vehicles?|satellites?|frigates?|submarines?|guns?|launchers?|systems?|truck)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[ \u00a0-]?([^\W\d_]+)")
_AGAIN = re.compile(r"\s?\(\s?([0-9][0-9,. ]{0,12})\s?\)")
_TIMES = re.compile(r"\s?[x×](?=[\s A-Z(]|$)")
_BETWEEN = re.compile(r"\bbetween\s(?:about |around |roughly )?\Z", re.IGNORECASE)
_STATUTES = (" U.S.C", " USC", " U.S. Code", " CFR")
_YEAR_AHEAD = re.compile(r"\b(?:19|20)[0-9]{2} ")
_PLURAL = re.compile(r" (?:[a-z-]{3,20} ){0,2}[a-z]{3,20}s\b")
_BULLET = re.compile(r"[.)]\s")

# Substrings by which number words are found, and the words that follow "a" in one.
_ROOTS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten ", "eleven",
    "twelve", "thirt", "fift", "twent", "fort", "dozen", "hundred", "thousand", "million",
    "pair of", "single", "ten-", "couple of",
)  # fmt: skip
# Each branch opens with its letter, so that the engine skips to those.
_ROOT = re.compile("|".join(_ROOTS))
_WORD = re.compile(r"[a-z]+")
_JOINED = re.compile(r"[ -]([a-z]+)")
_SCALED = frozenset({"million", "thousand", "lakh"})
_NEARLY = 1e-6  # what a fraction of a scale word may miss a whole number by
_VAGUE = frozenset({"several", "few", "many", "various", "multi", "some", "no", "any", "every"})
_NO_PRONOUN = word_set(
    "of that which who whom whose to is was are were has had in on for with from at by as and or "
    "but thing another day way could can would will may might should must needs side hand if than "
    "it the this these such so when where because"
)
_NOT_ONE = word_set(
    "the this that no any every each some which another only big first last number version is "
    "was as not new old right wrong other day-"
)


def find_quantities(text: str, taken: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """All counts of ``text``, sorted and without overlap.

    ``taken`` are spans of sums and dates, sorted; a number inside one is no count. For a range the
    value is its upper end.
    """
    counts = _joined(text, sorted(_digits(text, taken)), list(_words(text, taken)))
    found: list[Quantity] = []
    index = 0
    while index < len(counts):
        count = counts[index]
        index += 1
        start, is_range = count.start, False
        if index < len(counts):
            following = counts[index]
            if following.value > count.value and _is_range(text, count, following):
                count, is_range = following, True
                index += 1
        qualifier: Qualifier = "range"
        if not is_range:
            before = QUALIFIERS.before(text, start)
            qualifier = before[1] if before else "exact"
        found.append(Quantity(start, count.end, count.value, qualifier))
    return found


def parse_number_words(text: str) -> int | None:
    """The whole number that ``text`` says ("two dozen", "a hundred and twenty", "a pair of")."""
    words = fold(text).replace("-", " ").split()
    while words and words[0] in ("another", "an", "additional", "further", "the"):
        if words[0] == "an" and words[1:2] != ["additional"]:
            break
        words.pop(0)
    phrase = " ".join(words)
    fixed = {
        "a pair of": 2,
        "a pair": 2,
        "pair of": 2,
        "a single": 1,
        "single": 1,
        "a couple of": 2,
    }
    if phrase in fixed:
        return fixed[phrase]
    value = words_value(phrase)
    return int(value) if value is not None and value == int(value) else None


def _free(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether ``start:end`` overlaps no span of ``taken``."""
    at = bisect_right(taken, (start, len(taken) and 1 << 62)) - 1
    if at >= 0 and taken[at][1] > start:
        return False
    return at + 1 >= len(taken) or taken[at + 1][0] >= end


def _digits(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[_Count]:
    last = -1
    for match in NUMERAL.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else " "
        if before not in " \u00a0\n\t(\"'“‘x×X-–—[~≈/" or (taken and not _free(taken, start, end)):
            continue
        if before in "-–—/xX×" and last != start - 1 and not _opens(text, start, before):
            continue
        count = _count(text, start, end, match.group())
        if count is not None:
            last = count.end
            yield count


def _opens(text: str, start: int, before: str) -> bool:
    """Whether a number may follow the sign ``before``: a dash between spaces, "x4" alone."""
    ahead = text[start - 2 : start - 1]
    return before != "/" and (not ahead or ahead in " (\n")


def _count(text: str, start: int, end: int, raw: str) -> _Count | None:
    head, _, bore = raw.rpartition(" ")
    if head and bore[0] != "0" and _CALIBRE.match(text, end):
        raw, end = head, end - len(bore) - 1  # "24 155 mm howitzers"
    value = numeral_value(raw)
    times = _TIMES.match(text, end)
    if value is None:
        return None
    fraction = value != int(value)  # "1.2 million grenades"
    if (fraction and not _is_scaled(text, end)) or (not fraction and raw[0] == "0"):
        return None
    ahead = text[start - 2 : start - 1]
    if text[start - 1 : start] == "(" and ahead and ahead not in " \u00a0\n":
        return None
    if (
        ahead.isdigit()
        and text[start - 1] == " "
        and not _YEAR_AHEAD.search(text, start - 6, start)
    ):
        return None
    following = text[end : end + 1]
    if (following.isalnum() and not times) or following in "%°:/º+²³_":
        return None
    if times:
        end = times.end()
    elif following in ("-", "–", "—"):
        joined = text[end + 1 : end + 2]
        if not (joined.isdigit() or joined == " " or _HYPHENED.match(text, end)):
            return None
    if text.startswith(_STATUTES, end):
        return None
    if MEASURE.match(text, end) or _names(text, start, end, int(value), raw):
        return None
    tail = _TAIL.match(text, end)
    if tail:
        word = tail.group(1).lower()
        scale = len(word) > 2 and tail.group(1) != "Mil"  # "16 Mil Mi-17": the maker
        factor = SCALES.get(word) if scale else None
        if factor is None and word in ("hundred", "dozen"):
            factor = 100.0 if word == "hundred" else 12.0
        if factor is not None:
            number = numeral_value(raw, True) or value
            value, end = number * factor, tail.end()
            tail = _TAIL.match(text, end)
            word = tail.group(1).lower() if tail else ""
            if MEASURE.match(text, end):
                return None
        if word in MONTHS and tail and tail.group(1)[0].isupper():
            return None
        if currency_after(text, end)[0] is not None:
            return None
    whole = 1 <= value <= _LARGEST and abs(value - round(value)) < _NEARLY
    return _Count(start, end, round(value)) if whole else None


def _is_scaled(text: str, end: int) -> bool:
    """Whether ``million`` or the like stands behind the number that ends at ``end``."""
    tail = _TAIL.match(text, end)
    return tail is not None and tail.group(1).lower() in _SCALED


def _names(text: str, start: int, end: int, value: int, raw: str) -> bool:
    """Whether the digits name, order or date something rather than count it."""
    window = text[max(0, start - 40) : start]
    words = window.split()
    if not words or "\n" in window[-2:] or window[-1:] == "\n":
        return bool(_BULLET.match(text, end)) or _is_year(value, raw, "")
    before = words[-1].lstrip("(\"'“‘[")
    low = before.lower()
    if low == "building" and len(words) > 1 and words[-2].lower() in BE | ADVERB_SKIP:
        return False  # "the yard is building 12 boats", never "building 12"
    if low in _DESIGNATORS or low.rstrip(".") in MONTHS or low.rstrip(".,") in ("no", "nr", "art"):
        return True
    numbered = len(words) > 1 and words[-2].lower() in _ORDERS
    if low == "force" and numbered:
        return True  # "Task Force 14", never "give the Air Force 14 jets"
    if low == "order" and (numbered or value > 999):
        return "," not in raw  # "delivery order 2100", never "to order 80 tanks"
    if (before and before[-1] in "$€£¥₹₩#№§") or (
        before.isupper() and 1 < len(before) < 4 and value > 99999
    ):
        return True
    if low[-1:] == "," and before[:1].isupper() and text[end : end + 1] == ",":
        return True
    if _is_year(value, raw, low):
        return not _plural_follows(text, end, low)
    if not before[:1].isupper() or before[-1:] in ".,;:!?)" or before in _LEADS:
        return any(c.isdigit() for c in before) and before[-1:].isalnum() and "-" in before
    if len(words) == 1 or "," in raw or " " in raw:
        return (
            "," not in raw
            and " " not in raw
            and start > len(window)
            and not _after_stop(text, start)
        )
    given = {w.lower() for w in words[-5:-1]}
    return given.isdisjoint(_GIVING) and not _after_stop(text, start - len(before) - 1)


def _after_stop(text: str, end: int) -> bool:
    """Whether a sentence or a line begins at ``end``."""
    lead = text[max(0, end - 3) : end].rstrip(" ")
    return not lead or lead[-1] in ".!?:\n•"


def _is_year(value: int, raw: str, before: str) -> bool:
    return len(raw) == 4 and 1900 <= value <= 2100 and raw.isdigit()


def _plural_follows(text: str, end: int, before: str) -> bool:
    """Whether a four-digit number is followed by a plural and not led by a temporal word."""
    if before in (
        "in",
        "by",
        "since",
        "from",
        "of",
        "until",
        "the",
        "its",
        "during",
        "early",
        "late",
    ):
        return False
    match = _PLURAL.match(text, end)
    return match is not None and match.group().split()[-1] not in ("was", "has", "this", "its")


def _words(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[_Count]:
    """Counts in number words, found by their roots."""
    low = fold(text)
    reached = 0
    for match in _ROOT.finditer(low):
        start = match.start()
        if start < reached or low[start - 1 : start].isalpha():
            continue
        count = _spoken(low, start)
        if count is None:
            continue
        reached = count.end
        if not taken or _free(taken, count.start, count.end):
            yield count


def _spoken(low: str, start: int) -> _Count | None:
    """The count in words at ``start`` of the folded text."""
    match = _WORD.match(low, start)
    word = match.group() if match else ""
    lead = low[max(0, start - 16) : start].replace("-", " ").split()
    before = lead[-1].lstrip("(\"'“‘") if lead else ""
    glued = low[start - 1 : start] in ("-", "’", "'", "/", "$") and before not in ("half",)
    if match is None or glued or before in _VAGUE:
        return None
    end, value = match.end(), 0.0
    if word in ("pair", "single", "couple"):
        if before not in ("a", "one", "another") or (
            word != "single" and low[end : end + 3] != " of"
        ):
            return None
        start = low.rfind(before, 0, start)
        return _Count(start, end, 1 if word == "single" else 2)
    if word not in NUMBER_WORDS:
        return None
    for _ in range(_LONGEST):
        more = _JOINED.match(low, end)
        if more and more.group(1) == "and":
            after = _JOINED.match(low, more.end())
            more = (
                after
                if after and after.group(1) in NUMBER_WORDS and "hundred" in low[start:end]
                else None
            )
        if more is None or more.group(1) not in NUMBER_WORDS:
            break
        end = more.end()
    phrase = low[start:end]
    if before in ("half", "a", "half-a") and word in ("dozen", "hundred", "thousand", "million"):
        phrase = f"half a {phrase}" if "half" in lead[-2:] else phrase
        start = low.rfind("half" if "half" in lead[-2:] else "a", 0, start)
    elif word in ("dozen", "hundred", "thousand", "million") and " and " not in phrase:
        return None
    number = words_value(phrase)
    value = number if number is not None and number == int(number) else 0.0
    if not 1 <= value <= _LARGEST or _measured(low, start, end, word, phrase, before):
        return None
    return _Count(start, end, int(value))


def _measured(low: str, start: int, end: int, word: str, phrase: str, before: str) -> bool:
    """Whether a number in words is a size, an age, a pronoun or part of a compound."""
    following = low[end : end + 1]
    if following.isalnum() or following in ("'", "’", "%"):
        return True
    if following == "-" and not _HYPHENED.match(low, end):
        return True
    if MEASURE.match(low, end) or low.startswith((" quarter", " third", " half", " fifth"), end):
        return True
    tail = _TAIL.match(low, end)
    if currency_after(low, end)[0] is not None:
        return True
    if before in _DESIGNATORS and before not in _MAKERS:
        return True
    if phrase == "one":
        return following != " " or before in _NOT_ONE or bool(tail and tail.group(1) in _NO_PRONOUN)
    return False


def _joined(text: str, digits: list[_Count], words: list[_Count]) -> list[_Count]:
    """Both kinds in text order, with "four (4)" as one count."""
    counts = sorted(digits + words)
    result: list[_Count] = []
    for count in counts:
        if result and count.start < result[-1].end:
            continue
        if result and count.start - result[-1].end < 4:
            again = _AGAIN.match(text, result[-1].end)
            if again and again.start(1) == count.start and count.value == result[-1].value:
                result[-1] = result[-1]._replace(end=again.end())
                continue
        result.append(count)
    return result


def _is_range(text: str, a: _Count, b: _Count) -> bool:
    gap = text[a.end : b.start].strip().lower()
    if gap in ("-", "–", "—", "to", "or"):
        return True
    return gap == "and" and _BETWEEN.search(text, max(0, a.start - 24), a.start) is not None
