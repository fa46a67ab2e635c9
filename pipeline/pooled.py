"""Deals told in parts: who buys in one sentence, what is bought in a later one, by nobody named.

``The government opted for a Swedish design. Talks with Saab will follow. Three boats are to be
bought for 2 billion euros.``
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import rule_ids, schema
from pipeline.clause_words import COMING
from pipeline.drafts import Draft, Sentence
from pipeline.elements import Elem
from pipeline.entities import Ent
from pipeline.mentions import Mention, Vote
from pipeline.nations import state_of
from pipeline.parties import Registry
from pipeline.telling import SURE

_UNSURE = frozenset({"negated", "hypothetical", "other", "past", "weak", "heading"})
_BUYING = rule_ids.ORDERING | frozenset(
    {
        rule_ids.PURCHASE,
        rule_ids.SELECT,
        rule_ids.FAVOUR,
        rule_ids.RECEIVE,
        rule_ids.SIGN_FOR,
        rule_ids.TENDER,
    }
)
_BOUGHT = frozenset({rule_ids.BUY, rule_ids.ORDER, rule_ids.PURCHASE, rule_ids.SELECT})
_HANDED = _BOUGHT | {rule_ids.SUPPLY, rule_ids.RECEIVE}
_REACH = 3  # sentences from who buys to what is bought
_EARLY = 5  # last sentence in which an article's goods are those of the state it begins with
_OPENING = 2  # sentences that name the state an article is about
_BESIDE = 3  # characters between a state and its firm: "Sweden's Saab"


def tells_who(mention: Mention) -> bool:
    """``The army placed an order last week``: a public buyer, and no goods to know a deal by."""
    if mention.rule not in _BUYING or not _is_sure(mention):
        return False
    return any(v.role == "buyer" and v.org.is_public for v in mention.votes)


def tells_what(mention: Mention, known: bool) -> bool:
    """``Forty vehicles will be bought``: counted goods, and nobody who buys.

    ``known``: who buys was told before, so that "are to be supplied" is enough.
    """
    built = known and mention.rule == rule_ids.BUILD and _is_to_come(mention)
    told = mention.rule in (_HANDED if known else _BOUGHT) and _is_sure(mention)
    if not built and not told:
        return False
    if any(e.low == "can" for e in mention.elems):
        return False  # "up to 2,800 trucks can be ordered"
    if any(v.role != "maker" for v in mention.votes if not known or v.org.is_public):
        return False
    return any((i.quantity or 0) > 1 and not i.partial for i, _ in mention.items)


class Pool:
    """Who buys, as clauses before any deal tell it, and the state the article begins with."""

    def __init__(self, state: Elem | None) -> None:
        """``state``: who buys where no clause tells it."""
        self.state = state
        self.told: list[tuple[Mention, Sentence]] = []

    def note(self, mention: Mention, sentence: Sentence) -> None:
        """Keep a clause that tells no deal but who buys."""
        if tells_who(mention):
            self.told.append((mention, sentence))

    def before(self, sentence: Sentence) -> list[tuple[Mention, Sentence]]:
        """The last clause shortly before a sentence that tells who buys, if one does."""
        return [(m, s) for m, s in self.told[-1:] if sentence.index - s.index <= _REACH]

    def completes(self, mention: Mention, sentence: Sentence) -> bool:
        """Whether a clause tells the goods that somebody told before is to buy."""
        known = bool(self.before(sentence))
        early = self.state is not None and sentence.index <= _EARLY
        return (known or early) and tells_what(mention, known)

    def context(self, draft: Draft) -> list[Vote]:
        """The state that the article begins with, for a draft of which nobody buys."""
        if self.state is None or self.state.org is None or draft.orgs("buyer"):
            return []
        return [Vote(self.state.org, "buyer", 0.5, self.state, "buyer.context")]


def _is_to_come(mention: Mention) -> bool:
    """``Three boats will be built``: what is made for who bought it."""
    passive = bool(mention.triggers) and mention.triggers[0].passive
    return passive and any(e.low in COMING for e in mention.elems)


def _is_sure(mention: Mention) -> bool:
    return mention.weight >= SURE and mention.flags.isdisjoint(_UNSURE)


def opening_state(
    ents: Sequence[Ent], sentences: Sequence[Sentence], registry: Registry
) -> Elem | None:
    """The one state that an article begins with, its bodies counted with it.

    A state that only tells whose a firm is, ``Sweden's Saab``, counts for nothing.
    """
    for sentence in sentences[:_OPENING]:
        found = _states([e for e in ents if e.start < sentence.end])
        if len(found) > 1:
            return None
        for code, ent in found.items():
            low, org = ent.text.lower(), registry.country_by_code(code)
            return Elem("party", ent.start, ent.end, ent.text, low, None, org) if org else None
    return None


def _states(told: Sequence[Ent]) -> dict[str, Ent]:
    """The states that spans name, each with the first of its spans."""
    found: dict[str, Ent] = {}
    for k, ent in enumerate(told):
        code = state_of(ent) or _country_of_body(ent)
        after = told[k + 1] if k + 1 < len(told) else None
        firm = after is not None and after.label == "company" and after.start - ent.end <= _BESIDE
        if code is not None and not firm:
            found.setdefault(code, ent)
    return found


def _country_of_body(ent: Ent) -> str | None:
    if ent.label != "body":
        return None
    return next((e.record.country for e in ent.entries if isinstance(e.record, schema.Body)), None)
