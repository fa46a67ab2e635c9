"""Deal mentions: a trigger of the rules with what fills its arguments in one clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline import schema
from pipeline.clauses import Trig, find_triggers
from pipeline.entities import Ent
from pipeline.groups import STOP, Elem, Item
from pipeline.links import all_governed as _all_governed
from pipeline.links import clause_spans, link
from pipeline.links import object_end as _object_end
from pipeline.parties import Org, Registry
from pipeline.subjects import coordinate_right, preposition_of, subject_of

# Arguments of a light verb's deal noun, by the verb's stance.
_OBJECT_REACH = 14


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
    """What one clause says of a deal."""

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
    pronoun_role: str | None = None
    definite: bool = False
    rule: str = ""
    weight: float = 0.0
    kind: str | None = None
    status: str | None = None
    flags: set[str] = field(default_factory=set)
    identifiers: list[str] = field(default_factory=list)
    side_role: str | None = None
    selectees: list[Elem] = field(default_factory=list)

    @property
    def words(self) -> set[str]:
        """Lower-case words and groups of the clause."""
        return {e.low for e in self.elems}


def analyse(elems: list[Elem], sentence: int, registry: Registry) -> list[Mention]:
    """The deal mentions of one sentence; unknown names in a firm's place enter ``registry``."""
    mentions = [m for m in (_role_cue(elems, i, sentence) for i in range(len(elems))) if m]
    trigs = find_triggers(elems)
    if not trigs:
        return mentions
    roots = link(elems, trigs)
    for root, (start, end) in zip(roots, clause_spans(elems, roots), strict=True):
        mention = Mention(
            sentence, elems[start].start, elems[end - 1].end, elems[start:end], rule=root.record.id
        )
        _Filler(elems, mention, start, end, registry).root(root)
        mentions.append(mention)
    return mentions


_ITEM_NOUNS = frozenset(
    {"noun.contract", "noun.order", "noun.framework", "noun.modification", "noun.purchase"}
)
_SIGNED_NOUNS = _ITEM_NOUNS | {"noun.lease", "noun.memorandum", "noun.talks"}
_NOT_SOLD = frozenset(
    """objections objection opposition pressure statement report approval permission criticism threat threats
    comment interference letter officials sanctions risk protection away apart far different suffer
    retire withdraw step break depart people experts soldiers representatives ministers journalists
    refugees attacks attack aggression strikes fire distance miles kilometres return home move""".split()
)
_TOLD = frozenset(
    """confirmed announced reported disclosed revealed published released cited quoted seen issued
    made noted denied criticised criticized welcomed praised""".split()
)
_TO_NOUNS = frozenset(
    "up due according related access close addition next prior similar linked able".split()
)
_NO_GOODS = frozenset(
    """years months days weeks hours countries people troops soldiers sailors companies firms jobs technicians
    officers engineers members workers staff pilots crews employees persons personnel others times parts
    ways points sides decades bidders offers proposals deals contracts orders projects programmes
    programs locations sites bases states ministers officials students experts hulls batches tranches
    phases lots options nations agreements instructors gunners cadets talks areas metres meters""".split()
)
_LEAD_IN = frozenset(
    """the a an its their some procurement purchase supply production delivery provision acquisition of
    up to about nearly approximately additional new following""".split()
)
_NO_ITEM = frozenset(
    """it them him her this that these those which what whom whose us me more less years year months
    about fiscal first second third next last work the a an and or""".split()
)
_SERVICE = frozenset(
    """services service support maintenance training sustainment repair repairs overhaul logistics
    dredging development research engineering modernization modernisation construction management
    operations refurbishment integration testing analysis upgrade upgrades efforts studies
    installation transportation""".split()
)


def _phrase_part(elems: list[Elem], i: int) -> bool:
    """Whether the element at ``i`` may stand inside a noun phrase."""
    elem = elems[i]
    if elem.kind in ("money", "date", "contract", "person", "rolecue"):
        return False
    if elem.kind == "punct":
        return elem.text in ("&", "/", "-")
    if elem.low in ("and", "of"):
        return i + 1 < len(elems) and elems[i + 1].kind not in ("punct", "money", "date")
    if elem.kind == "trigger":
        return elem.ent is not None and not any(
            e.forms & {"past", "part", "s", "ing"} for e in elem.ent.entries
        )
    return elem.low not in STOP


