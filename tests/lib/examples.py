"""How many examples a property is tried on: a few that stay the same in every run, many new ones in the long run."""

import os
from typing import Any

from hypothesis import settings

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"  # `make test-long`
_TIMES = 10


def many(few: int, long: int | None = None) -> int:
    """Return how many to try: `few`, or in the long run `long` (ten times as many where that is not said)."""
    return (few * _TIMES if long is None else long) if LONG else few


def examples(few: int, **more: Any) -> settings:
    """Return the settings of a property that is tried on `few` examples, ten times as many in the long run."""
    return settings(max_examples=many(few), deadline=None, **more)
