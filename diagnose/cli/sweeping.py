"""What ``konvergensi whatif --all`` does: every combination of a few steps, worked out by column."""

from diagnose.analysis.plan import MOST_SETS, lifting, moves, number_of_sets, sweep
from diagnose.cli import common
from diagnose.cli.pages.sweep import sweep_page
from diagnose.common import InputError, Place, Problem, figures
from diagnose.diagnosis import Diagnosed


def swept(diagnosed: Diagnosed, most: int, form: common.Format, case_name: str) -> str:
    """Return what every set of at most `most` steps does, as a page or as JSON.

    Raises:
        InputError: there are too many sets, or a library is not installed.
        EngineError: the engine gives other levels than the columns.
    """
    try:
        from diagnose.portfolio import levels_of
    except ImportError as error:
        raise InputError([Problem(Place("--all"), "portfolio_missing", {"given": error.name})]) from None
    here = lifting(moves(diagnosed.case, diagnosed.rules), diagnosed.rules)
    most = min(most, len(here))
    if (sets := number_of_sets(len(here), most)) > MOST_SETS:
        fits = next(n for n in range(most, 0, -1) if number_of_sets(len(here), n) <= MOST_SETS)
        numbers = {"sets": figures.write_number(sets, diagnosed.lang), "given": most, "fits": fits}
        limit = figures.write_number(MOST_SETS, diagnosed.lang)
        raise InputError([Problem(Place("--all"), "sweep_too_many", {**numbers, "limit": limit})])

    found = sweep(diagnosed, here, most, levels_of(diagnosed.rules))
    return found.to_json() if form is common.Format.json else sweep_page(found, case_name)
