"""Words that stand for a state named before: ``the country``, ``the Gulf state``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline import schema
from pipeline.elements import Elem
from pipeline.entities import Ent
from pipeline.grammar import STOP

NATIONS = frozenset({"country", "nation", "kingdom", "sultanate", "emirate"})
# These stand for a state only behind the name of a region: "the Gulf state".
STATES = frozenset({"state", "republic", "monarchy"})
_REGIONS = frozenset(
    """west east north south central western eastern northern southern southeast south-east african
    asian american latin european nordic scandinavian baltic balkan gulf persian arab arabian
    middle andean caribbean pacific mediterranean caucasian alpine himalayan""".split()
)
_SPOKEN = frozenset({"our", "my"})
_NEAR = 200  # characters to the adjective that tells of whom the words speak


def state_of(ent: Ent) -> str | None:
    """The state that a span names outright."""
    if ent.label not in ("country", "demonym", "capital"):
        return None
    return next((e.record.code for e in ent.entries if isinstance(e.record, schema.Country)), None)


def most_named(states: Counter[str]) -> str | None:
    """The state that is named at least twice as often as any other, if one is."""
    first, *rest = states.most_common(2) or [("", 0)]
    return first[0] if first[1] and (not rest or first[1] >= 2 * rest[0][1]) else None


def describes(elem: Elem) -> bool:
    """Whether an element may describe a state: ``island`` or ``Gulf`` before "nation"."""
    if elem.kind in ("name", "place", "party"):
        return tells_region(elem)
    return elem.kind == "word" and elem.text[0].isalpha() and elem.low not in STOP


def tells_region(elem: Elem) -> bool:
    """Whether an element is ``Baltic`` or ``West African`` of ``the West African country``."""
    return _REGIONS.issuperset(elem.low.split())


class States:
    """The states that an article names: how often, where, and which its parties so far are of."""

    def __init__(self, ents: Sequence[Ent]) -> None:
        self._told = [(ent.start, code) for ent in ents if (code := state_of(ent))]
        self.counts = Counter(code for _, code in self._told)
        self.named: Counter[str] = Counter()

    def meant(self, start: int, words: Sequence[Elem], out: Sequence[Elem]) -> str | None:
        """The state that ``words`` at ``start`` stand for: the one named most often before them.

        ``out`` is what their sentence holds before. ``France gave the West African nation jets``:
        told by its region, it is one that its sentence does not name.
        """
        here: set[str | None] = set()
        if any(tells_region(e) for e in words):
            here = {e.country for e in out if e.kind == "party"}
        others = [code for code in self.named if code not in here] or list(self.named)
        if others:
            return max(reversed(others), key=lambda each: (self.named[each], self.counts[each]))
        # "the Czech minister announced": an adjective alone
        near = (code for at, code in reversed(self._told) if start - _NEAR < at < start)
        found = next(near, None) or most_named(self.counts)
        if found is None and out and out[-1 - len(words)].low in _SPOKEN:
            # "Our country will receive", the Kazakh minister said
            found = next((code for at, code in self._told if at > start), None)
        return found
