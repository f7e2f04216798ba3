"""What is unknown and would matter: questions, who can answer them, and what waits for the answer."""

from diagnose.conditions import comparisons
from diagnose.diagnosis import UnknownRecord
from diagnose.infer import Inference
from diagnose.knowledge import Criterion, Finding
from diagnose.measures import Measured
from diagnose.phrases import Phrases
from diagnose.rulebase import Rulebase


def questions(rules: Rulebase, inference: Inference, phrases: Phrases) -> tuple[UnknownRecord, ...]:
    """Return a question for each measure that leaves a rule undecided; first those that hold a level open."""
    waits: dict[str, list[Criterion | Finding]] = {}
    for rule in (*inference.compiled.criteria, *inference.compiled.findings):
        if inference.truth(rule.id) != "unknown":
            continue
        for compare in comparisons(rule.when):
            if any(not m.known for m in _of(inference, compare.measure)):
                waiting = waits.setdefault(compare.measure, [])
                if rule not in waiting:
                    waiting.append(rule)
    records = [_record(measure, waiting, rules, inference, phrases) for measure, waiting in waits.items()]
    return tuple(sorted(records, key=lambda r: (-len(r.holds_open), -len(r.waits))))


def _of(inference: Inference, measure: str) -> list[Measured]:
    return [m for m in inference.measured.values() if m.measure == measure]


def _record(
    measure: str, waiting: list[Criterion | Finding], rules: Rulebase, inference: Inference, phrases: Phrases
) -> UnknownRecord:
    ask = rules.measures[measure].ask
    measured = [m for m in _of(inference, measure) if not m.known]
    functions = _functions(waiting, measure, measured, rules)
    open_aspects = {}
    for rule in waiting:
        if isinstance(rule, Criterion) and rule.reading != "second":
            lowest, highest = inference.level(rule.aspect)
            if lowest < rule.level <= highest:
                open_aspects[rule.aspect] = None
    return UnknownRecord(
        measure=measure,
        functions=functions,
        question=phrases.say(ask.question, functions),
        who=phrases.agencies([ask.who]),
        facts=tuple(dict.fromkeys(path for m in measured for path in m.facts if not _exact(phrases, path))),
        waits=tuple(rule.id for rule in waiting),
        holds_open=tuple(open_aspects),
    )


def _exact(phrases: Phrases, path: str) -> bool:
    entry = phrases.entry(path)
    return entry is not None and entry.low == entry.high and entry.known


def _functions(
    waiting: list[Criterion | Finding], measure: str, measured: list[Measured], rules: Rulebase
) -> tuple[str, ...]:
    """Return the functions that are asked about: those of the lists the waiting rules go over."""
    lists = [c.for_each for r in waiting for c in comparisons(r.when) if c.measure == measure and hasattr(c, "for_each")]
    unsure = dict.fromkeys(f for m in measured for f in m.unsure)
    if not lists:
        return tuple(unsure)
    wanted = {f for name in lists for f in rules.lists[name]}
    return tuple(f for f in unsure if f in wanted)
