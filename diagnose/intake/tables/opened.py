"""A table opened for reading: its sheets, their titles and columns, by the mapping or by what they are known as."""

import shlex
from collections.abc import Collection, Iterator
from pathlib import Path

from diagnose.common import InputError, Place, Problem, Tree, nearest, shown
from diagnose.intake.files import Cell, Row, letters
from diagnose.intake.tables.content import KindOfTable, plain_title, tables_file
from diagnose.intake.tables.doubts import Told
from diagnose.intake.tables.header import Titles, texts_of
from diagnose.intake.tables.heads import Head, best, heads
from diagnose.intake.tables.mapping import Mapping, likeliest, read_mapping
from diagnose.intake.tables.reading import NOBODY, Asked, Part, Reading, document_of
from diagnose.intake.tables.spread import Spread, headed, said_above, spread_of
from diagnose.intake.tables.worth import worth_of


def open_reading(
    kind: str, path: Path, mapping: Path | None, source: str | None, lang: str, asked: Asked = NOBODY
) -> Reading:
    """Open the table at `path` for reading: find the titles, by the mapping or by what they are known as.

    Raises:
        InputError: a file cannot be used, columns that are needed are not found, or the mapping does not fit it.
    """
    said, tree = read_mapping(mapping, kind, path) if mapping else (None, None)
    mapped = said or Mapping.model_validate({"kind": kind})
    return _Opening(kind, path, mapped, tree, asked).reading(source, lang)


