"""Columns of a table as facts: values, with what bounds and disputes them, and agencies by their id."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pydantic_core import PydanticCustomError

from diagnose.case import BadAnswer, Kind, tables
from diagnose.common import per_pack
from diagnose.portfolio.cells import Column, Faults, Mask, blank, labels_of, read_cells, sentence
from diagnose.portfolio.claims import BETWEEN, claimed
from diagnose.portfolio.layout import Layout, functions_said


def cells_of(table: pa.RecordBatch, column: str) -> pa.Array:
    """Return the cells of `column`; blank ones where `table` has no such column."""
    place = table.schema.get_field_index(column)
    return table.column(place) if place >= 0 else pa.nulls(table.num_rows)


def column_at(table: pa.RecordBatch, path: str, layout: Layout, faults: Faults) -> Column:
    """Return the facts at `path`, from the column of their values and those that bound or dispute them."""
    kind = layout.kinds[path]
    named = layout.values.get(path)
    column = read_cells(cells_of(table, named), kind, named, faults) if named else blank(table.num_rows)
    about = layout.qualifiers.get(path, {})
    column = _bounded(table, column, about, kind, faults)
    if "disputed" in about:
        column = _disputed(table, column, about, kind, faults)
    return column


def _bounded(table: pa.RecordBatch, column: Column, about: Mapping[str, str], kind: Kind, faults: Faults) -> Column:
    """Return `column` with what is known of it only from below or above; on a scale the other end is the scale's."""
    ends = {"at_least": column.low, "at_most": column.high}
    said, bounded = column.said, np.zeros(table.num_rows, bool)
    for name in (name for name in ends if name in about):
        bound = read_cells(cells_of(table, about[name]), kind, about[name], faults)
        faults.note(column.known & bound.known, about[name], "fact_two_ways")
        ends[name] = np.where(bound.known, bound.low if name == "at_least" else bound.high, ends[name])
        said, bounded = said | bound.said, bounded | bound.known
    if not bounded.any():
        return column
    low, high = ends["at_least"], ends["at_most"]
    labels = labels_of(kind)
    if labels:
        low, high = (
            np.where(bounded, np.maximum(low, 0.0), low),
            np.where(bounded, np.minimum(high, len(labels) - 1.0), high),
        )
    faults.note(low > high, next(iter(about.values())), "bounds_crossed")
    found = Column(low, high, said, column.known, column.codes, column.words)
    found.possible = tuple(
        (bounded & (low == first) & (high == last), frozenset(labels[first : last + 1]))
        for first in range(len(labels))
        for last in range(first, len(labels))
    )
    return found


def _disputed(table: pa.RecordBatch, column: Column, about: Mapping[str, str], kind: Kind, faults: Faults) -> Column:
    """Return `column` with what its sources dispute: all that one of them allows, or the figure that counts."""
    cells = pc.dictionary_encode(pc.cast(cells_of(table, about["disputed"]), pa.string()))
    settled = read_cells(cells_of(table, about.get("counts", "")), kind, about.get("counts", ""), faults)
    low, high = column.low.copy(), column.high.copy()
    said, known, codes = column.said.copy(), column.known.copy(), column.codes.copy()
    disputed, possible = np.zeros(table.num_rows, bool), list(column.possible)
    places = np.asarray(cells.indices.fill_null(-1))
    words = {word: place for place, word in enumerate(column.words)}
    for place, text in enumerate(cells.dictionary.to_pylist()):
        rows = places == place
        try:
            claims = [claimed(figure.strip(), kind) for figure in text.split(BETWEEN) if figure.strip()]
        except BadAnswer:
            faults.note(rows, about["disputed"], *sentence(kind, text))
            continue
        if len(claims) < 2:
            faults.note(rows & bool(claims), about["disputed"], "dispute_of_one")
            continue
        faults.note(rows & column.known, about["disputed"], "fact_two_ways")
        decided = rows & settled.known
        right = [
            (settled.low == claim.low) & (settled.high == claim.high) for claim in claims if claim.word is not None
        ]
        faults.note(decided & ~np.logical_or.reduce(right or [~decided]), about.get("counts", ""), "counts_unclaimed")
        low[rows], high[rows] = min(claim.low for claim in claims), max(claim.high for claim in claims)
        low[decided], high[decided] = settled.low[decided], settled.high[decided]
        said, known, disputed = said | rows, known | decided, disputed | rows
        values = [claim.values for claim in claims]
        if None not in values:
            possible.append((rows & ~decided, frozenset().union(*(v for v in values if v is not None))))
        for number, word in enumerate(settled.words):
            codes[decided & (settled.codes == number)] = words.setdefault(word, len(words))
    found = Column(low, high, said, known, codes, tuple(words))
    found.disputed, found.possible = disputed, tuple(possible)
    return found


@per_pack
def _agency_fields() -> Mapping[str, tuple[str, ...]]:
    return {table.path: tuple(f.name for f in table.fields if f.kind == "agency") for table in tables()}


def agencies_by_id(entries: str, columns: Mapping[str, Column], layout: Layout, faults: Faults) -> dict[str, Column]:
    """Return the columns of `entries` that name an agency, each by its id."""
    found: dict[str, Column] = {}
    for key in layout.entries[entries]:
        for path in (
            f"{entries}[{key}].{f.rpartition('.')[2]}" for f in _agency_fields() if f.startswith(f"{entries}.")
        ):
            column = columns.get(path)
            if column is None:
                continue
            ids: list[str] = []
            for place, name in enumerate(column.words):
                try:
                    ids.append(name if name in layout.functions else layout.register.find(name))
                except PydanticCustomError as error:
                    ids.append("")
                    values = {"near": "", **(error.context or {})}
                    faults.note(column.codes == place, path, error.type, name, **values)
            words = tuple(dict.fromkeys(ids))
            renumbered = np.array([*(words.index(i) for i in ids), -1], np.int32)
            codes = renumbered[column.codes]
            found[path] = Column(column.low, column.high, column.said, column.known, codes, words)
    return found


def functions_by_agency(table: pa.RecordBatch, column: str, faults: Faults) -> tuple[Mask, dict[str, Mask]]:
    """Return where a region says itself what an agency of its own holds, and what."""
    cells = read_cells(cells_of(table, column), Kind("text"), column, faults)
    found: dict[str, Mask] = {}
    for place, text in enumerate(cells.words):
        rows = cells.codes == place
        try:
            for function in functions_said(text):
                found[function] = found.get(function, np.zeros(table.num_rows, bool)) | rows
        except KeyError as error:
            faults.note(rows, column, "function_unknown", error.args[0])
    return cells.said, found
