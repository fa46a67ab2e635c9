"""Labelled lines and rows: notices and bullet pages that tell a deal with hardly a verb."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.article import from_text
from pipeline.labels import labels
from pipeline.records import Deal

NOTICE = """Contract award notice
Contracting authority: Estonian Centre for Defence Investments
Supplier: Brandt Optika OÜ
Subject-matter: Purchase of 40 night vision goggles
Total value: EUR 1 200 000
Date of conclusion of the contract: 2 March 2024
"""
BULLETS = """Peru modernises its air force with new fighters. Here are the terms:

- **Buyer:** Ministry of Defence of Peru
- **Supplier:** Saab
- **System:** JAS 39 Gripen E (12 aircraft)
- **Contract value:** $900 million
- **Delivery:** by the end of 2029
"""
TABLE = """The terms of the new fighter contract of the Andean state at a glance.

| Aspect | Details |
|---|---|
| Customer | Peruvian Air Force |
| Contractor | Saab |
| Aircraft | Gripen E |
| Quantity | 12 |
| Contract Value | $900 million |
"""


def only(text: str) -> Deal:
    (deal,) = pipeline.extract(text, published="2024-05-15").deals
    return deal


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            NOTICE,
            {
                ("buyer", "Estonian Centre for Defence Investments"),
                ("seller", "Brandt Optika OÜ"),
            },
        ),
        (BULLETS, {("buyer", "Ministry of Defence of Peru"), ("seller", "Saab")}),
        (TABLE, {("buyer", "Peruvian Air Force"), ("seller", "Saab")}),
    ],
)
def test_sides(text: str, wanted: set[tuple[str, str]]) -> None:
    assert {(p.role, p.name) for p in only(text).parties} == wanted


@pytest.mark.parametrize(("text", "count"), [(NOTICE, 40), (BULLETS, 12), (TABLE, 12)])
def test_goods_and_counts(text: str, count: int) -> None:
    assert [item.quantity for item in only(text).items] == [count]


def test_sums_and_dates_of_lines() -> None:
    notice = only(NOTICE)
    assert [(v.amount, v.currency) for v in notice.values] == [(1_200_000, "EUR")]
    assert [(d.kind, d.date) for d in notice.dates] == [("signed", "2024-03-02")]
    bullets = only(BULLETS)
    assert [(d.kind, d.date) for d in bullets.dates] == [("delivery", "../2029")]


def test_a_label_names_its_rule_and_its_words() -> None:
    seller = next(p for p in only(NOTICE).parties if p.role == "seller")
    (evidence,) = seller.evidence
    assert evidence.rule == "label.side"
    assert evidence.quote == "Brandt Optika OÜ"


@pytest.mark.parametrize(
    "text",
    [
        "Note: the supplier of the frigate was late.",
        "The minister said: we will buy what the navy needs.",
        "Photo: a frigate of the Peruvian Navy.",
        "Contact: Jane Doe, press office of the navy.",
        "Supplier: to be chosen. The navy will decide next year.",
    ],
)
def test_no_deal_from_other_labels(text: str) -> None:
    assert pipeline.extract(text).deals == ()


def test_labels_keep_their_place() -> None:
    article = from_text(BULLETS)
    found = {label.label: article.text[label.start : label.end] for label in labels(article)}
    assert found["Supplier"].strip("* ") == "Saab"
    assert "Here are the terms" not in found


def test_the_number_of_bids_counts_no_goods() -> None:
    (item,) = only(NOTICE.replace("40 ", "") + "Number of tenders received: 3\n").items
    assert item.quantity is None


DASHED = """Deal at a glance
Seller – Embraer
Buyer – Chilean Air Force
Aircraft – three KC-390
Price – USD 300 million
Signing – 17 November 2023
"""
TENDER = """Tender 2024-117
Subject: Supply and commissioning of night vision goggles for the Georgian Defence Forces
Winner of tender: Brandt Optika OÜ
Number of units: 450
Term of delivery: by 1 December 2024
"""


def test_a_dash_may_stand_for_the_colon() -> None:
    deal = only(DASHED)
    assert {(p.role, p.name) for p in deal.parties} == {
        ("buyer", "Chilean Air Force"),
        ("seller", "Embraer"),
    }
    assert [(i.name, i.quantity) for i in deal.items] == [("KC-390", 3)]
    assert [v.amount for v in deal.values] == [300e6]
    assert [(d.kind, d.date) for d in deal.dates] == [("signed", "2023-11-17")]


def test_a_dash_behind_other_words_makes_no_label() -> None:
    text = "Rheinmetall – maker of guns\nThe company – 120 years old\n"
    assert list(labels(from_text(text))) == []


def test_the_title_of_a_tender_names_goods_alone_and_its_term_is_of_delivery() -> None:
    deal = only(TENDER)
    assert [(i.name, i.quantity) for i in deal.items] == [("night vision goggles", 450)]
    assert [(d.kind, d.date) for d in deal.dates] == [("delivery", "../2024-12-01")]
