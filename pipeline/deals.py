"""From mentions to the deals of an article: merging, prominence, kind, status, facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.clauses import Trig
from pipeline.context import Hits
from pipeline.facts import make_date, make_value
from pipeline.groups import Elem
from pipeline.groups import Item as ItemGroup
from pipeline.mentions import Mention, Vote
from pipeline.parties import Org, same_party
from pipeline.records import (
    DateKind,
    Deal,
    DealDate,
    DealKind,
    DealStatus,
    Evidence,
    Item,
    Obligation,
    Party,
    Value,
)
from pipeline.roles import assign_roles

_KIND_ORDER: tuple[DealKind, ...] = (
    "modification",
    "foreign_military_sale",
    "transfer",
    "co_production",
    "framework",
    "memorandum",
)
_STATUS_RANK: dict[str, int] = {
    "planned": 0,
    "approved": 1,
    "selected": 1,
    "signed": 2,
    "delivered": 3,
    "cancelled": 4,
}


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
    statuses: list[str] = field(default_factory=list)
    past: bool = False
    side_role: str | None = None
    first_sentence: int = 0
    block: int = 0
    in_lead: bool = False

    @property
    def concluded(self) -> bool:
        """Whether a later clause reports that the planned deal was concluded."""
        return any(
            m.rule in _CONCLUDING and m.status == "signed" and m.definite for m in self.mentions
        )

    def orgs(self, *roles: str) -> list[Org]:
        """Organisations that have a vote for one of ``roles``."""
        return [v.org for v in self.votes if v.role in roles]


def item_key(name: str) -> frozenset[str]:
    """Words of an item's name, folded for comparison."""
    words = "".join(c.lower() if c.isalnum() else " " for c in name.replace("-", "")).split()
    return frozenset(
        w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w for w in words
    )


def same_item(a: ItemGroup, b: ItemGroup) -> bool:
    """Whether two item groups name the same thing."""
    ka, kb = item_key(a.name), item_key(b.name)
    if not ka or not kb:
        return False
    if ka <= kb or kb <= ka:
        return True
    if not a.designated and not b.designated and a.category == b.category != "other":
        if a.definite or b.definite:
            return True
    if a.designated and b.designated:
        return bool({w for w in ka & kb if any(c.isdigit() for c in w)}) and bool(ka & kb)
    if a.designated != b.designated:
        plain = b if a.designated else a
        return plain.definite and a.category == b.category
    return len(ka & kb) / len(ka | kb) >= 0.5


