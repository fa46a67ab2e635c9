"""Sentence bounds, tokens, the sentence component and the language check."""

import pickle
import time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.article import from_text
from pipeline.clean import Block, clean
from pipeline.language import (
    ARTICLE_KEY,
    NewsTokenizer,
    lean_vocabulary,
    looks_english,
    make_tokenizer,
    news_sentences,
    sentences,
    set_sentence_starts,
)
from pipeline.rules import load_jsonl
from pipeline.sentences import Abbreviation

# One text a line, its sentences parted by " ¦ "; the bar stands where the split is, and "¦"
# without blanks where there is no blank in the text either.
SENTENCES = [
    "Oslo ordered four frigates. ¦ The first will sail in 2029.",
    "The price is $10M. ¦ Work began in May.",
    "It bought the F-35B. ¦ Deliveries start soon.",
    "The U.S. Navy awarded the contract.",
    "The jets come from the U.S. ¦ The deal was signed on Friday.",
    "The U.S. Army will test it.",
    "Talks with the U.K. government go on.",
    "The U.A.E. Armed Forces chose it.",
    "He met the U.S. ambassador. ¦ Both agreed.",
    "Raytheon Co. of Tucson won the award.",
    "The award went to Raytheon Co. ¦ Work will be performed in Tucson.",
    "General Dynamics Corp. Chief Executive Ann Lee spoke.",
    "The seller is General Dynamics Corp. ¦ It has built tanks since 1982.",
    "Shares of Textron Inc. rose.",
    "The seller is Textron Inc. ¦ Boeing is the rival.",
    "Bharat Forge Ltd. has built guns.",
    "Nordic Yards Pvt. Ltd. won a tender.",
    "Leonardo S.p.A. signed the contract.",
    "Lt. Gen. Ann Lee signed the order.",
    "Adm. Bo Ek and Gen. Carl Roe agreed.",
    "Maj. Gen. (retd) B.C. Roy leads the panel.",
    "Rear Adm. D. Poe spoke on Monday. ¦ Nothing was signed.",
    "Mr. Doe met Mrs. Roe and Dr. Poe.",
    "Sen. Doe and Rep. Roe wrote the bill.",
    "S. K. Chourasia heads the board.",
    "George W. Bush opened the yard.",
    "J. R. Doe of the yard spoke. ¦ He was content.",
    "H.E. Ahmed Doe signed for the ministry.",
    "It was signed on Aug. 14 in Warsaw.",
    "It was signed in Sept. ¦ The first ship follows.",
    "The pact of Dec. 3, 2019 holds.",
    "On 3. November 2016 the tender closed.",
    "The tender closed in November 2016. ¦ Three firms had bid.",
    "Hull No. 12 was laid down.",
    "The answer was no. ¦ The talks ended.",
    "Article No. Five does not apply. ¦ That was clear.",
    "The order is worth Rs. 350 crore.",
    "The order is worth Rs 350 crore. ¦ The army needs it.",
    "It costs approx. 40 million euros.",
    "See Fig. 3 and Vol. 2 of the report.",
    "Trials took place at Ft. Bliss in May.",
    "They met in St. Petersburg.",
    "The plant is in Baltimore, Md. ¦ It employs 40 people.",
    "The yard in Pascagoula, Miss. has four slips.",
    "It is built in Orlando, Fla., and in Troy, Ala.",
    "Work is done in Mobile, Ala. ¦ Deliveries will end in May.",
    "The yard is in Halifax, N.S., on the coast.",
    "Talks ended at 5 p.m. ¦ The minister left.",
    "The vote at 3 p.m. Friday passed.",
    "The gun fires .50 caliber rounds at a range of 3.8 km.",
    "The site idrw.org reported it. ¦ Delhi did not comment.",
    "According to IDRW.ORG the tests went well.",
    "The sale was approved, he said.¦Replying to a question, she agreed.",
    "Bids close in 2017.¦The army wants 40 guns.",
    "The ship is late (by a year).¦Oslo will not pay.",
    "Visit www.Example.com for the list.",
    'He said: "We will buy." ¦ Nobody objected.',
    "“We will buy it.” ¦ The minister left at once.",
    '"The talks go well," he said. ¦ "We may sign in May."',
    'Oslo said the ship sails."¦We are ready," it added.'.replace('."¦', '.¦"'),
    "Is it a sale? ¦ Nobody knows.",
    '"Is it a sale?" he asked.',
    "What a day! ¦ Everybody cheered.",
    "The list: guns; ships; radars. ¦ All are new.",
    "It buys tanks (e.g. Leopard 2) and guns, i.e. howitzers.",
    "It is Saab vs. Boeing in Brazil.",
    "The rest of the sum ... will follow.",
    "It might come one day... ¦ Oslo waits.",
    "The battery costs $1.5bn. ¦ 12 launchers are included.",
    "The Army bought AN/PVS-31A. ¦ Harris makes it.",
    "He retired in 2019 (the last year). ¦ A successor is named.",
    "John Doe Jr. Marine of Oslo won.",
    "The firm was founded by John Doe Jr. ¦ The yard is small.",
    "The army of 250. raketna brigada uses it.",
    "Radars, guns, etc. ¦ Oslo wants all of them.",
    "The U.S.-made engine failed. ¦ Its maker will pay.",
    "Washington, D.C. ¦ The talks go on.",
    "It ordered 32 K2s. ¦ South Korea will build them.",
    "Lockheed Martin Corp., Fort Worth, Texas, was awarded $9,000,000.",
    "The offer came from Cambridge, Mass., and from Dallas, Tex.",
]


