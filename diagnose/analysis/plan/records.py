"""What a plan is told as: steps gathered into acts, the plans for a goal, and what stands in the way."""

from typing import Literal

from diagnose.analysis.plan.blocked import Blocked
from diagnose.analysis.whatif import FactChange, LevelChange
from diagnose.diagnosis import CaseRecord, Record


class Step(Record):
    """Any `choose` of some moves of one lever (all of them where that is their number), and what is to be done.

    `unknown` are those whose facts are unknown now, so that they may be so already.
    """

    lever: str
    choose: int
    moves: tuple[str, ...]
    text: str
    effort: int
    unknown: tuple[str, ...]


class Act(Record):
    """Steps that one act carries out: who acts, who is asked, and by when at the earliest; `after` are earlier acts."""

    number: int
    saran: tuple[str, ...]
    package: str | None
    text: str | None
    actor: str
    asked: str
    by: str
    months: float
    after: tuple[int, ...]
    steps: tuple[Step, ...]


class Plan(Record):
    """One plan: its acts in order, what it costs, how far ahead its last act lies, and what it was seen to reach.

    `facts` and `aspects` are those of the case with the plan carried out (of each choice, the first moves).
    """

    effort: int
    months: float
    changes: int
    acts: tuple[Act, ...]
    moves: tuple[str, ...]
    facts: tuple[FactChange, ...]
    aspects: tuple[LevelChange, ...]
    reached: bool


class Plans(Record):
    """All plans for a goal; where none reaches it what stands in the way, and the plans for as far as it goes.

    `goal` gives the level of each aspect, `planned` what the plans reach of it; `already` that it is reached now;
    `complete` that no plan was left out; `reachable` the levels with every lever of the regency's used.
    """

    schema_version: Literal[1] = 1
    lang: str
    case: CaseRecord
    goal: dict[str, int]
    planned: dict[str, int]
    already: bool
    plans: tuple[Plan, ...]
    complete: bool
    blocked: tuple[Blocked, ...]
    reachable: tuple[LevelChange, ...]
