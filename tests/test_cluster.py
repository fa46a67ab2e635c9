"""A Dask cluster: the same bytes as without, whatever becomes of its workers."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster
from samples import extract
from typer.testing import CliRunner

from pipeline import batch, cli, shards
from pipeline.article import Article
from pipeline.cluster import Cluster, ClusterError
from pipeline.commands import common
from pipeline.containers import Document
from pipeline.documents import Options
from pipeline.fingerprint import fingerprint
from pipeline.outcomes import Outcome, attempt, lost
from pipeline.records import ArticleRecord
from pipeline.shards import OtherProgramError, Program
from pipeline.sources import Failure, Task
from pipeline.workers import Ready

ORDER = "Norway has ordered four frigates from Navantia, the ministry said on Monday."
PROGRAM = Program(None, Options(), fingerprint(None, Options()).digest)
WORK = partial(attempt, extract=extract)


def slow(marks: Path, article: Article) -> ArticleRecord:
    """Leaves a mark with the process that worked on the article."""
    (marks / f"{os.getpid()}-{time.monotonic_ns()}").touch()
    time.sleep(0.01)
    return extract(article)


def kill_or_extract(article: Article) -> ArticleRecord:
    if "KILL" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return extract(article)


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Two processes, given up after the first death that they die of one shard."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
        ) as found,
    ):
        yield found


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of ten."""
    monkeypatch.setattr(shards, "_TASKS", 10)


def folder(root: Path, count: int) -> Path:
    root.mkdir()
    for number in range(count):
        (root / f"{number:03}.txt").write_text(f"{ORDER} It is order {number}.", encoding="utf-8")
    (root / "004.md").write_text(ORDER, encoding="utf-8")  # the same id as another one
    (root / "011.txt").write_text("CRASH " + ORDER, encoding="utf-8")
    (root / "012.txt").write_text("", encoding="utf-8")
    (root / "feed.jsonl").write_text('{"id": "a", "text": "' + ORDER + '"}\n{"text": ""}\n')
    return root


def bytes_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


# --- shards --------------------------------------------------------------------------------------


def task(text: str, name: str = "a.txt") -> Task:
    return Task(Path("in") / name, Path("in"), Document("text", ".txt", text.encode()))


def test_shards_hold_so_many_tasks_or_so_many_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_TASKS", 4)
    monkeypatch.setattr(shards, "_BYTES", 100)
    ready: Ready[Outcome] = Ready(Outcome(b"", b"{}"))
    pieces = [*[task("x")] * 5, ready, task("y" * 100), task("z")]
    found = list(shards.cut(pieces))
    assert [len(shard) for shard in found] == [4, 3, 1]
    assert [piece for shard in found for piece in shard] == pieces


def test_a_part_is_whole_or_not_there(tmp_path: Path) -> None:
    part = tmp_path / "1.part"
    tasks = [task(ORDER), task(""), task("CRASH")]
    for _ in range(2):  # a shard that is worked on twice
        assert shards.work_shard(tasks, WORK, part, PROGRAM) == 3
        assert [path.name for path in tmp_path.iterdir()] == ["1.part"]
    assert shards.read_part(part, tasks) == [WORK(each) for each in tasks]
    with pytest.raises(ValueError, match="3 outcomes of 2"):
        shards.read_part(part, tasks[:2])
    part.write_bytes(part.read_bytes()[:-5])
    with pytest.raises(ValueError, match=r"1\.part"):
        shards.read_part(part, tasks)


def test_a_shard_that_is_cut_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        shards.work_shard([task(ORDER)], WORK, tmp_path / "1.part", PROGRAM)
    assert list(tmp_path.iterdir()) == []


def test_names_that_are_no_text_come_back(tmp_path: Path) -> None:
    odd = task("", "\udcff.txt")
    shards.work_shard([shards.absolute(odd)], WORK, tmp_path / "1.part", PROGRAM)
    (outcome,) = shards.read_part(tmp_path / "1.part", [odd])
    assert outcome.failure == Failure("in/\udcff.txt", "text, byte 0", "the file is empty")


def test_another_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OtherProgramError):
        shards.work_shard([task(ORDER)], WORK, tmp_path / "1", PROGRAM._replace(digest=b"old"))


# --- runs ----------------------------------------------------------------------------------------


def run_on(cluster: LocalCluster, root: Path, out: Path, extractor: Any) -> batch.Summary:
    spread = Cluster(out, PROGRAM, cluster.scheduler_address)
    return batch.run([root], out, extractor, how=batch.Parallel(spread=spread))


@pytest.mark.usefixtures("small")
def test_the_same_bytes_and_failures_as_without(cluster: LocalCluster, tmp_path: Path) -> None:
    root = folder(tmp_path / "in", 60)
    plain = batch.run([root], tmp_path / "plain", extract)
    spread = run_on(cluster, root, tmp_path / "spread", extract)
    assert len(plain.failures) == 3
    assert spread.failures == plain.failures
    assert (spread.read, spread.deals) == (plain.read, plain.deals)
    assert bytes_of(tmp_path / "spread") == bytes_of(tmp_path / "plain")
    assert not (tmp_path / "spread" / ".dealfacts" / "parts").exists()


