"""Deliveries told by their first and their last day: one span (``2027/2029``), not two dates.

``delivered in 2027 and 2028``, ``begin in 2026 and be completed by 2028``, ``the first come in
2028, the last in 2030``. Batches with dates of their own ("the first four in 2026, the
remainder in 2027") stay apart.
"""

from __future__ import annotations

import re

from pipeline.records import DealDate, Evidence

_REACH = 220  # characters between the two dates
_LEAD = 90  # characters before the first date that tell what it opens
_BEGINS = re.compile(r"\b(?:begin|start|commenc|introduc|first deliver|initial deliver)", re.I)
# "the first systems", but neither "the first four" nor "a first batch".
_FIRST = re.compile(
    r"\bfirst\b(?! (?:[0-9]|two|three|four|five|six|seven|eight|nine|ten|dozen|half|batch|lot|"
    r"tranche|phase|quarter|of (?:two|three)))",
    re.I,
)
_ENDS = re.compile(
    r"\b(?:last|final|complet\w+|conclud\w+|finish\w*|continu\w+|through|until|"
    r"end(?:ing|s)? (?:in|by))\b",
    re.I,
)
_YEARS = re.compile(r"\d{4}/\d{4}")
_THIRD = re.compile(r",? and (?:in )?\d{4}\b")
_BOTH = re.compile(r" and (?:in |during )?\Z")  # "will be delivered in 2027 and 2028"
_WHOLE = re.compile(r"\b(?:all|entire|whole|complete|full)\b", re.I)
# "by 2028 the entire acquisition is to be in place"
_WHOLE_AFTER = re.compile(r",? (?:all|the (?:entire|whole|complete|full))\b", re.I)
# "..., while the remaining ones in the course of 2026"
_OTHERS = re.compile(
    r",? (?:and |while |with )?the (?:rest|others|remainder|balance|remaining (?:ones|[a-z0-9]+)"
    r"|(?:second|third|fourth|other)(?: [a-z0-9]+)?)"
    r"(?: (?:due|to follow|following))?(?: (?:in|by|at|before|during))? ?\Z",
    re.I,
)
# "..., nine in 2026 and nine in 2027"
_MORE = re.compile(
    r"(?:,| and|, and)(?: another)? (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|[1-9]\d?)(?: more)?(?: (?:in|by|during))? ?\Z"
)
# "..., the last in 2030", "..., with the last ones by 2030": no verb of its own.
_LAST = re.compile(
    r",? (?:and |with )?the (?:last|final)(?: (?:one|ones))?(?: (?:due|to follow|following))?"
    r"(?: to (?:the )?(?:[A-Z][\w-]+ ?){1,4})?(?: ?(?:in|by|at|before|during))? ?\Z",
    re.I,
)


def joined(text: str, known: list[DealDate], new: DealDate) -> bool:
    """Put ``new`` into the span that the last of ``known`` opens; ``False`` where it opens none.

    ``known`` are the dates of a deal so far; the one that is joined is replaced in place.
    """
    old = known[-1] if known else None
    if old is None or old.kind != "delivery" or new.kind not in ("delivery", "completion"):
        return False
    begin, end = old.date.removesuffix("/.."), new.date.removeprefix("../")
    left, right = old.evidence[-1], new.evidence[0]
    if _YEARS.fullmatch(begin) and _BOTH.match(text[left.end : right.start]):
        begin = begin[:4]  # "in 2025, 2026 and 2027"
    if "/" in begin or "/" in end or begin[:4] > end[:4] or begin == end:
        return False
    if not 0 < right.start - left.end < _REACH or not _closes(text, old, left, right):
        return False
    quoted = (*old.evidence, *new.evidence)
    known[-1] = DealDate("delivery", f"{begin}/{end}", quoted)
    return True


def _closes(text: str, old: DealDate, left: Evidence, right: Evidence) -> bool:
    """Whether the words tell that one date begins and the other ends the same deliveries."""
    lead = text[max(0, left.start - _LEAD) : left.start]
    lead = lead[max(lead.rfind(". "), lead.rfind("\n")) + 1 :]
    gap = text[left.end : right.start]
    if "\n" in gap:
        return False
    if _BOTH.match(gap) or (gap == ", " and _THIRD.match(text, right.end)):
        return not text.startswith(" respectively", right.end)
    told = gap[gap.rfind(". ") + 1 :]
    whole = _WHOLE.search(told) or _WHOLE_AFTER.match(text, right.end)
    if old.date.endswith("/..") or _BEGINS.search(lead):
        return _ENDS.search(told) is not None or whole is not None
    if not _FIRST.search(lead):
        return False
    return whole is not None or _LAST.match(gap) is not None


def elliptic(text: str, known: list[DealDate], start: int, end: int, edtf: str) -> DealDate | None:
    """The delivery at ``text[start:end]`` that leaves out its verb: ``the last in 2030``."""
    old = known[-1] if known else None
    if old is None or old.kind != "delivery":
        return None
    gap = text[old.evidence[-1].end : start] if start - old.evidence[-1].end < _REACH else ""
    if not any(words.match(gap) for words in (_LAST, _OTHERS, _MORE)):
        return None
    return DealDate("delivery", edtf, (Evidence(start, end, text[start:end], "date.delivery"),))
