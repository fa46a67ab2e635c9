"""The ``dealfacts`` command, put together from the groups in ``pipeline/commands``.

Exit codes: 0 everything was read and every floor held, 1 an article failed, a rule example does not
hold or a floor was missed, 2 the command was not usable as given, 130 or 143 a signal stopped it.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.commands import explaining, extracting, labelling, results, scoring

app = typer.Typer(
    help="Structured deal facts from defence news, each with its evidence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (
    extracting.run,
    extracting.show,
    explaining.explain,
    explaining.whynot,
    scoring.score,
    results.report,
    results.register,
):
    app.command()(command)
app.add_typer(scoring.rules_app, name="rules")
app.add_typer(results.export_app, name="export")
app.add_typer(labelling.label_app, name="label")


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


def main() -> None:
    """The console command."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a terminal that lacks a letter must not end the run
            reconfigure(errors="replace")
    app()


if __name__ == "__main__":
    main()
