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


# sums that no word for a price stands by, before the deal, and of other deals
VALUES += [
    (f"In 2024, {ORDER}, €400 million.", [(400e6, "EUR", "total", "exact")]),
    (
        f"The price is €400 million. {ORDER}.",
        [(400e6, "EUR", "total", "exact")],
    ),
    (
        f"{ORDER} in May for €400 million. In 2019 it paid €90 million for trucks.",
        [(400e6, "EUR", "total", "exact")],
    ),
    (f"{ORDER}. Volume: 400 million euros.", [(400e6, "EUR", "total", "exact")]),
    (
        f"{ORDER} for €400 million. Of the sum, €30 million is for simulators.",
        [(400e6, "EUR", "total", "exact"), (30e6, "EUR", "part", "exact")],
    ),
    (
        "KNDS received an order for 19 Caesar howitzers from Denmark, the third under its "
        "€700 million framework contract.",
        [],
    ),
    (
        f"{ORDER} for €400 million. Options that the army may take up by 2030 could add another "
        "€90 million.",
        [(400e6, "EUR", "total", "exact"), (90e6, "EUR", "option", "exact")],
    ),
    (f"{ORDER}, one of two contracts signed at a combined cost of €700 million.", []),
    (
        f"{ORDER} for €400 million. The backlog of KNDS, this contract not included, stands at "
        "€23 billion.",
        [(400e6, "EUR", "total", "exact")],
    ),
    (f"{ORDER} as the winner of the deal in a €9 billion programme.", []),
    (
        f"{ORDER} for €400 million. Local howitzers will cost €40 million less.",
        [(400e6, "EUR", "total", "exact")],
    ),
    (f"{ORDER}. The order has brought the region more than €90 million in contracts.", []),
    (f"{ORDER}. Denmark asks parliament for a €900 million funding package for the deal.", []),
    (f"{ORDER}. It invested €90 million in research and development.", []),
    (
        f"{ORDER} for €400 million. The committee votes on each contract of €25 million or more.",
        [(400e6, "EUR", "total", "exact")],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), VALUES)
def test_sums(text: str, wanted: list[tuple[float, str, str, str]]) -> None:
    found = [(v.amount, v.currency, v.kind, v.qualifier) for v in only(text).values]
    assert found == wanted


