"""What is promised, as memos say it."""

import datetime as dt

from diagnose.common import words
from diagnose.diagnosis import Diagnosis, PromiseRecord
from diagnose.memo.content.statement import Statement, state


def promised(d: Diagnosis, office: str, on: dt.date) -> tuple[Statement, ...]:
    """Return each commitment of the case as a memo of the day `on` says it: one that was due before is to be checked.

    Whom to ask for it is left out where that is `office`, which writes.
    """

    def said(p: PromiseRecord) -> str:
        text = p.said if p.who == office else p.statement
        return words(d.lang)["promise_past"].format(text) if p.by < on.isoformat() else text

    return tuple(state(said(p), p.fact) for p in d.promised)
