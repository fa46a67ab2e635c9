"""Kind, sums, dates and recipients of one award announcement, from its set phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.dates import DateSpan
from pipeline.entities import Ent
from pipeline.money import Money
from pipeline.records import DateKind, DealDate, DealKind, Evidence, Value, ValueKind

_MODIFICATION = re.compile(
    r"\bmodif(?:ication|ying)\b|\bexercis\w+ (?:\w+ ){0,4}options?\b|\bcontract option\b|"
    r"\b(?:contract )?extension\b|\boption (?:year|period)\b(?= (?:\w+ )?(?:to|of|under|on) )",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"\b(?:delivery|task|job) order\b(?! (?:contracts?|level|basis))|"
    r"\border\b[^.]{0,80}\b(?:against|under) (?:an?|the) [^.]{0,60}"
    r"(?:basic ordering|blanket purchase) agreement",
    re.IGNORECASE,
)
_FRAMEWORK = re.compile(
    r"\bindefinite[- ]?(?:delivery|quantity)|\bIDIQ\b|\bID/IQ\b|\brequirements?(?:[- ]type)?,? "
    r"(?:type )?contract|\bbasic ordering agreement|\bblanket purchase agreement|"
    r"\bmultiple[- ]award\b",
    re.IGNORECASE,
)
_BY_ORDER = re.compile(
    r"\bdetermined (?:with|by|on|at) each\b|\bobligated (?:on|with|against|by|as|at) "
    r"(?:the )?(?:individual|each|subsequent)? ?(?:task|delivery) orders?\b|"
    r"\btask orders? under this\b|\b(?:compete|propose) (?:for|on) (?:individual |each )?"
    r"(?:\w+ )?task orders?\b",
    re.IGNORECASE,
)
_FUNDED = re.compile(r"\bfund(?:s|ing|ed)?\b|\bobligat", re.IGNORECASE)
_EARLIER = re.compile(r"\bfrom (?:an? |the )?(?:\w+ ){0,3}$", re.IGNORECASE)
_EXPIRES = re.compile(r"^(?:(?!obligat)[^.;$]){0,60}\bexpir", re.IGNORECASE)
_CUMULATIVE = re.compile(
    r"\b(?:cumulative|total|brings?|bringing|increas\w+|raises?|raising|ceiling|aggregate|"
    r"maximum|potential|face value|not[- ]to[- ]exceed|combined|contract value|value of)\b"
    r"[^$;]{0,90}$",
    re.IGNORECASE,
)
_SHARE = re.compile(r"^\s?[;,:]?\s?(?:or )?[\d.]+ ?(?:percent|%)")
_COMPLETE_LEFT = re.compile(
    r"\b(?:complet(?:e|ed|ion|ing)|conclude[ds]?|finish(?:ed)?|performed (?:through|until)|"
    r"expected to (?:end|run|continue)|will (?:end|continue|run)|"
    r"contract (?:ends|expires|runs)|(?:base|option) period (?:is|runs)|"
    r"period of performance (?:is|ends|runs|extends|will)(?: be| end)?)\b[^.;]{0,45}$",
    re.IGNORECASE,
)
_ORDERING_LEFT = re.compile(r"\bordering period\b[^.;]{0,50}$", re.IGNORECASE)
_COMPLETE_RIGHT = re.compile(
    r"^,? (?:(?:contract|performance|estimated|expected|anticipated|projected|as the|is the|an?) )*"
    r"completion\b",
    re.IGNORECASE,
)
_IF_EXERCISED = re.compile(
    r"\bif (?:[^.;]{0,40}\b)?(?:options?|exercised)|\b(?:could|may|would|might) (?:be )?"
    r"(?:continue|extend|run|complet|last)|\bshould (?:all |the |any )?options",
    re.IGNORECASE,
)
_SIGNED_LEFT = re.compile(r"\b(?<!previously )awarded(?: on)?:?\s?$", re.IGNORECASE)
_DELIVERED_BY = re.compile(
    r"\b(?:requires?|calls for|includes?|with|for) (?:the )?deliver(?:y|ies)\b[^.;$]{0,60}$|"
    r"\b(?:will|shall|to) (?:be )?deliver(?:ed)?\b[^.;$]{0,60}$|"
    r"\bdeliver(?:y|ies) (?:is|are|will|to)\b[^.;$]{0,40}$",
    re.IGNORECASE,
)
_DELIVERY_LEFT = re.compile(r"\bdeliver(?:y|ies)\b(?!.{0,40}\bwork\b)[^.;]{0,60}$", re.IGNORECASE)
_AMOUNT_IS = re.compile(
    r"\b(?:award amount|value of (?:this|the) (?:action|award|contract|modification)) is ?$",
    re.IGNORECASE,
)
_SAME = 0.005
_LEFT, _RIGHT = 130, 80


def kind_of_award(told: str, whole: str) -> DealKind:
    """The kind by the words before the goods (``told``), and by how orders are to be placed."""
    if _MODIFICATION.search(told):
        return "modification"
    if _ORDER.search(told):
        return "procurement"
    if _FRAMEWORK.search(told) or _BY_ORDER.search(whole):
        return "framework"
    return "procurement"


def value(text: str, ent: Ent, kind: ValueKind) -> Value:
    """The value record of a sum."""
    money = ent.value
    assert isinstance(money, Money)
    amount, end = _whole(text, ent, money)
    return Value(
        amount=amount,
        currency=money.currency,
        kind=kind,
        amount_min=money.amount_min,
        qualifier=money.qualifier,
        evidence=(Evidence(ent.start, end, text[ent.start : end], f"award.{kind}"),),
    )


_BROKEN = re.compile(r",\s(?P<rest>\d{3})(?=(?:,|\.)?\s(?:[a-z]|and\b)|[.,;]?$|,\s\d{3}\b)")


def _whole(text: str, ent: Ent, money: Money) -> tuple[float, int]:
    """The amount with a group of digits that a blank cut off: ``$4,795, 889 will be``."""
    if "," not in ent.text or not ent.text[-3:].isdigit():
        return money.amount, ent.end
    match = _BROKEN.match(text, ent.end, min(len(text), ent.end + 12))
    if match is None:
        return money.amount, ent.end
    return money.amount * 1000 + int(match.group("rest")), match.end("rest")


def further_sums(
    text: str, sums: list[Ent], known: list[Value], bounds: list[tuple[int, int]]
) -> Iterator[Value]:
    """Cumulative ceilings, obligated funds and shares among ``sums``; ``bounds``: the sentences."""
    for ent in sums:
        first, last = next(((a, b) for a, b in bounds if a <= ent.start < b), (ent.start, ent.end))
        left = text[max(first, ent.start - _LEFT) : ent.start]
        right = text[ent.end : min(last, ent.end + _RIGHT)]
        kind = _sum_kind(left, right, text[first:last])
        if kind is None:
            continue
        new = value(text, ent, kind)
        if all(abs(v.amount - new.amount) > _SAME * v.amount for v in known):
            known.append(new)
            yield new


def states_amount(text: str, sums: list[Ent]) -> Ent | None:
    """The sum of a sentence of its own: ``The award amount is $6,902,588``."""
    return next((e for e in sums if _AMOUNT_IS.search(text, max(0, e.start - 60), e.start)), None)


def _sum_kind(left: str, right: str, sentence: str) -> ValueKind | None:
    if _EARLIER.search(left) or _EXPIRES.match(right):
        return None
    if left.endswith("(") or _SHARE.match(right):
        return "part" if _SHARE.match(right) else None
    clause = re.split(r"[;.] ", left)[-1]
    if _FUNDED.search(clause) or (_FUNDED.search(right) and "obligat" in right):
        return "part"
    if _CUMULATIVE.search(clause):
        return "ceiling"
    return "part" if _FUNDED.search(sentence) else None


def dates_of(
    text: str, spans: list[Ent], bounds: list[tuple[int, int]], published: str | None
) -> list[DealDate]:
    """Completion, delivery, start and signature among the date spans of an announcement."""
    found: list[DealDate] = []
    ordering: list[DealDate] = []
    for ent in spans:
        span = ent.value
        if not isinstance(span, DateSpan) or span.edtf is None:
            continue
        first, last = next(((a, b) for a, b in bounds if a <= ent.start < b), (ent.start, ent.end))
        left = text[max(first, ent.start - _LEFT) : ent.start]
        right = text[ent.end : min(last, ent.end + _RIGHT)]
        clause = re.split(r"[;.] ", left)[-1]
        if _IF_EXERCISED.search(clause) or _IF_EXERCISED.match(right.lstrip(" ,")):
            continue
        if _ORDERING_LEFT.search(clause):
            ordering.append(_date("completion", span.edtf, ent))
        elif _COMPLETE_LEFT.search(clause) or _COMPLETE_RIGHT.match(right):
            found += _period(span.edtf, ent, _DELIVERY_LEFT.search(clause) is not None)
        elif _DELIVERED_BY.search(clause):
            found.append(_date("delivery", span.edtf, ent))
        elif _SIGNED_LEFT.search(left) and _is_day(span.edtf, published):
            found.append(_date("signed", span.edtf, ent))
    if not any(d.kind == "completion" for d in found):
        found += ordering
    unique = {(d.kind, d.date): d for d in reversed(found)}
    return [d for d in found if unique[d.kind, d.date] is d]


def _is_day(edtf: str, published: str | None) -> bool:
    return len(edtf) == 10 and (published is None or edtf <= published)


def _date(kind: DateKind, edtf: str, ent: Ent) -> DealDate:
    return DealDate(kind, edtf, (Evidence(ent.start, ent.end, ent.text, f"award.{kind}"),))


def _period(edtf: str, ent: Ent, delivered: bool) -> Iterator[DealDate]:
    """A completion date; of a span, its start and its end."""
    begin, mark, end = edtf.partition("/")
    if mark and begin not in ("", "..") and end not in ("", ".."):
        yield _date("start", begin, ent)
        yield _date("completion", end, ent)
    else:
        yield _date("delivery" if delivered else "completion", edtf, ent)
