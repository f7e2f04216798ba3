"""Every fact that a case can state, as a path with ``[*]`` for the entries of lists."""

from collections.abc import Iterator

from diagnose.case.model import case_model
from diagnose.case.questionnaire import named_lists, questionnaire
from diagnose.case.shape import Node, shape
from diagnose.case.table import tabulate
from diagnose.case.vocabulary import vocabulary
from diagnose.common import per_pack


@per_pack
def fact_patterns() -> tuple[str, ...]:
    """Return the patterns of all facts, each question of the survey and each named entry apart."""
    listed = {f"{path}[*]": [named.id for named in names] for path, names in named_lists().items()}
    survey = vocabulary().survey
    if survey is not None:
        listed[f"{survey}.items[*]"] = list(questionnaire().by_id)
    found = []
    for pattern in _patterns(shape()):
        keys = listed.get(pattern)
        found += [pattern.replace("*", key) for key in keys] if keys else [pattern]
    return tuple(found)


def _patterns(node: Node) -> Iterator[str]:
    for child in node.children.values():
        if child.kind == "fact":
            yield child.path
        elif child.kind in ("list", "roster", "mapping") and child.entry is not None:
            yield child.entry.path
            if child.entry.kind == "entry":  # an answer to the survey is one fact as a whole
                yield from _patterns(child.entry)
        elif child.kind == "group":
            yield from _patterns(child)


@per_pack
def blank_facts() -> tuple[str, ...]:
    """Return the paths of the facts that every case has, known or not."""
    head = {"region": {"code": "00.00", "name": "Kabupaten", "kind": "kabupaten"}, "year": 2022}
    parts = tabulate(case_model().model_validate(head), {})
    return tuple(entry.path for part in parts.values() for entry in part)


@per_pack
def not_compared() -> frozenset[str]:
    """Return the patterns of the facts that no rule compares, as their blocks say."""
    told = {path for path, fact in vocabulary().facts.items() if fact.not_compared is not None}
    named = {f"{path}[{n.id}]" for path, names in named_lists().items() for n in names if n.not_compared is not None}
    return frozenset(told | named)
