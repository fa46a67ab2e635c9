"""Undertakings: sentence -> kind, modality and words, by whom and by when; and what is none."""

from __future__ import annotations

import re

import pytest

from pipeline import extract
from pipeline.obligation_kinds import noun_kind
from pipeline.obligations import token_f1
from pipeline.records import Obligation

GAP = pytest.mark.xfail(strict=True, reason="known gap")
LEAD = "Jordan signed a contract with FNSS for 60 Kaplan armoured vehicles.\n\n"


def undertakings(sentence: str) -> tuple[Obligation, ...]:
    deals = extract(LEAD + sentence, "2024-06-12").deals
    assert len(deals) == 1
    return deals[0].obligations


CASES = [
    (
        "FNSS will deliver the vehicles by 2027.",
        "delivery",
        "binding",
        "deliver the vehicles by 2027",
    ),
    (
        "FNSS shall hand over the first ten vehicles in 2026.",
        "delivery",
        "binding",
        "hand over the first ten vehicles in 2026",
    ),
    (
        "FNSS will supply spare parts for ten years.",
        "support",
        "binding",
        "supply spare parts for ten years",
    ),
    (
        "FNSS will train 200 Jordanian soldiers.",
        "training",
        "binding",
        "train 200 Jordanian soldiers",
    ),
    (
        "FNSS will provide training to the crews.",
        "training",
        "binding",
        "provide training to the crews",
    ),
    (
        "FNSS has agreed to transfer technology to Jordan.",
        "technology_transfer",
        "binding",
        "transfer technology to Jordan",
    ),
    (
        "FNSS undertakes to share designs of the hull with local firms.",
        "technology_transfer",
        "binding",
        "share designs of the hull with local firms",
    ),
    (
        "FNSS must build half of the vehicles in Amman.",
        "production",
        "binding",
        "build half of the vehicles in Amman",
    ),
    ("The vehicles will be assembled in Amman.", "production", "binding", "be assembled in Amman"),
    (
        "FNSS is to maintain the vehicles for eight years.",
        "support",
        "binding",
        "maintain the vehicles for eight years",
    ),
    (
        "FNSS commits to invest $20 million in a plant in Zarqa.",
        "investment",
        "binding",
        "invest $20 million in a plant in Zarqa",
    ),
    (
        "Jordan will pay the price in five instalments.",
        "payment",
        "binding",
        "pay the price in five instalments",
    ),
    (
        "FNSS will also develop a new turret with KADDB.",
        "development",
        "binding",
        "develop a new turret with KADDB",
    ),
    (
        "FNSS will integrate Jordanian radios into the vehicles.",
        "integration",
        "binding",
        "integrate Jordanian radios into the vehicles",
    ),
    (
        "FNSS plans to set up a workshop in Zarqa.",
        "support",
        "planned",
        "set up a workshop in Zarqa",
    ),
    (
        "FNSS is expected to deliver the first vehicles in 2026.",
        "delivery",
        "planned",
        "deliver the first vehicles in 2026",
    ),
    (
        "FNSS aims to produce some vehicles in Jordan.",
        "production",
        "planned",
        "produce some vehicles in Jordan",
    ),
    (
        "FNSS could supply another 40 vehicles.",
        "delivery",
        "conditional",
        "supply another 40 vehicles",
    ),
    (
        "FNSS may build a second plant in Amman.",
        "production",
        "conditional",
        "build a second plant in Amman",
    ),
    (
        "The contract includes training of crews and technicians.",
        "training",
        "binding",
        "training of crews and technicians",
    ),
    (
        "The deal provides for technology transfer to local firms.",
        "technology_transfer",
        "binding",
        "technology transfer to local firms",
    ),
    (
        "The agreement covers maintenance for ten years.",
        "support",
        "binding",
        "maintenance for ten years",
    ),
    (
        "The contract requires local production of the hulls.",
        "production",
        "binding",
        "local production of the hulls",
    ),
]


@pytest.mark.parametrize(("sentence", "kind", "modality", "text"), CASES)
def test_undertaking(sentence: str, kind: str, modality: str, text: str) -> None:
    found = [(o.kind, o.modality, o.text) for o in undertakings(sentence)]
    assert found == [(kind, modality, text)]


