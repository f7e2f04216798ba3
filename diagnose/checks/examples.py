"""Examples: each rule has some under which it is met, unmet and unknown."""

from collections.abc import Iterator

from diagnose.knowledge import Criterion, Finding
from diagnose.problems import Problem
from diagnose.rulebase import Rulebase
from diagnose.ruletests import TRUTHS


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield rules that lack an example of a truth."""
    for block in base.blocks:
        if isinstance(block.content, Criterion | Finding):
            missing = [truth for truth in TRUTHS if not getattr(block.content.examples, truth)]
            if missing:
                yield Problem(
                    block.place("id"), "example_missing", {"given": block.content.id, "expected": ", ".join(missing)}
                )
