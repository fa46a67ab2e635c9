"""Undertakings told by nouns: what a deal includes, options, lists of terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.obligation_found import Found, Source, cut, make
from pipeline.obligation_kinds import NOUN, list_kind, noun_kind
from pipeline.obligation_sentences import Sign, SignedSentence
from pipeline.records import ObligationKind

OPTION: Source = ("delivery", "obligation.option")
_SERVICES = frozenset({"support", "training", "integration", "technology_transfer"})
# "Also included are spare parts; training": what an approval notice lists beside the goods.
_ALSO_INCLUDED = re.compile(
    r"\b(?:(?:also )?included(?: in the (?:sale|deal|contract|package|price|order))? "
    r"(?:are|is|will be)|"
    r"(?:sale|package|request) will (?:also )?include|"
    r"the following non-(?:MDE|Major Defense Equipment)[^:]{0,80}included:) (?P<what>.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "would include, of unspecified types, radios as well as related training and logistics support".
_RELATED = re.compile(
    r"\b(?:as well as|along with|together with) "
    r"(?P<what>(?:[\w-]+,? ){0,9}?related (?:[\w-]+,? ){2,6}?support)\W*$"
)
# "an option for six more guns": what the buyer may still ask for. Not "options of the contract".
_OPTION = re.compile(
    r"\b(?P<what>(?:an )?options?(?:, exercisable [^.;]{1,40}?,)? (?:open )?"
    r"(?:for|on|covers?|covering|exists? for|includes?|of|"
    r"to (?:buy|acquire|purchase|order|procure|add)) "
    r"(?!(?:(?:the|an?|its|existing|earlier) )?contracts?\b)"
    r"(?:up to |a further |another |an additional |additional )?(?=[\w-]+)[^.;,]+)"
)
# "options for up to seven more".
_COUNTED = re.compile(r"\bmore\b|\badditional\b|\bfurther\b")
# An option for services is none for more goods.
_OPTION_SERVICE = re.compile(r"\b(?:services|period|years?|support|maintenance|work)\b")
# More time is no more goods, and a ship's class is no number of goods: "DDG 51 yard services".
_OPTION_YEARS = re.compile(
    r"options? (?:of|for) (?:up to )?\w+ (?:more |additional |further )?years?\b"
)
_DESIGNATION = re.compile(r"\b[A-Z]+[ -]?\d+")
# What is no part of the option behind it: "an option for a fourth, in March at a cost of".
_ASIDE = re.compile(r", (?:in|on|at|under|worth|valued|work|gave)\b")
# "foresees the delivery of two guns": goods named alone are no undertaking.
_SUPPLY = re.compile(r"\W*(?:the )?(?:delivery|supply) of\b")
# Where another part of a list of included things begins, one with an article, and where it ends.
_PART = re.compile(
    r"; (?:and )?|, (?:and )?|: | and for |(?:, )?in addition to |(?:, )?as well as | — "
)
_NEXT_PART = re.compile(r", (?:the|an?) (?:[\w-]+ ){1,3}of ")
_MORE = re.compile(
    r",? and (?:also )?(?:contains?|includes?|covers?|provides?|has|may|can|could|will)\b"
)
# The article before an included noun, which is no part of the undertaking's words.
_ARTICLE = re.compile(r"the (?=joint|full|transfer|training)")
_TERM = re.compile(r"[^;\n]+")
_COUNT_REACH = 60  # characters of an option in which its number stands


def nominal(sentence: SignedSentence) -> Iterator[Found]:
    """Included parts of a deal, then options, then what an approval notice lists beside goods."""
    yield from _included(sentence)
    yield from _options(sentence)
    if sentence.has(Sign.INCLUDE):
        listed = _ALSO_INCLUDED.search(sentence.text) or _RELATED.search(sentence.text)
        if listed is not None and noun_kind(listed.group("what")) in _SERVICES:
            first = sentence.start + listed.start("what")
            last = sentence.start + len(sentence.text)
            source: Source = ("support", "obligation.also-included")
            found = make(sentence.whole, first, last, source, "binding", "")
            if found is not None:
                yield found


def terms(sentence: SignedSentence, start: int) -> list[Found]:
    """The undertakings that the noun phrases of a list of terms tell, from ``start`` on.

    ``10% advance against a bank guarantee; warranty of two years``.
    """
    found = []
    for match in _TERM.finditer(sentence.text, start):
        kind = noun_kind(match.group())
        first = sentence.start + match.end() - len(match.group().lstrip())
        if kind is not None:
            last = sentence.start + match.end()
            item = make(sentence.whole, first, last, (kind, "obligation.term"), "binding", "")
            found += [item] if item is not None else []
    return found


def _included(sentence: SignedSentence) -> Iterator[Found]:
    """``The contract includes training of the crews``."""
    for match in sentence.includes():
        rest = match.group("rest")
        kind = list_kind(rest)
        denied = " not " in sentence.text[match.start() : match.start("verb")]
        if kind is None or denied or (kind == "delivery" and not _SUPPLY.match(rest)):
            continue
        offset = match.start("rest") + len(rest) - len(rest.lstrip())
        words = sentence.text[offset:]
        end = _list_end(words)
        more = _MORE.search(words, 0, end)
        end = more.start() if more else end
        skipped = _first_service(words[:end], kind)
        article = _ARTICLE.match(words, skipped)
        first = sentence.start + offset + (article.end() if article else skipped)
        last = sentence.start + offset + end
        left = sentence.text[: match.start()]
        found = make(sentence.whole, first, last, (kind, "obligation.includes"), "binding", left)
        if found is not None:
            yield found


def _list_end(words: str) -> int:
    """Where a list ends: later than a clause would where ``, the design of ships`` is a part."""
    end = cut(words)
    while (part := _NEXT_PART.match(words, end)) is not None:
        end = part.end() + cut(words[part.end() :])
    return end


def _first_service(words: str, kind: ObligationKind) -> int:
    """Where in a list the first service begins, if goods stand before it."""
    match = NOUN.search(words)
    if match is None or kind not in ("support", "training"):
        return 0
    edges = [m.end() for m in _PART.finditer(words, 0, match.start())]
    return edges[-1] if edges else 0


def _options(sentence: SignedSentence) -> Iterator[Found]:
    """``an option for six more guns``: the seller must deliver them if the buyer asks."""
    for match in _OPTION.finditer(sentence.text) if sentence.has(Sign.OPTION) else ():
        left = sentence.text[: match.start()]
        counted = _COUNTED.search(match.group()[:_COUNT_REACH])
        if left.endswith("with ") and match.group().startswith("options") and not counted:
            continue  # "a contract with options for": a type of contract
        first = sentence.start + match.start("what")
        words = sentence.text[match.start("what") :]
        near = words[:_COUNT_REACH]
        if _OPTION_YEARS.search(near) or (
            _OPTION_SERVICE.search(near) and not re.search(r"\d", _DESIGNATION.sub("", near))
        ):
            continue
        aside = _ASIDE.search(words)
        last = first + min(cut(words), aside.start() if aside else len(words))
        found = make(sentence.whole, first, last, OPTION, "conditional", left)
        if found is not None:
            yield found
