"""From a table of cases to facts by column, in groups of one year and one kind of region; what is wrong is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from diagnose.case import Kind, vocabulary
from diagnose.common import Place, Problem
from diagnose.knowledge import REGION_KINDS
from diagnose.portfolio.cells import Column, Faults, Mask, Numbers, read_cells
from diagnose.portfolio.columns import agencies_by_id, cells_of, column_at, functions_by_agency
from diagnose.portfolio.derive import derived
from diagnose.portfolio.facts import Facts
from diagnose.portfolio.layout import KIND, REQUIRED, YEAR, Layout

Rows = NDArray[np.intp]
MOST_TOLD = 500  # problems that are kept to be told


@dataclass
class LeftOut:
    """Rows and files in which something is wrong: how many, and the first problems."""

    rows: int = 0
    problems: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, *problems: Problem) -> None:
        """Keep `problems` to be told, as long as there are not too many."""
        room = max(MOST_TOLD - len(self.problems), 0)
        self.problems += problems[:room]
        self.more += len(problems[room:])

    def take(self) -> "LeftOut":
        """Return what was left out so far, and begin anew."""
        taken = LeftOut(self.rows, self.problems, self.more)
        self.rows, self.problems, self.more = 0, [], 0
        return taken

    def join(self, other: "LeftOut") -> None:
        """Add what `other` left out."""
        self.add(*other.problems)
        self.rows += other.rows
        self.more += other.more


@dataclass(frozen=True)
class Batch:
    """Some rows of a table: as they stand in it, and where: `first` is the line of the first in `file`.

    `skipped` are the lines of the file that are no rows of it.
    """

    table: pa.RecordBatch
    file: str
    first: int
    skipped: tuple[int, ...] = ()

    def line(self, row: int) -> int:
        """Return the line of `row` in the file."""
        line = self.first + row
        for skipped in sorted(self.skipped):
            line += skipped <= line
        return line


@dataclass(frozen=True)
class Group:
    """The sound cases of a batch that are of one year and one kind of region: which rows, and their facts."""

    rows: Rows
    facts: Facts


def groups(batch: Batch, layout: Layout, left_out: LeftOut) -> Iterator[Group]:
    """Yield the cases of `batch`; rows in which something is wrong go to `left_out`, those that are blank nowhere."""
    faults = Faults()
    year = read_cells(cells_of(batch.table, YEAR), Kind("count"), YEAR, faults).low
    kinds = read_cells(cells_of(batch.table, KIND), Kind("choice", tuple((k, k) for k in REGION_KINDS)), KIND, faults)
    filled = _filled(batch.table)
    _check_heads(batch.table, year, filled, faults)
    sound = filled.copy()
    sound[[row for row, *_ in faults.found]] = False
    found = []
    for number in np.unique(year[sound]):
        for place, kind in enumerate(kinds.words):
            chosen = np.flatnonzero(sound & (year == number) & (kinds.codes == place))
            if len(chosen):
                found.append(_group(batch.table, chosen, int(number), kind, layout, faults))
    for row, column, key, values in sorted(faults.found, key=lambda fault: fault[:2]):
        place_of = Place(batch.file, batch.line(row), batch.table.schema.get_field_index(column) + 1)
        left_out.add(Problem(place_of, key, values))
    left_out.rows += len({row for row, *_ in faults.found})
    yield from (group for group in found if len(group.rows))


def _group(table: pa.RecordBatch, chosen: Rows, year: int, kind: str, layout: Layout, faults: Faults) -> Group:
    """Return the facts of the rows `chosen`, but for those in which something is wrong."""
    own = Faults()
    part = table if len(chosen) == table.num_rows else table.take(pa.array(chosen))
    columns = {path: column_at(part, path, layout, own) for path in layout.kinds}
    for path in layout.entries:
        columns |= agencies_by_id(path, columns, layout, own)
    columns = derived(columns, len(chosen), kind, year)
    local = {agency: functions_by_agency(part, column, own) for agency, column in layout.functions.items()}
    _check_parts(columns, own)
    if own.found:
        keep = np.ones(len(chosen), bool)
        keep[[row for row, *_ in own.found]] = False
        faults.found += [(int(chosen[row]), *fault) for row, *fault in own.found]  # type: ignore[misc]
        columns = {path: column.take(keep) for path, column in columns.items()}
        local = {a: (said[keep], {f: mask[keep] for f, mask in of.items()}) for a, (said, of) in local.items()}
        chosen = chosen[keep]
    return Group(chosen, Facts(len(chosen), year, kind, columns, layout, local))


def _filled(table: pa.RecordBatch) -> Mask:
    """Return which rows say anything at all: a sheet may have blank ones."""
    filled = np.zeros(table.num_rows, bool)
    for column in (*(cells_of(table, name) for name in REQUIRED), *table.columns):
        if filled.all():
            break
        filled |= np.asarray(pc.is_valid(column))
    return filled


def _check_heads(table: pa.RecordBatch, year: Numbers, filled: Mask, faults: Faults) -> None:
    """Note rows that do not say which region they are of, or which year."""
    for column in REQUIRED:
        faults.note(filled & ~np.asarray(pc.is_valid(cells_of(table, column))), column, "cell_missing")
    stated = np.isfinite(year)
    faults.note(stated & (year > date.today().year), YEAR, "year_in_future", year)
    faults.note(stated & (year < vocabulary().first_year), YEAR, "year_too_early", year, first=vocabulary().first_year)


def _check_parts(columns: Mapping[str, Column], faults: Faults) -> None:
    """Note numbers above what they are part of."""
    for part, whole in vocabulary().parts():
        if part in columns and whole in columns:
            low, limit = columns[part].low, columns[whole].high
            faults.note(low > limit, part, "part_exceeds", low, limit=limit)
    for lesser, greater in vocabulary().in_order():
        entries, _, field = lesser.partition("[*].")
        other = greater.rpartition(".")[2]
        for path in [p for p in columns if p.startswith(f"{entries}[") and p.endswith(f"].{field}")]:
            above = columns.get(f"{path.removesuffix(field)}{other}")
            if above is not None:
                low, limit = columns[path].low, above.high
                faults.note(low > limit, path, "out_of_order", low, other=other, limit=limit)
