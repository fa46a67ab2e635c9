"""The stages of the cascade tied together for one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from pipeline import schema
from pipeline.acting_bodies import makings, name_bodies, name_maker, name_suppliers
from pipeline.approvers import name_approvers
from pipeline.article import Article, Block
from pipeline.awards import AwardReader
from pipeline.context import Cues, Hits
from pipeline.deals import complete, finish, home_state, named_states
from pipeline.drafts import Draft, Sentence
from pipeline.end_users import around_deal, name_users, tellers
from pipeline.entities import Ent, EntityFinder
from pipeline.events import analyse
from pipeline.firm_names import context_firms
from pipeline.foreign_sales import name_awarder
from pipeline.goods_lists import (
    add_inline_goods,
    add_listed_goods,
    add_named_parts,
    add_parts,
)
from pipeline.groups import Elem, Grouper
from pipeline.headings import spread_heading
from pipeline.item_counts import take_told_counts
from pipeline.item_names import plain_sentences, take_told_names
from pipeline.labels import add_labels, label_mention
from pipeline.language import sentences as split_sentences
from pipeline.lexicon import Lexicon, build_lexicon
from pipeline.merging import Assembler
from pipeline.notices import read_notices, replace_told
from pipeline.obligations import ObligationFinder
from pipeline.parties import Registry
from pipeline.pooled import opening_state
from pipeline.records import Deal
from pipeline.rules import load_jsonl
from pipeline.standing import infer_buyer, prominence, share_buyer, stand_beside
from pipeline.tables import line_facts, table_facts
from pipeline.undertakings import add_obligations
from pipeline.unnamed_groups import give_goods_of_groups, name_groups

_TERMS = 1000  # of the rules, made into documents together
_SHORT = 600  # a brief may name nothing but a designation
_DESIGNATION_LIKE = re.compile(r"\b[A-Z][A-Za-z]{0,3}-?\d{1,3}[A-Z]?\b")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article came to: all drafts, and the deals with the draft of each."""

    sentences: list[Sentence]
    drafts: list[Draft]
    kept: list[Draft]
    deals: tuple[Deal, ...]


# A heading by itself, "About Elbit Systems:"; the words behind it name a firm.
_ABOUT = re.compile(r"[\W_]{0,6}About (?:the )?[A-Z][\w&.,'’ -]{1,50}[:*_ ]{0,4}")


