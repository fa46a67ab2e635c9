"""Reading the triggers of a sentence: verb or noun, active or passive, finite or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline import rule_ids, schema
from pipeline.clause_words import (
    ADVERB_SKIP,
    AFTER_PARTICIPLE,
    ARTICLES,
    AUXILIARIES,
    BE,
    BEFORE_COMPOUND,
    BEHIND_TEAM,
    HAVE,
    MODALS,
    NOUN_LEFT,
    NOUN_RIGHT,
    NOUN_TOO,
    PRONOUNS,
    RELATIVES,
    TEAM_NOUNS,
)
from pipeline.customers import is_some_customer
from pipeline.elements import is_firm
from pipeline.giving import giving_goods
from pipeline.groups import STOP, Elem
from pipeline.lexicon import NO_SENSES, Senses

_JOINING = frozenset({"and", "&", "/", "-"})
_BEFORE_VERB = MODALS | HAVE
_ATTEMPT = ["in", "a", "bid", "to"]  # to do something, no bid in a tender
_DOING = ("ing", "ed")  # and no name
_BEFORE_NOUN = frozenset({"money", "adj", "quantity", "item", "date", "equip", "trigger"})
_NAMED = frozenset({"party", "name", "person"})
_IS = frozenset({"is", "are", "was", "were"})
_REPORTED = frozenset(
    "order orders sales sale deliveries exports bookings purchases imports".split()
)
_MOVES = tuple(
    """rose rise fell fall grew grow increas declin surg jump climb drop slump slid soar intake
    backlog book growth tumbl""".split()
)
_MOVED = frozenset(
    """rose fell grew shrank shrunk climbed surged dropped jumped declined increased soared slumped
    plunged tumbled doubled tripled quadrupled""".split()
)
_FAVOUR_REACH = 4  # elements
_MOVE_REACH = 10  # elements
_MADE = tuple("good up sure way clear use do possible room it provision provisions".split())
_GROWN = tuple(
    """better worse smaller bigger larger stronger weaker closer older cheaper rid under
    involved away along into""".split()
)
_WITHOUT_OBJECT = {
    "seek": ("over",),
    "engag": ("in", "with"),
    "contribut": ("to", "towards"),
    "mak": _MADE,
    "made": _MADE,
    "get": _GROWN,
    "got": _GROWN,
}
_MAKES = frozenset("make makes made making".split())
_NO_THINGS = frozenset(
    """effort efforts attempt attempts progress headway decision decisions remark remarks comment
    comments claim claims change changes mistake mistakes promise promises preparations""".split()
)
_MADE_REACH = 3  # elements from a verb of making to its object
_BEFORE_NO_OBJECT = frozenset(p for words in _WITHOUT_OBJECT.values() for p in words)
_PLACED = frozenset({rule_ids.SIGN, "deal.place"})
_TRADES = frozenset({rule_ids.BUY, rule_ids.SELL})
_PERCENT = frozenset({"percent", "%", "cent"})
_SHARE_REACH = 5  # elements from a verb to the "of" behind a share
_PARTNERS = frozenset({"partners", "teams"})
_ADJECTIVAL = ("ic", "al", "ing")
_FINITE = frozenset({"base", "s", "past"})
_TASK_REACH = 8  # elements from "was commissioned" to the task
_HIRE_REACH = 5  # elements from "hired" to the firm
_BEHIND_GIVEN = ARTICLES | {"that", "its", "their", "how", "this"}
_NEEDS_GOODS = frozenset({rule_ids.OFFERED, rule_ids.REQUESTED})
_COMPOUND_REACH = 3  # elements before such a noun
_GOODS_REACH = 14  # and behind it
_GOODS_BEHIND = frozenset(
    {"for", "of", "about", "buy", "acquire", "purchase", "procure", "sell", "supply"}
)
_APPOSED = 7  # elements from the comma of an apposition to its noun
_CHOICE_REACH = 3  # elements
_WEIGHING = ("explor", "weigh", "examin", "assess", "study", "studied", "evaluat", "other")
_WORKED = rule_ids.SERVING | {rule_ids.DEVELOP, rule_ids.BUILD, rule_ids.SELL}
_VERSIONS = frozenset("version versions variant variants model models".split())
_ORDINALS = frozenset("first second third fourth last two new".split())
_OWNING = frozenset("its their his her".split())
_BEGUN = frozenset("began begun started continued".split())
_GOING = frozenset("go goes went gone".split())
_NOUN_ALIKE = frozenset({"base", "s"})
_DESCRIBED = frozenset({"item", "trigger", "equip", "date"})


@dataclass(slots=True, eq=False)
class Trig:
    """One trigger as read in its sentence.

    ``records`` are the rules that its word may stand for, ``record`` the one that it does.
    ``paid``: a light verb with a sum in place of its deal noun. ``deal`` is the deal noun of a
    light verb, ``governed`` what hangs on this trigger, ``owner`` what this one hangs on.
    """

    index: int
    record: schema.Trigger
    records: tuple[schema.Trigger, ...]
    noun: bool
    passive: bool = False
    infinitive: bool = False
    gerund: bool = False
    reduced: bool = False
    paid: bool = False
    deal: Trig | None = None
    governed: list[Trig] = field(default_factory=list)
    owner: Trig | None = None


_FLEET_REACH = 12  # elements from "added" to "to its fleet"
_FLEETS = frozenset("fleet inventory arsenal ranks".split())


def find_triggers(elems: list[Elem]) -> list[Trig]:
    """The triggers of a sentence in order, each read as verb or noun with its voice."""
    found: list[Trig] = []
    for i, elem in enumerate(elems):
        if elem.kind != "trigger" or elem.low == "according" or _inside_word(elems, i):
            continue
        if is_some_customer(elems, i) or _is_purpose(elems, i):
            elem.kind = "word"
            continue
        if elem.low == "deal" and is_dealt_with(elems, i):
            continue
        trig = _read(elems, i)
        if trig is not None:
            found.append(trig)
    return found


def _is_purpose(elems: list[Elem], i: int) -> bool:
    """``in order to ship radars``: no order."""
    if elems[i].low != "order" or not i or elems[i - 1].low != "in" or i + 1 == len(elems):
        return False
    return elems[i + 1].low in ("to", "that")


def is_dealt_with(elems: list[Elem], i: int) -> bool:
    """``to deal with rebels``: the verb, which tells of no contract."""
    before = elems[previous_word(elems, i)].low if i else ""
    behind = elems[i + 1].low if i + 1 < len(elems) else ""
    return behind == "with" and (before == "to" or before in MODALS)


def _inside_word(elems: list[Elem], i: int) -> bool:
    """``12 fly-to-buy missiles``, ``(includes 12 for tests)``: no clause of its own.

    Nor is ``100 Made in India guns``.
    """
    if i == 0:
        return False
    before = elems[i - 1]
    if elems[i].low == "made" and i + 2 < len(elems) and elems[i + 1].low == "in":
        return before.kind in ("quantity", "adj") or before.low in ARTICLES
    if elems[i].low == "joint venture" and is_firm(before) and not before.possessive:
        return True  # "signed by the Volta joint venture"
    if before.text == "-":
        return i > 2 and elems[i - 2].low == "to" and elems[i - 3].text == "-"
    short = i > 1 and elems[i - 2].kind == "trigger" and elems[i].text.isupper()
    return before.text == "(" and (short or elems[i].low.startswith("include"))


def noun_like(elem: Elem) -> bool:
    """Whether a trigger's word may be a noun."""
    return elem.ent is not None and bool(elem.ent.entries.nouns)


