"""Names, designations and type words as items, with the count and the modifiers before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import cast

from pipeline import rule_ids, schema
from pipeline.elements import ITEM_KINDS, Elem, Item, record_of
from pipeline.entities import Ent
from pipeline.goods_names import ADJECTIVE_ENDS, CLOSING, OPENING, own_name, quoted_name
from pipeline.grammar import BEFORE_INFINITIVE, DROPPED_ADJECTIVES, MADE, POINTING, STOP
from pipeline.quantities import Quantity
from pipeline.records import Category

# Goods of which "a" or "an" tells the sort.
_SORTS = frozenset(
    "missile ammunition engine small_arms naval_weapon electronics air_defence artillery".split()
)
_COLLECTIVES = frozenset({"fleet", "arsenal"})  # "a fleet of corvettes" is no single one
_BATTERIES = frozenset({"battery", "batteries"})
_BEFORE_CODE = frozenset("a an new more of single".split())
_MODELS = frozenset("version variant model derivative".split())
_CONTEXT_KINDS = frozenset({"equip", "designation", "quantity", "system"})
# Around a type word that describes other goods.
_SORTING = frozenset("anti counter single double twin two dual three four multi".split())
_EQUIPPED = frozenset(
    """equipped armed guided powered capable based carrying launched borne fitted
    propelled""".split()
)
_NAMING_KINDS = frozenset({"system", "designation"})
_ACRONYM_KINDS = ITEM_KINDS | {"name", "word", "company", "org", "party"}
# Between a count and the goods, and what goods are counted in.
_NUMBERS = frozenset({"nos", "numbers"})
_AFTER_COUNT = _NUMBERS | frozenset("more additional further extra the such other".split())
_UNITS = frozenset(
    """units unit pieces sets examples copies batteries systems batches airframes aircraft vehicles
    ships vessels regiments squadrons launchers fire-units items each""".split()
)
_OWNING = frozenset({"its", "their"})
_ROUNDS = frozenset({"rounds", "shells", "cartridges", "bullets"})
_DEAL_NOUNS = frozenset(
    """deal contract order agreement purchase sale package procurement acquisition programme program
    project upgrade donation memorandum lease tender contracts orders deals""".split()
)
# What opens a count told behind the goods.
_OPENERS = frozenset(("(", ",", "-", "–", "—"))
_NUMBERING = frozenset(("x", "×", "numbering", "totalling", "totaling"))
_SLICES = frozenset("first last final next remaining".split())
_SUFFIX = 3  # letters of what makes a name another one, "MICA-VL"
_RATES = tuple(
    f"{a} {b}" for a in ("per", "a", "each", "every") for b in ("year", "month", "annum")
)
_HEAD_ENDS = frozenset({"punct", "party", "date", "money", "trigger"})
_PEOPLE = frozenset(
    """pilots crews crew operators soldiers sailors gunners drivers mechanics technicians engineers
    commanders officers makers manufacturers producers builders suppliers experts analysts troops
    forces units regiments brigades battalions squadrons divisions companies""".split()
)
# Plurals behind a type word that are no goods: what is done with it, or where it is.
_DEEDS = frozenset(
    """strikes attacks sales exports imports deals contracts orders projects programmes programs
    capabilities operations missions flights trials tests launches deliveries shipments bases
    ports yards shipyards needs requirements plans talks tenders competitions purchases losses
    crashes exercises drills patrols hours years months prices costs works factories plants
    facilities sites ranges fields routes forces fleets has was says does goes threats
    technologies designs parts components services industries markets types versions
    variants""".split()
)
# Letters and at least two digits; those of airliners and small civil aircraft are not enough.
_QUALITIES = frozenset(
    """light lightweight heavy small medium fast mobile rugged wheeled tracked armed unarmed
    unmanned amphibious portable tactical towed stealthy armoured armored manoeuvrable affordable
    reliable conventional supersonic subsonic autonomous agile compact versatile robust
    transportable protected multipurpose multirole""".split()
)
_CODE = re.compile(r"[a-z]{1,3}-?\d{2,4}[a-z]?$")
_CIVIL_CODES = ("a3", "b7", "c9", "e1", "q4", "d3", "s80", "r4", "r6", "p68", "p180", "f50", "f70")
_SUFFIXED = re.compile(rf"-[A-Z0-9]{{1,{_SUFFIX}}}(?![\w-])")
_CALIBRE = "designation.calibre"
_MOST_MODIFIERS = 6
_MADE_THERE = frozenset({"made", "built", "produced", "manufactured"})
_MOST_BETWEEN = 3
# Adjectives that praise or weigh goods and do not say what they are.
_VAGUE = frozenset(
    """big-ticket high-end high-value high value total global key major finest sensitive
    certain specific foreign foreign-made western""".split()
)


class ItemGroups:
    """Joins the elements of one article's sentences into items."""

    def __init__(self, text: str, ents: Sequence[Ent] = ()) -> None:
        self.text = text
        self._shown = _shown(ents, text)

    def group(self, elems: list[Elem]) -> list[Elem]:
        """The elements with their items joined; a system's name that means none is a word."""
        out: list[Elem] = []
        reached = 0
        elems = _unquoted(elems)
        for i, elem in enumerate(elems):
            if i < reached:
                continue
            if elem.kind not in ITEM_KINDS:
                out.append(elem)
            elif (
                not _means_system(elems, i, self._shown)
                or _measures(elems, i)
                or _describes(elems, i)
                or _is_model(elems, i)
            ):
                elem.kind = "name" if elem.text[0].isupper() else "word"
                out.append(elem)
            else:
                reached = _item_end(elems, i)
                head = _unknown_head(elems, reached)
                if head == "people":
                    for part in elems[i:reached]:
                        part.kind = "word"  # "helicopter pilots"
                    out.extend(elems[i:reached])
                    continue
                if head:
                    elems[reached].kind = "equip"
                    reached += 1
                self._add(elems, i, reached, out)
                _look_behind(out[-1], elems, reached)
                reached = _count_behind(out[-1], elems, reached)
        return out

    def _add(self, elems: list[Elem], i: int, j: int, out: list[Elem]) -> None:
        """Append ``elems[i:j]`` to ``out``: an item, or words that tell what a firm does."""
        if j < len(elems) and elems[j].kind == "descriptor":  # "electronics house"
            for part in elems[i:j]:
                part.kind = "word"
            out.extend(elems[i:j])
        else:
            self._add_item(elems[i:j], out)

    def _add_item(self, group: list[Elem], out: list[Elem]) -> None:
        """Append the item of ``group``, in place of the modifiers at the end of ``out``."""
        if len(out) > 1 and out[-1].low == "hand" and out[-2].low == "second":
            del out[-2:]  # "a second hand C-212"
        begin = _first_modifier(out)
        modifiers = out[begin:]
        del out[begin:]
        while modifiers and modifiers[0].low in MADE and _behind_hyphen(out):
            out.append(modifiers.pop(0))  # "12 Airbus-built helicopters"
        quoted = quoted_name(out) if all(e.kind == "equip" for e in group) else None
        if quoted is not None:
            del out[-3:]
        owned = out[: -_makers_words(out)] if _makers_words(out) else out
        place = _quantity_place(owned)
        quantity = out[place] if place >= 0 else None
        before = owned[-1] if owned else None
        if quantity is not None and place > 0:
            before = out[place - 1]
        rounds = _rounds_of(out)
        item = self._item(group, modifiers)
        item.made_in = _made_in(out)
        if quoted is not None:
            item.start, item.name, item.designated = quoted.start, quoted.text, True
        item.definite = before is not None and (before.low in POINTING or before.possessive)
        _count(item, group, quantity, before)
        item.partial = place >= 0 and any(e.low in _SLICES for e in out[max(0, place - 2) : place])
        if rounds is not None and item.category == "ammunition":
            item.quantity, item.qualifier = rounds.quantity, rounds.qualifier
            del out[-2:]
        surface = self.text[item.start : item.end]
        elem = Elem("item", item.start, item.end, surface, surface.lower(), group[0].ent)
        elem.item = item
        elem.possessive = group[-1].possessive
        elem.definite = item.definite
        out.append(elem)

    def _item(self, group: list[Elem], modifiers: list[Elem]) -> Item:
        """The item that ``group`` names, with the words before it."""
        start = (modifiers or group)[0].start
        end = group[-1].end
        named = [e for e in group if e.kind in ("system", "designation") and not _is_calibre(e)]
        heads = [e for e in group if e.kind == "equip"]
        records = [r for e in heads for r in _equipment(e)]
        own = own_name(modifiers, group)
        if named:
            name, rule = self._designation(named), _rule(named[0])
        elif own:
            name, rule = self.text[own[0].start : own[-1].end], rule_ids.OWN_NAME
        else:
            name = self.text[_name_start(modifiers, group) : end]
            rule = records[-1].id if records else ""
        generic = bool(records) and not named and not own and all(r.generic for r in records)
        return Item(
            start=start,
            end=end,
            name=name.strip(" ,"),
            head=heads[-1].low if heads else "",
            head_rule=records[-1].id if records else "",
            category=_category(named, records),
            designated=bool(named or own),
            generic=generic and all(_drops(m) or m.low in _VAGUE for m in modifiers),
            service=bool(records) and records[-1].service,
            maker=_maker(named, modifiers),
            origin=next((m for m in modifiers if m.kind == "adj" and m.country), None),
            rule=rule,
        )

    def _designation(self, named: list[Elem]) -> str:
        """The designation, with a name right behind it (``C-130J`` + ``Super Hercules``)."""
        first = last = named[0]
        for elem in named[1:]:
            if self.text[last.end : elem.start].strip(" /-") == "":
                last = elem
        suffix = _SUFFIXED.match(self.text, last.end)
        name = self.text[first.start : suffix.end() if suffix else last.end]
        return name[:-1] if _is_plural(last) and not suffix else name


