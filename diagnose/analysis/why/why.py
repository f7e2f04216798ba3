"""Answer why: find what is asked about, explain it, and cut the tree to the depth asked for."""

from diagnose.analysis.why.levels import aspect_step, dimension_step
from diagnose.analysis.why.records import About, Step, Why
from diagnose.analysis.why.rules import provable_step
from diagnose.analysis.why.saran import package_step, saran_step
from diagnose.common import Names, Place, the_one_meant
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge import rule_titles, saran_names, subjects


def why(diagnosed: Diagnosed, target: str, *, depth: int | None = None) -> Why:
    """Explain `target`: a dimension, aspect, criterion, finding, saran or package, by its id or name.

    With `depth`, everything is explained that many steps down; without, everything that decides.

    Raises:
        InputError: there is nothing of that name, or there are several things.
        EngineError: the engine did not do what it was asked.
    """
    found = resolve(diagnosed, target)
    tree = _tree(diagnosed, found, full=depth is not None)
    if depth is not None:
        tree = cut(tree, depth)
    return Why(**dict(about(diagnosed)), target=found, tree=tree)


def about(diagnosed: Diagnosed) -> About:
    """Return what every explanation says first."""
    d = diagnosed.diagnosis
    return About(lang=d.lang, case=d.case, rules=d.rules, facts_sha256=d.facts_sha256)


def targets(diagnosed: Diagnosed) -> list[str]:
    """Return every id that `why` knows; saran that are made for each function also with each of them."""
    r = diagnosed.rules
    functions = diagnosed.case.register.functions
    each = [f"{s.id}:{f}" for s in r.saran.values() if s.each_function for f in functions]
    return [*diagnosed.names, *r.criteria, *r.findings, *r.saran, *r.packages, *each]


def resolve(diagnosed: Diagnosed, target: str) -> str:
    """Return the id that `target` means: an id, a name in either language or a part of one, in any case.

    Raises:
        InputError: there is none, with the nearest, or there are several.
    """
    rules = diagnosed.rules
    rest: Names = dict.fromkeys(targets(diagnosed), ())
    tiers = (subjects(rules), rule_titles(rules), saran_names(rules), rest)
    return the_one_meant(target, Place("why"), "why_target_unknown", *tiers)


def cut(step: Step, depth: int) -> Step:
    """Return `step` with what is more than `depth` steps below it left out; facts are a step of their own."""
    if depth <= 0:
        return step.model_copy(update={"children": (), "facts": ()})
    return step.model_copy(update={"children": tuple(cut(child, depth - 1) for child in step.children)})


def _tree(diagnosed: Diagnosed, target: str, *, full: bool) -> Step:
    r = diagnosed.rules
    if target in r.aspects:
        return dimension_step(diagnosed, target, full=full)
    if target in diagnosed.names:
        return aspect_step(diagnosed, target, full=full)
    rule = r.criteria.get(target) or r.findings.get(target)
    if rule is not None:
        return provable_step(diagnosed, rule, full=True)
    return package_step(diagnosed, target) if target in r.packages else saran_step(diagnosed, target)
