"""What a sum says of a deal: its kind, from the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

import msgspec

from pipeline.context import Hits
from pipeline.groups import Elem
from pipeline.money import Money
from pipeline.records import Evidence, Value, ValueKind

# "cleared eleven bills", "inked two contracts", "today announced a series of defence contracts".
_MANY = re.compile(
    r"\b(?:[2-9]|[1-9][0-9]|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a dozen|"
    r"several|multiple|a series of|a number of|a string of|half a dozen) (?:[\w-]+ ){0,4}"
    r"(?:contracts|deals|agreements|accords|proposals|orders|purchases|procurements|acquisitions|"
    r"bills|requests|licen[cs]es|memoranda|mous|awards|cases|pacts)\b"
    r"|\bthe following (?:[\w-]+ ){0,2}(?:contracts|agreements|purchases|procurements)\b"
    r"|\b(?:contracts|deals|procurements|agreements|documents) (?:worth|with a total|totalling)",
    re.IGNORECASE,
)

_CLAUSE_ENDS = (";", ", with the ", " and ", " while ", " which ")

# "when 43 contracts worth RM10 billion were exchanged", "export permits to 60 countries worth": a
# total across deals.
_OF_MANY = re.compile(
    r"(?:\b(?:[3-9]|\d\d+|three|four|five|six|seven|eight|nine|ten|several|multiple|dozens of) "
    r"(?:[a-z-]+ ){0,2}(?:contracts|deals|agreements|proposals|mous|memoranda)(?: and [a-z]+)?"
    r"|\b(?:permits|licen[cs]es)(?: (?:to|for|covering) [^.;,]{1,40})?(?: potentially)?) "
    r"(?:worth|valued at|totall?ing|amounting to)(?: [a-z]+){0,2} ?$",
    re.IGNORECASE,
)

# "inked two contracts at a cumulative cost of", "five proposals put at about": the sum of all.
_TOGETHER = re.compile(
    r"\b(?:cumulative|combined|aggregate|in total|in all|altogether|put at|collectively)\b"
    r"[^.;,]{0,50}\Z",
    re.IGNORECASE,
)

# "UAE inks deals of $90 million", "contracts of about", where an article tells several.
_OF_SEVERAL = re.compile(
    r"\b(?<!of the two )(?<!of the three )"
    r"(?:contracts|deals|orders|agreements|awards|sales|purchases|memoranda)\b "
    r"(?:(?:with|that|which|have|has) )?(?:[a-z]+ ){0,3}?"
    r"(?:worth|of|for|valued|totall?ing|amount(?:ing)?|exceeding|passed)\b[^.;,]{0,24}\Z",
    re.IGNORECASE,
)
_TOGETHER_AFTER = re.compile(r",? (?:together|in all|in total|altogether|combined)\b")

_DATED = re.compile(r" in (?:[A-Z]|\d{4})")

_WHOLE = re.compile(r"\b(?:total|overall|in all|altogether|full)\b[^.;\n]*\Z", re.IGNORECASE)
_WHOLE_REACH = 60
_ROUNDED = 1.1

_IN_ALL = re.compile(r" (?:in all|in total|altogether)\b", re.IGNORECASE)

_MANY_REACH = 140

# "the order backlog, this contract not included, stands at": a state of the firm.
_STANDING = re.compile(
    r"\b(?:backlog|order book|revenues?|turnover|net sales|sales volume|products sold|portfolio"
    r"|expenditure|spending|budget|exports|imports|debt|trade|market"
    r"|(?:army|defen[cs]e|whole|entire) plan)\b[^.;]{0,70}"
    r"\b(?:stands?|stood|rose|grew|reach(?:ed)?|came|totall?(?:ed|s)|amount(?:s|ed|ing|(?= to))"
    r"|exceed(?:ed|ing)?|(?:is|was|are|were) (?:worth|valued|estimated)|costs?)"
    r" (?:at|to|in at)?[^.;]{0,14}\Z"
    r"|\b(?:expenditure|spending|budget)\b[^.;,]{0,30}\b(?:rise|fall|grow|increase)s?"
    r"(?: from (?:[^.;]|\.\d){0,60})? to [^.;,]{0,14}\Z",
    re.IGNORECASE,
)

# "the order is the eleventh under its $310 million contract, which the agency awarded in 2021"
_UNDER = re.compile(
    r"\border\b(?:[^.;]|\.\d){0,90}\bunder (?:the|a|an|its|their)\b[^.;]{0,60}\Z", re.I
)

_CONTRACT = re.compile(r"[ -](?:[a-z-]+ ){0,3}(?:contract|agreement|framework)\b")

# "each contract of €25 million or more", "costs €2 million less", "€1 billion in contracts so far"
_APART = re.compile(
    r" (?:or (?:more|above)\b(?! than)|less\b(?! than)|cheaper\b|(?:a|per|each) month\b"
    r"|(?:\([^)]{1,30}\) )?(?:debt|bids?|spending|expenditure|fine|penalty|deficit|surplus)\b"
    r"|on (?:[a-z]+ ){0,2}(?:procurements?|acquisitions?|purchases)\b(?! of)"
    r"|[^.;,]{0,40}\bfor the (?:[a-z]+ )?(?:financial|fiscal) year\b"
    r"|in (?:[a-z]+ ){0,2}(?:contracts|orders|sales|deals)\b)"
)

# "the initial $90 million contract", "an earlier €5 million order": of a deal made before.
_EARLIER = re.compile(
    r"\b(?:(?:the|its|their) (?:initial|original|first)|previous|earlier|prior) "
    r"(?:[a-z-]+ )?\Z",
    re.IGNORECASE,
)
_DEAL = re.compile(r"[ -](?:[a-z-]+ ){0,3}(?:contract|order|deal|agreement)\b")

_AS_PART = re.compile(r"\bas part of an? (?:[a-z-]+ )?\Z")
# "the value of the package, which includes weapons and training, was".
_PRICE_OF = re.compile(
    r"\b(?:value|price|cost) of (?:the|this|its) [a-z]{4,12}, (?:which|that|including|inclusive of)"
    r" [^.;]{3,160}, (?:is|was|will be|comes to|came to|amounts to|stands at|totals)"
    r" (?:[a-z]{4,9} )?\Z",
    re.IGNORECASE,
)
_PRICE_REACH = 240
_SUM = re.compile(r"\d (?:million|billion|mn|bn|crore)\b|[$€£¥]")

# "having bought $90m worth in 2024", "€1 billion worth of weapons last year": a year's trade.
_TRADE = re.compile(
    r"\.? worth(?: of (?:[a-z]+ ){0,2}(?:weapons|weaponry|arms|equipment|goods|materiel))?,? "
    r"(?:in|over|since|between|during|from|last|that|a) (?!exchange|return|total)"
)

# "the budget for the deal was only $90 million": what was set aside, no price.
_BUDGETED = re.compile(
    r"\bbudget (?:for|of|to)\b[^.;]{0,160}\b(?:is|was|were|at)\b[^.;,]{0,14}\Z", re.IGNORECASE
)

# "dropped 2.6% to €168", "shares closed at $21.40": what a share costs.
_SHARE = re.compile(r"(?:%|per ?cent) to \Z|\bshares?\b[^.;]{0,40} (?:at|to) \Z", re.IGNORECASE)

# "each helicopter is pegged at about", "the price of one jet:".
_APIECE = re.compile(
    r"\beach (?:[\w-]+ ){1,3}(?:is|was|will|would|costs?|comes?)\b[^.;,]{0,30}\Z"
    r"|\b(?:price|cost)s? (?:of|for|per) (?:one|each|a single)\b[^.;,]{0,30}\Z"
    r"|\bone (?:[\w-]+ ){1,2}(?:thus |will |would )?costs?\b[^.;,]{0,30}\Z",
    re.IGNORECASE,
)

# "which brings the contract to", "the contract has now reached", "its value now stands at".
_IN_SUM = re.compile(
    r"\b(?:contract|value|deal|agreement|order)\b[^.;,]{0,30}"
    r"\b(?:now (?:stands|sits|at|reaches|totals|is)|(?:has )?now reached|rises to|reaches"
    r"|grows to|increases to|to date)\b[^.;,]{0,20}\Z",
    re.IGNORECASE,
)
_COST_OF_WHICH = re.compile(r"\b(?:cost|price|value|worth)s? of which\b[^;.]*\Z", re.IGNORECASE)
# "12 boats, six for each navy, for almost": shared out, and no price of one.
_FOR_EACH = re.compile(r"\b(?:for|to) each [a-z]+, [a-z ]{0,20}\Z", re.IGNORECASE)
_SUM_REACH = 90
_BUDGET_REACH = 190

_PRICED = re.compile(r"\bvolume(?::| of| is| comes to)(?: [a-z]+){0,3} ?\Z", re.IGNORECASE)

_PROJECT = re.compile(
    r" (?:\([^)]{1,30}\) )?"
    r"(?:(?!contract|deal|order|agreement|for|to|under|in|of|with|from|by|as|on|and)[\w-]+ ){0,3}"
    r"(?:projects?|program(?:me)?s?|schemes?|plans?)\b(?! to (?!buy|acquire|replace))"
    # but "a $2 billion plan to buy 20 jets" tells their price
    r"(?! to (?:buy|acquire|purchase|procure) (?:up to |about |some |another )?"
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)\b)",
    re.IGNORECASE,
)


# The commas of a place: "begins at Fort Worth, Texas, in 2026".
_PLACE = re.compile(r"(?:in|at|near|from) [A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}, [A-Z][\w. ]{1,25},")


@dataclass(frozen=True, slots=True)
class Around:
    """The clause around a span: offsets of the words on its left and on its right."""

    text: str
    cues: Hits
    low: int
    start: int
    end: int
    high: int

    @classmethod
    def of(cls, text: str, cues: Hits, elem: Elem, bounds: tuple[int, int]) -> Around:
        """The surroundings of ``elem`` inside the sentence ``bounds``."""
        right = text[elem.end : min(bounds[1], elem.end + 60)]
        cuts = [c for c in (right.find(mark) for mark in _CLAUSE_ENDS) if c >= 0]
        high = elem.end + min(cuts, default=len(right))
        return cls(text, cues, bounds[0], elem.start, elem.end, high)

    def left(self, sense: str, reach: int) -> bool:
        """Whether ``sense`` is cued within ``reach`` characters on the left."""
        return self.cues.has(sense, max(self.low, self.start - reach), self.start)

    def near(self, sense: str, reach: int) -> bool:
        """Like ``left``, behind the last comma only: what a comma closes off is another matter."""
        low = max(self.low, self.start - reach)
        stop = max(self.text.rfind(mark, low, self.start) for mark in (",", ";", " but "))
        return self.cues.has(sense, max(low, stop), self.start)

    def right(self, sense: str, reach: int = 60) -> bool:
        """Whether ``sense`` is cued within ``reach`` characters on the right, in the clause."""
        return self.cues.has(sense, self.end, min(self.high, self.end + reach))

    def beside(self, sense: str, reach: int) -> bool:
        """Like ``right``, before the next comma only: what follows it may be another sum's."""
        comma = self.text.find(",", self.end, min(self.high, self.end + reach))
        stop = comma if comma >= 0 else min(self.high, self.end + reach)
        return self.cues.has(sense, self.end, stop)

    def commas(self, start: int, end: int) -> int:
        """Commas between two offsets, without those of a place: ``at Austin, Texas, in May``."""
        found = self.text.count(",", start, end)
        return found - 2 * len(_PLACE.findall(self.text, start, end)) if found > 1 else found


