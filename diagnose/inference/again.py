"""What a change of facts bears on: the facts that differ, and the measures that are to be taken anew."""

from collections.abc import Iterable, Mapping

from diagnose.case import Case, vocabulary
from diagnose.inference.infer import measure_all
from diagnose.inference.measures import Measured, measure
from diagnose.knowledge import Rulebase


def measure_again(case: Case, rules: Rulebase, before: Case, measured: Mapping[str, Measured]) -> dict[str, Measured]:
    """Return every measure for `case`, taking those of the case `before` that it was not changed in as they are."""
    changed = changes(before, case)
    if changed is None:
        return measure_all(case, rules)
    lists = rules.lists(case.region.kind)
    names: dict[str, list[Measured]] = {}
    for m in measured.values():
        names.setdefault(m.measure, []).append(m)
    return {
        found.code: found
        for m in rules.measures.values()
        for found in (measure(case, m, lists) if looks_at(rules.places[m.id], changed) else names[m.id])
    }


def changes(before: Case, after: Case) -> frozenset[str] | None:
    """Return the paths at which two cases say different things; None where all that is read may differ."""
    if (before.region, before.year) != (after.region, after.year) or not before.register.same_as(after.register):
        return None
    old, new = before.facts, after.facts
    facts = {path for path, entry in new.items() if (was := old.get(path)) is not entry and was != entry}
    lists = {
        name for name in type(after).model_fields if (getattr(before, name) is None) != (getattr(after, name) is None)
    }
    survey = vocabulary().survey
    asked = {survey} if survey and before.tree.data.get(survey) != after.tree.data.get(survey) else set()
    return frozenset(facts | (old.keys() - new.keys()) | lists | asked)


def looks_at(places: frozenset[str], changed: Iterable[str]) -> bool:
    """Tell whether what stands at one of `places`, within it or around it is `changed`."""
    for path in changed:
        bare = path.partition("[")[0]
        for place in places:
            if bare == place or bare.startswith(f"{place}.") or place.startswith(f"{bare}."):
                return True
    return False
