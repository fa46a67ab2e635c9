"""``report``, ``register`` and ``export``: what is made of results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.common import (
    OutFile,
    OutFolder,
    OwnRates,
    Results,
    records_of,
    unusable,
    usage_errors,
)

export_app = typer.Typer(
    help="Pass results on in the forms of others.", no_args_is_help=True, rich_markup_mode=None
)


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

    with usage_errors(ValueError, OSError):
        write_file(out, page.page(records_of(results), title, converter(rates)))
    typer.echo(f"written: {out}")


def register(results: Results, out: OutFolder) -> None:
    """Join the same deal over many articles: entries, sources, history, conflicting claims."""
    import sqlite3

    from pipeline import register as joining

    with usage_errors(ValueError, OSError, sqlite3.Error):
        outcome = joining.update(records_of(results), out)
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

    with usage_errors(ValueError, OSError):
        paths = datapackage.write(records_of(results), out, converter(rates), title)
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

    with usage_errors(ValueError, OSError):
        paths = ocds.write(records_of(results), out, uri, publisher, prefix)
    typer.echo(f"written: {', '.join(map(str, paths))}")


@export_app.command("transfers")
def export_transfers(results: Results, out: OutFile) -> None:
    """A CSV with the columns of an arms-transfer register."""
    from pipeline import transfers
    from pipeline.export import write_file

    with usage_errors(ValueError, OSError):
        write_file(out, transfers.table(records_of(results)))
    typer.echo(f"written: {out}")


@export_app.command("calendar")
def export_calendar(results: Results, out: OutFile) -> None:
    """A calendar (.ics) of the obligations that have a deadline."""
    from pipeline import ics
    from pipeline.export import write_file

    try:
        with usage_errors(ValueError, OSError):
            write_file(out, ics.calendar(records_of(results)))
    except ImportError:
        unusable('calendars need the icalendar package: pip install "dealfacts[exchange]"')
    typer.echo(f"written: {out}")