NONE = [
    "The package for Oman would include, of various makes: radios — as well as related support.",
    "The work is to be carried out over a period of four years.",
    "The helicopters will perform a range of missions.",
    "The vehicles will bolster the eastern border.",
    "Work will be performed in Ankara.",
    "Work is expected to be completed by December 2027.",
    "FNSS will not deliver spare parts.",
    "Experts say Jordan should train more crews.",
    "The vehicle can carry ten soldiers.",
    pytest.param("Both sides must ensure transparency.", marks=GAP),
    "FNSS delivered 20 vehicles to Oman in 2019.",
    "“This will strengthen our army,” the general said.",
    "The vehicles will be used by the border guard.",
    "Jordan plans to buy more vehicles.",
    "The vehicle will be powered by a 600 hp engine.",
    "The deal is worth $200 million.",
    "The contract was signed in Amman.",
    pytest.param("The announcement will be made in Amman.", marks=GAP),
]


@pytest.mark.parametrize("sentence", NONE)
def test_no_undertaking(sentence: str) -> None:
    assert undertakings(sentence) == ()


# An undertaking a line: kind, modality, sentence with its words in brackets; "-" for none.
TOLD = """
delivery binding | [Deliveries will be spread over 30 months].
delivery binding | [Series deliveries run from 2026 until 2029], the ministry said.
delivery planned | [Delivery of the first battalion set is anticipated in early 2027].
delivery binding | Signed on 3 June; [deliveries between 2026 and 2029].
delivery binding | [The last vehicles are due in 2029], FNSS said.
delivery binding | The first vehicle must [be in Zarqa no later than March 2026].
delivery binding | The vehicles will [leave the Ankara plant in late 2026].
delivery binding | The 3rd Brigade will [receive the first ten vehicles in 2026].
delivery planned | The vehicles should [be delivered by the spring of 2027].
delivery conditional | Jordan has [options, exercisable until June 2028, for up to ten more].
support binding | [Spare parts for five years are included in the price].
training binding | [Instruction of the crews is included].
training binding | [Training of 60 drivers shall be conducted by FNSS in Ankara].
support binding | [Upkeep of the engines has been entrusted to KADDB].
payment binding | [Payment of a third of the sum is to be made in advance].
payment binding | [Half of the price is paid on signature].
production binding | [At least 40 per cent of the value must be spent with Jordanian firms].
production binding | [Local content shall be 30 percent in the first lot].
production binding | FNSS must [source not less than half of the steel from Jordan].
production binding | FNSS will [collaborate with KADDB to build the hulls].
production binding | KADDB is to [carry out the final assembly in Amman].
integration binding | KADDB will [carry out the installation of the radios].
training binding | FNSS takes on the obligation to [train 60 drivers].
training binding | FNSS is also obliged to [train 60 drivers in Ankara].
training binding | The contract requires the Turkish firm to [train 60 drivers].
payment binding | FNSS shall [furnish a performance bond of ten percent].
payment binding | Turkey will [provide Jordan with 40 million dollars for the purchase].
technology_transfer binding | FNSS will [hand over the production drawings of the hull].
support binding | The deal covers 12 simulators, radios, [spare parts and documentation].
support binding | FNSS will [support the army in maintaining the vehicles in Zarqa].
delivery binding | FNSS will [supply 60 turrets, as well as 12 spare engines].
delivery binding | FNSS will [supply remote weapon stations (RWS) for 40 vehicles].
support binding | FNSS will [provide contractor logistics (CLS) support for ten years].
support binding | FNSS will [repair the hulls and training stands in Zarqa].
support binding | FNSS will [keep the vehicles running until 2035].
support binding | FNSS will [keep a stock of tracks in Zarqa].
- | FNSS will keep 300 workers busy until 2030.
- | The order will keep the plant in Ankara alive.
production binding | FNSS will ensure that the hulls will [be assembled in Zarqa].
- | FNSS will ensure that the border is safe.
- | The contract will ensure the continued supply of shells, FNSS said.
- | FNSS will support the growth of local start-ups.
- | FNSS will give a boost to ties with Jordan.
delivery binding | FNSS has a contract. [Deliveries of 36 jets and 12 trainers will run to 2028].
- | The price will be made public in June.
- | FNSS will send a delegation to Amman.
- | FNSS will do the work at its plant in Ankara.
- | The turrets that FNSS will build have a new sight.
- | The package includes four training simulators.
- | The package does not include training of the crews.
- | The older vehicles will be modernised.
support planned | FNSS expects to [open a repair shop in Zarqa].
delivery planned | FNSS is programmed to [deliver 20 vehicles a year].
delivery planned | The first vehicle is [scheduled for delivery in May 2026].
delivery binding | Jordan will [get the first vehicles in May 2026].
production binding | The hulls will [have at least 40 per cent local content].
integration binding | FNSS will [support the army in installing the radios].
support binding | KADDB will [take part in the maintenance of the hulls].
training binding | FNSS must [provide for the training of the crews].
technology_transfer binding | FNSS will [transfer technical documentation to KADDB].
delivery binding | FNSS will [make deliveries over the next two years].
delivery binding | FNSS will [supply 60 turrets], and in May 2023 Jordan tested one.
- | KADDB will contribute in the future to the tests.
support binding | FNSS will [set up a repair shop in Zarqa].
production binding | FNSS will [install an assembly line in Zarqa].
development binding | FNSS will [develop a turret] that will be used on the vehicles.
production binding | FNSS has the permission of the army to [build a test track].
support binding | FNSS will continue to [maintain the vehicles].
delivery binding | The vehicles will begin to [arrive in May 2026].
delivery binding | The vehicles, to [be delivered in 2026], are new.
delivery binding | Jordan paid for 60 vehicles to [be handed over to the army in 2026].
- | The vehicle to be delivered to the army is a new version.
- | Half of the vehicles have yet to be delivered to the army.
delivery binding | [Deliveries under the contract will take place in 2026].
delivery conditional | The order comes with [options for up to twelve more].
- | The ministry took up options of two years each, until 2028.
support binding | The price included [a support package of three years].
support binding | The package, which also comprises [spare parts and tools], is worth $9 million.
delivery binding | The contract provides for [the delivery of 60 vehicles by 2028].
support binding | The order covers 12 FNSS-supplied turrets, as well as [spare parts and tools].
delivery binding | The contract will see FNSS [deliver the vehicles by 2028].
production binding | Jordan pays for the hulls, with FNSS to [build them in Zarqa].
- | The firm has no licence, nor does FNSS plan to build a plant in Zarqa.
- | This would provide the army with a larger reserve.
- | The turret can be installed on a truck.
- | Jordan will be placing orders for 40 more vehicles.
- | The army will receive ten vehicles under a deal made this week.
- | Otokar provides maintenance and spare parts.
production binding | The hulls will [be assembled in Zarqa] due to the size of the order.
production binding | The hulls will [be assembled in Jordan].
production binding | The hulls will [be built at the company's new plant in Jordan].
- | The hulls that Jordan ordered will be assembled in Turkey.
- | The hulls will be built at FNSS’s plant near Ankara.
- | The hulls will be made at the company's Ankara works.
training binding | The deal covers [spare parts and the training of operators and maintainers].
training binding | The firm will [provide in-service training support to the navy].
support binding | The contract includes [four years of support], and contains no option.
support binding | FNSS will [look after the vehicles for ten years].
support binding | FNSS will [station four engineers in Zarqa].
support binding | FNSS is [responsible for the maintenance of the fleet].
delivery binding | FNSS [delivers the hulls], for which it has set up a new line.
delivery binding | FNSS [supplies the engines].
delivery binding | FNSS will [provide the Royal Jordanian Army (RJA) with a dozen hulls].
delivery binding | FNSS will [deliver the hulls in 2026] (the turrets are made elsewhere).
- | Experts said that Jordan should invest in training.
- | FNSS, which is responsible for armour at the holding, was founded in 1988.
- | The trials will be in Ankara in 2026.
- | The contract will follow in 2026.
- | FNSS develops tracked vehicles for customers in many countries.
- | Half of the parts are made in Ankara.
- | The vehicles are built so that they can be repaired in the field.
- | FNSS will make sure that the line is ready.
- | The delivery of the jet that will be tested is a matter of 2026.
- | Construction will be performed in Ankara.
- | The vehicles had initially been scheduled to be delivered in 2023.
- | The hulls were originally slated to arrive in 2023.
- | Jordan has no plan to modernise the depot.
- | The turret will give the army air superiority.
- | Jordan reduced its stocks in order to send Turkey a reserve.
- | The present lease will run out in May 2026.
- | The last patrol will return to Jordan in May 2026.
delivery binding | FNSS will [return to the army two repaired hulls a month].
- | Under the contract there are six hulls left to be delivered to the army.
- | FNSS has on order, for its plant, presses set to arrive in 2026.
- | Jordan took up options on the contract for spare parts.
delivery binding | FNSS will [supply 60 turrets], deputy head of the navy Omar Haddad said.
- | The package includes two attack and four close air support aircraft.
- | Jordan will develop a rocket of its own.
- | Oman will supply the fuel for the trip.
delivery binding | Fifty lorries will [be gifted to the army].
integration binding | FNSS will [incorporate a Jordanian radio in each hull].
- | FNSS has not told the number of hulls that will be built in Amman.
- | FNSS has clinched contracts to build 900 hulls so far.
delivery binding | The first vehicle will [land in Amman in May 2026].
production binding | FNSS was named preferred bidder to [build the hulls].
- | FNSS will demonstrate the speed of the vehicles in the desert.
- | After agreeing to provide spares, the ministry went on.
- | The first hull scheduled for delivery in May 2026 was sent to Oman.
- | The hulls will give the crews themselves protection.
- | The cabinet is committed to modernising the armed forces.
- | The vehicles will make the border posts safer.
- | FNSS was chosen to provide additional capability and value.
production binding | FNSS will [build a “majority” of the hulls in Zarqa].
production binding | This contract provides for [support and production of 60 turrets].
support binding | Its tasks include [the design of racks, the repair of hulls, crew training].
support binding | Included in the deal are [spare parts, tools and instruction].
support binding | Also included, it said: radios as well as [related training and crew support].
production binding | Jordan has agreed to buy one test stand and [build another two in Zarqa].
- | Jordan will host the trials and give the crews more confidence.
delivery planned | [Deliveries to Jordan are expected to begin in 2026].
delivery planned | FNSS has begun work, with [deliveries now expected to start in 2026].
delivery binding | Jordan ordered 60 vehicles, [deliveries taking place from 2026 until 2029].
production binding | The contract will [see the setting up of a production line in Zarqa].
support binding | The deal will also [see maintenance of the hulls handed to KADDB].
production binding | The deal will see state-owned KADDB and FNSS [build the hulls in Zarqa].
delivery planned | FNSS is reportedly hoping to [deliver the vehicles in two lots].
production planned | FNSS is planning to [assemble the hulls in Zarqa].
integration binding | FNSS will reportedly [incorporate a Jordanian radio into the hull].
training binding | Sixty drivers will [receive training in Ankara].
support binding | FNSS will [offer maintenance for ten years].
integration binding | The vehicles will [be fitted out for medical use].
production binding | The hulls are to [be built next year], Minister Omar Haddad confirmed.
- | Any offset agreement will be defined in negotiations between Jordan and FNSS.
- | The vehicles will be fitted with a 25 mm gun.
- | FNSS will provide details later.
technology_transfer binding | The technology will [be transferred to KADDB].
support binding | Spare parts will [be supplied for five years].
production binding | A production line is to [be established in Zarqa].
production binding | Jordanian firms will [get 40 percent of the work].
production planned | The partners intend to [explore joint production of turrets].
training binding | Jordan will [send 20 mechanics to Turkey for training].
delivery binding | The vehicles will start [arriving next month].
payment binding | Washington will [foot the bill].
support planned | FNSS aims to [set up a maintenance, repair and overhaul centre in Zarqa].
- | The summer will see the first parade of the vehicles.
- | The year will see an election in Jordan.
- | Jordan is still criticised for an agreement to sell trucks to Oman.
"""


