"""``deals.parquet``: every fact of the records, typed; the same bytes for the same records."""

import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import deal, extract, record
from typer.testing import CliRunner

from pipeline import batch, cli, export, extract_article, manifest, parquet, records
from pipeline.article import from_text
from pipeline.parquet_schema import SCHEMA
from pipeline.rates import converter
from pipeline.records import ArticleRecord, DealDate, Evidence, Obligation, Party, Value, read_jsonl

CORPUS = Path(__file__).parent.parent / "corpus"
PARQUET = export.formats(kinds=["parquet"])
BOTH = export.formats(kinds=["jsonl", "parquet"])
# What the file has beside the fields of the record.
ADDED = {
    "values": {"usd", "usd_rate", "usd_rate_date", "usd_rate_source"},
    "dates": {"last_day"},
    "obligations": {"last_day"},
}


def written(out: Path, *found: ArticleRecord, formats: Any = PARQUET) -> list[dict[str, Any]]:
    export.write(found, out, formats)
    rows: list[dict[str, Any]] = pq.read_table(out / "deals.parquet").to_pylist()
    return rows


def as_record(row: dict[str, Any]) -> dict[str, Any]:
    """The deal of a row, as JSON has it."""
    told = {field: row[field] for field in records.Deal.__struct_fields__}
    for name, added in ADDED.items():
        told[name] = [{k: v for k, v in fact.items() if k not in added} for fact in told[name]]
    return told


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("corpus")
    batch.run([CORPUS], out, extract_article, formats=BOTH)
    return out


def test_every_fact_of_the_corpus_comes_back(corpus: Path) -> None:
    expected = [
        (each.id, number, each.title, each.published, each.source, msgspec.to_builtins(one))
        for each in read_jsonl(corpus / "deals.jsonl")
        for number, one in enumerate(each.deals, 1)
    ]
    found = [
        (
            row["article_id"],
            row["deal"],
            row["title"],
            row["published"] and row["published"].isoformat(),
            row["source"],
            as_record(row),
        )
        for row in pq.read_table(corpus / "deals.parquet").to_pylist()
    ]
    assert len(expected) > 50
    # JSON has lists where the record has tuples.
    assert found == [
        (*head, msgspec.json.decode(msgspec.json.encode(one))) for *head, one in expected
    ]


def test_the_schema_of_the_file(corpus: Path) -> None:
    stored = pq.read_schema(corpus / "deals.parquet")
    assert stored.equals(SCHEMA)
    assert stored.field("published").type == pa.date32()
    assert stored.field("values").type.value_type.field("amount").type == pa.float64()
    evidence = stored.field("parties").type.value_type.field("evidence").type.value_type
    assert [field.name for field in evidence] == ["start", "end", "quote", "rule"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("parties", records.Party),
        ("items", records.Item),
        ("values", records.Value),
        ("dates", records.DealDate),
        ("obligations", records.Obligation),
        ("evidence", records.Evidence),
    ],
)
def test_no_field_of_the_record_is_left_out(name: str, kind: type[msgspec.Struct]) -> None:
    assert set(records.Deal.__struct_fields__) <= set(SCHEMA.names)
    stored = {field.name: field for field in SCHEMA.field(name).type.value_type}
    assert set(stored) - ADDED.get(name, set()) == set(kind.__struct_fields__)
    for field in msgspec.structs.fields(kind):
        assert stored[field.name].nullable == (field.default is None)


def test_days_and_dollars(tmp_path: Path) -> None:
    many = deal(
        values=(Value(40e6, "EUR"), Value(5e6, "USD"), Value(1.5, "AED")),
        dates=(DealDate("delivery", "../2027"), DealDate("start", "2026-02/..")),
        obligations=(
            Obligation("training", "train", deadline="2026-34"),
            Obligation("support", "keep"),
        ),
    )
    formats = export.formats(converter(), ["parquet"])
    (row,) = written(tmp_path, record(many, published="2024-03-17"), formats=formats)
    assert row["published"] == dt.date(2024, 3, 17)
    assert [date["last_day"] for date in row["dates"]] == [dt.date(2027, 12, 31), None]
    assert [each["last_day"] for each in row["obligations"]] == [dt.date(2026, 6, 30), None]
    euros, dollars, dirhams = row["values"]
    assert (euros["usd"], euros["usd_rate"]) == (43_568_000, 1.0892)
    assert euros["usd_rate_date"] == dt.date(2024, 3, 15)
    assert (dollars["usd"], dollars["usd_rate"]) == (5e6, None)
    assert dirhams["usd"] is None


