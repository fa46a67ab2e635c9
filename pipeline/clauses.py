"""Reading triggers in a sentence: verb or noun, active or passive, and where their arguments are."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline import schema
from pipeline.groups import Elem

BE = frozenset("is are was were be been being am get gets got getting 's".split())
HAVE = frozenset("has have had having".split())
MODALS = frozenset("will would shall should can could may might must to".split())
NOUN_LEFT = frozenset(
    """a an the this that these those its his her their our new another first second third follow-on
    followon export major large huge big repeat initial firm any each every separate similar recent latest
    previous earlier prior current further subsequent additional proposed potential possible planned
    such landmark multi-year multiyear annual billion million formal final military defence defense
    joint bilateral government-to-government g2g commercial production development support
    of in on for under by after from with during before regarding no 's""".split()
)
NOUN_RIGHT = frozenset(
    "of for from with to worth by valued between under was is were has will would that which".split()
)
ADVERB_SKIP = frozenset(
    """also now then already recently officially formally reportedly successfully jointly subsequently
    finally just still soon currently never not ever initially first eventually only likely yet
    today yesterday earlier previously since""".split()
)
PLAN_SKIP = frozenset(
    """will would shall should can could may might must to has have had is are was were be been being
    plans plan planned planning intends intend intended wants want wanted hopes hope hoped aims aim
    expects expected expecting set due scheduled likely looking look looks seeking seek seeks sought
    agreed agrees agree decided decides considering considers ready about able going committed
    keen willing eager poised preparing prepares prepared moved moving moves need needs began begun
    started start opted slated obliged required obligated contracted authorized authorised
    continues continued continue vowed promised pledged offered tasked hired responsible for do does did
    recently nearing close""".split()
)
BOUNDARY = frozenset(
    """that said says say while because but although though whereas if whether when where until unless
    ; : — – -- . ! ? after before since as""".split()
)
BREAKS = frozenset(
    ", ; : — – -- and but while after before which who that when as following where".split()
)
PREPOSITIONS = frozenset(
    "from to with for by between among of via through under in at on against into near within without".split()
)
PRONOUNS = {
    "it": "any",
    "they": "any",
    "he": "person",
    "she": "person",
    "both": "sides",
    "which": "relative",
    "who": "relative",
    "that": "relative",
    "we": "any",
    "each": "any",
}


@dataclass(slots=True, eq=False)
class Trig:
    """One trigger as read in its sentence."""

    index: int
    record: schema.Trigger
    records: tuple[schema.Trigger, ...]
    noun: bool
    passive: bool = False
    infinitive: bool = False
    gerund: bool = False
    reduced: bool = False
    deal: Trig | None = None
    governed: list[Trig] = field(default_factory=list)
    owner: Trig | None = None


def _entries(elem: Elem) -> list[tuple[schema.Trigger, frozenset[str]]]:
    if elem.ent is None:
        return []
    return [(e.record, e.forms) for e in elem.ent.entries if isinstance(e.record, schema.Trigger)]


def _previous(elems: list[Elem], i: int) -> int:
    """Index of the nearest element before ``i`` that is no adverb, or -1."""
    j = i - 1
    while j >= 0 and (
        elems[j].low in ADVERB_SKIP or (elems[j].low.endswith("ly") and elems[j].kind == "word")
    ):
        j -= 1
    return j


