"""The figure of the whole region in a table of places within it: the total below, where it is one for sure."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from pydantic_core import PydanticCustomError

from diagnose.intake.files import Row, cells
from diagnose.intake.tables.areas import is_region
from diagnose.intake.tables.content import plain_word, tables_file

_NEAR = 0.06  # percentages are rounded to a tenth
_LEAST = 2  # rows of places that a total is of
Pair = tuple[int, int]


@dataclass
class Whole:
    """Follows the rows of places: which two columns of counts give the percentage, and what each column sums to."""

    percent: int
    region: str
    pairs: set[Pair] | None = None
    sums: dict[int, float] = field(default_factory=dict)
    weighted: dict[int, float] = field(default_factory=dict)  # what the percentages of each column of counts come to
    counted: Counter[int] = field(default_factory=Counter)  # rows that have a count in each column
    rows: int = 0
    total: Row | None = None  # the last row that may be of the whole region; no row of a place came after it

    def add(self, row: Row) -> None:
        """Note the row of a place."""
        self.total = None
        self.rows += 1
        counts, percent = _counts(row, self.percent), _figure(row, self.percent)
        for at, count in counts.items():
            self.sums[at] = self.sums.get(at, 0) + count
            self.counted[at] += 1
            self.weighted[at] = self.weighted.get(at, 0) + count * (math.nan if percent is None else percent)
        found = _pairs(counts, percent)
        if found is not None:
            self.pairs = found if self.pairs is None else self.pairs & found

    def sum(self, row: Row, label: str) -> None:
        """Note a row that adds up others, as `label` says."""
        plain = plain_word(label)
        file = tables_file()
        totals = sorted(file.totals, key=len, reverse=True)
        rest = next((plain.removeprefix(total).strip() for total in totals if plain.startswith(total)), "")
        inner = (*file.around, *(word for words in file.places.values() for word in words))
        if not self.rows or rest.split(" ")[0] in inner:
            return
        self.total = row if is_region(rest, self.region) or self._adds_up(row) else None

    def _adds_up(self, row: Row) -> bool:
        """Tell whether the percentage of a total is that of its own counts, which are the sums of those above.

        Or it is what the percentages above come to by the counts of one column, of which it has the sum.
        """
        counts, percent = _counts(row, self.percent), _figure(row, self.percent)
        found = _pairs(counts, percent) or set()
        both = found & (self.pairs or set())
        summed = {at for at, count in counts.items() if count and count == self.sums.get(at)}
        weighed = percent is not None and any(
            abs(self.weighted[at] / counts[at] - percent) <= _NEAR for at in summed if self.counted[at] == self.rows
        )
        return self.rows >= _LEAST and (weighed or any(at in summed for pair in both for at in pair))


def _figure(row: Row, at: int) -> float | None:
    try:
        return float(cells.number(row[at], most=100))
    except PydanticCustomError:
        return None


def _counts(row: Row, percent: int) -> dict[int, int]:
    found = {}
    for at, cell in enumerate(row.cells):
        try:
            if at != percent and cells.text(cell):
                found[at] = cells.count(cell)
        except PydanticCustomError:
            continue
    return found


def _pairs(counts: dict[int, int], percent: float | None) -> set[Pair] | None:
    """Return the columns of which the one is `percent` of the other; None where there is no percentage to tell by."""
    if not percent:
        return None
    shares: Iterable[tuple[Pair, float]] = (
        ((a, b), 100 * part / whole) for a, part in counts.items() for b, whole in counts.items() if a != b and whole
    )
    return {pair for pair, share in shares if abs(share - percent) <= _NEAR}