@pytest.mark.parametrize("published", [None, "2024", "soon"])
def test_a_day_that_is_not_known_is_null(published: str | None, tmp_path: Path) -> None:
    (row,) = written(tmp_path, record(published=published))
    assert row["published"] is None


def test_the_language(tmp_path: Path) -> None:
    found = [
        record(),
        record(text="Das Heer kauft der Panzer und die Wagen nicht."),
        record(text=None),
    ]
    assert [row["language"] for row in written(tmp_path, *found)] == ["en", "und", None]


def test_a_run_without_a_deal(tmp_path: Path) -> None:
    assert written(tmp_path, ArticleRecord(id="a", deals=(), text="Nothing.")) == []
    assert pq.read_schema(tmp_path / "deals.parquet").equals(SCHEMA)
    assert written(tmp_path) == []


# --- bytes ---------------------------------------------------------------------------------------

ORDER = "Norway has ordered four frigates from Navantia, the ministry said on Monday."


def test_the_same_bytes_whatever_the_number_of_workers(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(f'{{"text": "{ORDER} It is number {n}."}}\n' for n in range(1500)))
    found = []
    for workers in (1, 2, 3):
        out = tmp_path / str(workers)
        batch.run([feed], out, extract, how=batch.Parallel(workers), formats=PARQUET)
        found.append((out / "deals.parquet").read_bytes())
    assert found[0] == found[1] == found[2]


def test_the_same_bytes_at_another_time_in_another_zone(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom samples import record\n"
        "from pipeline import export\n"
        "time.time = lambda: float(sys.argv[2])\n"
        "export.write([record()] * 3, Path(sys.argv[1]), export.formats(kinds=['parquet']))\n"
    )
    found = []
    for zone, now in (("UTC", "1"), ("Asia/Tokyo", "2000000000")):
        out = tmp_path / now
        tests = Path(__file__).parent
        subprocess.run(
            [sys.executable, "-c", code, str(out), now],
            env={"TZ": zone, "PYTHONPATH": f"{tests}:{tests.parent}", "LC_ALL": "C"},
            check=True,
        )
        found.append((out / "deals.parquet").read_bytes())
    assert found[0] == found[1]
    metadata = pq.read_metadata(tmp_path / "1" / "deals.parquet")
    assert set(metadata.metadata) == {b"ARROW:schema"}


def test_rows_are_written_in_groups_as_they_come(tmp_path: Path) -> None:
    """Not all at the end: otherwise memory would grow with the number of deals."""
    sizes: list[int] = []
    group = parquet._BATCH * parquet._ROW_GROUP

    def source() -> Iterator[ArticleRecord]:
        for number in range(2 * group + 5):
            if number % group == 4:
                (temporary,) = tmp_path.glob(".deals.parquet.*")
                sizes.append(temporary.stat().st_size)
            yield record(id=str(number))

    export.write(source(), tmp_path, PARQUET)
    metadata = pq.read_metadata(tmp_path / "deals.parquet")
    counts = [metadata.row_group(n).num_rows for n in range(metadata.num_row_groups)]
    assert counts == [group, group, 5]
    assert sizes[0] < sizes[1] < sizes[2]


def test_a_failed_run_leaves_the_earlier_file(tmp_path: Path) -> None:
    export.write([record()], tmp_path, PARQUET)
    before = (tmp_path / "deals.parquet").read_bytes()

    def broken() -> Iterator[ArticleRecord]:
        yield record(id="other")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export.write(broken(), tmp_path, PARQUET)
    assert [path.name for path in tmp_path.iterdir()] == ["deals.parquet"]
    assert (tmp_path / "deals.parquet").read_bytes() == before


# --- hostile texts -------------------------------------------------------------------------------


