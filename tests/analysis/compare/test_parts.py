"""Of any two years, what facts, rules and thresholds contributed adds up to the whole change of each level."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from diagnose import Diagnosed
from diagnose.analysis.compare.years import STEPS, replay
from diagnose.inference.infer import infer
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case
from tests.lib.examples import examples
from tests.lib.rule_edits import only, years

ANSWER = st.sampled_from(["yes", "no", "draft", None])


SOME: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "year": st.sampled_from([2022, 2023, 2024]),
        "decree": st.fixed_dictionaries(
            {
                "signed": ANSWER,
                "states": st.fixed_dictionaries(dict.fromkeys(("coordination", "targets", "process_network"), ANSWER)),
                "members": st.fixed_dictionaries(
                    {
                        "agencies": st.dictionaries(
                            st.sampled_from(["Dinas Kesehatan", "Bappeda", "Dinas Sosial", "Dinas Pendidikan"]),
                            st.sampled_from(["yes", "no"]),
                        ),
                        "others": st.sampled_from(["no", None]),
                    }
                ),
            }
        ),
        "strategy": st.fixed_dictionaries({"common_goals": ANSWER}),
    }
)


@examples(12)
@given(one=SOME, other=SOME, swap=st.booleans())
def test_the_parts_add_up_exactly(
    one: dict[str, Any], other: dict[str, Any], swap: bool, rules: Rulebase, dated_rules: Rulebase
) -> None:
    cases = [make_case(one), make_case(other)]
    bases = [rules, dated_rules] if swap else [dated_rules, rules]
    pair = only(years(cases, bases))
    for found in pair.levels:
        assert tuple(p.step for p in found.parts) == STEPS
        assert found.before.lowest + sum(p.lowest for p in found.parts) == found.after.lowest
        assert found.before.highest + sum(p.highest for p in found.parts) == found.after.highest
    both = sorted(map(Diagnosed, cases, bases), key=lambda one: one.case.year)
    for end, inference in ((0, replay(*both)[0]), (1, replay(*both)[-1])):
        own = infer(both[end].case, both[end].rules)
        for found in pair.levels:
            assert inference.level(found.id) == own.level(found.id)
