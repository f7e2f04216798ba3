"""Rules that durable_rules crashes, hangs or errs on; refused at load, whichever engine runs them."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from diagnose.common import EngineError
from diagnose.engine.atoms import Atom
from diagnose.engine.rules import Derived, EngineRule

MAX_PATTERNS = 15  # more than 16 in a rule load, and fail when they fire
MAX_RULES_PER_TOKEN = 200  # memory is corrupted from 256 uses of one pattern on
MAX_RULES = 4_000
MAX_CODES = 400  # 512 distinct tests under one parent end in an endless loop
MAX_TESTS_PER_FACT = 60  # 64 tests true for one fact lose it
MAX_TEXT = 200


class RuleLimitError(EngineError):
    """Rules that durable_rules cannot take; it says which limit they pass."""


def refuse_rules(tiers: Sequence[Sequence[EngineRule]]) -> None:
    """Refuse rules on which the engine crashes, hangs or errs.

    Raises:
        RuleLimitError: which limit is passed, and by what.
    """
    rules = [rule for tier in tiers for rule in tier]
    if len(rules) > MAX_RULES:
        raise RuleLimitError(f"{len(rules)} rules; the engine takes {MAX_RULES}")
    concluded_in = {rule.conclusion: number for number, tier in enumerate(tiers) for rule in tier}
    for number, tier in enumerate(tiers):
        for rule in tier:
            if not rule.premises or len(rule.premises) + 1 > MAX_PATTERNS:
                raise RuleLimitError(
                    f"rule {rule.name} has {len(rule.premises)} conditions; 1 to {MAX_PATTERNS - 1} work"
                )
            for atom in rule.premises:
                if concluded_in.get((atom.kind, atom.code), -1) >= number:
                    raise RuleLimitError(f"rule {rule.name} reads '{atom.code}' before it is concluded")
    _refuse_vocabulary(a for rule in rules for a in rule.premises)


def _refuse_vocabulary(atoms: Iterable[Atom]) -> None:
    uses: Counter[Atom] = Counter()
    codes: dict[str, set[str]] = {}
    tests: dict[Derived, set[Atom]] = {}
    for atom in atoms:
        uses[atom] += 1
        codes.setdefault(atom.kind, set()).add(atom.code)
        tests.setdefault((atom.kind, atom.code), set()).add(atom)
        if len(atom.code) > MAX_TEXT or not math.isfinite(atom.value):
            raise RuleLimitError(f"'{atom.code[:40]}' is too long a name, or {atom.value} not a finite threshold")
        if "e" in repr(float(atom.value)):
            raise RuleLimitError(f"threshold {atom.value!r} on '{atom.code}' is too small or too large for the engine")
    worst, count = max(uses.items(), key=lambda pair: pair[1], default=(None, 0))
    if worst is not None and count > MAX_RULES_PER_TOKEN:
        raise RuleLimitError(f"'{worst.code}' is read in the same way by {count} rules; {MAX_RULES_PER_TOKEN} work")
    if len(codes) > MAX_CODES or any(len(names) > MAX_CODES for names in codes.values()):
        raise RuleLimitError(f"more than {MAX_CODES} names of one kind")
    for (_, code), found in tests.items():
        if len(found) > MAX_TESTS_PER_FACT:
            raise RuleLimitError(f"'{code}' is compared in {len(found)} ways; {MAX_TESTS_PER_FACT} work")
