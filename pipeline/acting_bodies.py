"""The bodies that act for a state that a deal names by its country only.

"Croatia ordered eight howitzers ... the Ministry of Defence said": the buyer is the ministry, the
most specific body that acts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from pipeline import rule_ids, schema
from pipeline.drafts import Draft, Sentence, draft_kind
from pipeline.elements import Elem, Item
from pipeline.entities import Ent
from pipeline.items import same_item
from pipeline.mentions import Mention, Vote
from pipeline.parties import Org, Registry
from pipeline.subjects import preposition_of

_ACTING = frozenset({"ministry", "procurement_agency"})
_DEFENCE = (
    "defen",
    "armed forces",
    "armament",
    "procurement",
    "materiel",
    "military",
    "acquisition",
)
_REACH = 2  # sentences around those that tell of the deal
_COMING = frozenset({"will", "shall", "must", "may"})
_BEING = frozenset({"is", "are"})
_PARTAKING = frozenset(
    """assemble assembled weld welded fit fitted install installed installing engines engine
    components parts sections hulls turrets sensors locally kits maintain produce produced
    manufacture manufactured build built""".split()
)
_MADE = frozenset({"built", "manufactured", "produced", "made"})
_COOPERATION = frozenset({"cooperation", "collaboration"})
_SUBCONTRACTS = frozenset("subcontractor subcontractors subcontract subcontracts".split())
_RIVALRY = frozenset(
    """rival rivals competitor competitors beat beating lost loser bid bids bidder bidders tender
    protest shares share acquired acquisition acquire merger previously earlier formerly""".split()
)
_AGENTS = frozenset({None, "by", "with", "from"})
_SILENT = re.compile(
    r"(?: \([^)]{1,12}\))?,? (?:did not|declined|refused|refrained|had no|has not|would not)\b"
)
_OFFICE_REACH = 60  # characters
_OFFICE = (
    r"(?:manager|director|president|chief executive|chief executive officer|ceo|chairman|head"
    r"|spokes(?:man|woman|person))"
)
_OFFICER_OF = re.compile(rf"\b{_OFFICE} (?:of|for|at) (?:the )?$", re.IGNORECASE)
_OWN_OFFICER = re.compile(rf"(?:[’']s)?,? (?:\w+ ){{0,3}}?{_OFFICE}\b", re.IGNORECASE)
_WEIGHT = 0.3
# Firms by their place alone.
_GUESSED = frozenset({"company.deal-partner", "company.argument", "company.listed"})
_JOINT = frozenset({"co_production", "memorandum"})
_SELLING = frozenset({"country", "government", "ministry"})
_MAKERS = frozenset({"company", "agency"})
_SALES = frozenset({"procurement", "framework", "foreign_military_sale"})
_BUYING = frozenset({"procurement", "framework"})
_RULE = "buyer.body"


def name_bodies(
    draft: Draft,
    sentences: Sequence[Sentence],
    ents: Sequence[Ent],
    registry: Registry,
    text: str,
    home: str | None,
) -> None:
    """Add the defence ministry or agency to a draft whose buyer is told as a country only, or as
    a service that only receives."""
    takers = [v for v in draft.votes if v.role in ("buyer", "beneficiary")]
    takers = takers or [v for v in draft.votes if v.role == "side" and v.org.kind == "country"]
    code = buying_state((v.org for v in takers), home)
    unsold = _nobody_takes(draft)
    if unsold:
        code = home if home is not None else _announcing_state(draft, sentences)
    if code is None:
        return
    gift = draft_kind(draft) == "transfer"  # who is given goods need not buy them
    if not all(v.org.kind == "country" or (not gift and _only_receives(v)) for v in takers):
        return
    around: Iterable[Sentence] = (
        sentences if unsold else near_sentences(draft, sentences, _REACH, _REACH)
    )
    found = [
        (ent, org)
        for sentence in around
        for ent, org in bodies_of(ents, sentence.start, sentence.end, code, registry, _ACTING)
        if _is_defence(ent.text) and not _SILENT.match(text, ent.end)
    ]
    if found:
        # the agency that buys for the ministry is the more specific of the two
        ent, org = next((f for f in found if f[1].kind == "procurement_agency"), found[0])
        vote_for(draft, ent, org, "buyer", _RULE)


def buying_state(takers: Iterable[Org], home: str | None) -> str | None:
    """The one state that those who take goods are of; ``None`` for several and unknown ones.

    A body that is named without its state is of ``home``.
    """
    states = {org.country or (home if org.generic else None) for org in takers}
    if len(states) > 1:
        states.discard(None)  # "the ministry ... for the Serbian military"
    return states.pop() if len(states) == 1 else None


def vote_for(draft: Draft, ent: Ent, org: Org, role: str, rule: str) -> None:
    """Count a body that is named apart from the deal for a role in it."""
    elem = Elem("party", ent.start, ent.end, ent.text, ent.text.lower(), ent, org)
    draft.votes.append(Vote(org, role, _WEIGHT, elem, rule))


def _nobody_takes(draft: Draft) -> bool:
    """Whether firms sell and nobody that could buy is told, so that it is the state at home."""
    consents = {id(v.org) for v in draft.votes if v.role == "approver"}
    roles = {v.role for v in draft.votes if v.org.is_public and id(v.org) not in consents}
    return not roles and any(v.role in ("seller", "side") for v in draft.votes)


def _announcing_state(draft: Draft, sentences: Sequence[Sentence]) -> str | None:
    """``The Armament Agency announced that a contract was signed with X``: whose bodies tell it."""
    told = sorted({m.sentence for m in draft.mentions})
    states = {
        e.country
        for index in told
        for e in sentences[index].elems
        if e.org is not None and e.org.kind in _ACTING
    }
    return states.pop() if len(states) == 1 else None


def _only_receives(vote: Vote) -> bool:
    """``boats for the Navy``, ``will supply the Navy with boats``: no word of who buys them."""
    given = vote.role == "beneficiary" or vote.rule in rule_ids.HANDING
    return given and vote.org.is_service


def near_sentences(
    draft: Draft, sentences: Sequence[Sentence], before: int, after: int
) -> Iterator[Sentence]:
    """The sentences that tell of a deal, and so many on either side of them, in order."""
    told = {m.sentence for m in draft.mentions}
    blocks = {sentences[index].block for index in told}
    for index in sorted({t + n for t in told for n in range(-before, after + 1)}):
        if not 0 <= index < len(sentences):
            continue
        sentence = sentences[index]
        if sentence.block_kind != "list_item" or sentence.block in blocks:
            yield sentence  # other things of a list are other deals


def bodies_of(
    ents: Sequence[Ent],
    first: int,
    last: int,
    code: str,
    registry: Registry,
    kinds: frozenset[str],
    lower: bool = False,
) -> Iterator[tuple[Ent, Org]]:
    """Bodies of these kinds of the state, or of none that is told, between two offsets.

    ``lower``: whether common words without a capital count too, "the army".
    """
    begin = bisect_left(ents, first, key=lambda ent: ent.start)
    for index in range(begin, len(ents)):
        ent = ents[index]
        if ent.start >= last:
            return
        org = _body(ent, ents[index - 1] if index else None, code, registry, kinds, lower)
        if org is not None:
            yield ent, org


def _is_defence(text: str) -> bool:
    return any(word in text.lower() for word in _DEFENCE)


def _body(
    ent: Ent,
    before: Ent | None,
    code: str,
    registry: Registry,
    kinds: frozenset[str],
    lower: bool,
) -> Org | None:
    for entry in ent.entries:
        record = entry.record
        if isinstance(record, schema.Body) and record.type in kinds and record.country == code:
            return registry.body(record, ent.text)
        if (
            isinstance(record, schema.BodyWord)
            and record.type in kinds
            and (lower or not ent.text[0].islower())
        ):
            owner = _owner(ent, before)
            if owner in (None, code):
                return registry.generic_body(record, ent.text, code)
    return None


def _owner(ent: Ent, before: Ent | None) -> str | None:
    """The state named right before a body: "Croatian", "Croatia's"."""
    if before is None or ent.start - before.end > len("'s "):
        return None
    return next(
        (e.record.code for e in before.entries if isinstance(e.record, schema.Country)), None
    )


def name_suppliers(draft: Draft, drafts: Sequence[Draft], sentences: Sequence[Sentence]) -> None:
    """Add firms that have a part in the one deal of an article: who fits, builds or supplies.

    Firms that any deal has already, and those of sentences about rivals, take no part.
    """
    if sum(d.in_lead for d in drafts) != 1 or not draft.in_lead:
        return
    known = {id(v.org) for d in drafts for v in d.votes}
    names = {v.org.name.lower().split()[0] for d in drafts for v in d.votes}
    for sentence in sentences[draft.first_sentence + 1 :]:
        low = {e.low for e in sentence.elems}
        coming = _is_coming(sentence)
        part = bool(low & _SUBCONTRACTS) or (
            coming and not low.isdisjoint(_PARTAKING | _COOPERATION)
        )
        if not part or low & _RIVALRY:
            continue
        if _of_other_goods(sentence, draft):
            continue
        for index, elem in enumerate(sentence.elems):
            org = elem.org
            if elem.kind != "party" or org is None or org.kind != "company" or id(org) in known:
                continue
            if preposition_of(sentence.elems, index) not in _AGENTS:
                continue  # "built at the Tata works", "and a ferry for Olsen"
            if org.name.lower().split()[0] in names:
                continue
            known.add(id(org))
            sells = _sells_for_state(draft, org) or _builds_what_nobody_sells(draft, sentence)
            role = "seller" if sells else "subcontractor"
            rule = f"{role}.part"
            if not sells and draft_kind(draft) in _SALES and _is_made_by(sentence, index):
                role = "maker"  # "Sweden sells ... The boats will be built by Saab"
            elif not sells and draft_kind(draft) in _JOINT and not low & _SUBCONTRACTS:
                role = "partner"  # "the two states ... Under the deal, BAE will build"
            draft.votes.append(Vote(org, role, _WEIGHT, elem, rule))


def _is_coming(sentence: Sentence) -> bool:
    """Whether a sentence tells what will or is to be."""
    return any(
        e.low in _COMING or (e.low == "to" and before.low in _BEING)
        for before, e in pairwise(sentence.elems)
    )


def _is_made_by(sentence: Sentence, index: int) -> bool:
    """Whether a sentence tells that goods are made by the firm at ``index``."""
    made = any(e.low in _MADE for e in sentence.elems[:index])
    return made and preposition_of(sentence.elems, index) == "by"


def _builds_what_nobody_sells(draft: Draft, sentence: Sentence) -> bool:
    """``approved 24 vehicles ... They will be built by Volta``: its seller, where no other is."""
    if _sellers(draft):
        return False
    built = any(m.rule == rule_ids.BUILD for m in sentence.mentions)
    return built and draft_kind(draft) in _BUYING


def _sellers(draft: Draft) -> list[Org]:
    """Who may sell: not the one state that signed where nobody else did."""
    known = draft.orgs("seller", "side", "partner", "maker")
    signed = {org.country for org in draft.orgs("side")}
    alone = len(signed) == 1 and all(org.is_public for org in known) and not draft.orgs("buyer")
    return [] if alone and set(map(id, known)) == set(map(id, draft.orgs("side"))) else known


def _sells_for_state(draft: Draft, org: Org) -> bool:
    """``selected Japan's frigate``: the firm of that state which builds it, where none sells."""
    if any(not o.is_public for o in draft.orgs("seller", "side", "partner")):
        return False
    chosen = [v for v in draft.votes if v.role == "seller" and v.rule == rule_ids.SELECT]
    return org.country is not None and any(v.org.country == org.country for v in chosen)


