"""One way to open what the workbench keeps beside the cases: safe against a kill at any point."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


@contextmanager
def opened(file: Path, schema: str) -> Iterator[sqlite3.Connection]:
    """Open the database `file`, with the tables of `schema`; what is done inside counts whole or not at all.

    Raises:
        sqlite3.Error: it cannot be opened or written, as on a full disk.
    """
    with closing(sqlite3.connect(file, timeout=10)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA synchronous = FULL")
        db.executescript(schema)
        with db:
            yield db
