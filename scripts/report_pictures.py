"""Takes the pictures of the report that ``docs/report.md`` shows, of the bundled corpus.

``scripts/report_pictures.py`` needs the ``test`` extra and Chromium (Debian: ``apt-get install
chromium``). Run from the repository root; it writes into ``docs/images``.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline import batch, build, extract_article, report
from pipeline.rates import converter

_VIEWS = {
    "report-light": {"viewport": {"width": 1280, "height": 900}},
    "report-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "report-narrow": {"viewport": {"width": 420, "height": 900}},
}


def main() -> None:
    """Write the pictures."""
    build()
    records = batch.read_records([Path("corpus")], extract_article, batch.Summary())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder, "report.html")
        page_file.write_bytes(report.page(records, rates=converter()))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, view in _VIEWS.items():
            page = browser.new_page(**view)
            page.goto(page_file.as_uri())
            page.wait_for_selector(".tabulator-row")
            page.screenshot(path=f"docs/images/{name}.png")
        page = browser.new_page(**_VIEWS["report-light"])
        page.goto(page_file.as_uri() + "#gold%2Fpoland-south-korea-missiles%231~values-0")
        page.wait_for_selector("#deal mark.chosen")
        page.screenshot(path="docs/images/report-deal.png")
        browser.close()


if __name__ == "__main__":
    main()
