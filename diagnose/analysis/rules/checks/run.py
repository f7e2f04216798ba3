"""All checks of a rule base by code: those made at load, those of the knowledge, and the proofs."""

from collections.abc import Iterator, Mapping

from diagnose.common import EngineError, Place, Problem
from diagnose.knowledge import SCHEMA, Rulebase
from diagnose.knowledge.checks import AT_LOAD, run

KNOWLEDGE = {"R12": "examples", "R13": "unused", "R14": "sentences", "R19": "levers", "R22": "asks"}


PROOFS = {"R15": "reach", "R16": "redundant", "R17": "bands", "R18": "monotone"}


CODES = tuple(sorted((SCHEMA, *(code for found in (*AT_LOAD, KNOWLEDGE, PROOFS) for code in found))))


def run_all(checks: Mapping[str, str], base: Rulebase) -> Iterator[Problem]:
    """Yield what the checks of `KNOWLEDGE` or `PROOFS` find in `base`, each problem with its code.

    A proof that the solver does not finish in its time, as on a busy machine, is told as not made.

    Raises:
        ImportError: a proof needs the solver, which is not installed.
    """
    for code, module in checks.items():
        try:
            yield from run(code, module, base, __package__)
        except EngineError as error:
            if code not in PROOFS:
                raise
            yield Problem(Place("rules"), "check_unproven", {"why": error}, code)
