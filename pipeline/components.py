"""The stages as spaCy components, so that they work in anybody's pipeline.

``nlp.add_pipe("deal_entities")`` finds the spans (``doc.spans["deal_entities"]``) and
``nlp.add_pipe("deals")`` the deals (``doc._.deals``).
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.article import Article
from pipeline.engine import Engine, plain_blocks
from pipeline.language import make_tokenizer
from pipeline.records import Deal

_ARTICLE = "dealfacts_article"
_ENTITIES = "dealfacts_entities"
_CUES = "dealfacts_cues"
_ENGINES: dict[tuple[int, str], Engine] = {}

if not Doc.has_extension("deals"):
    Doc.set_extension("deals", default=())


def _article_of(doc: Doc) -> Article:
    article = doc.user_data.get(_ARTICLE)
    if isinstance(article, Article):
        return article
    return Article(
        id="",
        text=doc.text,
        blocks=plain_blocks(doc.text),
        source=None,
        title=None,
        published=None,
        language="en",
    )


def engine_of(nlp: Language, patterns: str | None = None) -> Engine:
    """The engine of a pipeline, made once for its vocabulary and rule folder."""
    key = (id(nlp.vocab), patterns or "")
    engine = _ENGINES.get(key)
    if engine is None:
        engine = _ENGINES[key] = Engine(nlp, Path(patterns) if patterns else None)
    return engine


class EntityComponent:
    """spaCy component: all spans of the article, kept in ``doc.user_data`` and ``doc.spans``."""

    def __init__(self, nlp: Language, name: str, patterns: str | None, spans: bool) -> None:
        self.name = name
        self.engine = engine_of(nlp, patterns)
        self.spans = spans

    def __call__(self, doc: Doc) -> Doc:
        """Find the spans of ``doc``."""
        ents = self.engine.entities(doc, _article_of(doc))
        doc.user_data[_ENTITIES] = ents
        if self.spans:
            spans = (doc.char_span(e.start, e.end, e.label) for e in ents)
            doc.spans["deal_entities"] = [s for s in spans if s is not None]
        return doc


class DealComponent:
    """spaCy component: the deals of the article in ``doc._.deals``."""

    def __init__(self, nlp: Language, name: str, patterns: str | None) -> None:
        self.name = name
        self.engine = engine_of(nlp, patterns)

    def __call__(self, doc: Doc) -> Doc:
        """Find the deals of ``doc``, whose spans an earlier component found."""
        article = _article_of(doc)
        ents = doc.user_data.get(_ENTITIES)
        if ents is None:
            ents = self.engine.entities(doc, article)
        cues = doc.user_data.get(_CUES) or self.engine.cues.find(article.text)
        doc._.deals = self.engine.deals(ents, article, cues)
        return doc


@Language.factory("deal_entities", default_config={"patterns": None, "spans": True})
def make_entities(nlp: Language, name: str, patterns: str | None, spans: bool) -> EntityComponent:
    """Factory of the span component; ``patterns``: a folder of own rules."""
    return EntityComponent(nlp, name, patterns, spans)


@Language.factory("deals", default_config={"patterns": None})
def make_deals(nlp: Language, name: str, patterns: str | None) -> DealComponent:
    """Factory of the deal component; ``patterns``: a folder of own rules."""
    return DealComponent(nlp, name, patterns)


def make_pipeline(patterns: Path | None = None) -> Language:
    """``spacy.blank("en")`` with the news tokenizer and the deal components."""
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer(nlp)
    config: dict[str, Any] = {"patterns": str(patterns) if patterns else None}
    nlp.add_pipe("deal_entities", config={**config, "spans": False})
    nlp.add_pipe("deals", config=config)
    # the rule tables live as long as the process: keep the garbage collector from walking them
    gc.collect()
    gc.freeze()
    return nlp


def deals_of(nlp: Language, article: Article) -> tuple[Deal, ...]:
    """The deals of one article; articles without defence words are let go unparsed."""
    component = nlp.get_pipe("deals")
    assert isinstance(component, DealComponent)
    # An article makes thousands of short-lived objects and hardly a cycle: collecting garbage
    # amidst it would take a fifth of the time, so that waits until the article is done.
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _deals_of(nlp, component, article)
    finally:
        if collecting:
            gc.enable()


def _deals_of(nlp: Language, component: DealComponent, article: Article) -> tuple[Deal, ...]:
    cues = component.engine.cues.find(article.text)
    if not component.engine.may_hold_deal(article.text, cues):
        return ()
    doc = nlp.make_doc(article.text)
    doc.user_data[_ARTICLE] = article
    doc.user_data[_CUES] = cues
    for _, stage in nlp.pipeline:
        doc = stage(doc)
    deals: tuple[Deal, ...] = doc._.deals
    return deals
