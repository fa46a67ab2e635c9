"""What a date says of a deal: its kind, from the words around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pipeline import calendar_math as cal
from pipeline.context import Hits
from pipeline.dates import DateSpan
from pipeline.facts import Around
from pipeline.groups import Elem
from pipeline.other_days import (
    announces_award,
    begins_deliveries,
    commissions,
    deliveries_run,
    ends_another_matter,
    is_anothers,
    is_counted,
    is_fiscal,
    is_leaked,
    is_long_ago,
    is_of_earlier_award,
    is_of_earlier_dealing,
    is_of_law,
    is_of_stock,
    is_of_talks,
    is_other_work,
    is_said,
    is_trade,
    is_vague,
    names_show,
)
from pipeline.paper_days import is_of_contract, is_of_frame, is_of_handing, is_signed_to_deliver
from pipeline.records import DateKind, DealDate, Evidence

_DATE_KINDS: tuple[DateKind, ...] = (
    "delivery",
    "completion",
    "start",
    "approved",
    "signed",
    "announced",
)

# What makes a day of a kind that of another matter, by the words before it.
_OF_ANOTHER_MATTER: dict[DateKind, tuple[Callable[[str, int, int], bool], ...]] = {
    "delivery": (commissions, is_of_stock, is_of_earlier_dealing),
    "completion": (is_other_work, ends_another_matter),
    "start": (is_fiscal, is_other_work),
    "approved": (is_of_law,),
    "signed": (is_of_talks, is_of_stock, is_of_earlier_award, is_of_earlier_dealing),
    "announced": (is_leaked,),
}

PAST_KINDS = frozenset({"signed", "announced", "approved"})

# A body that votes on the money of others: "on Wednesday the Budget Committee cleared".
# "fiscal 2021, 2022 and 2023 research funds": the years of the money.
_FUNDS = re.compile(r"(?:, 20\d\d)*,? and (?:fiscal )?20\d\d(?: [\w()&-]+){0,5} funds\b")
_BODY = re.compile(r"(?:budget|funding) (?:committee|commission|council)", re.IGNORECASE)

_FIRST_WORDS = 3  # groups that open a sentence

# Before a date that opens its sentence, or the words behind a dateline.
_OPENS = re.compile(r"(?:\A|[-–—)] ?)(?:on|in|late|earlier)? ?\Z", re.IGNORECASE)

# "and, in 2015, announced a deal": a date put between the subject and its verb.
_ASIDE = re.compile(r", (?:on|in|late in|early in) \Z")

_ORDER = re.compile(
    r" (?:an?|the|its|another)(?: (?:[a-z-]+|[A-Z]{0,3}[$£€]?[\d.,]+)){0,5} (?:order|contract)\b"
    r"|(?: [a-z-]+){0,2} orders\b"
)
_RECEIVED_ORDER = re.compile(r"\w+" + f"(?:{_ORDER.pattern})")
_CONCLUDED = re.compile(
    r" an?(?: (?:[a-z-]+|[A-Z]{0,3}[$£€]?[\d.,]+)){0,4} (?:deal|agreement|accord|sale|purchase)\b"
)
_REACHED = re.compile(
    r"\breached (?:[A-Z]|the (?:port|capital|country|base|harbour|island))[^.;,]{0,40}\Z"
)
# "received its operator's certificate in June": what is handed over, but no goods.
_PAPER = re.compile(
    r" (?:[\w'’-]+ ){0,4}(?:certificat\w+|licen[cs]es?|approvals?|clearance|permission|permits?"
    r"|requests?|offers?|proposals?|bids?|visit\w*|delegations?|funding|funds|award|payments?)\b",
    re.IGNORECASE,
)
# "agreed to deliver radars, and in May 2024 the minister confirmed": the date opens a clause.
_OPENS_CLAUSE = re.compile(r"(?:[,;] (?:and|but|while)|;) (?:in|on|late in|early in) \Z")
_CLAUSE_REACH = 20
_SUBJECT = re.compile(r",? (?:[A-Z][a-z]|the |its |it |he |she |they )")

# "Last year the firm said 31 more would arrive over the next two years": counted from then.
_SAID_THEN = re.compile(
    r"\b(?:last (?:year|month|spring|summer|autumn|fall|winter)|in (?:19|20)\d\d|years? ago)\b"
    r"[^.;]*\b(?:said|announced|reported|told|claimed|stated)\b[^.;]*\b(?:would|was|were)\b[^.;]*\Z",
    re.IGNORECASE,
)

# "ordered 24 guns after trials in January", "from Volta, which took part in a drill in March".
# "is to be signed after parliament adopts the law, expected in July".
_SIDE_CLAUSE = re.compile(
    r"\b(?:after|following|(?:which|who) (?!(?:is|are|was|were|will|would|has|have|had|should) ))"
    r"[^,;]*\Z"
    r"|\b(?:after|once|when) [^.,;]{1,90}, (?:now )?(?:expected|due|planned|scheduled) "
    r"(?:for |in |by |on )?\Z"
)

_ORDERED_IN = re.compile(
    r"\b(?:that|which) [^,;]{0,60}\b(?:ordered|bought|acquired|purchased|contracted|procured)\b"
    r"[^,;]{0,60} in \Z"
)

_VERB = re.compile(r" (?:is|are|was|were|has|have|had|will|would)\b")

_DELIVERIES_END = re.compile(
    r"\b(?:deliver(?:y|ies)|handovers?|shipments?)\b"
    r"(?:(?! and (?!should|is|are|to|will))[^.;,]){0,80}? "
    r"(?:complet|conclud|finish|end|runs?\b|running\b)[a-z]*[^.;]{0,24}\Z",
    re.IGNORECASE,
)

_FIRST_DUE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir) (?:first|last|remaining|final|lead)\b"
    r"(?! (?:[\w-]+ ){0,3}(?:flight|test|trial|phase|payment|firing|launch|steel|stage|step|vote))"
    r"[^.;]{0,90} (?:(?:is|are) )?(?:now )?(?:expected|due|awaited|anticipated)"
    r"(?: to (?:land|arrive|touch down))?(?: (?:in|at)(?: [A-Z][\w-]+){1,3})?"
    r" (?:in|by|before|from|on)? ?\Z"
)
# "Six are due in 2026", "the army expects the first gun in 2026"
_SOME_DUE = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]\d?)"
    r"(?: (?:more|others))? (?:are|will be) (?:due|expected) (?:in|by|before) \Z"
    r"|\bexpects? (?:to (?:get|have|receive) )?(?:the|its|their) (?:first|last|final|remaining) "
    r"[^.;,]{1,50} (?:in|by|before|from) \Z",
    re.IGNORECASE,
)
_FIRST_REACH = 150

_UNTIL = re.compile(r"\b(?:till|until|up to|up until|through)(?: the)? \Z", re.IGNORECASE)

_HANDING_REACH = 130
_STARTS_REACH = 90  # characters from "deliveries" over what and to whom to the day they start

_FAR_KINDS: tuple[DateKind, ...] = ("signed", "approved", "delivery")

_SENTENCE = re.compile(r"(?:[^.;\n]|\.(?! ))*")
_DONE_KINDS: tuple[DateKind, ...] = ("signed", "approved", "delivery", "announced")
_OPENING_REACH = 160  # characters from a date that opens its sentence to the verb

_DAY_REACH = 200

_DATELINE_REACH = 60

_DATELINE = re.compile(
    r"(?: ?\([^)\n]{2,30}\)| ?/[^/\n]{2,24}/)?\.? ?(?:–|—|--|- (?=[A-Z(]))| : (?=[A-Z])"
)
# "OSLO (Wire News / Agency - 2 July 2024) Volta has", "Deals | Air Defence | 14.02.2024"
_FILED = re.compile(r"\([^()\n]*(?: - | / |, )\Z|\| \Z")
_FILED_BEHIND = re.compile(r"\) [A-Z]|[ ]*(?:\n|\Z)")

_SIGNING_REACH = 120

_TO_BE_SIGNED = re.compile(
    r"\b(?:(?:will|shall|to|would|may|should) (?:then )?(?:be )?(?:formally )?"
    r"(?:sign(?:ed)?|ink(?:ed)?|concluded?|wrap(?:ped)? up|finali[sz]ed?|seal(?:ed)?)"
    r"|(?:signature|signing) is (?:expected|due|planned|foreseen|scheduled))\b"
)

# "is pending approval of parliament, which is expected in the autumn": an approval to come.
_TO_BE_APPROVED = re.compile(
    r"\b(?:approv\w+|ratif\w+|consent|vote|nod|go-ahead)\b[^.;]{0,60}"
    r"\b(?:is|are) (?:expected|due|planned|foreseen|scheduled|likely)\b[^.;]{0,30}\Z"
    r"|\b(?:will|to|should) be (?:approv|ratifi)ed\b[^.;]{0,30}\Z",
    re.IGNORECASE,
)
_SIGNING = re.compile(r" (?:contract |agreement )?(?:signing|signature)\b")

# "to replace one that crashed in 2017": the day of what is not bought. "He arrived in Paris on
# Sunday", "a team arrives in the capital on 3 May": that of a visit, not of a delivery.
_OF_OTHERS = re.compile(
    r"\b(?:ones?|those) (?:that|which) (?!is |are |will )[a-z]+(?: [a-z]+){0,3} "
    r"(?:in|on|since|during) \Z"
    r"|\b(?:he|she|who|team|delegation|minister|president|prince|general|officials)\b"
    r"(?: [\w()-]+){0,9} arriv(?:es?|ed|ing) (?:in|at)(?: [\w-]+){1,4} on \Z",
    re.IGNORECASE,
)
_OTHERS_REACH = 120

_SUPPLY = re.compile(
    r"\b(?:supply|supplying|provide|providing|donat(?:e|ing)|send(?:ing)?(?! [^.;,]{0,40}\binto\b)"
    r"|hand over|transfer|(?:will|shall) (?:deliver|receive))\b"
    r"(?! (?:approval|funding|funds|permission|a contract))"
)
# "all guns are to be with the army by 2028"
_IN_HAND = re.compile(
    r"\b(?:in [^.;,]{0,24}\bhands|with (?:the|its|their) (?:army|navy|air force|fleet|troops|"
    r"units|forces))\b[^.;,]{0,16}\Z"
)
_SUPPLY_REACH = 110  # characters from what is supplied to the day
_SPEECH_REACH = 800
_TERM_REACH = 40  # characters from the word for a term to its dates


def date_kind(around: Around) -> DateKind | None:
    """The kind of a date from the nearest cue in its clause; ``None`` where nothing tells."""
    best: tuple[int, int, DateKind] | None = None
    low = max(around.low, around.start - 90)
    if _REACHED.search(around.text, low, around.start) or is_of_handing(around):
        return "delivery"
    if _opens_clause(around):
        low = around.start  # what stands before tells of something else
    side = _SIDE_CLAUSE.search(around.text, low, around.start)
    low = side.start() if side else low
    ends_left = _ORDERED_IN.search(around.text, low, around.start) is not None
    for rank, kind in enumerate(_DATE_KINDS):
        sense = f"date.{kind}"
        last = around.cues.last(sense, low, around.start)
        if kind == "delivery" and last >= 0 and _PAPER.match(around.text, last):
            last = -1
        if last >= 0:
            # words in another clause are further away
            comma = 15 if kind == "delivery" else 40
            distance = around.start - last + comma * around.commas(last, around.start)
            if kind == "delivery" and _ORDER.match(around.text, last):
                kind = "signed"  # "received an order for 19 guns on Monday"
            if kind == "completion" and _CONCLUDED.match(around.text, last):
                kind = "signed"  # "completed a $910 million deal in February"
            if kind == "announced" and " that " in around.text[last : around.start]:
                distance += 40  # "announced that on the 19th it signed": the day of the signature
            best = min(best or (999, 0, kind), (distance, rank, kind))
        first = around.cues.first(sense, around.end, around.high)
        if first >= 0 and kind == "delivery" and _RECEIVED_ORDER.match(around.text, first):
            kind = "signed"  # "in May it received orders for 19 guns"
        if first >= 0 and ends_left:
            first = -1  # "that it ordered from Volta in 2022 arrived on Sunday"
        if first >= 0 and kind == "announced" and around.commas(around.end, first):
            lead = around.text[around.low : around.start]
            aside = first <= around.end + 2 and _ASIDE.search(lead)
            first = first if aside or _OPENS.search(lead) else -1  # "handed over Monday, X said"
        if first >= 0 and last >= 0 and _VERB.match(around.text, around.end):
            first = -1  # "entered into in May 2022 is considered complete"
        if first >= 0:
            distance = first - around.end + 12 + 25 * around.commas(around.end, first)
            best = min(best or (999, 0, kind), (distance, rank, kind))
    if best is None or best[0] > 95:
        return "delivery" if _expects_the_first(around) else _opening_kind(around)
    if best[2] == "signed" and announces_award(around.text, low, around.start):
        return "announced"
    if best[2] == "start" and _starts_deliveries(around):
        return "delivery"
    if best[2] in ("completion", "signed", "start") and _ends_deliveries(around):
        return "delivery"
    return best[2]


def _opening_kind(around: Around) -> DateKind | None:
    """``On Friday, 14 June 2024, the office and the yard put their signatures to a contract``."""
    text, end = around.text, around.end
    if not _OPENS.fullmatch(text[around.low : around.start]):
        return None
    within = _SENTENCE.match(text, end, end + _OPENING_REACH)
    stop = within.end() if within else end
    told = [(around.cues.first(f"date.{kind}", end, stop), kind) for kind in _DONE_KINDS]
    first, kind = min(((at, kind) for at, kind in told if at >= 0), default=(-1, None))
    return kind if first >= 0 and kind != "announced" else None


def _opens_clause(around: Around) -> bool:
    """``the firm builds radars, and in May it won``: a date that is of what follows it."""
    low = max(around.low, around.start - _CLAUSE_REACH)
    return (
        _OPENS_CLAUSE.search(around.text, low, around.start) is not None
        and _SUBJECT.match(around.text, around.end) is not None
    )


def _expects_the_first(around: Around) -> bool:
    """``the first two helicopters are expected in 2028``: goods, and no test or flight of them."""
    low = max(around.low, around.start - _FIRST_REACH)
    return any(
        words.search(around.text, low, around.start) is not None
        for words in (_FIRST_DUE, _SOME_DUE)
    )


def _starts_deliveries(around: Around) -> bool:
    """``deliveries will start in 2025``; not ``took effect on receipt of the payment in May``."""
    low = max(around.low, around.start - _STARTS_REACH)
    last = around.cues.last("date.delivery", low, around.start)
    return last >= 0 and _PAPER.match(around.text, last) is None


def _ends_deliveries(around: Around) -> bool:
    """``deliveries are to be completed by 2030``, ``the delivery of all jets will end in 2030``."""
    low = max(around.low, around.start - 110)
    return _DELIVERIES_END.search(around.text, low, around.start) is not None


def _far_kind(around: Around) -> DateKind | None:
    """What a day at the end of a long clause dates: ``the last two radars were turned over to the
    coast guard in simple rites in the north on Monday``.
    """
    low = max(around.low, around.start - _DAY_REACH)
    told: list[tuple[int, DateKind]] = [
        (around.cues.last(f"date.{kind}", low, around.start), kind) for kind in _FAR_KINDS
    ]
    last, kind = max(told, key=lambda t: t[0])
    return kind if last >= 0 else None


def make_date(
    text: str,
    cues: Hits,
    elem: Elem,
    bounds: tuple[int, int],
    default: DateKind | None = None,
    published: str | None = None,
) -> DealDate | None:
    """The date fact of a date group, or ``None`` where it is no date of a deal.

    ``default`` is the kind where no cue stands near: the stage that the clause's verb tells.
    """
    span = elem.ent.value if elem.ent else None
    if not isinstance(span, DateSpan) or span.edtf is None:
        return None
    around = Around.of(text, cues, elem, bounds)
    if _is_dateline(around) or around.near("date.skip", 60) or _skips(around):
        return None
    if _is_of_others(around) or _FUNDS.match(text, elem.end):
        return None
    ahead = span.relative and span.precision != "day" and _is_open_or_after(span.edtf, published)
    if ahead and _SAID_THEN.search(text, bounds[0], elem.start):
        return None
    if names_show(text, elem.start, elem.end) or is_counted(text, elem.end):
        return None
    if is_anothers(text, bounds[0], elem.start) or is_trade(text, bounds, span.edtf):
        return None
    if is_long_ago(span.edtf, published) or _is_now(around, elem.low):
        return None
    kind = date_kind(around) or _unmarked_kind(around, span, default, published)
    if kind == "delivery" and is_signed_to_deliver(around, span.edtf, published):
        kind = "signed"
    if kind in ("delivery", None) and is_of_contract(
        around, elem.low, not _is_open_or_after(span.edtf, published)
    ):
        return DealDate("signed", span.edtf.removesuffix("/.."), _place(text, elem, "signed"))
    if (kind is None or kind in PAST_KINDS) and _is_to_be_supplied(around, span.edtf, published):
        kind = "delivery"
    if kind is None or (kind == "signed" and is_of_frame(around)):
        return None
    vague = is_vague(text, elem.start, elem.end, kind, span.edtf)
    if vague and not _is_to_come(around, kind):
        return None
    if any(tells(text, bounds[0], elem.start) for tells in _OF_ANOTHER_MATTER[kind]):
        return None
    if _is_history(elem, span.edtf) or (kind in PAST_KINDS and _is_of_years(span.edtf)):
        return None
    edtf = span.edtf
    if kind not in PAST_KINDS:
        edtf = _bounded(around, kind, edtf)
    elif span.relative and _holds(edtf, published):
        edtf = edtf[:7]  # "won a contract this week": some day of it, up to now
    elif not _is_open_or_after(edtf, published):
        edtf = edtf.removeprefix("../")
    elif edtf.endswith("/..") or not _is_to_come(around, kind):
        return None
    return DealDate(kind, edtf, _place(text, elem, kind))


def _holds(edtf: str, published: str | None) -> bool:
    """Whether the day of publication lies in a span of days."""
    begin, _, end = edtf.partition("/")
    return published is not None and len(begin) == len(end) == 10 and begin <= published < end


def _place(text: str, elem: Elem, kind: DateKind) -> tuple[Evidence]:
    quote = text[elem.start : elem.end]
    return (Evidence(elem.start, elem.end, quote, f"date.{kind}"),)


def _unmarked_kind(
    around: Around, span: DateSpan, default: DateKind | None, published: str | None
) -> DateKind | None:
    """The kind of a date that no cue stands near: from words further off, or ``default``."""
    if default is not None:
        low = max(around.low, around.start - 90)
        side = _SIDE_CLAUSE.search(around.text, low, around.start)
        if (side and default == "signed") or _opens_clause(around):
            return None
        if is_said(around.text, around.low, around.start):
            return None
        return "delivery" if around.left("date.delivery", _HANDING_REACH) else default
    if span.relative and span.precision == "day":
        return _far_kind(around)
    ahead = span.edtf is not None and _is_open_or_after(span.edtf, published)
    aside = _SIDE_CLAUSE.search(around.text, max(around.low, around.start - 90), around.start)
    return "signed" if ahead and not aside and _is_to_be_signed(around) else None


def _bounded(around: Around, kind: DateKind, edtf: str) -> str:
    """A date with the bound that the words before it give: ``till the end of 2027``."""
    if "/" in edtf:
        return edtf
    if kind == "completion" and around.text.endswith("up to ", 0, around.start):
        return f"../{edtf}"
    if kind != "delivery":
        return edtf
    if _UNTIL.search(around.text, max(around.low, around.start - 20), around.start):
        return f"../{edtf}"
    begins = around.left("date.start", 40) or begins_deliveries(around.text, around.start)
    begins = begins and not _ends_deliveries(around)
    return f"{edtf}/.." if begins else edtf


def _is_dateline(around: Around) -> bool:
    """``ARLINGTON, Va., Sept. 30, 2025 –``: the day of the text, no day of the deal."""
    if around.start - around.low >= _DATELINE_REACH:
        return False
    if _DATELINE.match(around.text, around.end):
        return True
    filed = _FILED.search(around.text, around.low, around.start)
    return filed is not None and _FILED_BEHIND.match(around.text, around.end) is not None


def _skips(around: Around) -> bool:
    """Whether the words behind a date make it another matter's: ``the 2026 budget``."""
    first = around.cues.first("date.skip", around.end, min(around.high, around.end + 50))
    return first >= 0 and not _BODY.match(around.text, first)


