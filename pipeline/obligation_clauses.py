"""Undertakings told by a whole clause whose subject says what is to be done.

``Deliveries will be spread over 40 months``, ``Training of the crews is included``, ``at least 60
per cent of the value must be spent in the country``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.obligation_found import Found, Source, clause_end, inside, make
from pipeline.obligation_kinds import list_kind, noun_kind
from pipeline.obligation_patterns import FINITE, SERVICE_HEADS
from pipeline.obligation_sentences import Sign, SignedSentence
from pipeline.records import Modality, ObligationKind

_MUST = r"(?:will|shall|must|has to|have to|is to|are to|needs? to|would|should)"
_OF = r"(?: (?:of|for|on|during|in|at|to) [^.;,:]{1,80}?)?"
_PLANNED = "planned|scheduled|expected|foreseen|slated|anticipated|targeted|envisaged|should"
_IS_PLANNED = rf"(?:is|are) (?:now |currently )?(?:{_PLANNED})"

# What goods do that are handed over: "be in the country by May", "leave the yard in 2027". A time
# must stand with it, and what comes must be goods.
_ARRIVAL = re.compile(
    r"(?:also |then |all |each |likewise |have )*(?:(?:leave|reached|arrive|touch down|"
    r"land (?:in|at)|"
    r"reach(?! (?:its|an?) (?:conclusion|end|agreement|deal))|"
    r"set sail|receive(?! (?:[$€£]|\w+ payments?|a (?:contract|payment)))|come from|"
    r"follow (?:in|within|by|from|between|at|before)|"
    r"be (?:in|at|with|there|on (?:its|their) way|put in(?:to)?|"
    r"received|ready|available|back|here)|become available|get (?:its|their|the first)|"
    r"(?:begin|start|finish|complete) (?:with )?(?:the )?"
    r"(?:deliver\w+|handing over|shipping))\b)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:(?:19|20)\d\d|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|spring|summer|autumn|fall|winter|Christmas|"
    r"(?<!this )(?:days?|weeks?)|months?|years?|quarters?)\b"
)
# The end of the subject of what comes without being handed over.
_NO_GOODS = re.compile(
    r"\b(?:contracts?|decisions?|orders?|deals?|agreements?|talks|negotiations?|sign(?:ing|ature)|"
    r"announcements?|payments?|spending|budget|programme|program|production|work|capacity|output|"
    r"value|total|number|tests?|trials?|it|this|that|which|selection|minister|president|"
    r"delegation|teams?|officials|meeting|vote|approval|ministry|competition|costs?|price|proposals?|offers?|bids?)\W*$",
    re.IGNORECASE,
)
# A clause within another: "the delivery of the jet that will be tested".
_WITHIN = re.compile(r"\b(?:that|which|who)\b")
# "Delivery of the first vehicles is anticipated in 2027": the time stands behind.
_DELIVERIES = re.compile(
    r"\b(?:(?:the|first|initial|final|last|series|serial|full) )*"
    rf"(?:deliver(?:y|ies)|hand-?over|shipments?|supplies)(?: (?:of|under|to) [^.;,:]{{1,60}}?)? "
    rf"(?P<pred>{_MUST}(?: also)? "
    r"(?:begin|start|commence|take place|run|be \w+|follow|continue|end|finish|occur)\b|"
    rf"{_IS_PLANNED}\b|(?:is|are) (?:due|set|to)\b|(?:is|are) (?:from|between|over|by|within)\b|"
    r"(?:starts?|begins?|runs?|ends?)\b|"
    r"(?:(?:now |currently )?(?:expected|planned|scheduled|due|set) )?"
    r"to (?:begin|start|run|finish|end|commence|take place|follow|be \w+)\b|"
    r"(?:taking|to take) place (?:from|between|through|until|in|by|over)\b)[^.;]*",
    re.IGNORECASE,
)
# "Signed in May; deliveries between 2028 and 2031".
_DELIVERIES_BY = re.compile(
    r"(?:^\W*|(?<=[;:–—-] ))(?:(?:first|initial|final) )?deliver(?:y|ies)(?: of [^.;,:]{1,60}?)? "
    r"(?:between|from|over|by|within|until|in|before)\b[^.;]*",
    re.IGNORECASE,
)
# "Deliveries: 2026 to 2028", "Time limit for delivery: 15/12/2026".
_DELIVERY_LABEL = re.compile(
    r"\b(?:(?:time limit|period|date|deadline) (?:for|of) )?deliver(?:y|ies)"
    r"(?: (?:period|date|time|schedule|deadline))?: (?P<when>[^.;\n]{4,60})",
    re.IGNORECASE,
)
# "The lead ship is scheduled for delivery in May".
_SCHEDULED = re.compile(
    r"\b(?P<pred>scheduled|slated|planned|due|set) for (?:first )?(?:delivery|hand-?over)\b[^.;]*",
    re.IGNORECASE,
)
# "The first launchers are due in 2028".
_DUE = re.compile(
    r"\b(?:the |its |their )?(?:first|last|final|next|remaining|second|third|rest|others?)\b"
    r"[^.;,:]{0,50}? (?:is|are) due (?:to (?:arrive|be delivered|follow) |for delivery )?"
    r"(?:in|by|from|within|at|before)\b[^.;]*",
    re.IGNORECASE,
)
_SERVICE = (
    "training|instruction|maintenance|upkeep|servicing|assembly|installation|integration|"
    "manufacture|production|construction|repairs?|overhaul|spare parts|spares|warranty|"
    r"payments?|site preparation|sustainment|support|schooling|guarantee"
)
# "Training of 40 drivers shall be conducted by", "Upkeep has been entrusted to".
_SERVICES = re.compile(
    rf"(?P<noun>{_SERVICE})\b{_OF} "
    rf"(?P<pred>(?:{_MUST}(?: also)? (?:be (?:\w+ ){{0,2}}?(?:carried out|conducted|provided|done|"
    r"undertaken|given|held|handled|organi[sz]ed|rendered|made|paid|financed|shared|entrusted|stretched|"
    r"extended|the responsibility)|take place|fall to|rest with|lie with|remain with|run for)|"
    rf"{_IS_PLANNED}(?! to be completed)|falls? to|rests? with|lies? with|"
    r"remains? (?:in the (?:care|hands) of|with|the responsibility)|"
    r"(?:is|are|has been|have been) entrusted to|(?:is|are) for \S+ account)\b)[^.;]*",
    re.IGNORECASE,
)
# "Spare parts and training are included in the price".
_INCLUDED = re.compile(
    rf"(?:{_SERVICE})\b[^.;:]{{0,120}}? "
    r"(?:is|are|will be)(?: also)? (?:included|provided for|covered|"
    r"(?:in|part of) (?:the|this) (?:package|deal|contract|price|sale|offer|agreement))\b[^.;]*",
    re.IGNORECASE,
)
_INCLUDING = ("included", "provided for", "covered", " the package", " of the ", " the price")
# What may stand before the noun of a service and belongs to its clause.
_ADJECTIVES = re.compile(
    r"(?:\b(?:the|final|serial|local|entire|whole|all|full|crew|driver|pilot|technical|logistics?|"
    r"in-service|initial|further) )+$",
    re.IGNORECASE,
)
_ADJECTIVE_REACH = 40  # characters before the noun in which they stand
# Work of which only its place or end is told.
_FORECAST = re.compile(r"^(?:will|would)\b", re.IGNORECASE)
_AMOUNT = (
    r"(?:(?:at least|at a minimum|a minimum of|minimum|no less than|not less than|no fewer than|"
    r"some|about|up to|more than|over) )?"
    r"(?:\d[\d.,]*(?: ?%| per ?cent)|half|an? (?:third|quarter)|two[- ]thirds|three[- ]quarters)"
)
# "at least 40 percent of the value must be spent with local firms", "Indigenous content shall be".
_SHARES = re.compile(
    rf"\b(?:{_AMOUNT} of [^.;,:]{{1,70}}? (?:{_MUST}|is|are|comes?|goes) (?P<pred>[^.;]*)|"
    r"(?:(?:the|local|indigenous|domestic|national) )*(?:[\w’'-]+ )?"
    r"(?:content|share|participation|workshare)(?: of [^.;,:]{1,50}?)?(?: in [^.;,:]{1,40}?)? "
    rf"{_MUST} (?:be|reach|amount to|rise to|account for|exceed|make up|come to)\b[^.;]*?"
    r"(?:%|per ?cent)[^.;]*)",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"\b(?:spent|carried out|executed|contracted|locali[sz]ed|produced|manufactured|built|made|"
    r"sourced|placed|performed|done|assembled|come|go to|procured|domestic|indigenous|local)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:paid|payable|due) (?:in advance|up front|on|upon|at|when|once)\b|\bbe paid\b"
)
_CONTENT = re.compile(
    r"(?:also )?(?:have|contain|feature|hold|keep) (?:[\w’'.,%-]+ ){0,6}?"
    r"(?:indigenous|local|domestic|national|Indian) content\b"
)
_WORK_SHARE = re.compile(
    rf"(?:also )?(?:get|receive|take|have|carry out|do|perform|account for) {_AMOUNT} of the "
    r"(?:[\w’'-]+ )?(?:work|production|manufactur\w+|assembly|components|parts)\b",
    re.IGNORECASE,
)
# What an article tells of goods that were made: "half of the parts are made in Spain".
_BOUND = re.compile(rf"\b{_MUST}\b|\bpaid\b|^(?:at (?:least|a minimum)|no[t]? |a? ?minimum)", re.I)


def whole_clauses(sentence: SignedSentence) -> list[Found]:
    """The undertakings of ``sentence`` that a clause with its subject tells."""
    found: list[Found] = []
    for item in _clauses(sentence):
        if not inside(item, found):
            found.append(item)
    return found


def _clauses(sentence: SignedSentence) -> Iterator[Found]:
    if sentence.has(Sign.DELIVERY):
        yield from _deliveries(sentence)
    if sentence.has(Sign.DUE):
        for match in _DUE.finditer(sentence.text):
            yield from _timed(sentence, match, "obligation.due")
    if sentence.has(Sign.SERVICE):
        yield from _services(sentence)
    if sentence.has(Sign.SHARE):
        yield from _shares(sentence)


def _deliveries(sentence: SignedSentence) -> Iterator[Found]:
    for match in _DELIVERIES.finditer(sentence.text):
        yield from _timed(sentence, match, "obligation.deliveries")
    for match in _DELIVERIES_BY.finditer(sentence.text):
        yield from _timed(sentence, match, "obligation.deliveries")
    for match in _SCHEDULED.finditer(sentence.text):
        if FINITE.search(match.group()):
            continue  # "the batch scheduled for delivery in May was handed over": what was done
        yield from _timed(sentence, match, "obligation.deliveries")
    label = _DELIVERY_LABEL.search(sentence.text)
    if label is not None and (_TIME.search(label["when"]) or label["when"][:2].isdigit()):
        first, last = (sentence.start + place for place in label.span())
        source: Source = ("delivery", "obligation.deliveries")
        found = make(sentence.whole, first, last, source, "binding", "")
        if found is not None:
            yield found


def _timed(sentence: SignedSentence, match: re.Match[str], rule: str) -> Iterator[Found]:
    """The delivery of ``match``, which must tell a time."""
    if _TIME.search(match.group()) or re.search(r"\d", match.group()):
        yield from _clause(sentence, match, ("delivery", rule))


def _services(sentence: SignedSentence) -> Iterator[Found]:
    if any(sign in sentence.low for sign in _INCLUDING):
        for match in sentence.at(_INCLUDED, SERVICE_HEADS):
            kind = list_kind(match.group())
            if kind is not None:
                yield from _clause(sentence, match, (kind, "obligation.service"))
    for match in sentence.at(_SERVICES, SERVICE_HEADS):
        kind = noun_kind(match.group("noun"))
        place = kind in ("production", "integration") and _FORECAST.search(match.group("pred"))
        if kind is not None and not place:
            yield from _clause(sentence, match, (kind, "obligation.service"))


def _shares(sentence: SignedSentence) -> Iterator[Found]:
    for match in _SHARES.finditer(sentence.text):
        kind = _share_kind(match)
        if kind is not None:
            yield from _clause(sentence, match, (kind, "obligation.share"))


def _share_kind(match: re.Match[str]) -> ObligationKind | None:
    pred = match.group("pred")
    if pred is None:
        return "production"
    if _BOUND.search(match.group()) is None:
        return None
    if _PAID.search(pred):
        return "payment"
    return "production" if _MADE.search(pred) else None


def _clause(sentence: SignedSentence, match: re.Match[str], source: Source) -> Iterator[Found]:
    """The undertaking that ``match`` is, up to where its clause ends."""
    place = match.start()
    before = _ADJECTIVES.search(sentence.text, max(0, place - _ADJECTIVE_REACH), place)
    start = before.start() if before else place
    words = sentence.text[start : match.end()]
    first = sentence.start + start
    told = match.groupdict().get("pred")
    if told and _WITHIN.search(sentence.text, match.start(), match.start("pred")):
        return  # "the delivery of the jet that will be"
    modality: Modality = "planned" if told and re.search(_PLANNED, told, re.I) else "binding"
    left = sentence.text[:start]
    # "Deliveries of 36 jets and 12 trainers will run": the clause ends behind its verb.
    verb = match.start("pred") - start if told else 0
    end = first + verb + clause_end(words[verb:])
    found = make(sentence.whole, first, end, source, modality, left)
    if found is not None:
        yield found


def holds_share(clause: str) -> bool:
    """Whether ``clause``, behind a modal, tells a share: ``have 60 per cent local content``,
    ``get 40 percent of the work``."""
    return _CONTENT.match(clause) is not None or _WORK_SHARE.match(clause) is not None


def arrives(clause: str, subject: str) -> bool:
    """Whether ``clause`` tells that goods come by some time, if ``subject`` may be goods."""
    if _ARRIVAL.match(clause) is None or _NO_GOODS.search(subject[-40:]):
        return False
    return _TIME.search(clause, 0, clause_end(clause)) is not None
