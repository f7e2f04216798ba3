"""Tables laid out in the ways that offices use, drawn by hypothesis: the same rows, and how they are put on a sheet."""

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook

NUMBERS = ("", "{}", "({})", "{}.")


@dataclass(frozen=True)
class Layout:
    """How an office lays out a table."""

    form: str  # xlsx, or the encoding of a text file
    delimiter: str
    seed: int  # of the order of columns
    above: int  # lines above the titles
    grouped: bool  # titles in two rows, the upper over several columns
    numbered: str  # how the row below the titles numbers the columns, if there is one
    hidden: int  # rows that a filter hides
    hidden_column: bool
    hidden_sheet: bool
    blank: bool  # an empty row among the others
    totals: bool
    signature: bool


def layouts() -> st.SearchStrategy[Layout]:
    """Any layout."""
    return st.builds(
        Layout,
        form=st.sampled_from(["xlsx", "xlsx", "xlsx", "utf-8", "utf-8-sig", "utf-16", "cp1252"]),
        delimiter=st.sampled_from([";", ",", "\t"]),
        seed=st.integers(0, 999),
        above=st.integers(0, 3),
        grouped=st.booleans(),
        numbered=st.sampled_from(NUMBERS),
        hidden=st.integers(0, 2),
        hidden_column=st.booleans(),
        hidden_sheet=st.booleans(),
        blank=st.booleans(),
        totals=st.booleans(),
        signature=st.booleans(),
    )


@dataclass(frozen=True)
class Column:
    """A column: its title, the title that it shares with its neighbours (where titles stand in two rows), its cells."""

    title: str
    cells: Sequence[Any]
    group: str = ""
    lower: str = ""  # what stands below the group
    wrong: Any = None  # what a hidden row says


def lay_out(folder: Path, name: str, columns: Sequence[Column], layout: Layout) -> Path:
    """Write a table of `columns` in `folder`; of a text file, what only a workbook can do is left out."""
    units: list[list[Column]] = []
    for column in columns:
        if column.group and units and units[-1][0].group == column.group:
            units[-1].append(column)
        else:
            units.append([column])
    random.Random(layout.seed).shuffle(units)
    ordered = [Column("No", range(1, 1 + len(columns[0].cells)), wrong=99), *(c for unit in units for c in unit)]
    rows: list[list[Any]] = [["DAFTAR DINAS"], ["Tahun 2025"], []][: layout.above]
    first = len(rows) + 1
    rows += _titles(ordered, layout.grouped)
    if layout.numbered:
        rows.append([layout.numbered.format(n) for n in range(1, len(ordered) + 1)])
    rows += [list(row) for row in zip(*(c.cells for c in ordered), strict=True)]
    if layout.blank:
        rows.insert(len(rows) - 1, [])
    of_text = layout.form != "xlsx"
    hidden = range(len(rows) + 1, len(rows) + 1 + (0 if of_text else layout.hidden))
    rows += [[c.wrong for c in ordered] for _ in hidden]
    if layout.totals:
        rows.append(["Jumlah", *(_total(c) for c in ordered[1:])])
    if layout.signature:
        rows += [[], ["Sumber: Bappeda"], ["", "", "Kepala Dinas"]]
    path = folder / f"{name}.{'csv' if of_text else 'xlsx'}"
    if of_text:
        out = io.StringIO()
        csv.writer(out, delimiter=layout.delimiter).writerows([["" if c is None else c for c in row] for row in rows])
        path.write_bytes(out.getvalue().encode(layout.form))
    else:
        _book(path, rows, ordered, layout, first, hidden)
    return path


def _titles(columns: Sequence[Column], grouped: bool) -> list[list[Any]]:
    if not grouped or not any(c.group for c in columns):
        return [[c.title for c in columns]]
    seen: set[str] = set()
    upper = []
    for c in columns:
        upper.append(c.title if not c.group else c.group if c.group not in seen else None)
        seen.add(c.group)
    return [upper, [c.lower if c.group else None for c in columns]]


def _total(column: Column) -> Any:
    numbers = [c for c in column.cells if isinstance(c, int)]
    return sum(numbers) if len(numbers) == len(column.cells) else None


def _book(
    path: Path, rows: Sequence[Sequence[Any]], columns: Sequence[Column], layout: Layout, first: int, hidden: range
) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append([None if c == "" else c for c in row])
    if layout.grouped and any(c.group for c in columns):
        for n, column in enumerate(columns, 1):
            if not column.group:
                sheet.merge_cells(start_row=first, end_row=first + 1, start_column=n, end_column=n)
            elif n == 1 or columns[n - 2].group != column.group:
                wide = sum(c.group == column.group for c in columns)
                sheet.merge_cells(start_row=first, end_row=first, start_column=n, end_column=n + wide - 1)
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    if layout.hidden_column:
        at = len(columns) + 1
        sheet.cell(first, at, "Catatan lama")
        sheet.column_dimensions[sheet.cell(first, at).column_letter].hidden = True
    if layout.hidden_sheet:
        old = book.create_sheet("Lama", 0)
        for row in rows:
            old.append([None if c == "" else c for c in row])
        old.sheet_state = "hidden"
        book.active = book.index(sheet)
    book.save(str(path))
