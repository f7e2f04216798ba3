"""What is promised, as memos say it."""

from diagnose.diagnosis import Diagnosis
from diagnose.memo.content.statement import Statement, state


def promised(d: Diagnosis, office: str) -> tuple[Statement, ...]:
    """Return each commitment of the case; whom to ask for it is left out where that is `office`, which writes."""
    return tuple(state(p.said if p.who == office else p.statement, p.fact) for p in d.promised)
