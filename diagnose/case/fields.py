"""What a case asks for, as a form lays it out: facts in sections, and lists as tables; it follows from the shape."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from diagnose.case.blocks import FieldBlock, RosterBlock
from diagnose.case.shape import FIRST_YEAR, LAST_YEAR, Node, ValueKind, shape
from diagnose.case.vocabulary import vocabulary
from diagnose.common import per_pack

Kind = Literal[
    "answer", "extent", "count", "number", "percent", "day", "text", "flag", "choice", "agency", "agencies", "texts"
]
NAME = "agencies"  # the column of a roster that names the agency
_HIDDEN = "schema_version"
# how a kind of value is written in a form, where that is not a kind of its own
_WRITTEN: dict[ValueKind, Kind] = {"rupiah": "number", "year": "count", "degree": "choice", "word": "text"}


@dataclass(frozen=True)
class Field:
    """One field: `path` is dotted, in a list without an index; a `fact` has a source, year and note of its own."""

    path: str
    kind: Kind
    fact: bool = False
    required: bool = False
    codes: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    default: str | None = None

    @property
    def name(self) -> str:
        """The name of the field in what holds it."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True)
class Table:
    """A list or a roster. `optional`: an empty list says something else than none (asked, and there was nothing)."""

    path: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    roster: bool = False
    optional: bool = False

    def field(self, name: str) -> Field | None:
        """Return the field called `name`."""
        return next((f for f in self.fields if f.name == name), None)

    @property
    def facts(self) -> tuple[Field, ...]:
        """The fields of an entry that have a source, year and note of their own."""
        return tuple(f for f in self.fields if f.fact)


@dataclass(frozen=True)
class Section:
    """The fields of one section of a case that are not lists; the path of the case itself is empty."""

    path: str
    fields: tuple[Field, ...]


@per_pack
def sections() -> tuple[Section, ...]:
    """Return the sections of a case, in the order of the vocabulary."""
    return tuple(s for s in _sections(shape()) if s.fields)


@per_pack
def tables() -> tuple[Table, ...]:
    """Return the lists and rosters of a case, in the order of the vocabulary."""
    return tuple(_tables(shape()))


def respondents() -> str:
    """Return the path of who answered the survey, which has a place of its own in a form; empty where none is."""
    survey = vocabulary().survey
    return f"{survey}.respondents" if survey else ""


def tally_path() -> str:
    """Return the path under which counts of answers to the survey are told; empty where none is."""
    survey = vocabulary().survey
    return f"{survey}.items.tally" if survey else ""


def _sections(node: Node) -> Iterator[Section]:
    single = [c for c in node.children.values() if c.kind in ("fact", "plain") and c.entry is None]
    own = [_field(c) for c in single if c.path not in (_HIDDEN, respondents())]
    yield Section(node.path, tuple(sorted(own, key=lambda f: f.name == "source")))
    for child in node.children.values():
        if child.kind == "group":
            yield from _sections(child)


def _tables(node: Node) -> Iterator[Table]:
    for child in node.children.values():
        entry = child.entry
        if child.kind == "group":
            yield from _tables(child)
        elif entry is None or child.kind == "mapping":
            continue
        elif child.kind == "roster" and isinstance(entry.block, RosterBlock):
            naming = Field(f"{child.path}.{NAME}", "agency", required=True)
            value = Field(f"{child.path}.value", "answer")
            details = [Field(f"{child.path}.{name}", "text") for name in entry.block.details]
            about = [_about(child.path, name) for name in ("year", "source", "note")]
            yield Table(child.path, (naming, value, *details, *about), (NAME,), roster=True)
        else:
            fields = [_field(c) for c in entry.children.values()]
            yield Table(child.path, tuple(_ordered(fields, entry.key)), entry.key, optional=child.empty_says)


def _about(path: str, name: str) -> Field:
    if name == "year":
        return Field(f"{path}.{name}", "count", low=FIRST_YEAR, high=LAST_YEAR)
    return Field(f"{path}.{name}", "text")


def _ordered(fields: list[Field], key: tuple[str, ...]) -> Iterator[Field]:
    """Put what tells an entry from others first, and what is said about it last."""
    by_name = {f.name: f for f in fields}
    about = [by_name[n] for n in ("year", "source", "note") if n in by_name and n not in key]
    yield from (by_name[n] for n in key)
    yield from (f for f in fields if f not in about and f.name not in key)
    yield from about


def _field(node: Node) -> Field:
    assert node.value is not None  # facts and plain fields have a kind
    named = isinstance(node.block, FieldBlock) and node.block.named_in is not None
    kind: Kind = "text" if named else _WRITTEN.get(node.value) or node.value  # type: ignore[assignment]
    path = node.path.replace("[*]", "")
    codes = () if node.open else tuple(node.codes)
    return Field(
        path,
        kind,
        node.kind == "fact",
        node.required and node.kind == "plain",
        codes,
        node.low,
        node.high,
        node.default,
    )
