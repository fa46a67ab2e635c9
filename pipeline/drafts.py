"""A deal in the making: what its mentions say, and the kind and status that follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline import rule_ids
from pipeline.groups import Elem
from pipeline.groups import Item as ItemGroup
from pipeline.mentions import Mention, Vote
from pipeline.parties import Org
from pipeline.records import DealDate, DealKind, DealStatus, Obligation, Value

KIND_ORDER: tuple[DealKind, ...] = (
    "modification",
    "foreign_military_sale",
    "transfer",
    "co_production",
    "framework",
    "memorandum",
)
_BUYING = rule_ids.ORDERING | {rule_ids.SIGN, rule_ids.WIN}
_RECEIVING = frozenset({rule_ids.RECEIVE, rule_ids.SUPPLY})
# Verbs of having, making or getting, which tell nothing of a contract by themselves.
_WORK = frozenset({rule_ids.OPERATE, rule_ids.BUILD, rule_ids.DEVELOP, rule_ids.RECEIVE})
_SIGNED = frozenset({"signed", "awarded", "concluded", "inked"})
_LOOKED_AT = 32  # clauses of a deal that tell how many were ordered and handed over
_PRICES = frozenset({"total", "ceiling"})
_STATUS_RANK: dict[DealStatus, int] = {
    "planned": 0,
    "approved": 1,
    "selected": 1,
    "signed": 2,
    "delivered": 3,
    "cancelled": 4,
}


_ROUND = 3  # digits before zeros
_EXACT = 5


@dataclass(slots=True, eq=False)
class Sentence:
    """One sentence with its groups and its mentions."""

    index: int
    start: int
    end: int
    block: int
    block_kind: str
    elems: list[Elem]
    mentions: list[Mention] = field(default_factory=list)

    @property
    def bounds(self) -> tuple[int, int]:
        """Offsets of the sentence."""
        return self.start, self.end


@dataclass(slots=True, eq=False)
class Draft:
    """A deal in the making."""

    mentions: list[Mention] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    items: list[tuple[ItemGroup, str]] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    dates: list[DealDate] = field(default_factory=list)
    obligations: list[Obligation] = field(default_factory=list)
    identifiers: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: list[DealStatus] = field(default_factory=list)
    past: bool = False
    side_role: str | None = None
    first_sentence: int = 0
    block: int = 0
    in_lead: bool = False
    in_title: bool = False

    @property
    def concluded(self) -> bool:
        """Whether a later clause reports that the planned deal was concluded."""
        return any(
            m.rule in rule_ids.CONCLUDING
            and m.status == "signed"
            and (m.definite or m.votes)
            and m.flags.isdisjoint(("hypothetical", "other"))
            and not (m.triggers[0].infinitive or m.triggers[0].gerund)
            for m in self.mentions
        ) or any(_under_signed(m) for m in self.mentions)

    @property
    def only_foreseen(self) -> bool:
        """``flew in its C-390 ... keen to offer it``: opens with work, goes on with plans."""
        opens = bool(self.mentions) and self.mentions[0].rule in _WORK
        return opens and any(
            m.status == "planned" and m.rule != rule_ids.PAY and "weak" not in m.flags
            for m in self.mentions
        )

    @property
    def cleared(self) -> bool:
        """Whether a clause reports that the deal was approved."""
        return any(
            m.status == "approved" and m.flags.isdisjoint(("hypothetical", "weak"))
            for m in self.mentions
        )

    @property
    def outstanding(self) -> bool:
        """``has received 12 jets``, where 46 were ordered: whether more is still to come."""
        handed = [i.quantity or 0 for m in self._told("delivered") for i, _ in m.items]
        ordered = [i.quantity or 0 for m in self._told("signed") for i, _ in m.items]
        return 0 < max(handed, default=0) < max(ordered, default=0)

    def _told(self, status: DealStatus) -> list[Mention]:
        rules = _BUYING if status == "signed" else _RECEIVING
        early = self.mentions[:_LOOKED_AT]
        return [m for m in early if m.status == status and m.rule in rules]

    def orgs(self, *roles: str) -> list[Org]:
        """Organisations that have a vote for one of ``roles``."""
        return [v.org for v in self.votes if v.role in roles]


def add_value(values: list[Value], value: Value) -> None:
    """Add a sum unless it repeats one: the same, or a rounded repeat in the same currency.

    A sum told to the last unit stands for a round one: "a $1.1 billion contract", then
    "$1,124,545,002".
    """
    for index, known in enumerate(values):
        if known.currency != value.currency:
            continue
        close = abs(known.amount - value.amount) <= 0.03 * max(known.amount, value.amount)
        if close and known.kind == value.kind:
            if _digits(known.amount) <= _ROUND and _digits(value.amount) >= _EXACT:
                values[index] = value
            return
        if abs(known.amount - value.amount) <= 0.005 * known.amount:
            if known.kind == "part" and value.kind in ("total", "ceiling"):
                values[index] = value
            return
    values.append(value)


def _digits(amount: float) -> int:
    """How many digits a sum has before its zeros."""
    return len(f"{amount:.0f}".rstrip("0"))


def draft_kind(draft: Draft) -> DealKind:
    """The kind of a draft: the first in the guide's order that its mentions support.

    The clause that opens the deal decides; a later clause only where a third of them agree.
    """
    total = sum(draft.kinds.values())
    opening = draft.mentions[0].kind if draft.mentions else None
    if any(_modifies(m) for m in draft.mentions):
        return "modification"
    for kind in KIND_ORDER:
        count = draft.kinds.get(kind, 0)
        if kind == "transfer" and count and _is_paid_for(draft):
            continue
        if kind == "memorandum" and count and _is_contract(draft):
            continue
        if count and (kind == opening or 3 * count >= total):
            return kind
    return "procurement"


def _modifies(mention: Mention) -> bool:
    """``The deal modifies a previous contract``: said of the deal itself, wherever it stands."""
    if mention.rule != rule_ids.EXERCISE or mention.status != "signed":
        return False
    return any(e.low.startswith(("modifies", "amends")) for e in mention.elems)


def _is_paid_for(draft: Draft) -> bool:
    """``signed a $3m contract to buy ten ... the first were sent to Kabul``: no gift."""
    opening = draft.mentions[0]
    bought = opening.kind == "procurement" and opening.rule in _BUYING
    leased = any(t.record.id == rule_ids.LEASE for m in draft.mentions for t in m.triggers)
    return bought and not leased and any(v.kind in _PRICES for v in draft.values)


def _is_contract(draft: Draft) -> bool:
    """``signed a contract for 24 jets ... had earlier announced a letter of intent``."""
    opening = draft.mentions[0]
    bought = opening.kind == "procurement" and opening.rule in _BUYING
    return bought and opening.status == "signed" and bool(opening.items)


def _under_signed(mention: Mention) -> bool:
    """``will deliver six boats under a contract that was signed in May``."""
    lows = [e.low for e in mention.elems]
    if mention.status != "signed" or "under" not in lows:
        return False
    behind = mention.elems[lows.index("under") :]
    return any(e.kind == "trigger" and e.low in _SIGNED for e in behind)


def draft_status(draft: Draft) -> DealStatus:
    """The furthest stage that the mentions report.

    The clause that opens the deal sets the stage; a later one moves it on only where its verb says
    so, and to "delivered" only for a gift or where most of the clauses say it. What was approved is
    not signed unless a clause says so.
    """
    kind = draft_kind(draft)
    if kind == "procurement" and any("whole" in m.flags for m in draft.mentions):
        return "delivered"
    told = [s for s in draft.statuses if s]
    if not told:
        return "approved" if kind == "foreign_military_sale" else "signed"
    first = told[0]
    if first != "delivered" and kind != "transfer" and 2 * told.count("delivered") <= len(told):
        told = [s if s != "delivered" else "signed" for s in told]
    best = max(told, key=lambda s: _STATUS_RANK[s])
    if best == "cancelled" and first != "cancelled":
        rest = [s for s in told if s != "cancelled"]
        best = max(rest, key=lambda s: _STATUS_RANK[s])
    if kind == "foreign_military_sale" and best in ("signed", "delivered", "selected"):
        return "approved"
    if best == "delivered" and draft.outstanding:
        return "signed"
    if best != "signed" or draft.concluded:
        return best
    if draft.cleared:
        return "approved"
    if draft.only_foreseen:
        return "planned"
    return first if first in ("planned", "selected") else best
