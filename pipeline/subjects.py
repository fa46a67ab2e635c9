"""Who a trigger is about: its subject, parties coordinated with one, the preposition before one."""

from __future__ import annotations

from pipeline import rule_ids, schema
from pipeline.clause_words import (
    ADVERB_SKIP,
    BE,
    BEFORE_NAMES,
    BOUNDARY,
    CONJUNCTIONS,
    FIRM_GROUPS,
    FRONTING,
    HAVE,
    JOINERS,
    MODALS,
    PLACING,
    PLAN_SKIP,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SEATED,
    STANDING_FOR,
    STATE_GROUPS,
    TEAM_NOUNS,
    TEAMS,
)
from pipeline.clauses import Trig, noun_like, previous_word, verb_like
from pipeline.elements import is_firm, record_of
from pipeline.groups import Elem

# A subject: indexes of its elements, or the pronoun that stands for it.
Subject = tuple[list[int], str | None]
_HEADS = frozenset({"party", "item", "name"})
_SKIPPED = PLAN_SKIP | ADVERB_SKIP
_AUXILIARY = PLAN_SKIP - {"be"} | {"in"}
_DASHES = frozenset({"—", "–"})
_STOPS = frozenset(";:.!?")
_FROM_DOING = frozenset({"of", "from", "into", "in", "for"})
_SUBJECT_REACH = 24  # words
_NAME_REACH = 6
_LISTED_REACH = 24  # goods
_BRACKET_REACH = 40  # elements
_SLICES = frozenset(
    """first last rest remainder all most some half both none batch batches lot series
    tranche""".split()
)
_BEFORE_DOING = frozenset("after before by upon since while when following besides".split())
_SKIPPED_DAYS = frozenset({"on", "also", "now"})
_DOING_REACH = 30  # elements
_FRONT = 8  # elements of a phrase in front of a sentence
_APPOSITION_REACH = 12
_DESCRIBING = frozenset("a an the one part".split())
_OPENS_ASIDE = RELATIVES | frozenset("formerly previously originally once named dubbed".split())
_BEATING = frozenset(
    """beat beats beaten beating outbid outbids outbidding defeated defeats defeating ousted edged
    bested bests saw sees seen triumphed triumphs prevailed prevails fended topped""".split()
)
_BEATING_ENDS = frozenset({"out", "off", "over"})
_ALONG = frozenset({"along", "together", "jointly"})
_OUTER = frozenset({"from", "to", "for", "by"})  # what governs no party that acts itself
_SPOKE = frozenset("said says announced reported confirmed added".split())
_UNNAMED = STATE_GROUPS | FIRM_GROUPS | frozenset({"others", "members"})
_UNNAMED_REACH = 4  # elements: "eight other NATO members"
_ONE_OF = frozenset("of first second third fourth fifth last lead latest final the ,".split())
_MANY = 3  # parties of a list
_PLURAL = frozenset("have are were".split())
_PLAIN_REACH = 3
_TRAVELLED = frozenset("travelled traveled travels went flew flown came headed sailed".split())
_BEFORE_HEAD = frozenset({"adj", "descriptor", "person", "name", "country", "place", "quantity"})
_FRONTING = FRONTING | frozenset("although though while when because if since until".split())
# Nouns that no verb behind them is about: "agreed to explore options to jointly develop",
# "Peru is a customer, and in May began receiving".
_NO_SUBJECT = frozenset({"options", "customer", "buyer"})
_NO_PHRASE = BOUNDARY | PLAN_SKIP


