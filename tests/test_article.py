"""Decoding, front matter, sidecar, title and date of publication."""

import codecs
import datetime as dt
import json
import pickle
from pathlib import Path

import pytest

from pipeline.article import (
    Article,
    ArticleError,
    decode,
    from_text,
    read_article,
    read_path,
    split_front_matter,
)

BODY = (
    "The ministry in Oslo has ordered four frigates from the yard in Bergen and will pay for them "
    "in six instalments until the last ship is handed over in 2031. “It is a good deal,” said the "
    "minister – “€3 billion for the fleet.”"
)
DAY = dt.date(2024, 3, 12)


def read(data: bytes, **kwargs: object) -> Article:
    return read_article(data, id="a", source="a.txt", **kwargs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "data",
    [
        BODY.encode(),
        codecs.BOM_UTF8 + BODY.encode(),
        codecs.BOM_UTF16_LE + BODY.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + BODY.encode("utf-16-be"),
        BODY.encode("cp1252"),
        BODY.encode().replace(b" ", b"\xc2\xa0"),
        BODY.encode("utf-8").decode("cp1252", "replace").replace("�", "\x9d").encode(),
    ],
    ids=["utf8", "utf8-bom", "utf16-le", "utf16-be", "cp1252", "nbsp", "mojibake"],
)
def test_encodings(data: bytes) -> None:
    article = read(data)
    assert article.text == BODY
    assert (article.id, article.source, article.language) == ("a", "a.txt", "en")


def test_other_encoding_is_guessed() -> None:
    text = "Министерство обороны подписало контракт на поставку новых фрегатов для флота. " * 4
    article = read(text.encode("cp1251"))
    assert article.text == text.strip()
    assert article.language == "und"


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        (b"", "byte 0", "empty"),
        (b" \n\t ", "byte 0", "empty"),
        (b"text with a \0 byte", "byte 12", "zero byte"),
        (b"%PDF-1.7 and so on", "byte 0", "PDF"),
        (b"PK\x03\x04rest", "byte 0", "zip"),
        (bytes(range(1, 30)) * 20, "byte 0", "control characters"),
        (codecs.BOM_UTF16_LE + b"a\0b", "byte 4", "UTF-16"),
        (codecs.BOM_UTF8 + b"ab\xff", "byte 5", "UTF-8"),
        (b"* * *\n---\n", "line 1", "no words"),
        (b"---\ntitle: x\n---\n\n", "line 1", "no words"),
    ],
)
def test_errors_name_file_and_place(data: bytes, place: str, reason: str) -> None:
    with pytest.raises(ArticleError) as caught:
        read(data)
    error = caught.value
    assert (error.source, error.place) == ("a.txt", place)
    assert reason in error.reason
    assert str(error).startswith(f"a.txt: {place}: ")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)


def test_bytes_of_no_encoding() -> None:
    with pytest.raises(ArticleError, match=r"a\.txt: byte \d+: "):
        decode(b"\x81\x8d\x8f\x90\x9d\xff\xfe\x81" * 3 + b"\xc3", "a.txt")


@pytest.mark.parametrize(
    ("head", "title", "published", "source"),
    [
        ("---\ntitle: Ships\npublished: 2024-03-12\n---\n", "Ships", DAY, "a.txt"),
        ("---\r\nTitle: 'Ships: 4'\r\nDate: 12 March 2024\r\n---\r\n", "Ships: 4", DAY, "a.txt"),
        ("\ufeff---\npublished: 2024-03-12T08:00:00Z\n---\n", None, DAY, "a.txt"),
        ("---\nurl: https://a.example/1\n---\n", None, None, "https://a.example/1"),
        ("---\ntags:\n  - navy\n  - ships\ntitle: \"Ships\"\n---\n", "Ships", None, "a.txt"),
        ("---\npublished: March\n---\n", None, None, "a.txt"),
        ("---\n---\n", None, None, "a.txt"),
    ],
)  # fmt: skip
def test_front_matter(head: str, title: str | None, published: dt.date | None, source: str) -> None:
    article = read((head + "\n" + BODY).encode())
    assert article.text == BODY
    assert (article.title, article.published, article.source) == (title, published, source)


@pytest.mark.parametrize(
    "text", ["---\nNo key here\n---\nx", "---\nkey: no end\n", "text\n---\na: b\n---"]
)
def test_what_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_front_matter_comes_before_sidecar_and_text() -> None:
    data = f"---\ntitle: Front\n---\n# Heading\n\nPublished on 1 May 2020\n\n{BODY}".encode()
    article = read(data, sidecar={"title": "Side", "Published": "2024-03-12", "url": "u"})
    assert (article.title, article.published, article.source) == ("Front", DAY, "u")


