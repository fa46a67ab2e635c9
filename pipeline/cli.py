"""The ``dealfacts`` command: the only module that prints.

Exit codes: 0 everything was read and every floor held, 1 an article failed, a rule example does not
hold or a floor was missed, 2 the command was not usable as given.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipeline.batch import Extractor, Summary
    from pipeline.documents import Options
    from pipeline.evaluate import Fact, Report
    from pipeline.floors import Change
    from pipeline.records import ArticleRecord
    from pipeline.trace import Trace

app = typer.Typer(
    help="Structured deal facts from defence news, each with its evidence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
rules_app = typer.Typer(help="Work on rule files.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(rules_app, name="rules")
export_app = typer.Typer(
    help="Pass results on in the forms of others.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(export_app, name="export")

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
_FAILED = 1
_USAGE = 2


def _print_version(wanted: bool) -> None:
    if wanted:
        from pipeline import __version__

        typer.echo(f"dealfacts {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version and exit."
        ),
    ] = False,
) -> None:
    pass


def _error(message: str) -> None:
    typer.echo(f"dealfacts: {message}", err=True)


def _unusable(message: object) -> NoReturn:
    _error(str(message))
    raise typer.Exit(_USAGE)


@contextmanager
def _usage_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Errors of these kinds become a message and exit code 2."""
    try:
        yield
    except kinds as error:
        _unusable(error)


def _extractor(patterns: Path | None) -> Extractor:
    """The extraction with its rules loaded, so that a broken rule is told before any article."""
    from functools import partial

    from pipeline import build, extract_article
    from pipeline.rules import RuleError

    with _usage_errors(RuleError):
        build(patterns)
    return partial(extract_article, patterns=patterns)


class HtmlEngine(StrEnum):
    """How HTML is searched for its text."""

    fast = "fast"
    thorough = "thorough"


def _options_of(fields: str, engine: HtmlEngine) -> Options:
    """How to read, from the command's options."""
    from pipeline.documents import FIELDS, Options

    pairs = [tuple(part.split("=", 1)) for part in fields.split(",") if part.strip()]
    for pair in pairs:
        if len(pair) != 2 or pair[0].strip() not in FIELDS or not pair[1].strip():
            _unusable(f"--fields: {'='.join(pair)!r} is not one of {', '.join(FIELDS)} = NAME")
    own = tuple((field.strip(), name.strip()) for field, name in pairs)
    return Options(own, engine is HtmlEngine.thorough)


def _cores() -> int:
    """Processors that this process may use."""
    import os

    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


class _Progress:
    """Tells on standard error how far a long run is: a line every few seconds."""

    _every = 5.0

    def __init__(self) -> None:
        import time

        self._now = time.monotonic
        self._begun = self._told = self._now()

    def __call__(self, summary: Summary) -> None:
        now = self._now()
        if now - self._told < self._every:
            return
        self._told = now
        rate = summary.read / (now - self._begun)
        typer.echo(
            f"{summary.read} articles, {rate:.0f} a second, {len(summary.failures)} failed",
            err=True,
        )


def _end(summary: Summary) -> None:
    """Tell the failures; exit code 1 where there are some, 2 where there was nothing to read."""
    for failure in summary.failures:
        _error(str(failure))
    if summary.failures:
        raise typer.Exit(_FAILED)
    if not summary.read:
        _unusable("no article found")


