"""The parliament or cabinet that consents to what its state buys, named apart from the purchase.

"Norway signed a contract for 12 radars ... Parliament had given its consent in June."
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.acting_bodies import bodies_of, buying_state, vote_for
from pipeline.drafts import Draft, Sentence, draft_kind
from pipeline.entities import Ent
from pipeline.mentions import Vote
from pipeline.parties import ACTING_KINDS, CONSENTING_KINDS, Registry

_STATE_WEIGHT = 0.4
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
    around: Sequence[Sentence],
    ents: Sequence[Ent],
    registry: Registry,
    text: str,
    home: str | None,
) -> None:
    """Add the bodies of the buying state that sentences ``around`` a deal tell to consent.

    ``home``: the state of bodies that are named without one.
    """
    kind = draft_kind(draft)
    if kind == "transfer":
        _name_giver(draft, registry)
    if kind in ("foreign_military_sale", "transfer"):
        return
    buyers = [v.org for v in draft.votes if v.role in ("buyer", "beneficiary", "side")]
    code = buying_state((org for org in buyers if org.is_public), home)
    if code is None:
        return
    for sentence in around:
        for ent, org in bodies_of(
            ents, sentence.start, sentence.end, code, registry, CONSENTING_KINDS, lower=True
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
            vote_for(draft, ent, org, "approver", "approver.body")


def _name_giver(draft: Draft, registry: Registry) -> None:
    """``The Croatian parliament approved the donation of``: its state gives, where none else does.

    A government that approves what it gives is the giver itself.
    """
    if any(v.role in ("seller", "side", "partner") for v in draft.votes):
        return
    takers = {v.org.country for v in draft.votes if v.role != "approver"}
    approving = [v for v in draft.votes if v.role == "approver" and v.org.country not in takers]
    for vote in approving if takers - {None} else ():
        country = registry.country_by_code(vote.org.country) if vote.org.country else None
        if vote.org.kind in ACTING_KINDS:
            vote.role = "seller"
        elif vote.org.kind in CONSENTING_KINDS and country is not None:
            draft.votes.append(Vote(country, "seller", _STATE_WEIGHT, vote.elem, "approver.giver"))
