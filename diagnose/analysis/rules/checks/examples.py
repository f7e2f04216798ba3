"""Examples: each rule has some under which it is met, unmet and unknown, and they come out so."""

from collections.abc import Iterator

from diagnose.analysis.rules.examples import TRUTHS, run_examples
from diagnose.common import Problem
from diagnose.knowledge import Criterion, Finding, Rulebase


def check(base: Rulebase) -> Iterator[Problem]:
    """Yield rules that lack an example of a truth, and examples that are no case or come out otherwise."""
    for block in base.blocks:
        if isinstance(block.content, Criterion | Finding):
            missing = [truth for truth in TRUTHS if not getattr(block.content.examples, truth)]
            if missing:
                yield Problem(
                    block.place("id"), "example_missing", {"given": block.content.id, "expected": ", ".join(missing)}
                )
    yield from run_examples(base)[1]
