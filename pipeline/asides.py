"""Brackets that only tell another name of what stands before them, left out of a sentence."""

from __future__ import annotations

from pipeline.elements import Elem

_TICKER_REACH = 10
_ALIASED = frozenset({"trigger", "item"})


def drop_tickers(elems: list[Elem]) -> list[Elem]:
    """``BAE Systems (LON: BA) Plc``: without the exchange and the ticker in brackets."""
    kept: list[Elem] = []
    reached = 0
    for i, elem in enumerate(elems):
        if i < reached:
            continue
        close = _ticker_end(elems, i) if elem.text == "(" else 0
        if close:
            reached = close + 1
        else:
            kept.append(elem)
    return kept


def _ticker_end(elems: list[Elem], i: int) -> int:
    """Index of the bracket that closes ``(NYSE: LMT)``, ``(OTC:)`` opened at ``i``; else 0."""
    if i + 3 >= len(elems) or not elems[i + 1].text.isupper() or elems[i + 2].text != ":":
        return 0
    for k in range(i + 3, min(len(elems), i + _TICKER_REACH)):
        if elems[k].text == ")":
            return k
    return 0


def drop_aliases(elems: list[Elem]) -> list[Elem]:
    """``a letter of intent (LOI)``, ``bridge laying tanks (BLT)``: without the short name.

    What stands behind the brackets goes on about the noun before them.
    """
    kept: list[Elem] = []
    reached = 0
    for i, elem in enumerate(elems):
        if i < reached:
            continue
        if elem.text == "(" and kept and kept[-1].kind in _ALIASED and _is_alias(elems, i):
            reached = i + 3
        else:
            kept.append(elem)
    return kept


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
