"""Which columns a table of cases has: each is a fact by its path, or says something about one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from diagnose.case import (
    Answer,
    Register,
    fact_kind,
    fact_patterns,
    function_ids,
    pattern_of,
    questionnaire,
    respondents,
    vocabulary,
)
from diagnose.case import register_file as agencies
from diagnose.common import InputError, Place, Problem, nearest, per_pack
from diagnose.portfolio.cells import CellKind, kind_of_cells

CODE, NAME, KIND, YEAR = "region.code", "region.name", "region.kind", "year"
REQUIRED = (CODE, NAME, KIND, YEAR)
QUALIFIERS = ("at_least", "at_most", "disputed", "counts")
REMARKS = ("source", "note", "year", "planned")
LISTED = CellKind("answer", labels=tuple(map(str, Answer)))  # of what a list names: in it, or not
_PLAIN = (*REQUIRED, "region.province", "source", "fictional", "schema_version")
_NUMBER = CellKind("count")


@dataclass
class Layout:
    """What the columns of a table are.

    `values` gives the column of each fact and `qualifiers` the columns that bound or dispute it, both by path; `kinds`
    how each is read; `entries` the keys of each list in the order of the columns; `owners` the agency that a key of a
    list of agencies means, by path; `functions` the columns that give the functions of agencies of a region's own.
    """

    values: dict[str, str] = field(default_factory=dict)
    qualifiers: dict[str, dict[str, str]] = field(default_factory=dict)
    kinds: dict[str, CellKind] = field(default_factory=dict)
    entries: dict[str, list[str]] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)
    register: Register = field(default_factory=lambda: Register(agencies()))

    @property
    def read(self) -> tuple[str, ...]:
        """The columns that are read, in no order."""
        asked = [c for columns in self.qualifiers.values() for c in columns.values()]
        return (*REQUIRED, *self.values.values(), *asked, *self.functions.values())


def lay_out(columns: Iterable[str], file: str, line: int = 1) -> Layout:
    """Return what `columns` are; `file` and `line` are where they are named, for problems.

    Raises:
        InputError: a column is no fact, one is there twice, or one that every table needs is missing.
    """
    layout, problems = Layout(), []
    seen: dict[str, str] = {}
    # agencies of a region's own first: others name them
    numbered = sorted(enumerate(columns, 1), key=lambda numbered: not numbered[1].startswith("agencies["))
    for number, column in numbered:
        place = Place(file, line, number)
        try:
            path = _add(layout, column)
        except _UnknownError as error:
            problems.append(Problem(place, error.key, {"given": column, **error.values}))
            continue
        if path in seen:
            problems.append(Problem(place, "column_twice", {"given": column, "other": seen[path]}))
        seen.setdefault(path, column)
    problems += [Problem(Place(file, line), "column_missing", {"given": c}) for c in REQUIRED if c not in seen]
    if problems:
        raise InputError(problems)
    return layout


class _UnknownError(Exception):
    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values


def _add(layout: Layout, column: str) -> str:
    """Add `column` to `layout` and return its path in full."""
    if column in _PLAIN:
        return column
    path = _canonical(layout, column)
    head, _, last = path.rpartition(".")
    about = fact_kind(pattern_of(head)) is not None if head else False
    tally = _tally(head)
    if path == respondents() or _tally(path):
        layout.kinds[path] = _NUMBER
    elif respondents() and path.startswith(f"{respondents()}["):
        layout.kinds[path] = LISTED
    elif last in QUALIFIERS and (about or tally):
        layout.kinds.setdefault(head, _NUMBER if tally else _kind(head))
        layout.qualifiers.setdefault(head, {})[last] = column
        _note_entry(layout, head)
        return path
    elif last in REMARKS and (about or pattern_of(head) in _entry_patterns()):
        return path
    elif path.startswith("agencies[") and path.endswith("].functions"):
        layout.functions[path.removeprefix("agencies[").removesuffix("].functions")] = column
        return path
    elif pattern_of(path) in _entry_patterns() or path in fact_patterns():
        layout.kinds[path] = LISTED if fact_kind(pattern_of(path)) is None else _kind(path)
    elif (kind := kind_of_cells(path)) is not None and _is_field(path):
        layout.kinds[path] = kind
    else:
        raise _UnknownError("column_unknown", near=nearest(column, column_names()))
    layout.values[path] = column
    _note_entry(layout, path)
    return path


def _kind(path: str) -> CellKind:
    kind = kind_of_cells(path)
    if kind is None:
        raise _UnknownError("column_unknown", near=nearest(path, column_names()))
    return kind


def _is_field(path: str) -> bool:
    """Tell whether `path` is a fact, or a plain field of an entry of a list."""
    pattern = pattern_of(path)
    return fact_kind(pattern) is not None or pattern.rpartition(".")[0] in _entry_patterns()


@per_pack
def _entry_patterns() -> frozenset[str]:
    return frozenset(pattern_of(pattern) for pattern in fact_patterns() if pattern.endswith("]"))


def _canonical(layout: Layout, column: str) -> str:
    """Write agencies in brackets by their id."""
    before, _, rest = column.partition("[")
    key, close, after = rest.partition("]")
    if not close or not (before.endswith(".agencies") or before == respondents()):
        return column
    try:
        key = layout.register.find(key)
    except PydanticCustomError as error:
        if key in layout.functions:
            return column
        raise _UnknownError(error.type, **{"near": "", **(error.context or {})}) from None
    return f"{before}[{key}]{after}"


def items() -> str:
    """Return how the paths of answers to the survey begin, up to the question."""
    return f"{vocabulary().survey}.items["


def _tally(path: str) -> bool:
    """Tell whether `path` counts how often an answer to a question was given."""
    before, _, answer = path.partition("].tally.")
    item = before.removeprefix(items())
    question = questionnaire().by_id.get(item)
    return item != before and question is not None and answer in question.answers


def _note_entry(layout: Layout, path: str) -> None:
    before, bracket, rest = path.partition("[")
    if bracket:
        keys = layout.entries.setdefault(before, [])
        key = rest.partition("]")[0]
        if key not in keys:
            keys.append(key)


@per_pack
def column_names() -> tuple[str, ...]:
    """Return the columns that a table of cases can have, lists with ``[*]`` for what tells an entry from the others."""
    tallies = [f"{items()}{q.id}].tally.{a}" for q in questionnaire().questions for a in q.answers]
    facts = [p for p in fact_patterns() if not p.startswith(items())]
    asked = [respondents(), f"{respondents()}[*]"] if respondents() else []
    return (*REQUIRED, *facts, *asked, *tallies)


def functions_said(text: str) -> Mapping[str, None]:
    """Return the functions that a cell names, parted by commas or bars.

    Raises:
        KeyError: one is none.
    """
    said = dict.fromkeys(part.strip() for part in text.replace("|", ",").split(",") if part.strip())
    for name in said:
        if name not in function_ids():
            raise KeyError(name)
    return said
