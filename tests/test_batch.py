"""Finding articles, reading them, and going on after a failure."""

import json
import pickle
from pathlib import Path

import pytest
from samples import extract

from pipeline import batch
from pipeline.batch import Failure, Summary, Task
from pipeline.records import ArticleRecord, from_json

ORDER = "Norway has ordered four frigates from Navantia, the ministry said on Monday."
NOTHING = "The minister visited the harbour and spoke about the weather with the crew."


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def read(*paths: Path) -> tuple[list[ArticleRecord], Summary]:
    summary = Summary()
    return list(batch.read_records(paths, extract, summary)), summary


def ids(*paths: Path) -> list[str]:
    return [record.id for record in read(*paths)[0]]


def test_folders_are_read_at_any_depth_in_a_stable_order(tmp_path: Path) -> None:
    root = write(
        tmp_path / "in",
        {
            "b.txt": ORDER,
            "a.md": ORDER,
            "sub/deeper/c.TXT": NOTHING,
            "sub/.hidden.txt": ORDER,
            ".git/d.txt": ORDER,
            "README.md": "How the articles were made.",
            "a.gold.json": "{}",
            "a.meta.json": "{}",
            "page.docx": "<p>",
        },
    )
    records, summary = read(root)
    assert [record.id for record in records] == ["a", "b", "sub/deeper/c"]
    assert [record.source for record in records] == ["a.md", "b.txt", "sub/deeper/c.TXT"]
    assert (summary.read, summary.with_deals, summary.without_deals) == (3, 2, 1)
    assert (summary.deals, summary.ignored, summary.failures) == (2, 1, [])


def test_files_in_the_order_given(tmp_path: Path) -> None:
    root = write(tmp_path, {"b.txt": ORDER, "a.txt": ORDER, "README.md": ORDER})
    assert ids(root / "b.txt", root / "a.txt") == ["b", "a"]
    assert ids(root / "README.md") == ["README"]


def test_a_file_is_read_once(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.txt": ORDER, "b.txt": ORDER})
    assert ids(root, root / "a.txt", root) == ["a", "b"]


def test_ids_are_unique(tmp_path: Path) -> None:
    files = {"one/a.txt": ORDER, "one/a.md": ORDER, "two/a.txt": ORDER}
    root = write(tmp_path, files)
    assert ids(root / "one", root / "two") == ["a", "a~2", "a~3"]


def test_links_to_folders_do_not_loop(tmp_path: Path) -> None:
    root = write(tmp_path, {"sub/a.txt": ORDER})
    (root / "sub" / "loop").symlink_to(root)
    assert ids(root) == ["sub/a"]


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        {"id": "x-1", "text": ORDER, "title": "Frigates for Norway", "published": "2025-01-02"},
        {"text": NOTHING, "date": "2024-05-06", "extra": [1]},
        {"id": 7, "text": ORDER, "url": "https://news.example/7"},
    ]
    lines = "\n".join(json.dumps(row) for row in rows)
    root = write(tmp_path, {"feed/day.jsonl": "\ufeff" + lines.replace("\n", "\n\n") + "\n"})
    first, second, third = read(root)[0]
    assert (first.id, first.title) == ("feed/day#x-1", "Frigates for Norway")
    assert (first.published, first.source) == ("2025-01-02", "feed/day.jsonl")
    assert len(first.deals) == 1
    assert (second.id, second.published) == ("feed/day#3", "2024-05-06")
    assert (third.id, third.source) == ("feed/day#7", "https://news.example/7")


def test_failures_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": ORDER})
    root = write(
        tmp_path,
        {
            "a.txt": "CRASH " + ORDER,
            "b.txt": "   ",
            "c.jsonl": f'{good}\n{{"text": \n[1]\n{{"id": "n"}}\n{{"text": " "}}\n{good}',
            "d.txt": ORDER,
            "e.txt": ORDER,
            "e.meta.json": "{",
        },
    )
    (root / "f.txt").write_bytes(b"%PDF-1.7 something")
    records, summary = read(root)
    assert [record.id for record in records] == ["c#good", "c#good~2", "d"]
    places = [(Path(each.source).name, each.place) for each in summary.failures]
    assert places == [
        ("a.txt", "file"),
        ("b.txt", "byte 0"),
        ("c.jsonl", "line 2, JSON"),
        ("c.jsonl", "line 3, JSON"),
        ("c.jsonl", "line 4, JSON"),
        ("c.jsonl", "line 5, byte 0"),
        ("e.txt (sidecar e.meta.json)", "line 1"),
        ("f.txt", "byte 0"),
    ]
    crash = summary.failures[0]
    assert crash.reason.startswith("ZeroDivisionError: a fault in a rule (in samples.py:")
    assert str(crash).startswith(f"{root / 'a.txt'}: file: ZeroDivisionError")
    assert "PDF" in summary.failures[-1].reason


def test_a_file_of_another_kind_given_by_name_fails(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.docx": "<p>", "article": ORDER})
    records, summary = read(root / "a.docx", root / "article")
    assert [record.id for record in records] == ["article"]
    assert [str(each) for each in summary.failures] == [
        f"{root / 'a.docx'}: file name: .docx files are not read"
    ]


@pytest.mark.parametrize("name", ["gone.txt", "gone.jsonl"])
def test_a_file_that_is_gone_fails(name: str, tmp_path: Path) -> None:
    (found,) = batch.results(batch.tasks([(tmp_path / name, tmp_path)]), extract)
    assert found == Failure(str(tmp_path / name), "file", "No such file or directory")


def test_run_writes_and_never_reads_its_own_output(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.txt": ORDER, "b.txt": NOTHING})
    first = batch.run([root], root, extract)
    before = {path.name: path.read_bytes() for path in first.written}
    second = batch.run([root], root, extract)
    assert (second.read, second.ignored) == (2, 0)
    assert {path.name: path.read_bytes() for path in second.written} == before
    lines = (root / "deals.jsonl").read_bytes().splitlines()
    assert [from_json(line).id for line in lines] == ["a", "b"]


def test_tasks_and_results_travel_between_processes(tmp_path: Path) -> None:
    root = write(tmp_path, {"a.txt": ORDER, "b.jsonl": json.dumps({"text": ORDER})})
    tasks = list(batch.tasks(batch.find([root])))
    assert pickle.loads(pickle.dumps(tasks)) == tasks
    results = [batch.process(task, extract) for task in tasks if isinstance(task, Task)]
    failure = Failure("a", "b", "c")
    assert pickle.loads(pickle.dumps([*results, failure])) == [*results, failure]
    assert len(results) == 2
