"""Goods and partners told in turn behind one verb: a deal for each."""

from __future__ import annotations

import pytest

import pipeline

# Text, and buyer, seller, goods and count of each deal; a missing side is "-".
IN_TURN = [
    (
        "Peru has ordered two frigates from Navantia and six patrol boats from Damen.",
        ["Peru Navantia frigates 2", "Peru Damen patrol boats 6"],
    ),
    (
        "Saab will supply Giraffe radars to Latvia and RBS 70 missiles to Estonia.",
        ["Latvia Saab Giraffe -", "Estonia Saab RBS 70 -"],
    ),
    (
        "Poland signed contracts with Hanwha for 48 K9 howitzers and with Rheinmetall for 20 Lynx.",
        ["Poland Hanwha K9 48", "Poland Rheinmetall Lynx 20"],
    ),
    (
        "Embraer sold five C-390s to Portugal, two to Hungary and nine to the Netherlands.",
        ["Portugal Embraer C-390 5", "Hungary Embraer C-390 2", "Netherlands Embraer C-390 9"],
    ),
    (
        "Sudan bought 36 MiG-29s from Russia, six An-32s from Ukraine and, in 2011, 12 K-8s from"
        " China.",
        ["Sudan Russia MiG-29 36", "Sudan Ukraine An-32 6", "Sudan China K-8 12"],
    ),
    (
        "Russian deliveries last year included one Mi-17 to Kenya and two Mi-35s to Nigeria.",
        ["Kenya Russia Mi-17 1", "Nigeria Russia Mi-35 2"],
    ),
    (
        "Poland has signed contracts for 96 Apaches with Boeing, for 48 Patriots with Raytheon"
        " and for 250 Abrams tanks with General Dynamics.",
        [
            "Poland Boeing Apache 96",
            "Poland Raytheon Patriot 48",
            "Poland General Dynamics Abrams 250",
        ],
    ),
    (
        "Oman bought 42 Caesar howitzers from KNDS and has ordered 24 Gripen jets from Saab.",
        ["Oman KNDS Caesar 42", "Oman Saab Gripen 24"],
    ),
    (
        "Oman bought 42 Caesar howitzers and is negotiating with Saab for 24 Gripen jets.",
        ["Oman - Caesar 42", "Oman Saab Gripen 24"],
    ),
    (
        "Saab has signed two contracts with Sweden, one for ten Giraffe radars and another for 200"
        " RBS 70 missiles.",
        ["Sweden Saab Giraffe 10", "Sweden Saab RBS 70 200"],
    ),
    (
        "Norway ordered 28 K9 howitzers, while Finland ordered 48.",
        ["Norway - K9 28", "Finland - K9 48"],
    ),
    (
        "Germany will send 18 Leopard 2s to Ukraine, Poland 14 and Norway eight.",
        [
            "Ukraine Germany Leopard 2 18",
            "Ukraine Poland Leopard 2 14",
            "Ukraine Norway Leopard 2 8",
        ],
    ),
]

TOGETHER = [
    "Peru has ordered two frigates and six patrol boats from Navantia.",
    "Ghana signed a contract with Saab and Thales for two Giraffe radars and ten RBS 70 missiles.",
    "Embraer has sold the C-390 to Portugal, Hungary and the Netherlands.",
    "Poland has ordered 32 F-35s from Lockheed Martin, 14 of them with a braking chute.",
    "Chile ordered six patrol boats from Damen and training from the yard in 2024.",
]


def told(text: str) -> list[str]:
    """Buyer, seller, goods and count of each deal of ``text``, in order."""
    found = []
    for deal in pipeline.extract(text, published="2024-05-14").deals:
        names = {p.role: p.name for p in deal.parties}
        (item,) = deal.items
        sides = f"{names.get('buyer', '-')} {names.get('seller', '-')}"
        found.append(f"{sides} {item.name} {item.quantity or '-'}")
    return found


@pytest.mark.parametrize(("text", "deals"), IN_TURN)
def test_each_turn_is_a_deal(text: str, deals: list[str]) -> None:
    assert told(text) == deals


@pytest.mark.parametrize("text", TOGETHER)
def test_what_is_told_together_stays_one_deal(text: str) -> None:
    assert len(pipeline.extract(text, published="2024-05-14").deals) == 1


def test_sums_and_years_belong_to_their_turn() -> None:
    text = (
        "Kenya has bought three helicopters from Airbus for $30 million in 2021 and two TB2 drones"
        " from Baykar for $20 million in 2023."
    )
    first, second = pipeline.extract(text, published="2024-05-14").deals
    assert [v.amount for v in first.values] == [30e6]
    assert [v.amount for v in second.values] == [20e6]
    assert [d.date for d in first.dates] == ["2021"]
    assert [d.date for d in second.dates] == ["2023"]


@pytest.mark.parametrize("count", ["²", "①", "١٢", "५"])
def test_counts_in_odd_digits_stop_nothing(count: str) -> None:
    text = f"Germany will send 18 tanks to Kyiv, Poland {count} and Norway {count}."
    assert pipeline.extract(text, "2024-06-12").deals
    assert pipeline.extract(f"{text} The rest will come in {count} years.", "2024-06-12").deals