class Assembler:
    """Turns the sentences of one article into its deals."""

    def __init__(
        self, cues: Hits, text: str, sentences: list[Sentence], published: str | None
    ) -> None:
        self.cues = cues
        self.text = text
        self.sentences = sentences
        self.published = published
        self.year = int(published[:4]) if published else None
        self.drafts: list[Draft] = []
        self.focus: Draft | None = None
        self.focus_block = -1
        self.elsewhere = -1
        self.listing = is_listing(sentences)

    # -- reading mentions -----------------------------------------------------------------

    def run(self) -> list[Draft]:
        """The drafts of the article, in order of appearance."""
        for sentence in self.sentences:
            if "ource:" in self.text[sentence.start : sentence.start + 12]:
                continue  # "(Source: ministry; issued May 15, 2018)"
            placed: list[tuple[Mention, Draft]] = []
            pending: list[Vote] = []
            for mention in sentence.mentions:
                self.classify(mention)
                if pending and not mention.votes and any(not i.generic for i, _ in mention.items):
                    # "the ministry asked for funds, including a deal to lease five drones"
                    mention.votes = list(pending)
                elif self.founds(mention):
                    # "the contract with X provides for the delivery of ... to Y"
                    mention.votes += [v for v in pending if v.role == "side"]
                if any(m.definite and m.triggers and m.triggers[0].noun for m, _ in placed):
                    mention.definite = True  # "under the same contract, supply 6,000 rounds"
                draft = self.place(mention, sentence)
                if draft is not None:
                    self.add(draft, mention, sentence)
                    placed.append((mention, draft))
                elif "weak" not in mention.flags and "negated" not in mention.flags:
                    pending = mention.votes
            self.loose(sentence, placed)
        return self.drafts

    def classify(self, mention: Mention) -> None:
        """Kind, status and flags of a mention from its triggers and the words around them."""
        if "attach" in mention.flags:
            return
        root = mention.triggers[0]
        mention.kind = self.kind_of(mention)
        mention.status = self.status_of(mention, root)
        if self.cues.has("past", mention.start, mention.end):
            mention.flags.add("past")
        for elem in mention.dates:
            edtf = getattr(elem.ent.value if elem.ent else None, "edtf", None)
            if edtf and self.year and edtf[:4].isdigit() and int(edtf[:4]) < self.year - 1:
                mention.flags.add("past")
        if mention.weight < 0.6 and not _under_deal(mention):
            self.weaken(mention)

    def weaken(self, mention: Mention) -> None:
        """A verb of making or equipping on its own names a maker, not a deal."""
        roles = {v.role for v in mention.votes}
        if (
            {"beneficiary", "buyer"} & roles
            and "seller" in roles
            and mention.items
            and "past" not in mention.flags
        ):
            mention.weight = 0.65
            return
        makers = {id(v.org) for v in mention.votes if v.role == "seller"}
        agreed = self.cues.has("status.joint", mention.start, mention.end)
        if len(makers) > 1 and mention.items and agreed:
            # "A and B have agreed to develop a bomb": they make it together
            mention.weight, mention.kind = 0.9, "co_production"
            for vote in mention.votes:
                if vote.role == "seller":
                    vote.role = "partner"
            return
        mention.flags.add("weak")
        for vote in mention.votes:
            if vote.role in ("seller", "side"):
                vote.role = "maker"

    def kind_of(self, mention: Mention) -> str:
        kinds = {t.record.kind for t in mention.triggers if t.record.kind}
        ids = {t.record.id for t in mention.triggers}
        if "deal.team" in ids and ids & {"deal.build", "deal.develop"}:
            return "co_production"
        for kind in _KIND_ORDER:
            sense = f"kind.{kind}"
            if kind in kinds or self.cues.has(sense, mention.start, mention.end):
                if kind == "foreign_military_sale" and not _approval(mention):
                    continue
                if kind == "transfer" and kind not in kinds:
                    continue
                return kind
        return "procurement"

    def status_of(self, mention: Mention, root: Trig) -> str:
        elems = mention.elems
        offset = mention.start
        trigger_elem = next((e for e in elems if e.kind == "trigger" and e.start >= offset), None)
        verb = _elem_of(mention, root)
        cut = (verb or trigger_elem or elems[0]).start
        status = root.record.status or _verb_status(mention) or ""
        if root.record.id == "deal.supply" and verb is not None and verb.low in _HANDED:
            modal = any(e.low in _COMING for e in _before(elems, verb))
            status = "delivered" if not modal and not root.infinitive else status
        if status == "delivered" and root.infinitive:
            status = "signed"
        if "award" in mention.flags:
            status = "signed"
        for child in mention.triggers[1:]:
            if child.record.status == "cancelled":
                status = "cancelled"
        if root.noun and self.cues.has("status.cancelled", mention.start, cut):
            status = "cancelled"
        if status == "cancelled":
            return status
        if self.cues.has("status.failed", mention.start, mention.end):
            mention.flags.add("negated")
        if self.cues.has("status.negated", max(mention.start, cut - 60), cut):
            mention.flags.add("negated")
        reach = max(mention.start, cut - 80)
        if status == "delivered" and self.cues.has("status.planned", reach, cut):
            return "signed"
        if self.cues.has("status.planned", reach, cut) and status in ("signed", "selected", ""):
            return "planned"
        if (
            not root.noun
            and not root.passive
            and root.record.roles.get("subject") == "buyer"
            and _has_word(elems, verb, "will")
        ):
            return "planned"
        if root.noun and self.cues.has("status.approved", mention.start, cut):
            return "approved"
        return status

    # -- placing --------------------------------------------------------------------------

    def place(self, mention: Mention, sentence: Sentence) -> Draft | None:
        """The draft that a mention belongs to: a known one, a new one, or none."""
        if "negated" in mention.flags:
            return None
        if not (
            mention.votes or mention.items or mention.sums or mention.definite or mention.pronoun
        ):
            return None
        if "other" in mention.flags and "award" not in mention.flags and mention.triggers[0].noun:
            self.elsewhere = sentence.block  # what follows speaks of that other contract
        if self.elsewhere == sentence.block and (mention.definite or mention.pronoun):
            return None
        if self.is_share(mention, sentence):
            return self.near_focus(sentence)
        best: tuple[float, int, Draft] | None = None
        for index, draft in enumerate(self.drafts):
            if self.conflict(draft, mention):
                continue
            if self.listing and draft.mentions and sentence.block != draft.block:
                continue
            score = self.overlap(draft, mention)
            if mention.rule == "deal.operate" and not self.beside(draft, mention):
                continue
            if draft is self.focus and (mention.definite or mention.pronoun):
                score += 1.0
            if score > 0:
                recent = index if draft is not self.focus else len(self.drafts)
                if best is None or (score, recent) > best[:2]:
                    best = (score, recent, draft)
        if best is not None and (best[0] >= 1.0 or not self.founds(mention)):
            return best[2]
        if self.founds(mention) and not self.echo(mention):
            if best is not None and not self.independent(mention):
                return best[2]
            draft = Draft(first_sentence=sentence.index, past="past" in mention.flags)
            draft.block = sentence.block
            draft.in_lead = sentence.index < 3 or sentence.block_kind == "title"
            self.drafts.append(draft)
            return draft
        if "weak" in mention.flags and "attach" not in mention.flags:
            return None
        focus = self.near_focus(sentence)
        if "attach" in mention.flags:
            return focus
        if (
            focus is not None
            and not self.conflict(focus, mention)
            and (mention.definite or mention.pronoun or not mention.votes)
        ):
            return focus
        return None

    def is_share(self, mention: Mention, sentence: Sentence) -> bool:
        """``MTU will supply the engines``: another firm's part of the deal in focus.

        The votes become those of a maker, and its components no items of the deal.
        """
        focus = self.near_focus(sentence)
        if focus is None or mention.rule not in _SHARING or mention.sums:
            return False
        if {"past", "other"} & mention.flags or any(i.designated for i, _ in mention.items):
            return False
        firms = [v.org for v in mention.votes if not v.org.is_public]
        if not firms or len(firms) < len(mention.votes):
            return False
        sellers = focus.orgs("seller", "side", "partner", "maker")
        if not sellers or any(same_party(f, o) for f in firms for o in sellers):
            return False
        if not any(e.low in ("will", "is", "are", "to", "shall", "by") for e in mention.elems):
            return False
        for vote in mention.votes:
            vote.role = "maker"
        mention.items.clear()
        mention.flags.add("weak")
        return True

    def beside(self, draft: Draft, mention: Mention) -> bool:
        """Whether a mention stands in a sentence of the deal, or names its very system."""
        if any(m.sentence == mention.sentence and "weak" not in m.flags for m in draft.mentions):
            return True
        return any(
            a.designated and b.designated and same_item(a, b)
            for a, _ in mention.items
            for b, _ in draft.items
        )

    def near_focus(self, sentence: Sentence) -> Draft | None:
        """The deal that the text speaks of here."""
        if self.elsewhere == sentence.block:
            return None
        reach = 2 if len(self.drafts) < 2 and not self.listing else 0
        if self.focus is not None and sentence.block - self.focus_block <= reach:
            return self.focus
        if self.listing:
            return None
        return next((d for d in self.drafts if d.in_lead), self.focus)

    def founds(self, mention: Mention) -> bool:
        """Whether a mention is enough to open a deal of its own."""
        if "weak" in mention.flags or mention.weight < 0.6:
            return False
        roles = {v.role for v in mention.votes}
        specific = [i for i, _ in mention.items if not i.generic]
        if not roles - {"beneficiary", "maker"}:
            return False
        lonely = len(group_orgs(mention)) < 2
        light = any(t.deal is not None for t in mention.triggers)
        if mention.rule in ("noun.sale", "noun.purchase") and {"buyer", "seller"} <= roles:
            return True
        told = any(i.quantity or i.designated for i in specific)
        aside = bool({"past", "other"} & mention.flags) and not light and not told
        if lonely and (mention.kind == "transfer" or aside):
            return False
        if specific or (mention.items and mention.sums):
            return True
        light = any(t.deal is not None for t in mention.triggers)
        return (
            bool(mention.sums and (light or len(mention.votes) > 1))
            or (
                mention.kind in ("co_production", "memorandum", "transfer")
                and len(group_orgs(mention)) > 1
                and bool(mention.items)
            )
            or (light and len(group_orgs(mention)) > 1)
        )

    def echo(self, mention: Mention) -> bool:
        """Whether a mention only names one more thing for a buyer who has a deal already."""
        if (
            mention.sums
            or any(i.quantity for i, _ in mention.items)
            or len(group_orgs(mention)) > 1
        ):
            return False
        orgs = group_orgs(mention)
        return any(_related(o, v.org) for o in orgs for d in self.drafts for v in d.votes)

    def independent(self, mention: Mention) -> bool:
        return not mention.definite and mention.pronoun is None

    def conflict(self, draft: Draft, mention: Mention) -> bool:
        """Whether a mention cannot be about a draft's deal."""
        for role in ("seller", "buyer"):
            mine = [v.org for v in mention.votes if v.role == role]
            theirs = draft.orgs(role)
            if role == "buyer":
                mine += [
                    v.org for v in mention.votes if v.role == "beneficiary" and v.org.is_public
                ]
                theirs += [v.org for v in draft.votes if v.role in ("beneficiary", "end_user")]
            if mine and theirs and not any(_related(a, b) for a in mine for b in theirs):
                return True
        mine_items = [i for i, _ in mention.items if not i.generic and not i.service]
        their_items = [i for i, _ in draft.items if not i.generic and not i.service]
        if (
            mine_items
            and their_items
            and not any(same_item(a, b) for a in mine_items for b in their_items)
        ):
            if not mention.definite or any(i.designated for i in mine_items):
                return True
        if not mention.definite and mention.pronoun is None:
            mine_quantity = {i.quantity for i in mine_items if i.quantity}
            their_quantity = {i.quantity for i in their_items if i.quantity}
            if (
                mine_quantity
                and their_quantity
                and not mine_quantity & their_quantity
                and "past" in mention.flags
                and not draft.past
            ):
                return True
            mine_sums = [(e.ent.value.currency, e.ent.value.amount) for e in mention.sums if e.ent]  # type: ignore[attr-defined]
            their_sums = [
                (v.currency, v.amount) for v in draft.values if v.kind in ("total", "ceiling")
            ]
            if mine_sums and their_sums:
                same = [(a, b) for a in mine_sums for b in their_sums if a[0] == b[0]]
                if same and not any(abs(a[1] - b[1]) <= 0.1 * b[1] for a, b in same):
                    return True
        return False

    def overlap(self, draft: Draft, mention: Mention) -> float:
        """How much a mention has in common with a draft."""
        score = 0.0
        mine = {id(v.org): v for v in mention.votes}
        for vote in mine.values():
            if any(_kin(vote.org, v.org) for v in draft.votes):
                score += 0.6
        if any(same_item(a, b) for a, _ in mention.items if not a.generic for b, _ in draft.items):
            score += 0.7
        elif any(a.generic for a, _ in mention.items) and mention.definite:
            score += 0.3
        for elem in mention.sums:
            value = elem.ent.value if elem.ent else None
            if any(
                v.currency == value.currency and abs(v.amount - value.amount) <= 0.005 * v.amount
                for v in draft.values
            ):  # type: ignore[union-attr]
                score += 1.0
        return score

    # -- filling --------------------------------------------------------------------------

    def add(self, draft: Draft, mention: Mention, sentence: Sentence) -> None:
        """Add what a mention says to a draft, and make the draft the focus."""
        draft.mentions.append(mention)
        if "weak" not in mention.flags and draft.side_role is None:
            draft.side_role = mention.side_role
        draft.votes += mention.votes
        draft.identifiers += [i for i in mention.identifiers if i not in draft.identifiers]
        if "weak" not in mention.flags:
            known = bool(draft.items)
            draft.items += [
                (item, rule)
                for item, rule in mention.items
                if not known or _adds_item(item, mention)
            ]
            draft.kinds[mention.kind or "procurement"] += 1
            if mention.status:
                draft.statuses.append(mention.status)
            self.focus, self.focus_block = draft, sentence.block
        self.add_sums(draft, mention.sums, sentence)
        self.add_dates(draft, mention.dates, sentence, self.day_of(mention))

    def add_sums(self, draft: Draft, sums: list[Elem], sentence: Sentence) -> None:
        for elem in sums:
            value = make_value(self.text, self.cues, elem, sentence.bounds, draft_kind(draft))
            if value is not None:
                add_value(draft.values, value)

    def day_of(self, mention: Mention) -> DateKind | None:
        """What a bare date beside the verb of a mention dates."""
        if not mention.triggers or mention.triggers[0].noun or "weak" in mention.flags:
            return None
        return _DAY_OF.get(mention.status or "")

    def add_dates(
        self,
        draft: Draft,
        dates: list[Elem],
        sentence: Sentence,
        default: DateKind | None = None,
    ) -> None:
        """Add the date facts of a sentence's date groups."""
        for elem in dates:
            edtf = getattr(elem.ent.value if elem.ent else None, "edtf", None) or ""
            past = bool(self.published) and "/" not in edtf and edtf <= (self.published or "")
            fact = make_date(self.text, self.cues, elem, sentence.bounds, default if past else None)
            if fact is not None and all(
                (d.kind, d.date) != (fact.kind, fact.date) for d in draft.dates
            ):
                draft.dates.append(fact)

    def terms(self, sentence: Sentence) -> None:
        """Loans, offsets, options and unit prices belong to the deal in focus whoever acts."""
        draft = self.near_focus(sentence)
        if draft is None or len(self.drafts) > 1:
            return
        for elem in sentence.elems:
            if elem.kind != "money":
                continue
            value = make_value(self.text, self.cues, elem, sentence.bounds, draft_kind(draft))
            if value is not None and value.kind in ("financing", "offset", "option", "unit"):
                add_value(draft.values, value)

    def loose(self, sentence: Sentence, placed: list[tuple[Mention, Draft]]) -> None:
        """Sums, dates and numbers outside any mention go to the deal in focus."""
        inside = [(m.start, m.end) for m, _ in placed]
        if not placed and any(
            "weak" not in m.flags and m.weight >= 0.6 and m.votes for m in sentence.mentions
        ):
            self.terms(sentence)
            return  # the sentence speaks of some other deal
        draft = placed[0][1] if placed else self.near_focus(sentence)
        if draft is None:
            return
        rest = [e for e in sentence.elems if not any(a <= e.start < b for a, b in inside)]
        reach = 2 if len(self.drafts) < 2 and not self.listing else 0
        near = sentence.block - self.focus_block <= reach
        if placed or near:
            self.add_sums(draft, [e for e in rest if e.kind == "money"], sentence)
            dates = [e for e in rest if e.kind == "date"]
            self.add_dates(draft, dates, sentence)
        for elem in rest:
            if elem.kind == "contract" and elem.text not in draft.identifiers:
                draft.identifiers.append(elem.text)


