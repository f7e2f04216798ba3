"""Why a saran is given, or is not: the rules that led to it, what it needs, and the act that carries it out."""

from diagnose.analysis.why.records import Step
from diagnose.analysis.why.rules import provable_step
from diagnose.diagnosis import Diagnosed, SaranRecord, Truth
from diagnose.knowledge import Criterion, Provable, Saran


def saran_step(diagnosed: Diagnosed, target: str) -> Step:
    """Return why the saran `target` (``id`` or ``id:function``) is given, or why it is not."""
    name, _, function = target.partition(":")
    saran = diagnosed.rules.saran[name]
    given = [s for s in diagnosed.diagnosis.saran if s.id.partition(":")[0] == name]
    exact = [s for s in given if s.id == target]
    if exact:
        return _given(diagnosed, saran, exact[0])
    if given and not function:
        return _instances(diagnosed, saran, given)
    within = _carried_by(diagnosed, function, given)
    if within is not None:
        inner = _given(diagnosed, saran, within)
        return inner.model_copy(
            update={"id": target, "statement": f"{diagnosed.words['why.within'].format(within.id)} {within.text}"}
        )
    return _not_given(diagnosed, saran, target, function)


def package_step(diagnosed: Diagnosed, package: str) -> Step:
    """Return which saran a package carries out here, each with the rules that led to it."""
    record = next((p for p in diagnosed.diagnosis.packages if p.id == package), None)
    members = [s for s in diagnosed.diagnosis.saran if s.package == package]
    what = diagnosed.phrases.say(diagnosed.rules.packages[package].what)
    return Step(
        kind="package",
        id=package,
        title=what,
        truth="met" if record else "unmet",
        statement=record.text if record else diagnosed.words["why.package_empty"].format(what.rstrip(" :")),
        sources=record.sources if record else diagnosed.rules.packages[package].sources,
        children=tuple(_short(diagnosed, s) for s in members),
    )


def _short(diagnosed: Diagnosed, record: SaranRecord) -> Step:
    led = diagnosed.words["why.led_by"].format(diagnosed.listed(record.rules))
    return Step(kind="saran", id=record.id, rule=record.rule, truth="met", statement=f"{record.text} {led}")


def _given(diagnosed: Diagnosed, saran: Saran, record: SaranRecord) -> Step:
    only = record.because if ":" in record.id else None
    return Step(
        kind="saran",
        id=record.id,
        rule=record.rule,
        title=record.text,
        truth="met",
        statement=record.text,
        sources=record.sources,
        children=(
            *(provable_step(diagnosed, diagnosed.in_force[r], full=True, only=only) for r in record.rules),
            *_needs(diagnosed, saran),
            *_package(diagnosed, saran),
        ),
    )


def _instances(diagnosed: Diagnosed, saran: Saran, given: list[SaranRecord]) -> Step:
    rules = dict.fromkeys(r for s in given for r in s.rules)
    return Step(
        kind="saran",
        id=saran.id,
        rule=given[0].rule,
        truth="met",
        statement=diagnosed.words["why.instances"].format(len(given)),
        sources=saran.sources,
        children=(
            *(_short(diagnosed, s) for s in given),
            *(provable_step(diagnosed, diagnosed.in_force[r], full=True) for r in rules),
            *_needs(diagnosed, saran),
            *_package(diagnosed, saran),
        ),
    )


def _needs(diagnosed: Diagnosed, saran: Saran) -> tuple[Step, ...]:
    needed = [diagnosed.in_force[n] for n in saran.needs if n in diagnosed.in_force]
    if not needed:
        return ()
    shown = tuple(provable_step(diagnosed, n, full=diagnosed.inference.truth(n.id) != "met") for n in needed)
    return (Step(kind="needs", id=saran.id, statement=diagnosed.words["why.needs"], children=shown),)


def _package(diagnosed: Diagnosed, saran: Saran) -> tuple[Step, ...]:
    if saran.package is None:
        return ()
    what = diagnosed.phrases.say(diagnosed.rules.packages[saran.package].what)
    return (
        Step(
            kind="package",
            id=saran.package,
            title=what,
            statement=diagnosed.words["why.carried_by"].format(what.rstrip(" :")),
        ),
    )


def _carried_by(diagnosed: Diagnosed, function: str, given: list[SaranRecord]) -> SaranRecord | None:
    """Return the saran on another function of the same agency, where it covers this one too."""
    holder = diagnosed.case.register.holder
    for record in given:
        other = record.id.partition(":")[2]
        lacking = {
            f for r in record.rules for m in diagnosed.inference.read_by(diagnosed.in_force[r]) for f in m.lacking
        }
        if function in lacking and other and holder(other, diagnosed.lang) == holder(function, diagnosed.lang):
            return record
    return None


def _not_given(diagnosed: Diagnosed, saran: Saran, target: str, function: str) -> Step:
    """Say why a saran is not given: no rule that leads to it applies, or what it needs is not met."""
    leading = [rule for rule in diagnosed.in_force.values() if saran.id in rule.saran]
    needed = [diagnosed.in_force[n] for n in saran.needs if n in diagnosed.in_force]
    applies = [rule for rule in leading if diagnosed.inference.truth(rule.id) == _leads_when(rule)]
    missing = [n for n in needed if diagnosed.inference.truth(n.id) != "met"]
    shown, only = applies or leading, None
    waiting = [rule for rule in (missing if applies else leading) if diagnosed.inference.truth(rule.id) == "unknown"]
    word: str = "why.saran_no_reason"
    truth: Truth = "unmet"
    if applies and missing:
        word, truth = "why.saran_needs", "unknown" if waiting == missing else "unmet"
    elif applies and ("withheld", saran.id) in diagnosed.inference.proofs:
        word = "why.saran_withheld"
    elif function:
        word, truth, only = _of_function(diagnosed, shown, function)
    elif waiting:
        word, truth = "why.saran_open", "unknown"
    what = ""
    if function or not saran.each_function:
        asked = [request.name for request in saran.asks if request.name]
        what = diagnosed.phrases.say(saran.what, [function] if function else (), function or None, lacking=asked)
    said = diagnosed.words[word].format(what)
    return Step(
        kind="saran",
        id=target,
        truth=truth,
        title=what or None,
        statement=said if what else said.rstrip(": ") + ".",
        sources=saran.sources,
        children=(
            *(provable_step(diagnosed, n, full=True) for n in missing if word == "why.saran_needs"),
            *(provable_step(diagnosed, r, full=word != "why.saran_needs", only=only) for r in shown),
        ),
    )


def _of_function(diagnosed: Diagnosed, rules: list[Provable], function: str) -> tuple[str, Truth, tuple[str, ...]]:
    """Return why a saran that others get is not given for one function, as a word and a truth, and its facts."""
    measured = [m for rule in rules for m in diagnosed.inference.read_by(rule) if function in m.seen]
    paths = tuple(dict.fromkeys(path for m in measured for path in m.seen[function].facts))
    if not measured:
        return "why.saran_not_read", "unmet", paths
    if any(function in m.unsure for m in measured):
        return "why.saran_function_open", "unknown", paths
    return "why.saran_function", "unmet", paths


def _leads_when(rule: Provable) -> str:
    return "unmet" if isinstance(rule, Criterion) else "met"