def verb_like(elem: Elem) -> bool:
    """Whether a trigger's word may be a verb."""
    return elem.ent is not None and bool(elem.ent.entries.verbs)


def previous_word(elems: list[Elem], i: int) -> int:
    """Index of the nearest element before ``i`` that is no adverb, or -1."""
    j = i - 1
    while j >= 0 and (
        elems[j].low in ADVERB_SKIP or (elems[j].low.endswith("ly") and elems[j].kind == "word")
    ):
        j -= 1
    return j


def is_noun_reading(elems: list[Elem], i: int, forms: frozenset[str]) -> bool:
    """Whether a word that is both a noun and a verb, of the given ``forms``, is the noun here."""
    j = previous_word(elems, i)
    after = elems[i + 1] if i + 1 < len(elems) else None
    if j < 0:
        return after is not None and (after.low in NOUN_RIGHT or after.kind == "punct")
    before = elems[j]
    if before.low in ("and", "or") and j > 0 and elems[j - 1].kind == "trigger":
        # "to maintain and upgrade": read like the word it is coordinated with
        return is_noun_reading(elems, j - 1, _senses(elems[j - 1]).verb_forms)
    if before.low in _BEFORE_VERB or (before.low in BE and "ing" in forms):
        return False
    if "base" in forms and before.kind == "trigger" and before.low.endswith(" to"):
        return False  # "agreed to buy"
    if "base" in forms and before.low == "and" and j > 1 and elems[j - 2].low in _GOING:
        return after is not None and after.kind == "punct"  # "to go ahead and order 24 jets"
    if before.low in NOUN_LEFT or before.kind in _BEFORE_NOUN or before.possessive:
        return True
    if before.kind in _NAMED or before.low in PRONOUNS:
        return _noun_behind_name(after, forms)
    if before.kind == "punct":
        return "base" not in forms or (after is not None and after.low in NOUN_RIGHT)
    return True