def is_listing(sentences: list[Sentence]) -> bool:
    """Whether the article is a list of awards: paragraphs that each open with one."""
    opened = -1
    count = 0
    for sentence in sentences:
        if sentence.block == opened or not sentence.elems:
            continue
        opened = sentence.block
        count += any(m.rule == "deal.award" and m.sums for m in sentence.mentions)
    return count >= 2


def _adds_item(item: ItemGroup, mention: Mention) -> bool:
    """Whether a later clause's item is goods of its own, not a description of those known."""
    if item.designated:
        return True
    if item.category in ("other", "service"):
        return False
    return mention.rule != "deal.include" or item.quantity is not None


def group_orgs(mention: Mention) -> list[Org]:
    """Distinct parties of a mention."""
    found: list[Org] = []
    for vote in mention.votes:
        if not any(same_party(vote.org, o) for o in found):
            found.append(vote.org)
    return found


def _kin(a: Org, b: Org) -> bool:
    """Whether two organisations are one party or bodies of one state."""
    if same_party(a, b):
        return True
    return bool(a.country and a.country == b.country and a.is_public and b.is_public)


def _related(a: Org, b: Org) -> bool:
    """Whether two organisations may stand for each other between two mentions."""
    if same_party(a, b):
        return True
    return bool(
        a.country
        and a.country == b.country
        and (a.is_public or b.is_public)
        and (a.kind == "country" or b.kind == "country" or (a.is_public and b.is_public))
    )


