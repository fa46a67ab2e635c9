"""The sums and dates that a clause adds to a deal."""

from __future__ import annotations

import re

from pipeline import rule_ids
from pipeline.context import Hits
from pipeline.day_facts import (
    approved,
    consistent,
    contradicts,
    earlier,
    is_past,
    make_date,
    term_dates,
    unannounced,
    unsigned,
)
from pipeline.drafts import Draft, Sentence, add_value, draft_kind, draft_status
from pipeline.elements import Elem
from pipeline.facts import is_of_several, make_value, one_total
from pipeline.other_days import is_of_first_contract
from pipeline.records import DateKind, DealDate
from pipeline.series import elliptic, joined

_HANDING = rule_ids.HANDING | {rule_ids.RECEIVE, rule_ids.SUPPLY}
# "the army's €2 billion ($2.2 billion) vehicle programme": a sum told again in another currency.
_AGAIN = re.compile(r" ?[(\[](?:[a-z]+ )?| or ", re.IGNORECASE)
_UNSIGNED = frozenset({"planned", "selected", "approved"})


class Filler:
    """Adds value and date facts to the drafts of one article."""

    def __init__(self, text: str, cues: Hits, published: str | None) -> None:
        """``cues`` are those of ``text``; ``published`` is the ISO date of the article."""
        self.text = text
        self.cues = cues
        self.published = published

    def add_sums(
        self, draft: Draft, sums: list[Elem], sentence: Sentence, told: bool = False
    ) -> None:
        """Add the value facts of a sentence's sums; ``told``: their clause tells the deal."""
        days = [e.ent.value for e in sentence.elems if e.kind == "date" and e.ent]
        if not draft.past and earlier(days, draft.dates, bool(draft.values)):
            return  # "in 2019 it bought ten for $50 million": another deal's
        refused = -1  # where a sum ended that is none of the deal's
        for elem in sums:
            kind = draft_kind(draft)
            again = refused >= 0 and _AGAIN.fullmatch(self.text, refused, elem.start)
            value = None
            if not again:
                value = make_value(self.text, self.cues, elem, sentence.bounds, kind, told)
            if value is not None:
                add_value(draft.values, value)
            refused = elem.end if value is None else -1

    def add_dates(
        self,
        draft: Draft,
        dates: list[Elem],
        sentence: Sentence,
        default: DateKind | None = None,
    ) -> None:
        """Add the date facts of a sentence's date groups."""
        for elem in dates:
            term = term_dates(self.text, self.cues, elem, sentence.bounds)
            if term:
                known = {(d.kind, d.date) for d in draft.dates}
                draft.dates += [d for d in term if (d.kind, d.date) not in known]
                continue
            edtf = getattr(elem.ent.value if elem.ent else None, "edtf", None) or ""
            fact = make_date(
                self.text,
                self.cues,
                elem,
                sentence.bounds,
                default if is_past(edtf, self.published) else None,
                self.published,
            )
            if fact is None and edtf:
                fact = elliptic(self.text, draft.dates, elem.start, elem.end, edtf)
            if fact is None or contradicts(fact, draft.dates):
                continue
            if fact.kind == "announced" and draft_kind(draft) == "foreign_military_sale":
                fact = approved(fact, self.cues, sentence.start)
            if joined(self.text, draft.dates, fact):
                continue
            if all((d.kind, d.date) != (fact.kind, fact.date) for d in draft.dates):
                draft.dates.append(fact)

    def settle(self, draft: Draft, several: bool) -> None:
        """Leave out dates and sums that cannot be the deal's, now that all of it is known.

        ``several``: the article tells of more than one deal.
        """
        if several:
            own = [v for v in draft.values if not is_of_several(self.text, v)]
            draft.values = own if any(v.kind in ("total", "ceiling") for v in own) else draft.values
        draft.values = one_total(self.text, draft.values)
        draft.dates = consistent(draft.dates)
        status = draft_status(draft)
        if status in _UNSIGNED:
            draft.dates = unsigned(draft.dates, self.published)
        if status == "planned" or (status == "delivered" and draft_kind(draft) != "transfer"):
            draft.dates = unannounced(draft.dates)
        draft.dates = [d for d in draft.dates if not self._told_of_handing(draft, d)]
        if draft_kind(draft) == "modification":
            draft.dates = [d for d in draft.dates if not self._is_of_first_contract(d)]

    def _told_of_handing(self, draft: Draft, fact: DealDate) -> bool:
        """Whether what was announced on a day is that goods bought were handed over."""
        if fact.kind != "announced" or draft_kind(draft) == "transfer":
            return False
        opening = draft.mentions[0].rule if draft.mentions else ""
        return opening in _HANDING and any(
            d.kind == "delivery" and d.date <= fact.date and is_past(d.date, self.published)
            for d in draft.dates
        )

    def _is_of_first_contract(self, fact: DealDate) -> bool:
        """Whether a signature is that of the contract which the deal changes."""
        start = fact.evidence[0].start
        block = self.text.rfind("\n", 0, start) + 1
        return fact.kind == "signed" and is_of_first_contract(self.text, block, start)
