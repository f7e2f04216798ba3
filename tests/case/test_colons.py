"""A colon in a text without quotes breaks YAML: the message shows that text, in quotes."""

import pytest

from diagnose.common import InputError, parse_yaml
from tests.lib.desks import keys


@pytest.mark.parametrize(
    ("text", "given", "column"),
    [
        ("a:\n- name: 1.000 HPK: gerakan # ya", "1.000 HPK: gerakan", 9),
        ("a:\n  {name: 1.000 HPK: gerakan, b: 2}", "1.000 HPK: gerakan", 10),
        ("a:\n  name: Rapat koordinasi:", "Rapat koordinasi:", 9),
        ("a:\n  name: Jum'at: rapat", "Jum''at: rapat", 9),
    ],
)
def test_a_colon_in_an_unquoted_text_is_shown_in_quotes(text: str, given: str, column: int) -> None:
    with pytest.raises(InputError) as error:
        parse_yaml(text, "k.yaml")
    (problem,) = error.value.problems
    assert problem.key == "yaml_colon"
    assert str(problem.place) == f"k.yaml:2:{column}"
    assert f"'{given}'" in str(error.value)
    key = "name: "
    mended = text.replace(f"{key}{given.replace(chr(39) * 2, chr(39))}", f"{key}'{given}'")
    assert parse_yaml(mended, "k.yaml").data


@pytest.mark.parametrize("text", ["a: x\n  b: c", 'a: "x": y', "a: {b: [1, 2}"])
def test_what_is_broken_otherwise_is_told_as_before(text: str) -> None:
    with pytest.raises(InputError) as error:
        parse_yaml(text, "k.yaml")
    assert keys(error.value.problems) == ["yaml_syntax"]