class _Opening:
    """What is found of one table while it is opened."""

    def __init__(self, kind: str, path: Path, mapped: Mapping, tree: Tree | None, asked: Asked) -> None:
        self.kind, self.path, self.mapped, self.tree, self.asked = kind, path, mapped, tree, asked
        self.content: KindOfTable = tables_file().kinds[kind]
        self.told = Told()
        self.file = shown(path)

    def reading(self, source: str | None, lang: str) -> Reading:
        every = list(heads(self.path, self.mapped.sheet))
        found = [(head, *best(head, lambda t, h=head: self._worth(t, h), self.mapped.header_row)) for head in every]  # type: ignore[misc]
        most = max((worth for _, _, worth in found), default=0)
        first = next(((head, titles) for head, titles, worth in found if titles and worth == most), None)
        closed = next((row for head in every for row in head.hidden_rows if self._titles_in(row)), None)
        if first is None:
            raise InputError([self._hidden_titles(closed) if closed else self._no_titles()])
        if closed:
            self.told.doubt(closed.place(), "table_titles_hidden", given=_texts(closed))
        part = self._part(*first)
        alike = [self._part(head, t) for head, t, _ in found if t and head is not first[0] and self._same(part, t)]
        parts = tuple(p for p in (part, *alike) if p is part or set(p.columns) >= set(part.columns))
        self._tell(parts, every)
        document = source or document_of(self.path, self.kind)
        several = len(every) > 1
        return Reading(self.kind, self.path, parts, self.mapped, document, lang, self.asked, several, self.told)

    def _titles_in(self, row: Row) -> bool:
        """Tell whether a row, which is hidden, names two columns or more of this kind."""
        return len({f for text in texts_of(row) if (f := self.content.fields.get(plain_title(text)))}) > 1

    def _hidden_titles(self, row: Row) -> Problem:
        return Problem(row.place(), "table_titles_hidden", {"given": _texts(row)})

    def _worth(self, titles: Titles, head: Head) -> int:
        if self.mapped.columns:
            return len([title for title in self.mapped.columns.values() if titles.called(title)])
        return worth_of(self.content, titles, head.sheet)

    def _same(self, part: Part, titles: Titles) -> bool:
        """Tell whether the titles of another sheet are those of `part`, as far as they are read."""
        if self.mapped.columns:
            return all(len(titles.called(title)) == 1 for title in self.mapped.columns.values())
        fields = titles.fields(self.content)
        single = {name for name, at in fields.items() if len(at) == 1}
        return single >= set(part.columns) and bool(spread_of(self.content, titles, fields)) >= bool(part.spread)

    def _part(self, head: Head, titles: Titles) -> Part:
        """Return what one sheet tells in which column.

        Raises:
            InputError: what is needed is not there, or the mapping does not fit.
        """
        spread = spread_of(self.content, titles, self.mapped.columns or titles.fields(self.content))
        columns = dict(self._mapped(titles) if self.mapped.columns and self.tree else self._known(titles, spread))
        if len(years := titles.fields(self.content).get("year", ())) == 1:  # the years of rows count, mapped or not
            columns.setdefault("year", years[0])
        says: dict[str, Cell] = {**said_above(self.content, titles, head.sheet), **self.mapped.says}
        if self.mapped.year and "year" in self.content.columns and "year" not in columns:
            says["year"] = self.mapped.year
        value = self.content.value
        if value in columns and (year := titles.year_of(columns[value])):
            says.setdefault("year", year)
        spread = spread if value not in columns else ()
        dated = titles.dated(self.content) or titles.years_of_values(self.content)
        there = {
            *([self.content.figures.year] if self.content.figures and dated else []),
            *columns,
            *says,
            *(n for s in spread for n in s.says),
            *([value] if spread else []),
            *headed(self.content, titles),
        }
        if not self.content.fits(there) or not columns:
            raise InputError([self._missing(titles, there), *hidden_columns(titles, self.file)])
        only = self._only(titles) if self.mapped.only and self.tree else None
        within = self.content.figures.within if self.content.figures else ""
        inner = {*titles.fields(self.content).get(within, ()), *([columns[within]] if within in columns else [])}
        return Part(head.sheet, titles, columns, head.look, spread, says, only, tuple(inner - {only}))

    def _mapped(self, titles: Titles) -> Iterator[tuple[str, int]]:
        """Yield the columns that the mapping names."""
        assert self.tree is not None
        problems: list[Problem] = []
        for name, title in self.mapped.columns.items():
            found = titles.called(title)
            if len(found) == 1:
                yield name, found[0]
            else:
                problems.append(_unclear(self.tree.place(("columns", name)), title, titles))
        if problems:
            raise InputError(problems)

    def _known(self, titles: Titles, spread: Collection[Spread]) -> Iterator[tuple[str, int]]:
        """Yield the columns that are known by their titles; of several that fit, the one of the year, else none."""
        year = self.mapped.year or self.asked.year
        value = self.content.value
        taken = {s.column for s in spread}
        for name, every in titles.fields(self.content).items():
            found = tuple(i for i in every if i not in taken)
            if (spread and name == value) or not found:
                continue
            of_year = [i for i in found if year and titles.year_of(i) == year]
            within = self.content.figures and name == self.content.figures.within
            if len(found) == 1 or titles.alike(found) or within:
                yield name, found[0]
            elif len(of_year) == 1 and all(titles.year_of(i) for i in found):
                yield name, of_year[0]
            elif not self.content.private:  # else nothing but rows is counted
                given = ", ".join(f"{titles.shown[i]} [{letters(i)}]" for i in found)
                label = self.content.columns[name].titles[0]
                self.told.doubt(titles.place(self.file), "table_column_unclear", field=label, given=given)

    def _only(self, titles: Titles) -> int:
        """Return the column that tells which rows count."""
        assert self.mapped.only is not None
        assert self.tree is not None
        found = titles.called(self.mapped.only.column)
        if len(found) != 1:
            raise InputError([_unclear(self.tree.place(("only", "column")), self.mapped.only.column, titles)])
        return found[0]

    def _tell(self, parts: tuple[Part, ...], every: list[Head]) -> None:
        """Tell what of the file is passed over: columns, sheets, and what is hidden."""
        for part in parts:
            used = {*part.columns.values(), *(s.column for s in part.spread), part.only}
            titles, place = part.titles, part.titles.place(self.file)
            unused = [t for i, t in enumerate(titles.shown) if t and i not in used and i not in titles.hidden]
            hidden = titles.hidden_among({i for i in used if i is not None})
            for key, given in (("table_columns_unused", ", ".join(unused)), ("table_columns_hidden", hidden)):
                if given:
                    self.told.doubt(place, key, given=given)
        read = {part.sheet for part in parts}
        others = [str(head.sheet) for head in every if head.sheet not in read]
        if others:
            self.told.doubt(Place(self.file), "table_sheets_other", given=", ".join(others))
        if len(parts) > 1:
            self.told.doubt(Place(self.file), "table_sheets_alike", given=", ".join(str(p.sheet) for p in parts))
        hidden_sheets = every[0].hidden_sheets if every else ()
        if closed := [name for name in hidden_sheets if name not in read]:
            self.told.doubt(Place(self.file), "table_sheets_hidden", given=", ".join(closed))

    def _no_titles(self) -> Problem:
        """Return what is wrong where nothing fits, told of the likeliest titles."""
        _, titles = likeliest(self.kind, self.path, self.mapped.sheet)
        if titles is not None and self.mapped.header_row not in (None, titles.row):
            odd = {"given": self.mapped.header_row, "row": titles.row}
            return Problem(Place(self.file), "table_header_row", odd)
        if titles is None or self.mapped.columns:
            if titles is not None and self.tree is not None and self.mapped.columns:
                list(self._mapped(titles))
            values = {"expected": ", ".join(self.mapped.columns.values() or wanted(self.content, ()))}
            return Problem(Place(self.file), "table_no_header", values)
        return self._missing(titles, ())

    def _missing(self, titles: Titles, columns: Collection[str]) -> Problem:
        values = {
            "expected": ", ".join(wanted(self.content, columns)),
            "given": ", ".join(t for t in titles.shown if t),
            "kind": self.kind,
            "table": shlex.quote(self.file),
        }
        unclear = [p for p in self.told.doubts() if p.key == "table_column_unclear"]
        expected = values["expected"]
        if lacking := next((p for p in unclear if not expected or str(p.values["field"]) in expected), None):
            return Problem(lacking.place, "table_column_which", {**values, **lacking.values})
        place = self.tree.place(("columns",)) if self.tree else titles.place(self.file)
        return Problem(place, "table_columns_missing", values)


def hidden_columns(titles: Titles, file: str) -> list[Problem]:
    """Return the problem that columns are hidden, where some are: what is not found may stand in them."""
    given = titles.hidden_among()
    return [Problem(titles.place(file), "table_columns_hidden", {"given": given})] if given else []


def _texts(row: Row) -> str:
    return ", ".join(text for text in texts_of(row) if text)


def wanted(content: KindOfTable, columns: Collection[str]) -> list[str]:
    """Return what a kind of table needs that is not among `columns`, by the first title of each."""
    groups = [group for group in content.needs if not any(name in columns for name in group)]
    return [" / ".join(content.columns[name].titles[0] for name in group) for group in groups]


def _unclear(place: Place, title: str, titles: Titles) -> Problem:
    """Return the problem that no column, or several, are called `title`."""
    found = titles.called(title)
    if found:
        values = {"given": title, "expected": ", ".join(f"[{letters(i)}]" for i in found)}
        return Problem(place, "table_title_twice", values)
    known = [name for names in titles.names for name in names]
    values = {"given": title, "expected": ", ".join(t for t in titles.shown if t)}
    return Problem(place, "table_title_unknown", {**values, "near": nearest(title, known)})