@pytest.mark.parametrize("line", TOLD.strip().splitlines())
def test_ways_of_telling_an_undertaking(line: str) -> None:
    told, _, sentence = line.partition(" | ")
    words = sentence.partition("[")[2].partition("]")[0]
    found = [
        (f"{o.kind} {o.modality}", o.text) for o in undertakings(re.sub(r"[][]", "", sentence))
    ]
    assert found == ([(told, words)] if words else [])


PARTED = [
    (
        "FNSS will deliver the hulls in 2026, train the crews and maintain the fleet.",
        ["deliver the hulls in 2026", "train the crews", "maintain the fleet"],
    ),
    (
        "FNSS has committed itself to delivering ten hulls a year, to training the crews, and to "
        "providing a warranty of two years.",
        ["delivering ten hulls a year", "training the crews", "providing a warranty of two years"],
    ),
    (
        "The hulls will be built by KADDB in Amman and shipped to Zarqa.",
        ["be built by KADDB in Amman", "shipped to Zarqa"],
    ),
    (
        "The hulls will be made in Ankara and should arrive in Zarqa in 2027.",
        ["arrive in Zarqa in 2027"],
    ),
    (
        "FNSS will deliver ten vehicles a year and KADDB is to train the crews.",
        ["deliver ten vehicles a year", "train the crews"],
    ),
]


