"""Feeds made-up files and texts to the reader and the extractor until something breaks.

``scripts/fuzz.py read|extract SEEDS [libFuzzer options]``: atheris, Google's fuzzer for Python,
changes the files of the folder ``SEEDS``, which grows by what reaches new code, and reports what
raises anything but the reader's own error, gives a record that breaks its promises, or takes longer
than ``-timeout=SECONDS``. ``-max_total_time=1800`` ends it after half an hour; ``scripts/fuzz.py
seeds SEEDS`` fills the folder from the bundled corpus. Needs ``pip install -e ".[all,fuzz]"``; run
from the repository root.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT))

_HELP = (__doc__ or "").partition("\n\n")[2]
_CORPUS = _ROOT / "corpus"
ENDINGS = (
    *(".txt", ".md", ".html", ".pdf", ".eml", ".json", ".jsonl", ".csv"),
    *(".mbox", ".warc", ".warc.gz", ".zip", ".tar", ".tar.gz", ".gz"),
)
# What stands between pieces of articles: ends of lines, blocks and sentences, and hostile filling.
GLUE = (
    *("", " ", "\n", "\n\n", ". ", ", ", "; ", " and ", " | ", "\n| ", "\n* ", '"', "(", ")"),
    *("\x00", "\u00ad", "\u202e", "\ufeff", "-", "$", "1,", " the ", "\t", "\r\n", "'s "),
)


def pieces() -> list[str]:
    """Sentences and rows of the bundled corpus, in the order of their files."""
    lines = (
        line.strip()
        for path in sorted(_CORPUS.rglob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
    )
    return list(dict.fromkeys(part for line in lines for part in line.split(". ") if part))


def composed(data: bytes, parts: list[str]) -> str:
    """A text of pieces, cuts of pieces, glue and raw characters, as the bytes of ``data`` tell.

    Three bytes make a step: what is done, and with which of ``parts`` (the last two together).
    """
    steps: list[str] = []
    for at in range(0, len(data) - 2, 3):
        step, number = data[at] % 8, data[at + 1] * 256 + data[at + 2]
        part = parts[number % len(parts)]
        if step < 3:
            steps.append(part)
        elif step == 3:
            steps.append(part[: data[at + 2] % (len(part) + 1)])
        elif step == 4:
            steps.append(part[data[at + 1] % (len(part) + 1) :])
        elif step == 5:
            steps.append(chr(number) if not 0xD800 <= number < 0xE000 else "?")
        else:
            steps.append(GLUE[number % len(GLUE)])
    return "".join(steps)


def read(data: bytes) -> None:
    """Read bytes as a file, the first one telling its ending; what is raised is a fault."""
    from pipeline import containers, documents
    from pipeline.article import ArticleError

    if not data:
        return
    ending, body = ENDINGS[data[0] % len(ENDINGS)], data[1:]
    found: Iterator[containers.Member]
    if containers.is_container(ending):
        found = containers.members(io.BytesIO(body), ending, len(body))
    else:
        found = iter([containers.Document("fuzz", ending, body)])
    for member in found:
        try:
            if isinstance(member, containers.Document):
                documents.read_document(member.data, member.suffix, id="a", source="a")
            elif isinstance(member, containers.Row):
                documents.read_row(member.fields, id="a", source="a")
        except ArticleError:
            pass


def extract(text: str) -> None:
    """Extract from a text. Raises ``AssertionError`` where the record breaks its promises."""
    import pipeline
    from pipeline.article import ArticleError
    from pipeline.records import from_json, to_json

    try:
        record = pipeline.extract(text, "2024-06-12")
    except ArticleError:  # nothing to read in it
        return
    assert from_json(to_json(record)) == record, "the record does not survive its JSON"
    assert to_json(pipeline.extract(text, "2024-06-12")) == to_json(record), "another record"
    for deal in record.deals:
        facts = (*deal.parties, *deal.items, *deal.values, *deal.dates, *deal.obligations)
        for evidence in (*deal.evidence, *(e for fact in facts for e in fact.evidence)):
            quote = (record.text or "")[evidence.start : evidence.end]
            assert quote and quote == evidence.quote, "evidence that is not in the text"


def write_seeds(folder: Path) -> None:
    """Fill ``folder`` with the corpus's articles, once for each ending that holds plain text."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(_CORPUS.rglob("*.txt")):
        for number in range(len(ENDINGS)):
            (folder / f"{path.stem}-{number}").write_bytes(bytes([number]) + path.read_bytes())


def main() -> None:
    """Do what the command line asks for."""
    targets: dict[str, Callable[[bytes], None]] = {"read": read}
    if len(sys.argv) < 3 or sys.argv[1] not in ("read", "extract", "seeds"):
        sys.exit(_HELP)
    task, folder = sys.argv[1], Path(sys.argv[2])
    if task == "seeds":
        write_seeds(folder)
        return
    import atheris

    with atheris.instrument_imports(include=["pipeline"]):
        import pipeline
        from pipeline import containers, documents  # noqa: F401

        pipeline.build(None)  # imports all that extraction takes
    parts = pieces()
    targets["extract"] = lambda data: extract(composed(data, parts))
    atheris.Setup([sys.argv[0], *sys.argv[2:]], targets[task])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
