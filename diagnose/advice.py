"""Saran: what follows from criteria that are known to be unmet and findings that hold, in the order to act in."""

from dataclasses import dataclass, field

from diagnose.diagnosis import Opens, SaranRecord
from diagnose.infer import Inference
from diagnose.knowledge import Criterion, Finding, Provable, Saran
from diagnose.measures import Measured
from diagnose.phrases import Phrases
from diagnose.rulebase import Rulebase
from diagnose.wording import joined, words


@dataclass
class _Draft:
    """One piece of advice being gathered from the rules that fired for it."""

    saran: Saran
    function: str | None
    rules: list[Provable] = field(default_factory=list)
    functions: dict[str, None] = field(default_factory=dict)
    because: dict[str, None] = field(default_factory=dict)


def advise(rules: Rulebase, inference: Inference, phrases: Phrases) -> tuple[SaranRecord, ...]:
    """Return the saran whose rules fired: first what opens the next level of the lowest aspects, soonest first."""
    fired_for = {
        (firing.rule.name, atom.code)
        for (kind, _), firings in inference.proofs.items()
        if kind == "saran"
        for firing in firings
        for atom in firing.rule.premises
    }
    drafts: dict[tuple[str, str | None], _Draft] = {}
    for rule in inference.compiled.provable:
        truth = "unmet" if isinstance(rule, Criterion) else "met"
        proof = inference.behind((truth, rule.id))
        for saran in (rules.saran[s] for s in rule.saran if (s, rule.id) in fired_for):
            lacking = dict.fromkeys(f for m in proof for f in m.lacking)
            firsts = dict.fromkeys(phrases.together(f, lacking)[0] for f in lacking)
            for function in firsts if saran.each_function else (None,):
                draft = drafts.setdefault((saran.id, function), _Draft(saran, function))
                draft.rules.append(rule)
                draft.functions |= lacking
                held = phrases.together(function, lacking) if function else (None,)
                draft.because |= dict.fromkeys(path for m in proof for f in held for path in _facts(m, f))
    order = {saran: i for i, saran in enumerate(rules.saran)}
    places = {f: i for i, f in enumerate(f for listed in rules.framework.function_lists for f in listed.functions)}
    ranked = sorted(
        drafts.values(),
        key=lambda d: (*_urgency(d, inference), order[d.saran.id], places[d.function] if d.function else -1),
    )
    return tuple(_record(draft, rules, inference, phrases) for draft in ranked)


def _facts(measured: Measured, function: str | None) -> tuple[str, ...]:
    """Return the facts behind advice: those of the function it is on, else those of all that are lacking, else all."""
    of = measured.by_function
    if function is not None:
        return of.get(function, ())
    lacking = tuple(dict.fromkeys(path for f in measured.lacking for path in of.get(f, ())))
    return lacking or measured.facts


def _urgency(draft: _Draft, inference: Inference) -> tuple[float, float, float]:
    """Rank advice: how many levels below the gate its aspect stands, how low that is, and the time it takes."""
    gates = [r for r in draft.rules if isinstance(r, Criterion)]
    if not gates:
        return (9.0, 9.0, draft.saran.months)
    distance, level = min((r.level - inference.level(r.aspect)[0], inference.level(r.aspect)[0]) for r in gates)
    return (float(distance), float(level), draft.saran.months)


def _record(draft: _Draft, rules: Rulebase, inference: Inference, phrases: Phrases) -> SaranRecord:
    saran, lang = draft.saran, phrases.lang
    opens = [Opens(aspect=r.aspect, level=r.level, criterion=r.id) for r in draft.rules if isinstance(r, Criterion)]
    names = {a.id: a.name.get(lang) for d in rules.framework.dimensions for a in d.aspects}
    levels: dict[str, dict[str, None]] = {}
    for o in opens:
        levels.setdefault(names[o.aspect], {})[str(o.level)] = None
    gates = [words(lang)["opens"].format(joined(list(numbers), lang), name) for name, numbers in levels.items()]
    answers = [r.title.get(lang) for r in draft.rules if isinstance(r, Finding)]
    why = "; ".join(gates) or words(lang)["answers_finding"].format(joined(answers, lang))
    basis = [
        b.text.get(lang) + (f" ({words(lang)['assumption']})" if b.asumsi_sistem else f" [{b.source}]")
        for b in saran.basis
    ]
    return SaranRecord(
        id=saran.id if draft.function is None else f"{saran.id}:{draft.function}",
        text=phrases.say(saran.what, draft.functions, draft.function, draft.because),
        actor=phrases.say(saran.who, draft.functions, draft.function),
        by=phrases.say(saran.by, draft.functions, draft.function),
        months=saran.months,
        rule=draft.rules[0].id,
        rules=tuple(r.id for r in draft.rules),
        because=tuple(draft.because),
        opens=tuple(opens),
        why=why[:1].upper() + why[1:],
        basis=tuple(basis),
        sources=saran.sources,
    )
