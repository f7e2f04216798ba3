"""Parts of a case from several files, joined into one."""

from diagnose.intake.join.gather import Contribution, Gathered, gather, register_for, told_of
from diagnose.intake.join.merge import Clash
from diagnose.intake.join.reading import read_files
from diagnose.intake.join.sentences import came_of, clash_told, clashes, counted, in_short
from diagnose.intake.join.settle import plain, settled

__all__ = [
    "Clash",
    "Contribution",
    "Gathered",
    "came_of",
    "clash_told",
    "clashes",
    "counted",
    "gather",
    "in_short",
    "plain",
    "read_files",
    "register_for",
    "settled",
    "told_of",
]
