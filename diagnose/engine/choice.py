"""Which engine concludes: durable_rules, or the plain evaluator that stands in where it cannot be loaded."""

import os
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from importlib.util import find_spec

from diagnose.common import EngineError
from diagnose.engine.adapter import MODULE, DurableEngine
from diagnose.engine.plain import PlainEngine
from diagnose.engine.rules import Engine, EngineRule

ENGINE_VARIABLE = "KONVERGENSI_ENGINE"  # of the environment, so that threads and worker processes choose alike


class EngineName(StrEnum):
    """The engines there are, and `auto`: durable_rules where it is installed, else the plain evaluator."""

    AUTO = "auto"
    DURABLE = "durable"
    PLAIN = "plain"


def chosen_engine() -> EngineName:
    """Return the engine that the environment chooses for rules; `AUTO` is resolved by what is installed.

    Raises:
        EngineError: the environment names an engine that there is not.
    """
    named = os.environ.get(ENGINE_VARIABLE) or EngineName.AUTO
    try:
        name = EngineName(named)
    except ValueError:
        raise EngineError(f"{ENGINE_VARIABLE}={named}: {', '.join(EngineName)}") from None
    return _installed() if name is EngineName.AUTO else name


@cache
def _installed() -> EngineName:
    return EngineName.DURABLE if find_spec(MODULE) else EngineName.PLAIN


def stood_in() -> bool:
    """Tell whether the plain evaluator has concluded anything in this process, so that it can be said."""
    return PlainEngine.used


def make_engine(name: str, tiers: Sequence[Sequence[EngineRule]]) -> Engine:
    """Return the chosen engine with the rules `tiers`, compiled; `name` is what durable_rules calls them.

    Raises:
        EngineError: the rules pass a limit of the engine's, or it is chosen and cannot be loaded.
    """
    return DurableEngine(name, tiers) if chosen_engine() is EngineName.DURABLE else PlainEngine(tiers)
