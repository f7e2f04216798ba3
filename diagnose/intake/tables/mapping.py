"""The mapping of a table: which column tells what, which rows count, what its words mean. Written once and kept."""

import shlex
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from diagnose.case import Year, word
from diagnose.common import (
    InputError,
    Place,
    Problem,
    Strict,
    Tree,
    as_yaml,
    nearest,
    printable,
    read_yaml,
    shown,
    validate,
    words,
)
from diagnose.intake.files import Cell
from diagnose.intake.tables.content import KindOfTable, code_of, plain_word, tables_file
from diagnose.intake.tables.header import Titles
from diagnose.intake.tables.heads import best, heads
from diagnose.intake.tables.worth import worth_of


def _as_text(raw: object) -> object:
    raw = word(raw)
    return str(raw) if isinstance(raw, int | float) else raw


Said = Annotated[str, Field(min_length=1, max_length=400), BeforeValidator(_as_text)]
DECIMAL_MARKS = {",": "koma", "comma": "koma", ".": "titik", "dot": "titik", "point": "titik"}
DecimalMark = Annotated[Literal["koma", "titik"], BeforeValidator(lambda raw: DECIMAL_MARKS.get(raw, raw))]
YesOrNo = Annotated[Literal["yes", "no"], BeforeValidator(word)]


class Only(Strict):
    """Which rows count: those that have one of `values` in `column`."""

    column: Said
    values: Annotated[tuple[Said, ...], Field(min_length=1)]


class Mapping(Strict):
    """What a mapping file says of a table; what is absent is told from the table itself.

    `columns` gives the title of the column (or its letter, ``[F]``) by field; `words` gives the code of a word.
    `complete` says that the table lists all there are; `all_rows` that each row is meant for the programme. `year`,
    `unit`, `decimal` and `says` (written as ``system: ssgi``, by the name of the column) hold for the whole table.
    """

    kind: Said
    sheet: Said | None = None
    header_row: Annotated[int, Field(ge=1, le=30)] | None = None
    columns: dict[str, Said] = Field(default={})
    only: Only | None = None
    all_rows: YesOrNo = "no"
    complete: YesOrNo = "no"
    year: Year | None = None
    unit: Said | None = None
    decimal: DecimalMark | None = None
    hidden_rows: YesOrNo | None = None
    says: dict[str, Said] = Field(default={})
    words: dict[str, Said] = Field(default={})

    def wants(self, cell: Cell) -> bool:
        """Tell whether a row counts that has `cell` in the column of `only`."""
        return self.only is not None and plain_word(cell) in map(plain_word, self.only.values)

    def scale(self) -> int | None:
        """Return what amounts are multiples of, where the mapping says so."""
        return tables_file().units[self.unit.casefold()] if self.unit else None


def read_mapping(path: Path, kind: str, table: Path) -> tuple[Mapping, Tree]:
    """Read the mapping file `path` for a table of that kind; with it, where each thing stands in it.

    Raises:
        InputError: it does not exist (told with the command that writes it), or is not sound.
    """
    if not path.exists():
        command = {"kind": kind, "table": shlex.quote(shown(table)), "map": shlex.quote(shown(path))}
        raise InputError([Problem(Place(shown(path)), "table_mapping_missing", command)])
    tree = read_yaml(path)
    content = tables_file().kinds[kind]
    known = content.columns
    if problems := list(_without_place(tree, content)):
        raise InputError(problems)
    mapping = validate(Mapping, replace(tree, data=_gathered(tree.data, known)))
    problems = list(_whole(mapping, content, tree))
    if mapping.kind not in (kind, *content.called):
        problems.append(Problem(tree.place(("kind",)), "table_mapping_kind", {"given": mapping.kind, "expected": kind}))
    else:
        for field in mapping.columns:
            if field not in known:
                values = {"given": field, "near": nearest(field, known), "expected": ", ".join(known)}
                problems.append(Problem(tree.place(("columns", field), key=True), "table_field_unknown", values))
        codes = sorted({c for column in known.values() for c in tables_file().values.get(column.holds, ())})
        for said, code in mapping.words.items():
            if code not in codes:
                values = {"given": code, "near": nearest(code, codes), "expected": ", ".join(codes)}
                problems.append(Problem(tree.place(("words", said)), "table_code_unknown", values))
    if problems:
        raise InputError(problems)
    return mapping, tree


def _gathered(data: Any, known: Collection[str]) -> Any:
    """Return the raw mapping with what it says of the whole table, such as ``system: ssgi``, under `says`."""
    if not isinstance(data, dict):
        return data
    says = {name: value for name, value in data.items() if name in known and name not in Mapping.model_fields}
    return {**{name: value for name, value in data.items() if name not in says}, **({"says": says} if says else {})}


def _without_place(tree: Tree, kind: KindOfTable) -> Iterator[Problem]:
    """Find what is said of the whole table that is a column of another kind of table only."""
    data = tree.data if isinstance(tree.data, dict) else {}
    others = {name for other in tables_file().kinds.values() for name in other.columns}
    for name in data:
        if name in others and name not in (*kind.columns, *Mapping.model_fields):
            yield Problem(tree.place((name,), key=True), "table_no_such_column_of", {"given": name})


