"""What an award announcement buys: the noun phrases behind "contract for", as items.

The announcements name goods that no rule lists ("quick engine change assemblies", "marine gas
oil"), so phrases are read by their shape: services told together are one item, goods one each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.elements import Elem, Item
from pipeline.grammar import STOP
from pipeline.numerals import words_value
from pipeline.quantities import Quantity
from pipeline.records import Category

# How an award goes on from its contract to its goods, and what stands there without being goods.
_VERB = (
    "(?:provide|procure|purchase|acquire|buy|produce|manufacture|deliver|supply|construct|build|"
    "design|develop|install|furnish|repair|replace|renovate|upgrade|modernize|remanufacture|"
    "overhaul|maintain|operate|perform|conduct|support|demolish|exercise|test|integrate|assemble|"
    "fabricate|qualify|evaluate|refurbish|remediate)"
)
_TO_GOODS = re.compile(
    rf"\b(?:for|to (?:continue to |fully )?(?P<verb>{_VERB})"
    rf"(?:(?:, and|,| and|/) ?{_VERB}\b){{0,5}}(?: for)?)\s+"
)
_NO_GOODS_BEHIND = re.compile(
    r"(?:(?:an?|the|its|each|both|any|another|additional|this|one|two|three|four|five|six|second|"
    r"third|fourth|fifth|remaining)[ -])*"
    r"(?:\$|firm\b|fixed|cost[- ]|(?:contract )?modifications?\b"
    r"(?= (?:P\d|[A-Z]*\d|\(|under|to\b))|(?:delivery|task) orders?\b|"
    r"(?:unexercised )?options?\b|"
    r"contracts?\b(?! (?:logistics|management|services|closeout))|"
    r"awards?\b|base (?:year|period)|previously|up to \$|foreign military sales? contract|"
    r"multi-year|(?:\w+[- ])?(?:year|month)s?\b|exercise\b|ordering|performance|calendar|"
    r"incremental|definitization|fiscal (?:year )?20\d\d[,.]? (?:and|through|to)\b|"
    r"the (?:government|navy) of)",
    re.IGNORECASE,
)
_PROVIDES = re.compile(
    r"\b(?:(?:[Cc]ontractors?|[Cc]ompany|[Ii]t|[Tt]hey) (?:will|shall|is to)(?: also)? "
    r"(?:provide|deliver|supply|produce|manufacture|perform|procure)|"
    r"(?:[Cc]ontracts?|[Mm]odification|[Oo]ption|[Oo]rder|[Aa]ward|[Ww]ork|[Ee]ffort|action|"
    r"to be performed|exercise) (?:is |are |also )?(?:to (?:provide|acquire|procure)|provides?|"
    r"procures?|(?:will )?include[sd]?)|is (?:for|to (?:provide|acquire|procure)))"
    r"(?: (?:procurement )?for)?\s+"
)
_ENDS = frozenset(
    """for in at with under to by through within aboard that which including include during between
    among as on onto from per via using located required associated needed performed throughout
    against into over after before until while who whose when where is are was were will has have
    being consisting comprising plus such pursuant than if along""".split()
)
_BREAKS = frozenset({",", ";", "and", "or", ":", "as well as"})
_LEADING = frozenset(
    """the a an its their some various additional new continued continuing following related all
    any each both other one-time up to approximately about unexercised of quantity""".split()
)
_TAKING = frozenset(
    """procurement purchase supply production delivery provision acquisition manufacture
    manufacturing fabrication development buy requirement""".split()
)
_TRAILING = frozenset(
    """production development procurement effort efforts program programs programme project
    requirements requirement initiative acquisition contract contracts task delivery
    low-rate full-rate initial and of the - / & purchase""".split()
)
_SERVICES = frozenset(
    """services service support maintenance training sustainment repair repairs overhaul logistics
    dredging research engineering modernization modernisation construction management operations
    operation refurbishment integration testing analysis efforts studies installation
    transportation remanufacture design renovation restoration replacement demolition remediation
    planning availability inspection conversion charter demilitarization disposal nourishment
    improvements improvement alterations rehabilitation works work tasks activities assistance
    evaluation calibration modification modifications overhauls retrofit study lease leasing
    maneuvers cleaning instruction""".split()
)
# Heads that are parts of a system, or something done to it: the system is not what is bought.
_COMPONENTS = frozenset(
    """parts part spares spare kits kit components component engines engine assemblies assembly
    containers container trainers trainer simulators simulator software upgrades upgrade modules
    module subsystems subsystem equipment sets set blades rotors receivers units unit hardware
    tires wheels cases valves pumps covers batteries processors tools training material materials
    facility facilities station stations depot hangar range school center program""".split()
)
_BUILDING = frozenset("design construction conversion".split())
_ABBREVIATED = frozenset("st ft mt inc corp co no u.s".split())
_COUNTS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_FORWARD = frozenset({"for", "to", "on", "of", "in"})
_REACH = 40
_SHORT = 4
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_LONGEST = 14  # words of one name
_LONGEST_LIST = 24  # words of services told together


@dataclass(slots=True)
class _Phrase:
    """One noun phrase: its elements without brackets, and a count told in brackets behind it."""

    elems: list[Elem] = field(default_factory=list)
    count: int | None = None

    @property
    def quantity(self) -> int | None:
        if self.count is not None:
            return self.count
        return next((q for e in self.elems[:2] if (q := _count(e)) is not None), None)


def goods_start(text: str, start: int, end: int) -> int:
    """Where the goods begin in the sentence part ``text[start:end]`` behind "awarded"; -1."""
    for match in _TO_GOODS.finditer(text, start, end):
        verb = match.group("verb")
        if verb == "exercise" and not match.group().rstrip().endswith("for"):
            continue
        if not _NO_GOODS_BEHIND.match(text, match.end(), end):
            return match.end()
    return -1


def provided_start(text: str, start: int, end: int) -> int:
    """Where a later sentence tells what the contractor provides; -1."""
    match = _PROVIDES.search(text, start, end)
    if match is None or _NO_GOODS_BEHIND.match(text, match.end(), end):
        return -1
    return match.end()


def goods_of(elems: list[Elem], text: str) -> list[Item]:
    """The items that the noun phrases at the start of ``elems`` name."""
    phrases = [p for p in _phrases(elems[:_REACH]) if p.elems]
    if not phrases:
        return []
    if _are_services(phrases):
        return [_worked_on(phrases, text) or _service(phrases, text)]
    items: list[Item] = []
    for index, phrase in enumerate(phrases):
        told = phrase.quantity is not None or _named(phrase)
        if index and not told:
            continue
        item = _item(phrase, text)
        if item is not None and not (index and item.service):
            items.append(item)
    for item, after in pairwise(items):
        if item.designated and not item.head and after.designated and after.head:
            item.category = after.category  # "M4 and M4A1 carbines"
    return items


def counted_goods(elems: list[Elem], text: str) -> list[Item]:
    """The goods at the start of ``elems`` that are counted, services left out."""
    found: list[Item] = []
    for phrase in _phrases(elems[: 2 * _REACH]):
        if phrase.quantity is not None and phrase.elems:
            item = _item(phrase, text)
            if item is not None and not item.service:
                found.append(item)
    return found


def _count(elem: Elem) -> int | None:
    """The count that an element tells; "two" of "two yard tugs" looks like a measure to others."""
    value = elem.ent.value if elem.kind == "quantity" and elem.ent is not None else None
    if isinstance(value, Quantity):
        return value.value
    number = words_value(elem.text) if elem.low in _COUNTS else None
    return int(number) if number is not None else None


def _phrases(elems: list[Elem]) -> list[_Phrase]:
    found = [_Phrase()]
    i = 0
    while i < len(elems):
        elem = elems[i]
        if elem.text == "(":
            i = _brackets(elems, i, found[-1])
            continue
        if elem.low.startswith("fiscal") and elem.kind == "date":
            pass  # "for fiscal 2015 dry-docking"
        elif elem.text == "." and elems[i - 1].low in _ABBREVIATED:
            found[-1].elems.append(elem)
        elif elem.low in _BREAKS and elem.kind != "item":
            if found[-1].elems:
                found.append(_Phrase())
        elif _ends(elem):
            if not _goes_on(elem, found):
                break
            found[-1].elems.append(elem)
        elif elem.kind != "punct" or elem.text in "-/&'’–":
            found[-1].elems.append(elem)
        elif elem.text in ".)":
            break
        i += 1
    for phrase in found:
        _trim(phrase)
    return found


def _ends(elem: Elem) -> bool:
    return elem.kind in ("date", "money", "contract", "rolecue") or elem.low in _ENDS


def _goes_on(elem: Elem, found: list[_Phrase]) -> bool:
    """Whether a preposition goes on a phrase that is a bare word of service: "support for X"."""
    words = [e.low for e in found[-1].elems if e.low not in _LEADING]
    if elem.low not in _FORWARD or not words:
        return False
    if elem.low == "for" and all(w in _TAKING or w in _TRAILING for w in words):
        return True  # "low-rate initial production for 144 bombs"
    if len(found) > 1 or len(words) > 2:
        return False
    return words[-1] in _SERVICES and all(w in _SERVICES or w == "technical" for w in words)


def _brackets(elems: list[Elem], i: int, phrase: _Phrase) -> int:
    """Index behind the brackets that open at ``i``; a count alone in them is the phrase's."""
    j = i + 1
    while j < len(elems) and elems[j].text != ")":
        j += 1
    inner = elems[i + 1 : j]
    counts = [c for e in inner if (c := _count(e)) is not None]
    if len(counts) == 1 and len(inner) <= 2:
        phrase.count = counts[0]
    return j + 1