def _is_now(around: Around, low: str) -> bool:
    """``"The army needs them today," he said``: a word of speech that dates nothing."""
    if low != "today":
        return False
    begin = max(around.text.rfind("\n", 0, around.start), around.start - _SPEECH_REACH)
    said = around.text[begin + 1 : around.start]
    return said.count("“") > said.count("”") or said.count('"') % 2 == 1


def _is_of_others(around: Around) -> bool:
    """Whether a date tells of other goods than those of the deal, or of a visit."""
    low = max(around.low, around.start - _OTHERS_REACH)
    return _OF_OTHERS.search(around.text, low, around.start) is not None


def term_dates(text: str, cues: Hits, elem: Elem, bounds: tuple[int, int]) -> list[DealDate]:
    """``runs from 1 July 2024 to 30 June 2031``: the start and the end of a contract's term."""
    span = elem.ent.value if elem.ent else None
    if not isinstance(span, DateSpan) or span.edtf is None:
        return []
    begin, mark, end = span.edtf.partition("/")
    if not mark or ".." in (begin, end):
        return []
    around = Around.of(text, cues, elem, bounds)
    if not around.left("date.term", _TERM_REACH) or around.left("date.delivery", _HANDING_REACH):
        return []
    if is_fiscal(text, bounds[0], elem.start):
        return []
    place = (Evidence(elem.start, elem.end, text[elem.start : elem.end], "date.term"),)
    if deliveries_run(text, bounds[0], elem.start):
        return [DealDate("delivery", span.edtf, place)]
    return [DealDate("start", begin, place), DealDate("completion", end, place)]


