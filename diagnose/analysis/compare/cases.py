"""Cases side by side: levels, criteria, saran, prevalence and how much is known; never a sum, an average or a rank."""

from collections.abc import Sequence
from typing import Any, Literal

from diagnose.analysis.compare.across import Across, across
from diagnose.case import Case, FactEntry
from diagnose.diagnosis import CaseRecord, Diagnosed, Record, RulesRecord

_SERIES = "prevalence[*].percent"
_OWN = "region"  # of the areas, the one that the case is about


class PrevalenceRow(Record):
    """Prevalence by one source in one year, as each case states it; None where it does not.

    `open_dispute` tells for which cases the figure is a list of figures between which the case has not decided.
    """

    system: str
    year: int
    percent: tuple[Any, ...]
    sources: tuple[str | None, ...]
    open_dispute: tuple[bool, ...]


class CasesCompared(Record):
    """Several cases side by side, in the order given; every row has a place for each."""

    schema_version: Literal[1] = 1
    lang: str
    cases: tuple[CaseRecord, ...]
    rules: tuple[RulesRecord, ...]
    conclusions: Across
    prevalence: tuple[PrevalenceRow, ...]


def compare_cases(diagnosed: Sequence[Diagnosed]) -> CasesCompared:
    """Return cases side by side, in the order given.

    Raises:
        EngineError: the engine did not do what it was asked.
    """
    diagnoses = [one.diagnosis for one in diagnosed]
    return CasesCompared(
        lang=diagnosed[0].lang,
        cases=tuple(d.case for d in diagnoses),
        rules=tuple(d.rules for d in diagnoses),
        conclusions=across(diagnoses),
        prevalence=prevalence([one.case for one in diagnosed]),
    )


def prevalence(cases: Sequence[Case]) -> tuple[PrevalenceRow, ...]:
    """Return what `cases` state of the prevalence in their own regency, by source and year."""
    stated = [{key: entry for key, entry in case.entries(_SERIES) if entry.known} for case in cases]
    rows = []
    for key in sorted({key for of in stated for key in of}):
        system, area, year = key.rsplit(" ", 2)
        if area == _OWN and year.isdigit():
            found: list[FactEntry | None] = [of.get(key) for of in stated]
            rows.append(
                PrevalenceRow(
                    system=system,
                    year=int(year),
                    percent=tuple(e.value if e else None for e in found),
                    sources=tuple(e.source if e else None for e in found),
                    open_dispute=tuple(bool(e and e.disputed and not e.settled) for e in found),
                )
            )
    return tuple(rows)