@app.command()
def run(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            exists=True,
            allow_dash=True,
            help="Folders; files of any format in docs/formats.md; - for standard input.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Folder to write into.")
    ],
    patterns: Patterns = None,
    fields: Annotated[
        str,
        typer.Option(
            metavar="F=NAME,...",
            help="Names of fields in JSON and CSV, e.g. text=body,published=pubDate.",
        ),
    ] = "",
    html_engine: Annotated[
        HtmlEngine, typer.Option(help="fast, or thorough: slower, for odd pages.")
    ] = HtmlEngine.fast,
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; as many as cores.")
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(min=0.01, metavar="SECONDS", help="Give an article up after this time."),
    ] = None,
    memory: Annotated[
        int | None,
        typer.Option(min=256, metavar="MB", help="Memory of a process; above it articles fail."),
    ] = None,
    rates: OwnRates = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")] = False,
) -> None:
    """Extract deals from articles into files.

    Writes deals.jsonl, deals.csv and obligations.csv into the folder of --out.
    """
    from pipeline import batch
    from pipeline.rates import converter
    from pipeline.workers import Limits

    options = _options_of(fields, html_engine)
    extract = _extractor(patterns)
    with _usage_errors(ValueError, OSError):
        dollars = converter(rates)
    with _usage_errors(OSError):
        how = batch.Parallel(workers or _cores(), Limits(timeout, memory))
        watch = None if quiet else _Progress()
        summary = batch.run(paths, out, extract, options, how, watch, dollars)
    typer.echo(
        f"articles read: {summary.read} (with deals: {summary.with_deals}, "
        f"without: {summary.without_deals}), deals: {summary.deals}, "
        f"failed: {len(summary.failures)}"
    )
    if summary.ignored:
        typer.echo(f"files of other kinds left out: {summary.ignored}")
    typer.echo(f"written: {', '.join(str(path) for path in summary.written)}")
    _end(summary)


@app.command()
def show(
    article: Annotated[
        Path,
        typer.Argument(metavar="ARTICLE", exists=True, dir_okay=False, help="One article file."),
    ],
    patterns: Patterns = None,
) -> None:
    """Show an article's deals and their evidence."""
    from rich.console import Console

    from pipeline import batch, display

    console = Console(highlight=False)
    summary = batch.Summary()
    for record in batch.read_records([article], _extractor(patterns), summary):
        if console.is_terminal:
            for part in display.rich(record):
                console.print(part)
        else:
            for line in display.plain(record):
                typer.echo(line)
    _end(summary)


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
OneArticle = Annotated[
    Path,
    typer.Argument(metavar="ARTICLE", exists=True, dir_okay=False, help="One article file."),
]


def _traces(article: Path, patterns: Path | None) -> Iterator[Trace]:
    """The articles of a file, read with everything kept; an unreadable one ends the command."""
    from pipeline import sources
    from pipeline.article import ArticleError
    from pipeline.trace import trace

    _extractor(patterns)  # tells a broken rule
    for task in sources.tasks([(article, article.parent)]):
        if isinstance(task, sources.Failure):
            _unusable(task)
        try:
            yield trace(sources.read(task), patterns)
        except (ArticleError, OSError) as error:
            _error(f"{article}: {error}")
            raise typer.Exit(_FAILED) from error


@app.command()
def explain(
    article: OneArticle,
    deal: Annotated[
        int | None, typer.Option("--deal", min=1, metavar="N", help="Only the deal of this number.")
    ] = None,
    as_json: AsJson = False,
    patterns: Patterns = None,
) -> None:
    """Tell for every fact the rule, the words and the decision behind it."""
    import json

    from pipeline import explain as explaining
    from pipeline.display import printable

    for trace in _traces(article, patterns):
        told = explaining.explain(trace, patterns)
        if deal is not None and deal > len(told):
            _unusable(f"{trace.article.id} has {len(told)} deals, no number {deal}")
        if as_json:
            chosen = told if deal is None else told[deal - 1 : deal]
            typer.echo(json.dumps(chosen, indent=1, ensure_ascii=False))
            continue
        if not told:
            typer.echo(f"{trace.article.id}: no deal")
        for line in explaining.lines(told, deal):
            typer.echo(printable(line))


@app.command()
def whynot(
    article: OneArticle,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words of the article.")],
    as_json: AsJson = False,
    patterns: Patterns = None,
) -> None:
    """Tell what words of an article were taken for, and why they are no fact of a deal."""
    import json

    from pipeline import whynot as asking
    from pipeline.display import printable

    for trace in _traces(article, patterns):
        answers = asking.whynot(trace, words, patterns)
        if as_json:
            typer.echo(json.dumps(answers, indent=1, ensure_ascii=False))
        elif not answers:
            near = asking.nearest(trace, words)
            hint = f"; the nearest wording is {near!r}" if near else ""
            typer.echo(printable(f"{trace.article.id}: the words are not in the text{hint}"))
        for line in asking.lines(answers) if not as_json else ():
            typer.echo(printable(line))


