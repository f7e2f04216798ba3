"""Counts over many cases, a group at a time, so that memory does not grow with their number."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from diagnose.case import Register, register_file
from diagnose.common import HOLDER, PLACEHOLDER, Text, words
from diagnose.diagnosis import Interval
from diagnose.knowledge import Rulebase
from diagnose.portfolio.cells import Mask
from diagnose.portfolio.columns import cells_of
from diagnose.portfolio.layout import CODE, NAME
from diagnose.portfolio.levels import Concluded, holding, lifts
from diagnose.portfolio.read import Batch, Rows
from diagnose.portfolio.records import (
    AspectCount,
    HoldingCount,
    LevelCount,
    Lifted,
    Outcome,
    OutcomeAgainst,
    PortfolioSummary,
    Region,
    SaranCount,
    YearSummary,
)

NAMED = 50  # cases that are named where outcome and integration part
INTEGRATED = 3  # the level that all dimensions of an integrated programme reach


@dataclass
class _Year:
    cases: int = 0
    questions: int = 0
    decisive: int = 0
    levels: dict[str, Counter[tuple[int, int]]] = field(default_factory=dict)
    holding: Counter[str] = field(default_factory=Counter)
    saran: Counter[str] = field(default_factory=Counter)
    lifts: Counter[tuple[str, str]] = field(default_factory=Counter)
    parted: Counter[str] = field(default_factory=Counter)
    named: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: {"without": [], "despite": []})

    def join(self, other: "_Year") -> None:
        self.cases += other.cases
        self.questions += other.questions
        self.decisive += other.decisive
        for subject, counts in other.levels.items():
            self.levels.setdefault(subject, Counter()).update(counts)
        self.holding.update(other.holding)
        self.saran.update(other.saran)
        self.lifts.update(other.lifts)
        self.parted.update(other.parted)
        for name, regions in other.named.items():
            self.named[name] += regions[: max(NAMED - len(self.named[name]), 0)]


Years = dict[int, _Year]


class Summary:
    """Counts cases as they come, and tells them at the end."""

    def __init__(self, rules: Rulebase) -> None:
        """Begin with no case."""
        self._rules = rules
        self._years: Years = {}

    @property
    def years(self) -> Years:
        """What was counted, by year."""
        return self._years

    def join(self, years: Years) -> None:
        """Add what was counted of other cases."""
        for number, year in years.items():
            self._years.setdefault(number, _Year()).join(year)

    def add(self, batch: Batch, concluded: Concluded) -> None:
        """Count the cases of one group."""
        year = self._years.setdefault(concluded.group.facts.year, _Year())
        year.cases += concluded.group.facts.rows
        year.questions += int(concluded.questions.sum())
        year.decisive += int(concluded.decisive.sum())
        for dimension, aspects in self._rules.aspects.items():
            for subject in (dimension, *aspects):
                low, high = concluded.level(subject)
                both, counts = np.unique(low.astype(np.int16) * 10 + high, return_counts=True)
                found = {divmod(int(pair), 10): int(count) for pair, count in zip(both, counts, strict=True)}
                year.levels.setdefault(subject, Counter()).update(found)
        year.holding.update({c.id: int(mask.sum()) for c, mask in holding(concluded)})
        year.saran.update({saran: int(mask.sum()) for saran, mask in concluded.evaluated.saran.items()})
        for saran, aspect, mask in lifts(self._rules, concluded):
            year.lifts[saran, aspect] += int(mask.sum())
        for name, mask in self._parted(concluded):
            year.parted[name] += int(mask.sum())
            year.named[name] += _names(batch, concluded.group.rows[mask], NAMED - len(year.named[name]))

    def _parted(self, concluded: Concluded) -> Iterator[tuple[str, Mask]]:
        """Yield where the outcome surely got better without integration, and where it surely did not despite it."""
        measure = self._rules.framework.outcome
        if measure is None:
            return
        change = concluded.measures[measure]
        falling = self._rules.measures[measure].better == "lower"
        better, not_better = (change.high < 0, change.low >= 0) if falling else (change.low > 0, change.high <= 0)
        levels = [concluded.level(dimension) for dimension in self._rules.aspects]
        yield "without", better & np.logical_or.reduce([high == 1 for _, high in levels])
        yield "despite", not_better & np.logical_and.reduce([low >= INTEGRATED for low, _ in levels])

    def record(self, lang: str, left_out: int = 0) -> PortfolioSummary:
        """Return what was counted, in the words of `lang`; `left_out` rows are wrong."""
        return PortfolioSummary(
            lang=lang,
            rules_sha256=self._rules.sha256,
            cases=sum(year.cases for year in self._years.values()),
            left_out=left_out,
            years=tuple(self._told(number, self._years[number], lang) for number in sorted(self._years)),
        )

    def _told(self, number: int, year: _Year, lang: str) -> YearSummary:
        rules = self._rules
        criteria = [(rules.criteria[c], n) for c, n in year.holding.most_common() if n]
        lifted: dict[str, list[Lifted]] = {}
        for (saran, aspect), count in year.lifts.items():
            if count:
                lifted.setdefault(saran, []).append(Lifted(aspect=aspect, cases=count))
        given = [(rules.saran[s], n) for s, n in year.saran.most_common() if n]
        return YearSummary(
            year=number,
            cases=year.cases,
            questions=year.questions,
            decisive=year.decisive,
            aspects=tuple(self._levels(year, lang)),
            holding=tuple(
                HoldingCount(id=c.id, title=c.title.get(lang), aspect=c.aspect, gates=c.level, cases=n)
                for c, n in criteria
            ),
            saran=tuple(
                SaranCount(
                    id=s.id, text=_in_any_region(s.short or s.what, lang), cases=n, lifts=tuple(lifted.get(s.id, ()))
                )
                for s, n in given
            ),
            outcome=self._outcome(number, year, lang),
        )

    def _levels(self, year: _Year, lang: str) -> Iterator[AspectCount]:
        for dimension in self._rules.framework.dimensions:
            of = [(dimension.id, dimension.name, None), *((a.id, a.name, dimension.id) for a in dimension.aspects)]
            for subject, name, parent in of:
                counts = sorted(year.levels[subject].items())
                yield AspectCount(
                    id=subject,
                    name=name.get(lang),
                    dimension=parent,
                    levels=tuple(
                        LevelCount(level=Interval(lowest=low, highest=high), cases=n) for (low, high), n in counts
                    ),
                )

    def _outcome(self, number: int, year: _Year, lang: str) -> Outcome | None:
        measure = self._rules.framework.outcome
        if measure is None:
            return None

        def against(name: str) -> OutcomeAgainst:
            regions = [Region(code=code, name=region, year=number) for code, region in sorted(year.named[name])]
            return OutcomeAgainst(cases=year.parted[name], named=tuple(regions))

        title = self._rules.measures[measure].title.get(lang)
        return Outcome(measure=measure, title=title, without=against("without"), despite=against("despite"))


def _names(batch: Batch, rows: Rows, most: int) -> list[tuple[str, str]]:
    codes, names = cells_of(batch.table, CODE), cells_of(batch.table, NAME)
    return [(str(codes[int(row)].as_py()), str(names[int(row)].as_py())) for row in rows[: max(most, 0)]]


def _in_any_region(text: Text, lang: str) -> str:
    """Return `text` of the rules with what differs from region to region in general words."""
    w, register = words(lang), Register(register_file())

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        if name.startswith(HOLDER):
            return register.functions[name.removeprefix(HOLDER)].holder.get(lang)
        return w.get(f"portfolio.some.{name}", w["portfolio.some.other"])

    said = PLACEHOLDER.sub(fill, text.get(lang))
    return said[:1].upper() + said[1:]
