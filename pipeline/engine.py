"""The stages of the cascade tied together for one article."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline import schema
from pipeline.article import Article, Block
from pipeline.context import Cues, Hits
from pipeline.deals import Assembler, Draft, Sentence, draft_status, finish
from pipeline.entities import Ent, EntityFinder
from pipeline.events import analyse
from pipeline.groups import Elem, Grouper
from pipeline.language import sentences as split_sentences
from pipeline.lexicon import Lexicon, build_lexicon
from pipeline.mentions import Vote
from pipeline.obligations import Found, ObligationFinder, subject_party, token_f1
from pipeline.parties import Registry
from pipeline.records import Deal, Obligation
from pipeline.roles import assign_roles
from pipeline.rules import load_jsonl
from pipeline.tables import table_facts

_DEFENCE_CATEGORIES = frozenset(
    {
        "air_defence",
        "ammunition",
        "armoured_vehicle",
        "artillery",
        "missile",
        "naval_weapon",
        "small_arms",
        "uav",
    }
)


_SHORT = 600  # a brief may name nothing but a designation
_DESIGNATION_LIKE = re.compile(r"\b[A-Z][A-Za-z]{0,3}-?\d{1,3}[A-Z]?\b")


class Engine:
    """Rules compiled against a vocabulary; reads one article at a time and keeps no state."""

    def __init__(self, nlp: Language, user_dir: Path | None = None) -> None:
        self.lexicon: Lexicon = build_lexicon(user_dir)
        self.cues = Cues(load_jsonl("cues.jsonl", schema.Cue, user_dir))
        self.obligations = ObligationFinder(
            load_jsonl("obligations.jsonl", schema.ObligationVerb, user_dir)
        )
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        terms = sorted(self.lexicon.terms)
        matcher.add("term", list(nlp.tokenizer.pipe(terms)))
        self.finder = EntityFinder(self.lexicon, matcher)

    def may_hold_deal(self, text: str, cues: Hits) -> bool:
        """A cheap look before anything is parsed: words or designations of defence must occur."""
        if len(text) < _SHORT or cues.count("defence") or cues.count("gate"):
            return True
        return _DESIGNATION_LIKE.search(text) is not None

    def entities(self, doc: Doc, article: Article) -> list[Ent]:
        """All spans of the article."""
        return self.finder.find(doc, article.text, article.published)

    def deals(self, ents: Sequence[Ent], article: Article, cues: Hits) -> tuple[Deal, ...]:
        """The deals of an article from its spans and cues."""
        registry = Registry(self.lexicon)
        grouper = Grouper(self.lexicon, registry, article.text, ents)
        sentences = self.sentences(grouper, article)
        published = article.published.isoformat() if article.published else None
        assembler = Assembler(cues, article.text, sentences, published)
        drafts = assembler.run()
        drafts = [d for d in drafts if self.stands(d, cues)]
        if not drafts:
            return ()
        for draft in drafts:
            infer_buyer(draft, sentences)
        main = drafts[0]
        table_facts(article, sentences, main, cues)
        self.add_obligations(drafts, sentences, article.text)
        finished = [finish(d, article.text, prominence(d, drafts)) for d in drafts]
        return tuple(d for d in finished if complete(d))

    def sentences(self, grouper: Grouper, article: Article) -> list[Sentence]:
        """Sentences with their groups and mentions; plain ones are left unparsed."""
        blocks = article.blocks
        bounds = split_sentences(article.text, blocks)
        result: list[Sentence] = []
        block = 0
        for index, (start, end) in enumerate(bounds):
            while block + 1 < len(blocks) and blocks[block].end <= start:
                block += 1
            kind = blocks[block].kind if blocks else "paragraph"
            elems = grouper.sentence(start, end) if grouper.tells(start, end) else []
            sentence = Sentence(index, start, end, block, kind, elems)
            if kind != "table_row":
                sentence.mentions = analyse(elems, index, grouper.registry)
            result.append(sentence)
        return result

    # -- which drafts stand ---------------------------------------------------------------

    def stands(self, draft: Draft, cues: Hits) -> bool:
        """Whether a draft has enough to be a deal of defence goods between named parties."""
        if not any(m for m in draft.mentions if "weak" not in m.flags):
            return False
        specific = [i for i, _ in draft.items if not i.generic]
        if not specific and not draft.values and not draft.items:
            return False
        orgs = {id(v.org) for v in draft.votes}
        public = any(v.org.is_public and v.org.kind != "alliance" for v in draft.votes)
        military = any(
            i.category in _DEFENCE_CATEGORIES or (i.designated and i.category != "other")
            for i in specific
        )
        forces = any(
            v.org.is_service or v.org.kind in ("ministry", "procurement_agency")
            for v in draft.votes
        )
        told = any(cues.has("defence", m.start, m.end) for m in draft.mentions)
        themed = cues.count("defence") >= 4 and any(i.category != "other" for i in specific)
        arms_firm = any(
            v.org.kind == "company" and not v.org.key.startswith("org:") for v in draft.votes
        )
        if not (military or forces or ((public or arms_firm) and told) or themed):
            return False
        status = draft_status(draft)
        counted = any(i.quantity for i in specific)
        designated = any(i.designated for i in specific)
        if self.within_one_state(draft):
            return False
        vague = status == "planned" and not (draft.values or counted or designated)
        if vague and draft.first_sentence > 1:
            return False
        if len(orgs) < 2:
            buys = any(v.role in ("buyer", "side") and v.org.is_public for v in draft.votes)
            awarded = any(m.rule in ("deal.win", "deal.award") for m in draft.mentions)
            several = any(i.quantity and i.quantity > 1 for i in specific)
            if status == "planned" and not (buys and (draft.values or several or designated)):
                return False
            if status == "delivered" and not (draft.values or (buys and designated and counted)):
                return False
            if not (draft.values or awarded or (buys and (counted or designated or military))):
                return False
        return True

    def within_one_state(self, draft: Draft) -> bool:
        """Whether goods only move between bodies of one state: no deal."""
        if any(not v.org.is_public for v in draft.votes):
            return False
        givers = {v.org.country for v in draft.votes if v.role == "seller"}
        takers = {v.org.country for v in draft.votes if v.role != "seller"}
        return bool(givers) and (not takers or givers == takers) and not draft.values

    # -- obligations ----------------------------------------------------------------------

    def add_obligations(self, drafts: list[Draft], sentences: list[Sentence], text: str) -> None:
        """Give each undertaking to the deal of its sentence, or to the deal in focus."""
        owner: dict[int, Draft] = {}
        for draft in drafts:
            for mention in draft.mentions:
                owner.setdefault(mention.sentence, draft)
        focus: Draft | None = None
        focus_block = -9
        for sentence in sentences:
            here = owner.get(sentence.index)
            if here is not None:
                focus, focus_block = here, sentence.block
            if focus is None or sentence.block_kind in ("table_row", "title"):
                continue
            bullet = sentence.block_kind == "list_item"
            if here is None and not bullet and sentence.block - focus_block > 3:
                continue
            for found in self.obligations.find(text, sentence.start, sentence.end, bullet):
                obligation = complete_obligation(found, focus, sentence)
                if obligation is not None:
                    add_obligation(focus.obligations, obligation)


def add_obligation(known: list[Obligation], new: Obligation) -> None:
    """Add an undertaking unless one of its kind says the same; the fuller wording stays."""
    for index, old in enumerate(known):
        if old.kind == new.kind and token_f1(old.text, new.text) >= 0.5:
            if len(new.text) > len(old.text):
                known[index] = new
            return
    known.append(new)


_BUYER_VERBS = re.compile(
    r"^(?:buy|purchase|acquire|procure|lease|order|obtain|receive|get)\b", re.IGNORECASE
)


def complete_obligation(found: Found, draft: Draft, sentence: Sentence) -> Obligation | None:
    """Obligor, obligee and deadline from the sentence and the deal's parties."""
    obligation = found.obligation
    span = obligation.evidence[0]
    subject = _subject(sentence.elems, found.start)
    sides = assign_roles(draft.votes, "procurement", draft.side_role)
    sellers = [s.org.display for s, r in sides if r in ("seller", "partner")]
    buyers = [s.org.display for s, r in sides if r == "buyer"]
    obligor: str | None = None
    if subject is not None and subject.org is not None:
        obligor = subject.org.display
    elif sellers:
        obligor = " and ".join(dict.fromkeys(sellers))
    obligee = buyers[0] if buyers and obligor not in buyers else None
    deadline = None
    for elem in sentence.elems:
        if elem.kind == "date" and span.start <= elem.start < span.end and elem.ent is not None:
            deadline = getattr(elem.ent.value, "edtf", None)
    return Obligation(
        obligation.kind,
        obligation.text,
        obligor,
        obligee,
        deadline,
        obligation.modality,
        obligation.evidence,
    )


