"""Why a level, a criterion, a finding or a saran is as it is, and why an aspect stands no higher.

The firings of the engine are the proof; what is told here reads them and adds no conclusion of its own.
"""

from diagnose.analysis.why.facts import together
from diagnose.analysis.why.records import About, AspectGap, Gap, Leaf, Missing, Step, Why, WhyNot
from diagnose.analysis.why.why import why
from diagnose.analysis.why.whynot import why_not

__all__ = [
    "About",
    "AspectGap",
    "Gap",
    "Leaf",
    "Missing",
    "Step",
    "Why",
    "WhyNot",
    "together",
    "why",
    "why_not",
]
