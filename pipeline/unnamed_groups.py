"""Who an unnamed group is: ``Ten allies signed ... The signatories are Austria, ...``, ``awarded a
contract to five firms: Saab, ...``.

The members stand behind a colon, or in a later sentence that lists who signed or takes part. Such a
list in turn says nothing of the goods, which the words on the group tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice

from pipeline import rule_ids
from pipeline.clause_words import FIRM_GROUPS, STATE_GROUPS
from pipeline.drafts import Sentence
from pipeline.elements import Elem, Item, is_firm
from pipeline.groups import Grouper
from pipeline.mentions import Mention, Vote
from pipeline.subjects import coordinate_right

_FIRMS = FIRM_GROUPS | {"businesses"}
_BEHIND_VERB = 14  # elements between an award and the group that gets it
_STATES = STATE_GROUPS | {"members", "governments"}
_FEWEST = 3  # states of a list
_REACH = 5  # sentences behind the group in which they are named
_BEFORE_VERB = 8  # elements between a group and what it does
_PHRASE = 4  # elements of the phrase that counts a group
_BEFORE_LIST = 8  # elements in which a list shows whose it is
_BEHIND_LIST = 4  # "Peru and Chile will take part"
_OPENING_LIST = frozenset({":", "(", "—", "–", "-"})
_TAKING_PART = frozenset(
    """signatories signatory participants participating participate participates signed members
    join joined joining part involves involved include includes comprises partners""".split()
)
_THEY = _FIRMS | _STATES | {"they", "these", "winners", "bidders", "winning"}
_TOGETHER = frozenset("joint jointly together common".split())
_ACTS = {rule_ids.SIGN: "side", rule_ids.BUY: "buyer", rule_ids.ORDER: "buyer"}
_WINNING = frozenset({rule_ids.SIGN, rule_ids.AWARD, rule_ids.WIN, rule_ids.SELECT})
_CHOOSING = frozenset({rule_ids.AWARD, rule_ids.SIGN, rule_ids.SELECT})
_AGREEING = _ACTS.keys() | rule_ids.ITEM_NOUNS | {"noun.memorandum", rule_ids.VENTURE}
_TRADING = frozenset({"buyer", "seller", "side"})


def name_groups(sentences: Sequence[Sentence], grouper: Grouper) -> None:
    """Count the members of a group as who signs, buys or wins, where the clause tells of the group
    only. Changes the mentions in place.

    ``grouper`` reads sentences that tell no deal by themselves: ``They are A, B and C``.
    """
    for sentence in sentences:
        for mention in sentence.mentions:
            _name_states(sentences, sentence, mention, grouper)
            _name_firms(sentences, sentence, mention, grouper)


def _name_states(
    sentences: Sequence[Sentence], at: Sentence, mention: Mention, grouper: Grouper
) -> None:
    role = _ACTS.get(mention.rule)
    if role is None or any(v.org.kind == "country" for v in mention.votes):
        return
    if role == "buyer" and _TOGETHER.isdisjoint(e.low for e in at.elems):
        return  # each for itself: "three states bought engines"
    group = _group_before(at.elems, mention, _STATES)
    if group is not None:
        _count(mention, role, _members(sentences, at, group, _is_state, grouper))


def _name_firms(
    sentences: Sequence[Sentence], at: Sentence, mention: Mention, grouper: Grouper
) -> None:
    if mention.rule not in _WINNING or any(not v.org.is_public for v in mention.votes):
        return
    group = _group_before(at.elems, mention, _FIRMS)
    if group is None and mention.rule in _CHOOSING:
        group = _group_behind(at.elems, mention)
    if group is not None:
        role = "side" if mention.rule == rule_ids.SIGN else "seller"
        _count(mention, role, _members(sentences, at, group, is_firm, grouper))


def _count(mention: Mention, role: str, members: Sequence[Elem]) -> None:
    for elem in members:
        if elem.org is not None:
            mention.votes.append(Vote(elem.org, role, 1.0, elem, mention.rule))


def give_goods_of_groups(sentences: Sequence[Sentence]) -> None:
    """Give a list of states that signed something the goods that a group was told to agree on.

    ``Nordic states agree on joint drones ... Sweden, Norway and Denmark signed the document``.
    Changes the mentions in place.
    """
    for sentence in sentences:
        for mention in sentence.mentions:
            told = mention.items or mention.sums or "negated" in mention.flags
            if mention.rule != rule_ids.SIGN or told:
                continue
            states = {v.org.country for v in mention.votes if v.org.kind == "country"}
            if len(states) >= _FEWEST:
                before = sentences[max(0, sentence.index - _REACH) : sentence.index + 1]
                mention.items = _goods_of_group(before, mention)


def _goods_of_group(before: Sequence[Sentence], signed: Mention) -> list[tuple[Item, str]]:
    """The goods of the nearest clause before ``signed`` that tells of nobody in particular."""
    for sentence in reversed(before):
        for mention in reversed(sentence.mentions):
            if mention is signed or not mention.items or mention.start > signed.start:
                continue
            tells = mention.rule in _AGREEING and "negated" not in mention.flags
            if tells and not any(v.role in _TRADING for v in mention.votes):
                return list(mention.items)
    return []


def _verb(elems: Sequence[Elem], mention: Mention) -> int:
    return next((k for k, elem in enumerate(elems) if _tells(elem, mention)), 0)


def _group_behind(elems: Sequence[Elem], mention: Mention) -> int | None:
    """Index of the counted firms that are awarded something: ``a contract to five firms``."""
    verb = _verb(elems, mention)
    for k in range(verb + 2, min(len(elems), verb + _BEHIND_VERB)):
        if elems[k].low in _FIRMS:
            return k if any(e.kind == "quantity" for e in elems[k - 2 : k]) else None
    return None


def _group_before(elems: Sequence[Elem], mention: Mention, nouns: frozenset[str]) -> int | None:
    """Index of the counted group that does what the mention's verb tells."""
    verb = _verb(elems, mention)
    for k in range(verb - 1, max(-1, verb - 1 - _BEFORE_VERB), -1):
        if elems[k].kind in ("party", "trigger"):
            return None
        if elems[k].low in nouns:
            counted = any(e.kind == "quantity" for e in elems[max(0, k - _PHRASE) : k])
            return k if counted else None
    return None


