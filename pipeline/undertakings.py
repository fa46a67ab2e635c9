"""Undertakings of an article given to its deals, with who owes them to whom."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import msgspec

from pipeline.clause_words import RELATIVES
from pipeline.drafts import Draft, Sentence
from pipeline.elements import Elem
from pipeline.obligation_found import Found, inside
from pipeline.obligations import ObligationFinder, token_f1
from pipeline.parties import Org
from pipeline.records import Obligation
from pipeline.roles import assign_roles
from pipeline.subjects import coordinate_left, preposition_of

_NEAR = 3  # paragraphs after a deal's sentence that may still state its undertakings
_NEAR_ALONE = 6  # the same where the article tells one deal only
_SAME_WORDS = 0.5  # the overlap from which two wordings are one undertaking
_MODAL_WORDS = 4  # the party before "has plans to" and those words
_MAKING = frozenset({"production", "development", "integration", "investment"})
# "be built in France", "be made at the company's plant".
_WORK_PLACE = re.compile(
    r"be (?:\w+ly )?(?:built|made|produced|manufactured|assembled|performed|constructed|welded)"
    r"(?P<at> (?:entirely )?(?:in|at) )"
    r"(?P<own>(?:the company|[A-Z][\w.-]*(?: [A-Z][\w.-]*)*)['’]s? |its |their )?"
)


class Sides(NamedTuple):
    """Who by default owes an undertaking, and the buyers that it is owed to."""

    obligor: str | None
    buyers: list[str]
    home: frozenset[str]  # the countries of the sellers that are not the buyers'

    @classmethod
    def of(cls, draft: Draft) -> Sides:
        """The sides of a draft by the votes that it has now."""
        roles = assign_roles(draft.votes, "procurement", draft.side_role)
        sellers = [s.org.display for s, r in roles if r in ("seller", "partner")]
        buyers = [s.org.display for s, r in roles if r == "buyer"]
        home = {s.org.country for s, r in roles if r == "seller" and s.org.country}
        abroad = {s.org.country for s, r in roles if r in ("buyer", "end_user") and s.org.country}
        return cls(
            " and ".join(dict.fromkeys(sellers)) or None,
            buyers,
            frozenset(home if abroad and not home & abroad else ()),
        )


def add_obligations(
    finder: ObligationFinder, drafts: list[Draft], sentences: list[Sentence], text: str
) -> None:
    """Give each undertaking to the deal of its sentence, or to the deal in focus."""
    owner: dict[int, Draft] = {}
    for draft in drafts:
        for mention in draft.mentions:
            owner.setdefault(mention.sentence, draft)
    # from where on a sentence that names a deal and owns none speaks of another one
    told_from = min(owner, default=0) if len(drafts) == 1 else -1
    sides_of = cache(Sides.of)
    # The first deal of an article is told of before its own sentence too.
    focus = drafts[0] if drafts else None
    focus_block = focus.block if focus is not None else -1
    for sentence in sentences:
        here = owner.get(sentence.index)
        if here is not None:
            focus, focus_block = here, sentence.block
        if sentence.block_kind == "table_row" and drafts:
            for found in finder.row(text, sentence.start, sentence.end):
                new = complete_obligation(found, sides_of(drafts[0]), sentence)
                add_obligation(drafts[0].obligations, new)
            continue
        if focus is None or sentence.block_kind == "title":
            continue
        bullet = sentence.block_kind == "list_item"
        near = _NEAR if len(drafts) > 1 else _NEAR_ALONE
        if here is None and not bullet and sentence.block - focus_block > near:
            continue
        for found in _found(finder, text, sentence, {v.org for v in focus.votes}):
            if here is None and sentence.index > told_from and _of_a_deal(found):
                continue
            sides = sides_of(focus)
            if not _is_apart(found, focus, sides, sentence):
                add_obligation(focus.obligations, complete_obligation(found, sides, sentence))


def _found(finder: ObligationFinder, text: str, sentence: Sentence, sides: set[Org]) -> list[Found]:
    """What ``sentence`` tells, and what it states of the deal's ``sides`` in the present tense."""
    bullet = sentence.block_kind == "list_item"
    found = finder.find(text, sentence.start, sentence.end, bullet)
    for index, elem in enumerate(sentence.elems):
        if elem.kind == "party" and not elem.possessive and elem.org in sides:
            stated = finder.stated(text, elem.end, sentence.end)
            if stated and _is_subject(sentence.elems, index):
                found += [s for s in stated if not inside(s, found)]
    return found


def _is_apart(found: Found, draft: Draft, sides: Sides, sentence: Sentence) -> bool:
    """Whether what was found is no term of the deal of ``draft``."""
    return (
        _at_home(found, sides, sentence)
        or _for_itself(found, sides, sentence)
        or _of_others(found, draft, sentence)
    )


