"""The ladder of a memo: its rows, and what its cells mean."""

from collections.abc import Iterator
from dataclasses import dataclass

from diagnose.common import words
from diagnose.diagnosis import Rung, meanings, rungs, stands_at
from diagnose.memo.content.records import Aspect, Dimension, Memo


@dataclass(frozen=True)
class Row:
    """A row of the ladder: an aspect with its four cells, or a dimension, which has none; and its level in short."""

    name: str
    level: str
    cells: tuple[Rung, ...] = ()


def ladder(memo: Memo) -> Iterator[Row]:
    """Yield the rows of the ladder of `memo`."""
    for dimension in memo.dimensions:
        yield Row(dimension.name, _level(dimension))
        for aspect in dimension.aspects:
            yield Row(aspect.name, _level(aspect), rungs(aspect.stands, aspect.then))


def _level(subject: Aspect | Dimension) -> str:
    return stands_at(subject.stands, subject.then)


def legend(memo: Memo, reached: bool = False) -> str:
    """Return what each kind of cell in the ladder of `memo` means, in one line; `reached` as in `meanings`."""
    cells = (cell for row in ladder(memo) for cell in row.cells)
    return "; ".join(meanings(cells, memo.lang, reached=reached))


def title(memo: Memo) -> str:
    """Return what the ladder of `memo` shows, for those who do not see it."""
    return words(memo.lang)["ladder.title"].format(memo.region, memo.year)