def _of_other_goods(sentence: Sentence, draft: Draft) -> bool:
    """Whether a sentence names a system that is none of the deal's."""
    named = [e.item for e in sentence.elems if e.item is not None and e.item.designated]
    return any(not _is_of(item, draft) for item in named)


def _is_of(item: Item, draft: Draft) -> bool:
    return any(same_item(item, known) for known, _ in draft.items)


def makings(sentences: Sequence[Sentence]) -> list[Mention]:
    """The clauses of an article that tell which firm makes what, in order."""
    return [
        mention
        for sentence in sentences
        for mention in sentence.mentions
        if mention.rule in rule_ids.MAKING and "negated" not in mention.flags and mention.items
    ]


def name_maker(
    draft: Draft,
    drafts: Sequence[Draft],
    sentences: Sequence[Sentence],
    made: Sequence[Mention],
    registry: Registry,
    text: str,
) -> None:
    """``Chile wants the X4 ... The X4, made by Volta, can``: the one maker, where nobody sells.

    Else the firm whose name the goods bear (``Airbus C295``), or the only one that is named.
    ``made`` are the article's :func:`makings`.
    """
    known = _sellers(draft)
    states = _selling_states(draft)
    if draft_kind(draft) not in _SALES or (known and not states):
        return
    alone = len(drafts) == 1
    found: dict[int, Vote] = {}
    for mention in made:
        if any(_is_among(item, draft, alone) for item, _ in mention.items):
            for vote in mention.votes:
                if vote.role in ("maker", "seller") and vote.org.kind in _MAKERS:
                    found.setdefault(id(vote.org), vote)
    if not found and (known or draft.in_lead):
        found = _speaker(draft, sentences, text)
    if known:
        makers = [v for v in found.values() if v.org.country in states]
        if len(makers) == 1:
            draft.votes.append(
                Vote(makers[0].org, "maker", _WEIGHT, makers[0].elem, "seller.maker")
            )
    elif len(found) == 1:
        ((_, vote),) = found.items()
        draft.votes.append(Vote(vote.org, "seller", _WEIGHT, vote.elem, "seller.maker"))
    elif found or _name_by_goods(draft, registry, text) or _name_beside_goods(draft, sentences):
        return
    elif alone and draft.in_lead:
        _name_only_firm(draft, sentences)


