"""Run every benchmark and print the report."""

import os
import platform
import sys
import time
from collections.abc import Callable
from functools import partial

from diagnose import diagnose, load_case, load_rules
from diagnose.engine.plain import PlainEngine
from diagnose.inference.infer import infer, measure_all
from diagnose.knowledge.rulebase import Rulebase
from tests.bench.cases import REFERENCE, variations
from tests.bench.changes import growing, narrowing, sweeps, whatifs
from tests.bench.clips_peer import Clips
from tests.bench.measure import interleaved
from tests.bench.memory import FIRST, MORE, in_own_process
from tests.bench.papers import papers
from tests.bench.peers import DisagreementError, Durable, DurableRead, Facts, Peer, Plain, agree
from tests.bench.portfolios import portfolios
from tests.bench.processes import COMMANDS, ROUNDS, cold
from tests.bench.python_peers import Generated, Loop
from tests.bench.workbench import workbench
from tests.bench.zen_peers import Expressions, Graph

ENGINE_AIM, COLD_AIM = 2.0, 0.25
ENGINE_ROUNDS, DIAGNOSIS_ROUNDS = 100, 60


def head(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def verdict(met: bool) -> str:
    return "met" if met else "NOT met"


def engines(peers: list[Peer], cases: dict[str, Facts]) -> None:
    """Print the warm time of each engine on the reference case, and on all cases together."""

    def all_cases(peer: Peer) -> None:
        for facts in cases.values():
            peer.conclude(facts)

    one = interleaved({p.name: partial(p.conclude, cases[REFERENCE]) for p in peers}, ENGINE_ROUNDS)
    every = interleaved({p.name: partial(all_cases, p) for p in peers}, ENGINE_ROUNDS // 5)
    base = min((p.name for p in peers if p.engine), key=one.__getitem__)
    print(f"{'':28}{'proof':>8}{REFERENCE:>14}{'ratio':>9}{'mean of all':>14}")
    for p in sorted(peers, key=lambda p: one[p.name]):
        mean = every[p.name] / len(cases)
        print(
            f"{p.name:28}{p.proof:>8}{one[p.name] * 1e6:>11.0f} us{one[p.name] / one[base]:>9.2f}{mean * 1e6:>11.0f} us"
        )
    print(f"\nAim: durable_rules with its proof within {ENGINE_AIM:g} times a decision of zen-engine without one:")
    for p in peers:
        if p.engine or p.name.startswith("zen"):
            ratio = one[Durable.name] / one[p.name]
            note = f"  aim {verdict(ratio <= ENGINE_AIM)}" if p.name == Graph.name else ""
            print(f"  {ratio:6.2f} times {p.name}{note}")


def diagnosis(rules: Rulebase) -> None:
    case = load_case(REFERENCE)
    work: dict[str, Callable[[], object]] = {
        "measures": partial(measure_all, case, rules),
        "infer (measures, rules, proof)": partial(infer, case, rules),
        "diagnose, the whole record": partial(diagnose, case, rules),
    }
    for name, seconds in interleaved(work, DIAGNOSIS_ROUNDS).items():
        print(f"{name:42}{seconds * 1e3:>8.2f} ms")


def starts() -> None:
    times = cold()
    for name, seconds in times.items():
        print(f"{name:42}{seconds * 1e3:>8.0f} ms")
    command, _, typer, _ = COMMANDS
    above = times[command] - times[typer]
    print(f"Above 'import typer': {above:.3f} s; aim within {COLD_AIM:g} s {verdict(above <= COLD_AIM)}")


def memory() -> None:
    held = in_own_process()
    print(f"after {FIRST:,} diagnoses {held['before']:.1f} MB, after {MORE:,} more {held['after']:.1f} MB")
    print(f"Growth: {held['after'] - held['before']:+.1f} MB; aim flat")


def main() -> int:
    started = time.perf_counter()
    rules, case = load_rules(), load_case(REFERENCE)
    compiled, engine = rules.engine_for(case)
    tiers = compiled.tiers
    cases = variations(measure_all(case, rules))
    python: list[Peer] = [Loop(tiers), Generated(tiers)]
    peers: list[Peer] = [
        Durable(engine),
        DurableRead(engine),
        Plain(PlainEngine(tiers)),
        *python,
        Clips(tiers),
        Graph(tiers),
        Expressions(tiers),
    ]
    print(f"Python {platform.python_version()}, {os.cpu_count()} CPUs, {platform.platform(terse=True)}")
    print(f"{sum(map(len, tiers))} rules in {len(tiers)} tiers; {len(cases[REFERENCE])} facts in {REFERENCE}")
    try:
        counts = agree(peers, cases)
    except DisagreementError as error:
        print(f"tests.bench: {error}", file=sys.stderr)
        return 1
    print(f"{len(peers)} engines agree on {len(cases)} cases, which end in {min(counts.values())}", end="")
    print(f" to {max(counts.values())} conclusions")
    head("One warm inference, medians of CPU taken in turns")
    engines(peers, cases)
    head("One warm diagnosis")
    diagnosis(rules)
    head("What-ifs")
    whatifs(rules)
    head("Every combination of a few steps")
    sweeps(rules)
    head("Questions: what their answers can do")
    narrowing(rules)
    head("Tables of many cases")
    portfolios(rules)
    head("A plan for the highest level everywhere")
    growing(rules)
    head("Memos, forms and tables")
    papers(rules)
    head(f"Cold start to printed result, medians of {ROUNDS} taken in turns, seconds of CPU")
    starts()
    head("The workbench: from a change to the new ladder")
    workbench()
    head("Memory")
    memory()
    print(f"\nTook {time.perf_counter() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
