"""Money that one state gives or lends another for goods.

``Moscow granted Jakarta a loan of $1 billion to buy jets``: who lends takes part, who borrows buys.
"""

from __future__ import annotations

from pipeline import rule_ids
from pipeline.clauses import Trig
from pipeline.goods import wanted_goods
from pipeline.links import object_end
from pipeline.mentions import Clause
from pipeline.subjects import preposition_of

_LENDING = frozenset(
    {rule_ids.AWARD, rule_ids.ACCORD, rule_ids.EXERCISE, rule_ids.DONATE, rule_ids.OFFER}
    | {rule_ids.SUPPLY}
)
_LOANS = frozenset({"loan", "loans", "loan of", "credit", "credits", "financing", "line of credit"})
_LOAN_REACH = 9  # elements from the verb to the loan
_TAKER_REACH = 4  # elements behind a loan to who gets it
_WEIGHT = 0.9


def read_loan(clause: Clause, trig: Trig, subject: list[int]) -> list[int] | None:
    """Count who lends and who borrows; the latter, or ``None`` where nothing is lent."""
    if trig.record.id not in _LENDING or trig.passive or not _buys_with(trig):
        return None
    elems, stop = clause.elems, min(clause.end, trig.index + _LOAN_REACH)
    loan = _loan(clause, trig, stop)
    if loan is None or not subject:
        return None
    taker = next(
        (
            k
            for k in range(trig.index + 1, min(clause.end, loan + 1 + _TAKER_REACH))
            if elems[k].kind == "party"
            and not elems[k].possessive
            and preposition_of(elems, k) in (None, "to", "for")
        ),
        None,
    )
    org = elems[taker].org if taker is not None else None
    if taker is None or org is None or not org.is_public:
        return None
    clause.mention.flags.add("lent")
    for index in subject:
        clause.vote(index, "partner", _WEIGHT, trig.record.id)
    clause.vote(taker, "buyer", _WEIGHT, trig.record.id)
    return [taker]


def _loan(clause: Clause, trig: Trig, stop: int) -> int | None:
    """Where the word for the loan stands behind a verb; its sum behind ``lend``."""
    lent = clause.elems[trig.index].low.startswith(("lend", "lent", "loan"))
    for k in range(trig.index + 1, stop):
        elem = clause.elems[k]
        if elem.low in _LOANS or (lent and elem.kind == "money"):
            return k
        if elem.kind in ("item", "date"):
            return None
    return None


def _buys_with(trig: Trig) -> bool:
    """Whether a purchase hangs on a verb: ``a loan for the purchase of``, ``a loan to buy``."""
    below = [trig, *trig.governed]
    below += [trig.deal, *trig.deal.governed] if trig.deal is not None else []
    return any(t.record.id in rule_ids.ACQUIRING for t in below)


def read_aid(clause: Clause, trig: Trig, subject: list[int]) -> bool:
    """``Oslo earmarked 90 million euros for shells for Kyiv``, ``gave Kyiv 90 million euros for``:
    aid, where another state gets it. Says whether it is, and counts who gives and gets it.
    """
    granted = trig.paid and trig.deal is None and trig.record.id != rule_ids.SIGN
    if trig.passive or not (granted or trig.record.id == rule_ids.DESTINE):
        return False
    elems, behind = clause.elems, range(trig.index + 1, clause.end)
    givers = [k for k in subject if (org := elems[k].org) is not None and org.is_public]
    own = {org.country for k in givers if (org := elems[k].org) is not None}
    if not givers or not any(elems[k].kind == "money" for k in behind):
        return False
    for k in behind:
        org = elems[k].org
        if org is None or not org.is_public or org.country in own | {None} or elems[k].possessive:
            continue
        if preposition_of(elems, k) not in (("to", "for", None) if granted else ("to", "for")):
            continue
        for index in givers:
            clause.vote(index, "seller", _WEIGHT, trig.record.id)
        clause.vote(k, "buyer", _WEIGHT, trig.record.id)
        clause.mention.flags.add("aid")
        region = range(trig.index + 1, object_end(elems, trig.index, clause.end))
        wanted_goods(clause, region, trig.record.id)
        return True
    return False