def _tells(elem: Elem, mention: Mention) -> bool:
    """Whether an element is the verb of a mention."""
    if elem.kind != "trigger" or elem.ent is None or elem.start < mention.start:
        return False
    return mention.rule in [verb.id for verb in elem.ent.entries.verbs]


def _members(
    sentences: Sequence[Sentence],
    at: Sentence,
    group: int,
    fits: Callable[[Elem], bool],
    grouper: Grouper,
) -> list[Elem]:
    """The members of the group at ``group`` in ``at``: those listed there, else the next listed."""
    count = next(
        (c for e in at.elems[max(0, group - _PHRASE) : group] if (c := e.count) is not None), 0
    )
    later = islice(sentences, at.index + 1, at.index + 1 + _REACH)
    read = (s.elems or grouper.sentence(s.start, s.end) for s in later)
    for elems in chain([at.elems[group + 1 :]], read):
        for found in _lists(elems, fits):
            if _FEWEST <= len(found) <= count:
                return found
    return []


def _lists(elems: list[Elem], fits: Callable[[Elem], bool]) -> Iterator[list[Elem]]:
    """Lists of parties in a sentence that a word or a sign shows to be those that take part."""
    k = 0
    while k < len(elems):
        if not fits(elems[k]):
            k += 1
            continue
        listed = coordinate_right(elems, k)
        before, last = elems[max(0, k - _BEFORE_LIST) : k], listed[-1] + 1
        shown = (
            any(_takes_part(e) or e.text in _OPENING_LIST for e in before)
            or any(_takes_part(e) for e in elems[last : last + _BEHIND_LIST])
            or _are_they(before)
        )
        if shown and all(fits(elems[i]) for i in listed):
            yield [elems[i] for i in listed]
        k = last


def _takes_part(elem: Elem) -> bool:
    """``signatories are``, ``participating nations``: a word for who takes part."""
    return not _TAKING_PART.isdisjoint(elem.low.split())


def _are_they(before: Sequence[Elem]) -> bool:
    """``They are``, ``The winning firms are``: the words that open a list."""
    words = [w for e in before for w in e.low.split()]
    return words[-1:] in (["are"], ["were"]) and not _THEY.isdisjoint(words)


def _is_state(elem: Elem) -> bool:
    return elem.kind == "party" and elem.org is not None and elem.org.kind == "country"
