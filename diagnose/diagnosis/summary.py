"""What is said at first sight of a diagnosis: what is lowest and why, what to decide, to do, to ask and to check.

Screen, web page and memo show this record; its sentences are made here, and it adds no claim to the diagnosis.
"""

from collections.abc import Iterable, Iterator

from diagnose.common import figures, lowered
from diagnose.diagnosis.acts import grouped
from diagnose.diagnosis.asked import effects, shortened
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.diagnosis.record import Record
from diagnose.diagnosis.records import AspectRecord, Diagnosis, DimensionRecord, FindingRecord, UnknownRecord
from diagnose.diagnosis.saran_records import SaranRecord
from diagnose.knowledge import Criterion

QUESTIONS = 3
_NAMED = 2  # of many agencies that one act is about, so many are named


class Hold(Record):
    """What keeps an aspect from its next level: the criterion that is unmet, in words."""

    aspect: str
    name: str
    criterion: str
    statement: str


class ActRecord(Record):
    """Something to be done, a saran or a package of them: in few words, who is asked, and by when in few words.

    `saran` are all that it carries out; `number` counts the decisions first, then the rest.
    """

    number: int
    id: str
    text: str
    actor: str
    asked: str
    by: str
    months: float
    saran: tuple[str, ...]


class Asked(Record):
    """A question that matters, who can answer it, and what the answer can do."""

    question: str
    who: str
    effects: tuple[str, ...]


class Summary(Record):
    """The first screen.

    `sparse` tells that more than half of the aspects are open and wait for answers: then the questions come first.
    `lowest` are the lowest dimensions whose level is certain, `holds` what keeps their lowest aspects there.
    `decisions` are all that is asked of the head of the region, the one that helps to meet most criteria first; `own`
    is what is done without waiting for one, in the order to act in. `headline` and `to_check` are sentences and parts
    of one.
    """

    facts_known: int
    facts_asked: int
    sparse: bool
    headline: str
    lowest: tuple[str, ...]
    holds: tuple[Hold, ...]
    strengths: tuple[FindingRecord, ...]
    decisions: tuple[ActRecord, ...]
    own: tuple[ActRecord, ...]
    questions: tuple[Asked, ...]
    to_check: tuple[str, ...]


def summary(diagnosed: Diagnosed) -> Summary:
    """Return what is said at first sight of a diagnosed case."""
    d = diagnosed.diagnosis
    lowest = _lowest(d)
    decisions, own = _acts(diagnosed)
    deciding = [u for u in d.unknown if u.holds_open]
    return Summary(
        facts_known=d.case.facts_known,
        facts_asked=d.case.facts_asked,
        sparse=bool(deciding) and sum(x.level.lowest != x.level.highest for x in d.aspects) * 2 > len(d.aspects),
        headline=_headline(diagnosed, lowest),
        lowest=tuple(dimension.id for dimension in lowest),
        holds=tuple(_holds(d, lowest)),
        strengths=tuple(sorted((f for f in d.findings if f.kind == "strength"), key=lambda f: -f.weight)),
        decisions=decisions,
        own=own,
        questions=tuple(_asked(diagnosed, u) for u in deciding[:QUESTIONS]),
        to_check=tuple(_to_check(diagnosed)),
    )


def _lowest(d: Diagnosis) -> list[DimensionRecord]:
    """Return the lowest of the dimensions whose level is certain, where none is certain to stand lower."""
    least = min(dimension.level.highest for dimension in d.dimensions)
    return [dimension for dimension in d.dimensions if dimension.level.lowest == dimension.level.highest == least]


def _headline(diagnosed: Diagnosed, lowest: list[DimensionRecord]) -> str:
    d, w = diagnosed.diagnosis, diagnosed.words
    said = [f.statement for f in d.findings if diagnosed.rules.findings[f.id].alarm]
    if len(lowest) == len(d.dimensions):
        said.append(w["summary.all"].format(lowest[0].level.lowest))
    elif lowest:
        names = diagnosed.listed(dimension.name.upper() for dimension in lowest)
        least = lowest[0].level.lowest
        sure = all(dimension.level.lowest >= least for dimension in d.dimensions)
        said.append(w["summary.lowest" if sure else "summary.lowest_so_far"].format(names, least))
    still_open = sum(a.level.lowest != a.level.highest for a in d.aspects)
    if still_open == len(d.aspects):
        said.append(w["summary.all_open"])
    else:
        said.append(w["summary.open"].format(still_open, len(d.aspects)) if still_open else w["summary.certain"])
    return " ".join(said)


