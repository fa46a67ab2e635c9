"""Raw article text to clean text and its layout blocks: titles, paragraphs, list items, table rows.

Every block is one line of the cleaned text; blank lines and boilerplate belong to no block. All
offsets count from the start of the cleaned text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Literal

from pipeline.boilerplate import Boilerplate, default
from pipeline.characters import repair

BlockKind = Literal["title", "paragraph", "list_item", "table_row"]
Cells = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One line of layout. A list item starts after its bullet.

    ``cells`` are the spans of a table row, an empty cell being an empty span; ``header`` are those
    of the row that heads its columns, if the table marks one (on that row itself they are equal).
    ``section`` is the nearest heading above.
    """

    kind: BlockKind
    start: int
    end: int
    cells: Cells = ()
    section: str | None = None
    header: Cells = ()


class _Kind(IntEnum):
    BLANK = 0
    PLAIN = 1
    HEADING = 2
    ITEM = 3
    ROW = 4
    RULE = 5  # the line under a table's header, or under a heading


@dataclass(slots=True)
class _Line:
    kind: _Kind
    text: str = ""
    indent: int = 0
    skip: int = 0  # characters of a bullet
    head: bool = False  # a table's header row
    caption: bool = False  # lost an image credit, so it is no heading


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_QUOTE_OR_HASHES = re.compile(r"(?:>+\s*|#{1,6}\s+)+")
_CLOSING_HASHES = re.compile(r"(?:\s+#+)+$")
_BULLET = re.compile(
    r"(?:(?:[-*–—+]\s+|[•▪●■○◦‣►▸➢➤✓✔·∙]\s*)+"
    rf"|\(?\d{{1,2}}[.)]\s+(?!{_MONTH})|\(?(?:[a-z]|[ivx]{{1,5}})\)\s+)(?=\S)",
    re.IGNORECASE,
)
_RULE_LINE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?\|?$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
_EMPHASIS_RUN = re.compile(r"\*{2,}|(?<![^\W_])_{2,}(?=\w)|(?<=\w)_{2,}(?![^\W_])")
# The mark comes first, what must not stand before it after: ``re`` then skips to the marks.
_ITALIC_STAR = re.compile(r"\*(?<![\w*].)([^\s*][^*\n]{0,200})(?<=\S)\*(?![\w*])")
_ITALIC_LINE = re.compile(r"_(?<!\w.)([^\s_][^_\n]{0,200})(?<=\S)_(?!\w)")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\n]{0,500}\)")
_WORD = re.compile(r"[^\W_]")
_LABEL = re.compile(r"[A-Z][\w /&()'’-]{0,40}: ")
_NO_TITLE = re.compile(
    r"(?:by:? [A-Z]|source\b|author\b|updated\b|published\b|posted\b|issued\b|contact\b|tel\b"
    rf"|e-?mail|phone\b|(?:\d{{1,2}}\.? )?{_MONTH}[a-z]{{0,6}}\.? \d|\d[\d./: -]{{5,}}|\(|—|–)"
    r"|.*(?:@|://|www\.)",
    re.IGNORECASE,
)
_TITLE_MAX = 120
_TITLE_WORDS = 20
_WRAP_MIN, _WRAP_MAX = 40, 120
_FEWEST_ROWS = 3
_FIRST_WORD = re.compile(r"\S+")


def _reduce_markdown(text: str) -> str:
    """Emphasis and links down to their words."""
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "*" in text:
        text = _ITALIC_STAR.sub(r"\1", _without_runs(text))
    if "_" in text:
        text = _ITALIC_LINE.sub(r"\1", _without_runs(text))
    return text


def _without_runs(text: str) -> str:
    return _EMPHASIS_RUN.sub("", text) if "**" in text or "__" in text else text


def _cells_of(line: str) -> list[str]:
    if "|" in line:
        inner = line.strip()
        if inner[0] == "|":
            inner = inner[1:].removesuffix("|")
        return [cell.strip() for cell in inner.split("|")]
    return [cell.strip() for cell in line.split("\t")]


