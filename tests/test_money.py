"""Sums of money: text -> (amount, currency, qualifier), known gaps as strict xfail."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.money import find_money, parse_money

SINGLE = [
    ("The frigate order is worth $3.8 billion.", "$3.8 billion", 3.8e9, "USD"),
    ("MINISTRY CLEARS $3.8 BILLION DEAL", "$3.8 BILLION", 3.8e9, "USD"),
    ("a package of USD$ 3.8 billion", "USD$ 3.8 billion", 3.8e9, "USD"),
    ("radars for Rs 1,874 crore", "Rs 1,874 crore", 18.74e9, "INR"),
    ("Offer of US$2.3Bn for trainers", "US$2.3Bn", 2.3e9, "USD"),
    ("guns for USD 155.5 million", "USD 155.5 million", 155.5e6, "USD"),
    ("modified to $624.601M in total", "$624.601M", 624_601_000, "USD"),
    ("was awarded a $ 17,145,204 modification", "$ 17,145,204", 17_145_204, "USD"),
    ("in the amount of $ $11,278,955 were", "$ $11,278,955", 11_278_955, "USD"),
    ("a $16, 304,425 contract", "$16, 304,425", 16_304_425, "USD"),
    ("support for CN$704 million", "CN$704 million", 704e6, "CAD"),
    ("that is (U.S. $570 million)", "U.S. $570 million", 570e6, "USD"),
    ("upgrade at A$1.2bn", "A$1.2bn", 1.2e9, "AUD"),
    ("an Australian $3 billion plan", "Australian $3 billion", 3e9, "AUD"),
    ("priced at Canadian $40 million", "Canadian $40 million", 40e6, "CAD"),
    ("patrol boats for AU$100m", "AU$100m", 100e6, "AUD"),
    ("simulators for C$48 million", "C$48 million", 48e6, "CAD"),
    ("trucks for CA$12.5 million", "CA$12.5 million", 12.5e6, "CAD"),
    ("radars for S$90 million", "S$90 million", 90e6, "SGD"),
    ("boats for SG$1.2m", "SG$1.2m", 1.2e6, "SGD"),
    ("missiles for NT$5.5 billion", "NT$5.5 billion", 5.5e9, "TWD"),
    ("launches for HK$300m", "HK$300m", 300e6, "HKD"),
    ("Bushmasters for NZ$102.9 million", "NZ$102.9 million", 102.9e6, "NZD"),
    ("fighters for R$ 3.2 billion", "R$ 3.2 billion", 3.2e9, "BRL"),
    ("worth €750 million to the yard", "€750 million", 750e6, "EUR"),
    ("signed a EUR185 million contract", "EUR185 million", 185e6, "EUR"),
    ("kostet EUR 3,4 Mrd. und", "EUR 3,4 Mrd.", 3.4e9, "EUR"),
    ("costs 3.4 bln euros", "3.4 bln euros", 3.4e9, "EUR"),
    ("for 137 million euros each year", "137 million euros", 137e6, "EUR"),
    ("a 1-billion-euro tank deal", "1-billion-euro", 1e9, "EUR"),
    ("un marché de 1 300 000 euros", "1 300 000 euros", 1_300_000, "EUR"),
    ("rifles for 750 000 €", "750 000 €", 750_000, "EUR"),
    ("a 634 billion won frigate order", "634 billion won", 634e9, "KRW"),
    ("the 8.1 trillion-won programme", "8.1 trillion-won", 8.1e12, "KRW"),
    ("howitzers for ₩1.3 trillion", "₩1.3 trillion", 1.3e12, "KRW"),
    ("radars for ¥2 billion", "¥2 billion", 2e9, "JPY"),
    ("trucks for 200bn yen", "200bn yen", 200e9, "JPY"),
    ("a grant of CNY30 million", "CNY30 million", 30e6, "CNY"),
    ("a grant of 30 million yuan", "30 million yuan", 30e6, "CNY"),
    ("boats for RMB 3.5bn", "RMB 3.5bn", 3.5e9, "CNY"),
    ("trainers at Rs 6,828 crore", "Rs 6,828 crore", 68.28e9, "INR"),
    ("a Rs. 2.3 lakh crore plan", "Rs. 2.3 lakh crore", 2.3e12, "INR"),
    ("mortars for ₹1,200 crore", "₹1,200 crore", 12e9, "INR"),
    ("carbines for INR 350 cr", "INR 350 cr", 3.5e9, "INR"),
    ("launchers for 2000 crores", "2000 crores", 20e9, "INR"),
    ("a boat for Rs 26 lakh", "Rs 26 lakh", 2.6e6, "INR"),
    ("fund of Rs 12,34,567", "Rs 12,34,567", 1_234_567, "INR"),
    ("drones for PKR 5 billion", "PKR 5 billion", 5e9, "PKR"),
    ("order is SEK350 million", "SEK350 million", 350e6, "SEK"),
    ("order is 350 MSEK", "350 MSEK", 350e6, "SEK"),
    ("an order of MSEK 1,250", "MSEK 1,250", 1.25e9, "SEK"),
    ("for NOK 4 billion", "NOK 4 billion", 4e9, "NOK"),
    ("for DKK 8.4bn", "DKK 8.4bn", 8.4e9, "DKK"),
    ("for PLN 4.2bn net", "PLN 4.2bn", 4.2e9, "PLN"),
    ("for 13.5 billion zlotys", "13.5 billion zlotys", 13.5e9, "PLN"),
    ("for 3 billion kronor", "3 billion kronor", 3e9, "SEK"),
    ("for 2 billion Norwegian kroner", "2 billion Norwegian kroner", 2e9, "NOK"),
    ("for 9 billion Czech crowns", "9 billion Czech crowns", 9e9, "CZK"),
    ("for CHF 660 million", "CHF 660 million", 660e6, "CHF"),
    ("for 6 billion Swiss francs", "6 billion Swiss francs", 6e9, "CHF"),
    ("aid of 4.5 billion francs CFA", "4.5 billion francs CFA", 4.5e9, "XAF"),
    ("interceptors for NIS 500m", "NIS 500m", 500e6, "ILS"),
    ("tanks for 2 billion shekels", "2 billion shekels", 2e9, "ILS"),
    ("corvettes for Dh400 million", "Dh400 million", 400e6, "AED"),
    ("rifles for AED 1.2bn", "AED 1.2bn", 1.2e9, "AED"),
    ("ships for 500 million Saudi riyals", "500 million Saudi riyals", 500e6, "SAR"),
    ("trucks for QAR 900 million", "QAR 900 million", 900e6, "QAR"),
    ("a RM450 million order", "RM450 million", 450e6, "MYR"),
    ("radars for 300 million ringgit", "300 million ringgit", 300e6, "MYR"),
    ("a Rp 1.2 trillion yard deal", "Rp 1.2 trillion", 1.2e12, "IDR"),
    ("jets for ₱2.4 billion", "₱2.4 billion", 2.4e9, "PHP"),
    ("submarine for 13.5 billion baht", "13.5 billion baht", 13.5e9, "THB"),
    ("a R30 billion arms scandal", "R30 billion", 30e9, "ZAR"),
    ("launchers (R183 847) from", "R183 847", 183_847, "ZAR"),
    ("spares worth N12 billion", "N12 billion", 12e9, "NGN"),
    ("tanks for 5 billion roubles", "5 billion roubles", 5e9, "RUB"),
    ("shells for 900 million hryvnias", "900 million hryvnias", 900e6, "UAH"),
    ("drones for 1.4 billion manats", "1.4 billion manats", 1.4e9, "AZN"),
    ("lorries for 20 billion tenge", "20 billion tenge", 20e9, "KZT"),
    ("vehicles for 1.3 billion Romanian lei", "1.3 billion Romanian lei", 1.3e9, "RON"),
    ("boats for 200 million Egyptian pounds", "200 million Egyptian pounds", 200e6, "EGP"),
    ("jets for 6.5 billion Mexican pesos", "6.5 billion Mexican pesos", 6.5e9, "MXN"),
    ("cars for 4 billion Kenyan shillings", "4 billion Kenyan shillings", 4e9, "KES"),
    ("guns for 8.7 billion liras", "8.7 billion liras", 8.7e9, "TRY"),
    ("sold for £80 million pounds", "£80 million pounds", 80e6, "GBP"),
    ("garbled as Â£3.1bn", "Â£3.1bn", 3.1e9, "GBP"),
    ("a three billion dollar deal", "three billion dollar", 3e9, "USD"),
    ("for half a billion euros", "half a billion euros", 5e8, "EUR"),
    ("for two and a half billion dollars", "two and a half billion dollars", 2.5e9, "USD"),
    ("5 billion Australian dollars", "5 billion Australian dollars", 5e9, "AUD"),
    ("about 10.4 billion Taiwan dollars", "10.4 billion Taiwan dollars", 10.4e9, "TWD"),
    ("paid $1.2 billion AUD", "$1.2 billion AUD", 1.2e9, "AUD"),
    ("costs $5 a month", "$5", 5.0, "USD"),
]


@pytest.mark.parametrize(("text", "words", "amount", "currency"), SINGLE)
def test_one_sum(text: str, words: str, amount: float, currency: str) -> None:
    found = find_money(text)
    assert [(text[m.start : m.end], m.currency) for m in found] == [(words, currency)]
    assert found[0].amount == pytest.approx(amount)


NOTHING = [
    "the PROTECTOR RS4 weapon station",
    "a multi-billion dollar deal",
    "worth over million",
    "dropped 770 pounds of munitions",
    "a 2,000-pound bomb",
    "10 million rounds of ammunition",
    "jobs for 10 lakh people",
    "The yard won in 2018 won a second order",
    "tens of billions of dollars",
    "a convoy of 40 trucks, 12 guns and 3 radars",
    "3 billion pesos",
    "from S/2014/87 of the council",
    "R530 and N12 are names of missiles",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_sum(text: str) -> None:
    assert find_money(text) == []


QUALIFIED = [
    ("about $3 billion", "approximate"),
    ("some €40 million", "approximate"),
    ("an estimated $145 million", "approximate"),
    ("estimated at $145 million", "approximate"),
    ("close to R3 billion", "approximate"),
    ("nearly a $5 billion bill", "approximate"),
    ("under $5 billion", "maximum"),
    ("built under a $5 billion contract", "exact"),
    ("works under another $5 billion award", "exact"),
    ("up to $90 million", "maximum"),
    ("not to exceed $12,345,678", "maximum"),
    ("a not-to-exceed $12,345,678 action", "maximum"),
    ("a $737,000,000 not-to-exceed modification", "maximum"),
    ("maximum value $31,565,000", "maximum"),
    ("as much as 5 billion yen", "maximum"),
    ("more than $51.1 million", "minimum"),
    ("over €100 million", "minimum"),
    ("at least 200bn yen", "minimum"),
    ("in excess of £2bn", "minimum"),
    ("upwards of $7 billion", "minimum"),
    ("$2.5 trillion or more", "minimum"),
    ("a $5 billion-plus order", "minimum"),
    ("$8 million", "exact"),
    ("between 1 billion yen and 2 billion yen", "range"),
    ("$10-12 billion", "range"),
]


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIED)
def test_qualifier(text: str, qualifier: str) -> None:
    assert [m.qualifier for m in find_money(text)] == [qualifier]


RANGES = [
    ("between 1 billion yen and 2 billion yen", 1e9, 2e9, "JPY"),
    ("between $8.87 million and $17.7 million", 8.87e6, 17.7e6, "USD"),
    ("$10-12 billion", 10e9, 12e9, "USD"),
    ("US$400-600 million", 400e6, 600e6, "USD"),
    ("$10 million to $12 million", 10e6, 12e6, "USD"),
    ("10 to 12 billion dollars", 10e9, 12e9, "USD"),
    ("Rs 350-400 crore", 3.5e9, 4e9, "INR"),
    ("€3–3.5 billion", 3e9, 3.5e9, "EUR"),
]


@pytest.mark.parametrize(("text", "low", "high", "currency"), RANGES)
def test_range(text: str, low: float, high: float, currency: str) -> None:
    (money,) = find_money(text)
    assert (money.amount_min, money.amount, money.currency) == (low, high, currency)


def test_a_change_is_no_range() -> None:
    assert [m.amount for m in find_money("raised from $10 million to $12 million")] == [10e6, 12e6]
    assert [m.amount for m in find_money("grew by €2 billion to €36 billion")] == [2e9, 36e9]


def test_two_sums_joined_by_and_stay_apart() -> None:
    assert len(find_money("They cost $8.87 million and $17.7 million.")) == 2


def test_same_sum_in_another_currency_shares_the_qualifier() -> None:
    first, second = find_money("worth about €750 million (U.S. $850 million)")
    assert (first.currency, second.currency) == ("EUR", "USD")
    assert first.qualifier == second.qualifier == "approximate"
    ranged = find_money("between 1 bn yen and 2 bn yen ($9 million and $18 million)")
    assert [m.qualifier for m in ranged] == ["range", "range"]


KINDS = [
    ("The jets cost $20 million each.", "unit"),
    ("priced at $115 million per aircraft", "unit"),
    ("a unit cost of about $80 million", "unit"),
    ("a contract ceiling of $450,000,000", "ceiling"),
    ("with a potential value of $90 million", "ceiling"),
    ("Kuwait took a $5 billion loan for jets", "financing"),
    ("a loan of 300 million euros", "financing"),
    ("a $500 million line of credit", "financing"),
    ("an option worth $30 million", "option"),
    ("Funds in the amount of $6,281,178 are being obligated at award.", "part"),
    ("with $3,000,000 obligated at time of award", "part"),
    ("offset obligation of $280 million", "offset"),
    ("a contract for $20 million", None),
    ("pays $20 million per year", None),
    ("not to exceed $20 million", None),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind(text: str, kind: str | None) -> None:
    assert [m.kind for m in find_money(text)] == [kind]


def test_hints_settle_shared_signs() -> None:
    assert find_money("boats for P2.4 billion") == []
    assert find_money("boats for P2.4 billion", hints=("PHL",))[0].currency == "PHP"
    assert find_money("boats for 3 billion pesos", hints=("COL",))[0].currency == "COP"
    assert find_money("boats for ¥3 billion", hints=("CHN",))[0].currency == "CNY"
    assert find_money("boats for 3 billion kr", hints=("NOR",))[0].currency == "NOK"


def test_dollar_is_what_the_caller_says() -> None:
    assert find_money("$5 million and 3 million dollars", dollar="CAD")[0].currency == "CAD"
    assert find_money("3 million dollars", dollar="CAD")[0].currency == "CAD"
    assert find_money("US$5 million", dollar="CAD")[0].currency == "USD"


def test_parse_money_gives_the_first_or_none() -> None:
    first = parse_money("first $5 million, then €6 million")
    assert first is not None and first.currency == "USD"
    assert parse_money("no sum at all") is None


@pytest.mark.xfail(strict=True, reason="a scale word in brackets is not read")
def test_gap_bracketed_scale() -> None:
    assert find_money("a figure of £136 [million]")[0].amount == 136e6


@pytest.mark.xfail(strict=True, reason="the parts of a sum told in two scales are not added")
def test_gap_two_scales() -> None:
    assert find_money("1 trillion and 464 billion drams")[0].amount == 1.464e12


PIECES = st.sampled_from(
    ["$", "€", "Rs ", "1", "12", ",", ".", "5", " million", " billion", "-", " to ", "bn", " crore",
     " euros", " won", "between ", " and ", "\n", "(", ")", "a", "İ", "\u202f",
     "US", "each", " of "]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=25).map("".join)))
@example("1$$1")
def test_spans_are_sorted_and_inside_the_text(text: str) -> None:
    end = 0
    for money in find_money(text, hints=("PHL", "CHN")):
        assert end <= money.start < money.end <= len(text)
        assert money.amount >= 0
        assert money.amount_min is None or money.amount_min < money.amount
        end = money.end


@pytest.mark.parametrize(
    "piece", ["$", "1,", "1 ", "$1 ", "1 to ", "9", "1.", "Rs ", "million ", "€1-", "(", "a "]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * 50_000
    began = time.process_time()
    find_money(text)
    assert time.process_time() - began < 5
