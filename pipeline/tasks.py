"""Tasks told in a row: ``to design, build and support 20 radars``, ``the supply and upkeep of``.

They have one object and are one undertaking; the one that tells most of a deal stands for all.
"""

from __future__ import annotations

from collections.abc import Callable

from pipeline import rule_ids
from pipeline.clause_words import MODALS
from pipeline.clauses import noun_like, verb_like
from pipeline.elements import Elem

_AND = frozenset({"and", "&"})
_BETWEEN = _AND | {","}
_LATER = frozenset("later then eventually subsequently also ultimately".split())
# Tasks that no rule lists.
_PLAIN = frozenset(
    """design designing installation install commissioning commission integration integrate testing
    test qualification certification assembly support sustainment training""".split()
)
_WEAK = rule_ids.SERVING | {rule_ids.BUILD, rule_ids.DEVELOP}
_SHORTEST = 3  # elements of a row: two tasks and what joins them


def join_tasks(elems: list[Elem]) -> list[Elem]:
    """The elements with each row of tasks as one: that of supply or purchase before any other."""
    if not _joins_two(elems):
        return elems  # most sentences
    out: list[Elem] = []
    i = 0
    while i < len(elems):
        end = i
        if elems[i].kind == "trigger" or elems[i].low in _PLAIN:
            end = max(_noun_row(elems, i), _verb_row(elems, i))
        if end - i >= _SHORTEST:
            out.append(_most_telling(elems[i:end]))
            i = end
        else:
            out.append(elems[i])
            i += 1
    return out


def _joins_two(elems: list[Elem]) -> bool:
    """Whether an "and" stands between two words that may be tasks."""
    plain = [e for e in elems if e.low not in _LATER]
    for before, elem, behind in zip(plain, plain[1:], plain[2:], strict=False):
        if elem.low not in _AND or (behind.kind != "trigger" and behind.low not in _PLAIN):
            continue
        if before.kind == "trigger" or before.low in _PLAIN or before.text == ",":
            return True
    return False


def _noun_row(elems: list[Elem], i: int) -> int:
    """Index behind ``supply, installation and upkeep`` before an "of"; ``i`` if none begins."""
    end = _row(elems, i, noun_like)
    return end if end < len(elems) and elems[end].low == "of" else i


def _verb_row(elems: list[Elem], i: int) -> int:
    """Index behind ``design, build and support`` behind "to" or "will"; ``i`` if none begins."""
    if i == 0 or elems[i - 1].low not in MODALS:
        return i
    return _row(elems, i, verb_like)


def _row(elems: list[Elem], i: int, fits: Callable[[Elem], bool]) -> int:
    """Index behind the tasks that begin at ``i``, parted by commas and an "and"; else ``i``."""
    end = i
    k = i
    while k < len(elems) and _is_task(elems[k], fits):
        end = k + 1
        k = end
        while k < len(elems) and elems[k].low in _BETWEEN:
            k += 1
        if k == end:
            break
        k += k < len(elems) and elems[k].low in _LATER
    return end if any(e.low in _AND for e in elems[i:end]) else i


def _is_task(elem: Elem, fits: Callable[[Elem], bool]) -> bool:
    return elem.low in _PLAIN or (elem.kind == "trigger" and fits(elem))


def _most_telling(row: list[Elem]) -> Elem:
    triggers = [e for e in row if e.kind == "trigger"]
    strong = [e for e in triggers if not _rules(e) <= _WEAK]
    return next(iter(strong or triggers or row))


def _rules(elem: Elem) -> set[str]:
    senses = elem.ent.entries if elem.ent is not None else None
    return {r.id for r in (*senses.nouns, *senses.verbs)} if senses is not None else set()
