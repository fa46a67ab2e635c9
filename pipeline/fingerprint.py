"""What records hang on besides the articles: the program, the rules, the libraries, the options.

Two runs with the same ``Fingerprint.digest`` make the same record of the same article.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path

from pipeline import __version__
from pipeline.documents import Options

# The packages whose version may show in a record: those that read, split and match texts.
LIBRARIES = (
    "charset-normalizer",
    "dateparser",
    "fastwarc",
    "htmldate",
    "lxml",
    "lxml_html_clean",
    "msgspec",
    "price-parser",
    "pypdfium2",
    "spacy",
    "trafilatura",
)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Hashes of the program's files and of the rules (hexadecimal), versions by name (``None``
    for a package that is not installed), and the options that change a record."""

    code: str
    rules: str
    versions: dict[str, str | None]
    options: Options

    @property
    def digest(self) -> bytes:
        """All of it in 32 bytes."""
        reading = [sorted(self.options.fields), self.options.thorough_html]
        parts = [self.code, self.rules, sorted(self.versions.items()), reading]
        return hashlib.sha256(json.dumps(parts).encode()).digest()


def fingerprint(patterns: Path | None = None, options: Options | None = None) -> Fingerprint:
    """The fingerprint of the installed program with the user's own rules in ``patterns``.

    Raises ``OSError`` where a rule file cannot be read.
    """
    own = [] if patterns is None else [(f"own/{p.name}", p) for p in patterns.glob("*.jsonl")]
    bundled = _below(resources.files("patterns"), "patterns", (".jsonl",))
    return Fingerprint(
        code=_hash(_below(resources.files("pipeline"), "pipeline", (".py", ".tsv"))),
        rules=_hash([*bundled, *own]),
        versions={
            "dealfacts": __version__,
            "python": platform.python_version(),
            **{name: _version(name) for name in LIBRARIES},
        },
        options=options or Options(),
    )


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _below(
    folder: Traversable, name: str, endings: tuple[str, ...]
) -> Iterator[tuple[str, Traversable]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _below(each, f"{name}/{each.name}", endings)
        elif each.name.endswith(endings):
            yield f"{name}/{each.name}", each


def _hash(files: Iterable[tuple[str, Traversable]]) -> str:
    """A hash of names and contents, whatever the order in which they are listed."""
    digest = hashlib.sha256()
    for name, file in sorted(files, key=lambda each: each[0]):
        data = file.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()
