"""Labelled regions and relations of one article to deals."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

from pipeline.annotation_config import (
    BY_NAME,
    MORE,
    OBLIGEE,
    OBLIGOR,
    OF,
    Label,
    Question,
)
from pipeline.records import (
    Deal,
    DealDate,
    Evidence,
    Item,
    Obligation,
    Party,
    Value,
)

_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_EDTF = re.compile(rf"(?:\.\./)?{_DAY}|{_DAY}/(?:\.\.|{_DAY})?")
_CODE = re.compile(r"[A-Z]{3}")
_TYPES: dict[str, type[Any]] = {
    "Deal": Deal,
    "Party": Party,
    "Item": Item,
    "Value": Value,
    "Date": DealDate,
    "Obligation": Obligation,
}
# What a fact must say and no default can stand for.
_REQUIRED = {
    "Deal": ("kind", "status", "prominence"),
    "Party": ("role",),
    "Item": (),
    "Value": ("amount", "currency"),
    "Date": ("kind", "date"),
    "Obligation": ("kind",),
}


class TaskError(ValueError):
    """A task that does not fit; ``lines`` says what is wrong, a line a problem."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


@dataclass(slots=True)
class Region:
    """Marked words with their label and answers; ``order`` places it among the others."""

    id: str
    label: Label
    start: int
    end: int
    quote: str
    rule: str
    order: tuple[int | str, ...]
    answers: dict[str, list[str]] = field(default_factory=dict)

    def __str__(self) -> str:
        """For messages: label, words and id."""
        return f"{self.label.name} {' '.join(self.quote.split())[:60]!r} (region {self.id})"

    @property
    def evidence(self) -> Evidence | None:
        """The words as evidence, unless they only hold the answers."""
        if self.answers.get(self.label.place):
            return None
        return Evidence(self.start, self.end, self.quote, self.rule)


@dataclass(frozen=True, slots=True)
class Relation:
    """An arrow from one region to another."""

    tail: str
    head: str
    label: str | None


def build_deals(regions: list[Region], relations: list[Relation]) -> tuple[Deal, ...]:
    """The deals of an article; raises ``TaskError`` with everything that is wrong."""
    builder = _Builder(regions)
    builder.tie(relations)
    deals = builder.deals()
    if builder.problems:
        raise TaskError(builder.problems)
    return deals


