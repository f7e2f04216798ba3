"""What z3 proves of the shipped rules; that it finds faults put in; and that its worlds are those of the engine."""

from dataclasses import replace
from typing import Any

import pytest

from diagnose.analysis.rules.checks.world import worlds
from diagnose.case import vocabulary
from diagnose.knowledge.conditions import AllOf, AnyOf, Compare, Condition
from diagnose.knowledge.models import Finding, Threshold
from diagnose.knowledge.readings import ReadFact, ReadShare, ReadTally
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.checked import found, other

COORDINATION = Compare.model_validate({"measure": "decree.coordination", "is": "yes"})


IN_FORCE = Compare.model_validate({"measure": "decree.in_force", "is": "yes"})


NOT_IN_FORCE = Compare.model_validate({"measure": "decree.in_force", "in": ["no", "draft"]})


NO_COORDINATION = Compare.model_validate({"measure": "decree.coordination", "in": ["no", "draft"]})


ADAPTED = Compare(measure="adapters", at_least="one")


RUN = Compare(measure="programmes.supporting", at_least="one")


ATTENDED = Compare.model_validate({"measure": "coordination.rembuk_attendance", "is": "all"})


REMBUK = Compare(measure="coordination.rembuk", at_least="one")


HIGH = Compare(measure="prevalence.latest", at_least="prevalence_high")


LOW = Compare(measure="prevalence.latest", below="prevalence_high")


VERY_HIGH = Compare(measure="prevalence.latest", at_least="prevalence_very_high")


def only(base: Rulebase, *names: str) -> Rulebase:
    """The rules without the criteria and findings that no test here is about: each proof takes as long as there are."""
    criteria = {name: rule for name, rule in base.criteria.items() if name in names}
    return replace(base, criteria=criteria, findings={n: f for n, f in base.findings.items() if n in names})


def with_adapters(base: Rulebase) -> Rulebase:
    """Rules with a measure of how many run an adapted programme, among those who run any."""
    run = base.measures["programmes.supporting"]
    read = run.read.model_copy(update={"where": {"adapted": "yes"}})
    adapters = run.model_copy(update={"id": "adapters", "read": read})
    return replace(base, measures={**base.measures, "adapters": adapters})


def with_criterion(base: Rulebase, name: str, when: Condition, **other: Any) -> Rulebase:
    changed = base.criteria[name].model_copy(update={"when": when, **other})
    return replace(base, criteria={**base.criteria, name: changed})


def with_findings(base: Rulebase, changes: dict[str, dict[str, Any]]) -> Rulebase:
    changed = {name: base.findings[name].model_copy(update=update) for name, update in changes.items()}
    return replace(base, findings={**base.findings, **changed})


@pytest.mark.parametrize(
    ("when", "key", "more"),
    [
        (AllOf(all=(COORDINATION, NOT_IN_FORCE)), "never_met", {}),  # a draft says nothing
        (AnyOf(any=(NO_COORDINATION, IN_FORCE)), "never_unmet", {}),
        (AllOf(all=(COORDINATION, IN_FORCE)), "clause_idle", {"clause": "2"}),
        (AnyOf(any=(IN_FORCE, COORDINATION)), "clause_idle", {"clause": "2"}),
        (AllOf(all=(AnyOf(any=(IN_FORCE, COORDINATION)), HIGH)), "clause_idle", {"clause": "1.2"}),
        (AllOf(all=(ADAPTED, RUN)), "clause_idle", {"clause": "2"}),  # an adapted programme is a programme
        (AllOf(all=(ATTENDED, REMBUK)), "clause_idle", {"clause": "2"}),  # nobody attends what was not held
    ],
)
def test_reach_finds(when: Condition, key: str, more: dict[str, Any], rules: Rulebase) -> None:
    assert found(with_criterion(with_adapters(only(rules, "F03")), "F03", when), "reach") == [
        (key, {"given": "F03", **more})
    ]


def test_measures_that_read_the_same_facts_are_tied(rules: Rulebase) -> None:
    """All teams are active just where their share is 1; where all answer yes, one does."""
    teams, attended = rules.measures["tpps.kecamatan_functioning"], rules.measures["coordination.rembuk_attendance"]
    those_asked = ReadTally.model_validate({"tally": "attended_rembuk", "answers": ["yes"], "as": "extent"})
    part = ReadShare(part="tpps.kecamatan.active", whole="region.kecamatan")
    yes = ReadTally.model_validate({"tally": "attended_rembuk", "answers": ["yes"], "as": "count"})
    extra = {
        "teams": other(teams, id="teams", scale="share", read=part),
        "all_attended": other(attended, id="all_attended", read=those_asked),
        "attended": other(attended, id="attended", scale="count", read=yes),
    }
    base = replace(only(rules, "F03"), measures={**rules.measures, **extra})
    every = Compare(measure="teams", at_least="everyone")
    active = Compare.model_validate({"measure": "tpps.kecamatan_functioning", "is": "all"})
    both = [("clause_idle", {"given": "F03", "clause": clause}) for clause in ("1", "2")]
    assert found(with_criterion(base, "F03", AllOf(all=(every, active))), "reach") == both
    one = Compare(measure="attended", at_least="one")
    everybody = Compare.model_validate({"measure": "all_attended", "is": "all"})
    assert found(with_criterion(base, "F03", AllOf(all=(everybody, one))), "reach") == both[1:]
    # answers of some say nothing of the members who were not asked, nor of how many answered
    assert found(with_criterion(base, "F03", AllOf(all=(ATTENDED, one))), "reach") == []


