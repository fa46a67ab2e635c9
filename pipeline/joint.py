"""What several make together: partners of one undertaking, of which none sells to the others."""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.clause_words import ARTICLES
from pipeline.context import Hits
from pipeline.elements import Elem
from pipeline.mentions import Mention

_TOGETHER = frozenset({"together", "jointly"})
_BEFORE_VENTURE = ARTICLES | frozenset({"new", "joint", "local"})
_FORMING = frozenset(
    """form formed forming up establish established establishing create created creating launch
    launched launching""".split()
)
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
    makers = {id(v.org) for v in mention.votes if v.role == "seller"}
    return joint and bool(mention.items) and len(makers) > 1


def signs_to_make(mention: Mention) -> bool:
    """``Saab and Embraer signed an agreement under which the jet will be assembled in Brazil``."""
    sides = [v for v in mention.votes if v.role == "side"]
    if len({id(v.org) for v in sides}) < 2 or len(sides) < len(mention.votes):
        return False
    signed = mention.rule == rule_ids.SIGN and not any(v.org.is_public for v in sides)
    return signed and any(rule in rule_ids.MAKING for _, rule in mention.items)


def forms_venture(mention: Mention) -> bool:
    """``A and B agreed to form a joint venture to develop a jet``: formed, and none that won."""
    elems = mention.elems
    for k, elem in enumerate(elems):
        if not mention.start <= elem.start < mention.end or not _is_venture(elem):
            continue
        while k and elems[k - 1].low in _BEFORE_VENTURE:
            k -= 1
        if k and elems[k - 1].low.split(" ")[-1] in _FORMING:
            return True
    return False


def _is_venture(elem: Elem) -> bool:
    nouns = elem.ent.entries.nouns if elem.kind == "trigger" and elem.ent is not None else ()
    return any(noun.id == rule_ids.VENTURE for noun in nouns)


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
        if (
            vote.role in _MAKERS
            or vote.role == "side"
            or (vote.role == "buyer" and id(vote.org) in makers)
        ):
            vote.role = "partner"


def _makers(mention: Mention) -> set[int]:
    """The organisations that a clause tells to make the goods."""
    return {id(v.org) for v in mention.votes if v.role in _MAKERS and v.rule in rule_ids.MAKING}
