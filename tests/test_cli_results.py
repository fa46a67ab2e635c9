"""The commands that take up results: report and exports."""

from pathlib import Path

import pytest
from click.testing import Result
from samples import record
from typer.testing import CliRunner

from pipeline import cli, export
from pipeline.records import to_json


def call(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


@pytest.fixture
def results(tmp_path: Path) -> Path:
    export.write([record()], tmp_path / "results")
    return tmp_path / "results"


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["report"], "report.html"),
        (["export", "datapackage"], "package"),
        (["export", "ocds", "--uri", "https://example.org/p.json", "--publisher", "Desk"], "ocds"),
        (["export", "transfers"], "transfers.csv"),
        (["export", "calendar"], "obligations.ics"),
    ],
)
def test_results_in_any_form(results: Path, tmp_path: Path, command: list[str], name: str) -> None:
    for source in (results, results / "deals.jsonl"):
        out = tmp_path / source.name / name
        out.parent.mkdir(exist_ok=True)
        told = call(*command, source, "--out", out)
        assert told.exit_code == 0, told.output
        assert f"written: {out}" in told.output
        assert out.is_dir() or out.stat().st_size > 0


def test_two_results_in_one_page(results: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert call("report", results, results, "-o", page).exit_code == 0
    assert page.read_bytes().count(b'"id":"news/estonia"') == 2


def test_a_folder_without_results(tmp_path: Path) -> None:
    told = call("report", tmp_path, "-o", tmp_path / "report.html")
    assert told.exit_code == 2 and "deals.jsonl: not there" in told.output
    assert not (tmp_path / "report.html").exists()


def test_a_broken_line_is_named_and_nothing_half_written(tmp_path: Path) -> None:
    broken = tmp_path / "deals.jsonl"
    broken.write_bytes(to_json(record()) + b'\n\n{"id": 1}\n')
    told = call("report", broken, "-o", tmp_path / "report.html")
    assert told.exit_code == 2 and f"{broken}:3: " in told.output
    assert [path.name for path in tmp_path.iterdir()] == ["deals.jsonl"]


def test_own_rates(results: Path, tmp_path: Path) -> None:
    rates = tmp_path / "rates.csv"
    rates.write_text("currency,date\nEUR,2024-01-01\n", encoding="utf-8")
    told = call("export", "datapackage", results, "-o", tmp_path / "p", "--rates", rates)
    assert told.exit_code == 2 and "no column usd" in told.output


def test_calendar_without_its_package(
    results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "icalendar", None)
    told = call("export", "calendar", results, "-o", tmp_path / "c.ics")
    assert told.exit_code == 2 and "dealfacts[exchange]" in told.output
