"""What follows from many cases as a table: a row a case, in the order of the table they came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from diagnose.knowledge import Rulebase
from diagnose.portfolio.columns import cells_of
from diagnose.portfolio.layout import REQUIRED
from diagnose.portfolio.levels import Concluded
from diagnose.portfolio.read import Batch

TRUTHS = ("unmet", "unknown", "met")


@dataclass(frozen=True)
class _Rows:
    """The rows that a batch has results for, and where those of each group go among them."""

    number: int
    places: list[np.ndarray[Any, np.dtype[np.intp]]]


def result(rules: Rulebase, batch: Batch, concluded: Sequence[Concluded]) -> pa.RecordBatch:
    """Return the results of the sound rows of `batch` as a table; the columns are the same for all batches.

    Levels are two columns, lowest and highest; a second reading stands only where it differs. A criterion is met,
    unmet or unknown, and blank where it is not in force. Findings that hold and saran given are lists of ids.
    """
    sound = np.sort(np.concatenate([c.group.rows for c in concluded])) if concluded else np.array([], np.intp)
    rows = _Rows(len(sound), [np.searchsorted(sound, c.group.rows) for c in concluded])
    columns: dict[str, pa.Array] = {}
    for name in REQUIRED:
        cells = cells_of(batch.table, name).take(pa.array(sound))
        columns[name] = cells.cast(pa.int32() if name == "year" else pa.string())
    for dimension, aspects in rules.aspects.items():
        for subject in (dimension, *aspects):
            columns |= _level(subject, rows, concluded)
    for aspect in (a for aspects in rules.aspects.values() for a in aspects):
        columns |= _second(aspect, rows, concluded)
    for criterion in rules.criteria:
        columns[f"criterion.{criterion}"] = _truths(criterion, rows, concluded)
    found = [{f.id: c.evaluated.truths[f.id] == 1 for f in c.findings} for c in concluded]
    columns["findings"] = _ids(tuple(rules.findings), rows, found)
    columns["saran"] = _ids(tuple(rules.saran), rows, [c.evaluated.saran for c in concluded])
    for name in ("questions", "decisive"):
        columns[f"{name}.number"] = pa.array(_filled(rows, [getattr(c, name) for c in concluded], np.int16))
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def _filled(rows: _Rows, parts: Sequence[Any], kind: Any, empty: Any = 0) -> Any:
    whole = np.full(rows.number, empty, kind)
    for places, part in zip(rows.places, parts, strict=True):
        if part is not None:
            whole[places] = part
    return whole


def _level(subject: str, rows: _Rows, concluded: Sequence[Concluded]) -> dict[str, pa.Array]:
    ends = [c.level(subject) for c in concluded]
    return {
        f"level.{subject}.{end}": pa.array(_filled(rows, [level[i] for level in ends], np.int8))
        for i, end in enumerate(("lowest", "highest"))
    }


def _second(aspect: str, rows: _Rows, concluded: Sequence[Concluded]) -> dict[str, pa.Array]:
    seconds = [c.second(aspect) for c in concluded]
    same = ~_filled(rows, [differs for differs, *_ in seconds], bool)
    return {
        f"second.{aspect}.{end}": pa.array(_filled(rows, [second[i] for second in seconds], np.int8), mask=same)
        for i, end in ((1, "lowest"), (2, "highest"))
    }


def _truths(criterion: str, rows: _Rows, concluded: Sequence[Concluded]) -> pa.Array:
    codes = _filled(rows, [c.evaluated.truths.get(criterion) for c in concluded], np.int8, -2)
    return pa.DictionaryArray.from_arrays(pa.array(codes + 1, pa.int8(), mask=codes == -2), pa.array(TRUTHS))


def _ids(ids: tuple[str, ...], rows: _Rows, holds: Sequence[Any]) -> pa.Array:
    """Return for each row the `ids` that hold, as a list."""
    whole = np.zeros((rows.number, len(ids)), bool)
    for places, part in zip(rows.places, holds, strict=True):
        for number, name in enumerate(ids):
            if name in part:
                whole[places, number] = part[name]
    where, which = np.nonzero(whole)
    offsets = np.searchsorted(where, np.arange(rows.number + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(ids, pa.string()).take(pa.array(which)))
