"""Goods in a clause: items in object position, and phrases whose type word no rule knows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from pipeline import rule_ids
from pipeline.grammar import MADE, SHIP_PREFIXES
from pipeline.groups import STOP, Elem, Item
from pipeline.mentions import Clause, Vote
from pipeline.parties import CONSENTING_KINDS, Org
from pipeline.subjects import coordinate_right, preposition_of

_NO_GOODS = frozenset(
    """years months days weeks hours countries people troops soldiers sailors companies firms jobs
    technicians officers engineers members workers staff pilots crews employees persons personnel
    others times parts ways points sides decades bidders offers proposals deals contracts orders
    projects programmes programs locations sites bases states ministers officials students
    experts hulls batches tranches phases lots options nations agreements instructors gunners
    cadets islands warfare talks areas metres meters leavers apprentices graduates specialists
    welders women men children families tasks lines shifts seats total sum amount value price
    cost use""".split()
)
_LEAD_IN = frozenset(
    """the a an its their some procurement purchase supply production delivery provision acquisition
    of up to about nearly approximately additional new following""".split()
)
_NO_ITEM = frozenset(
    """it them him her this that these those which what whom whose us me more less years year months
    about fiscal first second third next last work the a an and or""".split()
)
_SERVICE = frozenset(
    """services service support maintenance training sustainment repair repairs overhaul logistics
    dredging development research engineering modernization modernisation construction management
    operations refurbishment integration testing analysis upgrade upgrades efforts studies
    installation transportation""".split()
)
# What may stand between the things of a list.
_AMONG_GOODS = frozenset(
    """, and or & plus the a an some its of as well along both ( ) / - including includes more up to
    about another additional worth around nearly over than at least two one together units batch
    number squadrons regiments sets systems with""".split()
)
_BESIDE_GOODS = frozenset({"quantity", "money", "adj", "designation", "descriptor"})
_BEHIND_GOODS = frozenset({"trigger", "party", "date"})
_OBJECT_OVER = frozenset(
    """from by for in under on after that which while who due despite amid because since
    serving""".split()
)
_BEFORE_GOODS = frozenset({"for", "under", "in", "on"})
# What adds more goods to a list, by its first word.
_ADDING: dict[str, tuple[tuple[str, ...], ...]] = {
    "along": (("along", "with"),),
    "together": (("together", "with"),),
    "alongside": (("alongside",),),
    "in": (("in", "addition", "to"),),
    "besides": (("besides",),),
    "coupled": (("coupled", "with"),),
    "as": (("as", "well", "as"),),
}
_ADDED_REACH = 3
_ADDED_KINDS = frozenset({"item", "party", "name"})
_LISTING = frozenset({"including", "comprising", "containing"})
_JOINING = frozenset({"and", "or", ",", "/"})
_HOLDING = frozenset(
    """displayed unveiled showcased paraded fielded presented deployed displays unveils showcases
    fields has had inspected inspects inspect received receives commissioned commissions inducted
    inducts welcomed welcomes christened named""".split()
) | {"showed off", "shows off", "took delivery of", "takes delivery of"}
_LEADERS = frozenset("president premier minister prime king emir sultan leader chief".split())
_NAMED = frozenset({"party", "name", "item", "person"})
_HELD_SKIP = frozenset("has have had also recently now already officially".split())
_BEFORE_HELD = frozenset(
    "its the a an first last second third new newest latest newly one of".split()
)
_REPLACING = frozenset(
    "replace replaces replaced replacing replacements succeed successor successors".split()
)
_CHOOSING = frozenset({rule_ids.SELECT, rule_ids.FAVOUR})
_RIVALS = frozenset({"over", "instead", "rather", "ahead"})
_PARTS = frozenset({"other", "engine", "electronics", "sensor"})
_ANY_PARTS = frozenset("parts components structures sections subsystems".split())
_BETWEEN_NAMES = frozenset({"and", "the", "of"})
_TRAILING = frozenset({"and", "of", "&", "/", "the", "-"})
_NO_PHRASE = frozenset({"money", "date", "contract", "person", "rolecue"})
_INFLECTED = frozenset({"past", "part", "s", "ing"})
_NO_COUNTED = frozenset({"party", "person", "trigger"})
_COUNTED_REACH = 8  # elements from the number to the end of its phrase
_PHRASE_REACH = 9
_APPOSED_REACH = 9  # elements from a ship to what it is one of
_GAP_BEFORE, _GAP_BETWEEN = 8, 3  # unknown words borne before the first item, and behind one


def objects(clause: Clause, region: range, rule: str, roles: dict[str, str]) -> None:
    """Add the items in object position: a list of groups, with what may stand between them.

    ``roles`` are those of the verb: a party among the goods is a maker or, behind a verb that
    takes ``to``, the receiver ("sell Taiwan 66 jets").
    """
    gap = 0
    found = False
    passed = region.start
    if region and clause.elems[region.start].low == "use":
        return  # "sights for use with the F88 rifle"
    for index in region:
        elem = clause.elems[index]
        if index < passed:
            continue
        if elem.low == "from" or (found and elem.low == "to"):
            passed = _behind_source(clause.elems, index, region.stop, found)
            if passed > index:
                continue  # "received from China two patrol craft"
        if _is_goods(clause, index, region.stop, rule):
            gap, found = 0, True
            continue
        if not found and rule in rule_ids.GRANTING and _is_about(clause.elems, index):
            return  # "gave Israel four days to respond to the draft on the base"
        if found and elem.low in _ADDING:
            passed = _behind_adding(clause.elems, index, region.stop)
            if passed > index:
                gap = 0
                continue
        if found and elem.text == "(":
            passed = _behind_bracket(clause.elems, index, region.stop)
            if passed > index:
                continue
        if elem.kind in _BESIDE_GOODS or _shares_type(clause, index, rule):
            continue
        if elem.kind == "party" and _party_among_goods(clause, index, rule, roles, found):
            continue
        if rule in _CHOOSING and elem.low in _RIVALS:
            return
        if found and _of_platform(clause.elems, index):
            return
        if elem.low in _REPLACING:
            return  # "bought the Boxer to replace its M113 carriers"
        if elem.low in _AMONG_GOODS:
            if found and elem.low in ("with", "to"):
                return
            continue
        if found and elem.kind in _BEHIND_GOODS:
            return
        if elem.kind == "trigger" and clause.elems[index - 1].low in ("and", "or"):
            continue
        gap += 1
        far = gap > (_GAP_BETWEEN if found else _GAP_BEFORE)
        if (far or elem.low in _OBJECT_OVER) and (found or elem.low not in _BEFORE_GOODS):
            return


def _is_about(elems: list[Elem], index: int) -> bool:
    """Whether a word behind what is given tells what it is about or for: no goods are given."""
    if elems[index].low in ("on", "over", "about", "regarding"):
        return index + 1 < len(elems) and elems[index + 1].kind != "date"
    if elems[index].low != "to" or any(e.kind == "party" for e in elems[index + 1 : index + 4]):
        return False  # "gave to the navy two boats"
    # "donated 20 million euros to finance guns"
    return not any(e.kind == "money" for e in elems[max(0, index - 4) : index])


def before_goods(
    elems: list[Elem], index: int, start: int, words: frozenset[str] = frozenset()
) -> int:
    """Index before the count, the adjectives and any of ``words`` of the goods at ``index``;
    before ``start`` if none is left.
    """
    k = index - 1
    while k >= start and (elems[k].kind in ("quantity", "adj") or elems[k].low in words):
        k -= 1
    return k


def held_by(clause: Clause, subject: list[int], rule: str) -> None:
    """``The air force unveiled three JF-17s bought from Pakistan``: who shows goods bought them.

    So did the state whose president inspected "the first of six jets bought from Pakistan".
    """
    elems = clause.elems
    for index in subject:
        k = before_goods(elems, index, clause.start, _BEFORE_HELD)
        if k >= 0 and elems[k].text == ",":
            k = _behind_named(elems, k, clause.start)  # "commissioned the Falaj, one of six boats"
        if k < clause.start or elems[k].low not in _HOLDING:
            continue
        k -= 1
        while k > clause.start and (elems[k].low in _HELD_SKIP or elems[k].low in _LEADERS):
            k -= 1
        if k < clause.start:
            continue
        elem = elems[k]
        leads = elem.possessive and elems[k + 1].low in _LEADERS
        own = elem.kind == "party" and (leads or not elem.possessive)
        if own and preposition_of(elems, k) is None and elem.org is not None and elem.org.is_public:
            clause.vote(k, "buyer", 0.6, rule)


def _behind_named(elems: list[Elem], k: int, start: int) -> int:
    """Index before what the comma at ``k`` puts beside goods: ``commissioned the Falaj, ...``."""
    k -= 1
    while k >= start and (elems[k].kind in _NAMED or elems[k].low in ("the", "its")):
        k -= 1
    return k


def made_for(clause: Clause, subject: list[int], agents: list[int], rule: str) -> None:
    """``The Finnish Navy's four corvettes are built by X``, ``Egyptian boats built by Germany's``:
    whose the goods are to be, where a firm makes them for a state.
    """
    elems = clause.elems
    makers = {org.country for k in agents if (org := elems[k].org) is not None}
    if any((org := elems[k].org) is None or org.is_public for k in agents):
        return
    for index in subject:
        item = elems[index].item
        if item is None:
            continue
        k = before_goods(elems, index, clause.start)
        org = elems[k].org if k >= clause.start and elems[k].possessive else None
        if org is not None and org.is_public and (org.is_service or org.country not in makers):
            clause.vote(k, "beneficiary", 0.6, rule)  # never "India's Tejas, built by HAL"
        for vote in clause.mention.votes:
            abroad = vote.org.country not in makers and None not in makers
            if vote.rule == rule_ids.ORIGIN and vote.elem is item.origin and abroad:
                vote.role = "beneficiary"


def _shares_type(clause: Clause, index: int, rule: str) -> bool:
    """Whether a name at ``index`` has the type word of the next goods, ``12 Beluga and 10 Nimbus
    drones``; it is added."""
    elems = clause.elems
    k = index
    while k < clause.end and _is_bare_name(elems[k]):
        k += 1  # "Caracal, Fennec and Cougar helicopters"
        if k >= clause.end or elems[k].low not in _JOINING:
            return False
        k += 1 + (k + 1 < clause.end and elems[k + 1].kind == "quantity")
    behind = elems[k].item if index < k < clause.end else None
    if behind is None or not behind.head.endswith("s") or not elems[k].text[0].isupper():
        return False
    first = index
    if (
        index > 1
        and elems[index - 1].text == "-"
        and elems[index - 2].end == elems[index - 1].start
    ):
        first = index - 2  # "MICA-VL"
    item = replace(
        behind,
        start=elems[first].start,
        end=elems[index].end,
        name="".join(e.text for e in elems[first : index + 1]),
        designated=True,
        quantity=elems[first - 1].count,
        rule="",
    )
    clause.mention.items.append((item, rule))
    return True


def _is_bare_name(elem: Elem) -> bool:
    """Whether an element is a name that the type word of the next goods may tell the kind of."""
    if elem.item is not None:
        return elem.item.bare
    return elem.kind == "name" and " " not in elem.text


def _of_platform(elems: list[Elem], index: int) -> bool:
    """``actuators of the F-15EX``: parts, and what they are parts of."""
    part = elems[index - 1].item
    if elems[index].low != "of" or part is None or part.designated or part.category not in _PARTS:
        return False
    if part.head.lower() in _ANY_PARTS:
        return False  # "parts of the C-390": the aircraft is what is made
    behind = [e.item for e in elems[index + 1 : index + 3] if e.item is not None]
    return bool(behind) and behind[0].designated and behind[0].quantity is None


def _behind_adding(elems: list[Elem], index: int, limit: int) -> int:
    """Index behind ``along with`` or ``in addition to`` at ``index`` where more goods come."""
    words = next((w for w in _ADDING[elems[index].low] if _reads(elems, index, w)), ())
    k = index + len(words)
    first = next(
        (e for e in elems[k : min(k + _ADDED_REACH, limit)] if e.kind in _ADDED_KINDS), None
    )
    item = first.item if first is not None else None
    if not words or item is None:
        return index
    # "along with spares and manuals": what comes along is no goods of its own
    own = item.designated or item.quantity is not None or item.category not in ("other", "service")
    return k if own else index


def _behind_joint(elems: list[Elem], k: int) -> int:
    """Index behind ``and``, ``, plus``, ``as well as`` or ``along with`` at ``k``; else ``k``."""
    at = k + (elems[k].text == "," and k + 1 < len(elems))
    if elems[at].low in _ADDING:
        words = next((w for w in _ADDING[elems[at].low] if _reads(elems, at, w)), ())
        return at + len(words) if words else k
    if elems[at].low in ("and", "plus"):
        return at + 1
    return at


def _reads(elems: list[Elem], index: int, words: tuple[str, ...]) -> bool:
    return tuple(e.low for e in elems[index : index + len(words)]) == words


def _behind_bracket(elems: list[Elem], index: int, limit: int) -> int:
    """Index behind ``(includes 12 for tests)`` at ``index``: what is counted already."""
    if index + 1 >= limit or not elems[index + 1].low.startswith("includ"):
        return index
    ends = (k + 1 for k in range(index + 1, limit) if elems[k].text == ")")
    return next((end for end in ends if elems[end - 2].kind != "quantity"), index)


def included(clause: Clause, region: range, rule: str) -> None:
    """``a package for Ukraine, including F-16 bombs``: the goods that are listed at the end."""
    for index in region:
        if clause.elems[index].low in _LISTING:
            objects(clause, range(index + 1, region.stop), rule, {})
            return


def _behind_source(elems: list[Elem], index: int, limit: int, found: bool) -> int:
    """Index behind ``from [the] PARTY`` at ``index`` where counted goods follow, else ``index``.

    A list goes on behind it: ``14 vehicles from Paramount and nine bridges``.
    """
    k = index + 1
    while k < limit and (elems[k].kind in ("adj", "descriptor") or elems[k].low == "the"):
        k += 1
    if k + 1 >= limit or elems[k].kind not in ("party", "name"):
        return index
    behind = elems[k + 1]
    if behind.low == "of" and not found:
        k, behind = k + 1, elems[k + 2]  # "took delivery from Peru of four jets"
    first = elems[k + 2].item if behind.low == "the" and k + 2 < limit else None
    if first is not None and first.designated and not found:
        return k + 2  # "accepted from the yard the BRP Mayon"
    if found:
        at = _behind_joint(elems, k + 1)
        named = at < limit and (first := elems[at].item) is not None and first.designated
        if at == k + 1 or at + 1 >= limit or not (named or elems[at + 1].kind == "item"):
            return index
        if any(e.low == elems[index].low for e in elems[at + 2 : at + 4]):
            return index  # "two boats to Kenya and six ships to Peru"
        if named:
            return k + 1
        behind = elems[at]
    counted = behind.item is not None and behind.item.quantity is not None
    return k + 1 if counted or behind.kind == "quantity" else index


def _is_goods(clause: Clause, index: int, limit: int, rule: str) -> bool:
    """Whether an item or a counted phrase stands at ``index``; it is added."""
    elem = clause.elems[index]
    if elem.kind == "item" and elem.item is not None:
        if not _is_ship_beside(clause.elems, index):
            clause.add_item(elem, rule)
        return True
    return elem.kind == "quantity" and counted_phrase(clause, index, limit)


def _is_ship_beside(elems: list[Elem], index: int) -> bool:
    """``commissioned BRP Luna, the second of two frigates``: one ship, and what it is one of."""
    if elems[index].text.split(" ", 1)[0] not in SHIP_PREFIXES:
        return False
    behind = elems[index + 1 : index + _APPOSED_REACH]
    counted = any(e.kind == "quantity" or (e.item and e.item.quantity) for e in behind)
    return bool(behind) and behind[0].text == "," and counted and any(e.item for e in behind)


def _party_among_goods(
    clause: Clause, index: int, rule: str, roles: dict[str, str], found: bool
) -> bool:
    """Whether a party among goods only says who makes or receives them; it is counted for that."""
    elems = clause.elems
    elem = elems[index]
    org = elem.org
    firm = org is not None and not org.is_public
    behind = elems[index + 1] if index + 1 < len(elems) else None
    if elem.possessive:
        seller = org is not None and org.kind == "country" and roles.get("subject") == "buyer"
        if org is not None and org.is_public and (rule in rule_ids.SERVING or _won(org, rule)):
            clause.vote(index, "beneficiary", 0.6, rule)  # "maintain the Royal Navy's helicopters"
        elif firm or seller:
            clause.vote(index, "seller", 0.5, "item.possessive-maker")
        return True
    attributive = behind is not None and (behind.kind == "item" or behind.text == "-")
    made = (
        behind is not None
        and behind.text == "-"
        and index + 2 < len(elems)
        and elems[index + 2].low in MADE
    )
    if org is not None and made and not firm:
        # "leased Israeli-built drones"
        clause.mention.votes.append(Vote(org, "maker", 0.5, elem, rule_ids.ORIGIN))
        clause.used.add(index)
        return True
    if org is not None and firm and attributive:
        # "14 Lockheed Martin F-16V fighters"
        clause.mention.votes.append(Vote(org, "maker", 0.5, elem, "item.maker"))
        clause.used.add(index)
        return True
    told = org is not None and org.kind in CONSENTING_KINDS  # "notified Congress of"
    takes = roles.get("to") == "buyer" and not told
    if not found and takes and preposition_of(elems, index) is None:
        # "supply Ukraine with", "sell Taiwan 66 jets"
        for k in coordinate_right(elems, index):
            clause.vote(k, "buyer", 0.9, rule)
        return True
    return False


def _won(org: Org, rule: str) -> bool:
    """``the lowest bidder for the Navy's vessels``: who they are for."""
    return org.is_service and rule == rule_ids.BIDDER


