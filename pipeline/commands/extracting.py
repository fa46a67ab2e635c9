"""``run`` and ``show``: articles in, deals out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import common
from pipeline.commands.common import (
    Engine,
    Formats,
    HtmlEngine,
    OneArticle,
    OwnRates,
    Patterns,
    end,
    options_of,
    tell_failures,
    there,
    usage_errors,
)

if TYPE_CHECKING:
    from pipeline.batch import Parallel, Summary
    from pipeline.shards import Program


def _cores() -> int:
    """Processors that this process may use."""
    import os

    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


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
    engine: Annotated[
        Engine, typer.Option(help="processes of this machine, or a Dask cluster.")
    ] = Engine.processes,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Dask scheduler to use; a local cluster where not given."
        ),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Take up a stopped run, and leave out articles that have not changed since.",
        ),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress on standard error.")] = False,
) -> None:
    """Extract deals from articles into files.

    Writes deals.jsonl, deals.csv and obligations.csv into the folder of --out, or what --format
    tells, and an account of the run, run.json.
    """
    from pipeline import runs
    from pipeline.batch import Parallel
    from pipeline.commands.progress import progress
    from pipeline.fingerprint import fingerprint
    from pipeline.interrupts import Stop, Stopped
    from pipeline.rates import converter
    from pipeline.shards import Program
    from pipeline.workers import Limits

    there(paths)
    options = options_of(fields, html_engine)
    if patterns is not None and engine is Engine.dask:
        patterns = patterns.resolve()  # its processes may be elsewhere
    try:
        with Stop() as stop:
            extract = common.extractor(patterns)
            with usage_errors(ValueError, OSError):
                files = common.outputs(converter(rates), formats)
            with usage_errors(OSError):
                program = fingerprint(patterns, options)
                how = Parallel(workers or _cores(), Limits(timeout, memory))
                if engine is Engine.dask:
                    how = _on_cluster(
                        how, out, Program(patterns, options, program.digest), scheduler
                    )
                elif scheduler is not None:
                    common.unusable("--scheduler goes with --engine dask")
                asked = {"patterns": _name(patterns), "rates": _name(rates), "engine": engine.value}
                job = runs.Job(paths, out, program, files, how, resume, asked)
                with progress(paths, quiet) as watch:
                    summary = runs.run(job, extract, stop, watch, common.error)
    except Stopped as stopped:
        common.error("stopped before any article was read")
        raise typer.Exit(stopped.exit_code) from None
    _tell(summary, out)


def _on_cluster(how: Parallel, out: Path, program: Program, address: str | None) -> Parallel:
    """The same work done by a Dask cluster."""
    from dataclasses import replace

    from pipeline.workers import Limits

    if how.limits != Limits():
        common.unusable("--timeout and --memory are for --engine processes")
    try:
        from pipeline.cluster import Cluster
    except ImportError:
        common.unusable('--engine dask needs distributed: pip install "dealfacts[dask]"')
    return replace(how, spread=Cluster(out, program, address, how.workers))


def _name(path: Path | None) -> str | None:
    return None if path is None else str(path)


def _tell(summary: Summary, out: Path) -> None:
    """What came of the run, and its exit code."""
    from pipeline import manifest

    typer.echo(
        f"articles read: {summary.read} (with deals: {summary.with_deals}, "
        f"without: {summary.without_deals}), deals: {summary.deals}, "
        f"failed: {summary.failed}"
    )
    if summary.resumed:
        typer.echo(f"taken from the journal: {summary.resumed}")
    if summary.ignored:
        typer.echo(f"files of other kinds left out: {summary.ignored}")
    if summary.written:
        typer.echo(f"written: {', '.join(str(path) for path in summary.written)}")
    if summary.stopped is None:
        end(summary, out / manifest.NAME)
        return
    tell_failures(summary, out / manifest.NAME if summary.written else None)
    left = "the results so far" if summary.written else "its earlier output as it was"
    common.error(
        f"stopped before the end; {out} has {left}. To go on, give the same command with --resume."
    )
    raise typer.Exit(summary.stopped.exit_code)


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