@pytest.mark.usefixtures("small")
def test_a_worker_killed_in_the_midst_costs_nothing(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, marks = folder(tmp_path / "in", 120), tmp_path / "marks"
    marks.mkdir()
    batch.run([root], tmp_path / "plain", extract)
    killed: list[int] = []

    def watch(summary: batch.Summary) -> None:
        if summary.read == 15 and not killed:
            pid = int(
                max(marks.iterdir(), key=lambda path: path.stat().st_mtime_ns).name.split("-")[0]
            )
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    # the default: a shard may see three deaths
    cluster.scheduler.allowed_failures = 3
    try:
        spread = Cluster(tmp_path / "out", PROGRAM, cluster.scheduler_address)
        summary = batch.run(
            [root],
            tmp_path / "out",
            partial(slow, marks),
            how=batch.Parallel(spread=spread),
            watch=watch,
        )
    finally:
        cluster.scheduler.allowed_failures = 0
    workers = {path.name.split("-")[0] for path in marks.iterdir()}
    assert killed and len(workers) >= 2
    assert summary.failed == 3  # those that fail without a cluster too
    assert bytes_of(tmp_path / "out") == bytes_of(tmp_path / "plain")


@pytest.mark.usefixtures("small")
def test_only_the_article_that_kills_is_given_up(cluster: LocalCluster, tmp_path: Path) -> None:
    root = folder(tmp_path / "in", 25)
    (root / "007.txt").write_text("KILL " + ORDER, encoding="utf-8")
    summary = run_on(cluster, root, tmp_path / "out", kill_or_extract)
    told = {Path(failure.source).name: failure.reason for failure in summary.failures}
    assert told.pop("007.txt") == "its worker died, several times"
    assert set(told) == {"011.txt", "012.txt", "feed.jsonl"}
    assert summary.read == 25 + 2 - 3


def test_a_cluster_with_another_version_is_told(cluster: LocalCluster, tmp_path: Path) -> None:
    root = folder(tmp_path / "in", 15)
    other = Cluster(tmp_path / "out", PROGRAM._replace(digest=b"x"), cluster.scheduler_address)
    with pytest.raises(ClusterError, match="another version"):
        batch.run([root], tmp_path / "out", extract, how=batch.Parallel(spread=other))
    assert bytes_of(tmp_path / "out") == {}


def test_ready_outcomes_keep_their_places(cluster: LocalCluster, tmp_path: Path) -> None:
    ready = Ready(lost(task("", "known.txt"), "known"))
    pieces = [ready, task(ORDER), ready, task(ORDER), ready]
    found = list(Cluster(tmp_path, PROGRAM, cluster.scheduler_address)(pieces, WORK))
    assert [outcome.failure is not None for outcome in found] == [True, False, True, False, True]


def test_no_cluster_at_the_address(tmp_path: Path) -> None:
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}):
        cluster = Cluster(tmp_path, PROGRAM, "tcp://127.0.0.1:9")
        with pytest.raises(ClusterError, match=r"no cluster at tcp://127\.0\.0\.1:9"):
            list(cluster([task(ORDER)], WORK))


# --- the command ---------------------------------------------------------------------------------

GOLD = Path(__file__).parent.parent / "corpus" / "gold"


def dealfacts(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, ["run", str(GOLD), *map(str, arguments)])


NAMES = ("deals.jsonl", "deals.csv", "obligations.csv")


def test_the_command_on_a_local_cluster(tmp_path: Path) -> None:
    dealfacts("--out", tmp_path / "plain")
    local = dealfacts("--out", tmp_path / "local", "--engine", "dask", "--workers", 1)
    assert local.exit_code == 0, local.output
    for name in NAMES:
        expected = (tmp_path / "plain" / name).read_bytes()
        assert (tmp_path / "local" / name).read_bytes() == expected


def test_the_command_on_an_existing_cluster(
    cluster: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "extractor", lambda patterns: extract)
    dealfacts("--out", tmp_path / "plain")
    told = ("--engine", "dask", "--scheduler", cluster.scheduler_address)
    there = dealfacts("--out", tmp_path / "there", *told)
    assert there.exit_code == 0, there.output
    again = dealfacts("--out", tmp_path / "there", *told, "--resume")
    assert "taken from the journal: 1" in again.output
    for name in NAMES:
        expected = (tmp_path / "plain" / name).read_bytes()
        assert (tmp_path / "there" / name).read_bytes() == expected
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        assert client.nthreads()  # the cluster of others is left running


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (["--engine", "dask", "--timeout", "5"], "--timeout and --memory are for"),
        (["--scheduler", "tcp://127.0.0.1:9"], "--scheduler goes with --engine dask"),
    ],
)
def test_options_that_do_not_go_together(told: list[str], words: str, tmp_path: Path) -> None:
    result = dealfacts("--out", tmp_path / "out", *told)
    assert result.exit_code == 2
    assert words in result.output


def test_without_distributed_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "pipeline.cluster")
    monkeypatch.delattr("pipeline.cluster")
    result = dealfacts("--out", tmp_path / "out", "--engine", "dask")
    assert result.exit_code == 2
    assert 'pip install "dealfacts[dask]"' in result.output