class Engine:
    """Rules compiled against a vocabulary; reads one article at a time and keeps no state."""

    def __init__(self, nlp: Language, user_dir: Path | None = None) -> None:
        self.lexicon: Lexicon = build_lexicon(user_dir)
        self.cues = Cues(load_jsonl("cues.jsonl", schema.Cue, user_dir))
        self.obligations = ObligationFinder(
            load_jsonl("obligations.jsonl", schema.ObligationVerb, user_dir)
        )
        matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        # A part at a time: all documents at once would take half a gigabyte.
        terms = sorted(self.lexicon.terms)
        for begin in range(0, len(terms), _TERMS):
            part = terms[begin : begin + _TERMS]
            matcher.add("term", [nlp.make_doc(form) for term in part for form in self._forms(term)])
        self.finder = EntityFinder(self.lexicon, matcher)
        self._make_doc = nlp.make_doc

    def _forms(self, term: str) -> set[str]:
        """A term as it is written too: the tokenizer cuts ``St. Louis`` and ``st. louis`` apart."""
        written = {e.surface for e in self.lexicon.terms[term]} if "." in term else set()
        return written | {term}

    def may_hold_deal(self, text: str, cues: Hits) -> bool:
        """A cheap look before anything is parsed: words or designations of defence must occur."""
        if len(text) < _SHORT or cues.count("defence") or cues.count("gate"):
            return True
        return _DESIGNATION_LIKE.search(text) is not None

    def entities(self, doc: Doc, article: Article) -> list[Ent]:
        """All spans of the article."""
        found = self.finder.find(doc, article.text, article.published)
        return context_firms(article.text, found)

    def deals(self, ents: Sequence[Ent], article: Article, cues: Hits) -> tuple[Deal, ...]:
        """The deals of an article from its spans and cues."""
        return self.read(ents, article, cues).deals

    def read(self, ents: Sequence[Ent], article: Article, cues: Hits) -> Reading:
        """The deals of an article with the sentences and drafts that they were made from."""
        registry = Registry(self.lexicon, article.text)
        grouper = Grouper(self.lexicon, registry, article.text, ents)
        closing = _about_firm(article)
        sentences = self.sentences(grouper, article, closing)
        published = article.published.isoformat() if article.published else None
        announced = AwardReader(self.lexicon, grouper, article.text, ents, published)
        spread_heading(sentences, cues)
        name_groups(sentences, grouper)
        give_goods_of_groups(sentences)
        told = announced.read(sentences)
        state = opening_state(ents, sentences, registry)
        assembler = Assembler(cues, article.text, sentences, published, told, state)
        found = assembler.run()
        noticed = read_notices(article, sentences, grouper, alone=not found)
        if noticed:
            found = replace_told(found, noticed)
        stated = label_mention(article, sentences, grouper, cues) if sentences else None
        if stated is not None and not noticed:
            add_labels(found, stated)
        add_listed_goods(found, sentences, grouper, article.text)
        add_inline_goods(found, sentences, grouper, article.text)
        add_parts(found, sentences)
        add_named_parts(found, sentences)
        for draft in found:
            infer_buyer(draft, sentences)
        drafts = stand_beside(found, cues)
        share_buyer(drafts)
        if not drafts:
            return Reading(sentences, found, [], ())
        body = [s for s in sentences if s.start < closing]
        plain = plain_sentences(drafts, body, ents, grouper)
        take_told_names(drafts, sentences, plain, partial(self.headline, article))
        take_told_counts(drafts, sentences)
        named, made, speak = named_states(ents), makings(sentences), tellers(drafts)
        for draft in drafts:
            home = home_state(named, draft)
            name_awarder(draft, sentences, ents, registry, article.text)
            name_bodies(draft, sentences, ents, registry, article.text, home)
            around = list(around_deal(draft, speak, sentences))
            name_users(draft, around, sentences, ents, registry, article.text, home)
            name_approvers(draft, around, ents, registry, article.text, home)
            name_suppliers(draft, drafts, sentences)
            name_maker(draft, drafts, sentences, made, registry, article.text)
        if not noticed:
            table_facts(article, sentences, drafts[0], cues)
            line_facts(article, sentences, drafts[0], cues)
        add_obligations(self.obligations, drafts, sentences, article.text)
        states = self.lexicon.countries
        finished = []
        for draft in drafts:
            told_first = prominence(draft, drafts, assembler.listing)
            home = home_state(named, draft)
            finished.append((draft, finish(draft, article.text, told_first, home, states)))
        kept = [(d, deal) for d, deal in finished if complete(deal)]
        return Reading(sentences, found, [d for d, _ in kept], tuple(deal for _, deal in kept))

    def headline(self, article: Article) -> list[Elem]:
        """The groups of a title that was given apart from the text, which holds no deal of its own
        but tells what goods are called.
        """
        title = article.title or ""
        if not title or title in article.text[:_SHORT]:
            return []
        apart = replace(article, text=title, blocks=())
        ents = self.entities(self._make_doc(title), apart)
        grouper = Grouper(self.lexicon, Registry(self.lexicon, title), title, ents)
        return grouper.sentence(0, len(title))

    def sentences(self, grouper: Grouper, article: Article, closing: int) -> list[Sentence]:
        """Sentences with their groups and mentions; plain ones, and those from ``closing`` on, are
        left unparsed.
        """
        blocks = article.blocks
        bounds = split_sentences(article.text, blocks)
        result: list[Sentence] = []
        block = 0
        for index, (start, end) in enumerate(bounds):
            while block + 1 < len(blocks) and blocks[block].end <= start:
                block += 1
            kind = blocks[block].kind if blocks else "paragraph"
            told = start < closing and grouper.tells(start, end)
            elems = grouper.sentence(start, end) if told else []
            sentence = Sentence(index, start, end, block, kind, elems)
            if kind != "table_row":
                sentence.mentions = analyse(elems, index, grouper.registry)
            result.append(sentence)
        return result


def _about_firm(article: Article) -> int:
    """Where a press release ends and a part headed ``About Saab`` begins: who the firm is, what it
    did in other years. The length of the text where there is none.
    """
    text = article.text
    if "About " in text:
        for block in article.blocks[1:]:
            if _ABOUT.fullmatch(text, block.start, block.end):
                return block.start
    return len(text)


def plain_blocks(text: str) -> tuple[Block, ...]:
    """Paragraph blocks of a text that was not read by ``pipeline.article``: one a line."""
    lines = re.finditer(r"[^\n]+", text)
    return tuple(Block("paragraph", m.start(), m.end()) for m in lines if m.group().strip())
