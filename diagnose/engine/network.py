"""How rules and facts are written for durable_rules, so that it matches few facts with the few rules that read them.

The engine copies 9 kB for each fact, and tries every test that hangs below the same place of its network one by one,
but finds a property by its name. So measures are posted a few to a fact, and derived facts too, each as a property of
its own below the property that names the group. Rules with the same premises are one rule to the engine, which then
makes tables for a quarter fewer of them. Everything has a number; no text of the rules reaches the engine, which
compares 32-bit hashes of names and reads some texts wrongly.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from diagnose.engine.atoms import Atom, Conjunction
from diagnose.engine.limits import MAX_TESTS_PER_FACT
from diagnose.engine.rules import Derived, EngineRule

TOKEN, SENTINEL, OPENING = "go", "sentinel", "opening"
_OPERATORS = {">=": "$gte", "<=": "$lte", ">": "$gt", "<": "$lt"}
_MEASURES, _DERIVED = 8, 20  # that share a fact


class Network:
    """The rules of all tiers as the engine is given them, and how to write the facts that they read."""

    def __init__(self, tiers: Sequence[Sequence[EngineRule]]) -> None:
        """Lay out `tiers`, which are within the limits of the engine."""
        same: dict[Conjunction, list[tuple[int, EngineRule]]] = {}
        for place, rule in enumerate(rule for tier in tiers for rule in tier):
            same.setdefault(rule.premises, []).append((place, rule))
        atoms = sorted({atom for premises in same for atom in premises})
        # the rules by the engine's name for them, each with its place among all
        self.rules = {f"r{number}": tuple(alike) for number, alike in enumerate(same.values())}
        self.rounds = len(tiers) + 1  # a rule reads earlier tiers only, so nothing new follows in the last of them
        self.derived = {
            name: number // _DERIVED
            for number, name in enumerate(sorted({(a.kind, a.code) for a in atoms if a.op == "holds"}))
        }
        self._measured = _shared([a for a in atoms if a.op != "holds"])
        bounds = sorted({(a.code, a.kind) for a in atoms if a.op != "holds"})
        # the name of each property, by kind and code of what it says
        self.names = {(kind, code): f"v{number}" for number, (code, kind) in enumerate(bounds)}
        self.names |= {derived: f"d{number}" for number, derived in enumerate(self.derived)}
        # measures in an order of our own, so that equal facts make an equal run whatever order they come in
        groups: dict[int, list[tuple[Derived, str]]] = {}
        for code, kind in bounds:
            written = f', "{self.names[kind, code]}": '
            groups.setdefault(self._measured[code], []).append(((kind, code), written))
        self.measures = [(f'"id": "m{g}", "m{g}": 1', tuple(ends)) for g, ends in groups.items()]
        self.definition = json.dumps(self._defined(same))

    def concluded(self, facts: Iterable[Derived], number: int) -> list[str]:
        """Write derived `facts`, which some rule reads, for the round `number`."""
        groups: dict[int, str] = {}
        for fact in facts:
            group = self.derived[fact]
            groups[group] = f'{groups.get(group, "")}, "{self.names[fact]}": 1'
        return [f'"id": "c{number}.{group}", "c{group}": 1{names}' for group, names in groups.items()]

    @staticmethod
    def token(stage: str) -> str:
        """Write the token of a round, which tells that what was asserted before it has arrived."""
        return f'"id": "{TOKEN}{stage}", "{TOKEN}": "{stage}"'

    def _defined(self, same: Iterable[Conjunction]) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for number in range(self.rounds):
            # the first round opens the session by a fact that parses for sure: see `adapter`
            opened = [{OPENING: {TOKEN: OPENING}}] if not number else []
            found[f"{SENTINEL} {number}"] = {"all": [*opened, {TOKEN: {TOKEN: str(number)}}], "dist": 0}
        for number, premises in enumerate(same):
            patterns = [{f"p{i}": {"$and": self._pattern(atom)}} for i, atom in enumerate(premises)]
            found[f"r{number}"] = {"all": patterns, "dist": 0}
        return found

    def _pattern(self, atom: Atom) -> list[Mapping[str, Any]]:
        name = self.names[atom.kind, atom.code]
        if atom.op == "holds":
            return [{"$ex": {f"c{self.derived[atom.kind, atom.code]}": 1}}, {"$ex": {name: 1}}]
        # json.dumps would write 1e-05, which the engine does not read; thresholds are checked to be plain
        return [{"$ex": {f"m{self._measured[atom.code]}": 1}}, {_OPERATORS[atom.op]: {name: float(atom.value)}}]


def _shared(tests: Iterable[Atom]) -> dict[str, int]:
    """Return the fact that carries each measure: as few as hold, with no more tests on one than the engine bears."""
    counts: dict[str, int] = {}
    for atom in tests:
        counts[atom.code] = counts.get(atom.code, 0) + 1
    groups: dict[str, int] = {}
    group = members = held = 0
    for code, count in sorted(counts.items()):
        if members == _MEASURES or held + count > MAX_TESTS_PER_FACT:
            group, members, held = group + 1, 0, 0
        groups[code] = group
        members, held = members + 1, held + count
    return groups
