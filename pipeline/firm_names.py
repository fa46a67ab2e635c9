"""Names that no rule lists and that the words around them show to be firms'.

"awarded a contract to Sensorix", "Sensorix, a maker of drones,", "Sensorix chief executive": a
capitalised name in such a place is a firm's, and so is the same name elsewhere in the article.
Learning names from the places they stand in follows Collins and Singer (1999), "Unsupervised
models for named entity classification", with fixed places in the stead of learnt ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.entities import Ent, names_goods, resolve
from pipeline.grammar import NO_NAME_ALONE, NOT_NAMES, SHIP_PREFIXES, STOP, TITLES

_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž]"
_REST = r"[\w&+-]*(?:\.[A-Za-z]\w*)?"
# The capital comes first, what must stand before it after: ``re`` then skips to the capitals.
_NAME = re.compile(
    rf"{_CAPITAL}(?<![\w'’-].){_REST}(?: (?:& |and (?=\w+ (?:JV|Ltd)))?{_CAPITAL}{_REST})*"
)
# Before a name: what is only said of a firm, at the end of the words before it.
_BEFORE = re.compile(
    r"(?:"
    r"\b(?:awarded|contracted|subcontracted|outsourced) to"
    r"|\b(?:contracts?|orders?|subcontracts?|contracted|partnership|partnered|partnering|teamed"
    r"|teaming(?: agreement)?|joint venture) with"
    r"|\b(?:contracts?|orders?|subcontracts?) (?:to|from|for)"
    r"|\b(?:built|made|manufactured|produced|supplied|developed|designed|delivered|fabricated"
    r"|constructed|marketed|upgraded|integrated|assembled|won|offered) by"
    r"|\b(?:bought|ordered|purchased|procured|acquired|sourced|commissioned) from"
    r"|\b(?:subsidiary|division|unit|arm|affiliate|shares|products|shipyard|headquarters) of"
    r"|\b(?:selected|picked|chose|chosen|tapped|hired|contracted|appointed|commissioned|tasked)"
    r"|\b(?:buy|buys|bought|buying|order|orders|ordered|ordering|purchase|purchased|purchasing"
    r"|procure|procured|procuring|acquire|acquired|acquiring) (?:[\w$€£.,’'%/&+-]+ ){1,10}?from"
    r"|\b(?:contract|order|deal) (?:[\w$€£.,’'%/&+-]+ ){0,16}?"
    r"(?:went|goes|gone|given|handed|awarded) to"
    r"|\b(?:contract|order|deal|agreement) (?:[\w$€£.,’'%/&+-]+ ){0,16}?"
    r"(?:signed|concluded|placed|inked) (?:today )?with"
    r"|\b(?:supplied|delivered|provided) (?:[\w$€£.,’'%/&+-]+ ){1,10}?by"
    r"|\b(?:receives?|received|gets?|got) (?:[\w$€£.,’'%/&+-]+ ){1,8}?from"
    r"|\b(?:contract|deal|agreement|order|signed) (?:[\w$€£.,’'%/&+-]+ ){0,6}?"
    r"between(?: (?:[\w’'.&-]+ ){1,8}?and)?"
    r"|\b(?:state|family|government|privately|publicly)-(?:owned|run|controlled|held|listed)"
    r"|\bha(?:s|ve|d) gone to|\bturned to|\b(?:agreement|deal|memorandum|MoU|MOU) with"
    r")(?: (?:the|its|by|as))?(?: [A-Z][\w-]+(?: [A-Z][\w-]+)?['’]s)?"
    r"(?: [\w-]+-(?:based|headquartered))? $"
    r"|\b(?:from|by|with|and) (?:[A-Z][\w-]+ ){0,2}[A-Z][\w-]+['’]s $"  # "from Italy's Leonardo"
)
_FIRM_WORD = (
    r"(?:compan(?:y|ies)|alliance|firms?|manufacturers?|makers?|shipbuilders?|(?:sub)?contractors?"
    r"|suppliers?|producers?|builders?|conglomerates?|subsidiar(?:y|ies)|start-?ups?|developers?"
    r"|shipyards?|consorti(?:um|a)|joint ventures?|enterprises?|integrators?|specialists?"
    r"|manufacturing plant|aircraft plant|corporation|vendors?|yard)\b"
)
# After a name: an apposition, an office, a part or a deed that only firms have.
_AFTER = re.compile(
    r"(?: \([^()\n]{2,40}\))?(?:"
    r" (?:consortium|joint venture)\b|"
    rf",? (?:which is |is |are )?(?:an?|the|one of)\b(?: [\w’'/&-]+){{0,7}}? {_FIRM_WORD}"
    rf"|,? [\w’' -]{{0,24}}-(?:based|headquartered) (?:[\w-]+ ){{0,3}}{_FIRM_WORD}"
    r"|(?:, [A-Z][\w. ]{2,24}, [A-Z][\w. ]{2,24},)? (?:has been|was|is|is being) awarded"
    r"|(?:['’]s?)? (?:CEO|chief executive|managing director|president and|vice[ -]president"
    r"|chairman and|shares\b|stock\b|subsidiary|shipyards?\b|factory|factories|production"
    r"|facilit(?:y|ies)\b|headquarters|board of directors|product line"
    r"|share price|plants? (?:in|at)"
    r"|(?:has |have )?(?:signed|inked|entered into) an? (?:[\w-]+ ){0,3}"
    r"(?:agreement|contract) (?:with|to)"
    r"|has teamed|teamed up|said in a (?:press|news) release|is the prime contractor"
    r"|will (?:build|supply|manufacture|produce|deliver|construct"
    r"|provide|integrate|upgrade|assemble)"
    r"|(?:has |have )?(?:won|secured|received|bagged|clinched|landed|inked)"
    r" (?:an?|the|its|two|new)\b"
    r"(?: [\w$€£.,-]+){0,6}? (?:contracts?|orders?|deals?|tender)\b"
    r"|(?:had |has |have )?beaten|outbid|manufactures"
    r"|which (?:makes|builds|manufactures|produces)"
    r"|(?:has |have )?(?:won|wins|secured|secures|bags|bagged|clinches|clinched|landed|lands|inks"
    r"|inked|gets|got|receives|received|obtained|signs|signed)"
    r" (?:[\w$€£.,-]+ ){0,7}?(?:contracts?|orders?|deals?|tender)\b"
    r"|(?:has |have )?(?:announced|announces) (?:on \w+day )?(?:an?|its|new|two|three)"
    r" (?:[\w$€£.,-]+ ){0,6}?(?:contracts?|orders?)"
    r" (?:for its|from|to (?:supply|deliver|build|provide))\b"
    r"|(?:said|announced|says|announces) (?:on \w+day )?(?:that )?it"
    r" (?:will (?:supply|deliver|build|provide)"
    r"|(?:has |had )?(?:won|received|secured|signed|delivered|booked"
    r"|been (?:awarded|chosen|selected|picked)))"
    r"|(?:has been |was |were |is )?"
    r"(?:selected|chosen|picked|tasked|contracted|commissioned|tapped) (?:by|to|for|as|with) "
    r"|to (?:supply|build|deliver|manufacture|equip|upgrade|modernise|modernize) [\w$€£]"
    r"|(?:has |have )?(?:sold|supplied|delivered|handed over|supplies) (?:the )?(?:first )?"
    r"(?:\d|two|three|four|five|six|ten)"
    r"|is (?:delivering|supplying|building|manufacturing|producing) "
    r"|and (?:the )?(?:[A-Z][\w’'-]+ (?:of )?){1,5}(?:have |has )?"
    r"(?:signed|inked|concluded|finali[sz]ed)\b)"
    r")"
)
_OWNS = re.compile(r"['’]s [A-Z]")  # "bought from Sweden's Saab"
_PLACED = re.compile(r"\b(?:at|in|near) (?:(?:the|its) )?(?:[a-z-]+ )?$")
_WORKS = re.compile(r" (?:shipyards?|yard|factory|factories|facilit|plants?|production)\b")
# A capitalised word behind one in lower case, no part of a longer name's beginning.
_AMID = re.compile(rf"{_CAPITAL}(?<=[a-z,] .)[\w&+-]*")
_PERSON_BEFORE = re.compile(r"([A-Za-z.-]+),? $")
_TAKEN = frozenset(
    """country demonym capital place body company org outlet bodyword system designation money date
    contract""".split()
)
_REACH = 60  # characters before a name
_AHEAD = 140  # characters behind it
_SHORTEST = 3
_MEMORY = 100_000  # names remembered at most
_LONGEST = 60  # characters of one that is remembered


def context_firms(text: str, ents: Sequence[Ent]) -> list[Ent]:
    """``ents`` with the names added that their places show to be firms', wherever they stand."""
    spans = list(_free_names(text, ents))
    firms = {
        name: rule
        for start, end, name in spans
        if (rule := _shown_by(text, start, end)) is not None
    }
    if not firms:
        return list(ents)
    added = [
        Ent(start, end, "org", name, rule=firms[name])
        for start, end, name in spans
        if name in firms
    ]
    return resolve(added, list(ents), len(text))


