"""What programs send and get that is no record of the library by itself."""

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from diagnose.analysis.plan import Margins
from diagnose.diagnosis import Record, UnknownRecord
from diagnose.web.imports.outcome import ClashTold, FileTold, NameAsked


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


class MarginsTold(Record):
    """How near each level is to flipping."""

    lang: str
    margins: tuple[Margins, ...]


class PlanAsked(Body):
    """What a plan is to reach: levels by aspect, dimension or ``all``; and the levers that it goes without."""

    goals: dict[str, int] = Field(min_length=1, max_length=20, examples=[{"policy_goals.range": 2}])
    without: list[str] = Field(default=[], max_length=200)
    limit: int = Field(default=3, ge=1, le=200)


class PlanRunning(Record):
    """A plan that is still being worked out, and where to ask after it."""

    id: str
    ask: str


class MemoAsked(Body):
    """What a memo is made with; letterhead and scenario are those of the folder, by name."""

    template: str = Field(default="nota-dinas", max_length=100)
    format: Literal["docx", "pdf", "html", "txt"] = "docx"
    letterhead: str = Field(default="", max_length=200)
    scenario: str = Field(default="", max_length=200)
    date: dt.date | None = None
    acts: list[str] = Field(default=[], max_length=60, description="the advice that goes in, in order; all otherwise")
    plan: dict[str, int] = Field(default={}, max_length=20, description="levels that a plan shown in it reaches")


class RuleShown(Record):
    """A rule in words: its heading, what is said of it, and the facts that it is tested by."""

    id: str
    lang: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    examples: dict[str, Any]


class ImportTold(Record):
    """What the files of an import say; `ready` tells that something new could be joined now."""

    id: str
    ready: bool
    files: tuple[FileTold, ...]
    names: tuple[NameAsked, ...]
    clashes: tuple[ClashTold, ...]
    problems: tuple[str, ...]
    known: int
    asked: int
    new: bool


class Confirming(Body):
    """What a person confirmed: what names mean, which side of a conflict counts, lines of decrees by proposal."""

    names: dict[str, str] = Field(default={}, max_length=500)
    counts: dict[str, Literal["ours", "theirs"]] = Field(default={}, max_length=500)
    lines: dict[str, dict[str, str]] = Field(
        default={}, max_length=20, examples=[{"sk.docx.usulan.yaml": {"semua": "*"}}]
    )