def _whole(mapping: Mapping, kind: KindOfTable, tree: Tree) -> Iterator[Problem]:
    """Find what is said of the whole table that this kind of table has no place for."""
    holds = {column.holds for column in kind.columns.values()}
    if mapping.unit and (mapping.unit.casefold() not in tables_file().units or "rupiah" not in holds):
        values = {"given": mapping.unit, "expected": ", ".join(tables_file().units) if "rupiah" in holds else "-"}
        yield Problem(tree.place(("unit",)), "table_unit_unknown", values)
    if mapping.year and not {"year", "day"} & holds:
        yield Problem(tree.place(("year",)), "table_no_years", {"kind": mapping.kind})
    for name, said in mapping.says.items():
        holds_here = kind.columns[name].holds
        if holds_here in tables_file().values and not code_of(holds_here, said):
            codes = tables_file().values[holds_here]
            told = {"given": said, "near": nearest(said, codes), "expected": ", ".join(codes)}
            yield Problem(tree.place((name,)), "table_code_unknown", told)


def guess(kind: str, path: Path) -> Mapping:
    """Return the mapping that the titles in the table at `path` suggest.

    Raises:
        InputError: the table cannot be opened.
    """
    sheet, titles = likeliest(kind, path)
    fields = titles.fields(tables_file().kinds[kind]) if titles else {}
    columns = {field: _name(titles, at[0]) for field, at in fields.items() if titles and len(at) == 1}
    return Mapping.model_validate(
        {"kind": kind, "sheet": sheet, "header_row": titles.row if titles else None, "columns": columns}
    )


def mapping_text(kind: str, path: Path, lang: str = "id") -> str:
    """Return a mapping file for the table at `path`, as far as its titles tell, with comments on how to fill the rest.

    Raises:
        InputError: the table cannot be opened.
    """
    found, word = guess(kind, path), words(lang)
    sheet, titles = likeliest(kind, path)
    names = [_name(titles, i) for i, title in enumerate(titles.shown) if title] if titles else []
    lines = [f"# {word['import.tables.map_head'].format(_plain(path.name))}"]
    lines += [f"#   {_plain(name)}" for name in names]
    lines.append(as_yaml({"kind": kind}).rstrip())
    if sheet:
        lines.append(as_yaml({"sheet": sheet}).rstrip())
    if found.header_row:
        lines += [f"# {word['import.tables.map_header_row']}", f"header_row: {found.header_row}"]
    lines += [f"# {word['import.tables.map_columns']}", "columns:"]
    lines += _column_lines(tables_file().kinds[kind], found, titles, lang)
    for key, example in _more(tables_file().kinds[kind], found):
        lines += [f"# {word[key]}", f"# {example}"]
    return "\n".join(lines) + "\n"


def _more(kind: KindOfTable, found: Mapping) -> Iterator[tuple[str, str]]:
    """Yield what else a mapping of that kind may say, with an example of each."""
    holds = {column.holds for column in kind.columns.values()}
    lacks = {"all_rows": kind.entries is None, "unit": "rupiah" not in holds, "year": not {"year", "day"} & holds}
    for key, example in _MORE.items():
        if not lacks.get(key.rpartition("map_")[2]):
            yield key, example
    for name in (n for n in kind.spread if n not in found.columns):
        for code in [*tables_file().values.get(kind.columns[name].holds, ())][:1]:
            if kind.columns[name].holds != "area":
                yield "import.tables.map_says", f"{name}: {code}"


_MORE = {
    "import.tables.map_only": 'only: {column: Penandaan, values: ["..."]}',
    "import.tables.map_all_rows": "all_rows: ya",
    "import.tables.map_complete": "complete: ya",
    "import.tables.map_year": "year: 2025",
    "import.tables.map_unit": "unit: juta",
    "import.tables.map_decimal": "decimal: koma",
    "import.tables.map_words": "words: {DAK: apbn, sdh: ya}",
}


def _column_lines(kind: KindOfTable, found: Mapping, titles: Titles | None, lang: str) -> Iterator[str]:
    told = titles.fields(kind) if titles else {}
    for field, column in kind.columns.items():
        if field in found.columns:
            yield f"  {as_yaml({field: found.columns[field]}).rstrip()} # {column.label.get(lang)}"
        else:
            choice = " / ".join(_plain(_name(titles, i)) for i in told.get(field, ()))
            yield f"  # {field}: {choice} # {column.label.get(lang)}"


def _name(titles: Titles | None, column: int) -> str:
    """Return how a mapping names a column: by its title, or by its letter where that is not plain or not its own."""
    from diagnose.intake.files import letters

    title = titles.shown[column] if titles else ""
    own = titles is not None and titles.called(title) == (column,)
    return title if own and title.isprintable() and len(title) < 100 else f"[{letters(column)}]"


def _plain(text: str) -> str:
    return " ".join(printable(text).split())[:120]


def likeliest(kind: str, path: Path, only: str | None = None) -> tuple[str | None, Titles | None]:
    """Return the sheet and the titles that fit best; the fullest of the first rows where none fits at all."""
    content = tables_file().kinds[kind]
    found: tuple[str | None, Titles | None] = (None, None)
    most = 0
    for head in heads(path, only):
        titles, worth = best(head, lambda t, at=head.sheet: worth_of(content, t, at))  # type: ignore[misc]
        if titles is None:
            titles, worth = best(head, lambda t: len([n for n in t.shown if n]))
            worth = 0
        if found[1] is None or worth > most:
            found, most = (head.sheet, titles), worth
    return found
