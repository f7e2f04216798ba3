"""What if some facts were otherwise: the case with the changes laid over it, diagnosed again, and the difference."""

from collections.abc import Sequence
from typing import Literal

from diagnose.analysis.whatif.difference import Difference, difference
from diagnose.case import Case, Change, overlay
from diagnose.diagnosis import CaseRecord, Diagnosis, Phrases, Record, diagnose
from diagnose.inference import infer
from diagnose.knowledge import Rulebase


class WhatIf(Record):
    """A diagnosis before and after changes of facts; `scenarios` are the names of those that were laid over it."""

    schema_version: Literal[1] = 1
    lang: str
    case: CaseRecord
    scenarios: tuple[str, ...]
    difference: Difference
    after: Diagnosis


def whatif(
    case: Case, rules: Rulebase, changes: Sequence[Change], lang: str = "id", before: Diagnosis | None = None
) -> WhatIf:
    """Return what changes in the diagnosis of `case` when `changes` are laid over it; the case itself stays as it is.

    `before` spares a diagnosis of `case` in the same language where the caller has it.

    Raises:
        InputError: as `overlay`.
        EngineError: the engine did not do what it was asked.
    """
    changed = overlay(case, changes)
    found = infer(case, rules), infer(changed, rules)
    first = before or diagnose(case, rules, lang, found[0], narrow=False)
    after = diagnose(changed, rules, lang, found[1])
    say = Phrases(case, rules, found[0].measured, lang), Phrases(changed, rules, found[1].measured, lang)
    return WhatIf(
        lang=lang,
        case=first.case,
        scenarios=tuple(dict.fromkeys(c.scenario for c in changes if c.scenario)),
        difference=difference(first, after, (case, changed), say),
        after=after,
    )
