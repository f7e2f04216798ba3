"""The comparisons of a rule as steps: what each measure came to, what is asked of it, and the facts behind it."""

import math
from collections.abc import Iterator

from diagnose.analysis.why.facts import leaves
from diagnose.analysis.why.records import Reading, Step, Wanted
from diagnose.common import joined, of_unit
from diagnose.diagnosis import Diagnosed, Truth
from diagnose.engine import Atom
from diagnose.inference import Measured
from diagnose.knowledge import Compare, Finding, ForEach, Provable, comparisons, rails


def measure_steps(diagnosed: Diagnosed, rule: Provable, only: tuple[str, ...] | None = None) -> tuple[Step, ...]:
    """Return a step for each comparison of `rule`, those that decided it first; `only` keeps the facts named."""
    truth = diagnosed.inference.truth(rule.id)
    proven = {atom for atom, _ in diagnosed.inference.tests((truth, rule.id))} if truth != "unknown" else set()
    compared = dict.fromkeys(comparisons(rule.when))
    steps = [_step(diagnosed, rule, c, decided(diagnosed, c, truth, proven), only) for c in compared]
    return tuple(sorted(steps, key=lambda s: s.truth is None))


def decided(diagnosed: Diagnosed, compare: Compare, truth: str, proven: set[Atom]) -> Truth | None:
    """Return what a comparison is where it decided its rule, by the tests that the engine found true; else None.

    Of a rule that is unknown, those comparisons are unknown whose measure is not known exactly.
    """
    if truth == "unknown":
        return None if diagnosed.inference.measured[compare.code].known else "unknown"
    both = rails(compare, lambda c: diagnosed.rules.bound(c, diagnosed.case.year))
    alternatives = both.met if truth == "met" else both.unmet
    held = any(set(conjunction) <= proven for conjunction in alternatives)
    return ("met" if truth == "met" else "unmet") if held else None


def wanted(diagnosed: Diagnosed, compare: Compare) -> Wanted:
    """Return what `compare` asks, in words; a share of a known total also as a number out of it."""
    total = diagnosed.inference.measured[compare.code].total
    ((test, named),) = compare.tests().items()
    definition = diagnosed.rules.measures[compare.measure]
    scale, w = definition.scale, diagnosed.words
    if definition.labels:
        labels = (named,) if isinstance(named, str) else named
        said = joined([f'"{definition.said(label, diagnosed.lang)}"' for label in labels], diagnosed.lang, "or")
        if test in ("at_least", "at_most", "above", "below"):
            said = w[f"rule.{test}"].format(said)
        said = w["why.for_all"].format(said) if isinstance(compare, ForEach) else said
        return Wanted(test=test, threshold=None, number=None, labels=labels, said=said, sources=(), asumsi_sistem=None)
    assert isinstance(named, str)  # only labels of a scale come in several
    threshold = diagnosed.rules.threshold(named, diagnosed.case.year)
    assert threshold is not None  # checked when the rules were loaded
    said = _amount(diagnosed, threshold.value, unit(diagnosed, compare), scale)
    said = w[f"rule.{test}"].format(said)
    if scale == "share" and total and test == "at_least":
        said = w["why.that_is"].format(said, diagnosed.phrases.number(needed(threshold.value, total)), f"{total:g}")
    return Wanted(
        test=test,
        threshold=threshold.id,
        number=threshold.value,
        labels=(),
        said=said,
        sources=threshold.sources,
        asumsi_sistem=threshold.asumsi_sistem.get(diagnosed.lang) if threshold.asumsi_sistem else None,
    )


def needed(share: float, total: float) -> float:
    """Return how many of `total` make up at least `share`."""
    return float(math.ceil(share * total - 1e-9))


def agencies(diagnosed: Diagnosed, functions: tuple[str, ...]) -> tuple[str, ...]:
    """Name the agencies that hold `functions`, each once."""
    return tuple(dict.fromkeys(diagnosed.case.register.holder(f, diagnosed.lang) for f in functions))


def counted(measured: Measured, compare: Compare) -> bool:
    """Tell whether the worst over a list is better told as how many functions say yes."""
    return isinstance(compare, ForEach) and compare.is_ == "yes" and bool(measured.seen)


