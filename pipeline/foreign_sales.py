"""Contracts that one state's military awards for another.

"Volta was awarded a $90 million contract for radars for Peru, the Pentagon said": under foreign
military sales the Pentagon is the buyer, and Peru gets the goods.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline import rule_ids
from pipeline.acting_bodies import bodies_of, vote_for
from pipeline.drafts import Draft, Sentence
from pipeline.entities import Ent
from pipeline.parties import Registry

_BUYS_FOR_OTHERS = "USA"  # no other state's military announces what it orders for others
_BODIES = frozenset({"ministry", "procurement_agency", "armed_service", "command"})
_AWARDED = frozenset({rule_ids.AWARD, rule_ids.WIN, rule_ids.GO_TO})
_SAYS = re.compile(r"(?:[’']s)?,? (?:has |also )?(?:said|says|announced|confirmed|disclosed)\b")
_SAID = re.compile(r"\b(?:[Aa]ccording to|said|announced by|statement (?:from|by)) (?:the )?$")
_NEAR = 40  # characters
_RULE = "buyer.announces-award"


def name_awarder(
    draft: Draft, sentences: Sequence[Sentence], ents: Sequence[Ent], registry: Registry, text: str
) -> None:
    """Make the body that announces a firm's award for another state its buyer."""
    won = any(
        v.role == "seller" and v.rule in _AWARDED and not v.org.is_public for v in draft.votes
    )
    if not won:
        return
    taking = [v for v in draft.votes if v.role in ("buyer", "beneficiary")]
    abroad = all(v.org.country not in (None, _BUYS_FOR_OTHERS) for v in taking)
    orders = any(v.role == "buyer" and v.rule in rule_ids.BUYING for v in taking)
    if not taking or not abroad or orders:
        return
    for index in sorted({m.sentence for m in draft.mentions if m.rule in _AWARDED}):
        start, end = sentences[index].start, sentences[index].end
        for ent, org in bodies_of(ents, start, end, _BUYS_FOR_OTHERS, registry, _BODIES):
            before = text[max(start, ent.start - _NEAR) : ent.start]
            if not _SAYS.match(text, ent.end, end) and not _SAID.search(before):
                continue
            for vote in taking:
                vote.role = "beneficiary"
            vote_for(draft, ent, org, "buyer", _RULE)
            return
