"""Mentions to deals: kind, status, prominence, and which sentences speak of one deal."""

from __future__ import annotations

import pytest

from pipeline import extract

GAP = pytest.mark.xfail(strict=True, reason="known gap")

STATUS = [
    ("Armenia is considering ordering the MRSAM system to replace older missiles.", "planned"),
    ("The Romanian Navy is exploring the purchase of a new drone.", "planned"),
    ("Kenya has decided to buy 24 tanks from Volta Dynamics.", "planned"),
    ("Kenya has decided to award the order for 24 tanks to Volta Dynamics.", "selected"),
    ("Peru signed a contract with KAI for 20 FA-50 fighters.", "signed"),
    ("Peru has ordered 20 FA-50 fighters from KAI.", "signed"),
    ("Peru awarded KAI a contract for 20 FA-50 fighters.", "signed"),
    ("KAI won a $900 million order from Peru for 20 FA-50 fighters.", "signed"),
    ("Peru finalised the purchase of 20 FA-50 fighters from KAI.", "signed"),
    ("Peru plans to buy 20 FA-50 fighters from KAI.", "planned"),
    ("Peru may buy 20 FA-50 fighters from KAI.", "planned"),
    ("Peru wants to order 20 FA-50 fighters from KAI.", "planned"),
    pytest.param("Peru is considering the purchase of 20 FA-50 fighters from KAI.", "planned"),
    ("Peru is in talks with KAI to buy 20 FA-50 fighters.", "planned"),
    ("Peru is negotiating a contract with KAI for 20 FA-50 fighters.", "planned"),
    ("Peru is expected to sign a contract with KAI for 20 FA-50 fighters.", "planned"),
    ("Peru could soon order 20 FA-50 fighters from KAI.", "planned"),
    ("Peru has requested 20 FA-50 fighters from South Korea.", "planned"),
    ("KAI has offered Peru 20 FA-50 fighters.", "planned"),
    ("Peru has selected KAI to supply 20 FA-50 fighters.", "selected"),
    ("Peru has chosen the FA-50 fighter from KAI.", "selected"),
    (
        "KAI was named the preferred bidder for Peru's order of 20 FA-50 fighters.",
        "selected",
    ),
    ("Peru picked KAI as the winner of a tender for 20 FA-50 fighters.", "selected"),
    ("The State Department has approved the sale of 20 F-16 fighters to Peru.", "approved"),
    ("Peru's cabinet approved the purchase of 20 FA-50 fighters from KAI.", "approved"),
    ("The US cleared the sale of 20 F-16 fighters to Peru.", "approved"),
    ("Seoul authorised the export of 20 FA-50 fighters to Peru.", "approved"),
    ("Canada has pledged 50 Senator vehicles to Ukraine.", "approved"),
    ("KAI has delivered all 20 FA-50 fighters to Peru.", "delivered"),
    ("Peru has received 20 FA-50 fighters from KAI.", "delivered"),
    ("Peru took delivery of 20 FA-50 fighters from KAI.", "delivered"),
    ("The 20 FA-50 fighters were handed over to Peru by KAI.", "delivered"),
    ("Peru cancelled a contract with KAI for 20 FA-50 fighters.", "cancelled"),
    ("Peru has scrapped the purchase of 20 FA-50 fighters from KAI.", "cancelled"),
    ("Peru cancelled the tender for the purchase of 20 FA-50 fighters.", "cancelled"),
    ("Peru suspended its order for 20 FA-50 fighters from KAI.", "cancelled"),
    ("Peru put on hold its purchase of 20 FA-50 fighters from KAI.", "cancelled"),
    ("Peru may cancel its order for 20 FA-50 fighters from KAI.", "signed"),
    ("Peru threatened to scrap a deal with KAI for 20 FA-50 fighters.", "signed"),
    ("Peru could drop plans to buy 20 FA-50 fighters from KAI.", "planned"),
    ("Peru terminated its contract with KAI for 20 FA-50 fighters.", "cancelled"),
    ("The contract between Peru and KAI for 20 FA-50 fighters was cancelled.", "cancelled"),
    ("Peru is negotiating with KAI the purchase of 24 FA-50 jets.", "planned"),
    ("Portugal to buy 12 Super Tucano aircraft from Embraer.", "planned"),
    ("The Brazilian Navy intends to acquire three submarines from Naval Group.", "planned"),
    ("The Polish defence ministry has launched a tender for 12 minehunters.", "planned"),
    ("BAE Systems won the competition to supply frigates to the Royal Norwegian Navy.", "selected"),
    ("Israel receives permission from Washington to sell Arrow 3 missiles to Germany.", "approved"),
    ("The DAC accorded acceptance of necessity for 97 Tejas jets from HAL.", "approved"),
    ("Ukraine says it has received the first delivery of the NASAMS missile system.", "signed"),
    ("Saab has completed delivery of all 14 Gripen fighters to Hungary.", "delivered"),
    ("The Croatian purchase of 12 F-16 Barak jets from Israel fell through.", "cancelled"),
    ("Berlin announced that it will donate 40 Marder vehicles to Ukraine.", "approved"),
    ("Peru is close to signing a contract with KAI for 20 FA-50 fighters.", "planned"),
    ("Peru has committed to buying 20 FA-50 fighters from KAI.", "planned"),
    ("Peru will be placing orders for 20 FA-50 fighters with KAI.", "planned"),
    ("Peru is in the process of buying 20 FA-50 fighters from KAI.", "planned"),
    ("Peru is trying to secure a contract with KAI for 20 FA-50 fighters.", "planned"),
    ("Peru has set aside $90 million for the purchase of two FA-50 fighters from KAI.", "planned"),
    ("Peru is hoping to order 20 FA-50 fighters from KAI.", "planned"),
    ("Peru had planned to buy 20 FA-50 fighters from KAI but has dropped this plan.", "cancelled"),
    ("Peru and KAI have completed talks on 20 FA-50 fighters worth $900 million.", "planned"),
    (
        "Peru is getting ready for 20 FA-50 fighters from KAI. A committee is considering the "
        "contract for the fighters.",
        "planned",
    ),
    (
        "Peru selected KAI to supply 20 FA-50 fighters. Officials are hereby ordered to postpone "
        "the award of the contract, a court told Peru and KAI.",
        "selected",
    ),
    ("Peru is placing orders for 20 FA-50 fighters with KAI.", "signed"),
    ("Peru announced its intention to purchase 20 FA-50 fighters from KAI.", "planned"),
    ("Japan donated 12 patrol boats to the Philippine Navy.", "delivered"),
    ("Japan donates 12 patrol boats to the Philippine Navy.", "signed"),
    ("Peru is receiving 20 FA-50 fighters from KAI.", "signed"),
    ("The 20 FA-50 fighters are handed over to Peru by KAI once they are tested.", "signed"),
    ("Peru's cabinet is expected to approve the purchase of 20 FA-50 fighters.", "planned"),
    ("Peru to clear the purchase of 20 FA-50 fighters from KAI.", "planned"),
    ("KAI has sought approval to sell 20 FA-50 fighters to Peru.", "planned"),
    ("A contract for 20 FA-50 fighters will be officially signed by Peru and KAI.", "planned"),
    ("KAI is expecting an order for 20 FA-50 fighters from Peru.", "planned"),
    ("With KAI trying to win a contract for 20 FA-50 jets from Peru, Saab waits.", "planned"),
    ("The contract between Peru and KAI for 20 FA-50 fighters fell apart.", "cancelled"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_status(text: str, status: str) -> None:
    assert [d.status for d in extract(text, "2024-06-12").deals] == [status]


KIND = [
    ("Peru has ordered 20 FA-50 fighters from KAI.", "procurement"),
    ("KAI won a tender to supply Peru with 20 FA-50 fighters.", "procurement"),
    (
        "The State Department has approved the sale of 20 F-16 fighters to Peru.",
        "foreign_military_sale",
    ),
    (
        "The State Department approved a possible foreign military sale of Javelin missiles to "
        "Peru for $50 million.",
        "foreign_military_sale",
    ),
    pytest.param(
        "Germany granted an export licence for 20 IRIS-T missiles to Peru.",
        "foreign_military_sale",
    ),
    (
        "Raytheon was awarded a $20 million modification to a U.S. Navy contract for missiles.",
        "modification",
    ),
    (
        "The U.S. Navy exercised an option with Austal for one frigate worth $500 million.",
        "modification",
    ),
    pytest.param(
        "Peru amended its contract with KAI to add four FA-50 fighters.", "modification", marks=GAP
    ),
    ("Peru signed a framework agreement with KAI for FA-50 fighters.", "framework"),
    ("The British Army awarded Thales a seven-year framework contract for radars.", "framework"),
    (
        "Peru signed an executive contract to the framework agreement with KAI for FA-50 fighters.",
        "procurement",
    ),
    ("Peru and KAI signed a memorandum of understanding on FA-50 fighters.", "memorandum"),
    (
        "Peru and South Korea signed a $90 million deal to build new fighters.",
        "co_production",
    ),
    (
        "Peru awarded KAI a contract for 20 FA-50 fighters. The deal, announced on Monday, is "
        "valued at $90 million and modifies a previous contract. The contract covers radars for "
        "the fighters. KAI won the contract for its FA-50 in May.",
        "modification",
    ),
    ("Peru and South Korea signed a letter of intent on the FA-50 fighter.", "memorandum"),
    ("KAI and SEMAN agreed to co-produce FA-50 fighters in Peru.", "co_production"),
    (
        "Turkey and Pakistan will jointly develop a fighter jet under an agreement signed in "
        "Ankara.",
        "co_production",
    ),
    ("Leonardo and Rheinmetall formed a joint venture to build tanks.", "co_production"),
    ("South Korea donated two Pohang corvettes to Peru.", "transfer"),
    ("Peru will lease 12 FA-50 fighters from South Korea.", "transfer"),
    pytest.param(
        "Washington announced a $300 million military aid package for Ukraine with missiles.",
        "transfer",
    ),
    ("Slovakia gifted 13 MiG-29 fighters to Ukraine.", "transfer"),
]


@pytest.mark.parametrize(("text", "kind"), KIND)
def test_kind(text: str, kind: str) -> None:
    assert [d.kind for d in extract(text, "2024-06-12").deals] == [kind]


# Sentences of one article: how many deals they tell.
COUNTS = [
    ("Peru ordered 20 FA-50 fighters from KAI. The order is worth $900 million.", 1),
    ("Peru ordered 20 FA-50 fighters from KAI. The fighters will be delivered in 2027.", 1),
    ("Peru ordered 20 FA-50 fighters from KAI. KAI will deliver the FA-50s in 2027.", 1),
    ("Peru ordered 20 FA-50 fighters from KAI. The contract was signed in Lima.", 1),
    ("Peru ordered 20 FA-50 fighters from KAI.\n\nIt signed the contract after two years.", 1),
    ("Peru ordered 20 FA-50 fighters from KAI.\n\nPeru ordered the 20 FA-50s for $900 million.", 1),
    ("Peru ordered 20 FA-50 fighters from KAI. Chile ordered 30 K9 howitzers from Hanwha.", 2),
    ("Peru ordered 20 FA-50 fighters from KAI and Chile ordered 30 K9 howitzers from Hanwha.", 2),
    (
        "Peru ordered 20 FA-50 fighters from KAI. Peru also ordered 30 K9 howitzers from Hanwha "
        "Aerospace for $200 million.",
        2,
    ),
    (
        "Peru signed contracts with KAI for 20 FA-50 fighters and with Hanwha Aerospace for 30 K9 "
        "howitzers.",
        2,
    ),
    (
        "* Peru ordered 20 FA-50 fighters from KAI.\n* Chile ordered 30 K9 howitzers from Hanwha.\n"
        "* Oman ordered four corvettes from BAE Systems.",
        3,
    ),
    ("Peru ordered 20 FA-50 fighters and 30 K9 howitzers from South Korea.", 1),
    pytest.param(
        "Rheinmetall wins ammunition order\n\nRheinmetall has won an order from Spain for 155mm "
        "artillery shells worth €208 million.",
        1,
    ),
    (
        "Spain ordered 155mm shells from Rheinmetall. In 2021, Hungary ordered 218 Lynx vehicles "
        "from Rheinmetall for €2 billion.",
        2,
    ),
    ("The army praised the missiles of KAI and the ministry said nothing.", 0),
]


@pytest.mark.parametrize(("text", "count"), COUNTS)
def test_how_many_deals(text: str, count: int) -> None:
    assert len(extract(text, "2024-06-12").deals) == count


def test_facts_of_later_sentences_join_the_deal() -> None:
    (deal,) = extract(
        "Peru ordered 20 FA-50 fighters from KAI.\n\nThe contract is worth $900 million. "
        "The first aircraft will be delivered in 2027.",
        "2024-06-12",
    ).deals
    assert [(v.amount, v.currency) for v in deal.values] == [(9e8, "USD")]
    assert [(d.kind, d.date) for d in deal.dates] == [("delivery", "2027")]


@GAP
def test_an_earlier_contract_is_background() -> None:
    deals = extract(
        "Spain ordered 155mm artillery shells from Rheinmetall for €208 million.\n\n"
        "The order was signed in Madrid.\n\nPreviously, Hungary had ordered 218 Lynx vehicles "
        "from Rheinmetall for €2 billion.",
        "2024-06-12",
    ).deals
    assert [d.prominence for d in deals] == ["main", "background"]


# No deal: budgets, results, exercises, opinion, civil goods, lost bids.
NONE = [
    "Peru's defence budget will rise to $3 billion, the ministry of defence said.",
    "KAI reported revenue of $2.8 billion and an order backlog of $18 billion in missiles.",
    "The Peruvian Navy and the U.S. Navy held an exercise with frigates off Callao.",
    "Analysts say that missiles have changed war at sea.",
    "The navy of Peru deployed a frigate to the strait.",
    "Saab lost the tender for fighters in Peru.",
    "Peru denied that it had ordered FA-50 fighters from KAI.",
    "An army helicopter of Peru crashed near Cusco, killing four soldiers.",
    "Rheinmetall acquired the American firm Loc Performance for $950 million.",
    "The hospital ordered 40 beds from a Lima company while the army looked on.",
    "The minister awarded medals to 40 soldiers of the army.",
    pytest.param(
        "Police bought a $30 million office building from a bank near the navy yard.", marks=GAP
    ),
    "Russia attacked Kyiv with 40 drones and 12 missiles overnight.",
    "The FA-50 fighter was developed by KAI and Lockheed Martin.",
    "The contract of the army's coach was extended by two years.",
    "Kenya has ordered 12 DF-8 locomotives from China.",
    pytest.param("Kenya is to buy 30 XMQ6127 buses from China.", marks=GAP),
    pytest.param("Ethiopia received 100 CX-7 tractors from Belarus.", marks=GAP),
    pytest.param("Italy bought 40 GF-200 fire engines from Leonardo.", marks=GAP),
    "Ghana bought 5,000 SM-G991 phones from Samsung.",
    "The steady supply of western missiles to Ukraine has worried Moscow.",
    "The army of Peru and its navy are to approach the cabinet for clearance of the Condor tank.",
    "Saab will offer the army its Gripen E fighter for the Peruvian tender for 20 jets.",
    "KAI cuts costs for the Peruvian air force when it enters production of the FA-50 fighter.",
    "Debate goes on over clients such as Turkey and Egypt, heavily engaged in Syria and Chad. "
    "The sale of missiles is at stake.",
    "Flying the Gripen until 2035 would hurt the ability to contribute to NATO and EU operations.",
    "Should the NH90 be selected by the Government of Peru for its need, Indra will help.",
    "Berlin imposed a ban on sales of Leopard 2 tanks to Peru in 2019.",
    "The general spoke on how to supply Leopard 2 tanks to Estonia by rail.",
    "Peru imported 10 percent of Russia's arms and tanks between 2010 and 2016.",
    "The Peruvian Navy is receiving $65 million to start construction of a Condor frigate.",
    "Peru's ministers agreed on Tuesday to send four NH90 helicopters on a mission in Mali.",
    "Peru was granted a $30 million waiver as part of a $150 million sale of THAAD missiles.",
    "France won orders for arms exports worth €7 billion in 2017, half of the sum of 2016.",
    "General Atomics, which has developed EMALS for the U.S. Navy, also claims to be able to "
    "develop smaller ones.",
    "Washington and Ottawa saw major military hardware deals with Peru lapse over the war.",
    "The army's chief said that high-end military equipment is bought from Italy by Peru.",
    "KAI makes fighter jets and missiles for the Korean military.",
    "Peru signed a contract with CRBC to build a $3.2 billion railway, guarded by soldiers.",
    "Peru's defence budget provides 160 million soles for purchasing aircraft and warships for "
    "the armed forces.",
    "The senator urged the government of Chile to sell F-16 fighters to Peru.",
    "Analysts say that Peru should buy more mobile missiles from the United States.",
    "During World War II the United States supplied 7,000 tanks to the Soviet Union.",
    "A court fined a trader who had sold night vision devices to Iran.",
    "This would provide the Peruvian Air Force with a stealth fighter at a lower cost than others.",
    "The jet could bring Peru the advantage it seeks over Chile's F-16 fighters.",
    "Within four years Peru's imports of Italian ammunition had more than doubled, going up from "
    "€34 million to €90 million.",
    "India's total exports of arms to Peru shrank 11.6% to $2.8 billion, the ministry said.",
    "Peru was Italy's top client, purchasing €12 million worth of weapons, a report said.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_deal(text: str) -> None:
    assert extract(text, "2024-06-12").deals == ()


@pytest.mark.parametrize(
    "text",
    [
        "Washington ordered two frigates to the Gulf of Aden after the attack.",
        "It is impossible for South Korea to purchase the THAAD missile system.",
        "The minister told Congress of a missile exercise with Japan.",
    ],
)
def test_no_deal_in_moves_and_refusals(text: str) -> None:
    assert extract(text, "2024-06-12").deals == ()


def test_goods_that_a_ministry_and_its_army_have_are_no_deal_without_another_side() -> None:
    text = (
        "The talks lasted three days.\n\nNothing was decided.\n\nA report is to come.\n\n"
        "The Indian Ministry of Defence received new guns, helmets and warships last year. "
        "The Indian Army has received the helmets{}."
    )
    assert extract(text.format(""), "2024-06-12").deals == ()
    assert extract(text.format(" from Belarus"), "2024-06-12").deals


def test_states_that_are_partners_have_signed_nothing() -> None:
    (deal,) = extract(
        "Paris and Delhi have been strategic partners, yet France goes on to supply submarines to "
        "Pakistan.",
        "2024-06-12",
    ).deals
    assert deal.kind == "procurement"


def test_the_country_is_the_one_that_the_article_is_about() -> None:
    text = (
        "Kenya ordered 12 Hizir armoured vehicles from Katmerciler of Turkey last year. Kenya now "
        "wants more. The country has also bought three M28 aircraft from PZL Mielec."
    )
    (vehicles, aircraft) = extract(text, "2024-06-12").deals
    assert {p.name for p in aircraft.parties if p.role == "buyer"} == {"Kenya"}
    assert {p.name for p in vehicles.parties if p.role == "seller"} == {"Katmerciler"}


@pytest.mark.parametrize(("state", "code"), [("Israel", "ISR"), ("India", "IND"), ("Iraq", "IRQ")])
def test_an_acronym_that_bodies_share_is_that_of_the_state_named(state: str, code: str) -> None:
    text = (
        f"{state} signed a contract with Embraer. The IAF ordered 12 C-390 aircraft from Embraer."
    )
    parties = [p for deal in extract(text, "2024-06-12").deals for p in deal.parties]
    assert {p.country for p in parties if p.role in ("buyer", "end_user")} == {code}


def test_leaders_act_for_their_states() -> None:
    text = (
        "Indian Prime Minister Narendra Modi and Vietnamese President Luong Cuong signed a deal "
        "for 12 BrahMos missiles worth $700 million."
    )
    (deal,) = extract(text, "2024-06-12").deals
    assert {p.country for p in deal.parties} == {"IND", "VNM"}


def test_more_from_the_same_seller_is_no_deal_of_its_own() -> None:
    text = (
        "LIG Nex1 has signed a $94 million contract with the Chilean Army for 812 Raybolt "
        "missiles. LIG Nex1 will also provide eight simulators and train instructors."
    )
    (deal,) = extract(text, "2025-12-10").deals
    assert {item.name for item in deal.items} >= {"Raybolt"}


def test_an_order_under_a_framework_is_a_deal_beside_it() -> None:
    text = (
        "The Norwegian Defence Materiel Agency entered into a framework agreement with Nammo for "
        "155 mm shells. It runs from 1 July 2024 to 30 June 2031. Under the agreement Norway is "
        "buying 26,000 shells for NOK 1.2 billion."
    )
    framework, order = extract(text, "2024-06-20").deals
    assert (framework.kind, order.kind) == ("framework", "procurement")
    assert {(d.kind, d.date) for d in framework.dates} >= {
        ("start", "2024-07-01"),
        ("completion", "2031-06-30"),
    }
    assert [value.amount for value in order.values] == [1.2e9]


def test_a_parliament_that_ratifies_leaves_its_state_the_buyer() -> None:
    (deal,) = extract(
        "Bulgaria's parliament ratified an agreement with the United States for the acquisition "
        "of 183 Stryker vehicles.",
        "2024-06-12",
    ).deals
    assert {(p.role, p.name) for p in deal.parties} == {
        ("approver", "Bulgaria's parliament"),
        ("buyer", "Bulgaria"),
        ("seller", "United States"),
    }


def test_a_body_without_a_country_is_that_of_the_state_the_article_speaks_of() -> None:
    (deal,) = extract(
        "LONDON - The Ministry of Defence has ordered 14 Chinook helicopters from Boeing.",
        "2024-06-12",
    ).deals
    assert [p.country for p in deal.parties if p.role == "buyer"] == ["GBR"]


def test_a_gift_between_states_is_a_transfer() -> None:
    text = "Norway provides Ukraine with six M109 howitzers in a new military aid package."
    assert [d.kind for d in extract(text, "2024-06-12").deals] == ["transfer"]


def test_an_order_under_a_framework_is_a_purchase_of_its_own_day() -> None:
    (deal,) = extract(
        "Saab has received an order for Carl-Gustaf ammunition worth SEK 1.1 billion. The order "
        "falls within the framework agreement Saab signed with FMV in 2019.",
        "2024-06-12",
    ).deals
    assert deal.kind == "procurement"
    assert not deal.dates


def test_an_approved_sale_to_another_state_is_an_export() -> None:
    text = "Washington has approved the $23bn sale of 40 new F-16 fighter jets to Turkey."
    assert [d.kind for d in extract(text, "2024-06-12").deals] == ["foreign_military_sale"]


def test_what_is_selected_is_not_signed_because_a_signature_is_expected() -> None:
    (deal,) = extract(
        "Australia has selected Japan's Mogami-class frigate. The contract is expected to be "
        "signed early next year. Mitsubishi will build the first three ships.",
        "2024-06-12",
    ).deals
    assert deal.status == "selected"


def test_an_order_is_not_delivered_because_other_goods_of_it_were() -> None:
    (deal,) = extract(
        "Peru has ordered 20 FA-50 fighters from KAI. In the spring KAI delivered FA-50 fighters "
        "to Peru.",
        "2024-06-12",
    ).deals
    assert deal.status == "signed"


def test_a_plan_that_was_approved_is_not_signed_because_goods_are_to_be_supplied() -> None:
    (deal,) = extract(
        "Peru plans to buy 20 FA-50 fighters from KAI. The cabinet approved the purchase. KAI "
        "supplies the FA-50 fighters to Peru with a simulator.",
        "2024-06-12",
    ).deals
    assert deal.status == "approved"


def test_what_was_ordered_is_another_deal_than_what_is_planned() -> None:
    planned, ordered = extract(
        "Chile plans to order 15 C-295 aircraft from Airbus. The coast guard will get five. Chile "
        "already has placed orders for 56 C-295 aircraft with Airbus.",
        "2024-06-12",
    ).deals
    assert [planned.status, ordered.status] == ["planned", "signed"]
    assert [planned.items[0].quantity, ordered.items[0].quantity] == [15, 56]


def test_the_order_that_delivered_goods_come_from_is_their_deal() -> None:
    (deal,) = extract(
        "Peru has taken delivery of 12 FA-50 fighters. In 2019 it ordered 20 FA-50 fighters from "
        "KAI.",
        "2024-06-12",
    ).deals
    assert deal.status == "signed"
    assert [i.quantity for i in deal.items] == [20]


def test_a_vague_plan_of_one_buyer_counts_in_the_lead_only() -> None:
    plan = "The Romanian Navy is exploring the purchase of a new drone."
    filler = "The fleet sailed on Monday. It was seen off by crowds. The sea was calm. "
    assert len(extract(plan, "2024-06-12").deals) == 1
    assert len(extract(filler + plan, "2024-06-12").deals) == 0


def test_a_term_in_a_list_tells_the_goods_of_the_deal_before_it() -> None:
    text = (
        "Otokar and Kazakhstan Paramount Engineering have concluded a technology transfer deal for "
        "$310 million. What it provides for:\n\n"
        "- Licence: Otokar grants its partner the right to build 300 Cobra II vehicles\n"
        "- Training: 85 welders will be trained in Sakarya\n"
    )
    (deal,) = extract(text, "2024-05-14").deals
    assert [(i.name, i.quantity) for i in deal.items] == [("Cobra II", 300)]
    assert {p.name for p in deal.parties} == {"Otokar", "Kazakhstan Paramount Engineering"}


def test_the_quarter_in_which_a_sum_is_booked_is_no_signature() -> None:
    text = (
        "Saab has signed a contract with Lithuania for Carl-Gustaf weapons worth 900 million "
        "euros, of which 700 million euros will be booked in the first quarter of 2024. The "
        "contract was signed on March 4, 2024."
    )
    (deal,) = extract(text, "2024-06-20").deals
    assert [(d.kind, d.date) for d in deal.dates] == [("signed", "2024-03-04")]


def test_a_purchase_that_parliament_is_asked_to_approve_is_planned() -> None:
    text = (
        "Norway's government on Friday proposed that parliament approve the purchase of 16 K239 "
        "Chunmoo launchers from Hanwha Aerospace."
    )
    (deal,) = extract(text, "2024-05-14").deals
    assert deal.status == "planned"
    assert [p.role for p in deal.parties] == ["buyer", "seller"]


def test_who_gives_beside_a_gift_gives_to_the_same_state() -> None:
    found = extract(
        "The UK will send Ukraine 600 Brimstone missiles. Denmark has donated 19 Caesar howitzers.",
        "2024-06-12",
    ).deals
    assert [(p.role, p.name) for p in found[1].parties] == [
        ("buyer", "Ukraine"),
        ("seller", "Denmark"),
    ]
    assert found[1].kind == "transfer"


def test_a_state_s_military_is_evidence_of_the_state() -> None:
    text = "Oman's military has begun to receive K9 howitzers. Oman ordered them from Hanwha."
    (deal,) = extract(text).deals
    quotes = {p.name: [e.quote for e in p.evidence] for p in deal.parties}
    assert quotes == {"Oman": ["Oman", "Oman's military"], "Hanwha": ["Hanwha"]}


@pytest.mark.parametrize(
    ("text", "buyer"),
    [
        (
            "Kuwait has a new defence minister. The Gulf state has ordered 28 Typhoon fighters "
            "from Leonardo.",
            "Kuwait",
        ),
        (
            "Estonia needs missiles. The Baltic republic signed a contract with MBDA for Mistral 3 "
            "missiles.",
            "Estonia",
        ),
        (
            "Togo's army bought vehicles. Two Mi-17 helicopters were recently delivered to the "
            "West African nation.",
            "Togo",
        ),
        (
            "Mali was given aid. France handed the West African nation 12 armoured vehicles.",
            "Mali",
        ),
        (
            "WARSAW, Poland - The Czech defence minister announced plans. Next year, the country "
            "aims to buy 90 Boxer vehicles from Rheinmetall.",
            "Czech Republic",
        ),
    ],
)
def test_a_state_is_told_by_its_region(text: str, buyer: str) -> None:
    (deal,) = extract(text, "2024-05-14").deals
    assert [p.name for p in deal.parties if p.role == "buyer"] == [buyer]


def test_one_contract_for_goods_and_another_for_others() -> None:
    found = extract(
        "Leonardo signed two contracts with Ghana: one for the helicopters and another for "
        "air-launched weapons.",
        "2024-05-14",
    ).deals
    assert [[i.name for i in d.items] for d in found] == [["helicopters"], ["air-launched weapons"]]
    assert all({p.name for p in d.parties} == {"Leonardo", "Ghana"} for d in found)


def test_a_state_s_plan_with_count_and_name_stands_far_from_the_lead() -> None:
    text = (
        "Nexter will build the Serval vehicle for France.\n\nThe plant lies at Roanne.\n\nIt is "
        "large.\n\nIt has many workers.\n\nFrance is also to order 40 SCALP missiles."
    )
    names = [i.name for d in extract(text, "2024-05-14").deals for i in d.items]
    assert "SCALP" in names


def test_a_memorandum_on_ties_is_no_sign_that_talks_have_ended() -> None:
    text = (
        "The Peruvian Ministry of Supply is in talks with Saab for the sale of the RBS 70 missile. "
        "In 2021, Sweden and Peru signed a memorandum of understanding to strengthen defence ties."
    )
    deal = extract(text, "2024-05-14").deals[0]
    assert (deal.kind, deal.status, deal.dates) == ("procurement", "planned", ())


def test_a_second_clause_behind_a_receiver_has_its_own_goods() -> None:
    record = extract(
        "200 rifles will be delivered to the Lithuanian Army and 5,000 drones of the same type "
        "will be sent to the Ukrainian Armed Forces."
    )
    told = {d.parties[0].name: [i.quantity for i in d.items] for d in record.deals}
    assert told == {"Lithuanian Army": [200], "Ukrainian Armed Forces": [5000]}


def test_buyers_and_sellers_told_respectively_make_deals_of_their_own() -> None:
    record = extract(
        "Oman and Peru plan to buy fighters from South Korea and Sweden, respectively."
    )
    sides = [{p.role: p.name for p in d.parties} for d in record.deals]
    assert sides == [
        {"buyer": "Oman", "seller": "South Korea"},
        {"buyer": "Peru", "seller": "Sweden"},
    ]
