"""Linking of articles on the same deal, and the register that grows from run to run."""

import csv
import sqlite3
from pathlib import Path

import pytest
from samples import deal, record

from pipeline import extract, register
from pipeline.clusters import DecisionError, copies, gather, read_decisions
from pipeline.linking import SAME, mentions, points, signs
from pipeline.records import ArticleRecord, DealDate, Item, Party, Value

PAIRS = Path(__file__).parent / "data" / "pairs" / "pairs.txt"
# Reached now; what may not be lost again.
PRECISION_FLOOR, RECALL_FLOOR = 0.95, 0.86


# --- pairs of articles ---------------------------------------------------------------------------


def pairs() -> list[tuple[bool, ArticleRecord, ArticleRecord]]:
    blocks = [b for b in PAIRS.read_text(encoding="utf-8").split("\n\n") if b.startswith("=")]
    found = []
    for number, block in enumerate(blocks):
        head, *lines = block.strip().splitlines()
        records = []
        for letter, line in zip("ab", lines, strict=True):
            day, _, text = line.partition(" | ")
            records.append(extract(text, day, id=f"{number}{letter}"))
        found.append((head != "= different", *records))
    return found


def test_pairs_are_told_apart() -> None:
    hits = false = missed = 0
    for same, one, other in pairs():
        told = [points(a, b) for a in mentions([one]) for b in mentions([other])]
        linked = max(told, default=0) >= SAME
        hits += linked and same
        false += linked and not same
        missed += same and not linked
    print(f"linking: {hits} right, {false} false, {missed} missed")
    assert hits + missed >= 40 and hits + false + missed >= 40
    assert hits / (hits + false) >= PRECISION_FLOOR
    assert hits / (hits + missed) >= RECALL_FLOOR


def test_there_are_enough_pairs_of_each_sort() -> None:
    same = [each for each, _, _ in pairs()]
    assert len(same) >= 60 and same.count(True) >= 30 and same.count(False) >= 30


# --- signs ---------------------------------------------------------------------------------------


def article(name: str, day: str | None = "2024-03-01", text: str | None = None, **changes: object):  # type: ignore[no-untyped-def]
    return record(id=name, published=day, text=text, deals=(deal(**changes),))


def score(one: ArticleRecord, other: ArticleRecord) -> float:
    (a,), (b,) = mentions([one]), mentions([other])
    assert points(a, b) == points(b, a)
    return points(a, b)


def test_the_same_facts_are_the_same_deal() -> None:
    assert score(article("a"), article("b")) >= SAME


@pytest.mark.parametrize(
    "changes",
    [
        {"parties": (Party("Latvia", "buyer", "LVA"), Party("Rafael", "seller", "ISR"))},
        {
            "parties": (Party("Estonia", "buyer", "EST"), Party("Saab", "seller", "SWE")),
            "values": (),
        },
        {"items": (Item("K9", "artillery", 12),)},
        {"values": (Value(90e6, "EUR"),), "items": (Item("Spike LR2", "missile", 30),)},
        {"kind": "modification", "values": (Value(4e6, "EUR"),)},
    ],
)
def test_one_great_difference_is_enough(changes: dict[str, object]) -> None:
    assert score(article("a"), article("b", **changes)) < SAME


def test_contract_numbers_decide() -> None:
    numbers = {"identifiers": ("N00024-24-C-1",)}
    other = {"items": (Item("spares", "other"),), "values": (), **numbers}
    assert score(article("a", **numbers), article("b", **other)) >= SAME


def test_a_plan_after_the_signature_is_another_deal() -> None:
    more = {"status": "planned", "values": (), "items": (Item("Spike LR2", "missile"),)}
    signed, plan = article("a", "2022-03-01"), article("b", "2024-09-01", **more)
    assert score(signed, plan) < SAME
    words = [sign.words for sign in signs(*mentions([signed, plan]))]
    assert "the later one is less far on" in words
    assert score(article("a", "2023-09-01", status="planned"), article("b", "2024-03-01")) >= SAME


# --- groups --------------------------------------------------------------------------------------


def keys(groups: list[list]) -> list[list[str]]:  # type: ignore[type-arg]
    return [[mention.record.id for mention in group] for group in groups]


