"""Award announcements of a ministry's daily list, each read as one deal by its set phrases.

The general cascade reads sentences by their verbs; these paragraphs have one verb and all else in
set phrases, so they are read whole (``pipeline.award_text``) and kept from the cascade.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipeline import award_facts, rule_ids
from pipeline.award_goods import counted_goods, goods_of, goods_start, provided_start
from pipeline.award_spans import Announcement, AnnouncementFinder
from pipeline.award_text import AWARDED, Awardee, Head, activity_span
from pipeline.drafts import Draft, Sentence
from pipeline.elements import Elem, Item
from pipeline.entities import Ent
from pipeline.groups import Grouper
from pipeline.lexicon import Lexicon
from pipeline.mentions import Mention, Vote
from pipeline.money import Money
from pipeline.records import DealKind, ValueKind

_QUICK = re.compile(
    r"\bcontract(?:ing|s) (?:activity|authority|agency|office)|[Ff]iscal (?:year )?20\d\d|"
    r"\bfirm[- ]fixed|\bcost[- ]plus|\bindefinite[- ]delivery"
)
# Every match of it holds one of these; looking for them first spares most articles the expression.
_QUICK_WORDS = (
    "contracting a", "contracting o", "contracts a", "contracts o", "iscal ", "firm-fixed",
    "firm fixed", "cost-plus", "cost plus", "indefinite-delivery", "indefinite delivery",
)  # fmt: skip
_ABROAD = re.compile(
    r"\bforeign military sales?\b|\bFMS\b|\bgovernments? of\b|\bcombines? (?:\w+ )?"
    r"(?:purchases?|services|requirements|support)\b|\bpercent\)",
    re.IGNORECASE,
)
_FOREIGN = re.compile(r"\b[Ff]oreign [Mm]ilitary [Ss]ales?\b|\bFMS\b")
_USERS = re.compile(r"\b[Uu]sing (?:military )?(?:services?|customers?|agenc(?:y|ies))\b")
_CALL_OFF = re.compile(
    r"\b(?:task|delivery|initial|first) order\b[^.]{0,80}\$|\$[^.]{0,80}\border\b"
)
_CALLED = re.compile(r"\b(?:this|the) (?:initial |first )?(?:task|delivery) order\b")
_PLACED = re.compile(r"\b(?:award|issu|plac)ed\b|\bawarding\b")
_WEIGHT = 3.0  # more than anything that a clause may say


class AwardReader:
    """Finds the announcements of one article and makes a draft of each."""

    def __init__(
        self,
        lexicon: Lexicon,
        grouper: Grouper,
        text: str,
        ents: Sequence[Ent],
        published: str | None,
    ) -> None:
        self.lexicon = lexicon
        self.grouper = grouper
        self.registry = grouper.registry
        self.text = text
        self.published = published
        self._facts = [e for e in ents if e.label in ("money", "date", "contract")]
        self._starts = [e.start for e in self._facts]

    def read(self, sentences: list[Sentence]) -> dict[int, list[Draft]]:
        """Sentences of announcements by index, with the drafts that each opens."""
        found: dict[int, list[Draft]] = {}
        if not any(map(self.text.__contains__, _QUICK_WORDS)):
            return found
        if not _QUICK.search(self.text) or not AWARDED.search(self.text):
            return found
        for span in AnnouncementFinder(self.lexicon, self.text).find(sentences):
            for sentence in span.sentences:
                found[sentence.index] = []
            for draft in self._drafts(span):
                found[draft.first_sentence].append(draft)
        return found

    # -- what they tell --------------------------------------------------------------------

    def _drafts(self, span: Announcement) -> list[Draft]:
        """The draft of an announcement, one a firm where each has a sum of its own; call-offs."""
        head = span.head
        priced = [a for a in head.awardees if a.amount is not None]
        if len(priced) > 1:
            parts = [Head(head.start, head.verb, head.told, (a,)) for a in priced]
            return [self._draft(replace(span, head=part)) for part in parts]
        line = self._line(span)
        calls = [
            (call, seller)
            for call in span.sentences
            if call.start >= line.end and (seller := self._called(span, call)) is not None
        ]
        span.called = [call for call, _ in calls]
        span.called += [s for s in span.sentences if calls and _CALLED.search(self._words(s))]
        draft = self._draft(span)
        return [draft, *(self._call_off(span, draft, call, seller) for call, seller in calls)]

    def _line(self, span: Announcement) -> Sentence:
        """The sentence in which the award is told."""
        return next(s for s in span.sentences if s.end > span.head.verb)

    def _words(self, sentence: Sentence) -> str:
        return self.text[sentence.start : sentence.end]

    def _called(self, span: Announcement, call: Sentence) -> Awardee | None:
        """The firm that gets the priced order which a sentence tells; ``None`` if it tells none."""
        words = self._words(call)
        if not _CALL_OFF.search(words) or not _PLACED.search(words):
            return None
        awardees = span.head.awardees
        if len(awardees) == 1:
            return awardees[0]
        return next((a for a in awardees if words.startswith(a.name.rstrip("."))), None)

    def _call_off(
        self, span: Announcement, parent: Draft, call: Sentence, seller: Awardee
    ) -> Draft:
        """The deal of a first order placed together with its framework."""
        goods = goods_start(self.text, call.start, call.end)
        items = self._goods_at(call, goods) if goods > 0 else []
        votes = [v for v in parent.votes if v.role == "buyer"]
        votes.append(self._seller_vote(seller))
        draft = self._start(call, votes, items, "procurement", (call.start, call.end))
        sums = [e for e in self._of("money", call.start, call.end) if isinstance(e.value, Money)]
        draft.values = [award_facts.value(self.text, e, "total") for e in sums[:1]]
        for line in span.called:
            draft.dates += award_facts.dates_of(
                self.text, self._of("date", *line.bounds), [line.bounds], self.published
            )
        return draft

    def _start(
        self,
        line: Sentence,
        votes: list[Vote],
        items: list[Item],
        kind: DealKind,
        bounds: tuple[int, int],
    ) -> Draft:
        """A signed deal of its own kind, told in ``bounds``, that opens at a sentence."""
        mention = Mention(line.index, *bounds, [], votes=votes, rule=rule_ids.ANNOUNCED)
        mention.items = [(item, item.rule) for item in items]
        mention.kind, mention.status = kind, "signed"
        mention.weight, mention.placed = 1.0, "read as an award announcement"
        draft = Draft(mentions=[mention], votes=votes, items=list(mention.items))
        draft.first_sentence, draft.block, draft.in_lead = line.index, line.block, True
        draft.kinds[kind] += 1
        draft.statuses.append("signed")
        return draft

    def _draft(self, span: Announcement) -> Draft:
        text, head = self.text, span.head
        line = self._line(span)
        goods = goods_start(text, head.told, line.end)
        told = text[head.told : goods if goods > 0 else line.end]
        kind = award_facts.kind_of_award(told, text[head.told : span.end])
        votes = [*map(self._seller_vote, head.awardees), *self._buyers(span), *self._users(span)]
        items = self._items(span, line, goods)
        draft = self._start(span.sentences[0], votes, items, kind, (head.start, line.end))
        self._sums(draft, span, kind, line.end)
        dates = self._outside(span, self._of("date", span.start, span.end))
        draft.dates = award_facts.dates_of(text, dates, span.bounds, self.published)
        self._numbers(draft, span)
        return draft

    def _outside(self, span: Announcement, facts: list[Ent]) -> list[Ent]:
        """The facts that no sentence about an order under the award tells."""
        return [e for e in facts if not any(s.start <= e.start < s.end for s in span.called)]

    def _of(self, label: str, start: int, end: int) -> list[Ent]:
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [e for e in self._facts[low:high] if e.label == label]

    def _sums(self, draft: Draft, span: Announcement, kind: DealKind, line_end: int) -> None:
        sums = self._outside(span, self._of("money", span.start, span.end))
        own: ValueKind = "ceiling" if kind == "framework" else "total"
        listed = [e for e in sums if e.start < span.head.verb]
        priced = [a.amount for a in span.head.awardees if a.amount is not None]
        mine = next((e for e in listed if any(abs(e.start - a) < 3 for a in priced)), None)
        later = [e for e in sums if e.start >= span.head.told]
        if mine is None and later and later[0].start < line_end:
            mine = later.pop(0)
        mine = mine or award_facts.states_amount(self.text, later)
        if mine is not None:
            draft.values.append(award_facts.value(self.text, mine, own))
        known = list(draft.values)
        draft.values += award_facts.further_sums(self.text, later, known, span.bounds)

    def _numbers(self, draft: Draft, span: Announcement) -> None:
        """Contract numbers: all of the announcement, or those of one firm with its own sum."""
        for ent in self._of("contract", span.start, span.end):
            mine = [a for a in span.head.awardees if a.start <= ent.start < a.end]
            if ent.start < span.head.verb and not mine:
                continue
            if ent.text not in draft.identifiers:
                draft.identifiers.append(ent.text)

    # -- parties ---------------------------------------------------------------------------

    def _seller_vote(self, awardee: Awardee) -> Vote:
        org = self.registry.listed_firm(awardee.name, awardee.country, rule_ids.ANNOUNCED)
        end = awardee.start + len(awardee.name)
        name = self.text[awardee.start : end]
        elem = Elem("party", awardee.start, end, name, name.lower())
        return Vote(org, "seller", _WEIGHT, elem, rule_ids.ANNOUNCED)

    def _buyers(self, span: Announcement) -> list[Vote]:
        for line in reversed(span.sentences):
            if line.end <= span.head.told:
                break
            found = activity_span(self.text, max(line.start, span.start), line.end)
            if found is None:
                continue
            start, end = found
            name = self.text[start:end]
            if not 2 < len(name) < 120 or not any(c.isupper() for c in name):
                continue
            org = self.registry.contracting_body(name, "USA", rule_ids.ANNOUNCED)
            elem = Elem("party", start, end, name, name.lower())
            return [Vote(org, "buyer", _WEIGHT, elem, rule_ids.CONTRACTING)]
        return []

    def _users(self, span: Announcement) -> list[Vote]:
        """Foreign states that the sale is for, and the services that are said to use it."""
        votes: list[Vote] = []
        head = self._line(span)
        abroad = _FOREIGN.search(self.text, span.head.told, span.end) is not None
        for line in span.sentences:
            start = max(line.start, span.head.told)
            if start >= line.end:
                continue
            words = self.text[start : line.end]
            using = _USERS.search(words) is not None
            told = (line is head and abroad) or _ABROAD.search(words) is not None
            if not using and (not told or words.startswith("Work ")):
                continue
            for elem in self._elems(line):
                org = elem.org
                if elem.kind != "party" or org is None or elem.start < start:
                    continue
                if org.is_state and org.country and org.country != "USA":
                    org = self.registry.country_by_code(org.country) or org
                elif not (using and org.is_service):
                    continue
                if all(v.org is not org for v in votes):
                    votes.append(Vote(org, "end_user", _WEIGHT, elem, rule_ids.ANNOUNCED))
        return votes

    # -- goods -----------------------------------------------------------------------------

    def _elems(self, line: Sentence) -> list[Elem]:
        return line.elems or self.grouper.sentence(line.start, line.end)

    def _items(self, span: Announcement, line: Sentence, goods: int) -> list[Item]:
        """The goods of the head, with those that a later sentence counts or alone tells."""
        found = self._goods_at(line, goods) if goods > 0 else []
        for later in span.sentences:
            begin = provided_start(self.text, later.start, later.end)
            if later.start < line.end or begin < 0:
                continue
            if not found:
                found = self._goods_at(later, begin)
            elif all(i.quantity is None for i in found):
                elems = [e for e in self._elems(later) if e.start >= begin]
                found += counted_goods(elems, self.text)
        return found

    def _goods_at(self, line: Sentence, begin: int) -> list[Item]:
        elems = [e for e in self._elems(line) if e.start >= begin]
        return goods_of(elems, self.text)
