"""What a regency can do about a fact: levers, and the facts that are in other hands."""

from typing import Annotated, Any

from pydantic import Field

from diagnose.common import Strict, Text
from diagnose.knowledge.models import Id

Effort = Annotated[int, Field(ge=1, le=5)]


class EffortName(Strict):
    """What one point of the effort scale stands for."""

    effort: Effort
    name: Text


class Lever(Strict):
    """One thing that the regency can bring about: the facts that it makes so.

    Who acts, who is asked, by when at the earliest and on what basis is that of its `saran`. `set` gives what comes
    to be so, by path: a value, the entry of a list, or ``unknown`` for what then no longer tells. In paths and values
    ``{agency}`` is the agency that holds the function (`each_function` makes one lever of each function of a list),
    ``{year}`` the year of the case, and ``{region.kecamatan}`` the value of that fact. It never makes a fact worse.
    """

    id: Id
    saran: str
    what: Text
    effort: Effort
    each_function: str | None = None
    set: Annotated[dict[str, Any], Field(min_length=1)]


class Outside(Strict):
    """Facts that the regency does not decide: who does, and why."""

    id: Id
    facts: Annotated[tuple[str, ...], Field(min_length=1)]
    held_by: Text
    reason: Text
    sources: tuple[str, ...] = ()
