"""What goods are called, where the article names them elsewhere: "The Giraffe 4A radar ..."."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from pipeline import rule_ids
from pipeline.drafts import Draft, Sentence
from pipeline.entities import Ent
from pipeline.grammar import SHIP_PREFIXES
from pipeline.groups import Elem, Grouper, Item
from pipeline.items import item_key, same_item

_NAMING = frozenset(
    "type known called dubbed named designated model believed thought namely understood".split()
)
_MODELLED = frozenset({"based", "derived"})
_BETWEEN_NAMES = frozenset(
    ", ( of the as - so locally also which are is to be on from its their our a an".split()
)
_CONTESTS = frozenset("tender competition contest bid".split())
_CARRIERS = frozenset("chassis hull platform airframe truck engine".split())
# Behind a name that is not that of the goods: "based on the OPV 80 ships built for Chile".
_BEHIND_MODEL = _CARRIERS | frozenset("built operated used bought sold delivered serving".split())
_NAMING_REACH = 6  # elements from goods to what they are called
_HAVING = frozenset("has have had uses use owns fields flies".split())  # what a force already has
# Behind goods that open a sentence these tell of them, whatever others it names.
_SUBJECT_VERBS = frozenset("will would beat beats was replaces replace won".split())
_MODALS = frozenset("can could will would may to".split())  # "which can operate at sea"
_ARTICLES = frozenset({"the", "a", "an", "some", "its"})
_NAME_WORDS = 4  # from which capitalised words are a name
_ENDLESS = 10**9
RULE = "item.named-elsewhere"
# Type words by which ships, aircraft and vehicles of any sort are called beside their name.
_WIDE = frozenset("ship craft aircraft airframe vehicle system weapon platform".split())
# How designations of helicopters begin.
_ROTARY = re.compile(
    r"\b(?:[AUCMHSO]H|NH|EC|AS|AW|Mi|Ka|H|Bell|Z|CSH|EH|VH|S-?(?=61|64|70|76|92))[ -]?\d", re.ASCII
)
_ROTARY_HEADS = ("helicopter", "helicopters", "chopper", "choppers", "rotorcraft")
_NAMELESS = frozenset({"other", "service"})
# Of these only goods called by the same word are told by a name: "900 Falcon III radios".
_VAGUE = frozenset({"electronics", "ammunition", "engine"})
# Clauses about what a force has, what is replaced and what others offer or bought.
_OF_OTHERS = frozenset(
    """operates operate operated operating fleet inventory competitor competitors rival rivals
    another other others replace replaces replacing retire retired lost crashed against instead
    over beat compared flown proposed pitched armed equipped carry carries carrying
    fitted""".split()
)
# Words that set other goods apart only where these stand close by.
_EARLIER = frozenset("original earlier previously previous existing".split())
_BESIDE = _EARLIER | frozenset("originally like similar also variant based".split())
_BESIDE_REACH = 6  # elements


def take_told_names(
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    plain: Sequence[Sentence],
    headline: Callable[[], Sequence[Elem]],
) -> None:
    """Add the one designation that an article gives for goods told by a type word alone.

    That of ``plain`` sentences, which tell of no deal, where the others give none. ``headline``
    gives the groups of a title that is no part of the text.
    """
    having = Counter(c for d in drafts for c in {i.category for i, _ in d.items})
    asked = [d for d in drafts if not all(i.designated for i, _ in d.items)]
    if not asked:
        return
    title = _title(sentences) or headline()
    main = min(drafts, key=_first_told)
    called = _namings([*sentences, *plain], _NAMING)
    modelled = _namings([*sentences, *plain], _MODELLED)
    for draft in asked:
        goods = [i for i, _ in draft.items if not i.service and i.category not in _NAMELESS]
        # what the article names besides designated goods of a kind is beside the deal
        known = {i.category for i in goods if i.designated}
        goods = [i for i in goods if i.category not in known]
        for item in _unnamed(goods):
            if _is_proper(item.name):
                continue
            name = _outright(item, called)
            if name is None and not _told_of_others(item, sentences):
                alone = having[item.category] == 1
                here, there = (
                    (sentences, plain)
                    if alone
                    else (_own_part(draft, drafts, sentences), _own_part(draft, drafts, plain))
                )
                name = _only_name(item, here, there)
                name = name or _outright(item, modelled)
            if name is None and draft is main and not _told_earlier(item, sentences):
                name = _headlined(item, title)
            if name is not None and not _is_single_ship(name.name, item):
                draft.items.append((name, RULE))


def _is_single_ship(name: str, item: Item) -> bool:
    """``INS Mahe`` is no name of eight craft."""
    return (item.quantity or 0) > 1 and name.split(" ", 1)[0] in SHIP_PREFIXES


def _title(sentences: Sequence[Sentence]) -> Sequence[Elem]:
    return sentences[0].elems if sentences and sentences[0].block_kind == "title" else ()


def _headlined(item: Item, title: Sequence[Elem]) -> Item | None:
    """What the headline calls the goods, where it names one thing of their kind."""
    if not title or _speaks_of_others(title):
        return None
    kin = [e.item for e in title if e.item is not None and e.item.category == item.category]
    named = [i for i in kin if i.designated]
    if len({item_key(i.name) for i in named}) != 1:
        return None
    name = named[0]
    if name.quantity and name.quantity > 1 and name.quantity != item.quantity:
        return None
    return replace(item, name=name.name, designated=True)


def _first_told(draft: Draft) -> int:
    return draft.first_sentence


def _is_proper(name: str) -> bool:
    """``Joint New Air-to-Air Missile``: goods that are told by a name already."""
    words = name.split()
    return len(words) >= _NAME_WORDS and all(w[0].isupper() for w in words)


def _own_part(
    draft: Draft, drafts: Sequence[Draft], sentences: Sequence[Sentence]
) -> list[Sentence]:
    """The sentences from the first of a deal up to where the article turns to another."""
    begin = draft.first_sentence
    later = [m.sentence for d in drafts if d is not draft for m in d.mentions if m.sentence > begin]
    end = min(later, default=_ENDLESS)
    low, high = (bisect_left(sentences, each, key=_index) for each in (begin, end))
    return list(sentences[low:high])


def _index(sentence: Sentence) -> int:
    return sentence.index


def _start(sentence: Sentence) -> int:
    return sentence.start


def plain_sentences(
    drafts: Sequence[Draft], sentences: Sequence[Sentence], ents: Sequence[Ent], grouper: Grouper
) -> list[Sentence]:
    """The sentences with a designation that are not read for deals, as they name goods too.

    They are read only where a deal has goods that nothing designates.
    """
    if all(any(i.designated for i, _ in d.items) for d in drafts):
        return []
    places = [e.start for e in ents if e.label in ("system", "designation")]
    return [
        replace(s, elems=grouper.sentence(s.start, s.end))
        for s in sentences
        if not s.elems and bisect_left(places, s.start) < bisect_left(places, s.end)
    ]


def _namings(sentences: Sequence[Sentence], words: frozenset[str]) -> list[tuple[Item, Elem]]:
    """Goods and what they are called behind them: ``The missiles, of the type Akeron MP``.

    Or, by other ``words``, what they are made after: ``based on the RBS 70 NG``.
    """
    return [
        (elem.item, named)
        for sentence in sentences
        for k, elem in enumerate(sentence.elems)
        if elem.item is not None and not elem.item.designated
        if (named := _name_behind(sentence.elems, k + 1, words)) is not None
    ]


def _outright(item: Item, namings: Sequence[tuple[Item, Elem]]) -> Item | None:
    """What the article says outright that the goods are called."""
    named = next((named for told, named in namings if _is_kin(told, item)), None)
    return _called(item, named) if named is not None else None


def _is_kin(told: Item, item: Item) -> bool:
    """Whether two type words may stand for one thing: ``the ships`` are the corvettes."""
    wide = told.generic and told.category == item.category and item.category not in _NAMELESS
    return wide or bool(item_key(told.head) & item_key(item.head))


def _called(item: Item, named: Elem) -> Item:
    start, end = named.start, named.end
    name = named.item.name if named.item is not None else named.text
    return replace(item, start=start, end=end, name=name, designated=True)


def _name_behind(elems: Sequence[Elem], k: int, words: frozenset[str]) -> Elem | None:
    """The designation or name behind ``, of the type`` or ``known as the`` at ``k``."""
    naming = False
    for at, elem in enumerate(elems[k : k + _NAMING_REACH], k):
        if naming and (elem.kind == "name" or (elem.item is not None and elem.item.designated)):
            carried = elem.item is not None and elem.item.head in _CARRIERS
            return None if carried or _is_any(elems[at + 1 : at + 2], _BEHIND_MODEL) else elem
        if elem.low not in _BETWEEN_NAMES and elem.low not in words:
            return None
        naming = naming or elem.low in words
    return None


def _is_any(elems: Sequence[Elem], words: frozenset[str]) -> bool:
    return any(e.low in words for e in elems)


def _unnamed(items: Sequence[Item]) -> list[Item]:
    """Goods of a kind of which nothing is designated, where one wording stands for all."""
    found = []
    for item in items:
        kin = [i for i in items if i.category == item.category]
        if (
            kin[0] is item
            and not all(i.generic for i in kin)
            and all(i.generic or item_key(i.head) & item_key(item.head) for i in kin)
        ):
            found.append(item)
    return found


def _only_name(item: Item, sentences: Sequence[Sentence], plain: Sequence[Sentence]) -> Item | None:
    """The designated goods of the same kind that the article speaks of, where all name one thing.

    What it names as goods of others stands beside them: ``The missile, the Falcon, will replace
    the Crotale``.
    """
    own = _names_of(item, sentences) or _names_of(item, plain)
    if not own or len({item_key(n.name) for n in own}) > 1:
        return None
    # "each consisting of a King Air 350": what one of them is
    several = own[0].quantity if own[0].quantity != 1 else None
    return replace(own[0], quantity=item.quantity or several)


def _names_of(item: Item, sentences: Sequence[Sentence]) -> list[Item]:
    """The designated goods of the kind of ``item`` that may be those of its deal."""
    named = [
        (e.item, s.elems)
        for s in sentences
        for e in s.elems
        if e.kind == "item" and e.item is not None
        if e.item.designated and e.item.category == item.category
        if e.item.rule != rule_ids.OWN_NAME
    ]
    # "18 UT30BR2 turrets" of two turrets, whatever vehicle they are for
    called = [n for n in named if item_key(n[0].head) & item_key(item.head)]
    again = [found for found, _ in called if _counted_again(found, item)]
    if again:
        return again
    # "the PC-21 and F-16 aircraft": either of them
    lists = [elems for found, elems in called if _is_listed(elems, found)]
    called += [n for n in named if any(n[1] is e for e in lists) and n not in called]
    named = called or (named if item.category not in _VAGUE else [])
    return [found for found, elems in named if _of_this(elems, found, item)]


def _told_of_others(item: Item, sentences: Sequence[Sentence]) -> bool:
    """Whether the goods themselves stand in a sentence about an earlier deal or a fleet."""
    elems = _told_in(item, sentences)
    return _speaks_of_others(elems) or _is_any(elems, _EARLIER)


def _told_earlier(item: Item, sentences: Sequence[Sentence]) -> bool:
    return _is_any(_told_in(item, sentences), _EARLIER)


def _told_in(item: Item, sentences: Sequence[Sentence]) -> Sequence[Elem]:
    """The elements of the sentence that goods stand in."""
    at = bisect_right(sentences, item.start, key=_start) - 1
    return sentences[at].elems if at >= 0 and item.start < sentences[at].end else ()


def _speaks_of_others(elems: Sequence[Elem]) -> bool:
    """Whether a sentence is about a fleet, other goods or an earlier deal.

    What is handed over is none of them.
    """
    for k, elem in enumerate(elems):
        before = elems[k - 1].low if k else ""
        if elem.low == "operate" and before in _MODALS:
            continue
        words = elem.low.split() if elem.kind != "trigger" else [elem.low]
        if not _OF_OTHERS.isdisjoint(words):
            return True
        if before == "already" and elem.low in _HAVING and _opens_goods(elems[k + 1 : k + 2]):
            return True
    return False


def _opens_goods(elems: Sequence[Elem]) -> bool:
    return any(e.kind in ("quantity", "item", "adj") or e.low in _ARTICLES for e in elems)


def _of_this(elems: Sequence[Elem], found: Item, item: Item) -> bool:
    """Whether a sentence names the goods of the deal and no others of their kind."""
    if _speaks_of_others(elems) and not _to_come(elems, found):
        return False
    place = next(k for k, e in enumerate(elems) if e.item is found)
    if _is_any(elems[max(0, place - _BESIDE_REACH) : place + 2], _BESIDE):
        return False
    wide = not item_key(found.head).isdisjoint(_WIDE)
    if found.head and not wide and not same_item(found, item):
        return False
    if _is_any(elems[place + 1 : place + 2], _CONTESTS):
        return False  # "the Project-12 submarine tender": of whoever wins it
    rotary = item.head.endswith(_ROTARY_HEADS)
    if (
        item.category == "aircraft"
        and rotary != bool(_ROTARY.search(found.name))
        and not found.head
    ):
        return False  # a name of its own may be that of a plane
    return (found.quantity or 1) == 1 or item.quantity in (None, found.quantity)


def _is_listed(elems: Sequence[Elem], found: Item) -> bool:
    """``between the PC-21 and F-16 aircraft``: one of several names that stand side by side."""
    at = next(k for k, e in enumerate(elems) if e.item is found)
    return _joins(elems[at - 1 :: -1] if at else []) or _joins(elems[at + 1 :])


def _joins(elems: Sequence[Elem]) -> bool:
    """Whether ``and`` or ``or`` comes next, and another designation behind it."""
    joint = next((k for k, e in enumerate(elems[:3]) if e.low in ("and", "or")), None)
    if joint is None or any(e.kind != "adj" and e.low not in _ARTICLES for e in elems[:joint]):
        return False
    near = elems[joint + 1 : joint + 4]
    return any(e.item is not None and e.item.designated and e.item.quantity is None for e in near)


def _counted_again(found: Item, item: Item) -> bool:
    """``The six ScanEagle drones`` of six drones that the deal has."""
    several = found.quantity is not None and found.quantity > 1 and found.quantity == item.quantity
    return several and found.definite and bool(item_key(found.head) & item_key(item.head))


def _to_come(elems: Sequence[Elem], found: Item) -> bool:
    """``The HX3 trucks will replace the old fleet``: goods that open a sentence about later."""
    at = next(k for k, e in enumerate(elems) if e.item is found)
    opening = all(e.low == "the" for e in elems[:at])
    behind = elems[at + 1 : at + 3]
    return opening and any(e.low in _SUBJECT_VERBS for e in behind)
