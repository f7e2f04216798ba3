"""Parts of a case from several files, joined into one."""

from diagnose.intake.join.gather import Contribution, Gathered, gather, register_for, told_of

__all__ = [
    "Contribution",
    "Gathered",
    "gather",
    "register_for",
    "told_of",
]
