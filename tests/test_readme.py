"""The README shows what the program really prints."""

import contextlib
import io
import re
from pathlib import Path

from typer.testing import CliRunner

from pipeline import cli

TOP = Path(__file__).parent.parent
README = (TOP / "README.md").read_text(encoding="utf-8")
_SHOWN = re.compile(r"<!-- output of: dealfacts (.+) -->\n```text\n(.*?)```", re.DOTALL)
_PYTHON = re.compile(r"```python\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def test_the_output_of_the_command() -> None:
    ((command, shown),) = _SHOWN.findall(README)
    verb, article = command.split()
    printed = CliRunner().invoke(cli.app, [verb, str(TOP / article)]).stdout.splitlines()
    assert shown.splitlines() == [
        line.partition("  <")[0] for line in printed if line.startswith(("Deal ", "  "))
    ]


def test_the_output_of_the_library_example() -> None:
    ((code, shown),) = _PYTHON.findall(README)
    stream = io.StringIO()
    with contextlib.redirect_stdout(stream):
        exec(code, {})
    assert stream.getvalue() == shown
