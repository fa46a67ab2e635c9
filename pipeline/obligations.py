"""Who undertakes what under a deal.

Read are clauses of undertaking, infinitives after a deal noun, parts that a deal is said to
include, options and labelled bullets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from pipeline import obligation_patterns as patterns
from pipeline import schema
from pipeline.inflect import verb_forms
from pipeline.obligation_sentences import NOMINAL, Sign, SignedSentence
from pipeline.records import Evidence, Modality, Obligation, ObligationKind

# The kind of an undertaking and the id of the rule that found it.
_Source = tuple[ObligationKind, str]
_SERVICES = frozenset({"support", "training", "integration", "technology_transfer"})
_OPTION: _Source = ("delivery", "obligation.option")
_LONGEST = 420  # characters of an undertaking
_CUT_REACH = 2 * _LONGEST
_DENIAL = 12  # characters before a modal that may deny it


@dataclass(frozen=True, slots=True)
class Found:
    """An undertaking with where its clause begins and the words before it in the sentence."""

    obligation: Obligation
    start: int
    subject: str


class ObligationFinder:
    """Finds undertakings in the sentences of a deal."""

    def __init__(self, records: Iterable[schema.ObligationVerb]) -> None:
        """Compile rule records: verbs by their surface forms."""
        self.kinds: dict[str, ObligationKind] = {}
        self.rules: dict[str, str] = {}
        for record in records:
            for word in record.words:
                for surface in verb_forms(word):
                    self.kinds.setdefault(surface, record.kind)
                    self.rules.setdefault(surface, record.id)
        phrases = sorted(self.kinds, key=lambda w: (-len(w), w))
        self.heads = patterns.VERB_LEADS | {patterns.FIRST_WORD.findall(p)[0] for p in phrases}
        self.verb = patterns.verb_pattern(phrases)

    def find(self, text: str, start: int, end: int, bullet: bool) -> list[Found]:
        """Undertakings in ``text[start:end]``; ``bullet``: the sentence is a list item.

        Those of clauses come first, then those after a deal noun, included parts and options,
        each sort in the order of the text.
        """
        sentence = SignedSentence(text, start, end)
        if bullet:
            labelled = self._labelled(sentence)
            if labelled is not None:
                return labelled
        found = self._modals(sentence)
        for match in sentence.infinitives():
            item = self._infinitive(sentence, match)
            if item is not None and not _inside(item, found):
                found += self._coordinated(text, item)
        if sentence.signs & NOMINAL:
            nominal = (self._included(sentence), self._options(sentence), self._nominal(sentence))
            for item in chain(*nominal):
                if not _inside(item, found):
                    found.append(item)
        if not found and patterns.UNDER_TERMS.match(sentence.text):
            found += self._present(sentence)
        return found

    def row(self, text: str, start: int, end: int) -> list[Found]:
        """The undertaking of a table row of a label and its words in ``text[start:end]``."""
        cells = [m for m in patterns.CELL.finditer(text, start, end) if m.group().strip()]
        if len(cells) != 2:
            return []
        label, value = cells[0].group(), cells[1].group()
        first = cells[1].start() + len(value) - len(value.lstrip())
        last = cells[1].start() + len(value.rstrip())
        verb = patterns.ROW_VERB.search(value)
        word = verb.group("verb").removeprefix("be ") if verb else ""
        modality: Modality = "conditional" if patterns.ROW_OPTION.search(label) else "binding"
        if verb is not None and word in self.kinds:
            source = (self.kinds[word], self.rules[word])
            if not verb.group("verb").startswith("be "):
                first = cells[1].start() + verb.start("verb")
        elif modality == "conditional":
            source = _OPTION
        else:
            kind = noun_kind(label) if patterns.ROW_LABEL.search(label) else None
            if kind is None and "local" in label.lower():
                kind = "production"
            if kind is None:
                return []
            source = (kind, "obligation.row")
        found = _make(text, first, last, source, modality, "")
        return [found] if found is not None else []

    def _nominal(self, sentence: SignedSentence) -> Iterator[Found]:
        """``Deliveries will begin in 2027``, ``Also included are spare parts and training``."""
        if sentence.has(Sign.DELIVERY):
            for match in patterns.DELIVERIES.finditer(sentence.text):
                modal = match.group("modal").lower()
                planned = re.search(r"expected|scheduled|planned|foreseen|slated", modal)
                first = sentence.start + match.start("what")
                last = first + _cut(match.group("what"))
                left = sentence.text[: match.start()]
                modality: Modality = "planned" if planned else "binding"
                source: _Source = ("delivery", "obligation.deliveries")
                found = _make(sentence.whole, first, last, source, modality, left)
                if found is not None:
                    yield found
        if sentence.has(Sign.INCLUDE):
            listed = patterns.ALSO_INCLUDED.search(sentence.text)
            if listed is not None and noun_kind(listed.group("what")) in _SERVICES:
                first = sentence.start + listed.start("what")
                last = sentence.start + len(sentence.text)
                source = ("support", "obligation.also-included")
                found = _make(sentence.whole, first, last, source, "binding", "")
                if found is not None:
                    yield found

    def _present(self, sentence: SignedSentence) -> list[Found]:
        """``Under its terms MBDA delivers the first 60``: the first verb in the third person."""
        for match in patterns.FIRST_WORD.finditer(sentence.text):
            word = match.group()
            if not word.islower() or not word.endswith("s") or word not in self.kinds:
                continue
            first = sentence.start + match.start()
            last = first + _cut(sentence.text[match.start() :])
            source = (refine(self.kinds[word], word, sentence.whole[first:last]), self.rules[word])
            left = sentence.text[: match.start()]
            found = _make(sentence.whole, first, last, source, "binding", left)
            return self._coordinated(sentence.whole, found) if found is not None else []
        return []

    def _modals(self, sentence: SignedSentence) -> list[Found]:
        """``The firm will deliver ...``, each clause once."""
        found: list[Found] = []
        covered = 0
        for match in sentence.modals():
            item = self._modal(sentence, match) if match.start() >= covered else None
            if item is not None:
                found += self._coordinated(sentence.whole, item)
                covered = found[-1].obligation.evidence[0].end - sentence.start
        return found

    def _modal(self, sentence: SignedSentence, match: re.Match[str]) -> Found | None:
        """The undertaking after the modal ``match``."""
        after = sentence.text[match.end() :]
        clause = after.lstrip()
        verb = self._verb(clause)
        around = sentence.text[match.start() : match.end() + 40]
        if verb is None or patterns.EXCLUDED.search(around):
            return None
        subject = sentence.text[: match.start()]
        if patterns.RECOMMEND.search(subject[-60:]) or patterns.DENIED.search(
            subject.rstrip()[-_DENIAL:]
        ):
            return None
        offset = sentence.start + match.end() + len(after) - len(clause)
        first = offset + verb.start("be" if verb.group("be") else "verb")
        last = offset + _cut(clause)
        modality = _modality(match)
        only = modality == "binding" and "only" in after[:12]
        if only and patterns.CONDITION.search(sentence.text):
            modality = "conditional"
        source = self._source(verb, sentence.whole[first:last])
        return _make(sentence.whole, first, last, source, modality, subject)

    def _infinitive(self, sentence: SignedSentence, match: re.Match[str]) -> Found | None:
        """``a contract to supply six guns``."""
        rest = sentence.text[match.start("verb") :]
        left = sentence.text[: match.start()]
        verb = self._verb(rest)
        gap = match.group("gap")
        if verb is None or patterns.OTHER_CLAUSE.search(gap) or patterns.FORMER.search(left):
            return None
        first = sentence.start + match.start("verb")
        last = first + _cut(rest)
        finite = patterns.FINITE.search(sentence.whole, first, last)
        if finite is not None:  # "a contract to deliver six guns was signed"
            last = finite.start()
        modality: Modality = "planned" if patterns.PROPOSED.search(left[-80:]) else "binding"
        kind, _ = self._source(verb, sentence.whole[first:last])
        source = (kind, "obligation.infinitive")
        return _make(sentence.whole, first, last, source, modality, left)

    def _included(self, sentence: SignedSentence) -> Iterator[Found]:
        """``The contract includes training of the crews``."""
        for match in sentence.includes():
            rest = match.group("rest")
            kind = noun_kind(rest)
            if kind is None or kind == "delivery":
                continue
            offset = match.start("rest") + len(rest) - len(rest.lstrip())
            words = sentence.text[offset:]
            article = patterns.ARTICLE.match(words)
            first = sentence.start + offset + (article.end() if article else 0)
            last = sentence.start + offset + _cut(words)
            left = sentence.text[: match.start()]
            source = (kind, "obligation.includes")
            found = _make(sentence.whole, first, last, source, "binding", left)
            if found is not None:
                yield found

    def _options(self, sentence: SignedSentence) -> Iterator[Found]:
        """``an option for six more guns``: the seller must deliver them if the buyer asks."""
        for match in patterns.OPTION.finditer(sentence.text) if sentence.has(Sign.OPTION) else ():
            left = sentence.text[: match.start()]
            if left.endswith("with ") and match.group().startswith("options"):
                continue  # "a contract with options for": a type of contract
            first = sentence.start + match.start("what")
            words = sentence.text[match.start("what") :]
            aside = patterns.ASIDE.search(words)
            last = first + min(_cut(words), aside.start() if aside else len(words))
            found = _make(sentence.whole, first, last, _OPTION, "conditional", left)
            if found is not None:
                yield found

    def _labelled(self, sentence: SignedSentence) -> list[Found] | None:
        """``Training: the firm will teach ...``; None if no label tells more than the sentence."""
        match = patterns.LABEL.match(sentence.text)
        if match is None:
            return None
        text = sentence.whole
        body = match.group("body")
        first = sentence.start + match.start("body")
        kind = noun_kind(match.group("label"))
        inner = self.find(text, first, sentence.start + len(sentence.text), bullet=False)
        if inner:
            return inner if kind is None else [_with_kind(inner[0], kind), *inner[1:]]
        if kind is None or patterns.MODAL.search(body) is None:
            return None
        source = (kind, "obligation.label")
        found = _make(text, first, first + _cut(body), source, "binding", "")
        return [found] if found else None

    def _coordinated(self, text: str, item: Found) -> list[Found]:
        """``deliver eight simulators and train instructors`` is two undertakings."""
        span = item.obligation.evidence[0]
        edges = [span.start]
        lasts: list[int] = []
        for match in patterns.AND_VERB.finditer(text, span.start, span.end):
            verb = self._verb(text[match.end() : span.end])
            before = text[edges[-1] : match.start()]
            if verb is not None and len(before.split()) >= 3 and _same_form(before, verb.group()):
                lasts.append(match.start())
                edges.append(match.end())
        parts = [
            part
            for first, last in zip(edges, lasts, strict=False)
            if (part := self._part(text, first, last, item)) is not None
        ]
        if not parts:
            return [item]
        final = self._part(text, edges[-1], span.end, item)
        return parts if final is None else [*parts, final]

    def _part(self, text: str, first: int, last: int, item: Found) -> Found | None:
        """The undertaking that is ``text[first:last]``, a part of ``item``."""
        verb = self._verb(text[first:last])
        if verb is None:
            return None
        source = self._source(verb, text[first:last])
        return _make(text, first, last, source, item.obligation.modality, item.subject)

    def _verb(self, words: str) -> re.Match[str] | None:
        """The verb of an undertaking at the start of ``words``."""
        first = patterns.FIRST_WORD.match(words)
        if first is None or first.group().lower() not in self.heads:
            return None
        match = self.verb.match(words)
        # Ignoring case, the engine takes a long s for an s, which no rule is listed under.
        return match if match and match.group("verb").lower() in self.kinds else None

    def _source(self, verb: re.Match[str], words: str) -> _Source:
        """The kind of the undertaking ``words`` with ``verb``, and the id of the verb's rule."""
        surface = verb.group("verb").lower()
        return refine(self.kinds[surface], surface, words), self.rules[surface]


