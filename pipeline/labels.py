"""Facts that labelled lines and table rows state outright: ``Supplier: IAI``, ``| Buyer | Peru |``.

Award notices and machine-written pages tell a deal that way, with hardly a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.article import Article
from pipeline.context import Hits
from pipeline.drafts import Draft, Sentence
from pipeline.elements import Elem, Item
from pipeline.groups import Grouper
from pipeline.mentions import Mention, Vote
from pipeline.quantities import Quantity
from pipeline.stages import kind_of

_LINE = re.compile(
    r"^(?:[IVX]+(?:\.\d+)*\.?\)|\d+(?:\.\d+)*[.)])? ?[\W_]*"
    r"(?P<label>[A-Z][\w/’'()-]*(?: [\w/’'()&-]+){0,5}?)"
    r"[*_ ]{0,3}:[*_ ]{0,3}(?P<value>\S.*)$"
)
# "Seller – Embraer": a dash in place of the colon, behind words that announce a fact of a deal.
_DASHED = re.compile(
    r"^[\W_]*(?P<label>[A-Z][a-z]+(?: [a-z]+){0,2})[*_ ]{0,3} [–—] [*_ ]{0,3}(?P<value>\S.*)$"
)
_MARK = re.compile(r":| [–—] ")
_OF_DEALS = re.compile(r"^(?:price|value|cost|worth|amount|sign|award|deliver|complet)", re.I)
_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "seller",
        re.compile(
            r"^(?:(?:prime |main |selected |successful )?(?:seller|supplier|contractor|vendor|"
            r"manufacturer|bidder|provider|shipbuilder|builder|maker|winner)s?|(?:contract )?"
            r"award(?:ed)? to|(?:winning|successful|selected) (?:bidder|tenderer|company|firm)|"
            r"economic operator|"
            r"name (?:and address )?of (?:the )?(?:supplier|contractor|winner))\b",
            re.IGNORECASE,
        ),
    ),
    ("end_user", re.compile(r"^(?:end[- ]?users?|users?|operators?|using service)\b", re.I)),
    (
        "buyer",
        re.compile(
            r"^(?:buyers?|customers?|clients?|purchaser|official name|agency\b|"
            r"name of the entity award|contracting (?:authority|entity|activity)|"
            r"recipients?|awarded by|procuring (?:authority|entity|agency)|"
            r"awarding (?:authority|body)|contract notice|"
            r"contract award notice|(?:public )?purchasing body|ordering (?:country|party))\b",
            re.IGNORECASE,
        ),
    ),
    ("partner", re.compile(r"^(?:partners?|parties|signatories|participants)\b", re.I)),
    ("approver", re.compile(r"^(?:approved by|approving authority)\b", re.I)),
)
_GOODS = re.compile(
    r"^(?:systems?|platforms?|items?|products?|equipment|subject(?:[ -]matter)?|scope|goods|"
    r"(?:contract )?description|title\b|nature of (?:the )?order|subject of (?:the )?contract|"
    r"weapons?|models?|aircraft|vessels?|vehicles?|ship type|object|"
    r"what was (?:bought|ordered)|main items?|"
    r"name of (?:the )?project|project (?:name|title)|title of (?:the )?contract)\b",
    re.IGNORECASE,
)
_OF_SELLER = re.compile(r"(?:supplier|contractor|vendor)\b.{0,30}$", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:quantity|number of(?! (?:[\w-]+ )?(?:tender|bid|offer|lot|participant|applica)[a-z]*\b)|"
    r"units?|how many|no\. of)\b",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_LONGEST_NAME = 60
_WEIGHT = 1.2  # the text states the role itself
_TRADING = frozenset({"buyer", "seller", "partner", "end_user"})


class Label(NamedTuple):
    """A labelled value: the label's words, and where the value stands."""

    label: str
    start: int
    end: int
    block: int


def role_of(label: str) -> str | None:
    """The role of the parties that a label announces."""
    return next((role for role, pattern in _ROLES if pattern.search(label)), None)


def tells_goods(label: str) -> bool:
    """Whether a label announces goods."""
    return _GOODS.search(label) is not None


def tells_count(label: str) -> bool:
    """Whether a label announces how many."""
    return _COUNT.search(label) is not None


