"""Score records against gold records: precision, recall and F1 a field, and every fact behind it.

Articles are matched on id (last path part, suffix dropped). Predicted and gold deals of an article
are paired one to one so that agreement is greatest. An unpaired predicted deal costs precision for
all its facts, an unpaired gold deal recall. Background deals of the gold are optional: neither
missing nor finding one costs anything.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pipeline.agreement import (
    dates_agree,
    items_agree,
    obligations_agree,
    parties_agree,
    roles_agree,
    values_agree,
)
from pipeline.assignment import Pair, best_assignment, largest_matching
from pipeline.records import (
    ArticleRecord,
    Deal,
    DealDate,
    Item,
    Obligation,
    Party,
    Value,
    load_gold,
)

Outcome = Literal["found", "extra", "missed"]
_GOLD_SUFFIX = ".gold.json"
_TEXT_SUFFIX = re.compile(r"\.(?:txt|md|html?|json)$")

# Field -> when two facts agree, and what an agreement weighs when deals are paired.
_FIELDS: dict[str, tuple[Callable[[Any, Any], bool], int]] = {
    "parties": (roles_agree, 2),
    "items": (items_agree, 2),
    "values": (values_agree, 2),
    "dates": (dates_agree, 1),
    "obligations": (obligations_agree, 1),
}
FIELDS = tuple(_FIELDS)
CORE = ("parties", "items", "values", "dates")
# What is scored besides the fields: whole deals, parties whatever their role, item quantities.
ASPECTS = ("deals", *FIELDS, "parties_any_role", "quantities")
_PAIRED = 1.0


@dataclass(frozen=True, slots=True)
class Tally:
    """Facts right, wrong and missed; nothing claimed counts as precise, nothing asked as found."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both tallies together."""
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """The share of predicted facts that are right."""
        claimed = self.right + self.extra
        return self.right / claimed if claimed else 1.0

    @property
    def recall(self) -> float:
        """The share of gold facts that were found."""
        asked = self.right + self.missed
        return self.right / asked if asked else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, order=True)
class Fact:
    """One fact of a deal in words; ``outcome`` says whether it was found, is extra or missed."""

    article: str
    outcome: Outcome
    field: str
    text: str


@dataclass(slots=True)
class Report:
    """The score of a set of articles."""

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    facts: list[Fact] = field(default_factory=list)
    articles: int = 0
    missing: list[str] = field(default_factory=list)
    negatives: int = 0
    negatives_clean: int = 0
    kind_right: int = 0
    status_right: int = 0

    def total(self, fields: Iterable[str] = FIELDS) -> Tally:
        """Several fields together."""
        return sum((self.tallies[name] for name in fields), Tally())

    def table(self) -> dict[str, Tally]:
        """Every aspect, then ``core`` (parties, items, values, dates) and ``all`` fields."""
        rows = {name: self.tallies[name] for name in ASPECTS}
        return rows | {"core": self.total(CORE), "all": self.total()}

    @property
    def kind_accuracy(self) -> float | None:
        """The share of paired deals whose kind is right; ``None`` without a pair."""
        pairs = self.tallies["deals"].right
        return self.kind_right / pairs if pairs else None

    @property
    def status_accuracy(self) -> float | None:
        """The share of paired deals whose status is right; ``None`` without a pair."""
        pairs = self.tallies["deals"].right
        return self.status_right / pairs if pairs else None

    def of(self, *outcomes: Outcome) -> list[Fact]:
        """The facts of these outcomes, in order of article."""
        return sorted(fact for fact in self.facts if fact.outcome in outcomes)


# --- facts in words ------------------------------------------------------------------------------


def describe(fact: object) -> str:
    """A fact in a few words, the same for predicted and gold facts that say the same."""
    match fact:
        case Party():
            return f"{fact.role} {fact.name}"
        case Item():
            return fact.name
        case Value():
            return f"{fact.currency} {fact.amount:,.0f} {fact.kind}"
        case DealDate():
            return f"{fact.kind} {fact.date}"
        case Obligation():
            return f"{fact.kind}: {' '.join(fact.text.split())}"
        case Deal():
            names = ", ".join(dict.fromkeys(party.name for party in fact.parties))
            things = ", ".join(item.name for item in fact.items)
            return f"{fact.kind} ({names or 'no party'}): {things or 'no item'}"
    raise TypeError(f"not a fact: {fact!r}")


# --- scoring -------------------------------------------------------------------------------------