def _unquoted(elems: list[Elem]) -> list[Elem]:
    """The elements without quotation marks around the name of a system: ``'Boxer' carriers``."""
    marks = set()
    for i in range(1, len(elems) - 1):
        before, after = elems[i - 1].text, elems[i + 1].text
        if elems[i].kind in _NAMING_KINDS and before in OPENING and after in CLOSING:
            marks |= {i - 1, i + 1}
    return [e for i, e in enumerate(elems) if i not in marks] if marks else elems


def _unknown_head(elems: list[Elem], j: int) -> str:
    """What the plain plural behind a singular type word is: ``goods``, ``people`` or nothing.

    ``helmet displays`` are displays, though no rule knows the word; ``tank crews`` are no goods.
    """
    if j >= len(elems) or elems[j].kind != "word" or elems[j - 1].kind != "equip":
        return ""
    low = elems[j].low
    if not _is_singular(elems[j - 1]) or low in STOP or not low.isalpha() or len(low) < 5:
        return ""
    if low in _PEOPLE:
        return "people"
    plural = low.endswith("s") and not low.endswith(("ss", "us", "is", "ics"))
    ends = j + 1 == len(elems) or elems[j + 1].kind in _HEAD_ENDS or elems[j + 1].low in STOP
    return "goods" if plural and ends and low not in _DEEDS else ""


