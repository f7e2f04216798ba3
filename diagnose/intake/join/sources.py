"""Whose word a fact is: a source said once of a section is said of each part of it, before sections are joined."""

from typing import Any

from diagnose.case import Fact, Node, fact_model

_PERSONAL = ("source", "year")


def said_of_each(node: Node, raw: dict[str, Any], source: str, year: int | None = None) -> dict[str, Any]:
    """Return the raw section `raw` of that node without a source of its own: each part names it instead.

    `source` and `year` hold for parts that name none.
    """
    return {
        name: _part(node.children[name], value, source, year) if name in node.children else value
        for name, value in raw.items()
        if name not in _PERSONAL
    }


def _part(held: Node, raw: Any, source: str, year: int | None) -> Any:
    if held.kind == "fact":
        return _fact(fact_model(held), raw, source, year)
    if held.kind == "group":
        return {"source": source, **raw} if isinstance(raw, dict) and not _cited(held, raw) else raw
    if held.kind in ("entry", "whole"):
        return {"source": source, **raw} if isinstance(raw, dict) and raw else raw
    if held.entry is None:
        return raw
    if held.kind == "roster":
        names = dict.fromkeys(raw, "yes") if isinstance(raw, list) else raw or {}
        return {name: _part(held.entry, value, source, year) for name, value in names.items()}
    if held.kind == "mapping" and isinstance(raw, dict):
        return {key: _part(held.entry, value, source, year) for key, value in raw.items()}
    if held.kind == "list" and isinstance(raw, list):
        return [_part(held.entry, item, source, year) for item in raw]
    return raw


def _cited(node: Node, raw: dict[str, Any]) -> bool:
    """Tell whether each part of a raw section names its source."""
    if "source" in raw or any(name in raw for name in plain_fields(node)):
        return "source" in raw
    return all(_names(node.children[name], value) for name, value in raw.items() if name in node.children)


def _names(held: Node, raw: Any) -> bool:
    if held.kind == "group":
        return not isinstance(raw, dict) or _cited(held, raw)
    if held.kind in ("roster", "mapping", "list") and held.entry is not None:
        inner = raw.values() if isinstance(raw, dict) else raw or ()
        return all(_names(held.entry, value) for value in inner)
    return (isinstance(raw, dict) and "source" in raw) or (held.kind == "plain")


def _fact(model: type[Fact[Any]], raw: Any, source: str, year: int | None) -> Any:
    fact = model.model_validate(raw)
    if not said(fact):
        return raw
    full = in_full(fact, raw)
    inherited = {"source": source, **({"year": year} if year else {})}
    return {**full, **{name: value for name, value in inherited.items() if name not in full}}


def in_full(fact: Fact[Any], raw: Any) -> dict[str, Any]:
    """Return the raw value of `fact` as a mapping; a bare value such as a month stays as it is written."""
    if isinstance(raw, dict):
        return dict(raw)
    return {"value": raw} if raw is not None else fact.model_dump(mode="json", include={"value"})


def said(fact: Fact[Any]) -> bool:
    """Tell whether the fact says anything."""
    return fact.value is not None or fact.at_least is not None or fact.at_most is not None or bool(fact.disputed)


def plain_fields(node: Node) -> list[str]:
    """Return the fields that a section says in plain values, which are one fact with the section's own source."""
    return [name for name, child in node.children.items() if name not in (*_PERSONAL, "note") and child.kind == "plain"]