def split(text: str, blocks: list[Block] | None = None) -> list[str]:
    return [text[start:end] for start, end in sentences(text, blocks)]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    text = marked.replace(" ¦ ", " ").replace("¦", "")
    assert split(text) == marked.replace(" ¦ ", "¦").split("¦")


def test_table_is_large_enough() -> None:
    assert len(set(SENTENCES)) >= 60


@pytest.mark.parametrize(
    "rule", load_jsonl("abbreviations.jsonl", Abbreviation), ids=lambda r: r.id
)
def test_abbreviation_examples(rule: Abbreviation) -> None:
    assert rule.yes and rule.no
    for text in rule.yes:
        assert split(text) == [text]
    for text in rule.no:
        assert len(split(text)) > 1


def test_no_abbreviation_twice() -> None:
    forms = [f for rule in load_jsonl("abbreviations.jsonl", Abbreviation) for f in rule.forms]
    assert len(forms) == len(set(forms))
    assert all(form.endswith(".") for form in forms)


def test_sentences_stay_in_their_block() -> None:
    text, blocks = clean(
        "# Oslo orders ships\n\n- four frigates\n- two tugs. They are old.\n\n"
        "| Ship | No. |\n|---|---|\n| Tug. Old | 2 |\n"
    )
    assert split(text, blocks) == [
        "Oslo orders ships",
        "four frigates",
        "two tugs.",
        "They are old.",
        "Ship | No.",
        "Tug. Old | 2",
    ]


def test_lines_part_sentences_without_blocks() -> None:
    assert split("  One line\n\n two lines. Three \n") == ["One line", "two lines.", "Three"]
    assert split("") == []
    assert split(" \n ") == []


@given(st.text(alphabet="Aa.b1 \n\"'”“?!()…-,;U.S", max_size=80))
def test_sentence_spans_are_ordered_trimmed_and_complete(text: str) -> None:
    spans = sentences(text)
    last = 0
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert not text[last:start].strip()
        last = end
    assert not text[last:].strip()


# Text and its tokens, parted by blanks.
TOKENS = [
    ("$10M. Work", "$ 10M . Work"),
    ("The F-35B.", "The F-35B ."),
    ("the F-35B flew", "the F-35B flew"),
    ("an F-16, a Su-30MKI", "an F-16 , a Su-30MKI"),
    ("CN235-220 and C-295W", "CN235-220 and C-295W"),
    ("AIM-120C-8 AMRAAM", "AIM-120C-8 AMRAAM"),
    ("AN/AAR-47A(V)2", "AN/AAR-47A(V)2"),
    ("the AN/AAR-47A(V).", "the AN/AAR-47A(V) ."),
    ("(AN/TPY-2)", "( AN/TPY-2 )"),
    ("K239 Chunmoo", "K239 Chunmoo"),
    ("K239's crew", "K239 's crew"),
    ("Hanwha’s K9A1", "Hanwha ’s K9A1"),
    ("Airbus' bid", "Airbus ' bid"),
    ("T-90S, T-14.", "T-90S , T-14 ."),
    ("F-16C/D and APX-114/119", "F-16C/D and APX-114/119"),
    ("Saab/Boeing", "Saab / Boeing"),
    ("155mm shells", "155mm shells"),
    ("a 6x6 and 8x8s", "a 6x6 and 8x8s"),
    ("a .50 caliber gun", "a .50 caliber gun"),
    ("3.8 km, 1,200 men", "3.8 km , 1,200 men"),
    ("40% of it", "40 % of it"),
    ("the U.S. Army", "the U.S. Army"),
    ("the U.S.", "the U.S."),
    ("U.S.-made", "U.S. - made"),
    ("US-made", "US - made"),
    ("Poland-based", "Poland - based"),
    ("Saudi-led", "Saudi - led"),
    ("Israel-India", "Israel - India"),
    ("F-35-related", "F-35 - related"),
    ("AK-47-type", "AK-47 - type"),
    ("Air-To-Air and air-to-air", "Air - To - Air and air - to - air"),
    ("2019-2025", "2019-2025"),
    ("Boeing Co. and Textron Inc.", "Boeing Co. and Textron Inc."),
    ("Corp., Dallas", "Corp. , Dallas"),
    ("Ft. Worth", "Ft. Worth"),
    ("Lt. Gen. Roe", "Lt. Gen. Roe"),
    ("S. K. Chourasia", "S. K. Chourasia"),
    ("NATO.", "NATO ."),
    ("the MoD.", "the MoD ."),
    ("R&D.", "R&D ."),
    ("said.Replying", "said . Replying"),
    ("in 2017.The", "in 2017 . The"),
    ('sails."We', 'sails . " We'),
    ("idrw.org reported", "idrw.org reported"),
    ("see https://a.example/x?y=1.", "see https://a.example/x?y=1 ."),
    ("a.roe@navy.example", "a.roe@navy.example"),
    ("(DRDO)", "( DRDO )"),
    ("in 2018)", "in 2018 )"),
    ("(block 8)", "( block 8 )"),
    ("“Aster” and ‘Neva’", "“ Aster ” and ‘ Neva ’"),
    ("price—about $4", "price — about $ 4"),
    ("€3bn", "€ 3bn"),
    ("million,including", "million , including"),
    ("missiles(SAM)", "missiles ( SAM )"),
]


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    made = spacy.blank("en")
    made.tokenizer = make_tokenizer(made)
    return made


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_tokens(nlp: spacy.language.Language, text: str, expected: str) -> None:
    assert [token.text for token in nlp.make_doc(text)] == expected.split(" ")


