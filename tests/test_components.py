"""The stages as components of anybody's spaCy pipeline."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import pipeline
from pipeline import components
from pipeline.records import Deal

TEXT = "Norway ordered 12 NASAMS launchers from Kongsberg for 2 billion kroner."


@cache
def mine() -> Language:
    """A pipeline that is not the project's: spaCy's own tokenizer and sentence splitter."""
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.add_pipe("deal_entities")
    nlp.add_pipe("deals", last=True)
    return nlp


def sides(deals: tuple[Deal, ...]) -> list[tuple[str, str]]:
    return [(p.role, p.name) for d in deals for p in d.parties]


def test_deals_of_a_doc_in_a_foreign_pipeline() -> None:
    doc = mine()(TEXT)
    assert sides(doc._.deals) == [("buyer", "Norway"), ("seller", "Kongsberg")]
    assert [(i.name, i.quantity) for i in doc._.deals[0].items] == [("NASAMS", 12)]


def test_spans_of_a_doc_in_a_foreign_pipeline() -> None:
    doc = mine()(TEXT)
    found = {(s.label_, s.text) for s in doc.spans["deal_entities"]}
    assert {("country", "Norway"), ("company", "Kongsberg"), ("system", "NASAMS")} <= found


def test_evidence_refers_to_the_text_of_the_doc() -> None:
    doc = mine()("It rained.\n\n" + TEXT)
    quotes = [e for p in doc._.deals[0].parties for e in p.evidence]
    assert quotes
    assert all(doc.text[e.start : e.end] == e.quote for e in quotes)


def test_a_doc_without_a_deal_has_none() -> None:
    assert mine()("The minister spoke about the weather.")._.deals == ()


def test_an_empty_doc_has_none() -> None:
    assert mine()("")._.deals == ()


def test_deals_work_without_the_span_component() -> None:
    nlp = mine()
    with nlp.select_pipes(disable=["deal_entities"]):
        assert sides(nlp(TEXT)._.deals) == [("buyer", "Norway"), ("seller", "Kongsberg")]


def test_a_stream_of_docs_gives_what_single_docs_give() -> None:
    texts = [TEXT, "No deal here.", "Chile bought four Black Hawk helicopters from Sikorsky."]
    streamed = [sides(doc._.deals) for doc in mine().pipe(texts)]
    assert streamed == [sides(mine()(text)._.deals) for text in texts]
    assert streamed[1] == []


def test_own_components_see_the_deals() -> None:
    seen: list[int] = []

    @Language.component("test_deal_counter")
    def counter(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
        seen.append(len(doc._.deals))
        return doc

    nlp = mine()
    nlp.add_pipe("test_deal_counter", after="deals")
    try:
        nlp(TEXT)
    finally:
        nlp.remove_pipe("test_deal_counter")
    assert seen == [1]


def test_spans_can_be_left_out() -> None:
    nlp = pipeline.build(None)
    doc = nlp(TEXT)
    assert "deal_entities" not in doc.spans
    assert sides(doc._.deals) == [("buyer", "Norway"), ("seller", "Kongsberg")]


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValueError, match="patern"):
        spacy.blank("en").add_pipe("deals", config={"paterns": "x"})


ENTRY_POINTS = tomllib.loads(
    (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
)["project"]["entry-points"]["spacy_factories"]


@pytest.mark.parametrize("name", ["deal_entities", "deals", "news_sentences"])
def test_entry_points_name_what_is_registered(name: str) -> None:
    module, _, attribute = ENTRY_POINTS[name].partition(":")
    assert callable(getattr(import_module(module), attribute))
    assert spacy.blank("en").has_factory(name)


def test_every_entry_point_is_tested() -> None:
    assert set(ENTRY_POINTS) == {"deal_entities", "deals", "news_sentences"}
    assert components.make_deals is not components.make_entities
