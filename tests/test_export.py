"""Output files: what is in the cells, that no cell runs, and that no half file is ever seen."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import deal, evidence, record

from pipeline import export
from pipeline.rates import converter
from pipeline.records import ArticleRecord, DealDate, Item, Obligation, Party, Value, from_json


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def deal_cells(*records: ArticleRecord, out: Path) -> list[dict[str, str]]:
    export.write(records, out)
    return rows(out / "deals.csv")


def test_deal_row(tmp_path: Path) -> None:
    (row,) = deal_cells(record(), out=tmp_path)
    assert row == {
        "article_id": "news/estonia",
        "title": "Estonia orders missiles",
        "published": "2025-03-04",
        "deal": "1",
        "kind": "procurement",
        "status": "signed",
        "prominence": "main",
        "buyers": "Estonia",
        "sellers": "Rafael",
        "partners": "",
        "other_parties": "",
        "countries": "EST; ISR",
        "items": "12 x Spike LR2",
        "value": "40000000",
        "value_min": "",
        "currency": "EUR",
        "value_kind": "total",
        "value_qualifier": "exact",
        "value_usd": "",  # no rates were given
        "usd_rate": "",
        "usd_rate_date": "",
        "usd_rate_source": "",
        "further_values": "",
        "signed": "",
        "announced": "",
        "approved": "",
        "start": "",
        "delivery": "../2027",
        "completion": "",
        "obligations": "1",
        "obligation_texts": "train the crews by 2027",
        "identifiers": "",
        "evidence": "Estonia has ordered 12 Spike LR2 launchers from Rafael for €40 million.",
        "source": "news/estonia.txt",
    }


def test_row_of_a_deal_with_many_facts(tmp_path: Path) -> None:
    rich = deal(
        parties=(
            Party("Army", "end_user", "EST"),
            Party("Estonia", "buyer", "EST"),
            Party("Eurospike", "seller"),
            Party("Diehl", "seller", "DEU"),
            Party("State Department", "approver", "USA"),
        ),
        items=(Item("K9 Thunder", "artillery", 5), Item("K10", "vehicle")),
        values=(
            Value(9e6, "EUR", "part"),
            Value(618_000_000, "EUR", "total", 500_000_000, "range"),
            Value(1234.5, "USD", "unit", qualifier="approximate"),
        ),
        dates=(DealDate("delivery", "2026"), DealDate("delivery", "../2031")),
        identifiers=("N0001-25", "24-17"),
    )
    (row,) = deal_cells(record(rich), out=tmp_path)
    assert row["sellers"] == "Eurospike; Diehl"
    assert row["other_parties"] == "Army (end_user); State Department (approver)"
    assert row["countries"] == "EST; DEU; USA"
    assert row["items"] == "5 x K9 Thunder; K10"
    assert (row["value"], row["value_min"]) == ("618000000", "500000000")
    assert row["value_qualifier"] == "range"
    assert row["further_values"] == "EUR 9000000 (part, exact); USD 1234.50 (unit, approximate)"
    assert row["delivery"] == "2026; ../2031"
    assert row["identifiers"] == "N0001-25; 24-17"


def dollar_cells(out: Path, value: Value, **changes: object) -> list[str]:
    export.write([record(deal(values=(value,)), **changes)], out, export.formats(converter()))
    (row,) = rows(out / "deals.csv")
    return [row[name] for name in ("value_usd", "usd_rate", "usd_rate_date", "usd_rate_source")]


def test_dollars_beside_the_sum(tmp_path: Path) -> None:
    euros = Value(40e6, "EUR")
    bank = ["1.0892", "2024-03-15", "ECB reference rate"]
    assert dollar_cells(tmp_path, euros, published="2024-03-17") == ["43568000", *bank]
    signed = deal(values=(euros,), dates=(DealDate("signed", "2024-03-15"),))
    export.write([record(signed)], tmp_path, export.formats(converter()))
    (row,) = rows(tmp_path / "deals.csv")  # the day of signature goes before that of publication
    assert (row["value_usd"], row["usd_rate_date"]) == ("43568000", "2024-03-15")


def test_no_rate_no_dollars(tmp_path: Path) -> None:
    assert dollar_cells(tmp_path, Value(5e6, "USD"), published=None) == ["5000000", "", "", ""]
    assert dollar_cells(tmp_path, Value(5e6, "AED")) == [""] * 4
    assert dollar_cells(tmp_path, Value(5e6, "EUR"), published=None) == [""] * 4


def test_leading_value() -> None:
    unit, ceiling, total = Value(1, "USD", "unit"), Value(2, "USD", "ceiling"), Value(3, "USD")
    assert export.leading_value((unit, ceiling, total)) is total
    assert export.leading_value((unit, ceiling)) is ceiling
    assert export.leading_value((unit,)) is unit
    assert export.leading_value(()) is None


def test_obligation_rows(tmp_path: Path) -> None:
    second = Obligation("support", "keep\nspare parts ready", modality="conditional")
    export.write([record(deal(), deal(obligations=(second,)))], tmp_path)
    first_row, second_row = rows(tmp_path / "obligations.csv")
    assert first_row["text"] == first_row["evidence"] == "train the crews by 2027"
    start, end = int(first_row["start"]), int(first_row["end"])
    assert (record().text or "")[start:end] == first_row["evidence"]
    assert (first_row["obligor"], first_row["obligee"]) == ("Rafael", "Estonia")
    assert (first_row["deal"], second_row["deal"]) == ("1", "2")
    assert second_row["text"] == "keep spare parts ready"
    assert second_row["modality"] == "conditional"
    assert second_row["buyers"] == "Estonia"
    assert second_row["start"] == second_row["obligor"] == ""


def test_articles_without_deals_are_in_the_json_lines_only(tmp_path: Path) -> None:
    empty = ArticleRecord(id="empty", deals=(), text="No deal.")
    assert deal_cells(empty, record(), out=tmp_path)[0]["article_id"] == "news/estonia"
    lines = (tmp_path / "deals.jsonl").read_bytes().splitlines()
    assert [from_json(line) for line in lines] == [empty, record()]
    assert rows(tmp_path / "obligations.csv")[0]["article_id"] == "news/estonia"


def test_evidence_sentence_falls_back_to_the_quote() -> None:
    assert export.evidence_sentence(record(text=None), deal()) == "ordered 12 Spike LR2 launchers"
    bare = deal(evidence=(), items=(), values=(), parties=(), dates=(), obligations=())
    assert export.evidence_sentence(record(), bare) == ""
    by_item = deal(evidence=())
    assert export.evidence_sentence(record(), by_item).startswith("Estonia has ordered")


def test_evidence_in_a_later_sentence() -> None:
    late = deal(evidence=evidence("train the crews"))
    assert export.evidence_sentence(record(), late) == "Rafael will train the crews by 2027."


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "\nx",
        " =1",
        "\u00a0=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "﹢1",
        "\u3000＝1",
    ],
)
def test_cells_that_a_spreadsheet_would_run(text: str, tmp_path: Path) -> None:
    assert export.harmless(text) == "'" + text
    (row,) = deal_cells(
        record(deal(parties=(Party(text, "buyer"),)), title=text, id=text), out=tmp_path
    )
    assert [row[name] for name in ("title", "article_id", "buyers")] == ["'" + text] * 3


@pytest.mark.parametrize("text", ["", "a=b", "Ministry - Oslo", "1-2", "'quoted'", "…", "–5"])
def test_harmless_cells_stay(text: str) -> None:
    assert export.harmless(text) == text


@given(st.lists(st.text(), min_size=4, max_size=4))
def test_any_text_keeps_the_shape_of_the_table(texts: list[str]) -> None:
    one = deal(parties=(Party(texts[0], "buyer"), Party(texts[1], "seller")))
    encoded = export.deals_csv().encode(record(one, one, title=texts[2], id=texts[3]))
    found = list(csv.reader(io.StringIO(encoded.decode(), newline=""), strict=True))
    assert [len(row) for row in found] == [len(export.DEAL_COLUMNS)] * 2
    for cell in found[0]:
        assert cell.lstrip()[:1] not in ("=", "+", "-", "@")


def test_a_cell_is_never_too_long_for_a_spreadsheet(tmp_path: Path) -> None:
    (row,) = deal_cells(record(title="word " * 20_000), out=tmp_path)
    assert len(row["title"]) < 32_767


def test_csv_form(tmp_path: Path) -> None:
    export.write([record(title='A "quoted", title\nin two lines')], tmp_path)
    data = (tmp_path / "deals.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfarticle_id,")
    assert b'"A ""quoted"", title\nin two lines"' in data
    assert data.endswith(b"\r\n")
    assert data.count(b"\r\n") == 2
    assert not (tmp_path / "deals.jsonl").read_bytes().startswith(b"\xef\xbb\xbf")


def test_same_records_same_bytes(tmp_path: Path) -> None:
    first = export.write([record(), record(id="b")], tmp_path / "a")
    second = export.write([record(), record(id="b")], tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_failed_run_leaves_the_earlier_files(tmp_path: Path) -> None:
    export.write([record()], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken() -> Iterator[ArticleRecord]:
        yield record(id="other")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export.write(broken(), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_records_are_written_one_at_a_time(tmp_path: Path) -> None:
    events: list[str] = []

    def encode(each: ArticleRecord) -> bytes:
        events.append(f"write {each.id}")
        return b""

    def source() -> Iterator[ArticleRecord]:
        for name in "ab":
            events.append(f"read {name}")
            yield record(id=name)

    export.write(source(), tmp_path, [export.Format("x", b"", encode)])
    assert events == ["read a", "write a", "read b", "write b"]


def test_the_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OSError, match="file"):
        export.write([], tmp_path / "file")