class _Builder:
    def __init__(self, regions: list[Region]) -> None:
        self.problems: list[str] = []
        self._regions = {region.id: region for region in regions}
        self._first: dict[str, str] = {}  # further words of a fact -> the region they belong to
        self._deals_of: dict[str, list[str]] = {}
        self._sides: dict[tuple[str, str], list[str]] = {}

    # --- relations

    def tie(self, relations: list[Relation]) -> None:
        """Take up the relations, each once, whichever way round it was drawn."""
        for relation in dict.fromkeys(relations):
            tail, head = (self._regions.get(end) for end in (relation.tail, relation.head))
            if tail is None or head is None:
                self.problems.append(f"relation {relation.label!r} to words that are not marked")
            else:
                self._tie(tail, head, relation.label)

    def _tie(self, tail: Region, head: Region, label: str | None) -> None:
        names = (tail.label.name, head.label.name)
        if label == MORE and names[0] == names[1]:
            self._first[tail.id] = head.id
        elif label in (OF, None) and names.count("Deal") == 1:
            fact, deal = (tail, head) if names[1] == "Deal" else (head, tail)
            self._deals_of.setdefault(fact.id, []).append(deal.id)
        elif label in (OBLIGOR, OBLIGEE) and sorted(names) == ["Obligation", "Party"]:
            fact, party = (tail, head) if names[0] == "Obligation" else (head, tail)
            self._sides.setdefault((fact.id, label), []).append(party.id)
        else:
            self.problems.append(f"{tail}: relation {label!r} cannot lead to {head}")

    def _root(self, name: str) -> str:
        seen = {name}
        while name in self._first and self._first[name] not in seen:
            name = self._first[name]
            seen.add(name)
        return name

    # --- deals

    def deals(self) -> tuple[Deal, ...]:
        """All deals, in order."""
        groups: dict[str, list[Region]] = {}
        for region in self._regions.values():
            root = self._root(region.id)
            members = groups.setdefault(root, [])
            members.insert(0, region) if region.id == root else members.append(region)
        heads = {name: group for name, group in groups.items() if group[0].label.name == "Deal"}
        inside: dict[str, dict[str, list[Any]]] = {name: {} for name in heads}
        for name, group in groups.items():
            if name in heads:
                continue
            fact = self._fact(group)
            for deal in self._owners(group, list(heads)):
                inside[deal].setdefault(group[0].label.facts, []).append(fact)
        built = [self._deal(group, inside[name]) for name, group in heads.items()]
        return tuple(deal for deal in built if deal is not None)

    def _owners(self, group: list[Region], deals: list[str]) -> list[str]:
        told = [deal for region in group for deal in self._deals_of.get(region.id, [])]
        owners = list(dict.fromkeys(self._root(deal) for deal in told))
        if owners:
            return owners
        if len(deals) == 1:
            return deals
        reason = "no deal is marked" if not deals else f"no relation {OF!r} tells its deal"
        self.problems.append(f"{group[0]}: {reason}")
        return []

    def _deal(self, group: list[Region], facts: dict[str, list[Any]]) -> Deal | None:
        told = self._told(group[0])
        if told is None:
            return None
        told |= {name: tuple(found) for name, found in facts.items()}
        return Deal(**told, evidence=_evidence(group))

    def _fact(self, group: list[Region]) -> Any:
        told = self._told(group[0])
        if told is None:
            return None
        if group[0].label.name == "Obligation":
            for side in (OBLIGOR, OBLIGEE):
                told.setdefault(side, self._side(group, side))
        return _TYPES[group[0].label.name](**told, evidence=_evidence(group))

    def _side(self, group: list[Region], side: str) -> str | None:
        """The names of the parties that relations name as one side of an obligation."""
        parties = [each for region in group for each in self._sides.get((region.id, side), [])]
        roots = [self._regions[self._root(each)] for each in parties]
        roots.sort(key=lambda region: region.order)
        names = [_words(region) for region in roots]
        return " and ".join(dict.fromkeys(names)) or None

    # --- answers

    def _told(self, region: Region) -> dict[str, Any] | None:
        """What the answers say of a fact; ``None`` where they do not do (problems are noted)."""
        told: dict[str, Any] = {}
        before = len(self.problems)
        for question in region.label.questions:
            given = region.answers.get(region.label.control(question), [])
            answers = [each.strip() for each in given if each.strip()]
            if question.many:
                told[question.field] = tuple(answers)
            elif len(answers) > 1:
                self.problems.append(f"{region}: several answers for {question.field}")
            elif answers:
                self._take(region, question, answers[0], told)
            elif question.words:
                told[question.field] = region.quote
        for name in _REQUIRED[region.label.name]:
            if name not in told and len(self.problems) == before:
                self.problems.append(f"{region}: no {name}")
        return told if len(self.problems) == before else None

    def _take(self, region: Region, question: Question, answer: str, told: dict[str, Any]) -> None:
        try:
            told[question.field] = _value(question, answer)
        except ValueError as error:
            self.problems.append(f"{region}: {question.field} {answer!r} {error}")


def _words(region: Region) -> str:
    """The name of a party: the answer, else its words."""
    label = BY_NAME["Party"]
    control = next(label.control(each) for each in label.questions if each.words)
    answers = region.answers.get(control) or [region.quote]
    return answers[0].strip() or region.quote


def _evidence(group: list[Region]) -> tuple[Evidence, ...]:
    found = [region.evidence for region in group]
    return tuple(each for each in found if each is not None)


def _value(question: Question, answer: str) -> Any:
    """An answer as what the field holds; the ``ValueError`` ends a sentence about the answer."""
    name = question.field
    if question.codes:
        if answer not in question.codes:
            raise ValueError(f"is not one of {', '.join(question.codes)}")
        return answer
    if name in ("amount", "amount_min", "quantity"):
        return _number(answer, whole=name == "quantity")
    if name in ("country", "currency") and not _CODE.fullmatch(answer):
        raise ValueError("is no code of three capital letters")
    if name in ("date", "deadline") and not _EDTF.fullmatch(answer):
        raise ValueError("is no EDTF date (2028, 2028-03, 2028-03-31, ../2030, 2030/2033)")
    return answer


def _number(answer: str, whole: bool) -> float | int:
    plain = answer.replace(",", "").replace(" ", "")
    try:
        found = float(plain)
    except ValueError as error:
        raise ValueError("is no number in digits") from error
    if not math.isfinite(found) or found < 0 or (whole and not found.is_integer()):
        raise ValueError("is no number that can be meant")
    return int(found) if whole else found
