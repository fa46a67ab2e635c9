"""Who undertakes what under a deal.

Read are clauses of undertaking, infinitives after a deal noun, parts that a deal is said to
include, options and labelled bullets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from pipeline import obligation_patterns as patterns
from pipeline import schema
from pipeline.obligation_clauses import arrives, holds_share, whole_clauses
from pipeline.obligation_found import Found, Source, clause_end, cut, inside, make
from pipeline.obligation_kinds import noun_kind, of_subject
from pipeline.obligation_lists import listed, row
from pipeline.obligation_nouns import nominal, terms
from pipeline.obligation_sentences import CLAUSAL, NOMINAL, SignedSentence
from pipeline.obligation_verbs import Verbs
from pipeline.records import Modality, Obligation, ObligationKind

_AROUND = 40  # characters behind a modal that may tell a forecast
_SUBJECT = 60  # characters before it that may tell advice or a purpose
_SIGHT = 50  # characters behind "see" in which stands what will be done
_DENIAL = 24  # characters before a modal that may deny it
_PAST = 40  # characters before one that may tell that the plan is past


class ObligationFinder:
    """Finds undertakings in the sentences of a deal."""

    def __init__(self, records: Iterable[schema.ObligationVerb]) -> None:
        """Compile rule records: verbs by their surface forms."""
        self.verbs = Verbs(records)

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
        whole = whole_clauses(sentence) if sentence.signs & CLAUSAL else []
        found = [f for f in self._modals(sentence) if not inside(f, whole)] + whole
        firms = patterns.WITH_FIRM.finditer(sentence.text) if ", with " in sentence.text else ()
        for match in chain(
            sentence.infinitives(), sentence.gerunds(), sentence.paid_infinitives(), firms
        ):
            item = self._infinitive(sentence, match)
            if item is not None and not inside(item, found):
                found += self.verbs.parted(text, item)
        if " to be " in sentence.low:
            for match in patterns.HANDED_INFINITIVE.finditer(sentence.text):
                item = self._handed(sentence, match)
                if item is not None and not inside(item, found):
                    found.append(item)
        if sentence.signs & NOMINAL:
            for item in nominal(sentence):
                if not inside(item, found):
                    found.append(item)
        if not found and patterns.UNDER_TERMS.match(sentence.text):
            found += self._present(sentence)
        return listed(self.verbs, sentence) if bullet and not found else found

    def stated(self, text: str, after: int, end: int) -> list[Found]:
        """``Babcock provides support``: what a party that ends at ``after`` is said to do.

        ``text[after:end]`` is what follows it in its sentence, or in a clause of that.
        """
        match = patterns.PRESENT.match(text, after, end)
        if match is None:
            return []
        first = match.start("verb")
        clause = text[first:end]
        verb = self.verbs.at(clause)
        last = first + clause_end(clause)
        if verb is None or patterns.CUSTOMERS.search(text, first, last):
            return []
        found = make(text, first, last, self.verbs.source_of(verb, text[first:last]), "binding", "")
        return self.verbs.parted(text, found) if found is not None else []

    def row(self, text: str, start: int, end: int) -> list[Found]:
        """The undertaking of a table row of a label and its words in ``text[start:end]``."""
        return row(self.verbs, text, start, end)

    def _present(self, sentence: SignedSentence) -> list[Found]:
        """``Under its terms MBDA delivers the first 60``: the first verb in the third person."""
        for match in patterns.FIRST_WORD.finditer(sentence.text):
            word = match.group()
            if not word.islower() or not word.endswith("s") or word not in self.verbs.kinds:
                continue
            first = sentence.start + match.start()
            last = first + cut(sentence.text[match.start() :])
            source = self.verbs.source(word, sentence.whole[first:last])
            left = sentence.text[: match.start()]
            found = make(sentence.whole, first, last, source, "binding", left)
            return self.verbs.parted(sentence.whole, found) if found is not None else []
        return []

    def _modals(self, sentence: SignedSentence) -> list[Found]:
        """``The firm will deliver ...``, each clause once."""
        found: list[Found] = []
        covered = 0
        for match in sentence.modals():
            item = self._modal(sentence, match) if match.start() >= covered else None
            if item is not None:
                found += self.verbs.parted(sentence.whole, item)
                covered = found[-1].obligation.evidence[0].end - sentence.start
        return found

    def _modal(self, sentence: SignedSentence, match: re.Match[str]) -> Found | None:
        """The undertaking after the modal ``match``."""
        after = sentence.text[match.end() :]
        clause = after.lstrip()
        subject = sentence.text[: match.start()]
        last = match.end() + len(after) - len(clause) + clause_end(clause)
        told = self._told(match, subject, sentence.text[match.end() : last])
        if told is None and arrives(clause, subject):
            told = len(after) - len(clause), ("delivery", "obligation.arrival")
        if told is None and holds_share(clause):
            told = len(after) - len(clause), ("production", "obligation.share")
        if told is None or _no_duty(sentence.text, match, last):
            return None
        modality = _modality(match)
        only = modality == "binding" and "only" in after[:12]
        if only and patterns.CONDITION.search(sentence.text):
            modality = "conditional"
        first = sentence.start + match.end() + told[0]
        return make(sentence.whole, first, sentence.start + last, told[1], modality, subject)

    def _told(self, modal: re.Match[str], subject: str, words: str) -> tuple[int, Source] | None:
        """Where in ``words``, which follow ``modal``, the undertaking begins, and its source."""
        clause = words.lstrip()
        seen = patterns.SEEN.match(clause)
        if seen is not None:
            clause = clause[seen.end() :]
        verb = self.verbs.at(clause)
        skipped = len(words) - len(clause)
        sight = _sight(clause) if verb is None else None
        if sight is not None:
            return skipped + sight[0], sight[1]
        second = self.verbs.second(clause) if verb is None and " and " in clause else None
        if second is not None:
            first = second.start("verb")
            return skipped + first, self.verbs.source_of(second, clause[first:])
        if verb is not None:
            if patterns.NO_OBJECT.match(clause, verb.end()):
                return None
            first = verb.start("be" if verb.group("be") else "verb")
            source = self.verbs.source_of(verb, clause[first:])
            if verb.group("be"):
                source = of_subject(source[0], subject), source[1]
            delivered = verb.group("be") is not None and source[0] == "delivery"
            if modal.group().lower() == "should" and not delivered:
                return None  # advice, where "should be delivered in May" is a plan
            return skipped + first, source
        charge = patterns.CHARGE.search(modal.group())
        if charge is None or patterns.DESCRIBED.search(subject):
            return None
        kind = noun_kind(words[:80])
        if kind is None and not modal.group().startswith("w"):
            return None  # "is responsible for": what it always does
        return charge.start() - len(modal.group()), (kind or "other", "obligation.responsible")

    def _infinitive(self, sentence: SignedSentence, match: re.Match[str]) -> Found | None:
        """``a contract to supply six guns``."""
        rest = sentence.text[match.start("verb") :]
        left = sentence.text[: match.start()]
        verb = self.verbs.at(rest)
        gap = match.group("gap")
        if verb is None or patterns.OTHER_CLAUSE.search(gap) or patterns.FORMER.search(left):
            return None
        if patterns.EXCLUDED.match(rest):
            return None  # "the contract, to be performed over eight years"
        first = sentence.start + match.start("verb")
        last = first + cut(rest)
        finite = patterns.FINITE.search(sentence.whole, first, last)
        if finite is not None:  # "a contract to deliver six guns was signed"
            last = finite.start()
        if patterns.TALLY.search(sentence.whole, first, last):
            return None
        modality: Modality = "planned" if patterns.PROPOSED.search(left[-80:]) else "binding"
        kind, _ = self.verbs.source_of(verb, sentence.whole[first:last])
        source = (kind, "obligation.infinitive")
        return make(sentence.whole, first, last, source, modality, left)

    def _handed(self, sentence: SignedSentence, match: re.Match[str]) -> Found | None:
        """``two guns, to be delivered in 2025``; not ``the gun to be delivered to Oman is``."""
        words = sentence.text[match.start("verb") :]
        first = sentence.start + match.start("verb")
        last = first + clause_end(words)
        if patterns.FINITE.search(sentence.whole, first, last):
            return None
        source: Source = ("delivery", "obligation.handed")
        left = sentence.text[: match.start()]
        if patterns.PAST_PLAN.search(left[-_PAST:]):
            return None
        return make(sentence.whole, first, last, source, "binding", left)

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
        if patterns.TERMS.search(match.group("label")) and ";" in body:
            return terms(sentence, match.start("body")) or None
        if inner:
            return inner if kind is None else [_with_kind(inner[0], kind), *inner[1:]]
        if kind is None or patterns.MODAL.search(body) is None:
            return None
        source = (kind, "obligation.label")
        found = make(text, first, first + cut(body), source, "binding", "")
        return [found] if found else None


def _sight(clause: str) -> tuple[int, Source] | None:
    """``see the setting up of a repair shop``: where in ``clause`` it begins, and its source."""
    match = patterns.SEE.match(clause)
    kind = noun_kind(clause[match.end() : match.end() + _SIGHT]) if match else None
    if match is None or kind is None or kind == "delivery":
        return None  # goods that are seen to be delivered are told with who delivers them
    return match.start("see"), (kind, "obligation.seen")


def _no_duty(text: str, modal: re.Match[str], end: int) -> bool:
    """Whether ``modal``, up to ``end``, opens a forecast, advice, a purpose or a past plan."""
    subject = text[: modal.start()]
    around = text[modal.start() : min(end, modal.end() + _AROUND)]
    return (
        patterns.EXCLUDED.search(around) is not None
        or patterns.RECOMMEND.search(subject[-_SUBJECT:]) is not None
        or patterns.DENIED.search(subject.rstrip()[-_DENIAL:]) is not None
        or (" not " in subject and patterns.DESCRIBED.search(subject) is not None)
        or patterns.PURPOSE.search(subject[-_SUBJECT:]) is not None
        or patterns.PAST_PLAN.search(subject[-_PAST:]) is not None
        or (modal.group().lower() == "would" and patterns.OUTCOME.match(subject) is not None)
    )


def _modality(modal: re.Match[str]) -> Modality:
    """How firm a match of ``MODAL`` is."""
    if modal.group("planned"):
        return "planned"
    return "conditional" if modal.group("conditional") else "binding"


def _with_kind(found: Found, kind: ObligationKind) -> Found:
    """``found`` with ``kind`` where that tells more than its own."""
    o = found.obligation
    if o.kind == kind or kind in ("delivery", "support") or o.kind in ("integration", "training"):
        return found
    changed = Obligation(kind, o.text, o.obligor, o.obligee, o.deadline, o.modality, o.evidence)
    return Found(changed, found.start, found.subject)


def token_f1(a: str, b: str) -> float:
    """F1 of the two texts' words."""
    ca, cb = Counter(re.findall(r"\w+", a.lower())), Counter(re.findall(r"\w+", b.lower()))
    common = sum((ca & cb).values())
    total = sum(ca.values()) + sum(cb.values())
    return 2 * common / total if total else 0.0