def labels(article: Article) -> Iterator[Label]:
    """The labelled lines and two-celled table rows of an article, in order."""
    text, above = article.text, ""
    for index, block in enumerate(article.blocks):
        if block.kind == "table_row":
            if len(block.cells) == 2 and block.cells != block.header:
                (a, b), (c, d) = block.cells
                yield Label(text[a:b].strip(" *:"), c, d, index)
        elif block.end - block.start < 300 and _MARK.search(text, block.start, block.end):
            match = _line(text[block.start : block.end])
            if match is not None:
                start = block.start + match.start("value")
                label = match.group("label").strip()
                if label == "Name" and _OF_SELLER.match(above):
                    label = f"{above} name"  # below "Supplier details"
                yield Label(label, start, block.end, index)
        else:
            above = text[block.start : block.end]


def _line(words: str) -> re.Match[str] | None:
    """A line read as a label and its value; behind a dash only where the label is a known one."""
    match = _LINE.match(words)
    if match is not None or ":" in words or ". " in words:
        return match
    match = _DASHED.match(words)
    label = match.group("label") if match is not None else ""
    known = role_of(label) or tells_goods(label) or tells_count(label) or _OF_DEALS.search(label)
    return match if known else None


def label_mention(
    article: Article, sentences: list[Sentence], grouper: Grouper, cues: Hits
) -> Mention | None:
    """What the labels of an article say together, or ``None`` where they name no side."""
    votes: list[Vote] = []
    items: list[tuple[Item, str]] = []
    count: int | None = None
    spans: list[tuple[int, int]] = []
    for label in labels(article):
        role, goods = role_of(label.label), tells_goods(label.label)
        counted = tells_count(label.label)
        if role is None and not goods and not counted:
            continue
        elems = grouper.sentence(label.start, label.end)
        if counted:
            count = next(_counts(elems), None)
        elif role is not None:
            votes += side_votes(article.text, label, role, elems, grouper)
        else:
            items += [(e.item, "label.goods") for e in elems if e.item is not None]
        spans.append((label.start, label.end))
    if not any(v.role in _TRADING for v in votes):
        return None
    if count is not None and len(items) == 1 and items[0][0].quantity is None:
        items[0][0].quantity = count
    start, end = spans[0][0], spans[-1][1]
    place = next((s for s in sentences if s.start <= start < s.end), sentences[0])
    mention = Mention(place.index, start, end, [], votes=votes, items=items, rule="label.side")
    mention.kind, mention.weight = kind_of(mention, cues), 1.0
    mention.placed = "stated by labels"
    return mention


def _counts(elems: list[Elem]) -> Iterator[int]:
    for elem in elems:
        value = elem.ent.value if elem.ent is not None else None
        if isinstance(value, Quantity):
            yield value.value
        elif elem.text.replace(",", "").isdecimal():
            yield int(elem.text.replace(",", ""))


def side_votes(
    text: str, label: Label, role: str, elems: list[Elem], grouper: Grouper
) -> Iterator[Vote]:
    """The parties of a labelled value; a lone unknown name is a firm where firms stand."""
    named = [e for e in elems if e.kind == "party" and e.org is not None and not e.possessive]
    for elem in named:
        if elem.org is not None:
            yield Vote(elem.org, role, _WEIGHT, elem, "label.side")
    value = _BRACKETS.sub("", text[label.start : label.end]).split(", ")[0].strip(" .*")
    if named or role not in ("seller", "partner") or not 2 < len(value) < _LONGEST_NAME:
        return
    if value[0].isupper() and elems:
        org = grouper.registry.unknown_company(value, None, "company.label")
        first, last = elems[0], elems[-1]
        surface = text[first.start : last.end]
        elem = Elem("party", first.start, last.end, surface, surface.lower(), None, org)
        yield Vote(org, role, _WEIGHT, elem, "label.side")


def add_labels(drafts: list[Draft], mention: Mention) -> None:
    """Give what labels state to the article's first deal, or make it a deal of its own."""
    if drafts:
        draft = drafts[0]
        draft.votes += mention.votes
        known = bool(draft.items)
        draft.items += [pair for pair in mention.items if not known or pair[0].designated]
        draft.mentions.append(mention)
        return
    draft = Draft(first_sentence=mention.sentence, in_lead=True, mentions=[mention])
    draft.votes = list(mention.votes)
    draft.items = list(mention.items)
    draft.kinds[mention.kind or "procurement"] += 1
    draft.statuses.append("signed")
    drafts.append(draft)
