"""Joining parts of a case: nothing is lost, nothing is settled by the program, and a fact keeps its source."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.case.fact import CountFact, ExtentFact
from diagnose.case.load import parse_case
from diagnose.case.model import Case
from diagnose.case.section import Listed
from diagnose.common.problems import InputError
from diagnose.common.yamltree import Tree, as_yaml, parse_yaml
from diagnose.intake.join.factmerge import join
from diagnose.intake.join.gather import Gathered, gather
from diagnose.intake.names import confirmed
from diagnose.intake.records import Intake
from tests.lib.examples import examples
from tests.lib.generated import CASES, Made, cases

IDENTITY = {"region": {"code": "99.99", "name": "Kabupaten Contoh", "kind": "kabupaten"}, "year": 2022}
DOCUMENTS = [{"id": "A", "title": "A"}, {"id": "B", "title": "B"}]


def part(name: str, **said: Any) -> Tree:
    return parse_yaml(as_yaml({**IDENTITY, "documents": DOCUMENTS, **said}), name)


def joined(ours: dict[str, Any], theirs: dict[str, Any]) -> Gathered:
    return gather(part("ours.yaml", **ours), [Intake(part("theirs.yaml", **theirs))])


def test_a_case_joined_with_itself_is_the_same_case() -> None:
    for case in CASES.values():
        both = gather(case.tree, [Intake(case.tree)])
        assert both.case.model_dump() == case.model_dump()
        assert both.case.facts == case.facts
        assert not both.clashes
        assert set(both.parts[0].facts) >= {"same"}
        assert both.parts[0].facts["new"] == 0


@examples(40)
@given(made=cases(), cut=st.integers(1, 10))
def test_a_case_cut_in_two_is_whole_again_when_joined(made: Made, cut: int) -> None:
    data = made.case.tree.data
    kept = ("region", "year", "documents", "agencies", "source", "fictional", "schema_version", "questionnaire")
    fields = [name for name in data if name not in kept]
    first = {n: v for n, v in data.items() if n in kept or n in fields[:cut]}
    second = {n: v for n, v in data.items() if n in kept[:5] or n in fields[cut:]}
    both = gather(parse_yaml(as_yaml(first), "a"), [Intake(parse_yaml(as_yaml(second), "b"))])
    assert not both.clashes
    assert {p: f.value for p, f in both.case.facts.items()} == {p: f.value for p, f in made.case.facts.items()}
    for path, fact in made.case.facts.items():
        assert both.case.facts[path].source in ((fact.source,) if fact.source else (None, "b")), path


@examples(40)
@given(a=cases(4), b=cases(4))
def test_what_either_of_two_files_says_is_still_there(a: Made, b: Made) -> None:
    if a.name != b.name:
        return
    both = gather(a.case.tree, [Intake(b.case.tree)])
    for path in a.case.facts.keys() | b.case.facts.keys():
        if "[" in path:  # whole entries may be kept apart by their key
            continue
        one, other, now = a.case.facts.get(path), b.case.facts.get(path), both.case.facts.get(path)
        said = [f for f in (one, other) if f is not None and f.known]
        assert bool(said) == (now is not None and now.known), path
        if len(said) == 2 and now is not None and said[0].value != said[1].value:
            low = max(f.low for f in said)
            assert now.disputed or now.note or now.low == low, path


def test_two_figures_are_kept_as_disputed_each_with_its_source() -> None:
    both = joined(
        {"sosialisasi": {"source": "A 1", "desa_reached": 120}},
        {"sosialisasi": {"desa_reached": {"value": 140, "source": "B 2", "note": "rekap"}}},
    )
    fact = both.case.sosialisasi.desa_reached
    assert [(c.value, c.source) for c in fact.disputed] == [(120, "A 1"), (140, "B 2")]
    assert fact.counts is None
    assert [(c.path, c.outcome) for c in both.clashes] == [("sosialisasi.desa_reached", "disputed")]
    assert (str(both.clashes[0].ours), str(both.clashes[0].theirs)) != ("", "")


def test_a_source_said_of_a_section_does_not_come_to_hold_for_the_facts_of_another_file() -> None:
    both = joined(
        {"decree": {"states": {"source": "A 1", "targets": "ya"}}},
        {"decree": {"states": {"source": "B 1", "sasaran": "ya", "time_frame": "tidak"}}},
    )
    facts = both.case.facts
    assert facts["decree.states.targets"].source == "A 1"
    assert facts["decree.states.sasaran"].source == "B 1"
    assert facts["decree.states.time_frame"].source == "B 1"


def test_a_fact_without_a_source_cites_its_file_and_not_that_of_the_section_it_joins() -> None:
    both = joined({"decree": {"states": {"source": "A 1", "targets": "ya"}}}, {"decree": {"states": {"sasaran": "ya"}}})
    assert both.case.facts["decree.states.sasaran"].source == "theirs.yaml"
    assert "theirs.yaml" in [d.id for d in both.case.documents]


def test_two_names_of_one_agency_are_one_seat() -> None:
    both = joined(
        {"decree": {"members": {"agencies": ["Dinkes"]}}},
        {"decree": {"members": {"agencies": {"Dinas Kesehatan": {"role": "Anggota", "source": "B"}}}}},
    )
    assert list(both.case.decree.members.agencies) == ["dinkes"]
    assert both.parts[0].facts["same"] == 1


def test_two_answers_of_one_agency_leave_its_answer_unknown_and_noted() -> None:
    def answered(answer: str) -> dict[str, Any]:
        return {"questionnaire": {"items": {"names_causes": {"source": "B", "answers": {"Dinkes": answer}}}}}

    both = joined(answered("yes"), answered("no"))
    item = both.case.questionnaire.items["names_causes"]
    assert item.answers == {}
    assert item.note is not None
    assert item.note == "dinkes: no / yes"
    assert [c.outcome for c in both.clashes] == ["open"]


def test_entries_with_the_same_key_are_joined_field_by_field() -> None:
    both = joined(
        {"programmes": {"items": [{"name": "PKH", "agency": "Dinsos", "source": "A"}]}},
        {
            "programmes": {
                "items": [{"name": "PKH", "adapted": "tidak", "source": "B"}, {"name": "BPNT", "source": "B"}]
            }
        },
    )
    first, second = both.case.programmes.items
    assert (first.name, first.agency, str(first.adapted.value), first.adapted.source) == ("PKH", "dinsos", "no", "B")
    assert (first.source, second.name) == ("A", "BPNT")


@pytest.mark.parametrize(
    ("model", "ours", "theirs", "joined_value", "outcome"),
    [
        (CountFact, "unknown", 4, 4, "new"),
        (CountFact, 4, None, 4, "same"),
        (CountFact, 4, {"value": 4, "source": "B"}, {"value": 4, "source": "B"}, "same"),
        (CountFact, {"at_least": 3}, {"value": 5, "source": "B"}, {"value": 5, "source": "B"}, "sharper"),
        (CountFact, 5, {"at_least": 3, "source": "B"}, 5, "same"),
        (ExtentFact, {"at_most": "most"}, {"at_least": "some"}, {"at_least": "some", "at_most": "most"}, "sharper"),
        (Listed, None, {"value": "no", "source": "B"}, ["yes", "no"], "disputed"),
    ],
)
def test_two_statements_of_one_fact(model: Any, ours: Any, theirs: Any, joined_value: Any, outcome: str) -> None:
    value, came = join(model, ours, theirs)
    assert came == outcome
    fact = model.model_validate(value)
    if isinstance(joined_value, list):
        assert [str(c.value) for c in fact.disputed] == joined_value
    else:
        wanted = model.model_validate(joined_value)
        assert (fact.value, fact.at_least, fact.at_most) == (wanted.value, wanted.at_least, wanted.at_most)


def test_a_figure_outside_the_bounds_of_another_source_is_disputed() -> None:
    both = joined(
        {"sosialisasi": {"desa_reached": {"value": 10, "source": "A"}}},
        {"sosialisasi": {"desa_reached": {"at_least": 20, "source": "B"}}},
    )
    fact = both.case.sosialisasi.desa_reached
    assert [(c.value, c.at_least, c.source) for c in fact.disputed] == [(10, None, "A"), (None, 20, "B")]
    assert fact.bounds() == (10, float("inf"))
    assert [c.outcome for c in both.clashes] == ["disputed"]


def test_files_of_another_year_or_region_are_not_joined() -> None:
    with pytest.raises(InputError) as caught:
        gather(part("a.yaml"), [Intake(parse_yaml(as_yaml({**IDENTITY, "year": 2023}), "b.yaml"))])
    assert [(p.key, p.place.file) for p in caught.value.problems] == [("import_other_case", "b.yaml")]


def test_without_a_region_there_is_no_case_and_the_user_is_told_how_to_name_it() -> None:
    with pytest.raises(InputError) as caught:
        gather(None, [Intake(parse_yaml("lokus: {determined: ya}", "b.yaml"))])
    assert {p.key for p in caught.value.problems} == {"import_no_identity"}
    made = gather(None, [Intake(parse_yaml("lokus: {determined: ya}", "b.yaml"))], given=IDENTITY)
    assert made.case.lokus.determined.value == "yes"


def test_a_name_that_a_person_confirms_is_declared_in_the_case() -> None:
    tree = part("b.yaml", decree={"members": {"agencies": ["RSUD Bunga Bangsa", "Dinas Kesehtan"]}})
    said = [confirmed("RSUD Bunga Bangsa=rsud"), confirmed("Dinas Kesehtan=dinkes")]
    made = gather(None, [Intake(tree)], said)
    again: Case = parse_case(as_yaml(made.case.tree.data))
    assert set(again.decree.members.agencies) == {"rsud", "dinkes"}
    assert again.register.name("rsud") == "RSUD Bunga Bangsa"
    assert again.register.name("dinkes") == "Dinas Kesehatan"


def test_problems_of_all_files_are_told_together_each_at_its_place() -> None:
    bad = [Intake(part(f"{n}.yaml", lokus={"determined": "barangkali"})) for n in "ab"]
    with pytest.raises(InputError) as caught:
        gather(None, bad)
    assert sorted(p.place.file for p in caught.value.problems) == ["a.yaml", "b.yaml"]


def test_what_is_written_after_joining_loads_as_the_same_case() -> None:
    for case in CASES.values():
        both = gather(case.tree, [Intake(case.tree)])
        assert parse_case(as_yaml(both.case.tree.data)).facts == both.case.facts
