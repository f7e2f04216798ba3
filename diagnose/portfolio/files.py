"""Tables of cases from where they live, a batch of rows at a time: Parquet, Arrow, CSV, Excel, and case files."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from diagnose.case import load_case
from diagnose.common import InputError, Place, Problem, shown
from diagnose.intake.files import open_workbook
from diagnose.portfolio.read import Batch, LeftOut
from diagnose.portfolio.rows import row_of

ROWS = 32_768  # of a batch: enough for numpy to outweigh Python, few enough to stay in the cache
ROWS_READ_ONE_BY_ONE = 4_096
_SAMPLE = 1_000_000


def batches(path: Path, left_out: LeftOut) -> Iterator[Batch]:
    """Yield the rows of the table at `path`, or of the case files in a folder; what cannot be read goes to `left_out`.

    Raises:
        InputError: the file cannot be read, or is of another kind.
    """
    file, kind = shown(path), path.suffix.casefold()
    if path.is_dir() or kind in (".yaml", ".yml"):
        yield from _case_files(sorted(path.glob("*.y*ml")) if path.is_dir() else [path], left_out)
        return
    read = {
        ".parquet": _parquet,
        ".pq": _parquet,
        ".arrow": _arrow,
        ".feather": _arrow,
        ".csv": _csv,
        ".tsv": _csv,
        ".xlsx": _excel,
    }.get(kind)
    if read is None:
        raise InputError([Problem(Place(file), "table_kind", {"given": kind or path.name})])
    try:
        yield from read(path, file, left_out)
    except FileNotFoundError:
        raise InputError([Problem(Place(file), "file_missing")]) from None
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError([Problem(Place(file), "table_unreadable", {"why": str(error).splitlines()[0]})]) from None


def _parquet(path: Path, file: str, left_out: LeftOut) -> Iterator[Batch]:
    schema = pq.read_schema(path)
    texts = [field.name for field in schema if pa.types.is_string(field.type)]
    first = 1
    with pq.ParquetFile(path, read_dictionary=texts) as opened:
        for table in opened.iter_batches(batch_size=ROWS):
            yield Batch(table, file, first)
            first += table.num_rows


def _arrow(path: Path, file: str, left_out: LeftOut) -> Iterator[Batch]:
    first = 1
    with pa.memory_map(str(path)) as mapped:
        try:
            opened = pa.ipc.open_file(mapped)
            tables: Iterable[pa.RecordBatch] = map(opened.get_batch, range(opened.num_record_batches))
        except pa.ArrowInvalid:
            mapped.seek(0)
            tables = pa.ipc.open_stream(mapped)
        for whole in tables:
            for start in range(0, whole.num_rows, ROWS):
                table = whole.slice(start, ROWS)
                yield Batch(table, file, first)
                first += table.num_rows


def _csv(path: Path, file: str, left_out: LeftOut) -> Iterator[Batch]:
    with path.open(encoding="utf-8-sig", newline="") as opened:
        head = opened.readline(_SAMPLE)
    mark = max(",;\t", key=head.count)
    names = next(csv.reader([head], delimiter=mark), [])
    if not names:
        raise InputError([Problem(Place(file), "table_empty")])
    skipped: list[int] = []

    def wrong(row: Any) -> str:
        values = {"expected": row.expected_columns, "given": row.actual_columns, "text": row.text}
        left_out.add(Problem(Place(file, row.number or 0), "row_columns", values))
        left_out.rows += 1
        skipped.append(row.number or 0)
        return "skip"

    reader = pa_csv.open_csv(
        path,
        read_options=pa_csv.ReadOptions(block_size=4_000_000, use_threads=False),
        parse_options=pa_csv.ParseOptions(delimiter=mark, newlines_in_values=True, invalid_row_handler=wrong),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        ),
    )
    first = 2
    for table in reader:
        for start in range(0, table.num_rows, ROWS):
            part = table.slice(start, ROWS)
            yield Batch(part, file, first, tuple(skipped))
            first += part.num_rows


def _excel(path: Path, file: str, left_out: LeftOut) -> Iterator[Batch]:
    with open_workbook(path, streamed=True) as book:
        rows = book.worksheets[0].iter_rows(values_only=True)
        names = [str(name).strip() for name in next(rows, ()) if name is not None]
        first, waiting = 2, []
        for row in rows:
            waiting.append(row[: len(names)])
            if len(waiting) == ROWS_READ_ONE_BY_ONE:
                yield Batch(_of_rows(names, waiting), file, first)
                first, waiting = first + len(waiting), []
        if waiting:
            yield Batch(_of_rows(names, waiting), file, first)


def _of_rows(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> pa.RecordBatch:
    columns = [[row[i] if i < len(row) else None for row in rows] for i in range(len(names))]
    return pa.RecordBatch.from_arrays([as_array(column) for column in columns], names=list(names))


def as_array(values: Sequence[Any]) -> pa.Array:
    """Return `values` as a column: of numbers where all are, else of texts; blank texts are nothing."""
    said = [value for value in values if value is not None]
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in said):
        return pa.array([None if value is None else float(value) for value in values], pa.float64())
    return pa.array([None if value is None else _text(value) for value in values], pa.string())


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value) or None


def _case_files(paths: Sequence[Path], left_out: LeftOut) -> Iterator[Batch]:
    for start in range(0, len(paths), ROWS_READ_ONE_BY_ONE):
        rows: list[dict[str, Any]] = []
        for path in paths[start : start + ROWS_READ_ONE_BY_ONE]:
            try:
                rows.append(row_of(load_case(path)))
            except InputError as error:
                left_out.add(*error.problems)
                left_out.rows += 1
        if rows:
            yield Batch(of_cases(rows), shown(paths[0].parent), start + 1)


def of_cases(rows: Sequence[dict[str, Any]]) -> pa.RecordBatch:
    """Return cases that were made rows (`rows.row_of`) as a table."""
    names = dict.fromkeys(name for row in rows for name in row)
    return pa.RecordBatch.from_arrays([as_array([row.get(name) for row in rows]) for name in names], names=list(names))
