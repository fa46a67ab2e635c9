"""Award announcements of a daily list: each paragraph is one deal, told in set phrases."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.award_text import activity_span, looks_like_award, read_head
from pipeline.records import Deal

LEGAL = frozenset("inc inc. corp corp. co co. llc lp ltd ltd. jv".split())
PLACES = {"Ohio": "USA", "Texas": "USA", "Maine": "USA", "Georgia": "USA", "Bavaria": "DEU"}
END = "Army Contracting Command, Warren, Michigan, is the contracting activity (W56HZV-19-C-0042)."


def deals(text: str) -> tuple[Deal, ...]:
    return pipeline.extract(text, published="2019-04-10").deals


def only(text: str) -> Deal:
    (deal,) = deals(text)
    return deal


def parties(deal: Deal, role: str) -> list[str]:
    return [p.name for p in deal.parties if p.role == role]


def values(deal: Deal) -> list[tuple[str, float]]:
    return [(v.kind, v.amount) for v in deal.values]


def dates(deal: Deal) -> list[tuple[str, str]]:
    return [(d.kind, d.date) for d in deal.dates]


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("Harlan Optics Inc., Dayton, Ohio,", ["Harlan Optics Inc."]),
        ("Harlan Optics, LLC,* Dayton, Ohio,", ["Harlan Optics, LLC"]),
        ("Harlan Optics Dayton Ohio", ["Harlan Optics Dayton Ohio"]),
        ("Harlan Optics Inc., Dayton Ohio", ["Harlan Optics Inc."]),
        ("Harlan Optics Inc. Dayton, Ohio,", ["Harlan Optics Inc."]),
        ("Harlan Corp., Optics Division, St. Marys, Georgia,", ["Harlan Corp."]),
        ("Harlan Corp. Sensor Systems, Dayton, Ohio,", ["Harlan Corp."]),
        ("Science, Optics and Sensors Corp., Dayton, Ohio,", ["Science, Optics and Sensors Corp."]),
        ("Harlan Inc., doing business as Brightlens, Dayton, Ohio,", ["Harlan Inc."]),
        ("Harlan Aerospace, doing business as Brightlens, Dayton, Ohio,", ["Harlan Aerospace"]),
        ("Harlan, a Crane Corp. company, Waco, Texas,", ["Harlan"]),
        ("Harlan Co./Crane & Sons JV, Waco, Texas,", ["Harlan Co./Crane & Sons JV"]),
        (
            "Harlan Inc., Waco, Texas (W9124D-19-D-0001); Crane LP, Bath, Maine (W9124D-19-D-0002);"
            " and Lohr GmbH, Passau, Bavaria (W9124D-19-D-0003),",
            ["Harlan Inc.", "Crane LP", "Lohr GmbH"],
        ),
        ("Harlan Inc., Waco, Texas, and Crane LP, Bath, Maine,", ["Harlan Inc.", "Crane LP"]),
        ("UPDATE: Harlan Inc., Waco, Texas,", ["Harlan Inc."]),
        ("Harlan Contractors,* Waco, Texas,", ["Harlan Contractors"]),
        (
            "Harlan Inc. (W9124D-19-D-0001) and Crane LP (W9124D-19-D-0002), Bath, Maine,",
            ["Harlan Inc.", "Crane LP"],
        ),
    ],
)
@pytest.mark.parametrize("verb", ["was awarded", "is being awarded", "have each been awarded"])
def test_awardees(listed: str, names: list[str], verb: str) -> None:
    text = f"{listed} {verb} a $9,000,000 contract."
    head = read_head(text, 0, len(text), PLACES.get, LEGAL)
    assert head is not None
    assert [a.name for a in head.awardees] == names


@pytest.mark.parametrize(
    "text",
    [
        "The company said it was awarded a $9,000,000 contract.",
        "five firms were awarded contracts.",
        "Six companies have been awarded contracts.",
        "Analysts, who had doubts, said Harlan Inc. was awarded a contract.",
    ],
)
def test_no_awardees(text: str) -> None:
    assert read_head(text, 0, len(text), PLACES.get, LEGAL) is None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The Sea Command, Bath, Maine, is the contracting activity.", "Sea Command"),
        ("The Sea Command, Bath, Maine, the contracting activity.", "Sea Command"),
        ("The contracting activity is the Air Depot Agency, Waco, Texas.", "Air Depot Agency"),
        ("The 45th Squadron is the contracting activity, Patrick AFB.", "45th Squadron"),
        ("Test Center/XQRT, Waco, Texas, is the primary contracting activity.", "Test Center"),
        ("Corps of Engineers, Waco, Texas (W91278-19-D-0031).", "Corps of Engineers"),
    ],
)  # fmt: skip
def test_activity(sentence: str, name: str) -> None:
    found = activity_span(sentence, 0, len(sentence))
    assert found is not None
    assert sentence[slice(*found)] == name


@pytest.mark.parametrize(
    ("sentence", "sure"),
    [
        ("Harlan won a $9,000,000 firm-fixed-price contract.", False),
        ("Harlan won a firm-fixed-price contract (W56HZV-19-C-0042).", True),
        ("Harlan was awarded the Nobel prize in 2019.", False),
        (END, True),
    ],
)
def test_looks_like_award(sentence: str, sure: bool) -> None:
    assert looks_like_award(sentence, 0, len(sentence)) is sure


def test_plain_award() -> None:
    deal = only(
        "Harlan Optics Inc.,* Saco Falls, Maine, was awarded a $ 12,400,500 firm-fixed-price "
        "contract with options for 310 thermal sights and 40 repair kits. Bids were solicited via "
        "the internet with two received. Work will be performed in Saco Falls, Maine, with an "
        "estimated completion date of May, 23, 2021. Fiscal 2019 other procurement (Army) funds in "
        f"the amount of $4,100, 250 were obligated at the time of the award. {END}"
    )
    assert deal.kind == "procurement"
    assert parties(deal, "seller") == ["Harlan Optics Inc."]
    assert parties(deal, "buyer") == ["Army Contracting Command"]
    items = [(i.name, i.quantity) for i in deal.items]
    assert items == [("thermal sights", 310), ("repair kits", 40)]
    assert values(deal) == [("total", 12400500), ("part", 4100250)]
    assert dates(deal) == [("completion", "2021-05-23")]
    assert deal.identifiers == ("W56HZV-19-C-0042",)


def test_modification() -> None:
    deal = only(
        "Crane Marine Corp., Boat Works Division, Bath, Maine, is being awarded a not-to-exceed "
        "$31,000,000 modification to previously awarded contract N00024-17-C-2201 to exercise an "
        "option for the detail design and construction of two yard tugs. The modification brings "
        "the total cumulative value of the contract to $95,000,000 from $64,000,000. Work is "
        "expected to be completed by March 2022; if all options are exercised, work will continue "
        "until July 2024. Fiscal 2019 shipbuilding (Navy) funds of $9,000,000 will be obligated at "
        "time of award, $2,000,000 of which will expire at the end of the fiscal year. Naval Sea "
        "Systems Command, Washington, D.C., is the contracting activity."
    )
    assert deal.kind == "modification"
    assert parties(deal, "seller") == ["Crane Marine Corp."]
    assert [(i.name, i.quantity, i.category) for i in deal.items] == [("yard tugs", 2, "ship")]
    assert values(deal) == [("total", 31e6), ("ceiling", 95e6), ("part", 9e6)]
    assert dates(deal) == [("completion", "../2022-03")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("firm-fixed-price contract for boots", "procurement"),
        ("indefinite-delivery/indefinite-quantity contract for boots", "framework"),
        ("three-year requirements contract for boots", "framework"),
        ("contract for boots. Funding will be determined with each order", "framework"),
        ("modification (P00012) to contract W91QV1-17-D-0007 for boots", "modification"),
        ("firm-fixed-price contract option for boots", "modification"),
        ("delivery order (0007) under a previously awarded indefinite-delivery/"
         "indefinite-quantity contract for boots", "procurement"),
    ],
)  # fmt: skip
def test_kind(words: str, kind: str) -> None:
    deal = only(f"Harlan Inc., Waco, Texas, has been awarded a $9,000,000 {words}. {END}")
    assert deal.kind == kind
    assert values(deal) == [("ceiling" if kind == "framework" else "total", 9e6)]
    assert [i.name for i in deal.items] == ["boots"]


def test_shared_ceiling_with_first_order() -> None:
    parent, order = deals(
        "Harlan Inc.,* Waco, Texas (N40080-19-D-0101); and Crane LP, Bath, Maine "
        "(N40080-19-D-0102), are each being awarded an indefinite-delivery/indefinite-quantity "
        "multiple award contract for roof repairs. The maximum dollar value for both contracts "
        "combined is $48,000,000. Crane LP is being awarded task order 0001 at $612,000 for the "
        "repair of a hangar roof. Work for this task order is expected to be completed by June "
        "2020. The term of the contract is not to exceed 60 months, with an expected completion "
        "date of May 2024. The Naval Facilities Engineering Command, Washington, D.C., is the "
        "contracting activity."
    )
    assert parties(parent, "seller") == ["Harlan Inc.", "Crane LP"]
    assert (parent.kind, values(parent)) == ("framework", [("ceiling", 48e6)])
    assert dates(parent) == [("completion", "2024-05")]
    assert parent.identifiers == ("N40080-19-D-0101", "N40080-19-D-0102")
    assert parties(order, "seller") == ["Crane LP"]
    assert (order.kind, values(order)) == ("procurement", [("total", 612000)])
    assert parties(order, "buyer") == ["Naval Facilities Engineering Command"]
    assert dates(order) == [("completion", "../2020-06")]


def test_priced_awards_are_deals_of_their_own() -> None:
    found = deals(
        "Harlan Fuels, Waco, Texas (SPE600-19-D-0500), $21,637,994; and Crane Oil Inc., Bath, "
        "Maine (SPE600-19-D-0501), $14,160,402, have been awarded contracts for jet fuel. "
        "Locations of performance are Texas and Maine, with a March 30, 2020, performance "
        "completion date. Using military services are Army and Air Force. The contracting activity "
        "is the Defense Logistics Agency Energy, Fort Belvoir, Virginia."
    )
    assert [parties(d, "seller") for d in found] == [["Harlan Fuels"], ["Crane Oil Inc."]]
    assert [values(d) for d in found] == [[("total", 21637994)], [("total", 14160402)]]
    assert [d.identifiers for d in found] == [("SPE600-19-D-0500",), ("SPE600-19-D-0501",)]
    assert all(dates(d) == [("completion", "2020-03-30")] for d in found)
    assert all(parties(d, "end_user") == ["Army", "Air Force"] for d in found)


@pytest.mark.parametrize(
    ("words", "users"),
    [
        ("foreign military sales contract (Oman, Chile) for 40 rockets.", ["Oman", "Chile"]),
        ("contract for 40 rockets. It involves foreign military sales to Kuwait.", ["Kuwait"]),
        ("contract for 40 rockets. This contract combines purchases for the Navy ($8,000,000; 89 "
         "percent) and the government of Norway ($1,000,000; 11 percent).", ["Navy", "Norway"]),
        ("contract for 40 rockets. Work will be performed in Germany.", []),
    ],
)  # fmt: skip
def test_end_users(words: str, users: list[str]) -> None:
    deal = only(f"Harlan Inc., Waco, Texas, is awarded a $9,000,000 {words} {END}")
    assert parties(deal, "end_user") == [u for u in users if u != "Navy"]
    assert [(i.name, i.quantity) for i in deal.items] == [("rockets", 40)]


def test_run_together_and_cut_paragraphs() -> None:
    found = deals(
        "ARMY\n\nHarlan Inc., Waco, Texas, was awarded a $9,000,000 contract for boots. Fiscal "
        f"2019 funds were obligated. {END} Crane LP, Bath, Maine, was awarded a $7,000,000 order "
        "for caps. Fiscal 2019\n\nother procurement funds were obligated at the time of the award. "
        f"{END}\n\n*Small business"
    )
    assert [parties(d, "seller") for d in found] == [["Harlan Inc."], ["Crane LP"]]
    assert all(parties(d, "buyer") == ["Army Contracting Command"] for d in found)


@pytest.mark.parametrize(
    ("goods", "names"),
    [
        ("C-130J engine spare parts", ["C-130J engine spare parts"]),
        ("dredging of Harrow Channel, Maine", ["dredging of Harrow Channel"]),
        ("architectural and engineering services", ["architectural and engineering services"]),
        ("design, testing and logistics support", ["design, testing and logistics support"]),
        ("low-rate initial production of 12 air defense radars", ["air defense radars"]),
        ("support for ejection seats in trainers", ["support for ejection seats"]),
        ("the repair of 26 main gearboxes for the CH-53K helicopter", ["main gearboxes"]),
        ("fiscal 2019 dry-docking of USS Harrow", ["USS Harrow"]),
    ],
)  # fmt: skip
def test_goods(goods: str, names: list[str]) -> None:
    deal = only(f"Harlan Inc., Waco, Texas, is awarded a $9,000,000 contract for {goods}. {END}")
    assert [i.name for i in deal.items] == names


def test_goods_told_later() -> None:
    deal = only(
        "Harlan Inc., Waco, Texas, is awarded a $9,000,000 modification to contract "
        "W56HZV-17-C-0011. Contractor will provide 28 gear assemblies for the trucks. " + END
    )
    assert [(i.name, i.quantity) for i in deal.items] == [("gear assemblies", 28)]


def test_a_lead_of_the_same_award_is_one_deal() -> None:
    deal = only(
        "Harlan Inc. has been awarded a contract for 40 rockets.\n\nHarlan Inc., Waco, Texas, is "
        f"awarded a $9,000,000 firm-fixed-price contract for 40 rockets. {END}"
    )
    assert values(deal) == [("total", 9e6)]


def test_firms_listed_behind_the_award() -> None:
    deal = only(
        "Two firms have each been awarded an indefinite-delivery/indefinite-quantity contract "
        "for tank road wheels. They are: Harlan Inc., Dayton, Ohio (W56HZV-19-D-0001); and Crane "
        f"LP, Houston, Texas (W56HZV-19-D-0002). Work will be performed as ordered. {END}"
    )
    assert parties(deal, "seller") == ["Harlan Inc.", "Crane LP"]


def test_sum_and_term_in_sentences_of_their_own() -> None:
    deal = only(
        "Harlan Inc., Dayton, Ohio, is being awarded a firm-fixed-price contract for tank road "
        "wheels. The award amount is $6,200,000. This option period is from October 2019 to "
        f"September 2020. {END}"
    )
    assert values(deal) == [("total", 6_200_000)]
    assert dates(deal) == [("start", "2019-10"), ("completion", "2020-09")]


def test_a_long_announcement_that_names_no_goods_of_defence_is_read() -> None:
    text = (
        "Harlan Inc., Dayton, Ohio, has been awarded a $22,000,000 cost-plus-fixed-fee contract "
        "for a research project. "
        + "Building on earlier work, the firm will test a data link. "
        * 9
    )
    deal = only(text + "DARPA, Arlington, Virginia, is the contracting activity.")
    assert parties(deal, "buyer") == ["DARPA"]


def test_other_news_is_read_as_before() -> None:
    deal = only("Poland has awarded Harlan Inc. a $9 million contract for 40 radars.")
    assert parties(deal, "buyer") == ["Poland"]
