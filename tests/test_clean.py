"""Character repair, boilerplate, layout blocks."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.boilerplate import Boilerplate, BoilerplateRule, default
from pipeline.characters import repair
from pipeline.clean import Block, clean
from pipeline.rules import RuleError, load_jsonl

LONG = (
    "The ministry in Oslo has ordered four frigates from the yard in Bergen and will pay for "
    "them in six instalments until the last ship is handed over in 2031."
)

BODY = ("paragraph", LONG)
FOUR_ITEMS = [("list_item", word) for word in ("one", "two", "three", "four")]


def kinds(raw: str) -> list[tuple[str, str]]:
    text, blocks = clean(raw)
    return [(block.kind, text[block.start : block.end]) for block in blocks]


def check_blocks(text: str, blocks: list[Block]) -> None:
    last = 0
    for block in blocks:
        assert last <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        assert "\n" not in text[block.start : block.end]
        assert (block.kind == "table_row") == bool(block.cells)
        at = block.start
        for start, end in block.cells:
            assert at <= start <= end <= block.end
            at = end
        last = block.end


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("plain words", "plain words"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\fb\vc\u2028d", "a\nb\nc\nd"),
        ("20\xa0km and 5\u202fkm", "20 km and 5 km"),
        ("mis\xadsile\u200b and\ufeff ship", "missile and ship"),
        ("Cafe\u0301", "Café"),
        ("m² № 5", "m² № 5"),
        ("worth Â£3.1bn", "worth £3.1bn"),
        ("a ?1,450 crore order", "a ₹1,450 crore order"),
        ("What next? 90 crore is spent", "What next? 90 crore is spent"),
        ("Polandâ€™s", "Poland’s"),
        ("â€œNoâ€\x9d he said", "“No” he said"),
        ("â€œNoâ€ he said", "“No” he said"),
        ("deal â€“ or not", "deal – or not"),
        ("JosÃ© MÃ¼ller", "José Müller"),
        ("Å¡koda", "škoda"),
        ("â‚¬3 billion", "€3 billion"),
        ("Polandâ\x80\x99s", "Poland’s"),
        ("Poland\x92s \x93big\x94 ship", "Poland’s “big” ship"),
        ("Â\xa0word", " word"),
        ("honest Ångström, Äquator, café", "honest Ångström, Äquator, café"),
        ("AT&amp;T and R&D", "AT&T and R&D"),
        ("&amp;amp;lt;b&amp;gt;", ""),
        ("&pound;3bn &#8364;2bn &#x20AC;1bn", "£3bn €2bn €1bn"),
        ("Britain #39;s fleet", "Britain's fleet"),
        ("the bookmakers #39; pick", "the bookmakers' pick"),
        ("it didn #39;t say #36;50 million", "it didn't say $50 million"),
        ("one &lt;b&gt;big&lt;/b&gt; ship", "one big ship"),
        ("one<br/>two<p>three</p>", "one\ntwo\nthree\n"),
        ('see <a href="http://a.example">this</a> ship', "see this ship"),
        ("3 < 5 and 7 > 2", "3 < 5 and 7 > 2"),
        ("< snipped >", "< snipped >"),
        ("bell\x07 and \x00 zero", "bell and  zero"),
        ("hull #12; then more", "hull #12; then more"),
    ],
)
def test_repair(raw: str, expected: str) -> None:
    assert repair(raw) == expected


@pytest.mark.parametrize(
    "rule", load_jsonl("boilerplate.jsonl", BoilerplateRule), ids=lambda rule: rule.id
)
def test_boilerplate_examples(rule: BoilerplateRule) -> None:
    alone, everything = Boilerplate([rule]), default()
    assert rule.yes and rule.no
    for line in rule.yes:
        assert alone.strip(line, alone.active(line)) != line, line
    for line in rule.no:
        assert everything.strip(line, everything.active(line)) == line, line


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for the Fleet Digest, straight to your inbox.",
        "Subscribe",
        "Share this story",
        "Follow us on Twitter",
        "- ADVERTISEMENT - CONTINUE READING BELOW -",
        "Click here",
        "Read more: Bergen gets tugs",
        "Also on fleet.com Bergen gets tugs",
        "ALSO READ: Bergen gets tugs",
        "We use cookies on this site.",
        "© 2024 Fleet Press",
        "-ends-",
        "Photo: Ann Roe",
        "* * *",
        "_______",
    ],
)
def test_boilerplate_lines_are_no_blocks(line: str) -> None:
    assert kinds(f"{LONG}\n\n{line}\n\n{LONG}") == [("paragraph", LONG)] * 2


def test_credit_goes_and_caption_stays_without_being_a_title() -> None:
    found = kinds(f"A frigate at Bergen (Picture source: Navy)\n\n{LONG}")
    assert found == [("paragraph", "A frigate at Bergen"), ("paragraph", LONG)]


def test_own_rules_replace_the_bundled() -> None:
    own = Boilerplate([BoilerplateRule(id="x", starts=("dockside notes",))])
    text, _ = clean(f"Dockside Notes\n\nSubscribe\n\n{LONG}", own)
    assert text == f"Subscribe\n\n{LONG}"


@pytest.mark.parametrize(
    "rule",
    [
        BoilerplateRule(id="x", starts=("a",), pattern="("),
        BoilerplateRule(id="x", has=("word",)),
        BoilerplateRule(id="x", starts=("---",)),
    ],
)
def test_broken_rules_are_refused(rule: BoilerplateRule) -> None:
    with pytest.raises(RuleError, match=r"^x: "):
        Boilerplate([rule])


def test_blank_lines_and_blanks_collapse() -> None:
    text, _ = clean(f"  {LONG}  \n\n\n \n\nTwo   words  here.\n\n")
    assert text == f"{LONG}\n\nTwo words here."


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("# Oslo buys\n\ntext follows.", [("title", "Oslo buys"), ("paragraph", "text follows.")]),
        ("## Terms ##\n- one", [("title", "Terms"), ("list_item", "one")]),
        ("Terms\n-----\none two.", [("title", "Terms"), ("paragraph", "one two.")]),
        ("- one\n* two\n• three\n– four", FOUR_ITEMS),
        ("1. one\n2) two\na) three\n(iv) four", FOUR_ITEMS),
        ("3. Nov 2016 at 13:28", [("paragraph", "3. Nov 2016 at 13:28")]),
        ("-based in Oslo", [("paragraph", "-based in Oslo")]),
        ("Price: 3 million", [("paragraph", "Price: 3 million")]),
        ("> quoted words", [("paragraph", "quoted words")]),
        ("a **bold** *thin* [link](http://a.example/b)", [("paragraph", "a bold thin link")]),
        ("**Price:** __3 million__ _net_", [("paragraph", "Price: 3 million net")]),
        ("![ship](a.png) at sea", [("paragraph", "at sea")]),
        ("snake_case_name and 5 * 3 * 2", [("paragraph", "snake_case_name and 5 * 3 * 2")]),
        (f"Oslo orders ships\n\n{LONG}", [("title", "Oslo orders ships"), ("paragraph", LONG)]),
        (f"Oslo: four ships\n{LONG}", [("title", "Oslo: four ships"), ("paragraph", LONG)]),
        (f"By Ann Roe\n\n{LONG}", [("paragraph", "By Ann Roe"), ("paragraph", LONG)]),
        (f"12 March 2024\n\n{LONG}", [("paragraph", "12 March 2024"), ("paragraph", LONG)]),
        (f"{LONG}\n\nTerms\n\n{LONG}", [BODY, ("title", "Terms"), BODY]),
        (f"{LONG}\n\nTerms:\n- one", [BODY, ("paragraph", "Terms:"), ("list_item", "one")]),
        (f"{LONG}\n\nOslo signed.\n\n{LONG}", [BODY, ("paragraph", "Oslo signed."), BODY]),
        ("Oslo orders four ships", [("paragraph", "Oslo orders four ships")]),
    ],
)  # fmt: skip
def test_blocks(raw: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(raw) == expected


def test_bullet_stays_in_the_text_before_the_block() -> None:
    text, (block,) = clean("-   four ships")
    assert text == "- four ships"
    assert block.start == 2


def test_sections_name_the_nearest_heading() -> None:
    _, blocks = clean(f"# Oslo buys\n\n{LONG}\n\n## Terms\n\n- ships\n- tugs")
    assert [block.section for block in blocks] == [None, "Oslo buys", "Oslo buys", "Terms", "Terms"]


@pytest.mark.parametrize(
    "raw",
    [
        "| Ship | Price |\n|---|---:|\n| Tug | $3 million |\n| Frigate |  |",
        "Ship | Price\n--- | ---\nTug | $3 million\nFrigate |",
    ],
)
def test_markdown_table(raw: str) -> None:
    text, blocks = clean(f"Terms are:\n{raw}\n\nOne line | more.")
    check_blocks(text, blocks)
    rows = [block for block in blocks if block.kind == "table_row"]
    words = [[text[a:b] for a, b in row.cells] for row in rows]
    assert words == [["Ship", "Price"], ["Tug", "$3 million"], ["Frigate", ""]]
    assert all(row.header == rows[0].cells for row in rows)
    assert "---" not in text
    assert blocks[-1].kind == "paragraph"


def test_table_without_header() -> None:
    text, blocks = clean("| Tug | 2 |\n| Ship | 4 |")
    assert [block.kind for block in blocks] == ["table_row"] * 2
    assert not any(block.header for block in blocks)
    assert [text[a:b] for a, b in blocks[1].cells] == ["Ship", "4"]


def test_header_ends_with_its_table() -> None:
    _, blocks = clean("| A | B |\n|---|---|\n| c | d |\n\n| e | f |\n| g | h |")
    assert [bool(block.header) for block in blocks] == [True, True, False, False]


def test_tabs_make_a_table_only_in_company() -> None:
    text, blocks = clean("Ship\tPrice\nTug\t$3 million\n\nOne\tline")
    assert [block.kind for block in blocks] == ["table_row", "table_row", "paragraph"]
    assert [text[a:b] for a, b in blocks[1].cells] == ["Tug", "$3 million"]
    assert text.endswith("One line")


def test_hard_wrapped_paragraph_is_joined() -> None:
    raw = (
        "The ministry in Oslo has ordered four frigates from the yard in\n"
        "Bergen and will pay for them in six instalments until the last\n"
        "ship is handed over in 2031, which the yard calls a long-\n"
        "term plan.\n\nThe second paragraph is short."
    )
    assert kinds(raw) == [
        ("paragraph", raw.split("\n\n")[0].replace("-\n", "-").replace("\n", " ")),
        ("paragraph", "The second paragraph is short."),
    ]


def test_wrapped_list_item_is_joined() -> None:
    raw = "- the yard delivers four frigates and the spares\n  for ten years\n- training"
    assert kinds(raw) == [
        ("list_item", "the yard delivers four frigates and the spares for ten years"),
        ("list_item", "training"),
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "Bangladesh: four units of the first batch\nVietnam: twelve units of the second batch",
        "Oslo orders four new frigates from Bergen\nBergen yard hires eight hundred welders",
        "name of ship\nname of yard\nname of owner",
    ],
)
def test_lists_of_lines_are_not_joined(raw: str) -> None:
    assert len(kinds(raw)) == len(raw.split("\n"))


PIECES = [
    LONG, "Oslo orders ships", "# Head", "- item", "* item two", "1. first", "| a | b |",
    "|---|---|", "a\tb", "c\td", "Subscribe", "Read more: x", "-ends-", "**bold** [x](y)",
    "&amp;lt;b&gt;", "Â£3 â€™", "  ", "", "\r", "\f", "> quote", "Label: value", "===", "---",
    "(Photo: Ann)", "#39;s", "wrapped line of some forty characters or so,",
    "that runs on in lower case until it ends.",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14), st.sampled_from(["\n", "\n\n", "\r\n", " "]))
@example([PIECES[-1], PIECES[-2], "# Head"], "\n")
@example(["-ends-", "(Photo: Ann)"], " ")
@settings(max_examples=300, deadline=None)
def test_layout_is_valid_and_cleaning_is_idempotent(pieces: list[str], glue: str) -> None:
    text, blocks = clean(glue.join(pieces))
    check_blocks(text, blocks)
    assert clean(text)[0] == text


@given(st.text(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_valid_blocks(raw: str) -> None:
    text, blocks = clean(raw)
    check_blocks(text, blocks)
    assert clean(text)[0] == text
    assert not any(line.isspace() or line != line.strip() for line in text.split("\n") if line)


@pytest.mark.parametrize(
    "unit",
    ["(", "|", ". ", "*", "_", "[", "](", "<", "<b", "&amp;", "&", "#39;", "Â", "â€", "\n", "\t",
     " ", "- ", "#", "> ", "1. ", "a|b\n", "a\tb\n", "|-", "\r", "x\n", "![a](", "copyright ",
     "(Photo: ",
     "wrapped line of some forty characters or so\nand so on\n"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit: str) -> None:
    raw = unit * (1_000_000 // len(unit))
    start = time.process_time()
    text, blocks = clean(raw)
    assert time.process_time() - start < 12
    check_blocks(text, blocks)
