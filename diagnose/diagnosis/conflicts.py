"""Figures that disagree: two sources on one fact, numbers against words, or two measuring systems."""

from collections.abc import Iterator

from diagnose.case import Case
from diagnose.common import words
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.records import ConflictRecord, Figure
from diagnose.inference import Inference, bounds
from diagnose.knowledge import ReadingBase, Rulebase


def conflicts(case: Case, rules: Rulebase, inference: Inference, phrases: Phrases) -> tuple[ConflictRecord, ...]:
    """Return every conflict between figures, with each figure kept and where it stands."""
    found = [_disputed(case, path, phrases) for path, entry in case.facts.items() if entry.disputed]
    found += [
        _contradicted(case, code, inference, rules, phrases) for code, m in inference.measured.items() if m.contradicted
    ]
    for finding in inference.compiled.findings:
        if finding.kind == "conflict" and inference.truth(finding.id) == "met":
            paths = dict.fromkeys(p for m in inference.behind(("met", finding.id)) for p in m.facts)
            figures = tuple(_figure(case, path) for path in paths)
            statement = phrases.say(finding.statement)
            found.append(ConflictRecord(id=finding.id, statement=statement, figures=figures, counts=None))
    return tuple(found)


def _disputed(case: Case, path: str, phrases: Phrases) -> ConflictRecord:
    entry = case.facts[path]
    key = "disputed_settled" if entry.settled else "disputed_open"
    statement = words(phrases.lang)[key].format(fact=phrases.fact(path), counts=phrases.value(entry.value, path))
    return ConflictRecord(
        id=path,
        statement=statement,
        note=entry.note,
        figures=tuple(Figure(fact=path, value=value, source=source) for value, source in entry.disputed),
        counts=entry.value if entry.settled else None,
    )


def _contradicted(case: Case, code: str, inference: Inference, rules: Rulebase, phrases: Phrases) -> ConflictRecord:
    measured = inference.measured[code]
    title = rules.measures[measured.measure].title.get(phrases.lang)
    return ConflictRecord(
        id=code,
        statement=words(phrases.lang)["numbers_against_words"].format(fact=title),
        figures=tuple(_figure(case, path) for path in measured.facts),
        counts=None,
    )


def statements(case: Case, rules: Rulebase, measure: str) -> list[tuple[str, ...]]:
    """Return the facts by which each statement of `measure` stands or falls; what makes no statement has none."""
    found = [facts for part in rules.measures[measure].read.parts() for facts in _stated(case, part)]
    return [facts for facts in found if any(path in case.facts and case.facts[path].known for path in facts)]


def _stated(case: Case, reading: ReadingBase) -> Iterator[tuple[str, ...]]:
    own = tuple(path for name in reading.stated() for path in _paths(case, name))
    needed = reading.needed()
    denied = needed is not None and bounds(case, needed)[1] <= 0
    if denied and needed is not None:
        yield (needed,)
    if not denied or any(bounds(case, path)[0] > 0 for path in own):
        yield own


def _paths(case: Case, path: str) -> tuple[str, ...]:
    return tuple(entry.path for _, entry in case.entries(path)) if "[*]" in path else (path,)


def _figure(case: Case, path: str) -> Figure:
    entry = case.facts.get(path)
    return Figure(fact=path, value=entry.value if entry else None, source=entry.source if entry else None)
