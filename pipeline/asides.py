"""Words of a sentence left out or set apart before its goods are read: short names in brackets,
owners of a firm, who makes the goods.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Set

from pipeline.elements import Elem, is_firm
from pipeline.grammar import MADE, STOP

_TICKER_REACH = 10
_EXCHANGES = frozenset("nasdaq oslo xetra euronext aim".split())
_TICKER_WORDS = ("ticker", "symbol")
_REMARKS = frozenset("leader lead leading prime lead-partner".split())
_OPENING = frozenset("([")
_CLOSING = frozenset(")]")
_HYPHENS = frozenset("-–")
_HALVES = frozenset("Anglo Franco Sino Russo Indo Italo Greco Austro Luso".split())
_OWNED = frozenset("unit subsidiary affiliate arm division company business".split())
_SORTS = frozenset(
    "shipyard shipyards yard dockyard company group firm concern corporation".split()
)
_PART_WORDS = 5  # words from a firm to "unit"
_ALIASED = frozenset({"trigger", "item"})
_GOODS = frozenset({"equip", "system", "designation"})
_GOODS_AHEAD = 4  # elements
_BEFORE_MAKER = frozenset("the a an new more additional further of indigenous its these".split())
_MANNERS = frozenset("by in at on under after without with for during through via".split())
_MANNER_WORDS = 8  # elements
_DETERMINED = frozenset({"the", "a", "an", "its"})
_LONG_TALKS = frozenset("talks negotiations discussions competition tender".split())
_PLAIN = frozenset({"word", "adj", "name", "place"})
_TALLY = 10  # elements of a bracket that counts orders
_MORE_GOODS = 3  # elements
_LIST_MARKS = frozenset({"and", ",", ";"})
DEGREES = frozenset("highly extremely fully heavily lightly specially".split())
_COMPANY = frozenset("along together jointly alongside well".split())
_ALONG_WITH = {("along", "with"), ("together", "with"), ("jointly", "with")}
_CLOSES = {",": {","}, "–": {"–"}, "—": {"—"}, "-": {"-"}, "(": {")"}}
_IN_LIST = frozenset({",", "and", "the"})
_LISTED = frozenset({"party", "adj", "descriptor"})
_OWNED_BY = frozenset("held owned run controlled backed traded listed".split())
_OWNERS = frozenset("privately publicly state family government employee partly majority".split())
_OWNED_SO = frozenset(f"{owner}-{how}" for owner in _OWNERS for how in _OWNED_BY)
_FIRM_AHEAD = frozenset({"party", "descriptor", "adj"})
_TAKING = frozenset("for of with including by".split())


# A share and its exchange, as wire news give them: "BA.N", "SAABb.ST".
_CODE = re.compile(r"[A-Z0-9]{2,8}[a-z]?\.[A-Z]{1,2}(?<!U\.S)(?<!U\.K)")


def drop_tickers(elems: list[Elem]) -> list[Elem]:
    """``BAE Systems (LON: BA) Plc``: without the exchange and the ticker in brackets.

    Nor with the code of its share behind a firm: ``Lockheed Martin Corp LMT.N has won``.
    """
    coded = [k for k, e in enumerate(elems) if k and "." in e.text and _CODE.fullmatch(e.text)]
    for k in reversed(coded):
        if elems[k - 1].text[:1].isupper():
            elems = elems[:k] + elems[k + 1 :]
    return _without(elems, _ticker_end)


def drop_degrees(elems: list[Elem]) -> list[Elem]:
    """``three highly advanced frigates``: without the word for how much they are."""
    return [
        e
        for i, e in enumerate(elems)
        if e.low not in DEGREES or not 0 < i < len(elems) - 1 or not _counts(elems[i - 1])
    ]


def _counts(elem: Elem) -> bool:
    return elem.kind in ("quantity", "adj", "money") or elem.text == ","


def drop_aliases(elems: list[Elem]) -> list[Elem]:
    """``a letter of intent (LOI)``, ``bridge laying tanks (BLT)``: without the short name.

    What stands behind the brackets goes on about the noun before them.
    """
    return _without(elems, _alias_end)


def drop_manners(elems: list[Elem]) -> list[Elem]:
    """``approved, by supreme decree, the purchase``: without how a verb's deed was done."""
    for i in range(1, len(elems) - 2):
        if elems[i].text == "," and elems[i - 1].kind == "trigger":
            end = _manner_end(elems, i) if elems[i + 1].low in _MANNERS else 0
            if end:
                return elems[:i] + elems[end:]
    return elems