def tells_many(text: str, bounds: tuple[int, int]) -> bool:
    """Whether a sentence speaks of several deals at once."""
    return _MANY.search(text, *bounds) is not None


def is_of_several(text: str, value: Value) -> bool:
    """Whether a sum is told of deals in the plural: no one's where an article tells several."""
    place = value.evidence[0]
    if value.kind not in ("total", "ceiling") or _DATED.match(text, place.end):
        return False  # "received contracts worth $3 million in March 2023": one of them
    low = max(0, text.rfind("\n", 0, place.start) + 1, place.start - _MANY_REACH)
    return bool(
        _OF_SEVERAL.search(text, low, place.start) or _TOGETHER_AFTER.match(text, place.end)
    )


def one_total(text: str, values: list[Value]) -> list[Value]:
    """``values`` with one total in each currency: the first, or the one told as the whole.

    What is less than that is a part of it; a larger sum told later is of something else. A rounded
    sum ("over a billion") gives way to the precise one.
    """
    result: list[Value] = []
    for value in values:
        whole = next((v for v in result if _compete(v, value)), None)
        if whole is None:
            result.append(value)
        elif value.amount < whole.amount:
            result.append(msgspec.structs.replace(value, kind="part"))
        elif value.amount <= _ROUNDED * whole.amount and whole.qualifier != "exact":
            result[result.index(whole)] = value
        elif _IN_SUM.search(text, max(0, _begin(value) - _SUM_REACH), _begin(value)):
            result.append(msgspec.structs.replace(value, kind="ceiling"))
        elif _is_told_whole(text, value):
            result[result.index(whole)] = msgspec.structs.replace(whole, kind="part")
            result.append(value)
    return result


