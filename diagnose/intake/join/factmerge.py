"""Two statements of one fact joined: the same is said once, the more exact counts, what differs is kept as disputed."""

from collections.abc import Mapping
from typing import Any, Literal

from diagnose.case import Fact
from diagnose.intake.join.sources import said

Outcome = Literal["new", "same", "sharper", "disputed", "contradicted"]
_WAYS = ("value", "at_least", "at_most", "disputed", "counts")


def join(model: type[Fact[Any]], ours: Any, theirs: Any, whose: str | None = None) -> tuple[Any, Outcome]:
    """Return one raw value for two of the same fact, and what came of it; both are sound values of `model`.

    `whose` is the source that holds for ours where it names none.

    ``disputed``: both are kept as claims. ``contradicted``: a figure lies outside the bounds that the other source
    gives, which claims cannot hold; ours stays, and a note tells the other.
    """
    a, b = model.model_validate(ours), model.model_validate(theirs)
    if not said(a) or not said(b):
        return (theirs, "new") if said(b) else (ours, "same")
    first, second = _full(a, ours), _full(b, theirs)
    if _said(a) == _said(b):
        return (ours if whose or first.get("source") else {**second, **first}), "same"
    first = {**first, **({"source": whose} if whose and "source" not in first else {})}
    if _claims(a, first) and _claims(b, second):
        return _disputed(a, b, first, second)
    inside = _inside(a, b)
    if inside is None:
        note = f"{first.get('note', '')} {_told(second)}".strip()
        return {**first, "note": note[:2000]}, "contradicted"
    if inside is a:
        return ours, "same"
    if inside is b:
        return {**{k: v for k, v in first.items() if k not in (*_WAYS, "source", "year")}, **second}, "sharper"
    return _both_bounds(a, b, first, second), "sharper"


def _full(fact: Fact[Any], raw: Any) -> dict[str, Any]:
    return dict(raw) if isinstance(raw, dict) else fact.model_dump(mode="json", include={"value"})


def _said(fact: Fact[Any]) -> dict[str, Any]:
    return fact.model_dump(include=set(_WAYS))


def _claims(fact: Fact[Any], raw: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a fact claims, source by source; nothing where it only gives bounds."""
    if fact.disputed:
        return [dict(claim) for claim in fact.model_dump(mode="json", exclude_none=True)["disputed"]]
    if fact.value is None:
        return []
    told = {"value": fact.model_dump(mode="json")["value"]}
    return [{**told, **{name: raw[name] for name in ("source", "year") if raw.get(name)}}]


def _disputed(
    a: Fact[Any], b: Fact[Any], first: Mapping[str, Any], second: Mapping[str, Any]
) -> tuple[dict[str, Any], Outcome]:
    ours, theirs = _claims(a, first), _claims(b, second)
    new = [claim for claim in theirs if claim["value"] not in [c["value"] for c in ours]]
    if not new:
        return dict(first), "same"
    rest = {k: v for k, v in (*second.items(), *first.items()) if k not in (*_WAYS, "source", "year", "note")}
    notes = "; ".join(dict.fromkeys(str(said["note"]) for said in (first, second) if said.get("note")))
    counts = [f.model_dump(mode="json")["counts"] for f in (a, b) if f.counts is not None]
    return {
        **rest,
        "disputed": [*ours, *new],
        **({"counts": counts[0]} if counts else {}),
        **({"note": notes[:2000]} if notes else {}),
    }, "disputed"


def _inside(a: Fact[Any], b: Fact[Any]) -> Fact[Any] | str | None:
    """Return the one that lies inside the other, ``"both"`` where they overlap, None where they exclude one another."""
    (low, high), (other_low, other_high) = a.bounds(), b.bounds()
    if max(low, other_low) > min(high, other_high):
        return None
    if low >= other_low and high <= other_high:
        return a
    return b if other_low >= low and other_high <= high else "both"


def _both_bounds(a: Fact[Any], b: Fact[Any], first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    lowest = max((a, b), key=lambda f: f.bounds()[0]).model_dump(mode="json")["at_least"]
    highest = min((a, b), key=lambda f: f.bounds()[1]).model_dump(mode="json")["at_most"]
    rest = {k: v for k, v in first.items() if k not in _WAYS}
    note = f"{first.get('note', '')} {_told(second)}".strip()
    return {**rest, "at_least": lowest, "at_most": highest, "note": note[:2000]}


def _told(said: Mapping[str, Any]) -> str:
    """Write a statement of the other source in a few signs, for a note."""
    marks = {"value": "", "at_least": "≥ ", "at_most": "≤ "}
    parts = [f"{mark}{said[name]}" for name, mark in marks.items() if said.get(name) is not None]
    parts += [str(claim["value"]) for claim in said.get("disputed", ())]
    source = f" [{said['source']}]" if said.get("source") else ""
    return f"({' '.join(parts)}{source})"
