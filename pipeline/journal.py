"""What came of each article, kept on disk while a run goes on, so that the next one can take it up.

A SQLite file in a hidden folder beside the output. Entries are found by a key that tells all that
the result hangs on and are checked against a sum of their own, so that an entry is either right or
not used. What is committed stays through a kill at any moment; a journal that cannot be read is put
aside and a new one begun.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable
from pathlib import Path

FOLDER = ".dealfacts"
NAME = "journal.sqlite"
_APPLICATION = 0x64666A31  # "dfj1": no other program's database
VERSION = 1
_BATCH = 256  # results of a transaction, at most ...
_SECONDS = 1.0  # ... unless so much time went by before
_ASIDE = ".aside"
_COMPANIONS = ("-wal", "-shm", "")  # the database itself last: without it the others are nothing
_RESULTS = """
CREATE TABLE results (number INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, sum INTEGER NOT NULL,
    payload BLOB NOT NULL)
"""
# What this run needs: in a file of SQLite's own that goes with the connection.
_USED = "CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID"


class JournalError(OSError):
    """A journal that cannot be written, or that another run is writing."""


class _UntrustedError(Exception):
    """A journal that must not be used."""


class Journal:
    """The journal of the output folder ``out``; used as a context manager.

    ``identity`` stands for everything but the article that a result hangs on. With ``resume``
    earlier entries are kept and found, without it the journal begins anew; ``used`` counts those
    that this run took. ``tell`` is called with a sentence where a journal had to be put aside.
    Raises ``JournalError``.
    """

    def __init__(
        self, out: Path, identity: bytes, resume: bool, tell: Callable[[str], None]
    ) -> None:
        self.path = out / FOLDER / NAME
        self.identity = identity
        self._resume = resume
        self._tell = tell
        self.used = 0
        self._pending = 0
        self._committed = 0.0

    def __enter__(self) -> Journal:
        """Open it, whatever lies there."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = self._open()
        except _UntrustedError as error:
            self._put_aside(str(error))
        else:
            if not self._resume:
                self._db.close()
                self._renamed(None)
                self._db = self._open()
        return self

    def __exit__(self, *_: object) -> None:
        """Commit what there is and close it."""
        try:
            self.commit()
        finally:
            self._db.close()

    # --- entries ---------------------------------------------------------------------------------

    @property
    def may_know(self) -> bool:
        """Whether it is worth looking for anything."""
        return self._resume

    def find(self, key: bytes) -> bytes | None:
        """The payload kept under ``key``; ``None`` where there is none that can be trusted."""
        try:
            row = self._db.execute(
                "SELECT payload, sum FROM results WHERE key = ?", (key,)
            ).fetchone()
        except sqlite3.DatabaseError as error:
            self._failed(error)
            return None
        if row is None or row[1] != _sum(key, row[0]):
            return None
        payload: bytes = row[0]
        return payload

    def add(self, key: bytes, payload: bytes) -> None:
        """Keep ``payload`` under ``key``."""
        self._write(
            "INSERT OR REPLACE INTO results (key, sum, payload) VALUES (?, ?, ?)",
            (key, _sum(key, payload), payload),
        )
        self._need(key)

    def use(self, key: bytes) -> None:
        """Note that this run takes an earlier entry."""
        self.used += 1
        self._need(key)

    def _need(self, key: bytes) -> None:
        if self._resume:
            self._write("INSERT OR IGNORE INTO used VALUES (?)", (key,))

    def drop_unused(self) -> None:
        """Forget what this run had no need of: articles that changed or are no longer there."""
        if self._resume:
            self._write("DELETE FROM results WHERE key NOT IN (SELECT key FROM used)", ())
            self.commit()

    # --- the file --------------------------------------------------------------------------------

    def commit(self) -> None:
        """Make sure of what was added."""
        try:
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            self._failed(error)
        self._pending, self._committed = 0, time.monotonic()

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN")
            self._db.execute(statement, values)
        except sqlite3.DatabaseError as error:
            self._failed(error)
        self._pending += 1
        if self._pending >= _BATCH or time.monotonic() - self._committed >= _SECONDS:
            self.commit()

    def _open(self) -> sqlite3.Connection:
        """The database, locked for this process until it is closed or the process is gone."""
        try:
            db = sqlite3.connect(self.path, timeout=0.5, isolation_level=None)
        except sqlite3.DatabaseError as error:
            raise JournalError(f"{self.path}: {error}") from error
        try:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("BEGIN EXCLUSIVE")
            self._prepare(db)
            db.execute("COMMIT")
            db.execute(_USED)
        except sqlite3.DatabaseError as error:
            db.close()
            self._refuse(error)
            raise _UntrustedError(f"cannot be read ({error})") from error
        except BaseException:
            db.close()
            raise
        self._committed = time.monotonic()
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        (application,) = db.execute("PRAGMA application_id").fetchone()
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if (application, version) == (_APPLICATION, VERSION):
            return
        if db.execute("SELECT count(*) FROM sqlite_schema").fetchone() != (0,):
            raise _UntrustedError("was made by another version")
        db.execute(_RESULTS)
        db.execute(f"PRAGMA application_id = {_APPLICATION}")
        db.execute(f"PRAGMA user_version = {VERSION}")

    def _failed(self, error: sqlite3.DatabaseError) -> None:
        """Begin anew where the file is broken, give up where it cannot be written."""
        self._refuse(error)
        self._db.close()
        self._put_aside(f"is broken ({error})")

    def _refuse(self, error: sqlite3.DatabaseError) -> None:
        """Raise ``JournalError`` unless it is the content of the file that is wrong."""
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            folder = self.path.parent.parent
            raise JournalError(f"{self.path}: another run is writing into {folder}") from error
        if code not in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR):
            raise JournalError(f"{self.path}: {error}") from error

    def _put_aside(self, reason: str) -> None:
        self._renamed(_ASIDE)
        aside = self.path.with_name(NAME + _ASIDE)
        self._tell(f"{self.path} {reason}: put aside as {aside.name}, a new one is begun")
        self._db = self._open()

    def _renamed(self, ending: str | None) -> None:
        """Rename the database and what belongs to it, or remove them where ``ending`` is None."""
        for companion in _COMPANIONS:
            path = self.path.with_name(NAME + companion)
            target = path.with_name(NAME + ending + companion) if ending is not None else path
            target.unlink(missing_ok=True)
            if path.exists():
                path.replace(target)


def _sum(key: bytes, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(key))
