"""What is meant by a name: its id, what it is called in either language, or a part that fits one thing alone."""

import shlex

import pytest
from typer.testing import CliRunner

from diagnose import Diagnosed, InputError, load_case, load_rules, why
from diagnose.case.load import find_case
from diagnose.cli import app
from diagnose.common.naming import meant, the_one_meant
from diagnose.common.problems import Place
from diagnose.knowledge.naming import subjects

RULES = load_rules()
LEBAK = Diagnosed(load_case("lebak-2022"), RULES)
NAMES = {"a.range": ("Rentang kebijakan", "Range of policy"), "a.goal": ("Tujuan kebijakan", "Policy goals"), "b": ()}


@pytest.mark.parametrize(
    "given", ["a.range", "A.RANGE", "rentang", "Rentang Kebijakan", "range of", "ntang", "a range"]
)
def test_an_id_a_name_and_a_part_of_it_mean_the_same_in_any_case(given: str) -> None:
    assert meant(given, NAMES) == ("a.range",)


def test_a_word_is_looked_for_at_its_beginning_first() -> None:
    assert meant("data", {"x": ("Kepadatan interaksi",)}, {"y": ("Data terpilah",)}) == ("y",)


def test_what_fits_several_things_is_told_with_all_of_them_and_what_fits_none_with_the_nearest() -> None:
    with pytest.raises(InputError) as several:
        the_one_meant("kebijakan", Place("x"), "subject_unknown", NAMES)
    assert "a.range (Rentang kebijakan); a.goal (Tujuan kebijakan)" in several.value.text("id")
    with pytest.raises(InputError) as none:
        the_one_meant("rentagn kebijakan", Place("x"), "subject_unknown", NAMES)
    assert "Rentang kebijakan" in none.value.text("id")
    assert meant("  ", NAMES) == ()


def test_a_thing_goes_before_its_parts_and_parts_alone_are_several() -> None:
    assert the_one_meant("policy_goal", Place("x"), "subject_unknown", subjects(RULES)) == "policy_goals"
    with pytest.raises(InputError) as several:
        the_one_meant("subsystem", Place("x"), "subject_unknown", subjects(RULES))
    assert "policy_instruments.subsystem_instruments" in several.value.text("id")  # a part of another dimension


def test_every_dimension_and_aspect_is_found_by_each_of_its_names_and_by_its_id() -> None:
    for subject, names in subjects(RULES).items():
        for given in (subject, *names, *(name.upper() for name in names)):
            assert why(LEBAK, given, depth=0).target == subject


@pytest.mark.parametrize(
    "typed",
    [
        "why lebak rentang",
        "why lebak 'Policy goals'",
        "why-not lebak koheren",
        "margins lebak konsistensi",
        "plan lebak --to rentang=2 --limit 1",
        "whatif lebak --set 'SK memuat target=yes'",
        "rules show 'lokus ditetapkan'",
        "compare lebak kota-2024",
        "diagnose LEBAK",
    ],
)
def test_whatever_takes_an_id_takes_a_name(typed: str) -> None:
    done = CliRunner().invoke(app, shlex.split(typed))
    assert done.exit_code == 0, done.stderr


def test_a_case_named_by_a_part_that_fits_several_is_told_with_their_names() -> None:
    with pytest.raises(InputError) as several:
        find_case("fiktif")
    for name in ("fiktif-kota-2024", "fiktif-kuat-2023", "fiktif-tanpa-tpps-2023"):
        assert name in several.value.text("id")
    assert find_case("tidak-ada.yaml").name == "tidak-ada.yaml"


def test_what_a_later_tier_holds_without_a_name_keeps_the_name_it_has_in_the_first() -> None:
    with pytest.raises(InputError) as several:
        the_one_meant("kebijakan", Place("x"), "subject_unknown", NAMES, dict.fromkeys(NAMES, ()))
    assert "a.range (Rentang kebijakan)" in several.value.text("id")
