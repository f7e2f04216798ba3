"""What is promised, as memos say it: with the day in full."""

import datetime as dt

from diagnose.diagnosis import Diagnosis
from diagnose.memo.content.formats import day
from diagnose.memo.content.statement import Statement, state


def promised(d: Diagnosis) -> tuple[Statement, ...]:
    """Return each commitment of the case, the one that is due first before the others."""
    return tuple(state(p.statement.replace(p.by, day(dt.date.fromisoformat(p.by), d.lang)), p.fact) for p in d.promised)
