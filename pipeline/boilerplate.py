"""Lines of a news page that are no part of the article: sign-ups, credits, share buttons.

The rules are ``patterns/boilerplate.jsonl``. A line rule drops the line, a ``cut`` rule only the
words that its pattern matches. Rules are looked up by the line's first word (``starts``) or by
words that the whole text must hold (``has``), so that ordinary text costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipeline.rules import RuleError, load_jsonl
from pipeline.schema import Record

_DECORATION = "×✕*#>-–—()[]{}|·•»«▶►●■➤→ _~\"'“”‘’"
_SPACES = re.compile(r" {2,}")
_FIRST_WORD = re.compile(r"[^\s\-–—:,.;!?()\[\]|/]+")


class BoilerplateRule(Record, frozen=True):
    """One kind of boilerplate.

    A line is meant where it begins with one of ``starts`` (marks and case aside), or ends with one
    of ``ends``, or the text has one of ``has`` (lower-case ASCII); where it is no longer than
    ``max``; and where ``pattern`` is found in it.
    """

    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    pattern: str | None = None
    max: int = 200
    cut: bool = False
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


class _Check(NamedTuple):
    prefix: str
    pattern: re.Pattern[str] | None
    longest: int


class _Find(NamedTuple):
    words: tuple[bytes, ...]
    ends: tuple[str, ...]
    pattern: re.Pattern[str]
    longest: int
    cut: bool


def _bare(line: str) -> str:
    return line.lstrip(_DECORATION).lower()


def _begins(line: str, prefix: str) -> bool:
    size = len(prefix)
    return line.startswith(prefix) and not line[size : size + 1].isalnum()


class Boilerplate:
    """Compiled rules. Raises ``RuleError`` for a broken pattern or a rule that cannot match."""

    def __init__(self, rules: Iterable[BoilerplateRule]) -> None:
        """Compile ``rules``."""
        self._starts: dict[str, list[_Check]] = {}
        self._finds: list[_Find] = []
        for rule in rules:
            self._add(rule)

    def _add(self, rule: BoilerplateRule) -> None:
        try:
            pattern = re.compile(rule.pattern) if rule.pattern else None
        except re.error as error:
            raise RuleError(f"{rule.id}: pattern: {error}") from error
        if rule.has or rule.ends:
            if pattern is None:
                raise RuleError(f"{rule.id}: 'has' and 'ends' need a pattern")
            words = tuple(word.encode() for word in rule.has)
            self._finds.append(_Find(words, rule.ends, pattern, rule.max, rule.cut))
        for start in rule.starts:
            prefix = _bare(start)
            word = _FIRST_WORD.match(prefix)
            if word is None:
                raise RuleError(f"{rule.id}: {start!r} does not begin with a word")
            self._starts.setdefault(word.group(), []).append(_Check(prefix, pattern, rule.max))

    def active(self, text: str) -> list[_Find]:
        """The rules without ``starts`` that are worth trying on the lines of ``text``."""
        lower = text.encode("ascii", "replace").lower()  # a third of the time of str.lower
        return [r for r in self._finds if r.ends or any(map(lower.__contains__, r.words))]

    def strip(self, line: str, active: list[_Find]) -> str:
        """``line`` without boilerplate; empty where nothing is left."""
        kept = self._strip_once(line, active)
        # A cut can leave what is boilerplate by itself, such as an end mark before a credit.
        return kept if kept == line or not kept else self.strip(kept, active)

    def _strip_once(self, line: str, active: list[_Find]) -> str:
        bare = _bare(line)
        word = _FIRST_WORD.match(bare)
        if word is not None:
            for prefix, pattern, longest in self._starts.get(word.group(), ()):
                if (
                    len(line) <= longest
                    and _begins(bare, prefix)
                    and (pattern is None or pattern.search(line))
                ):
                    return ""
        for rule in active:
            if rule.ends and not line.endswith(rule.ends):
                continue
            if rule.cut:
                line = _SPACES.sub(" ", rule.pattern.sub("", line).strip())
            elif len(line) <= rule.longest and rule.pattern.search(line):
                return ""
        return line


def load(user_dir: Path | None = None) -> Boilerplate:
    """Bundled rules, with those of a user's folder merged over them; raises ``RuleError``."""
    return Boilerplate(load_jsonl("boilerplate.jsonl", BoilerplateRule, user_dir))


@lru_cache(maxsize=1)
def default() -> Boilerplate:
    """The bundled rules, compiled once."""
    return load()
