"""Orders under a framework agreement, told beside it."""

from __future__ import annotations

import pytest

import pipeline

FRAME = "The Norwegian Army has signed a framework agreement with Nammo and Saab for M72 launchers."


def told(text: str) -> list[tuple[str, list[str], list[int | None], list[float]]]:
    """Kind, parties, counts and sums of the deals of a text."""
    return [
        (
            d.kind,
            [p.name for p in d.parties],
            [i.quantity for i in d.items],
            [v.amount for v in d.values],
        )
        for d in pipeline.extract(text, published="2026-05-12").deals
    ]


@pytest.mark.parametrize(
    ("order", "firms", "count", "sums"),
    [
        ("A first call-off worth 60 million euros was placed at once.", 2, None, [60e6]),
        ("The first order comprises 900 launchers and is worth 60 million euros.", 2, 900, [60e6]),
        ("An initial order of 900 M72s went to Nammo.", 1, 900, []),
        ("A task order of 60 million euros has been issued to Saab.", 1, None, [60e6]),
    ],
)
def test_an_order_under_a_framework_is_a_deal_of_its_own(
    order: str, firms: int, count: int | None, sums: list[float]
) -> None:
    frame, called = told(f"{FRAME} {order}")
    assert (frame[0], len(frame[1]), frame[2], frame[3]) == ("framework", 3, [None], [])
    assert (called[0], len(called[1]), called[2], called[3]) == (
        "procurement",
        1 + firms,
        [count],
        sums,
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "A first order for 900 launchers, worth 60 million euros, is expected next year.",
        "The first call-off will be placed in 2028 and is worth 60 million euros.",
        "The framework has a value of up to 60 million euros, and no first order has been placed.",
        "The first order for 900 launchers went to Raytheon in 2011.",
    ],
)
def test_no_order_is_told(sentence: str) -> None:
    (frame,) = told(f"{FRAME} {sentence}")
    assert frame[0] == "framework"
