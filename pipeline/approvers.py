"""The parliament or cabinet that consents to what its state buys, named apart from the purchase.

"Norway signed a contract for 12 radars ... Parliament had given its consent in June."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.acting_bodies import bodies_of
from pipeline.drafts import Draft, Sentence, draft_kind
from pipeline.elements import Elem
from pipeline.end_users import Tellers, around_deal
from pipeline.entities import Ent
from pipeline.mentions import Vote
from pipeline.parties import CONSENTING_KINDS, Registry

_WEIGHT = 0.3
_NEXT = 4  # characters: "the Bundestag's budget committee"
_CONSENT = (
    r"(?:approv|clear|consent|ratif|authori[sz]|endors|back|assent|go-ahead|green[ -]light|nod\b"
    r"|vot|agreed to|releas|signed off|permission)"
)
# "gave its backing", "is expected to vote", "of parliament", "approved by the cabinet"
# but not "proposed that parliament approve it"
_CONSENTS = re.compile(
    rf"(?! approve\b)(?:[’']s)?(?: \w+)? ?[^.;:]{{0,50}}?\b{_CONSENT}", re.IGNORECASE
)
_CONSENTED = re.compile(
    rf"\b{_CONSENT}\w*(?: [\w-]+){{0,3}} (?:by|of|from|in|to)"
    r"(?: the| its| [A-Z]\w+[’']s| [A-Z]\w+)* $",
    re.IGNORECASE,
)
_OF_DEAL = re.compile(
    r"\b(?:deals?|contracts?|agreements?|purchases?|acquisition|procurement|project|program|programme"
    r"|plan|order|orders|fund|funds|funding|money|financing|credit|loan|sale|switch|it|this|step"
    r"|steps)\b",
    re.IGNORECASE,
)
_OF_BUDGET = re.compile(
    r"\bbudget\b(?! committee)|\b(?:laws?|bills?|legislation|sanctions)\b", re.IGNORECASE
)


def name_approvers(
    draft: Draft,
    told: Tellers,
    sentences: Sequence[Sentence],
    ents: Sequence[Ent],
    registry: Registry,
    text: str,
    home: str | None,
) -> None:
    """Add the consenting bodies of the buying state that sentences near a deal tell to consent."""
    if draft_kind(draft) in ("foreign_military_sale", "transfer"):
        return
    buyers = [v.org for v in draft.votes if v.role in ("buyer", "beneficiary", "side")]
    states = {org.country or (home if org.generic else None) for org in buyers if org.is_public}
    if len(states) != 1 or None in states:
        return
    (code,) = states
    for sentence in around_deal(draft, told, sentences):
        for ent, org in bodies_of(
            ents, sentence.start, sentence.end, str(code), registry, CONSENTING_KINDS, lower=True
        ):
            before, after = text[sentence.start : ent.start], text[ent.end : sentence.end]
            consents = _CONSENTS.match(after) or _CONSENTED.search(before)
            if (
                not consents
                or not _OF_DEAL.search(before + after)
                or _OF_BUDGET.search(before + after)
            ):
                continue
            if any(0 <= ent.start - v.elem.start < len(v.elem.text) + _NEXT for v in draft.votes):
                continue  # has a vote already, or the body that it is part of
            elem = Elem("party", ent.start, ent.end, ent.text, ent.text.lower(), ent, org)
            draft.votes.append(Vote(org, "approver", _WEIGHT, elem, "approver.body"))
