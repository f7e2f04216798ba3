"""What is unknown and would matter: questions, who can answer them, and what waits for the answer."""

from collections.abc import Iterable

from diagnose.conditions import ForEach, comparisons
from diagnose.diagnosis import UnknownRecord
from diagnose.infer import Inference
from diagnose.knowledge import Criterion, Provable
from diagnose.measures import Measured
from diagnose.phrases import Phrases
from diagnose.rulebase import Rulebase


def questions(rules: Rulebase, inference: Inference, phrases: Phrases) -> tuple[UnknownRecord, ...]:
    """Return a question for each measure that leaves a rule undecided; first those that hold a level open."""
    waits: dict[str, list[Provable]] = {}
    for rule in inference.compiled.provable:
        if inference.truth(rule.id) != "unknown":
            continue
        for compare in comparisons(rule.when):
            if any(not m.known for m in _of(inference, compare.measure)):
                waiting = waits.setdefault(compare.measure, [])
                if rule not in waiting:
                    waiting.append(rule)
    records = _merged(_record(measure, waiting, rules, inference, phrases) for measure, waiting in waits.items())
    return tuple(sorted(records, key=lambda r: (-len(r.holds_open), -len(r.waits))))


def _merged(records: Iterable[UnknownRecord]) -> list[UnknownRecord]:
    """Ask once what several measures ask in the same words."""
    asked: dict[tuple[str, str], UnknownRecord] = {}
    for record in records:
        key = (record.question, record.who)
        if key in asked:
            first = asked[key]
            lists = ("measures", "functions", "facts", "waits", "holds_open")
            both = {name: tuple(dict.fromkeys((*getattr(first, name), *getattr(record, name)))) for name in lists}
            asked[key] = first.model_copy(update=both)
        else:
            asked[key] = record
    return list(asked.values())


def _of(inference: Inference, measure: str) -> list[Measured]:
    return [m for m in inference.measured.values() if m.measure == measure]


def _record(
    measure: str, waiting: list[Provable], rules: Rulebase, inference: Inference, phrases: Phrases
) -> UnknownRecord:
    ask = rules.measures[measure].ask
    measured = [m for m in _of(inference, measure) if not m.known]
    functions = _functions(waiting, measure, measured, rules)
    open_aspects: dict[str, None] = {}
    for rule in waiting:
        if isinstance(rule, Criterion) and rule.reading != "second":
            lowest, highest = inference.level(rule.aspect)
            if lowest < rule.level <= highest:
                open_aspects[rule.aspect] = None
    return UnknownRecord(
        measures=(measure,),
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


def _functions(waiting: list[Provable], measure: str, measured: list[Measured], rules: Rulebase) -> tuple[str, ...]:
    """Return the functions that are asked about: those of the lists the waiting rules go over."""
    lists = [
        c.for_each for r in waiting for c in comparisons(r.when) if c.measure == measure and isinstance(c, ForEach)
    ]
    unsure = dict.fromkeys(f for m in measured for f in m.unsure)
    if not lists:
        return tuple(unsure)
    wanted = {
        f for name in lists for listed in rules.framework.function_lists if listed.id == name for f in listed.functions
    }
    return tuple(f for f in unsure if f in wanted)
