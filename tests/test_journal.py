"""What results hang on, the journal that keeps them, and signals that wait for a good moment."""

import os
import signal
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

from pipeline.containers import Document, Row
from pipeline.documents import Options
from pipeline.fingerprint import fingerprint
from pipeline.interrupts import Stop, Stopped
from pipeline.journal import Journal, JournalError
from pipeline.outcomes import key_of
from pipeline.sources import Task, load

ONE, TWO = b"1" * 16, b"2" * 16


class Told(list[str]):
    """What the journal told."""

    def journal(self, out: Path, resume: bool = True) -> Journal:
        return Journal(out, b"identity", resume, self.append)


def kept(out: Path) -> dict[bytes, bytes]:
    with Told().journal(out) as journal:
        return {key: found for key in (ONE, TWO) if (found := journal.find(key)) is not None}


# --- the journal ---------------------------------------------------------------------------------


def test_what_is_added_is_found(tmp_path: Path) -> None:
    with Told().journal(tmp_path) as journal:
        assert journal.find(ONE) is None
        journal.add(ONE, b"first")
        journal.add(ONE, b"second")
        assert journal.find(ONE) == b"second"
    assert kept(tmp_path) == {ONE: b"second"}
    with Told().journal(tmp_path, resume=False):
        pass
    assert kept(tmp_path) == {}


def test_what_is_not_used_is_dropped(tmp_path: Path) -> None:
    with Told().journal(tmp_path) as journal:
        journal.add(ONE, b"one")
        journal.add(TWO, b"two")
    with Told().journal(tmp_path) as journal:
        journal.use(TWO)
        assert journal.used == 1
        journal.drop_unused()
    assert kept(tmp_path) == {TWO: b"two"}


def test_one_at_a_time(tmp_path: Path) -> None:
    with (
        Told().journal(tmp_path) as journal,
        pytest.raises(JournalError, match="another run is writing into"),
        Told().journal(tmp_path),
    ):
        pass
    journal = Told().journal(tmp_path)
    with journal:  # free again
        journal.add(ONE, b"one")
    assert kept(tmp_path) == {ONE: b"one"}


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / ".dealfacts" / "journal.sqlite").mkdir(parents=True)
    with pytest.raises(JournalError, match="unable to open"), Told().journal(tmp_path):
        pass


@pytest.mark.parametrize("statement", ["PRAGMA user_version = 99", "PRAGMA application_id = 5"])
def test_a_journal_of_another_version_is_put_aside(statement: str, tmp_path: Path) -> None:
    with Told().journal(tmp_path) as journal:
        journal.add(ONE, b"one")
    path = tmp_path / ".dealfacts" / "journal.sqlite"
    with sqlite3.connect(path) as database:
        database.execute(statement)
    database.close()
    content = path.read_bytes()
    told = Told()
    with told.journal(tmp_path) as journal:
        assert journal.find(ONE) is None
        journal.add(TWO, b"two")
    assert [line.partition("journal.sqlite ")[2] for line in told] == [
        "was made by another version: put aside as journal.sqlite.aside, a new one is begun"
    ]
    assert path.with_name("journal.sqlite.aside").read_bytes() == content
    assert kept(tmp_path) == {TWO: b"two"}


def test_a_journal_that_breaks_while_it_is_used(tmp_path: Path) -> None:
    with Told().journal(tmp_path) as journal:
        for number in range(2000):
            journal.add(number.to_bytes(16, "big"), bytes(500))
    path = tmp_path / ".dealfacts" / "journal.sqlite"
    told = Told()
    with told.journal(tmp_path) as journal:
        with path.open("r+b") as stream:
            stream.seek(4096)
            stream.write(b"\xff" * (path.stat().st_size - 4096))
        found = [journal.find(number.to_bytes(16, "big")) for number in range(2000)]
        assert set(found) <= {None, bytes(500)}
        journal.add(ONE, b"one")
    assert len(told) == 1 and " is broken (" in told[0]
    assert kept(tmp_path) == {ONE: b"one"}


# --- keys ----------------------------------------------------------------------------------------


def row(fields: Mapping[object, object], place: str = "line 1", position: int = 1) -> Task:
    return Task(Path("in/a.jsonl"), Path("in"), Row(place, position, fields))  # type: ignore[arg-type]


def page(place: str, data: bytes, known: dict[str, str] | None = None) -> Task:
    return Task(Path("in/a.zip"), Path("in"), Document(place, ".html", data, known))


