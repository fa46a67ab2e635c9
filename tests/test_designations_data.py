"""The shapes of designations: their examples, the traps around them, and their cost."""

from __future__ import annotations

import json
import re
import time
from importlib import resources

import pytest

import pipeline
from pipeline.rules import load_jsonl
from pipeline.schema import Designation

RULES = load_jsonl("designations.jsonl", Designation)
JOINED = re.compile("|".join(f"(?:{rule.regex})" for rule in RULES))
YES = [(rule, text) for rule in RULES for text in rule.yes]
NO = [(rule, text) for rule in RULES for text in rule.no]
FRAMES = ("{}", "It ordered two {} last year.", "Deliveries of the {}, it said, began.")


def whole(pattern: re.Pattern[str], text: str) -> bool:
    """Whether ``text`` is found from its first to its last character in every frame."""
    return all(
        text in [match.group() for match in pattern.finditer(frame.format(text))]
        for frame in FRAMES
    )


def found(text: str) -> list[str]:
    return [match.group() for match in JOINED.finditer(text)]


def test_every_rule_has_examples_and_compiles_without_groups() -> None:
    for rule in RULES:
        assert rule.yes and rule.no, rule.id
        pattern = re.compile(rule.regex)
        assert pattern.groups == 0, rule.id
        assert pattern.flags == re.UNICODE, rule.id
        assert pattern.match("") is None, rule.id
        assert rule.id.startswith("designation."), rule.id


def test_file_is_compact_json_lines() -> None:
    text = resources.files("patterns").joinpath("designations.jsonl").read_text(encoding="utf-8")
    assert text.endswith("\n")
    assert len(text.splitlines()) == len(RULES)
    for line in text.splitlines():
        assert line == json.dumps(json.loads(line), ensure_ascii=False, separators=(",", ":"))


@pytest.mark.parametrize(("rule", "text"), YES, ids=[f"{r.id}:{t}" for r, t in YES])
def test_yes_is_found_whole(rule: Designation, text: str) -> None:
    assert whole(re.compile(rule.regex), text)
    assert whole(JOINED, text)


@pytest.mark.parametrize(("rule", "text"), NO, ids=[f"{r.id}:{t}" for r, t in NO])
def test_no_is_not_found(rule: Designation, text: str) -> None:
    assert re.search(rule.regex, text) is None
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Jakarta flies F-16C/D and Su-27SK/Su-30MK2 jets.", ["F-16C/D", "Su-27SK", "Su-30MK2"]),
        ("the M1A2 SEPv3, M2A3 and K9A1 were shown", ["M1A2 SEPv3", "M2A3", "K9A1"]),
        ("An F-16-based trainer, the ex-USAF C-130Hs", ["F-16", "C-130Hs"]),
        ("SM-3 Block IIA and AIM-9X Block II rounds", ["SM-3 Block IIA", "AIM-9X Block II"]),
        ("Type 212CD boats and a Jose Rizal-class frigate", ["Type 212CD", "Jose Rizal-class"]),
        ("The Australian Hunter-class frigates", ["Hunter-class"]),
        ("with AN/ALQ-131 pods, AN/AAR-47A(V)2 sensors", ["AN/ALQ-131", "AN/AAR-47A(V)2"]),
        ("five A330 MRTT tankers, not A330-200 or A350 airliners", ["A330 MRTT"]),
        (
            "two Halifax class patrol frigates, a Kilo class submarine, Business class seats",
            ["Halifax class", "Kilo class"],
        ),
        ("155mm/52-calibre guns", ["155mm/52-calibre"]),
    ],
)
def test_running_text(text: str, wanted: list[str]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The G20 and G-7 met in FY24 after Covid-19, in Q3 of 2023 and H1 of 2024.",
        "He took the M25, then the A1 road, from room B12 to gate C2 with a B-2 visa.",
        "Airlines fly the A320, the A350-900, the B737 and the E190; Boeing the 777X.",
        "Contract W56HZV-15-C-0095, modification P00009 to N00019-14-C-0037, CLIN 0001.",
        "ISO 9001, MIL-STD-810, S/RES/2231 and STANAG 4569 of 2018-05-29 at 10:30.",
        "World-class and First-class seats; Business class, Middle-class voters, A-level.",
        "A 5G phone with MP3 and 4K; CO2, PM2.5, H1N1; US$5, Rs 500, S$10m and RM250.",
        "Gospel of Mark 5; Mark Vance, 45; Project 2025; Type 2 diabetes; UPA-II and WW-II.",
    ],
)
def test_everyday_text_has_no_designation(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "unit",
    (
        "A-1",
        "AAAA",
        "A1",
        "Aa-",
        "Aaaa ",
        "A-A-",
        "9M",
        "1",
        "K-1-1-",
        "/A",
        "Mk ",
        "Type 1",
        "A330 ",
        "Aa Aa-",
        "155mm/",
        "Block I",
        "Ä",
        "F-16/",
        "AN/A",
        "SM-3 ",
        "Hunter ",
    ),
)
def test_linear_in_the_length_of_hostile_text(unit: str) -> None:
    def cost(length: int) -> float:
        text = (unit * (length // len(unit) + 1))[:length]
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            for _ in JOINED.finditer(text):
                pass
            best = min(best, time.process_time() - start)
        return best

    long = cost(100_000)
    assert long < 1.0
    # Ten times the text takes some ten times as long; quadratic work would take a hundred.
    assert long < 40 * max(cost(10_000), 1e-4)


def test_every_shape_tells_how_it_begins() -> None:
    # One that does not makes the search try every place of every article.
    finder = pipeline.build(None).get_pipe("deals").engine.finder
    assert finder._heads is not None
