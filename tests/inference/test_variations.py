"""Levels under many variations at once, held against the columns and against the engine."""

import pytest

from diagnose.case.model import Case
from diagnose.inference.columns import evaluate
from diagnose.inference.infer import measure_all
from diagnose.inference.variations import Variations
from diagnose.knowledge.rulebase import Rulebase
from tests.inference.test_columns import inferred, random_measures

NUMBER = 300


@pytest.mark.parametrize("seed", range(3))
def test_each_variation_has_the_levels_that_it_would_have_by_itself(seed: int, rules: Rulebase, lebak: Case) -> None:
    blank = measure_all(lebak, rules)
    low, high = random_measures(rules, blank, NUMBER, seed)
    # only some measures are said to change, as a change of one fact leaves most as they are
    fixed = {code for i, code in enumerate(blank) if i % 3 == 0}
    for code in fixed:
        low[code][:], high[code][:] = low[code][0], high[code][0]
    other = evaluate(rules, low, high, lebak.year, lebak.region.kind)
    now = {code: (float(low[code][0]), float(high[code][0])) for code in blank}
    changed = [{c: (float(low[c][i]), float(high[c][i])) for c in blank if c not in fixed} for i in range(NUMBER)]
    variations = Variations(rules, lebak.year, now, changed)
    compiled, _ = rules.engine_for(lebak)
    for aspects in rules.aspects.values():
        for aspect in aspects:
            deciding = [c for c in compiled.criteria if c.aspect == aspect and c.reading != "second"]
            varied = variations.levels(deciding)
            found = [varied.level(i) for i in range(NUMBER)]
            assert found == list(zip(map(int, other.lowest[aspect]), map(int, other.highest[aspect]), strict=True))
            assert all(found[i] == inferred(rules, lebak, blank, low, high, i).level(aspect) for i in (0, NUMBER - 1))