def _noun_behind_name(after: Elem | None, forms: frozenset[str]) -> bool:
    """``the Embraer order for`` against ``Embraer orders four``."""
    if not forms & _FINITE:
        return False
    if after is None or after.low in NOUN_RIGHT:
        return True
    if "s" in forms or "past" in forms:
        return False
    return not (
        after.kind in ("quantity", "item", "money")
        or after.low in ARTICLES
        or after.low in ("more", "up")
    )


def _senses(elem: Elem) -> Senses:
    return elem.ent.entries if elem.ent is not None else NO_SENSES


def _read(elems: list[Elem], i: int) -> Trig | None:
    senses = _senses(elems[i])
    nouns = senses.nouns
    if nouns and (not senses.verbs or is_noun_reading(elems, i, senses.verb_forms)):
        if _inside_goods(elems, i) or _describes_firm(elems, i, nouns) or is_intake(elems, i):
            return None
        bid = [e.low for e in elems[max(0, i - 2) : i + 2]]
        if _asks_for_nothing(elems, i, nouns) or bid == _ATTEMPT:
            return None
        if elems[i].low.startswith("option") and _is_choice(elems, i):
            return None
        # the more telling noun wins: one that sets the kind of deal
        record = min(nouns, key=lambda r: (r.kind is None, r.id))
        return Trig(i, record, (record,), noun=True)
    return _read_verb(elems, i, senses) if senses.verbs else None


def _is_choice(elems: list[Elem], i: int) -> bool:
    """``to explore options``, ``has three options``, ``falls into the second option``: what may be
    done, and no option of a contract. Nor is ``with two more as an option``.
    """
    before = elems[max(0, i - _CHOICE_REACH) : i]
    lows = [e.low for e in before]
    if lows[-2:] == ["as", "an"] or any(low.startswith(_WEIGHING) for low in lows):
        return True
    chosen = bool(before) and (before[-1].kind == "quantity" or before[-1].low in _ORDINALS)
    return chosen and not any(low in ("with", "plus", "exercised", "exercise") for low in lows)