def subject_of(elems: list[Elem], trig: Trig) -> Subject:
    """Indexes of the party or item elements that are the subject, or the pronoun that is.

    Returns ``([], None)`` where the sentence shows none. A firm said only in passing ("company")
    comes back as if it were a pronoun.
    """
    if trig.reduced:
        described = _described(elems, trig.index)
        return (described, None) if described or trig.index else (_fronting(elems, trig), None)
    i = trig.index - 1
    if trig.gerund and i >= 1 and elems[i].low in _FROM_DOING:
        i -= elems[i - 1].low == "out"
        if i >= 1 and elems[i - 1].kind == "party":
            return [i - 1], None  # "to pressure India out of buying", "stop Iran from selling"
    if trig.infinitive and _absolute(elems, i):
        return [i - 1], None
    if trig.gerund and i >= 0 and elems[i].low in _BEFORE_DOING:
        acting = _behind_doing(elems, trig.index)
        if acting:
            return acting, None
    return acting_before(elems, trig.index)


def acting_before(elems: list[Elem], i: int) -> Subject:
    """The subject of the verb, or of the words behind "is in", at ``i``.

    That of the verb before where the two are coordinated: ``Oman bought ten jets and has ordered``.
    """
    before = _behind_date(elems, previous_word(elems, i))
    while before >= 0 and elems[before].low in _AUXILIARY:
        before = _behind_date(elems, previous_word(elems, before))
    if before >= 0 and elems[before].low in ("and", "or", "but", "then"):
        i = _coordinated_verb(elems, before)
    return search_left(elems, i - 1)


def _behind_doing(elems: list[Elem], i: int) -> list[int]:
    """``A day after signing a deal with Peru, Canada ordered a review``: who signed, at the comma.

    Only where nobody is named before the doing at ``i``.
    """
    if any(e.kind in _HEADS for e in elems[:i]):
        return []
    for k in range(i + 1, min(len(elems) - 2, i + _DOING_REACH)):
        if elems[k].text in _STOPS:
            return []
        if elems[k].text != ",":
            continue
        j = k + 1
        while j < len(elems) - 1 and (elems[j].low in BEFORE_NAMES or elems[j].kind == "adj"):
            j += 1
        if elems[j].kind == "party" and not elems[j].possessive and _goes_on_doing(elems, j + 1):
            return [j]
    return []


def _goes_on_doing(elems: list[Elem], k: int) -> bool:
    """Whether a verb follows at ``k``, a day or an adverb aside: no further part of a list."""
    while k < len(elems) - 1 and (elems[k].low in _SKIPPED_DAYS or elems[k].kind == "date"):
        k += 1
    if k >= len(elems):
        return False
    told = elems[k].kind == "word" and elems[k].low.endswith(("s", "ed")) and len(elems[k].low) > 3
    return told or elems[k].low in _SKIPPED or verb_like(elems[k])


def _behind_date(elems: list[Elem], i: int) -> int:
    """``exercised its option and on Tuesday ordered``: the index before such a date at ``i``."""
    if i < 1 or elems[i].kind != "date":
        return i
    return i - 2 if elems[i - 1].low in ("on", "in") else i - 1


def _absolute(elems: list[Elem], i: int) -> bool:
    """``..., with FNSS to deliver 172 vehicles``: a party behind "with" and before "to"."""
    if i < 2 or elems[i].low != "to" or elems[i - 2].low != "with":
        return False
    return elems[i - 1].kind == "party" and (i == 2 or elems[i - 3].text == ",")


def _described(elems: list[Elem], i: int) -> list[int]:
    """What a participle describes: ``the frigates, ordered in 2016``.

    ``the frigate, the first of four being built``: the goods told before the comma.
    """
    i -= 1
    while i >= 0 and (elems[i].kind in ("punct", "date") or elems[i].low in ADVERB_SKIP):
        i -= 1
    if i > 1 and elems[i].kind == "quantity" and elems[i - 1].low == "of":
        first = i - 1
        while first > 0 and elems[first].low in _ONE_OF:
            first -= 1
        i = first if elems[first].kind == "item" else i
    return [i] if i >= 0 and elems[i].kind in ("item", "trigger", "party") else []


