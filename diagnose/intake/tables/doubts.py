"""What is to be told of how a table was read: numbers, doubts, and words that were not understood."""

from collections import Counter
from dataclasses import dataclass, field

from diagnose.common import Place, Problem
from diagnose.intake.records import Count

_EACH = 20  # doubts of one kind that are told one by one
_WORDS = 50  # different words that are told
COUNTS = (
    "import.tables.rows",
    "import.tables.empty",
    "import.tables.hidden",
    "import.tables.headings",
    "import.tables.accounts",
    "import.tables.no_data",
    "import.tables.parts",
    "import.tables.totals",
    "import.tables.left_out",
    "import.tables.other_regions",
    "import.tables.unnamed",
    "import.tables.twice",
    "import.tables.rejected",
    "import.tables.other_years",
    "import.tables.carried",
    "import.tables.entries",
    "import.tables.private",
)


@dataclass
class Told:
    """Gathers numbers, doubts and unknown words, in little memory however many there are.

    `lost` counts rows of which nothing is known though they may be among those that count.
    """

    numbers: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    _hidden: Place | None = None
    _part: tuple[Place, str] | None = None
    _doubts: list[Problem] = field(default_factory=list)
    _times: Counter[str] = field(default_factory=Counter)
    _last: dict[str, Place] = field(default_factory=dict)
    _words: dict[tuple[str, str], tuple[Place, str]] = field(default_factory=dict)
    _said: Counter[tuple[str, str]] = field(default_factory=Counter)

    def doubt(self, place: Place, key: str, **values: object) -> None:
        """Note a doubt, once; of many alike, the first are kept and the rest are counted."""
        if (doubt := Problem(place, key, values)) in self._doubts[-_EACH:]:
            return
        self._times[key] += 1
        self._last[key] = place
        if self._times[key] <= _EACH:
            self._doubts.append(doubt)

    def hide(self, place: Place) -> None:
        """Note a row that the file hides."""
        self.numbers["hidden"] += 1
        self._hidden = self._hidden or place

    def part_of(self, place: Place, name: str) -> None:
        """Note a row that is of a part of a place, and so none of its own."""
        self._part = self._part or (place, name)

    def reject(self, place: Place, key: str, **values: object) -> None:
        """Note that a row is left out whole, though it may be one that counts."""
        self.numbers["rejected"] += 1
        self.lost += 1
        self.doubt(place, key, **values)

    def unknown_word(self, place: Place, title: str, word: str) -> None:
        """Note a word of the column `title` that is not known; each is told once, with how many rows have it."""
        at = (title, word.casefold()[:100])
        if at in self._words or len(self._words) < _WORDS:
            self._words.setdefault(at, (place, word))
            self._said[at] += 1

    def doubts(self) -> tuple[Problem, ...]:
        """Return all that is doubtful, in the order it was met."""
        hidden = [
            Problem(place, "table_rows_hidden", {"number": self.numbers["hidden"]})
            for place in ([self._hidden] if self._hidden else [])
        ]
        parts = [
            Problem(place, "table_parts_of", {"given": name, "number": self.numbers["parts"]})
            for place, name in ([self._part] if self._part else [])
        ]
        more = [
            Problem(self._last[key], "table_more_alike", {"number": times - _EACH, "first": first})
            for key, times in self._times.items()
            if times > _EACH
            for first in [next(p.place for p in self._doubts if p.key == key)]
        ]
        words = [
            Problem(place, "table_word_unknown", {"given": word, "column": title, "number": self._said[title, at]})
            for (title, at), (place, word) in self._words.items()
        ]
        return (*hidden, *parts, *self._doubts, *more, *words)

    def counts(self) -> tuple[Count, ...]:
        """Return the numbers that are not 0."""
        return tuple(
            Count(key, number) for key in COUNTS if (number := self.numbers[key.removeprefix("import.tables.")])
        )
