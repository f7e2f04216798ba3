"""The base of every model that a file fills."""

from pydantic import BaseModel, ConfigDict

from diagnose.common.caching import cached_property


class Strict(BaseModel):
    """Base of every model that a file fills: no unknown keys, no change afterwards.

    Numbers, answers and days carry validators of their own, which refuse what pydantic would convert in silence.
    """

    # only the outermost models are ever validated by themselves; the others are built within them
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True, ignored_types=(cached_property,))
