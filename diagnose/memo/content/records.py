"""What templates and pictures see of a case: statements, gathered into aspects, criteria, acts and questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from diagnose.diagnosis import Interval
from diagnose.memo.content.facts import NOTHING, Document, Fact, Facts
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.request import Request
from diagnose.memo.content.series import Series
from diagnose.memo.content.statement import Statement


@dataclass(frozen=True)
class Criterion:
    """A criterion: what it says now, what it read (fact by fact, and `read` more briefly), the sources of the rule."""

    id: Statement
    title: Statement
    statement: Statement
    gates: Statement
    truth: str
    mark: str
    assumption: Statement
    facts: tuple[Fact, ...]
    read: tuple[Facts, ...]
    sources: Statement


@dataclass(frozen=True)
class Aspect:
    """An aspect, its level now and (where something is supposed) then, and the criteria that hold it there.

    `becomes` is the level then, empty where nothing is supposed or it stays; `level_name` says the level in words;
    `evidence` tells what it rests on.
    """

    id: str
    name: str
    level: Statement
    stands: Interval
    then: Interval | None
    becomes: Statement
    level_name: Statement
    evidence: Statement
    second: Statement
    second_reasons: Statement
    held: tuple[Criterion, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Dimension:
    """A dimension with its aspects."""

    id: str
    name: str
    level: Statement
    stands: Interval
    then: Interval | None
    becomes: Statement
    level_name: Statement
    aspects: tuple[Aspect, ...]


@dataclass(frozen=True)
class Part:
    """One saran of a package; `place` is the number of the act with the letter of the part."""

    letter: str
    text: Statement
    why: Statement = NOTHING
    basis: Statement = NOTHING
    place: Statement = NOTHING


@dataclass(frozen=True)
class Act:
    """One thing to do: the saran, or a package of them, with who acts, who is asked, when, why and on what basis.

    `brief` is all of it in one sentence, `when` the time in few words, `rules` those it follows from.
    """

    number: int
    text: Statement
    parts: tuple[Part, ...]
    actor: Statement
    asked: Statement
    by: Statement
    when: Statement
    after: Statement
    brief: Statement
    why: Statement = NOTHING
    basis: Statement = NOTHING
    rules: Statement = NOTHING
    place: Statement = NOTHING


@dataclass(frozen=True)
class Finding:
    """A finding that gates no level; `assumed` is the system's assumption behind it, if any; `weight` 3 tells most."""

    weight: int
    id: Statement
    statement: Statement
    assumed: Statement
    sources: Statement


@dataclass(frozen=True)
class Conflict:
    """Figures that disagree: what is said of them, each figure, and the one that counts (empty: none is settled).

    `note` is the case's own remark, in whatever language its author wrote it.
    """

    statement: Statement
    figures: tuple[Fact, ...]
    counts: Statement
    note: Statement


@dataclass(frozen=True)
class Questions:
    """What one agency is to be asked; `own` that it is the one whose memo this is."""

    who: Statement
    questions: tuple[Statement, ...]
    own: bool


@dataclass(frozen=True)
class Turned:
    """What turns under a scenario, and why."""

    statement: Statement
    because: Statement


@dataclass(frozen=True)
class Change:
    """A scenario or plan: what is supposed, what moves, which saran it answers, and how many are left.

    `steps` are those of a plan, and `remaining` what is still advised afterwards, an act in few words each.
    """

    title: Statement
    facts: tuple[Statement, ...]
    levels: tuple[Statement, ...]
    turned: tuple[Turned, ...]
    answered: tuple[Statement, ...]
    left: Statement
    steps: tuple[Act, ...]
    remaining: tuple[Statement, ...]


@dataclass(frozen=True)
class Seat:
    """A function, the agency that holds it here, and whether the answer of a measure is yes for it (None: unknown)."""

    function: str
    agency: Statement
    seated: bool | None


@dataclass(frozen=True)
class Memo:
    """Everything a template may say of one case.

    `decisions` are what the head of the region is asked for, `own` what is done without waiting for that, `others`
    what was left for the annex; `seats` by the code of a measure that is read per function, `series` by the name it is
    declared under. `programme` is what the programme is called, `work` what it does, as after "program".

    `questions` are those that decide a level, `later_questions` the others, `later` their number; `listed` and
    `listed_later` are the first of both, `beyond` how many are left, empty where none is; `ranked`: obstacles
    stand in the order in which they were named most. `lists` are the facts that criteria refer to by number, `promised`
    commitments that are neither yes nor no yet, `documents` those that rules and facts cite; `one_document` tells how
    many levels rest on a single one. `request` is what one agency is asked, in a letter to it.
    """

    lang: str
    letterhead: Letterhead
    date: str
    programme: str
    work: str
    region: str
    year: Statement
    kind: str
    head: str
    fictional: bool
    known: Statement
    asked: Statement
    level_names: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    lowest: tuple[Statement, ...]
    facts: tuple[Fact, ...]
    strengths: tuple[Finding, ...]
    findings: tuple[Finding, ...]
    gaps: tuple[Finding, ...]
    cautions: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    promised: tuple[Statement, ...]
    obstacles: tuple[Statement, ...]
    ranked: bool
    questions: tuple[Questions, ...]
    later: Statement
    later_questions: tuple[Questions, ...]
    listed: tuple[Questions, ...]
    listed_later: tuple[Questions, ...]
    beyond: Statement
    assumptions: tuple[Statement, ...]
    decisions: tuple[Act, ...]
    own: tuple[Act, ...]
    rules: Statement
    office: str
    series: Mapping[str, Series]
    seats: Mapping[str, tuple[Seat, ...]]
    change: Change | None
    lists: tuple[Facts, ...]
    documents: tuple[Document, ...]
    one_document: Statement
    request: Request | None = None
    others: tuple[Act, ...] = ()

    @property
    def acts(self) -> tuple[Act, ...]:
        """All that is advised, in order."""
        return (*self.decisions, *self.own, *self.others)

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """Every aspect, in order."""
        return tuple(a for d in self.dimensions for a in d.aspects)
