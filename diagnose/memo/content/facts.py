"""What templates see of facts: one by itself, or several together, and the documents they stand in."""

from dataclasses import dataclass

from diagnose.memo.content.statement import Statement

NOTHING = Statement("", ())


@dataclass(frozen=True)
class Fact:
    """A fact that decided something: its name, value and source."""

    name: Statement
    value: Statement
    source: Statement

    def __str__(self) -> str:
        return f"{self.name}: {self.value} [{self.source}]"


@dataclass(frozen=True)
class Told:
    """Facts that share a value and a source: their names together; `names` is empty where a title names the one."""

    value: Statement
    names: Statement
    source: Statement


@dataclass(frozen=True)
class Facts:
    """What was read: one fact, or those of one list; `letter` is that of a list whose facts are numbered."""

    title: Statement
    told: tuple[Told, ...]
    letter: str = ""


@dataclass(frozen=True)
class Document:
    """A document that rules or facts cite, by the code they cite it with."""

    code: Statement
    title: Statement