def refine(kind: ObligationKind, verb: str, words: str) -> ObligationKind:
    """``provide training`` is training, ``transfer technology`` technology transfer."""
    if kind != "delivery":
        return kind
    other = noun_kind(words[:60])
    moves = verb.startswith(("transfer", "hand", "provid", "share", "suppl"))
    if other == "technology_transfer" or (moves and patterns.KNOW_HOW.search(words[:80])):
        return "technology_transfer"
    giving = verb.startswith(("provid", "furnish", "giv", "suppl"))
    if giving and other in ("training", "support", "production", "development"):
        return other
    return kind


def noun_kind(words: str) -> ObligationKind | None:
    """The kind that the nouns of a phrase tell: the first that occurs."""
    match = patterns.NOUN.search(words)
    return patterns.NOUN_KINDS[match.lastindex - 1] if match and match.lastindex else None


def _make(
    text: str, first: int, last: int, source: _Source, modality: Modality, subject: str
) -> Found | None:
    """The undertaking ``text[first:last]``, or None if its words are too few, many or vague."""
    while last > first and text[last - 1] in " ,.;:-–—":
        last -= 1
    words = text[first:last]
    if len(words.split()) < 2 or len(words) > _LONGEST or patterns.EFFECT.search(words[:60]):
        return None
    kind, rule = source
    evidence = Evidence(first, last, words, rule)
    return Found(Obligation(kind, words, modality=modality, evidence=(evidence,)), first, subject)


