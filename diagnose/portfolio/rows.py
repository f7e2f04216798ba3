"""A case as a row of a table of cases: its facts by path, with what bounds or disputes them."""

import math
from typing import Any

from diagnose.case import (
    Case,
    FactEntry,
    fact_kind,
    kind_at,
    named_lists,
    pattern_of,
    questionnaire,
    respondents,
    tallies,
)
from diagnose.portfolio.claims import BETWEEN, RANGE
from diagnose.portfolio.layout import CODE, KIND, NAME, YEAR, items

UNKNOWN = "unknown"


def row_of(case: Case) -> dict[str, Any]:
    """Return `case` as a row: values by column, nothing for what it says nothing on."""
    row: dict[str, Any] = {
        CODE: case.region.code,
        NAME: case.region.name,
        KIND: case.region.kind,
        YEAR: case.year,
    }
    for entry in case.facts.values():
        if not entry.path.startswith(items()) and entry.derived is None:
            row |= _cells(entry)
    for local in case.agencies:
        key = case.register.find(local.name)
        row[f"agencies[{key}].functions"] = ", ".join(case.register.holds(key))
    row |= _listed(case)
    row |= _tallies(case)
    return row


def _cells(entry: FactEntry) -> dict[str, Any]:
    path, value = entry.path, entry.value
    if fact_kind(pattern_of(path)) is None:  # an entry of a list, or what a section says in plain fields
        if not path.endswith("]"):
            return {}
        said = value if isinstance(value, dict) else {}
        plain = {f"{path}.{name}": text for name, text in said.items() if isinstance(text, str | int | float)}
        return {path: "yes", **{p: text for p, text in plain.items() if kind_at(p) is not None}}
    if entry.disputed:
        claims = {f"{path}.disputed": f" {BETWEEN} ".join(_claim(claim) for claim, _ in entry.disputed)}
        return claims | ({f"{path}.counts": value} if entry.settled else {})
    if isinstance(value, dict):
        return {f"{path}.{name}": bound for name, bound in value.items()}
    if value is None:
        return {path: UNKNOWN} if "[" in path else {}
    return {path: value}


def _claim(said: Any) -> str:
    """Return what one side of a dispute says: its value, or its bounds."""
    if not isinstance(said, dict):
        return str(said)
    return f"{said.get('at_least', '')}{RANGE}{said.get('at_most', '')}"


def _listed(case: Case) -> dict[str, Any]:
    """Return each of the few things that a list can name: said to be in it or not, where the list is given at all."""
    found: dict[str, Any] = {}
    for listed, names in named_lists().items():
        if case.listed(listed) is not None:
            paths = (f"{listed}[{named.id}]" for named in names)
            found |= {path: "yes" if path in case.facts else "no" for path in paths}
    return found


def _tallies(case: Case) -> dict[str, Any]:
    _, asked_all = tallies(case, "")
    found: dict[str, Any] = {f"{respondents()}[{agency}]": "yes" for agency in case.survey.respondents}
    for question in questionnaire().questions:
        counts, asked = tallies(case, question.id)
        for answer, (least, most) in counts.items():
            path = f"{items()}{question.id}].tally.{answer}"
            if asked_all is None and asked is not None:  # all were counted
                found[path] = int(least)
            else:
                found[f"{path}.at_least"] = int(least)
                found |= {} if math.isinf(most) else {f"{path}.at_most": int(most)}
    return found
