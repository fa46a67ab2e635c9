"""Sentences as sequences of groups: parties, items, sums, dates, triggers, words.

The second and third stage of the cascade (Hobbs et al. 1997): names become basic groups, and
adjacent ones complex groups ("Poland's Ministry of National Defence", "the Slovak company X",
"three KC-130J tankers"). Clause rules see groups only, never raw tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.asides import (
    DEGREES,
    drop_aliases,
    drop_degrees,
    drop_halves,
    drop_manners,
    drop_owners,
    drop_ownership,
    drop_remarks,
    drop_sorts,
    drop_tickers,
    drop_ways_of_making,
    join_companions,
    join_makers,
)
from pipeline.elements import Elem, Item, Reader
from pipeline.entities import Ent
from pipeline.grammar import STOP
from pipeline.item_groups import ItemGroups
from pipeline.lexicon import Lexicon
from pipeline.many_bodies import free_owners, name_givers, name_lawmakers, name_sides, name_states
from pipeline.name_groups import drop_dateline, group_names, name_listed_firms
from pipeline.parties import Registry
from pipeline.party_groups import PartyGroups

__all__ = ["STOP", "Elem", "Grouper", "Item"]


class Grouper:
    """Builds the groups of one article's sentences, in order, sharing one registry of parties."""

    def __init__(
        self, lexicon: Lexicon, registry: Registry, text: str, ents: Sequence[Ent]
    ) -> None:
        self.registry = registry
        self.text = text
        self._reader = Reader(text, ents)
        self._parties = PartyGroups(lexicon, registry, text, ents)
        self._items = ItemGroups(text, ents)

    def sentence(self, start: int, end: int) -> list[Elem]:
        """The groups of ``text[start:end]``."""
        elems = drop_tickers(drop_dateline(self._reader.read(start, end)))
        words = {elem.low for elem in elems}  # by which a reader tells that it has nothing to do
        if not words.isdisjoint(DEGREES):
            elems = drop_degrees(elems)
        elems = drop_ways_of_making(elems, words)
        elems = drop_halves(group_names(elems, self.text, self.registry))
        elems = name_states(self._parties.group(elems), self.registry, words)
        elems = name_sides(name_givers(elems, self.registry, words), self.registry, words)
        elems = name_lawmakers(elems, self.registry, words)
        if self.text.find("s and ", start, end) > 0:
            elems = free_owners(elems)
        elems = drop_owners(drop_remarks(join_companions(elems, words)), words)
        elems = drop_ownership(elems, words)
        elems = join_makers(drop_sorts(elems, words), words)
        elems = drop_manners(drop_aliases(self._items.group(elems)))
        return name_listed_firms(elems, self.registry)

    def tells(self, start: int, end: int) -> bool:
        """Whether a sentence can tell a deal anything: a trigger, a sum, a date, a number."""
        return self._reader.tells(start, end)