def _is_history(elem: Elem, edtf: str) -> bool:
    """``since 2010``: how long something has been so, no date of a deal."""
    return edtf.endswith("/..") and elem.low.startswith("since")


def _is_of_years(edtf: str) -> bool:
    """``All deals were signed between 2012 and 2017``: nothing is signed over years."""
    begin, mark, end = edtf.partition("/")
    return bool(mark) and ".." not in (begin, end) and begin[:4] != end[:4]


def _is_open_or_after(edtf: str, published: str | None) -> bool:
    """Whether a day on which something was done is an open span, or later than the article."""
    if edtf.endswith("/.."):
        return True
    last = cal.opening_month(edtf.rpartition("/")[2])
    if published is not None and edtf.startswith("../") and last >= published[: len(last)]:
        return True  # "by the end of the year"
    return published is not None and last > published and not published.startswith(last)


def approved(fact: DealDate, cues: Hits, start: int) -> DealDate:
    """The day on which an approved export was announced, as that of its approval.

    ``State has approved the sale of launchers, the Pentagon said on Wednesday``: only where the
    sentence, which begins at ``start``, tells the approval before the day.
    """
    if not cues.has("date.approved", start, fact.evidence[0].start):
        return fact
    return DealDate("approved", fact.date, fact.evidence)


