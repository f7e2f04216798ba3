"""What would follow if facts were otherwise."""

from diagnose.analysis.whatif.difference import FactChange, LevelChange, changed_facts
from diagnose.analysis.whatif.scenario import (
    by_name,
    change_from,
    find_scenario,
    read_scenario,
    removal,
    shipped_scenarios,
    stacked,
)
from diagnose.analysis.whatif.whatif import WhatIf, whatif

__all__ = [
    "FactChange",
    "LevelChange",
    "WhatIf",
    "by_name",
    "change_from",
    "changed_facts",
    "find_scenario",
    "read_scenario",
    "removal",
    "shipped_scenarios",
    "stacked",
    "whatif",
]
