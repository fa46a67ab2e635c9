"""Who undertakes what under a deal: clauses of undertaking, infinitives after a deal noun, labelled bullets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, compress, count

from pipeline import schema
from pipeline.groups import Elem
from pipeline.inflect import verb_forms
from pipeline.numerals import fold, word_set
from pipeline.records import Evidence, Modality, Obligation, ObligationKind

_BINDING = (
    r"will|shall|must|is to|are to|was to|has agreed to|have agreed to|agreed to|agrees to|agree to|"
    r"commits to|committed to|has committed to|undertakes to|undertook to|undertake to|is required to|"
    r"are required to|is obliged to|is obligated to|pledges to|pledged to|promised to|is contracted to|"
    r"has been contracted to|is tasked with|has been tasked to|is due to|are due to|would|calls for|"
    r"is responsible for|are responsible for|will be responsible for|has undertaken to|vowed to|are bound to|is bound to|"
    r"undertaken to|committed itself to|commits itself to|have committed to|are obliged to|"
    r"are obligated to|guarantees to|guaranteed to|pledge to|have undertaken to|pledging to|"
    r"undertaking to|committing to|agreeing to"
)
_PLANNED = (
    r"aims to|aim to|plans to|plan to|intends to|intend to|is expected to|are expected to|expected to|"
    r"is scheduled to|are scheduled to|scheduled to|is slated to|is set to|are set to|is planned to|"
    r"are planned to|envisions to|envisages to|hopes to|is likely to|are likely to|scheduled for"
)
_CONDITIONAL = r"could|may|might|can be|will only|would only"
_MODAL = re.compile(
    rf"\b(?:(?P<planned>{_PLANNED})|(?P<conditional>{_CONDITIONAL})|(?P<binding>{_BINDING}))\b",
    re.IGNORECASE,
)
_DEAL_INFINITIVE = re.compile(
    r"\b(?:contracts?|deals?|agreements?|orders?|pacts?|accords?|memorand\w+(?: of understanding)?|mou|awards?|subcontracts?|"
    r"modification|option|tender|arrangement|job)\b(?P<gap>[^.;:]{0,60}?)\bto (?P<verb>(?:jointly |locally |co-)?[a-z-]+)\b",
    re.IGNORECASE,
)
_INCLUDES = re.compile(
    r"\b(?:contract|deal|agreement|order|package|pact|accord|sale|memorandum|mou|programme|program|project|it|work|award|modification|arrangement|partnership|upgrade|"
    r"tasks)(?: [a-z-]+){0,3}? (?:also )?(?P<verb>(?:will )?(?:includes?|covers?|provides? for|provides|encompass(?:es)?|calls? for|requires?|involves?|stipulates?|comprises?|foresees|envisages))\b(?P<rest>[^.;]*)",
    re.IGNORECASE,
)
_SPEAKER = r"(?:[A-Z][\w.’'-]* ){1,7}(?:said|says|told|announced|added|reported)"
_LOOSE = r"according to|which|who|while|whereas|said|says|the company said|officials said|as part of|beating|helping|thereby|thus|making|boosting|supporting|reinforcing|enhancing|combining|strengthening|bolstering|allowing|enabling|\w{3,}ing(?= (?:a|an|the|its|their|local|both|regional|bilateral|production|jobs))|so that|in order to|because|although|but"
_AFTER_COMMA = r"as|with|the|he|she|it|they|a|an|after|where|when|under|and (?:will|is|are|has|the)"
# Each branch opens with its character, so that the engine skips to those.
_CUT = re.compile(
    rf", (?:{_LOOSE}|{_AFTER_COMMA}|{_SPEAKER})\b| (?:(?:{_LOOSE})\b|[—–-] |\()|;|: |\.\s*$|”|\""
)
_NOUN_KINDS: tuple[tuple[str, ObligationKind], ...] = (
    (
        r"technology transfer|transfer of (?:\w+ )?technolog|know-how|technical data package|transfer technolog|technolog\w+ and know",
        "technology_transfer",
    ),
    (r"\btraining\b|\btrain\b|instructors?", "training"),
    (r"\boffsets?\b|industrial participation", "offset"),
    (r"joint development|\bresearch\b|\bdevelopment\b|design of", "development"),
    (
        r"\bmaintenance\b|\bsupport\b|spares?|spare parts|sustainment|logistic|\brepairs?\b|engineering services|services|overhaul",
        "support",
    ),
    (
        r"production|manufactur|assembly|indigenous content|local content|construction|co-produc|build",
        "production",
    ),
    (r"install|integrat|replac", "integration"),
    (r"\binvest", "investment"),
    (r"payment|paid in|instal?lments", "payment"),
    (r"deliver|supply|suppl", "delivery"),
)
_NOUN_PATTERNS = tuple((re.compile(p, re.IGNORECASE), k) for p, k in _NOUN_KINDS)
_LABEL = re.compile(r"^\W*(?P<label>[A-Z][\w’'/& -]{2,40}):\s+(?P<body>.+)$", re.DOTALL)
_EXCLUDED = re.compile(
    r"\b(?:work (?:on the contract )?will (?:be (?:performed|done|carried)|occur|take place)|is expected to be complete|expected to be completed|be completed|be performed|"
    r"be used|be able|be deployed|be equipped|be armed|be powered|be obligated|be announced|be signed|be awarded|be competed|allow|enable|give the|bring the total|help)\b",
    re.IGNORECASE,
)
_RECOMMEND = re.compile(
    r"\b(?:should|ought to|needs? to|recommend\w*|must (?:prioriti[sz]e|ensure|be)|experts?|analysts?|observers?)\b",
    re.IGNORECASE,
)


# What a match must begin with or hold, so that the patterns are tried at a few words only.
_SPLIT = re.compile(r"(\w+)")
_MODAL_HEADS = frozenset(
    phrase.split()[0] for phrase in f"{_BINDING}|{_PLANNED}|{_CONDITIONAL}".split("|")
)
_DEAL_STEMS = (
    "contract", "deal", "agreement", "order", "pact", "accord", "memorand", "mou", "award",
    "subcontract", "modification", "option", "tender", "arrangement", "job",
)  # fmt: skip
_INCLUDE_HEADS = word_set(
    "contract deal agreement order package pact accord sale memorandum mou programme program "
    "project it work award modification arrangement partnership upgrade tasks"
)
_INCLUDE_VERBS = word_set(
    "include includes cover covers provide provides encompass encompasses call calls require "
    "requires involve involves stipulate stipulates comprise comprises foresees envisages"
)


_FIRST_WORD = re.compile(r"\w+")
# Words that may stand before the verb of an undertaking; see the pattern of the verbs.
_VERB_LEADS = word_set(
    "also jointly locally then now initially each soon fully directly successively in "
    "collectively only first be being begin officially"
)


_OPTION = re.compile(
    r"\b(?P<what>options? (?:for|on|to (?:buy|acquire|purchase|order|procure)) (?:up to |a further |another |an additional |additional )?(?=[\w-]+ )[^.;,]+)"
)
_CHAIN = re.compile(r"(?:.*\bto )?(?:\w+, )+\w+,?")
_EFFECT = re.compile(
    r"\b(?:benefits?|dividends|advantages?|difficult|costs down|crucial|opportunit\w+|a message|jobs|confidence|prosperity|sense|effects?)\b"
)
_AND_VERB = re.compile(r",? and (?:(?:to|will|shall|must|also|then) )*")


def _same_form(before: str, verb: str) -> bool:
    """Whether two coordinated phrases are both passive or both active."""
    return before.lower().startswith("be ") == verb.lower().startswith("be ")


class _Words:
    """The words of a sentence in lower case, with where they begin."""

    __slots__ = ("low", "parts", "sentence", "words")

    def __init__(self, sentence: str) -> None:
        """Cut ``sentence`` into words."""
        self.sentence = sentence
        self.low = fold(sentence)
        self.parts = _SPLIT.split(self.low)  # gap, word, gap, word, ..., gap
        self.words = self.parts[1::2]

    def matches(self, pattern: re.Pattern[str], wanted: Iterable[bool]) -> list[re.Match[str]]:
        """Matches of ``pattern`` one after another, tried where ``wanted`` is true of the word."""
        places = [*compress(count(), wanted)]
        if not places:
            return []
        edges = [*accumulate(map(len, self.parts))]
        reached = 0
        found: list[re.Match[str]] = []
        for place in places:
            start = edges[2 * place]
            match = pattern.match(self.sentence, start) if start >= reached else None
            if match is not None:
                found.append(match)
                reached = match.end()
        return found

    def modals(self) -> list[re.Match[str]]:
        """Matches of ``_MODAL``."""
        if _MODAL_HEADS.isdisjoint(self.words):
            return []
        return self.matches(_MODAL, map(_MODAL_HEADS.__contains__, self.words))

    def infinitives(self) -> list[re.Match[str]]:
        """Matches of ``_DEAL_INFINITIVE``."""
        if "to" not in self.words or not any(map(self.low.__contains__, _DEAL_STEMS)):
            return []
        return self.matches(_DEAL_INFINITIVE, (w.startswith(_DEAL_STEMS) for w in self.words))

    def includes(self) -> list[re.Match[str]]:
        """Matches of ``_INCLUDES``."""
        if _INCLUDE_VERBS.isdisjoint(self.words):
            return []
        return self.matches(_INCLUDES, map(_INCLUDE_HEADS.__contains__, self.words))


@dataclass(frozen=True, slots=True)
class Found:
    """An undertaking with the offsets of its clause."""

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
        self.heads = _VERB_LEADS | {_FIRST_WORD.findall(p)[0] for p in phrases}
        self.verb = re.compile(
            r"(?:(?:also|jointly|locally|then|now|initially|each|soon|fully|directly|successively|in turn|collectively|only|first) )*(?P<be>be |being |begin to be |directly )?(?:(?:jointly|locally|directly|officially|first) )*(?P<verb>"
            + "|".join(re.escape(p) for p in phrases)
            + r")\b",
            re.IGNORECASE,
        )

    def find(self, text: str, start: int, end: int, bullet: bool) -> list[Found]:
        """Undertakings in ``text[start:end]``, in order; ``bullet``: the sentence is a list item."""
        sentence = text[start:end]
        if bullet:
            labelled = self._labelled(text, start, sentence)
            if labelled is not None:
                return labelled
        found: list[Found] = []
        covered = 0
        words = _Words(sentence)
        for match in words.modals():
            if match.start() < covered:
                continue
            item = self._modal(text, start, sentence, match)
            if item is not None:
                parts = self._coordinated(text, item)
                found += parts
                covered = parts[-1].obligation.evidence[0].end - start
        for match in words.infinitives():
            item = self._infinitive(text, start, sentence, match)
            if item is not None and not _inside(item, found):
                found += self._coordinated(text, item)
        for match in words.includes():
            item = self._includes(text, start, sentence, match)
            if item is not None and not _inside(item, found):
                found.append(item)
        for option in _OPTION.finditer(sentence):
            item = self._option(text, start, sentence, option)
            if item is not None and not _inside(item, found):
                found.append(item)
        return found

    def _option(self, text: str, start: int, sentence: str, match: re.Match[str]) -> Found | None:
        """``an option for six more guns``: the seller must deliver them if the buyer asks."""
        if sentence[: match.start()].endswith("with ") and match.group().startswith("options"):
            return None  # "a contract with options for": a type of contract
        first = start + match.start("what")
        last = first + _cut(sentence[match.start("what") :])
        return self._make(
            text,
            first,
            last,
            "delivery",
            "conditional",
            "obligation.option",
            sentence[: match.start()],
        )

    def _coordinated(self, text: str, item: Found) -> list[Found]:
        """``deliver eight simulators and train instructors`` is two undertakings."""
        obligation = item.obligation
        span = obligation.evidence[0]
        parts: list[Found] = []
        first = span.start
        for match in _AND_VERB.finditer(text, span.start, span.end):
            verb = self._verb(text[match.end() : span.end])
            long = len(text[first : match.start()].split()) >= 3
            if (
                verb is None
                or not long
                or not _same_form(text[first : match.start()], verb.group())
            ):
                continue
            parts += self._part(text, first, match.start(), obligation.modality, item.subject)
            first = match.end()
        if not parts:
            return [item]
        return parts + self._part(text, first, span.end, obligation.modality, item.subject)

    def _part(
        self, text: str, first: int, last: int, modality: Modality, subject: str
    ) -> list[Found]:
        verb = self._verb(text[first:last])
        if verb is None:
            return []
        surface = verb.group("verb").lower()
        kind = self.refine(self.kinds[surface], surface, text[first:last])
        made = self._make(text, first, last, kind, modality, self.rules[surface], subject)
        return [made] if made else []

    def _make(
        self,
        text: str,
        first: int,
        last: int,
        kind: ObligationKind,
        modality: Modality,
        rule: str,
        subject: str,
    ) -> Found | None:
        while last > first and text[last - 1] in " ,.;:-–—":
            last -= 1
        words = text[first:last]
        if len(words.split()) < 2 or len(words) > 420 or _EFFECT.search(words[:60]):
            return None
        evidence = Evidence(first, last, words, rule)
        return Found(
            Obligation(kind, words, modality=modality, evidence=(evidence,)), first, subject
        )

    def _verb(self, words: str) -> re.Match[str] | None:
        """The verb of an undertaking at the start of ``words``."""
        first = _FIRST_WORD.match(words)
        if first is None or first.group().lower() not in self.heads:
            return None
        return self.verb.match(words)

    def _modal(self, text: str, start: int, sentence: str, match: re.Match[str]) -> Found | None:
        after = sentence[match.end() :]
        verb = self._verb(after.lstrip())
        if verb is None or _EXCLUDED.search(sentence[match.start() : match.end() + 40]):
            return None
        subject = sentence[: match.start()]
        if _RECOMMEND.search(subject[-60:]) or re.search(r"\b(?:not|never|n't)\s*$", subject):
            return None
        pad = len(after) - len(after.lstrip())
        offset = match.end() + pad
        be = verb.start("be") if verb.group("be") else verb.start("verb")
        first = start + offset + be
        last = start + offset + _cut(after[pad:])
        surface = verb.group("verb").lower()
        if verb.group("be") is None and surface not in self.kinds:
            return None
        kind = self.refine(self.kinds[surface], surface, text[first:last])
        modality: Modality = (
            "planned"
            if match.group("planned")
            else "conditional"
            if match.group("conditional")
            else "binding"
        )
        if modality == "binding" and re.search(r"\bif\b|subject to", sentence):
            modality = "conditional" if "only" in after[:12] else modality
        return self._make(text, first, last, kind, modality, self.rules[surface], subject)

    def _infinitive(
        self, text: str, start: int, sentence: str, match: re.Match[str]
    ) -> Found | None:
        rest = sentence[match.start("verb") :]
        verb = self._verb(rest)
        if verb is None or re.search(r"\b(?:which|that|who|and|after)\b", match.group("gap")):
            return None
        if re.search(r"\b(?:previous|earlier|prior|former)\W*$", sentence[: match.start()]):
            return None
        first = start + match.start("verb")
        last = start + match.start("verb") + _cut(rest)
        surface = verb.group("verb").lower()
        kind = self.refine(self.kinds[surface], surface, text[first:last])
        left = sentence[: match.start()]
        modality: Modality = (
            "planned"
            if re.search(
                r"\b(?:plan\w*|intend\w*|offer|proposal|expected|talks|negotiat\w*|consider\w*)\b",
                left[-80:],
                re.IGNORECASE,
            )
            else "binding"
        )
        return self._make(text, first, last, kind, modality, "obligation.infinitive", left)

    def _includes(self, text: str, start: int, sentence: str, match: re.Match[str]) -> Found | None:
        rest = match.group("rest")
        kind = noun_kind(rest)
        if kind is None or kind == "delivery":
            return None
        offset = match.start("rest") + (len(rest) - len(rest.lstrip()))
        words = sentence[offset:]
        first = start + offset
        if re.match(r"the (?=joint|full|transfer|training)", words):
            first += 4
        last = start + offset + _cut(words)
        return self._make(
            text, first, last, kind, "binding", "obligation.includes", sentence[: match.start()]
        )

    def _labelled(self, text: str, start: int, sentence: str) -> list[Found] | None:
        match = _LABEL.match(sentence)
        if match is None:
            return None
        body_start = start + match.start("body")
        body = match.group("body")
        kind = noun_kind(match.group("label"))
        inner = self.find(text, body_start, start + len(sentence), bullet=False)
        if inner:
            if kind is None:
                return inner
            return [_with_kind(f, kind) for f in inner[:1]] + inner[1:]
        if kind is None:
            return None
        modal = _MODAL.search(body)
        if modal is None:
            return None
        found = self._make(
            text, body_start, body_start + _cut(body), kind, "binding", "obligation.label", ""
        )
        return [found] if found else None

    def refine(self, kind: ObligationKind, verb: str, words: str) -> ObligationKind:
        """``provide training`` is training, ``transfer technology`` technology transfer."""
        if kind == "delivery":
            head = words[:60]
            other = noun_kind(head)
            if other == "technology_transfer":
                return other
            if verb.startswith(("provid", "furnish", "giv", "suppl")) and other in (
                "training",
                "support",
                "production",
                "development",
            ):
                return other
        return kind


def _with_kind(found: Found, kind: ObligationKind) -> Found:
    o = found.obligation
    if o.kind == kind or kind in ("delivery", "support") or o.kind in ("integration", "training"):
        return found
    changed = Obligation(kind, o.text, o.obligor, o.obligee, o.deadline, o.modality, o.evidence)
    return Found(changed, found.start, found.subject)


def noun_kind(words: str) -> ObligationKind | None:
    """The kind that the nouns of a phrase tell: the first that occurs."""
    best: tuple[int, ObligationKind] | None = None
    for pattern, kind in _NOUN_PATTERNS:
        match = pattern.search(words)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), kind)
    return best[1] if best else None


def _cut(words: str) -> int:
    match = _CUT.search(words, 3)
    return match.start() if match else len(words)


def _inside(item: Found, found: Sequence[Found]) -> bool:
    e = item.obligation.evidence[0]
    return any(
        f.obligation.evidence[0].start < e.end and e.start < f.obligation.evidence[0].end
        for f in found
    )


def token_f1(a: str, b: str) -> float:
    """F1 of the two texts' words."""
    ca, cb = Counter(re.findall(r"\w+", a.lower())), Counter(re.findall(r"\w+", b.lower()))
    common = sum((ca & cb).values())
    total = sum(ca.values()) + sum(cb.values())
    return 2 * common / total if total else 0.0


def subject_party(elems: Sequence[Elem], position: int) -> Elem | None:
    """The party element nearest before ``position``."""
    best = None
    for elem in elems:
        if elem.start >= position:
            break
        if elem.kind == "party":
            best = elem
    return best
