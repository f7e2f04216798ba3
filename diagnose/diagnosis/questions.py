"""What is unknown and would matter: questions, who can answer them, what waits for the answer and what it can tell."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from diagnose.case import Case
from diagnose.diagnosis.narrowing import Asked, Narrower
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.records import UnknownRecord
from diagnose.inference import Inference, Measured
from diagnose.knowledge import Criterion, Finding, Provable, Rulebase


def questions(
    case: Case, rules: Rulebase, inference: Inference, phrases: Phrases, *, narrow: bool = True
) -> tuple[UnknownRecord, ...]:
    """Return a question for each measure that leaves a rule or a part of it undecided.

    First those whose answer alone can narrow levels most, then those that hold most levels open, then the others;
    without `narrow` what an answer can do is not worked out.
    """
    waits: dict[str, list[Provable]] = {}
    for rule in inference.compiled.provable:
        truth = inference.truth(rule.id)
        if truth == "met" or (truth == "unmet" and isinstance(rule, Finding)):
            continue
        for measured in inference.read_by(rule):
            # a criterion that one agency fails may be failed by others, of whom nothing is known
            if not measured.known if truth == "unknown" else measured.unsure:
                waits.setdefault(measured.code, []).append(rule)
    records = _merged(
        (
            _record(inference.measured[code], waiting, rules, inference, phrases)
            for code, waiting in waits.items()
            if rules.measures[inference.measured[code].measure].ask.in_force(case.year)
        ),
        rules,
    )
    alone = Counter(record.facts[0] for record in records if len(record.facts) == 1)
    records = [_own(record, alone, rules) for record in records]
    if narrow:
        records = _narrowed(records, case, rules, inference)

    def order(record: UnknownRecord) -> tuple[int, int, int, bool, int]:
        by = [n.by for n in record.narrows]
        gates = set(record.waits) & rules.criteria.keys()
        return -sum(by), -max(by, default=0), -len(record.holds_open), not gates, -len(record.waits)

    return tuple(sorted(records, key=order))


def _narrowed(
    records: Sequence[UnknownRecord], case: Case, rules: Rulebase, inference: Inference
) -> list[UnknownRecord]:
    """Tell with each question that a level waits for what its answer alone can do."""
    decisive = [record for record in records if record.holds_open]
    if not decisive:
        return list(records)
    asked = [Asked([inference.measured[code] for code in r.measures], r.facts) for r in decisive]
    told = dict(zip(map(id, decisive), Narrower(case, rules, inference).of(asked), strict=True))
    return [r.model_copy(update={"narrows": told[id(r)]}) if id(r) in told else r for r in records]


def _own(record: UnknownRecord, alone: Mapping[str, int], rules: Rulebase) -> UnknownRecord:
    """Leave a fact that caps others to the question of its own: whether a decree is signed is asked by itself.

    `alone` counts the questions that ask for each fact by itself.
    """
    readings = (rules.measure_of(code).read for code in record.measures)
    caps = {getattr(reading, "capped_by", None) for reading in readings}
    own_one = record.facts[0] if len(record.facts) == 1 else None
    others = {path for path in caps if path is not None and alone.get(path, 0) > (path == own_one)}
    if not others:
        return record
    own = tuple(path for path in record.facts if path not in others)
    return record.model_copy(update={"facts": own}) if own else record


def _merged(records: Iterable[UnknownRecord], rules: Rulebase) -> list[UnknownRecord]:
    """Ask once what several measures ask in the same words, or about the same list and agencies."""
    asked: list[UnknownRecord] = []
    lists: list[str | None] = []  # what each of them is about
    of: dict[str, list[int]] = {}  # which of them each agency is asked
    for record in records:
        about = rules.measures[record.measures[0].partition("@")[0]].read.answered_by()
        own = of.setdefault(record.who, [])
        for number in own:
            other = asked[number]
            same = about is not None and about == lists[number] and _within(record, other)
            if same or record.question == other.question:
                asked[number] = _both(other, record)
                break
        else:
            own.append(len(asked))
            asked.append(record)
            lists.append(about)
    return asked


def _within(one: UnknownRecord, other: UnknownRecord) -> bool:
    """Tell whether one of two questions about a list asks of agencies of which the other asks as well."""
    ours, theirs = set(one.functions), set(other.functions)
    return bool(ours) and (ours <= theirs or ours >= theirs)


def _both(first: UnknownRecord, other: UnknownRecord) -> UnknownRecord:
    """Return the one question that asks two, in the words of the one that goes further."""
    lists = ("measures", "facts", "waits", "holds_open")
    both = {name: tuple(dict.fromkeys((*getattr(first, name), *getattr(other, name)))) for name in lists}
    wider = other if set(other.functions) > set(first.functions) else first
    functions = tuple(dict.fromkeys((*wider.functions, *first.functions, *other.functions)))
    return first.model_copy(update={**both, "functions": functions, "question": wider.question})


def _record(
    measured: Measured, waiting: list[Provable], rules: Rulebase, inference: Inference, phrases: Phrases
) -> UnknownRecord:
    ask = rules.measures[measured.measure].ask
    open_aspects: dict[str, None] = {}
    for rule in waiting:
        if isinstance(rule, Criterion) and rule.reading != "second":
            lowest, highest = inference.level(rule.aspect)
            if lowest < rule.level <= highest:
                open_aspects[rule.aspect] = None
    return UnknownRecord(
        measures=(measured.code,),
        functions=measured.unsure,
        question=phrases.say(ask.question, measured.unsure),
        who=phrases.agencies([ask.who]),
        who_function=ask.who,
        facts=tuple(path for path in measured.facts if not _exact(phrases, path)),
        waits=tuple(rule.id for rule in waiting),
        holds_open=tuple(open_aspects),
    )


def _exact(phrases: Phrases, path: str) -> bool:
    entry = phrases.entry(path)
    return entry is not None and entry.low == entry.high and entry.known