def _of_a_deal(found: Found) -> bool:
    """``the deal to sell tanks to Oman``: it names its deal, which is that of its own sentence."""
    return found.obligation.evidence[0].rule == "obligation.infinitive"


def _for_itself(found: Found, sides: Sides, sentence: Sentence) -> bool:
    """``Japan will develop an interceptor``: what the buyer plans apart from the deal."""
    told = found.obligation
    if told.kind not in _MAKING or told.text.startswith("be ") or _of_a_deal(found):
        return False
    before = [e for e in sentence.elems if e.end <= found.start][-_MODAL_WORDS:]
    subject = next((e.org for e in reversed(before) if e.kind != "word"), None)
    if subject is None or subject.display not in sides.buyers:
        return False
    return subject.display != sides.obligor


def _at_home(found: Found, sides: Sides, sentence: Sentence) -> bool:
    """``be built at its plant in Lyon``: the seller works where it always does, which is no term.

    Work in the buyer's country is one, or in a third.
    """
    place = sides.home and _WORK_PLACE.match(found.obligation.text)
    if not place:
        return False
    span = found.obligation.evidence[0]
    begins = span.start + place.end("at")
    at_home = place.group("own") is not None
    for elem in sentence.elems:
        if elem.org is not None and begins <= elem.start < span.end and elem.org.country:
            if elem.org.country not in sides.home:
                return False
            at_home = at_home or elem.start == begins
    return at_home


def _is_subject(elems: list[Elem], index: int) -> bool:
    """Whether the party at ``index`` acts in its clause: not "the loan which France grants"."""
    before = [e.low for e in elems[max(0, index - 2) : index]]
    relative = bool(before) and before[-1 if before[-1] != "the" else 0] in RELATIVES
    return not relative and preposition_of(elems, index) is None


def add_obligation(known: list[Obligation], new: Obligation) -> None:
    """Add an undertaking unless one of its kind says the same; the fuller wording stays."""
    for index, old in enumerate(known):
        if old.kind == new.kind and token_f1(old.text, new.text) >= _SAME_WORDS:
            if len(new.text) > len(old.text):
                known[index] = new
            return
    known.append(new)


_RECEIVING = re.compile(r"be (?:supplied|provided|equipped|issued|furnished) with\b")


def _acting(elems: list[Elem], position: int) -> tuple[list[Org], str | None]:
    """Who stands as subject before ``position``: parties, or a name for "South Korean firms"."""
    for i in range(len(elems) - 1, -1, -1):
        elem = elems[i]
        if elem.end > position:
            continue
        if elem.kind == "descriptor" and i and elems[i - 1].kind == "adj":
            return [], f"{elems[i - 1].text} {elem.text}"
        if elem.kind != "party" or elem.org is None or elem.possessive:
            continue
        if preposition_of(elems, i) is None:
            orgs = [elems[k].org for k in coordinate_left(elems, i)]
            return [o for o in orgs if o is not None], None
    return [], None


def _obligor(elems: list[Elem], position: int) -> str | None:
    """The name of who stands as subject before ``position``, if anybody does."""
    orgs, group = _acting(elems, position)
    return " and ".join(dict.fromkeys(o.display for o in orgs)) or group


def _of_others(found: Found, draft: Draft, sentence: Sentence) -> bool:
    """``Russia will supply them to Syria``: the state that acts has no part in the deal."""
    orgs, _ = _acting(sentence.elems, found.start)
    if not orgs or _of_a_deal(found):
        return False
    countries = {v.org.country for v in draft.votes}
    return all(o.is_public and o.country not in (None, *countries) for o in orgs)


def complete_obligation(found: Found, sides: Sides, sentence: Sentence) -> Obligation:
    """The undertaking with obligor, obligee and deadline from its sentence and the deal's sides."""
    obligor = _obligor(sentence.elems, found.start) or sides.obligor
    span = found.obligation.evidence[0]
    if span.rule == "obligation.infinitive" and obligor in sides.buyers:
        obligor = sides.obligor or obligor  # "signed a contract with Damen to build two frigates"
    if _RECEIVING.match(found.obligation.text):  # "the army will be supplied with 40 drones"
        obligor = sides.obligor if sides.obligor != obligor else None
    deadline = None
    for elem in sentence.elems:
        if elem.kind == "date" and span.start <= elem.start < span.end and elem.ent is not None:
            deadline = getattr(elem.ent.value, "edtf", None)
    return msgspec.structs.replace(
        found.obligation,
        obligor=obligor,
        obligee=sides.buyers[0] if sides.buyers and obligor not in sides.buyers else None,
        deadline=deadline,
    )
