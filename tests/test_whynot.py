"""``whynot``: what words were taken for, and what failed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.article import from_text
from pipeline.cli import app
from pipeline.trace import trace
from pipeline.whynot import Answer, lines, nearest, whynot

TEXT = (
    "Norway has ordered 24 K9 howitzers from Hanwha Aerospace for $180 million. "
    "The defence budget of Norway rose to $9 billion. "
    "If it bought four Type 26 frigates from BAE Systems, more sailors would be needed.\n\n"
    "Saab's JAS 39 Gripen was on show."
)


def ask(words: str, text: str = TEXT) -> Answer:
    (answer,) = whynot(trace(from_text(text)), words)
    return answer


def test_words_that_are_a_fact() -> None:
    answer = ask("$180 million")
    assert answer["facts"] == ["deal 1: value total"]
    assert TEXT[slice(*answer["place"])] == "$180 million"


def test_a_sum_of_a_budget() -> None:
    answer = ask("$9 billion")
    assert answer["facts"] == []
    assert any("words of a budget" in why for why in answer["why"])


def test_a_clause_of_condition_opens_no_deal() -> None:
    answer = ask("four Type 26 frigates")
    (clause,) = answer["clauses"]
    assert clause["placed"] == "none: the clause is a condition"
    assert "Type 26" in clause["goods"]
    assert any("subject = buyer" in slot for slot in clause["slots"])


def test_a_sentence_without_a_deal_word() -> None:
    answer = ask("JAS 39 Gripen")
    assert answer["why"] == ["their sentence has no deal word, sum or date, so it was not parsed"]
    assert any("span" in line for line in answer["taken_for"])


def test_an_article_without_defence() -> None:
    text = "The baker ordered 24 ovens from Hanse. " * 20
    answer, *_ = whynot(trace(from_text(text)), "24 ovens")
    assert answer["why"] == ["the article has no word of defence, so it was let go unread"]


def test_a_dropped_deal_says_why() -> None:
    answer = ask("12 buses", "Norway ordered 12 buses from Scania.")
    (clause,) = answer["clauses"]
    assert "the deal was dropped: nothing tells that it is about defence" in clause["placed"]


def test_a_displaced_span_is_told() -> None:
    answer = ask("howitzers", "Norway ordered 24 wheeled howitzers from Hanwha Aerospace.")
    assert any("lost to equip 'wheeled howitzers'" in line for line in answer["lost"])


def test_blanks_and_case_do_not_matter() -> None:
    assert ask("hanwha\n aerospace")["words"] == "Hanwha Aerospace"


@pytest.mark.parametrize(
    ("words", "near"),
    [("K9 howitzer", "K9 howitzers"), ("Hanwa Aerospace", "Hanwha Aerospace"), ("zebra", None)],
)
def test_words_that_are_not_there(words: str, near: str | None) -> None:
    read = trace(from_text("Norway ordered 24 K9 howitzers from Hanwha Aerospace today"))
    if words == "K9 howitzer":
        assert whynot(read, words)  # part of a word that is there
    else:
        assert whynot(read, words) == []
        assert nearest(read, words) == near


def test_lines_hold_every_answer() -> None:
    told = "\n".join(lines([ask("four Type 26 frigates")]))
    assert "clause of deal.buy (triggers.jsonl:" in told


class TestCommand:
    def test_text_and_json(self, tmp_path: Path) -> None:
        path = tmp_path / "norway.txt"
        path.write_text(TEXT, encoding="utf-8")
        plain = CliRunner().invoke(app, ["whynot", str(path), "$9 billion"])
        assert plain.exit_code == 0 and "words of a budget" in plain.output
        data = CliRunner().invoke(app, ["whynot", str(path), "$9 billion", "--json"])
        assert json.loads(data.output)[0]["words"] == "$9 billion"

    def test_absent_words(self, tmp_path: Path) -> None:
        path = tmp_path / "norway.txt"
        path.write_text(TEXT, encoding="utf-8")
        result = CliRunner().invoke(app, ["whynot", str(path), "Hanwa Aerospace"])
        assert result.exit_code == 0
        assert "the nearest wording is 'Hanwha Aerospace'" in result.output
