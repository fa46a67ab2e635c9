"""What results become for others: data package, OCDS, transfer register, calendar."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from typing import Any

import frictionless
import icalendar
import jsonschema
import pytest
from referencing import Registry, Resource
from samples import deal, record

from pipeline import datapackage, ics, ocds, transfers
from pipeline.calendar_math import last_day
from pipeline.rates import converter
from pipeline.records import ArticleRecord, DealDate, Evidence, Item, Obligation, Party, Value

SCHEMAS = Path(__file__).parent / "data" / "ocds-1.1.5"


def records() -> list[ArticleRecord]:
    """Two articles with deals of every sort that matters here, and one without."""
    planned = deal(
        kind="framework",
        status="planned",
        parties=(
            Party("=cmd()", "buyer", "EST"),
            Party("Acme, Ltd", "seller"),
            Party("Acme, Ltd", "subcontractor"),
            Party("Land Forces", "end_user", "LVA"),
        ),
        items=(Item("boats", "ship", 4),),
        values=(Value(9.5e6, "EUR", "ceiling", 5e6, "range"), Value(1e6, "AED", "part")),
        dates=(DealDate("approved", "2024-02"), DealDate("delivery", "../2027-33")),
        obligations=(
            Obligation("training", "train\nthe crews", None, None, "2027/.."),
            Obligation("support", "keep them afloat", "Acme, Ltd", None, "2026/2031"),
        ),
        identifiers=("N00024-15-C-1", "X2"),
        evidence=(Evidence(0, 4, "a\nb", "r"),),
    )
    return [
        record(published="2024-03-18", deals=(deal(), planned)),
        record(id="other", published=None, deals=(deal(status="cancelled", dates=()),)),
        ArticleRecord("none", ()),
    ]


# --- data package --------------------------------------------------------------------------------


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_package_is_valid_by_the_validator(tmp_path: Path) -> None:
    paths = datapackage.write(records(), tmp_path, converter())
    assert paths[-1].name == "datapackage.json" and all(path.exists() for path in paths)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert report.stats["tasks"] == 7


def test_validator_sees_a_row_without_its_deal(tmp_path: Path) -> None:
    datapackage.write(records(), tmp_path, converter())
    deals = tmp_path / "deals.csv"
    lines = deals.read_text(encoding="utf-8").splitlines()
    deals.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_tables(tmp_path: Path) -> None:
    datapackage.write(records(), tmp_path, converter())
    articles = rows(tmp_path / "articles.csv")
    assert [row["deals"] for row in articles] == ["2", "1", "0"]
    value = rows(tmp_path / "values.csv")[1]
    assert (value["amount_min"], value["amount"], value["currency"]) == (
        "5000000",
        "9500000",
        "EUR",
    )
    assert value["usd"] == "10347400"  # 1.0892 on the day of publication: the approval has no day
    assert (value["usd_rate"], value["usd_rate_date"]) == ("1.0892", "2024-03-18")
    dirham = rows(tmp_path / "values.csv")[2]
    assert (dirham["currency"], dirham["usd"], dirham["usd_rate_source"]) == ("AED", "", "")
    parties = rows(tmp_path / "parties.csv")
    assert parties[2]["name"] == "'=cmd()"  # no spreadsheet runs it
    assert rows(tmp_path / "deals.csv")[1]["quote"] == "a b"


# --- OCDS ----------------------------------------------------------------------------------------


def package() -> Any:
    return ocds.package(records(), "https://example.org/deals/package.json", "Desk")


def validator() -> jsonschema.Draft4Validator:
    release = json.loads((SCHEMAS / "release-schema.json").read_text(encoding="utf-8"))
    whole = json.loads((SCHEMAS / "release-package-schema.json").read_text(encoding="utf-8"))
    address = whole["properties"]["releases"]["items"]["$ref"]
    registry: Registry[Any] = Registry().with_resources(
        [(name, Resource.from_contents(release)) for name in (address, release["id"])]
    )
    return jsonschema.Draft4Validator(
        whole, registry=registry, format_checker=jsonschema.FormatChecker()
    )


def test_ocds_is_valid_by_the_standards_schema() -> None:
    assert [error.message for error in validator().iter_errors(package())] == []


def test_the_schema_is_really_used() -> None:
    broken = package()
    broken["releases"][0]["tag"] = ["sale"]
    assert any("'sale'" in error.message for error in validator().iter_errors(broken))


def test_ocds_release() -> None:
    signed, planned, cancelled = package()["releases"]
    assert (signed["tag"], planned["tag"], cancelled["tag"]) == (
        ["contract"],
        ["planning"],
        ["awardCancellation"],
    )
    assert signed["contracts"][0]["value"] == {"amount": 40_000_000, "currency": "EUR"}
    assert signed["buyer"]["name"] == "Estonia"
    assert "contracts" not in planned and "contracts" not in cancelled
    acme = next(party for party in planned["parties"] if party["name"] == "Acme, Ltd")
    assert acme["roles"] == ["supplier", "subcontractor"]
    assert planned["awards"][0]["contractPeriod"] == {"endDate": "2027-03-31T00:00:00Z"}
    assert planned["dealfacts"]["obligations"][1]["text"] == "keep them afloat"
    assert cancelled["date"] == "1970-01-01T00:00:00Z"  # an article of unknown day
    assert len({release["ocid"] for release in package()["releases"]}) == 3


def test_ocds_files(tmp_path: Path) -> None:
    paths = ocds.write(
        records(), tmp_path, "https://example.org/deals/p.json", "Desk", "ocds-abc123"
    )
    assert len(paths) == 3
    told = json.loads(paths[0].read_text(encoding="utf-8"))
    assert told["extensions"] == ["https://example.org/deals/extension/extension.json"]
    assert told["releases"][0]["ocid"].startswith("ocds-abc123-")
    extension = json.loads(paths[1].read_text(encoding="utf-8"))
    assert (paths[1].parent / extension["schemas"][0]).exists()


# --- transfer register ---------------------------------------------------------------------------


def test_transfers() -> None:
    told = list(csv.DictReader(io.StringIO(transfers.table(records()).decode())))
    signed, planned, _ = told
    assert (signed["supplier"], signed["recipient"]) == ("Israel", "Estonia")
    assert (signed["designation"], signed["number_ordered"]) == ("Spike LR2", "12")
    assert (signed["year_of_order"], signed["years_of_delivery"]) == ("(2024)", "(2027)")
    assert (planned["supplier"], planned["recipient"]) == ("(Acme, Ltd)", "Latvia")
    assert (planned["number_ordered"], planned["year_of_order"]) == ("(4)", "(2024)")
    assert planned["comments"].startswith("range EUR 9500000 (ceiling); framework; buyer: =cmd()")


def test_transfers_without_doubt_have_no_brackets() -> None:
    dates = (DealDate("signed", "2023-05-06"), DealDate("delivery", "2025/2027"))
    (row,) = transfers.rows(
        [record(deals=(deal(dates=dates),))], {"EST": "Estonia", "ISR": "Israel"}
    )
    assert (row[4], row[6]) == ("2023", "2025-2027")


# --- calendar ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "day"),
    [
        ("2027", "2027-12-31"),
        ("../2027", "2027-12-31"),
        ("2028-02", "2028-02-29"),
        ("2028-02-03", "2028-02-03"),
        ("2026-33", "2026-03-31"),
        ("2026-36", "2026-12-31"),
        ("2026-40", "2026-06-30"),
        ("2026-21", "2026-12-31"),
        ("2026/2031-05", "2031-05-31"),
        ("2027/..", None),
        ("2027-13", None),
        ("", None),
        (None, None),
    ],
)
def test_due(deadline: str | None, day: str | None) -> None:
    found = ics.due(deadline)
    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize("text", ["0000", "2027-02-30", "2027-01-01-01", "soon", "2027-", "12027"])
def test_no_last_day(text: str) -> None:
    assert last_day(text) is None


def test_calendar() -> None:
    content = ics.calendar(records())
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert [event["summary"] for event in events] == [
        "Rafael: train the crews by 2027",
        "Acme, Ltd: keep them afloat",
        "Rafael: train the crews by 2027",
    ]
    assert events[1]["dtstart"].dt == dt.date(2031, 12, 31)
    assert len({event["uid"] for event in events}) == 3
    assert content == ics.calendar(records())
    assert max(map(len, content.split(b"\r\n"))) <= 75
