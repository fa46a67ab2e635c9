"""Tables and labelled rows: their sums and dates belong to the article's main deal."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.records import Deal

LEAD = "Oman has ordered four Khareef corvettes from BAE Systems, its navy said.\n\n"


def only(*rows: str) -> Deal:
    table = "| Item | Detail |\n|---|---|\n" + "\n".join(rows) + "\n"
    deals = extract(LEAD + table, "2024-06-12").deals
    assert len(deals) == 1
    return deals[0]


SUMS = [
    ("| Deal Value | $3.8 billion |", (3.8e9, "USD", "total", "exact")),
    ("| Contract value | approximately $3.8 billion |", (3.8e9, "USD", "total", "approximate")),
    ("| Price | €400 million |", (400e6, "EUR", "total", "exact")),
    ("| Total cost | over £400 million |", (400e6, "GBP", "total", "minimum")),
    ("| Worth | OMR 90 million |", (90e6, "OMR", "total", "exact")),
    ("| Unit price | $95 million |", (95e6, "USD", "unit", "exact")),
    ("| Contract amount | 634 billion won |", (634e9, "KRW", "total", "exact")),
    ("| Sum | €1.2–1.4 billion |", (1.4e9, "EUR", "total", "range")),
    ("| Price per unit | $95 million |", (95e6, "USD", "unit", "exact")),
    ("| Option value | $40 million |", (40e6, "USD", "option", "exact")),
]


@pytest.mark.parametrize(("row", "wanted"), SUMS)
def test_sum_of_a_row(row: str, wanted: tuple[float, str, str, str]) -> None:
    found = [(v.amount, v.currency, v.kind, v.qualifier) for v in only(row).values]
    assert found == [wanted]


DATES = [
    ("| Signed | 4 March 2024 |", ("signed", "2024-03-04")),
    ("| Date of signature | March 2024 |", ("signed", "2024-03")),
    ("| Award date | 2024-03-04 |", ("signed", "2024-03-04")),
    ("| Contract date | 4 March 2024 |", ("signed", "2024-03-04")),
    ("| Announced | June 2024 |", ("announced", "2024-06")),
    ("| Approval | May 2024 |", ("approved", "2024-05")),
    ("| Delivery | 2027-2029 |", ("delivery", "2027/2029")),
    ("| First delivery | 2027 |", ("delivery", "2027")),
    ("| Deliveries | by 2030 |", ("delivery", "../2030")),
    ("| Completion | end of 2031 |", ("completion", "2031")),
    ("| Contract expires | 2032 |", ("completion", "2032")),
    ("| Start of work | January 2025 |", ("start", "2025-01")),
    ("| Production begins | 2025 |", ("start", "2025")),
]


@pytest.mark.parametrize(("row", "wanted"), DATES)
def test_date_of_a_row(row: str, wanted: tuple[str, str]) -> None:
    assert [(d.kind, d.date) for d in only(row).dates] == [wanted]


OTHER = [
    "| Displacement | 2,660 tonnes |",
    "| Defence budget | $6.5 billion |",
    "| Company revenue | $25 billion |",
    "| Founded | 1999 |",
    "| Crew | 100 |",
    "| Sultan since | 2020 |",
]


@pytest.mark.parametrize("row", OTHER)
def test_rows_that_tell_nothing_of_the_deal(row: str) -> None:
    deal = only(row)
    assert (deal.values, deal.dates) == ((), ())


def test_the_evidence_of_a_row_is_its_cell() -> None:
    deal = only("| Deal value | $3.8 billion |", "| Delivery | 2027 |")
    facts = [*deal.values, *deal.dates]
    assert [e.quote for f in facts for e in f.evidence] == ["$3.8 billion", "2027"]
    assert all(e.rule for f in facts for e in f.evidence)


def test_a_sum_told_twice_is_one() -> None:
    text = LEAD.replace(", its", " for $3.8 billion, its") + "| Deal value | $3.8 billion |\n"
    (deal,) = extract(text).deals
    assert [v.amount for v in deal.values] == [3.8e9]


def test_a_table_alone_makes_no_deal() -> None:
    assert extract("| Deal value | $3.8 billion |\n| Navy | missiles |\n").deals == ()
