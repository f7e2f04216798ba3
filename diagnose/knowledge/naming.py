"""What the things of a rule base are called, in both languages, for finding what somebody means by a name."""

from diagnose.common import LANGUAGES, Names, Text
from diagnose.knowledge.rulebase import Rulebase


def subjects(rules: Rulebase) -> Names:
    """Return the names of dimensions and aspects, by id."""
    found = {}
    for dimension in rules.framework.dimensions:
        found[dimension.id] = _both(dimension.name)
        found |= {aspect.id: _both(aspect.name) for aspect in dimension.aspects}
    return found


def rule_titles(rules: Rulebase) -> Names:
    """Return the titles of criteria and findings, by id."""
    return {rule.id: _both(rule.title) for rule in rules.provable}


def saran_names(rules: Rulebase) -> Names:
    """Return what saran and packages are called, by id."""
    packages = {p.id: _both(p.short or p.what) for p in rules.packages.values()}
    return packages | {s.id: _both(s.short or s.what) for s in rules.saran.values()}


def lever_names(rules: Rulebase) -> Names:
    """Return what levers are called, by id."""
    return {lever.id: _both(lever.what) for lever in rules.levers.values()}


def _both(text: Text) -> tuple[str, ...]:
    return tuple(text.get(lang) for lang in LANGUAGES)