def _manner_end(elems: list[Elem], i: int) -> int:
    """Index behind the second comma of what stands between a verb and its object; 0 if none."""
    for k in range(i + 2, min(len(elems) - 1, i + _MANNER_WORDS)):
        if elems[k].text == ",":
            return k + 1 if elems[k + 1].low in _DETERMINED else 0
        talks = elems[k].kind == "trigger" and elems[k].low in _LONG_TALKS
        if elems[k].kind not in _PLAIN and not talks:
            return 0
    return 0


def drop_remarks(elems: list[Elem]) -> list[Elem]:
    """``HSW S.A. (leader) and Rosomak S.A.``: without what a firm is among others.

    Nor a short name that a hyphen parts: ``the Army Contracting Command (ACC-DTA)``.
    """
    return _without(elems, lambda group, i: _remark_end(group, i) or _short_name_end(group, i))


def drop_ownership(elems: list[Elem], words: Set[str]) -> list[Elem]:
    """``Saab and privately held Terma``, ``state-owned PGZ``: without who owns the firm."""
    if _OWNED_BY.isdisjoint(words) and _OWNED_SO.isdisjoint(words):
        return elems  # most sentences
    dropped: set[int] = set()
    for i in range(1, len(elems) - 1):
        if elems[i + 1].kind not in _FIRM_AHEAD:
            continue
        if elems[i].low in _OWNED_SO:
            dropped.add(i)
        if elems[i].low not in _OWNED_BY:
            continue
        k = i - 1 - (elems[i - 1].text in _HYPHENS)
        if k >= 0 and elems[k].low in _OWNERS:
            dropped.update(range(k, i + 1))
    return [e for k, e in enumerate(elems) if k not in dropped] if dropped else elems


def drop_halves(elems: list[Elem]) -> list[Elem]:
    """``Franco-German group X``, ``Swiss-Italian firm Y``: without the first of two nations."""
    if _HYPHENS.isdisjoint([elem.text for elem in elems]):
        return elems  # most sentences
    halves = {
        k
        for i in range(len(elems) - 2)
        if elems[i + 1].text in _HYPHENS and elems[i + 2].kind == "demonym"
        if elems[i].kind == "demonym" or elems[i].text in _HALVES
        if elems[i].end + 1 == elems[i + 2].start
        for k in (i, i + 1)
    }
    return [e for k, e in enumerate(elems) if k not in halves] if halves else elems


def drop_owners(elems: list[Elem], words: Set[str]) -> list[Elem]:
    """``Lockheed Martin unit Sikorsky``, ``IAI's Elta unit``: without the firm that owns the one
    named; ``Leonardo's electronics division``: without its part.
    """
    if _OWNED.isdisjoint(words):
        return elems  # most sentences
    dropped: set[int] = set()
    for i in range(1, len(elems)):
        if elems[i].low in _OWNED:
            dropped |= _owner_or_part(elems, i)
    return [e for k, e in enumerate(elems) if k not in dropped] if dropped else elems


def drop_sorts(elems: list[Elem], words: Set[str]) -> list[Elem]:
    """``the Navantia shipyard and Saab``: without the word for the sort of firm behind its name."""
    if _SORTS.isdisjoint(words):
        return elems  # most sentences
    kept: list[Elem] = []
    for k, elem in enumerate(elems):
        if k and elem.kind == "descriptor" and elem.low in _SORTS and _is_sort(elems, k):
            elems[k - 1].possessive = elem.possessive  # "the Saab group's radars"
        else:
            kept.append(elem)
    return kept


def _is_sort(elems: list[Elem], k: int) -> bool:
    named = is_firm(elems[k - 1]) and not elems[k - 1].possessive
    return named and not (k + 1 < len(elems) and is_firm(elems[k + 1]))


def _owner_or_part(elems: list[Elem], i: int) -> set[int]:
    """Indexes of the words beside the firm that stands for both, for "unit" at ``i``."""
    if is_firm(elems[i - 1]) and i + 1 < len(elems) and is_firm(elems[i + 1]):
        return {i - 1, i}
    first = i - 1
    while first > 0 and i - first < _PART_WORDS and not elems[first].possessive:
        first -= 1
    if first == i - 1 or not (is_firm(elems[first]) and elems[first].possessive):
        return set()
    part = elems[first + 1 : i]
    if len(part) == 1 and is_firm(part[0]):
        return {first, i}
    if any(e.kind not in ("name", "word", "adj", "equip") or e.low in STOP for e in part):
        return set()
    elems[first].possessive = False
    return set(range(first + 1, i + 1))


