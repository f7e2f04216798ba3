"""Keep two figures on one fact, each with its source."""

from diagnose.case import Case


def disputed(case: Case, path: str, mine: object, source: str) -> object:
    """Return what the fact at `path` says with `mine` beside it, as disputed; `mine` alone where it says nothing."""
    entry = case.facts.get(path)
    if entry is None or mine is None or not (entry.known or entry.disputed):
        return mine
    there = entry.disputed or ((entry.value, entry.source),)
    claims = [{"value": v, "source": s} if s else {"value": v} for v, s in there]
    return {"disputed": [*claims, {"value": mine, "source": source}]}
