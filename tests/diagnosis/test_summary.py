"""The first sight of a diagnosis: what is asked of the head of the region is there whole, and nothing is added."""

import pytest

from diagnose import Diagnosed, load_case, load_rules
from diagnose.common.content import folder
from diagnose.common.wording import LANGUAGES
from diagnose.diagnosis.summary import QUESTIONS, Summary, summary
from tests.conftest import make_case

RULES = load_rules()
CASES = sorted(path.stem for path in (folder("facts") / "cases").glob("*.yaml"))
everywhere = pytest.mark.parametrize(("name", "lang"), [(name, lang) for name in CASES for lang in LANGUAGES])


def of(name: str, lang: str = "id") -> tuple[Diagnosed, Summary]:
    one = Diagnosed(load_case(name), RULES, lang)
    return one, summary(one)


@everywhere
def test_everything_asked_of_the_head_of_the_region_stands_in_the_decisions(name: str, lang: str) -> None:
    one, said = of(name, lang)
    decided = [s for act in said.decisions for s in act.saran]
    packages = {s.package for s in one.diagnosis.saran if s.to_head and s.package}
    whole = [s.id for s in one.diagnosis.saran if s.to_head or s.package in packages]
    assert sorted(decided) == sorted(whole)


@everywhere
def test_every_saran_is_carried_out_by_one_act_and_acts_are_numbered_as_they_are_read(name: str, lang: str) -> None:
    one, said = of(name, lang)
    acts = [*said.decisions, *said.own]
    assert sorted(s for act in acts for s in act.saran) == sorted(s.id for s in one.diagnosis.saran)
    assert [act.number for act in acts] == list(range(1, len(acts) + 1))
    assert all(act.text and act.by and "{" not in act.text for act in acts)


def test_the_amended_decree_is_asked_for_whole_in_one_line() -> None:
    _, said = of("lebak-2022")
    (decree,) = (act for act in said.decisions if act.id == "amend-decree")
    assert decree.text == "Ubah SK TPPS satu kali: 5 OPD, target, proses, data"
    assert len(decree.saran) == 8


def test_what_is_lowest_is_told_with_the_criterion_that_keeps_it_there() -> None:
    _, said = of("lebak-2022")
    assert said.headline == "Terendah: TUJUAN KEBIJAKAN, tingkat 1. Semua tingkat pasti, tidak ada rentang."
    assert [(hold.aspect, hold.criterion) for hold in said.holds] == [("policy_goals.range", "G01")]
    assert not said.sparse
    assert said.questions == ()


def test_a_case_of_which_little_is_known_has_no_lowest_dimension_but_questions() -> None:
    _, said = of("fiktif-kota-2024")
    assert said.sparse
    assert said.lowest == ()
    assert said.holds == ()
    assert "rentang" in said.headline
    assert len(said.questions) == QUESTIONS
    assert all(asked.effects for asked in said.questions)


def test_an_open_dimension_is_never_said_to_be_the_lowest() -> None:
    said = summary(Diagnosed(make_case({}), RULES))
    assert said.lowest == ()
    assert said.decisions == ()


def test_a_dimension_is_not_called_lowest_where_an_open_one_may_stand_lower() -> None:
    one = Diagnosed(load_case("tests/cases/merger.yaml"), RULES, "id")
    least = summary(one).lowest
    open_below = [d for d in one.diagnosis.dimensions if d.level.lowest < one.level(least[0]).lowest]
    assert open_below
    assert summary(one).headline.startswith(one.words["summary.lowest_so_far"].split(":")[0])
