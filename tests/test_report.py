"""The report page: what it holds, that nothing in an article can act in it, and how it works in a
real browser (Debian: ``apt-get install chromium``)."""

import base64
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples import deal, evidence, record

from pipeline import extract, report
from pipeline.rates import converter
from pipeline.records import ArticleRecord, Evidence, Item, Party, Value

TEXT = (
    "Estonia ordered 36 Patria 6x6 vehicles from Patria for €185 million on 15 March 2024. "
    "Patria will train the crews by 2026."
)
HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)


def data(page: bytes) -> Any:
    found = re.search(rb'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found.group(1))


def hostile_record() -> ArticleRecord:
    text = f"Emoji 😀 first. Ordered by {HOSTILE} today."
    start = text.index(HOSTILE)
    place = Evidence(start, start + len(HOSTILE), HOSTILE, f"rule {HOSTILE}")
    parties = (Party(HOSTILE, "buyer", "EST", (place,)),)
    return record(id=HOSTILE, title=HOSTILE, text=text, deals=(deal(parties=parties),))


def numbered(number: int) -> ArticleRecord:
    """A record with one deal, told from its likes by its number, which is its millions too."""
    text = f"Buyer{number} ordered boats from Seller{number} for ${number} million."

    def place(quote: str) -> tuple[Evidence, ...]:
        return evidence(quote, text=text)

    told = deal(
        status="signed" if number % 2 else "planned",
        parties=(
            Party(f"Buyer{number}", "buyer", "EST", place(f"Buyer{number}")),
            Party(f"Seller{number}", "seller", "FIN", place(f"Seller{number}")),
        ),
        items=(Item("boats", "ship", number, place("boats")),),
        values=(Value(number * 1e6, "USD", evidence=place(f"${number} million")),),
        dates=(),
        obligations=(),
        evidence=place("ordered boats"),
    )
    day = f"2024-{number % 12 + 1:02d}-01"
    return ArticleRecord(f"a{number}", (told,), title=f"No. {number}", published=day, text=text)


def many(count: int) -> list[ArticleRecord]:
    return [numbered(number) for number in range(1, count + 1)]


def test_page_holds_the_articles_with_deals_and_counts_the_others() -> None:
    found = data(report.page([extract(TEXT, "2024-03-16"), ArticleRecord("b", ())]))
    (article,) = found["articles"]
    assert article["text"] == TEXT and found["without"] == 1
    (told,) = article["deals"]
    assert (told["when_kind"], told["when"]) == ("signed", "2024-03-15")
    assert told["values"][told["lead"]]["usd"] is None  # no rates were given


def test_equivalents_say_rate_day_and_source() -> None:
    (article,) = data(report.page([extract(TEXT, "2024-03-16")], rates=converter()))["articles"]
    assert article["deals"][0]["values"][0]["usd"] == {
        "amount": 201_502_000,
        "rate": 1.0892,
        "day": "2024-03-15",
        "source": "ECB reference rate",
    }


def test_nothing_is_loaded_and_only_own_scripts_may_run() -> None:
    page = report.page([record()]).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy and "default-src 'none'" in policy.group(1)
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    for script in scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy.group(1)
    assert len(scripts) == 4
    assert not re.search(
        r"<(?:script|link|img|iframe)[^>]+(?:src|href)=", page.partition("<script>")[0]
    )
    assert "sourceMappingURL" not in page


def test_title_and_data_are_escaped() -> None:
    page = report.page([hostile_record()], title=HOSTILE).decode()
    assert HOSTILE not in page
    assert data(page.encode())["articles"][0]["title"] == HOSTILE


def test_same_records_same_bytes() -> None:
    assert report.page([record()]) == report.page([record()])


# --- in a browser --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here; Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield instance
        instance.close()


class Open:
    """A report opened from disk, with the errors and the requests that the page made."""

    def __init__(self, browser: Any, path: Path, records: list[ArticleRecord], **how: Any) -> None:
        path.write_bytes(report.page(records, rates=converter()))
        self.page = browser.new_page(**how)
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector(".tabulator-row")

    def rows(self) -> int:
        return int(self.page.evaluate("window.dealTable.getDataCount('active')"))

    def shows(self, count: int) -> None:
        """Wait until the filters leave ``count`` deals."""
        self.page.locator("#summary", has_text=re.compile(f"^{count} of ")).wait_for()
        assert self.rows() == count

    def first(self, column: str) -> str:
        return str(
            self.page.locator(f".tabulator-row >> [tabulator-field={column}]").first.inner_text()
        )


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Any]:
    views: list[Open] = []

    def start(records: list[ArticleRecord], **how: Any) -> Open:
        views.append(Open(browser, tmp_path / "report.html", records, **how))
        return views[-1]

    yield start
    for view in views:
        view.page.close()
        assert view.errors == []
        assert len(view.requests) == 1  # the page itself