def _free_names(text: str, ents: Sequence[Ent]) -> Iterator[tuple[int, int, str]]:
    """Capitalised names that share no character with a span that names something else.

    A word that opens a sentence is a name where the article writes it as one elsewhere too.
    """
    taken = [e for e in ents if e.label in _TAKEN]
    starts = [e.start for e in taken]
    kinds = {(e.start, e.end) for e in ents if e.label not in _TAKEN}
    amid = frozenset(_AMID.findall(text))
    for match in _NAME.finditer(text):
        low, high = _TRIMMED[match.group()]
        if high - low < _SHORTEST:
            continue
        start, end = match.start() + low, match.start() + high
        index = bisect_left(starts, end)
        if index and taken[index - 1].end > start:
            continue
        name = text[start:end]
        if name.lower() in NO_NAME_ALONE or name.split(" ", 1)[0] in SHIP_PREFIXES:
            continue
        if (start, end) in kinds:
            continue  # a type word or a word for firms
        if " " not in name and name[1:].islower() and name not in amid:
            continue
        yield start, end, name


class _Trimmed(dict[str, tuple[int, int]]):
    """The bounds of names within themselves; news repeats them, so most are trimmed once only."""

    def __missing__(self, name: str) -> tuple[int, int]:
        bounds = _trimmed(name)
        if len(self) < _MEMORY and len(name) <= _LONGEST:
            self[name] = bounds
        return bounds