def _fronting(elems: list[Elem], trig: Trig) -> list[int]:
    """``Built by Fincantieri, the frigates``: what a participle in front describes."""
    i = trig.index
    if trig.record.id not in rule_ids.MAKING:
        return []
    comma = next((k for k in range(i + 1, min(len(elems), i + _FRONT)) if elems[k].text == ","), 0)
    if not comma:
        return []
    k = comma + 1
    while k < len(elems) and (elems[k].kind in ("adj", "quantity") or elems[k].low in BEFORE_NAMES):
        k += 1
    return [k] if k < len(elems) and elems[k].kind == "item" else []


def search_left(elems: list[Elem], i: int) -> Subject:
    """The nearest head left of ``i`` that no preposition governs, else the nearest at all."""
    fallback: int | None = None
    further: str | None = None
    breaks = words = 0
    i = _before_relative(elems, i)
    while i >= 0 and words <= _SUBJECT_REACH:
        elem = elems[i]
        low = elem.low
        if elem.kind == "punct":
            if elem.text in _STOPS or (breaks and elem.text in _DASHES):
                break
            if elem.text == ")":
                i = _before_brackets(elems, i)
                continue
            breaks += elem.text == "," or elem.text in _DASHES
        elif low not in _SKIPPED and not (elem.kind == "trigger" and low.endswith(" to")):
            if low in RELATIVES and not words:
                return _relative_head(elems, i)
            if low in BOUNDARY:
                break
            if not words and elem.kind == "word" and low in PRONOUNS:
                speakers = _speakers(elems, i) if low == "they" else []
                return speakers, None if speakers else low
            if further is None and low in _ACTING and elems[i + 1].low in PLAN_SKIP:
                further = low  # "that it will proceed with its plan to acquire"
            named = elem.kind in _HEADS or (elem.kind == "trigger" and noun_like(elem))
            if elem.kind == "name" and elems[i + 1].low in _UNNAMED:
                named = False  # "four other NATO members"
            if named and low not in _NO_SUBJECT:
                prep = preposition_of(elems, i)
                beaten = _beaten(elems, i) if prep is None and elem.kind == "party" else -1
                if beaten >= 0:
                    i = beaten
                    continue
                if prep is None and not elem.possessive and not _appositive(elems, i):
                    return [*coordinate_left(elems, i), *_companions(elems, i + 1)], None
                away = prep in PLACING or prep == "from" or _travelled_to(elems, i)
                if fallback is None and not away:
                    fallback = i
            elif elem.kind == "descriptor" and i and elems[i - 1].low in ("the", "this", "its"):
                return [], "company"
            words += 1
        i -= 1
    if fallback is None:
        return [], further
    return [fallback], None


def _travelled_to(elems: list[Elem], i: int) -> bool:
    """``The minister travelled to Denmark to receive the jets``: a place, where nobody acts."""
    return i > 1 and elems[i - 1].low == "to" and elems[i - 2].low in _TRAVELLED


def _companions(elems: list[Elem], i: int) -> list[int]:
    """``Volta, along with Israel's Rafael, will supply``: who acts with who is before ``i``."""
    i += i < len(elems) and elems[i].text == ","
    if i + 2 >= len(elems) or elems[i].low not in _ALONG or elems[i + 1].low != "with":
        return []
    i += 2
    while i < len(elems) - 1 and (_joins_right(elems[i]) or elems[i].possessive):
        i += 1
    return coordinate_right(elems, i) if elems[i].kind == "party" else []


def _beaten(elems: list[Elem], i: int) -> int:
    """``Volta beat Saab and Thales to win an order``: the index before "beat"; else -1."""
    if not any(e.low in _BEATING for e in elems[:i]):
        return -1
    j = coordinate_left(elems, i)[0] - 1
    while j > 0 and (
        elems[j].kind in ("adj", "descriptor") or elems[j].possessive or elems[j].low == "the"
    ):
        j -= 1
    j -= j > 0 and elems[j].low in _BEATING_ENDS  # "beat out Saab", "prevailed over Thales"
    return j - 1 if elems[j].low in _BEATING else -1


def _before_brackets(elems: list[Elem], i: int) -> int:
    """Index before the bracket that the one at ``i`` closes; before ``i`` where none opens."""
    reach = range(i - 1, max(-1, i - 1 - _BRACKET_REACH), -1)
    return next((k for k in reach if elems[k].text == "("), i) - 1