def decisions(tmp_path: Path, *lines: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "links.csv"
    path.write_text("\n".join(("decision,one,other", *lines)) + "\n", encoding="utf-8")
    return read_decisions(path)


def test_two_that_speak_against_each_other_are_never_joined_by_a_third(tmp_path: Path) -> None:
    first = article("a", values=(Value(40e6, "EUR"),))
    third = article("c", values=(Value(80e6, "EUR"),), items=(Item("Spike LR2", "missile", 40),))
    vague = article("b", values=(), items=(Item("Spike LR2", "missile"),))
    groups = keys(gather(mentions([first, vague, third]), decisions(tmp_path)))
    assert not any({"a", "c"} <= set(group) for group in groups)


def test_decisions_go_before_points(tmp_path: Path) -> None:
    found = mentions([article("a"), article("b"), article("c", items=(Item("K9", "artillery"),))])
    assert keys(gather(found, decisions(tmp_path))) == [["a", "b"], ["c"]]
    split = decisions(tmp_path, "different,a#1,b#1", "same,b#1,c#1", "same,gone#1,a#1")
    assert keys(gather(found, split)) == [["a"], ["b", "c"]]


@pytest.mark.parametrize("line", ["perhaps,a#1,b#1", "same,a#1,", "same,a#1,a#1"])
def test_broken_decisions_name_the_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(DecisionError, match=r"links.csv:2: "):
        decisions(tmp_path, line)


def test_reprints_are_told_from_other_articles() -> None:
    text = " ".join(f"word{n}" for n in range(60))
    found = mentions(
        [
            article("b", "2024-03-02", text="PARIS. " + text + " Additional reporting by us."),
            article("a", "2024-03-01", text=text),
            article("c", "2024-03-03", text=" ".join(f"other{n}" for n in range(60))),
            article("d", "2024-03-04"),
        ]
    )
    assert copies(found) == {"b": "a"}


# --- the register --------------------------------------------------------------------------------


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def plan() -> ArticleRecord:
    return article("plan", "2023-10-01", status="planned", values=(Value(35e6, "EUR"),))


def signature() -> ArticleRecord:
    return article("signature", "2024-03-01", dates=(DealDate("signed", "2024-02-28"),))


def rival() -> ArticleRecord:
    return article("rival", "2024-03-02", values=(Value(42e6, "EUR"),))


def stranger() -> ArticleRecord:
    parties = (Party("Chile", "buyer", "CHL"), Party("Saab", "seller", "SWE"))
    return article("stranger", "2024-01-01", parties=parties)


def test_history_and_conflicts(tmp_path: Path) -> None:
    outcome = register.update([signature(), plan(), rival()], tmp_path)
    assert (outcome.articles, outcome.entries, outcome.linked) == (3, 1, 1)
    (entry,) = table(tmp_path, "entries")
    assert (entry["status"], entry["sources"], entry["first_published"]) == (
        "signed",
        "3",
        "2023-10-01",
    )
    assert entry["conflicts"] == "value of total in EUR"
    told = [(row["date"], row["status"]) for row in table(tmp_path, "history")]
    assert told == [("2023-10-01", "planned"), ("2024-02-28", "signed")]
    sums = [(r["value"], r["mention"]) for r in table(tmp_path, "claims") if r["field"] == "value"]
    assert sums == [
        ("EUR 35000000", "plan#1"),
        ("EUR 40000000", "signature#1"),
        ("EUR 42000000", "rival#1"),
    ]
    assert {r["conflicting"] for r in table(tmp_path, "claims") if r["field"] == "value"} == {"1"}
    assert {r["conflicting"] for r in table(tmp_path, "claims") if r["field"] == "item"} == {"0"}


def test_it_grows_and_entries_keep_their_numbers(tmp_path: Path) -> None:
    register.update([signature()], tmp_path)
    register.update([stranger(), plan()], tmp_path)
    entries = {row["buyers"]: row["entry"] for row in table(tmp_path, "entries")}
    assert entries == {"Estonia": "1", "Chile": "2"}
    assert [row["entry"] for row in table(tmp_path, "sources") if row["mention"] == "plan#1"] == [
        "1"
    ]
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    register.update([plan(), signature()], tmp_path)  # the same again changes nothing
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")} == before


def test_a_later_reading_of_an_article_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    register.update([signature()], tmp_path)
    register.update([ArticleRecord("signature", ())], tmp_path)
    assert table(tmp_path, "entries") == []


def test_a_split_by_hand_holds(tmp_path: Path) -> None:
    register.update([signature(), rival()], tmp_path)
    with (tmp_path / "links.csv").open("a", encoding="utf-8") as stream:
        stream.write("different,signature#1,rival#1\n")
    for run in ([signature(), rival()], [plan()]):
        register.update(run, tmp_path)
        homes = {row["mention"]: row["entry"] for row in table(tmp_path, "sources")}
        assert homes["signature#1"] != homes["rival#1"]


def test_copies_count_once(tmp_path: Path) -> None:
    text = " ".join(f"word{n}" for n in range(60))
    reprints = [article(f"paper{n}", f"2024-03-0{n}", text=f"{text} {n}") for n in (1, 2, 3)]
    register.update(reprints, tmp_path)
    (entry,) = table(tmp_path, "entries")
    assert (entry["sources"], entry["copies"]) == ("1", "2")
    assert [row["copy_of"] for row in table(tmp_path, "sources")] == ["", "paper1", "paper1"]
    assert {row["mention"] for row in table(tmp_path, "claims")} == {"paper1#1"}


def test_sql(tmp_path: Path) -> None:
    register.update([signature(), plan(), stranger()], tmp_path)
    with sqlite3.connect(tmp_path / register.DATABASE) as base:
        told = base.execute(
            "SELECT entry, count(*) FROM sources GROUP BY entry ORDER BY 2 DESC"
        ).fetchall()
    assert sorted(count for _, count in told) == [1, 2]


def test_broken_decisions_change_nothing(tmp_path: Path) -> None:
    register.update([signature()], tmp_path)
    before = (tmp_path / "entries.csv").read_bytes()
    (tmp_path / "links.csv").write_text("decision,one,other\nmaybe,a,b\n", encoding="utf-8")
    with pytest.raises(DecisionError):
        register.update([plan()], tmp_path)
    assert (tmp_path / "entries.csv").read_bytes() == before
