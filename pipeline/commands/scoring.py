"""``score`` and ``rules check``: what articles and rules are held to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import common
from pipeline.commands.common import FAILED, Patterns, end, error, usage_errors

if TYPE_CHECKING:
    from pipeline.evaluate import Fact, Report
    from pipeline.floors import Change

rules_app = typer.Typer(help="Work on rule files.", no_args_is_help=True, rich_markup_mode=None)


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

    extract = common.extractor(patterns)
    summary = batch.Summary()
    path = floors or ratchet.default_path(gold)
    name = gold.resolve().name
    with usage_errors(ValueError, OSError):
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
            error(line)
        raise typer.Exit(FAILED)
    end(summary)


def _update(path: Path, name: str, report: Report, allow_lower: bool) -> None:
    from pipeline import floors as ratchet

    try:
        ratchet.update(path, name, report, allow_lower=allow_lower)
    except ratchet.FloorError as fault:
        error(f"floors are not lowered without --allow-lower:\n{fault}")
        raise typer.Exit(FAILED) from fault
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
        error(f"problems: {len(problems)}")
        raise typer.Exit(FAILED)
    typer.echo("all rules load and all their examples hold")