def _row_text(line: str) -> str:
    """A row in one spelling, ``| a | b |`` or ``a<TAB>b``."""
    cells = [" ".join(cell.split()) for cell in _cells_of(line)]
    if "|" not in line:
        return "\t".join(cells)
    return "| " + " | ".join(cells) + " |"


def _marked(text: str, indent: int) -> _Line:
    """A line that begins with a mark: heading, bullet, table row, rule, or mere decoration."""
    if _RULE_LINE.match(text) and "|" in text:
        return _Line(_Kind.RULE)
    if not _WORD.search(text):
        return _Line(_Kind.RULE if _UNDERLINE.match(text) else _Kind.BLANK)
    if text[0] == "|" and text.count("|") > 1:
        return _Line(_Kind.ROW, text)
    if text[0] in ">#":
        opening = _QUOTE_OR_HASHES.match(text)
        if opening is not None:
            heading = "#" in opening.group()
            rest = text[opening.end() :].strip()
            if heading:
                rest = _CLOSING_HASHES.sub("", rest)
            if not _WORD.search(rest):
                return _Line(_Kind.BLANK)
            return _Line(_Kind.HEADING, rest) if heading else _classify(rest, indent)
    bullet = _BULLET.match(text)
    if bullet is not None:
        return _Line(_Kind.ITEM, text, indent, bullet.end())
    return _Line(_Kind.PLAIN, text, indent)


def _classify(text: str, indent: int) -> _Line:
    first = text[0]
    if first.isalpha() and text[1:2] != ")":
        return _Line(_Kind.PLAIN, text, indent)
    return _marked(text, indent)


def _read_lines(text: str, boilerplate: Boilerplate) -> list[_Line]:
    active = boilerplate.active(text)
    ragged = "  " in text
    lines: list[_Line] = []
    for raw in text.split("\n"):
        stripped = raw.strip(" \t")
        if not stripped:
            lines.append(_Line(_Kind.BLANK))
            continue
        indent = len(raw) - len(raw.lstrip(" \t"))
        if ragged and "  " in stripped:
            stripped = re.sub(r" {2,}", " ", stripped)
        line = _classify(stripped, indent)
        if line.text:
            kept = boilerplate.strip(line.text, active)
            if kept is not line.text and kept != line.text:
                line = _classify(kept, indent) if kept else _Line(_Kind.BLANK)
                line.caption = True
        lines.append(line)
    return lines


def _mark_rules(lines: list[_Line]) -> None:
    """Turn the lines around a rule into a table or a heading; the rule itself goes."""
    for at, line in enumerate(lines):
        if line.kind != _Kind.RULE:
            continue
        line.kind = _Kind.BLANK
        above = lines[at - 1] if at else line
        below = lines[at + 1] if at + 1 < len(lines) else line
        if above.kind == _Kind.ROW or ("|" in above.text and "|" in below.text):
            above.head = True
            _mark_rows(lines, at)
            lines[at].text = "|"
        elif above.kind == _Kind.PLAIN and len(above.text) <= _TITLE_MAX:
            blank_before = at < 2 or lines[at - 2].kind == _Kind.BLANK
            if blank_before:
                above.kind = _Kind.HEADING


def _mark_rows(lines: list[_Line], rule: int) -> None:
    """Rows without outer bars: the header and all lines with a bar under the rule."""
    lines[rule - 1].kind = _Kind.ROW
    for line in lines[rule + 1 :]:
        if line.kind not in (_Kind.PLAIN, _Kind.ROW) or "|" not in line.text:
            break
        line.kind = _Kind.ROW


def _mark_barred(lines: list[_Line]) -> None:
    """Three or more lines in a row with the same number of bars, two at least, are a table."""
    run: list[_Line] = []
    for line in [*lines, _Line(_Kind.BLANK)]:
        bars = line.text.count(" | ") if line.kind in (_Kind.PLAIN, _Kind.ITEM) else 0
        if run and bars == run[0].text.count(" | "):
            run.append(line)
            continue
        if len(run) >= _FEWEST_ROWS:
            for row in run:
                row.kind = _Kind.ROW
        run = [line] if bars > 1 else []


