"""Rules that durable_rules crashes, hangs or errs on; refused at load, whichever engine runs them."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence

from diagnose.common import EngineError
from diagnose.engine.atoms import Atom
from diagnose.engine.rules import Derived, EngineRule

MAX_PATTERNS = 15  # more than 16 in a rule load, and fail when they fire
MAX_USES = 200  # memory is corrupted from 256 uses of one pattern on
MAX_RULES = 4_000
MAX_NAMES = 3_000  # 512 distinct tests below one place of the engine's network end in an endless loop
MAX_TESTS_PER_FACT = 60  # 64 tests true for one fact lose it


class RuleLimitError(EngineError):
    """Rules that durable_rules cannot take; it says which limit they pass."""


def refuse_rules(tiers: Sequence[Sequence[EngineRule]]) -> None:
    """Refuse rules on which the engine crashes, hangs or errs.

    Raises:
        RuleLimitError: which limit is passed, and by what.
    """
    rules = [rule for tier in tiers for rule in tier]
    different = len({rule.premises for rule in rules})  # those with the same premises are one to the engine
    if different > MAX_RULES:
        raise RuleLimitError(f"{different} rules; the engine takes {MAX_RULES}")
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
    names: set[Derived] = set()
    tests: dict[Derived, set[Atom]] = {}
    for atom in atoms:
        uses[atom] += 1
        names.add((atom.kind, atom.code))
        # the bounds of a measure are one fact; a derived fact is only there or not
        tests.setdefault(("" if atom.op != "holds" else atom.kind, atom.code), set()).add(atom)
        if not math.isfinite(atom.value):
            raise RuleLimitError(f"threshold {atom.value!r} on '{atom.code}' is not finite")
        if "e" in repr(float(atom.value)):
            raise RuleLimitError(f"threshold {atom.value!r} on '{atom.code}' is too small or too large for the engine")
    worst, count = max(uses.items(), key=lambda pair: pair[1], default=(None, 0))
    if worst is not None and count > MAX_USES:
        raise RuleLimitError(f"'{worst.code}' is read in the same way by {count} rules; {MAX_USES} work")
    if len(names) > MAX_NAMES:
        raise RuleLimitError(f"{len(names)} names of facts; the engine takes {MAX_NAMES}")
    for (_, code), found in tests.items():
        if len(found) > MAX_TESTS_PER_FACT:
            raise RuleLimitError(f"'{code}' is compared in {len(found)} ways; {MAX_TESTS_PER_FACT} work")
