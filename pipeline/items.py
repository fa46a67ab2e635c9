"""Items of a deal: which groups name the same thing, and the records they make."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from functools import lru_cache

from pipeline import rule_ids
from pipeline.full_names import full_names
from pipeline.grammar import SHIP_PREFIXES
from pipeline.groups import Item as ItemGroup
from pipeline.records import Evidence, Item

_ALONG = ("related ", "associated ", "accompanying ", "ancillary ", "other related ")
_SHIP = re.compile(rf"(?:{'|'.join(sorted(SHIP_PREFIXES))}) \S")
_PARTS = frozenset({"parts", "components", "subsystems", "sub-systems"})
_LETTERS = string.ascii_lowercase
_ROUNDS = frozenset({"rounds", "shells", "cartridges", "units", "pieces"})
_LIST_REACH = 120  # characters within which two things stand in one list
_LIST_GAP = 60  # characters between two things of one list at most
# Words so wide that goods of other names may make up what they count.
_WHOLES = frozenset(
    """ship warship aircraft fighter helicopter vehicle system weapon drone missile submarine
    launcher gun machine""".split()
)
_FEWEST_SPLIT = 2  # goods of a count that those of other names make up
# Groups that name one thing, each with the rule that found it.
_Group = list[tuple[ItemGroup, str]]


# Words by which one article calls the same goods.
_SYNONYMS = {
    word: words[0]
    for words in (
        ("ship", "vessel", "boat"),
        ("aircraft", "plane", "airplane", "aeroplane", "jet"),
        ("helicopter", "chopper", "copter", "rotorcraft"),
        ("drone", "uav", "uas"),
        ("shell", "round", "projectile"),
        ("sub", "submarine"),
    )
    for word in words[1:]
}


# Type words so wide that goods of these categories are counted by them; all, where none is named.
_COUNTING: dict[str, frozenset[str]] = {
    "vehicle": frozenset({"vehicle", "armoured_vehicle", "artillery", "air_defence"}),
    "aircraft": frozenset({"aircraft", "uav"}),
    "gun": frozenset({"artillery", "naval_weapon", "small_arms"}),
    "launcher": frozenset({"artillery", "air_defence", "small_arms"}),
    "weapon": frozenset({"small_arms", "missile", "artillery", "naval_weapon"}),
    "system": frozenset(
        """artillery air_defence sensor electronics uav naval_weapon small_arms missile
        armoured_vehicle""".split()
    ),
}


@lru_cache(maxsize=4096)
def item_key(name: str) -> frozenset[str]:
    """Words of an item's name, folded for comparison."""
    words = "".join(c.lower() if c.isalnum() else " " for c in name.replace("-", "")).split()
    single = (
        w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words
    )
    return frozenset(_SYNONYMS.get(w, w) for w in single)


def _numbers(key: frozenset[str]) -> frozenset[str]:
    """What the words of a key that hold digits end in: ``6`` of "sm6", ``1a`` of "mk1a"."""
    return frozenset(w.lstrip(_LETTERS) for w in key if any(c.isdigit() for c in w))


def same_item(a: ItemGroup, b: ItemGroup) -> bool:
    """Whether two item groups name the same thing."""
    ka, kb = item_key(a.name), item_key(b.name)
    if not ka or not kb:
        return False
    if ka <= kb or kb <= ka:
        return True
    if a.rule == b.rule and a.rule.startswith("system.") and _numbers(ka) == _numbers(kb):
        return True  # "SM-6" is the "Standard Missile 6"
    if a.designated and b.designated:
        return any(c.isdigit() for w in ka & kb for c in w)
    alike = a.category == b.category
    if a.designated or b.designated:
        plain, named = (b, a) if a.designated else (a, b)
        if plain.definite:
            return alike or (bool(plain.head) and plain.head == named.head)
        own = _own_name(plain.name)
        if own and not own <= item_key(named.name):
            return False  # "Fennec light helicopters" are no AW139
        return alike and _same_head(a, b)
    if alike and a.category != "other" and (a.definite or b.definite):
        return True
    return len(ka & kb) / len(ka | kb) >= 0.5


@lru_cache(maxsize=4096)
def _own_name(name: str) -> frozenset[str]:
    """Capitalised words before a type word: ``fennec`` of "Fennec light helicopters"."""
    *words, head = name.split() or [""]
    if not head.islower():
        return frozenset()
    return frozenset(w.lower() for w in words if w[0].isupper() and w[1:].islower())


