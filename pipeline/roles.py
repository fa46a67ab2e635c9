"""From votes to roles: which party plays which part in a deal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline import rule_ids
from pipeline.mentions import Vote
from pipeline.parties import (
    ACTING_KINDS,
    CONSENTING_KINDS,
    Org,
    is_abroad,
    is_division,
    more_specific,
    same_party,
)
from pipeline.records import Role

# States by their exports of major arms, most first (the order of SIPRI's lists of the 2020s).
_EXPORTERS = {
    code: rank
    for rank, code in enumerate(
        """USA FRA RUS CHN DEU ITA GBR ISR ESP KOR TUR NLD SWE NOR CAN UKR CHE AUS ZAF CZE BLR BRA
        SRB IND JPN POL BEL FIN""".split()
    )
}
_CLEARLY = 3  # places apart
# Rules by which a party orders or signs itself.
_CONTRACTING = rule_ids.ORDERING | {rule_ids.SIGN}
_OFFERED = rule_ids.HANDING | {rule_ids.OFFER}
_RECEIVING = (
    rule_ids.HANDING
    | rule_ids.GIFTS
    | {rule_ids.RECEIVE, rule_ids.COMMISSION, rule_ids.OFFER, rule_ids.DONATE}
)
_SIDE_BY_SIDE = 80  # characters
_BIDS = frozenset({rule_ids.OFFER, rule_ids.OFFERED, rule_ids.BIDDER, rule_ids.SUBMIT})
_BUYS = frozenset({"buyer", "side"})
_OFFICES = frozenset({"ministry", "procurement_agency"})
_GIVING_KINDS = ACTING_KINDS | {"alliance"}
_PARTNER_KINDS = frozenset({"co_production", "memorandum"})
_ALL_FORCES = ("military", "armed forces", "security forces")
_TRADING = frozenset({"buyer", "end_user", "seller"})
_FROM_FIRMS = rule_ids.HANDING | {rule_ids.SELECT}  # "a venture to supply missiles to the army"
_EXPLICIT = ("buyer", "seller", "approver", "end_user", "partner", "subcontractor")


@dataclass(slots=True, eq=False)
class Side:
    """One party of a deal: the organisations that are one, and the votes for its roles."""

    org: Org
    orgs: list[Org] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)

    def add(self, vote: Vote) -> None:
        """Count one more vote."""
        self.votes.append(vote)
        self.weights[vote.role] = self.weights.get(vote.role, 0.0) + vote.weight

    def weight(self, role: str) -> float:
        """Summed weight of the votes for ``role``."""
        return self.weights.get(role, 0.0)

    def first(self) -> int:
        """Offset of the first vote."""
        return min(v.elem.start for v in self.votes)


def group_sides(votes: Iterable[Vote]) -> list[Side]:
    """Votes by party, in order of first appearance; a state and its ministry are one."""
    sides: list[Side] = []
    for vote in votes:
        side = next((s for s in sides if _is_of_side(vote, s)), None)
        if side is None:
            side = Side(vote.org, [vote.org])
            sides.append(side)
        elif vote.org not in side.orgs:
            side.orgs.append(vote.org)
            side.org = more_specific(side.org, vote.org)
        side.add(vote)
    return sides


def _is_of_side(vote: Vote, side: Side) -> bool:
    """Whether a vote is for one of a side's organisations, or for the state that it acts for.

    A government that consents to what its ministry buys is apart from it.
    """
    if vote.org in side.orgs:
        return True
    consents = vote.role == "approver" and vote.org.kind == "government"
    if consents and side.org.kind in _OFFICES and side.weight("approver") == 0:
        return False
    if vote.org.kind in _OFFICES and vote.role != "approver" and side.org.kind == "government":
        return side.weight("approver") == 0 and _same_as(vote.org, side)
    return _same_as(vote.org, side)


def _same_as(org: Org, side: Side) -> bool:
    return any(same_party(o, org) for o in side.orgs)


def _best_explicit(side: Side) -> tuple[str, float]:
    role = max(_EXPLICIT, key=side.weight)  # of equal ones the first
    return role, side.weight(role)


def assign_roles(
    votes: list[Vote],
    kind: str,
    side_role: str | None,
    makers: frozenset[str] = frozenset(),
    trades: bool = False,
) -> list[tuple[Side, Role]]:
    """The role of each party of one deal.

    ``side_role`` is what the undertaking of the signing subject makes of it ("signed a contract to
    supply": the subject is the seller). ``makers`` are the countries whose goods are dealt with.
    ``trades``: whether a paper of intent speaks of goods that one side is to buy.
    """
    if trades and kind == "memorandum":
        kind = "procurement"
    sides = group_sides(votes)
    roles: dict[int, Role] = {}
    for index, side in enumerate(sides):
        role, weight = _best_explicit(side)
        if role == "buyer" and _firm_that_sells(side, sides):
            continue
        neutral = max((v.weight for v in side.votes if v.role == "side"), default=0.0)
        if role == "subcontractor" and neutral > 0:
            continue  # who signed the deal itself is more than a supplier of parts
        if role == "approver" and _buys_itself(side, sides):
            role = "buyer"
        if weight > 0 and weight >= 0.55 * neutral:
            roles[index] = role  # type: ignore[assignment]
    _place_sides(sides, roles, kind, side_role, makers)
    _place_beneficiaries(sides, roles, kind)
    if kind == "transfer":
        _settle_givers(sides, roles)
    _settle_recipients(sides, roles)
    _settle_services(sides, roles)
    _drop_operators(sides, roles)
    _drop_the_military(sides, roles)
    if kind != "foreign_military_sale":
        _settle_own_approvals(sides, roles)
    _settle_consenters(sides, roles)
    _drop_notifiers(sides, roles)
    if kind in _PARTNER_KINDS:
        _make_partners(sides, roles)
    _settle_turned(sides, roles)
    _settle_between_firms(sides, roles)
    _settle_firms(sides, roles)
    _settle_makers(sides, roles, kind)
    if kind == "procurement":
        _drop_bidders(sides, roles)
    if kind != "transfer":
        _settle_sellers(sides, roles)
    _fold_divisions(sides, roles)
    return [(sides[i], roles[i]) for i in sorted(roles, key=lambda i: sides[i].first())]


def _buys_itself(side: Side, sides: list[Side]) -> bool:
    """A government that signed or ordered, and whose cabinet approved, where nobody else buys."""
    acts = [v for v in side.votes if v.role in ("side", "buyer") and v.org.kind in ACTING_KINDS]
    consents = {id(v.org) for v in side.votes if v.role == "approver"}
    if not any(id(v.org) not in consents for v in acts):
        return False  # the very body that approved
    others = [s for s in sides if s is not side and s.org.is_public]
    home = (None, side.org.country)
    return not any(
        v.role not in ("approver", "maker")
        for s in others
        for v in s.votes
        if s.org.country in home or v.role in ("side", "buyer")
    )


def _firm_that_sells(side: Side, sides: list[Side]) -> bool:
    """A firm that signed with a state does not buy for having "received" something."""
    if side.org.is_public or side.weight("side") == 0:
        return False
    if any(v.role == "buyer" and v.rule in rule_ids.BUYING for v in side.votes):
        return False
    return any(s is not side and s.org.is_public for s in sides)


def _settle_turned(sides: list[Side], roles: dict[int, Role]) -> None:
    """States buy and firms sell: where all are the other way round, the sentence was misread."""
    buyers = [i for i, r in roles.items() if r == "buyer"]
    sellers = [i for i, r in roles.items() if r == "seller"]
    if not buyers or not sellers:
        return
    if any(sides[i].org.is_public for i in buyers) or not all(
        sides[i].org.is_public for i in sellers
    ):
        return
    told = rule_ids.SELLING
    if any(v.rule in told for i in sellers for v in sides[i].votes if v.role == "seller"):
        return
    for i in buyers:
        roles[i] = "seller"
    for i in sellers:
        roles[i] = "buyer"


def _place_sides(
    sides: list[Side],
    roles: dict[int, Role],
    kind: str,
    side_role: str | None,
    makers: frozenset[str],
) -> None:
    """Parties known only as signatories: firms sell, states buy, unless the rest says otherwise."""
    open_sides = [i for i, s in enumerate(sides) if i not in roles and s.weight("side") > 0]
    if not open_sides:
        return
    if kind in _PARTNER_KINDS:
        for i in open_sides:
            roles[i] = "partner"
        return
    taken = set(roles.values())
    firms = [i for i in open_sides if not sides[i].org.is_public]
    public = [i for i in open_sides if sides[i].org.is_public]
    if firms and public:
        for i in firms:
            roles[i] = "seller"
        for i in public:
            beside = any(_signs_beside(sides[i], sides[k]) for k in firms)
            acts = all(_first_of(sides[i], sides[k]) for k in firms)
            apart = any(_is_abroad(s, sides[i]) for s in sides if s.weight("approver") == 0)
            roles[i] = (
                "seller"
                if apart and (beside or (not acts and _at_home(sides[i], sides, firms)))
                else "buyer"
            )
        return
    first, *rest = open_sides
    # "Kenya will hold talks with Israel and Poland on the purchase of missiles"
    alone = _told_by_verb(sides[first]) and not any(_told_by_verb(sides[i]) for i in rest)
    if not firms and len(public) > 2 and not alone and not taken & {"buyer", "seller"}:
        roles.update(dict.fromkeys(public, "partner"))
        return
    other = {"buyer": "seller", "seller": "buyer"}
    if side_role in other and rest:
        roles[first] = side_role  # type: ignore[assignment]
        for i in rest:
            roles[i] = other[side_role]  # type: ignore[assignment]
        return
    if len(open_sides) == 1:
        told = side_role if side_role in other and _only_beside([sides[first]]) else None
        if told is not None and other[told] not in taken:
            roles[first] = other[told]  # type: ignore[assignment]  # "It agreed with Spain to buy"
        elif "buyer" in taken and "seller" not in taken:
            roles[first] = "seller"
        elif "seller" in taken and "buyer" not in taken:
            roles[first] = "buyer"
        elif "buyer" not in taken:
            behind = sides[first].weight("side") < 1 and sides[first].org.country in makers
            roles[first] = "seller" if firms or behind else "buyer"
        elif firms:
            roles[first] = "seller"
        elif any(r == "buyer" and _compatriots(sides[i], sides[first]) for i, r in roles.items()):
            roles[first] = "buyer"
        return
    if firms and _only_beside([sides[i] for i in open_sides]):
        for i in firms:  # "the contract for six boats was signed with Volta and Sunrise Marine"
            roles[i] = "seller"
        return
    if firms:  # two firms: the first-named sells unless told otherwise
        makes = [i for i in open_sides if sides[i].weight("maker") > 0]
        makes = makes or [i for i in open_sides if sides[i].org.country in makers]
        if len(makes) == 1:  # "A signed a contract with B ... B will make the parts"
            first, rest = makes[0], [i for i in open_sides if i != makes[0]]
        roles[first] = "seller"
        for i in rest:
            roles[i] = "buyer" if "buyer" not in taken else "seller"
    elif len(open_sides) == 2 and _sells(sides[first], sides[rest[0]], makers):
        roles[first], roles[rest[0]] = "seller", "buyer"
    else:
        roles[first] = "buyer"
        sold = [sides[i] for i, r in roles.items() if r == "seller"]
        for i in rest:
            sells = "seller" not in taken or any(_compatriots(s, sides[i]) for s in sold)
            roles[i] = "seller" if sells else "buyer"


def _only_beside(sides: list[Side]) -> bool:
    """Whether parties are told only as those with whom somebody signed, in one place of it."""
    places = {max(v.weight for v in s.votes if v.role == "side") for s in sides}
    return len(places) == 1 and max(places) < 1


def _told_by_verb(side: Side) -> bool:
    """``Kenya will hold talks``: one that acts, and is not only named behind a noun."""
    return any(v.role == "side" and v.rule.startswith("deal.") for v in side.votes)


def _signs_beside(a: Side, b: Side) -> bool:
    """``Israel's ministry and Rafael signed with ...``: compatriots in one place of a clause."""
    place = [max(v.weight for v in s.votes if v.role == "side") for s in (a, b)]
    return _compatriots(a, b) and place[0] == place[1] and a.weight("buyer") == 0


def _first_of(state: Side, firm: Side) -> bool:
    """``Norway signed a contract with Nammo for Ukraine``: the state acts, the firm is its side."""
    signs, beside = (max(v.weight for v in s.votes if v.role == "side") for s in (state, firm))
    return signs > beside


def _at_home(side: Side, sides: list[Side], firms: list[int]) -> bool:
    """``Leonardo signed with Austria's ministry in a deal between Italy and Austria``: Italy."""
    if side.org.kind not in ("country", "government"):
        return False
    return any(_compatriots(side, sides[k]) for k in firms)


def _is_abroad(a: Side, b: Side) -> bool:
    """Whether ``a`` is a body of another state than ``b``."""
    return a.org.is_public and None not in (a.org.country, b.org.country) and not _compatriots(a, b)


def _sells(a: Side, b: Side, makers: frozenset[str]) -> bool:
    """Whether of two states that signed, with no word of who sells, ``a`` is the likely seller.

    It is the one that makes the goods, else the one that exports far more.
    """
    makes = [s.org.country in makers for s in (a, b)]
    if makes[0] != makes[1]:
        return makes[0]
    last = len(_EXPORTERS)
    ranks = [_EXPORTERS.get(s.org.country or "", last) for s in (a, b)]
    return ranks[0] + _CLEARLY <= ranks[1]


def _compatriots(a: Side, b: Side) -> bool:
    return a.org.country is not None and a.org.country == b.org.country


def _place_beneficiaries(sides: list[Side], roles: dict[int, Role], kind: str) -> None:
    """``for the Navy``: the buyer where nobody else buys, else an end user."""
    open_sides = [i for i, s in enumerate(sides) if i not in roles and s.weight("beneficiary") > 0]
    for i in open_sides:
        if not sides[i].org.is_public:
            continue
        if sides[i].org.kind == "country" and any(
            role == "buyer" and _compatriots(sides[k], sides[i]) for k, role in roles.items()
        ):
            continue  # "for the future of the Netherlands", whose Air Force buys
        bought = "buyer" in roles.values() or kind in _PARTNER_KINDS
        roles[i] = "end_user" if bought else "buyer"


def _buys(side: Side) -> bool:
    return any(v.role in ("buyer", "side") and v.rule in rule_ids.BUYING for v in side.votes)


def _drop_bidders(sides: list[Side], roles: dict[int, Role]) -> None:
    """``Ukraine and Turkey have offered their vehicles``: of several that bid none sells yet.

    Firms named side by side bid together.
    """
    sellers = [i for i, r in roles.items() if r == "seller"]
    places = [sides[i].first() for i in sellers if _is_firm(sides[i])]
    if places and max(places) - min(places) < _SIDE_BY_SIDE:
        return
    if len({sides[i].org.country for i in sellers}) > 1 and all(
        v.rule in _BIDS for i in sellers for v in sides[i].votes
    ):
        for i in sellers:
            del roles[i]


def _settle_givers(sides: list[Side], roles: dict[int, Role]) -> None:
    """``Washington approved $500 million in aid to Kyiv``: its giver lets goods go.

    ``donated by the Peruvian Army``: a state beside its own body that gives is no party.
    """
    giving = [i for i, r in roles.items() if r == "seller"]
    bodies = [i for i in giving if sides[i].org.is_public and sides[i].org.kind != "country"]
    for i in giving:
        thanked = all(v.rule.startswith(("noun.", "item.")) for v in sides[i].votes)
        own = any(_compatriots(sides[k], sides[i]) for k in bodies)
        if thanked and own and sides[i].org.kind == "country":
            del roles[i]
    if giving:
        return
    home = {sides[i].org.country for i, r in roles.items() if r == "buyer"}
    for i, role in roles.items():
        org = sides[i].org
        if role == "approver" and org.kind in _GIVING_KINDS and org.country not in home:
            roles[i] = "seller"


def _settle_recipients(sides: list[Side], roles: dict[int, Role]) -> None:
    """``the US Army awarded a contract to deliver missiles to Taiwan``: Taiwan only receives."""
    buyers = [i for i, r in roles.items() if r == "buyer"]
    bought = [i for i in buyers if any(v.rule in _CONTRACTING for v in sides[i].votes)]
    for i in buyers:
        if i in bought or not sides[i].org.is_public:
            continue
        if any(v.rule not in rule_ids.HANDING for v in sides[i].votes):
            continue
        if any(not _compatriots(sides[i], sides[j]) for j in bought):
            roles[i] = "end_user"


def _settle_services(sides: list[Side], roles: dict[int, Role]) -> None:
    """A service beside its own state or ministry as buyer is the end user.

    Where the service itself buys and its state is named only as a country, the service is the
    buyer and the country the same party.
    """
    buyers = [i for i, r in roles.items() if r == "buyer"]
    for i in buyers:
        if not sides[i].org.is_service:
            continue
        for j in buyers:
            if j != i and j in roles and _is_part_of(sides[i], sides[j]) and _buys(sides[j]):
                roles[i] = "end_user"  # "to supply the army ... the armed forces have ordered"
            if j == i or j not in roles or not sides[j].org.is_state:
                continue
            if sides[j].org.country not in (None, sides[i].org.country):
                continue
            passive = _buys(sides[i]) and not _buys(sides[j])
            if _buyer_told(sides[i]) and all(v.rule in _ANNOUNCED for v in sides[j].votes):
                del roles[j]  # "an order from the Army; the DoD announced a modification"
            elif sides[j].org.kind == "country" and (passive or _acts_first(sides[i], sides[j])):
                del roles[j]
            else:
                roles[i] = "end_user"


def _buyer_told(side: Side) -> bool:
    """Whether a noun or a verb says outright that a side buys."""
    return any(v.role == "buyer" for v in side.votes)


def _acts_first(service: Side, state: Side) -> bool:
    """``The Air Force signed an agreement ... Egypt may have bought more``: who is told first."""
    own, other = _first_purchase(service), _first_purchase(state)
    told = own is not None and (other is None or own < other)
    return told and service.org.kind != "police" and not _is_the_military(service.org)


def _first_purchase(side: Side) -> int | None:
    """Where a party is first told to buy, not only to receive.

    A state whose parliament consents is not told to buy itself.
    """
    bought = (
        v.elem.start
        for v in side.votes
        if v.role in _BUYS and v.rule not in _RECEIVING
        if v.elem.org is None or v.elem.org.kind not in CONSENTING_KINDS
    )
    return min(bought, default=None)


# The noun of a paper that a ministry may announce for its service.
_ANNOUNCED = frozenset({"noun.modification"})
_CONSENTING = CONSENTING_KINDS | {"export_authority"}


def _settle_consenters(sides: list[Side], roles: dict[int, Role]) -> None:
    """A parliament or council beside its own state as buyer approves, it does not buy."""
    for i, role in list(roles.items()):
        side = sides[i]
        if role not in ("buyer", "seller") or side.org.kind not in _CONSENTING:
            continue
        if any(j != i and r == role and _compatriots(side, sides[j]) for j, r in roles.items()):
            roles[i] = "approver"


def _settle_own_approvals(sides: list[Side], roles: dict[int, Role]) -> None:
    """``The ministry gave the go-ahead for a contract with X``: where nobody else buys, it does."""
    if "buyer" in roles.values() or "end_user" in roles.values():
        return
    offices = [
        i
        for i, role in roles.items()
        if role == "approver" and (sides[i].org.kind in _OFFICES or sides[i].org.is_service)
    ]
    if len(offices) == 1:
        roles[offices[0]] = "buyer"


def _drop_operators(sides: list[Side], roles: dict[int, Role]) -> None:
    """``The howitzer is also flown by Japan``: who only operates the goods is of another deal."""
    buyers = [sides[i] for i, r in roles.items() if r == "buyer"]
    home = {b.org.country for b in buyers}
    for i, role in list(roles.items()):
        operates = all(v.rule == rule_ids.OPERATE for v in sides[i].votes)
        if role != "end_user" or not operates or not buyers:
            continue
        if is_abroad(sides[i].org, home) or not sides[i].org.is_service:
            del roles[i]


def _drop_the_military(sides: list[Side], roles: dict[int, Role]) -> None:
    """``jets for Egypt's military``: no party of its own beside the state that buys or gives.

    Nor are all forces of a state beside the one of them that is to get the goods.
    """
    for i, role in list(roles.items()):
        trades = "buyer" if role in ("end_user", "buyer") else "seller"
        beside = any(
            k != i and r == trades and _compatriots(sides[k], sides[i]) for k, r in roles.items()
        )
        told = role == "end_user" and any(
            r == "end_user" and _is_part_of(sides[k], sides[i]) for k, r in roles.items()
        )
        if told or (role in _TRADING and beside and _is_the_military(sides[i].org)):
            del roles[i]


def _is_part_of(service: Side, forces: Side) -> bool:
    whole = forces.org.kind == "armed_forces" and service.org.kind == "armed_service"
    return whole and _compatriots(service, forces)


def _is_the_military(org: Org) -> bool:
    """Whether only common words name all forces of a state: its ``military``."""
    return org.kind == "armed_forces" and all(s.endswith(_ALL_FORCES) for s in org.surfaces)


def _drop_notifiers(sides: list[Side], roles: dict[int, Role]) -> None:
    """The agency that only notifies a sale is no approver beside the body that approved it."""
    approvers = [i for i, r in roles.items() if r == "approver"]
    for i in approvers:
        if len(approvers) > 1 and sides[i].org.key in rule_ids.NOTIFIERS:
            del roles[i]
    for i in [i for i, r in roles.items() if r == "seller"] if approvers else ():
        if sides[i].org.key in rule_ids.NOTIFIERS:
            del roles[i]


def _make_partners(sides: list[Side], roles: dict[int, Role]) -> None:
    for i, side in enumerate(sides):
        if side.weight("side") + side.weight("partner") > 0:
            roles[i] = "partner"
    partners = [i for i, role in roles.items() if role == "partner"]
    firms = all(_is_firm(sides[i]) for i in partners)
    if len(partners) > 1:  # "the parties will jointly offer the vehicle to the army"
        for i, role in list(roles.items()):
            offered = all(
                v.rule in _OFFERED or (firms and v.rule in _FROM_FIRMS) for v in sides[i].votes
            )
            if role == "buyer" and sides[i].org.is_public and offered:
                roles[i] = "end_user"
    have = set(roles.values())
    if "partner" in have or not {"buyer", "seller"} <= have:
        for i, role in list(roles.items()):
            if role in ("buyer", "seller") and sides[i].weight("end_user") == 0:
                roles[i] = "partner"


def _settle_between_firms(sides: list[Side], roles: dict[int, Role]) -> None:
    """``Kongsberg signed with KNDS for delivery to the Bundeswehr``: KNDS buys, the Army uses."""
    firms = [i for i, r in roles.items() if r == "seller" and sides[i].weight("side") > 0]
    buyers = [i for i, r in roles.items() if r == "buyer"]
    told = any(v.rule in rule_ids.SELLING for i in firms for v in sides[i].votes)
    if len(firms) != 2 or len(buyers) != 1 or told or any(sides[i].org.is_public for i in firms):
        return
    if not sides[buyers[0]].org.is_service:
        return
    if any(v.rule not in rule_ids.HANDING for v in sides[buyers[0]].votes):
        return
    roles[buyers[0]] = "end_user"
    roles[max(firms, key=lambda i: sides[i].first())] = "buyer"


def _settle_firms(sides: list[Side], roles: dict[int, Role]) -> None:
    """A firm that goods pass through on their way to a state sells them."""
    public = any(r == "buyer" and sides[i].org.is_public for i, r in roles.items())
    for i, role in list(roles.items()):
        if role != "buyer" or sides[i].org.is_public or not public or _buys(sides[i]):
            continue
        if "seller" in roles.values():
            del roles[i]
        else:
            roles[i] = "seller"


def _settle_makers(sides: list[Side], roles: dict[int, Role], kind: str) -> None:
    """A firm known only as the maker: seller where nobody sells, else a subcontractor.

    One that only stands before its goods ("an Embraer A-29") is no party beside a seller.
    """
    for i, side in enumerate(sides):
        if i in roles or any(v.role != "maker" for v in side.votes):
            continue
        if kind == "transfer" and all(v.rule == rule_ids.MADE_IN for v in side.votes):
            continue  # "got two Chinese-made helicopters as a gift": of whoever
        if not _is_firm(side):
            bought = [sides[k] for k, r in roles.items() if r == "buyer"]
            foreign = bought and all(s.org.country not in (None, side.org.country) for s in bought)
            if foreign and not {"seller", "partner"} & set(roles.values()):
                roles[i] = "seller"
        elif not {"seller", "partner"} & set(roles.values()):
            roles[i] = "seller"
        elif all(_stands_for(sides[k], side) for k, r in roles.items() if r == "seller"):
            roles[i] = "seller"  # "bought from Japan ... Mitsubishi will build it"
        elif _is_firm(side) and any(v.rule != "item.maker" for v in side.votes):
            roles[i] = "subcontractor"


def _stands_for(state: Side, firm: Side) -> bool:
    """Whether a state sells what a firm of its own makes: the firm does, or both."""
    made = any(v.rule != "item.maker" for v in firm.votes)
    speaks = state.org.kind in _OFFICES or state.org.kind in ("country", "government")
    return made and speaks and _compatriots(state, firm)


def _settle_sellers(sides: list[Side], roles: dict[int, Role]) -> None:
    """A state beside a firm of its own that sells is no seller unless it signed itself.

    Nor unless it is told as the other side of a contract, and the firm only as who makes the goods.
    Nor does a state sell what its own office approves for export.
    """
    consents = {sides[i].org.country for i, r in roles.items() if r == "approver"}
    foreign = any(r == "buyer" and sides[i].org.country not in consents for i, r in roles.items())
    firms = [sides[i] for i, r in roles.items() if r == "seller" and _is_firm(sides[i])]
    for i, role in list(roles.items()):
        side = sides[i]
        if role != "seller" or side.org.kind not in ("country", "government"):
            continue
        if foreign and side.org.kind == "country" and side.org.country in consents - {None}:
            del roles[i]
            continue
        own = [f for f in firms if f.org.country == side.org.country]
        signed = side.org.kind == "government" and any(v.rule == rule_ids.SIGN for v in side.votes)
        signed = signed or (
            side.weight("side") > 0 and all(v.role == "maker" for f in own for v in f.votes)
        )
        if own and not signed:
            del roles[i]


def _fold_divisions(sides: list[Side], roles: dict[int, Role]) -> None:
    """``General Dynamics won ... General Dynamics Land Systems was awarded``: one that sells."""
    sellers = [i for i, r in roles.items() if r == "seller"]
    for i in sellers:
        if any(is_division(sides[k].org, sides[i].org) for k in sellers if k in roles):
            del roles[i]


def _is_firm(side: Side) -> bool:
    return not side.org.is_public