def _without(elems: list[Elem], end_of: Callable[[list[Elem], int], int]) -> list[Elem]:
    """The elements without the brackets of which ``end_of`` tells the index behind."""
    if _OPENING.isdisjoint([elem.text for elem in elems]):
        return elems  # most sentences
    kept: list[Elem] = []
    reached = 0
    for i, elem in enumerate(elems):
        if i < reached:
            continue
        reached = end_of(elems, i) if elem.text in _OPENING else 0
        if not reached:
            kept.append(elem)
    return kept


def _ticker_end(elems: list[Elem], i: int) -> int:
    """Index behind ``(NYSE: LMT)``, ``(Nasdaq: ESLT)``, ``(OTC:)`` opened at ``i``; else 0."""
    for k in range(i + 1, min(len(elems), i + _TICKER_REACH)):
        if elems[k].text in _CLOSING:
            return k + 1 if _is_ticker([e.text for e in elems[i + 1 : k]]) else 0
    return 0


def _is_ticker(inner: list[str]) -> bool:
    """Whether the words in brackets are an exchange, a colon and letters in capitals.

    Or the letters and how the share moved: ``(ESLT 1.2%)``.
    """
    if inner[-1:] == ["%"]:
        return inner[0].isupper() and all(not word.isalpha() for word in inner[1:])
    if ":" not in inner[1:]:
        return False
    colon = inner.index(":")
    exchange, ticker = inner[:colon], inner[colon + 1 :]
    market = exchange[-1].lower()
    listed = exchange[-1].isupper() or market in _EXCHANGES or market.endswith(_TICKER_WORDS)
    return listed and all(word.isupper() or not word.isalpha() for word in ticker[:1])


def _short_name_end(elems: list[Elem], i: int) -> int:
    """Index behind ``(ACC-DTA)`` at ``i``, right behind a party; else 0."""
    if i == 0 or elems[i - 1].kind != "party" or i + 4 >= len(elems):
        return 0
    first, dash, second, closed = (e.text for e in elems[i + 1 : i + 5])
    capitals = first.isupper() and second.isupper() and first.isalpha() and second.isalpha()
    return i + 5 if dash == "-" and closed == ")" and capitals else 0


def _remark_end(elems: list[Elem], i: int) -> int:
    """Index behind ``(leader)`` at ``i``; 0 where the bracket holds something else."""
    closed = i + 2 < len(elems) and elems[i + 2].text == ")"
    return i + 3 if closed and elems[i + 1].low in _REMARKS else 0


def _alias_end(elems: list[Elem], i: int) -> int:
    """Index behind the short name in the bracket at ``i``; 0 where it holds none."""
    named = i > 0 and elems[i - 1].kind in _ALIASED
    if named and _is_alias(elems, i):
        return i + 3
    return _tally_end(elems, i) if i > 0 and elems[i - 1].kind == "item" else 0


def _tally_end(elems: list[Elem], i: int) -> int:
    """Index behind ``(42 were ordered in 2019)``, ``(out of an order for 200)`` at ``i``, within a
    list of goods; 0 where the bracket holds something else, or where no more goods follow.
    """
    if i + 2 >= len(elems) or not (elems[i + 1].kind == "quantity" or elems[i + 1].low == "out"):
        return 0
    stop = next((k for k in range(i + 2, min(i + _TALLY, len(elems))) if elems[k].text == ")"), 0)
    inner = elems[i + 1 : stop]
    told = any(e.kind == "trigger" for e in inner)
    if not told or any(e.kind in ("item", "party") for e in inner):
        return 0
    more = [e.kind for e in elems[stop + 2 : stop + 2 + _MORE_GOODS]]
    joined = elems[stop + 1].low if stop + 1 < len(elems) else ""
    return stop + 1 if joined in _LIST_MARKS and "item" in more else 0


