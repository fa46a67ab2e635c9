"""The command: what it prints, its exit codes, and how soon ``--help`` answers."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples import extract
from typer.testing import CliRunner, Result

import pipeline
from pipeline import cli
from pipeline.commands import common
from pipeline.records import from_json

CORPUS = Path(__file__).parent.parent / "corpus"
COMMAND = shutil.which("dealfacts", path=str(Path(sys.executable).parent))
ORDER = "Norway has ordered four frigates from Navantia, the ministry said on Monday."


def dealfacts(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments])


@pytest.fixture
def simple(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in extractor in place of the real one."""
    monkeypatch.setattr(common, "extractor", lambda patterns: extract)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "norway.txt").write_text(ORDER)
    return tmp_path / "in"


# --- the installed command -----------------------------------------------------------------------


def test_the_installed_command() -> None:
    assert COMMAND is not None, "the package is not installed beside this Python"
    done = subprocess.run([COMMAND, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"dealfacts {pipeline.__version__}\n"
    done = subprocess.run([COMMAND, "--help"], capture_output=True, text=True, check=True)
    for name in ("run", "show", "score", "rules"):
        assert f"  {name} " in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from pipeline import cli\n"
        "try: cli.app(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({'spacy', 'numpy', 'dateparser', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_help_is_quick() -> None:
    assert COMMAND is not None
    # On a busy machine an interpreter that does nothing is slow too: it is the measure there.
    bare = quickest([sys.executable, "-c", "pass"])
    assert quickest([COMMAND, "--help"]) < max(0.3, 8 * bare)


def quickest(command: list[str]) -> float:
    """The shortest of five runs of ``command``, in seconds."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return min(taken)


def test_the_real_extraction_on_the_command_line(tmp_path: Path) -> None:
    assert COMMAND is not None
    article = tmp_path / "poland-south-korea-missiles.txt"
    shutil.copy(CORPUS / "gold" / article.name, article)
    subprocess.run([COMMAND, "run", article.name, "--out", "out"], cwd=tmp_path, check=True)
    (line,) = (tmp_path / "out" / "deals.jsonl").read_bytes().splitlines()
    (deal,) = from_json(line).deals
    assert {party.name for party in deal.parties} == {"Poland", "South Korea"}
    assert [(value.amount, value.currency) for value in deal.values] == [(3.8e9, "USD")]


def test_an_article_on_standard_input(tmp_path: Path) -> None:
    assert COMMAND is not None
    command = [COMMAND, "run", "-", "--out", "out"]
    done = subprocess.run(command, cwd=tmp_path, input=ORDER, capture_output=True, text=True)
    assert done.stdout.startswith("articles read: 1 (with deals: 1"), done.stderr


def test_output_that_the_terminal_cannot_encode(tmp_path: Path) -> None:
    assert COMMAND is not None
    (tmp_path / "a.txt").write_text("Electromecanica Ploiești has no news today.", "utf-8")
    done = subprocess.run(
        [COMMAND, "show", "a.txt"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "no deal found" in done.stdout


# --- run -----------------------------------------------------------------------------------------


def test_run(simple: None, folder: Path, tmp_path: Path) -> None:
    done = dealfacts("run", folder, "--out", tmp_path / "new" / "out")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == (
        "articles read: 1 (with deals: 1, without: 0), deals: 1, failed: 0"
    )
    names = sorted(path.name for path in (tmp_path / "new" / "out").iterdir())
    assert names == [".dealfacts", "deals.csv", "deals.jsonl", "obligations.csv", "run.json"]


def test_run_with_a_failed_article(simple: None, folder: Path, tmp_path: Path) -> None:
    (folder / "bad.txt").write_text("")
    (folder / "page.docx").write_text("<p>")
    done = dealfacts("run", folder, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "articles read: 1 " in done.stdout
    assert "failed: 1\n" in done.stdout
    assert "files of other kinds left out: 1\n" in done.stdout
    assert done.stderr == f"dealfacts: {folder / 'bad.txt'}: byte 0: the file is empty\n"
    (line,) = (tmp_path / "out" / "deals.jsonl").read_bytes().splitlines()
    assert from_json(line).id == "norway"


def test_run_with_own_rates(folder: Path, tmp_path: Path) -> None:
    (folder / "norway.txt").write_text(
        "---\npublished: 2024-03-15\n---\n"
        "The UAE has ordered four frigates from Navantia for AED 2 billion."
    )
    rates = tmp_path / "rates.csv"
    rates.write_text("currency,date,usd,source\nAED,2024-01-01,0.25,desk\n")
    assert dealfacts("run", folder, "--out", tmp_path / "out", "--rates", rates).exit_code == 0
    table = (tmp_path / "out" / "deals.csv").read_text(encoding="utf-8-sig")
    assert ",2000000000,,AED,total,exact,500000000,0.25,2024-01-01,desk," in table
    rates.write_text("currency,date,usd\nAED,2024-01-01,dear\n")
    done = dealfacts("run", folder, "--out", tmp_path / "new", "--rates", rates)
    assert done.exit_code == 2
    assert f"{rates}:2: usd 'dear' is no number" in done.stderr
    assert not (tmp_path / "new").exists()


def test_unusable_commands(simple: None, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = dealfacts("run", tmp_path / "gone", "--out", out)
    assert (done.exit_code, done.stderr) == (
        2,
        f"dealfacts: {tmp_path}/gone: no such file or folder\n",
    )
    assert dealfacts("run", folder).exit_code == 2
    assert dealfacts("run", "--out", out).exit_code == 2
    assert dealfacts("show", folder).exit_code == 2
    assert dealfacts("score", folder / "norway.txt").exit_code == 2
    assert dealfacts("run", folder, "--out", folder / "norway.txt").exit_code == 2
    assert dealfacts("run", folder, "--out", folder / "norway.txt" / "x").exit_code == 2


def test_a_folder_without_articles(simple: None, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = dealfacts("run", tmp_path / "in", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "no article found" in done.stderr


@pytest.mark.parametrize("command", ["run", "show", "score"])
def test_broken_rules_are_told_before_any_article(
    command: str, folder: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "triggers.jsonl").write_text('{"id": "x", "colour": "red"}\n')
    target = folder / "norway.txt" if command == "show" else folder
    extra = ["--out", tmp_path / "out"] if command == "run" else []
    done = dealfacts(command, target, *extra, "--patterns", own)
    assert done.exit_code == 2
    assert "triggers.jsonl:1:" in done.stderr
    assert not (tmp_path / "out").exists()


# --- show ----------------------------------------------------------------------------------------


def test_show_is_plain_when_it_is_not_a_terminal(simple: None, folder: Path) -> None:
    (folder / "norway.txt").write_text("Heading\n\n" + ORDER)
    done = dealfacts("show", folder / "norway.txt")
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
    lines = done.stdout.splitlines()
    assert lines[0].startswith("norway: ")
    assert "Deal 1: procurement, signed, main" in lines
    assert "  buyer         Norway" in lines
    assert lines[-1] == ORDER


def test_show_an_article_without_a_deal(simple: None, folder: Path) -> None:
    (folder / "norway.txt").write_text("Rain is expected in Bergen.")
    assert "no deal found" in dealfacts("show", folder / "norway.txt").stdout


def test_show_what_cannot_be_read(simple: None, folder: Path) -> None:
    (folder / "norway.txt").write_bytes(b"\x00\x01")
    done = dealfacts("show", folder / "norway.txt")
    assert done.exit_code == 1
    assert "binary" in done.stderr


# --- score ---------------------------------------------------------------------------------------


@pytest.fixture
def gold(simple: None, folder: Path) -> Path:
    """A gold folder that the stand-in extractor gets right but for one date."""
    done = dealfacts("run", folder, "--out", folder.parent / "out")
    assert done.exit_code == 0
    record = json.loads((folder.parent / "out" / "deals.jsonl").read_text())
    record["deals"][0]["dates"] = [{"kind": "delivery", "date": "2031"}]
    (folder / "norway.gold.json").write_text(json.dumps(record))
    return folder


def test_score(gold: Path) -> None:
    done = dealfacts("score", gold, "--facts")
    assert done.exit_code == 0
    assert "missed norway: dates: delivery 2031" in done.stdout
    assert "dates              1.000  0.000  0.000   0/0/1" in done.stdout
    data = json.loads(dealfacts("score", gold, "--json").stdout)
    assert data["fields"]["parties"]["f1"] == 1.0
    assert (data["below_floors"], data["change"]) == ([], None)


def test_floors_gate(gold: Path) -> None:
    path = gold.parent / "floors.json"
    assert dealfacts("score", gold, "--update-floors").exit_code == 0
    assert json.loads(path.read_text())["in"]["parties.f1"] == 1.0
    assert dealfacts("score", gold).exit_code == 0
    (gold / "norway.txt").write_text("Rain is expected in Bergen.")
    done = dealfacts("score", gold)
    assert done.exit_code == 1
    assert "parties.recall 0.000 is below its floor 1.000" in done.stderr
    assert "lost: norway: parties: buyer Norway" in done.stdout
    before = path.read_bytes()
    done = dealfacts("score", gold, "--update-floors")
    assert done.exit_code == 1
    assert "not lowered without --allow-lower" in done.stderr
    assert path.read_bytes() == before
    assert dealfacts("score", gold, "--update-floors", "--allow-lower").exit_code == 0
    assert dealfacts("score", gold).exit_code == 0
    (gold / "norway.txt").write_text(ORDER)
    assert "gained: norway: parties: buyer Norway" in dealfacts("score", gold).stdout


def test_floors_in_another_file(gold: Path, tmp_path: Path) -> None:
    path = tmp_path / "strict.json"
    path.write_text('{"in": {"dates.recall": 0.5}}')
    assert dealfacts("score", gold, "--floors", path).exit_code == 1
    assert dealfacts("score", gold).exit_code == 0
    path.write_text("{")
    assert dealfacts("score", gold, "--floors", path).exit_code == 2


def test_score_without_gold(simple: None, folder: Path) -> None:
    done = dealfacts("score", folder)
    assert done.exit_code == 2
    assert "no *.gold.json file" in done.stderr


def test_score_with_a_failed_article(gold: Path) -> None:
    (gold / "bad.txt").write_text("")
    assert dealfacts("score", gold).exit_code == 1


# --- rules ---------------------------------------------------------------------------------------


def test_rules_check_names_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "systems.jsonl").write_text(
        '{"id": "s.a", "name": "A", "category": "uav"}\n{"id": "s.b", "name": "B"}\n'
    )
    done = dealfacts("rules", "check", tmp_path)
    assert done.exit_code == 1
    assert "systems.jsonl:2:" in done.stdout
    assert "problems: 1" in done.stderr


def test_rules_check_passes_own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.rulecheck.check", lambda folder: [])
    done = dealfacts("rules", "check", tmp_path)
    assert (done.exit_code, done.stderr) == (0, "")