def _trim(phrase: _Phrase) -> None:
    """Drop articles and "procurement of" in front, "production" and the like behind."""
    elems = phrase.elems
    while elems:
        low = elems[0].low
        if low == "of" or (low in _LEADING and elems[0].kind != "quantity"):
            del elems[0]
        elif (taken := _taken(elems)) > 0:
            del elems[:taken]
        elif elems[0].kind == "quantity" and len(elems) > 2 and elems[1].low in ("each", "of"):
            del elems[1]
        else:
            break
    while len(elems) > 1 and elems[-1].low in _TRAILING:
        elems.pop()
    if len(elems) == 1 and (elems[0].low in _TAKING or elems[0].kind == "quantity"):
        elems.clear()


def _taken(elems: list[Elem]) -> int:
    """How many elements at the start only say that something is bought: "production of"."""
    for i, elem in enumerate(elems[:5]):
        if elem.low in ("of", "for"):
            return i + 1 if i and i + 1 < len(elems) else 0
        if elem.low not in _TAKING and elem.low not in _TRAILING:
            return 0
    return 0


def _head(phrase: _Phrase) -> str:
    """The head noun: the last word before "of"."""
    words: list[str] = []
    for elem in phrase.elems:
        if elem.low in ("of", *_FORWARD) and words:
            break
        words += elem.low.split()
    return words[-1] if words else ""


