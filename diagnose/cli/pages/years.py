"""One regency over years, as text."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from diagnose.analysis.compare import LevelSplit, Part, SaidRow, Turn, YearPair, YearsCompared
from diagnose.analysis.whatif import FactChange
from diagnose.cli.pages.builder import HOW, Page, called, level
from diagnose.cli.pages.cases import known
from diagnose.common import joined, words
from diagnose.diagnosis import CaseRecord, Phrases, span

_STEP = {"facts": "compare.facts", "rules": "compare.rules", "thresholds": "compare.thresholds"}
_BY = {"facts": "compare.by_facts", "rules": "compare.by_rules", "thresholds": "compare.by_thresholds"}
_SHOWN = 6  # facts told with a criterion
_WIDTHS = (36, 7, 7, 7, 7, 10)


def years_page(found: YearsCompared, names: Sequence[str], phrases: Phrases) -> str:
    """Return `found` as text; `names` are the cases as typed, in the order of `found`."""
    w = words(found.lang)
    heads = [_short(head, case) for head, case in zip(called(found.cases, names), found.cases, strict=True)]
    page = Page(found.lang, w["compare.years_title"].format(found.cases[-1].region, joined(heads, found.lang)))
    for head, case, name in zip(heads, found.cases, names, strict=True):
        page.say(known(case, head, name, w), 0, 2)
    if len(heads) > 2:
        page.head(w["compare.levels"])
        rows = [
            (
                f"  {row.name}" if row.dimension else row.name.upper(),
                [level(stands, second) for stands, second in zip(row.levels, row.second, strict=True)],
            )
            for row in found.conclusions.levels
        ]
        page.columns(heads, rows)
    for i, pair in enumerate(found.pairs):
        _pair(pair, heads[i], heads[i + 1], page, phrases)
    page.gap()
    page.say(w["compare.order"])
    return page.text()


def _short(head: str, case: CaseRecord) -> str:
    return head.removeprefix(f"{case.region} ")


def _pair(pair: YearPair, first: str, then: str, page: Page, phrases: Phrases) -> None:
    w = page.w
    page.head(w["compare.from_to"].format(first, then))
    rows = [_level(split) for split in pair.levels]
    page.table(["", w["compare.before"], w["compare.after"], *(w[_STEP[s]] for s in _steps(pair))], rows, _WIDTHS)
    parts = [part for split in pair.levels for part in split.parts]
    if any(part.lowest != part.highest for part in parts):
        page.say(w["compare.legend_parts"])
    for row in pair.conclusions.levels:
        if row.second[0] != row.second[1]:
            ends = (level(*both) for both in zip(row.levels, row.second, strict=True))
            page.say(w["compare.second_moved"].format(row.name, " -> ".join(ends)), 0, 2)
    if not any(split.changed for split in pair.levels):
        page.say(w["compare.no_level_changed"])
    if pair.kept_thresholds:
        page.say(w["compare.kept"].format(", ".join(pair.kept_thresholds)), 0, 2)
    _rules(pair, page, phrases)
    _turns(pair, page)
    _lists(pair, page)


def _steps(pair: YearPair) -> list[str]:
    return [part.step for part in pair.levels[0].parts] if pair.levels else []


def _level(split: LevelSplit) -> list[str]:
    name = f"  {split.name}" if split.dimension else split.name.upper()
    return [name, span(split.before), span(split.after), *(_signed(part) for part in split.parts)]


def _signed(part: Part) -> str:
    """Write a part: "+1", "." for nothing, "+1/0" where the two ends of an open level move differently."""
    if part.lowest == part.highest:
        return f"{part.lowest:+d}" if part.lowest else "."
    return "/".join(f"{end:+d}" if end else "0" for end in (part.lowest, part.highest))


def _rules(pair: YearPair, page: Page, phrases: Phrases) -> None:
    w = page.w
    if pair.rules:
        page.gap()
        page.say(w["compare.rules_changed"])
        page.bullets(f"{w[HOW[r.how]]}: {r.id} {r.title}" for r in pair.rules)
    if pair.thresholds:
        page.gap()
        page.say(w["compare.thresholds_changed"])
        for t in pair.thresholds:
            ends = (w["compare.none"] if v is None else phrases.number(v) for v in (t.before, t.after))
            page.bullets([f"{t.id}: {' -> '.join(ends)} ({t.unit})"])


def _turns(pair: YearPair, page: Page) -> None:
    w = page.w
    page.gap()
    if not pair.turns:
        page.say(w["compare.no_turns"].format(len(pair.facts)))
        return
    page.say(w["compare.turns"])
    facts = {fact.fact: fact for fact in pair.facts}
    for turn in pair.turns:
        page.bullets([_turned(turn, page)])
        told = [facts[path] for path in turn.facts]
        for fact in told[:_SHOWN]:
            page.say(_fact(fact), 4, 6)
        if len(told) > _SHOWN:
            page.say(w["whatif.more"].format(len(told) - _SHOWN), 4)
    read = {path for turn in pair.turns for path in turn.facts}
    page.say(w["compare.facts_count"].format(len(pair.facts), len(read)), 0)


def _turned(turn: Turn, page: Page) -> str:
    by = joined([page.w[_BY[step]] for step in turn.steps], page.lang)
    run = " -> ".join(page.truth(truth) for truth, _ in groupby(turn.truths))
    return f"{turn.id} ({turn.gates}) {turn.title}: {run} [{by}]"


def _fact(fact: FactChange) -> str:
    source = f" [{fact.source}]" if fact.source else ""
    return f"{fact.name}: {fact.before} -> {fact.after}{source}"


def _lists(pair: YearPair, page: Page) -> None:
    w = page.w
    for heading, rows, at in (
        ("compare.saran_gone", pair.conclusions.saran, 0),
        ("compare.saran_new", pair.conclusions.saran, 1),
        ("compare.findings_gone", pair.conclusions.findings, 0),
        ("compare.findings_new", pair.conclusions.findings, 1),
    ):
        only = list(_only(rows, at))
        if only:
            page.gap()
            page.say(w[heading].format(len(only)))
            page.bullets(only)


def _only(rows: Iterable[SaidRow], at: int) -> Iterable[str]:
    return (row.text for row in rows if row.differs and row.texts[at] is not None)