def _begin(value: Value) -> int:
    return value.evidence[0].start


def _compete(known: Value, new: Value) -> bool:
    return known.kind == new.kind == "total" and known.currency == new.currency


def _is_told_whole(text: str, value: Value) -> bool:
    """``The total cost of the deal is $4 billion``."""
    start = _begin(value)
    return _WHOLE.search(text, max(0, start - _WHOLE_REACH), start) is not None


# "a $5 million option exercise": the price of what was ordered.
_EXERCISED = re.compile(r" (?:[a-z-]+ ){0,2}options? exercise\b")


def value_kind(around: Around, money: Money, deal_kind: str) -> ValueKind:
    """The kind of a sum from its own words and those beside it."""
    left, right = around.left, around.right
    digit = next(
        (i for i, c in enumerate(around.text[around.end : around.end + 25]) if c.isdigit()), 25
    )
    apiece = left("value.unit", 25) and not _told(_FOR_EACH, around)
    if right("value.unit", digit) or apiece or _told(_APIECE, around):
        return "unit"  # no other sum stands before "each"
    beyond = around.beside
    if left("value.financing", 45) or beyond("value.financing", 22):
        return "financing"
    if beyond("value.offset", 45) or left("value.offset", 45):
        return "offset"
    whole = _is_whole(around) or _told(_COST_OF_WHICH, around)
    if right("value.part") or (left("value.part", 70) and not whole):
        return "part"
    ceiling = left("value.ceiling", 70) or beyond("value.ceiling", 60)
    exercised = _EXERCISED.match(around.text, around.end) is not None
    if left("value.option", 45) or (beyond("value.option", 25) and not exercised):
        return "ceiling" if ceiling else "option"
    if ceiling or deal_kind in ("framework", "foreign_military_sale"):
        return "ceiling"
    if deal_kind == "modification" and _told(_IN_SUM, around):
        return "ceiling"
    if money.kind is not None and money.kind != "unit":
        return cast(ValueKind, money.kind)
    return "total"


