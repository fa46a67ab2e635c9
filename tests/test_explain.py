"""``explain``: every fact of every deal with its rule, its words and the decision behind it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.article import from_text
from pipeline.cli import app
from pipeline.explain import explain, lines
from pipeline.trace import Trace, rule_name, trace

TEXT = (
    "Norway has ordered 24 K9 howitzers from Hanwha Aerospace for $180 million. "
    "The guns will be delivered by 2027.\n\n"
    "Rotterdam's harbour was busy on Monday."
)


@pytest.fixture(scope="module")
def read() -> Trace:
    return trace(from_text(TEXT, published=dt.date(2024, 5, 15)))


def test_every_fact_is_explained(read: Trace) -> None:
    (told,) = explain(read)
    (deal,) = read.reading.deals
    count = len(deal.parties) + len(deal.items) + len(deal.values)
    count += len(deal.dates) + len(deal.obligations)
    assert len(told["facts"]) == count > 4
    assert all(fact["why"] for fact in told["facts"])


def test_a_role_names_its_votes(read: Trace) -> None:
    (told,) = explain(read)
    buyer = next(f for f in told["facts"] if "Norway" in f["fact"])
    assert buyer["fact"] == "Norway (NOR): buyer"
    assert any("deal.order (triggers.jsonl:" in why and "'Norway'" in why for why in buyer["why"])


def test_clauses_tell_how_they_were_placed(read: Trace) -> None:
    (told,) = explain(read)
    opened, *joined = told["clauses"]
    assert opened["placed"] == "opened the deal"
    assert "[party Norway]" in opened["groups"] and "K9 howitzers]" in opened["groups"]
    assert all(clause["placed"].startswith("joined") for clause in joined)


def test_words_of_a_value_stand_between_their_neighbours(read: Trace) -> None:
    told = "\n".join(lines(explain(read)))
    assert ">>$180 million<<" in told


def test_a_rule_that_is_code_has_no_place() -> None:
    assert rule_name("value.total") == "value.total"
    assert rule_name("deal.buy").startswith("deal.buy (triggers.jsonl:")


def test_own_rules_have_their_place(tmp_path: Path) -> None:
    own = '{"id": "my.lynx", "name": "Sky Lynx", "category": "uav"}\n'
    (tmp_path / "systems.jsonl").write_text(own, encoding="utf-8")
    assert rule_name("my.lynx", tmp_path) == "my.lynx (systems.jsonl:1)"


def test_tracing_changes_nothing(read: Trace) -> None:
    import pipeline

    assert pipeline.extract_article(read.article).deals == read.reading.deals


class TestCommand:
    @pytest.fixture
    def article(self, tmp_path: Path) -> Path:
        path = tmp_path / "norway.txt"
        path.write_text(TEXT, encoding="utf-8")
        return path

    def test_text(self, article: Path) -> None:
        result = CliRunner().invoke(app, ["explain", str(article)])
        assert result.exit_code == 0, result.output
        assert "Deal 1: procurement, signed, main" in result.output

    def test_json(self, article: Path) -> None:
        result = CliRunner().invoke(app, ["explain", str(article), "--json", "--deal", "1"])
        assert [deal["kind"] for deal in json.loads(result.output)] == ["procurement"]

    def test_no_such_deal(self, article: Path) -> None:
        result = CliRunner().invoke(app, ["explain", str(article), "--deal", "7"])
        assert result.exit_code == 2
        assert "has 1 deals, no number 7" in result.output

    def test_no_deal(self, tmp_path: Path) -> None:
        path = tmp_path / "harbour.txt"
        path.write_text("The navy's band played in the harbour on Monday.", encoding="utf-8")
        result = CliRunner().invoke(app, ["explain", str(path)])
        assert (result.exit_code, result.output) == (0, "harbour: no deal\n")

    def test_an_unreadable_article(self, tmp_path: Path) -> None:
        path = tmp_path / "empty.txt"
        path.write_text("", encoding="utf-8")
        result = CliRunner().invoke(app, ["explain", str(path)])
        assert result.exit_code == 1
        assert "empty.txt" in result.output