def is_noun_reading(elems: list[Elem], i: int, forms: frozenset[str]) -> bool:
    """Whether a word that is both a noun and a verb form is the noun here."""
    j = _previous(elems, i)
    before = elems[j] if j >= 0 else None
    after = elems[i + 1] if i + 1 < len(elems) else None
    if before is not None:
        if before.low in ("and", "or") and j > 0 and elems[j - 1].kind == "trigger":
            # "to maintain and upgrade": read like the word it is coordinated with
            return is_noun_reading(elems, j - 1, _all_forms(elems[j - 1]))
        if before.low == "to":
            return False
        if before.low in MODALS or before.low in HAVE:
            return False
        if (
            before.low in NOUN_LEFT
            or before.kind in ("money", "adj", "quantity", "item", "date", "equip")
            or before.possessive
        ):
            return True
        if before.kind == "trigger":
            return True
        if before.kind in ("party", "name", "person") or before.low in PRONOUNS:
            if before.low == "that" or not forms & {"base", "s", "past"}:
                return False
            if after is None or after.low in NOUN_RIGHT:
                return True
            if "s" in forms or "past" in forms:
                return False
            return not (
                after.kind in ("quantity", "item", "money")
                or after.low in ("a", "an", "the", "more", "up")
            )
        if before.kind == "punct":
            return not (forms & {"base"}) or (after is not None and after.low in NOUN_RIGHT)
        return True
    return after is not None and (after.low in NOUN_RIGHT or after.kind == "punct")


def _all_forms(elem: Elem) -> frozenset[str]:
    return frozenset().union(*(f for r, f in _entries(elem) if r.pos == "verb"))


def find_triggers(elems: list[Elem]) -> list[Trig]:
    """The triggers of a sentence, each read as verb or noun with its voice."""
    found: list[Trig] = []
    for i, elem in enumerate(elems):
        if elem.kind != "trigger" or elem.low == "according":
            continue
        entries = _entries(elem)
        nouns = [(r, f) for r, f in entries if r.pos == "noun"]
        verbs = [(r, f) for r, f in entries if r.pos == "verb"]
        if nouns and verbs:
            forms = frozenset().union(*(f for _, f in verbs))
            if is_noun_reading(elems, i, forms):
                verbs = []
            else:
                nouns = []
        if nouns:
            record = min(nouns, key=lambda e: (e[0].kind is None, e[0].id))[0]
            found.append(Trig(i, record, (record,), noun=True))
        elif verbs:
            trig = _read_verb(elems, i, verbs)
            if trig is not None:
                found.append(trig)
    return found


def _read_verb(
    elems: list[Elem], i: int, verbs: list[tuple[schema.Trigger, frozenset[str]]]
) -> Trig | None:
    forms = frozenset().union(*(f for _, f in verbs))
    records = tuple(r for r, _ in verbs)
    if forms == {"ing"} and records[0].id == "deal.include":
        return None  # "including" only lists
    if _is_noun_part(elems, i, forms):
        return None
    trig = Trig(i, records[0], records, noun=False)
    j = _previous(elems, i)
    before = elems[j] if j >= 0 else None
    after = elems[i + 1] if i + 1 < len(elems) else None
    if "part" in forms and before is not None and before.low in BE:
        trig.passive = True
        k = j
        while k >= 0 and elems[k].low in BE | HAVE | ADVERB_SKIP:
            k -= 1
        trig.infinitive = k >= 0 and elems[k].low == "to"
    elif "base" in forms and before is not None and before.low == "to":
        trig.infinitive = True
    elif forms == {"ing"}:
        trig.gerund = before is None or before.low not in BE
        if before is not None and (
            before.low in ("a", "an", "the") or before.kind in ("quantity", "adj", "item", "money")
        ):
            return None
    elif "part" in forms and (before is None or before.low not in HAVE):
        trig.reduced = _reduced_relative(elems, i, before, after)
        trig.passive = trig.reduced
    return trig


def _is_noun_part(elems: list[Elem], i: int, forms: frozenset[str]) -> bool:
    """Whether a base form is part of a noun: ``the support contract``, ``technology transfer deal``."""
    if "base" not in forms:
        return False
    before = elems[i - 1] if i else None
    after = elems[i + 1] if i + 1 < len(elems) else None
    if before is not None and (before.low in MODALS or before.low in ADVERB_SKIP):
        return False
    if before is not None and (
        before.low in _ARTICLES or before.possessive or before.kind == "adj"
    ):
        return True
    return after is not None and after.kind == "trigger" and _noun_like(after)


_ARTICLES = frozenset("a an the its their this that of for in on under new other".split())