def _describes_firm(elems: list[Elem], i: int, nouns: Sequence[schema.Trigger]) -> bool:
    """``X, a joint venture between A and B, won``: a venture that is a firm already."""
    if i < 3 or not any(r.id == rule_ids.VENTURE for r in nouns):
        return False
    j = i - 1
    while j > 0 and i - j < _APPOSED and elems[j].text != "," and elems[j].kind != "party":
        j -= 1
    return elems[j].text == "," and elems[j - 1].kind in ("party", "name")


def _asks_for_nothing(elems: list[Elem], i: int, nouns: Sequence[schema.Trigger]) -> bool:
    """``requests for comment``, ``a request to shift the review``: no goods near the noun."""
    if not all(r.id in _NEEDS_GOODS for r in nouns):
        return False
    if any(e.kind == "item" for e in elems[max(0, i - _COMPOUND_REACH) : i]):
        return False
    told = False
    for elem in elems[i + 1 : i + 1 + _GOODS_REACH]:
        if elem.kind == "punct":
            break
        told = told or elem.low in _GOODS_BEHIND
        if told and (elem.kind == "item" or (elem.kind == "trigger" and noun_like(elem))):
            return False
    return True


def is_intake(elems: list[Elem], i: int) -> bool:
    """``first-half orders rose 14 %``, ``sales fell``: what a firm reports of all its business."""
    if elems[i].low not in _REPORTED:
        return False
    if i + 1 < len(elems) and elems[i + 1].low.startswith(_MOVES):
        return True
    if not elems[i].low.endswith("s"):
        return False
    for elem in elems[i + 1 : i + 1 + _MOVE_REACH]:
        if elem.kind in ("punct", "trigger") or elem.low in RELATIVES:
            return False
        if elem.low in _MOVED:
            return True  # "its imports of Italian shells have almost doubled"
    return False


def is_on_order(elems: list[Elem], i: int) -> bool:
    """``four corvettes on order from Rauma``: what somebody waits for."""
    return i > 0 and elems[i].low == "order" and elems[i - 1].low == "on"


def _inside_goods(elems: list[Elem], i: int) -> bool:
    """Whether a deal noun is only part of what goods are called: ``combat delivery airlifters``."""
    if i == 0 or i + 1 >= len(elems) or elems[i + 1].kind != "item":
        return False
    before = elems[i - 1]
    return before.kind == "item" or (before.kind == "word" and before.low not in NOUN_LEFT)


def _read_verb(elems: list[Elem], i: int, senses: Senses) -> Trig | None:
    forms, records = senses.verb_forms, senses.verbs
    if forms == {"ing"} and records[0].id == rule_ids.INCLUDE:
        return None  # "including" only lists
    if _is_noun_part(elems, i, forms) or _foretells(elems, i, records[0].id, forms):
        return None
    if elems[i].low == "given" and _is_preposition(elems, i):
        return None
    if records[0].id == rule_ids.ADD and (forms == {"ing"} or not _adds_to_fleet(elems, i)):
        return None
    if _takes_no_object(elems, i) or _are_partners(elems, i) or _takes_share(elems, i, records):
        return None
    if _is_attribute(elems, i, forms, records[0].id) or _is_placed(elems, i, senses):
        return None
    records = giving_goods(elems, i, records)
    if not records:
        return None
    if records[0].id == rule_ids.COMMISSION and i and elems[i - 1].low in ARTICLES:
        return None  # "as a commissioned Royal Navy ship"
    trig = Trig(i, records[0], records, noun=False)
    j = previous_word(elems, i)
    before = elems[j] if j >= 0 else None
    if records[0].id == rule_ids.SIGN_FOR and before is not None and before.low in BE:
        return None  # "contracts have been signed for Greece to buy"
    if elems[i].low == "flown" and (before is None or before.low != "be"):
        return None  # only what "will be flown by" somebody is for them
    _take_hiring(trig, elems[i + 1 : i + 1 + _HIRE_REACH])
    if trig.record.id == rule_ids.COMMISSION and before is not None and before.low in BE:
        _take_task(trig, elems[i + 1 : i + 1 + _TASK_REACH])
    if "part" in forms and before is not None and before.low in BE:
        trig.passive = True
        trig.infinitive = _infinitive_passive(elems, j) and not _is_to(elems, j)
    elif (
        "base" in forms
        and before is not None
        and (_ends_in_to(before) or _joins_infinitive(elems, j) or _is_let(elems, j))
    ):
        trig.infinitive = not _is_to(elems, j)
    elif forms == {"ing"}:
        behind = elems[i + 1] if i + 1 < len(elems) else None
        compound = behind is not None and behind.kind == "trigger" and noun_like(behind)
        if before is not None and before.low in BE and records[0].light:
            compound = False  # "is placing orders"
        if compound or (before is not None and _makes_a_noun(before)):
            return None  # "a partnering agreement", "a signing"
        # "began receiving" is what somebody did
        trig.gerund = before is None or (before.low not in BE and before.low not in _BEGUN)
    elif "part" in forms and (before is None or before.low not in HAVE):
        after = elems[i + 1] if i + 1 < len(elems) else None
        trig.reduced = trig.passive = _reduced_relative(before, after) or _built_at(elems, i)
    return trig


