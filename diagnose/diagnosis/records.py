"""The diagnosis: one frozen record, of which every output is a rendering that adds no claim of its own."""

from typing import Any, Literal

from diagnose.diagnosis.record import Interval, Record
from diagnose.diagnosis.saran_records import PackageRecord, SaranRecord

Truth = Literal["met", "unmet", "unknown"]
SCHEMA_VERSION = 1


class Read(Record):
    """A fact that a rule read: its path, what it says (None: unknown), and where that stands."""

    fact: str
    value: Any
    source: str | None


class CaseRecord(Record):
    """Which case was diagnosed."""

    region: str
    code: str
    kind: str
    year: int
    fictional: bool
    facts_known: int
    facts_asked: int


class RulesRecord(Record):
    """Which rules it was diagnosed by."""

    version: str
    sha256: str


class Test(Record):
    """A comparison that the engine found true: what the measure came to (a bound of it), and the threshold."""

    measure: str
    value: float
    op: str
    threshold: float


class CriterionRecord(Record):
    """One criterion: whether it is met, in words, and what it read.

    `lacking` are the functions whose answer is known and falls short; `unsure` those whose answer is unknown.
    `tests` are the comparisons that prove it; none where it is unknown.
    """

    id: str
    title: str
    gates: int
    reading: Literal["both", "main", "second"]
    evidence: str
    truth: Truth
    statement: str
    asumsi_sistem: str | None
    sources: tuple[str, ...]
    read: tuple[Read, ...]
    lacking: tuple[str, ...]
    unsure: tuple[str, ...]
    tests: tuple[Test, ...]


class SecondReading(Record):
    """The level under the other reading that the theory's wording allows, and the criteria that make it differ."""

    level: Interval
    because: tuple[str, ...]
    reasons: tuple[str, ...]


class EvidenceRecord(Record):
    """What a level rests on: the criteria that decide it, by id, and how much there is behind them.

    Of `deciding`, those that rest on one document alone, on the own word of those who were asked, on what a study
    concludes, and on a fact of which the case names no source. `document` is the one on which all of them rest.
    """

    deciding: tuple[str, ...]
    one_document: tuple[str, ...]
    own_word: tuple[str, ...]
    conclusion: tuple[str, ...]
    unsourced: tuple[str, ...]
    document: str | None


class AspectRecord(Record):
    """One aspect and its level."""

    id: str
    dimension: str
    name: str
    level: Interval
    second_reading: SecondReading | None
    evidence: EvidenceRecord
    criteria: tuple[CriterionRecord, ...]


class DimensionRecord(Record):
    """One dimension; it stands at its lowest aspect."""

    id: str
    name: str
    level: Interval


class FindingRecord(Record):
    """A finding that holds, gating no level; `weight` 3 tells most to those who decide, 1 least."""

    id: str
    kind: str
    weight: int
    title: str
    statement: str
    asumsi_sistem: str | None
    because: tuple[str, ...]
    read: tuple[Read, ...]
    sources: tuple[str, ...]


class Narrowing(Record):
    """What the answer to one question alone does to the open level of an aspect.

    `if_best` and `if_worst` are what the level comes to under the best and the worst answer; `by` is the number of
    levels by which the better telling of the two shortens the interval.
    """

    aspect: str
    if_best: Interval
    if_worst: Interval
    by: int


class UnknownRecord(Record):
    """A question whose answer could change a level or a finding, who can answer it, and what waits for it.

    `who_function` is the function of the agency `who`; `holds_open` the aspects whose level waits for the answer, and
    `narrows` those that it can narrow by itself.
    """

    measures: tuple[str, ...]
    functions: tuple[str, ...]
    question: str
    who: str
    who_function: str
    facts: tuple[str, ...]
    waits: tuple[str, ...]
    holds_open: tuple[str, ...]
    narrows: tuple[Narrowing, ...] = ()


class Figure(Record):
    """One side of a conflict."""

    fact: str
    value: Any
    source: str | None


class ConflictRecord(Record):
    """Figures that disagree: all kept, with which one counts, if the case or the rules say so.

    `note` is what the case remarks on it, in the case's own words.
    """

    id: str
    statement: str
    note: str | None = None
    figures: tuple[Figure, ...]
    counts: Any


class PromiseRecord(Record):
    """What is promised of a fact: `said`, and in `statement` with `who` can say what became of it; `by` is its day."""

    fact: str
    statement: str
    said: str
    who: str
    by: str


class ObstacleRecord(Record):
    """An obstacle that OPD named; rank 1 is named most."""

    id: str
    name: str
    rank: int | None
    source: str | None


class Diagnosis(Record):
    """Everything concluded about one case; `stand_in`: by the evaluator that stands in for durable_rules."""

    schema_version: int = SCHEMA_VERSION
    lang: str
    case: CaseRecord
    rules: RulesRecord
    stand_in: bool = False
    facts_sha256: str
    dimensions: tuple[DimensionRecord, ...]
    aspects: tuple[AspectRecord, ...]
    findings: tuple[FindingRecord, ...]
    saran: tuple[SaranRecord, ...]
    packages: tuple[PackageRecord, ...]
    unknown: tuple[UnknownRecord, ...]
    conflicts: tuple[ConflictRecord, ...]
    promised: tuple[PromiseRecord, ...] = ()
    obstacles: tuple[ObstacleRecord, ...]
    assumptions: tuple[str, ...]

    def aspect(self, aspect_id: str) -> AspectRecord:
        """Return the aspect `aspect_id`.

        Raises:
            KeyError: there is none.
        """
        for aspect in self.aspects:
            if aspect.id == aspect_id:
                return aspect
        raise KeyError(aspect_id)