def coordinated_items_left(clause: Clause, index: int) -> list[int]:
    """Items in a list with the one at ``index``, on its left in the clause."""
    found: list[int] = []
    for j in range(index - 1, clause.start - 1, -1):
        elem = clause.elems[j]
        if elem.kind == "item":
            found.append(j)
        elif elem.low not in ("and", ",", "the") and elem.kind != "quantity":
            break
    return found


def counted_phrase(clause: Clause, index: int, limit: int) -> bool:
    """``28 quick engine change assemblies``: counted goods whose type word no rule knows.

    Adds the phrase behind the quantity at ``index`` and says whether there was one.
    """
    elems = clause.elems
    last = index + 1
    while last < limit and last - index < _COUNTED_REACH and phrase_part(elems, last):
        if elems[last].kind == "item" or elems[last].low in ("and", "of"):
            break
        last += 1
    if last < limit and elems[last].kind == "item":
        return False
    words = [e for e in elems[index + 1 : last] if e.kind != "punct"]
    if len(words) < 2 or not words[-1].low.endswith("s") or words[-1].low in _NO_GOODS:
        return False
    if any(e.kind in _NO_COUNTED or e.low.endswith("ly") for e in words):
        return False
    return noun_phrase(clause, index + 1, last)


def noun_phrase(clause: Clause, first: int, limit: int) -> bool:
    """Add what a contract is for where no type word is known: the noun phrase as it stands.

    Says whether there was one.
    """
    elems = clause.elems
    while first < limit and (
        elems[first].low in _LEAD_IN or elems[first].kind in ("quantity", "adj", "money")
    ):
        first += 1
    last = first
    while last < limit and last - first < _PHRASE_REACH and phrase_part(elems, last):
        last += 1
    while last > first and elems[last - 1].low in _TRAILING:
        last -= 1
    phrase = elems[first:last]
    words = [e for e in phrase if e.kind != "punct"]
    named = (e.kind in ("party", "place") or e.low in _BETWEEN_NAMES for e in words)
    if not words or words[0].low in _NO_ITEM or all(named):
        return False
    if words[-1].low in _NO_GOODS:
        return False
    item = _unknown_item(phrase, words[-1].low, elems[first - 1] if first else None)
    clause.mention.items.append((item, item.rule))
    return True