def test_click_from_a_cell_to_its_words(opened: Any) -> None:
    view = opened([extract(TEXT, "2024-03-16")])
    view.page.get_by_role("button", name="185M EUR").click()
    chosen = view.page.locator("#deal mark.chosen")
    assert chosen.all_inner_texts() == ["€185 million"]
    assert "rule" in chosen.get_attribute("title")
    assert view.page.locator("#deal .article").inner_text() == TEXT
    view.page.keyboard.press("Escape")
    assert view.page.locator("#deal").is_hidden()
    assert view.page.evaluate("document.activeElement.textContent") == "185M EUR"


def test_a_link_opens_its_deal(opened: Any) -> None:
    view = opened(many(3))
    view.page.evaluate("location.hash = 'a2%231~items-0'")
    view.page.wait_for_selector("#deal mark.chosen")
    assert view.page.locator("#deal mark.chosen").inner_text() == "boats"


def test_filter_and_clear(opened: Any) -> None:
    view = opened(many(40))
    assert view.rows() == 40
    view.page.fill("#f-text", "buyer7")
    view.shows(1)
    assert view.first("buyers") == "Buyer7 (EST)"
    view.page.get_by_role("button", name="Clear").click()
    view.shows(40)
    view.page.select_option("#f-status", "signed")
    view.shows(20)
    view.page.fill("#f-usd", "39000000")
    view.shows(1)
    assert "1 of 40 deals" in view.page.locator("#summary").inner_text()


def test_sort_by_mouse_and_by_keyboard(opened: Any) -> None:
    view = opened(many(40))
    header = view.page.locator(".tabulator-col[tabulator-field=usd]")
    header.click()
    assert view.first("usd") == "1M"
    header.focus()
    view.page.keyboard.press("Enter")
    assert view.first("usd") == "40M"


def test_hostile_article_runs_nothing_and_reads_as_written(opened: Any) -> None:
    view = opened([hostile_record()])
    view.page.locator("[tabulator-field=buyers] button").click()
    chosen = view.page.locator("#deal mark.chosen").all_inner_texts()
    assert "".join(chosen) == HOSTILE  # marked in its place despite the emoji before it
    assert view.page.evaluate("window.hacked === undefined")
    assert view.page.locator("#deal img, #table img").count() == 0


def test_inline_handlers_are_refused(opened: Any) -> None:
    view = opened([record()])
    view.page.evaluate(
        "(html) => document.body.insertAdjacentHTML('beforeend', html)",
        "<img src=data:, onerror='window.hacked = 3'>",
    )
    view.page.wait_for_timeout(100)
    assert view.page.evaluate("window.hacked === undefined")


@pytest.mark.parametrize(
    "how", [{"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 800}}]
)
def test_dark_and_narrow(opened: Any, how: dict[str, Any]) -> None:
    view = opened(many(20), **how)
    assert view.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    back, text = view.page.evaluate(
        "['backgroundColor', 'color'].map((name) => getComputedStyle(document.body)[name])"
    )
    light = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (back, text)]
    assert (light[0] < light[1]) == ("color_scheme" in how)


def test_charts_have_captions_and_tables(opened: Any) -> None:
    view = opened(many(5))
    assert view.page.locator("figure svg[role=img], figure figure[role=img]").count() >= 3
    view.page.locator("#c-buyer summary").click()
    assert "15,000,000" in view.page.locator("#c-buyer table").inner_text()


def test_five_thousand_deals(opened: Any) -> None:
    view = opened(many(5000))
    assert view.rows() == 5000
    assert view.page.locator(".tabulator-row").count() < 200  # only what is in view is drawn
    view.page.fill("#f-text", "buyer4999")
    view.shows(1)
