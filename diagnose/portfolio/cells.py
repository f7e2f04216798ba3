"""Cells of a column, read into bounds: the same values, bounds and disputes that a case file can state, by column."""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from diagnose.case import BadAnswer, Kind, is_unknown, kind_at, node_at, parse, rank
from diagnose.common import cached_property

Numbers = NDArray[np.float64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int32]

EPOCH = dt.date(1970, 1, 1).toordinal()
MOST = 1e15
LONGEST = 2000
_NUMBERS = ("count", "number", "percent")


class Column:
    """A column of facts; most of it is worked out when it is first asked for."""

    def __init__(
        self,
        low: Numbers,
        high: Numbers,
        said: Mask,
        known: Mask,
        codes: Codes | None = None,
        words: tuple[str, ...] = (),
    ) -> None:
        """Take what stands in each row; see the properties."""
        self._low, self._high, self._said, self._known, self._codes = low, high, said, known, codes
        self.words = words
        self.disputed: Mask | None = None  # where sources disagree, settled or not; None: nowhere
        self.possible: tuple[tuple[Mask, frozenset[str]], ...] = ()  # what a value can be that is not known, and where
        self._places: Codes | None = None

    @classmethod
    def of_words(cls, places: Codes, distinct: "Column") -> "Column":
        """Return the column that has at each row what `distinct` has at the place given for it; the last for -1."""
        found = cls(distinct.low, distinct.high, distinct.said, distinct.known, distinct.codes, distinct.words)
        found._places = places
        return found

    def _all(self, distinct: Any) -> Any:
        return distinct if self._places is None else distinct[self._places]

    @cached_property
    def low(self) -> Numbers:
        """The lowest rank that each fact can have; infinite where it is open."""
        return self._all(self._low)  # type: ignore[no-any-return]

    @cached_property
    def high(self) -> Numbers:
        """The highest rank that each fact can have; infinite where it is open."""
        return self._all(self._high)  # type: ignore[no-any-return]

    @cached_property
    def said(self) -> Mask:
        """Where the cell is not blank, be it that it says ``unknown``."""
        return self._all(self._said)  # type: ignore[no-any-return]

    @cached_property
    def known(self) -> Mask:
        """Where it says one value."""
        return self._all(self._known)  # type: ignore[no-any-return]

    @cached_property
    def codes(self) -> Codes:
        """The place of that value in `words`, -1 where there is none."""
        codes = np.full(len(self._low), -1, np.int32) if self._codes is None else self._codes
        return self._all(codes)  # type: ignore[no-any-return]

    def among(self, wanted: Iterable[str]) -> tuple[Mask, Mask]:
        """Return where the value surely is one of `wanted`, and where it may be."""
        allowed = frozenset(wanted)
        right = np.isin(self.codes, [i for i, word in enumerate(self.words) if word in allowed])
        sure, may = self.known & right, ~self.known | right
        for rows, values in self.possible:
            sure = np.where(rows, values <= allowed, sure)
            may = np.where(rows, bool(values & allowed), may)
        return sure, may

    def take(self, rows: Mask | NDArray[np.intp]) -> "Column":
        """Return the column of some rows, which may be taken several times."""
        codes = self.codes[rows]
        found = Column(self.low[rows], self.high[rows], self.said[rows], self.known[rows], codes, self.words)
        found.disputed = None if self.disputed is None else self.disputed[rows]
        found.possible = tuple((mask[rows], values) for mask, values in self.possible)
        return found


@dataclass
class Faults:
    """What is wrong with single cells: the rows, the column, and the key and values of the sentence that says so."""

    found: list[tuple[int, str, str, dict[str, object]]] = field(default_factory=list)

    def note(self, rows: Mask, column: str, key: str, given: object = "", **values: object) -> None:
        """Note that the cells of `column` in `rows` are wrong; what fills the sentence may be a column of numbers."""
        for row in map(int, np.flatnonzero(rows)) if rows.any() else ():
            said = {"field": column, "limit": "", "given": given, **values}
            here = {name: f"{v[row]:.15g}" if isinstance(v, np.ndarray) else v for name, v in said.items()}
            self.found.append((row, column, key, here))


def blank(rows: int) -> Column:
    """Return a column that says nothing."""
    no = np.zeros(rows, bool)
    return Column(np.full(rows, -math.inf), np.full(rows, math.inf), no, no)


def read_cells(array: pa.Array, kind: Kind, column: str, faults: Faults) -> Column:
    """Return the cells of `array` as facts of `kind`; a cell that cannot be one is noted in `faults` and left open."""
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if pa.types.is_null(array.type):
        return blank(len(array))
    if pa.types.is_boolean(array.type):
        array = pc.if_else(array, "yes", "no")
    if pa.types.is_date(array.type) or pa.types.is_timestamp(array.type):
        return _numbers(pc.cast(pc.cast(array, pa.date32()), pa.int32()), Kind("day"), column, faults, EPOCH)
    if pa.types.is_integer(array.type) or pa.types.is_floating(array.type):
        if kind.name in _NUMBERS:
            return _numbers(array, kind, column, faults)
        array = pc.cast(array, pa.string())
    return _texts(array, kind, column, faults)