def _speakers(elems: list[Elem], i: int) -> list[int]:
    """``A and B said on Monday they agreed``: who "they" at ``i`` are, if two or more speak."""
    spoke = i - 1 - (elems[i - 1].low == "that")
    if spoke > 0 and elems[spoke].kind == "date":
        spoke -= 1 + (elems[spoke - 1].low == "on")
    if spoke < 1 or elems[spoke].low not in _SPOKE:
        return []
    found, _ = search_left(elems, _behind_date(elems, spoke - 1))
    return found if len(found) > 1 else []


def _before_relative(elems: list[Elem], i: int) -> int:
    """``Safran, which makes the Shakti engine, will supply``: the index before such a clause.

    Where no clause between commas stands before the verb, ``i``.
    """
    comma = i
    while comma >= 0 and elems[comma].low in _SKIPPED:
        comma -= 1
    if comma < 0 or elems[comma].text != ",":
        return i
    for j in range(comma - 1, max(0, comma - _SUBJECT_REACH), -1):
        if elems[j].text in _STOPS:
            break
        if elems[j - 1].text == "," and (elems[j].low in _OPENS_ASIDE or _is_done(elems[j])):
            return j - 2
    return i


def _is_done(elem: Elem) -> bool:
    """A participle that opens words set off by commas: ``the trucks, paid for by Qatar, were``."""
    if elem.kind == "trigger" and elem.ent is not None:
        return elem.ent.entries.trigger_forms >= {"part"}
    return elem.kind == "word" and (elem.low.endswith("ed") or elem.low in ("worth", "built"))


def _relative_head(elems: list[Elem], i: int) -> Subject:
    """What the relative pronoun at ``i`` stands for: the next head before it.

    ``France and Spain, which have signed``: each of them, as the verb tells; of three or more each
    also where the verb may be of one or of many, ``Peru, Chile and Oman, which signed``.
    """
    verb = elems[i + 1].low if i + 1 < len(elems) else ""
    several = verb in _PLURAL
    either = not several and verb.endswith("ed")
    i -= 1
    while i >= 0 and (elems[i].kind == "punct" or elems[i].low in PREPOSITIONS):
        i -= 1
    while i >= 0 and (
        (elems[i].kind not in _HEADS and elems[i].kind != "trigger")
        or (i > 1 and elems[i].kind == "name" and elems[i - 1].low in PLACING)
    ):
        i -= 1  # "Bisalloy Steel in Wollongong, who will supply"
    if (several or either) and i >= 0 and elems[i].kind == "party":
        listed = coordinate_left(elems, i)
        if several or (len(listed) >= _MANY and preposition_of(elems, listed[0]) is None):
            return listed, None
    return ([i] if i >= 0 else []), None


def _coordinated_verb(elems: list[Elem], i: int) -> int:
    """Index of the verb that the one behind the conjunction at ``i`` is coordinated with.

    "agreed to acquire one ship and build three": the subject of the first is that of the second.
    """
    for j in range(i - 1, -1, -1):
        if elems[j].text == ";" or elems[j].low in ("that", "said"):
            break
        if elems[j].kind == "trigger" and verb_like(elems[j]):
            return j
    return i + 1


def _appositive(elems: list[Elem], i: int) -> bool:
    """Whether the party at ``i`` is an apposition to one before the comma on its left."""
    j = i - 1
    while j >= 0 and elems[j].kind != "punct":
        if elems[j].kind in ("party", "trigger") or elems[j].low in ("and", "or"):
            return False
        j -= 1
    if _heads_headline(elems, [j - 1, i]) or _goes_on_unnamed(elems, i):
        return False
    if elems[0].low in _FRONTING and not any(e.text == "," for e in elems[1:j]):
        return False  # "Although not named by the Commission, Peru has bought"
    return (
        j > 0
        and elems[j].text == ","
        and elems[j - 1].kind in ("party", "name")
        and preposition_of(elems, j - 1) is None
    )


