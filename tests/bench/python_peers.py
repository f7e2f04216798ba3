"""The rules in plain Python: as a loop anyone would write, and as generated straight-line code."""

import operator
from collections.abc import Callable
from typing import Any

from diagnose.engine import Derived
from diagnose.engine.atoms import Atom
from tests.bench.peers import Facts, Tiers, Vocabulary, by_conclusion

COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


class Loop:
    """Try every rule, tier by tier; keeps which rules fired, so it has the bare bones of a proof."""

    name, proof, engine = "Python, a loop", "rules", False

    def __init__(self, tiers: Tiers) -> None:
        self.tiers = tiers

    def conclude(self, facts: Facts) -> set[Derived]:
        concluded: set[Derived] = set()

        def holds(atom: Atom) -> bool:
            if atom.op == "holds":
                return (atom.kind, atom.code) in concluded
            n = facts.get((atom.kind, atom.code))
            return n is not None and COMPARE[atom.op](n, atom.value)

        fired = []
        for tier in self.tiers:
            now = [rule for rule in tier if all(holds(atom) for atom in rule.premises)]
            concluded.update(rule.conclusion for rule in now)
            fired += now
        return concluded


class Generated:
    """One function with an expression a conclusion: what a compiler of rules could hope for in Python."""

    name, proof, engine = "Python, generated code", "none", False

    def __init__(self, tiers: Tiers) -> None:
        words = Vocabulary(tiers)

        def test(atom: Atom) -> str:
            number = words.number[atom.kind, atom.code]
            return f"x{number}" if atom.op == "holds" else f"x{number} {atom.op} {atom.value!r}"

        lines = ["def conclude(facts):", "    get = facts.get"]
        for fact in words.measures:
            lines.append(f"    x{words.number[fact]} = get({fact!r}, {words.open_end[fact]!r})")
        for tier in tiers:
            for conclusion, rules in by_conclusion(tier).items():
                ways = " or ".join(" and ".join(test(a) for a in rule.premises) for rule in rules)
                lines.append(f"    x{words.number[conclusion]} = {ways}")
        truths = ", ".join(f"x{words.number[c]}" for c in words.conclusions)
        lines.append(f"    return set(compress(CONCLUSIONS, ({truths},)))")
        names: dict[str, Any] = {"CONCLUSIONS": words.conclusions}
        exec("from itertools import compress\n" + "\n".join(lines), names)
        self.conclude: Callable[[Facts], set[Derived]] = names["conclude"]