def _under_deal(mention: Mention) -> bool:
    return any(
        t.noun and t.record.weight >= 0.6 or t.deal is not None for t in mention.triggers
    ) or any(t.record.weight >= 0.6 for t in mention.triggers)


def _approval(mention: Mention) -> bool:
    return any(t.record.id in ("deal.approve",) for t in mention.triggers) or any(
        t.record.id in ("noun.sale",) for t in mention.triggers
    )


_SHARING = frozenset(
    {"deal.supply", "deal.build", "deal.develop", "deal.service", "deal.equip", "deal.sell"}
)
_DAY_OF: dict[str, DateKind] = {
    "signed": "signed",
    "approved": "approved",
    "delivered": "delivery",
}
_HANDED = frozenset("delivered supplied shipped".split()) | {"handed over", "turned over"}
_COMING = frozenset("will would to be shall should may could can must if when until".split())
_CONCLUDING = frozenset(
    {"deal.sign", "deal.award", "deal.win", "deal.order", "deal.buy", "deal.place"}
)


def _before(elems: list[Elem], verb: Elem) -> list[Elem]:
    position = elems.index(verb)
    return elems[max(0, position - 4) : position]


def _verb_status(mention: Mention) -> str | None:
    """The stage that a verb below a noun tells, if one does."""
    return next(
        (t.record.status for t in mention.triggers[1:] if not t.noun and t.record.status), None
    )