def coordinate_left(elems: list[Elem], i: int) -> list[int]:
    """``A, B and C``: all parties coordinated with the one at ``i``, left to right."""
    if elems[i].kind != "party" and not _is_namesake(elems[i]) and not beside_firm(elems, i):
        return [i]
    found = [i]
    j = i - 1
    while j > 0 and _joins_left(elems, j):
        described = _apposition_left(elems, j)
        if described >= 0:
            found.insert(0, described)
            j = described - 1
            continue
        j = _owner_of(elems, j - 1)
        elem = elems[j]
        after = elems[j + 1].low
        joined = after in JOINERS or after in ("the", "of") or after in TEAMS
        named = _is_namesake(elem) or (elem.kind == "party" and not elem.possessive)
        if named and joined and _acts(elems, i) and _right_behind(elems, j):
            break
        if named and after == "," and (_fronted(elems, j) or _is_seat(elems, j, found[0])):
            break
        if named and joined:
            found.insert(0, j)
            j -= 1
    listed = _has_and(elems, found) or _heads_headline(elems, found) or _goes_on_unnamed(elems, i)
    return found if listed else [i]


def _fronted(elems: list[Elem], j: int) -> bool:
    """``On behalf of Italy and Spain, the agency``: a phrase in front, no part of the subject."""
    k = j
    while k > 0 and (elems[k].kind in ("party", "adj") or elems[k].low in ("and", "the", ",")):
        k -= 1
    return k > 1 and elems[k].low == "of" and elems[k - 1].low == "behalf"


def _apposition_left(elems: list[Elem], j: int) -> int:
    """Index of ``A`` in ``A, a maker of armour, and B`` for the comma at ``j``; else -1."""
    if elems[j].text != "," or elems[j + 1].low not in CONJUNCTIONS:
        return -1
    for k in range(j - 1, max(0, j - _APPOSITION_REACH), -1):
        if elems[k].kind == "trigger" or elems[k].text in (";", "."):
            return -1
        if elems[k].text == ",":
            named = elems[k - 1].kind == "party" and not elems[k - 1].possessive
            return k - 1 if named and elems[k + 1].low in _DESCRIBING else -1
    return -1


def _is_namesake(elem: Elem) -> bool:
    """Whether a name that is an ordinary word too may be the firm that the rules know by it."""
    return elem.kind == "name" and record_of(elem, schema.Company) is not None


def beside_firm(elems: list[Elem], i: int) -> bool:
    """Whether the name at ``i`` is coordinated with a firm: ``Bharat Forge and Kallisto``."""
    if elems[i].kind != "name" or i < 2 or elems[i - 1].low not in CONJUNCTIONS:
        return False
    return is_firm(elems[i - 2])


def _heads_headline(elems: list[Elem], found: list[int]) -> bool:
    """``Poland, Hanwha sign deal``: parties that open a headline, before a verb in the plural."""
    if len(found) < 2 or found[0] > 0 or found[-1] + 1 >= len(elems):
        return False
    verb = elems[found[-1] + 1]
    return (
        verb.kind == "trigger"
        and verb.ent is not None
        and any("base" in e.forms for e in verb.ent.entries)
    )


def _goes_on_unnamed(elems: list[Elem], i: int) -> bool:
    """``Peru, Chile and eight other countries``: a list ends in those that are not named."""
    k = i + 1 + (elems[i + 1].text == "," if i + 1 < len(elems) else 0)
    if k + 2 >= len(elems) or elems[k].low not in CONJUNCTIONS:
        return False
    for elem in elems[k + 1 : k + 1 + _UNNAMED_REACH]:
        if elem.low in _UNNAMED:
            return True
        if elem.kind not in ("quantity", "word", "adj", "name"):
            return False
    return False