@app.command()
def score(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD_DIR",
            exists=True,
            file_okay=False,
            help="Folder of articles, each NAME.txt with its NAME.gold.json.",
        ),
    ],
    floors: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Floors to hold; floors.json beside GOLD_DIR."
        ),
    ] = None,
    update_floors: Annotated[
        bool, typer.Option("--update-floors", help="Raise the floors to what is reached now.")
    ] = False,
    allow_lower: Annotated[
        bool, typer.Option("--allow-lower", help="Let --update-floors lower floors.")
    ] = False,
    facts: Annotated[
        bool, typer.Option("--facts", help="List every missed and every extra fact.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the report, with those facts, as JSON.")
    ] = False,
    patterns: Patterns = None,
) -> None:
    """Score against gold records and floors."""
    from pipeline import batch, evaluate
    from pipeline import floors as ratchet

    extract = _extractor(patterns)
    summary = batch.Summary()
    path = floors or ratchet.default_path(gold)
    name = gold.resolve().name
    with _usage_errors(ValueError, OSError):
        wanted = evaluate.load_gold_folder(gold)
        report = evaluate.score(wanted, batch.read_records([gold], extract, summary))
        below = ratchet.below(report, ratchet.load(path, name))
        change = ratchet.change(ratchet.facts_path(path), name, report)
    if as_json:
        _print_json(report, change, below)
    else:
        _print_report(report, change, facts)
    if update_floors:
        _update(path, name, report, allow_lower)
    elif below:
        for line in below:
            _error(line)
        raise typer.Exit(_FAILED)
    _end(summary)


def _update(path: Path, name: str, report: Report, allow_lower: bool) -> None:
    from pipeline import floors as ratchet

    try:
        ratchet.update(path, name, report, allow_lower=allow_lower)
    except ratchet.FloorError as error:
        _error(f"floors are not lowered without --allow-lower:\n{error}")
        raise typer.Exit(_FAILED) from error
    typer.echo(f"floors of {name!r} written to {path}", err=True)


def _print_json(report: Report, change: Change | None, below: list[str]) -> None:
    import dataclasses
    import json

    from pipeline import evaluate

    data = evaluate.to_builtins(report)
    data["below_floors"] = below
    data["change"] = dataclasses.asdict(change) if change else None
    typer.echo(json.dumps(data, indent=1, ensure_ascii=False))


def _print_report(report: Report, change: Change | None, facts: bool) -> None:
    from pipeline import evaluate

    if facts:
        for fact in report.of("missed", "extra"):
            typer.echo(_fact_line(fact))
    typer.echo(evaluate.to_text(report))
    if change is None:
        return
    for title, lines in (
        ("gained", change.gained),
        ("lost", change.lost),
        ("newly wrong", change.newly_wrong),
        ("no longer wrong", change.no_longer_wrong),
    ):
        for line in lines:
            typer.echo(f"{title}: {line}")


def _fact_line(fact: Fact) -> str:
    return f"{fact.outcome:6} {fact.article}: {fact.field}: {fact.text}"


def _result_files(paths: list[Path]) -> list[Path]:
    """The ``deals.jsonl`` of each path: the file itself, or that of a folder of results."""
    found = [path / "deals.jsonl" if path.is_dir() else path for path in paths]
    for path in found:
        if not path.is_file():
            _unusable(f"{path}: not there (a folder that `dealfacts run --out` wrote is wanted)")
    return found


def _records(results: list[Path]) -> Iterator[ArticleRecord]:
    """The records of all results, one at a time."""
    from pipeline.records import read_jsonl

    for path in _result_files(results):
        yield from read_jsonl(path)


