"""What programs send and get that is no record of the library by itself."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from diagnose.diagnosis import Record, UnknownRecord


class Body(BaseModel):
    """Base of what is sent: nothing unknown in it."""

    model_config = ConfigDict(extra="forbid")


class ChangeAsked(Body):
    """One fact or entry to change: `value` as a case file has it (null: unknown), or `remove`."""

    path: str = Field(max_length=400, examples=["decree.states.targets"])
    value: Any = Field(default=None, examples=["yes"])
    remove: bool = False
    source: str | None = Field(default=None, max_length=200, description="a document, then the place in it")


class Supposing(Body):
    """What is supposed: changes of facts, and levers of the rules by their id."""

    changes: list[ChangeAsked] = Field(default=[], max_length=500)
    levers: list[str] = Field(default=[], max_length=200)


class Changing(Body):
    """Changes of facts to save; each that states a value cites its source."""

    changes: list[ChangeAsked] = Field(max_length=500)


class CaseListed(Record):
    """A case of the folder: what it is of, and how much of it is known; `problem` where its file cannot be read."""

    id: str
    example: bool
    region: str = ""
    code: str = ""
    year: int | None = None
    fictional: bool = False
    facts_known: int = 0
    facts_asked: int = 0
    problem: str = ""


class CaseHeld(Record):
    """A case as its file has it; `revision` is the mark that a change must name."""

    id: str
    example: bool
    revision: str
    case: dict[str, Any]


class CaseChanged(Record):
    """What a change came to: its number in the history (0: nothing was new), the new revision, levels that moved."""

    number: int
    revision: str
    facts: tuple[str, ...]
    levels: tuple[str, ...]


class Questions(Record):
    """What is unknown and would matter, the most useful first."""

    lang: str
    questions: tuple[UnknownRecord, ...]
