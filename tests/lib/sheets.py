"""Tables written for a test: a text with its mapping beside it, rows of a workbook with its merged cells."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook


def written(path: Path, text: str, mapping: str = "") -> Path:
    path.write_text(text, encoding="utf-8")
    if mapping:
        path.with_name(f"{path.stem}.peta.yaml").write_text(mapping, encoding="utf-8")
    return path


def sheet_of(path: Path, rows: Sequence[Sequence[Any]], merges: Sequence[str] = ()) -> Path:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    book.save(str(path))
    return path
