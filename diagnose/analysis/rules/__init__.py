"""Test the rules themselves: examples, mutants, other thresholds."""

from diagnose.analysis.rules.examples import run_examples
from diagnose.analysis.rules.mutation import score
from diagnose.analysis.rules.sweep import Flip, Sweep, sweep
from diagnose.analysis.rules.thresholds import move_from, moved, named_threshold
from diagnose.analysis.rules.whatif import CaseUnder, Reading, RuleWhatIf, TurnedRule, rule_whatif

__all__ = [
    "CaseUnder",
    "Flip",
    "Reading",
    "RuleWhatIf",
    "Sweep",
    "TurnedRule",
    "move_from",
    "moved",
    "named_threshold",
    "rule_whatif",
    "run_examples",
    "score",
    "sweep",
]