def _told(words: re.Pattern[str], around: Around, reach: int = _SUM_REACH) -> bool:
    """Whether ``words`` stand right before a sum."""
    low = max(around.low, around.start - reach)
    return words.search(around.text, low, around.start) is not None


def _is_whole(around: Around) -> bool:
    """``a part payment of the $4 billion deal``: the sum is that of the whole."""
    of_it = around.text.endswith((" of the ", " of its ", " on the "), 0, around.start)
    return of_it and _DEAL.match(around.text, around.end) is not None


def is_value(around: Around, told: bool = False, option: bool = False) -> bool:
    """Whether a sum is one of the deal and not of a budget, a result or a market.

    ``told`` says that its clause tells the deal, ``option`` that its own words make it the price
    of an option or a slice of the price: then no word for a price need stand near.
    """
    low = max(around.low, around.start - 60)
    # the nearest cue decides: "a $5bn contract from the budget" is a value
    contract = _DEAL.match(around.text, around.end)
    # "a bribery probe into a $2 billion contract": the word behind the sum is nearer
    exclude = -1 if contract else around.cues.last("value.exclude", low, around.start)
    exclude = max(exclude, around.cues.last("value.other", low, around.start))
    accept = around.cues.last("value.accept", low, around.start)
    if exclude > accept and not _is_part_of_deal(around):
        return False
    if around.right("value.exclude", 30):
        return False
    near = accept >= 0 or around.right("value.accept", 50) or around.start == around.low
    priced = near or option or _PRICED.search(around.text, low, around.start) is not None
    priced = priced or _told(_PRICE_OF, around, _PRICE_REACH)
    if _PROJECT.match(around.text, around.end) or (not priced and not told):
        return False
    if _told(_BUDGETED, around, _BUDGET_REACH) or _TRADE.match(around.text, around.end):
        return False
    if _told(_SHARE, around):
        return False
    if contract and _told(_EARLIER, around):
        return False
    return not _is_of_many(around) and not _APART.match(around.text, around.end)


