"""Articles on several deals: what the sentence that announces them says of each that follows.

"The ministry signed four contracts on Monday. Rheinmetall received 44 million euros for ... ;
Thales will get ...": who buys, and how far it is, stands in the heading; the entries name a firm,
goods and a sum, often with no verb that tells of a deal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline import rule_ids
from pipeline.clauses import noun_like
from pipeline.context import Hits
from pipeline.drafts import Sentence
from pipeline.elements import is_firm
from pipeline.groups import Elem
from pipeline.mentions import Mention, Vote
from pipeline.numerals import NUMBER_WORDS
from pipeline.parties import Org
from pipeline.records import DealKind, DealStatus
from pipeline.stages import kind_of, status_of
from pipeline.subjects import preposition_of

RULE = "list.entry"
HEADING = "list.heading"
_SIGNING = frozenset({"ministry", "procurement_agency"})
_WEIGHT = 0.6  # of what the heading says of an entry's parties
_ENTRY = 0.9
_LAST = 5  # sentence in which a heading may stand
_COUNT_REACH = 4  # elements from the number to the noun it counts
_FEWEST = 2  # entries below a heading
_PLURALS = frozenset(
    """contracts deals agreements orders memoranda purchases procurements acquisitions proposals
    letters bills awards tenders modifications mous sales packages""".split()
)
_TOO_MANY = 100
_NO_NUMBER = frozenset("a an one half quarter zero hundred thousand million billion".split())
_TAKERS = frozenset(
    "companies firms contractors bidders suppliers yards shipyards manufacturers vendors".split()
)
_WORTH = frozenset({"worth", "valued", "totalling", "totaling"})
_SEVERAL = frozenset("several multiple various numerous following".split())
_ONE_EACH = frozenset("each apiece respectively".split())
_FIRST = frozenset({"first", "one", "former"})
_SECOND = frozenset({"second", "other", "another", "latter"})
_PARTNERS = frozenset("subcontractor subcontractors subcontract sub-contractor partner".split())
_SPLITS = frozenset({";", "while", "whereas"})


@dataclass(frozen=True, slots=True)
class Heading:
    """The sentence that announces several deals: its place, the actors, the firms in order."""

    mention: Mention
    actors: tuple[Vote, ...]
    firms: tuple[Vote, ...]
    kind: DealKind
    status: DealStatus | None


def spread_heading(sentences: Sequence[Sentence], cues: Hits) -> None:
    """Give each entry below a heading a mention that tells its deal, and the heading's actors.

    Where fewer than two entries follow, nothing is changed.
    """
    heading = _heading(sentences, cues)
    if heading is None:
        return
    led = _led(sentences[heading.mention.sentence :])
    entries = [
        (sentence, segment, led.get(sentence.index, []))
        for sentence in sentences[heading.mention.sentence :]
        for segment in _segments(sentence, heading)
        if _is_entry([*led.get(sentence.index, []), *segment], heading)
    ]
    if len(entries) < _FEWEST:
        return
    heading.mention.flags.add("heading")
    for sentence, segment, above in entries:
        _tell(sentence, segment, heading, above, cues)


def _led(sentences: Sequence[Sentence]) -> dict[int, list[Elem]]:
    """``Specifically, Volta won:`` above list items that name no firm: whose contracts they are.

    By the index of each such item, the firm of the line above.
    """
    found: dict[int, list[Elem]] = {}
    lead: list[Elem] = []
    for sentence in sentences:
        if sentence.block_kind != "list_item":
            firms = [e for e in sentence.elems if is_firm(e)]
            opens = sentence.elems and sentence.elems[-1].text == ":"
            lead = firms if opens and len(firms) == 1 else []
        elif lead and not any(is_firm(e) for e in sentence.elems):
            found[sentence.index] = lead
    return found


def _heading(sentences: Sequence[Sentence], cues: Hits) -> Heading | None:
    """The first sentence of the text that announces several deals, if one does."""
    for sentence in sentences[: _LAST + 1]:
        if sentence.block_kind == "title":
            continue
        for mention in sentence.mentions:
            if _counts_deals(mention):
                past = cues.has("past", mention.start, mention.end)
                behind = sentences[sentence.index : sentence.index + 2]
                return None if past else _read(mention, cues, behind)
            if mention.items and mention.votes and mention.weight >= _WEIGHT:
                return None  # one deal is told first: what follows is its background
    return None


def _counts_deals(mention: Mention) -> bool:
    """``inked two contracts``, ``approved five proposals``: several deals, and somebody acting."""
    elems = mention.elems
    if any(not i.generic for i, _ in mention.items) and any(
        v.role in ("seller", "side") and not v.org.is_public for v in mention.votes
    ):
        return False  # one deal: "20 vehicles in several modifications from X"
    acting = any(v.org.is_public and v.role != "seller" for v in mention.votes)
    if not acting and not _leads_list(mention):
        return False
    return any(_is_counted(elems, k) for k in range(len(elems)))


def _is_counted(elems: Sequence[Elem], k: int) -> bool:
    """``two contracts``, ``agreements with three companies``, ``contracts worth 3 billion``."""
    noun = elems[k].low.split(" ")[-1]
    if noun in _TAKERS:
        before = [w for e in elems[max(0, k - _COUNT_REACH) : k] for w in e.low.split()]
        return any(_is_several(word) for word in before)
    if noun not in _PLURALS or not (noun_like(elems[k]) or elems[k].kind == "word"):
        return False
    before = [w for e in elems[max(0, k - _COUNT_REACH) : k] for w in e.low.split()]
    if not _ONE_EACH.isdisjoint(before):
        return False
    worth = [e.low for e in elems[k + 1 : k + 3]]
    return any(_is_several(word) for word in before) or not _WORTH.isdisjoint(worth)


def _is_several(word: str) -> bool:
    if word in _SEVERAL:
        return True
    if word.isdecimal():
        return 1 < int(word) < _TOO_MANY
    return word in NUMBER_WORDS and word not in _NO_NUMBER


def _read(mention: Mention, cues: Hits, near: Sequence[Sentence]) -> Heading:
    actors = [v for v in mention.votes if v.org.is_public and v.role != "seller"]
    if all(v.role == "approver" for v in actors):
        actors += _who_signs(near, {v.org.country for v in actors})
    actors = actors or list(_signing(mention.elems))
    firms = tuple(v for v in mention.votes if not v.org.is_public)
    return Heading(mention, tuple(actors), firms, kind_of(mention, cues), status_of(mention, cues))


def _who_signs(near: Sequence[Sentence], countries: set[str | None]) -> list[Vote]:
    """The one ministry or agency that is named beside those who consent."""
    named = {id(v.org): v for sentence in near for v in _signing(sentence.elems, countries)}
    return list(named.values()) if len(named) == 1 else []


def _signing(elems: Iterable[Elem], countries: set[str | None] | None = None) -> Iterator[Vote]:
    """The ministries and agencies among ``elems``, of ``countries`` or none that is told."""
    for elem in elems:
        org = elem.org
        if org is None or org.kind not in _SIGNING:
            continue
        if countries is None or org.country in {*countries, None}:
            yield Vote(org, "buyer", _WEIGHT, elem, HEADING)


def _leads_list(mention: Mention) -> bool:
    """``announced the following contracts signed on behalf of the ministry:``: entries follow."""
    return mention.elems[-1].text == ":" and any(_signing(mention.elems))


# --- entries -------------------------------------------------------------------------------------


def _segments(sentence: Sentence, heading: Heading) -> Iterator[list[Elem]]:
    """The parts of a sentence that may each tell one deal; in the heading's own, what follows."""
    part: list[Elem] = []
    told = heading.mention
    behind = next((e.end for e in told.elems if e.text == ":"), told.end)
    for elem in sentence.elems:
        if elem.start < behind and sentence.index == told.sentence:
            continue
        if elem.low in _SPLITS:
            yield from _one_each(part, heading)
            part = []
        else:
            part.append(elem)
    yield from _one_each(part, heading)


