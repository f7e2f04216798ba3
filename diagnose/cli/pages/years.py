"""One regency over years, as text."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from diagnose.analysis.compare import LevelSplit, Part, SaidRow, Turn, YearPair, YearsCompared
from diagnose.analysis.whatif import FactChange
from diagnose.cli.pages.comparing import HOW, called, columns, known, level, truth_said
from diagnose.common import joined, render, table, words
from diagnose.diagnosis import CaseRecord, Phrases, span

_STEP = {"facts": "compare.facts", "rules": "compare.rules", "thresholds": "compare.thresholds"}
_BY = {"facts": "compare.by_facts", "rules": "compare.by_rules", "thresholds": "compare.by_thresholds"}
_SHOWN = 6  # facts told with a criterion
_WIDTHS = (36, 7, 7, 7, 7, 10)


def years_page(found: YearsCompared, names: Sequence[str], phrases: Phrases) -> str:
    """Return `found` as text; `names` are the cases as typed, in the order of `found`."""
    w = words(found.lang)
    heads = [_short(head, case) for head, case in zip(called(found.cases, names), found.cases, strict=True)]
    return render(
        "compare_years",
        w=w,
        title=w["compare.years_title"].format(found.cases[-1].region, joined(heads, found.lang)),
        known=[known(case, head, name, found.lang) for head, case, name in zip(heads, found.cases, names, strict=True)],
        levels=columns(heads, _levels(found)) if len(heads) > 2 else "",
        pairs=[_pair(pair, heads[i : i + 2], found.lang, phrases) for i, pair in enumerate(found.pairs)],
    )


def _short(head: str, case: CaseRecord) -> str:
    return head.removeprefix(f"{case.region} ")


def _levels(found: YearsCompared) -> list[tuple[str, Sequence[str]]]:
    return [
        (
            f"  {row.name}" if row.dimension else row.name.upper(),
            [level(stands, second) for stands, second in zip(row.levels, row.second, strict=True)],
        )
        for row in found.conclusions.levels
    ]


def _pair(pair: YearPair, heads: Sequence[str], lang: str, phrases: Phrases) -> dict[str, Any]:
    w = words(lang)
    steps = [part.step for part in pair.levels[0].parts] if pair.levels else []
    head = ["", w["compare.before"], w["compare.after"], *(w[_STEP[step]] for step in steps)]
    parts = [part for split in pair.levels for part in split.parts]
    read = {path for turn in pair.turns for path in turn.facts}
    return {
        "record": pair,
        "title": w["compare.from_to"].format(*heads),
        "levels": table(head, [_split(split) for split in pair.levels], _WIDTHS),
        "open_parts": any(part.lowest != part.highest for part in parts),
        "second": list(_second(pair, w)),
        "changed": any(split.changed for split in pair.levels),
        "rules": [f"{w[HOW[rule.how]]}: {rule.id} {rule.title}" for rule in pair.rules],
        "thresholds": list(_thresholds(pair, w, phrases)),
        "turns": list(_turns(pair, lang)),
        "read": len(read),
        "lists": list(_lists(pair, w)),
    }


def _split(split: LevelSplit) -> list[str]:
    name = f"  {split.name}" if split.dimension else split.name.upper()
    return [name, span(split.before), span(split.after), *(_signed(part) for part in split.parts)]


def _signed(part: Part) -> str:
    """Write a part: "+1", "." for nothing, "+1/0" where the two ends of an open level move differently."""
    if part.lowest == part.highest:
        return f"{part.lowest:+d}" if part.lowest else "."
    return "/".join(f"{end:+d}" if end else "0" for end in (part.lowest, part.highest))


def _second(pair: YearPair, w: dict[str, str]) -> Iterator[str]:
    for row in pair.conclusions.levels:
        if row.second[0] != row.second[1]:
            ends = (level(*both) for both in zip(row.levels, row.second, strict=True))
            yield w["compare.second_moved"].format(row.name, " -> ".join(ends))


def _thresholds(pair: YearPair, w: dict[str, str], phrases: Phrases) -> Iterator[str]:
    for t in pair.thresholds:
        ends = (w["compare.none"] if v is None else phrases.number(v) for v in (t.before, t.after))
        yield f"{t.id}: {' -> '.join(ends)} ({t.unit})"


def _turns(pair: YearPair, lang: str) -> Iterator[dict[str, Any]]:
    """Yield each criterion that turned, with the first of the changed facts that it reads, and how many more."""
    facts = {fact.fact: fact for fact in pair.facts}
    for turn in pair.turns:
        yield {
            "said": _turned(turn, lang),
            "facts": [_fact(facts[path]) for path in turn.facts[:_SHOWN]],
            "more": max(0, len(turn.facts) - _SHOWN),
        }


def _turned(turn: Turn, lang: str) -> str:
    by = joined([words(lang)[_BY[step]] for step in turn.steps], lang)
    run = " -> ".join(truth_said(truth, lang) for truth, _ in groupby(turn.truths))
    return f"{turn.id} ({turn.gates}) {turn.title}: {run} [{by}]"


def _fact(fact: FactChange) -> str:
    source = f" [{fact.source}]" if fact.source else ""
    return f"{fact.name}: {fact.before} -> {fact.after}{source}"


def _lists(pair: YearPair, w: dict[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Yield what is said in one of the years alone, under a heading."""
    for heading, rows, at in (
        ("compare.saran_gone", pair.conclusions.saran, 0),
        ("compare.saran_new", pair.conclusions.saran, 1),
        ("compare.findings_gone", pair.conclusions.findings, 0),
        ("compare.findings_new", pair.conclusions.findings, 1),
    ):
        if only := list(_only(rows, at)):
            yield w[heading].format(len(only)), only


def _only(rows: Iterable[SaidRow], at: int) -> Iterable[str]:
    return (row.text for row in rows if row.differs and row.texts[at] is not None)
