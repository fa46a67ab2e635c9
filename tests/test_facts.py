"""Sums and dates of a deal: what kind each is, from the words around it."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.records import Deal

GAP = pytest.mark.xfail(strict=True, reason="known gap")


def only(text: str, published: str | None = "2024-06-12") -> Deal:
    deals = extract(text, published).deals
    assert len(deals) == 1
    return deals[0]


ORDER = "Denmark ordered 19 Caesar howitzers from KNDS"

VALUES = [
    (f"{ORDER} for €400 million.", [(400e6, "EUR", "total", "exact")]),
    (f"{ORDER} at a cost of €400 million.", [(400e6, "EUR", "total", "exact")]),
    (f"{ORDER} in a deal worth about €400 million.", [(400e6, "EUR", "total", "approximate")]),
    (f"{ORDER} in a deal worth more than €400 million.", [(400e6, "EUR", "total", "minimum")]),
    (f"{ORDER} for up to €400 million.", [(400e6, "EUR", "total", "maximum")]),
    (f"{ORDER} for between €400 million and €450 million.", [(450e6, "EUR", "total", "range")]),
    (
        f"{ORDER} for €400 million ($430 million).",
        [(400e6, "EUR", "total", "exact"), (430e6, "USD", "total", "exact")],
    ),
    (
        f"{ORDER} for €400 million, or €21 million apiece.",
        [(400e6, "EUR", "total", "exact"), (21e6, "EUR", "unit", "exact")],
    ),
    (f"{ORDER}. Each howitzer costs €21 million.", [(21e6, "EUR", "unit", "exact")]),
    (f"{ORDER}. The contract is valued at €400 million.", [(400e6, "EUR", "total", "exact")]),
    (f"{ORDER}. The deal is worth €400 million.", [(400e6, "EUR", "total", "exact")]),
    (f"{ORDER}. The contract price was not disclosed.", []),
    (
        f"{ORDER} for €400 million. The contract includes options worth €90 million.",
        [(400e6, "EUR", "total", "exact"), (90e6, "EUR", "option", "exact")],
    ),
    (
        f"{ORDER} for €400 million. If all options are exercised, its value rises to €490 million.",
        [(400e6, "EUR", "total", "exact"), (490e6, "EUR", "ceiling", "exact")],
    ),
    (
        f"{ORDER} for €400 million. A loan of €300 million finances the deal.",
        [(400e6, "EUR", "total", "exact"), (300e6, "EUR", "financing", "exact")],
    ),
    (
        f"{ORDER} for €400 million. The contract includes an offset of €120 million.",
        [(400e6, "EUR", "total", "exact"), (120e6, "EUR", "offset", "exact")],
    ),
    (
        f"{ORDER} for €400 million. The first tranche of the contract is worth €50 million.",
        [(400e6, "EUR", "total", "exact"), (50e6, "EUR", "part", "exact")],
    ),
    (
        "KNDS, Versailles, was awarded a $90,000,000 contract by the U.S. Army for howitzers. "
        "Funds of $10,000,000 were obligated at the time of award.",
        [(90e6, "USD", "total", "exact"), (10e6, "USD", "part", "exact")],
    ),
    pytest.param(
        "The State Department approved the sale of 19 howitzers to Denmark for an estimated cost "
        "of $400 million.",
        [(400e6, "USD", "ceiling", "approximate")],
        marks=GAP,
    ),
    (
        "The U.S. Army awarded KNDS an indefinite-delivery contract with a ceiling of $400 million "
        "for howitzers.",
        [(400e6, "USD", "ceiling", "exact")],
    ),
    (
        f"{ORDER} for €400 million. Its defence budget is €5 billion.",
        [(400e6, "EUR", "total", "exact")],
    ),
    (
        f"{ORDER} for €400 million. KNDS had revenue of €3.8 billion last year.",
        [(400e6, "EUR", "total", "exact")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), VALUES)
def test_sums(text: str, wanted: list[tuple[float, str, str, str]]) -> None:
    found = [(v.amount, v.currency, v.kind, v.qualifier) for v in only(text).values]
    assert found == wanted


DATES = [
    (f"{ORDER} on 4 March 2024.", [("signed", "2024-03-04")]),
    (f"On 4 March 2024, {ORDER}.", [("signed", "2024-03-04")]),
    (f"{ORDER} on Monday.", [("signed", "2024-06-10")]),
    (f"{ORDER} last month.", [("signed", "2024-05")]),
    (f"{ORDER} in March.", [("signed", "2024-03")]),
    (f"{ORDER} for delivery in 2026.", [("delivery", "2026")]),
    (f"{ORDER}, with deliveries from 2026 to 2028.", [("delivery", "2026/2028")]),
    (f"{ORDER}, to be delivered by 2027.", [("delivery", "../2027")]),
    (f"{ORDER}, with deliveries starting in 2026.", [("delivery", "2026/..")]),
    (f"{ORDER}. The first howitzers will arrive in early 2026.", [("delivery", "2026")]),
    (f"{ORDER}. Deliveries are due in the second quarter of 2026.", [("delivery", "2026-34")]),
    (
        f"{ORDER}. All howitzers are to be handed over by the end of 2027.",
        [("delivery", "../2027")],
    ),
    (
        f"{ORDER}. Work is expected to be completed by December 2028.",
        [("completion", "../2028-12")],
    ),
    (f"{ORDER}. The contract runs until 2030.", [("completion", "2030")]),
    (f"{ORDER}. Production will begin in 2025.", [("start", "2025")]),
    (f"{ORDER}. The contract was signed on 4 March 2024.", [("signed", "2024-03-04")]),
    (f"{ORDER}, the ministry announced on 4 March 2024.", [("announced", "2024-03-04")]),
    (
        "The Bundestag approved on 4 March 2024 the purchase of 105 Leopard 2A8 tanks from KNDS.",
        [("approved", "2024-03-04")],
    ),
    (f"{ORDER} in 2024. KNDS was founded in 2015.", [("signed", "2024")]),
    (f"PARIS, 11 June 2024 (Reuters) - {ORDER}.", []),
    pytest.param(
        f"{ORDER} on 4 March 2024 for delivery in 2026.",
        [("signed", "2024-03-04"), ("delivery", "2026")],
        marks=GAP,
    ),
    (
        f"{ORDER}. The contract was signed in Paris on 4 March 2024 and deliveries will start in "
        "2026.",
        [("signed", "2024-03-04"), ("delivery", "2026/..")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), DATES)
def test_dates(text: str, wanted: list[tuple[str, str]]) -> None:
    assert sorted((d.kind, d.date) for d in only(text).dates) == sorted(wanted)


@pytest.mark.parametrize("day", ["on Monday", "last month", "today", "last year"])
def test_a_relative_date_needs_a_day_of_publication(day: str) -> None:
    assert only(f"{ORDER} {day}.", None).dates == ()


def test_a_range_keeps_its_lower_end() -> None:
    (value,) = only(f"{ORDER} for between €400 million and €450 million.").values
    assert (value.amount_min, value.amount) == (400e6, 450e6)


def test_the_evidence_of_a_sum_and_a_date_names_their_kind() -> None:
    deal = only(f"{ORDER} for €400 million on 4 March 2024.")
    assert [e.quote for e in deal.values[0].evidence] == ["€400 million"]
    assert deal.values[0].evidence[0].rule == "value.total"
    assert [(e.quote, e.rule) for e in deal.dates[0].evidence] == [("4 March 2024", "date.signed")]
