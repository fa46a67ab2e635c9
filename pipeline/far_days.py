"""Days of delivery and completion told far from the clauses that tell the deal.

``The delivery of gun number one is planned for 2027``, at the end of an article on one deal alone:
a day to come needs no party beside it, as no other deal can be meant.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import calendar_math as cal
from pipeline.drafts import Draft, Sentence
from pipeline.filling import Filler
from pipeline.items import same_item
from pipeline.matching import related
from pipeline.records import DealDate

_AHEAD = frozenset({"delivery", "completion", "start"})


def add_far_days(drafts: Sequence[Draft], far: Sequence[Sentence], filler: Filler) -> None:
    """Give the one deal of an article the days to come of sentences ``far`` from it."""
    current = [d for d in drafts if not d.past]
    if len(current) != 1 or not far:
        return
    (draft,) = current
    for sentence in far:
        if sentence.index <= draft.first_sentence or _speaks_of_others(sentence, draft):
            continue
        known = list(draft.dates)
        filler.add_dates(draft, [e for e in sentence.elems if e.kind == "date"], sentence)
        new = [d for d in draft.dates if d not in known]
        cleared = any(d.kind == "approved" for d in known)
        draft.dates = known + [
            d
            for d in new
            if _is_ahead(d, filler.published) or (d.kind == "approved" and not cleared)
        ]


def _speaks_of_others(sentence: Sentence, draft: Draft) -> bool:
    """Whether a sentence names a party or goods that are not those of the deal."""
    for elem in sentence.elems:
        if elem.org is not None and not any(related(elem.org, v.org) for v in draft.votes):
            return True
        item = elem.item
        if item is None or not item.designated:
            continue
        if not any(same_item(item, known) for known, _ in draft.items):
            return True
    return False


def _is_ahead(fact: DealDate, published: str | None) -> bool:
    """Whether a day of delivery or completion lies behind the day of publication."""
    if fact.kind not in _AHEAD or published is None:
        return False
    day = cal.opening_month(cal.last(fact.date.removesuffix("/..")))
    return day[:4] >= published[:4] and day >= published[: len(day)]
