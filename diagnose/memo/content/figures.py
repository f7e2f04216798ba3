"""What pictures show of a case: the prevalence, its targets, and who has a seat."""

from collections.abc import Iterator

from diagnose.case import Case, FactEntry
from diagnose.diagnosis import Diagnosed
from diagnose.inference import YES
from diagnose.memo.content.formats import percent
from diagnose.memo.content.records import Figure, Seat
from diagnose.memo.content.statement import state


def prevalence(case: Case, lang: str) -> Iterator[Figure]:
    """Yield the known figures on the prevalence."""
    for key, entry in case.entries("prevalence[*].percent"):
        system, area, year = key.split(" ")
        if entry.low == entry.high:
            yield _figure(system, area, year, entry, lang)


def targets(case: Case, lang: str) -> Iterator[Figure]:
    """Yield the known targets for the prevalence."""
    for key, entry in case.entries("targets[*].percent"):
        indicator, area, year = key.rsplit(" ", 2)
        if indicator == "prevalence" and entry.low == entry.high:
            yield _figure("target", area, year, entry, lang)


def _figure(system: str, area: str, year: str, entry: FactEntry, lang: str) -> Figure:
    text = state(percent(entry.low, lang), entry.path)
    return Figure(system, area, int(year), entry.low, text, bool(entry.disputed))


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
