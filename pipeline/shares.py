"""What firms of a deal do besides: parts of it by others, more by the seller, who sells with it."""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.drafts import Draft, draft_kind
from pipeline.mentions import Mention
from pipeline.parties import same_party
from pipeline.telling import TAKING, own_sums

_UNDERTAKING = frozenset({"will", "is", "are", "to", "shall", "by"})
_RIVALS = frozenset({"rival", "rivals", "competitor", "competitors"})
_PARTS = frozenset({"engine", "electronics", "sensor"})  # what other firms add to goods


def is_share(mention: Mention, focus: Draft) -> bool:
    """``MTU will supply the engines``: another firm's part of the deal in focus.

    The votes become those of a maker, and its components no items of the deal.
    """
    if mention.rule not in rule_ids.SHARING or own_sums(mention):
        return False
    if not mention.flags.isdisjoint(("past", "other")):
        return False
    firms = [v.org for v in mention.votes]
    if not firms or any(o.is_public for o in firms):
        return False
    if any(v.role in TAKING for v in mention.votes):
        return False  # "built beside a ferry for Olsen"
    if any(i.designated and i.category not in _PARTS for i, _ in mention.items):
        return False
    sellers = [o for o in focus.orgs("seller", "side", "partner", "maker") if not o.is_public]
    if not sellers or any(same_party(f, o) for f in firms for o in sellers):
        return False
    words = {e.low for e in mention.elems}
    if not words & _UNDERTAKING or words & _RIVALS:
        return False
    for vote in mention.votes:
        vote.role = "subcontractor"
    mention.items.clear()
    mention.flags.add("weak")
    return True


def is_team(mention: Mention, focus: Draft) -> bool:
    """``picked Volta ... Volta, which teams up with Sensa``: they sell together.

    The votes become those of sellers, and the clause tells no memorandum.
    """
    if mention.rule != rule_ids.TEAM or mention.items or mention.sums:
        return False
    sellers = focus.orgs("seller")
    if any(v.org.is_public for v in mention.votes):
        return False
    if not any(same_party(v.org, s) for v in mention.votes for s in sellers):
        return False
    if not any(o.is_public for o in focus.orgs("buyer", "side", "beneficiary")):
        return False
    for vote in mention.votes:
        vote.role = "seller"
    mention.kind = draft_kind(focus)
    return True


def is_more(mention: Mention, focus: Draft) -> bool:
    """``It will also provide eight simulators``: more from the seller of the deal in focus."""
    if mention.rule not in rule_ids.SHARING or mention.sums or not mention.votes:
        return False
    if not mention.flags.isdisjoint(("past", "other", "weak")):
        return False
    if any(i.designated for i, _ in mention.items) or "planned" in focus.statuses:
        return False
    sellers = focus.orgs("seller", "side", "partner")
    votes = mention.votes
    if mention.definite and any(v.role == "seller" for v in votes):
        # "under the contract, X will deliver the radars to Y": a firm that fits them in
        votes = [v for v in votes if v.role != "buyer" or v.org.is_public]
    more = (
        all(v.role == "seller" for v in votes)
        and all(any(same_party(v.org, s) for s in sellers) for v in votes)
        and any(e.low in _UNDERTAKING for e in mention.elems)
    )
    if more:
        mention.votes = votes
    return more
