"""Konvergensi: a rule-based diagnosis of convergence gaps in a regency's programme.

Three steps, the same as the command's::

    from diagnose import Diagnosed, load_case, load_rules

    diagnosed = Diagnosed(load_case("kasus.yaml"), load_rules())
    print(diagnosed.diagnosis.to_json())

`why`, `why_not`, `whatif`, `margins` and `plans` ask a diagnosed case further; `overlay` lays changes over a case, and
`diagnose` gives the record alone.
The names are looked up on first use, so that ``konvergensi --help`` pays for none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diagnose.analysis.plan import margins
    from diagnose.analysis.plan.plan import plans
    from diagnose.analysis.whatif import whatif
    from diagnose.analysis.why import why, why_not
    from diagnose.case import load_case, overlay
    from diagnose.common import EngineError, InputError, KonvergensiError
    from diagnose.diagnosis import Diagnosed, Diagnosis, diagnose
    from diagnose.knowledge import load_rules

__all__ = [
    "Diagnosed",
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
    "Diagnosed": "diagnosis",
    "Diagnosis": "diagnosis",
    "EngineError": "common",
    "InputError": "common",
    "KonvergensiError": "common",
    "diagnose": "diagnosis",
    "load_case": "case",
    "load_rules": "knowledge",
    "margins": "analysis.plan",
    "overlay": "case",
    "plans": "analysis.plan.plan",
    "resolve_agency": "intake",
    "whatif": "analysis.whatif",
    "why": "analysis.why",
    "why_not": "analysis.why",
}


def __getattr__(name: str) -> Any:
    """Import the module that holds a public name when the name is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'diagnose' has no attribute {name!r}")
    value = getattr(import_module(f"diagnose.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
