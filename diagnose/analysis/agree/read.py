"""Read what readers found: a row for each case and aspect, and a column (or key) for each reader."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diagnose.analysis.agree.records import OURS
from diagnose.common import InputError, Place, Problem, meant, read_yaml, shown, the_one_meant
from diagnose.intake.files import nothing, number, open_table, text
from diagnose.knowledge import Rulebase, subjects

_NAMED = {"case": ("case", "kasus"), "aspect": ("aspect", "aspek")}
_HIGHEST = 4


@dataclass(frozen=True)
class Reading:
    """The levels that readers gave to one aspect of one case (None: not read), and where that stands."""

    case: str
    aspect: str
    levels: Mapping[str, int | None]
    place: Place


@dataclass(frozen=True)
class _Row:
    """What a row of the file says by the heading of its column, and where each cell stands."""

    cells: Mapping[str, Any]
    places: Mapping[str, Place]
    place: Place


def read_readings(path: Path, rules: Rulebase) -> tuple[Reading, ...]:
    """Return what readers found, from a CSV or Excel file or a YAML file.

    Raises:
        InputError: the file cannot be used, has no column for the case, the aspect or a reader, or says something that
            is no level or no aspect; all of it is told at once.
    """
    rows = list(_yaml_rows(path) if path.suffix.casefold() in (".yaml", ".yml") else _table_rows(path))
    file = Place(shown(path))
    if not rows:
        raise InputError([Problem(file, "agree_empty")])
    headings = {heading: role for heading in rows[0].cells for role in _NAMED if heading.casefold() in _NAMED[role]}
    readers = [heading for heading in dict.fromkeys(h for row in rows for h in row.cells) if heading not in headings]
    problems = [
        Problem(file, "agree_no_column", {"given": role, "expected": ", ".join(_NAMED[role])})
        for role in _NAMED
        if role not in headings.values()
    ]
    if not readers:
        problems.append(Problem(file, "agree_no_reader"))
    problems += [Problem(file, "agree_our_name", {"given": OURS}) for r in readers if r.casefold() == OURS]
    if problems:
        raise InputError(problems)
    columns = {role: heading for heading, role in headings.items()}
    found = [_reading(row, columns, readers, rules, problems) for row in rows]
    readings = [reading for reading in found if reading is not None]
    problems += _twice(readings)
    if problems:
        raise InputError(problems)
    return tuple(readings)


def _reading(
    row: _Row, columns: Mapping[str, str], readers: Sequence[str], rules: Rulebase, problems: list[Problem]
) -> Reading | None:
    """Return what a row says; what is wrong with it goes to `problems`."""
    case, named = (text(row.cells.get(columns[role])) for role in ("case", "aspect"))
    for role, said in (("case", case), ("aspect", named)):
        if not said:
            problems.append(Problem(row.places.get(columns[role], row.place), "agree_blank", {"given": columns[role]}))
    levels = {reader: _level(row, reader, rules, problems) for reader in readers}
    if not case or not named:
        return None
    place, aspects = row.places[columns["aspect"]], {a.id: subjects(rules)[a.id] for a in _aspects(rules)}
    if not meant(named, aspects):
        known = tuple(names[0] for names in aspects.values())
        problems.append(Problem(place, "agree_aspect", {"given": named, "expected": known}))
        return None
    try:
        aspect = the_one_meant(named, place, "agree_aspect", aspects)
    except InputError as error:
        problems += error.problems
        return None
    return Reading(case, aspect, levels, row.places[columns["case"]])


def _aspects(rules: Rulebase) -> Iterator[Any]:
    for dimension in rules.framework.dimensions:
        yield from dimension.aspects


def _level(row: _Row, reader: str, rules: Rulebase, problems: list[Problem]) -> int | None:
    """Return the level in the cell of `reader`: a number, or the name of one; None where it says nothing."""
    cell = row.cells.get(reader)
    if cell is None or nothing(text(cell)):
        return None
    names = {
        name.casefold(): level.level for level in rules.framework.levels for name in (level.name.id, level.name.en)
    }
    said = text(cell)
    if said.casefold() in names:
        return names[said.casefold()]
    try:
        figure = float(number(cell))
    except ValueError:
        figure = 0.0
    if figure not in range(1, _HIGHEST + 1):
        place = row.places.get(reader, row.place)
        problems.append(Problem(place, "agree_level", {"given": said, "expected": ", ".join(names)}))
        return None
    return int(figure)


def _twice(readings: Sequence[Reading]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], Place] = {}
    for reading in readings:
        key = (reading.case, reading.aspect)
        if key in seen:
            values = {"given": reading.case, "aspect": reading.aspect, "other": str(seen[key])}
            yield Problem(reading.place, "agree_twice", values)
        seen.setdefault(key, reading.place)


def _table_rows(path: Path) -> Iterator[_Row]:
    with open_table(path) as table:
        heads: list[tuple[int, str]] = []
        for row in table.rows:
            if row.empty():
                continue
            if not heads:
                heads = [(i, text(cell)) for i, cell in enumerate(row.cells) if text(cell)]
                continue
            yield _Row({name: row[i] for i, name in heads}, {name: row.place(i) for i, name in heads}, row.place())


def _yaml_rows(path: Path) -> Iterator[_Row]:
    tree = read_yaml(path)
    rows: Any = tree.data
    loc: tuple[str, ...] = ()
    if isinstance(rows, dict):
        rows, loc = rows.get("readings"), ("readings",)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError([Problem(Place(shown(path)), "agree_yaml")])
    for i, row in enumerate(rows):
        cells = {str(key): value for key, value in row.items()}
        yield _Row(cells, {str(key): tree.place((*loc, i, key)) for key in row}, tree.place((*loc, i)))
