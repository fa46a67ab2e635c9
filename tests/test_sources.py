"""Every format that is read: the same article in each gives the same deal; faults are named."""

import gzip
import io
import json
import mailbox
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from pipeline import batch, containers, extract_article
from pipeline.documents import Options, plain_html
from pipeline.records import ArticleRecord
from pipeline.sources import Failure, find, tasks

TITLE = "Norway orders howitzers from Hanwha"
DAY = "2025-01-02"
LINES = (
    "Norway has ordered 24 K9 howitzers from Hanwha Aerospace for $180 million.",
    "The contract was signed on Thursday in Oslo by the two sides after talks of a year.",
    "Hanwha Aerospace will deliver the first howitzers to the Norwegian Army in 2027.",
)
TEXT = "\n\n".join(LINES)
PAGE = f"""<!DOCTYPE html><html><head><title>{TITLE}</title>
<meta property="article:published_time" content="{DAY}T08:00:00+01:00"></head>
<body><nav><a href="/">Home</a> <a href="/more">More news</a></nav>
<article><h1>{TITLE}</h1>{"".join(f"<p>{line}</p>" for line in LINES)}</article>
<footer>Copyright. All rights reserved.</footer></body></html>"""
ROW = {
    "headline": TITLE,
    "content": TEXT,
    "publishedAt": f"{DAY}T07:00:00Z",
    "url": "https://n.example/1",
}


def message(html: bool = False) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["Date"] = TITLE, "Thu, 02 Jan 2025 09:00:00 +0000"
    mail["From"] = "desk@news.example"
    mail.set_content("See below." if html else TEXT)
    if html:
        mail.add_alternative(PAGE, subtype="html")
    return mail.as_bytes()


def pdf() -> bytes:
    stream = io.BytesIO()
    page = canvas.Canvas(stream, pagesize=A4, invariant=True)
    page.setTitle(TITLE)
    for number, line in enumerate(LINES):
        page.drawString(50, 780 - 30 * number, line)
    page.save()
    return stream.getvalue()


def warc() -> bytes:
    body = PAGE.encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxx"
    records = []
    for number, (content, url) in enumerate(
        ((picture, "https://n.example/p"), (http, "https://n.example/1"))
    ):
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\n"
            "WARC-Date: 2025-03-01T00:00:00Z\r\nContent-Type: application/http\r\n"
            f"Content-Length: {len(content)}\r\n\r\n"
        )
        records.append(head.encode() + content + b"\r\n\r\n")
    return b"".join(records)


def mbox(path: Path) -> bytes:
    box = mailbox.mbox(path)
    box.add(message())
    box.close()
    return path.read_bytes()


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return stream.getvalue()


def tarred(name: str, data: bytes, mode: str = "w:gz") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        info = tarfile.TarInfo(name)
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


PLAIN = f"---\ntitle: {TITLE}\npublished: {DAY}\n---\n{TEXT}\n".encode()
FORMATS: dict[str, Callable[[Path], bytes]] = {
    "a.txt": lambda _: PLAIN,
    "a.md": lambda _: PLAIN,
    "a.html": lambda _: PAGE.encode(),
    "a.json": lambda _: json.dumps(ROW).encode(),
    "a-list.json": lambda _: json.dumps([ROW]).encode(),
    "a-api.json": lambda _: json.dumps({"status": "ok", "articles": [ROW]}).encode(),
    "a.jsonl": lambda _: json.dumps(ROW).encode() + b"\n",
    "a.csv": lambda _: f'headline;content;date\n{TITLE};"{TEXT}";{DAY}\n'.encode("utf-8-sig"),
    "a.eml": lambda _: message(),
    "a-html.eml": lambda _: message(html=True),
    "a.mbox": lambda folder: mbox(folder / "box"),
    "a.pdf": lambda _: pdf(),
    "a.warc": lambda _: warc(),
    "a.warc.gz": lambda _: gzip.compress(warc(), mtime=0),
    "a.txt.gz": lambda _: gzip.compress(PLAIN, mtime=0),
    "a.zip": lambda _: zipped(news__html=PAGE.encode(), readme__doc=b"x"),
    "a.tar.gz": lambda _: tarred("news/a.txt", PLAIN),
    "a.tgz": lambda _: tarred("news/a.eml", message()),
    "nested.zip": lambda _: zipped(inner__zip=zipped(a__jsonl=json.dumps(ROW).encode())),
}


