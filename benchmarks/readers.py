"""Readers of HTML and of PDF among themselves, on pages made of generated news.

The pages have what real ones have around the article: navigation, teasers, a cookie notice, a
footer. Beside the time stands how much of the article's words a reader returns, and how many of the
words that it returns are not the article's. Packages that are not installed are named and left out.
"""

from __future__ import annotations

import argparse
import gc
import html
import io
import statistics
import time
from collections import Counter
from collections.abc import Callable
from importlib.util import find_spec
from typing import NamedTuple

from texts import deal_text, other_text

from pipeline import documents


class Page(NamedTuple):
    """A document and the article that it was made of."""

    data: bytes
    text: str


class Reader(NamedTuple):
    """One reader: its name, the package it needs, and the function to text."""

    name: str
    package: str
    read: Callable[[bytes], str]


def _around(number: int, words: int) -> str:
    return html.escape(" ".join(other_text(10_000 + number, 8).split()[:words]))


def html_page(number: int, teasers: int = 12) -> Page:
    """A news page with so many teasers at each of three places."""
    text = deal_text(number, 14)
    paragraphs = "\n".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
    titles = (_around(20 * number + n, 7) for n in range(teasers))
    links = "".join(f'<li><a href="/{n}">{title}</a></li>' for n, title in enumerate(titles))
    page = f"""<!doctype html><html lang="en"><head><title>News {number}</title>
<style>{"p { color: black }" * 40}</style><script>{"var a = 1;" * 300}</script></head><body>
<header><nav><ul>{links}</ul></nav></header><div class="cookie">We use cookies. Accept all?</div>
<main><article><h1>News {number}</h1><div class="byline">By A. Writer</div>{paragraphs}</article>
<aside><h2>Read more</h2><ul>{links}</ul></aside></main><footer>Contact, imprint, {links}</footer>
</body></html>"""
    return Page(page.encode(), text)


def pdf_page(number: int) -> Page:
    """A press release of two pages or three."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    text = deal_text(number, 40)
    style = getSampleStyleSheet()["BodyText"]
    stream = io.BytesIO()
    parts = [Paragraph(html.escape(part), style) for part in text.split("\n\n")]
    SimpleDocTemplate(stream, invariant=1).build(parts)
    return Page(stream.getvalue(), text)


# --- readers -------------------------------------------------------------------------------------


def own(suffix: str, thorough: bool = False) -> Callable[[bytes], str]:
    """The program's own way, cleaning included."""
    options = documents.Options(thorough_html=thorough)

    def read(data: bytes) -> str:
        return documents.read_document(data, suffix, id="", source="x", options=options).text

    return read


def trafilatura(fast: bool) -> Callable[[bytes], str]:
    """``trafilatura.extract``."""

    def read(data: bytes) -> str:
        from trafilatura import extract

        return extract(data, fast=fast, include_comments=False) or ""

    return read


def resiliparse(data: bytes) -> str:
    """``resiliparse``, its main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(data.decode(), main_content=True))


def readability(data: bytes) -> str:
    """``readability-lxml``, its summary without the tags."""
    from readability import Document

    return documents.plain_html(Document(data.decode()).summary())


def newspaper(data: bytes) -> str:
    """``newspaper4k``."""
    from newspaper import Article

    article = Article("https://news.example/a", language="en")
    article.download(input_html=data.decode())
    article.parse()
    return str(article.text)


def pypdfium2(data: bytes) -> str:
    """``pypdfium2``."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def pypdf(data: bytes) -> str:
    """``pypdf``."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def pdfminer(data: bytes) -> str:
    """``pdfminer.six``."""
    from pdfminer.high_level import extract_text

    return str(extract_text(io.BytesIO(data)))


HTML = (
    Reader("dealfacts", "trafilatura", own(".html")),
    Reader("dealfacts, thorough", "trafilatura", own(".html", thorough=True)),
    Reader("trafilatura, fast", "trafilatura", trafilatura(fast=True)),
    Reader("trafilatura, thorough", "trafilatura", trafilatura(fast=False)),
    Reader("resiliparse", "resiliparse", resiliparse),
    Reader("readability-lxml", "readability", readability),
    Reader("newspaper4k", "newspaper", newspaper),
)
PDF = (
    Reader("dealfacts", "pypdfium2", own(".pdf")),
    Reader("pypdfium2", "pypdfium2", pypdfium2),
    Reader("pypdf", "pypdf", pypdf),
    Reader("pdfminer.six", "pdfminer", pdfminer),
)


# --- measuring -----------------------------------------------------------------------------------


def shares(reader: Reader, pages: list[Page]) -> tuple[float, float]:
    """Which share of the articles' words comes back, and which share of what comes is foreign."""
    kept = wanted = returned = 0
    for page in pages:
        expected, got = Counter(page.text.split()), Counter(reader.read(page.data).split())
        kept += (expected & got).total()
        wanted += expected.total()
        returned += got.total()
    return kept / wanted, 1 - kept / max(returned, 1)


def compare(what: str, readers: tuple[Reader, ...], pages: list[Page], rounds: int) -> None:
    """Print a line a reader."""
    print(f"{what}, {sum(len(page.data) for page in pages) / len(pages) / 1000:.0f} kB a document")
    there = [reader for reader in readers if find_spec(reader.package) is not None]
    for reader in readers:
        if reader not in there:
            print(f"  {reader.name}: not installed")
    told = {reader: shares(reader, pages) for reader in there}
    times: dict[Reader, list[float]] = {reader: [] for reader in there}
    for _ in range(rounds):
        for reader in there:
            gc.collect()
            start = time.process_time()
            for page in pages:
                reader.read(page.data)
            times[reader].append((time.process_time() - start) * 1000 / len(pages))
    first = statistics.median(times[there[0]])
    for reader in there:
        middle = statistics.median(times[reader])
        found, foreign = told[reader]
        print(
            f"  {reader.name:22} {middle:7.2f} ms a document {middle / first:6.2f} times "
            f"{found:6.1%} of the words, {foreign:6.1%} foreign"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds (5)")
    parser.add_argument("--pages", type=int, default=30, help="documents of each kind (30)")
    parser.add_argument(
        "--teasers", type=int, default=12, help="teasers at each of three places of a page (12)"
    )
    options = parser.parse_args()
    pages = [html_page(number, options.teasers) for number in range(options.pages)]
    compare("HTML", HTML, pages, options.rounds)
    compare("PDF", PDF, list(map(pdf_page, range(options.pages))), options.rounds)


if __name__ == "__main__":
    main()
