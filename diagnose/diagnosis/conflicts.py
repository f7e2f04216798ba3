"""What disagrees: two sources on one fact, numbers against words, measuring systems, or a fact and what follows."""

from collections.abc import Iterator

from diagnose.case import Case, contradictions, one_figure, out_of_place, vocabulary
from diagnose.common import words
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.records import ConflictRecord, Figure
from diagnose.diagnosis.sums import sums
from diagnose.inference import Inference, bounds
from diagnose.knowledge import ReadingBase, Rulebase


def conflicts(case: Case, rules: Rulebase, inference: Inference, phrases: Phrases) -> tuple[ConflictRecord, ...]:
    """Return every conflict between figures, with each figure kept and where it stands."""
    disputed = [entry for entry in case.facts.values() if one_figure([said for said, _ in entry.disputed]) is None]
    found = [_disputed(case, entry.path, phrases) for entry in disputed if entry.disputed]
    found += [
        _contradicted(case, code, inference, rules, phrases) for code, m in inference.measured.items() if m.contradicted
    ]
    for finding in inference.compiled.findings:
        if finding.kind == "conflict" and inference.truth(finding.id) == "met":
            paths = dict.fromkeys(p for m in inference.behind(("met", finding.id)) for p in m.facts)
            figures = tuple(_figure(case, path) for path in paths)
            statement = phrases.say(finding.statement)
            found.append(ConflictRecord(id=finding.id, statement=statement, figures=figures, counts=None))
    return (*found, *_against_what_follows(case, phrases), *_out_of_place(case, phrases), *sums(case, phrases))


def _against_what_follows(case: Case, phrases: Phrases) -> Iterator[ConflictRecord]:
    """Yield facts that state otherwise than what follows from another, each pair of facts once."""
    told: set[frozenset[str]] = set()
    for rule, path in contradictions(case.facts, vocabulary().follows):
        pair = frozenset((rule.when, path))
        if pair not in told:
            told.add(pair)
            said = {"fact": phrases.fact(path), "value": phrases.value(case.facts[path].value, path)}
            cause = {"cause": phrases.fact(rule.when), "said": phrases.value(case.facts[rule.when].value, rule.when)}
            text = words(phrases.lang)["against_what_follows"]
            statement = text.format(because=rule.because.get(phrases.lang), **said, **cause)
            figures = (_figure(case, rule.when), _figure(case, path))
            yield ConflictRecord(id=rule.follows, statement=statement, figures=figures, counts=None)


def _out_of_place(case: Case, phrases: Phrases) -> Iterator[ConflictRecord]:
    """Yield what the case states although such a region does not have it in such a year."""
    for path in out_of_place(case.facts, case.region.kind, case.year):
        statement = words(phrases.lang)["fact_out_of_place"].format(fact=phrases.fact(path))
        yield ConflictRecord(id=path, statement=statement, figures=(_figure(case, path),), counts=None)


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
