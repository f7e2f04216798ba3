"""Memos that were taken along: what each said, so that it can be told which of its sentences the facts overtook."""

import json
import re
import sqlite3
import zlib
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from diagnose.common import WIDTH
from diagnose.web.database import opened
from diagnose.web.history import FILE

_SCHEMA = """
CREATE TABLE IF NOT EXISTS memo (
    id INTEGER PRIMARY KEY, file TEXT NOT NULL, at TEXT NOT NULL, revision TEXT NOT NULL, rules TEXT NOT NULL,
    chosen TEXT NOT NULL, text BLOB NOT NULL);
"""
_ENDS = re.compile(r"(?<=[^\d\s][.!?])\s+")  # not after the number of an item
_MARK = re.compile(r"\b[0-9a-f]{12}\b")  # of the receipt, which changes with any fact


@dataclass(frozen=True)
class Version:
    """A memo that was taken along: when, of which facts and rules, made with which choices, and what it said."""

    id: int
    at: str
    revision: str
    rules: str
    chosen: Mapping[str, Any]
    text: str


@dataclass(frozen=True)
class Overtaken:
    """Sentences of a memo that the facts have overtaken, and what it would say now; either may be none."""

    was: tuple[str, ...]
    now: tuple[str, ...]


class Memos:
    """The memos of one folder. The worker's thread alone uses it."""

    def __init__(self, root: Path) -> None:
        self._file = root / FILE

    def note(self, file: str, revision: str, rules: str, chosen: Mapping[str, Any], text: str) -> None:
        """Note a memo; one of the same facts, rules and choices stands once.

        Raises:
            sqlite3.Error: it cannot be noted.
        """
        said = json.dumps(dict(chosen), sort_keys=True)
        key = (file, revision, rules, said)
        with self._open() as db:
            same = "SELECT 1 FROM memo WHERE file = ? AND revision = ? AND rules = ? AND chosen = ?"
            if db.execute(same, key).fetchone() is None:
                now = datetime.now().isoformat(timespec="seconds")
                row = (file, now, revision, rules, said, zlib.compress(text.encode()))
                db.execute("INSERT INTO memo (file, at, revision, rules, chosen, text) VALUES (?,?,?,?,?,?)", row)

    def of(self, file: str) -> list[Version]:
        """Return the memos of a case, the latest first."""
        if not self._file.exists():
            return []
        with self._open() as db:
            rows = db.execute(
                "SELECT id, at, revision, rules, chosen, text FROM memo WHERE file = ? ORDER BY id DESC", (file,)
            ).fetchall()
        return [
            Version(number, at, revision, rules, json.loads(chosen), zlib.decompress(text).decode())
            for number, at, revision, rules, chosen, text in rows
        ]

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._file, _SCHEMA)


def overtaken(was: str, now: str) -> list[Overtaken]:
    """Return where a memo would say something else now, sentence by sentence."""
    before, after = sentences(was), sentences(now)
    bare = [[_MARK.sub("", one) for one in side] for side in (before, after)]
    matcher = SequenceMatcher(None, bare[0], bare[1], autojunk=False)
    return [
        Overtaken(tuple(before[a:b]), tuple(after[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"
    ]


def sentences(text: str) -> list[str]:
    """Return the sentences of a memo as plain text, each on one line."""
    found = [part for line in _unwrapped(text) for part in _ENDS.split(" ".join(line.split()))]
    return [part for part in found if part and re.search(r"\w", part)]


def _unwrapped(text: str) -> list[str]:
    """Return the lines of a text, those that were wrapped as one: broken where the next word did not fit."""
    lines: list[str] = []
    last = ""
    for line in text.splitlines():
        word = line.split()[0] if line.split() else ""
        if word and last and len(last) <= WIDTH < len(last) + 1 + len(word):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
        last = line
    return lines