_EARLIER = frozenset("previous earlier prior former original old past preceding".split())
_PARTY_ROLES = frozenset(
    "buyer seller side approver end_user partner subcontractor beneficiary".split()
)
_NO_FIRM = frozenset(
    """program programme project act exercise operation agreement class forum summit conference day
    week year list policy strategy initiative council committee plan phase university institute school
    test airport base street road river sea ocean bay gulf show expo games cup league club party war
    treaty law bill report review article annual part unit block mark version model series order""".split()
)


def _firm_like(elem: Elem) -> bool:
    words = elem.low.split()
    return (
        1 <= len(words) <= 7
        and words[-1] not in _NO_FIRM
        and len(elem.text) > 2
        and any(c.islower() for c in elem.text) | (len(elem.text) <= 6)
    )


_COPULA = frozenset(
    "is are was were be being acts serves acting serving as the a an will and".split()
)


def _role_cue(elems: list[Elem], i: int, sentence: int) -> Mention | None:
    """``X is the prime contractor``, ``the principal contractor will be X``."""
    cue = elems[i]
    if cue.kind != "rolecue" or cue.ent is None:
        return None
    record = next(e.record for e in cue.ent.entries if isinstance(e.record, schema.RoleCue))
    found = _cued_right(elems, i) or _cued_left(elems, i)
    if not found:
        return None
    first, last = min(i, found[0]), max(i, found[-1])
    mention = Mention(
        sentence,
        elems[first].start,
        elems[last].end,
        elems[first : last + 1],
        rule=record.id,
        flags={"weak", "attach"},
    )
    for k in found:
        elem = elems[k]
        if elem.org is not None:
            mention.votes.append(Vote(elem.org, record.role, 1.5, elem, record.id))
    return mention if mention.votes else None


def _cued_right(elems: list[Elem], i: int) -> list[int]:
    j = i + 1
    linked = False
    while j < len(elems) and j - i < 5 and elems[j].kind != "party":
        linked = linked or elems[j].low in ("is", "are", "be", ":", "was")
        if elems[j].low not in _COPULA and elems[j].text != ":" and elems[j].kind != "adj":
            return []
        j += 1
    if j < len(elems) and elems[j].kind == "party" and (linked or j == i + 1):
        return coordinate_right(elems, j)
    return []


def _cued_left(elems: list[Elem], i: int) -> list[int]:
    """The subject of ``is the [cue]``: back over the copula and over place names and brackets."""
    j = i - 1
    while j >= 0 and elems[j].low in _COPULA:
        j -= 1
    if j == i - 1 and not (j >= 0 and elems[j].kind in ("party", "punct")):
        return []
    last_party = None
    while j >= 0 and elems[j].text not in (".", ";") and elems[j].kind != "trigger":
        if elems[j].kind == "party" and (last_party is None or preposition_of(elems, j) is None):
            last_party = j
        j -= 1
    return [last_party] if last_party is not None else []


