"""Forms that tell of one thing each, one file a thing: put together they are counted as the rows of a table are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pydantic_core import PydanticCustomError

from diagnose.common import InputError, Place, Problem, shown
from diagnose.intake.files import Cell, Percent, Row, cells, open_table
from diagnose.intake.records import Intake
from diagnose.intake.tables.content import KindOfTable, plain_title, plain_word, tables_file
from diagnose.intake.tables.counting import Counting
from diagnose.intake.tables.header import Titles, year_in
from diagnose.intake.tables.line import Line
from diagnose.intake.tables.mapping import Mapping as MappingFile
from diagnose.intake.tables.mapping import read_mapping
from diagnose.intake.tables.reading import Asked, Part, Reading, document_of

_ROWS = 2_000
_NEAR = 0.6  # points of percent that a share may be rounded by
_NUMBERING = re.compile(r"^\(?(?:\d{1,2}|[a-z])[.)]\s*", re.IGNORECASE)


@dataclass
class Card:
    """What one sheet says of one thing; `row` is the row of its score, `column` where that stands."""

    path: Path
    says: dict[str, Cell] = field(default_factory=dict)
    row: Row | None = None
    column: int = 0
    wrong: tuple[str, Mapping[str, object]] | None = None

    def named(self, kind: KindOfTable) -> bool:
        """Tell whether the form says of which thing it tells, and has a score."""
        return kind.rows in self.says and self.row is not None


def is_card(kind: KindOfTable, path: Path) -> bool:
    """Tell whether the file at `path` is a form of that kind.

    Raises:
        InputError: it cannot be opened as a table.
    """
    return any(card.named(kind) for card in _cards(kind, path))


def read_cards(
    kind: str, paths: Sequence[Path], around: Path, mapping: Path | None, source: str | None, lang: str, asked: Asked
) -> Intake:
    """Read the forms at `paths`, which are told as those of `around` (their folder, or the only file).

    Raises:
        InputError: a file cannot be opened, or the mapping is not sound.
    """
    content = tables_file().kinds[kind]
    mapped = read_mapping(mapping, kind, around)[0] if mapping else MappingFile.model_validate({"kind": kind})
    found: list[Card] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            found += [card for card in _cards(content, path) if card.row is not None or len(paths) > 1]
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    if not found:
        named, score = (
            content.columns[content.rows].label.get(lang),
            content.columns[content.card_score].label.get(lang),
        )
        raise InputError([Problem(Place(shown(around)), "table_card_lacks", {"field": named, "expected": score})])
    parts = tuple(Part(card.row.sheet if card.row else None, Titles(0, ()), {}, says=card.says) for card in found)
    document = source or document_of(around, kind)
    reading = Reading(kind, around, parts, mapped, document, lang, asked, files=len(paths))
    Counting(reading).read(_lines(reading, found, parts))
    return reading.intake()


def _lines(reading: Reading, found: list[Card], parts: tuple[Part, ...]) -> Iterator[Line]:
    score = reading.content.card_score
    for card, part in zip(found, parts, strict=True):
        reading.told.numbers["rows"] += 1
        row = card.row or Row(shown(card.path), None, 1, ())
        if not card.named(reading.content):
            label = reading.content.columns[reading.content.rows].label.get(reading.lang)
            expected = reading.content.columns[score].label.get(reading.lang)
            reading.told.reject(row.place(), "table_card_lacks", field=label, expected=expected)
            continue
        if card.wrong:
            reading.told.doubt(row.place(card.column), card.wrong[0], **card.wrong[1])
        if len(found) == 1:  # else the files or sheets are cited
            reading.first = reading.last = row.number
        yield Line(row, reading, part, card.says)


def _cards(kind: KindOfTable, path: Path) -> Iterator[Card]:
    """Yield what each sheet that is shown tells."""
    with open_table(path, None) as table:
        names = table.sheets
        yield _card(kind, path, table.rows)
        first = table.sheet
    for name in names:
        if name != first:
            with open_table(path, name) as table:
                card = _card(kind, path, table.rows)
            if card.row is not None:
                yield card


def _card(kind: KindOfTable, path: Path, rows: Iterator[Row]) -> Card:
    card = Card(path)
    years: set[int] = set()
    for row in islice(rows, _ROWS):
        said = [(i, c) for i, c in enumerate(row.cells) if cells.text(c)]
        if not said or row.hidden:
            continue
        first = plain_word(_NUMBERING.sub("", cells.text(said[0][1])))
        figures = [(i, c) for i, c in said[1:] if any(x.isdigit() for x in cells.text(c))]
        if figures and first.startswith(kind.card):
            card.row = row
            card.column, score, card.wrong = _score(figures)
            card.says.pop(kind.card_score, None)
            if score is not None:
                card.says[kind.card_score] = score
        elif len(said) <= 2 * len(kind.columns):
            _labels(kind, card, [text for _, c in said if not (text := cells.text(c)).startswith("=")])
            if card.row is None and (year := year_in(*(cells.text(c) for _, c in said))):
                years.add(year)
    if len(years) == 1 and "year" in kind.columns:
        card.says.setdefault("year", years.pop())
    return card


def _labels(kind: KindOfTable, card: Card, texts: list[str]) -> None:
    """Keep what a row says under a name: "Desa : Sukamaju", in one cell or in several."""
    parts = [part.strip() for text in texts for part in re.split(r"\s*(:)\s*", text) if part.strip()]
    pairs = [(a, c) for a, b, c in zip(parts, parts[1:], parts[2:], strict=False) if b == ":" and c != ":"]
    if len(parts) == 2 and ":" not in parts:
        pairs = [(parts[0], parts[1])]
    for label, value in pairs:
        name = kind.fields.get(plain_title(label))
        if name and name != kind.card_score and not cells.nothing(value):
            card.says.setdefault(name, value)


def _score(figures: list[tuple[int, Cell]]) -> tuple[int, Cell, tuple[str, Mapping[str, object]] | None]:
    """Return where the score stands in its row, and what it is: the share that its parts bear out."""
    at, given = figures[-1]
    try:
        values = [cells.number(cells.sound(cell), whole=i < len(figures) - 1) for i, (_, cell) in enumerate(figures)]
    except PydanticCustomError as error:
        return at, None, (error.type, error.context or {})
    percent = isinstance(given, Percent) or "%" in cells.text(given)
    last = float(values[-1])
    part, whole = sorted(values[-3:-1]) if len(values) > 2 else (0, 0)  # either may stand first
    share = 100 * part / whole if whole > 0 else None
    if len(values) == 2 and not percent and 0 <= values[0] <= values[1] != 0:
        return at, Percent(round(100 * values[0] / values[1], 2)), None
    if not percent and share is not None and last <= 1 and abs(100 * last - share) <= _NEAR:
        last, percent = 100 * last, True
    agrees = share is None or abs(last - share) <= _NEAR
    if agrees and (percent or last > 1 or last == share) and 0 <= last <= 100:
        return at, Percent(round(last, 2)), None
    values_told = {"given": cells.text(given), "share": "-" if share is None else f"{share:.1f}"}
    return at, None, ("table_card_score", values_told)
