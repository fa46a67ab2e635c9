"""What an article tells before the clause that opens a deal: its day, its price, its dates.

``The committee on Wednesday cleared eleven bills. ...`` dates each deal of the list that follows,
and ``The price is 12 billion crowns`` may stand before the sentence with buyer and seller.
"""

from __future__ import annotations

import re

from pipeline.context import Hits
from pipeline.day_facts import PAST_KINDS, is_past, make_date
from pipeline.drafts import Draft, Sentence, draft_status
from pipeline.facts import tells_many
from pipeline.filling import Filler
from pipeline.groups import Elem
from pipeline.records import DateKind, DealDate

_LEAD = 3  # sentences that may tell the day of deals which later ones open
_REACH = 2  # paragraphs from what is told to the clause that opens the deal
_SUMS = 2  # sums of a sentence about a price: one, perhaps in two currencies
_SITTING = re.compile(
    r"\b(?:session|sitting|meeting) (?:of|held|on|at)|'s (?:session|sitting|meeting)\b"
)
_GRANTED = frozenset({"approved", "signed"})  # states of a deal that somebody has let pass
_BESIDE = 24  # characters around a date that tell whose day it is
_SIDES = 2  # parties from which a deal is known well
_OPENING = 20  # characters in which a sentence shows that it is about the price
_PRICES = ("the price", "the cost", "the value", "its value", "its price", "price:", "value:")


class Lead:
    """The facts told before any deal, kept until the deals are known."""

    def __init__(self, text: str, cues: Hits, published: str | None) -> None:
        """``cues`` are those of ``text``; ``published`` is the ISO date of the article."""
        self.text = text
        self.cues = cues
        self.published = published
        self.waiting: list[Sentence] = []  # sentences before the first deal
        self.day: DealDate | None = None
        self.block = 0
        self.many = False  # the day is that of several deals
        self.sat = False  # it is only told as the day of a session

    def note(self, sentence: Sentence, known: bool) -> None:
        """Keep what a sentence tells; ``known`` says that a deal is open already."""
        if not known:
            self.waiting.append(sentence)
        if self.day is not None or sentence.index >= _LEAD:
            return
        many = tells_many(self.text, sentence.bounds)
        if known and not many:
            return
        for elem in sentence.elems:
            if elem.kind != "date":
                continue
            fact = make_date(self.text, self.cues, elem, sentence.bounds, None, self.published)
            sat = fact is None and self._is_sitting(elem)
            if sat:
                decided: DateKind = "approved"
                args = (elem, sentence.bounds, decided, self.published)
                fact = make_date(self.text, self.cues, *args)
            if fact is None or fact.kind not in PAST_KINDS or self._is_of_page(elem, fact):
                continue
            if is_past(fact.date, self.published):
                self.day, self.block, self.many, self.sat = fact, sentence.block, many, sat
                return

    def _is_sitting(self, elem: Elem) -> bool:
        """``at Tuesday's session the government``: the day of a body that decides."""
        around = self.text[max(0, elem.start - _BESIDE) : elem.end + _BESIDE]
        return _SITTING.search(around) is not None

    def _is_of_page(self, elem: Elem, fact: DealDate) -> bool:
        """Whether a date is only that of the page: written out, and the day of publication."""
        span = elem.ent.value if elem.ent else None
        return not getattr(span, "relative", False) and fact.date == self.published

    def share(self, drafts: list[Draft], filler: Filler, listing: bool) -> None:
        """Give to ``drafts`` what was told before them; ``listing``: each has a text of its own."""
        self._share_day(drafts)
        if drafts and not listing and not self.many:
            self._share_facts(drafts[0], filler)

    def _share_day(self, drafts: list[Draft]) -> None:
        """The day of the lead is that of the deals that follow and have none of their own."""
        if self.day is None:
            return
        for draft in drafts if self.many else drafts[:1]:
            near = self.many or draft.block - self.block <= _REACH
            if self.sat and draft_status(draft) not in _GRANTED:
                continue
            if near and not draft.past and all(d.kind not in PAST_KINDS for d in draft.dates):
                draft.dates.insert(0, self.day)

    def _share_facts(self, draft: Draft, filler: Filler) -> None:
        """Sums and dates right before the clause that opens the first deal are that deal's."""
        if not draft.items or len({id(v.org) for v in draft.votes}) < _SIDES:
            return  # too little known of the deal to give it more
        priced = bool(draft.values)
        kinds = {d.kind for d in draft.dates}
        for sentence in self.waiting:
            far = draft.block - sentence.block > _REACH
            if far or sentence.index > draft.first_sentence:
                continue
            sums = [e for e in sentence.elems if e.kind == "money"]
            if not priced and len(sums) <= _SUMS and self._of_price(sentence):
                filler.add_sums(draft, sums, sentence)
            known = list(draft.dates)
            filler.add_dates(draft, [e for e in sentence.elems if e.kind == "date"], sentence)
            draft.dates = known + [d for d in draft.dates[len(known) :] if d.kind not in kinds]

    def _of_price(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of a contract or of its price."""
        opening = self.text[sentence.start : sentence.start + _OPENING].lower()
        spoken = any(t.noun for m in sentence.mentions for t in m.triggers)
        return spoken or opening.startswith(_PRICES)