def unit(diagnosed: Diagnosed, compare: Compare) -> str:
    """Return what the numbers of a comparison count: functions, or the unit of its threshold."""
    if diagnosed.inference.measured[compare.code].seen:
        return diagnosed.words["why.unit_functions"]
    ((_, named),) = compare.tests().items()
    threshold = diagnosed.rules.threshold(str(named), diagnosed.case.year)
    return threshold.unit.get(diagnosed.lang) if threshold else ""


def _amount(diagnosed: Diagnosed, value: float, unit: str, scale: str) -> str:
    if scale == "share":
        return f"{diagnosed.phrases.number(100 * value)}%"
    if scale == "percent":
        return f"{diagnosed.phrases.number(value)}%"
    return of_unit(diagnosed.phrases.number(value), unit, diagnosed.lang)


def _step(
    diagnosed: Diagnosed, rule: Provable, compare: Compare, truth: Truth | None, only: tuple[str, ...] | None
) -> Step:
    measured = diagnosed.inference.measured[compare.code]
    title = diagnosed.rules.measures[compare.measure].title.get(diagnosed.lang)
    asked = wanted(diagnosed, compare)
    word = "why.compared_finding" if isinstance(rule, Finding) else "why.compared"
    said = _came_to(diagnosed, measured, compare)
    if isinstance(compare, ForEach):
        title = f"{title}, {diagnosed.words['rule.for_each'].format(_list_name(diagnosed, compare))}"
    groups = tuple(_groups(diagnosed, measured, only)) if measured.seen else ()
    counted_in = {path for group in groups for path in _paths(group)}
    own = leaves(diagnosed, [p for p in measured.facts if (only is None or p in only) and p not in counted_in])
    return Step(
        kind="measure",
        id=measured.code,
        title=title,
        statement=diagnosed.words[word].format(title, said, asked.said),
        truth=truth,
        measured=Reading(low=_end(measured.low), high=_end(measured.high), total=measured.total, said=said),
        wanted=asked,
        facts=tuple(own),
        children=groups,
    )


def _paths(group: Step) -> Iterator[str]:
    yield from (leaf.path for leaf in group.facts)


def _came_to(diagnosed: Diagnosed, measured: Measured, compare: Compare) -> str:
    if not counted(measured, compare):
        said = diagnosed.phrases.measured(measured)
        timed = diagnosed.rules.measures[compare.measure].scale in ("days", "months")
        if timed and said != diagnosed.words["unknown_value"]:
            said = of_unit(said, unit(diagnosed, compare), diagnosed.lang)
        return f"{said} ({diagnosed.words['why.contradicted']})" if measured.contradicted else said
    total, unsure = len(measured.seen), len(measured.unsure)
    yes = total - len(measured.lacking) - unsure
    said = diagnosed.words["why.functions"].format(yes, total)
    return f"{said}, {diagnosed.words['why.functions_unsure'].format(unsure)}" if unsure else said


def _list_name(diagnosed: Diagnosed, compare: ForEach) -> str:
    return next(f for f in diagnosed.rules.framework.function_lists if f.id == compare.for_each).name.get(
        diagnosed.lang
    )


def _end(bound: float) -> float | None:
    return None if math.isinf(bound) else bound


def _groups(diagnosed: Diagnosed, measured: Measured, only: tuple[str, ...] | None) -> Iterator[Step]:
    """Yield the functions that are lacking, those that are unsure, and the rest, each with its facts."""
    settled = {*measured.lacking, *measured.unsure}
    groups: list[tuple[str, Truth, tuple[str, ...]]] = [
        ("why.group_lacking", "unmet", measured.lacking),
        ("why.group_unsure", "unknown", measured.unsure),
        ("why.group_rest", "met", tuple(f for f in measured.seen if f not in settled)),
    ]
    for word, truth, functions in groups:
        paths: dict[str, list[str]] = {}
        for function in functions:
            for path in measured.seen[function].facts:
                if only is None or path in only:
                    paths.setdefault(path, []).append(function)
        if paths:
            held = {path: agencies(diagnosed, tuple(of)) for path, of in paths.items()}
            yield Step(
                kind="agencies",
                id=f"{measured.code} {truth}",
                statement=diagnosed.words[word].format(len(functions), len(measured.seen)),
                truth=truth,
                facts=tuple(leaves(diagnosed, paths, held)),
            )