@given(st.lists(st.text(), min_size=5, max_size=5))
@settings(max_examples=40)
def test_any_text_stands_as_it_is(texts: list[str]) -> None:
    one = deal(
        parties=(Party(texts[0], "buyer", evidence=(Evidence(0, 1, texts[1], texts[2]),)),),
        identifiers=(texts[3],),
    )
    (row,) = parquet.rows(record(one, title=texts[4]), export.NO_RATES)
    stored = pa.Table.from_pylist([row], schema=SCHEMA).to_pylist()[0]
    assert stored["parties"][0]["name"] == texts[0]
    assert stored["parties"][0]["evidence"][0]["quote"] == texts[1]
    assert (stored["identifiers"], stored["title"]) == ([texts[3]], texts[4])


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "'; DROP TABLE deals; --", "a\0b", "\r\n\t"])
def test_nothing_is_run_or_cut(text: str, tmp_path: Path) -> None:
    """The quoting that CSV needs would be part of the text here."""
    (row,) = written(tmp_path, record(deal(parties=(Party(text, "buyer"),)), title=text, id=text))
    assert (row["parties"][0]["name"], row["title"], row["article_id"]) == (text, text, text)


def test_half_characters_do_not_stop_a_run(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text(
        f'{{"id": "\\ud800x", "title": "\\udfffy", "url": "\\ud801", "text": "{ORDER}"}}\n'
    )
    summary = batch.run(
        [feed], tmp_path / "out", extract, formats=export.formats(kinds=export.KINDS)
    )
    assert summary.failures == []
    (row,) = pq.read_table(tmp_path / "out" / "deals.parquet").to_pylist()
    assert (row["article_id"], row["title"], row["source"]) == ("feed#?x", "?y", "?")
    assert from_text("a title", title="\ud800").title == "?"


# --- the command ---------------------------------------------------------------------------------


def dealfacts(*arguments: object) -> Any:
    return CliRunner().invoke(cli.app, ["run", *map(str, arguments)])


@pytest.mark.parametrize(
    ("told", "files"),
    [
        ([], ["deals.csv", "deals.jsonl", "obligations.csv"]),
        (["--format", "parquet"], ["deals.parquet"]),
        (["--format", "jsonl, parquet"], ["deals.jsonl", "deals.parquet"]),
        (
            ["--format", "parquet", "--format", "csv"],
            ["deals.csv", "deals.parquet", "obligations.csv"],
        ),
    ],
)
def test_the_formats_asked_for(told: list[str], files: list[str], tmp_path: Path) -> None:
    result = dealfacts(CORPUS / "gold", "--out", tmp_path, *told)
    assert result.exit_code == 0
    assert sorted(p.name for p in tmp_path.glob("[!.]*")) == [*files, manifest.NAME]
    for name in files:
        assert str(tmp_path / name) in result.output


@pytest.mark.parametrize(
    ("told", "words"),
    [("xlsx", "'xlsx' is not one of jsonl, csv, parquet"), (",", "none of jsonl, csv, parquet")],
)
def test_a_format_that_is_not_known(told: str, words: str, tmp_path: Path) -> None:
    result = dealfacts(CORPUS / "gold", "--out", tmp_path / "out", "--format", told)
    assert result.exit_code == 2
    assert words in result.output
    assert not (tmp_path / "out").exists()


def test_without_pyarrow_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "pipeline.parquet")
    monkeypatch.delitem(sys.modules, "pipeline.parquet_schema")
    monkeypatch.delattr("pipeline.parquet")
    result = dealfacts(CORPUS / "gold", "--out", tmp_path / "out", "--format", "parquet")
    assert result.exit_code == 2
    assert 'pip install "dealfacts[parquet]"' in result.output
    assert not (tmp_path / "out").exists()
    assert dealfacts(CORPUS / "gold", "--out", tmp_path / "out").exit_code == 0


def test_the_files_of_an_earlier_run_are_not_input(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ORDER)
    everything = export.formats(kinds=export.KINDS)
    assert {each.name for each in everything} == set(export.NAMES)
    batch.run([tmp_path], tmp_path, extract, formats=everything)
    summary = batch.run([tmp_path], tmp_path, extract, formats=PARQUET)
    assert (summary.read, summary.ignored) == (1, 0)