def _behind_hyphen(out: list[Elem]) -> bool:
    return len(out) > 1 and out[-1].text == "-"


def _is_made(out: list[Elem]) -> bool:
    """Whether ``out`` ends in ``Airbus-built``."""
    return len(out) > 3 and out[-1].low in MADE and out[-2].text == "-"


def _made_in(out: list[Elem]) -> Elem | None:
    """``Turkish`` of ``Turkish-made``, at the end of ``out``."""
    if not _is_made(out) or out[-1].low not in _MADE_THERE:
        return None
    return out[-3] if out[-3].kind == "adj" and out[-3].country else None


def _makers_words(out: list[Elem]) -> int:
    """How many elements at the end of ``out`` only tell who makes the goods that come next.

    ``14 Lockheed Martin F-16V fighters``, ``12 Airbus-built helicopters``.
    """
    if _is_made(out):
        return 3
    if len(out) > 2 and out[-1].text == "-" and out[-2].low == "ex":
        return 2  # "50 ex-Bundeswehr tanks"
    if out and out[-1].kind == "party" and not out[-1].possessive:
        org = out[-1].org
        return int(org is not None and org.kind == "company")
    return 0


def _rounds_of(out: list[Elem]) -> Item | None:
    """``2,000 rounds of`` at the end of ``out``: the count of the ammunition that comes next."""
    if len(out) < 2 or out[-1].low != "of" or out[-2].low not in _ROUNDS:
        return None
    return out[-2].item