def _elem_of(mention: Mention, trig: Trig) -> Elem | None:
    for elem in mention.elems:
        if (
            elem.kind == "trigger"
            and elem.ent is not None
            and any(e.record is trig.record or e.record in trig.records for e in elem.ent.entries)
        ):
            return elem
    return None


def _has_word(elems: list[Elem], verb: Elem | None, word: str) -> bool:
    if verb is None:
        return False
    position = elems.index(verb)
    return any(e.low == word for e in elems[max(0, position - 4) : position])


def add_value(values: list[Value], value: Value) -> None:
    """Add a sum unless it repeats one: the same, or a rounded repeat in the same currency."""
    for index, known in enumerate(values):
        if known.currency != value.currency:
            continue
        close = abs(known.amount - value.amount) <= 0.03 * max(known.amount, value.amount)
        if close and known.kind == value.kind:
            return
        if abs(known.amount - value.amount) <= 0.005 * known.amount:
            if known.kind == "part" and value.kind in ("total", "ceiling"):
                values[index] = value
            return
    values.append(value)


def draft_kind(draft: Draft) -> str:
    """The kind of a draft: the first in the guide's order that its mentions support.

    The clause that opens the deal decides; a later clause only where a third of them agree.
    """
    total = sum(draft.kinds.values())
    opening = draft.mentions[0].kind if draft.mentions else None
    for kind in _KIND_ORDER:
        count = draft.kinds.get(kind, 0)
        if count and (kind == opening or 3 * count >= total):
            return kind
    return "procurement"