def _speaker(draft: Draft, sentences: Sequence[Sentence], text: str) -> dict[int, Vote]:
    """``Volta's general manager said that 15 would be delivered``: the firm whose officer tells of
    the deal of a state that buys."""
    if not any(org.is_public for org in draft.orgs("buyer", "beneficiary", "side")):
        return {}
    found: dict[int, Vote] = {}
    for sentence in near_sentences(draft, sentences, 0, 0):
        for elem in sentence.elems:
            org = elem.org
            if elem.kind != "party" or org is None or org.kind != "company" or org.rule in _GUESSED:
                continue
            before = text[max(sentence.start, elem.start - _OFFICE_REACH) : elem.start]
            after = text[elem.end : elem.end + _OFFICE_REACH]
            if _OFFICER_OF.search(before) or _OWN_OFFICER.match(after):
                found.setdefault(id(org), Vote(org, "maker", _WEIGHT, elem, "seller.speaker"))
    return found


def _selling_states(draft: Draft) -> set[str | None]:
    """The states that sell, or sign beside who buys, where no firm is known to."""
    sellers = draft.orgs("seller", "side", "partner", "maker")
    if any(org.kind not in _SELLING for org in sellers):
        return set()
    buyers = {org.country for org in draft.orgs("buyer", "beneficiary") if org.is_public}
    return {org.country for org in sellers} - buyers - {None} if buyers else set()