def _quantity_place(out: list[Elem]) -> int:
    """Index of the count of the goods that come next, or -1.

    ``24``, ``24 more``, ``24 more units of the``, ``a pair of``, ``a batch of 24``,
    ``24 made in India``.
    """
    k = len(out) - 1
    if k > 2 and out[k - 1].low == "in" and out[k - 2].low == "made":
        k -= 3
    while k > 0 and out[k].low in _AFTER_COUNT:
        k -= 1
    k = _before_qualities(out, k)
    if k < 0:
        return -1
    if k > 1 and out[k - 1].low == "of" and (out[k].low in _OWNING or out[k].possessive):
        k -= 1  # "500 of its trucks", "24 of Volta's radars"
    if out[k].low == "of" and k > 0:
        k -= 1
        while k > 0 and (out[k].text == "." or out[k].low in _UNITS or out[k].low in _AFTER_COUNT):
            k -= 1
        return k if out[k].kind == "quantity" else -1
    return k if out[k].kind == "quantity" else -1


def _before_qualities(out: list[Elem], k: int) -> int:
    """``12 light, mobile armoured vehicles``: index of what stands before "light"; else ``k``."""
    j = k
    while j > 1 and (out[j].text == "," or out[j].low == "and") and _is_quality(out[j - 1]):
        j -= 2
    return j if j < k and out[j].kind == "quantity" else k


def _is_quality(elem: Elem) -> bool:
    """Whether a word tells of what sort goods are."""
    if elem.kind not in ("word", "adj"):
        return False
    return "-" in elem.low or elem.low in _QUALITIES or elem.low in DROPPED_ADJECTIVES


def _count_behind(item: Elem, elems: list[Elem], j: int) -> int:
    """Read a count told behind an item; gives the index behind it.

    ``(24)``, ``(18 batteries)``, ``(54 in total)``, ``x 12``, ``, numbering 18``, ``, 24 in all``.
    """
    if j >= len(elems):
        return j
    lead = j + (elems[j].text in _OPENERS)
    k = lead + (lead < len(elems) and elems[lead].low in _NUMBERING)
    if k == j or k >= len(elems) or elems[k].kind != "quantity":
        return j
    behind = _behind_total(elems, k + 1)
    if elems[j].text == "(":
        if behind < len(elems) and elems[behind].text != ")" and elems[behind].low in _UNITS:
            behind += 1
        if behind >= len(elems) or elems[behind].text != ")":
            return j
        behind += 1
    elif k == lead and behind == k + 1:  # ", 18 ..." alone begins the next item of a list
        return j
    count = elems[k].ent
    value = count.value if count is not None else None
    if item.item is not None and item.item.quantity is None and isinstance(value, Quantity):
        item.item.quantity = value.value
    return behind


def _look_behind(item: Elem, elems: list[Elem], j: int) -> None:
    """What the word behind an item tells of it.

    ``a submarine deal`` counts no submarines: its article belongs to the deal. ``12 DF-8
    locomotives`` are what the unknown word says, ``12 DF-8`` alone are what they are.
    """
    group = item.item
    if group is None:
        return
    if j >= len(elems):
        group.bare = group.designated and not group.head
        return
    behind = elems[j]
    if group.quantity is not None and _is_rate(elems, j):
        group.quantity = None
    plain = behind.kind in ("word", "name", "descriptor") and behind.low not in STOP
    group.bare = group.designated and not group.head and not (plain and behind.text[0].isalnum())
    if group.quantity == 1 and behind.kind == "trigger" and behind.low in _DEAL_NOUNS:
        group.quantity = None


