"""How far a run is: counted beforehand where that is cheap, told as lines or as a bar."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.batch import Summary
from pipeline.commands.progress import Bar, Lines
from pipeline.sources import Failure, count

TOP = Path(__file__).parent.parent


class Clock:
    """Goes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def after(read: int, failed: int = 0) -> Summary:
    summary = Summary(with_deals=read)
    for _ in range(failed):
        summary.fail(Failure("a", "b", "c"))
    return summary


# --- how many there are --------------------------------------------------------------------------


def test_names_and_lines_are_counted(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "b.md", "sub/c.html", "README.md", ".d.txt", "a.meta.json", "page.docx"):
        (tmp_path / name).touch()
    (tmp_path / "e.jsonl").write_bytes(b"{}\n{}\n{}")
    (tmp_path / "f.ndjson").write_bytes(b"{}\n")
    (tmp_path / "g.jsonl").write_bytes(b"")
    assert count([tmp_path]) == 3 + 3 + 1
    assert count([tmp_path / "README.md", tmp_path / "e.jsonl"]) == 4
    assert count([tmp_path / "gone.jsonl"]) == 0


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.json", "a.csv", "a.mbox", "a.warc"])
def test_what_only_reading_tells_is_not_counted(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    (tmp_path / name).touch()
    assert count([tmp_path]) is None
    assert count([Path("-")]) is None


# --- lines ---------------------------------------------------------------------------------------


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err.splitlines()


def test_a_line_every_few_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = Lines(40_000, clock)
    clock.now = 4.9
    lines(after(100))
    assert told(capsys) == []
    clock.now = 5
    lines(after(997, 3))
    lines(after(1000, 3))
    clock.now = 15
    lines(after(2997, 3))
    assert told(capsys) == [
        "1000 of 40000 articles, 200 a second, 0:03:15 left, 3 failed",
        "3000 of 40000 articles, 200 a second, 0:03:05 left, 3 failed",
    ]


@pytest.mark.parametrize("total", [None, 5])
def test_lines_without_a_total(total: int | None, capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = Lines(total, clock)
    clock.now = 10
    lines(after(50))
    assert told(capsys) == ["50 articles, 5 a second, 0 failed"]


# --- the bar -------------------------------------------------------------------------------------


def drawn(total: int | None, *summaries: Summary) -> list[str]:
    """What is on the screen after each drawing; a second goes by before each."""
    clock = Clock()
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=110, color_system=None)
    with Bar(total, console, clock) as bar:
        for summary in summaries:
            clock.now += 1
            bar(summary)
    return [" ".join(line.split()) for line in screen.getvalue().split("\x1b[2K")]


def test_a_bar() -> None:
    lines = drawn(400, after(98, 2), after(198, 2), after(298, 2))
    (half,) = [line for line in lines if "200/400" in line]
    assert "100/s" in half and "left 0:00:02" in half and "2 failed" in half
    assert any("300/400" in line and "left 0:00:01" in line for line in lines)


def test_a_bar_without_a_total_has_no_end() -> None:
    lines = drawn(None, after(100), after(200))
    assert any("200/?" in line and "100/s" in line for line in lines)
    assert not any("left" in line for line in lines)


def test_a_bar_grows_where_there_is_more_than_was_counted() -> None:
    assert "25/25" in drawn(10, after(25))[-1]


def test_a_bar_is_drawn_ten_times_a_second_at_most() -> None:
    clock = Clock()
    screen = io.StringIO()
    with Bar(10_000, Console(file=screen, force_terminal=True, width=110), clock) as bar:
        for number in range(10_000):
            clock.now += 0.0001
            bar(after(number))
    assert screen.getvalue().count("articles") < 20


# --- the command ---------------------------------------------------------------------------------


def test_a_bar_on_a_terminal_and_nothing_when_quiet(tmp_path: Path) -> None:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for number in range(30):
        (inputs / f"{number}.txt").write_text("Norway has ordered four frigates from Navantia.")
    assert "30/30" in on_terminal(tmp_path)
    assert on_terminal(tmp_path, "--quiet") == ""


def on_terminal(folder: Path, *more: str) -> str:
    """Standard error, which is a terminal, of a run."""
    ours, theirs = pty.openpty()
    command = [sys.executable, str(TOP / "tests" / "noting_run.py"), "run", "in", "--out", "out"]
    environment = {"CALLS": str(folder / "calls"), "PYTHONPATH": str(TOP), "TERM": "xterm"}
    done = subprocess.Popen(
        [*command, *more],
        cwd=folder,
        env=os.environ | environment | {"COLUMNS": "110"},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    screen = b""
    try:
        while block := os.read(ours, 65536):
            screen += block
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(ours)
    assert done.wait(30) == 0
    return screen.decode()
