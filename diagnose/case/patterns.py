"""Every fact that a case can state, as a path with ``[*]`` for the entries of lists."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from diagnose.case.fact import Fact
from diagnose.case.model import Case
from diagnose.case.questionnaire import questionnaire
from diagnose.case.section import Item, Section


@cache
def fact_patterns() -> tuple[str, ...]:
    """Return the patterns of all facts, each question, obstacle and suggestion apart."""
    content = questionnaire()
    listed = {
        "questionnaire.items[*]": [q.id for q in content.questions],
        "obstacles[*]": [o.id for o in content.obstacles],
        "suggestions[*]": [s.id for s in content.suggestions],
    }
    found = []
    for pattern in dict.fromkeys(_walk(Case, "")):
        keys = listed.get(pattern)
        found += [pattern.replace("*", key) for key in keys] if keys else [pattern]
    return tuple(found)


def _walk(model: type[BaseModel], path: str) -> Iterator[str]:
    for name, info in model.model_fields.items():
        here = f"{path}.{name}" if path else name
        for kind, starred in _models(info.annotation, False):
            at = f"{here}[*]" if starred else here
            if issubclass(kind, Fact):
                yield at
            elif issubclass(kind, Section):
                if issubclass(kind, Item) or at == "questionnaire.items[*]":
                    yield at
                if at != "questionnaire.items[*]":  # an item is one fact as a whole
                    yield from _walk(kind, at)


def _models(annotation: Any, starred: bool) -> Iterator[tuple[type[BaseModel], bool]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, starred
    for arg in get_args(annotation):
        yield from _models(arg, starred or get_origin(annotation) in (tuple, dict))
