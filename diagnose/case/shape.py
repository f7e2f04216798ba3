"""The shape of a case: what stands where, of which kind, as a tree that follows from the vocabulary.

Models, paths, forms and tables of facts all read it; nothing asks a model's annotations what kind a fact is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from diagnose.case.blocks import REGION_KINDS, FactBlock, FieldBlock, GroupBlock, ListBlock, RosterBlock, SurveyBlock
from diagnose.case.values import Answer, Extent
from diagnose.case.vocabulary import vocabulary
from diagnose.common import Text, per_pack

NodeKind = Literal["group", "list", "roster", "mapping", "entry", "whole", "fact", "plain"]
ValueKind = Literal[
    "answer", "extent", "degree", "count", "number", "percent", "rupiah", "day", "year", "text", "choice", "flag",
    "agency", "agencies", "texts", "word",
]  # fmt: skip
ABOUT = ("source", "year", "note")  # what is said about facts, and is none itself
FIRST_YEAR, LAST_YEAR = 1990, 2100
_SCALES = {"answer": tuple(map(str, Answer)), "extent": tuple(map(str, Extent))}
_BRACKETS = re.compile(r"\[[^\]]*\]")


@dataclass(eq=False)
class Node:
    """One place in the shape: a group, a list, a roster, an entry of these, a fact, or a plain field.

    `path` has ``[*]`` for entries. `value` is the kind of a fact or plain field, `key` what tells entries of a list
    apart, `entry` what one entry is.
    """

    path: str
    kind: NodeKind
    value: ValueKind | None = None
    children: dict[str, "Node"] = field(default_factory=dict)
    entry: "Node | None" = None
    key: tuple[str, ...] = ()
    required: bool = False
    default: str | None = None
    low: float | None = None
    high: float | None = None
    codes: dict[str, Text] = field(default_factory=dict)
    open: bool = False
    empty_says: bool = False
    block: FactBlock | FieldBlock | GroupBlock | ListBlock | RosterBlock | SurveyBlock | None = None

    @property
    def scale(self) -> tuple[str, ...]:
        """The places of its scale from worst to best, where it is told in words of one."""
        if self.value == "degree":
            return tuple(self.codes)
        return _SCALES.get(str(self.value), ())

    def rank(self, said: str) -> float:
        """Return where `said` stands: its place on the scale, or the number itself.

        Raises:
            ValueError: it is neither.
        """
        return float(self.scale.index(said)) if self.scale else float(said)

    @property
    def name(self) -> str:
        """The name of the field in what holds it."""
        return self.path.rpartition(".")[2].removesuffix("[*]")

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, in the order of the case."""
        yield self
        if self.entry is not None:
            yield from self.entry.walk()
        for child in self.children.values():
            yield from child.walk()


@per_pack
def shape() -> Node:
    """Return the shape of a case of the pack in use."""
    root = Node("", "group")
    _head(root)
    for block in vocabulary().blocks:
        if not isinstance(block, FactBlock | FieldBlock | GroupBlock | ListBlock | RosterBlock | SurveyBlock):
            continue
        holder = _holder(root, block.path)
        name = block.path.rpartition(".")[2]
        holder.children[name] = _node(block, holder.children.get(name))
    return root


def node_at(path: str) -> Node | None:
    """Return what stands at `path`, with or without keys in its brackets; None where nothing does."""
    here: Node | None = shape()
    for step in _BRACKETS.sub("[*]", path).split("."):
        here = here.children.get(step.removesuffix("[*]")) if here is not None else None
        if here is not None and step.endswith("[*]"):
            here = here.entry
    return here


def _holder(root: Node, path: str) -> Node:
    """Return the node that holds `path`, with the sections above it made where no block declares them."""
    here, at = root, ""
    for step in path.split(".")[:-1]:
        at = f"{at}.{step}" if at else step
        name = step.removesuffix("[*]")
        here = here.children.setdefault(name, _group(at))
        if step.endswith("[*]"):
            assert here.entry is not None  # the vocabulary has been checked: its lists come before their entries
            here = here.entry
    return here


def _group(path: str) -> Node:
    return Node(path, "group", children={"source": Node(f"{path}.source", "plain", "text")})


def _node(block: FactBlock | FieldBlock | GroupBlock | ListBlock | RosterBlock | SurveyBlock, old: Node | None) -> Node:
    if isinstance(block, FactBlock):
        return _fact(block)
    if isinstance(block, FieldBlock):
        return _plain(block)
    if isinstance(block, ListBlock):
        return _list(block)
    node = old or _group(block.path)
    node.block = block
    if isinstance(block, RosterBlock):
        _roster(node, block)
    if isinstance(block, SurveyBlock):
        _survey(node, block)
    return node


