"""Days that are no day of a deal, by the words right beside them.

The year in the name of a show ("Army 2026"), the end of an option or of funds, the day of the
first contract where the article tells of a change to it.
"""

from __future__ import annotations

import re

from pipeline import calendar_math as cal
from pipeline.records import DateKind

_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = re.compile(r"(?<![.!?] )\b(?P<word>[A-Z][\w'’-]+)\)? \Z")
_NO_NAME = frozenset(
    """In By From Since Until Till Early Late Mid During For To And Of Between Fiscal FY Year
    Calendar Financial Spring Summer Autumn Fall Winter Q1 Q2 Q3 Q4 H1 H2 Around About Before After
    Through January February March April May June July August September October November December
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec End Back As On Throughout Circa""".split()
)
_NAME_REACH = 20

# "An option for six more runs until 2029", "$4 million will expire", "prolongs their lives".
_ENDS_ELSE = re.compile(
    r"\boptions?\b[^.;]{0,60}\b(?:runs?|valid|open|expires?|lapses?)\b[^.;,]{0,16}\Z"
    r"|\b(?:million|billion|funds?|money|visas?|mandate|validity)\b[^.;]{0,70}\bexpir\w*[^.;]{0,12}\Z"
    r"|\b(?:plan|strategy|law|mandate|exercise|drill)\b[^.;]{0,30}\b(?:runs?|ends?)\b[^.;]{0,12}\Z"
    r"|\bservice li(?:fe|ves)\b[^.;]{0,40}\Z",
    re.IGNORECASE,
)
# "The negotiations started in 2022", "the crews finished their training in April".
_OTHER_WORK = re.compile(
    r"\b(?:talks|negotiations?|discussions|tender|trials?|tests|testing"
    r"|reviews?|inquiry|audit|probe|investigation|assessment|feasibility study"
    r"|(?:their|its|her) deployment|training of (?:the |its )?\w+"
    r"|(?:crews|pilots|operators|soldiers|technicians)\b[^.;,]{0,30}\btraining)\b[^.;,]{0,60}\Z"
    r"|\b(?:war|conflict|insurgency|campaign|invasion|crisis|pandemic|exercise|exhibition|visit)\b"
    r"[^.;]{0,40}\Z"
    r"|\b(?:crews|pilots|operators|soldiers|technicians) "
    r"(?:start|beg|commenc|finish|complet|end|conclud)[^.;,]{0,40}\btraining\b[^.;,]{0,30}\Z",
    re.IGNORECASE,
)
# "a credit which Delhi had extended to the island in May": no contract extended to a day.
_EXTENDED = re.compile(r"\bextended to\b[^.;]{16,}\Z", re.IGNORECASE)
_ENDING_REACH = 120
# "The talks on 20 radars concluded yesterday", "after the budget law, expected in July".
_TALKS = re.compile(
    r"\b(?:talks|negotiations?|discussions|trials?|tender|visit)\b[^.;,]{0,60} "
    r"(?:(?:were|was|have been|has been|have|has|had) )?(?:concluded|finali[sz]ed|held) (?:on )?\Z"
    r"|\b(?:law|bill|budget|elections?|vote|visit|summit|review),? "
    r"(?:(?:which|that) (?:is|are) )?(?:expected|due|scheduled|planned) (?:in|for|by|on) \Z",
    re.IGNORECASE,
)
# "announced 64 contract awards on Wednesday": no verb of signing stands between.
_ANNOUNCED_AWARD = re.compile(
    r"\bannounc(?:ed|es|ing)\b(?! that\b)"
    r"(?:(?!\b(?:signed|inked|concluded|awarded|ordered|won|bought)\b)[^.;,]){0,80}"
    r"\b(?:awards?|signature|signing|purchase|acquisition)\b"
    r"(?:(?!\b(?:signed|inked|concluded|awarded|ordered|won|bought)\b)(?:[^.;,]|\.\d)){0,60}\Z",
    re.IGNORECASE,
)
# "will commence deliveries of the guns to the army in", "deliveries are set to begin in"
_BEGINS_DELIVERIES = re.compile(
    r"\b(?:begin|start|commenc|kick)(?:s|e|es|ning|ing|off)? (?:the |its |their )?"
    r"(?:deliver(?:y|ies|ing)|shipments?|supply(?:ing)?)\b[^.;]{0,70}\Z",
    re.IGNORECASE,
)
# "Deliveries of 36 jets will run from 2006 to 2008"
_DELIVERIES_RUN = re.compile(
    r"\b(?:deliver(?:y|ies)|hand-?overs?|shipments?)\b[^.;]{0,120}"
    r"\b(?:runs?|lasts?|extends?|stretch(?:es)?|continues?)\b[^.;,]{0,20}\Z",
    re.IGNORECASE,
)
_AWARD_REACH = 150

# "The original contract was signed in 2021", "was awarded the initial $90 million contract in May".
_FIRST_CONTRACT = re.compile(
    r"\b(?:original|initial|first|main|base|basic|underlying)\b(?: \S+){0,5}? "
    r"(?:contract|order|agreement|deal)\b",
    re.IGNORECASE,
)

