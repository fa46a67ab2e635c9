"""The command with a stand-in extraction that notes every article it is given, to be killed.

``CALLS`` names the file of notes, ``PAUSE`` the seconds an article takes, ``DIE_AT`` the renaming
before which the process kills itself.
"""

import os
import signal
import time
from pathlib import Path

from samples import extract

from pipeline import cli, journal
from pipeline.article import Article
from pipeline.batch import Extractor
from pipeline.commands import common
from pipeline.records import ArticleRecord

PAUSE = float(os.environ.get("PAUSE", "0"))
DIE_AT = int(os.environ.get("DIE_AT", "0"))
moved = Path.replace
renamed = 0


def noting(article: Article) -> ArticleRecord:
    with Path(os.environ["CALLS"]).open("a", encoding="utf-8") as calls:
        calls.write(article.id + "\n")
    if "HANG" in article.text:
        time.sleep(60)
    time.sleep(PAUSE)
    return extract(article)


def replace(self: Path, target: Path) -> Path:
    global renamed
    renamed += 1
    if renamed == DIE_AT:
        os.kill(os.getpid(), signal.SIGKILL)
    return moved(self, target)


def extractor(patterns: Path | None) -> Extractor:
    return noting


if __name__ == "__main__":
    common.extractor = extractor
    Path.replace = replace  # type: ignore[assignment,method-assign]
    journal._BATCH = 5  # so that a short run commits often
    cli.main()