def test_a_key_tells_all_that_makes_an_article() -> None:
    tasks = [
        row({"text": "x"}),
        row({"text": "y"}),
        row({"text": "x", "title": "t"}),
        row({"title": "t", "text": "x"}),
        row({"text": "x"}, "line 2", 2),
        row({"text": "x", None: ["more", "cells"]}),
        replace(row({"text": "x"}), path=Path("in/b.jsonl")),
        replace(row({"text": "x"}), root=Path()),
        page("p.html", b"x"),
        page("p.html", b"y"),
        page("q.html", b"x"),
        page("p.html", b"x", {"url": "https://news.example/"}),
        row({"text": "\ud800", "id": "\udfff"}),
    ]
    keys = [key_of(task, None, None, b"identity") for task in tasks]
    assert len(set(keys)) == len(tasks)
    assert all(len(key) == 16 for key in keys)
    assert keys == [key_of(task, None, None, b"identity") for task in tasks]
    assert key_of(tasks[0], None, None, b"other") != keys[0]
    assert key_of(tasks[0], None, None, b"") == b""


def test_a_row_with_an_id_may_move() -> None:
    first, second = row({"id": 7, "text": "x"}), row({"id": 7, "text": "x"}, "line 9", 9)
    assert key_of(first, None, None, b"i") == key_of(second, None, None, b"i")


def test_what_stands_beside_a_file_is_in_its_key(tmp_path: Path) -> None:
    task = Task(tmp_path / "a.txt", tmp_path)
    keys = []
    for name, content in [
        ("a.txt", "x"),
        ("a.meta.json", ""),
        ("a.meta.json", "{}"),
        ("a.txt", "x{}"),
    ]:
        (tmp_path / name).write_text(content)
        keys.append(key_of(task, load(task), None, b"identity"))
    assert len(set(keys)) == 4


def test_fields_nested_too_deep_have_no_key() -> None:
    fields: dict[str, object] = {}
    for _ in range(100_000):
        fields = {"in": fields}
    try:
        assert key_of(row(fields), None, None, b"identity") == b""
    finally:
        while fields:  # so that letting go of it does not nest either
            fields = fields["in"]  # type: ignore[assignment]


# --- the program and its rules -------------------------------------------------------------------


def test_a_fingerprint_changes_with_all_that_changes_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = fingerprint()
    assert fingerprint().digest == plain.digest
    digests = {plain.digest}
    for options in (Options((("text", "story"),)), Options((), thorough_html=True)):
        digests.add(fingerprint(None, options).digest)
    for name, content in [("a.jsonl", "{}"), ("a.jsonl", "{} "), ("b.jsonl", "")]:
        (tmp_path / name).write_text(content)
        digests.add(fingerprint(tmp_path).digest)
    monkeypatch.setattr(metadata, "version", lambda package: "0")
    digests.add(fingerprint().digest)
    assert len(digests) == 7
    (tmp_path / "notes.txt").write_text("no rule")
    monkeypatch.undo()
    assert fingerprint(tmp_path).digest in digests
    assert plain.versions["spacy"] == metadata.version("spacy")


def test_a_changed_program_has_another_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "commands").mkdir()
    monkeypatch.setattr("pipeline.fingerprint.resources.files", lambda package: tmp_path)
    digests = set()
    for name in ("a.py", "commands/b.py", "rules.jsonl", "codes.tsv", "page.css"):
        (tmp_path / name).touch()
        digests.add(fingerprint().digest)
    assert len(digests) == 4, "a style sheet is in no record"


# --- signals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_at_once_unless_held(signum: int) -> None:
    before = signal.getsignal(signum)
    with Stop():
        with pytest.raises(Stopped) as stopped:
            os.kill(os.getpid(), signum)
        assert stopped.value.exit_code == 128 + signum
        os.kill(os.getpid(), signum)  # once is enough
    assert signal.getsignal(signum) == before


class Ended:
    """Python prints and forgets what is raised in here."""

    def __del__(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_signal_that_python_swallows_is_not_lost() -> None:
    with Stop() as stop, stop.held():
        with stop.released():
            Ended()
        with pytest.raises(Stopped), stop.released():
            pass


def test_a_signal_waits_for_a_good_moment() -> None:
    done = []
    with Stop() as stop, stop.held():
        os.kill(os.getpid(), signal.SIGTERM)
        done.append("written")
        with pytest.raises(Stopped) as stopped, stop.released():
            done.append("never")
        os.kill(os.getpid(), signal.SIGINT)
        done.append("written too")
    assert stopped.value.signum == signal.SIGTERM
    assert done == ["written", "written too"]