_TRIMMED = _Trimmed()


def _trimmed(name: str) -> tuple[int, int]:
    """The bounds of a name without words that only open a sentence or tell an office."""
    words = name.split(" ")
    start = first = 0
    while first < len(words) and _no_name(words[first]):
        start += len(words[first]) + 1
        first += 1
    if any(w.lower().rstrip(".") in TITLES for w in words[first:]):
        return start, start
    return start, len(name) if first < len(words) else start


def _no_name(word: str) -> bool:
    low = word.lower()
    return low in STOP or low in NOT_NAMES or low.endswith(("-based", "-headquartered"))


_OFFICE_BEFORE = re.compile(r"\b[Mm]inister (?:of|for) (?:National )?[A-Z]\w+ $")


def _shown_by(text: str, start: int, end: int) -> str | None:
    """The rule by which the words around ``text[start:end]`` show a firm; else ``None``."""
    before = text[max(0, start - _REACH) : start]
    if names_goods(text, end) or before.endswith((" for its ", " for their ")):
        return None  # "an order for its Lookout drones"
    title = _PERSON_BEFORE.search(before, before.rfind(" ", 0, -1) + 1)
    if title is not None and title.group(1).lower().rstrip(".") in TITLES:
        return None
    if _OFFICE_BEFORE.search(before):
        return None  # "Minister of Defence X signed"
    if _BEFORE.search(before) and not _OWNS.match(text, end):
        return "company.deal-partner"
    if _PLACED.search(before) and _WORKS.match(text, end):
        return None  # "built at the Williamstown shipyard"
    if _AFTER.match(text, end, end + _AHEAD):
        return "company.apposition"
    return None
