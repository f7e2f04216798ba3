"""Results of many cases into a file, a batch at a time: Parquet, CSV or Excel."""

import csv
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from diagnose.common import InputError, Place, Problem, begun, fresh, locked, mark, permissions, take

MOST_ROWS = 1_048_575  # of an Excel sheet, below its head
_SHEET = "hasil"
BETWEEN = " "  # between ids where a cell holds several


class ResultFile:
    """A file of results that is whole or not there: written beside it, and renamed when it is closed without an error.

    Raises:
        InputError: it is of a kind that is not written.
    """

    def __init__(self, path: Path) -> None:
        """Begin a file at `path`; its ending says of which kind."""
        kinds = {".parquet": _Parquet, ".csv": _Csv, ".xlsx": _Excel}
        kind = path.suffix.casefold()
        if kind not in kinds:
            raise InputError([Problem(Place(str(path)), "table_kind_written", {"given": kind or path.name})])
        self._path, self._target = path, path.resolve()
        self._was, self._kind, self._names = mark(self._target), kind, list[str]()
        self._fresh = fresh(self._target)
        begun(self._fresh, permissions(self._target, self._was))
        self._writer: Any = kinds[kind](self._fresh)

    def write(self, results: pa.RecordBatch) -> None:
        """Add `results`.

        Raises:
            InputError: something else than earlier results stands where they are to be put.
        """
        if not self._names:
            self._names = results.schema.names
            if self._was is not None and self._was.size and held_names(self._target, self._kind) != self._names:
                raise InputError([Problem(Place(str(self._path)), "output_not_ours")])
        self._writer.write(results)

    def __enter__(self) -> "ResultFile":
        """Return the file itself."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Give the file its name; after an error, or without results, leave nothing behind."""
        try:
            self._writer.close()
            if kind is None and self._names:
                with self._fresh.open("rb+") as file:
                    os.fsync(file.fileno())
                with locked(self._target.parent):
                    take(self._fresh, self._target, self._was)
        except FileExistsError:
            raise InputError([Problem(Place(str(self._path)), "output_not_ours")]) from None
        finally:
            self._fresh.unlink(missing_ok=True)


def held_names(path: Path, kind: str) -> list[str] | None:
    """Return the columns of results that stand in a file of that kind already; None where it holds anything else."""
    try:
        if kind == ".parquet":
            return list(pq.read_schema(path).names)
        if kind == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                return next(csv.reader(file), None)
        from openpyxl import load_workbook

        book = load_workbook(path, read_only=True)
        try:
            if book.sheetnames != [_SHEET]:
                return None
            return [str(cell) for cell in next(book[_SHEET].iter_rows(values_only=True), ())]
        finally:
            book.close()
    except Exception:  # whatever cannot be read as results is none
        return None


class _Parquet:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Any = None

    def write(self, results: pa.RecordBatch) -> None:
        if self._opened is None:
            self._opened = pq.ParquetWriter(self._path, results.schema, compression="zstd")
        self._opened.write_batch(results)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


class _Csv:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Any = None

    def write(self, results: pa.RecordBatch) -> None:
        plain = flat(results)
        if self._opened is None:
            self._opened = pa_csv.CSVWriter(self._path, plain.schema)
        self._opened.write_batch(plain)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()


class _Excel:
    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook

        self._path, self._rows = path, 0
        self._book = Workbook(write_only=True)
        self._sheet = self._book.create_sheet(_SHEET)

    def write(self, results: pa.RecordBatch) -> None:
        plain = flat(results)
        if not self._rows:
            self._sheet.append(plain.schema.names)
        self._rows += plain.num_rows
        if self._rows > MOST_ROWS:
            raise InputError([Problem(Place(str(self._path)), "sheet_too_long", {"limit": MOST_ROWS})])
        for row in zip(*(column.to_pylist() for column in plain.columns), strict=True):
            self._sheet.append([self._cell(value) for value in row])

    def _cell(self, value: Any) -> Any:
        """Return a text that begins as a formula does as a text."""
        if not isinstance(value, str) or not value.startswith("="):
            return value
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, value)
        cell.data_type = "s"
        return cell

    def close(self) -> None:
        self._book.save(self._path)


def flat(results: pa.RecordBatch) -> pa.RecordBatch:
    """Return `results` with plain cells only: ids of a list one after the other, words as text."""
    arrays = []
    for array in results.columns:
        if pa.types.is_list(array.type):
            array = pc.binary_join(array, BETWEEN)
        elif pa.types.is_dictionary(array.type):
            array = array.cast(pa.string())
        arrays.append(array)
    return pa.RecordBatch.from_arrays(arrays, names=results.schema.names)
