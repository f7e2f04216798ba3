"""Find the smallest sets of steps that reach a goal, and how far each fact is from a change.

`plans` needs the solver, an optional library: it is imported from `diagnose.analysis.plan.plan`, where it is used.
"""

from diagnose.analysis.plan.blocked import BlockingFact
from diagnose.analysis.plan.goal import aspects_named, goal_from, known_levers
from diagnose.analysis.plan.margins import Margin, Margins, margins
from diagnose.analysis.plan.moves import Move, moves
from diagnose.analysis.plan.records import Act, Plan, Plans, Step

__all__ = [
    "Act",
    "BlockingFact",
    "Margin",
    "Margins",
    "Move",
    "Plan",
    "Plans",
    "Step",
    "aspects_named",
    "goal_from",
    "known_levers",
    "margins",
    "moves",
]