def contradicts(fact: DealDate, known: list[DealDate]) -> bool:
    """Whether a date cannot be of the deal that has the dates ``known``.

    A deal is signed once, and nothing is delivered under it in the years before.
    """
    signed = [d.date for d in known if d.kind == "signed"]
    if not signed:
        return False
    if fact.kind == "signed":
        return not any(fact.date.startswith(d) or d.startswith(fact.date) for d in signed)
    if fact.kind not in ("delivery", "completion"):
        return False
    return cal.last(fact.date)[:4].strip(".") < min(signed)[:4] and fact.date[-1] != "."


def consistent(dates: list[DealDate]) -> list[DealDate]:
    """``dates`` without deliveries in years before the deal was signed."""
    signed = [d for d in dates if d.kind == "signed"]
    return [d for d in dates if d.kind != "delivery" or not contradicts(d, signed)]


def unsigned(dates: list[DealDate], published: str | None) -> list[DealDate]:
    """``dates`` of a deal not signed yet: a past signature or delivery is that of another.

    ``plans to buy two boats, which will join the six acquired in 2009``
    """
    done = ("signed", "delivery")
    return [d for d in dates if d.kind not in done or not is_past(d.date, published)]


def unannounced(dates: list[DealDate]) -> list[DealDate]:
    """``dates`` of a deal only thought of: ``is weighing the jet, an official said on Monday``.

    What was said on the day is that there may be a deal, which announces none.
    """
    return [d for d in dates if d.kind != "announced"]


