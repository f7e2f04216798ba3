"""Konvergensi: a rule-based diagnosis of convergence gaps in a regency's stunting programme.

Three steps, the same as the command's::

    from diagnose import diagnose, load_case, load_rules

    diagnosis = diagnose(load_case("kasus.yaml"), load_rules())

`why`, `why_not`, `whatif`, `margins` and `plans` ask further; `overlay` lays changes over a case.
The names are looked up on first use, so that ``konvergensi --help`` pays for none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diagnose.analysis.plan.margins import margins
    from diagnose.analysis.plan.plan import plans
    from diagnose.analysis.whatif.whatif import whatif
    from diagnose.analysis.why.why import why
    from diagnose.analysis.why.whynot import why_not
    from diagnose.case.load import load_case
    from diagnose.case.overlay import overlay
    from diagnose.common.problems import EngineError, InputError, KonvergensiError
    from diagnose.diagnosis.conclude import diagnose
    from diagnose.diagnosis.records import Diagnosis
    from diagnose.knowledge.load import load_rules

__all__ = [
    "Diagnosis",
    "EngineError",
    "InputError",
    "KonvergensiError",
    "diagnose",
    "load_case",
    "load_rules",
    "margins",
    "overlay",
    "plans",
    "whatif",
    "why",
    "why_not",
]
__version__ = "0.1.0"

_HOMES = {
    "Diagnosis": "diagnosis",
    "EngineError": "problems",
    "InputError": "problems",
    "KonvergensiError": "problems",
    "diagnose": "conclude",
    "load_case": "casefile",
    "load_rules": "rulefiles",
    "margins": "change.margins",
    "overlay": "change.overlay",
    "plans": "plan.plan",
    "whatif": "change.whatif",
    "why": "explain.why",
    "why_not": "explain.whynot",
}


def __getattr__(name: str) -> Any:
    """Import the module that holds a public name when the name is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'diagnose' has no attribute {name!r}")
    value = getattr(import_module(f"diagnose.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
