"""Facts that follow from facts, as the vocabulary declares them: derived before anything is measured."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from diagnose.case.blocks import FollowsBlock
from diagnose.case.shape import Node, node_at
from diagnose.case.table import FactEntry


def derived(stated: dict[str, FactEntry], rules: Sequence[FollowsBlock]) -> dict[str, FactEntry]:
    """Return `stated` with every unknown fact filled in that follows from others; what is stated is never changed.

    A derived fact carries the id of the rule that gave it, and the source and year of what it follows from.
    """
    facts = stated
    for _ in rules:  # no chain is longer than there are rules
        found = {
            path: _filled(facts[path], value, facts[rule.when], rule)
            for rule in rules
            if _holds(rule, facts)
            for path, value in rule.then.items()
            if path in facts and not facts[path].known
        }
        if not found:
            break
        facts = {**facts, **found}
    return facts


def contradictions(facts: Mapping[str, FactEntry], rules: Sequence[FollowsBlock]) -> Iterator[tuple[FollowsBlock, str]]:
    """Yield each rule with the path of a fact that states otherwise than what follows from another."""
    for rule in rules:
        if _holds(rule, facts):
            for path, value in rule.then.items():
                stated = facts.get(path)
                if stated is not None and stated.known and not stated.low <= _node(path).rank(value) <= stated.high:
                    yield rule, path


def _holds(rule: FollowsBlock, facts: Mapping[str, FactEntry]) -> bool:
    cause = facts.get(rule.when)
    if cause is None or not cause.known or cause.low != cause.high:
        return False
    return cause.low in {_node(rule.when).rank(value) for value in rule.is_}


def _filled(blank: FactEntry, value: str, cause: FactEntry, rule: FollowsBlock) -> FactEntry:
    node = _node(blank.path)
    place = node.rank(value)
    said: object = value if node.scale else int(place) if place.is_integer() else place
    return replace(blank, value=said, low=place, high=place, source=cause.source, year=cause.year, derived=rule.follows)


def _node(path: str) -> Node:
    node = node_at(path)
    assert node is not None  # the vocabulary has been checked: it names declared facts only
    return node