def _joins_left(elems: list[Elem], j: int) -> bool:
    elem = elems[j]
    return (
        elem.low in JOINERS
        or elem.low in ("the", "both", "a", "its", "their", "his", "counterpart")
        or (elem.low == "country" and elem.possessive)
        or elem.low in TEAMS
        or (elem.low == "of" and j > 0 and elems[j - 1].low in TEAMS)
        or elem.kind in ("adj", "descriptor")
        or (elem.kind == "word" and elems[j + 1].kind == "descriptor")
        or (elem.low in SEATED and elems[j - 1].text == "-")
        or (elem.text == "-" and elems[j + 1].low in SEATED)
    )


def _has_and(elems: list[Elem], found: list[int]) -> bool:
    return any(elems[k].low in CONJUNCTIONS for k in range(found[0], found[-1]))


def coordinate_right(elems: list[Elem], i: int) -> list[int]:
    """All parties coordinated with the one at ``i`` on its right, left to right."""
    found = [i]
    j = i + 1
    while j + 1 < len(elems) and elems[j].low in JOINERS:
        k = j
        joined = False
        while k < len(elems) and _joins_right(elems[k]):
            joined = joined or elems[k].low in CONJUNCTIONS
            k += 1
        if k == len(elems) or elems[k].kind != "party" or (elems[k].possessive and not joined):
            break
        if (_acts(elems, k) or _opens_clause(elems, j, k)) and _right_behind(elems, i):
            break  # "from KAI and Chile ordered 30 howitzers", "from KAI, and Chile will get"
        if not joined and k + 1 < len(elems) and elems[k + 1].low in _SPOKE:
            break  # "for the United States and Australia, the Pentagon said"
        found.append(k)
        j = k + 1
    return found if _has_and(elems, found) else [i]


def _right_behind(elems: list[Elem], i: int) -> bool:
    """Whether a preposition that governs no subject stands right before the party at ``i``."""
    j = i - 1
    while j >= 0 and (elems[j].low == "the" or elems[j].kind in ("adj", "descriptor")):
        j -= 1
    return j >= 0 and elems[j].low in _OUTER


def _acts(elems: list[Elem], i: int) -> bool:
    """Whether the party at ``i`` opens a clause: a verb and what is counted stand behind it."""
    if i + 2 >= len(elems) or elems[i + 1].kind != "trigger" or not verb_like(elems[i + 1]):
        return False
    return elems[i + 2].kind in ("quantity", "item", "equip")


def _opens_clause(elems: list[Elem], j: int, k: int) -> bool:
    """``, and Chile will be supplied with``: a comma before, a verb of its own behind."""
    behind = elems[k + 1].low if k + 1 < len(elems) else ""
    return elems[j].text == "," and (behind in BE | HAVE or (behind in MODALS and behind != "to"))


def _joins_right(elem: Elem) -> bool:
    return elem.low in JOINERS or elem.low in ("the", "with") or elem.kind in ("adj", "descriptor")


def _first_listed(elems: list[Elem], i: int) -> int:
    """The first of the goods that are listed up to those at ``i``, or of the last few of them."""
    for _ in range(_LISTED_REACH):
        before = _listed_before(elems, i)
        if before is None:
            break
        i = before
    return i


def _listed_before(elems: list[Elem], i: int) -> int | None:
    """``for 24 vehicles and 12 mortars``: the goods listed before those at ``i``."""
    if elems[i].kind != "item":
        return None
    j = i - 1
    while j > 0 and elems[j].kind in ("quantity", "adj"):
        j -= 1
    j -= j > 0 and elems[j].low in CONJUNCTIONS and elems[j - 1].text == ","
    joined = j > 0 and j < i - 1 and (elems[j].low in CONJUNCTIONS or elems[j].text == ",")
    return j - 1 if joined and elems[j - 1].kind == "item" else None


_ACTING = frozenset({"it", "they"})
# Words whose "of" tells when or where something happens.
_OCCASIONS = frozenset("sidelines margins eve wake aftermath outskirts coast".split())


