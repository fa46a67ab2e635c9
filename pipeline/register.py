"""The register: one entry a deal over many articles, kept in an SQLite database that grows.

A run adds its articles (one with a known id takes the place of the old one), gathers all mentions
anew and writes the tables: entries with their sources, their history and all claims, conflicting
ones side by side and never averaged. Entries keep their numbers from run to run. A person's
decisions (``links.csv`` beside the database) go before all rules.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pipeline.clusters import Decisions, copies, empty_decisions, gather, read_decisions
from pipeline.export import harmless, number, write_file
from pipeline.linking import Mention, mentions
from pipeline.records import ArticleRecord, Deal, from_json, to_json

DATABASE = "register.sqlite"
DECISIONS = "links.csv"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS articles (
    article_id TEXT PRIMARY KEY, title TEXT, published TEXT, source TEXT, record BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS entries (
    entry INTEGER PRIMARY KEY, kind TEXT, status TEXT, buyers TEXT, sellers TEXT, items TEXT,
    first_published TEXT, last_published TEXT, sources INTEGER, copies INTEGER, conflicts TEXT);
CREATE TABLE IF NOT EXISTS sources (
    mention TEXT PRIMARY KEY, entry INTEGER NOT NULL REFERENCES entries, article_id TEXT NOT NULL,
    deal INTEGER NOT NULL, copy_of TEXT);
CREATE TABLE IF NOT EXISTS history (
    entry INTEGER NOT NULL REFERENCES entries, date TEXT, status TEXT NOT NULL,
    mention TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS claims (
    entry INTEGER NOT NULL REFERENCES entries, field TEXT NOT NULL, subject TEXT NOT NULL,
    value TEXT NOT NULL, mention TEXT NOT NULL, quote TEXT, conflicting INTEGER NOT NULL);
"""
_TABLES = ("entries", "sources", "history", "claims")
_STAGE_DATES = {
    "signed": ("signed",),
    "approved": ("approved",),
    "delivered": ("delivery", "completion"),
}
# Fields of which a deal has one true value, so that two values are a conflict.
_SINGLE = ("quantity", "value")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one mention says of one field: ``subject`` tells which (an item, a kind of sum)."""

    field: str
    subject: str
    value: str
    quote: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an update came to, and the files that it wrote."""

    articles: int
    entries: int
    linked: int
    written: tuple[Path, ...]


def update(found: Iterable[ArticleRecord], folder: Path) -> Outcome:
    """Add ``found`` to the register in ``folder`` and write it anew.

    Nothing is changed where anything fails: the database is written in one transaction and the CSV
    files are made of it afterwards. Raises ``OSError``, ``sqlite3.Error`` or
    ``pipeline.clusters.DecisionError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    decided = folder / DECISIONS
    if not decided.exists():
        write_file(decided, empty_decisions())
    decisions = read_decisions(decided)
    with closing(sqlite3.connect(folder / DATABASE)) as base:
        base.executescript(_SCHEMA)
        with base:  # one transaction: all of it or nothing
            _add(base, found)
            entries = _rewrite(base, decisions)
        written = tuple(_csv(base, table, folder) for table in _TABLES)
        articles = base.execute("SELECT count(*) FROM articles").fetchone()[0]
    linked = sum(len(group) > 1 for group in entries)
    return Outcome(articles, len(entries), linked, (folder / DATABASE, *written))


def _add(base: sqlite3.Connection, found: Iterable[ArticleRecord]) -> None:
    base.executemany(
        "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)",
        ((r.id, r.title, r.published, r.source, to_json(r)) for r in found),
    )


def _rewrite(base: sqlite3.Connection, decisions: Decisions) -> list[list[Mention]]:
    """Gather the mentions of all articles and fill the tables; the groups."""
    stored = base.execute(
        "SELECT record FROM articles ORDER BY coalesce(published, ''), article_id"
    )
    all_mentions = mentions(from_json(row[0]) for row in stored)
    groups = gather(all_mentions, decisions)
    numbers = _numbers(base, groups)
    for table in reversed(_TABLES):
        base.execute(f"DELETE FROM {table}")
    for entry, group in zip(numbers, groups, strict=True):
        _write_entry(base, entry, group)
    return groups


def _numbers(base: sqlite3.Connection, groups: Sequence[Sequence[Mention]]) -> list[int]:
    """The number of each group's entry: the one most of its mentions had, else a new one."""
    before: dict[str, int] = dict(base.execute("SELECT mention, entry FROM sources"))
    highest = max(before.values(), default=0)
    taken: set[int] = set()
    numbers: list[int | None] = []
    for group in groups:
        had = Counter(before[each.key] for each in group if each.key in before)
        ranked = sorted(had, key=lambda entry: (-had[entry], entry))
        kept = next((entry for entry in ranked if entry not in taken), None)
        if kept is not None:
            taken.add(kept)
        numbers.append(kept)
    fresh = iter(range(highest + 1, highest + 1 + len(groups)))
    return [next(fresh) if kept is None else kept for kept in numbers]


