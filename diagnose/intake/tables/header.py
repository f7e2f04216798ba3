"""Where the column titles of a table stand, below its own titles, and which column tells what."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from diagnose.common import cached_property
from diagnose.common.figures import MONTHS
from diagnose.intake.files import Cell, Look, Percent, Row, letters, text
from diagnose.intake.tables.content import KindOfTable, plain_title, tables_file
from diagnose.intake.tables.worded import worded

HEAD = 30  # rows among which titles are looked for
_COLUMNS = 500
DEEPEST = 3  # rows that titles go over
_LETTER = re.compile(r"\[([A-Za-z]{1,3})\]")
_FIGURE = re.compile(r"[-+(]?(?:rp\.?\s*)?\d[\d.,\s]*%?\)?", re.IGNORECASE)
_OPEN_END = re.compile(r"(?:[/&,]|\b(?:dan|and|atau|untuk|per))$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\([^()]*[^\W\d][^()]*\)|\(%\)")
_PERCENT = re.compile(r"%|\bpersen", re.IGNORECASE)
_DECIMALS = re.compile(r"\d{1,12}(?:[.,]\d{1,4})?(?![\d.,])")
_MONTH = re.compile(rf"(?:bulan )?(?:{'|'.join(MONTHS)})(?: persen)?")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True)
class Titles:
    """The titles of columns: the number of the (last) row they stand in, and what each column may be called by.

    `names` holds for each column its title, then other forms of it: where rows of titles are merged, the lower alone.
    `groups` is the title that a column shares with its neighbours, `above` are the texts above, `hidden` the columns
    that the file does not show, `rows` the first rows below.
    """

    row: int
    names: tuple[tuple[str, ...], ...]
    above: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    hidden: frozenset[int] = frozenset()
    rows: tuple[Row, ...] = ()

    @cached_property
    def below(self) -> tuple[str, ...]:
        """The texts in the first rows below."""
        return tuple(t for row in self.rows for t in _said(row) if t and not _FIGURE.fullmatch(t))

    @cached_property
    def worded(self) -> frozenset[int]:
        """The columns that hold words alone there."""
        return worded(self.rows)

    @property
    def shown(self) -> tuple[str, ...]:
        """The title of each column; empty where it has none."""
        return tuple(names[0] if names else "" for names in self.names)

    def called(self, title: str) -> tuple[int, ...]:
        """Return the columns called `title` (or ``[F]``, by letter)."""
        if letter := _LETTER.fullmatch(title.strip()):
            return tuple(i for i in range(len(self.names)) if letters(i) == letter[1].upper())
        for of in (lambda t: text(t).casefold(), plain_title):
            if found := tuple(i for i, names in enumerate(self.names) if of(title) in map(of, names)):
                return found
        return ()

    def fields(self, kind: KindOfTable) -> dict[str, tuple[int, ...]]:
        """Return the columns that are shown whose known titles fit each field of `kind`.

        A title over several columns, none of which is known by its own, may be each of them.
        """
        found: dict[str, tuple[int, ...]] = {}
        known: dict[int, str] = {}
        for i, names in enumerate(self.names):
            field = next((f for n in names if (f := kind.fields.get(plain_title(n)))), None)
            if field and i not in self.hidden:
                known[i] = field
        apart = {self.groups[i] for i in known if i < len(self.groups)}
        for i, group in enumerate(self.groups):
            field = kind.fields.get(plain_title(group)) if group and group not in apart else None
            if field and i not in self.hidden:
                known[i] = field
        for i, names in enumerate(self.names):
            field = next((f for n in names if (f := kind.otherwise.get(plain_title(n)))), None)
            if field and i not in self.hidden and i not in known and field not in known.values():
                known |= {i: field} if kind.columns[field].holds != "percent" or self.shows_percents(i) else {}
        value = kind.figures.value if kind.figures else ""
        if value and value not in known.values():
            known |= {i: value for i in range(len(self.names)) if self._is_month(i) and i not in self.hidden}
        for i, field in sorted(known.items()):
            if self._may_hold(i, kind.columns[field].holds):
                found[field] = (*found.get(field, ()), i)
        return found

    def _may_hold(self, column: int, holds: str) -> bool:
        """Tell whether the title of a column speaks against it: of one of amounts "%", of one of percentages "(jiwa)"."""
        if holds in ("rupiah", "count"):
            return not _PERCENT.search(self.shown[column])
        inside = [plain_title(text.strip("()")) for text in _IN_BRACKETS.findall(self.shown[column])]
        return holds != "percent" or not set(inside).intersection(tables_file().numbers_of)

    def shows_percents(self, column: int) -> bool:
        """Tell whether the first cells of `column` are percentages: none is above 100, and some have decimals or "%"."""
        said = [row[column] for row in self.rows if text(row[column])]
        signs = [isinstance(c, Percent) or "%" in str(c) for c in said]
        figures = [float(m[0].replace(",", ".")) for c in said if (m := _DECIMALS.match(text(c)))]
        marked = any(signs) or bool(_PERCENT.search(self.shown[column])) or any(f != int(f) for f in figures)
        return marked and bool(figures) and max(figures) <= 100

    def _is_month(self, column: int) -> bool:
        return bool(_MONTH.fullmatch(plain_title(self.shown[column])))

    def scale(self, column: int) -> int:
        """Return what amounts in `column` are multiples of: 1000 where they are written in thousands."""
        scales = tables_file().scales
        said = [re.findall(r"\w+", t.casefold()) for t in (self.shown[column], *self.above)]
        about_money = [words for i, words in enumerate(said) if i == 0 or {"rupiah", "rp"} & set(words)]
        return next((scales[word] for words in about_money for word in words if word in scales), 1)

    def year(self) -> int | None:
        """Return the year that the texts above the titles name, where they name one only."""
        return year_in(*self.above)

    def year_of(self, column: int) -> int | None:
        """Return the year that the title of `column` names."""
        return year_in(self.shown[column])


def year_in(*texts: str) -> int | None:
    """Return the year that `texts` name, where they name one only."""
    years = {int(year) for said in texts for year in _YEAR.findall(said)}
    return years.pop() if len(years) == 1 else None


def candidates(rows: tuple[Row, ...], look: Look) -> Iterator[Titles]:
    """Yield what the titles may be: one row first, then rows of titles one below the other."""
    for depth in range(1, DEEPEST + 1):
        yield from _candidates(rows, look, depth)


def _candidates(rows: tuple[Row, ...], look: Look, depth: int) -> Iterator[Titles]:
    above: list[str] = []
    for i in range(min(len(rows), HEAD)):
        block = rows[i : i + depth]
        texts = [_said(row) for row in block]
        if any(texts[0]) and not _is_data(texts[0]):
            follows = rows[i + depth] if i + depth < len(rows) else None
            joined = all(_is_titles(below) and any(below) for below in texts[1:])
            if len(block) == depth and joined and not (follows and _go_on(block[-1], follows, look)):
                names, groups = _names(block, texts, look)
                hidden = look.hidden_columns
                yield Titles(block[-1].number, tuple(names), tuple(above), tuple(groups), hidden, rows[i + depth :])
            above += [t for t in texts[0] if t][:5]


def _said(row: Row) -> list[str]:
    return [_title(cell) for cell in row.cells[:_COLUMNS]]


def _title(cell: Cell) -> str:
    return text(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _is_titles(cells: Collection[str]) -> bool:
    """Tell whether the row may be one of titles below others: it holds no figures but years."""
    return not any(_FIGURE.fullmatch(c) and not _YEAR.fullmatch(c) for c in cells)


def _is_data(cells: Collection[str]) -> bool:
    """Tell whether a row is one of figures, which names no columns whatever words stand in it."""
    return 2 * sum(not _is_titles([c]) for c in cells) > sum(map(bool, cells))


def _go_on(above: Row, row: Row, look: Look) -> bool:
    """Tell whether the titles in the row `above` go on in `row`: by merged cells, or since it only parts wide ones."""
    upper, lower = _said(above), _said(row)
    upper += [""] * (len(lower) - len(upper))  # a row of a workbook ends with its last title, though merged wider
    if not any(lower) or not _is_titles(lower) or row.number != above.number + 1:
        return False
    if any(m.top <= above.number and m.bottom >= row.number for m in look.merges):
        return True
    lower += [""] * (len(upper) - len(lower))
    if _wraps(upper, lower):
        return True
    wide = {i for i, t in enumerate(upper) if not t or (i + 1 < len(upper) and not upper[i + 1])}
    alone = [i for i in range(len(upper)) if i not in wide]
    return bool(alone) and not any(lower[i] for i in alone) and any(lower[i] for i, t in enumerate(upper) if not t)


def _wraps(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Tell whether titles are broken over two lines: "Nama Desa/" and "Kelurahan", "Alokasi" and "(Rp)"."""
    if lower[0] or not any(upper) or any(t and not above for above, t in zip(upper, lower, strict=True)):
        return False
    return any(
        t and (_OPEN_END.search(above) or _IN_BRACKETS.fullmatch(t)) for above, t in zip(upper, lower, strict=True)
    )