def _numbers(array: pa.Array, kind: Kind, column: str, faults: Faults, shift: int = 0) -> Column:
    said = np.asarray(pc.is_valid(array))
    value = np.asarray(pc.cast(array, pa.float64(), safe=False).fill_null(math.nan)) + shift
    known = said & np.isfinite(value)
    least, most = limits(kind)
    for wrong, key in (
        (said & ~known, "not_a_number"),
        (known & (value > most), "too_high"),
        (known & (value < least), "too_low"),
        (known & (value != np.floor(value)) & (kind.name == "count"), "not_whole"),
    ):
        if wrong.any():
            limit = most if key == "too_high" else least
            faults.note(wrong, column, key, value, limit=f"{limit:.15g}")
            known = known & ~wrong
    low, high = np.where(known, value, -math.inf), np.where(known, value, math.inf)
    return Column(low, high, said, known)


def limits(kind: Kind) -> tuple[float, float]:
    """Return the least and the most that a number of `kind` can be."""
    if kind.name == "day":
        return -math.inf, math.inf
    return 0.0, 100.0 if kind.name == "percent" else MOST


def _texts(array: pa.Array, kind: Kind, column: str, faults: Faults) -> Column:
    encoded = array if pa.types.is_dictionary(array.type) else pc.dictionary_encode(pc.cast(array, pa.string()))
    places = np.asarray(encoded.indices.fill_null(-1))
    texts = ["" if text is None else str(text).strip() for text in encoded.dictionary.to_pylist()]
    low, high = np.full(len(texts) + 1, -math.inf), np.full(len(texts) + 1, math.inf)
    said, known = np.zeros(len(texts) + 1, bool), np.zeros(len(texts) + 1, bool)
    codes = np.full(len(texts) + 1, -1, np.int32)
    words: dict[str, int] = {}
    for i, text in enumerate(texts):
        said[i] = bool(text)
        if is_unknown(text):
            continue
        try:
            low[i], high[i], word = valued(text, kind)
        except BadAnswer:
            expected = ", ".join(labels_of(kind) or (meant for meant, _ in kind.choices))
            faults.note(places == i, column, *sentence(kind, text), expected=expected)
            continue
        known[i] = word is not None
        if word is not None:
            codes[i] = words.setdefault(word, len(words))
    return Column.of_words(places, Column(low, high, said, known, codes, tuple(words)))  # the last of each is blank


@dataclass(frozen=True)
class CellKind(Kind):
    """The kind of the values of a column; `labels` are the places of its scale from worst to best, if it has one."""

    labels: tuple[str, ...] = ()


def kind_of_cells(path: str) -> CellKind | None:
    """Return the kind of the fact or plain field at `path`; None where there is no single value."""
    kind, node = kind_at(path), node_at(path)
    return None if kind is None or node is None else CellKind(kind.name, kind.choices, node.scale)


def labels_of(kind: Kind) -> tuple[str, ...]:
    """Return the places of the scale of `kind`, from worst to best; none where it has none."""
    return kind.labels if isinstance(kind, CellKind) else ()


def sentence(kind: Kind, given: object) -> tuple[str, object]:
    """Return the key of the sentence that says that `given` is no value of `kind`, and what it says was given."""
    if labels_of(kind):
        return "not_on_scale", given
    key = {"day": "not_a_date", "choice": "not_one_of"}.get(kind.name)
    return key or ("not_a_number" if kind.name in _NUMBERS else "text_too_long"), given


def valued(text: str, kind: Kind) -> tuple[float, float, str | None]:
    """Return the bounds of what `text` says, and the value as a word; None for a month, which is any of its days.

    Raises:
        BadAnswer: it is no value of that kind.
    """
    if kind.name in _NUMBERS:
        try:
            number = float(text)  # as programs write it
        except ValueError:
            number = float(parse(text, kind))
        least, most = limits(kind)
        if not least <= number <= most or (kind.name == "count" and number != math.floor(number)):
            raise BadAnswer(text)
        return number, number, f"{number:.15g}"
    if kind.name == "text":
        if len(text) > LONGEST:
            raise BadAnswer(text)
        return 0.0, 0.0, text
    value: Any = parse(text, kind)
    if isinstance(value, dt.date):
        return rank(value), rank(value), value.isoformat()
    if kind.name == "day":
        first = dt.date.fromisoformat(f"{value}-01")
        last = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
        return rank(first), rank(last), None
    labels = labels_of(kind)
    place = float(labels.index(str(value))) if labels else 0.0
    return place, place, str(value)
