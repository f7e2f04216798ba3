"""Run the checks, and say which there are."""

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module

from diagnose.common import Problem
from diagnose.knowledge.rulebase import Rulebase

# code -> module; a round is run only where the rounds before it found nothing, since it rests on them
AT_LOAD: tuple[dict[str, str], ...] = (
    {"R02": "ids", "R03": "references", "R04": "readings", "R05": "conditions", "R06": "citations"},
    {"R07": "wording", "R08": "years", "R20": "powers", "R21": "regions"},
    {"R09": "gates", "R10": "cycles"},
    {"R11": "limits"},
)


def at_load(base: Rulebase) -> list[Problem]:
    """Return what makes `base` unsound, of the first round that finds anything."""
    for found in AT_LOAD:
        problems = [p for code, module in found.items() for p in run(code, module, base)]
        if problems:
            return problems
    return []


def run(code: str, module: str, base: Rulebase, package: str = __package__) -> Iterator[Problem]:
    """Yield what the check `module` of `package` finds, with its code.

    Raises:
        ImportError: the check needs a library that is not installed.
    """
    for problem in import_module(f"{package}.{module}").check(base):
        yield replace(problem, code=code)