def _is_attribute(elems: list[Elem], i: int, forms: frozenset[str], rule: str) -> bool:
    """``an upgraded version of the F-16``, ``30 modernised tanks``: what things are like.

    So is ``an updated list``: no work on goods.
    """
    if "part" not in forms or rule not in _WORKED or i == 0 or i + 1 >= len(elems):
        return False
    before, behind = elems[previous_word(elems, i)], elems[i + 1]
    if before.low in ARTICLES and behind.kind == "word" and behind.low not in STOP:
        return True
    described = before.low in ARTICLES or before.low in _ORDINALS or before.low in _OWNING
    described = described or before.kind == "quantity"
    named = behind.kind == "item" or (rule == rule_ids.SELL and behind.kind == "adj")
    return described and (named or behind.low in _VERSIONS)


def _is_placed(elems: list[Elem], i: int, senses: Senses) -> bool:
    """``the recently issued tender``, ``the proposed $1 billion sale``: what a deal is like."""
    if "part" not in senses.verb_forms or i == 0 or i + 1 >= len(elems):
        return False
    ids = {r.id for r in senses.verbs}
    priced = rule_ids.OFFER in ids and elems[i + 1].kind == "money" and i + 2 < len(elems)
    if not priced and ids.isdisjoint(_PLACED):
        return False
    before, behind = elems[previous_word(elems, i)], elems[i + 1 + priced]
    return before.low in ARTICLES and behind.kind == "trigger" and noun_like(behind)


def _adds_to_fleet(elems: list[Elem], i: int) -> bool:
    """``added two frigates to its fleet``, and never ``added that the fleet``."""
    for k in range(i + 2, min(len(elems) - 2, i + _FLEET_REACH)):
        if elems[k].low == "to" and elems[k + 1].low in ("its", "their"):
            return elems[k + 2].low in _FLEETS
        if elems[k].kind == "trigger" or elems[k].text in (",", ";"):
            return False
    return False


def _is_preposition(elems: list[Elem], i: int) -> bool:
    """``given the ban on sales``, ``given that``: no verb."""
    behind = elems[i + 1].low if i + 1 < len(elems) else ""
    j = previous_word(elems, i)
    return behind in _BEHIND_GIVEN and (j < 0 or elems[j].low not in AUXILIARIES)


def _take_hiring(trig: Trig, behind: list[Elem]) -> None:
    """``commissioned Rheinmetall to supply shells``: a firm is hired, no ship put into service.

    ``has subcontracted Brazilian firms``: not the goods, but who makes them.
    """
    if trig.record.id not in (rule_ids.COMMISSION, rule_ids.SUBCONTRACT):
        return
    hire = next((r for r in trig.records if r.id == rule_ids.HIRE), None)
    plain = [e for e in behind if e.kind not in ("adj", "descriptor")]
    while len(plain) > 2 and plain[1].text == "-":
        plain = plain[3:]  # "Adelaide-based Volta"
    firm = next(iter(plain), None)
    if hire is not None and firm is not None and firm.kind == "party" and not firm.possessive:
        trig.record, trig.records = hire, (hire,)


