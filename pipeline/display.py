"""A record for the eye: each deal as a table, and the article's sentences with evidence marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich import box
from rich.table import Table
from rich.text import Text

from pipeline.records import ArticleRecord, Deal, Evidence, Value
from pipeline.sentences import sentences

STYLES = {
    "buyer": "bold green",
    "seller": "bold blue",
    "partner": "bold cyan",
    "end_user": "green",
    "subcontractor": "blue",
    "approver": "magenta",
    "item": "bold yellow",
    "value": "bold red",
    "date": "bright_magenta",
    "obligation": "underline",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
Mark = tuple[int, int, str]


def printable(text: str) -> str:
    """``text`` of the same length, without the control characters that a terminal would obey."""
    return _CONTROL.sub("\ufffd", text)


def _value(value: Value) -> str:
    low = f"{value.amount_min:,.0f} to " if value.amount_min is not None else ""
    return f"{low}{value.amount:,.0f} {value.currency} ({value.kind}, {value.qualifier})"


def _facts(deal: Deal) -> Iterator[tuple[str, str, tuple[Evidence, ...]]]:
    """Field, words and evidence of every fact of a deal."""
    for party in deal.parties:
        country = f" ({party.country})" if party.country else ""
        yield party.role, party.name + country, party.evidence
    for item in deal.items:
        count = f"{item.quantity} x " if item.quantity is not None else ""
        yield "item", f"{count}{item.name} ({item.category})", item.evidence
    for value in deal.values:
        yield "value", _value(value), value.evidence
    for date in deal.dates:
        yield "date", f"{date.kind} {date.date}", date.evidence
    for duty in deal.obligations:
        who = f"{duty.obligor or '?'}: " if duty.obligor or duty.obligee else ""
        whom = f", for {duty.obligee}" if duty.obligee else ""
        by = f", by {duty.deadline}" if duty.deadline else ""
        words = f"{who}{duty.text}{whom}{by} ({duty.kind}, {duty.modality})"
        yield "obligation", words, duty.evidence
    for identifier in deal.identifiers:
        yield "identifier", identifier, ()


def _rules(evidence: tuple[Evidence, ...]) -> str:
    return ", ".join(dict.fromkeys(each.rule for each in evidence if each.rule))


def deal_table(deal: Deal, number: int) -> Table:
    """One deal as a table: field, fact, and the rules that read it."""
    title = Text(f"Deal {number}: {deal.kind}, {deal.status}, {deal.prominence}")
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("field", no_wrap=True)
    table.add_column("fact", overflow="fold")
    table.add_column("rule", overflow="fold", style="dim")
    for name, words, evidence in _facts(deal):
        style = STYLES.get(name, "")
        table.add_row(Text(name, style), Text(printable(words)), Text(_rules(evidence)))
    return table


def plain_deal(deal: Deal, number: int) -> Iterator[str]:
    """One deal as indented lines: field, fact, and in angle brackets the rules that read it."""
    yield f"Deal {number}: {deal.kind}, {deal.status}, {deal.prominence}"
    for name, words, evidence in _facts(deal):
        rules = f"  <{_rules(evidence)}>" if _rules(evidence) else ""
        yield f"  {name:14}{printable(words)}{rules}"


def marks(deals: Iterable[Deal]) -> list[Mark]:
    """Where the evidence of the facts stands in the text, with the field, in order."""
    found: dict[tuple[int, int], str] = {}
    for deal in deals:
        for name, _, evidence in _facts(deal):
            for each in evidence:
                found.setdefault((each.start, each.end), name)
    return sorted(
        ((start, end, name) for (start, end), name in found.items()),
        key=lambda mark: (mark[0], -mark[1]),
    )


def bracketed(text: str, start: int, end: int, found: Iterable[Mark]) -> str:
    """``text[start:end]`` with ``[field: words]`` around evidence; crossing spans are left out."""
    out: list[str] = []
    position = start
    open_ends: list[int] = []
    for low, high, name in found:
        while open_ends and open_ends[-1] <= low:
            out.append(text[position : open_ends[-1]] + "]")
            position = open_ends.pop()
        if high > (open_ends[-1] if open_ends else end):
            continue
        out.append(text[position:low] + f"[{name}: ")
        position = low
        open_ends.append(high)
    while open_ends:
        out.append(text[position : open_ends[-1]] + "]")
        position = open_ends.pop()
    return "".join(out) + text[position:end]


def coloured(text: str, start: int, end: int, found: Iterable[Mark]) -> Text:
    """``text[start:end]`` with the evidence in the colour of its field."""
    line = Text(printable(text[start:end]))
    for low, high, name in found:
        line.stylize(STYLES.get(name, ""), max(low, start) - start, min(high, end) - start)
    return line


def _head(record: ArticleRecord) -> str:
    title = record.title or "(no title)"
    return printable(f"{record.id}: {title}, published {record.published or '?'}")


def _marked(deals: tuple[Deal, ...], text: str) -> Iterator[tuple[int, int, list[Mark]]]:
    """The sentences of the text, each with the marks that begin in it."""
    found = marks(deals)
    for start, end in sentences(text):
        yield start, end, [mark for mark in found if start <= mark[0] < end]


def plain(record: ArticleRecord) -> Iterator[str]:
    """A record as lines for a pipe or a file; the text only where there is a deal."""
    yield _head(record)
    if not record.deals:
        yield "no deal found"
        return
    for number, deal in enumerate(record.deals, 1):
        yield from plain_deal(deal, number)
    text = record.text or ""
    for start, end, here in _marked(record.deals, text):
        yield printable(bracketed(text, start, end, here))


def rich(record: ArticleRecord) -> Iterator[Text | Table]:
    """A record as tables and coloured sentences for a terminal, with a legend of the colours."""
    yield Text(_head(record), "bold")
    if not record.deals:
        yield Text("no deal found")
        return
    for number, deal in enumerate(record.deals, 1):
        yield deal_table(deal, number)
    names = dict.fromkeys(name for _, _, name in marks(record.deals))
    yield Text(" ").join(Text(name, STYLES.get(name, "")) for name in names)
    text = record.text or ""
    for start, end, here in _marked(record.deals, text):
        yield coloured(text, start, end, here)
