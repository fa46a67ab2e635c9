"""The documentation: its commands run and print what it says, its references are current."""

import importlib.util
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

from pipeline import annotation_tasks, batch, extract_article

TOP = Path(__file__).parent.parent
DOCS = TOP / "docs"
# The pages whose blocks are run, in order, in a folder of their own with the corpus in it.
PAGES = (
    "tutorial.md",
    "howto/batch.md",
    "howto/big.md",
    "howto/correct.md",
    "howto/gold.md",
    "howto/parquet.md",
    "report.md",
    "register.md",
    "exchange.md",
    "labelling.md",
)
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_TITLE = re.compile(r'title="([^"]+)"')
# ``sh`` is for what installs the program, which .ci/run does; ``text`` is output.
_KINDS = {"bash", "python", "sql", "text", "csv", "sh"}


class Block(NamedTuple):
    kind: str
    title: str | None
    text: str


def blocks(page: str) -> list[Block]:
    found = []
    for head, text in _FENCE.findall((DOCS / page).read_text(encoding="utf-8")):
        title = _TITLE.search(head)
        found.append(Block(head.partition(" ")[0], title and title.group(1), text))
    return found


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOP / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bare(text: str) -> list[str]:
    """Lines without the rule ids at their ends, which are no promise."""
    return [line.partition("  <")[0].rstrip() for line in text.strip().splitlines()]


def run_block(block: Block, folder: Path) -> str:
    if block.kind == "sql":
        with sqlite3.connect(folder / "register" / "register.sqlite") as database:
            return "\n".join(map(str, database.execute(block.text)))
    if block.kind not in ("bash", "python"):
        return ""
    command = ["bash", "-euo", "pipefail"] if block.kind == "bash" else [sys.executable, "-"]
    bin_folder = str(Path(sys.executable).parent)
    environment = os.environ | {"PATH": bin_folder + os.pathsep + os.environ["PATH"]}
    done = subprocess.run(
        command, input=block.text, cwd=folder, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{block.text}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def prepare(page: str, folder: Path) -> None:
    """What a page takes for granted."""
    (folder / "corpus").symlink_to(TOP / "corpus")
    if page == "register.md":
        for day in ("monday", "tuesday"):
            (folder / day).mkdir()
            shutil.copy(TOP / "corpus/gold/poland-south-korea-missiles.txt", folder / day)
    if page == "labelling.md":  # what Label Studio exports when two people submit a task
        (record,) = batch.read_records([TOP / "corpus/gold"], extract_article, batch.Summary())
        task = annotation_tasks.task(record)
        result = task.pop("predictions")[0]["result"]
        task["annotations"] = [{"completed_by": who, "result": result} for who in (1, 2)]
        (folder / "export.json").write_text(json.dumps([task]), encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_the_blocks_of_a_page(page: str, tmp_path: Path) -> None:
    prepare(page, tmp_path)
    printed = ""
    for block in blocks(page):
        assert block.kind in _KINDS, f"a block of no known kind: {block.text}"
        if block.title is not None:
            (tmp_path / block.title).write_text(block.text, encoding="utf-8")
        elif block.kind == "text":
            told, got = bare(block.text), bare(printed)
            if told[-1] == "...":
                told.pop()
                got = got[: len(told)]
            assert got == told
        else:
            printed = run_block(block, tmp_path)


def test_every_how_to_is_run() -> None:
    assert {f"howto/{path.name}" for path in (DOCS / "howto").iterdir()} <= set(PAGES)


@pytest.mark.parametrize("name", ["rules.md", "record.md"])
def test_references_are_current(name: str) -> None:
    page = script("reference").PAGES[name]()
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == page, (
        "run scripts/reference.py"
    )


def test_every_rule_file_is_in_the_reference() -> None:
    files = {path.name for path in (TOP / "patterns").glob("*.jsonl")}
    assert files == set(script("reference").RULE_FILES)


def test_every_page_is_in_the_navigation() -> None:
    named = re.findall(r"[\w/-]+\.md$", (TOP / "mkdocs.yml").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md"))


def test_a_site_that_loads_from_elsewhere_is_told(tmp_path: Path) -> None:
    foreign = script("check_site").foreign
    assert foreign(tmp_path) == [f"{tmp_path}: no page"]
    page = tmp_path / "index.html"
    page.write_text('<a href="https://a.example">x</a><img src="x.png"><link href="a.css">')
    assert foreign(tmp_path) == []
    page.write_text('<script src="//cdn.example/x.js"></script><link href="https://f.example/c">')
    (tmp_path / "a.css").write_text("@import 'https://fonts.example/x';")
    assert len(foreign(tmp_path)) == 3
