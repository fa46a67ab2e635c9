"""What several make together: partners of one undertaking, of which none sells to the others."""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.context import Hits
from pipeline.mentions import Mention

_TOGETHER = frozenset({"together", "jointly"})
_LICENCES = frozenset({"licence", "license"})
_MAKERS = frozenset({"seller", "maker", "partner"})
_SURE = 0.9  # the weight of a clause that tells who makes goods together


def makes_together(mention: Mention) -> bool:
    """``Kenya and Ghana agreed to build a boat together``: said of a verb of making itself."""
    if mention.rule not in rule_ids.MAKING or not mention.items:
        return False
    told = any(e.low in _TOGETHER for e in mention.elems)
    return told and len(_makers(mention)) > 1


def agrees_to_make(mention: Mention, cues: Hits) -> bool:
    """``A and B have agreed to develop a bomb``: makers who agree, plan or cooperate."""
    joint = cues.has("status.joint", mention.start, mention.end)
    return joint and bool(mention.items) and len(_makers(mention, ("seller",))) > 1


def licenses(mention: Mention) -> bool:
    """``Volta was granted a licence to build the vehicle``: and no licence to export."""
    ids = {t.record.id for t in mention.triggers}
    if ids.isdisjoint(rule_ids.MAKING) or rule_ids.APPROVAL not in ids:
        return False
    return any(e.kind == "trigger" and e.low in _LICENCES for e in mention.elems)


def sign_licence(mention: Mention) -> None:
    """The clause tells a licence granted: who has it and whose design it is are partners."""
    mention.kind, mention.status = "co_production", "signed"
    mention.flags.add("staged")
    for vote in mention.votes:
        if not vote.org.is_public and vote.role in ("approver", "buyer", "seller"):
            vote.role = "partner"


def make_partners(mention: Mention) -> None:
    """The clause tells a joint undertaking, and those that make the goods its partners."""
    mention.weight, mention.kind = _SURE, "co_production"
    makers = _makers(mention)
    for vote in mention.votes:
        if vote.role in _MAKERS or (vote.role == "buyer" and id(vote.org) in makers):
            vote.role = "partner"


def _makers(mention: Mention, roles: frozenset[str] | tuple[str, ...] = _MAKERS) -> set[int]:
    """The organisations that a clause tells to make the goods."""
    return {id(v.org) for v in mention.votes if v.role in roles and v.rule in rule_ids.MAKING}
