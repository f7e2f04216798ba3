"""What stands in the way of a goal that no plan reaches: criteria unmet with every lever used, and in whose hands."""

import re
from collections.abc import Iterable
from typing import Literal

from diagnose.diagnosis import Diagnosed, Record
from diagnose.knowledge import Criterion, Outside, Rulebase

_KEY = re.compile(r"\[[^\]]*\]")


class BlockingFact(Record):
    """A fact that keeps a criterion from being met, and why no lever moves it.

    `kind` tells that others decide it (`held_by`, `reason`), that it is unknown, or just that no lever sets it.
    """

    fact: str
    name: str
    value: str
    kind: Literal["outside", "unknown", "no_lever"]
    held_by: str | None
    reason: str | None
    sources: tuple[str, ...]


class Blocked(Record):
    """A criterion that no plan meets, and the facts that keep it so."""

    criterion: str
    title: str
    aspect: str
    gates: int
    facts: tuple[BlockingFact, ...]


def blocked(criteria: Iterable[Criterion], at_best: Diagnosed) -> tuple[Blocked, ...]:
    """Return those of `criteria` that are not met in `at_best`, the case with every lever used."""
    phrases, rules, inference, lang = at_best.phrases, at_best.rules, at_best.inference, at_best.lang

    def fact(path: str) -> BlockingFact:
        entry = at_best.case.facts.get(path)
        held = _outside(path, rules)
        known = entry is not None and entry.known
        return BlockingFact(
            fact=path,
            name=phrases.fact(path),
            value=phrases.value(entry.value if entry else None, path),
            kind="outside" if held else "no_lever" if known else "unknown",
            held_by=held.held_by.get(lang) if held else None,
            reason=held.reason.get(lang) if held else None,
            sources=held.sources if held else (),
        )

    found = []
    for criterion in criteria:
        if inference.truth(criterion.id) != "met":
            short = [
                m for m in inference.read_by(criterion) if not m.known or m.lacking or m.unsure or len(m.facts) == 1
            ]
            paths = dict.fromkeys(p for m in short or inference.read_by(criterion) for p in m.facts)
            found.append(
                Blocked(
                    criterion=criterion.id,
                    title=criterion.title.get(lang),
                    aspect=criterion.aspect,
                    gates=criterion.level,
                    facts=tuple(fact(path) for path in paths),
                )
            )
    return tuple(found)


def _outside(path: str, rules: Rulebase) -> Outside | None:
    starred = _KEY.sub("[*]", path)
    return next((o for o in rules.outside if {path, starred} & set(o.facts)), None)
