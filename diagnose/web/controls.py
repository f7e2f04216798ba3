"""What a person sets a fact with: its kind, its choices, what it says now."""

from dataclasses import dataclass
from typing import Any

from diagnose.case import Answer, Extent, Kind, how_to_write, kind_at
from diagnose.diagnosis import Diagnosed

UNKNOWN = "unknown"
_FIGURES = ("count", "number", "percent", "year")


@dataclass(frozen=True)
class Control:
    """One fact as a control; `options` are codes with their words, none for what is typed."""

    path: str
    name: str
    kind: str
    options: tuple[tuple[str, str], ...]
    value: str
    said: str
    how: str
    source: str | None
    known: bool
    disputed: bool
    settled: bool
    planned: str
    derived: bool
    bounded: bool = False
    note: str = ""

    @property
    def figure(self) -> bool:
        """Whether a number is typed."""
        return self.kind in _FIGURES


def control(diagnosed: Diagnosed, path: str) -> Control | None:
    """Return the control of the fact at `path`; None where it holds no single value."""
    kind = kind_at(path, diagnosed.lang)
    if kind is None:
        return None
    entry = diagnosed.case.facts.get(path)
    value = entry.value if entry else None
    return Control(
        path=path,
        name=diagnosed.phrases.fact(path),
        kind=kind.name,
        options=_options(diagnosed, kind),
        value=UNKNOWN if value is None else str(value) if isinstance(value, str | int | float) else "",
        said=diagnosed.phrases.value(value, path),
        how=how_to_write(kind, diagnosed.lang) if not chosen(kind) else "",
        source=entry.source if entry else None,
        known=entry is not None and entry.known,
        disputed=bool(entry and entry.disputed),
        settled=bool(entry and entry.settled),
        planned=diagnosed.phrases.promised(entry),
        derived=bool(entry and entry.derived),
        bounded=isinstance(value, dict) and bool(value) and value.keys() <= {"at_least", "at_most"},
        note=(entry.note or "") if entry else "",
    )


def chosen(kind: Kind) -> bool:
    """Tell whether values of `kind` are chosen, not typed."""
    return kind.name in ("answer", "draft", "extent", "choice")


def _options(diagnosed: Diagnosed, kind: Kind) -> tuple[tuple[str, str], ...]:
    w = diagnosed.words
    codes: list[Any] = []
    if kind.name in ("answer", "draft"):
        codes = [a for a in Answer if kind.name == "draft" or a is not Answer.DRAFT]
        named = [(str(a), w[f"answer.{a}"]) for a in reversed(codes)]
    elif kind.name == "extent":
        named = [(str(e), w[f"extent.{e}"]) for e in Extent]
    elif kind.name == "choice":
        named = list(kind.choices)
    else:
        return ()
    return (*named, (UNKNOWN, w["unknown_value"]))


def found(diagnosed: Diagnosed, typed: str, most: int) -> tuple[list[str], int]:
    """Return the facts whose name has every word of `typed`, at most `most` of them, and how many more there are."""
    wanted = typed.casefold().split()
    if not wanted:
        return [], 0
    names = ((path, diagnosed.phrases.fact(path)) for path in diagnosed.case.facts)
    paths = [path for path, name in names if all(word in name.casefold() for word in wanted)]
    return paths[:most], max(0, len(paths) - most)
