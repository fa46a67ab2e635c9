"""What the commands share: their arguments, errors with exit codes, and how results are found.

The arguments are types that ``typer`` reads from the signatures of the commands.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipeline.batch import Extractor, Summary
    from pipeline.documents import Options
    from pipeline.export import Output
    from pipeline.rates import Converter
    from pipeline.records import ArticleRecord

FAILED = 1
USAGE = 2
Patterns = Annotated[
    Path | None,
    typer.Option(
        "--patterns",
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Folder of your own rule files, merged over the bundled ones.",
    ),
]
OwnRates = Annotated[
    Path | None,
    typer.Option(
        "--rates",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="CSV of your own rates (currency, date, usd, source), before those of the ECB.",
    ),
]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="F,...",
        help="jsonl, csv, parquet, by commas or repeated; jsonl and csv where not given.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OneArticle = Annotated[
    Path,
    typer.Argument(metavar="ARTICLE", exists=True, dir_okay=False, help="One article file."),
]
Results = Annotated[
    list[Path],
    typer.Argument(
        metavar="RESULTS...",
        exists=True,
        help="Folders that `dealfacts run` wrote, or deals.jsonl files.",
    ),
]
OutFolder = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", file_okay=False, help="Folder to write into.")
]
OutFile = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE", dir_okay=False, help="File to write.")
]


def error(message: str) -> None:
    """Tell an error on standard error."""
    typer.echo(f"dealfacts: {message}", err=True)


def unusable(message: object) -> NoReturn:
    """Tell why the command cannot be used as given, with exit code 2."""
    error(str(message))
    raise typer.Exit(USAGE)


@contextmanager
def usage_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Errors of these kinds become a message and exit code 2."""
    try:
        yield
    except kinds as error:
        unusable(error)


def extractor(patterns: Path | None) -> Extractor:
    """The extraction with its rules loaded, so that a broken rule is told before any article."""
    from pipeline import build
    from pipeline.rules import RuleError
    from pipeline.steady import Steady

    with usage_errors(RuleError):
        build(patterns)
    return Steady(patterns)


def outputs(rates: Converter, asked: list[str] | None) -> tuple[Output, ...]:
    """The files to write, from the values of ``--format``."""
    from pipeline import export

    kinds = [kind.strip() for value in asked or () for kind in value.split(",") if kind.strip()]
    if asked and not kinds:
        unusable(f"--format: none of {', '.join(export.KINDS)} is given")
    try:
        return export.formats(rates, kinds or export.USUAL)
    except ValueError as error:
        unusable(f"--format: {error}")
    except ImportError:
        unusable('parquet needs the pyarrow package: pip install "dealfacts[parquet]"')


class Engine(StrEnum):
    """What does the work of a run."""

    processes = "processes"
    dask = "dask"


class HtmlEngine(StrEnum):
    """How HTML is searched for its text."""

    fast = "fast"
    thorough = "thorough"


def options_of(fields: str, engine: HtmlEngine) -> Options:
    """How to read, from the command's options."""
    from pipeline.documents import FIELDS, Options

    pairs = [tuple(part.split("=", 1)) for part in fields.split(",") if part.strip()]
    for pair in pairs:
        if len(pair) != 2 or pair[0].strip() not in FIELDS or not pair[1].strip():
            unusable(f"--fields: {'='.join(pair)!r} is not one of {', '.join(FIELDS)} = NAME")
    own = tuple((field.strip(), name.strip()) for field, name in pairs)
    return Options(own, engine is HtmlEngine.thorough)


def end(summary: Summary, listed_in: Path | None = None) -> None:
    """Tell the failures; exit code 1 where there are some, 2 where there was nothing to read.

    ``listed_in``: the file that has them all, named where they are too many for the screen.
    """
    tell_failures(summary, listed_in)
    if summary.failed:
        raise typer.Exit(FAILED)
    if not summary.read:
        unusable("no article found")


def tell_failures(summary: Summary, listed_in: Path | None = None) -> None:
    """Tell the first failures, and how many more there are."""
    for failure in summary.failures:
        error(str(failure))
    more = summary.failed - len(summary.failures)
    if more:
        error(f"and {more} more" + (f", all listed in {listed_in}" if listed_in else ""))


def there(paths: list[Path]) -> None:
    """Tell a path that is not there; ``-`` is standard input, which ``typer`` takes for a file."""
    for path in paths:
        if path != Path("-") and not path.exists():
            unusable(f"{path}: no such file or folder")


def result_files(paths: list[Path]) -> list[Path]:
    """The ``deals.jsonl`` of each path: the file itself, or that of a folder of results."""
    found = [path / "deals.jsonl" if path.is_dir() else path for path in paths]
    for path in found:
        if not path.is_file():
            unusable(f"{path}: not there (a folder that `dealfacts run --out` wrote is wanted)")
    return found


def records_of(results: list[Path]) -> Iterator[ArticleRecord]:
    """The records of all results, one at a time."""
    from pipeline.records import read_jsonl

    for path in result_files(results):
        yield from read_jsonl(path)