def _is_rate(elems: list[Elem], j: int) -> bool:
    """``16 jets per year``: how many at a time, and not how many in all."""
    if elems[j].low in ("annually", "yearly", "monthly"):
        return True
    words = elems[j].low + " " + " ".join(e.low for e in elems[j + 1 : j + 2])
    return words.startswith(_RATES)


def _behind_total(elems: list[Elem], k: int) -> int:
    """Index behind ``in all``, ``in total`` or ``altogether`` at ``k``; else ``k``."""
    if k < len(elems) and elems[k].low == "altogether":
        return k + 1
    words = " ".join(e.low for e in elems[k : k + 2])
    return k + 2 if words in ("in all", "in total") else k


def _shown(ents: Sequence[Ent], text: str) -> frozenset[str]:
    """Names that stand right before a type word somewhere in the article (``M346 trainers``).

    What is a system in one place is one all over the article.
    """
    found = set()
    for ent, after in pairwise(ents):
        beside = after.label == "equip" and text[ent.end : after.start] == " "
        if beside and ent.label == "system":
            found.add(ent.text.lower())
    return frozenset(found)


def _means_system(elems: list[Elem], i: int, shown: frozenset[str] = frozenset()) -> bool:
    """Whether an ambiguous system name is meant as a system here."""
    ent = elems[i].ent
    if ent is None or elems[i].kind != "system":
        return True
    systems = [e.record for e in ent.entries if isinstance(e.record, schema.System)]
    if not all(s.context for s in systems) or elems[i].low in shown:
        return True
    k = i - 1  # "two more Black Hawks"
    while k > 0 and i - k < _MOST_BETWEEN and elems[k].low in DROPPED_ADJECTIVES:
        k -= 1
    around = (elems[k : k + 1] if i else []) + elems[i + 1 : i + 3]
    return any(e.kind in _CONTEXT_KINDS for e in around) or _told_as_goods(elems, i)


def _told_as_goods(elems: list[Elem], i: int) -> bool:
    """``the M346``, ``Boeing's Chinook``: a code behind an article, a name behind its maker.

    So is ``a Patriot battery``.
    """
    if i + 1 < len(elems) and elems[i + 1].low in _BATTERIES:
        return True
    if i == 0:
        return False
    before, name = elems[i - 1], elems[i].low
    if before.kind == "party" and before.org is not None:
        return before.org.kind == "company" and before.possessive
    coded = _CODE.match(name) is not None and not name.startswith(_CIVIL_CODES)
    return coded and (before.low in POINTING or before.low in _BEFORE_CODE)


def _item_end(elems: list[Elem], i: int) -> int:
    """Index behind the item group that starts at ``i``: heads with words between them."""
    j = i + 1
    while j < len(elems) and not elems[j - 1].possessive:
        if elems[j].kind in ITEM_KINDS:
            j += 1
            continue
        further = (
            _behind_suffix(elems, j)
            or _behind_words(elems, j)
            or _behind_acronym(elems, j)
            or _behind_alias(elems, j)
        )
        if not further:
            break
        j = further
    return j


def _behind_suffix(elems: list[Elem], j: int) -> int:
    """Index behind ``-VL`` that makes ``MICA`` another thing; 0 where there is none."""
    if elems[j - 1].kind not in _NAMING_KINDS or not _is_glued(elems, j):
        return 0
    behind = elems[j + 1].text
    return j + 2 if behind.isalnum() and behind.isupper() and len(behind) <= _SUFFIX else 0