def _named(phrase: _Phrase) -> bool:
    return any(e.item is not None and not e.item.generic for e in phrase.elems)


def _are_services(phrases: list[_Phrase]) -> bool:
    """Whether the phrases together tell services: "operations, maintenance and support"."""
    if any(p.count is not None for p in phrases):
        return False
    if _head(phrases[0]) in _SERVICES:
        return True
    if len(phrases) > 1 and _head(phrases[-1]) in _SERVICES:
        return all(p.quantity is None and _is_plain(p) for p in phrases[:-1])
    return False


def _is_plain(phrase: _Phrase) -> bool:
    """Whether a phrase may only describe a service told behind it: "architectural and"."""
    known = [e.item.category for e in phrase.elems if e.item is not None]
    return all(c in ("other", "service") for c in known) and len(phrase.elems) < _SHORT


def _service(phrases: list[_Phrase], text: str) -> Item:
    """One item for services told together, up to the last phrase that names one."""
    last = max(i for i, p in enumerate(phrases) if _head(p) in _SERVICES)
    item = _make(phrases[0].elems, text, _head(phrases[last]), service=True)
    before = phrases[0]
    for phrase in phrases[1 : last + 1]:
        part = _make(phrase.elems, text, "", service=True)
        if len(item.name.split()) + len(part.name.split()) > _LONGEST_LIST:
            break
        gap = text[before.elems[-1].end : phrase.elems[0].start].split()
        joined = next((f" {w}" for w in gap if w in ("and", "or")), "")
        listed = any("," in w for w in gap) or not joined
        item.name += f"{',' * listed}{joined} {part.name}"
        item.end = part.end
        before = phrase
    return item