def preposition_of(elems: list[Elem], i: int) -> str | None:
    """The preposition that governs the group at ``i``, if one does."""
    i = _first_listed(elems, i)
    j = i - 1
    if j > 0 and elems[j].text == "," and elems[j - 1].kind == "party" and _in_list(elems, i):
        if _is_seat(elems, j - 1, i):
            return None
        return preposition_of(elems, j - 1)  # "with A, B and C"
    steps = 0
    while j >= 0 and steps < _NAME_REACH:
        elem = elems[j]
        low = elem.low
        if low in RELATIVES or low in ("it", "them"):
            return None  # "a deal under which 31 drones will be bought", "under it Peru will"
        if low in PREPOSITIONS and low == "at" and elems[j + 1].low in ("least", "most"):
            j -= 1  # "at least five frigates"
            continue
        if low in PREPOSITIONS:
            if low == "of" and j and elems[j - 1].low in _OCCASIONS:
                return None  # "27 jets on the sidelines of the French visit"
            if low == "of" and j and elems[j - 1].low in STANDING_FOR and not _describes(elems, j):
                return preposition_of(elems, j - 1)  # "a consortium of A and B signed"
            if (
                low == "of"
                and j
                and (elems[j - 1].kind == "quantity" or elems[j - 1].low in _SLICES)
            ):
                return preposition_of(elems, j - 1)  # "the last of 24 vehicles was handed over"
            return low
        if low in ("and", "&"):
            # coordination: the preposition stands before the first of them
            joined = j > 0 and elems[j - 1].kind == "party"
            if joined and elems[i].kind == "item":
                return None  # "rifles went to the army and five boats will be sent to the navy"
            outer = preposition_of(elems, _owner_of(elems, j - 1)) if joined else None
            return None if outer in _OUTER and _acts(elems, i) else outer
        if low == "," and j and elems[j - 1].kind == "descriptor":
            j -= 1  # "with two manufacturers, A and B"
            continue
        if low == "-" and elems[j + 1].low in SEATED:
            j -= 1  # "from Tampere-based Sensorix"
            continue
        if not _inside_phrase(elem, steps):
            return None
        j -= 1
        steps += 1
    return None


def _describes(elems: list[Elem], of: int) -> bool:
    """``ADSB, a subsidiary of EDGE Group``: who owns the firm named before the comma."""
    if of < 4 or elems[of - 2].low not in ("a", "an"):
        return False
    return elems[of - 3].text == "," and elems[of - 4].kind == "party"


def _is_seat(elems: list[Elem], place: int, i: int) -> bool:
    """``At the port of Lomé, Damen and the Navy signed``: a place in front, no part of a list."""
    seat, other = elems[place].org, elems[i].org
    if seat is None or seat.kind != "country" or other is None or other.kind == "country":
        return False
    prep = preposition_of(elems, place)
    return prep in PLACING or prep == "of"


def _owner_of(elems: list[Elem], i: int) -> int:
    """Index of the firm in ``Origin Robotics of Latvia`` for its state at ``i``; else ``i``."""
    org = elems[i].org
    if i < 2 or org is None or org.kind != "country" or elems[i - 1].low != "of":
        return i
    firm = elems[i - 2].org
    return i - 2 if firm is not None and not firm.is_public else i


def _in_list(elems: list[Elem], i: int) -> bool:
    """Whether a list of parties goes on behind the one at ``i``."""
    if elems[i].kind != "party" or i + 1 >= len(elems) or elems[i + 1].low not in JOINERS:
        return False
    return len(coordinate_right(elems, i)) > 1


def _inside_phrase(elem: Elem, steps: int) -> bool:
    """Whether an element may stand between a preposition and the head that it governs."""
    if elem.kind in _BEFORE_HEAD or elem.low in BEFORE_NAMES:
        return True
    if elem.kind == "party":
        return elem.possessive
    worded = elem.kind == "word" or elem.low in TEAM_NOUNS  # "to NATO partner Greece"
    plain = worded and elem.text[0].islower() and elem.low not in _NO_PHRASE
    return plain and steps < _PLAIN_REACH
