"""What if some facts were otherwise: the case with the changes laid over it, diagnosed again, and the difference."""

from collections.abc import Sequence
from typing import Literal

from diagnose.analysis.whatif.difference import Difference, difference
from diagnose.case import Change
from diagnose.diagnosis import CaseRecord, Diagnosed, Diagnosis, Record


class WhatIf(Record):
    """A diagnosis before and after changes of facts; `scenarios` are the names of those that were laid over it."""

    schema_version: Literal[1] = 1
    lang: str
    case: CaseRecord
    scenarios: tuple[str, ...]
    difference: Difference
    after: Diagnosis


def whatif(before: Diagnosed, changes: Sequence[Change]) -> WhatIf:
    """Return what changes in a diagnosis when `changes` are laid over its case; the case itself stays as it is.

    Raises:
        InputError: as `overlay`.
        EngineError: the engine did not do what it was asked.
    """
    now = before.diagnosis  # first: the changed case is measured and told from it
    after = before.changed(changes)
    return WhatIf(
        lang=before.lang,
        case=now.case,
        scenarios=tuple(dict.fromkeys(c.scenario for c in changes if c.scenario)),
        difference=difference(before, after),
        after=after.diagnosis,
    )
