"""Strict pydantic models of a case, built from its shape: one a section, one an entry of each list."""

from enum import StrEnum
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, Field, create_model

from diagnose.case.agencynames import AgencyName, OrNames
from diagnose.case.blocks import FactBlock, FieldBlock, RosterBlock, SurveyBlock
from diagnose.case.fact import AnswerFact, CountFact, ExtentFact, Fact, MonthFact, PercentFact, SizeFact, TextFact
from diagnose.case.section import Item, Listed, Roster, Section
from diagnose.case.shape import ABOUT, Node
from diagnose.case.survey import Survey
from diagnose.case.values import NUMBER, CountValue, FlagValue, TextValue, Year, ordered_scale
from diagnose.case.vocabulary import vocabulary
from diagnose.common import per_pack

_FACTS: dict[str, type[Fact[Any]]] = {
    "answer": AnswerFact,
    "extent": ExtentFact,
    "count": CountFact,
    "year": CountFact,
    "number": SizeFact,
    "rupiah": SizeFact,
    "percent": PercentFact,
    "day": MonthFact,
    "text": TextFact,
}


def section_fields(node: Node) -> dict[str, Any]:
    """Return the fields of the model of `node` that its base does not have, as `pydantic.create_model` takes them."""
    return {
        name: made
        for name, child in node.children.items()
        if not (name in ABOUT and child.block is None) and (made := _field(child)) is not None
    }


def fact_model(node: Node) -> type[Fact[Any]]:
    """Return the model of the fact at `node`: what an answer of a roster is, or the value of a single fact."""
    if isinstance(node.block, FactBlock):
        kind: type[Fact[Any]] = _fact_type(node, node.block)
        return kind
    if isinstance(node.block, RosterBlock) and node.block.listed and node.path.endswith("]"):
        return _listed(node.block.roster, tuple(node.block.details))
    return _FACTS[str(node.value)]


def _field(node: Node) -> Any:
    if node.kind == "group":
        model = _model(node)
        return model, _unsaid(model)
    if node.kind == "list" and node.entry is not None:
        entry: Any = create_model(
            model_title(node.path), __base__=Item, __module__=__name__, **section_fields(node.entry)
        )
        entry.KEY = node.key
        many: Any = tuple[entry, ...]
        return (many | None, None) if node.empty_says else (many, ())
    if node.kind == "fact" and isinstance(node.block, FactBlock):
        return _fact(node, node.block)
    return _plain(node) if isinstance(node.block, FieldBlock) else None


def _model(node: Node) -> type[Section]:
    """Return the model of a section, on the written one where it is a roster or a survey."""
    fields = section_fields(node)
    base: type[Section] = Section
    if isinstance(node.block, SurveyBlock):
        base = Survey
    elif isinstance(node.block, RosterBlock):
        base = Roster
        if node.block.listed:
            entry: Any = _listed(node.block.roster, tuple(node.block.details))
            fields["agencies"] = (Annotated[dict[AgencyName, entry], OrNames], Field(default={}))
    return create_model(model_title(node.path), __base__=base, __module__=__name__, **fields)


@per_pack
def _listed(roster: str, details_named: tuple[str, ...]) -> type[Listed]:
    details: dict[str, Any] = dict.fromkeys(details_named, (str | None, None))
    return create_model(f"{model_title(roster)}Entry", __base__=Listed, __module__=__name__, **details)


def _fact(node: Node, block: FactBlock) -> Any:
    kind = _fact_type(node, block)
    if block.required:
        return kind, Field(description=_described(block))
    return kind, _unsaid(kind, _described(block))


def _unsaid(model: type[BaseModel], description: str | None = None) -> Any:
    """Return the field of a part of which nothing is said: one frozen object for all cases, not a copy for each."""
    # constructed, not validated: pydantic would build a validator of its own for each of some 200 parts
    blank: list[BaseModel] = []

    def unsaid() -> BaseModel:
        if not blank:
            blank.append(model.model_construct())
        return blank[0]

    return Field(default_factory=unsaid, description=description)


def _fact_type(node: Node, block: FactBlock) -> Any:
    if block.kind == "degree":
        return Fact[_scales()[_words(block)]]  # type: ignore[misc]
    if block.kind == "choice":
        return Fact[Literal[tuple(block.choices)]]  # type: ignore[misc]
    if block.low is None and block.high is None:
        return _FACTS[block.kind]
    number: Any = int if block.kind in ("count", "year") else float
    return Fact[Annotated[number, Field(ge=node.low, le=node.high), NUMBER]]


@per_pack
def _scales() -> dict[tuple[tuple[str, str, str], ...], Any]:
    """Return the scales of degrees by their places and words, each once, under the name of the first fact on it."""
    found: dict[tuple[tuple[str, str, str], ...], Any] = {}
    for fact, block in vocabulary().facts.items():
        if block.kind == "degree" and _words(block) not in found:
            found[_words(block)] = ordered_scale(model_title(fact), block.scale)
    return found


def _words(block: FactBlock) -> tuple[tuple[str, str, str], ...]:
    return tuple((code, said.id, said.en) for code, said in block.scale.items())


def scales() -> dict[str, type[StrEnum]]:
    """Return the scales of the degrees of the pack in use, by the name of their type."""
    kinds = (get_args(kind)[0] for kind in _scales().values())
    return {kind.__name__: kind for kind in kinds}


def _described(block: FactBlock) -> str:
    return f"{block.name.en} ({block.help.en})" if block.help else block.name.en


def _plain(node: Node) -> Any:
    kind: Any = {
        "text": TextValue if node.required else str,
        "year": Year,
        "count": CountValue if node.high == 1e15 else Annotated[int, Field(ge=node.low, le=node.high)],
        "agency": AgencyName,
        "flag": FlagValue,
        "agencies": tuple[AgencyName, ...],
        "choice": Literal[tuple(node.codes)] if node.codes else str,
    }[str(node.value)]
    if node.open:
        kind = TextValue
    said = node.block.name.en if isinstance(node.block, FieldBlock) else None
    if node.required:
        return kind, Field(description=said)
    default: Any = {"flag": False, "agencies": ()}.get(str(node.value), node.default)
    return (kind | None if default is None else kind), Field(default=default, description=said)


def model_title(path: str) -> str:
    """Return the name of the model of the section or list at `path`."""
    words = path.replace("[*]", "").replace(".", "_").split("_")
    return "".join(word.capitalize() for word in words)