@pytest.mark.parametrize(("sentence", "wanted"), PARTED)
def test_undertakings_of_one_sentence(sentence: str, wanted: list[str]) -> None:
    assert [o.text for o in undertakings(sentence)] == wanted


LISTS = [
    ("Delivery time: 2026 to 2028", [("delivery", "Delivery time: 2026 to 2028")]),
    ("training 300 technicians in Ankara", [("training", "training 300 technicians in Ankara")]),
    (
        "FNSS: transfer the hull drawings to KADDB",
        [("technology_transfer", "transfer the hull drawings to KADDB")],
    ),
    ("Train more crews", []),
    (
        "Terms: 10% advance against guarantee; minimum 40% local content; two years of warranty",
        [
            ("payment", "10% advance against guarantee"),
            ("production", "minimum 40% local content"),
            ("support", "two years of warranty"),
        ],
    ),
]


@pytest.mark.parametrize(("item", "wanted"), LISTS)
def test_list_items(item: str, wanted: list[tuple[str, str]]) -> None:
    found = undertakings(f"The terms of the contract are:\n\n* {item}\n* Nothing else")
    assert [(o.kind, o.text) for o in found] == wanted


def test_an_undertaking_before_the_only_deal_is_told() -> None:
    text = (
        "Turkey has agreed to hand over armoured vehicles in the spring of 2025.\n\n"
        "Jordan signed a contract with FNSS for 60 Kaplan armoured vehicles in Amman."
    )
    (deal,) = extract(text, "2024-06-12").deals
    assert [o.text for o in deal.obligations] == [
        "hand over armoured vehicles in the spring of 2025"
    ]


