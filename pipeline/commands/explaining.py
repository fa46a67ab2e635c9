"""``explain`` and ``whynot``: why a fact is there, and why it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import common
from pipeline.commands.common import FAILED, AsJson, OneArticle, Patterns, error, unusable

if TYPE_CHECKING:
    from pipeline.trace import Trace


def _traces(article: Path, patterns: Path | None) -> Iterator[Trace]:
    """The articles of a file, read with everything kept; an unreadable one ends the command."""
    from pipeline import sources
    from pipeline.article import ArticleError
    from pipeline.trace import trace

    common.extractor(patterns)  # tells a broken rule
    for task in sources.tasks([(article, article.parent)]):
        if isinstance(task, sources.Failure):
            unusable(task)
        try:
            yield trace(sources.read(task), patterns)
        except (ArticleError, OSError) as fault:
            error(f"{article}: {fault}")
            raise typer.Exit(FAILED) from fault


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
            unusable(f"{trace.article.id} has {len(told)} deals, no number {deal}")
        if as_json:
            chosen = told if deal is None else told[deal - 1 : deal]
            typer.echo(json.dumps(chosen, indent=1, ensure_ascii=False))
            continue
        if not told:
            typer.echo(f"{trace.article.id}: no deal")
        for line in explaining.lines(told, deal):
            typer.echo(printable(line))


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
