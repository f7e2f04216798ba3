"""Checks of a rule base: a closed list, one checker a file, each with a code.

Those of `AT_LOAD` make a rule base unsound and are run whenever one is loaded; those of `KNOWLEDGE` and `PROOFS`
find what is idle, missing or provably wrong, and are run by ``konvergensi rules check``.
"""

from diagnose.knowledge.checks.run import AT_LOAD, at_load, run

__all__ = [
    "AT_LOAD",
    "at_load",
    "run",
]
