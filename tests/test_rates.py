"""US dollar equivalents: whose rate, of which day, and when there is none."""

import datetime as dt
from pathlib import Path

import pytest
from samples import deal, record

from pipeline.rates import (
    BankRates,
    Converter,
    Equivalent,
    OwnRates,
    RateError,
    converter,
    rate_day,
)
from pipeline.records import DealDate, Value

FRIDAY = dt.date(2024, 3, 15)  # the bank published 1.0892 USD for a euro
BANK = Converter((BankRates(),))


def own(tmp_path: Path, *lines: str, head: str = "currency,date,usd,source") -> Path:
    path = tmp_path / "rates.csv"
    path.write_text("\n".join((head, *lines)) + "\n", encoding="utf-8")
    return path


def test_dollars_need_no_rate() -> None:
    assert BANK.usd(Value(5e6, "USD"), None) == Equivalent(5e6, None)


def test_bank_rate_of_the_day() -> None:
    found = BANK.usd(Value(1e6, "EUR"), FRIDAY)
    assert found is not None and found.rate is not None
    assert found.amount == 1_089_200
    assert (found.rate.day, found.rate.source) == (FRIDAY, "ECB reference rate")


@pytest.mark.parametrize("days", [1, 2])
def test_weekend_takes_the_friday(days: int) -> None:
    found = BANK.usd(Value(1e6, "EUR"), FRIDAY + dt.timedelta(days=days))
    assert found is not None and found.rate is not None and found.rate.day == FRIDAY


@pytest.mark.parametrize(
    ("currency", "day"),
    [
        ("AED", FRIDAY),  # not among the bank's currencies
        ("XXX", FRIDAY),
        ("EUR", dt.date(1998, 6, 1)),  # before there was a euro
        ("RUB", dt.date(2023, 6, 1)),  # suspended in 2022
        ("EUR", dt.date(2199, 1, 1)),
        ("EUR", None),
    ],
)
def test_no_rate_no_figure(currency: str, day: dt.date | None) -> None:
    assert BANK.usd(Value(1e6, currency), day) is None


def test_own_rates_come_first_and_hold_for_a_year(tmp_path: Path) -> None:
    path = own(tmp_path, "AED,2024-01-01,0.2723,central bank", "EUR,2024-03-01,1.5,")
    rates = converter(path)
    found = rates.usd(Value(100.0, "AED"), dt.date(2024, 12, 31))
    assert found is not None and found.rate is not None
    assert (found.amount, found.rate.source) == (27, "central bank")
    assert rates.usd(Value(100.0, "AED"), dt.date(2023, 12, 31)) is None
    assert rates.usd(Value(100.0, "AED"), dt.date(2025, 1, 2)) is None
    euro = rates.usd(Value(100.0, "EUR"), FRIDAY)
    assert euro is not None and euro.rate is not None
    assert (euro.amount, euro.rate.source) == (150, "rates.csv")
    before = rates.usd(Value(100.0, "EUR"), dt.date(2024, 2, 29))
    assert before is not None and before.rate is not None
    assert before.rate.source == "ECB reference rate"


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("AE,2024-01-01,0.27,", "rates.csv:2: currency 'AE'"),
        ("AED,1 Jan 2024,0.27,", "rates.csv:2: date '1 Jan 2024'"),
        ("AED,2024-01-01,much,", "rates.csv:2: usd 'much'"),
        ("AED,2024-01-01,-1,", "rates.csv:2: usd '-1'"),
        ("AED,2024-01-01,inf,", "rates.csv:2: usd 'inf'"),
        ("AED", "rates.csv:2: date None"),
    ],
)
def test_broken_table_names_the_line(tmp_path: Path, line: str, complaint: str) -> None:
    with pytest.raises(RateError, match=complaint.replace("(", r"\(")):
        OwnRates(own(tmp_path, line))


def test_missing_column(tmp_path: Path) -> None:
    with pytest.raises(RateError, match="no column usd"):
        OwnRates(own(tmp_path, "AED,2024-01-01", head="currency,date"))


@pytest.mark.parametrize(
    ("dates", "published", "expected"),
    [
        ((DealDate("signed", "2024-03-15"),), "2024-03-20", "2024-03-15"),
        (
            (DealDate("announced", "2024-03-16"), DealDate("approved", "2024-03-14")),
            None,
            "2024-03-14",
        ),
        ((DealDate("signed", "2024-03"),), "2024-03-20", "2024-03-20"),
        ((DealDate("delivery", "2027-01-01"),), "2024-03-20", "2024-03-20"),
        ((), None, None),
    ],
)
def test_rate_day(dates: tuple[DealDate, ...], published: str | None, expected: str | None) -> None:
    found = rate_day(record(published=published), deal(dates=dates))
    assert (found.isoformat() if found else None) == expected
