"""What-ifs: changes of facts laid over a case, and what follows from them."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose import Diagnosed, InputError, diagnose
from diagnose.analysis.whatif.scenario import read_scenario, removal, stacked
from diagnose.analysis.whatif.whatif import WhatIf, whatif
from diagnose.case.load import find_case, load_case
from diagnose.case.model import Case
from diagnose.case.overlay import Change, canonical, locate, overlay
from diagnose.case.vocabulary import vocabulary
from diagnose.common.content import folder
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase
from tests.lib.examples import examples
from tests.lib.generated import CASES, SHIPPED, Made, cases, changes

RULES = load_rules()
REVISED = folder("facts") / "scenarios" / "sk-direvisi.yaml"


def problem(case: Case, *some: Change) -> str:
    with pytest.raises(InputError) as error:
        overlay(case, some)
    return str(error.value)


@pytest.fixture(scope="module")
def revised(lebak: Case, rules: Rulebase) -> WhatIf:
    return whatif(Diagnosed(lebak, rules), read_scenario(REVISED)[1])


def test_a_revised_decree_lifts_exactly_what_the_criteria_say(revised: WhatIf) -> None:
    assert not [a for a in revised.difference.aspects if a.changed]  # a decree on paper: OPD do not yet understand
    turned = {t.rule: (t.before, t.after) for t in revised.difference.criteria}
    met = dict.fromkeys(["F05", "F06", "P05", "P06", "P07"], ("unmet", "met"))
    # whether finance, housing and TP-PKK have a seat is not known, nor whether the new members attended
    unknown = {"F04": ("unmet", "unknown"), "S03": ("unmet", "unknown"), "D03": ("met", "unknown")}
    assert turned == met | unknown


def test_a_revised_decree_lifts_the_frame_where_agencies_understand(changed: Callable[..., Case]) -> None:
    understood = changed({"questionnaire": {"items": {"understands_situation": {"tally": {"fully": 9, "partly": 0}}}}})
    seats = [Change(f"decree.members.agencies[{name}]", "yes") for name in ("BPKAD", "Dinas Perkim", "TP-PKK")]
    found = whatif(Diagnosed(understood, RULES), [*read_scenario(REVISED)[1], *seats]).difference
    moved = {a.id: (a.before.lowest, a.after.lowest) for a in found.aspects if a.changed}
    assert moved == {"policy_frame.integration": (3, 4)}


def test_the_saran_that_a_revised_decree_answers_disappear_and_no_others(revised: WhatIf) -> None:
    gone = {s.id for s in revised.difference.saran_gone}
    agencies = {f"add-agency:{f}" for f in ("public_works", "civil_registry", "agriculture", "fisheries", "hospital")}
    assert gone == agencies | {"decree-targets", "decree-process"}
    assert revised.difference.saran_new == ()
    assert all(
        set(s.because) <= {"F04", "S03", "F05", "P06", "F06", "P07", "N43"} for s in revised.difference.saran_gone
    )


def test_each_criterion_that_turned_names_the_changed_facts_that_it_read(revised: WhatIf) -> None:
    because = {t.rule: set(t.because) for t in revised.difference.criteria}
    assert because["F05"] == {f"decree.states.{name}" for name in ("sasaran", "targets", "time_frame")}
    assert because["P07"] == {"decree.states.process_network"}
    assert "decree.members.agencies[pupr]" in because["F04"]


def test_a_changed_fact_cites_the_scenario_and_keeps_its_comment(lebak: Case) -> None:
    changed = overlay(lebak, read_scenario(REVISED)[1])
    entry = changed.facts["decree.states.person_in_charge"]
    assert entry.source == "skenario SK TPPS direvisi"
    assert entry.note == "satu nama untuk setiap program"
    assert changed.facts["decree.states.data_base"].source == "SJ2022 4.4.2/4"


def test_the_case_file_and_the_case_stay_as_they_are(lebak: Case, rules: Rulebase) -> None:
    path = find_case("lebak-2022")
    before, said = path.read_bytes(), diagnose(lebak, rules).to_json()
    whatif(Diagnosed(lebak, rules), read_scenario(REVISED)[1])
    assert path.read_bytes() == before
    assert diagnose(lebak, rules).to_json() == said


@pytest.mark.parametrize("name", SHIPPED)
def test_no_change_changes_nothing(name: str, rules: Rulebase) -> None:
    case = CASES[name]
    assert overlay(case, []) is case
    same = [Change(p, e.value) for p, e in case.facts.items() if e.value in ("yes", "no", "all", "some")]
    assert same
    found = whatif(Diagnosed(case, rules), same)
    assert found.difference.facts == ()
    assert found.after.to_json() == diagnose(case, rules).to_json()


@examples(40)
@given(st.sampled_from(SHIPPED), changes(), st.randoms(use_true_random=False))
def test_the_order_of_changes_does_not_matter(name: str, some: list[Change], random: Any) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)
    one, other = (diagnose(overlay(CASES[name], c), RULES).to_json() for c in (some, shuffled))
    assert one == other


@examples(40)
@given(cases(), changes())
def test_changes_at_once_are_changes_one_after_another(made: Made, some: list[Change]) -> None:
    case = made.case
    stepwise = case
    for change in some:
        stepwise = overlay(stepwise, [change])
    at_once = overlay(case, some)
    assert {p: e.value for p, e in stepwise.facts.items()} == {p: e.value for p, e in at_once.facts.items()}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_known_fact_is_found_in_the_file_and_can_be_forgotten(name: str) -> None:
    case = CASES[name]
    follows = {path for rule in vocabulary().follows for path in rule.then}
    for path, entry in case.facts.items():
        if path.startswith("region") or not entry.known or path in ("tpps.kabupaten", "questionnaire"):
            continue
        if entry.derived is not None:  # it follows from others, and stands in no file
            continue
        assert canonical(case, path) == path
        place = locate(case, path)
        assert place is not None, path
        assert place.line > 0, path
        if not path.endswith("]") or path.startswith("questionnaire.items") or ".agencies[" in path:
            left = overlay(case, [Change(path)]).facts.get(path)
            assert left is None or not left.known or path in follows, path  # that it is so follows from others


def test_members_answers_and_budget_lines_come_and_go(lebak: Case) -> None:
    changed = overlay(
        lebak,
        [
            Change("decree.members.agencies[BPBD]", "yes"),
            removal("decree.members.agencies[Dinas Pendidikan]"),
            Change("questionnaire.items[attended_rembuk].tally[yes]", 8),
            Change("budget.lines[Air bersih desa].agency", "Dinas PUPR"),
            Change("budget.lines[Air bersih desa].at_lokus", "yes"),
            removal("partners.items[FIF]"),
            Change("goals.agencies[Disdik]", None),
        ],
    )
    assert changed.facts["decree.members.agencies[bpbd]"].value == "yes"
    assert "decree.members.agencies[disdik]" not in changed.facts
    assert changed.facts["questionnaire.items[attended_rembuk]"].value == {"yes": 8}
    assert changed.facts["budget.lines[Air bersih desa]"].value == {"name": "Air bersih desa", "agency": "pupr"}
    assert "partners.items[FIF]" not in changed.facts
    assert not changed.facts["goals.agencies[disdik]"].known


def test_a_star_stands_for_every_entry(lebak: Case) -> None:
    changed = overlay(lebak, [Change("data.bases[*].released", "no")])
    assert {e.value for _, e in changed.entries("data.bases[*].released")} == {"no"}


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("decree.state.targets", "yes", 'Maksud Anda "decree.states.targets"?'),
        ("decree.states", "yes", "decree.states.sasaran"),
        ("decree.states.targets", "yess", 'Maksud Anda "yes"?'),
        ("decree.members.agencies[Dinas PUR]", "yes", 'Maksud Anda "Dinas PUPR"?'),
        ("prevalence[ssgi region 2022].percent", "24,4", "24.4"),
        ("prevalence[ssgi].percent", 24.4, "system area year"),
        ("tpps.desa.active", 400, "345"),
        ("partners.items[FIF]", None, "dihapus"),
        ("", "yes", "tidak ada fakta"),
        ("decree..signed", "yes", "tidak ada fakta"),
        ("[x]", "yes", "tidak ada fakta"),
    ],
)
def test_a_wrong_path_or_value_is_told_with_what_was_meant(lebak: Case, path: str, value: Any, said: str) -> None:
    assert said in problem(lebak, Change(path, value))


def test_two_changes_of_one_fact_contradict_each_other_unless_one_scenario_comes_later(lebak: Case) -> None:
    yes, no = Change("goals.agencies[Disdik]", "yes"), Change("goals.agencies[Dinas Pendidikan]", "no")
    assert "dua kali" in problem(lebak, yes, no)
    later = overlay(lebak, stacked(lebak, [[no], [yes]]))
    assert later.facts["goals.agencies[disdik]"].value == "yes"


def test_every_shipped_scenario_can_be_laid_over_the_reference_case(lebak: Case) -> None:
    for path in (folder("facts") / "scenarios").glob("*.yaml"):
        scenario, some = read_scenario(path)
        assert scenario.description
        assert overlay(lebak, some) is not lebak


def test_a_case_changed_and_written_out_loads_again(lebak: Case) -> None:
    from diagnose.case.load import case_from

    changed = overlay(lebak, read_scenario(REVISED)[1])
    again = case_from(changed.tree.data)
    assert {p: e.value for p, e in again.facts.items()} == {p: e.value for p, e in changed.facts.items()}


def test_the_shipped_cases_load_from_their_files() -> None:
    assert load_case("lebak-2022").facts.keys() == CASES["lebak-2022"].facts.keys()