def _fact(block: FactBlock) -> Node:
    low, high = block.low, block.high
    if block.kind in ("count", "number", "rupiah"):
        low, high = low or 0.0, 1e15 if high is None else high
    if block.kind == "percent":
        low, high = low or 0.0, 100.0 if high is None else high
    if block.kind == "year":
        low, high = low or FIRST_YEAR, high or LAST_YEAR
    codes = dict(block.scale if block.kind == "degree" else block.choices)
    return Node(block.path, "fact", block.kind, required=block.required, low=low, high=high, codes=codes, block=block)


def _plain(block: FieldBlock) -> Node:
    low, high = block.low, block.high
    if block.kind == "year":
        low, high = low or FIRST_YEAR, high or LAST_YEAR
    if block.kind == "count":
        low, high = low or 0.0, 1e15 if high is None else high
    return Node(
        block.path, "plain", block.kind, required=block.required, default=block.default, low=low, high=high,
        codes=dict(block.choices), open=block.open, block=block,
    )  # fmt: skip


def _list(block: ListBlock) -> Node:
    at = f"{block.path}[*]"
    entry = Node(at, "entry", key=block.key, block=block)
    entry.children = {
        "source": Node(f"{at}.source", "plain", "text"),
        "year": Node(f"{at}.year", "plain", "year", low=FIRST_YEAR, high=LAST_YEAR),
        "note": Node(f"{at}.note", "plain", "text"),
    }
    return Node(block.path, "list", entry=entry, key=block.key, empty_says=block.empty_says, block=block)


def _roster(node: Node, block: RosterBlock) -> None:
    at = f"{block.path}.agencies"
    entry = Node(f"{at}[*]", "fact", "answer", block=block)
    node.children["agencies"] = Node(at, "roster", entry=entry, block=block)
    node.children["others"] = Node(f"{block.path}.others", "fact", "answer", block=block)


def _survey(node: Node, block: SurveyBlock) -> None:
    at = f"{block.path}.items"
    item = Node(f"{at}[*]", "whole", block=block)
    item.children = {
        "source": Node(f"{at}[*].source", "plain", "text"),
        "answers": Node(f"{at}[*].answers", "roster", entry=Node(f"{at}[*].answers[*]", "plain", "word")),
        "tally": Node(f"{at}[*].tally", "mapping", entry=Node(f"{at}[*].tally[*]", "fact", "count", low=0, high=1e15)),
        "note": Node(f"{at}[*].note", "plain", "text"),
    }
    node.children["conducted"] = Node(f"{block.path}.conducted", "fact", "day")
    node.children["respondents"] = Node(f"{block.path}.respondents", "plain", "agencies")
    node.children["items"] = Node(at, "mapping", entry=item, block=block)


def _head(root: Node) -> None:
    """Lay out what every case has, whatever its subject: which region and year, its documents and its agencies."""

    def plain(path: str, value: ValueKind, *, required: bool = False) -> Node:
        return Node(path, "plain", value, required=required)

    (region := _group("region")).children |= {
        "code": plain("region.code", "text", required=True),
        "name": plain("region.name", "text", required=True),
        "kind": plain("region.kind", "choice", required=True),
    }
    region.children["kind"].codes = {kind: Text(id=kind, en=kind) for kind in REGION_KINDS}
    year = plain("year", "year", required=True)
    year.low, year.high = FIRST_YEAR, LAST_YEAR
    documents = {"id": True, "title": True, "places": False, "conclusions": False}
    agencies = {"name": True, "same_as": False, "aliases": False, "functions": False}
    root.children = {
        "schema_version": plain("schema_version", "count"),
        "region": region,
        "year": year,
        "source": plain("source", "text"),
        "fictional": plain("fictional", "flag"),
        "documents": _table("documents", documents, many=("places", "conclusions")),
        "agencies": _table("agencies", agencies, many=("aliases", "functions")),
    }


def _table(path: str, fields: dict[str, bool], many: tuple[str, ...]) -> Node:
    entry = Node(f"{path}[*]", "whole")
    for name, required in fields.items():
        value: ValueKind = "texts" if name in many else "text"
        entry.children[name] = Node(f"{path}[*].{name}", "plain", value, required=required)
    return Node(path, "plain", "texts", entry=entry)


def fact_kind(path: str) -> ValueKind | None:
    """Return the kind of the single fact at `path`; None where there is none."""
    node = node_at(path)
    return node.value if node is not None and node.kind == "fact" else None


def is_fact_path(path: str) -> bool:
    """Tell whether a case can hold something at `path`; ``[*]`` stands for an entry of a list."""
    return node_at(path) is not None


def may_be_draft(path: str) -> bool:
    """Tell whether the answer at `path` can exist as a draft: its block, or a section that it stands in, says so."""
    parts = path.split(".")
    above = [node_at(".".join(parts[: i + 1])) for i in range(len(parts))]
    return any(node is not None and getattr(node.block, "draft", False) for node in above)
