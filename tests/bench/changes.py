"""What-ifs and plans on the reference case, plans with a growing number of levers."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from diagnose import Diagnosed, diagnose, load_case
from diagnose.analysis.plan.goal import goal_from
from diagnose.analysis.plan.moves import carried_out, moves
from diagnose.analysis.plan.plan import plans
from diagnose.analysis.whatif.whatif import whatif
from diagnose.case.load import case_from
from diagnose.case.model import Case
from diagnose.case.overlay import Change, overlay
from diagnose.knowledge.levers import Lever
from diagnose.knowledge.rulebase import Rulebase
from diagnose.portfolio import Variants, every
from tests.bench.cases import REFERENCE
from tests.bench.measure import interleaved

WHATIF_AIM, PLAN_AIM, SWEEP_AIM = 2.0, 1.0, 1.0
MILLION = 1_000_000
ROUNDS = 40
BLANK = {
    "region": {
        "code": "99.99",
        "name": "Kabupaten Contoh",
        "kind": "kabupaten",
        "kecamatan": 28,
        "desa_kelurahan": 340,
    },
    "year": 2022,
}
KNOWN = 25
SIZES = (10, 20, 40)
COPIES = (2, 4)  # how often each lever stands again, as a dearer way to the same facts


def few() -> dict[str, Any]:
    """Return a case of which 25 facts are known, as a first week leaves it, as plain data."""
    known = load_case(REFERENCE).facts
    plain = [p for p, f in known.items() if f.known and "[" not in p and not f.disputed and isinstance(f.value, str)]
    counts = len([f for f in case_from(BLANK).facts.values() if f.known])
    data: dict[str, Any] = overlay(
        case_from(BLANK), [Change(p, known[p].value) for p in plain[: KNOWN - counts]]
    ).tree.data
    return data


def whatifs(rules: Rulebase) -> None:
    """Print what a what-if takes beside a diagnosis."""
    for name, case in ((REFERENCE, load_case(REFERENCE)), ("25 facts known", case_from(few()))):
        _beside_a_diagnosis(name, case, rules)


def _beside_a_diagnosis(name: str, case: Case, rules: Rulebase) -> None:
    before = Diagnosed(case, rules)
    one = [Change("decree.states.targets", "yes")]
    ten = [Change(p, "yes") for p in case.facts if p.startswith(("decree.states.", "goals.others", "strategy.common"))]
    work: dict[str, Callable[[], object]] = {
        "diagnose": partial(diagnose, case, rules),
        "what-if of one fact": lambda: whatif(Diagnosed(case, rules, narrow=False), one),
        f"what-if of {len(ten)} facts": lambda: whatif(Diagnosed(case, rules, narrow=False), ten),
        "what-if of one fact, the present diagnosis at hand": partial(whatif, before, one),
    }
    print(name)
    times = interleaved(work, ROUNDS)
    for done, seconds in times.items():
        print(f"  {done:52}{seconds * 1e3:>8.1f} ms {seconds / times['diagnose']:>8.2f} times a diagnosis")
    worst = max(times[done] / times["diagnose"] for done in times if "one fact" in done)
    print(f"Aim: one fact within {WHATIF_AIM:g} times a warm diagnosis {'met' if worst < WHATIF_AIM else 'NOT met'}")


def sweeps(rules: Rulebase) -> None:
    """Print what it takes to try every combination of a few steps, until there are more than a million."""
    case = load_case(REFERENCE)
    here = moves(case, rules)
    alone = [carried_out(case, [move]) for move in here]
    for most in range(2, len(here)):
        began = time.process_time()
        variants = Variants(rules, case, alone, most)
        made = every(len(here), most)
        variants.levels(made)
        cpu = time.process_time() - began
        per_million = cpu * MILLION / len(made)
        print(f"{len(made):>10,} combinations of at most {most} of {len(here)} steps {cpu:8.2f} s of CPU", end="")
        if len(made) >= MILLION:
            met = "met" if per_million <= SWEEP_AIM else "NOT met"
            print(f", {per_million:.2f} s a million; aim within {SWEEP_AIM:g} s {met}")
            break
        print()


def narrowing(rules: Rulebase) -> None:
    """Print what it takes to tell what answers can do, for a case of which little is known."""
    blank = case_from(BLANK)
    work: dict[str, Callable[[], object]] = {
        "nothing known, answers not weighed": lambda: Diagnosed(blank, rules, narrow=False).diagnosis,
        "nothing known, every answer weighed": lambda: Diagnosed(blank, rules).diagnosis,
    }
    times = interleaved(work, ROUNDS)
    first = next(iter(times.values()))
    for name, seconds in times.items():
        print(f"{name:42}{seconds * 1e3:>8.1f} ms {seconds / first:>8.2f}")


def growing(rules: Rulebase) -> None:
    """Print what a plan for the highest level everywhere takes, with more and more levers."""
    case = load_case(REFERENCE)
    every = [m.id for m in moves(case, rules)]
    told = [(len(every[:n]), _seconds(rules, every[:n])) for n in SIZES if n < len(every)]
    told.append((len(every), _seconds(rules, None)))
    for copies in COPIES:
        more = replace(rules, levers=_repeated(rules, copies))
        told.append((len(moves(case, more)), _seconds(more, None)))
    base = told[-1 - len(COPIES)][1]
    for number, seconds in told:
        print(
            f"{number:>4} levers{'':31}{seconds * 1e3:>8.0f} ms {seconds / base:>8.2f} times the reference case's own"
        )
    print(f"Aim: within {PLAN_AIM:g} s {'met' if base <= PLAN_AIM else 'NOT met'}")


def _seconds(rules: Rulebase, levers: list[str] | None) -> float:
    case = load_case(REFERENCE)
    taken = []
    for _ in range(3):
        start = time.process_time()
        plans(Diagnosed(case, rules), goal_from(["all=4"], rules), levers=levers)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def _repeated(rules: Rulebase, copies: int) -> dict[str, Lever]:
    found = dict(rules.levers)
    for n in range(1, copies):
        found |= {
            f"{i}-{n}": lever.model_copy(update={"id": f"{i}-{n}", "effort": min(5, lever.effort + n)})
            for i, lever in rules.levers.items()
        }
    return found
