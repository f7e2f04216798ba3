"""No file, however odd, raises anything but problems."""

from hypothesis import given
from hypothesis import strategies as st

from diagnose import InputError
from diagnose.case.load import parse_case
from tests.case.test_casefile import HEAD
from tests.lib.examples import examples

YAMLISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "decree",
                    "signed",
                    "members",
                    "agencies",
                    "goals",
                    "region",
                    "year",
                    "questionnaire",
                    "items",
                    "prevalence",
                    "percent",
                    "value",
                    "at_least",
                    "disputed",
                    "source",
                    "tally",
                    "obstacles",
                    "aksi",
                    "documents",
                    "respondents",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@examples(300)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "region",
                "year",
                "decree",
                "goals",
                "questionnaire",
                "agencies",
                "prevalence",
                "documents",
                "obstacles",
                "aksi",
                "tpps",
                "data",
            ]
        ),
        YAMLISH,
        max_size=5,
    )
)
def test_no_file_raises_anything_but_problems(data: object) -> None:
    import yaml

    try:
        parse_case(yaml.safe_dump(data, allow_unicode=True))
    except InputError as error:
        told = error
    else:
        return
    assert told.text("id")
    assert told.text("en")


@examples(300)
@given(st.text(max_size=60))
def test_no_text_raises_anything_but_problems(text: str) -> None:
    try:
        parse_case(HEAD + text)
    except InputError as error:
        told = error.problems
    else:
        return
    assert told