class _Filler:
    """Fills one mention from its root trigger and the triggers below it."""

    def __init__(
        self, elems: list[Elem], mention: Mention, start: int, end: int, registry: Registry
    ) -> None:
        self.registry = registry
        self.elems = elems
        self.mention = mention
        self.start = start
        self.end = end
        self.used: set[int] = set()
        self.side_role: str | None = None

    def vote(self, index: int, role: str, weight: float, rule: str) -> None:
        """Count the party at ``index`` for ``role``; a name in a strong place becomes a firm."""
        elem = self.elems[index]
        if role not in _PARTY_ROLES:
            return
        promoted = role == "seller" or (
            role == "side" and preposition_of(self.elems, index) == "with"
        )
        opens = index == 0 and " " not in elem.text  # any word is capitalised there
        if elem.kind == "name" and promoted and weight >= 0.7 and not opens and _firm_like(elem):
            elem.org = self.registry.unknown_company(elem.text, elem.country, "company.argument")
            elem.kind = "party"
        if elem.org is not None:
            self.mention.votes.append(Vote(elem.org, role, weight, elem, rule))
            self.used.add(index)

    def root(self, root: Trig) -> None:
        mention = self.mention
        self.fill(root)
        for trig in [root, *_all_governed(root)]:
            mention.triggers.append(trig)
            mention.weight = max(mention.weight, trig.record.weight)
        mention.side_role = self.side_role
        self.parties_by_preposition([root, *_all_governed(root)])
        self.bracketed_recipients()
        for index in range(self.start, self.end):
            elem = self.elems[index]
            if elem.kind == "money":
                mention.sums.append(elem)
            elif elem.kind == "date":
                mention.dates.append(elem)
            elif elem.kind == "contract":
                mention.identifiers.append(elem.text)

    # -- arguments ------------------------------------------------------------------------

    def fill(self, trig: Trig, controller: list[int] | None = None) -> None:
        """Subject and object of ``trig``, then of what it governs."""
        roles = trig.record.roles
        weight = trig.record.weight
        rule = trig.record.id
        if trig.noun:
            self.noun(trig)
            subject: list[int] = []
        else:
            subject = self.subject(trig, controller)
            roles = self.turned(trig, subject, roles)
            if trig.passive:
                if trig.record.roles.get("object") == "deal":
                    subject = [*self.listed_recipients(trig), *subject]
                self.passive(trig, subject, roles, weight, rule)
            else:
                self.active(trig, subject, roles, weight, rule)
        if trig.deal is not None:
            self.noun(trig.deal, owner=trig)
            for child in trig.deal.governed:
                self.child(child, trig, subject)
        for child in trig.governed:
            self.child(child, trig, subject)

    def turned(self, trig: Trig, subject: list[int], roles: dict[str, str]) -> dict[str, str]:
        """A firm that receives something from a state or a service receives a contract."""
        orgs = [self.elems[i].org for i in subject if self.elems[i].org is not None]
        if trig.record.id != "deal.receive" or trig.passive or not orgs:
            return roles
        if any(o.is_public for o in orgs if o is not None):
            return roles
        for index in range(trig.index + 1, self.end):
            org = self.elems[index].org
            if org is not None and org.is_public and preposition_of(self.elems, index) == "from":
                self.vote(index, "buyer", 0.9, trig.record.id)
                self.mention.flags.add("award")
                return {"subject": "seller", "object": "item"}
        return roles

    def child(self, child: Trig, parent: Trig, subject: list[int]) -> None:
        """An infinitive or noun below another trigger: who controls it."""
        if child.noun:
            self.noun(child)
            if (
                child.record.id == "noun.purchase"
                and parent.record.roles.get("subject") == "approver"
            ):
                self.own_purchase(subject, child)
            for grandchild in child.governed:
                self.child(grandchild, child, subject)
            return
        roles = child.record.roles
        # "signed a contract to supply/buy": the infinitive tells what the sides are
        if parent.record.roles.get("subject") == "side" or parent.noun:
            subject_role = roles.get("subject")
            if subject_role in ("buyer", "seller", "partner") and self.side_role is None:
                self.side_role = subject_role
        self.fill(child, controller=subject)

    def own_purchase(self, subject: list[int], trig: Trig) -> None:
        """``The Thai cabinet approved the purchase``: a state approves what it buys itself."""
        for index in subject:
            elem = self.elems[index]
            org = elem.org
            if org is None or org.country is None or not org.is_public:
                continue
            if org.kind in ("country", "government", "ministry", "procurement_agency"):
                for vote in self.mention.votes:
                    if vote.org is org and vote.role == "approver":
                        vote.role = "buyer"
            else:
                country = self.registry.country_by_code(org.country)
                if country is not None:
                    self.mention.votes.append(Vote(country, "buyer", 0.4, elem, trig.record.id))

    def subject(self, trig: Trig, controller: list[int] | None) -> list[int]:
        if controller is not None and (trig.infinitive or trig.gerund):
            return controller
        found, pronoun = subject_of(self.elems, trig)
        if pronoun in ("it", "they", "company"):
            found = self.antecedent(trig)
            if found:
                return found
        if pronoun is not None:
            self.mention.pronoun = pronoun
            self.mention.pronoun_role = (
                "object" if trig.passive else trig.record.roles.get("subject")
            )
        return [i for i in found if i >= 0]

    def antecedent(self, trig: Trig) -> list[int]:
        """``L3 MAS announced that it has teamed``: the subject named before in the sentence."""
        for index in range(trig.index - 1, -1, -1):
            elem = self.elems[index]
            if elem.kind == "party" and not elem.possessive and elem.org is not None:
                if preposition_of(self.elems, index) is None:
                    return [index]
        return []

    def active(
        self, trig: Trig, subject: list[int], roles: dict[str, str], weight: float, rule: str
    ) -> None:
        role = roles.get("subject", "")
        for index in subject:
            self.vote(index, role, weight, rule)
        what = roles.get("object")
        region = range(trig.index + 1, _object_end(self.elems, trig.index, self.end))
        if rule == "deal.include" and not self.of_deal(trig):
            return
        if what == "item":
            self.objects(region, rule, roles)
        elif what in ("seller", "selectee", "recipient"):
            self.person_object(region, what, weight, rule)
        elif what == "approved":
            self.objects(region, rule, roles)
        elif what == "deal":
            # "awarded Raytheon a contract": an indirect object before the deal noun
            noun_index = trig.deal.index if trig.deal else trig.index
            for index in range(trig.index + 1, noun_index):
                if (
                    self.elems[index].kind == "party"
                    and "recipient" in roles
                    and preposition_of(self.elems, index) is None
                    and not self.elems[index].possessive
                ):
                    for k in coordinate_right(self.elems, index):
                        self.vote(k, roles["recipient"], weight, rule)
                    break

    def of_deal(self, trig: Trig) -> bool:
        """Whether the subject of a verb is a deal ("the package also includes")."""
        found, pronoun = subject_of(self.elems, trig)
        if pronoun in ("it", "which"):
            return True
        if any(self.elems[i].kind == "trigger" for i in found):
            self.mention.definite = True
            return True
        return False

    def passive(
        self, trig: Trig, subject: list[int], roles: dict[str, str], weight: float, rule: str
    ) -> None:
        what = roles.get("object")
        for index in subject:
            elem = self.elems[index]
            if elem.kind == "item" and elem.item is not None:
                self.add_item(elem, rule)
                for k in self.coordinated_items_left(index):
                    self.add_item(self.elems[k], rule)
            elif elem.kind in ("party", "name") and what == "deal":
                # "X was awarded a contract", never "was won a contract"
                if "recipient" in roles:
                    self.vote(index, roles["recipient"], weight, rule)
            elif elem.kind == "party" and what in ("seller", "selectee"):
                self.vote(index, "seller", weight, rule)
        agent = roles.get("subject", "")
        for index in range(trig.index + 1, min(self.end, trig.index + 12)):
            if self.elems[index].low == "by":
                for k in range(index + 1, min(self.end, index + 8)):
                    if self.elems[k].kind == "party" and preposition_of(self.elems, k) == "by":
                        for m in coordinate_right(self.elems, k):
                            self.vote(m, agent, weight, rule)
                        break
                break
            if self.elems[index].kind == "trigger" and index != (
                trig.deal.index if trig.deal else -1
            ):
                break
        if what in ("deal", "seller", "selectee"):
            region = range(trig.index + 1, _object_end(self.elems, trig.index, self.end))
            for index in region:
                if self.elems[index].kind == "item" and trig.deal is None:
                    break

    def listed_recipients(self, trig: Trig) -> list[int]:
        """``A, City; B, City; and C, City, were awarded``: the head of each part of the list."""
        stops = [k for k in range(self.start, trig.index) if self.elems[k].text == ";"]
        found: list[int] = []
        for k in [self.start - 1, *stops][: len(stops)] if stops else []:
            k += 1
            while k < trig.index and self.elems[k].low in ("and", "the"):
                k += 1
            if self.elems[k].kind in ("party", "name"):
                found.append(k)
        if stops:
            k = stops[-1] + 1
            while k < trig.index and self.elems[k].low in ("and", "the"):
                k += 1
            if self.elems[k].kind in ("party", "name"):
                found.append(k)
        return found

    def coordinated_items_left(self, index: int) -> list[int]:
        found: list[int] = []
        j = index - 1
        while j >= self.start and (
            self.elems[j].low in ("and", ",", "the") or self.elems[j].kind in ("quantity", "item")
        ):
            if self.elems[j].kind == "item":
                found.append(j)
            j -= 1
        return found

    def person_object(self, region: range, what: str, weight: float, rule: str) -> None:
        for index in region:
            elem = self.elems[index]
            if elem.kind == "item" and elem.item is not None and what in ("selectee",):
                self.add_item(elem, rule)
                self.objects(range(index, region.stop), rule, {})
                return
            if elem.kind == "party":
                if elem.possessive:
                    self.vote(index, "seller", weight * 0.8, rule)
                    continue
                if what == "recipient":
                    return
                for k in coordinate_right(self.elems, index):
                    self.vote(k, "seller", weight, rule)
                return
            if elem.low in ("as", "that"):
                return

    def objects(self, region: range, rule: str, roles: dict[str, str]) -> None:
        """Items in object position: a list of groups, with what may stand between them."""
        gap = 0
        last_item = None
        for index in region:
            elem = self.elems[index]
            if elem.kind == "item" and elem.item is not None:
                self.add_item(elem, rule)
                gap = 0
                last_item = index
                continue
            if elem.kind == "quantity" and self.counted_phrase(index, region.stop):
                last_item = index
                gap = 0
                continue
            if elem.kind in ("quantity", "money", "adj", "designation", "descriptor"):
                continue
            nxt = self.elems[index + 1] if index + 1 < len(self.elems) else None
            if (
                elem.kind == "party"
                and elem.org is not None
                and nxt is not None
                and nxt.kind == "item"
            ):
                if not elem.possessive and not elem.org.is_public:
                    # "14 Lockheed Martin F-16V fighters"
                    self.mention.votes.append(Vote(elem.org, "maker", 0.5, elem, "item.maker"))
                    self.used.add(index)
                    continue
            if rule == "deal.select" and elem.low in ("over", "instead", "rather", "ahead"):
                return
            if elem.kind == "party" and elem.possessive:
                maker = elem.org is not None and (
                    not elem.org.is_public
                    or (elem.org.kind == "country" and roles.get("subject") == "buyer")
                )
                if maker:
                    self.vote(index, "seller", 0.5, "item.possessive-maker")
                continue
            if (
                elem.kind == "party"
                and last_item is None
                and roles.get("to") == "buyer"
                and preposition_of(self.elems, index) is None
            ):
                # "supply Ukraine with", "sell Taiwan 66 jets"
                for k in coordinate_right(self.elems, index):
                    self.vote(k, "buyer", 0.9, rule)
                continue
            if elem.low in (
                ",",
                "and",
                "or",
                "&",
                "plus",
                "the",
                "a",
                "an",
                "some",
                "its",
                "of",
                "as",
                "well",
                "along",
                "both",
                "(",
                ")",
                "/",
                "-",
                "including",
                "includes",
                "more",
                "up",
                "to",
                "about",
                "another",
                "additional",
                "worth",
                "around",
                "nearly",
                "over",
                "than",
                "at",
                "least",
                "two",
                "one",
                "together",
                "units",
                "batch",
                "number",
                "squadrons",
                "regiments",
                "sets",
                "systems",
                "with",
            ):
                if elem.low == "with" and last_item is not None:
                    return
                if elem.low == "to" and last_item is not None:
                    return
                continue
            if elem.kind in ("trigger", "party", "date") and last_item is not None:
                return
            if elem.kind == "trigger" and self.elems[index - 1].low in ("and", "or"):
                continue
            gap += 1
            if gap > (3 if last_item is not None else 8) or elem.low in (
                "from",
                "by",
                "for",
                "in",
                "under",
                "on",
                "after",
                "that",
                "which",
                "while",
                "who",
            ):
                if last_item is None and elem.low in ("for", "under", "in", "on"):
                    continue
                return

    def counted_phrase(self, index: int, limit: int) -> bool:
        """``28 quick engine change assemblies``: counted goods whose type word no rule knows."""
        elems = self.elems
        last = index + 1
        while last < limit and last - index < 8 and _phrase_part(elems, last):
            if elems[last].kind == "item" or elems[last].low in ("and", "of"):
                break
            last += 1
        if last < limit and elems[last].kind == "item":
            return False
        words = [e for e in elems[index + 1 : last] if e.kind != "punct"]
        if len(words) < 2 or not words[-1].low.endswith("s") or words[-1].low in _NO_GOODS:
            return False
        if any(e.kind in ("party", "person", "trigger") or e.low.endswith("ly") for e in words):
            return False
        before = len(self.mention.items)
        self.noun_phrase(index + 1, last)
        return len(self.mention.items) > before

    def add_item(self, elem: Elem, rule: str) -> None:
        item = elem.item
        if item is not None and all(item is not known for known, _ in self.mention.items):
            self.mention.items.append((item, rule))

    # -- nouns ----------------------------------------------------------------------------

    def noun(self, trig: Trig, owner: Trig | None = None) -> None:
        """Arguments around a deal noun: possessor, adjective, compound, prepositions."""
        elems = self.elems
        i = trig.index
        roles = trig.record.roles
        rule = trig.record.id
        holder = {
            "noun.purchase": "buyer",
            "noun.order": "buyer",
            "noun.sale": "seller",
            "noun.delivery": "seller",
            "noun.donation": "seller",
            "noun.lease": "buyer",
        }.get(rule, "side")
        j = i - 1
        steps = 0
        while j >= self.start and steps < 7:
            elem = elems[j]
            if elem.kind == "party":
                if elem.possessive or (
                    steps <= 2
                    and preposition_of(elems, j) is None
                    and (owner is None or owner.record.id == "deal.win")
                    and _compound(elems, j, i)
                ):
                    role = holder if owner is None or owner.record.id != "deal.win" else "buyer"
                    if (
                        rule == "noun.contract"
                        and steps == 0
                        and not elem.possessive
                        and elem.org is not None
                        and elem.org.is_public
                    ):
                        role = "buyer"
                    self.vote(j, role, 0.7, rule)
                break
            if elem.kind == "item":
                self.add_item(elem, rule)
            elif elem.kind in ("trigger", "punct") or elem.low in (
                "of",
                "for",
                "from",
                "by",
                "with",
                "to",
            ):
                break
            j -= 1
            steps += 1
        if rule in _ITEM_NOUNS and any(
            e.low in _EARLIER for e in elems[max(self.start, i - 3) : i]
        ):
            self.mention.flags.add("other")
        if i > 0 and elems[i - 1].kind in ("quantity",):
            self.mention.flags.add("counted")
        if (j >= 0 and elems[max(0, i - 1)].low in ("the", "this", "that")) or _left_definite(
            elems, i
        ):
            self.mention.definite = True
        if owner is None and rule in _SIGNED_NOUNS and not self.mention.definite:
            self.subject_of_noun(trig)
        if {"item", "purpose"} & set(roles.values()):
            self.noun_items(trig, owner)

    def subject_of_noun(self, trig: Trig) -> None:
        """``Manila announces the end of a deal to buy``: who stands first acts in the deal."""
        role = "side"
        for child in trig.governed:
            if not child.noun and child.record.roles.get("subject") in ("buyer", "seller"):
                role = child.record.roles["subject"]
        found, _ = subject_of(self.elems, trig)
        for index in found:
            if self.start <= index and self.elems[index].kind == "party" and index not in self.used:
                self.vote(index, role, 0.5, trig.record.id)

    def noun_items(self, trig: Trig, owner: Trig | None) -> None:
        """Items behind ``of`` or ``for`` after a deal noun."""
        wanted = {p for p, r in trig.record.roles.items() if r in ("item", "purpose")}
        limit = _object_end(self.elems, trig.index, self.end)
        for index in range(trig.index + 1, limit):
            elem = self.elems[index]
            if elem.low == "of" and any(
                e.kind == "money" or e.text == "," for e in self.elems[trig.index + 1 : index]
            ):
                continue
            if elem.low in wanted:
                known = len(self.mention.items)
                self.objects(range(index + 1, limit), trig.record.id, {})
                award = owner is not None and owner.record.id in ("deal.award", "deal.win")
                if len(self.mention.items) == known and trig.record.id in _ITEM_NOUNS and award:
                    self.noun_phrase(index + 1, limit)
                return
            if elem.kind == "trigger" and index > trig.index + 1 and elem.low not in ("worth",):
                return

    def noun_phrase(self, first: int, limit: int) -> None:
        """What a contract is for where no type word is known: the noun phrase as it stands."""
        elems = self.elems
        while first < limit and (
            elems[first].low in _LEAD_IN or elems[first].kind in ("quantity", "adj", "money")
        ):
            first += 1
        last = first
        while last < limit and last - first < 9 and _phrase_part(elems, last):
            last += 1
        while last > first and elems[last - 1].low in ("and", "of", "&", "/", "the", "-"):
            last -= 1
        phrase = elems[first:last]
        words = [e for e in phrase if e.kind != "punct"]
        if (
            not words
            or words[0].low in _NO_ITEM
            or all(e.kind in ("party", "place") for e in words)
        ):
            return
        quantity = elems[first - 1] if first and elems[first - 1].kind == "quantity" else None
        text = " ".join(e.text for e in phrase)
        head = words[-1].low
        item = Item(
            start=phrase[0].start,
            end=phrase[-1].end,
            name=text,
            head=head,
            category="service" if _SERVICE & set(text.lower().split()) else "other",
            quantity=getattr(quantity.ent.value, "value", None)
            if quantity and quantity.ent
            else None,
            service=bool(_SERVICE & set(text.lower().split())),
            rule="item.noun-phrase",
        )
        self.mention.items.append((item, "item.noun-phrase"))

    def parties_by_preposition(self, trigs: list[Trig]) -> None:
        """Parties behind prepositions, given to the nearest trigger on their left that takes them."""
        order = sorted(trigs, key=lambda t: -t.index)
        for index in range(self.start, self.end):
            elem = self.elems[index]
            if elem.kind not in ("party", "name") or index in self.used:
                continue
            if elem.kind == "party" and elem.org is None:
                continue
            prep = preposition_of(self.elems, index)
            if prep is None:
                continue
            if elem.possessive and not self._governs(index):
                continue
            signed = any(t.record.id == "deal.sign" for t in trigs)
            if signed and prep == "of" and self._on_behalf(index):
                self.vote(index, "side", 0.8, order[-1].record.id)
                continue
            if prep == "from" and self._no_source(index):
                continue
            if prep == "by" and self._told_by(index):
                continue
            for trig in order:
                if trig.index > index or self._purpose_between(trig.index, index):
                    continue
                role = self.role_of(trig, prep, index)
                if (
                    role == "seller"
                    and prep == "to"
                    and elem.org is not None
                    and elem.org.is_public
                ):
                    role = None
                if (
                    role is not None
                    and elem.kind == "name"
                    and (trig.record.weight < 0.8 or prep not in ("to", "with", "from", "by"))
                ):
                    break
                if role is not None:
                    self.vote(
                        index,
                        role,
                        0.8 * trig.record.weight if trig.record.weight < 1 else 0.8,
                        trig.record.id,
                    )
                    break
            else:
                self.before_triggers(index, prep, order)

    def bracketed_recipients(self) -> None:
        """``foreign military sales contract W31P4Q-15-C-0151 (Egypt, Iraq)``: the receiving states."""
        elems = self.elems
        for index in range(self.start + 1, self.end):
            if elems[index].text != "(" or elems[index - 1].kind not in ("trigger", "contract"):
                if elems[index].text != "(" or elems[index - 1].low != "sales":
                    continue
            close = index + 1
            while close < self.end and (
                elems[close].kind == "party" or elems[close].low in (",", "and", ";", "the")
            ):
                close += 1
            if close >= self.end or elems[close].text != ")":
                continue
            for k in range(index + 1, close):
                org = elems[k].org
                if org is not None and org.kind == "country":
                    self.vote(k, "end_user", 1.0, "noun.contract")

    def _no_source(self, index: int) -> bool:
        """``objections from the United States``: what is from there is nothing bought."""
        for j in range(index - 1, max(self.start, index - 6), -1):
            if self.elems[j].low == "from":
                return j > 0 and self.elems[j - 1].low in _NOT_SOLD
        return False

    def _told_by(self, index: int) -> bool:
        """``was confirmed by Embraer``: the agent of some other verb."""
        for j in range(index - 1, max(self.start, index - 6), -1):
            if self.elems[j].low == "by":
                before = self.elems[j - 1] if j else None
                return before is not None and before.low in _TOLD
        return False

    def _purpose_between(self, first: int, last: int) -> bool:
        """Whether a clause of purpose ("to replace its jets ...") stands between two indexes."""
        elems = self.elems
        for k in range(first + 2, last - 1):
            if elems[k].low != "to" or elems[k + 1].kind != "word":
                continue
            word = elems[k + 1]
            plain = word.text[0].islower() and word.low not in STOP
            if plain and elems[k - 1].kind in ("item", "date", "money", "word", "party"):
                if elems[k - 1].low not in _TO_NOUNS:
                    return True
        return False

    def _on_behalf(self, index: int) -> bool:
        """``signed on behalf of the Chinese government``."""
        return any(e.low == "behalf" for e in self.elems[max(0, index - 4) : index])

    def _governs(self, index: int) -> bool:
        """A possessive party before an item counts ("from France's Naval Group" does not)."""
        nxt = self.elems[index + 1] if index + 1 < len(self.elems) else None
        return nxt is not None and nxt.kind != "party"

    def before_triggers(self, index: int, prep: str, order: list[Trig]) -> None:
        """``For the Navy, approval was granted``: a party before the first trigger."""
        if prep == "for" and order and self.elems[index].kind == "party":
            self.vote(index, "beneficiary", 0.7, order[-1].record.id)

    def role_of(self, trig: Trig, prep: str, index: int) -> str | None:
        """The role that a preposition gives a party under a trigger."""
        light = trig.owner if trig.noun and trig.owner is not None and not trig.owner.noun else None
        roles = trig.record.roles
        if light is not None and prep in light.record.roles and prep != "for":
            role = light.record.roles[prep]
            if (
                prep == "from"
                and role == "buyer"
                and self._item_between(trig.index, index)
                and light.record.roles.get("subject") != "seller"
            ):
                return "seller"
            return role
        if trig.record.id == "noun.approval":
            public = self.elems[index].org is not None and self.elems[index].org.is_public  # type: ignore[union-attr]
            return "approver" if prep in ("by", "of", "from") and public else None
        if prep == "for":
            if trig.record.roles.get("for") in ("item", "purpose", None) and trig.noun:
                return "beneficiary"
            return {"buyer": "beneficiary", "end_user": "beneficiary"}.get(roles.get("for", ""))
        role = roles.get(prep)
        if role == "item":
            return None
        if (
            prep == "from"
            and trig.noun
            and role == "buyer"
            and self._item_between(trig.index, index)
        ):
            return "seller"
        return role

    def _item_between(self, first: int, last: int) -> bool:
        return any(e.kind == "item" for e in self.elems[first + 1 : last])


def _compound(elems: list[Elem], j: int, i: int) -> bool:
    return all(
        e.kind in ("item", "money", "adj", "equip", "quantity")
        or (e.low not in STOP and e.kind == "word")
        for e in elems[j + 1 : i]
    )


def _left_definite(elems: list[Elem], i: int) -> bool:
    j = i - 1
    while (
        j >= 0
        and elems[j].kind in ("word", "adj", "money", "item", "name")
        and elems[j].low not in ("the", "this", "that", "a", "an", "such", "these", "those")
        and i - j < 5
        and elems[j].low not in STOP
    ):
        j -= 1
    return j >= 0 and elems[j].low in ("the", "this", "that", "such", "these", "those")


__all__ = ["Ent", "Mention", "Vote", "analyse"]