def earlier(days: Iterable[object], known: list[DealDate], priced: bool) -> bool:
    """Whether one of ``days`` lies in a year before the deal with the dates ``known`` was made.

    ``priced``: a sum of the deal is known; then the year of its announcement counts too.
    """
    kinds = PAST_KINDS if priced else PAST_KINDS - {"announced"}
    made = [d.date[:4] for d in known if d.kind in kinds]
    if not made:
        return False
    ends = [d.edtf for d in days if isinstance(d, DateSpan) and d.edtf and d.edtf[-1] != "."]
    return any(cal.last(e)[:4] < min(made) for e in ends)


def opens_before(year: int, elems: list[Elem]) -> bool:
    """Whether a sentence opens with a date before ``year``: ``In 2019, it awarded``."""
    days = [e.ent.value for e in elems[:_FIRST_WORDS] if e.ent]
    ends = [d.edtf for d in days if isinstance(d, DateSpan) and d.edtf and d.edtf[-1] != "."]
    return any(cal.last(e)[:4] < str(year) for e in ends)


def is_past(edtf: str, published: str | None) -> bool:
    """Whether a date is a known day up to the publication, not a span or a day to come."""
    day = cal.opening_month(edtf)
    return "/" not in day and published is not None and day <= published


def _is_to_be_supplied(around: Around, edtf: str, published: str | None) -> bool:
    """``signed a deal to supply 152 guns by 2027``: a day to come behind what is supplied."""
    ahead = edtf.startswith("../") if published is None else _is_open_or_after(edtf, published)
    low = max(around.low, around.start - _SUPPLY_REACH)
    if not ahead:
        return False
    if _SUPPLY.search(around.text, low, around.start):
        return True
    by = edtf.startswith("../")
    return by and _IN_HAND.search(around.text, low, around.start) is not None


def _is_to_come(around: Around, kind: DateKind) -> bool:
    """Whether a signature or an approval is told as one to come."""
    if kind == "signed":
        return _is_to_be_signed(around)
    low = max(around.low, around.start - _SIGNING_REACH)
    return kind == "approved" and _TO_BE_APPROVED.search(around.text, low, around.start) is not None


def _is_to_be_signed(around: Around) -> bool:
    """``is to be signed in August``, ``expects an early 2025 contract signing``."""
    low = max(around.low, around.start - _SIGNING_REACH)
    if _SIGNING.match(around.text, around.end):
        return True
    return _TO_BE_SIGNED.search(around.text, low, around.start) is not None