def counts_as(told: ItemGroup, item: ItemGroup) -> bool:
    """Whether a type word counts goods of another kind too: ``62 vehicles`` of armoured ones."""
    if told.category == item.category and item.category not in ("other", "service"):
        return "launcher" not in item_key(told.head) or "missile" not in item_key(item.head)
    wide = (_COUNTING[w] for w in item_key(told.head) if w in _COUNTING)
    return not told.designated and any(item.category in kinds for kinds in wide)


def _same_head(a: ItemGroup, b: ItemGroup) -> bool:
    """Whether two type words are one: the same noun, or two forms of one rule (``UAV``)."""
    if a.head_rule and a.head_rule == b.head_rule:
        return True
    return bool(item_key(a.head) & item_key(b.head))


def _belongs(item: ItemGroup, group: _Group) -> bool:
    """Whether an item names the same thing as those of a group."""
    if any(_told_again(item, k) for k, _ in group):
        return True
    # "the 50 tanks" of a group named "M1A2" draw in no "M1150"
    named = [k for k, _ in group if k.designated] if item.designated else []
    return any(same_item(item, k) for k in named or [k for k, _ in group]) and not any(
        _counted_apart(item, k) for k, _ in group
    )


def _told_again(a: ItemGroup, b: ItemGroup) -> bool:
    """``three littoral ships``, then ``three LMS Batch 2 vessels``: as many of one sort.

    Two things of one list stand closer together.
    """
    several = a.quantity is not None and a.quantity > 1 and a.quantity == b.quantity
    return several and abs(a.start - b.start) > _LIST_GAP and _same_head(a, b)


def _counted_apart(a: ItemGroup, b: ItemGroup) -> bool:
    """``209 Lynx vehicles and nine recovery vehicles``: each brings a count of its own."""
    if a.quantity is None or b.quantity is None:
        return False
    named = a.designated and b.designated and item_key(a.name) != item_key(b.name)
    if a.designated == b.designated and not named:
        return False
    if abs(a.start - b.start) > _LIST_REACH and not _outnumbers(a, b):
        return False  # "the first 60 launchers" of the 231 ordered
    several = min(a.quantity, b.quantity) > 1 and a.quantity != b.quantity
    return several and not (a.definite or b.definite)


def _outnumbers(a: ItemGroup, b: ItemGroup) -> bool:
    """``114 multi-role fighters`` are not the 36 Rafales told of in another sentence."""
    plain, named = (b, a) if a.designated else (a, b)
    if plain.designated or plain.generic or " " not in plain.name:
        return False
    return (plain.quantity or 0) > (named.quantity or 0)


def merge_items(items: _Group, text: str) -> list[Item]:
    """Items of a deal, each once, with quantity and evidence.

    Type words that only repeat a thing, and services beside goods, are left out.
    """
    kept = [i for i in items if not _comes_along(i[0])] or items
    groups = _grouped([(_spelled_out(item, text), rule) for item, rule in kept])
    groups = _unshadowed(_bridged(groups))
    return [_record(group, text) for group in groups]


def _spelled_out(item: ItemGroup, text: str) -> ItemGroup:
    """``the HIMARS package`` tells of what the article first calls by the full name."""
    known = full_names(text) if item.designated else {}
    full = known.get(item.name) or known.get(item.name.removesuffix("s").replace("-", ""))
    return replace(item, name=full) if full else item


def _comes_along(item: ItemGroup) -> bool:
    """``12 launchers and related equipment``: what comes along with goods is none of them."""
    if item.designated:
        return False
    parts = item.head.lower() in _PARTS and item.quantity is None
    return parts or item.name.lower().startswith(_ALONG)


def _grouped(items: _Group) -> list[_Group]:
    groups: list[_Group] = []
    for item, rule in items:
        for group in groups:
            if _belongs(item, group):
                group.append((item, rule))
                break
        else:
            groups.append([(item, rule)])
    return groups


def _bridged(groups: list[_Group]) -> list[_Group]:
    """The groups, those in one whose longest name is the same: ``H-47``, ``Chinook``, then
    ``H-47 Chinook``.
    """
    kept: dict[tuple[str, int], _Group] = {}
    for place, group in enumerate(groups):
        best = max((i.name for i, _ in group if i.designated), key=len, default="")
        kept.setdefault((best, -1 if best else place), []).extend(group)
    return list(kept.values())


def _unshadowed(groups: list[_Group]) -> list[_Group]:
    """The groups that say more than the others: hypernyms only where nothing else is."""
    _take_counts(groups)
    specific = [g for g in groups if not all(i.generic for i, _ in g)]
    groups = specific or groups
    goods = [g for g in groups if not all(i.service for i, _ in g)]
    groups = goods or groups
    return [g for g in groups if not _shadowed(g, groups) and not _split_up(g, groups)]


