"""Days of the paper of a deal itself: when the contract that is named was signed.

``under a 2022 contract``, ``its order in May 2023 for six boats``, ``the October 2020 deal``; and
days of an earlier paper, under which a thing is ordered.
"""

from __future__ import annotations

import re

from pipeline import calendar_math as cal
from pipeline.facts import Around

_FRAMED = re.compile(
    r"\border\b(?:[^.;]|\.\d){0,90}\bunder (?:the|a|an|its|their)\b[^.;]{0,120}"
    r"\b(?:contract|agreement)\b[^.;]{0,40}\Z",
    re.I,
)

# "ordered 40 more vehicles under its 2022 agreement with Finland"
_UNDER_ITS = re.compile(r"\bunder (?:the|an?|its|their|that) \Z")
# What stands before "March 2023 order" or "2022 contract".
_OWNED = (" a ", " an ", " the ", " its ", " their ", " that ", "'s ", "’s ", "A ", "The ")
_CONTRACTS = (" contract ", " agreement ", " deal ", " order ")
_FRAME_OF = re.compile(
    r" (?:[a-z-]+ ){0,3}(?:contract|agreement|deal|framework|memorandum|accord|order(?! book))\b"
)
_BUYING = re.compile(r" (?:[a-z-]+ ){0,2}(?:sale|purchase|acquisition|procurement)\b")
# The words from a noun to a date, with no verb among them: "of six jets from Volta in".
_NOUN_PHRASE = (
    r"(?:(?! (?:is|are|was|were|be|been|will|would|shall|may|can|could|should|has|have|had"
    r"|to(?! (?:the )?[A-Z])|that|which|who|being|by|until|after|before|while|as"
    r"|comes?|came|follow\w*|includ\w*|cover\w*|book|expected|due|planned|scheduled)\b)"
    r"(?:[^.;,]|\.\d)){0,90} in \Z"
)
_BOUGHT_IN = re.compile(
    r"(?<!\bin )(?<!\bon )\b(?:order|purchase|acquisition|procurement|sale|buy)\b" + _NOUN_PHRASE
)
# "a delivery of tanks to the republic in 2021 suggests that"
_HANDED_IN = re.compile(r"\b(?:delivery|handover|shipment) of\b" + _NOUN_PHRASE)
_NOUN_REACH = 110

# "Following the agreement signed between them on 8 June, the firm has signed a contract", "comes on
# the heels of a memorandum signed in May": the day of a paper that came before.
_AFTER_ANOTHER = re.compile(
    r"\b(?P<link>on the heels of|builds? on|building on|following|after) (?:the|an?|its|their)\b"
    r"[^.;,]{0,60}\b(?:agreement|accord|memorandum|mou|contract|letter of intent|declaration)\b"
    r"(?! (?:was|were|is|has|had|will)\b)[^.;,]{0,80}\Z",
    re.IGNORECASE,
)
# "was awarded a deal to supply 20 guns to Peru last week"
_SIGNED_TO_DELIVER = re.compile(
    r"\b(?:sign(?:ed|s)|ink(?:ed|s)|w[io]ns?|awarded|clinched|secured|bagged|concluded|placed)\b"
    r"[^.;]{0,90}\b(?:contract|deal|order|agreement)\b[^.;,]{0,60}"
    r"\b(?:(?:for|on) the (?:delivery|supply) of|to (?:deliver|supply))\b[^.;,]*\Z",
    re.IGNORECASE,
)
_CLOSING_REACH = 12  # characters from such a day to the comma that closes its phrase
_MAIN_REACH = 90  # characters from such a day to what was signed after it

_FRAME_REACH = 260


def is_signed_to_deliver(around: Around, edtf: str, published: str | None) -> bool:
    """``signed a contract for the delivery of 28 guns on Wednesday``: a day gone by is that of the
    signature.
    """
    last = cal.last(edtf)
    if published is None or len(last) != len(published) or last > published:
        return False  # "this year" may be to come
    low = max(around.low, around.start - _FRAME_REACH)
    return _SIGNED_TO_DELIVER.search(around.text, low, around.start) is not None


def is_of_contract(around: Around, low: str, done: bool) -> bool:
    """Whether a date stands by the noun of a deal: ``delivered under a 2022 contract``, ``its order
    in May 2023 for six boats``.

    ``done``: the date has gone by; else only a year that an article stands before is one, as the
    purchase of six boats in a year to come may be their delivery.
    """
    text, start = around.text, around.start
    if low.startswith("from ") and text.endswith(_CONTRACTS, 0, start):
        return True
    if (done or low.isdigit()) and text.endswith(_OWNED, 0, start):
        noun = _FRAME_OF.match(text, around.end) or (done and _BUYING.match(text, around.end))
        return bool(noun)
    within = _BOUGHT_IN.search(text, max(around.low, start - _NOUN_REACH), start) if done else None
    return within is not None and not around.cues.has("date.delivery", within.start(), start)


def is_of_handing(around: Around) -> bool:
    """``the delivery of tanks to Oman in 2021``: a date by the noun that tells of a handover."""
    low = max(around.low, around.start - _NOUN_REACH)
    if _HANDED_IN.search(around.text, low, around.start) is None:
        return False
    return not around.cues.has("date.signed", around.low, around.start)  # "signed for the delivery"


def is_of_frame(around: Around) -> bool:
    """Whether a day is that of the contract under which something is ordered."""
    low = max(around.low, around.start - _FRAME_REACH)
    if _FRAME_OF.match(around.text, around.end) and _UNDER_ITS.search(
        around.text, low, around.start
    ):
        return True
    if _FRAMED.search(around.text, low, around.start):
        return True
    another = _AFTER_ANOTHER.search(around.text, low, around.start)
    if another is None or another["link"].lower() not in ("following", "after"):
        return another is not None
    comma = around.text.find(",", around.end, around.end + _CLOSING_REACH)
    return comma >= 0 and around.cues.has("date.signed", comma, comma + _MAIN_REACH)
