"""The stage of a gift: promised, announced or handed over, which its verb alone does not tell."""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.clause_words import COMING
from pipeline.clauses import Trig
from pipeline.groups import Elem
from pipeline.mentions import Mention, before_verb

_GIVEN = frozenset("donated gifted bequeathed gave given".split())
_GIVING = frozenset({rule_ids.DONATE, rule_ids.SUPPLY, rule_ids.TRANSFER})
_ONGOING = frozenset("donating gifting giving sending".split())
_MADE_UP = frozenset("decided decides agreed agrees resolved voted opted committed".split())
_RESOLVED_REACH = 8  # elements: "decided at a meeting on 3 May to"


def has_given(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``donated ten trucks``, ``boats gifted by Japan``: a gift told in the past was made."""
    if verb is None or verb.low not in _GIVEN or root.infinitive:
        return False
    return not any(e.low in COMING for e in before_verb(mention.elems, verb))


def is_announced(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``announced the donation of two boats``, ``agreed to give``: told, and not yet made."""
    if _is_pledge(mention, root, verb) or _is_going_on(mention, root, verb):
        return True
    if root.noun:
        before = mention.elems[: mention.elems.index(verb)] if verb is not None else []
        told = any(e.low.startswith(("announc", "unveil")) for e in before)
        return root.record.id in rule_ids.GIFTS and mention.kind == "transfer" and told
    gives = any(t.record.id == rule_ids.DONATE and t.infinitive for t in root.governed)
    return gives and verb is not None and verb.low.startswith("agree")


def _is_going_on(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``is donating ten trucks``: announced, and under way at most."""
    if verb is None or root.record.id != rule_ids.DONATE or verb.low not in _ONGOING:
        return False
    return any(e.low in ("is", "are") for e in before_verb(mention.elems, verb)[-2:])


def is_resolved(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``has decided to donate``, ``agreed to give``, ``said that it would give``: who gives has
    made up its mind, though nothing is handed over yet.
    """
    if mention.kind != "transfer" or verb is None or root.record.id != rule_ids.DONATE:
        return False
    if any(not v.org.is_public for v in mention.votes):
        return False
    before = [e.low for e in mention.elems[: mention.elems.index(verb)][-_RESOLVED_REACH:]]
    if any(low.split()[0] in _MADE_UP for low in before):
        return before[-1:] == ["to"] or before[-1].endswith(" to")
    return before[-1:] == ["would"] and any(low.startswith("announc") for low in before)


def _is_pledge(mention: Mention, root: Trig, verb: Elem | None) -> bool:
    """``has pledged``, ``will donate``: promised, not given."""
    if verb is None or root.record.id != rule_ids.DONATE:
        return False
    if verb.low.startswith("pledg"):
        return True
    return any(e.low in ("will", "to") for e in before_verb(mention.elems, verb))


def is_promise(mention: Mention, verb: Elem | None) -> bool:
    """``will deliver four jets to Ukraine`` in aid: announced, not handed over."""
    if mention.kind != "transfer" or verb is None or mention.sums:
        return False
    ids = {t.record.id for t in mention.triggers}
    if not ids <= _GIVING or not all(v.org.is_public for v in mention.votes):
        return False
    return any(e.low in ("will", "to") for e in before_verb(mention.elems, verb))