def _reduced_relative(elems: list[Elem], i: int, before: Elem | None, after: Elem | None) -> bool:
    """``frigates ordered in 2016``, ``a contract awarded to X``: a participle, not a past tense."""
    if before is None:
        return True  # "Ordered in 2016, the helicopters ..."
    if (
        after is not None
        and after.low in ("by", "to", "from", "under", "in", "for", "via")
        or (after is not None and after.kind in ("date",))
    ):
        if before.kind in ("item", "trigger", "equip", "date"):
            return True
        if before.kind in ("word",) and before.low not in PRONOUNS:
            return True
        if before.kind == "punct" and before.text in (",", "(", "—", "–"):
            return after.low in ("by", "to", "from", "under")
        return before.kind in ("party", "name") and after.low == "by"
    return False


def subject_of(elems: list[Elem], trig: Trig) -> tuple[list[int], str | None]:
    """Indexes of the party or item elements that are the subject, or the pronoun that is.

    Returns ``([], None)`` where the sentence shows none.
    """
    i = trig.index - 1
    if trig.reduced:
        while (
            i >= 0
            and elems[i].kind in ("punct", "date")
            or (i >= 0 and elems[i].low in ADVERB_SKIP)
        ):
            i -= 1
        return (
            ([i], None) if i >= 0 and elems[i].kind in ("item", "trigger", "party") else ([], None)
        )
    before = _previous(elems, trig.index)
    if before >= 0 and elems[before].low in ("and", "or", "but", "then"):
        i = _coordinated_verb(elems, before) - 1
    fallback: int | None = None
    commas = 0
    words = 0
    while i >= 0:
        elem = elems[i]
        low = elem.low
        if elem.kind == "punct":
            if elem.text == ",":
                commas += 1
            elif elem.text in ";:.!?" or elem.text in ("—", "–"):
                if commas == 0 and elem.text in ("—", "–", ")"):
                    commas += 1
                else:
                    break
            i -= 1
            continue
        if low in PLAN_SKIP or low in ADVERB_SKIP:
            i -= 1
            continue
        if low in ("which", "who", "that") and words == 0:
            # relative clause: the subject is what stands before it
            i -= 1
            while i >= 0 and (elems[i].kind == "punct" or elems[i].low in PREPOSITIONS):
                i -= 1
            while i >= 0 and elems[i].kind not in ("party", "item", "name", "trigger"):
                i -= 1
            return ([i], None) if i >= 0 else ([], None)
        if low in BOUNDARY:
            break
        if low in ("latter", "former"):
            return _of_two(elems, i), None
        if elem.kind == "word" and low in PRONOUNS and words == 0:
            return [], low
        if elem.kind in ("party", "item", "name", "trigger"):
            if elem.kind == "trigger" and not _noun_like(elem):
                i -= 1
                words += 1
                continue
            prep = preposition_of(elems, i)
            head = prep is None and not elem.possessive
            if head and not _appositive(elems, i):
                return coordinate_left(elems, i), None
            if fallback is None and prep not in ("in", "at", "on", "near", "under", "against"):
                fallback = i
        if elem.kind == "descriptor" and i and elems[i - 1].low in ("the", "this", "its"):
            return [], "company"
        words += 1
        if words > 24:
            break
        i -= 1
    if fallback is not None:
        return [fallback], None
    return [], None


def _of_two(elems: list[Elem], i: int) -> list[int]:
    """The party that "the former" or "the latter" stands for: of the two named last before it."""
    named = [j for j in range(i) if elems[j].kind == "party"]
    if len(named) < 2:
        return []
    return [named[-2] if elems[i].low == "former" else named[-1]]


def _coordinated_verb(elems: list[Elem], i: int) -> int:
    """Index of the verb that the one behind the conjunction at ``i`` is coordinated with.

    "agreed to acquire one ship and build three": the subject of the first is that of the second.
    """
    for j in range(i - 1, -1, -1):
        if elems[j].text == ";" or elems[j].low in ("that", "said"):
            break
        if elems[j].kind == "trigger" and any(r.pos == "verb" for r, _ in _entries(elems[j])):
            return j
    return i + 1