def _mark_tabbed(lines: list[_Line]) -> None:
    """Two or more lines in a row with the same number of tabs are a table."""
    previous: _Line | None = None
    for line in lines:
        if line.kind != _Kind.PLAIN or "\t" not in line.text:
            previous = None
            continue
        if previous is not None and previous.text.count("\t") == line.text.count("\t"):
            previous.kind = line.kind = _Kind.ROW
        previous = line
    for line in lines:
        if line.kind != _Kind.ROW and "\t" in line.text:
            line.text = " ".join(line.text.split())


def _is_wrapped(run: list[_Line]) -> bool:
    """Whether the lines are one paragraph cut at a fixed width.

    The test is what a wrapping program leaves behind: on no line would the next line's first
    word still have fitted. A line that begins in lower case shows that a sentence runs on.
    """
    texts = [line.text for line in run]
    width = max(map(len, texts))
    if width > _WRAP_MAX or any(len(text) < _WRAP_MIN for text in texts[:-1]):
        return False
    lower = sum(text[0].islower() for text in texts[1:])
    if not lower:
        return False
    for text, following in pairwise(texts):
        word = _FIRST_WORD.match(following)
        if (
            word is not None
            and len(text) + 1 + word.end() <= width - 2
            and not following[0].islower()
        ):
            return False
    return len(texts) > 2 or texts[0][-1] not in ".!?:;"


def _join(run: list[_Line]) -> _Line:
    first = run[0]
    pieces = [first.text]
    for line in run[1:]:
        hyphen = pieces[-1][-1] == "-" and pieces[-1][-2:-1].isalpha() and line.text[0].islower()
        pieces.append(line.text if hyphen else " " + line.text)
    return _Line(first.kind, "".join(pieces), first.indent, first.skip)


def _continues(item: _Line, line: _Line) -> bool:
    return line.indent > item.indent and len(item.text) >= _WRAP_MIN and line.text[0].islower()


def _set_off(lines: list[_Line]) -> list[_Line]:
    """A blank line between a marked heading and a plain line beside it.

    The mark goes, and without it the heading would read as a line of that paragraph.
    """
    out = lines[:1]
    for above, line in pairwise(lines):
        if {above.kind, line.kind} == {_Kind.HEADING, _Kind.PLAIN}:
            out.append(_Line(_Kind.BLANK))
        out.append(line)
    return out


def _unwrap(lines: list[_Line]) -> list[_Line]:
    """Hard-wrapped paragraphs and list items joined to one line each."""
    out: list[_Line] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if line.kind == _Kind.PLAIN and len(line.text) <= _WRAP_MAX:
            while end < len(lines) and lines[end].kind == _Kind.PLAIN:
                end += 1
            run = lines[at:end]
            if len(run) > 1 and _is_wrapped(run):
                out.append(_join(run))
            else:
                out.extend(run)
        elif line.kind == _Kind.ITEM:
            while (
                end < len(lines) and lines[end].kind == _Kind.PLAIN and _continues(line, lines[end])
            ):
                end += 1
            out.append(_join(lines[at:end]) if end > at + 1 else line)
        else:
            out.append(line)
        at = end
    return out


def _could_be_title(text: str) -> bool:
    return (
        len(text) <= _TITLE_MAX
        and not text[0].islower()
        and text.rstrip("\"'”’)]»")[-1:]
        not in {".", "!", "?", "…", ":", ";", ",", "-", "–", "—", ""}
        and text.count(" ") < _TITLE_WORDS
        and _NO_TITLE.match(text) is None
    )