def test_read_path(tmp_path: Path) -> None:
    folder = tmp_path / "2024" / "03"
    folder.mkdir(parents=True)
    path = folder / "oslo.ships.txt"
    path.write_text(BODY, encoding="utf-8")
    (folder / "oslo.ships.meta.json").write_text(
        json.dumps({"title": "Ships", "published": "2024-03-12", "pages": 3}), encoding="utf-8"
    )
    article = read_path(path, tmp_path)
    assert article.id == "2024/03/oslo.ships"
    assert article.source == "2024/03/oslo.ships.txt"
    assert (article.title, article.published) == ("Ships", DAY)


@pytest.mark.parametrize(
    ("content", "place"),
    [(b'{"a": 1,\n}', "line 2"), (b"[1]", "line 1"), (b'{"a": "\xff"}', "byte")],
)
def test_broken_sidecar(tmp_path: Path, content: bytes, place: str) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "a.meta.json").write_bytes(content)
    with pytest.raises(ArticleError, match=rf"a\.txt \(sidecar a\.meta\.json\): {place}"):
        read_path(tmp_path / "a.txt", tmp_path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.txt"):
        read_path(tmp_path / "none.txt", tmp_path)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"Published on 12 March 2024\n\n{BODY}", DAY),
        (f"Oslo buys ships\n\nPublished: Tuesday, March 12, 2024 08:15 GMT\n\n{BODY}", DAY),
        (f"Posted 12 Mar 2024 | Ann Roe\n\n{BODY}", DAY),
        (f"Updated: 14 March 2024\nPublished: 12 March 2024\n\n{BODY}", DAY),
        (f"Updated: 12 March 2024\n\n{BODY}", DAY),
        (f"Oslo buys ships\n\n(Source: Navy of Norway; issued March 12, 2024)\n\n{BODY}", DAY),
        (f"(Source: Navy of Norway; posted Mar 12, 2024)\n\n{BODY}", DAY),
        (f"12 March 2024\n\n{BODY}", DAY),
        (f"Oslo buys ships\n\nMarch 12, 2024\n\n{BODY}", DAY),
        (f"Oslo buys ships\n2024-03-12\n\n{BODY}", DAY),
        (f"By Ann Roe | March 12, 2024\n\n{BODY}", DAY),
        (f"By Ann Roe, March 12, 2024\n\n{BODY}", DAY),
        (f"Source: Wire| 2024-03-12 21:41:41|Editor: Roe\n\n{BODY}", DAY),
        (f"By: Ann Roe | Issue: Net | Date: 12 Mar , 2024\n\n{BODY}", DAY),
        (f"OSLO, March 12, 2024. /WIRE/. {BODY}", DAY),
        (f"OSLO, Norway, March 12, 2024 – {BODY}", DAY),
        (f"Oslo, 12 March 2024 — {BODY}", DAY),
        (f"FORT WORTH, Texas, March 12, 2024 /Wire/ -- {BODY}", DAY),
        (f"Contracts For March 12, 2024\n\n{BODY}", DAY),
        (f"{BODY}\n\n12. Mar 2024 at 13:28 | Compiled by staff", DAY),
        (f"OSLO, March 12. /WIRE/. {BODY}", None),
        (f"Feb. 28 (Wire) -- {BODY}", None),
        (f"On 12 March 2024 the yard signed. {BODY}", None),
        (f"Issued on 12 March 2024, the tender covers four ships and spares. {BODY}", None),
        (f"The pact of March 12, 2024 holds. {BODY}", None),
        (f"Norway, March 12, 2024 saw the pact. {BODY}", None),
        (f"March 2024\n\n{BODY}", None),
        (BODY, None),
    ],
)
def test_published(text: str, day: dt.date | None) -> None:
    assert from_text(text).published == day


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# Oslo *buys* ships\n\n{BODY}", "Oslo buys ships"),
        (f"Oslo buys ships\n\n{BODY}", "Oslo buys ships"),
        (f"12 March 2024\n\nOslo buys ships\n\n{BODY}", "Oslo buys ships"),
        (f"By Ann Roe\n\n{BODY}", None),
        (f"Oslo buys ships.\n\n{BODY}", None),
        (f"{BODY}\n\nThe terms\n\n{BODY}", None),
        ("Oslo buys ships", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert from_text(text).title == title


def test_from_text_takes_what_is_given() -> None:
    text = f"---\ntitle: Front\n---\n{BODY}"
    article = from_text(text, published=DAY, title="Given", id="x")
    assert (article.id, article.title, article.published, article.source) == (
        "x",
        "Given",
        DAY,
        None,
    )
    assert article.text == BODY
    with pytest.raises(ArticleError, match="empty"):
        from_text("  \n")


def test_text_of_boilerplate_alone_is_kept() -> None:
    article = from_text("We use cookies on this site.")
    assert [block.kind for block in article.blocks] == ["paragraph"]


@pytest.mark.parametrize("unit", ["A(", "A ", "A,", "---\n", "a: b\n", "1.", "| ", "(source: "])
def test_hostile_heads_are_read(unit: str) -> None:
    article = from_text("x " + unit * 20_000 + "\nend.")
    assert article.blocks
