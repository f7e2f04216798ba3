"""What is promised for a day to come: neither yes nor no until that day shows, so it is told by itself."""

from diagnose.case import Case, FactBlock, FactEntry, node_at, pattern_of
from diagnose.common import figures, words
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.records import PromiseRecord
from diagnose.knowledge import Rulebase


def promises(case: Case, rules: Rulebase, phrases: Phrases) -> tuple[PromiseRecord, ...]:
    """Return every commitment that a case states, the one that is due first before the others."""
    found = (_promise(entry, rules, phrases) for entry in case.facts.values() if entry.planned is not None)
    return tuple(sorted(found, key=lambda promise: promise.by))


def _promise(entry: FactEntry, rules: Rulebase, phrases: Phrases) -> PromiseRecord:
    value, day = entry.planned or (None, "")
    w = words(phrases.lang)
    what, who = phrases.fact(entry.path), phrases.agencies([_asked(entry.path, rules) or w["memo.office_function"]])
    said = {"what": what, "value": phrases.value(value, entry.path), "by": figures.write_day(day, phrases.lang)}
    promise = w["promise"].format(**said)
    statement = w["promise_asked"].format(promise, who)
    return PromiseRecord(fact=entry.path, statement=statement, said=promise, who=who, by=day)


def _asked(path: str, rules: Rulebase) -> str | None:
    """Return the function that can answer for the fact at `path`: the vocabulary's, else that of what reads it."""
    pattern = pattern_of(path)
    node = node_at(pattern)
    if node is not None and isinstance(node.block, FactBlock) and node.block.who is not None:
        return node.block.who
    reading = (m.ask.who for m in rules.measures.values() if pattern in m.read.paths())
    return next(reading, None)
