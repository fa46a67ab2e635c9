"""What one clause says of a deal: the mention, the votes in it, and the clause while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline import rule_ids, schema
from pipeline.clauses import Trig
from pipeline.elements import record_of
from pipeline.groups import Elem, Item
from pipeline.name_groups import firm_like
from pipeline.parties import CONSENTING_KINDS, Org, Registry
from pipeline.records import DealKind, DealStatus
from pipeline.subjects import beside_firm, preposition_of

_PARTY_ROLES = frozenset(
    "buyer seller side approver end_user partner subcontractor beneficiary maker".split()
)
_TRADING = frozenset({"side", "seller", "partner"})
_GIVEN = ("donated ", "gifted ", "supplied ")
_GIVING = frozenset({rule_ids.DONATE, rule_ids.SUPPLY, rule_ids.TRANSFER})
_GIFTS = rule_ids.GRANTING | {rule_ids.TRANSFER}  # what no unknown name gives as a firm
_STATE_WEIGHT = 0.4
_WON = frozenset({rule_ids.WIN, rule_ids.AWARD})
_NO_FIRM_ENDS = ("s", "body", "one", "thing")  # "Shipyards won", "Nobody won a contract"
_VERB_REACH = 4  # elements
_SURE = 0.7  # the weight from which a vote makes a firm of an unknown name


@dataclass(slots=True, eq=False)
class Vote:
    """One piece of evidence that a party plays a role."""

    org: Org
    role: str
    weight: float
    elem: Elem
    rule: str


@dataclass(slots=True, eq=False)
class Mention:
    """What one clause says of a deal.

    ``flags``: ``weak`` (names a maker at most), ``attach`` (adds to a deal, never opens one),
    ``award`` (what a firm receives is a contract), ``paid`` (a sum stands for the contract),
    ``heading`` (announces several deals that follow), ``other`` (an earlier contract), ``counted``,
    ``past``, ``lent`` (a loan pays for it), ``aid`` (money for another state), ``negated``,
    ``staged`` (the stage is told elsewhere), ``besides`` (whoever did the last deal did it too).
    """

    sentence: int
    start: int
    end: int
    elems: list[Elem]
    triggers: list[Trig] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    items: list[tuple[Item, str]] = field(default_factory=list)
    sums: list[Elem] = field(default_factory=list)
    dates: list[Elem] = field(default_factory=list)
    pronoun: str | None = None
    definite: bool = False
    rule: str = ""
    weight: float = 0.0
    kind: DealKind | None = None
    status: DealStatus | None = None
    flags: set[str] = field(default_factory=set)
    identifiers: list[str] = field(default_factory=list)
    side_role: str | None = None
    named_by: list[Elem] = field(default_factory=list)  # "the $300 million deal": its sum
    placed: str = ""  # how it came to its deal, or why it came to none


@dataclass(slots=True, eq=False)
class Clause:
    """A clause while its mention is filled: the sentence's elements, and the clause's bounds."""

    elems: list[Elem]
    mention: Mention
    start: int
    end: int
    registry: Registry
    used: set[int] = field(default_factory=set)

    def vote(self, index: int, role: str, weight: float, rule: str) -> None:
        """Count the party at ``index`` for ``role``; a name in a strong place becomes a firm.

        Anything but a role of a party is left alone.
        """
        if role not in _PARTY_ROLES:
            return
        elem = self.elems[index]
        given = rule in _GIVING and role == "seller"
        if given and elem.kind == "name" and self._leads_state(index):
            index, elem = index - 1, self.elems[index - 1]  # "France's Macron gave": France
        if (
            elem.kind == "name"
            and weight >= _SURE
            and rule not in _GIFTS
            and self._is_firm(index, role)
        ):
            elem.org = self.registry.unknown_company(elem.text, elem.country, "company.argument")
            elem.kind = "party"
        org = elem.org
        if org is None:
            return
        self.used.add(index)
        gives = role == "seller" and rule in _GIVING
        if role in _TRADING and org.kind in CONSENTING_KINDS and not gives:
            return  # "told Congress of a deal with Taiwan"
        if (role == "buyer" or gives) and org.kind in CONSENTING_KINDS:
            # "the Swiss parliament voted to buy": it consents, its state buys or gives
            state = self.registry.country_by_code(org.country) if org.country else None
            if state is not None:
                self.mention.votes.append(Vote(state, role, _STATE_WEIGHT, elem, rule))
            role = "approver"
        self.mention.votes.append(Vote(org, role, weight, elem, rule))

    def _leads_state(self, index: int) -> bool:
        """Whether the name at ``index`` is that of who leads the state that owns it."""
        owner = self.elems[index - 1] if index else None
        return bool(owner and owner.possessive and owner.org and owner.org.kind == "country")

    def _is_firm(self, index: int, role: str) -> bool:
        elem = self.elems[index]
        if record_of(elem, schema.Company) is not None:
            return role in ("seller", "buyer", "side", "partner")
        if beside_firm(self.elems, index):
            return firm_like(elem)
        opens = index == 0 and " " not in elem.text and not self.registry.is_named(elem.text)
        wins = self.mention.rule in _WON and not elem.low.endswith(_NO_FIRM_ENDS)
        if opens and not wins:
            return False  # any word is capitalised there
        if self.registry.is_short_form(elem.text):
            return False
        beside = role == "side" and preposition_of(self.elems, index) == "with"
        return (role == "seller" or beside) and firm_like(elem)

    def add_item(self, elem: Elem, rule: str) -> None:
        """Add the item of an element unless the mention has it."""
        item = elem.item
        if item is None or any(item is known for known, _ in self.mention.items):
            return
        self.mention.items.append((item, rule))
        self._count_giver(elem)
        origin, rule = item.origin, rule_ids.ORIGIN
        if origin is None:
            origin, rule = item.made_in, rule_ids.MADE_IN
        if origin is not None and origin.country is not None:
            # "bought Russian missiles", "Russian-made": a seller where nobody else is told to sell
            state = self.registry.country_by_code(origin.country)
            if state is not None:
                self.mention.votes.append(Vote(state, "maker", _STATE_WEIGHT, origin, rule))

    def _count_giver(self, elem: Elem) -> None:
        """``Japanese-donated aircraft``: the state that the adjective before goods names."""
        if not elem.low.startswith(_GIVEN):
            return
        k = next((k for k, e in enumerate(self.elems) if e is elem), 0)
        before = self.elems[k - 2] if k > 1 and self.elems[k - 1].text == "-" else None
        if before is None or before.kind != "adj" or before.country is None:
            return
        state = self.registry.country_by_code(before.country)
        if state is not None:
            self.mention.votes.append(Vote(state, "seller", _STATE_WEIGHT, before, rule_ids.ORIGIN))


def before_verb(elems: list[Elem], verb: Elem) -> list[Elem]:
    """The few elements before a verb."""
    position = elems.index(verb)
    return elems[max(0, position - _VERB_REACH) : position]


def verb_of(mention: Mention, trig: Trig) -> Elem | None:
    """The first element of the clause that the rules of ``trig`` match."""
    wanted = {id(trig.record), *map(id, trig.records)}
    for elem in mention.elems:
        if elem.kind != "trigger" or elem.ent is None:
            continue
        if any(id(e.record) in wanted for e in elem.ent.entries):
            return elem
    return None
