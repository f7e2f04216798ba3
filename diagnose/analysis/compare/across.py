"""Several diagnoses laid side by side, conclusion by conclusion: a row for each, a place in it for each diagnosis."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from diagnose.diagnosis import AspectRecord, CriterionRecord, Diagnosis, Interval, Record, Truth

T = TypeVar("T")


class LevelRow(Record):
    """The level of an aspect, or of a dimension (`dimension` is None), in each diagnosis; None where it has none.

    `second` is the other level that the theory's wording allows, where it differs.
    """

    id: str
    name: str
    dimension: str | None
    levels: tuple[Interval | None, ...]
    second: tuple[Interval | None, ...]

    @property
    def differs(self) -> bool:
        """Whether the diagnoses disagree on it."""
        return len(set(_plain(self.levels))) > 1 or len(set(_plain(self.second))) > 1


class TruthRow(Record):
    """A criterion and how it came out in each diagnosis; None where it is not in force."""

    id: str
    title: str
    aspect: str
    gates: int
    truths: tuple[Truth | None, ...]

    @property
    def differs(self) -> bool:
        """Whether the diagnoses disagree on it."""
        return len(set(self.truths)) > 1


class SaidRow(Record):
    """A finding or a saran: what each diagnosis says of it; None where it does not hold, or is not given."""

    id: str
    texts: tuple[str | None, ...]

    @property
    def differs(self) -> bool:
        """Whether it holds in some of the diagnoses only."""
        return len({text is None for text in self.texts}) > 1

    @property
    def reworded(self) -> bool:
        """Whether it holds in all of them, with other figures or names."""
        return not self.differs and len(set(self.texts)) > 1

    @property
    def text(self) -> str:
        """What the first of those that say it says."""
        return next(text for text in self.texts if text is not None)


class Across(Record):
    """Every conclusion of several diagnoses, in the order of the first that draws it."""

    levels: tuple[LevelRow, ...]
    criteria: tuple[TruthRow, ...]
    findings: tuple[SaidRow, ...]
    saran: tuple[SaidRow, ...]

    @property
    def differ(self) -> bool:
        """Whether any conclusion differs; other figures in the same sentence are no other conclusion."""
        return any(row.differs for rows in (self.levels, self.criteria, self.findings, self.saran) for row in rows)

    @property
    def reworded(self) -> tuple[str, ...]:
        """The findings and saran that all of them draw, with other figures or names."""
        return tuple(row.id for rows in (self.findings, self.saran) for row in rows if row.reworded)

    def differing(self) -> "Across":
        """Return only what differs, be it in a figure."""
        return Across(
            levels=tuple(row for row in self.levels if row.differs),
            criteria=tuple(row for row in self.criteria if row.differs),
            findings=tuple(row for row in self.findings if row.differs or row.reworded),
            saran=tuple(row for row in self.saran if row.differs or row.reworded),
        )


def across(diagnoses: Sequence[Diagnosis]) -> Across:
    """Return the conclusions of `diagnoses` side by side; rules need not be the same in all of them."""
    criteria = [{c.id: (a, c) for a in d.aspects for c in a.criteria} for d in diagnoses]
    return Across(
        levels=tuple(_levels(diagnoses)),
        criteria=tuple(_truth(rule, criteria) for rule in _all(criteria)),
        findings=_said([{f.id: f.statement for f in d.findings} for d in diagnoses]),
        saran=_said([{s.id: s.text for s in d.saran} for d in diagnoses]),
    )


def _levels(diagnoses: Sequence[Diagnosis]) -> Iterator[LevelRow]:
    """Yield each dimension, followed by its aspects."""
    dimensions = [{d.id: d for d in diagnosis.dimensions} for diagnosis in diagnoses]
    aspects = [{a.id: a for a in diagnosis.aspects} for diagnosis in diagnoses]
    for dimension in _all(dimensions):
        found = [of.get(dimension) for of in dimensions]
        yield LevelRow(
            id=dimension,
            name=_first(found).name,
            dimension=None,
            levels=tuple(d.level if d else None for d in found),
            second=tuple(None for _ in found),
        )
        for aspect in _all([{k: a for k, a in of.items() if a.dimension == dimension} for of in aspects]):
            here: list[AspectRecord | None] = [of.get(aspect) for of in aspects]
            yield LevelRow(
                id=aspect,
                name=_first(here).name,
                dimension=dimension,
                levels=tuple(a.level if a else None for a in here),
                second=tuple(a.second_reading.level if a and a.second_reading else None for a in here),
            )


def _truth(rule: str, criteria: Sequence[dict[str, tuple[AspectRecord, CriterionRecord]]]) -> TruthRow:
    found = [of.get(rule) for of in criteria]
    aspect, criterion = _first(found)
    return TruthRow(
        id=rule,
        title=criterion.title,
        aspect=aspect.id,
        gates=criterion.gates,
        truths=tuple(f[1].truth if f else None for f in found),
    )


def _said(texts: Sequence[dict[str, str]]) -> tuple[SaidRow, ...]:
    return tuple(SaidRow(id=name, texts=tuple(of.get(name) for of in texts)) for name in _all(texts))


def _all(of: Iterable[Iterable[str]]) -> list[str]:
    return list(dict.fromkeys(name for names in of for name in names))


def _first(found: Iterable[T | None]) -> T:
    return next(f for f in found if f is not None)


def _plain(levels: Iterable[Interval | None]) -> list[tuple[int, int] | None]:
    return [(level.lowest, level.highest) if level else None for level in levels]
