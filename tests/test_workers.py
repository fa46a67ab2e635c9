"""Several processes: same results in the same order, whatever dies, hangs or eats memory."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from samples import extract

from pipeline import batch
from pipeline.article import Article
from pipeline.interrupts import Stopped
from pipeline.records import ArticleRecord
from pipeline.workers import Limits, Pool, Ready

ORDER = "Norway has ordered four frigates from Navantia, the ministry said on Monday."


def lost(task: int, reason: str) -> str:
    return f"{task} lost: {reason}"


def double(task: int) -> str:
    return str(2 * task)


def slow_first(task: int) -> str:
    time.sleep(0.2 if task == 0 else 0)
    return str(task)


def die_on(mark: Path, times: int, task: int) -> str:
    """Kills its own process at task 3, so many times."""
    if task == 3 and len(list(mark.iterdir())) < times:
        (mark / f"{os.getpid()}").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return str(task)


def hang_on(task: int) -> str:
    if task == 2:
        time.sleep(60)
    return str(task)


def test_results_come_in_the_order_of_the_tasks() -> None:
    with Pool(3, slow_first, lost) as pool:
        assert list(pool.map(range(200))) == [str(n) for n in range(200)]


def test_ready_results_keep_their_places() -> None:
    tasks = [Ready(f"ready {n}") if n % 3 or n > 150 else n for n in range(300)]
    with Pool(3, slow_first, lost) as pool:
        found = list(pool.map(tasks))
    assert found == [task.result if isinstance(task, Ready) else str(task) for task in tasks]


def test_tasks_are_taken_only_as_needed() -> None:
    taken = []

    def tasks():  # type: ignore[no-untyped-def]
        for number in range(100_000):
            taken.append(number)
            yield number

    with Pool(2, double, lost) as pool:
        for _, result in zip(range(5), pool.map(tasks()), strict=False):
            assert result
    assert len(taken) < 200


@pytest.mark.parametrize(("times", "told"), [(1, "3"), (9, "3 lost: its worker died, twice")])
def test_a_killed_worker_costs_nothing_and_a_killing_task_is_given_up(
    times: int, told: str, tmp_path: Path
) -> None:
    with Pool(2, partial(die_on, tmp_path, times), lost) as pool:
        found = list(pool.map(range(20)))
    assert found[3] == told
    assert found[:3] + found[4:] == [str(n) for n in range(20) if n != 3]


def big_first(task: bytes) -> bytes:
    """A result as large as its task."""
    time.sleep(0.05 if len(task) % 2 else 0)
    return task


def test_tasks_and_results_larger_than_a_pipe() -> None:
    """Neither side may wait for the other to make room."""
    tasks = [bytes(size) for size in (5, 3_000_000, 20_001, 3_000_001, 31_000, 7) * 5]
    with Pool(2, big_first, lost) as pool:
        assert list(pool.map(tasks)) == tasks


def die_with_another_behind(mark: Path, task: int) -> str:
    """Dies at every task but the first twenty, as often as it is worked on."""
    with (mark / str(task)).open("a") as stream:
        stream.write(".")
    time.sleep(0.01)  # so that others wait in the pipe
    if task >= 20:
        os.kill(os.getpid(), signal.SIGKILL)
    return str(task)


def test_what_waits_at_a_worker_that_dies_is_not_blamed(tmp_path: Path) -> None:
    with Pool(2, partial(die_with_another_behind, tmp_path), lost) as pool:
        found = list(pool.map(range(26)))
    assert found[:20] == [str(n) for n in range(20)]
    assert found[20:] == [f"{n} lost: its worker died, twice" for n in range(20, 26)]
    assert {len((tmp_path / str(n)).read_text()) for n in range(20)} == {1}
    assert {len((tmp_path / str(n)).read_text()) for n in range(20, 26)} == {2}


def test_a_worker_killed_from_outside(tmp_path: Path) -> None:
    with Pool(2, double, lost) as pool:
        results = pool.map(range(300))
        first = [next(results) for _ in range(10)]
        os.kill(pool._workers[0].process.pid or 0, signal.SIGKILL)
        assert first + list(results) == [str(2 * n) for n in range(300)]


def test_a_task_that_hangs_is_ended() -> None:
    with Pool(2, hang_on, lost, Limits(seconds=0.5)) as pool:
        found = list(pool.map(range(6)))
    assert found[2] == "2 lost: took longer than 0.5 s"
    assert found[3:] == ["3", "4", "5"]


# --- runs ----------------------------------------------------------------------------------------


def crash_or_extract(article: Article) -> ArticleRecord:
    if "KILL" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "EAT" in article.text:
        bytearray(8 * 2**30)
    return extract(article)


def folder(tmp_path: Path, count: int = 30) -> Path:
    root = tmp_path / "in"
    root.mkdir()
    for number in range(count):
        (root / f"{number:03}.txt").write_text(f"{ORDER} It is order {number}.", encoding="utf-8")
    return root


def test_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    root = folder(tmp_path)
    outs = []
    for workers in (1, 2, 5):
        out = tmp_path / f"out{workers}"
        batch.run([root], out, extract, how=batch.Parallel(workers))
        outs.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert outs[0] == outs[1] == outs[2]


def test_an_article_that_kills_its_worker_or_eats_memory_is_named(tmp_path: Path) -> None:
    root = folder(tmp_path)
    (root / "010.txt").write_text("KILL " + ORDER, encoding="utf-8")
    (root / "020.txt").write_text("EAT " + ORDER, encoding="utf-8")
    how = batch.Parallel(2, Limits(megabytes=4096))
    summary = batch.run([root], tmp_path / "out", crash_or_extract, how=how)
    assert summary.read == 28
    told = {Path(failure.source).name: failure.reason for failure in summary.failures}
    assert told["010.txt"] == "its worker died, twice"
    assert told["020.txt"].startswith("MemoryError")


class Interrupting:
    """Gets a Ctrl-C while it is finalized, where Python ignores the exception."""

    def __del__(self) -> None:
        signal.raise_signal(signal.SIGINT)


def interrupted(article: Article) -> ArticleRecord:
    Interrupting()
    return ArticleRecord(article.id, ())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_in_a_finalizer_is_not_lost(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(Stopped):
        batch.run([folder(tmp_path, 5)], out, interrupted)
    assert not (out / "deals.jsonl").exists()


def test_an_interrupt_leaves_the_earlier_output_and_no_half_files(tmp_path: Path) -> None:
    root = folder(tmp_path, 400)
    out = tmp_path / "out"
    out.mkdir()
    (out / "deals.jsonl").write_text("earlier\n", encoding="utf-8")
    script = (
        "import sys, time\nfrom pathlib import Path\nfrom pipeline import batch\n"
        "def slow(article):\n"
        "    time.sleep(0.05)\n"
        "    from pipeline.records import ArticleRecord\n"
        "    return ArticleRecord(article.id, ())\n"
        "print('begun', flush=True)\n"
        "batch.run([Path(sys.argv[1])], Path(sys.argv[2]), slow, how=batch.Parallel(2))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(root), str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdout is not None and process.stdout.readline() == b"begun\n"
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) != 0
    assert [path.name for path in out.iterdir()] == ["deals.jsonl"]
    assert (out / "deals.jsonl").read_text(encoding="utf-8") == "earlier\n"
