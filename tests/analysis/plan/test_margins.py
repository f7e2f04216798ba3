"""Margins: applying one flips the level, and anything less does not."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from typer.testing import CliRunner

from diagnose import Diagnosed
from diagnose.analysis.plan.margins import Margin, Margins, margins
from diagnose.analysis.plan.scale import scale_of
from diagnose.case.model import Case
from diagnose.case.overlay import Change, overlay
from diagnose.cli import app
from diagnose.inference.infer import Inference, infer
from diagnose.knowledge.load import load_rules
from tests.lib.examples import examples
from tests.lib.generated import CASES, SHIPPED, Made, cases

RULES = load_rules()


AWAY = (
    *("Dinas PUPR", "Dinas Perikanan", "Dinas Pertanian", "Rumah Sakit Ajidarmo", "Dinas Dukcapil"),
    *("Dinas Perumahan Rakyat dan Kawasan Permukiman", "BPKAD", "TP-PKK"),
)


def found(case: Case) -> dict[str, Margins]:
    return {m.aspect: m for m in margins(Diagnosed(case, RULES))}


def flips(case: Case, aspect: str, change: Change, direction: str) -> bool:
    before, after = infer(case, RULES).level(aspect), infer(overlay(case, [change]), RULES).level(aspect)
    return after[1] > before[1] if direction == "up" else after[0] < before[0]


def contradicts(now: Inference, after: Inference, aspect: str) -> bool:
    """Tell whether what a criterion of `aspect` reads is contradicted only now: that opens a level, and lifts none."""
    read = {m.code for c in after.compiled.criteria if c.aspect == aspect for m in after.read_by(c)}
    return any(after.measured[code].contradicted > now.measured[code].contradicted for code in read)


def as_change(margin: Margin) -> Change:
    return Change(margin.fact, margin.value_after, remove=margin.value_after is None)


def less(case: Case, margin: Margin) -> list[Change]:
    """Every change of the same fact that goes less far, on to the same side."""
    scale = scale_of(margin.fact, case, RULES)
    if scale is None:
        return []
    for steps in (scale.above(), scale.below()):
        written = [scale.value(step) for step in steps]
        said = [v["tally"] if isinstance(v, dict) else v for v in written]
        if margin.value_after in said:
            at = said.index(margin.value_after)
            return [Change(margin.fact, value) for value in written[max(0, at - 3) : at]]
    raise AssertionError(margin.fact)


@examples(2)
@given(cases(6))
def test_applying_a_margin_flips_the_level_and_anything_less_does_not(made: Made) -> None:
    case = made.case
    for of in found(case).values():
        for margin in (*of.down, *of.up):
            change = as_change(margin)
            if margin.fact.startswith("questionnaire.items"):
                change = Change(margin.fact, {"tally": margin.value_after})
            replayed = infer(overlay(case, [change]), RULES).level(of.aspect)
            assert replayed == (margin.level_after.lowest, margin.level_after.highest), margin.fact
            assert flips(case, of.aspect, change, margin.direction), margin.fact
            if margin.fact not in case.facts and isinstance(margin.value_after, dict):
                continue  # an entry that is added: there is no less of it
            assert not any(flips(case, of.aspect, c, margin.direction) for c in less(case, margin)), margin.fact


@examples(2)
@given(cases(6))
def test_no_single_answer_that_flips_a_level_is_missed(made: Made) -> None:
    case = made.case
    told = {(a, m.fact, m.direction) for a, of in found(case).items() for m in (*of.down, *of.up)}
    now = infer(case, RULES)
    for path, entry in case.facts.items():
        if entry.value not in ("yes", "no", "none", "all") or "[" in path or path.endswith("_listed"):
            continue
        other = {"yes": "no", "no": "yes", "none": "all", "all": "none"}[entry.value]
        after = infer(overlay(case, [Change(path, other)]), RULES)
        for aspect in (a for d in RULES.aspects.values() for a in d):
            if after.level(aspect)[1] > now.level(aspect)[1] and not contradicts(now, after, aspect):
                assert (aspect, path, "up") in told, path
            if after.level(aspect)[0] < now.level(aspect)[0]:
                assert (aspect, path, "down") in told, path


def test_answers_of_respondents_are_counted_on(changed: Callable[..., Case]) -> None:
    stated = dict.fromkeys(("sasaran", "targets", "time_frame", "process_network"), "yes")
    seats = dict.fromkeys(AWAY, "yes")
    case = changed({"decree": {"states": stated, "members": {"agencies": seats}}})
    (margin,) = found(case)["policy_frame.integration"].up
    assert margin.value_after == {"fully": 7, "partly": 2}
    assert margin.criteria == ("F03", "F07")


def test_what_other_facts_exclude_is_no_way_up(lebak: Case) -> None:
    (margin,) = found(lebak)["policy_instruments.subsystem_instruments"].up
    assert (margin.fact, margin.value_after) == ("programmes.adapted", "most")  # not none: some are listed as adapted
    assert margin.criteria == ("I02",)


def test_an_agency_that_is_not_listed_can_make_the_difference(lebak: Case) -> None:
    ups = {m.fact: m for m in found(lebak)["policy_goals.range"].up}
    assert ups["goals.agencies[dinsos]"].level_after.lowest == 2
    assert ups["goals.agencies[dinsos]"].before == "tidak"  # what the case says of all who are not listed
    assert ups["goals.others"].level_after.lowest == 3


def test_the_only_entry_of_a_list_holds_a_level(lebak: Case) -> None:
    downs = {m.fact.partition("[")[0] for m in found(lebak)["policy_instruments.consistency"].down}
    assert "coordination.agreements" in downs


def test_the_highest_level_cannot_rise_nor_the_lowest_fall() -> None:
    for name in SHIPPED:
        for of in found(CASES[name]).values():
            assert not (of.level.highest == 4 and of.up)
            assert not (of.level.lowest == 1 and of.down)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_margins_read_well(lang: str) -> None:
    result = CliRunner().invoke(app, ["margins", "lebak-2022", "--lang", lang])
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert not set("{}[") & set(result.stdout)
    found = json.loads(CliRunner().invoke(app, ["margins", "lebak-2022", "policy_goals", "--format", "json"]).stdout)
    assert [m["aspect"] for m in found] == ["policy_goals.range", "policy_goals.coherence"]


def test_an_unknown_aspect_is_told_with_what_was_meant() -> None:
    result = CliRunner().invoke(app, ["margins", "lebak-2022", "polcy_goals"])
    assert result.exit_code == 2
    assert 'Maksud Anda "policy_goals"?' in result.stderr
