"""Extraction for runs of any number of articles: what they bring in words is forgotten in turns.

spaCy keeps every word that it ever saw, some kilobytes an article, so that a process that reads
millions would grow for as long as it runs. Its memory zones let go of the words of a while.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import ClassVar
from weakref import WeakValueDictionary

from pipeline import build, extract_article
from pipeline.article import Article
from pipeline.records import ArticleRecord

_TURN = 2000  # articles; learning their commonest words anew is then lost in the rest


class Steady:
    """``extract_article`` with the rules of ``patterns``, in memory that does not grow.

    Words are forgotten every so many articles and with the last reference to this object. A ``Doc``
    that other code makes with the same pipeline in the meantime loses its words then, which is why
    ``pipeline.extract`` does without.
    """

    # Zones cannot be nested: whose turn it is, for each vocabulary.
    _holders: ClassVar[WeakValueDictionary[int, Steady]] = WeakValueDictionary()

    def __init__(self, patterns: Path | None = None, turn: int = _TURN) -> None:
        self._patterns = patterns
        self._turn = turn
        self._left = 0
        self._zone = ExitStack()

    def __call__(self, article: Article) -> ArticleRecord:
        """The record of an article."""
        if not self._left:
            self._renew()
        self._left -= 1
        return extract_article(article, self._patterns)

    def __reduce__(self) -> tuple[type[Steady], tuple[Path | None, int]]:
        """Another process begins with its own zone."""
        return Steady, (self._patterns, self._turn)

    def __del__(self) -> None:
        """Forget the words of the last turn."""
        self.close()

    def close(self) -> None:
        """Forget all words of this turn; the next article begins another one."""
        self._left = 0
        self._zone.close()

    def _renew(self) -> None:
        self.close()
        nlp = build(self._patterns)
        holder = Steady._holders.get(id(nlp.vocab))
        if holder is not None:
            holder.close()
        Steady._holders[id(nlp.vocab)] = self
        self._zone.enter_context(nlp.memory_zone())
        self._left = self._turn