def _mark_titles(lines: list[_Line]) -> None:
    """Short lines without a full stop that stand over longer text are titles."""
    full = [line for line in lines if line.kind != _Kind.BLANK]
    first = True
    for at, line in enumerate(full):
        if line.kind != _Kind.PLAIN or line.caption:
            first = first and (line.caption or line.kind == _Kind.HEADING)
            continue
        text = line.text
        if len(text) > _TITLE_MAX or not _could_be_title(text):
            # Bylines and datelines stand over the first paragraph too.
            first = first and len(text) <= _TITLE_MAX and _NO_TITLE.match(text) is not None
            continue
        if first:
            below = full[at + 1 : at + 5]
            good = any(b.kind != _Kind.PLAIN or _is_body(b.text, text) for b in below)
            first = False
        else:
            good = not _LABEL.match(text) and at + 1 < len(full) and _heads(text, full[at + 1])
        if good:
            line.kind = _Kind.HEADING


def _is_body(text: str, title: str) -> bool:
    return len(text) > 1.3 * len(title) and len(text) > 60


def _heads(title: str, below: _Line) -> bool:
    return below.kind != _Kind.PLAIN or _is_body(below.text, title)


def _row_cells(text: str, start: int) -> Cells:
    """Spans of a row's cells, for a row spelled by ``_row_text``."""
    if text[0] == "|":
        pieces, mark, at = text[2:-2].split(" | "), 3, start + 2
    else:
        pieces, mark, at = text.split("\t"), 1, start
    cells = []
    for piece in pieces:
        cells.append((at, at + len(piece)))
        at += len(piece) + mark
    return tuple(cells)


class _Assembler:
    """Writes the lines out and notes their blocks."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.gap = ""
        self.section: str | None = None
        self.header: Cells = ()

    def add(self, line: _Line) -> None:
        if line.kind == _Kind.BLANK:
            if not line.text:  # the rule under a table's header is no gap
                self.gap = "\n\n" if self.parts else ""
                self.header = ()
            return
        text = _row_text(line.text) if line.kind == _Kind.ROW else line.text
        if self.parts:
            gap = self.gap or "\n"
            self.parts.append(gap)
            self.length += len(gap)
        self.gap = ""
        self.parts.append(text)
        self._note(line, text)
        self.length += len(text)

    def _note(self, line: _Line, text: str) -> None:
        start, end = self.length, self.length + len(text)
        if line.kind == _Kind.ROW:
            cells = _row_cells(text, start)
            if line.head:
                self.header = cells
            block = Block("table_row", cells[0][0], cells[-1][1], cells, self.section, self.header)
            if block.end > block.start:
                self.blocks.append(block)
            return
        self.header = ()
        if line.kind == _Kind.ITEM:
            self.blocks.append(Block("list_item", start + line.skip, end, (), self.section))
        elif line.kind == _Kind.HEADING:
            self.blocks.append(Block("title", start, end, (), self.section))
            self.section = text
        else:
            self.blocks.append(Block("paragraph", start, end, (), self.section))


def _once(raw: str, boilerplate: Boilerplate) -> tuple[str, list[Block]]:
    text = repair(raw)
    if "*" in text or "_" in text or "](" in text:
        text = _reduce_markdown(text)
    lines = _read_lines(text, boilerplate)
    if any(line.kind == _Kind.RULE for line in lines):
        _mark_rules(lines)
    if " | " in text:
        _mark_barred(lines)
    if "\t" in text:
        _mark_tabbed(lines)
    lines = _unwrap(_set_off(lines))
    _mark_titles(lines)
    assembler = _Assembler()
    for line in lines:
        assembler.add(line)
    return "".join(assembler.parts), assembler.blocks


_REPEATS = 4
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(raw: str, boilerplate: Boilerplate | None = None) -> tuple[str, list[Block]]:
    """Clean text and its blocks, in order and without overlap. Never raises.

    ``boilerplate`` replaces the bundled rules. Cleaning a cleaned text leaves it as it is.
    """
    rules = boilerplate if boilerplate is not None else default()
    if _SURROGATE.search(raw):
        raw = _SURROGATE.sub("\ufffd", raw)  # half a character: no encoding can write it
    text, blocks = _once(raw, rules)
    # A line that joins another can end a table that its neighbours then no longer belong to.
    for _ in range(_REPEATS if "\t" in text or "|" in text else 0):
        again, regrouped = _once(text, rules)
        if again == text:
            break
        text, blocks = again, regrouped
    return text, blocks