def _behind_words(elems: list[Elem], j: int) -> int:
    """Index behind a further head with plain words before it; 0 where there is none."""
    k = j + _is_glued(elems, j)  # "radio-frequency subsystem"
    stop = min(len(elems), j + _MOST_BETWEEN)
    while k < stop and _is_modifier(elems[k]) and elems[k].low != "aircraft":
        k += 1
    if j < k < len(elems) and elems[k].kind in ("equip", "designation"):
        return k + 1
    return 0


def _is_glued(elems: list[Elem], j: int) -> bool:
    """Whether a hyphen at ``j`` ties what stands on its two sides into one word."""
    if j + 1 >= len(elems) or elems[j].text != "-":
        return False
    return elems[j].start == elems[j - 1].end and elems[j + 1].start == elems[j].end


def _behind_acronym(elems: list[Elem], j: int) -> int:
    """Index behind an acronym in brackets (``(MLRS)``) that a head follows; else 0."""
    if j + 3 < len(elems) and elems[j].text == "(" and elems[j + 2].text == ")":
        inner = elems[j + 1]
        if (
            inner.kind in _ACRONYM_KINDS
            and inner.text.isupper()
            and elems[j + 3].kind in ITEM_KINDS
        ):
            return j + 3
    return 0


def _behind_alias(elems: list[Elem], j: int) -> int:
    """Index behind a further designation of the same thing: ``Type-90 (PG-99)``,
    ``S-300VM/Antey-2500``; 0 where there is none."""
    if elems[j - 1].kind not in _NAMING_KINDS or j + 1 >= len(elems):
        return 0
    if elems[j + 1].kind not in _NAMING_KINDS or _is_calibre(elems[j + 1]):
        return 0
    if elems[j].text == "/":
        return j + 2 if elems[j].start == elems[j - 1].end else 0
    closed = elems[j].text == "(" and j + 2 < len(elems) and elems[j + 2].text == ")"
    return j + 3 if closed else 0


def _is_modifier(elem: Elem) -> bool:
    kind = elem.kind
    if kind == "word" or kind == "name":
        plain = elem.low not in STOP or elem.low == "used"
        return plain and not elem.possessive and elem.text[0].isalnum()
    return kind == "adj"


def _first_modifier(out: list[Elem]) -> int:
    """Index in ``out`` of the first modifier of the head that comes next."""
    k = len(out)
    least = max(0, k - _MOST_MODIFIERS)
    while k > least and _is_modifier(out[k - 1]):
        low = out[k - 1].low
        if low.endswith("ly") and len(low) > 4:  # an adverb belongs to the verb
            break
        if low in _NUMBERS and k > 1 and out[k - 2].kind == "quantity":
            break  # "24 nos howitzers"
        k -= 1
    if 0 < k < len(out) and out[k - 1].low in BEFORE_INFINITIVE and _is_verb(out[k]):
        k += 1
    return k


def _is_verb(elem: Elem) -> bool:
    """Whether the word behind "to" is a verb: ``to replace old guns``, not ``to naval guns``."""
    low = elem.low
    if elem.kind != "word" or elem.text[0].isupper() or low in DROPPED_ADJECTIVES:
        return False
    return not low.endswith(ADJECTIVE_ENDS) and "-" not in low


def _count(item: Item, group: list[Elem], quantity: Elem | None, before: Elem | None) -> None:
    """Set the quantity of an item from the count or the article before it."""
    if quantity is not None and quantity.ent is not None:
        value = quantity.ent.value
        if isinstance(value, Quantity):
            item.quantity, item.qualifier = value.value, value.qualifier
    elif before is not None and before.low in ("a", "an", "one") and _is_single(item, before):
        last = next(e for e in reversed(group) if e.kind in ITEM_KINDS)
        if _is_singular(last) and last.low not in _COLLECTIVES:
            item.quantity = 1


def _is_single(item: Item, before: Elem) -> bool:
    """Whether one thing is bought: ``a ship``, and not ``a missile`` of which there are many."""
    return not item.service and (before.low == "one" or item.category not in _SORTS)


def _is_singular(elem: Elem) -> bool:
    if elem.ent is None or elem.kind != "equip":
        return elem.kind in ITEM_KINDS - {"equip"}
    forms = elem.ent.entries.equipment_forms
    return "singular" in forms and "plural" not in forms