def _subject(elems: Sequence[Elem], position: int) -> Elem | None:
    return subject_party(elems, position)


def infer_buyer(draft: Draft, sentences: Sequence[Sentence]) -> None:
    """An approved sale whose sentence names no receiver: the state that the article speaks of.

    Only where one foreign state is named more often than any other before or in that sentence.
    """
    roles = {v.role for v in draft.votes}
    if "approver" not in roles or roles & {"buyer", "side", "beneficiary", "end_user"}:
        return
    approvers = {v.org.country for v in draft.votes}
    last = draft.mentions[0].sentence
    named = [
        e
        for s in sentences[: last + 1]
        for e in s.elems
        if e.kind == "party" and e.org is not None and e.org.kind == "country"
        if e.org.country not in approvers
    ]
    counts = Counter(e.country for e in named).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return
    elem = next(e for e in named if e.country == counts[0][0])
    assert elem.org is not None
    draft.votes.append(Vote(elem.org, "buyer", 0.5, elem, "buyer.context"))


def prominence(draft: Draft, drafts: Sequence[Draft]) -> str:
    """Main: in headline or lead, or one of a list; background: mentioned beside it."""
    if draft is drafts[0] or draft.in_lead:
        return "main"
    if draft.past:
        return "background"
    return "main"


def complete(deal: Deal) -> bool:
    """A deal that is worth a row: a party that trades, and a thing or a sum."""
    traders = [p for p in deal.parties if p.role in ("buyer", "seller", "partner", "end_user")]
    return bool(traders) and bool(deal.items or deal.values)


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Paragraph blocks of a text that was not read by ``pipeline.article``: one a line."""
    blocks: list[Block] = []
    for match in re.finditer(r"[^\n]+", text):
        if match.group().strip():
            blocks.append(Block("paragraph", match.start(), match.end()))
    return tuple(blocks)


def with_published(article: Article, published: dt.date | None) -> Article:
    """The article under a publication date given from outside."""
    return replace(article, published=published) if published else article


__all__ = ["Engine", "msgspec"]
