"""Statements of one fact joined: the same is said once, the more exact counts, what excludes another is disputed.

What a fact says is a set of values, the highest of its lower bounds and the lowest of its upper ones; a bound that one
of the values keeps says less than that value and is left out. Joining takes the union of the values and the tighter of
the bounds, so that neither the order nor the grouping of files matters, nor that one is joined twice.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from diagnose.case import Fact
from diagnose.intake.join.sources import in_full, said

Outcome = Literal["new", "same", "sharper", "disputed"]
Said = dict[str, Any]  # a claim, or a fact in full, as a case file has it
_VALUES = ("value", "at_least", "at_most")
_OF_FACT = (*_VALUES, "disputed", "counts", "source", "year", "note")
_FILE = re.compile(r"^\S+\.[a-z]{3,4}$")  # such as ``isian.xlsx``
_LONGEST = 2000  # characters of a note


def join(model: type[Fact[Any]], ours: Any, theirs: Any, whose: str | None = None) -> tuple[Any, Outcome]:
    """Return one raw value for two of the same fact, and what came of it; both are sound values of `model`.

    `whose` is the source that holds for ours where it names none. Of two sources that say the same a document is
    cited before a file, which a fact cites where nothing better is known.
    """
    a, b = model.model_validate(ours), model.model_validate(theirs)
    if not said(a) or not said(b):
        return (theirs, "new") if said(b) else (ours, "same")
    first, second = in_full(a, ours), in_full(b, theirs)
    before = _least(model, _claims(a, first, whose))
    after = _least(model, [*before, *_claims(b, second)])
    fact, notes = _written(model, after)
    more = {**_rest(first, second), **_counts(a, b, fact), **_noted(first, second, notes)}
    if after == before and all(first.get(name) == more[name] for name in more):
        return ours, "same"
    whole = {**fact, **more}
    if _sayings(after) == _sayings(before):
        return whole, "same"
    return whole, "disputed" if "disputed" in fact else "sharper"


def _claims(fact: Fact[Any], raw: Mapping[str, Any], whose: str | None = None) -> list[Said]:
    """Return what a fact claims, source by source; a lower and an upper bound are two claims."""
    found = []
    for claim in fact.disputed or (fact,):
        dumped = claim.model_dump(mode="json", include={*_VALUES, "source", "year"}, exclude_none=True)
        about = {name: dumped[name] for name in ("source", "year") if name in dumped}
        if whose and not fact.disputed and "source" not in raw:
            about["source"] = whose
        found += [{name: dumped[name], **about} for name in _VALUES if name in dumped]
    return found


def _least(model: type[Fact[Any]], claims: Iterable[Said]) -> list[Said]:
    """Return the claims that say something beside the others, each once."""
    best: dict[tuple[str, Any], Said] = {}
    for claim in claims:
        name = next(iter(claim))
        key = (name, claim[name] if name == "value" else None)
        if key not in best or _order(model, claim) < _order(model, best[key]):
            best[key] = claim
    values = [_bounds(model, claim)[0] for claim in best.values() if "value" in claim]
    return [
        claim
        for claim, (low, high) in ((claim, _bounds(model, claim)) for claim in best.values())
        if "value" in claim or not any(low <= value <= high for value in values)
    ]


def _order(model: type[Fact[Any]], claim: Said) -> tuple[float, int, str, int]:
    """Return what tells which of two claims of a kind is kept: the tighter bound, then the better source."""
    low, high = _bounds(model, claim)
    tight = 0.0 if "value" in claim else -low if "at_least" in claim else high
    source = claim.get("source", "")
    return tight, 1 if not source else 2 if _FILE.search(source) else 0, source, claim.get("year", 0)


def _bounds(model: type[Fact[Any]], claim: Said) -> tuple[float, float]:
    return model.model_validate({name: claim[name] for name in _VALUES if name in claim}).bounds()


def _sayings(claims: Iterable[Said]) -> set[tuple[str, Any]]:
    return {(name, claim[name]) for claim in claims for name in _VALUES if name in claim}


def _written(model: type[Fact[Any]], claims: list[Said]) -> tuple[Said, list[str]]:
    """Return the fact that the claims come to, and what is to be noted since one fact cites one source."""
    values = [claim for claim in claims if "value" in claim]
    low = next((claim for claim in claims if "at_least" in claim), {})
    high = next((claim for claim in claims if "at_most" in claim), {})
    crossed = bool(low and high) and _bounds(model, low)[0] > _bounds(model, high)[1]
    one_source = all(low.get(name) == high.get(name) for name in ("source", "year"))
    if len(claims) == 1:
        return claims[0], []
    if not values and not crossed:
        source = f" [{high['source']}]" if "source" in high else ""
        return {**high, **low}, [] if one_source else [f"(≤ {high['at_most']}{source})"]
    bounds = [{**high, **low}] if low and high and not crossed and one_source else [c for c in (low, high) if c]
    return {"disputed": [*values, *bounds]}, []


def _counts(a: Fact[Any], b: Fact[Any], fact: Said) -> Said:
    """Return which value counts, where a person has said so and it is still disputed; the lower one of two."""
    settled = [one for one in (a, b) if one.counts is not None]
    if "disputed" not in fact or not settled:
        return {}
    least = min(settled, key=lambda one: (one.bounds()[0], str(one.counts)))
    return {"counts": least.model_dump(mode="json")["counts"]}


def _noted(first: Said, second: Said, more: list[str]) -> Said:
    """Return the note: what both note, each once."""
    told = [str(one["note"]) for one in (first, second) if one.get("note")]
    pieces = [piece for note in told for piece in note.split("; ")] if len(told) + len(more) > 1 else told
    return {"note": "; ".join(dict.fromkeys([*pieces, *more]))[:_LONGEST]} if pieces or more else {}


def _rest(first: Said, second: Said) -> Said:
    """Return what else is said of the fact, such as the role of a seat; of two answers the first by the alphabet."""
    names = [name for name in {**first, **second} if name not in _OF_FACT]
    told = {name: [one[name] for one in (first, second) if one.get(name) is not None] for name in names}
    return {name: min(values, key=str) for name, values in told.items() if values}