def _one_each(part: list[Elem], heading: Heading) -> Iterator[list[Elem]]:
    """``A, which won $4m, B, which got $6m``: cut so that each piece has its firm and its sum.

    In a list of approved sales its goods and its sum: ``40 HIMARS for $9m and 20 tanks for $4m``.
    """
    goods = heading.actors[0].role == "approver" and not any(is_firm(e) for e in part)
    marks = [
        (k, elem.kind == "money")
        for k, elem in enumerate(part)
        if elem.kind == "money" or (_is_goods(elem) if goods else is_firm(elem))
    ]
    # "C$5 million (US$4 million)" is one sum, "parts for the jets" one thing
    marks = [
        m for n, m in enumerate(marks) if not (n and m[1] == marks[n - 1][1] and (goods or m[1]))
    ]
    kinds = [priced for _, priced in marks]
    if len(kinds) < 4 or len(kinds) % 2 or kinds != [kinds[0], not kinds[0]] * (len(kinds) // 2):
        yield part
        return
    cuts = [0, *(k for k, _ in marks[2::2]), len(part)]
    for first, last in pairwise(cuts):
        yield part[first:last]


def _is_goods(elem: Elem) -> bool:
    return elem.item is not None and not elem.item.generic


def _is_entry(segment: list[Elem], heading: Heading) -> bool:
    """Whether a part names a firm that is not the heading's, or one by its number, with goods."""
    if any(e.low in _PARTNERS for e in segment):
        return False  # "X will contribute the fuel unit as a subcontractor"
    goods = any(_is_goods(e) for e in segment)
    priced = any(e.kind == "money" for e in segment)
    firms = _firms(segment, heading)
    if heading.actors[0].role == "approver":
        user = any(e.org is not None and e.org.is_service for e in segment)
        return goods and (priced or user or bool(firms))
    return len(firms) == 1 and (goods or priced)


def _firms(segment: Iterable[Elem], heading: Heading) -> list[Org]:
    """The firms that a part names; else the one of the heading that "the first" stands for."""
    named = {id(e.org): e.org for e in segment if e.org is not None and not e.org.is_public}
    if named:
        return list(named.values())
    opening = {e.low for e in list(segment)[:3]}
    if "the" not in opening and "one" not in opening:
        return []
    if opening & _FIRST and heading.firms:
        return [heading.firms[0].org]
    if opening & _SECOND and heading.firms:
        return [heading.firms[-1].org]
    return []


def _tell(
    sentence: Sentence, segment: list[Elem], heading: Heading, above: list[Elem], cues: Hits
) -> None:
    """Complete the mentions in a part that tell its deal, or add one that does.

    ``above``: the firm of the line above it, where it names none.
    """
    start, end = segment[0].start, segment[-1].end
    own = [m for m in sentence.mentions if m is not heading.mention]
    inside = [m for m in own if m.start < end and m.end > start]
    firms = _firms([*above, *segment], heading)
    for mention in inside:
        if _tells_itself(mention, firms, heading):
            _trim(mention, start, end)
            mention.votes += _actors(mention, heading)
            if heading.status == "approved":
                mention.status = heading.status
                mention.flags.add("staged")
                if heading.kind == "foreign_military_sale":
                    mention.kind = heading.kind
            return
    mention = Mention(sentence.index, start, end, segment, rule=RULE, weight=_ENTRY)
    named = [*above, *segment]
    first = next((e for e in named if e.org is not None and e.org in firms), segment[0])
    mention.votes += [Vote(org, "seller", _ENTRY, first, RULE) for org in firms]
    mention.votes += [
        Vote(e.org, "buyer" if _is_source(segment, e) else "beneficiary", _WEIGHT, e, RULE)
        for e in segment
        if e.org is not None and e.org.is_service
    ]
    fitted = {id(i) for m in inside if m.rule == rule_ids.OPERATE for i, _ in m.items}
    for elem in segment:
        if elem.item is not None and not elem.item.generic and id(elem.item) not in fitted:
            mention.items.append((elem.item, RULE))
        elif elem.kind == "money":
            mention.sums.append(elem)
        elif elem.kind == "date":
            mention.dates.append(elem)
    if not mention.items:
        mention.items = list(heading.mention.items)
    mention.votes += _actors(mention, heading)
    mention.kind, mention.status = heading.kind, heading.status
    if above and heading.kind == "procurement":
        mention.kind = kind_of(mention, cues)  # "- A $5 million option exercise for"
    mention.flags.add("paid")
    sentence.mentions = [m for m in sentence.mentions if m not in inside or m.start < start]
    sentence.mentions.append(mention)
    sentence.mentions.sort(key=lambda m: m.start)


def _is_source(elems: list[Elem], elem: Elem) -> bool:
    """``from the Transport Command, Volta got``: who orders, not for whom it is."""
    return elem in elems and preposition_of(elems, elems.index(elem)) in ("from", "by")


def _trim(mention: Mention, start: int, end: int) -> None:
    """Leave to a clause only what stands in its own entry."""
    mention.sums = [e for e in mention.sums if start <= e.start < end]
    mention.dates = [e for e in mention.dates if start <= e.start < end]
    mention.items = [(i, rule) for i, rule in mention.items if start <= i.start < end]
    mention.votes = [v for v in mention.votes if start <= v.elem.start < end]
    mention.end = min(mention.end, end)


def _tells_itself(mention: Mention, firms: list[Org], heading: Heading) -> bool:
    """Whether a clause of the rules tells an entry's deal already."""
    if mention.weight < _WEIGHT or not (mention.items or mention.sums):
        return False
    sells = any(v.org in firms and v.role in ("seller", "side") for v in mention.votes)
    return sells or (not firms and heading.actors[0].role == "approver" and bool(mention.votes))


def _actors(mention: Mention, heading: Heading) -> list[Vote]:
    """The heading's actors, where the clause has none of its own in their part."""
    taken = {v.role for v in mention.votes if v.org.is_public and not v.org.is_service}
    if any(v.role == "buyer" and _is_source(mention.elems, v.elem) for v in mention.votes):
        taken.add("buyer")  # "to Volta by the Air Force": no need of the ministry's list
    result: list[Vote] = []
    for vote in heading.actors:
        role = "buyer" if vote.role in ("side", "buyer", "beneficiary") else vote.role
        if role == "buyer" and taken & {"buyer", "side"}:
            continue
        result.append(Vote(vote.org, role, _WEIGHT, vote.elem, HEADING))
    return result
