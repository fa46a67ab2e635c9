"""The targets of ``scripts/fuzz.py``, fed without the fuzzer: seeds, cuts of them, odd bytes."""

from __future__ import annotations

import importlib.util
import random
import sys
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "fuzz.py"


@pytest.fixture(scope="module")
def fuzz() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_script", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_script"] = module
    spec.loader.exec_module(module)
    return module


def test_seeds_of_every_format_are_read(fuzz: ModuleType, tmp_path: Path) -> None:
    fuzz.write_seeds(tmp_path)
    seeds = sorted(tmp_path.iterdir())
    assert len(seeds) % len(fuzz.ENDINGS) == 0
    for seed in seeds[:: 2 * len(fuzz.ENDINGS) + 1]:
        data = seed.read_bytes()
        for cut in (len(data), len(data) // 2, 3, 1, 0):
            fuzz.read(data[:cut])


def test_composed_texts_are_extracted(fuzz: ModuleType) -> None:
    parts = fuzz.pieces()
    chance = random.Random(7)
    for length in (0, 3, 30, 90):
        fuzz.extract(fuzz.composed(chance.randbytes(length), parts))


def test_bytes_tell_which_pieces_are_taken(fuzz: ModuleType) -> None:
    parts = ["Kenya has ordered", "12 frigates"]
    assert (
        fuzz.composed(bytes([0, 0, 0, 6, 0, 1, 0, 0, 1]), parts) == "Kenya has ordered 12 frigates"
    )


def test_a_record_that_breaks_its_promises_is_a_finding(
    fuzz: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pipeline
    from pipeline.records import ArticleRecord, Deal, Evidence

    broken = Deal("procurement", "signed", "main", evidence=(Evidence(0, 5, "other"),))
    record = ArticleRecord("a", (broken,), text="words that are not those")
    monkeypatch.setattr(pipeline, "extract", lambda *_: record)
    with pytest.raises(AssertionError, match="evidence"):
        fuzz.extract("words")
