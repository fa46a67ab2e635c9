"""Evidence marked in the text, in brackets or in colour."""

import io

import pytest
from rich.console import Console
from samples import TEXT, deal, record

from pipeline import display
from pipeline.records import Party


def on_a_terminal(**changes: object) -> str:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=120, color_system="truecolor")
    console.print(*display.rich(record(**changes)))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "abcdefgh"),
        ([(0, 2, "x")], "[x: ab]cdefgh"),
        ([(6, 8, "x")], "abcdef[x: gh]"),
        ([(1, 7, "x"), (2, 4, "y")], "a[x: b[y: cd]efg]h"),
        ([(1, 3, "x"), (3, 5, "y")], "a[x: bc][y: de]fgh"),
        ([(1, 4, "x"), (2, 6, "y")], "a[x: bcd]efgh"),
        ([(1, 4, "x"), (2, 4, "y")], "a[x: b[y: cd]]efgh"),
        ([(5, 99, "x")], "abcdefgh"),
    ],
)
def test_brackets(marks: list[display.Mark], expected: str) -> None:
    assert display.bracketed("abcdefgh", 0, 8, marks) == expected


def test_plain() -> None:
    lines = list(display.plain(record()))
    assert lines[:3] == [
        "news/estonia: Estonia orders missiles, published 2025-03-04",
        "Deal 1: procurement, signed, main",
        "  buyer         Estonia (EST)  <test.rule>",
    ]
    assert "  value         40,000,000 EUR (total, exact)  <test.rule>" in lines
    assert (
        "  obligation    Rafael: train the crews by 2027, for Estonia, by ../2027 "
        "(training, binding)  <test.rule>"
    ) in lines
    assert lines[-2:] == [
        "The price may rise.",
        "Rafael will [obligation: train the crews [date: by 2027]].",
    ]


def test_colour() -> None:
    text = on_a_terminal()
    assert "\x1b[" in text
    assert "€40 million" in text
    assert "[value:" not in text


def test_the_text_is_neither_markup_nor_control() -> None:
    nasty = Party("[bold]x[/bold]\x1b[31m\x07", "buyer")
    changes = {"deals": (deal(parties=(nasty,)),), "text": TEXT + "\n\x1b[2J[red]"}
    text = "\n".join(display.plain(record(**changes)))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]x[/bold]" in text
    assert "[red]" in text
    coloured = on_a_terminal(text=TEXT + "\n\x1b[2Jgone")
    assert "\x1b[2J" not in coloured