DATES = [
    (f"{ORDER}. They will be delivered in 2027 and 2028.", [("delivery", "2027/2028")]),
    (
        f"{ORDER}. The two batches will be delivered in 2027 and 2028 respectively.",
        [("delivery", "2027"), ("delivery", "2028")],
    ),
    (f"{ORDER}. The contract is to be signed in August.", [("signed", "2024-08")]),
    (f"{ORDER}. The ministry expects to sign by the end of September.", [("signed", "../2024-09")]),
    (f"{ORDER}. Parliament will approve it in August.", []),
    (
        f"{ORDER}. Deliveries are to begin in early 2026 and to be completed by mid-2028.",
        [("delivery", "2026/2028")],
    ),
    (
        f"{ORDER}. The first will be delivered in 2026, the last in 2028.",
        [("delivery", "2026/2028")],
    ),
    (
        f"{ORDER}. The first will be delivered in 2026, the last two years later.",
        [("delivery", "2026/2028")],
    ),
    (
        f"{ORDER}. The first four will be delivered in 2026, the last in 2028.",
        [("delivery", "2026"), ("delivery", "2028")],
    ),
    (f"{ORDER}. The contract came into force on 1 June.", [("start", "2024-06-01")]),
    (f"{ORDER}. The howitzers will leave the factory in 2026.", [("delivery", "2026")]),
    (f"{ORDER} in 2024. KNDS delivered ten of the type in 2019.", [("signed", "2024")]),
    (f"KNDS announced that on the 4th it had signed. {ORDER}.", [("signed", "2024-06-04")]),
    (f"PARIS, France, 10 June 2024 – {ORDER}.", []),
    (
        f"{ORDER}. The first will be handed over to the First Brigade in May 2026, the last one to "
        "the Second Brigade in autumn 2028.",
        [("delivery", "2026-05/2028")],
    ),
    (
        f"{ORDER}. The first will be delivered in 2026, and by 2028 the entire batch is to be in "
        "place.",
        [("delivery", "2026/2028")],
    ),
    (
        f"{ORDER}. Delivery of the guns is to commence in the third quarter of 2026 and should be "
        "concluded in 2028.",
        [("delivery", "2026-35/2028")],
    ),
    (
        f"{ORDER}. The first ten will be delivered by the end of 2026, the remaining ones in 2027.",
        [("delivery", "../2026"), ("delivery", "2027")],
    ),
    (f"{ORDER} on Monday under a contract awarded in 2019.", [("signed", "2024-06-10")]),
    (
        "KNDS received an order for 19 Caesar howitzers from Denmark on Monday under its framework "
        "contract, which the agency awarded in 2021.",
        [("signed", "2024-06-10")],
    ),
    (
        f"{ORDER}. The contract will be signed after a debate in both houses of parliament and "
        "some other formal steps, but no later than 1 August 2024.",
        [("signed", "../2024-08-01")],
    ),
    (
        "The last two of six howitzers bought by Denmark from KNDS were turned over to the Danish "
        "Army's training centre in a simple ceremony on Monday, the ministry said.",
        [("delivery", "2024-06-10")],
    ),
    (f"{ORDER} at the Eurosatory 2024 exhibition.", []),
    (
        f"At Tuesday's session the government dealt with 74 matters.\n\n{ORDER}.",
        [("approved", "2024-06-11")],
    ),
    (f"{ORDER}. They are to be delivered till the end of 2027.", [("delivery", "../2027")]),
    (f"{ORDER}. The first will be handed over 18 months from now.", [("delivery", "2025-12")]),
    (
        f"On Monday the Budget Committee gave the green light. {ORDER}.",
        [("approved", "2024-06-10")],
    ),
    (
        "The State Department has approved the sale of 19 howitzers to Denmark, the Pentagon said "
        "on Monday.",
        [("approved", "2024-06-10")],
    ),
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
    (f"{ORDER} to replace those that were lost in 2017.", []),
    (f"{ORDER}, which will stand beside six AMX-13 howitzers acquired in 2009.", []),
    (
        f"{ORDER}. The French defence minister arrived in Copenhagen on Monday.",
        [],
    ),
    (f"{ORDER}. Deliveries are to run through November 2029.", [("delivery", "../2029-11")]),
    (
        f"{ORDER}. The first gun was shown in May 2010, with the work to be completed by 2028.",
        [("completion", "../2028")],
    ),
    (f"{ORDER}. All such contracts were signed between 2012 and 2019.", []),
    (
        "Denmark dropped its old plan and, in 2023, announced a deal with KNDS to buy 19 Caesar "
        "howitzers.",
        [("announced", "2023")],
    ),
    (
        "In November 2023 it emerged that KNDS had signed a contract with Denmark to supply "
        "Caesar howitzers.",
        [("announced", "2023-11")],
    ),
    (
        "In 2023 the Danish Army (Information Branch) ordered 19 Caesar howitzers from KNDS.",
        [("signed", "2023")],
    ),
    (f"{ORDER}. The Caesar entered service with the French Army in 2008.", []),
    (
        "Denmark signed a contract with KNDS for 19 Caesar howitzers. On Monday the new cabinet "
        "ordered a review of the deal.",
        [],
    ),
    (
        "Following the accord signed by Paris and Copenhagen on 4 March, KNDS has signed a "
        "contract with Denmark for 19 Caesar howitzers.",
        [],
    ),
    (
        "Following the contract signed on 4 March, KNDS will supply Denmark with 19 Caesar "
        "howitzers.",
        [("signed", "2024-03-04")],
    ),
    (
        f"{ORDER}. The order comes on the heels of a memorandum signed by the two states in 2023.",
        [],
    ),
    (
        f"{ORDER}. The contract awaits the approval of parliament, which is expected in late 2025.",
        [("approved", "2025")],
    ),
    (
        "Denmark plans to buy 19 Caesar howitzers from KNDS and hopes for an early 2025 contract "
        "signing.",
        [("signed", "2025")],
    ),
    (
        "KNDS, a company delivering cybersecurity solutions, announced today that it has been "
        "awarded a contract by Denmark for 19 Caesar howitzers.",
        [("announced", "2024-06-12")],
    ),
    (
        f"{ORDER}. The first howitzers, made in Bourges, are expected in 2026.",
        [("delivery", "2026")],
    ),
    (f"{ORDER}. The first test firing with the howitzers is expected in 2026.", []),
    (
        f"{ORDER} and will get the first guns by 2026.",
        [("delivery", "../2026")],
    ),
    (
        f"{ORDER}. Work on the guns will begin at Bourges, Cher, in March 2025.",
        [("start", "2025-03")],
    ),
    (
        f"{ORDER} under its 2021 framework agreement, a minister said on 4 March.",
        [("announced", "2024-03-04")],
    ),
    (
        "Denmark plans to buy 19 Caesar howitzers from KNDS. It ordered the launchers in 2021.",
        [],
    ),
    (
        "Denmark is in talks with KNDS on buying 19 Caesar howitzers, a minister said on Monday.",
        [],
    ),
    (
        f"{ORDER}, the ministry said on Wednesday. Parliament approved the purchase in March.",
        [("approved", "2024-03"), ("announced", "2024-06-12")],
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


def test_the_day_of_the_lead_is_that_of_each_deal_in_a_list() -> None:
    text = (
        "The defence ministry on Tuesday signed two contracts.\n\n"
        "Denmark ordered 19 Caesar howitzers from KNDS for €400 million.\n\n"
        "Denmark ordered 40 Piranha vehicles from Rheinmetall for €200 million."
    )
    deals = extract(text, "2024-06-12").deals
    assert [[(d.kind, d.date) for d in deal.dates] for deal in deals] == [
        [("signed", "2024-06-11")],
        [("signed", "2024-06-11")],
    ]


def test_the_dollars_of_a_text_that_names_one_state() -> None:
    sums = {
        "The Canadian Army ordered 40 vehicles from Rheinmetall for $40 million.": "CAD",
        "The Canadian Army ordered 40 vehicles from Rheinmetall of Germany for $40 million.": "USD",
        "The Polish Army ordered 40 vehicles from Rheinmetall for $40 million.": "USD",
    }
    for text, currency in sums.items():
        assert [v.currency for v in only(text).values] == [currency]


def test_an_award_of_earlier_years_makes_no_list() -> None:
    text = (
        "The Danish defence ministry has awarded KNDS a €400 million contract for 19 howitzers.\n\n"
        "Delivery of the howitzers is expected in 2026.\n\n"
        "In 2019, the ministry awarded Rheinmetall a €90 million contract for 40 trucks."
    )
    deal = extract(text, "2024-06-12").deals[0]
    assert [(d.kind, d.date) for d in deal.dates] == [("delivery", "2026")]
