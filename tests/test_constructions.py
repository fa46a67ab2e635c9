"""Ways in which news tells a deal, a line each in ``tests/tables``: stage, parties, goods, sums.

A line that begins with ``?`` is a known gap, kept as a strict xfail.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import pipeline
from pipeline.records import ArticleRecord, Deal

TABLES = Path(__file__).parent / "tables"
PUBLISHED = "2024-05-15"
ROLES = {
    "B": "buyer",
    "S": "seller",
    "P": "partner",
    "E": "end_user",
    "A": "approver",
    "X": "subcontractor",
}
MARKED = re.compile(r"\[([A-Z]) ([^\]]+)\]")
SMALL = {"the", "of", "and", "s", "a"}


def cases(name: str) -> list[Any]:
    """The lines of a table, those of known gaps marked."""
    found = []
    for line in (TABLES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        gap = line.startswith("? ")
        marks = [pytest.mark.xfail(strict=True, reason="known gap")] if gap else []
        found.append(pytest.param(line.removeprefix("? "), marks=marks))
    return found


def words(name: str) -> set[str]:
    """Lower-case words of a name, singular, without small ones."""
    found = re.sub(r"[^a-z0-9]+", " ", name.lower()).split()
    return {w[:-1] if len(w) > 3 and w.endswith("s") else w for w in found} - SMALL


def alike(a: str, b: str) -> bool:
    """Whether two names share most of their words."""
    left, right = words(a), words(b)
    return left <= right or right <= left or len(left & right) / len(left | right) > 0.4


def codes(name: str) -> set[str]:
    """Countries that a name stands for by the rules."""
    engine = pipeline.build(None).get_pipe("deals").engine
    entries = engine.lexicon.terms.get(name.lower().removeprefix("the "), ())
    found = (getattr(e.record, "code", getattr(e.record, "country", None)) for e in entries)
    return {code for code in found if code}


def read(text: str) -> ArticleRecord:
    record = pipeline.extract(text, published=PUBLISHED)
    assert len(record.deals) == 1, record.deals
    return record


def check_parties(deal: Deal, line: str) -> None:
    """The parties and goods that a line marks, and no party more."""
    left = list(deal.parties)
    for mark, name in MARKED.findall(line):
        if mark == "I":
            assert any(words(name) & words(item.name) for item in deal.items), (name, deal.items)
            continue
        fits = [
            p
            for p in left
            if p.role == ROLES[mark] and (alike(p.name, name) or p.country in codes(name))
        ]
        assert fits, (mark, name, deal.parties)
        left.remove(fits[0])
    assert not left, f"parties too many: {left}"


@pytest.mark.parametrize("line", cases("parties.txt"))
def test_parties_and_goods(line: str) -> None:
    (deal,) = read(MARKED.sub(r"\2", line)).deals
    check_parties(deal, line)


@pytest.mark.parametrize("line", cases("deals.txt"))
def test_stage_and_parties(line: str) -> None:
    wanted, text = line.split(" || ")
    plain = MARKED.sub(r"\2", text)
    if wanted == "none":
        assert pipeline.extract(plain, published=PUBLISHED).deals == ()
        return
    (deal,) = read(plain).deals
    stage, *kind = wanted.split()
    assert deal.status == stage
    assert not kind or [deal.kind] == kind
    check_parties(deal, text)


@pytest.mark.parametrize("line", cases("goods.txt"))
def test_goods_and_counts(line: str) -> None:
    text, wanted = line.split(" || ")
    (deal,) = read(text).deals
    left = list(deal.items)
    for part in wanted.split(";"):
        name, count = part.strip().rsplit("=", 1)
        fits = [i for i in left if words(name) & words(i.name)]
        fits.sort(key=lambda i: str(i.quantity) != count)
        assert fits, (name, deal.items)
        assert count == "None" or str(fits[0].quantity) == count, (name, deal.items)
        left.remove(fits[0])
    assert not left, f"goods too many: {left}"


@pytest.mark.parametrize("line", cases("sums.txt"))
def test_sums_and_kinds(line: str) -> None:
    text, _, wanted = line.partition(" ||")
    (deal,) = read(text).deals
    expected = [part.split() for part in wanted.split(";") if part.strip()]
    found = sorted((v.amount, v.currency, v.kind) for v in deal.values)
    assert found == sorted((float(a), c, k) for a, c, k in expected)


@pytest.mark.parametrize("line", cases("days.txt"))
def test_days_and_kinds(line: str) -> None:
    text, _, wanted = line.partition(" ||")
    (deal,) = read(text.replace("¶", "\n\n")).deals
    expected = [tuple(part.split()) for part in wanted.split(";") if part.strip()]
    assert sorted((d.kind, d.date) for d in deal.dates) == sorted(expected)


def test_a_title_apart_from_the_text_names_the_goods() -> None:
    text = "Oman will buy three corvettes from Navantia. The price was not told."
    titles = {
        "Oman orders three Avante 2200 corvettes": "Avante 2200",
        "Oman orders two Avante 2200 corvettes": "corvettes",
        "Oman weighs Avante 2200 and Gowind corvettes": "corvettes",
    }
    for title, name in titles.items():
        (deal,) = pipeline.extract(text, published=PUBLISHED, title=title).deals
        assert [(i.name, i.quantity) for i in deal.items] == [(name, 3)]
