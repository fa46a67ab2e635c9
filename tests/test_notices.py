"""Award notices of labelled lines and award tables: a deal a lot, a deal a row."""

import pipeline
from pipeline.records import Deal

TABLE = """The Ministry of Defence of Moldova publishes the contracts concluded in spring.

No. | Supplier | Subject of contract | Amount (MDL) | Date of signing | Validity
1 | Uzina Metalica SRL (Romania) | Radar vans, 12 units | 4 850 000 | 14.05.2025 | 31.12.2025
2 | Drumul Nord SRL | Repair of a hangar | 1 200 000 | 21.05.2025 | 30.09.2025
3 | Colt CZ Group SE (Czechia) | Assault rifles, 1 500 pieces | 32 400 000 | 30.05.2025 | 2026

Prices include taxes.
"""

LOTS = """Contract award notice

I.1) Official name: Norwegian Defence Materiel Agency
II.1.1) Title: Procurement of winter tents and stoves for the army

Lot No: 1
Title: Tents, quantity 900
V.2.1) Date of conclusion of the contract: 27/02/2025
V.2.3) Name and address of the contractor: Fjellduk AS, Voss, Norway
V.2.4) Total value of the contract/lot: 14 250 000,00 NOK (excluding VAT)
Time limit for delivery: 15/12/2026

Lot No: 2
Title: Stoves, quantity 450
V.2.3) Name and address of the contractor: Varm Oy, Tampere, Finland
V.2.4) Total value of the contract/lot: 3 107 450,00 NOK (excluding VAT)

Lot No: 3
Title: Sledges
Other reasons (discontinuation of procedure)
"""

ONE = """Contract Notice View

CN ID: CN9912345
Agency: Department of Defence
Contract Period: 12-Jun-2025 to 30-Nov-2027
Contract Value (AUD): $8,220,416.00
Description: Supply of 84mm practice rounds, qty 4,000

Supplier Details
Name: Murray Ordnance Pty Ltd
Town/City: Benalla
"""

PRODUCTS = """Three howitzers compared

| Manufacturer | Model | Price |
|---|---|---|
| Nexter | Caesar | $6 million |
| Hanwha | K9 | $4 million |
"""


def told(text: str) -> list[Deal]:
    return list(pipeline.extract(text).deals)


def names(deal: Deal, role: str) -> list[str]:
    return [party.name for party in deal.parties if party.role == role]


def sums(deal: Deal) -> list[tuple[float, str]]:
    return [(value.amount, value.currency) for value in deal.values]


def dates(deal: Deal) -> list[tuple[str, str]]:
    return [(date.kind, date.date) for date in deal.dates]


def test_each_row_is_a_deal_of_the_ministry() -> None:
    deals = told(TABLE)
    assert [names(d, "seller") for d in deals] == [
        ["Uzina Metalica SRL"],
        ["Drumul Nord SRL"],
        ["Colt CZ Group SE"],
    ]
    for deal in deals:
        assert names(deal, "buyer") == ["Ministry of Defence of Moldova"]
    assert sums(deals[0]) == [(4_850_000, "MDL")]
    assert dates(deals[0]) == [("signed", "2025-05-14"), ("completion", "2025-12-31")]
    assert [(i.name, i.quantity) for i in deals[0].items] == [("Radar vans", 12)]
    assert deals[2].items[0].quantity == 1500
    assert next(p.country for p in deals[0].parties if p.role == "seller") == "ROU"


def test_each_lot_that_was_awarded_is_a_deal() -> None:
    tents, stoves = told(LOTS)
    assert names(tents, "seller") == ["Fjellduk AS"]
    assert names(stoves, "buyer") == ["Norwegian Defence Materiel Agency"]
    assert [(i.name, i.quantity) for i in tents.items] == [("Tents", 900)]
    assert sums(stoves) == [(3_107_450, "NOK")]
    assert dates(tents) == [("signed", "2025-02-27"), ("delivery", "../2026-12-15")]


def test_a_notice_without_lots_is_one_deal() -> None:
    (deal,) = told(ONE)
    assert names(deal, "seller") == ["Murray Ordnance Pty Ltd"]
    assert sums(deal) == [(8_220_416, "AUD")]
    assert dates(deal) == [("start", "2025-06-12"), ("completion", "2027-11-30")]
    assert deal.items[0].quantity == 4000


def test_a_table_of_products_is_no_list_of_awards() -> None:
    assert told(PRODUCTS) == []


def test_every_fact_can_be_pointed_at() -> None:
    record = pipeline.extract(TABLE)
    for deal in record.deals:
        for fact in (*deal.parties, *deal.items, *deal.values, *deal.dates):
            for evidence in fact.evidence:
                assert record.text is not None
                assert record.text[evidence.start : evidence.end] == evidence.quote


def test_a_column_of_companies_beside_one_of_customers_tells_who_sells() -> None:
    guns, radars = told(
        "| Company | Customer | Item | Value |\n|---|---|---|---|\n"
        "| Nammo | Estonian Army | howitzers | EUR 12 million |\n"
        "| Thales | Chilean Navy | Ground Master 200 radars | EUR 87 million |\n"
    )
    assert (names(guns, "seller"), names(guns, "buyer")) == (["Nammo"], ["Estonian Army"])
    assert (names(radars, "seller"), sums(radars)) == (["Thales"], [(87_000_000, "EUR")])


def test_lines_of_a_firm_a_sum_and_goods_are_contracts() -> None:
    guns, radars = told(
        "Orders for the Dutch Army\n\nThe Dutch Ministry of Defence has placed its first orders of "
        "the year.\n\nRheinmetall - €40 million, 12 Skyranger turrets\n\n"
        "Hensoldt Sensors GmbH - €12.5 million, coastal radars\n"
    )
    assert (names(guns, "seller"), sums(guns)) == (["Rheinmetall"], [(40_000_000, "EUR")])
    assert [(i.name, i.quantity) for i in guns.items] == [("Skyranger", 12)]
    assert (sums(radars), radars.items[0].name) == ([(12_500_000, "EUR")], "coastal radars")


def test_lines_of_a_budget_are_no_contracts() -> None:
    text = (
        "The procurement plan of the Dutch Ministry of Defence for next year:\n\n"
        "Tanks: €4 billion for 40 vehicles\n\nPatriot - €2 billion, two batteries\n"
    )
    assert all(e.rule != "award.notice" for deal in told(text) for e in deal.evidence)
