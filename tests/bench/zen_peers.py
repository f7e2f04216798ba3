"""The rules in zen-engine: as a decision of its engine, and as bare expressions of its language.

Tried and slower than the one node of `Graph`: a node a tier (0.59 ms for 0.45), facts as JSON text, whole numbers as
ints, a key a conclusion. The graph itself costs 0.2 ms, which is what `Expressions` saves by driving tiers from Python.
"""

import json
from itertools import chain, compress
from typing import Any

import zen

from diagnose.engine import Derived
from diagnose.engine.atoms import Atom
from tests.bench.peers import Facts, Tiers, Vocabulary, by_conclusion


class _Lists:
    """Each tier as a list of truths in zen's language, and how to read the answers back."""

    def __init__(self, tiers: Tiers, prefix: str) -> None:
        words = Vocabulary(tiers)
        grouped = [by_conclusion(tier) for tier in tiers]
        self.conclusions = list(chain(*grouped))
        self.names = [f"t{number}" for number in range(len(tiers))]
        # a conclusion may be reached in two tiers; whoever reads it takes every one of them
        truths: dict[Derived, list[str]] = {}
        self.texts: list[str] = []
        self.reads: list[set[str]] = []
        ends = words.open_end

        def test(atom: Atom) -> str:
            if atom.op == "holds":
                return f"({' or '.join(truths[atom.kind, atom.code])})"
            return f"v[{words.number[atom.kind, atom.code]}] {atom.op} {float(atom.value)!r}"

        for name, tier in zip(self.names, grouped, strict=True):
            each = [" or ".join(f"({' and '.join(map(test, r.premises))})" for r in rules) for rules in tier.values()]
            self.texts.append(f"[{', '.join(each)}]")
            self.reads.append({n for n in ("v", *self.names) if f"{n}[" in self.texts[-1]})
            for place, conclusion in enumerate(tier):
                truths.setdefault(conclusion, []).append(f"{prefix}{name}[{place}]")
        self.ends = list(ends.items())

    def context(self, facts: Facts) -> dict[str, Any]:
        return {"v": [facts.get(measure, end) for measure, end in self.ends]}

    def read(self, answers: dict[str, Any]) -> set[Derived]:
        return set(compress(self.conclusions, chain.from_iterable(map(answers.__getitem__, self.names))))


class Graph:
    """A decision created once: input, one node with an expression a tier, output."""

    name, proof, engine = "zen-engine, decision", "none", True

    def __init__(self, tiers: Tiers) -> None:
        self.lists = _Lists(tiers, "$.")
        pairs = zip(self.lists.names, self.lists.texts, strict=True)
        rules = {"expressions": [{"id": name, "key": name, "value": text} for name, text in pairs]}
        nodes = [("in", "inputNode", {}), ("rules", "expressionNode", rules), ("out", "outputNode", {})]
        edges = [("in", "rules"), ("rules", "out")]
        place = {"x": 0, "y": 0}
        content = {
            "nodes": [{"id": i, "name": i, "type": t, "content": c, "position": place} for i, t, c in nodes],
            "edges": [{"id": f"{a} {b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in edges],
        }
        self.decision = zen.ZenEngine().create_decision(json.dumps(content))

    def conclude(self, facts: Facts) -> set[Derived]:
        return self.lists.read(self.decision.evaluate(self.lists.context(facts))["result"])


class Expressions:
    """An expression a tier, compiled once; Python hands each tier what it reads."""

    name, proof, engine = "zen-engine, expressions", "none", True

    def __init__(self, tiers: Tiers) -> None:
        self.lists = _Lists(tiers, "")
        texts = zip(self.lists.names, self.lists.texts, self.lists.reads, strict=True)
        self.steps = [(name, zen.compile_expression(text), tuple(reads)) for name, text, reads in texts]

    def conclude(self, facts: Facts) -> set[Derived]:
        known = self.lists.context(facts)
        for name, expression, reads in self.steps:
            known[name] = expression.evaluate({n: known[n] for n in reads})
        return self.lists.read(known)
