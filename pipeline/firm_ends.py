"""Where the name of a firm ends, and whether the words around tell that it is one."""

from __future__ import annotations

from pipeline import schema
from pipeline.elements import Elem, record_of
from pipeline.grammar import STOP
from pipeline.lexicon import Lexicon

# Behind the state of a firm, where no noun goes on: "WASS S.r.l., Italy for".
BEHIND_SEAT = frozenset(", ; . ) for at to on has will was is".split())
_BEHIND_BRANCH = BEHIND_SEAT | frozenset("had were would have said announced signed won".split())
_FIRM_PARTS = frozenset({"name", "company", "org", "word"})
_GOODS = frozenset({"equip", "system", "designation", "quantity"})


def in_company_context(elems: list[Elem], i: int, j: int) -> bool:
    """Whether the words around tell that a name is a firm's."""
    if j > i + 1:
        return True
    if i and elems[i - 1].kind in ("descriptor", "adj", "country"):
        return True
    if elems[i].possessive and j < len(elems) and elems[j].kind in _GOODS:
        return True  # "Patria's armoured vehicle"
    return j < len(elems) and (
        elems[j].kind == "descriptor" or elems[j].low in ("has", "said", "will", "won")
    )


def is_branch(elems: list[Elem], j: int) -> bool:
    """``Embraer Portugal has won``: a state behind a firm's name, and no noun behind both."""
    if j + 1 >= len(elems) or elems[j].kind != "country" or elems[j].possessive:
        return False
    return elems[j].start == elems[j - 1].end + 1 and _ends_name(elems[j + 1])


def _ends_name(elem: Elem) -> bool:
    """Whether no name goes on with a word: punctuation, a function word, a verb."""
    if elem.kind == "trigger" and elem.ent is not None:
        found = [e.record for e in elem.ent.entries]
        return all(isinstance(r, schema.Trigger) and r.pos == "verb" for r in found)
    return elem.low in _BEHIND_BRANCH or (elem.kind in ("word", "date") and elem.low in STOP)


def extends_company(elems: list[Elem], j: int, lexicon: Lexicon) -> bool:
    """Whether the element at ``j`` belongs to the firm's name that ends before it."""
    elem = elems[j]
    if elems[j - 1].possessive:
        return False
    after = elems[j + 1] if j + 1 < len(elems) else None
    if elem.text == ",":
        # "Lockheed Martin, as a release said" is no "Odense Maritime, AS"
        if after is None or (after.text.isalpha() and after.text.islower()):
            return False
        return _is_legal_form(after.low, lexicon)
    if elem.low == "and":
        return after is not None and _goes_on(elems[j - 1], after, lexicon)
    if elem.text == "&":
        return after is not None and after.text[0].isupper() and after.kind in _FIRM_PARTS
    if not elem.text[0].isupper():
        return False
    if elem.kind in ("name", "word", "descriptor", "equip"):
        last = elem.low.split()[-1]
        return (
            last in lexicon.legal
            or last + "." in lexicon.legal
            or last in lexicon.heads
            or elems[j - 1].text == "&"
        )
    return (
        elem.kind == "country"
        and not elem.possessive
        and after is not None
        and extends_company(elems, j + 1, lexicon)
    )


def _goes_on(before: Elem, after: Elem, lexicon: Lexicon) -> bool:
    """``Twiga Services and Logistics``, ``Reiser Simulation and Training GmbH``: one name."""
    heads, words = lexicon.heads, after.low.split()
    known = record_of(after, schema.Company) is not None
    if known or after.kind in ("item", "trigger") or not after.text[0].isupper():
        return False
    told = words[0] in heads and all(w in heads or _is_legal_form(w, lexicon) for w in words)
    return told and before.low.split()[-1] in heads and after.org is None


def _is_legal_form(low: str, lexicon: Lexicon) -> bool:
    legal = lexicon.legal
    return low in legal or low.rstrip(".") + "." in legal
