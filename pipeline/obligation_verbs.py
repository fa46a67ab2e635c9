"""The verbs of undertakings: found at the start of words, with their kind, one clause's parted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline import schema
from pipeline.inflect import verb_forms
from pipeline.numerals import word_set
from pipeline.obligation_found import Found, Source, make
from pipeline.obligation_kinds import refine
from pipeline.obligation_patterns import FIRST_WORD, either
from pipeline.records import ObligationKind

# Words that may stand before the verb of an undertaking, and with "be" after those.
_ADVERBS = either(
    "also|jointly|locally|then|now|initially|each|soon|fully|directly|successively|in turn",
    "collectively|only|first|continue to|(?:begin|start)(?: to)?|[a-z]{3,12}ly",
)
_BE = "be |being |directly "
_BE_ADVERBS = "jointly|locally|directly|officially|first"
# The words such a phrase may begin with.
_LEADS = word_set(
    "also jointly locally then now initially each soon fully directly successively in "
    "collectively only first be being begin officially continue start"
)
# Between two undertakings of one clause: "deliver the simulators and then train the crews".
_AND_VERB = re.compile(
    r",? and (?:(?:to|will|shall|must|should|would|also|then|is to|are to) )*"
    r"(?!(?:overhaul|repair|support|service) (?:cent(?:re|er)|hub|facility|shop|work))|"
    r", (?:to|then) |"
    r", (?=[a-z-]+ (?:the|an?|its|their|all|some|up to|at least|\d[\d,]*|[A-Z]\w*)\b)"
)
_OWN_MODAL = re.compile(r"\b(?:will|shall|must|should|would|(?:is|are) to)\b")
# The same where the first verb is that of no undertaking: "buy one vessel and build three more".
# Of what it gives or makes another way, an article tells the effect.
_AND_SECOND = re.compile(
    r" and (?:then |also )?(?!give |make |train )(?=[a-z-]+(?: over)? (?:the|an?|its|their|it|them|"
    r"all|another|up to|at least|\d[\d,]*|[A-Z]\w*|two|three|four|five|six|eight|ten|twelve)\b)"
)
# The form of a verb behind "be", said or left out.
_PARTICIPLE = re.compile(
    r"\w+ed(?: \w+)?|built|made|sent|paid|given|sold|handed over|put \w+", re.IGNORECASE
)


class Verbs:
    """The verbs that rules list, by their surface forms."""

    def __init__(self, records: Iterable[schema.ObligationVerb]) -> None:
        """Compile rule records; of two that list a form the earlier counts."""
        self.kinds: dict[str, ObligationKind] = {}
        self.rules: dict[str, str] = {}
        for record in records:
            for word in record.words:
                for surface in verb_forms(word):
                    self.kinds.setdefault(surface, record.kind)
                    self.rules.setdefault(surface, record.id)
        phrases = sorted(self.kinds, key=lambda w: (-len(w), w))
        self._heads = _LEADS | {FIRST_WORD.findall(p)[0] for p in phrases}
        self._pattern = _verb_pattern(phrases)

    def at(self, words: str) -> re.Match[str] | None:
        """The verb of an undertaking at the start of ``words``.

        Its group ``be`` holds the auxiliary of a passive, if any, and ``verb`` the verb's phrase.
        """
        first = FIRST_WORD.match(words)
        if first is None:
            return None
        head = first.group().lower()
        if head not in self._heads and not head.endswith("ly"):
            return None
        match = self._pattern.match(words)
        # Ignoring case, the engine takes a long s for an s, which no rule is listed under.
        return match if match and match.group("verb").lower() in self.kinds else None

    def source(self, surface: str, words: str) -> Source:
        """The kind of the undertaking ``words`` with the verb ``surface``, and the verb's rule."""
        return refine(self.kinds[surface], surface, words), self.rules[surface]

    def source_of(self, verb: re.Match[str], words: str) -> Source:
        """The same for a verb that ``at`` found."""
        return self.source(verb.group("verb").lower(), words)

    def second(self, clause: str) -> re.Match[str] | None:
        """The verb behind ``and`` in ``clause``: ``launch the ship and deliver it``."""
        joint = _AND_SECOND.search(clause)
        if joint is None or " to " in clause[: joint.start()] or not clause[:1].islower():
            return None
        verb = self.at(clause[joint.end() :])
        if verb is None or verb.group("be") or verb.group().endswith(("ing", "ed")):
            return None
        return self._pattern.match(clause, joint.end())

    def parted(self, text: str, item: Found) -> list[Found]:
        """``deliver eight simulators and train instructors`` is two undertakings."""
        span = item.obligation.evidence[0]
        edges = [span.start]
        lasts: list[int] = []
        for match in _AND_VERB.finditer(text, span.start, span.end):
            verb = self.at(text[match.end() : span.end])
            before = text[edges[-1] : match.start()]
            alike = _OWN_MODAL.search(match.group()) or _same_form(
                before, verb.group() if verb else ""
            )
            if verb is not None and len(before.split()) >= 3 and alike:
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
        verb = self.at(text[first:last])
        if verb is None:
            return None
        source = self.source_of(verb, text[first:last])
        return make(text, first, last, source, item.obligation.modality, item.subject)


def _verb_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Pattern of a verb phrase that begins an undertaking and whose verb is one of ``phrases``.

    Of two phrases that fit, the one earlier in ``phrases`` is taken.
    """
    # One branch a first letter: ignoring case, the engine would try each phrase in turn.
    letters: dict[str, list[str]] = {}
    for phrase in phrases:
        letters.setdefault(phrase[0], []).append(re.escape(phrase[1:]))
    verbs = either(*(f"{re.escape(a)}(?:{either(*rest)})" for a, rest in letters.items()))
    return re.compile(
        rf"(?:(?:{_ADVERBS}) )*(?P<be>{_BE})?(?:(?:{_BE_ADVERBS}) )*(?P<verb>{verbs})\b",
        re.IGNORECASE,
    )


def _same_form(before: str, verb: str) -> bool:
    """Whether two coordinated phrases are both passive or both active."""
    if verb.endswith("ing") and "ing " not in before:
        return False  # "contribute to repairing and modernising": of what stands before
    passive = before.lower().startswith("be ")
    if passive and _PARTICIPLE.fullmatch(verb):
        return True  # "be built in Gdynia and handed over in 2027"
    return passive == verb.lower().startswith("be ")
