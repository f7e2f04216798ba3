"""Find the smallest sets of steps that reach a goal, and how far each fact is from a change.

`plans` needs the solver, an optional library: it is imported from `diagnose.analysis.plan.plan`, where it is used.
"""

from diagnose.analysis.plan.blocked import BlockingFact
from diagnose.analysis.plan.goal import aspects_named, goal_from, known_levers
from diagnose.analysis.plan.margins import Margin, Margins, margins
from diagnose.analysis.plan.moves import Move, lifting, moves, touches
from diagnose.analysis.plan.records import Act, Plan, Plans, Step
from diagnose.analysis.plan.sweep import MOST_SETS, Lift, OfSize, Swept, number_of_sets, sweep

__all__ = [
    "MOST_SETS",
    "Act",
    "BlockingFact",
    "Lift",
    "Margin",
    "Margins",
    "Move",
    "OfSize",
    "Plan",
    "Plans",
    "Step",
    "Swept",
    "aspects_named",
    "goal_from",
    "known_levers",
    "lifting",
    "margins",
    "moves",
    "number_of_sets",
    "sweep",
    "touches",
]
