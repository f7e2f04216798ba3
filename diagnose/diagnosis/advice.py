"""Saran: what follows from criteria that are known to be unmet and findings that hold, in the order to act in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

from diagnose.common import Text, joined, lowered, words
from diagnose.diagnosis.levels import opening
from diagnose.diagnosis.phrases import Phrases
from diagnose.diagnosis.saran_records import Opens, PackageRecord, SaranRecord
from diagnose.inference import Inference, Measured
from diagnose.knowledge import Basis, Criterion, Finding, Moment, Provable, Rulebase, Saran


@dataclass
class _Draft:
    """One piece of advice being gathered from the rules that fired for it."""

    saran: Saran
    function: str | None
    rules: list[Provable] = field(default_factory=list)
    functions: dict[str, None] = field(default_factory=dict)
    because: dict[str, None] = field(default_factory=dict)


_Drafts = dict[tuple[str, str | None], _Draft]


def advise(
    rules: Rulebase, inference: Inference, phrases: Phrases
) -> tuple[tuple[SaranRecord, ...], tuple[PackageRecord, ...]]:
    """Return the saran whose rules fired, in the order to act in, and the packages that carry them out."""
    withheld = {name for kind, name in inference.proofs if kind == "withheld"}
    fired_for = {
        (firing.rule.name, atom.code)
        for (kind, _), firings in inference.proofs.items()
        if kind == "saran"
        for firing in firings
        for atom in firing.rule.premises
    }
    drafts: _Drafts = {}
    for rule in inference.compiled.provable:
        truth = "unmet" if isinstance(rule, Criterion) else "met"
        called = [rules.saran[s] for s in rule.saran if (s, rule.id) in fired_for and s not in withheld]
        proof = inference.behind((truth, rule.id)) if called else []
        for saran in called:
            lacking = dict.fromkeys(f for m in proof for f in m.lacking)
            firsts = dict.fromkeys(phrases.together(f, lacking)[0] for f in lacking)
            for function in firsts if saran.each_function else (None,):
                draft = drafts.setdefault((saran.id, function), _Draft(saran, function))
                draft.rules.append(rule)
                draft.functions |= lacking
                held = phrases.together(function, lacking) if function else (None,)
                draft.because |= dict.fromkeys(path for m in proof for f in held for path in _facts(m, f))
    ordered = tuple(_record(draft, drafts, rules, inference, phrases) for draft in _ordered(drafts, rules, inference))
    return ordered, tuple(_packages(ordered, rules, phrases))


def _ordered(drafts: _Drafts, rules: Rulebase, inference: Inference) -> list[_Draft]:
    """Return the drafts in the order to act in: packages together, what others wait for before them."""
    order = {saran: i for i, saran in enumerate(rules.saran)}
    listed = dict.fromkeys(f for found in rules.framework.function_lists for f in found.functions)
    places = {function: i for i, function in enumerate(listed)}
    acts: dict[str, list[_Draft]] = {}
    for draft in sorted(drafts.values(), key=lambda d: (order[d.saran.id], places[d.function] if d.function else -1)):
        acts.setdefault(_act(draft.saran), []).append(draft)
    act_of = {draft.saran.id: act for act, members in acts.items() for draft in members}
    first = {
        act: {act_of[s] for d in members for s in d.saran.after if s in act_of} - {act} for act, members in acts.items()
    }
    rank = {act: min(_urgency(d, rules, inference) for d in members) for act, members in acts.items()}
    for act in reversed(tuple(TopologicalSorter(first).static_order())):  # what is waited for is as urgent as who waits
        for earlier in first[act]:
            rank[earlier] = min(rank[earlier], rank[act])
    depth: dict[str, int] = {}
    for act in TopologicalSorter(first).static_order():
        depth[act] = max((depth[earlier] + 1 for earlier in first[act]), default=0)
    in_turn = sorted(acts, key=lambda act: (rank[act], depth[act]))
    return [draft for act in in_turn for draft in acts[act]]


def _act(saran: Saran) -> str:
    return f"package {saran.package}" if saran.package else saran.id


def _facts(measured: Measured, function: str | None) -> tuple[str, ...]:
    """Return the facts behind advice: those of the function it is on, else those of all that are lacking, else all."""
    of = measured.seen
    if function is not None:
        return of[function].facts if function in of else ()
    lacking = tuple(dict.fromkeys(path for f in measured.lacking if f in of for path in of[f].facts))
    return lacking or measured.facts


def _moment(saran: Saran, rules: Rulebase) -> Moment:
    by = rules.packages[saran.package].by if saran.package else saran.by
    return rules.moments[by or ""]


def _urgency(draft: _Draft, rules: Rulebase, inference: Inference) -> tuple[float, float, float]:
    """Rank advice: how many levels below the gate its aspect stands, how low that is, and how soon it can be done."""
    months = _moment(draft.saran, rules).months
    gates = [r for r in draft.rules if isinstance(r, Criterion)]
    if not gates:
        return (9.0, 9.0, months)
    distance, level = min((r.level - inference.level(r.aspect)[0], inference.level(r.aspect)[0]) for r in gates)
    return (float(distance), float(level), months)


def _record(draft: _Draft, drafts: _Drafts, rules: Rulebase, inference: Inference, phrases: Phrases) -> SaranRecord:
    saran, lang = draft.saran, phrases.lang
    act = rules.packages[saran.package] if saran.package else saran
    moment = _moment(saran, rules)
    opens = [Opens(aspect=r.aspect, level=r.level, criterion=r.id) for r in draft.rules if isinstance(r, Criterion)]
    return SaranRecord(
        id=_id(draft),
        package=saran.package,
        text=phrases.say(saran.what, draft.functions, draft.function, draft.because, _lacking(saran, inference)),
        short=phrases.say(
            saran.short or saran.what, draft.functions, draft.function, draft.because, _lacking(saran, inference)
        ),
        actor=phrases.say(_said(act.who), draft.functions, draft.function),
        asked=phrases.say(_said(act.asked), draft.functions, draft.function),
        to_head=act.asks_head,
        by=phrases.say(moment.name, draft.functions, draft.function),
        months=moment.months,
        rule=draft.rules[0].id,
        rules=tuple(r.id for r in draft.rules),
        because=tuple(draft.because),
        opens=tuple(opens),
        why=_why(opens, draft.rules, rules, lang),
        needs=saran.needs,
        after=tuple(_id(other) for other in drafts.values() if other.saran.id in saran.after),
        form=phrases.say(rules.powers[act.power].form) if act.power else "",
        proof=phrases.say(act.proof, draft.functions, draft.function, lacking=_lacking(saran, inference))
        if act.proof
        else "",
        basis=_basis(saran.basis, rules, phrases),
        sources=saran.sources,
    )


def _lacking(saran: Saran, inference: Inference) -> tuple[Text, ...]:
    """Return the names of what `saran` asks for and is known to lack; where nothing is known to, of what may."""
    asked = {f"{saran.id}:{i}": request.name for i, request in enumerate(saran.asks) if request.name}
    known = tuple(name for code, name in asked.items() if ("lacking", code) in inference.proofs)
    return known or tuple(name for code, name in asked.items() if ("so", code) not in inference.proofs)


def _said(text: Text | None) -> Text:
    assert text is not None  # a saran says it itself, or its package does
    return text


def _id(draft: _Draft) -> str:
    return draft.saran.id if draft.function is None else f"{draft.saran.id}:{draft.function}"


def _why(opens: list[Opens], fired: list[Provable], rules: Rulebase, lang: str) -> str:
    names = {a.id: a.name.get(lang) for d in rules.framework.dimensions for a in d.aspects}
    levels: dict[str, dict[int, None]] = {}
    for o in opens:
        levels.setdefault(names[o.aspect], {})[o.level] = None
    w = words(lang)
    gates = [opening(numbers, name, lang) for name, numbers in levels.items()]
    answers = [r.title.get(lang) for r in fired if isinstance(r, Finding)]
    why = w["opens"].format("; ".join(gates)) if gates else w["answers_finding"].format(_listed(answers, lang))
    return why[:1].upper() + why[1:]


def _listed(titles: list[str], lang: str) -> str:
    """Name findings inside a sentence, parted by semicolons where one has an "and" of its own."""
    inside, word = list(map(lowered, titles)), words(lang)["and"]
    if len(inside) > 1 and any(f" {word} " in title for title in inside):
        return f"{'; '.join(inside[:-1])}; {word} {inside[-1]}"
    return joined(inside, lang)


def _basis(basis: tuple[Basis, ...], rules: Rulebase, phrases: Phrases) -> tuple[str, ...]:
    """Return what advice is based on, in the words of a memo: what came after the year of the case is no basis yet."""
    label = words(phrases.lang)["assumption"]
    return tuple(
        phrases.inside(b.text) + (f" ({label})" if b.asumsi_sistem else f" [{b.source}]")
        for b in basis
        if b.holds_for(phrases.year, phrases.kind) and rules.issued_by(b.source, phrases.year)
    )


def _packages(ordered: Iterable[SaranRecord], rules: Rulebase, phrases: Phrases) -> Iterator[PackageRecord]:
    members: dict[str, list[str]] = {}
    for record in ordered:
        if record.package:
            members.setdefault(record.package, []).append(record.id)
    for name, saran in members.items():
        package = rules.packages[name]
        yield PackageRecord(
            id=name,
            text=phrases.say(package.what),
            short=phrases.say(package.short or package.what),
            saran=tuple(saran),
            basis=_basis(package.basis, rules, phrases),
            sources=package.sources,
        )
