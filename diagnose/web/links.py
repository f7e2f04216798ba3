"""Links for agencies, and what they answered: in ``riwayat.db`` beside the history; of a link only the hash is kept."""

import hashlib
import json
import secrets
import sqlite3
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from diagnose.web.database import opened
from diagnose.web.history import FILE

_SCHEMA = """
CREATE TABLE IF NOT EXISTS link (
    id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, file TEXT NOT NULL, agency TEXT NOT NULL, made TEXT NOT NULL,
    until TEXT NOT NULL, revoked TEXT);
CREATE TABLE IF NOT EXISTS proposal (
    id INTEGER PRIMARY KEY, link INTEGER NOT NULL REFERENCES link, at TEXT NOT NULL, path TEXT NOT NULL,
    kind TEXT NOT NULL, value TEXT NOT NULL, source TEXT NOT NULL, note TEXT NOT NULL, state TEXT NOT NULL);
"""
WAITING, ACCEPTED, RETURNED = "waiting", "accepted", "returned"
VALUE, UNKNOWN, NOT_OURS = "value", "unknown", "not_ours"


@dataclass(frozen=True)
class Link:
    """A link to the questions of one agency on one case, good to a day."""

    id: int
    file: str
    agency: str
    made: str
    until: str
    revoked: str | None

    @property
    def good(self) -> bool:
        """Whether it opens anything today."""
        return self.revoked is None and date.today().isoformat() <= self.until


@dataclass(frozen=True)
class Proposal:
    """What an agency answered on one fact: a value, that it does not know, or that others would (`note`: who)."""

    id: int
    link: int
    at: str
    path: str
    kind: str
    value: Any
    source: str
    note: str
    state: str
    agency: str = ""


class Links:
    """The links and proposals of one folder. The worker's thread alone uses it."""

    def __init__(self, root: Path) -> None:
        self._file = root / FILE

    def make(self, file: str, agency: str, until: date) -> str:
        """Make a link and return its token, which is kept nowhere.

        Raises:
            sqlite3.Error: it cannot be noted.
        """
        token = secrets.token_urlsafe(16)
        now = datetime.now().isoformat(timespec="seconds")
        with self._open() as db:
            row = (_hash(token), file, agency, now, until.isoformat())
            db.execute("INSERT INTO link (hash, file, agency, made, until) VALUES (?, ?, ?, ?, ?)", row)
        return token

    def find(self, token: str) -> Link | None:
        """Return the link of `token`, where it opens something."""
        if not self._file.exists():
            return None
        with self._open() as db:
            row = db.execute(f"SELECT {_LINK} FROM link WHERE hash = ?", (_hash(token),)).fetchone()
        link = Link(*row) if row else None
        return link if link is not None and link.good else None

    def of(self, file: str) -> list[Link]:
        """Return the links of a case, the latest first."""
        if not self._file.exists():
            return []
        with self._open() as db:
            rows = db.execute(f"SELECT {_LINK} FROM link WHERE file = ? ORDER BY id DESC", (file,)).fetchall()
        return [Link(*row) for row in rows]

    def revoke(self, file: str, number: int) -> None:
        """Have a link open nothing any more."""
        now = datetime.now().isoformat(timespec="seconds")
        with self._open() as db:
            db.execute("UPDATE link SET revoked = ? WHERE id = ? AND file = ?", (now, number, file))

    def propose(self, link: Link, path: str, kind: str, value: Any, source: str, note: str) -> None:
        """Note an answer, in place of an earlier one on the same fact that still waits or was given back."""
        now = datetime.now().isoformat(timespec="seconds")
        with self._open() as db:
            db.execute("DELETE FROM proposal WHERE link = ? AND path = ? AND state != ?", (link.id, path, ACCEPTED))
            row = (link.id, now, path, kind, json.dumps(value), source, note, WAITING)
            db.execute(
                "INSERT INTO proposal (link, at, path, kind, value, source, note, state) VALUES (?,?,?,?,?,?,?,?)", row
            )

    def proposals(self, file: str, link: int | None = None) -> list[Proposal]:
        """Return what was answered on a case, or by one link, the latest first."""
        if not self._file.exists():
            return []
        asked = (file,) if link is None else (file, link)
        with self._open() as db:
            rows = db.execute(
                f"SELECT {_PROPOSAL} FROM proposal p JOIN link l ON l.id = p.link WHERE l.file = ?"
                f"{'' if link is None else ' AND l.id = ?'} ORDER BY p.id DESC",
                asked,
            ).fetchall()
        return [_proposal(row) for row in rows]

    def decide(self, numbers: list[int], state: str) -> None:
        """Note what became of proposals."""
        with self._open() as db:
            db.executemany("UPDATE proposal SET state = ? WHERE id = ?", [(state, n) for n in numbers])

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._file, _SCHEMA)


_LINK = "id, file, agency, made, until, revoked"
_PROPOSAL = "p.id, p.link, p.at, p.path, p.kind, p.value, p.source, p.note, p.state, l.agency"


def _proposal(row: tuple[Any, ...]) -> Proposal:
    number, link, at, path, kind, value, source, note, state, agency = row
    return Proposal(number, link, at, path, kind, json.loads(value), source, note, state, agency)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
