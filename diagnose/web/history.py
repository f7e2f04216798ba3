"""What was changed, in ``riwayat.db`` of the workspace: each change with the text before and after, to take it back.

A change is noted before the file is written: a program killed between the two leaves a note of what never came to
be, which the next look leaves out and the next change drops. The journal is the kind that works on network drives.
"""

import getpass
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from diagnose.web.database import opened

FILE = "riwayat.db"
_SCHEMA = """
CREATE TABLE IF NOT EXISTS text (revision TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS change (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, file TEXT NOT NULL, kind TEXT NOT NULL, undoes INTEGER,
    before TEXT NOT NULL, after TEXT NOT NULL, levels TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS author (change INTEGER PRIMARY KEY REFERENCES change, who TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS event (
    change INTEGER NOT NULL REFERENCES change, path TEXT NOT NULL, name TEXT NOT NULL,
    was TEXT NOT NULL, becomes TEXT NOT NULL, source TEXT);
"""


@dataclass(frozen=True)
class Event:
    """One fact that a change touched: its name, and what it said before and says after, in words."""

    path: str
    name: str
    was: str
    becomes: str
    source: str | None


@dataclass(frozen=True)
class Noted:
    """One change of a case file; `undoes` is the change that it takes back, `levels` which levels it moved.

    `who` is the name that the computer knows its user by, empty where it tells none.
    """

    id: int
    at: str
    kind: str
    undoes: int | None
    before: str
    after: str
    levels: tuple[str, ...]
    events: tuple[Event, ...]
    who: str = ""


def revision(content: bytes) -> str:
    """Return the short mark of what a file says."""
    return hashlib.sha256(content).hexdigest()[:12]


class History:
    """The changes of the case files of one folder. The worker's thread alone uses it."""

    def __init__(self, root: Path) -> None:
        self._file = root / FILE

    def note(
        self, file: str, kind: str, texts: tuple[bytes, bytes], events: Sequence[Event], levels: Sequence[str],
        undoes: int | None = None,
    ) -> int:  # fmt: skip
        """Note a change of `file` that is about to be made, its text before and after; return its number.

        Raises:
            sqlite3.Error: it cannot be noted.
        """
        before, after = (revision(text) for text in texts)
        with self._open() as db:
            self._forget(db, file, before)
            for mark, text in zip((before, after), texts, strict=True):
                db.execute("INSERT OR IGNORE INTO text VALUES (?, ?)", (mark, zlib.compress(text)))
            row = (
                datetime.now().isoformat(timespec="seconds"),
                file,
                kind,
                undoes,
                before,
                after,
                json.dumps(list(levels)),
            )
            cursor = db.execute("INSERT INTO change VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", row)
            number = int(cursor.lastrowid or 0)
            db.execute("INSERT INTO author VALUES (?, ?)", (number, _user()))
            rows = [(number, e.path, e.name, e.was, e.becomes, e.source) for e in events]
            db.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", rows)
        return number

    def drop(self, number: int) -> None:
        """Forget a change that was noted and never made."""
        with self._open() as db:
            self._drop(db, number)

    def of(self, file: str, now: str) -> list[Noted]:
        """Return the changes of `file`, the latest first; `now` is the revision that the file has.

        A change that was noted and has not reached the file is left out: it never came to be, or another program is
        about to make it.
        """
        if not self._file.exists():
            return []
        with self._open() as db:
            rows = db.execute("SELECT * FROM change WHERE file = ? ORDER BY id DESC", (file,)).fetchall()
            found = [self._noted(db, row) for row in rows]
        if found and found[0].after != now and found[0].before == now:
            return found[1:]
        return found

    @staticmethod
    def _forget(db: sqlite3.Connection, file: str, now: str) -> None:
        """Forget the last change of `file` where it never came to be, as after a kill: its text is still as before."""
        last = db.execute("SELECT id, before, after FROM change WHERE file = ? ORDER BY id DESC", (file,)).fetchone()
        if last is not None and last[1] == now != last[2]:
            History._drop(db, last[0])

    @staticmethod
    def _drop(db: sqlite3.Connection, number: int) -> None:
        for table, key in (("event", "change"), ("author", "change"), ("change", "id")):
            db.execute(f"DELETE FROM {table} WHERE {key} = ?", (number,))

    def text(self, mark: str) -> bytes:
        """Return the text of the revision `mark`.

        Raises:
            KeyError: it is not kept.
        """
        with self._open() as db:
            row = db.execute("SELECT body FROM text WHERE revision = ?", (mark,)).fetchone()
        if row is None:
            raise KeyError(mark)
        return zlib.decompress(row[0])

    @staticmethod
    def _noted(db: sqlite3.Connection, row: Any) -> Noted:
        number, at, _, kind, undoes, before, after, levels = row
        events = db.execute("SELECT path, name, was, becomes, source FROM event WHERE change = ?", (number,))
        who = db.execute("SELECT who FROM author WHERE change = ?", (number,)).fetchone()
        return Noted(
            number, at, kind, undoes, before, after, tuple(json.loads(levels)), tuple(Event(*e) for e in events),
            who[0] if who else "",
        )  # fmt: skip

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._file, _SCHEMA)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""