def _noun_like(elem: Elem) -> bool:
    return any(r.pos == "noun" for r, _ in _entries(elem))


def _appositive(elems: list[Elem], i: int) -> bool:
    """Whether the party at ``i`` stands in an apposition to a party before the comma on its left."""
    j = i - 1
    while j >= 0 and elems[j].kind != "punct":
        if elems[j].kind in ("party", "trigger") or elems[j].low in ("and", "or"):
            return False
        j -= 1
    return (
        j > 0
        and elems[j].text == ","
        and elems[j - 1].kind in ("party", "name")
        and preposition_of(elems, j - 1) is None
    )


def coordinate_left(elems: list[Elem], i: int) -> list[int]:
    """``A, B and C``: all parties coordinated with the one at ``i``, left to right."""
    found = [i]
    j = i - 1
    while j > 0 and (
        elems[j].low in ("and", "&", ",", "or", "/")
        or elems[j].low in ("the", "both", "adj")
        or elems[j].kind in ("adj", "descriptor")
        or (elems[j].kind == "word" and elems[j + 1].kind == "descriptor")
    ):
        j -= 1
        if (
            elems[j].kind == "party"
            and elems[j + 1].low in ("and", "&", ",", "or", "/", "the")
            and not elems[j].possessive
        ):
            if elems[found[0]].kind != "party":
                break
            found.insert(0, j)
            j -= 1
    return found if len(found) == 1 or _has_and(elems, found) else [i]


def _has_and(elems: list[Elem], found: list[int]) -> bool:
    return any(elems[k].low in ("and", "&", "or", "/") for k in range(found[0], found[-1]))


def coordinate_right(elems: list[Elem], i: int) -> list[int]:
    """All parties coordinated with the one at ``i`` on its right."""
    found = [i]
    j = i + 1
    while j + 1 < len(elems) and elems[j].low in ("and", "&", ",", "or", "/"):
        k = j
        joined = False
        while k < len(elems) and (
            elems[k].low in ("and", "&", ",", "or", "/", "the", "with")
            or elems[k].kind in ("adj", "descriptor")
        ):
            joined = joined or elems[k].low in ("and", "&", "or", "/")
            k += 1
        if k < len(elems) and elems[k].kind == "party" and not (elems[k].possessive and not joined):
            found.append(k)
            j = k + 1
            continue
        break
    return found if len(found) == 1 or _has_and(elems, found) else [i]


_TEAMS = frozenset(
    "consortium consortia team joint-venture group grouping alliance partnership duo trio".split()
)


def preposition_of(elems: list[Elem], i: int) -> str | None:
    """The preposition that governs the group at ``i``, if one does."""
    j = i - 1
    steps = 0
    while j >= 0 and steps < 6:
        elem = elems[j]
        if elem.low in PREPOSITIONS:
            if elem.low == "of" and j and elems[j - 1].low in _TEAMS:
                return preposition_of(elems, j - 1)  # "a consortium of A and B signed"
            return elem.low
        if elem.kind in (
            "adj",
            "descriptor",
            "person",
            "name",
            "country",
            "place",
            "quantity",
        ) or elem.low in (
            "the",
            "a",
            "an",
            "its",
            "their",
            "and",
            "&",
            "both",
            "state-owned",
            "state-run",
            "local",
        ):
            if elem.low in ("and", "&"):
                # coordination: the preposition stands before the first of them
                k = j - 1
                if k >= 0 and elems[k].kind == "party":
                    return preposition_of(elems, k)
                return None
            j -= 1
            steps += 1
            continue
        if elem.kind == "party" and elem.possessive:
            j -= 1
            steps += 1
            continue
        if elem.text == "," and j and elems[j - 1].kind == "descriptor":
            j -= 1  # "with two manufacturers, A and B"
            continue
        if (
            elem.kind == "word"
            and elem.text[0].islower()
            and elem.low not in BOUNDARY
            and steps < 3
            and elem.low not in PLAN_SKIP
        ):
            j -= 1
            steps += 1
            continue
        return None
    return None
