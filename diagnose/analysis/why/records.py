"""What an explanation consists of: steps down to facts, and what is missing for a level."""

from typing import Any, Literal

from diagnose.diagnosis import CaseRecord, Interval, Record, RulesRecord, Truth

SCHEMA_VERSION = 1
Kind = Literal[
    "dimension",
    "aspect",
    "gate",
    "second_reading",
    "evidence",
    "criterion",
    "finding",
    "saran",
    "package",
    "needs",
    "measure",
    "agencies",
    "question",
]


class Leaf(Record):
    """A fact of the case: what it says (None: unknown), in words, by which source, and where the case file states it.

    `key` names an entry of a list; `agencies` are those it was read for, where it was read agency by agency;
    `line` is None where the file does not state it.
    """

    path: str
    name: str
    key: str
    value: Any
    said: str
    source: str | None
    year: int | None
    note: str | None
    disputed: tuple[str, ...]
    agencies: tuple[str, ...]
    file: str | None
    line: int | None


class Reading(Record):
    """What a measure came to: its bounds (None: open), what a count or share is out of, and all that in words."""

    low: float | None
    high: float | None
    total: float | None
    said: str


class Wanted(Record):
    """What a measure is compared with: a threshold and its number, or labels of a scale; and where that comes from."""

    test: str
    threshold: str | None
    number: float | None
    labels: tuple[str, ...]
    said: str
    sources: tuple[str, ...]
    asumsi_sistem: str | None


class Step(Record):
    """One step of a proof: what holds, by which rule, and the steps and facts that it rests on.

    `truth` is that of the rule; of a measure, whether its comparison decided the rule (None: it did not).
    """

    kind: Kind
    id: str
    statement: str
    rule: str | None = None
    title: str | None = None
    truth: Truth | None = None
    level: Interval | None = None
    condition: str | None = None
    measured: Reading | None = None
    wanted: Wanted | None = None
    asumsi_sistem: str | None = None
    sources: tuple[str, ...] = ()
    facts: tuple[Leaf, ...] = ()
    children: tuple["Step", ...] = ()


class About(Record):
    """Which case, by which rules, in which language."""

    schema_version: int = SCHEMA_VERSION
    lang: str
    case: CaseRecord
    rules: RulesRecord
    facts_sha256: str


class Why(About):
    """Why `target` is as it is."""

    target: str
    tree: Step


class Gap(Record):
    """How far a measure is from what a criterion asks, in words; `difference` in its own unit, where it has one.

    `lacking` are the agencies known to fall short, `unsure` those of whom it is not known.
    """

    measure: str
    said: str
    difference: float | None
    lacking: tuple[str, ...]
    unsure: tuple[str, ...]


class Answer(Record):
    """A saran that answers a criterion."""

    id: str
    text: str


class Missing(Record):
    """A criterion that an aspect lacks for a level: its proof, how far off it is, what answers it, whom to ask."""

    level: int
    criterion: Step
    gaps: tuple[Gap, ...]
    saran: tuple[Answer, ...]
    questions: tuple[Step, ...]


class AspectGap(Record):
    """What keeps one aspect below a level; `truth` tells whether it stands there: met, unmet or unknown."""

    id: str
    name: str
    level: Interval
    wanted: int
    truth: Truth
    statement: str
    missing: tuple[Missing, ...]


class WhyNot(About):
    """Why `target`, called `name`, stands below the level `wanted`."""

    target: str
    name: str
    wanted: int
    aspects: tuple[AspectGap, ...]