def test_reach_looks_at_every_year_and_kind_in_force(rules: Rulebase) -> None:
    never = AllOf(all=(COORDINATION, NOT_IN_FORCE))
    later = with_criterion(only(rules, "F03"), "F03", never, from_year=2024, until_year=2025, regions=("kota",))
    assert found(later, "reach") == [("never_met", {"given": "F03"})]
    assert {w.year for w in worlds(later)} >= {2018, 2024, 2026}
    # a number that becomes out of reach in one year
    one = next(t for t in rules.thresholds if t.id == "half")
    dated = (one.model_copy(update={"until_year": 2023}), one.model_copy(update={"from_year": 2024, "value": 1.5}))
    thresholds: tuple[Threshold, ...] = (*(t for t in rules.thresholds if t.id != "half"), *dated)
    keys = found(replace(only(rules, "G03"), thresholds=thresholds), "reach")
    assert keys == [("never_met", {"given": "G03"})]


def test_a_clause_that_works_somewhere_is_not_idle(rules: Rulebase) -> None:
    """Of 12 supporting functions in a regency and 9 in a city, ten can be reached in the one only."""
    some = rules.thresholds[0].model_copy(update={"id": "ten", "value": 10})
    many = replace(only(rules, "F02"), thresholds=(*rules.thresholds, some))
    when = AnyOf(any=(COORDINATION, Compare(measure="goals.supporting", at_least="ten")))
    assert found(with_criterion(many, "F02", when), "reach") == []


def test_redundant_finds_a_criterion_that_gates_nothing(rules: Rulebase) -> None:
    few = only(rules, *(name for name in rules.criteria if name.startswith("K")))
    twice = with_criterion(few, "K03", rules.criteria["K01"].when)
    assert found(twice, "redundant") == [("criterion_redundant", {"given": "K03", "by": "K01"})]
    second = with_criterion(few, "K03", rules.criteria["K05"].when, reading="second")
    keys = found(second, "redundant")
    assert keys == [
        ("criterion_redundant", {"given": "K03", "by": "K05"}),
        ("criterion_redundant", {"given": "K05", "by": "K03"}),
    ]
    # what follows in one reading only still gates the other
    assert found(with_criterion(few, "K03", rules.criteria["K05"].when), "redundant") == [
        ("criterion_redundant", {"given": "K05", "by": "K03"})
    ]


def test_redundant_finds_a_finding_told_twice(rules: Rulebase) -> None:
    few = only(rules, "N03", "N16")
    same = {"when": AllOf(all=(VERY_HIGH, HIGH)), "kind": rules.findings["N03"].kind}
    keys = found(with_findings(few, {"N16": {**same, "regions": rules.findings["N03"].regions}}), "redundant")
    assert [(key, set(values.values())) for key, values in keys] == [("finding_twice", {"N16", "N03"})]
    assert found(with_findings(few, {"N16": {**same, "regions": ("kota",)}}), "redundant") == []


def banded(base: Rulebase, conditions: dict[str, Condition]) -> Rulebase:
    bare: dict[str, Finding] = {n: f.model_copy(update={"band": None}) for n, f in base.findings.items()}
    changes = {name: {"when": when, "band": "prevalence"} for name, when in conditions.items()}
    return with_findings(replace(base, findings=bare), changes)


def test_bands_finds_overlaps_and_gaps(rules: Rulebase) -> None:
    below = Compare(measure="prevalence.latest", below="prevalence_very_high")
    exact: dict[str, Condition] = {"N03": VERY_HIGH, "N04": AllOf(all=(HIGH, below)), "N05": LOW}
    assert found(banded(rules, exact), "bands") == []
    overlap = ("band_overlaps", {"given": "prevalence", "one": "N03", "other": "N04"})
    assert found(banded(rules, {**exact, "N04": HIGH}), "bands") == [overlap]
    gap = [("band_gap", {"given": "prevalence"})]
    assert found(banded(rules, {"N03": VERY_HIGH, "N05": LOW}), "bands") == gap
    lower = Compare(measure="prevalence.latest", below="national_target_2024")
    assert found(banded(rules, {**exact, "N05": lower}), "bands") == gap


def test_monotone_finds_a_level_that_falls(rules: Rulebase) -> None:
    frame = only(rules, *(name for name in rules.criteria if name.startswith("F")))
    (key, values), *others = found(with_criterion(frame, "F02", NO_COORDINATION), "monotone")
    assert (key, values["given"], others) == ("level_falls", "policy_frame.integration", [])
    facts = dict(told.split(": ") for told in values["facts"].split("; "))
    assert set(facts) & {"decree.states.coordination", "decree.signed"}


def test_monotone_finds_a_fact_read_two_ways(rules: Rulebase) -> None:
    burden = rules.measures["decree.coordination"].model_copy(
        update={"id": "burden", "better": "lower", "read": ReadFact(fact="decree.states.coordination")}
    )
    frame = only(rules, *(name for name in rules.criteria if name.startswith("F")))
    base = replace(frame, measures={**rules.measures, "burden": burden})
    seeded = with_criterion(base, "F03", Compare.model_validate({"measure": "burden", "is": "no"}))
    assert found(seeded, "monotone") == [("fact_read_two_ways", {"given": "decree.states.coordination"})]


def test_monotone_takes_the_size_of_the_region_as_given(rules: Rulebase) -> None:
    assert vocabulary().undirected
    assert found(rules, "monotone") == []