def _modality(modal: re.Match[str]) -> Modality:
    """How firm a match of ``MODAL`` is."""
    if modal.group("planned"):
        return "planned"
    return "conditional" if modal.group("conditional") else "binding"


def _same_form(before: str, verb: str) -> bool:
    """Whether two coordinated phrases are both passive or both active."""
    return before.lower().startswith("be ") == verb.lower().startswith("be ")


def _with_kind(found: Found, kind: ObligationKind) -> Found:
    """``found`` with ``kind`` where that tells more than its own."""
    o = found.obligation
    if o.kind == kind or kind in ("delivery", "support") or o.kind in ("integration", "training"):
        return found
    changed = Obligation(kind, o.text, o.obligor, o.obligee, o.deadline, o.modality, o.evidence)
    return Found(changed, found.start, found.subject)


def _cut(words: str) -> int:
    """Where the clause of undertaking at the start of ``words`` ends."""
    # An undertaking as long as that is none, so that there is no need to look further.
    match = patterns.CUT.search(words, 3, _CUT_REACH)
    return match.start() if match else len(words)


def _inside(item: Found, found: Sequence[Found]) -> bool:
    """Whether ``item`` shares characters with one of ``found``."""
    e = item.obligation.evidence[0]
    spans = (f.obligation.evidence[0] for f in found)
    return any(span.start < e.end and e.start < span.end for span in spans)


def token_f1(a: str, b: str) -> float:
    """F1 of the two texts' words."""
    ca, cb = Counter(re.findall(r"\w+", a.lower())), Counter(re.findall(r"\w+", b.lower()))
    common = sum((ca & cb).values())
    total = sum(ca.values()) + sum(cb.values())
    return 2 * common / total if total else 0.0
