"""The blocks that a vocabulary is written in: facts, fields, sections, lists, rosters, a survey, and what follows.

See docs/vocabulary.md for the format.
"""

from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from diagnose.common import Strict, Text

FactKind = Literal[
    "answer", "extent", "degree", "count", "number", "percent", "rupiah", "day", "year", "text", "choice"
]
FieldKind = Literal["text", "choice", "count", "year", "flag", "agency", "agencies"]
RegionKind = Literal["kabupaten", "kota"]
REGION_KINDS: tuple[RegionKind, ...] = get_args(RegionKind)
Path = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\[\*\])?(\.[a-z][a-z0-9_]*(\[\*\])?)*$", max_length=120)]
Code = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]


class _Part(Strict):
    """A part of a case; `short` is what a part that stands at its top is called in a few words."""

    short: Text | None = None


class _Named(Strict):
    """What all blocks have: what people call it (``{0}`` is a part of an entry's key), and what to know of it."""

    name: Text
    help: Text | None = None
    column: Text | None = Field(default=None, description="title of its column in the form, where the name is too long")


class _Value(_Named):
    """A single value: its kind, the codes that it may take, and where it is out of place."""

    choices: dict[Code, Text] = Field(default={}, description="the codes it takes, each in words")
    required: bool = Field(default=False, description="an entry that lacks it is refused")
    low: float | None = None
    high: float | None = None


class FactBlock(_Value):
    """A fact: known, unknown, bounded, disputed or planned, with a source and a year of its own.

    With `better` the fact is a measure by itself, which rules compare under its path; `question` asks for it, `who`
    is the function that can answer. `not_compared` says why no rule compares it.
    """

    fact: Path
    kind: FactKind
    draft: bool = Field(default=False, description="it can exist as a draft")
    scale: dict[Code, Text] = Field(default={}, description="of a degree: its places, from worst to best")
    question: Text | None = None
    who: str | None = None
    better: Literal["higher", "lower", "neither"] | None = None
    part_of: tuple[Path, ...] = Field(default=(), description="numbers that it cannot exceed")
    at_most: Path | None = Field(default=None, description="the figure of the same entry that it cannot exceed")
    adds_up_to: str | None = Field(default=None, description="the number that the entries of its list come to")
    all_listed: Path | None = Field(default=None, description="with `adds_up_to`: whether the list is complete")
    regions: tuple[RegionKind, ...] = Field(default=REGION_KINDS, description="kinds of region that have it")
    from_year: int | None = None
    until_year: int | None = None
    undirected: Text | None = Field(default=None, description="why more of it is neither better nor worse")
    not_compared: Text | None = None
    phrases: tuple[str, ...] = Field(default=(), description="what speaks for it in a decree, the strongest first")
    basis: bool = Field(default=False, description="its phrases stand in the legal basis of a decree")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if self.phrases and self.kind != "answer":
            raise PydanticCustomError("vocabulary_phrases", "phrases of an answer", {"given": self.fact})
        if (self.kind == "degree") != bool(self.scale):
            raise PydanticCustomError("vocabulary_scale", "scale of a degree", {"given": self.fact})
        if self.kind == "choice" and not self.choices:
            raise PydanticCustomError("vocabulary_choices", "choices", {"given": self.fact})
        if self.question is not None and self.who is None:
            raise PydanticCustomError("vocabulary_who", "who", {"given": self.fact})
        return self

    @property
    def path(self) -> str:
        """The path of the fact, with ``[*]`` for the entries of a list."""
        return self.fact

    @property
    def limited(self) -> bool:
        """Whether some region lacks this fact, or some year."""
        return len(self.regions) < len(REGION_KINDS) or self.from_year is not None or self.until_year is not None

    def applies(self, region: str, year: int) -> bool:
        """Tell whether a region of that kind has this fact in that year."""
        early = self.from_year is not None and year < self.from_year
        late = self.until_year is not None and year > self.until_year
        return region in self.regions and not early and not late


class FieldBlock(_Value):
    """What an entry or a section says in plain words, without a source of its own: a name, an agency, a kind."""

    field: Path
    kind: FieldKind
    default: str | None = None
    open: bool = Field(default=False, description="takes other texts than its choices")
    named_in: Literal["obstacles", "suggestions"] | None = Field(
        default=None, description="the list of the questionnaire that gives its choices"
    )

    @property
    def path(self) -> str:
        """The path of the field."""
        return self.field


class GroupBlock(_Part):
    """A section of a case; `name` is what its plain fields are called as one fact, where it has any."""

    group: Path
    heading: Text | None = None
    name: Text | None = None
    help: Text | None = None
    draft: bool = Field(default=False, description="all answers in it can exist as a draft")

    @property
    def path(self) -> str:
        """The path of the section."""
        return self.group


class ListBlock(_Named, _Part):
    """A list: what tells its entries apart (`key`), and what an entry is called.

    `empty_says`: an empty list says that there is nothing, which is more than a list that is left out.
    """

    list: Path
    key: Annotated[tuple[str, ...], Field(min_length=1)]
    entry: Text
    empty_says: bool = False
    future: bool = Field(default=False, description="its entries may be of years to come")
    outcome: str | None = Field(default=None, description="the figure of an entry that tells what the programme is for")

    @property
    def path(self) -> str:
        """The path of the list."""
        return self.list


class RosterBlock(_Named, _Part):
    """An answer for each agency, and for all others; `listed` is the answer of one that is named without a word.

    `details` are texts that stand beside an answer, such as the role of a member. `counted_in` is the number of those
    whose answer is yes; where `some_where` is yes, there is at least one.
    """

    roster: Path
    heading: Text | None = None
    entry: Text
    others: Text
    listed: Literal["yes"] | None = None
    counted_in: Path | None = None
    some_where: Path | None = None
    draft: bool = False
    details: dict[Code, Text] = Field(default={})

    @property
    def path(self) -> str:
        """The path of the section that holds the roster."""
        return self.roster


class SurveyBlock(_Part):
    """What agencies answered to the questions of ``facts/questionnaire.yaml``: who was asked, and each answer."""

    survey: Path
    heading: Text
    name: Text
    items: Text
    item: Text

    @property
    def path(self) -> str:
        """The path of the survey."""
        return self.survey


class FollowsBlock(Strict):
    """Facts that follow from a fact: where `when` says `is`, each of `then` is so, unless the case states it."""

    follows: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    when: Path
    is_: Annotated[tuple[str, ...], Field(alias="is", min_length=1)]
    then: Annotated[dict[Path, str], Field(min_length=1)]
    because: Text

    @property
    def path(self) -> str:
        """The id of the rule."""
        return self.follows


Block = FactBlock | FieldBlock | GroupBlock | ListBlock | RosterBlock | SurveyBlock | FollowsBlock
