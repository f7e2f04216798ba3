"""The results of a portfolio as rows of a page: a case a row, with the level of each aspect, of the command's table."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagnose.diagnosis import Interval
from diagnose.web.sorted_rows import Shown
from diagnose.web.workspace import CaseFile

MOST = 100  # rows of one page


@dataclass(frozen=True)
class ResultRow:
    """One case: what it is of, its levels in the order of the aspects, and its file where the folder has one."""

    code: str
    region: str
    year: int
    levels: tuple[Interval, ...]
    file: CaseFile | None = None
    problem: str = ""


@dataclass(frozen=True)
class Results:
    """The rows of one page of `pages`, of so many that the filter keeps and so many in all."""

    rows: tuple[ResultRow, ...]
    kept: int
    all: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.kept // MOST))


def read_results(file: Path, aspects: Sequence[str], own: Mapping[tuple[str, int], CaseFile]) -> list[ResultRow]:
    """Return the rows of the table `file` that the command wrote; `own` are the files of cases by code and year."""
    with file.open(encoding="utf-8-sig", newline="") as text:
        return [_row(line, aspects, own) for line in csv.DictReader(text)]


def page_of(rows: Iterable[ResultRow], wanted: Shown, asked: str) -> Results:
    """Return the rows that `wanted` keeps, sorted, of the page that is `asked` for by its number."""
    every = list(rows)
    kept = sorted(filter(wanted.keeps, every), key=lambda row: wanted.place(row.region, row.year))
    last = max(1, -(-len(kept) // MOST))
    page = min(int(asked), last) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 and int(asked) else 1
    return Results(tuple(kept[(page - 1) * MOST : page * MOST]), len(kept), len(every), page)


def _row(line: Mapping[str, Any], aspects: Sequence[str], own: Mapping[tuple[str, int], CaseFile]) -> ResultRow:
    levels = tuple(
        Interval(lowest=int(line[f"level.{a}.lowest"]), highest=int(line[f"level.{a}.highest"])) for a in aspects
    )
    code, year = line["region.code"], int(line["year"])
    return ResultRow(code, line["region.name"], year, levels, own.get((code, year)))