# "has 40 howitzers, first bought in 2004, with deliveries from 2008": how a stock came about.
_STOCK = re.compile(
    r"\b(?:has|have|fields?|operates?|flies|owns|possesses) "
    r"(?:(?:now|some|about|around|over|already|currently|more than|a fleet of) )?"
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b[^.;]{0,60}, "
    r"(?:first |all |originally |which were )?"
    r"(?:bought|purchased|acquired|ordered|procured|delivered|received)\b[^.;]*\Z"
)

_EARLIER_DEALING = re.compile(
    r"\b(?:previously|previous|earlier) (?:deliver|export|sold|sale|suppl|order|bought|purchas"
    r"|acquir|sign|award|contract)\w*\b[^.;]*\Z",
    re.IGNORECASE,
)

_EARLIER_AWARD = re.compile(
    r"\b(?:extension|amendment|change|addition|renewal|follow-on|extends|amends|renews|expands)\b"
    r"[^.;]{0,40}\bthe (?:original|initial|first|previous|earlier) (?:\w+ ){0,3}"
    r"(?:contract|order|agreement|deal)\b[^.;]{0,60}\Z",
    re.IGNORECASE,
)

# "commissioned two helicopters in a rite on 3 May", which were handed over before.
_COMMISSIONED = re.compile(
    r"\bcommission(?:ed|s)\b(?:(?!\b(?:deliver|hand|receiv|suppli|arriv))[^.;])*\Z", re.IGNORECASE
)

_TOLD_IN = re.compile(
    r"\b(?:emerged|surfaced|announced|revealed|disclosed|approved|cleared|authori[sz]ed|ratified)"
    r" (?:back )?(?:in )?\Z"
)
_TELLS = re.compile(r",? (?:announced|revealed|disclosed|approved|cleared|ratified)\b")
# "will mark 60 years since the first deliveries", "met its 2024 delivery target".
_COUNTED = re.compile(
    r"[^.;\n]{0,40}\b(?:years since|anniversary)\b"
    r"| (?:delivery|production) (?:target|goal|rate)s?\b"
    r"| (?:[a-z]+ ){0,2}(?:policy|white paper|strategy)\b"
)
# "a 40 per cent increase from 2022", "up from six in 2022": the year that another is held against.
_COMPARES = re.compile(
    r"\b(?:increase|rise|growth|jump|drop|decrease|decline)\b(?: of [^.;,]{1,20})?"
    r"(?: (?:on|over|from|in))? \Z|\b(?:up|down) from [\w -]{1,30} in \Z"
    r"|\b[Aa]s (?:I|we) (?:\w+ed|wrote) (?:back )?in \Z"
)
# "having bought $90 million worth in 2023": a year's trade.
_TRADED = re.compile(
    r"\bworth(?: of (?:[a-z]+ ){0,2}(?:weapons|weaponry|arms|equipment|goods|materiel|hardware))?,?"
    r"(?: (?:in|since|during))? \Z"
)
# "deliveries to the region dropped to nil for the period", "delivered arms to 47 countries".
_TRADE = re.compile(
    r"\b(?:deliveries|shipments|exports|imports|sales)\b[^.;]{0,60}\b(?:dropped|fell|rose|grew"
    r"|increased|declined|continued|surged|doubled|tripled|accounted)\b"
    r"|\bto (?:\d+|dozens of) (?:states|countries|nations)\b",
    re.IGNORECASE,
)
# "the planning law, approved in May", "the bill that was passed on the 4th".
_LAW = re.compile(
    r"(?<!appropriation )(?<!spending )\b(?:law|bill|act|legislation|capability)\b\W[^.;]{0,60}"
    r"\b(?:approved|passed|adopted|authori[sz]ed|cleared|ratified)\b[^.;,]{0,40}\Z",
    re.IGNORECASE,
)
# "at the parade which was held in the stadium on 26 April"
_HELD = re.compile(
    r"\b(?:celebrations?|parade|exhibition|show|airshow|exercise|drill|conference|summit|fair|expo)"
    r"\b[^.;]{0,40}\b(?:held|took place|takes place|staged)\b[^.;,]{0,60}\Z",
    re.IGNORECASE,
)
# "“They need it now,” said the captain, an adviser, in January": when it was said.
_SAID = re.compile(r"[”\"],? (?:said|says|added|noted|explained|told)\b[^.;“\"]*\Z")
# "sources told the agency on Tuesday": a leak.
_LEAKED = re.compile(
    r"\b(?:sources?|people familiar|analysts?|experts?|insiders?)\b[^.;]{0,60}\b(?:said|told)\b"
    r"[^.;]{0,40}\Z",
    re.IGNORECASE,
)
_FISCAL = re.compile(r"\b(?:fiscal|financial) year\b[^.;]{0,30}\Z", re.IGNORECASE)
_LONG_AGO = 15  # years from a contract, or a delivery, to news that still tells of it as one deal

_VAGUE_KINDS = frozenset({"announced", "approved"})


