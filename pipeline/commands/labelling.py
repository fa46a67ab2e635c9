"""``label``: to Label Studio and back, and how two labellers differ."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import common
from pipeline.commands.common import AsJson, OutFile, OutFolder, Patterns, end, there, usage_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pipeline.records import ArticleRecord

label_app = typer.Typer(
    help="Label by hand in Label Studio.", no_args_is_help=True, rich_markup_mode=None
)


@label_app.command("export")
def label_export(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH...", help="Articles, as for `dealfacts run`."),
    ],
    out: OutFile,
    config_out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", dir_okay=False, help="Write the project's labelling setup (XML) too."
        ),
    ] = None,
    gold: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            exists=True,
            file_okay=False,
            help="Folder of gold records to show in place of what the program finds.",
        ),
    ] = None,
    patterns: Patterns = None,
) -> None:
    """Write pre-labelled tasks for Label Studio."""
    from pipeline import annotation_tasks, batch
    from pipeline.annotation_config import labelling_config
    from pipeline.evaluate import load_gold_folder
    from pipeline.export import write_file

    there(paths)
    extract = common.extractor(patterns)
    summary = batch.Summary()
    skip = frozenset(path.resolve() for path in (out, config_out) if path is not None)
    with usage_errors(ValueError, OSError):
        known = load_gold_folder(gold) if gold is not None else None
        found = batch.read_records(paths, extract, summary, skip)
        tasks = annotation_tasks.tasks_file(_with_gold(found, known))
        if summary.read:
            write_file(out, tasks)
            typer.echo(f"tasks: {summary.read}, written: {out}")
            if config_out is not None:
                write_file(config_out, labelling_config().encode())
                typer.echo(f"written: {config_out}")
    end(summary)


def _with_gold(
    found: Iterable[ArticleRecord], known: Mapping[str, ArticleRecord] | None
) -> Iterator[ArticleRecord]:
    """The records, with the deals of their gold records where there are some."""
    import msgspec

    from pipeline.evaluate import article_key

    for record in found:
        gold = known.get(article_key(record.id)) if known is not None else None
        yield record if gold is None else msgspec.structs.replace(record, deals=gold.deals)


By = Annotated[
    str | None,
    typer.Option(metavar="WHO", help="Take this annotator's labels (id or address)."),
]


@label_app.command("import")
def label_import(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="JSON that it exported."),
    ],
    out: OutFolder,
    by: By = None,
    predictions: Annotated[
        bool,
        typer.Option(
            "--predictions", help="Take the labels shown where nobody has annotated a task."
        ),
    ] = False,
) -> None:
    """Turn a Label Studio export into gold records."""
    from pipeline import annotation_import

    with usage_errors(ValueError, OSError):
        choice = annotation_import.Choice(by, predictions)
        outcome = annotation_import.read_export(file, choice)
        paths = annotation_import.write_gold(outcome, out)
    typer.echo(f"gold records: {len(paths)}, written to {out}")
    if outcome.left_out:
        typer.echo(f"tasks without an annotation to take, left out: {outcome.left_out}")


@label_app.command("compare")
def label_compare(
    one: Annotated[
        Path, typer.Argument(metavar="A", exists=True, help="Folder of gold records, or an export.")
    ],
    other: Annotated[Path, typer.Argument(metavar="B", exists=True, help="The same by another.")],
    as_json: AsJson = False,
) -> None:
    """Tell where two labellers differ, field by field."""
    import json

    from pipeline import disagreement
    from pipeline.display import printable

    with usage_errors(ValueError, OSError):
        found = disagreement.compare(_labelled(one), _labelled(other))
    if as_json:
        typer.echo(json.dumps(disagreement.to_builtins(found), indent=1, ensure_ascii=False))
        return
    for line in disagreement.lines(found):
        typer.echo(printable(line))


def _labelled(path: Path) -> Mapping[str, ArticleRecord]:
    from pipeline.annotation_import import read_export
    from pipeline.evaluate import load_gold_folder

    return load_gold_folder(path) if path.is_dir() else read_export(path).records
