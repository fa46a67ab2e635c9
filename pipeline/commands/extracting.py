"""``run`` and ``show``: articles in, deals out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import common
from pipeline.commands.common import (
    Formats,
    HtmlEngine,
    OneArticle,
    OwnRates,
    Patterns,
    end,
    options_of,
    there,
    usage_errors,
)

if TYPE_CHECKING:
    from pipeline.batch import Summary


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


def run(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Folders; files of any format in docs/formats.md; - for standard input.",
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", file_okay=False, help="Folder to write into.")
    ],
    formats: Formats = None,
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

    Writes deals.jsonl, deals.csv and obligations.csv into the folder of --out, or what --format
    tells.
    """
    from pipeline import batch
    from pipeline.rates import converter
    from pipeline.workers import Limits

    there(paths)
    options = options_of(fields, html_engine)
    extract = common.extractor(patterns)
    with usage_errors(ValueError, OSError):
        files = common.outputs(converter(rates), formats)
    with usage_errors(OSError):
        how = batch.Parallel(workers or _cores(), Limits(timeout, memory))
        watch = None if quiet else _Progress()
        summary = batch.run(paths, out, extract, options, how, watch, files)
    typer.echo(
        f"articles read: {summary.read} (with deals: {summary.with_deals}, "
        f"without: {summary.without_deals}), deals: {summary.deals}, "
        f"failed: {len(summary.failures)}"
    )
    if summary.ignored:
        typer.echo(f"files of other kinds left out: {summary.ignored}")
    typer.echo(f"written: {', '.join(str(path) for path in summary.written)}")
    end(summary)


def show(
    article: OneArticle,
    patterns: Patterns = None,
) -> None:
    """Show an article's deals and their evidence."""
    from rich.console import Console

    from pipeline import batch, display

    console = Console(highlight=False)
    summary = batch.Summary()
    for record in batch.read_records([article], common.extractor(patterns), summary):
        if console.is_terminal:
            for part in display.rich(record):
                console.print(part)
        else:
            for line in display.plain(record):
                typer.echo(line)
    end(summary)