def _name_by_goods(draft: Draft, registry: Registry, text: str) -> bool:
    """``two Airbus C295 aircraft``: whether all goods bear the name of one firm, which sells."""
    firms: dict[str, tuple[schema.Company, Item]] = {}
    for item, _ in draft.items:
        first = item.name.split()[0].lower()
        named = item.designated and " " in item.name
        entries = registry.lexicon.terms.get(first, ()) if named else ()
        made = [e.record for e in entries if isinstance(e.record, schema.Company)]
        if len(made) != 1 or any(isinstance(e.record, schema.System) for e in entries):
            return False  # "Bushmaster vehicles" bear their own name
        firms[made[0].id] = (made[0], item)
    if len(firms) != 1:
        return False
    ((record, item),) = firms.values()
    surface = item.name.split()[0]
    start = text.find(surface, item.start)
    org = registry.company(record, surface)
    elem = Elem("party", start, start + len(surface), surface, surface.lower(), org=org)
    draft.votes.append(Vote(org, "seller", _WEIGHT, elem, "seller.maker"))
    return True


def _name_only_firm(draft: Draft, sentences: Sequence[Sentence]) -> None:
    """The one firm that an article on one deal names sells, unless beside rivals or other goods."""
    firms = {
        id(elem.org): (elem, sentence)
        for sentence in reversed(sentences)
        for elem in reversed(sentence.elems)
        if elem.kind == "party" and elem.org is not None and elem.org.kind == "company"
    }
    if len(firms) != 1:
        return
    ((elem, sentence),) = firms.values()
    if elem.org is None or elem.org.rule in _GUESSED or _of_other_goods(sentence, draft):
        return
    if _deals_in_others(elem.org, sentence, draft):
        return
    if not {e.low for e in sentence.elems} & _RIVALRY:
        draft.votes.append(Vote(elem.org, "seller", _WEIGHT, elem, "seller.only"))


def _name_beside_goods(draft: Draft, sentences: Sequence[Sentence]) -> bool:
    """``Volta builds the X4``: the one firm named where the article speaks of the deal's goods.

    Sells, unless beside rivals or other systems; returns whether there is one.
    """
    goods = [item for item, _ in draft.items if item.designated]
    if not goods or draft.past:
        return False
    firms: dict[int, Elem] = {}
    for sentence in sentences:
        named = [e.item for e in sentence.elems if e.item is not None and e.item.designated]
        if not named or not all(any(same_item(a, b) for b in goods) for a in named):
            continue
        if {e.low for e in sentence.elems} & _RIVALRY:
            continue
        for elem in sentence.elems:
            org = elem.org
            if elem.kind != "party" or org is None or org.kind != "company":
                continue
            if org.rule not in _GUESSED:
                firms.setdefault(id(org), elem)
    if len(firms) != 1:
        return False
    (elem,) = firms.values()
    assert elem.org is not None
    draft.votes.append(Vote(elem.org, "seller", _WEIGHT, elem, "seller.only"))
    return True


def _deals_in_others(org: Org, sentence: Sentence, draft: Draft) -> bool:
    """``Saab wins Finnish truck deal``: whether a clause on a firm tells of other goods."""
    return any(
        m.items and not any(_is_of(item, draft) for item, _ in m.items)
        for m in sentence.mentions
        if any(v.org is org for v in m.votes)
    )


def _is_among(item: Item, draft: Draft, alone: bool) -> bool:
    """Whether a clause speaks of a draft's goods: by their designation, or ``the jet`` of the
    only deal."""
    if item.designated and any(known.designated for known, _ in draft.items):
        return any(known.designated and same_item(item, known) for known, _ in draft.items)
    return alone and (item.definite or item.designated) and _is_of(item, draft)
