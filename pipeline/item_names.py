"""What goods are called, where the article names them elsewhere: "The Giraffe 4A radar ..."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.drafts import Draft, Sentence
from pipeline.groups import Elem, Item
from pipeline.items import item_key, same_item

_NAMING = frozenset(
    "type known called dubbed named designated model believed thought namely understood".split()
)
_BETWEEN_NAMES = frozenset(", ( of the as - so locally also which are is to be".split())
_NAMING_REACH = 6  # elements from goods to what they are called
RULE = "item.named-elsewhere"
_VAGUE = frozenset({"other", "service", "electronics", "ammunition", "engine"})
# Clauses about what a force has, what is replaced and what others offer or bought.
_OF_OTHERS = frozenset(
    """operates operate operated operating original originally earlier previously previous existing
    fleet inventory
    competitor competitors rival rivals another other others replace replaces replacing retire
    retired lost crashed against instead over beat compared like similar also variant based
    armed equipped carry carries carrying fitted""".split()
)


def take_told_names(drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> None:
    """Add the one designation that an article gives for goods told by a type word alone."""
    having = Counter(c for d in drafts for c in {i.category for i, _ in d.items})
    for draft in drafts:
        if any(i.designated for i, _ in draft.items):
            continue  # what the article names besides is beside the deal
        plain = [i for i, _ in draft.items if not i.service and i.category not in _VAGUE]
        for item in _unnamed(plain):
            name = _outright(item, sentences)
            if name is None and (having[item.category] > 1 or _told_of_others(item, sentences)):
                continue
            name = name or _only_name(item, sentences)
            if name is not None:
                draft.items.append((name, RULE))


def _outright(item: Item, sentences: Sequence[Sentence]) -> Item | None:
    """What the article says that the goods are called: ``The missiles, of the type Akeron MP``."""
    for sentence in sentences:
        elems = sentence.elems
        for k, elem in enumerate(elems):
            kin = elem.item is not None and item_key(elem.item.head) & item_key(item.head)
            if elem.kind == "item" and elem.item is not None and kin and not elem.item.designated:
                named = _name_behind(elems, k + 1)
                if named is not None:
                    return _called(item, named)
    return None


def _called(item: Item, named: Elem) -> Item:
    start, end = named.start, named.end
    name = named.item.name if named.item is not None else named.text
    return replace(item, start=start, end=end, name=name, designated=True)


def _name_behind(elems: Sequence[Elem], k: int) -> Elem | None:
    """The designation or name behind ``, of the type`` or ``known as the`` at ``k``."""
    naming = False
    for elem in elems[k : k + _NAMING_REACH]:
        if naming and (elem.kind == "name" or (elem.item is not None and elem.item.designated)):
            return elem
        if elem.low not in _BETWEEN_NAMES and elem.low not in _NAMING:
            return None
        naming = naming or elem.low in _NAMING
    return None


def _unnamed(items: Sequence[Item]) -> list[Item]:
    """Goods of a kind of which nothing is designated, where one wording stands for all."""
    found = []
    for item in items:
        kin = [i for i in items if i.category == item.category]
        if (
            kin[0] is item
            and not all(i.generic for i in kin)
            and all(item_key(i.head) & item_key(item.head) for i in kin)
        ):
            found.append(item)
    return found


def _only_name(item: Item, sentences: Sequence[Sentence]) -> Item | None:
    """The designated goods of the same kind that the article speaks of, where all name one thing.

    What it names as goods of others stands beside them: ``The missile, the Falcon, will replace
    the Crotale``.
    """
    named = [
        (e.item, s.elems)
        for s in sentences
        for e in s.elems
        if e.kind == "item" and e.item is not None
        if e.item.designated and e.item.category == item.category
    ]
    # "18 UT30BR2 turrets" of two turrets, whatever vehicle they are for
    named = [n for n in named if item_key(n[0].head) & item_key(item.head)] or named
    own = [found for found, elems in named if _of_this(elems, found, item)]
    return own[0] if own and len({item_key(n.name) for n in own}) == 1 else None


def _told_of_others(item: Item, sentences: Sequence[Sentence]) -> bool:
    """Whether the goods themselves stand in a sentence about an earlier deal or a fleet."""
    own = [s for s in sentences if s.start <= item.start < s.end]
    return any(_speaks_of_others(s.elems) for s in own)


def _speaks_of_others(elems: Sequence[Elem]) -> bool:
    return any(w in _OF_OTHERS for e in elems for w in e.low.split())


def _of_this(elems: Sequence[Elem], found: Item, item: Item) -> bool:
    """Whether a sentence names the goods of the deal and no others of their kind."""
    if _speaks_of_others(elems) and not _to_come(elems, found):
        return False
    if found.head and not same_item(found, item):
        return False
    if not found.head and item.head.startswith("helicopter"):
        return False  # a name of its own may be that of a plane
    return found.quantity is None or item.quantity is None or found.quantity == item.quantity


def _to_come(elems: Sequence[Elem], found: Item) -> bool:
    """``The HX3 trucks will replace the old fleet``: goods that open a sentence about later."""
    at = next(k for k, e in enumerate(elems) if e.item is found)
    opening = all(e.low == "the" for e in elems[:at])
    return opening and any(e.low in ("will", "would") for e in elems[at + 1 : at + 2])