def _split_up(group: _Group, groups: list[_Group]) -> bool:
    """``four ships ... a frigate, a patrol vessel and two landing craft``: told by their parts.

    ``A supply ship, two tugs and a barge`` is a list: the whole comes first, by a wider word.
    """
    count = max(i.quantity or 0 for i, _ in group)
    if count < _FEWEST_SPLIT:
        return False
    whole = group[0][0]
    named = any(i.designated for i, _ in group)  # "four Hercules: two C-130Js and two KC-130Js"
    wide = not item_key(whole.head).isdisjoint(_WHOLES)
    parts = [
        max(i.quantity or 0 for i, _ in other)
        for other in groups
        if other is not group
        and other[0][0].category == whole.category
        and (wide or not other[0][0].head or _same_head(whole, other[0][0]))
        and (not named or rule_ids.LISTED in (rule for _, rule in other))
    ]
    return len(parts) > 1 and sum(parts) == count


def _take_counts(groups: list[_Group]) -> None:
    """``K9 howitzers ... the contract covers 24 guns``: the count is that of the named goods."""
    named = [g for g in groups if any(i.designated for i, _ in g)]
    plain = [g for g in groups if g not in named and any(i.quantity for i, _ in g)]
    if not named:  # "high velocity ammunition ... some 90,000 rounds"
        rest = [g for g in groups if g not in plain and not g[0][0].service]
        plain = [g for g in plain if g[0][0].generic or g[0][0].head in _ROUNDS]
        named = rest if len(rest) == len(plain) == 1 else []
    for group in named:
        if any(i.quantity for i, _ in group):
            continue
        first = group[0][0]
        counted = [g for g in plain if counts_as(g[0][0], first)]
        rivals = [g for g in named if counted and counts_as(counted[0][0][0], g[0][0])]
        if len(rivals) == 1 and len(counted) == 1:
            count = next(i.quantity for i, _ in counted[0] if i.quantity)
            group[0][0].quantity = count
            if counted[0][0][0].head in _ROUNDS and not group[0][0].designated:
                groups.remove(counted[0])


def _shadowed(group: _Group, groups: list[_Group]) -> bool:
    """Whether a plain type word only repeats a designated item of its kind ("the frigates")."""
    if any(i.designated for i, _ in group):
        return False
    if all(_own_name(i.name) and not i.definite for i, _ in group):
        return False
    counts = {i.quantity for i, _ in group if i.quantity and i.quantity > 1}
    categories = {i.category for i, _ in group} - {"other"}
    for other in groups:
        if other is group or not any(i.designated for i, _ in other):
            continue
        theirs = {i.quantity for i, _ in other if i.quantity}
        if any(i.category in categories for i, _ in other) and (not counts or counts & theirs):
            return True
    return False


def _told(known: list[ItemGroup]) -> ItemGroup:
    """The first wording; for "the shells" the one that says which and how many.

    A headline's "drone deal" gives way to "40 reconnaissance drones".
    """
    first = known[0]
    counted = [i for i in known if (i.quantity or 0) > 1]
    if first.definite:
        return next((i for i in counted if not i.definite), first)
    if first.quantity:
        return first
    words = item_key(first.name)
    return next((i for i in counted if words < item_key(i.name)), first)


def _fullness(item: ItemGroup) -> tuple[int, int]:
    """Of two wordings the longer one, of ``M113`` and ``M-113`` the first."""
    return len(item.name.replace("-", "")), -item.start


def _record(group: _Group, text: str) -> Item:
    """The fullest designation, or the first wording where nothing is designated."""
    known = [i for i, _ in group]
    named = [i for i in known if i.designated]
    best = max(named, key=_fullness) if named else _told(known)
    counts = [i.quantity for i in known if i.quantity is not None and not i.partial]
    counts += [i.quantity for i in known if i.quantity is not None and i.partial]
    # "two ships ... the first ship": a count of several tells more than a one
    quantity = next((c for c in counts if c > 1), counts[0] if counts else None)
    if quantity is None and _SHIP.match(best.name):
        quantity = 1
    category = next((i.category for i in known if i.category != "other"), best.category)
    evidence = tuple(
        Evidence(i.start, i.end, text[i.start : i.end], rule) for i, rule in dict.fromkeys(group)
    )
    return Item(best.name, category, quantity, evidence)
