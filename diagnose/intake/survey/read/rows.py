"""The rows of one table, each read as what one respondent said."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from diagnose.case import plain_name, questionnaire
from diagnose.common import InputError, Place, Problem, nearest
from diagnose.intake.files import Cell, Row, cells, letters
from diagnose.intake.survey.fields import AGENCY, AGENCY_OTHER, NAMED, NAMED_OTHER, OBSTACLES, PRIVATE, SUGGESTIONS
from diagnose.intake.survey.read.columns import IGNORED, INSTANCE, REVIEW, SUBMITTED, Column, Columns, item_ids
from diagnose.intake.survey.read.dates import Days
from diagnose.intake.survey.read.lists import chosen
from diagnose.intake.survey.read.names import Names, another, answer_codes, any_of, choice_codes
from diagnose.intake.survey.read.records import MOST_ROWS, Respondent, Said, Told

_NOT_CHOSEN = frozenset({"0", "0 0", "00", "false", "no", "tidak", "salah"})  # by plain form
_NAME_LENGTH = range(2, 201)


@dataclass(frozen=True)
class Given:
    """A cell that says something, under a title that is known."""

    cell: Cell
    place: Place
    column: Column
    document: str

    @property
    def title(self) -> str:
        """The title of its column."""
        return self.column.title

    @property
    def text(self) -> str:
        """What it says, with plain spaces."""
        return cells.text(self.cell)

    def said(self, what: str) -> Said:
        """Return `what` as said here."""
        return Said(what, self.place, self.document, letters(self.column.number))


Line = Mapping[str, Sequence[Given]]  # one row, by field


def respondents(
    rows: Iterable[Row], columns: Columns, document: str, seen: dict[str, Place], names: Names, told: Told
) -> list[Respondent]:
    """Return the respondents of `rows`, which stand below the titles that `columns` were told from.

    `seen` keeps submissions, of other files too, so that each is read once; `names` tell of agencies.

    Raises:
        InputError: there are too many rows, or too many doubts.
    """
    lines: list[tuple[Said, Line]] = []
    for number, row in enumerate((row for row in rows if not row.empty()), 1):
        if number > MOST_ROWS:
            raise InputError([Problem(Place(row.file), "answers_too_large", {"rows": MOST_ROWS})])
        line = _line(row, columns, document, told)
        who = _agency(line, names)
        refused = _refused(row, line, seen)
        if who and not refused:
            lines.append((who, line))
        else:
            why = refused or Problem(row.place(), "answers_row_nameless")
            told.numbers["import.answers.passed_over"] += 1
            told.doubt(why.place, why.key, **why.values)
    names.hear(who.what for who, _ in lines)
    days = Days([line for _, line in lines])
    return [
        Respondent(
            agency=who,
            day=days.of(line, told),
            answers=dict(_answers(line, columns, told)),
            named={
                OBSTACLES: list(_choices(line, OBSTACLES, told)),
                SUGGESTIONS: list(_choices(line, SUGGESTIONS, told)),
                NAMED: list(_agencies(line, names, told)),
            },
        )
        for who, line in lines
    ]


def _line(row: Row, columns: Columns, document: str, told: Told) -> Line:
    found: dict[str, list[Given]] = {}
    for field, among in columns.of.items():
        for column in among if field != IGNORED else ():
            cell = row[column.number]
            if cells.nothing(cell):
                continue
            try:
                cells.sound(cell)
            except PydanticCustomError as error:
                told.unread(row.place(column.number), error.type, **(error.context or {}))
                continue
            found.setdefault(field, []).append(Given(cell, row.place(column.number), column, document))
    return found


def _refused(row: Row, line: Line, seen: dict[str, Place]) -> Problem | None:
    """Return why a row does not count, if it does not."""
    place = row.place()
    if row.hidden:
        return Problem(place, "answers_row_hidden")
    names = [given.text for field in (AGENCY, AGENCY_OTHER, *PRIVATE) for given in line.get(field, ())]
    if any(plain_name(name) in any_of("import.answers.trial") for name in names):
        return Problem(place, "answers_row_test")
    for given in line.get(REVIEW, ()):
        if plain_name(given.text) in any_of("import.answers.refused"):
            return Problem(given.place, "answers_row_refused", {"given": given.text})
    ident = next((given.text.casefold().removeprefix("uuid:") for given in line.get(INSTANCE, ())), None)
    if ident is None and SUBMITTED in line:  # without a time, equal rows may be two people
        ident = hashlib.sha256(repr([cells.text(cell) for cell in row.cells]).encode()).hexdigest()
    if ident in seen:
        return Problem(place, "answers_row_twice", {"other": seen[ident]})
    if ident is not None:
        seen[ident] = place
    return None


def _agency(line: Line, names: Names) -> Said | None:
    for field in (AGENCY, AGENCY_OTHER):
        for given in line.get(field, ()):
            if plain_name(given.text) not in another():
                name = names.name(given.text)
                return given.said(name) if _is_name(name) else None
    return None


def _is_name(name: str) -> bool:
    return len(name) in _NAME_LENGTH and any(letter.isalpha() for letter in name)


def _answers(line: Line, columns: Columns, told: Told) -> Iterator[tuple[str, Said]]:
    for item in item_ids():
        given = next(iter(line.get(item, ())), None)
        if given is None:
            told.numbers["import.answers.empty"] += item in columns.of
            continue
        code = answer_codes(item).get(plain_name(given.text))
        if code is not None:
            yield item, given.said(code)
            continue
        offered = {plain_name(label.id): label.id for label in questionnaire().by_id[item].answers.values()}
        near = nearest(plain_name(given.text), offered)
        values = {"given": given.text, "expected": ", ".join(offered.values()), "near": near and offered[near]}
        told.unread(given.place, "cell_not_answer", **values)


def _picked(line: Line, field: str, known: Callable[[str], bool]) -> Iterator[tuple[str, Given]]:
    """Yield what was picked among several: from the columns of single choices where there are such, else from one."""
    given = line.get(field, ())
    single = [one for one in given if one.column.choice is not None]
    for one in single:
        if plain_name(one.text) not in _NOT_CHOSEN and one.column.choice:
            yield cells.text(one.column.choice), one
    if not single:
        for one in given:
            for name in chosen(str(one.cell), known):
                yield name, one


def _choices(line: Line, field: str, told: Told) -> Iterator[Said]:
    codes = choice_codes(field)
    for name, given in _picked(line, field, codes.__contains__):
        code = codes.get(plain_name(name))
        if code is not None:
            yield given.said(code)
        elif plain_name(name) not in any_of("import.answers.not_knowing"):
            near = nearest(plain_name(name), codes)
            told.unread(given.place, "answers_list_unclear", given=name, near=near and codes[near])


def _agencies(line: Line, names: Names, told: Told) -> Iterator[Said]:
    for field in (NAMED, NAMED_OTHER):
        for name, given in _picked(line, field, names.known):
            if plain_name(name) in another() | any_of("import.answers.not_knowing"):
                continue
            if _is_name(name):
                yield given.said(names.name(name))
            else:
                told.unread(given.place, "answers_list_unclear", given=name)
