"""Names of goods that no rule lists: in front of a type word, or in quotes."""

from __future__ import annotations

from pipeline.elements import Elem
from pipeline.grammar import DROPPED_ADJECTIVES

ADJECTIVE_ENDS = tuple("al ic ive ary ous ed ing ern ish able less ful".split())
OPENING = frozenset("\"“'‘«")
CLOSING = frozenset("\"”'’»")
# Capitalised words that name no goods.
_NO_NAMES = frozenset(
    """good marine soviet army navy air next new joint multi anti western european african asian
    houthi hamas balkan rebel beyond low small medium strong standard surface combat range light
    advance state internet laser stand-off turbofan line ro-ro tri-service they’re they're beside
    twin anti-radiation""".split()
)


def own_name(modifiers: list[Elem], group: list[Elem]) -> list[Elem]:
    """The name in front of a type word: ``Fennec`` of ``Fennec light helicopters``.

    Letters alone are short for what sort of goods they are: ``six LIFT aircraft``.
    """
    k = 0
    while k < len(modifiers) and modifiers[k].kind == "name":
        k += 1
    if not k or not all(e.text[0].islower() for e in [*modifiers[k:], *group]):
        return []
    word = modifiers[0].text.split()[0]
    first = word.lower()
    plain = first in DROPPED_ADJECTIVES or first in _NO_NAMES or first.endswith(ADJECTIVE_ENDS)
    sort = word.isupper() or word.partition("-")[2][:1].islower()  # "S-band", "Soviet-origin"
    records = [r for e in group for r in (e.ent.entries.equipment if e.ent is not None else ())]
    vague = all(r.service or r.category == "other" for r in records)
    return [] if plain or sort or vague else modifiers[:k]


def quoted_name(out: list[Elem]) -> Elem | None:
    """``Sky Watch`` of ``the "Sky Watch" surveillance system``: a name in quotes at the end."""
    if len(out) < 3 or out[-1].text not in CLOSING or out[-3].text not in OPENING:
        return None
    return out[-2] if out[-2].kind == "name" else None
