"""Who has a seat: for each measure that is read per function, the agency that holds it here and the answer."""

from diagnose.diagnosis import Diagnosed
from diagnose.inference import YES
from diagnose.memo.content.records import Seat
from diagnose.memo.content.statement import state


def seats(diagnosed: Diagnosed) -> dict[str, tuple[Seat, ...]]:
    """Return for each measure that is read per function, by its code, what is known of every function."""
    register, lang = diagnosed.case.register, diagnosed.lang
    per_function = (m for m in diagnosed.measured.values() if m.over is not None)
    return {
        m.code: tuple(
            Seat(
                register.functions[f].name.get(lang),
                state(register.holder(f, lang), *seen.facts),
                True if seen.low >= YES else False if seen.high < YES else None,
            )
            for f, seen in m.seen.items()
        )
        for m in per_function
    }