def _agreement(predicted: Deal, gold: Deal) -> float:
    """How well two deals fit: agreeing facts weighed, then parties in other roles and attributes.

    The order of the additions is fixed, so that ties are ties on every machine.
    """
    score = 0.0
    for name, (agree, weight) in _FIELDS.items():
        pairs = largest_matching(getattr(predicted, name), getattr(gold, name), agree)
        score += len(pairs) * weight
    score += 0.5 * len(largest_matching(predicted.parties, gold.parties, parties_agree))
    score += 0.1 * (predicted.kind == gold.kind) + 0.1 * (predicted.status == gold.status)
    return score


def pair_deals(predicted: tuple[Deal, ...], gold: tuple[Deal, ...]) -> list[Pair]:
    """Pairs of deals with the greatest agreement; deals with hardly anything in common stay out."""
    weights = [[_agreement(p, g) for g in gold] for p in predicted]
    return [(i, j) for i, j in best_assignment(weights) if weights[i][j] >= _PAIRED]


def _quantities(predicted: Deal, gold: Deal, pairs: list[Pair]) -> Iterator[tuple[Outcome, str]]:
    """Each quantity of the gold, found or missed, and each wrong one of an item that agrees."""
    claimed = {j: predicted.items[i].quantity for i, j in pairs}
    for j, item in enumerate(gold.items):
        mine = claimed.get(j)
        if item.quantity is not None:
            yield "found" if mine == item.quantity else "missed", f"{item.quantity} x {item.name}"
        if mine is not None and mine != item.quantity:
            yield "extra", f"{mine} x {item.name}"


class _Scorer:
    """Adds articles to a report."""

    def __init__(self) -> None:
        self.report = Report()

    def article(self, name: str, predicted: tuple[Deal, ...], gold: tuple[Deal, ...]) -> None:
        """Score the deals of one article."""
        self.report.articles += 1
        if not gold:
            self.report.negatives += 1
            self.report.negatives_clean += not predicted
        pairs = pair_deals(predicted, gold)
        for i, j in pairs:
            if gold[j].prominence != "background":
                self._pair(name, predicted[i], gold[j])
        for i in sorted(set(range(len(predicted))) - {i for i, _ in pairs}):
            self._single(name, predicted[i], "extra")
        for j in sorted(set(range(len(gold))) - {j for _, j in pairs}):
            if gold[j].prominence != "background":
                self._single(name, gold[j], "missed")

    def _count(self, aspect: str, tally: Tally) -> None:
        self.report.tallies[aspect] += tally

    def _note(self, name: str, outcome: Outcome, field: str, text: str) -> None:
        self.report.facts.append(Fact(name, outcome, field, text))

    def _pair(self, name: str, predicted: Deal, gold: Deal) -> None:
        self._count("deals", Tally(right=1))
        self._note(name, "found", "deals", describe(gold))
        self.report.kind_right += predicted.kind == gold.kind
        self.report.status_right += predicted.status == gold.status
        self._attribute(name, "kind", predicted.kind, gold.kind)
        self._attribute(name, "status", predicted.status, gold.status)
        for field_name, (agree, _) in _FIELDS.items():
            mine, theirs = getattr(predicted, field_name), getattr(gold, field_name)
            pairs = largest_matching(mine, theirs, agree)
            self._count(field_name, _tally(pairs, mine, theirs))
            self._facts(name, field_name, mine, theirs, pairs)
            if field_name == "items":
                for outcome, text in _quantities(predicted, gold, pairs):
                    self._count("quantities", _one(outcome))
                    self._note(name, outcome, "quantities", text)
        anyhow = largest_matching(predicted.parties, gold.parties, parties_agree)
        self._count("parties_any_role", _tally(anyhow, predicted.parties, gold.parties))

    def _attribute(self, name: str, attribute: str, mine: str, theirs: str) -> None:
        self._note(name, "found" if mine == theirs else "missed", attribute, theirs)
        if mine != theirs:
            self._note(name, "extra", attribute, mine)

    def _facts(
        self,
        name: str,
        field_name: str,
        mine: tuple[object, ...],
        theirs: tuple[object, ...],
        pairs: list[Pair],
    ) -> None:
        used = {i for i, _ in pairs}
        found = {j for _, j in pairs}
        for j, fact in enumerate(theirs):
            self._note(name, "found" if j in found else "missed", field_name, describe(fact))
        for i, fact in enumerate(mine):
            if i not in used:
                self._note(name, "extra", field_name, describe(fact))

    def _single(self, name: str, deal: Deal, outcome: Literal["extra", "missed"]) -> None:
        self._count("deals", _one(outcome))
        self._note(name, outcome, "deals", describe(deal))
        for field_name in FIELDS:
            facts = getattr(deal, field_name)
            for fact in facts:
                self._count(field_name, _one(outcome))
                self._note(name, outcome, field_name, describe(fact))
        for _ in deal.parties:
            self._count("parties_any_role", _one(outcome))