def test_token_table_is_large_enough() -> None:
    assert len(TOKENS) >= 40


@given(st.text(alphabet="Aa1.-/()'$ \n\t\"€", max_size=60))
@settings(deadline=None)
def test_cache_changes_no_token(nlp: spacy.language.Language, text: str) -> None:
    tokenizer = nlp.tokenizer
    assert isinstance(tokenizer, NewsTokenizer)
    for _ in range(2):
        doc = tokenizer(text)
        plain = tokenizer.inner(text)
        assert doc.text == text
        assert [(t.text, t.whitespace_) for t in doc] == [(t.text, t.whitespace_) for t in plain]


def test_cache_is_bounded(nlp: spacy.language.Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.language._CACHE_CHARACTERS", 60)
    tokenizer = make_tokenizer(nlp)
    text = "The navy\nbuys 40 ships."
    for number in range(30):
        doc = tokenizer(f"{text} Hull{number}")
        assert [token.text for token in doc][-2:] == [".", f"Hull{number}"]
    assert len(tokenizer._cache) < 20


def test_tokenizer_survives_pickling(nlp: spacy.language.Language) -> None:
    again = pickle.loads(pickle.dumps(nlp.tokenizer))
    assert isinstance(again, NewsTokenizer)
    assert [t.text for t in again("the F-35B.")] == ["the", "F-35B", "."]


def test_component_sets_sentences_by_blocks(nlp: spacy.language.Language) -> None:
    article = from_text(
        "Oslo orders ships\n\nIt cost $10M. Work began in the U.S. Navy yard at Bergen."
    )
    doc = nlp.make_doc(article.text)
    doc.user_data[ARTICLE_KEY] = article
    found = [span.text.strip() for span in news_sentences(doc).sents]
    assert found == [
        "Oslo orders ships",
        "It cost $10M.",
        "Work began in the U.S. Navy yard at Bergen.",
    ]


def test_component_in_a_pipeline() -> None:
    made = spacy.blank("en")
    made.tokenizer = make_tokenizer(made)
    made.add_pipe("news_sentences")
    assert [len(span) for span in made("Oslo buys. Bergen builds ships.").sents] == [3, 4]
    assert len(made("")) == 0


def test_sentence_starts_replace_earlier_ones(nlp: spacy.language.Language) -> None:
    doc = nlp.make_doc("One two three four")
    set_sentence_starts(doc, [0, 4, 8])
    set_sentence_starts(doc, [9])
    assert [span.text for span in doc.sents] == ["One two three", "four"]


def test_lean_vocabulary_keeps_what_matching_needs() -> None:
    made = spacy.blank("en")
    lean_vocabulary(made)
    token = made("Frigates")[0]
    assert (token.lower_, token.norm_, token.like_num) == ("frigates", "frigates", False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oslo orders four frigates from Bergen yard", True),
        ("K239 Chunmoo", True),
        (
            "The navy will get its ships by 2029, and the yard has said that it is on time. " * 4,
            True,
        ),
        (
            "Das Heer bestellt bei der Werft vier Fregatten, die bis 2029 in den Dienst gehen. "
            * 4,
            False,
        ),
        ("La marine a commandé quatre frégates et les livre à la flotte en 2029. " * 4, False),
        ("La Armada compra cuatro fragatas que el astillero entrega en 2029. " * 4, False),
        ("De marine koopt vier fregatten van het bedrijf dat ze op tijd bouwt. " * 4, False),
        ("Bestilte skip leveres til marinen og det er på tide", False),
        ("Вооруженные силы получили новые ракеты", False),
        ("国防部签署合同", False),
        ("", True),
    ],
)
def test_looks_english(text: str, expected: bool) -> None:
    assert looks_english(text) is expected


@pytest.mark.parametrize(
    "unit", [".", ". ", "U.S. ", '."', "?!", "A.", "a.A", "\n", " ", "(", "No. "]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    spans = sentences(text)
    assert time.process_time() - start < 8
    assert all(start < end for start, end in spans)
