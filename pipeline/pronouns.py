"""Who "it" and "the company" are where a clause tells of a deal that was not told before.

"Oman ordered 24 jets from X. It has also bought 200 tanks from Y": the subject of the first clause.
"""

from __future__ import annotations

from pipeline.drafts import Draft
from pipeline.mentions import Mention, Vote, verb_of
from pipeline.parties import same_party

_PRONOUNS = frozenset({"it", "company"})
_ADDING = frozenset("also another separate separately further additionally too besides".split())
_REACH = 2  # sentences
_ACTING = frozenset({"buyer", "seller", "side"})


def stand_in(mention: Mention, focus: Draft) -> None:
    """Count the subject of the clause told last for what its pronoun does in ``mention``.

    Such a deal stands besides the one that the text is about. Changes the mention in place, where
    words tell that it is another and the pronoun can stand for nobody else: a state or a body of
    one that bought goes on to buy, a firm that sold to sell.
    """
    if mention.pronoun not in _PRONOUNS or not focus.mentions:
        return
    told = focus.mentions[-1]
    if mention.sentence - told.sentence > _REACH or not mention.triggers:
        return
    if _ADDING.isdisjoint(e.low for e in mention.elems):
        return
    trig = mention.triggers[0]
    record = trig.record
    role = record.roles.get("recipient" if trig.passive else "subject", "")
    subject = _subject(told)
    if subject is None or (trig.passive and mention.pronoun == "it"):
        return  # "it has been decided to buy"
    if not any(v.role in _ACTING and not same_party(v.org, subject.org) for v in mention.votes):
        return  # goods alone may be those of many a customer
    if role not in _ACTING or not _may_act(subject, role, mention):
        return
    if any(v.role == role != "side" or same_party(v.org, subject.org) for v in mention.votes):
        return
    mention.flags.add("besides")
    mention.votes.append(Vote(subject.org, role, record.weight, subject.elem, record.id))


def _subject(mention: Mention) -> Vote | None:
    """The one party before the verb of a clause that acts in it."""
    verb = verb_of(mention, mention.triggers[0]) if mention.triggers else None
    if verb is None:
        return None
    before = [v for v in mention.votes if v.elem.start < verb.start and v.role in _ACTING]
    return before[0] if len({id(v.org) for v in before}) == 1 else None


def _may_act(subject: Vote, role: str, mention: Mention) -> bool:
    firm = not subject.org.is_public
    if mention.pronoun == "company" or role == "seller":
        return firm
    return role == "side" or not firm