def draft_status(draft: Draft) -> str:
    """The furthest stage that the mentions report.

    The clause that opens the deal sets the stage; a later one moves it on only where its verb says
    so, and to "delivered" only for a gift or where at least half of the clauses say it.
    """
    kind = draft_kind(draft)
    told = [s for s in draft.statuses if s]
    if not told:
        return "approved" if kind == "foreign_military_sale" else "signed"
    first = told[0]
    if first != "delivered" and kind != "transfer" and 2 * told.count("delivered") < len(told):
        told = [s if s != "delivered" else "signed" for s in told]
    best = max(told, key=lambda s: _STATUS_RANK[s])
    if best == "cancelled" and first != "cancelled":
        rest = [s for s in told if s != "cancelled"]
        best = max(rest, key=lambda s: _STATUS_RANK[s])
    if kind == "foreign_military_sale" and best in ("signed", "delivered", "selected"):
        return "approved"
    if first == "planned" and best == "signed" and not draft.concluded:
        return "planned"
    return best


def _shadowed(
    group: list[tuple[ItemGroup, str]], groups: list[list[tuple[ItemGroup, str]]]
) -> bool:
    """Whether a plain type word only repeats a designated item of its kind ("the frigates")."""
    if any(i.designated for i, _ in group):
        return False
    counts = {i.quantity for i, _ in group if i.quantity}
    for other in groups:
        if other is group or not any(i.designated for i, _ in other):
            continue
        same = {i.category for i, _ in other} & {i.category for i, _ in group}
        theirs = {i.quantity for i, _ in other if i.quantity}
        if same - {"other"} and (not counts or counts & theirs):
            return True
    return False