def test_an_undertaking_before_the_first_of_two_deals_is_told() -> None:
    text = (
        "The vehicles will be assembled in Amman. FNSS has a pact to sell hulls to Oman.\n\n"
        "Jordan signed a contract with FNSS for 60 Kaplan armoured vehicles in Amman.\n\n"
        "Peru ordered 20 FA-50 fighters from KAI."
    )
    first, second = extract(text, "2024-06-12").deals
    assert [o.text for o in first.obligations] == ["be assembled in Amman"]
    assert second.obligations == ()


def test_a_sum_stands_for_the_deal() -> None:
    text = "FNSS has been awarded $90 million by Jordan to overhaul 60 Kaplan vehicles."
    (deal,) = extract(text, "2024-06-12").deals
    assert [(o.kind, o.text) for o in deal.obligations] == [
        ("support", "overhaul 60 Kaplan vehicles")
    ]


PARTIES = [
    ("FNSS will deliver the vehicles by 2027.", "FNSS", "Jordan", "../2027"),
    ("FNSS will train 200 soldiers in 2026.", "FNSS", "Jordan", "2026"),
    ("Jordan will pay the price in five instalments.", "Jordan", None, None),
    ("The contract includes training of crews and technicians.", "FNSS", "Jordan", None),
    ("The Turkish firm FNSS will maintain the vehicles.", "FNSS", "Jordan", None),
]


@pytest.mark.parametrize(("sentence", "obligor", "obligee", "deadline"), PARTIES)
def test_by_whom_for_whom_by_when(
    sentence: str, obligor: str | None, obligee: str | None, deadline: str | None
) -> None:
    found = [(o.obligor, o.obligee, o.deadline) for o in undertakings(sentence)]
    assert found == [(obligor, obligee, deadline)]