def _take_task(trig: Trig, behind: list[Elem]) -> None:
    """``has been commissioned by Y to supply``, ``was commissioned with``: a firm is hired."""
    lows = [e.low for e in behind]
    hire = next((r for r in trig.records if r.id == rule_ids.HIRE), None)
    k = next((k for k, low in enumerate(lows) if low in ("to", "with")), None)
    if hire is None or k is None or any(e.kind == "trigger" for e in behind[:k]):
        return
    if lows[k] == "with" or any(e.kind == "trigger" for e in behind[k + 1 : k + 2]):
        trig.record, trig.records = hire, (hire,)


def _foretells(elems: list[Elem], i: int, rule: str, forms: frozenset[str]) -> bool:
    """``is expected to sign``: a forecast, where "expects four jets" tells of a deal."""
    behind = elems[i + 1].low if i + 1 < len(elems) else ""
    if rule == rule_ids.DESTINE:
        return behind == "to" and not forms <= {"part", "past"}  # "intends to acquire"
    if rule != rule_ids.EXPECT:
        return False
    j = previous_word(elems, i)
    passive = "part" in forms and j >= 0 and elems[j].low in BE
    return behind == "to" or passive


def _takes_no_object(elems: list[Elem], i: int) -> bool:
    """``engaged in Syria``, ``to make good for lost guns``: nobody is hired, nothing made."""
    behind = elems[i + 1].low if i + 1 < len(elems) else ""
    if elems[i].low in _MAKES and _makes_nothing(elems, i):
        return True
    if elems[i].low.startswith("favo") and any(
        e.kind == "trigger" for e in elems[i + 1 : i + _FAVOUR_REACH]
    ):
        return True  # "who favour the deal"
    if behind not in _BEFORE_NO_OBJECT:
        return False
    return any(elems[i].low.startswith(v) and behind in p for v, p in _WITHOUT_OBJECT.items())


def _makes_nothing(elems: list[Elem], i: int) -> bool:
    """``has made repeated efforts to persuade``, ``made several attempts``: nothing is built."""
    for elem in elems[i + 1 : i + 1 + _MADE_REACH]:
        if elem.low in _NO_THINGS:
            return True
        if elem.kind not in ("word", "adj", "quantity"):
            return False
    return False


def _takes_share(elems: list[Elem], i: int, records: Sequence[schema.Trigger]) -> bool:
    """``imported 10 percent of its arms``, ``to acquire 80% of X's business``: no goods."""
    if not any(r.id in _TRADES for r in records):
        return False
    behind = [e.low for e in elems[i + 1 : i + 1 + _SHARE_REACH]]
    return any(p in _PERCENT and of == "of" for p, of in pairwise(behind))


def _are_partners(elems: list[Elem], i: int) -> bool:
    """``have been strategic partners``: what two states are, and no verb."""
    if elems[i].low not in _PARTNERS:
        return False
    before = elems[previous_word(elems, i)]
    return before.low in BE or (before.kind == "word" and before.low.endswith(_ADJECTIVAL))


def _infinitive_passive(elems: list[Elem], j: int) -> bool:
    """Whether the auxiliaries that end at ``j`` follow ``to``: ``to be supplied``."""
    while j >= 0 and elems[j].low in AUXILIARIES:
        j -= 1
    return j >= 0 and elems[j].low == "to"


def _is_to(elems: list[Elem], j: int) -> bool:
    """``is to buy``, ``are to be signed``: finite, whatever stands before it."""
    while j > 0 and elems[j].low in AUXILIARIES:
        j -= 1
    return j > 0 and elems[j].low == "to" and elems[j - 1].low in _IS