def _names(block: Sequence[Row], texts: list[list[str]], look: Look) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return what each column may be called, and the title that it shares with its neighbours."""
    width = max(map(len, texts))
    rows = [said + [""] * (width - len(said)) for said in texts]
    if len(rows) == 1:
        return [(t,) if t else () for t in rows[0]], []
    lowest = rows[-1]
    uppers = [_spanned(row.number, said, lowest, look) for row, said in zip(block[:-1], rows[:-1], strict=True)]
    names: list[tuple[str, ...]] = []
    groups: list[str] = []
    for column, lower in enumerate(lowest):
        above = [upper[column] for upper in uppers]
        own = [said[column] for said in rows if said[column]]
        path = list(dict.fromkeys([*(title for title, _ in above if title), *([lower] if lower else [])]))
        names.append(tuple(dict.fromkeys((" ".join(path), own[-1]))) if own else ())
        groups.append(next((title for title, shared in above if shared and title != own[-1]), "") if own else "")
    return names, groups


def _spanned(number: int, said: list[str], lowest: list[str], look: Look) -> list[tuple[str, bool]]:
    """Return for each column the title in this upper row that holds for it, and whether others share it.

    A merged cell holds its text in its first column only; without one, a title reaches over the columns to its right
    that have a title below and none here.
    """
    found = [(title, False) for title in said]
    covered = set()
    for merge in look.merges:
        if merge.top <= number <= merge.bottom and merge.right > merge.left and merge.left < len(said):
            across = range(merge.left, min(merge.right + 1, len(said)))
            covered |= set(across)
            for column in across:
                found[column] = (said[merge.left], True)
    start = -1
    for column, title in enumerate(said):
        if column in covered:
            start = -1
        elif title:
            start = column if lowest[column] else -1
        elif start >= 0 and lowest[column]:
            found[column] = found[start] = (said[start], True)
        else:
            start = -1
    return found