def _is_part_of_deal(around: Around) -> bool:
    """``ordered boats as part of a 495 million euro deal``: the one sum that the sentence tells."""
    text, start = around.text, around.start
    within = _AS_PART.search(text, around.low, start)
    if within is None or not _DEAL.match(text, around.end):
        return False
    return _SUM.search(text, around.low, within.start()) is None


def _is_of_many(around: Around) -> bool:
    """Whether a sum is that of several deals, or a state of the firm that tells of its order."""
    text, start = around.text, around.start
    low = max(around.low, start - _MANY_REACH)
    if _CONTRACT.match(text, around.end) and _UNDER.search(text, low, start):
        return True
    if _OF_MANY.search(text, low, start) or _STANDING.search(text, low, start):
        return True
    if not _MANY.search(text, low, start):
        return False
    return _TOGETHER.search(text, low, start) is not None or bool(_IN_ALL.match(text, around.end))


def make_value(
    text: str,
    cues: Hits,
    elem: Elem,
    bounds: tuple[int, int],
    deal_kind: str,
    told: bool = False,
) -> Value | None:
    """The value fact of a sum, or ``None`` where the sum is not the deal's.

    ``told`` says that the sum stands in a clause that tells the deal.
    """
    money = elem.ent.value if elem.ent else None
    if not isinstance(money, Money):
        return None
    around = Around.of(text, cues, elem, bounds)
    if not is_value(around, told, money.kind in ("option", "part")):
        return None
    return value_of(text, elem, money, value_kind(around, money, deal_kind), None)


def value_of(text: str, elem: Elem, money: Money, kind: ValueKind, rule: str | None) -> Value:
    """The value record of a sum."""
    quote = text[elem.start : elem.end]
    return Value(
        amount=money.amount,
        currency=money.currency,
        kind=kind,
        amount_min=money.amount_min,
        qualifier=money.qualifier,
        evidence=(Evidence(elem.start, elem.end, quote, rule or f"value.{kind}"),),
    )