def _drops(word: Elem) -> bool:
    """Whether a modifier is no part of what the goods are called."""
    return word.kind == "adj" or word.low in DROPPED_ADJECTIVES


def _measures(elems: list[Elem], i: int) -> bool:
    """``180 towed guns of 155mm/52 calibre``: a calibre behind the goods."""
    return i > 0 and elems[i - 1].low in ("of", "in") and _is_calibre(elems[i])


def _describes(elems: list[Elem], i: int) -> bool:
    """Whether a type word only tells of what sort other goods are, or what is done.

    ``radar equipped jets``, ``anti-submarine warfare``, ``a twin-engine aircraft``,
    ``capability-building``.
    """
    if elems[i].kind != "equip":
        return False
    if i > 1 and elems[i - 1].text in ("-", "/") and elems[i - 2].low in _SORTING:
        return True
    glued = _is_glued(elems, i + 1)
    behind = elems[i + 1 + glued : i + 2 + glued]
    if not behind or behind[0].kind not in ("word", "trigger"):
        return False
    if glued:
        return behind[0].low in _EQUIPPED or behind[0].low.endswith("ing")
    further = elems[i + 2 : i + 3]
    kinds = ITEM_KINDS | {"party"}
    beside = bool(further) and (further[0].kind in kinds or _is_modifier(further[0]))
    return behind[0].low in _EQUIPPED and beside and _is_singular(elems[i])


def _is_model(elems: list[Elem], i: int) -> bool:
    """``the S-300VM is the export version of the S-300``: what goods were made from."""
    k = i - 1
    while k > 1 and elems[k].low in POINTING:
        k -= 1
    if k < 3 or elems[k].low != "of" or elems[k - 1].low not in _MODELS:
        return False
    before = elems[k - 3].low
    return elems[k - 2].low == "export" and (before in POINTING or before == "an")


def _is_calibre(elem: Elem) -> bool:
    """``155mm/52 calibre``: a measure of guns, which names none."""
    return elem.kind == "designation" and _rule(elem) == _CALIBRE


def _is_plural(elem: Elem) -> bool:
    """Whether a designation stands in the plural: ``F-16s``, ``C-130Js``."""
    if elem.kind == "designation":
        return len(elem.text) > 2 and elem.text[-1] == "s" and not elem.text[-2].islower()
    entries = elem.ent.entries if elem.ent else ()
    return bool(entries) and all("plural" in e.forms for e in entries if e.label == "system")


def _name_start(modifiers: list[Elem], group: list[Elem]) -> int:
    """Where the name of goods without a designation begins."""
    return next((m.start for m in modifiers if not _drops(m)), group[0].start)


def _category(named: list[Elem], records: list[schema.Equipment]) -> Category:
    """The category of the named system, of the last type word that tells one, or of the shape."""
    for elem in reversed(named):
        system = record_of(elem, schema.System)
        if system is not None:
            return system.category
    specific = [r for r in records if not r.generic and r.category != "other"]
    if not specific:
        shapes = (e.ent.value for e in named if e.kind == "designation" and e.ent is not None)
        shape = next((value for value in shapes if value is not None), None)
        if shape is not None:
            return cast(Category, shape)
        specific = records
    return specific[-1].category if specific else "other"


def _maker(named: list[Elem], modifiers: list[Elem]) -> str | None:
    """The country whose goods these are: that of the system, else the adjective before them."""
    for elem in named:
        system = record_of(elem, schema.System)
        if system is not None and system.maker_country is not None:
            return system.maker_country
    return next((m.country for m in modifiers if m.kind == "adj"), None)


def _rule(elem: Elem) -> str:
    """The rule that found an element."""
    ent = elem.ent
    if ent is None:
        return ""
    return ent.rule or (ent.entries[0].record.id if ent.entries else "")


def _equipment(elem: Elem) -> Sequence[schema.Equipment]:
    return elem.ent.entries.equipment if elem.ent is not None else ()