Results = Annotated[
    list[Path],
    typer.Argument(
        metavar="RESULTS...",
        exists=True,
        help="Folders that `dealfacts run` wrote, or deals.jsonl files.",
    ),
]


@app.command()
def report(
    results: Results,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", dir_okay=False, help="Page to write.")
    ] = Path("report.html"),
    title: Annotated[str, typer.Option(help="Heading of the page.")] = "Deals",
    rates: OwnRates = None,
) -> None:
    """Make a web page of results: table, charts, articles with the evidence marked."""
    from pipeline import report as page
    from pipeline.export import write_file
    from pipeline.rates import converter

    with _usage_errors(ValueError, OSError):
        write_file(out, page.page(_records(results), title, converter(rates)))
    typer.echo(f"written: {out}")


OutFolder = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", file_okay=False, help="Folder to write into.")
]
OutFile = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE", dir_okay=False, help="File to write.")
]


@app.command()
def register(results: Results, out: OutFolder) -> None:
    """Join the same deal over many articles: entries, sources, history, conflicting claims."""
    import sqlite3

    from pipeline import register as joining

    with _usage_errors(ValueError, OSError, sqlite3.Error):
        outcome = joining.update(_records(results), out)
    typer.echo(
        f"articles in the register: {outcome.articles}, deals: {outcome.entries}, "
        f"of them told by several articles: {outcome.linked}"
    )
    typer.echo(f"written: {', '.join(map(str, outcome.written))}")


@export_app.command("datapackage")
def export_datapackage(
    results: Results,
    out: OutFolder,
    title: Annotated[str, typer.Option(help="Title of the package.")] = "Deals",
    rates: OwnRates = None,
) -> None:
    """A Frictionless Data Package: a CSV a table, typed and described."""
    from pipeline import datapackage
    from pipeline.rates import converter

    with _usage_errors(ValueError, OSError):
        paths = datapackage.write(_records(results), out, converter(rates), title)
    typer.echo(f"written: {', '.join(map(str, paths))}")


@export_app.command("ocds")
def export_ocds(
    results: Results,
    out: OutFolder,
    uri: Annotated[str, typer.Option(help="Where the package will be found.")],
    publisher: Annotated[str, typer.Option(help="Who gives the package out.")],
    prefix: Annotated[
        str, typer.Option(help="The publisher's registered OCID prefix; else that of examples.")
    ] = "ocds-213czf",
) -> None:
    """A release package of the Open Contracting Data Standard, with an extension."""
    from pipeline import ocds

    with _usage_errors(ValueError, OSError):
        paths = ocds.write(_records(results), out, uri, publisher, prefix)
    typer.echo(f"written: {', '.join(map(str, paths))}")


@export_app.command("transfers")
def export_transfers(results: Results, out: OutFile) -> None:
    """A CSV with the columns of an arms-transfer register."""
    from pipeline import transfers
    from pipeline.export import write_file

    with _usage_errors(ValueError, OSError):
        write_file(out, transfers.table(_records(results)))
    typer.echo(f"written: {out}")


@export_app.command("calendar")
def export_calendar(results: Results, out: OutFile) -> None:
    """A calendar (.ics) of the obligations that have a deadline."""
    from pipeline import ics
    from pipeline.export import write_file

    try:
        with _usage_errors(ValueError, OSError):
            write_file(out, ics.calendar(_records(results)))
    except ImportError:
        _unusable('calendars need the icalendar package: pip install "dealfacts[exchange]"')
    typer.echo(f"written: {out}")


@rules_app.command("check")
def rules_check(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="DIR", exists=True, file_okay=False, help="Your own rules; else the bundled."
        ),
    ] = None,
) -> None:
    """Validate rule files and run the examples that the rules carry."""
    from pipeline import rulecheck

    problems = rulecheck.check(folder)
    for problem in problems:
        typer.echo(problem)
    if problems:
        _error(f"problems: {len(problems)}")
        raise typer.Exit(_FAILED)
    typer.echo("all rules load and all their examples hold")


def main() -> None:
    """The console command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a terminal that lacks a letter must not end the run
            reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
