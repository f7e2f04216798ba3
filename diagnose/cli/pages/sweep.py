"""Render what every combination of a few steps does."""

import shlex

from diagnose.analysis.plan import Lift, Swept
from diagnose.common import figures, joined, render, words
from diagnose.diagnosis import span


def sweep_page(found: Swept, case_name: str) -> str:
    """Return `found` as text; `case_name` is what the user typed."""

    def moved(lift: Lift) -> str:
        return joined([f"{a.name} {span(a.before)} → {span(a.after)}" for a in lift.aspects], found.lang)

    return render(
        "sweep",
        w=words(found.lang),
        found=found,
        moved=moved,
        number=lambda n: figures.write_number(n, found.lang),
        case_name=shlex.quote(case_name),
    )
