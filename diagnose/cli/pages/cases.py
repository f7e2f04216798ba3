"""Cases side by side, as text."""

from collections.abc import Iterator, Sequence
from typing import Any

from diagnose.analysis.compare import CasesCompared, SaidRow
from diagnose.case import code_names
from diagnose.cli.pages.comparing import called, columns, known, level, truth_said
from diagnose.common import joined, render, words
from diagnose.diagnosis import Phrases


def cases_page(found: CasesCompared, names: Sequence[str], phrases: Phrases) -> str:
    """Return `found` as text; `names` are the cases as typed; `phrases` write values in the language of `found`."""
    w = words(found.lang)
    heads = called(found.cases, names)
    both = zip(heads, found.cases, names, strict=True)
    criteria, outcomes = _criteria(found, heads), _outcomes(found, phrases)
    return render(
        "compare_cases",
        w=w,
        title=w["compare.cases_title"].format(len(found.cases)),
        known=[known(case, head, name, found.lang) for head, case, name in both],
        levels=columns(heads, _levels(found)),
        second=any(second for row in found.conclusions.levels for second in row.second),
        criteria=columns(heads, criteria) if criteria else "",
        saran=list(_saran(found, heads)),
        outcomes=columns(heads, outcomes) if outcomes else "",
        open_outcomes=any(any(row.open_dispute) for row in found.outcomes),
    )


def _levels(found: CasesCompared) -> list[tuple[str, Sequence[str]]]:
    return [
        (
            f"  {row.name}" if row.dimension else row.name.upper(),
            [level(stands, second) for stands, second in zip(row.levels, row.second, strict=True)],
        )
        for row in found.conclusions.levels
    ]


def _criteria(found: CasesCompared, heads: Sequence[str]) -> list[tuple[str, Sequence[str]]]:
    names = {row.id: row.name for row in found.conclusions.levels}
    differ = [row for row in found.conclusions.criteria if row.differs]
    rows: list[tuple[str, Sequence[str]]] = []
    for aspect in dict.fromkeys(row.aspect for row in differ):
        rows.append((names[aspect].upper(), [""] * len(heads)))
        for row in (r for r in differ if r.aspect == aspect):
            rows.append((f"{row.id} ({row.gates}) {row.title}", [truth_said(t, found.lang) for t in row.truths]))
    return rows


def _saran(found: CasesCompared, heads: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the saran by the cases that have them, those that most have first."""
    w = words(found.lang)
    groups: dict[tuple[bool, ...], list[SaidRow]] = {}
    for row in found.conclusions.saran:
        groups.setdefault(tuple(text is not None for text in row.texts), []).append(row)
    for given in sorted(groups, key=lambda g: (-sum(g), [not here for here in g])):
        having = [head for head, here in zip(heads, given, strict=True) if here]
        title = w["compare.in_all"] if all(given) else w["compare.only_in"]
        yield {
            "title": title.format(joined(having, found.lang), len(groups[given])),
            "rows": [_said(row, heads) for row in groups[given]],
        }


def _said(row: SaidRow, heads: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the texts of a saran, each with the cases that have it so."""
    texts: dict[str, list[str]] = {}
    for text, head in zip(row.texts, heads, strict=True):
        if text is not None:
            texts.setdefault(text, []).append(head)
    return {text: tuple(having) for text, having in texts.items()}


def _outcomes(found: CasesCompared, phrases: Phrases) -> list[tuple[str, Sequence[str]]]:
    rows: list[tuple[str, Sequence[str]]] = []
    for row in found.outcomes:
        cells = [
            "." if value is None else phrases.value(value) + (" ?" if disputed else "")
            for value, disputed in zip(row.values, row.open_dispute, strict=True)
        ]
        rows.append((f"{_source(row.source, found.lang)} {row.year}", cells))
    return rows


def _source(code: str, lang: str) -> str:
    named = code_names().get(code)
    return named.get(lang) if named else code
