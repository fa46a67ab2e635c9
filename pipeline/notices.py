"""Notices and lists that tell a deal a lot, or a deal a table row: each is read as one deal.

"Lot No: 1 / Contractor: Sako Oy / Total value: 6 318 000 EUR", or a table with a column of
contractors, of subjects and of amounts, as ministries publish them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline import rule_ids
from pipeline.article import Article
from pipeline.dates import DateSpan
from pipeline.drafts import Draft, Sentence
from pipeline.elements import Elem, Item, is_firm
from pipeline.groups import Grouper
from pipeline.labels import Label, labels, role_of, side_votes, tells_count, tells_goods
from pipeline.mentions import Mention, Vote
from pipeline.money import Money, parse_money
from pipeline.numerals import NUMERAL
from pipeline.records import DealDate, Evidence, Value
from pipeline.tables import date_kind_of, tells_value

RULE = rule_ids.NOTICE
_FEWEST = 2  # lots or rows
_WEIGHT = 1.0
_LEAD = 3  # sentences in which the body that publishes a list is named
_LOT = re.compile(r"^lot\b(?: (?:no\.?|number|nr\.?))?", re.IGNORECASE)
_COUNTED = re.compile(
    r",?\s*(?:(?:quantity|qty\.?|number):? )?(?P<n>\d[\d ,.\u00a0]*\d|\d)\s*"
    r"(?:units?|pieces?|pcs\.?|nos?\.?|sets?|items?)?(?=\W*$|,)",
    re.IGNORECASE,
)
_TELLS_COUNT = re.compile(r"\b(?:quantity|qty|units?|pieces?|pcs|nos?\.|sets?)\b", re.IGNORECASE)
# What tells a list of awards from one of products and their makers.
_OF_AWARDS = re.compile(
    r"\b(?:contract|award|order|tender|procure|purchas|supplier|agency|authority|sign)", re.I
)
_PERIOD = re.compile(r"\b(?:period|term|duration)\b", re.IGNORECASE)
_LIMIT = re.compile(r"\b(?:limit|deadline|until|latest)\b", re.IGNORECASE)
_SUPPLY = re.compile(
    r"^(?:the )?(?:supply|procurement|purchase|delivery|acquisition|provision)"
    r"(?:,? (?:and )?[a-z]+){0,2} of ",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\d[\d ,.]* (?=[A-Za-z])")  # "8 coastal radars"
# Behind the goods of a title these tell for whom they are.
_FOR_WHOM = re.compile(r" (?:for|to) (?:the (?:use of )?)?(?=[A-Z])")
_FIRMS = re.compile(r"^(?:company|firm)\b", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]{3}\b")


@dataclass(slots=True)
class _Entry:
    """What one lot or row says: each label or column head with where its value stands."""

    cells: list[Label] = field(default_factory=list)


def read_notices(
    article: Article, sentences: list[Sentence], grouper: Grouper, alone: bool
) -> list[Draft]:
    """The deals of an article's lots or award table, in order; empty where it has no such.

    ``alone``: whether its sentences tell no deal, so that one lot is enough.
    """
    if not sentences:
        return []
    fewest = 1 if alone else _FEWEST
    common, entries = _rows(article)
    if len(entries) < fewest:
        common, entries = _lots(article, alone)
    if len(entries) < fewest:
        common, entries = [], _priced(article, grouper)
    if len(entries) < fewest:
        return []
    reader = _Reader(article.text, sentences, grouper)
    buyers = [v for label in common for v in reader.votes(label) if v.role == "buyer"]
    buyers = buyers or reader.publisher()
    drafts = [reader.draft(entry, buyers) for entry in entries]
    return [draft for draft in drafts if draft is not None]


def replace_told(told: Sequence[Draft], drafts: list[Draft]) -> list[Draft]:
    """The deals of a notice in place of what its sentences seemed to tell."""
    sellers = {id(v.org) for d in drafts for v in d.votes if v.role == "seller"}
    others = [
        d
        for d in told
        if d.items
        and any(v.role in ("seller", "side") and id(v.org) not in sellers for v in d.votes)
    ]
    return [*drafts, *others]


# --- lots and rows -------------------------------------------------------------------------------


def _lots(article: Article, alone: bool) -> tuple[list[Label], list[_Entry]]:
    """What is told of all lots, and each lot; ``alone``: a notice without lots is one."""
    common: list[Label] = []
    entries: list[_Entry] = []
    for label in labels(article):
        if _LOT.match(label.label):
            entries.append(_Entry())
        elif entries:
            entries[-1].cells.append(label)
        else:
            common.append(label)
    if alone and not entries and any(_OF_AWARDS.search(label.label) for label in common):
        common, entries = [], [_Entry(common)]
    return common, [e for e in entries if any(role_of(c.label) == "seller" for c in e.cells)]


def _rows(article: Article) -> tuple[list[Label], list[_Entry]]:
    """Rows of tables whose head names a column of contractors."""
    text, heads = article.text, [""]
    entries: list[_Entry] = []
    for index, block in enumerate(article.blocks):
        if block.kind != "table_row":
            heads = [""]
            continue
        words = [text[a:b].strip(" *") for a, b in block.cells]
        told = {role_of(word) for word in words}
        if "buyer" in told and "seller" not in told:
            # beside a column of customers one of companies tells who sells
            words = ["Supplier" if _FIRMS.match(word) else word for word in words]
        of_awards = "buyer" in told or _OF_AWARDS.search(" ".join(words)) is not None
        if len(words) > 2 and of_awards and any(role_of(word) == "seller" for word in words):
            heads = words
        elif len(words) == len(heads):
            cells = zip(heads, block.cells, strict=True)
            entries.append(_Entry([Label(head, a, b, index) for head, (a, b) in cells if a < b]))
    return [], entries


# "Babcock - £16 million, Warehousing and Distribution"
_PRICED = re.compile(
    r"(?P<firm>[A-Z][\w&.,'’/ ]{1,60}?) ?[-–—:] ?"
    r"(?P<sum>(?:[A-Z]{0,3}[£$€]|[A-Z]{3} ?)\d[\d.,]* ?(?:million|billion|mln|bn|m|crore)?\b)"
    r"(?:,| [-–—]|:| for)(?: the| an?)? "
    r"(?!(?:up|down|from|compared|against|or)\b)(?P<goods>[A-Za-z0-9][^.;]{3,80}?)\.?"
)
_HEADED = 400  # characters in which stands that the lines are of contracts


def _priced(article: Article, grouper: Grouper) -> list[_Entry]:
    """Lines of a firm, its sum and what it is for, below words that tell of contracts.

    Most of the firms must be known: a budget lists goods and their costs in the same way.
    """
    text = article.text
    if _OF_AWARDS.search(text, 0, _HEADED) is None:
        return []
    entries: list[_Entry] = []
    firms = 0
    for index, block in enumerate(article.blocks):
        match = _PRICED.fullmatch(text, block.start, block.end)
        if match is not None:
            firms += any(is_firm(e) for e in grouper.sentence(*match.span("firm")))
            spans = (("Supplier", "firm"), ("Value", "sum"), ("Subject", "goods"))
            entries.append(_Entry([Label(head, *match.span(name), index) for head, name in spans]))
    return entries if len(entries) >= _FEWEST and 2 * firms >= len(entries) else []


# --- one entry -----------------------------------------------------------------------------------


class _Reader:
    """Reads the entries of one article."""

    def __init__(self, text: str, sentences: list[Sentence], grouper: Grouper) -> None:
        self.text = text
        self.sentences = sentences
        self.grouper = grouper

    def publisher(self) -> list[Vote]:
        """The body of a state that the first sentences name."""
        for sentence in self.sentences[:_LEAD]:
            for elem in sentence.elems:
                if elem.org is not None and elem.org.is_public and elem.org.kind != "country":
                    return [Vote(elem.org, "buyer", _WEIGHT, elem, RULE)]
        return []

    def votes(self, label: Label) -> list[Vote]:
        """The parties of a labelled value."""
        role = role_of(label.label)
        if role is None:
            return []
        elems = self.grouper.sentence(label.start, label.end)
        if role != "seller":
            return list(side_votes(self.text, label, role, elems, self.grouper))
        firms = [e for e in elems if e.org is None or not e.org.is_public]
        found = list(side_votes(self.text, label, role, firms, self.grouper))
        for vote in found:
            vote.org.country = vote.org.country or _country(elems)
        return found

    def draft(self, entry: _Entry, buyers: list[Vote]) -> Draft | None:
        """The deal of a lot or row; ``None`` where nobody sells."""
        votes = [v for cell in entry.cells for v in self.votes(cell)]
        if not any(v.role == "seller" for v in votes):
            return None
        if not any(v.role == "buyer" for v in votes):
            votes += buyers
        start, end = entry.cells[0].start, entry.cells[-1].end
        place = next((s for s in self.sentences if s.end > start), self.sentences[-1])
        mention = Mention(place.index, start, end, [], votes=votes, rule=RULE, weight=_WEIGHT)
        mention.kind, mention.status, mention.placed = "procurement", "signed", "a lot or row"
        draft = Draft(mentions=[mention], votes=votes, in_lead=True, first_sentence=place.index)
        draft.block = place.block
        draft.kinds["procurement"] += 1
        draft.statuses.append("signed")
        for cell in entry.cells:
            self._take(cell, draft)
        mention.items = list(draft.items)
        return draft

    def _take(self, cell: Label, draft: Draft) -> None:
        """Add what a value says beside its parties."""
        elems = self.grouper.sentence(cell.start, cell.end)
        if tells_value(cell.label):
            draft.values += self._sums(cell, elems)
        elif tells_goods(cell.label):
            draft.items += [(item, RULE) for item in self._goods(cell, elems)]
        elif tells_count(cell.label) and len(draft.items) == 1:
            number = NUMERAL.search(self.text, cell.start, cell.end)
            draft.items[0][0].quantity = _whole(number.group()) if number else None
        else:
            draft.dates += self._dates(cell, elems)

    def _goods(self, cell: Label, elems: list[Elem]) -> Iterator[Item]:
        told = self.text[cell.start : cell.end]
        counted = _COUNTED.search(told) if _TELLS_COUNT.search(told) else None
        count = _whole(counted.group("n")) if counted else None
        phrase = told[: counted.start()] if counted else told
        phrase = _SUPPLY.sub("", phrase.split(",")[0]).strip(" .;")
        phrase = _FOR_WHOM.split(_AHEAD.sub("", phrase, count=1) if counted is None else phrase)[0]
        named = next((e.item for e in elems if e.item is not None and not e.item.generic), None)
        if named is not None and (named.designated or not phrase):
            named.quantity = named.quantity or count
            yield named
        elif phrase:
            start = cell.start + told.index(phrase)
            category = named.category if named else "other"
            count = count or (named.quantity if named else None)
            head = phrase.split()[-1].lower()
            end = start + len(phrase)
            yield Item(start, end, phrase, head, category, quantity=count, rule=RULE)

    def _sums(self, cell: Label, elems: list[Elem]) -> Iterator[Value]:
        """The sum of a value, in the currency that its label names, or its own."""
        code = _CODE.search(cell.label)
        number = NUMERAL.search(self.text, cell.start, cell.end)
        told = parse_money(f"{code.group()} {number.group()}") if code and number else None
        for elem in elems:
            money = elem.ent.value if elem.ent else None
            if isinstance(money, Money):
                currency = told.currency if told else money.currency
                yield self._value(elem.start, elem.end, money.amount, currency)
                return
        if told is not None and number is not None:
            yield self._value(number.start(), number.end(), told.amount, told.currency)

    def _value(self, start: int, end: int, amount: float, currency: str) -> Value:
        quote = self.text[start:end]
        evidence = (Evidence(start, end, quote, RULE),)
        return Value(amount, currency, "total", evidence=evidence)

    def _dates(self, cell: Label, elems: list[Elem]) -> Iterator[DealDate]:
        kind = date_kind_of(cell.label)
        for elem in elems:
            span = elem.ent.value if elem.ent else None
            if not isinstance(span, DateSpan) or not span.edtf:
                continue
            evidence = (Evidence(elem.start, elem.end, self.text[elem.start : elem.end], RULE),)
            begin, mark, end = span.edtf.partition("/")
            if _PERIOD.search(cell.label) and mark and kind != "delivery":
                yield DealDate("start", begin, evidence)
                yield DealDate("completion", end, evidence)
            elif kind and not mark and _LIMIT.search(cell.label):
                yield DealDate(kind, f"../{span.edtf}", evidence)
            elif kind:
                yield DealDate(kind, span.edtf, evidence)


def _country(elems: Sequence[Elem]) -> str | None:
    return next((e.org.country for e in elems if e.org and e.org.kind == "country"), None)


def _whole(number: str) -> int | None:
    digits = "".join(c for c in number if c.isdigit())
    return int(digits) if digits else None