def merge_items(items: list[tuple[ItemGroup, str]], text: str) -> list[Item]:
    """Items of a deal, each once, with quantity and evidence; hypernyms only where nothing else is."""
    groups: list[list[tuple[ItemGroup, str]]] = []
    for item, rule in items:
        for group in groups:
            if any(same_item(item, known) for known, _ in group):
                group.append((item, rule))
                break
        else:
            groups.append([(item, rule)])
    if any(not all(i.generic for i, _ in g) for g in groups):
        groups = [g for g in groups if not all(i.generic for i, _ in g)]
    if any(not all(i.service for i, _ in g) for g in groups):
        groups = [g for g in groups if not all(i.service for i, _ in g)]
    groups = [g for g in groups if not _shadowed(g, groups)]
    result: list[Item] = []
    for group in groups:
        named = [i for i, _ in group if i.designated] or [i for i, _ in group]
        best = (
            max(named, key=lambda i: (len(i.name), -i.start)) if named[0].designated else named[0]
        )
        quantity = next(
            (i.quantity for i, _ in group if i.quantity is not None and i.quantity > 1), None
        )
        if quantity is None:
            quantity = next((i.quantity for i, _ in group if i.quantity is not None), None)
        evidence = tuple(
            Evidence(i.start, i.end, text[i.start : i.end], rule)
            for i, rule in dict.fromkeys(group)
        )
        category = next((i.category for i, _ in group if i.category != "other"), best.category)
        result.append(Item(best.name, category, quantity, evidence))
    return result


def settle_dates(dates: list[DealDate]) -> list[DealDate]:
    """One day of signature, announcement and approval each; no announcement beside a signature.

    Of two claims for one of these the first stands, or the finer where one refines the other.
    """
    result: list[DealDate] = []
    for date in dates:
        if date.kind in ("delivery", "completion", "start"):
            result.append(date)
            continue
        index = next((i for i, d in enumerate(result) if d.kind == date.kind), None)
        if index is None:
            result.append(date)
        elif date.date.startswith(result[index].date):
            result[index] = date
    if any(d.kind in ("signed", "approved") for d in result):
        result = [d for d in result if d.kind != "announced"]
    return result


def complete_countries(draft: Draft) -> None:
    """Give bodies named without a country ("the Navy") that of the deal's other buyers."""
    wanted = ("buyer", "side", "beneficiary", "end_user")
    known = {v.org.country for v in draft.votes if v.role in wanted and v.org.is_public}
    known.discard(None)
    if len(known) != 1:
        return
    (country,) = known
    for vote in draft.votes:
        if vote.org.generic and vote.org.country is None:
            vote.org.country = country


def finish(draft: Draft, text: str, prominence: str) -> Deal:
    """The record of a draft."""
    kind = draft_kind(draft)
    complete_countries(draft)
    sides = assign_roles(draft.votes, kind, draft.side_role)
    parties: list[Party] = []
    for side, role in sides:
        evidence = tuple(
            Evidence(v.elem.start, v.elem.end, text[v.elem.start : v.elem.end], v.rule)
            for v in side.votes
        )
        parties.append(
            Party(side.org.display, role, side.org.country, tuple(dict.fromkeys(evidence)))
        )
    clauses = tuple(
        dict.fromkeys(
            Evidence(m.start, m.end, text[m.start : m.end], m.rule) for m in draft.mentions
        )
    )
    return Deal(
        kind=kind,  # type: ignore[arg-type]
        status=draft_status(draft),  # type: ignore[arg-type]
        prominence=prominence,  # type: ignore[arg-type]
        parties=tuple(parties),
        items=tuple(merge_items(draft.items, text)),
        values=tuple(draft.values),
        dates=tuple(settle_dates(draft.dates)),
        obligations=tuple(draft.obligations),
        identifiers=tuple(draft.identifiers),
        evidence=clauses,
    )


__all__ = ["Assembler", "Draft", "DealStatus", "Obligation", "Sentence", "finish"]
