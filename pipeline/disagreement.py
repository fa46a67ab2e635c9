"""Where two labellers of the same articles differ, field by field.

Facts are compared as the scorer compares them, with neither side taken for the truth. What two
people choose from a list (a role, a kind) has Cohen's kappa besides, over the facts that both have;
which words they mark has none, since there is no count of the words that both left alone.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from pipeline.agreement import (
    dates_agree,
    items_agree,
    obligations_agree,
    parties_agree,
    values_agree,
)
from pipeline.assignment import largest_matching
from pipeline.evaluate import ASPECTS, Report, describe, pair_deals, score
from pipeline.records import ArticleRecord, Deal

# Field -> when two facts are the same one, and the attributes then compared: first those that are
# chosen from a list, then free text and numbers.
_ATTRIBUTES: dict[str, tuple[Callable[[Any, Any], bool], tuple[str, ...], tuple[str, ...]]] = {
    "parties": (parties_agree, ("role",), ("country",)),
    "items": (items_agree, ("category",), ("quantity",)),
    "values": (values_agree, ("kind", "qualifier"), ("amount_min",)),
    "dates": (dates_agree, (), ()),
    "obligations": (obligations_agree, ("modality",), ("obligor", "obligee", "deadline")),
}
_DEAL = ("kind", "status", "prominence")


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One thing the two do not say alike; ``None`` where one of them does not say it at all."""

    article: str
    field: str
    what: str
    one: str | None
    other: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often the two chose alike for what both have; ``kappa`` only for choices from a list."""

    field: str
    compared: int
    alike: int
    kappa: float | None

    @property
    def share(self) -> float:
        """The share chosen alike."""
        return self.alike / self.compared


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came out: facts as the scorer counts them, attributes of common facts, differences."""

    report: Report
    agreements: tuple[Agreement, ...]
    differences: tuple[Difference, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


def compare(one: Mapping[str, ArticleRecord], other: Mapping[str, ArticleRecord]) -> Comparison:
    """Compare two sets of records by name; raises ``ValueError`` where they share no article."""
    shared = [name for name in one if name in other]
    if not shared:
        raise ValueError("no article is in both")
    # Background deals count here as any other, which the scorer would leave out.
    report = score(
        {name: _level(one[name], name) for name in shared},
        [_level(other[name], name) for name in shared],
    )
    chosen: dict[str, list[tuple[Any, Any]]] = {}
    differences = []
    for name in shared:
        for field, what, a, b in _choices(one[name].deals, other[name].deals):
            chosen.setdefault(field, []).append((a, b))
            if a != b:
                differences.append(Difference(name, field, what, _told(a), _told(b)))
    for fact in report.of("missed", "extra"):
        if fact.field in ("quantities", *_DEAL):
            continue
        mine = fact.text if fact.outcome == "missed" else None
        theirs = fact.text if fact.outcome == "extra" else None
        differences.append(Difference(fact.article, fact.field, "", mine, theirs))
    return Comparison(
        report,
        tuple(_agreement(field, pairs) for field, pairs in chosen.items()),
        tuple(sorted(differences, key=lambda each: (each.article, each.field, each.what))),
        tuple(name for name in one if name not in other),
        tuple(name for name in other if name not in one),
    )


def _level(record: ArticleRecord, name: str) -> ArticleRecord:
    deals = tuple(msgspec.structs.replace(deal, prominence="main") for deal in record.deals)
    return msgspec.structs.replace(record, id=name, deals=deals)


def _told(value: object) -> str | None:
    return None if value is None else str(value)


def _choices(one: tuple[Deal, ...], other: tuple[Deal, ...]) -> Iterator[tuple[str, str, Any, Any]]:
    """Field, fact and both answers, for every attribute of what both have; first whether there
    is a deal at all."""
    yield "article with a deal", "", bool(one), bool(other)
    for i, j in pair_deals(one, other):
        a, b = one[i], other[j]
        for name in _DEAL:
            yield f"deals.{name}", describe(a), getattr(a, name), getattr(b, name)
        for field, (same, codes, free) in _ATTRIBUTES.items():
            mine, theirs = getattr(a, field), getattr(b, field)
            for k, m in largest_matching(mine, theirs, same):
                for name in (*codes, *free):
                    answers = getattr(mine[k], name), getattr(theirs[m], name)
                    yield f"{field}.{name}", describe(mine[k]), *answers


def _agreement(field: str, pairs: list[tuple[Any, Any]]) -> Agreement:
    alike = sum(a == b for a, b in pairs)
    part, _, name = field.partition(".")
    free = part in _ATTRIBUTES and name in _ATTRIBUTES[part][2]
    return Agreement(field, len(pairs), alike, None if free else kappa(pairs))


def kappa(pairs: list[tuple[Any, Any]]) -> float | None:
    """Cohen's kappa of two people's choices; ``None`` where chance alone makes them all alike."""
    total = len(pairs)
    if not total:
        return None
    mine, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance: float = sum(mine[code] * theirs[code] for code in mine) / total**2
    if chance == 1:
        return None
    alike: int = sum(a == b for a, b in pairs)
    return (alike / total - chance) / (1 - chance)


# --- as data and as text -------------------------------------------------------------------------


def to_builtins(found: Comparison) -> dict[str, Any]:
    """The comparison as plain data for JSON."""
    facts = {}
    for name in ASPECTS:
        tally = found.report.tallies[name]
        facts[name] = {
            "both": tally.right,
            "only_one": tally.missed,
            "only_other": tally.extra,
            "f1": round(tally.f1, 3),
        }
    choices = {
        each.field: {
            "compared": each.compared,
            "alike": each.alike,
            "share": round(each.share, 3),
            "kappa": None if each.kappa is None else round(each.kappa, 3),
        }
        for each in found.agreements
    }
    return {
        "articles": found.report.articles,
        "only_in_one": list(found.only_one),
        "only_in_other": list(found.only_other),
        "facts": facts,
        "choices": choices,
        "differences": [dataclasses.asdict(each) for each in found.differences],
    }


def lines(found: Comparison) -> Iterator[str]:
    """The comparison for reading: every difference, then the tables."""
    for each in found.differences:
        what = f" {each.what}:" if each.what else ""
        yield f"{each.article}: {each.field}:{what} {each.one or '-'} | {each.other or '-'}"
    yield f"{'facts':22}{'both':>6}{'only A':>8}{'only B':>8}{'F1':>8}"
    for name in ASPECTS:
        tally = found.report.tallies[name]
        yield f"{name:22}{tally.right:6}{tally.missed:8}{tally.extra:8}{tally.f1:8.3f}"
    yield f"{'of what both have':22}{'n':>6}{'alike':>8}{'share':>8}{'kappa':>8}"
    for one in found.agreements:
        value = "-" if one.kappa is None else f"{one.kappa:.3f}"
        yield f"{one.field:22}{one.compared:6}{one.alike:8}{one.share:8.3f}{value:>8}"
    yield f"articles in both: {found.report.articles}"
    for title, names in (("only in A", found.only_one), ("only in B", found.only_other)):
        if names:
            yield f"{title}: {', '.join(names)}"
