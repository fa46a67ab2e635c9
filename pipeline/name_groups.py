"""Runs of capitalised words as names; datelines and headlines, which follow other rules.

Names listed among firms are firms too.
"""

from __future__ import annotations

from pipeline.elements import Elem, is_firm, is_name_word
from pipeline.grammar import NO_NAME_ALONE
from pipeline.parties import Registry

_DATELINE_SIGNS = frozenset({"—", "–", "-", "--", ":"})
_DATELINE_PARTS = frozenset({"place", "capital", "country", "date", "outlet", "name", "punct"})
_DATELINE_LEADS = frozenset({"place", "capital", "country", "word"})
_PLACES = frozenset({"place", "capital", "country"})
_LONGEST_DATELINE = 14
_HEADLINE_KINDS = frozenset({"word", "trigger", "equip"})
_SEATS = ("-based", "-headquartered")
_REGIONAL = frozenset("european nordic scandinavian baltic asian western".split())
_NO_FIRM = frozenset(
    """program programme project act exercise operation agreement class forum summit conference day
    week year list policy strategy initiative council committee plan phase university institute
    school test airport base street road river sea ocean bay gulf show expo games cup league club
    party war treaty law bill report review article annual part unit block mark version model
    series order""".split()
)
_LISTED = 3  # parts of a list, at least
_LISTABLE = frozenset({"party", "name"})
_AND = frozenset({"and", "&"})
_INSIDE_NAMES = frozenset({"&", "of", "de", "-"})


def drop_dateline(elems: list[Elem]) -> list[Elem]:
    """``ZAGREB, Feb 11 (Reuters) - `` names where a report was filed, not a party."""
    if not elems or elems[0].kind not in _DATELINE_LEADS:
        return elems
    if elems[0].low == "source" and len(elems) > 1 and elems[1].text == ":":
        return _drop_source(elems)
    for i, elem in enumerate(elems[:_LONGEST_DATELINE]):
        if elem.text in _DATELINE_SIGNS and i:
            return elems[i:] if _is_dateline(elems[:i], elem.text) else elems
    return elems


def _drop_source(elems: list[Elem]) -> list[Elem]:
    """``SOURCE: JANE DOE / DEFENCE DESK / NEWS.ORG `` before the first sentence."""
    i = 2
    while i < len(elems) and (elems[i].text.isupper() or elems[i].kind == "punct"):
        i += 1
    return elems[i:]


def _is_dateline(head: list[Elem], sign: str) -> bool:
    """Whether ``head``, which ``sign`` ends, is made of places, dates and names."""
    return (
        (head[0].text.isupper() or sign != ":" or len(head) == 1)
        and all(e.kind in _DATELINE_PARTS or e.text[0].isupper() for e in head)
        and any(e.kind in _PLACES for e in head)
    )


def is_headline(elems: list[Elem]) -> bool:
    """Whether nearly every word is capitalised."""
    count = capitals = 0
    for elem in elems:
        if elem.kind in _HEADLINE_KINDS and len(elem.text) > 3:
            count += 1
            capitals += elem.text[0].isupper()
    return count >= 3 and 10 * capitals >= 8 * count


def group_names(elems: list[Elem], text: str, registry: Registry) -> list[Elem]:
    """Runs of capitalised words become names; known short names become their party.

    In a headline, where every word is capitalised, only known names count.
    """
    out: list[Elem] = []
    headline: bool | None = None
    reached = 0
    for i, elem in enumerate(elems):
        if i < reached:
            continue
        # most words are in lower case: that is seen here without a call
        if elem.kind != "word" or not elem.text[0].isupper() or not is_name_word(elem):
            out.append(elem)
            continue
        if elem.low.endswith(_SEATS) or _tells_region(elems, i):
            elem.kind = "adj"  # "Secunderabad-headquartered Premier Explosives"
            out.append(elem)
            continue
        reached = _run_end(elems, i)
        last = elems[reached - 1]
        surface = text[elem.start : last.end]
        org = registry.lookup(surface)
        if org is None:
            if headline is None:
                headline = is_headline(elems)
            if headline:
                out.extend(elems[i:reached])
                continue
        name = Elem("name", elem.start, last.end, surface, surface.lower(), None, org)
        name.possessive = last.possessive
        out.append(name)
    return out


def _tells_region(elems: list[Elem], i: int) -> bool:
    """``and European missile maker MBDA``: where a firm is at home, no part of its name."""
    if elems[i].low not in _REGIONAL or i + 2 >= len(elems):
        return False
    return elems[i + 1].kind == "descriptor" and elems[i + 2].text[0].isupper()


def _name_word_at(elems: list[Elem], i: int) -> bool:
    return i < len(elems) and is_name_word(elems[i])


def _run_end(elems: list[Elem], i: int) -> int:
    """Index behind the run of name words that begins at ``i``."""
    j = i + 1
    while j < len(elems) and not elems[j - 1].possessive:
        if not _name_word_at(elems, j) and not (
            elems[j].low in _INSIDE_NAMES and _name_word_at(elems, j + 1)
        ):
            break
        j += 1
    return j


def firm_like(elem: Elem) -> bool:
    """Whether a capitalised name may be that of a firm."""
    words = elem.low.split()
    if elem.low in NO_NAME_ALONE or elem.low.startswith("transfer of "):
        return False
    if not 1 <= len(words) <= 7 or words[-1] in _NO_FIRM or len(elem.text) <= 2:
        return False
    return len(elem.text) <= 6 or any(c.islower() for c in elem.text)


def name_listed_firms(elems: list[Elem], registry: Registry) -> list[Elem]:
    """``with Saab, Brightline and Thales``: makes a firm of a name that is listed among firms."""
    if not any(e.kind == "name" for e in elems):
        return elems  # most sentences: seen here without a call
    begin = 0
    while begin < len(elems):
        if elems[begin].kind not in _LISTABLE:
            begin += 1
            continue
        listed = _list_at(elems, begin)
        names = [k for k in listed if elems[k].kind == "name"]
        if len(listed) >= _LISTED and names and len(names) < len(listed):
            for k in names:
                elem = elems[k]
                elem.org = registry.unknown_company(elem.text, elem.country, "company.listed")
                elem.kind = "party"
        begin = listed[-1] + 1 if listed else begin + 1
    return elems


def _list_at(elems: list[Elem], begin: int) -> list[int]:
    """Indexes of the firms and names that may be firms in the list that begins at ``begin``.

    Empty where there is no list, which ends behind "and".
    """
    listed: list[int] = []
    ended = False
    k = begin
    while k < len(elems) and _may_be_listed(elems[k]):
        listed.append(k)
        if ended:
            return listed
        k += 1
        joined = k
        while k < len(elems) and (elems[k].text == "," or elems[k].low in _AND):
            ended = ended or elems[k].low in _AND
            k += 1
        if k == joined:
            break
    return []


def _may_be_listed(elem: Elem) -> bool:
    if elem.possessive:
        return False
    return is_firm(elem) or (elem.kind == "name" and elem.org is None and firm_like(elem))
