"""Checks of a whole rule base, one a file: what is idle, missing or provably wrong."""

from diagnose.analysis.rules.checks.run import CODES, KNOWLEDGE, PROOFS, run_all

__all__ = [
    "CODES",
    "KNOWLEDGE",
    "PROOFS",
    "run_all",
]
