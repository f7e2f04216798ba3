"""The engines that the benchmark times conclude the same: it runs whole, and its figures compare like with like."""

import pytest

from diagnose import load_case, load_rules
from diagnose.engine.plain import PlainEngine
from diagnose.inference.infer import measure_all
from tests.bench.cases import REFERENCE, variations
from tests.bench.clips_peer import Clips
from tests.bench.peers import DisagreementError, Peer, Plain, agree
from tests.bench.python_peers import Loop
from tests.bench.zen_peers import Expressions, Graph


class Silent:
    """An engine that concludes nothing."""

    name, proof, engine = "silent", "none", True

    def conclude(self, facts: object) -> set[object]:
        return set()


def test_all_engines_of_the_benchmark_agree_also_where_a_rule_asks_one_measure_twice() -> None:
    rules, case = load_rules(), load_case(REFERENCE)
    tiers = rules.engine_for(case)[0].tiers
    asked = [[(p.kind, p.code) for p in rule.premises] for tier in tiers for rule in tier]
    assert any(len(set(kinds)) < len(kinds) for kinds in asked)
    cases = variations(measure_all(case, rules))
    peers: list[Peer] = [Plain(PlainEngine(tiers)), Loop(tiers), Clips(tiers), Graph(tiers), Expressions(tiers)]
    assert max(agree(peers, cases).values()) > 100
    with pytest.raises(DisagreementError, match="silent"):
        agree([*peers, Silent()], cases)  # type: ignore[list-item]
