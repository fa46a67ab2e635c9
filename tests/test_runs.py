"""Runs that are killed, stopped, starved and taken up again: nothing lost, nothing twice."""

import errno
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import jsonschema
import noting_run
import pytest
from samples import extract
from typer.testing import CliRunner

from pipeline import batch, cli, manifest
from pipeline.commands import common
from pipeline.workers import Limits

TESTS = Path(__file__).parent
FILES = ("deals.jsonl", "deals.csv", "obligations.csv")
COUNT = 120


class Folder:
    """Articles in ``inputs``, an output folder, and a program that may be started on them."""

    def __init__(self, top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.top = top
        self.monkeypatch = monkeypatch
        self.inputs = top / "in"
        self.out = top / "out"
        self.calls = top / "calls"
        (self.inputs / "texts").mkdir(parents=True)
        for number in range(COUNT // 2):
            self.text(number, f"Norway has ordered {number} frigates from Navantia.")
        rows = [
            {"id": f"r{number}", "text": f"Peru has ordered {number} tanks from Rheinmetall."}
            for number in range(COUNT // 2)
        ]
        (self.inputs / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n[1]\n")
        (self.inputs / "empty.txt").touch()
        monkeypatch.chdir(top)
        monkeypatch.setattr(common, "extractor", noting_run.extractor)

    def text(self, number: int, text: str) -> None:
        (self.inputs / "texts" / f"{number:03}.txt").write_text(text, encoding="utf-8")

    def start(self, *more: str, **environment: object) -> subprocess.Popen[str]:
        self.calls.unlink(missing_ok=True)
        told = {key: str(value) for key, value in environment.items()}
        command = [sys.executable, str(TESTS / "noting_run.py"), "run", "in", "--out", "out", *more]
        return subprocess.Popen(
            command,
            cwd=self.top,
            env=os.environ | {"CALLS": str(self.calls), "PYTHONPATH": str(TESTS.parent)} | told,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *more: str, code: int = 1) -> str:
        """Standard error of a run to its end; two of the inputs are no articles."""
        self.calls.unlink(missing_ok=True)
        self.monkeypatch.setenv("CALLS", str(self.calls))
        done = CliRunner().invoke(cli.app, ["run", "in", "--out", "out", *more])
        assert done.exit_code == code, done.output
        return done.stderr

    def noted(self) -> list[str]:
        """The ids of the articles that the last run extracted."""
        return self.calls.read_text(encoding="utf-8").split() if self.calls.exists() else []

    def wait_for(self, count: int) -> None:
        until = time.monotonic() + 30
        while len(self.noted()) < count:
            assert time.monotonic() < until
            time.sleep(0.005)

    def output(self) -> dict[str, bytes]:
        return {name: (self.out / name).read_bytes() for name in FILES}

    def told(self) -> dict[str, object]:
        found: dict[str, object] = json.loads((self.out / manifest.NAME).read_bytes())
        return found

    def in_order(self) -> dict[str, bytes]:
        """What a run that nothing disturbs writes."""
        out = self.top / "clean"
        batch.run([self.inputs], out, extract)
        return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return Folder(tmp_path, monkeypatch)


@contextmanager
def killed(process: subprocess.Popen[str], signum: int = signal.SIGKILL) -> Iterator[None]:
    yield
    process.send_signal(signum)
    process.communicate(timeout=30)


# --- kills ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", ["1", "3"])
@pytest.mark.parametrize("moment", [1, 30, 70, COUNT])
def test_a_killed_run_is_taken_up(folder: Folder, moment: int, workers: str) -> None:
    with killed(folder.start("--workers", workers, PAUSE=0.005)):
        folder.wait_for(moment)
    folder.run("--resume", "--workers", workers)
    assert folder.output() == folder.in_order()
    assert folder.told()["state"] == "complete"
    assert not list(folder.out.glob(".*.tmp")), "half files of the killed run"
    noted = Counter(folder.noted())
    assert noted.total() == len(noted) <= COUNT
    if moment > 30:  # a few results may not have been committed, or not been due
        assert len(noted) < COUNT
        assert folder.told()["counts"]["from_journal"] >= COUNT - len(noted)  # type: ignore[index]


def test_a_run_killed_again_and_again(folder: Folder) -> None:
    kills = 0
    while True:
        process = folder.start("--resume", "--workers", "2", PAUSE=0.01)
        try:
            process.communicate(timeout=0.8 + 0.1 * kills)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            kills += 1
        else:
            break
    assert kills > 0
    assert folder.output() == folder.in_order()


@pytest.mark.parametrize("earlier", [False, True])
@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_kill_while_files_are_renamed(folder: Folder, number: int, earlier: bool) -> None:
    before: dict[str, bytes] = {}
    if earlier:
        folder.run()
        before = folder.output()
        folder.text(0, "Chile has ordered nine corvettes from Damen.")
    after = folder.in_order()
    process = folder.start(DIE_AT=number)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    for name in FILES:  # each is whole: that of the earlier run or that of this one
        if earlier or (folder.out / name).exists():
            assert (folder.out / name).read_bytes() in (before.get(name), after[name])
    if number > 1:
        assert manifest.state(folder.out) == "writing"
    folder.run("--resume")
    assert folder.noted() == [], "all results were in the journal"
    assert folder.output() == after
    assert folder.told()["state"] == "complete"
    assert not list(folder.out.glob(".*.tmp"))


def test_workers_end_when_the_parent_is_killed(folder: Folder) -> None:
    with killed(folder.start("--workers", "3", PAUSE=0.01)):
        folder.wait_for(10)
    until = time.monotonic() + 10
    while left := _working_in(folder.top):
        assert time.monotonic() < until, left
        time.sleep(0.05)


def _working_in(folder: Path) -> list[str]:
    """Other processes whose working folder it is."""
    found = []
    for link in Path("/proc").glob("[0-9]*/cwd"):
        with suppress(OSError):  # gone since, or another's
            if link.readlink() == folder and link.parent.name != str(os.getpid()):
                found.append(link.parent.name)
    return found


# --- what is extracted anew ----------------------------------------------------------------------


def test_only_what_changed_is_extracted_anew(folder: Folder) -> None:
    folder.run()
    assert len(folder.noted()) == COUNT
    folder.run("--resume")
    assert folder.noted() == []
    folder.text(7, "Chile has ordered nine corvettes from Damen.")
    (folder.inputs / "texts" / "008.meta.json").write_text('{"published": "2025-02-03"}')
    (folder.inputs / "texts" / "009.txt").rename(folder.inputs / "texts" / "new.txt")
    rows = (folder.inputs / "rows.jsonl").read_text().splitlines()
    rows[3] = rows[3].replace("Peru", "Brazil")
    (folder.inputs / "rows.jsonl").write_text("\n".join(["{}", *rows]))
    folder.run("--resume", "--workers", "2")
    assert sorted(folder.noted()) == ["rows#r3", "texts/007", "texts/008", "texts/new"]
    assert folder.output() == folder.in_order()
    (folder.inputs / "texts" / "008.meta.json").unlink()
    folder.run("--resume")
    assert folder.noted() == ["texts/008"], "what no run needs any more is dropped"


def test_without_resume_all_is_extracted(folder: Folder) -> None:
    folder.run()
    folder.run()
    assert len(folder.noted()) == COUNT


@pytest.mark.parametrize("option", ["--fields=title=heading", "--html-engine=thorough"])
def test_other_options_extract_anew(folder: Folder, option: str) -> None:
    folder.run()
    folder.run("--resume", option)
    assert len(folder.noted()) == COUNT


def test_options_that_change_no_record_do_not(folder: Folder) -> None:
    (folder.top / "rates.csv").write_text("currency,date,usd,source\nAED,2024-01-01,0.25,desk\n")
    folder.run("--workers", "1")
    more = ("--workers", "2", "--rates", "rates.csv", "--timeout", "50", "--quiet")
    folder.run("--resume", *more)
    assert folder.noted() == []


def test_other_rules_extract_anew(folder: Folder) -> None:
    own = folder.top / "own"
    own.mkdir()
    folder.run("--patterns", "own")
    assert len(folder.noted()) == COUNT
    rules = own / "systems.jsonl"
    rules.write_text('{"id": "my.lynx", "name": "Lynx", "category": "uav"}\n')
    folder.run("--resume", "--patterns", "own")
    assert len(folder.noted()) == COUNT
    folder.run("--resume", "--patterns", "own")
    assert folder.noted() == []


@pytest.mark.parametrize("workers", ["1", "2", "3"])
def test_the_same_bytes_with_and_without_resume(folder: Folder, workers: str) -> None:
    folder.run("--workers", workers)
    assert folder.output() == folder.in_order()
    told = folder.told()
    folder.run("--workers", workers, "--resume")
    assert folder.output() == folder.in_order()
    assert folder.told()["failures"] == told["failures"]


def test_what_comes_of_the_moment_is_tried_again(folder: Folder) -> None:
    folder.text(5, "HANG")
    errors = folder.run("--workers", "2", "--timeout", "0.5")
    assert "took longer than 0.5 s" in errors
    errors = folder.run("--resume", "--workers", "2", "--timeout", "0.6")
    assert folder.noted() == ["texts/005"]
    assert "took longer than 0.6 s" in errors
    assert "empty.txt: byte 0: the file is empty" in errors, "kept failures are told again"


# --- signals -------------------------------------------------------------------------------------

SIGNALS = pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])


def stopped(folder: Folder, signum: int, workers: str) -> tuple[int, str]:
    process = folder.start("--workers", workers, PAUSE=0.02)
    folder.wait_for(20)
    process.send_signal(signum)
    _, errors = process.communicate(timeout=30)
    return process.returncode, errors


@SIGNALS
@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_stopped_run_writes_what_it_has(
    folder: Folder, signum: int, code: int, workers: str
) -> None:
    got, errors = stopped(folder, signum, workers)
    assert got == code
    assert "out has the results so far. To go on, give the same command with --resume." in errors
    assert "Traceback" not in errors
    assert folder.told()["state"] == "interrupted"
    whole = folder.in_order()
    for name, content in folder.output().items():
        assert whole[name].startswith(content)
        assert content.endswith(b"\n")
    assert 0 < len(folder.output()["deals.jsonl"]) < len(whole["deals.jsonl"])
    done = folder.output()["deals.jsonl"].count(b"\n")
    folder.run("--resume", "--workers", workers)
    assert len(folder.noted()) <= COUNT - done
    assert folder.output() == whole


@SIGNALS
def test_a_stopped_run_leaves_a_complete_output(folder: Folder, signum: int, code: int) -> None:
    folder.run()
    before, told = folder.output(), folder.told()
    folder.text(3, "Chile has ordered nine corvettes from Damen.")
    got, errors = stopped(folder, signum, "2")
    assert got == code
    assert "out has its earlier output as it was. To go on" in errors
    assert (folder.output(), folder.told()) == (before, told)
    assert not list(folder.out.glob(".*.tmp"))
    folder.run("--resume")
    assert 0 < len(folder.noted()) < COUNT
    assert folder.output() == folder.in_order()


def test_a_signal_to_all_processes_is_one_stop(folder: Folder) -> None:
    """As a terminal and a service manager send it."""
    process = folder.start("--workers", "2", PAUSE=0.02)
    folder.wait_for(20)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert len(children) == 2
    for pid in (*map(int, children), process.pid):
        os.kill(pid, signal.SIGTERM)
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 143
    assert "died" not in errors and "Traceback" not in errors
    folder.run("--resume")
    assert folder.output() == folder.in_order()


# --- full disks, two at once ---------------------------------------------------------------------


def test_a_full_disk_under_the_journal(folder: Folder) -> None:
    """No file may grow beyond so many bytes; that of the journal grows first."""
    folder.run()
    before = folder.output()
    folder.text(3, "Chile has ordered nine corvettes from Damen.")
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, limit[1]))
    try:
        errors = folder.run("--workers", "2", code=2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert "journal.sqlite: disk I/O error" in errors
    untouched(folder, before)


@pytest.mark.parametrize("file", [*FILES, manifest.NAME])
def test_a_full_disk_under_the_output(
    folder: Folder, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.run()
    before = folder.output()
    folder.text(3, "Chile has ordered nine corvettes from Damen.")
    opened = Path.open

    def full(self: Path, *arguments: object, **more: object) -> object:
        if self.name.startswith(f".{file}."):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(self, *arguments, **more)  # type: ignore[call-overload]

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", full)
        errors = folder.run("--workers", "2", code=2)
    assert "No space left on device" in errors
    untouched(folder, before)


def untouched(folder: Folder, before: dict[str, bytes]) -> None:
    """The earlier output stands, nothing half is left, and the run can be taken up."""
    assert folder.output() == before
    assert not list(folder.out.glob(".*.tmp"))
    folder.run("--resume")
    assert folder.output() == folder.in_order()


def test_two_runs_do_not_write_into_one_folder(folder: Folder) -> None:
    first = folder.start(PAUSE=0.05)
    folder.wait_for(5)
    calls, folder.calls = folder.calls, folder.top / "others"
    errors = folder.run(code=2)
    assert "another run is writing into out" in errors
    assert folder.noted() == []
    folder.calls = calls
    first.communicate(timeout=60)
    assert folder.output() == folder.in_order()


# --- a journal that cannot be trusted ------------------------------------------------------------


def garbage(path: Path) -> None:
    path.write_bytes(b"no database " * 1000)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def holed(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + bytes(len(data) - 8192) + data[-4096:])


@pytest.mark.parametrize("harm", [garbage, cut, holed])
@pytest.mark.parametrize("resume", [True, False])
def test_a_broken_journal_is_put_aside(
    folder: Folder, harm: Callable[[Path], None], resume: bool
) -> None:
    folder.run()
    path = folder.out / ".dealfacts" / "journal.sqlite"
    harm(path)
    errors = folder.run(*["--resume"] * resume)
    if resume or harm is garbage:
        assert "put aside as journal.sqlite.aside, a new one is begun" in errors
        assert path.with_name("journal.sqlite.aside").exists()
    assert len(folder.noted()) == COUNT
    assert folder.output() == folder.in_order()
    folder.run("--resume")
    assert folder.output() == folder.in_order()
    assert len(folder.noted()) < COUNT


def test_an_altered_entry_is_not_used(folder: Folder) -> None:
    folder.run()
    path = folder.out / ".dealfacts" / "journal.sqlite"
    data = path.read_bytes()
    assert data.count(b"ordered 17 tanks") == 2
    path.write_bytes(data.replace(b"ordered 17 tanks", b"ordered 99 tanks"))
    folder.run("--resume")
    assert folder.noted() == ["rows#r17"]
    assert folder.output() == folder.in_order()


# --- the account of a run ------------------------------------------------------------------------

_COUNTS = ("read", "with_deals", "without_deals", "deals", "failed", "other_files", "from_journal")


def _object(**properties: object) -> dict[str, object]:
    """A schema of an object with these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_TEXT = {"type": "string"}
_HASH = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_WHOLE = {"type": "integer", "minimum": 0}
_NUMBER = {"type": ["number", "null"]}
_NAME = {"type": ["string", "null"]}
SCHEMA = _object(
    manifest={"const": 1},
    state={"enum": ["complete", "interrupted"]},
    versions={
        "type": "object",
        "required": ["dealfacts", "python", "spacy"],
        "additionalProperties": _NAME,
    },
    code=_HASH,
    rules=_HASH,
    options=_object(
        fields={"type": "object", "additionalProperties": _TEXT},
        thorough_html={"type": "boolean"},
        workers={"type": "integer", "minimum": 1},
        timeout=_NUMBER,
        memory=_NUMBER,
        resume={"type": "boolean"},
        patterns=_NAME,
        rates=_NAME,
        engine={"enum": ["processes", "dask"]},
    ),
    inputs={"type": "array", "items": _TEXT},
    counts=_object(**dict.fromkeys(_COUNTS, _WHOLE)),
    timings=_object(
        started={"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$"},
        seconds={"type": "number", "minimum": 0},
        articles_per_second=_NUMBER,
    ),
    outputs={"type": "array", "items": _object(file=_TEXT, bytes=_WHOLE, sha256=_HASH)},
    failures={"type": "array", "items": _object(file=_TEXT, place=_TEXT, reason=_TEXT)},
)


def test_the_manifest(folder: Folder) -> None:
    folder.run("--timeout", "9", "--fields", "title=heading")
    told = folder.told()
    jsonschema.validate(told, SCHEMA)
    assert told["inputs"] == ["in"]
    assert told["counts"] == {
        "read": COUNT,
        "with_deals": COUNT,
        "without_deals": 0,
        "deals": COUNT,
        "failed": 2,
        "other_files": 0,
        "from_journal": 0,
    }
    assert told["failures"] == [
        {"file": "in/empty.txt", "place": "byte 0", "reason": "the file is empty"},
        {
            "file": "in/rows.jsonl",
            "place": f"line {COUNT // 2 + 1}, JSON",
            "reason": "not an object with a text",
        },
    ]
    for output, name in zip(told["outputs"], FILES, strict=True):  # type: ignore[call-overload]
        content = (folder.out / name).read_bytes()
        assert output == {
            "file": name,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        }


def test_a_manifest_is_no_article(folder: Folder) -> None:
    folder.out = folder.inputs / "results"
    for _ in range(2):
        folder.run("--out", "in/results")
        assert folder.told()["counts"]["other_files"] == 0  # type: ignore[index]
    summary = batch.run([folder.inputs], folder.top / "others", extract)
    assert (summary.read, summary.ignored) == (2 * COUNT, 2), "another folder's results"


def test_all_failures_are_in_the_manifest(folder: Folder) -> None:
    for number in range(150):
        (folder.inputs / f"none{number:03}.txt").touch()
    errors = folder.run("--quiet")
    lines = errors.splitlines()
    assert len(lines) == 101
    assert lines[-1] == "dealfacts: and 52 more, all listed in out/run.json"
    assert len(folder.told()["failures"]) == 152  # type: ignore[arg-type]


def test_limits_are_told(folder: Folder) -> None:
    assert Limits() == Limits(None, None)
    folder.run("--workers", "2", "--memory", "4096")
    options = folder.told()["options"]
    assert (options["workers"], options["memory"]) == (2, 4096)  # type: ignore[index]


def test_names_that_are_no_utf8(folder: Folder) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (folder.inputs / name).write_text("")
    folder.run()
    files = [each["file"] for each in folder.told()["failures"]]  # type: ignore[attr-defined]
    assert files[0] == "in/caf\\udce9.txt"
    folder.run("--resume")
    assert folder.noted() == []