def _one(outcome: Outcome) -> Tally:
    return Tally(outcome == "found", outcome == "extra", outcome == "missed")


def _tally(pairs: list[Pair], mine: tuple[object, ...], theirs: tuple[object, ...]) -> Tally:
    return Tally(len(pairs), len(mine) - len(pairs), len(theirs) - len(pairs))


def article_key(record_id: str) -> str:
    """What articles are matched on: the last path part of the id, suffix dropped."""
    return _TEXT_SUFFIX.sub("", record_id.rsplit("/", 1)[-1])


def load_gold_folder(folder: Path) -> dict[str, ArticleRecord]:
    """Gold records below ``folder`` by the name of their file without ``.gold.json``.

    Raises ``ValueError`` for a record that does not fit, and where there is none at all.
    """
    paths = sorted(folder.rglob(f"*{_GOLD_SUFFIX}"))
    if not paths:
        raise ValueError(f"{folder}: no *{_GOLD_SUFFIX} file")
    found: dict[str, ArticleRecord] = {}
    for path in paths:
        name = path.name.removesuffix(_GOLD_SUFFIX)
        if name in found:
            raise ValueError(f"{path}: a second gold record named {name!r}")
        found[name] = load_gold(path)
    return found


def score(gold: Mapping[str, ArticleRecord], predicted: Iterable[ArticleRecord]) -> Report:
    """Score ``predicted`` records against ``gold``, keyed as ``load_gold_folder`` does.

    Records of articles that are not in the gold are left out; a gold article without a record
    counts as one without deals and is named in ``missing``.
    """
    by_key = {article_key(record.id): record for record in predicted}
    scorer = _Scorer()
    for name, wanted in gold.items():
        record = by_key.get(name)
        if record is None:
            scorer.report.missing.append(name)
        scorer.article(name, record.deals if record else (), wanted.deals)
    return scorer.report


# --- the report as data and as text --------------------------------------------------------------


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def to_builtins(report: Report) -> dict[str, Any]:
    """The report as plain data for JSON."""
    fields = {
        name: {
            "precision": round(tally.precision, 3),
            "recall": round(tally.recall, 3),
            "f1": round(tally.f1, 3),
            "right": tally.right,
            "extra": tally.extra,
            "missed": tally.missed,
        }
        for name, tally in report.table().items()
    }
    facts = {
        outcome: [
            {"article": fact.article, "field": fact.field, "fact": fact.text}
            for fact in report.of(outcome)
        ]
        for outcome in ("missed", "extra")
    }
    return {
        "articles": report.articles,
        "missing": report.missing,
        "fields": fields,
        "kind_accuracy": _rounded(report.kind_accuracy),
        "status_accuracy": _rounded(report.status_accuracy),
        "negatives": report.negatives,
        "negatives_clean": report.negatives_clean,
        **facts,
    }


def to_text(report: Report) -> str:
    """The report as a table."""
    lines = [f"{'field':17}{'P':>7}{'R':>7}{'F1':>7}   right/extra/missed"]
    for name, tally in report.table().items():
        scores = f"{tally.precision:7.3f}{tally.recall:7.3f}{tally.f1:7.3f}"
        lines.append(f"{name:17}{scores}   {tally.right}/{tally.extra}/{tally.missed}")
    shares = []
    for name, share in (("kind", report.kind_accuracy), ("status", report.status_accuracy)):
        shares.append(f"{name} right {share:.3f}" if share is not None else f"{name} right -")
    clean = f"articles without a deal clean {report.negatives_clean}/{report.negatives}"
    lines.append(", ".join((*shares, clean, f"articles {report.articles}")))
    if report.missing:
        lines.append(f"no record for: {', '.join(report.missing)}")
    return "\n".join(lines)


def differences(before: Iterable[str], now: Iterable[str]) -> tuple[list[str], list[str]]:
    """What is in ``now`` and not in ``before``, and the reverse; repeats count."""
    old, new = Counter(before), Counter(now)
    return sorted((new - old).elements()), sorted((old - new).elements())
