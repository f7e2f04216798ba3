"""A rule base: all knowledge by kind and id, and what of it is in force for a case, compiled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from diagnose.case import Case, Source, vocabulary
from diagnose.common import Place, Problem, Text, Tree, cached_property, nearest
from diagnose.engine import Engine, chosen_engine, make_engine
from diagnose.knowledge.compile import Compiled, compile_rules
from diagnose.knowledge.conditions import Bound, Compare, ForEach, comparisons
from diagnose.knowledge.levers import EffortName, Lever, Outside
from diagnose.knowledge.models import Criterion, Dated, Finding, Framework, Measure, Provable, Term, Threshold
from diagnose.knowledge.saran import Moment, Office, Package, Power, Saran


@dataclass(frozen=True)
class Block:
    """One block of a rule file and where it stands."""

    kind: str
    content: Any
    tree: Tree
    loc: tuple[str | int, ...]

    def place(self, *below: str | int) -> Place:
        """Return the place of what stands at `below` in this block."""
        return self.tree.place((*self.loc, *below))

    def unknown(self, key: str, given: str, known: Iterable[str], *below: str | int) -> Problem:
        """Return the problem that what stands at `below` is none of `known`, with the nearest that is."""
        return Problem(self.place(*below), key, {"given": given, "near": nearest(given, known)})


@dataclass(frozen=True, eq=False)
class Rulebase:
    """All the knowledge there is, by kind and id."""

    framework: Framework
    sources: Mapping[str, Source]
    thresholds: tuple[Threshold, ...]
    terms: tuple[Term, ...]
    measures: Mapping[str, Measure]
    criteria: Mapping[str, Criterion]
    findings: Mapping[str, Finding]
    moments: Mapping[str, Moment]
    offices: Mapping[str, Office]
    powers: Mapping[str, Power]
    packages: Mapping[str, Package]
    saran: Mapping[str, Saran]
    efforts: tuple[EffortName, ...]
    levers: Mapping[str, Lever]
    outside: tuple[Outside, ...]
    sha256: str
    blocks: tuple[Block, ...] = field(repr=False, default=())
    # what was worked out once; a changed copy (dataclasses.replace) begins anew
    _engines: dict[Any, tuple[Compiled, Engine]] = field(init=False, repr=False, default_factory=dict)
    _choices: dict[tuple[str, int], tuple[Text, ...]] = field(init=False, repr=False, default_factory=dict)
    _lists: dict[str, Mapping[str, tuple[str, ...]]] = field(init=False, repr=False, default_factory=dict)

    @cached_property
    def list_ids(self) -> tuple[str, ...]:
        """The ids of the lists of functions."""
        return tuple(f.id for f in self.framework.function_lists)

    def lists(self, kind: str) -> Mapping[str, tuple[str, ...]]:
        """Return the lists of functions, by id, for a region of that kind (a city has no villages)."""
        if kind not in self._lists:
            self._lists[kind] = {f.id: f.within(kind) for f in self.framework.function_lists}
        return self._lists[kind]

    @cached_property
    def places(self) -> Mapping[str, frozenset[str]]:
        """The places of a case that each measure may be read from, by id; see `ReadingBase.places`."""
        return {m.id: m.read.places() for m in self.measures.values()}

    @cached_property
    def aspects(self) -> Mapping[str, tuple[str, ...]]:
        """The aspects of each dimension, by id."""
        return {d.id: tuple(a.id for a in d.aspects) for d in self.framework.dimensions}

    def measure_of(self, code: str) -> Measure:
        """Return the measure of a code, which names the function too where each has its own: ``measure@function``.

        Raises:
            KeyError: there is none of that name.
        """
        return self.measures[code.partition("@")[0]]

    @property
    def provable(self) -> tuple[Provable, ...]:
        """The criteria and the findings."""
        return (*self.criteria.values(), *self.findings.values())

    def changes(self, *rules: Dated) -> list[int]:
        """Return the first year of all, and each year in which a rule or a threshold comes into force or leaves it.

        With `rules`, only the years in which one of them is in force.
        """
        return [y for y in self._changes if not rules or any(r.in_force(y) for r in rules)]

    @cached_property
    def _changes(self) -> list[int]:
        dated: tuple[Dated, ...] = (*self.provable, *self.thresholds, *self.terms, *self.saran.values())
        starts = {y for d in dated for y in (d.from_year, d.until_year + 1 if d.until_year else None) if y}
        first = vocabulary().first_year
        return sorted({first, *(y for y in starts if y > first)})

    def threshold(self, name: str, year: int, elsewhere: "Thresholds | None" = None) -> Threshold | None:
        """Return the threshold `name` as it is in `year`, or as it is `elsewhere` where it is in force there."""
        if elsewhere is not None:
            found = elsewhere.base.threshold(name, elsewhere.year)
            if found is not None:
                return found
        return next((t for t in self.thresholds if t.id == name and t.in_force(year)), None)

    def term(self, name: str, year: int, kind: str) -> Term | None:
        """Return the term `name` as it is in `year` in that kind of region."""
        return next((t for t in self.terms if t.id == name and t.holds_for(year, kind)), None)

    def issued_by(self, cite: str | None, year: int) -> bool:
        """Tell whether the source cited was there in `year`; one that tells no year, or none at all, always was."""
        source = self.sources.get((cite or "").partition(" ")[0])
        return source is None or source.year is None or source.year <= year

    def choices(self, rule: Provable, year: int) -> tuple[Text, ...]:
        """Return each choice of the project's own that `rule` rests on, with its level's, thresholds' and lists'."""
        if (rule.id, year) not in self._choices:
            compared = comparisons(rule.when)
            names = [n for c in compared for n in c.tests().values() if isinstance(n, str)]
            lists = {c.for_each for c in compared if isinstance(c, ForEach)}
            level = rule.level if isinstance(rule, Criterion) else None
            texts = [
                rule.asumsi_sistem,
                *(found.asumsi_sistem for found in self.framework.levels if found.level == level),
                *(t.asumsi_sistem for t in (self.threshold(n, year) for n in names) if t),
                *(f.asumsi_sistem for f in self.framework.function_lists if f.id in lists),
            ]
            self._choices[rule.id, year] = tuple(text for text in texts if text)
        return self._choices[rule.id, year]

    def bound(self, compare: Compare, year: int, elsewhere: "Thresholds | None" = None) -> Bound:
        """Return the numbers that `compare` stands for in `year`, by the thresholds `elsewhere` where these are given.

        Raises:
            KeyError: it names no threshold, or no label of the measure's scale.
        """
        ((test, named),) = compare.tests().items()
        places = self.measures[compare.measure].labels

        def number(name: str) -> float:
            if places:
                return float({label: place for place, label in enumerate(places)}[name])
            threshold = self.threshold(name, year, elsewhere)
            if threshold is None:
                raise KeyError(name)
            return threshold.value

        if isinstance(named, tuple) or test == "is":
            labels = sorted(number(n) for n in ((named,) if isinstance(named, str) else named))
            if not places or labels != [labels[0] + i for i in range(len(labels))]:
                raise KeyError(named)
            top = float(len(places) - 1)
            return Bound(labels[0] if labels[0] > 0 else None, labels[-1] if labels[-1] < top else None)
        value = number(named)
        return {
            "at_least": Bound(low=value),
            "above": Bound(low=value, low_open=True),
            "at_most": Bound(high=value),
            "below": Bound(high=value, high_open=True),
        }[test]

    def engine_for(self, case: Case) -> tuple[Compiled, Engine]:
        """Return the rules in force for the year and kind of region of `case`, compiled; the same engine each time."""
        return self.engine_of(case.region.kind, case.year)

    @cached_property
    def gating(self) -> tuple[Measure, ...]:
        """The measures that criteria compare, which alone decide levels."""
        compared = dict.fromkeys(c.measure for rule in self.criteria.values() for c in comparisons(rule.when))
        return tuple(self.measures[name] for name in compared)

    def engine_of(
        self, kind: str, year: int, elsewhere: "Thresholds | None" = None, *, levels_only: bool = False
    ) -> tuple[Compiled, Engine]:
        """Return the rules in force in `year` for that kind of region, compiled; the same engine each time.

        They compare with the thresholds of the same year, or with those `elsewhere`; a threshold that is not in force
        there stays that of `year`. With `levels_only`, the findings and the saran are left out.
        """
        criteria = tuple(c for c in self.criteria.values() if c.holds_for(year, kind))
        findings = tuple(f for f in self.findings.values() if f.holds_for(year, kind))
        if levels_only:
            criteria, findings = tuple(c.model_copy(update={"saran": ()}) for c in criteria), ()
        numbers = {t.id: t.value for t in reversed(self.thresholds) if t.in_force(year)}
        if elsewhere is not None:
            there = {t.id: t.value for t in reversed(elsewhere.base.thresholds) if t.in_force(elsewhere.year)}
            numbers = {name: there.get(name, number) for name, number in numbers.items()}
        saran = () if levels_only else tuple(s for s in self.saran.values() if s.holds_for(year, kind))
        key = (
            chosen_engine(),
            levels_only,
            tuple(r.id for r in (*criteria, *findings, *saran)),
            tuple(sorted(numbers.items())),
        )
        if key not in self._engines:
            if len(self._engines) >= MOST_ENGINES:
                del self._engines[next(iter(self._engines))]
            compiled = compile_rules(criteria, findings, self.aspects, lambda c: self.bound(c, year, elsewhere), saran)
            self._engines[key] = (compiled, make_engine(f"konvergensi {len(self._engines)}", compiled.tiers))
        return self._engines[key]


MOST_ENGINES = 16  # that one rule base keeps compiled, the first made is the first to go


@dataclass(frozen=True, eq=False)
class Thresholds:
    """The thresholds of a rule base as they are in one year, to hold the rules of another year or base against."""

    base: Rulebase
    year: int


SCHEMA = "R01"  # the code of what the model itself refuses
