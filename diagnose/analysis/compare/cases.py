"""Cases side by side: levels, criteria, saran, outcomes and how much is known; never a sum, an average or a rank."""

from collections.abc import Sequence
from typing import Any, Literal

from diagnose.analysis.compare.across import Across, across
from diagnose.case import Case, FactEntry, key_parts, node_at, vocabulary
from diagnose.diagnosis import CaseRecord, Diagnosed, Record, RulesRecord


class OutcomeRow(Record):
    """The outcome by one source in one year, as each case states it; None where it does not.

    `open_dispute` tells for which cases the figure is a list of figures between which the case has not decided.
    """

    source: str
    year: int
    values: tuple[Any, ...]
    sources: tuple[str | None, ...]
    open_dispute: tuple[bool, ...]


class CasesCompared(Record):
    """Several cases side by side, in the order given; every row has a place for each."""

    schema_version: Literal[1] = 1
    lang: str
    cases: tuple[CaseRecord, ...]
    rules: tuple[RulesRecord, ...]
    conclusions: Across
    outcomes: tuple[OutcomeRow, ...]


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
        outcomes=outcomes([one.case for one in diagnosed]),
    )


def outcomes(cases: Sequence[Case]) -> tuple[OutcomeRow, ...]:
    """Return what `cases` state of the outcome in their own regency, by source and year; none if undeclared."""
    block = vocabulary().outcome
    holder = node_at(block.list) if block is not None else None
    if block is None or holder is None or holder.entry is None:
        return ()
    series = f"{block.list}[*].{block.outcome}"
    stated = [{key: entry for key, entry in case.entries(series) if entry.known} for case in cases]
    rows = []
    for key in sorted({key for of in stated for key in of}):
        told = key_parts(holder.entry, key)
        own = all(told.get(n) == d for n in holder.key if (d := holder.entry.children[n].default) is not None)
        if own and isinstance(told.get("year"), int):
            found: list[FactEntry | None] = [of.get(key) for of in stated]
            rows.append(
                OutcomeRow(
                    source=str(told[holder.key[0]]),
                    year=told["year"],
                    values=tuple(e.value if e else None for e in found),
                    sources=tuple(e.source if e else None for e in found),
                    open_dispute=tuple(bool(e and e.disputed and not e.settled) for e in found),
                )
            )
    return tuple(rows)