def _holds(d: Diagnosis, lowest: list[DimensionRecord]) -> Iterator[Hold]:
    """Yield what is unmet at the next level of the lowest aspects, those of one level above left out."""
    for aspect in _lowest_aspects(d, lowest):
        for c in aspect.criteria:
            if c.reading != "second" and c.truth == "unmet" and c.gates == aspect.level.highest + 1:
                yield Hold(aspect=aspect.id, name=aspect.name, criterion=c.id, statement=c.statement)


def _lowest_aspects(d: Diagnosis, lowest: list[DimensionRecord]) -> Iterator[AspectRecord]:
    levels = {dimension.id: dimension.level for dimension in lowest}
    return (a for a in d.aspects if a.level == levels.get(a.dimension))


def _acts(diagnosed: Diagnosed) -> tuple[tuple[ActRecord, ...], tuple[ActRecord, ...]]:
    """Return what is advised act by act: what is asked of the head of the region, and the rest."""
    packages = {p.id: p for p in diagnosed.diagnosis.packages}
    decisions: list[ActRecord] = []
    own: list[ActRecord] = []
    for number, (name, members) in enumerate(grouped(diagnosed.diagnosis).items(), 1):
        first = members[0]
        topics = f"{packages[name].short}: {_topics(members, diagnosed)}" if name in packages else ""
        (decisions if any(s.to_head for s in members) else own).append(
            ActRecord(
                number=number,
                id=name,
                text=topics or _short(first, diagnosed),
                actor=first.actor,
                asked=first.asked,
                by=_by(first, diagnosed),
                months=first.months,
                saran=tuple(s.id for s in members),
            )
        )
    return tuple(decisions), tuple(own)


def _by(saran: SaranRecord, diagnosed: Diagnosed) -> str:
    rules = diagnosed.rules
    by = rules.packages[saran.package].by if saran.package else rules.saran[saran.id.partition(":")[0]].by
    short = rules.moments[by or ""].short
    return short.get(diagnosed.lang) if short else saran.by


def _topics(members: Iterable[SaranRecord], diagnosed: Diagnosed) -> str:
    """Name what the saran of a package are about, those that are alike counted: "5 OPD, target, proses, data".

    One alone is told in full, since a word would not say what is to be done.
    """
    members = list(members)
    if len({saran.id.partition(":")[0] for saran in members}) == 1:
        return lowered(_short(members[0], diagnosed).rstrip("."))
    counts: dict[str, int] = {}
    for saran in members:
        kind = saran.id.partition(":")[0]
        counts[kind] = counts.get(kind, 0) + 1
    told = []
    for kind, count in counts.items():
        rule = diagnosed.rules.saran[kind]
        topic = rule.topic.get(diagnosed.lang) if rule.topic else kind
        told.append(f"{count} {topic}" if rule.each_function else topic)
    return ", ".join(told)


def _short(saran: SaranRecord, diagnosed: Diagnosed) -> str:
    """Return a saran in few words, with the agencies it is about counted where they are many."""
    functions = dict.fromkeys(f for rule in saran.rules for f in _lacking(rule, diagnosed))
    every = diagnosed.phrases.agencies(functions)
    names = {diagnosed.phrases.agencies([f]) for f in functions}
    if len(names) <= _NAMED or every not in saran.short:
        return saran.short
    return saran.short.replace(every, diagnosed.words["summary.agencies"].format(len(names)))


def _lacking(rule: str, diagnosed: Diagnosed) -> Iterator[str]:
    truth = "unmet" if isinstance(diagnosed.in_force[rule], Criterion) else "met"
    return (f for m in diagnosed.inference.behind((truth, rule)) for f in m.lacking)


def _asked(diagnosed: Diagnosed, record: UnknownRecord) -> Asked:
    question = shortened(record, diagnosed.phrases)
    return Asked(question=question, who=record.who, effects=tuple(effects(diagnosed, record)))


def _to_check(diagnosed: Diagnosed) -> Iterator[str]:
    """Yield what a careful reader looks at before using the levels, a few words each."""
    d, w = diagnosed.diagnosis, diagnosed.words
    if d.conflicts:
        yield w["summary.conflicts"].format(len(d.conflicts))
    if d.promised:
        yield w["summary.promised"].format(len(d.promised), figures.write_day(d.promised[0].by, d.lang))
    if second := sum(a.second_reading is not None for a in d.aspects):
        yield w["summary.second"].format(second, len(d.aspects))
    if d.assumptions:
        yield w["summary.assumptions"].format(len(d.assumptions))
