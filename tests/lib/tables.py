"""Generated tables of cases: every plain fact, rosters of agencies, figures over the years, a few entries of lists."""

from typing import Any

import numpy as np
import pyarrow as pa

from diagnose.case import Kind, kind_at, register_file
from diagnose.portfolio.cells import labels_of
from diagnose.portfolio.layout import column_names

UNKNOWN = 0.3  # of the cells
WHOLES = ("region.kecamatan", "region.desa_kelurahan")  # numbers that others are part of
PARTS_THAT_ARE_WHOLES = ("desa_convergence.reported",)
AGENCIES, YEARS = 20, (2019, 2021, 2022)


def generated_table(rows: int, seed: int = 1) -> pa.Table:
    """A table of that many cases of 2022, most of them kabupaten; each row is sound."""
    chance = np.random.default_rng(seed)
    columns: dict[str, Any] = {
        "region.code": pa.array([f"{11 + i % 80}.{i // 80 % 100:02d}" for i in range(rows)]),
        "region.name": pa.array([f"Kabupaten {i}" for i in range(rows)]),
        "region.kind": pa.array(np.where(chance.random(rows) < 0.8, "kabupaten", "kota")),
        "year": pa.array(np.full(rows, 2022)),
    }
    for path in _paths():
        kind = kind_at(path)
        assert kind is not None, path
        columns[path] = _cells(path, kind, rows, chance)
    return pa.table(columns)


def _paths() -> list[str]:
    plain = [p for p in column_names()[4:] if "[" not in p and p.count(".") and kind_at(p) is not None]
    agencies = [agency.id for agency in register_file().agencies][:AGENCIES]
    seats = [f"{roster}.agencies[{a}]" for roster in ("decree.members", "goals") for a in agencies]
    systems = ("ssgi region", "ssgi nation", "e_ppgbm region")
    figures = [f"prevalence[{system} {year}].percent" for system in systems for year in YEARS]
    entries = [f"{path}" for k in "abc" for path in (f"tpps.kabupaten.bidang[{k}].active", f"data.bases[{k}].released")]
    return [*plain, *seats, *figures, *entries]


def _cells(path: str, kind: Kind, rows: int, chance: np.random.Generator) -> pa.Array:
    unknown = chance.random(rows) < UNKNOWN
    labels = labels_of(kind)
    if labels:
        places = pa.array(chance.integers(0, len(labels), rows).astype(np.int32), mask=unknown)
        return pa.DictionaryArray.from_arrays(places, pa.array(labels)).cast(pa.string())
    if kind.name == "day":
        days = np.datetime64("2022-01-01") + chance.integers(0, 360, rows)
        return pa.array(days.astype("datetime64[D]"), mask=unknown)
    if kind.name in ("count", "number", "percent"):
        numbers = chance.integers(20, 40, rows) if path in WHOLES else chance.integers(0, 20, rows)
        numbers = np.full(rows, 20) if path in PARTS_THAT_ARE_WHOLES else numbers
        return pa.array(numbers, mask=unknown)
    return pa.nulls(rows, pa.string())
