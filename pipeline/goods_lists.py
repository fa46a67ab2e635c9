"""Goods in bulleted lists: ``the package includes:`` and a line for each thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline import rule_ids
from pipeline.drafts import Draft, Sentence, draft_kind
from pipeline.groups import Elem, Grouper, Item
from pipeline.items import same_item

RULE = rule_ids.LISTED
# What a sentence says that opens a list of the goods of a deal.
_OPENS = re.compile(
    r"\b(?:includ\w+|compris\w+|consist\w+|contain\w+|cover\w+|following|package|suppl\w+|deliver\w*"
    r"|list|order\w*|contract\w*|provid\w+|procure\w*|purchas\w+|donat\w+|sen[dt]\w*|transfer\w*"
    r"|receiv\w+|equipment|goods|items|split|broken down)\b",
    re.IGNORECASE,
)
# A list of other things: who offers, what is spent, what the goods can do.
_OTHER_LIST = re.compile(
    r"\b(?:features?|capabilit\w+|specifications?|operates?|fleet|bidders?|offers?|rivals?|options?"
    r"|highlights|lost|losses|destroyed|shot down|inventory|in service|advantages?|priorities)\b",
    re.IGNORECASE,
)
_MADE_OF = frozenset("include includes included comprise comprises comprised".split())
_DASHES = frozenset({":", "—", "–"})
# What a sentence opens with that tells of which things the goods told before it consist.
_THEY = frozenset("they these this it".split())
_LOADS = frozenset(
    """shipment consignment delivery batch package hardware equipment order tranche weaponry
    armaments weapons vehicles aircraft systems items haul""".split()
)
_CONSISTS = _MADE_OF | frozenset({"consist", "consists", "consisted"})
# Kinds of goods that one word may stand for together: "armoured vehicles" are tanks and guns.
_CLASSES = (
    frozenset({"armoured_vehicle", "artillery", "vehicle", "air_defence"}),
    frozenset({"aircraft", "uav"}),
    frozenset({"ship"}),
    frozenset({"missile", "ammunition", "air_defence"}),
    frozenset({"small_arms", "ammunition"}),
)
_BEFORE = frozenset({"quantity", "adj", "punct", "name", "word"})
_ENDS_NAMES = frozenset("with for from that which who to by on in at under per against via".split())
_MOST_BEFORE = 6
_INLINE = re.compile(r"\b(?:includ(?:e|es|ed|ing)|items)\b[^:.;\n]{0,60}: ", re.IGNORECASE)
_FEWEST = 2  # semicolons of a list inside a sentence, parts of a count
_LONGEST = 9  # words of a thing in it
_NO_THINGS = frozenset(
    """spare spares parts training support services service assistance documentation publications
    data logistics repair transportation inspection elements delivery personnel facilities
    construction engineering maintenance studies surveys integration sustainment other
    software""".split()
)


def add_listed_goods(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], grouper: Grouper, text: str
) -> None:
    """Give each list of goods to the deal whose sentence opens it."""
    if not drafts:
        return
    for opening, lines in _lists(sentences, text):
        draft = _opened_by(drafts, opening)
        if draft is None:
            continue
        found = [list(_goods(grouper.sentence(s.start, s.end))) for s in lines]
        if sum(bool(goods) for goods in found) * 2 < len(found):
            continue  # undertakings or remarks, and not things
        draft.items += [(item, RULE) for goods in found for item in goods]


def add_inline_goods(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], grouper: Grouper, text: str
) -> None:
    """Give goods that a sentence lists behind a colon, with semicolons between, to their deal.

    "The following items will also be included: AN/ALE-47 dispensers; tool kits; training; ...", as
    approval notices tell what comes along; services among them are none.
    """
    for sentence in sentences:
        opened = _INLINE.search(text, sentence.start, sentence.end)
        if opened is None or text.count(";", opened.end(), sentence.end) < _FEWEST:
            continue
        draft = _opened_by(drafts, sentence)
        if draft is None or draft_kind(draft) != "foreign_military_sale":
            continue
        start = opened.end()
        for piece in text[start : sentence.end].split(";"):
            item = _listed(grouper, text, start, start + len(piece))
            if item is not None:
                draft.items.append((item, RULE))
            start += len(piece) + 1


def add_parts(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> None:
    """Give the goods that make up a count to the deal of it.

    ``The 55 helicopters include 21 H225s, 10 H145s and 24 H125s``, ``five helicopters from Airbus:
    three H145s and two H225s``.
    """
    for sentence in sentences:
        told = _whole(sentence.elems)
        if told is None:
            continue
        whole, begin, exact = told
        named = [e.item for e in sentence.elems[begin:] if e.item is not None and e.item.quantity]
        parts = [i for i in named if i.designated and i.category == whole.category]
        count, most = sum(i.quantity or 0 for i in parts), whole.quantity or 0
        if len(parts) < _FEWEST or count > most or (exact and count < most):
            continue
        for draft in drafts:
            if any(i.quantity == whole.quantity and same_item(i, whole) for i, _ in draft.items):
                draft.items += [(part, RULE) for part in parts]


def _whole(elems: Sequence[Elem]) -> tuple[Item, int, bool] | None:
    """Counted goods of which a sentence tells the parts, where these begin, and whether they must
    add up: behind ``include`` some may be left out, behind a dash or a colon none.
    """
    verb = next((k for k, e in enumerate(elems[:_MOST_BEFORE]) if e.low in _MADE_OF), 0)
    whole = elems[verb - 1].item if verb else None
    if whole is not None and whole.definite and whole.quantity:
        return whole, verb, False
    dash = next((k for k, e in enumerate(elems) if e.text in _DASHES), 0)
    counted = [e.item for e in elems[:dash] if e.item is not None and e.item.quantity]
    return (counted[0], dash, True) if counted else None


def add_named_parts(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> None:
    """Give what goods told by a wide word consist of to their deal.

    ``The army received 17 armoured vehicles from China. These include the VT4 tank and the SH5
    howitzer``: of things named behind the verb those of a kind that the word may stand for.
    """
    for sentence in sentences:
        begin = _consists(sentence.elems)
        draft = _opened_by(drafts, sentence) if begin else None
        if draft is None or max(m.sentence for m in draft.mentions) not in (
            sentence.index - 1,
            sentence.index,
        ):
            continue
        goods = [i for i, _ in draft.items if not i.service]
        if not goods or any(i.designated for i in goods):
            continue
        named = [e.item for e in sentence.elems[begin:] if e.item is not None]
        parts = [i for i in named if i.designated and any(_may_be(i, whole) for whole in goods)]
        if len(parts) >= _FEWEST:
            draft.items += [(part, RULE) for part in parts]


def _consists(elems: Sequence[Elem]) -> int:
    """Where the things begin of which a sentence tells that the goods consist of them; else 0."""
    verb = next((k for k, e in enumerate(elems[:_MOST_BEFORE]) if e.low in _CONSISTS), 0)
    if not verb or not elems[0].low or elems[0].kind == "party":
        return 0
    subject = elems[:verb]
    told = subject[0].low in _THEY or any(
        e.low in _LOADS or (e.item is not None and e.item.definite) for e in subject
    )
    return verb if told and all(e.kind != "party" for e in subject) else 0


def _may_be(part: Item, whole: Item) -> bool:
    """Whether goods are of a kind that the word for the whole may stand for."""
    if whole.generic or whole.category in ("other", part.category):
        return True
    return any({whole.category, part.category} <= kinds for kinds in _CLASSES)


def _listed(grouper: Grouper, text: str, start: int, end: int) -> Item | None:
    """The thing between two semicolons; ``None`` for services and remarks."""
    phrase = text[start:end].strip(" .,\n")
    words = phrase.lower().replace(",", " ").split()
    if not words or len(words) > _LONGEST or not _NO_THINGS.isdisjoint(words):
        return None
    found = next((e.item for e in grouper.sentence(start, end) if e.item is not None), None)
    if found is not None and not found.generic:
        return found
    at = text.index(phrase, start)
    words = phrase.removeprefix("and ").split()
    return Item(at, at + len(phrase), " ".join(words), words[-1].lower(), "other", rule=RULE)


def _lists(sentences: Sequence[Sentence], text: str) -> Iterator[tuple[Sentence, list[Sentence]]]:
    """Runs of bulleted lines, each with the sentence that opens it."""
    opening: Sentence | None = None
    for bulleted, run in groupby(sentences, key=lambda s: s.block_kind == "list_item"):
        group = list(run)
        if not bulleted:
            opening = group[-1]
            continue
        if opening is not None:
            words = text[opening.start : opening.end].rstrip()
            if words.endswith(":") and _OPENS.search(words) and not _OTHER_LIST.search(words):
                firsts = [next(lines) for _, lines in groupby(group, key=lambda s: s.block)]
                yield opening, firsts
        opening = None


def _opened_by(drafts: Sequence[Draft], opening: Sentence) -> Draft | None:
    """The deal of the sentence itself, else the last one told before it."""
    best: tuple[int, Draft] | None = None
    for draft in drafts:
        told = [m.sentence for m in draft.mentions if m.sentence <= opening.index]
        if told and (best is None or max(told) > best[0]):
            best = max(told), draft
    return best[1] if best else None


def _goods(elems: Sequence[Elem]) -> Iterator[Item]:
    """The things that a line begins with, up to words that tell more of them."""
    for n, elem in enumerate(elems):
        if elem.kind == "item" and elem.item is not None:
            if _is_thing(elem.item):
                yield elem.item
        elif elem.kind not in _BEFORE or elem.low in _ENDS_NAMES or n > _MOST_BEFORE:
            return


def _is_thing(item: Item) -> bool:
    """Whether a listed thing is goods of its own: spares and kits without a count come along."""
    told = item.designated or item.quantity is not None or item.category != "other"
    return told and not item.generic
