"""What goods are called, where the article names them elsewhere: "The Giraffe 4A radar ..."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.drafts import Draft, Sentence
from pipeline.groups import Elem, Item
from pipeline.items import item_key, same_item

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
            if having[item.category] > 1 or _told_of_others(item, sentences):
                continue
            name = _only_name(item, sentences)
            if name is not None:
                draft.items.append((name, RULE))


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
    """The designated goods of the same kind in the article, where all name one thing."""
    named = [
        e.item
        for s in sentences
        for e in s.elems
        if e.kind == "item" and e.item is not None
        if e.item.designated and e.item.category == item.category
    ]
    if not named or len({item_key(n.name) for n in named}) > 1:
        return None
    for sentence in sentences:
        found = next((n for n in named if sentence.start <= n.start < sentence.end), None)
        if found is not None and _of_this(sentence.elems, found, item):
            return found
    return None


def _told_of_others(item: Item, sentences: Sequence[Sentence]) -> bool:
    """Whether the goods themselves stand in a sentence about an earlier deal or a fleet."""
    own = [s for s in sentences if s.start <= item.start < s.end]
    return any(_speaks_of_others(s.elems) for s in own)


def _speaks_of_others(elems: Sequence[Elem]) -> bool:
    return any(w in _OF_OTHERS for e in elems for w in e.low.split())


def _of_this(elems: Sequence[Elem], found: Item, item: Item) -> bool:
    """Whether a sentence names the goods of the deal and no others of their kind."""
    if _speaks_of_others(elems):
        return False
    if found.head and not same_item(found, item):
        return False
    if not found.head and item.head.startswith("helicopter"):
        return False  # a name of its own may be that of a plane
    return found.quantity is None or item.quantity is None or found.quantity == item.quantity