def _ends_in_to(before: Elem) -> bool:
    """``to buy``, ``agreed to buy``, where one rule takes the verb with its particle."""
    return before.low == "to" or (before.kind == "trigger" and before.low.endswith(" to"))


def _is_let(elems: list[Elem], j: int) -> bool:
    """``agreed to let Poland buy``: the party at ``j`` acts."""
    return j > 0 and elems[j].kind == "party" and elems[j - 1].low.endswith(" let")


def _joins_infinitive(elems: list[Elem], j: int) -> bool:
    """Whether the conjunction at ``j`` joins a verb to an infinitive: ``to design and build``."""
    if elems[j].low not in ("and", "or") or j < 2 or elems[j - 1].kind != "trigger":
        return False
    return elems[j - 2].low == "to" and verb_like(elems[j - 1])


def _makes_a_noun(before: Elem) -> bool:
    """Whether an -ing form behind ``before`` is a noun: ``the building``, ``two landing ships``."""
    return before.low in ARTICLES or before.kind in ("quantity", "adj", "item", "money")


def _is_noun_part(elems: list[Elem], i: int, forms: frozenset[str]) -> bool:
    """Whether a base form is part of a noun: ``the support contract``."""
    if i and forms <= _NOUN_ALIKE:
        before = elems[i - 1]
        described = before.low in BEFORE_COMPOUND and before.low != "that"
        if described or before.possessive or before.kind in ("adj", "quantity"):
            return True  # "with other partners", "its supplies"
        if before.kind == "word" and before.low.endswith(_DOING) and i > 1:
            return True  # "beating offers from two rivals"
    if "base" not in forms:
        return False
    if elems[i].low in TEAM_NOUNS and not _teams(elems, i):
        return True  # "other US partner nations"
    if elems[i].low in NOUN_TOO and (i == 0 or elems[i - 1].low not in MODALS):
        return True  # "land forces", "net sales"
    if i:
        before = elems[i - 1]
        if before.low in MODALS or before.low in ADVERB_SKIP:
            return False
        if before.low in BEFORE_COMPOUND or before.possessive or before.kind == "adj":
            return True
    after = elems[i + 1] if i + 1 < len(elems) else None
    if after is not None and after.low in _JOINING and i + 3 < len(elems):
        priced = i > 0 and elems[i - 1].kind == "money"
        if priced and elems[i + 2].kind == "trigger":
            after = elems[i + 3]  # "a $1 billion design and build contract"
    return after is not None and after.kind == "trigger" and noun_like(after)


def _teams(elems: list[Elem], i: int) -> bool:
    """Whether ``partner``, ``team`` is what parties do: ``A and B partner on drones``."""
    if i and elems[i - 1].low in MODALS:
        return True
    after = elems[i + 1].low if i + 1 < len(elems) else ""
    return after in BEHIND_TEAM


def _built_at(elems: list[Elem], i: int) -> bool:
    """``the vessel, built in Romania by Damen, was handed over``."""
    if i == 0 or elems[i - 1].text != "," or i + 1 >= len(elems):
        return False
    return elems[i + 1].low in ("in", "at", "for") and any(
        e.low == "by" for e in elems[i + 2 : i + 6]
    )


def _reduced_relative(before: Elem | None, after: Elem | None) -> bool:
    """``frigates ordered in 2016``, ``a contract awarded to X``: a participle, not a past tense."""
    if before is None:
        return True  # "Ordered in 2016, the helicopters ..."
    if after is None or (after.low not in AFTER_PARTICIPLE and after.kind != "date"):
        return False
    if before.kind in _DESCRIBED:
        return True
    if before.kind == "quantity":
        return after.low in ("from", "by", "under")  # "the first of four ordered from"
    if before.kind == "word" and before.low not in PRONOUNS:
        return True
    if before.kind == "punct" and before.text in (",", "(", "—", "–"):
        return after.low in ("by", "to", "from", "under")
    return before.kind in ("party", "name") and after.low == "by"
