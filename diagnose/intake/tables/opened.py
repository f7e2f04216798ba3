"""A table opened for reading: its sheet, its titles and its columns, by the mapping or by what they are known as."""

import re
import shlex
from collections.abc import Collection
from pathlib import Path

from diagnose.common import InputError, Place, Problem, Tree, nearest, shown
from diagnose.intake.files import letters
from diagnose.intake.tables.content import KindOfTable, plain_word, tables_file
from diagnose.intake.tables.doubts import Told
from diagnose.intake.tables.header import Titles, best, fits, heads
from diagnose.intake.tables.mapping import Mapping, likeliest, read_mapping, worth_of
from diagnose.intake.tables.reading import Reading


def open_reading(kind: str, path: Path, mapping: Path | None, source: str | None, lang: str) -> Reading:
    """Open the table at `path` for reading: find the titles, by the mapping or by what they are known as.

    Raises:
        InputError: a file cannot be used, columns that are needed are not found, or the mapping does not fit it.
    """
    said, tree = read_mapping(mapping, kind, path) if mapping else (None, None)
    mapped = said or Mapping.model_validate({"kind": kind})
    sheet, titles, several = _titles(kind, path, mapped)
    columns, told = _mapped(titles, mapped, tree) if mapped.columns and tree else _known(kind, path, titles)
    only = _only(titles, mapped, tree) if mapped.only and tree else None
    if not fits(tables_file().kinds[kind], columns):
        raise InputError([_missing(kind, path, titles, columns, tree)])
    document = source or re.sub(r"[^\w.-]+", "-", path.stem)[:60].strip("-") or kind
    reading = Reading(kind, path, sheet, titles, columns, mapped, document, lang, several, only, told)
    unused = [t for i, t in enumerate(titles.shown) if t and i not in columns.values() and (not only or i != only[0])]
    if unused:
        told.doubt(Place(shown(path), titles.row), "table_columns_unused", given=", ".join(unused))
    return reading


def _titles(kind: str, path: Path, mapped: Mapping) -> tuple[str | None, Titles, bool]:
    """Return the sheet that is read, its titles, and whether the file has other sheets."""
    content = tables_file().kinds[kind]

    def worth(titles: Titles) -> int:
        if mapped.columns:
            return len([title for title in mapped.columns.values() if titles.called(title)])
        return worth_of(content, titles)

    found: tuple[str | None, Titles | None] = (None, None)
    most = sheets = 0
    for sheet, rows in heads(path, mapped.sheet):
        sheets += 1
        titles, value = best(rows, worth, mapped.header_row)
        if value > most:
            found, most = (sheet, titles), value
    if found[1] is None:  # nothing fits: then what is wrong is told of the likeliest titles
        found = likeliest(kind, path, mapped.sheet)
    if found[1] is None:
        values = {"expected": ", ".join(mapped.columns.values() or _wanted(content, ()))}
        raise InputError([Problem(Place(shown(path)), "table_no_header", values)])
    if mapped.header_row is not None and found[1].row != mapped.header_row:
        odd = {"given": mapped.header_row, "row": found[1].row}
        raise InputError([Problem(Place(shown(path)), "table_header_row", odd)])
    return found[0], found[1], sheets > 1


def _mapped(titles: Titles, mapped: Mapping, tree: Tree) -> tuple[dict[str, int], Told]:
    """Return the columns that the mapping names."""
    problems: list[Problem] = []
    columns: dict[str, int] = {}
    for name, title in mapped.columns.items():
        found = titles.called(title)
        if len(found) == 1:
            columns[name] = found[0]
        else:
            problems.append(_unclear(tree.place(("columns", name)), title, titles))
    if problems:
        raise InputError(problems)
    return columns, Told()


def _unclear(place: Place, title: str, titles: Titles) -> Problem:
    """Return the problem that no column, or several, are called `title`."""
    found = titles.called(title)
    if found:
        values = {"given": title, "expected": ", ".join(f"[{letters(i)}]" for i in found)}
        return Problem(place, "table_title_twice", values)
    known = [name for names in titles.names for name in names]
    values = {"given": title, "expected": ", ".join(t for t in titles.shown if t)}
    return Problem(place, "table_title_unknown", {**values, "near": nearest(title, known)})


def _known(kind: str, path: Path, titles: Titles) -> tuple[dict[str, int], Told]:
    """Return the columns that are known by their titles; where several fit, none is taken."""
    told = Told()
    columns: dict[str, int] = {}
    for name, found in titles.fields(tables_file().kinds[kind]).items():
        if len(found) == 1:
            columns[name] = found[0]
        else:
            given = ", ".join(f"{titles.shown[i]} [{letters(i)}]" for i in found)
            told.doubt(Place(shown(path), titles.row), "table_column_unclear", field=name, given=given)
    return columns, told


def _missing(kind: str, path: Path, titles: Titles, columns: Collection[str], tree: Tree | None) -> Problem:
    content = tables_file().kinds[kind]
    values = {
        "expected": ", ".join(_wanted(content, columns)),
        "given": ", ".join(t for t in titles.shown if t),
        "kind": kind,
        "table": shlex.quote(shown(path)),
    }
    place = tree.place(("columns",)) if tree else Place(shown(path), titles.row)
    return Problem(place, "table_columns_missing", values)


def _wanted(content: KindOfTable, columns: Collection[str]) -> list[str]:
    """Return what is needed and not there, by the first title of each column."""
    groups = [group for group in content.needs if not any(name in columns for name in group)]
    return [" / ".join(content.columns[name].titles[0] for name in group) for group in groups]


def _only(titles: Titles, mapped: Mapping, tree: Tree) -> tuple[int, frozenset[str]]:
    """Return the column that tells which rows count, and the words that do."""
    assert mapped.only is not None
    found = titles.called(mapped.only.column)
    if len(found) != 1:
        raise InputError([_unclear(tree.place(("only", "column")), mapped.only.column, titles)])
    return found[0], frozenset(plain_word(value) for value in mapped.only.values)
