"""What a rule base consists of: the models of the files under ``rules/``.

The models say what each block must hold; that the blocks fit together is checked in `rulebase`.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from diagnose.case import Answer, Cite, Extent, NumberValue, Year, node_at
from diagnose.common import Strict, Text, cached_property, words
from diagnose.knowledge.conditions import Condition
from diagnose.knowledge.readings import Reading

Id = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]*$", max_length=60)]
LevelNumber = Annotated[int, Field(ge=2, le=4)]
RegionKind = Literal["kabupaten", "kota"]
REGION_KINDS: tuple[str, ...] = get_args(RegionKind)
SCALES: Mapping[str, type[Answer] | type[Extent]] = {"answer": Answer, "extent": Extent}


class Level(Strict):
    """The name of a level."""

    level: Annotated[int, Field(ge=1, le=4)]
    name: Text
    asumsi_sistem: Text | None = Field(default=None, description="what holds of every gate of this level")


class Aspect(Strict):
    """One of the aspects (indicators) of policy integration."""

    id: Id
    name: Text


class Dimension(Strict):
    """One of the dimensions of policy integration, with its aspects."""

    id: Id
    name: Text
    aspects: Annotated[tuple[Aspect, ...], Field(min_length=1)]


class FunctionList(Strict):
    """A named list of functions that conditions and measures go over."""

    id: Id
    name: Text
    functions: Annotated[tuple[str, ...], Field(min_length=1)]
    not_in: dict[RegionKind, tuple[str, ...]] = Field(default={}, description="functions that kind of region lacks")
    sources: tuple[Cite, ...] = ()
    asumsi_sistem: Text | None = None

    def within(self, kind: str) -> tuple[str, ...]:
        """Return the functions of the list that a region of that kind has."""
        lacking = dict(self.not_in).get(kind, ())  # type: ignore[call-overload]
        return tuple(f for f in self.functions if f not in lacking)


class Framework(Strict):
    """Levels, dimensions, aspects, and the lists of functions."""

    version: str
    title: Text
    levels: Annotated[tuple[Level, ...], Field(min_length=4, max_length=4)]
    dimensions: tuple[Dimension, ...]
    dimension_level: Text = Field(description="how a dimension's level follows from its aspects")
    function_lists: tuple[FunctionList, ...]
    outcome: Id | None = Field(default=None, description="a measure of change that integration is set beside")
    sources: tuple[Cite, ...]


class Dated(Strict):
    """What is in force from one year until another, both included; open where it names none."""

    from_year: Year | None = None
    until_year: Year | None = None

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.from_year and self.until_year and self.from_year > self.until_year:
            raise PydanticCustomError("years_crossed", "crossed")
        return self

    def in_force(self, year: int) -> bool:
        """Tell whether it is in force in `year`."""
        early = self.from_year is not None and year < self.from_year
        return not early and (self.until_year is None or year <= self.until_year)


class Threshold(Dated):
    """A number that conditions compare with: cited, or labelled as the system's own assumption."""

    id: Id
    value: NumberValue
    unit: Text
    sources: tuple[Cite, ...] = ()
    asumsi_sistem: Text | None = None

    @model_validator(mode="after")
    def _answerable(self) -> Self:
        if not self.sources and self.asumsi_sistem is None:
            raise PydanticCustomError("threshold_without_source", "no source")
        return self


class Ask(Dated):
    """The question that makes a measure known, who can answer it (a function), and the years in which it is asked."""

    question: Text
    who: str


class Measure(Strict):
    """A figure or answer computed from the facts before any rule is tried."""

    id: Id
    title: Text
    scale: Literal["answer", "extent", "degree", "count", "number", "percent", "share", "days", "months"]
    better: Literal["higher", "lower", "neither"]
    per_function: bool = False
    read: Reading
    ask: Ask

    @cached_property
    def places(self) -> Mapping[str, Text | None]:
        """The places of a scale of words by their label, from worst to best; none where it is a number.

        Those of a degree are the vocabulary's; what an answer or an extent is called stands in the program's words.
        """
        if self.scale == "degree":
            nodes = (node_at(path) for part in self.read.parts() for path in part.stated())
            return next((node.codes for node in nodes if node is not None and node.value == "degree"), {})
        return dict.fromkeys(map(str, SCALES[self.scale])) if self.scale in SCALES else {}

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of its places, from worst to best; none where it is a number."""
        return tuple(self.places)

    def said(self, label: str, lang: str) -> str:
        """Return what the place `label` is called in the language `lang`."""
        text = self.places[label]
        return words(lang)[f"{self.scale}.{label}"] if text is None else text.get(lang)


class Examples(Strict):
    """Facts under which a criterion or finding is met, unmet or unknown, written as in a case file."""

    met: tuple[dict[str, Any], ...] = ()
    unmet: tuple[dict[str, Any], ...] = ()
    unknown: tuple[dict[str, Any], ...] = ()


class Applicable(Dated):
    """What holds for some kinds of region only, or for some years."""

    id: Id
    regions: tuple[RegionKind, ...] = ("kabupaten", "kota")

    def holds_for(self, year: int, region: str) -> bool:
        """Tell whether it is in force for that year and kind of region."""
        return region in self.regions and self.in_force(year)


class Term(Applicable):
    """What something is called in some years, or in one kind of region; ``{term:id}`` in a text stands for it."""

    name: Text
    sources: tuple[Cite, ...] = ()


class Rule(Applicable):
    """What criteria and findings have in common."""

    title: Text
    when: Condition
    sources: Annotated[tuple[Cite, ...], Field(min_length=1)]
    saran: tuple[str, ...] = ()
    examples: Examples = Examples()
    asumsi_sistem: Text | None = Field(default=None, description="what in this rule is the project's own choice")


class Criterion(Rule):
    """One condition that an aspect must meet to stand at `level`.

    `reading` tells a criterion that belongs to one reading only, where the theory's wording allows two:
    ``main`` decides the level, ``second`` decides the second reading shown beside it.
    """

    aspect: str
    level: LevelNumber
    reading: Literal["both", "main", "second"] = "both"
    evidence: Literal["document", "observation", "perception"]
    reason: Text = Field(description="why this belongs to this level, in any regency")
    met: Text
    unmet: Text

    @model_validator(mode="after")
    def _unmet_leads_somewhere(self) -> Self:
        if not self.saran and self.reading != "second":
            raise PydanticCustomError("criterion_without_saran", "no saran")
        return self


class Finding(Rule):
    """Something worth telling that gates no level.

    A ``strength`` is what is well done, a ``gap`` a difference between form (decreed, planned) and practice (done).
    Findings of one `band` sort the values of a measure into classes: exactly one holds for any value. `weight` says
    how much it tells those who decide: short pages show 3 first, and 1 last; an `alarm` is told before anything else,
    since little can go ahead while it holds.
    """

    band: Id | None = None
    kind: Literal["strength", "finding", "gap", "caution", "conflict"] = "finding"
    weight: Literal[1, 2, 3] = 2
    alarm: bool = False
    statement: Text


Provable = Criterion | Finding  # what is met, unmet or unknown