INFINITIVES = [
    (
        "FNSS won a contract from the U.S. Army to build 60 Kaplan vehicles.",
        "production",
        "build 60 Kaplan vehicles",
    ),
    (
        "Jordan signed a contract with FNSS and Otokar to build 60 Kaplan vehicles.",
        "production",
        "build 60 Kaplan vehicles",
    ),
    (
        "FNSS signed a contract with Jordan to supply 60 Kaplan vehicles.",
        "delivery",
        "supply 60 Kaplan vehicles",
    ),
    (
        "FNSS won a contract from Jordan to build 60 Kaplan vehicles.",
        "production",
        "build 60 Kaplan vehicles",
    ),
    (
        "Jordan and FNSS signed a deal to co-produce 60 Kaplan vehicles.",
        "production",
        "co-produce 60 Kaplan vehicles",
    ),
    (
        "Jordan awarded FNSS a contract to maintain 60 Kaplan vehicles.",
        "support",
        "maintain 60 Kaplan vehicles",
    ),
    (
        "Jordan awarded FNSS a contract to upgrade 60 Kaplan vehicles.",
        "support",
        "upgrade 60 Kaplan vehicles",
    ),
    (
        "Jordan awarded FNSS a contract for supplying 60 Kaplan vehicles.",
        "delivery",
        "supplying 60 Kaplan vehicles",
    ),
    ("Jordan signed a contract with FNSS to buy 60 Kaplan vehicles.", None, ""),
    ("Jordan signed a contract with FNSS to purchase 60 Kaplan vehicles.", None, ""),
    ("Jordan signed a contract with FNSS for 60 Kaplan vehicles.", None, ""),
]


@pytest.mark.parametrize(("text", "kind", "words"), INFINITIVES)
def test_what_a_contract_is_to_do(text: str, kind: str | None, words: str) -> None:
    (deal,) = extract(text, "2024-06-12").deals
    assert [(o.kind, o.text) for o in deal.obligations] == ([(kind, words)] if kind else [])


BULLETS = [
    ("Training: FNSS will teach 200 crews in Ankara", "training"),
    ("Technology transfer: FNSS will share production data with KADDB", "technology_transfer"),
    ("Local production: half of the vehicles will be assembled in Amman", "production"),
    ("FNSS will deliver ten vehicles a year", "delivery"),
    ("Maintenance: FNSS will repair the vehicles for ten years", "support"),
]


@pytest.mark.parametrize(("bullet", "kind"), BULLETS)
def test_labelled_bullets(bullet: str, kind: str) -> None:
    found = undertakings(f"The terms of the contract are:\n\n* {bullet}\n* Nothing else")
    assert [o.kind for o in found] == [kind]


NOUNS = [
    ("technology transfer to Jordan", "technology_transfer"),
    ("training and technology transfer", "training"),
    ("offset obligations", "offset"),
    ("spare parts", "support"),
    ("joint development of a turret", "development"),
    ("local assembly", "production"),
    ("payment in three parts", "payment"),
    ("an investment in a plant", "investment"),
    ("delivery of ten vehicles", "delivery"),
    ("the weather", None),
]


@pytest.mark.parametrize(("words", "kind"), NOUNS)
def test_kind_of_a_noun_phrase(words: str, kind: str | None) -> None:
    assert noun_kind(words) == kind


F1 = [
    ("a b c d", "a b c d", 1.0),
    ("a b", "A, B!", 1.0),
    ("a b", "c d", 0.0),
    ("a b c", "a", 0.5),
    ("a a b", "a b b", 2 / 3),
    ("", "", 0.0),
    ("", "a", 0.0),
]


@pytest.mark.parametrize(("a", "b", "wanted"), F1)
def test_token_f1(a: str, b: str, wanted: float) -> None:
    assert token_f1(a, b) == token_f1(b, a) == pytest.approx(wanted)


@pytest.mark.parametrize(
    "told",
    [
        "The decision will give the air force ample time to prepare for the new jet.",
        "The radars will provide enhanced input into the national picture.",
        "The jets will operate up to 40 years.",
        "The high running cost will make the air force wary of the jet.",
    ],
)
def test_what_follows_from_a_deal_is_no_task(told: str) -> None:
    (deal,) = extract(f"Peru will buy 12 Gripen jets from Saab. {told}", "2024-05-14").deals
    assert not deal.obligations