def _unknown_item(phrase: list[Elem], head: str, before: Elem | None) -> Item:
    text = phrase[0].text
    for left, right in pairwise(phrase):
        text += right.text if left.end == right.start else f" {right.text}"
    service = not _SERVICE.isdisjoint(text.lower().split())
    return Item(
        start=phrase[0].start,
        end=phrase[-1].end,
        name=text,
        head=head,
        category="service" if service else "other",
        quantity=before.count if before is not None else None,
        service=service,
        rule="item.noun-phrase",
    )


def phrase_part(elems: list[Elem], i: int) -> bool:
    """Whether the element at ``i`` may stand inside a noun phrase."""
    elem = elems[i]
    if elem.kind in _NO_PHRASE:
        return False
    if elem.kind == "punct":
        return elem.text in ("&", "/", "-")
    if elem.low in ("and", "of"):
        return i + 1 < len(elems) and elems[i + 1].kind not in ("punct", "money", "date")
    if elem.kind == "trigger":
        return elem.ent is not None and all(
            _INFLECTED.isdisjoint(e.forms) for e in elem.ent.entries
        )
    return elem.low not in STOP


def goods_of(clause: Clause, region: range, rule: str) -> None:
    """``chose the Boeing E-7``, ``the Embraer-built C-390``: goods right behind their maker."""
    elems = clause.elems
    k = region.start
    while k < region.stop and (elems[k].text == "-" or elems[k].low in MADE):
        k += 1
    if k < region.stop and elems[k].kind == "item":
        objects(clause, range(k, region.stop), rule, {})


def wanted_goods(clause: Clause, region: range, rule: str) -> None:
    """``turned to Naval Group for four corvettes``: the goods that a firm is hired for."""
    for index in region:
        if clause.elems[index].low == "for":
            objects(clause, range(index + 1, region.stop), rule, {})
            return
