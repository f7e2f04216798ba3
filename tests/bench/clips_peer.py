"""The rules in CLIPS, by the public functions of clipspy.

Tried and slower: a fact for each measure (load_facts, 4.2 ms), one wide fact by assert_string (3.1 ms), conclusions
read back through facts() (+0.6 ms), a router (+1 ms) or a multifield (+0.15 ms). Calling the C library past clipspy
would bring 0.72 ms to 0.43.
"""

import clips

from diagnose.engine import Derived, EngineRule
from tests.bench.peers import Facts, Tiers, Vocabulary


class Clips:
    """One wide fact a case; rules chain by facts of their own and note what they conclude in one string."""

    name, proof, engine = "clipspy", "none", True

    def __init__(self, tiers: Tiers) -> None:
        self.words = Vocabulary(tiers)
        self.env = clips.Environment()
        number, end = self.words.number, self.words.open_end
        slots = " ".join(f"(slot x{number[m]} (default {end[m]:.1f}))" for m in self.words.measures)
        self.env.build(f"(deftemplate case {slots})")
        self.env.build('(defglobal ?*concluded* = "")')
        for place, rule in enumerate(rule for tier in tiers for rule in tier):
            self.env.build(f"(defrule r{place} {self._left(rule)} => {self._right(rule)})")
        self.template = self.env.find_template("case")
        self.slots = {m: f"x{number[m]}" for m in self.words.measures}
        self.by_number = {str(number[c]): c for c in self.words.conclusions}

    def _left(self, rule: EngineRule) -> str:
        slots: dict[int, str] = {}  # a slot may stand once in a pattern, whatever is asked of it
        derived = ""
        for atom in rule.premises:
            number = self.words.number[atom.kind, atom.code]
            if atom.op == "holds":
                derived += f"(x{number})"
            else:
                asked = f"&:({atom.op} ?v{number} {float(atom.value)!r})"
                slots[number] = slots.get(number, f"?v{number}") + asked
        case = " ".join(f"(x{number} {asked})" for number, asked in slots.items())
        return (f"(case {case})" if case else "") + derived

    def _right(self, rule: EngineRule) -> str:
        number = self.words.number[rule.conclusion]
        passed_on = f"(assert (x{number}))" if rule.conclusion in self.words.passed_on else ""
        return f'{passed_on}(bind ?*concluded* (str-cat ?*concluded* "{number} "))'

    def conclude(self, facts: Facts) -> set[Derived]:
        self.env.reset()
        self.template.assert_fact(**{slot: float(facts[m]) for m, slot in self.slots.items() if m in facts})
        self.env.run()
        return {self.by_number[n] for n in set(self.env.eval("?*concluded*").split())}