def read(*paths: Path, options: Options | None = None) -> tuple[list[ArticleRecord], batch.Summary]:
    summary = batch.Summary()
    return list(batch.read_records(paths, extract_article, summary, options=options)), summary


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_article_in_every_format(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(FORMATS[name](tmp_path))
    (record,), summary = read(tmp_path / "in")
    assert summary.failures == []
    (deal,) = record.deals
    assert [(p.role, p.country) for p in deal.parties][:2] == [("buyer", "NOR"), ("seller", "KOR")]
    assert [(item.name, item.quantity) for item in deal.items] == [("K9", 24)]
    assert [(value.amount, value.currency) for value in deal.values] == [(180e6, "USD")]
    assert record.published == (None if name == "a.pdf" else DAY)
    assert name == "a.txt.gz" or record.title == TITLE
    for fact in (*deal.parties, *deal.items, *deal.values):
        for place in fact.evidence:
            assert (record.text or "")[place.start : place.end] == place.quote


def test_ids_and_sources_of_members(tmp_path: Path) -> None:
    (tmp_path / "day.zip").write_bytes(
        zipped(b__txt=PLAIN, a__jsonl=json.dumps(ROW | {"id": "x"}).encode())
    )
    records, _ = read(tmp_path)
    assert [record.id for record in records] == ["day#a.jsonl/x", "day#b"]
    assert [record.source for record in records] == ["https://n.example/1", "day.zip"]


def test_own_names_of_fields(tmp_path: Path) -> None:
    row = {"Story": TEXT, "Head": TITLE, "When": 1735776000, "content": "something else"}
    (tmp_path / "a.json").write_text(json.dumps(row), encoding="utf-8")
    own = Options((("text", "story"), ("title", "head"), ("published", "when")))
    (record,), _ = read(tmp_path, options=own)
    assert (record.title, record.published, len(record.deals)) == (TITLE, DAY, 1)


def test_json_and_csv_without_texts_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"depth": 3, "name": "x"}', encoding="utf-8")
    (tmp_path / "figures.csv").write_text("year,sum\n2024,5\n", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(PLAIN)
    records, summary = read(tmp_path)
    assert [record.id for record in records] == ["a"]
    assert (summary.ignored, summary.failures) == (2, [])


# --- faults --------------------------------------------------------------------------------------


def faults(folder: Path) -> list[tuple[str, str, str]]:
    _, summary = read(folder)
    return [(Path(f.source).name, f.place, f.reason) for f in summary.failures]


def test_broken_files_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    whole = zipped(a__txt=PLAIN)
    broken = {
        "a.zip": whole[: len(whole) // 2],
        "b.tar.gz": tarred("a.txt", PLAIN)[:60],
        "c.pdf": b"%PDF-1.7 nothing else",
        "d.html": b"<html><body></body></html>",
        "e.gz": b"not compressed",
        "f.json": b'{"text": ',
        "g.eml": b"\x00\x00",
        "z.txt": PLAIN,
    }
    for name, data in broken.items():
        (tmp_path / name).write_bytes(data)
    records, summary = read(tmp_path)
    assert [record.id for record in records] == ["z"]
    assert [Path(f.source).name for f in summary.failures] == sorted(broken)[:-1]


def test_an_archive_that_expands_beyond_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MOST_BYTES", 10_000)
    bomb = zipped(a__txt=b"a" * 1_000_000, b__txt=PLAIN)
    (tmp_path / "bomb.zip").write_bytes(bomb)
    records, summary = read(tmp_path)
    assert [record.id for record in records] == ["bomb#b"]
    assert [(f.place, "larger" in f.reason) for f in summary.failures] == [("a.txt", True)]


def test_many_members_that_expand_beyond_measure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MOST_EXPANDED", 1000)
    monkeypatch.setattr(containers, "MOST_RATIO", 1)
    files = {f"m{number:02}__txt": b"word " * 1000 for number in range(5)}
    (tmp_path / "bomb.zip").write_bytes(zipped(**files))
    assert all("larger" in reason for _, _, reason in faults(tmp_path))
    assert len(faults(tmp_path)) == 5


def test_a_broken_web_crawl_in_an_archive_leaves_the_rest_of_it(tmp_path: Path) -> None:
    (tmp_path / "day.zip").write_bytes(zipped(a__warc=b"The yard won the order.\n", b__txt=PLAIN))
    records, summary = read(tmp_path)
    assert len(records) == 1
    (failure,) = summary.failures
    assert "a.warc" in failure.place and "broken" in failure.reason


def test_archives_nested_too_deep(tmp_path: Path) -> None:
    data = PLAIN
    for number in range(5):
        data = zipped(**{("a__txt" if number == 0 else "a__zip"): data})
    (tmp_path / "deep.zip").write_bytes(data)
    ((_, place, reason),) = faults(tmp_path)
    assert "nested" in reason and place.count("a.zip") == 3


def test_names_that_climb_stay_names(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.tar.gz").write_bytes(tarred("../../etc/evil.txt", PLAIN))
    before = sorted(tmp_path.rglob("*"))
    (record,), _ = read(tmp_path / "in")
    assert record.id == "a#etc/evil"
    assert sorted(tmp_path.rglob("*")) == before


def test_links_out_of_the_folder_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_bytes(PLAIN)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(PLAIN)
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "same.txt").symlink_to(tmp_path / "in" / "a.txt")
    assert [path.name for path, _ in find([tmp_path / "in"])] == ["a.txt"]


def test_a_line_beyond_measure_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "MOST_BYTES", 2000)
    good = json.dumps(ROW)
    (tmp_path / "a.jsonl").write_text(
        f'{good}\n{{"text": "{"x" * 9000}"}}\n{good}\n', encoding="utf-8"
    )
    found = list(tasks([(tmp_path / "a.jsonl", tmp_path)]))
    assert [isinstance(each, Failure) for each in found] == [False, True, False]
    assert found[1].place == "line 2" and found[2].place == "line 3"


def test_null_bytes_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Norway\x00\x00\x00 ordered \x00\x00 guns" * 20)
    assert [name for name, _, _ in faults(tmp_path)] == ["a.txt"]


@pytest.mark.parametrize(
    ("module", "name", "extra"),
    [
        ("trafilatura", "a.html", "html"),
        ("pypdfium2", "a.pdf", "pdf"),
        ("fastwarc.warc", "a.warc", "warc"),
    ],
)
def test_a_missing_library_says_what_to_install(
    module: str, name: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, module, None)
    (tmp_path / name).write_bytes(FORMATS[name](tmp_path))
    ((_, _, reason),) = faults(tmp_path)
    assert f"dealfacts[{extra}]" in reason


def test_snippets_of_html() -> None:
    snippet = "<p>Norway &amp; Sweden<br>ordered</p><script>x()</script><b>guns</b>"
    assert plain_html(snippet).split() == ["Norway", "&", "Sweden", "ordered", "guns"]
