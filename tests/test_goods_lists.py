"""Goods in bulleted lists, and which lists hold none."""

from __future__ import annotations

import pytest

from pipeline import extract

LEAD = "Norway will donate a military aid package worth $90 million to Ukraine.\n\n"


def goods(text: str) -> dict[str, int | None]:
    return {i.name: i.quantity for d in extract(text, "2024-06-12").deals for i in d.items}


def test_a_list_of_goods() -> None:
    found = goods(
        LEAD + "The package includes:\n\n- 14 M113 armoured personnel carriers\n"
        "- 4,000 rounds of mortar ammunition\n- two coastal radars, with spare parts\n"
        "- some 30 Vector reconnaissance drones for the marines\n- night vision goggles\n"
    )
    assert found == {
        "M113": 14,
        "mortar ammunition": 4000,
        "coastal radars": 2,
        "Vector": 30,
        "night vision goggles": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "The army operates the following vehicles:\n\n- 14 M113 carriers\n- 30 Leopard 2 tanks\n",
        "Russia has lost in the war:\n\n- 3,000 tanks\n- 30 Mi-28 helicopters\n",
        "The following steps are planned:\n\n- a look in Oslo at the 30 Leopard 2 tanks\n"
        "- a visit to the yard that repairs M113 carriers\n",
        "Read more.\n\n- 30 Leopard 2 tanks for Spain\n- 14 M113 carriers for Peru\n",
    ],
)
def test_lists_of_other_things(text: str) -> None:
    assert goods(LEAD + text) == {}


def test_an_order_with_its_lots() -> None:
    found = goods(
        "Estonia has ordered vehicles from Patria for $60 million. The contract covers:\n\n"
        "* 28 Patria 6x6 vehicles\n* four TRACKX carriers\n"
    )
    assert found["TRACKX"] == 4
