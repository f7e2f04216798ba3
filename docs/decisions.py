"""Write docs/decisions/README.md: the decisions by number, each with its date and whether it is in force.

Run by ``make docs``; a test holds the index to the files. A decision is ``NN-what-is-decided.md``: its title, then a
line with its date and status, as ``2026-11-24 · in force``.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).with_name("decisions")
PATH = FOLDER / "README.md"
HEADER = """# Decisions

Made from the files beside it by `make docs`; do not edit.

| # | date | decision | status |
| --- | --- | --- | --- |
"""
_HEAD = re.compile(r"# (?P<title>.+)\n\n(?P<date>\d{4}-\d\d-\d\d) · (?P<status>.+)\n")


class Decision(NamedTuple):
    """One decision, as its file says."""

    number: int
    file: str
    title: str
    date: str
    status: str


def decisions() -> Iterator[Decision]:
    """Yield the decisions in their order.

    Raises:
        ValueError: a file does not begin with its title, its date and its status.
    """
    for path in sorted(FOLDER.glob("[0-9]*.md")):
        found = _HEAD.match(path.read_text(encoding="utf-8"))
        if not found:
            raise ValueError(f"{path}: begin with '# title', an empty line, and 'YYYY-MM-DD · in force'")
        yield Decision(int(path.name.partition("-")[0]), path.name, **found.groupdict())


def index() -> str:
    """Return the index as Markdown."""
    rows = (f"| {d.number} | {d.date} | [{d.title}]({d.file}) | {d.status} |\n" for d in decisions())
    return HEADER + "".join(rows)


if __name__ == "__main__":
    PATH.write_text(index(), encoding="utf-8")