def _is_alias(elems: list[Elem], i: int) -> bool:
    """Whether the bracket at ``i`` holds one name in capitals and nothing else."""
    if i + 2 >= len(elems) or elems[i + 2].text != ")":
        return False
    long, inner = elems[i - 1], elems[i + 1]
    letters = inner.text.rstrip("s")
    if not letters.isalpha() or sum(c.isupper() for c in letters) <= len(letters) // 2:
        return False
    if inner.kind == "item":  # "drones (Heron)" names the goods, "multi-role fighters (MRF)" not
        initials = (word[0] for word in long.low.replace("-", " ").split())
        return "".join(initials).endswith(letters.lower())
    return inner.kind in ("trigger", "name", "word")


def drop_ways_of_making(elems: list[Elem], words: Set[str]) -> list[Elem]:
    """``48 locally built missile trucks``, ``a domestically developed drone``: without the way."""
    if MADE.isdisjoint(words):
        return elems  # most sentences
    ways = {k for i in range(1, len(elems) - 2) if _tells_way(elems, i) for k in (i, i + 1)}
    return [elem for i, elem in enumerate(elems) if i not in ways]


def _tells_way(elems: list[Elem], i: int) -> bool:
    """Whether an adverb at ``i`` and a participle describe goods, and tell no verb."""
    if elems[i + 1].low not in MADE or not elems[i].low.endswith("ly"):
        return False
    before, behind = elems[i - 1], elems[i + 2]
    described = before.kind in ("quantity", "adj") or before.low in _BEFORE_MAKER | _TAKING
    return described and (behind.kind in _GOODS or behind.kind == "word")


def join_companions(elems: list[Elem], words: Set[str]) -> list[Elem]:
    """``Sweden – along with Norway and Latvia – has ordered``: read as one list of parties.

    Only where the aside holds parties and nothing else, and a verb's subject goes on behind it.
    """
    if _COMPANY.isdisjoint(words):
        return elems  # most sentences
    for i in range(1, len(elems) - 3):
        k = _companion_start(elems, i) if elems[i - 1].kind == "party" else 0
        end = _companions_end(elems, k) if k else 0
        if end and end + 1 < len(elems) and elems[end].text in _CLOSES[elems[i].text]:
            joined = Elem("word", elems[i].start, elems[i].end, "and", "and")
            return [*elems[:i], joined, *elems[k:end], *elems[end + 1 :]]
    return elems


def _companions_end(elems: list[Elem], k: int) -> int:
    """Index of what closes the list of parties that begins at ``k``."""
    end = k
    while end < len(elems) and (elems[end].kind in _LISTED or elems[end].low in _IN_LIST):
        end += 1
    return end - 1 if elems[end - 1].text == "," else end


def _companion_start(elems: list[Elem], i: int) -> int:
    """Index of the first party of an aside that opens at ``i``: ``(together with``; else 0."""
    if elems[i].text not in _CLOSES or elems[i - 1].possessive:
        return 0
    phrase = (elems[i + 1].low, elems[i + 2].low)
    k = i + 1
    if phrase in _ALONG_WITH:
        k = i + 3
    elif phrase == ("as", "well"):
        k = i + 4
    elif phrase[0] == "alongside":
        k = i + 2
    k += k < len(elems) and elems[k].low == "the"
    return k if i + 1 < k < len(elems) and elems[k].kind == "party" else 0


def join_makers(elems: list[Elem], words: Set[str]) -> list[Elem]:
    """``selected HAL developed jets``: read as ``HAL-developed jets``, where these are an object.

    Only behind a verb or a preposition, counts and articles aside; else ``HAL developed jets``.
    """
    if MADE.isdisjoint(words):
        return elems  # most sentences
    for i in range(2, len(elems) - 1):
        if elems[i].low in MADE and elems[i - 1].kind == "party" and _makes_object(elems, i):
            elems[i].kind = "word"
            hyphen = Elem("punct", elems[i].start, elems[i].start, "-", "-")
            return [*elems[:i], hyphen, *join_makers(elems[i:], words)]
    return elems


def _makes_object(elems: list[Elem], i: int) -> bool:
    """Whether the goods behind the participle at ``i`` are what a verb or preposition takes."""
    ahead = (e.kind for e in elems[i + 1 : i + 1 + _GOODS_AHEAD])
    if not any(kind in _GOODS for kind in ahead):
        return False
    k = i - 2
    while k > 0 and (elems[k].kind in ("quantity", "adj") or elems[k].low in _BEFORE_MAKER):
        k -= 1
    return elems[k].kind == "trigger" or elems[k].low in _TAKING
