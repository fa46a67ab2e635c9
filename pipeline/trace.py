"""An article read with everything kept that explains the result, for ``explain`` and ``whynot``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pipeline import build
from pipeline.article import Article
from pipeline.components import DealComponent
from pipeline.context import Hits
from pipeline.drafts import Draft, Sentence
from pipeline.elements import Elem
from pipeline.engine import Engine, Reading
from pipeline.entities import Ent
from pipeline.mentions import Mention


@dataclass(frozen=True, slots=True)
class Trace:
    """One article as each stage saw it."""

    article: Article
    engine: Engine
    cues: Hits
    gated: bool
    raw: list[Ent]
    ents: list[Ent]
    reading: Reading

    def draft_of(self, mention: Mention) -> Draft | None:
        """The draft that a mention was placed in."""
        return next((d for d in self.reading.drafts if mention in d.mentions), None)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence around an offset of the text."""
        return next((s for s in self.reading.sentences if s.start <= offset < s.end), None)


def trace(article: Article, patterns: Path | None = None) -> Trace:
    """Read an article and keep what each stage made of it; ``patterns``: the user's own rules."""
    nlp = build(patterns)
    component = nlp.get_pipe("deals")
    assert isinstance(component, DealComponent)
    engine = component.engine
    text = article.text
    cues = engine.cues.find(text)
    doc = nlp.make_doc(text)
    finder = engine.finder
    raw = [*finder.literal(doc, text), *finder.designations(text), *finder.unknown_firms(text)]
    ents = engine.entities(doc, article)
    gated = not engine.may_hold_deal(text, cues)
    reading = Reading([], [], [], ()) if gated else engine.read(ents, article, cues)
    return Trace(article, engine, cues, gated, raw, ents, reading)


def bracketed(elems: list[Elem]) -> str:
    """A sentence as its groups: ``[party Poland] has [trigger ordered] [item 180 K2 tanks]``."""
    parts = (
        e.text if e.kind in ("word", "punct") else f"[{_kind_name(e)} {e.text}]" for e in elems
    )
    return " ".join(parts)


def _kind_name(elem: Elem) -> str:
    return "deal word" if elem.kind == "trigger" else elem.kind


@lru_cache(maxsize=4)
def rule_places(folder: Path | None = None) -> dict[str, str]:
    """Where each rule stands (``triggers.jsonl:12``), by its id; those of ``folder`` come last."""
    places: dict[str, str] = {}
    bundled = sorted((f for f in files("patterns").iterdir()), key=lambda f: f.name)
    own = sorted(folder.glob("*.jsonl")) if folder else []
    for file in (*bundled, *own):
        if not file.name.endswith(".jsonl"):
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip():
                places[str(json.loads(line).get("id"))] = f"{file.name}:{number}"
    return places


def rule_name(rule: str, folder: Path | None = None) -> str:
    """A rule's id, with its file and line where it stands in ``patterns/``."""
    place = rule_places(folder).get(rule)
    return f"{rule} ({place})" if place else rule