# --- one entry -----------------------------------------------------------------------------------


def _write_entry(base: sqlite3.Connection, entry: int, group: Sequence[Mention]) -> None:
    reprints = copies(group)
    own = [each for each in group if each.record.id not in reprints]
    told = [(each, claim) for each in own for claim in claims(each.deal)]
    conflicts = _conflicts([claim for _, claim in told])
    days = sorted(each.day for each in group if each.day)
    base.execute(
        "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            entry,
            _most(each.deal.kind for each in own),
            latest_status(own),
            _names(own, "buyer"),
            _names(own, "seller", "partner"),
            "; ".join(dict.fromkeys(item.name for each in own for item in each.deal.items)),
            days[0] if days else None,
            days[-1] if days else None,
            len({each.record.id for each in own}),
            len(reprints),
            "; ".join(sorted(f"{field} of {subject}" for field, subject in conflicts)) or None,
        ),
    )
    base.executemany(
        "INSERT INTO sources VALUES (?, ?, ?, ?, ?)",
        ((e.key, entry, e.record.id, e.number, reprints.get(e.record.id)) for e in group),
    )
    base.executemany(
        "INSERT INTO history VALUES (?, ?, ?, ?)",
        ((entry, date, status, key) for date, status, key in history(own)),
    )
    base.executemany(
        "INSERT INTO claims VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (entry, c.field, c.subject, c.value, e.key, c.quote, (c.field, c.subject) in conflicts)
            for e, c in told
        ),
    )


def _most(values: Iterable[str]) -> str:
    """The most frequent value, the first of them where several are."""
    return Counter(values).most_common(1)[0][0]


def _names(group: Sequence[Mention], *roles: str) -> str:
    """The names of the parties in these roles, the longest of each country or firm first seen."""
    names = (p.name for each in group for p in each.deal.parties if p.role in roles)
    return "; ".join(dict.fromkeys(names))


def latest_status(group: Sequence[Mention]) -> str:
    """The status in the last article by day of publication, the last given among equals."""
    return max(enumerate(group), key=lambda each: (each[1].day, each[0]))[1].deal.status


def history(group: Sequence[Mention]) -> list[tuple[str | None, str, str]]:
    """The stages of a deal, each once: its date, the status, and the mention that tells it first.

    The date is that of the stage where the article gives it, else the day of publication.
    """
    stages: dict[str, tuple[str | None, str, str]] = {}
    for mention in group:
        deal = mention.deal
        dates = (
            date.date
            for kind in _STAGE_DATES.get(deal.status, ())
            for date in deal.dates
            if date.kind == kind
        )
        when = next(dates, mention.day or None)
        known = stages.get(deal.status)
        if known is None or (when or "9") < (known[0] or "9"):
            stages[deal.status] = (when, deal.status, mention.key)
    return sorted(stages.values(), key=lambda each: (each[0] or "9", each[1]))


def claims(deal: Deal) -> Iterator[Claim]:
    """Everything that a mention says of its deal, a fact a claim."""
    for party in deal.parties:
        yield Claim("party", party.role, party.name, _quote(party))
    for item in deal.items:
        yield Claim("item", item.category, item.name, _quote(item))
        if item.quantity is not None:
            yield Claim("quantity", item.name, str(item.quantity), _quote(item))
    for value in deal.values:
        low = f"{number(value.amount_min)}-" if value.amount_min is not None else ""
        told = f"{value.currency} {low}{number(value.amount)}"
        mark = "" if value.qualifier == "exact" else f" ({value.qualifier})"
        yield Claim("value", f"{value.kind} in {value.currency}", told + mark, _quote(value))
    for date in deal.dates:
        yield Claim("date", date.kind, date.date, _quote(date))
    for duty in deal.obligations:
        yield Claim("obligation", duty.kind, " ".join(duty.text.split()), _quote(duty))


def _quote(fact: object) -> str:
    places = getattr(fact, "evidence", ())
    return " ".join(places[0].quote.split()) if places else ""


def _conflicts(told: Sequence[Claim]) -> set[tuple[str, str]]:
    """Fields with one true value of which several are claimed."""
    values: dict[tuple[str, str], set[str]] = {}
    for claim in told:
        single = claim.field in _SINGLE and not claim.subject.startswith("part ")
        if single or (claim.field == "date" and claim.subject == "signed"):
            values.setdefault((claim.field, claim.subject), set()).add(claim.value)
    return {key for key, several in values.items() if len(several) > 1}


# --- files ---------------------------------------------------------------------------------------


def _csv(base: sqlite3.Connection, table: str, folder: Path) -> Path:
    """A table as CSV for spreadsheets, in the order of its rows' making."""
    rows = base.execute(f"SELECT * FROM {table} ORDER BY entry, rowid")
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(column[0] for column in rows.description)
    writer.writerows(
        [harmless(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row]
        for row in rows
    )
    path = folder / f"{table}.csv"
    write_file(path, b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8", "replace"))
    return path