def _worked_on(phrases: list[_Phrase], text: str) -> Item | None:
    """Counted goods that the service is done to: "repair of 26 gearboxes"."""
    for phrase in phrases:
        for i, elem in enumerate(phrase.elems[:-2]):
            if elem.low == "of" and _count(phrase.elems[i + 1]) is not None:
                item = _item(_Phrase(phrase.elems[i + 1 :]), text)
                if item is not None and i and phrase.elems[i - 1].low.split()[-1] in _SERVICES:
                    if _head(phrases[0]) not in _BUILDING and item.category != "ship":
                        item.category, item.service = "service", True
                    return item
    return None


def _item(phrase: _Phrase, text: str) -> Item | None:
    """The item of a phrase: a known one where it is the head, else the phrase as it stands."""
    elems = phrase.elems
    if elems and _count(elems[0]) is not None:
        elems = elems[1:]
    if not elems or all(e.kind in ("party", "place", "adj") for e in elems):
        return None
    last = elems[-1].item
    if last is not None and _stands_for(elems, last, text):
        item = replace(last)
    else:
        head = _head(_Phrase(elems))
        item = _make(elems, text, head, service=head in _SERVICES)
        item.category = _category(elems, item)
    if item.quantity is None or phrase.count is not None:
        item.quantity = phrase.quantity
    return item


def _stands_for(elems: list[Elem], last: Item, text: str) -> bool:
    """Whether the item at the end of a phrase is all of what the phrase names."""
    if last.designated:
        return text[last.start : last.end].split()[-1].lower() not in _COMPONENTS
    return len(elems) == 1 or all(e.kind in ("adj", "quantity") for e in elems[:-1])


def _category(elems: list[Elem], item: Item) -> Category:
    """The category of the type words in a phrase, unless a system lends it its own."""
    if item.service:
        return "service"
    known = [e.item for e in elems if e.item is not None]
    plain = [i for i in known if not i.designated and i.category != "service"]
    return plain[-1].category if plain else "other"


def _make(elems: list[Elem], text: str, head: str, service: bool) -> Item:
    """An item named by its elements, with what stands between them but for brackets."""
    parts = elems[:_LONGEST]
    while len(parts) > 1 and (parts[-1].low in STOP or parts[-1].kind == "punct"):
        parts.pop()
    name = parts[0].item.name if parts[0].item and not parts[0].item.designated else parts[0].text
    for before, after in pairwise(parts):
        gap = _BRACKETS.sub("", text[before.end : after.start])
        name += re.sub(r"\s+", " ", gap) + after.text
    return Item(
        start=parts[0].start,
        end=parts[-1].end,
        name=_BRACKETS.sub("", name).strip(" ,;"),
        head=head,
        category="service" if service else "other",
        service=service,
        rule="award.goods",
    )