def _told(
    words: re.Pattern[str], text: str, low: int, start: int, reach: int = _ENDING_REACH
) -> bool:
    """Whether ``words`` stand before ``start``, from ``low`` and ``reach`` characters off on."""
    return words.search(text, max(low, start - reach), start) is not None


def names_show(text: str, start: int, end: int) -> bool:
    """``at Army 2026``, ``DSEI 2025``: the year is part of a name."""
    if not _YEAR.fullmatch(text, start, end):
        return False
    match = _NAMED.search(text, max(0, start - _NAME_REACH), start)
    return match is not None and match["word"] not in _NO_NAME


def ends_another_matter(text: str, low: int, start: int) -> bool:
    """Whether what ends on the day at ``start`` is an option, funds or the life of the goods."""
    return any(_told(words, text, low, start) for words in (_ENDS_ELSE, _EXTENDED))


def is_other_work(text: str, low: int, start: int) -> bool:
    """Whether what begins or ends on a day are talks, a tender or the training of crews."""
    return _told(_OTHER_WORK, text, low, start)


def is_of_talks(text: str, low: int, start: int) -> bool:
    """Whether talks were concluded on a day, or a law or a vote is expected then."""
    return _told(_TALKS, text, low, start)


def announces_award(text: str, low: int, start: int) -> bool:
    """``announced the award on Wednesday``: the day of the announcement, not of the award."""
    return _told(_ANNOUNCED_AWARD, text, low, start, _AWARD_REACH)


def begins_deliveries(text: str, start: int) -> bool:
    """``will commence deliveries to the army in 2025``: from then on."""
    return _told(_BEGINS_DELIVERIES, text, 0, start)


def deliveries_run(text: str, low: int, start: int) -> bool:
    """``Deliveries of 36 jets will run from 2027 to 2030``: no term of the contract."""
    return _DELIVERIES_RUN.search(text, low, start) is not None


def is_vague(text: str, start: int, end: int, kind: DateKind, edtf: str) -> bool:
    """Whether an approval or an announcement has no more than a year: that of a report or a law.

    News dates what it tells by the day or the month. What is older has its year right beside the
    verb: ``the order emerged in 2021``.
    """
    if kind not in _VAGUE_KINDS or len(cal.first(edtf)) != 4:
        return False
    beside = _TOLD_IN.search(text, max(0, start - _NAME_REACH), start) or _TELLS.match(text, end)
    return beside is None


def is_of_first_contract(text: str, low: int, start: int) -> bool:
    """Whether the words before a day tell of the contract that a later one changes."""
    return _FIRST_CONTRACT.search(text, low, start) is not None


def is_of_earlier_award(text: str, low: int, start: int) -> bool:
    """``extends the initial contract that the company won in 2018``: the day of that one."""
    return _EARLIER_AWARD.search(text, low, start) is not None


def is_of_earlier_dealing(text: str, low: int, start: int) -> bool:
    """``had previously exported 12 jets under a 2014 order``: a day of what came before."""
    return _EARLIER_DEALING.search(text, low, start) is not None


def is_of_stock(text: str, low: int, start: int) -> bool:
    """``has 40 howitzers, first bought in 2004``: a day on which goods in service came."""
    return _STOCK.search(text, low, start) is not None


def commissions(text: str, low: int, start: int) -> bool:
    """Whether what happens on a day is that goods are put into service, not handed over."""
    return _COMMISSIONED.search(text, low, start) is not None


def is_counted(text: str, end: int) -> bool:
    """Whether the words behind a date tell of an anniversary or of a year's output."""
    return _COUNTED.match(text, end) is not None


def is_anothers(text: str, low: int, start: int) -> bool:
    """Whether the words before a date make it that of a show, of a speech, of a year's trade, or
    the year that a rise is counted from.
    """
    return any(_told(words, text, low, start) for words in (_COMPARES, _TRADED, _HELD))


def is_trade(text: str, bounds: tuple[int, int], edtf: str) -> bool:
    """Whether a span of years is one over which a sentence counts what was delivered to many."""
    begin, mark, end = edtf.partition("/")
    if not mark or ".." in (begin, end) or begin[:4] == end[:4]:
        return False
    return _TRADE.search(text, *bounds) is not None


def is_of_law(text: str, low: int, start: int) -> bool:
    """Whether what was approved on a day is a law, or that goods may be put to use."""
    return _told(_LAW, text, low, start)


def is_said(text: str, low: int, start: int) -> bool:
    """Whether a day is that on which words between quotes were said."""
    return _told(_SAID, text, low, start)


def is_leaked(text: str, low: int, start: int) -> bool:
    """Whether a day is that on which sources or experts spoke, which announces nothing."""
    return _told(_LEAKED, text, low, start)


def is_fiscal(text: str, low: int, start: int) -> bool:
    """``the previous fiscal year, which ran from April to March``: no term of a contract."""
    return _FISCAL.search(text, low, start) is not None


def is_long_ago(edtf: str, published: str | None) -> bool:
    """``replaces jets bought in 1984``: whether a date lies too far back to be of the deal."""
    year = cal.last(edtf)[:4]
    if published is None or not year.isdigit():
        return False
    return int(published[:4]) - int(year) > _LONG_AGO
