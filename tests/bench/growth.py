"""How it grows: seconds of CPU by rows, known facts, rules and combinations of steps, drawn to ``docs/growth.svg``.

Run by ``python -m tests.bench.growth``.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from diagnose import Diagnosed, load_case, load_rules
from diagnose.analysis.plan.moves import carried_out, moves
from diagnose.case import Change, overlay
from diagnose.engine import Atom, Derived, EngineRule
from diagnose.engine.adapter import DurableEngine
from diagnose.inference.infer import engine_facts, measure_all
from diagnose.portfolio import Variants, every, portfolio
from tests.bench.cases import REFERENCE
from tests.bench.peers import Tiers
from tests.lib.tables import generated_table

DRAWN = Path(__file__).parents[2] / "docs" / "growth.svg"
ROWS, SHARES, COPIES, SIZES = (1_000, 5_000, 20_000, 80_000), (0.25, 0.5, 0.75, 1.0), (1, 2, 3), (2, 3, 4, 5)
Points = Sequence[tuple[float, float]]
_WIDE, _HIGH, _EDGE = 360, 240, 48


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median seconds of CPU that `work` takes, after it was done once."""
    taken = []
    for turn in range(rounds + 1):
        start = time.process_time()
        work()
        if turn:
            taken.append(time.process_time() - start)
    return statistics.median(taken)


def by_rows() -> Points:
    rules, found = load_rules(), []
    with tempfile.TemporaryDirectory() as folder:
        for rows in ROWS:
            path = Path(folder) / f"{rows}.parquet"
            pq.write_table(generated_table(rows), path)
            found.append((rows, seconds(lambda path=path: portfolio([path], rules), 2)))  # type: ignore[misc]
    return found


def by_facts() -> Points:
    rules, case, found = load_rules(), load_case(REFERENCE), []
    stated = ((p, f) for p, f in case.facts.items() if f.known and f.derived is None and "[" not in p)
    known = [p for p, f in stated if isinstance(f.value, str | int | float) and not f.disputed]
    for share in SHARES:
        forgotten = [Change(path) for path in known[round(share * len(known)) :]]
        less = overlay(case, forgotten)
        number = sum(fact.known for fact in less.facts.values())
        found.append((number, seconds(lambda less=less: Diagnosed(less, rules).diagnosis, 8) * 1e3))  # type: ignore[misc]
    return found


def by_rules() -> Points:
    rules, case, found = load_rules(), load_case(REFERENCE), []
    compiled, _ = rules.engine_for(case)
    facts = engine_facts(measure_all(case, rules))
    for copies in COPIES:
        engine = DurableEngine(f"growth {copies}", repeated(compiled.tiers, copies))
        more = {(kind, named(code, n)): value for (kind, code), value in facts.items() for n in range(copies)}
        found.append((copies * len(compiled.provable), seconds(lambda e=engine, f=more: e.run(f), 15) * 1e3))  # type: ignore[misc]
    return found


def repeated(tiers: Tiers, copies: int) -> list[list[EngineRule]]:
    """Return the rules `copies` times over, each time on measures and conclusions of their own."""

    def copied(rule: EngineRule, n: int) -> EngineRule:
        premises = tuple(Atom(a.kind, named(a.code, n), a.op, a.value) for a in rule.premises)
        conclusion: Derived = rule.conclusion[0], named(rule.conclusion[1], n)
        return EngineRule(rule.name, premises, conclusion)

    return [[copied(rule, n) for n in range(copies) for rule in tier] for tier in tiers]


def named(code: str, copy: int) -> str:
    return f"{code}#{copy}" if copy else code


def by_combinations() -> Points:
    rules, case, found = load_rules(), load_case(REFERENCE), []
    here = moves(case, rules)
    alone = [carried_out(case, [move]) for move in here]
    for size in SIZES:
        made = every(len(here), size)
        taken = seconds(lambda m=made, s=size: Variants(rules, case, alone, s).levels(m), 1)  # type: ignore[misc]
        found.append((len(made), taken))
    return found


def panel(title: str, across: str, up: str, points: Points) -> str:
    """Return one chart: points joined by a line, each with its numbers; it reads in grey."""
    most = max(y for _, y in points)
    # one beside the other at equal distance, so that no number covers another
    step = (_WIDE - 2 * _EDGE) / len(points)
    at = [
        (_EDGE + (i + 0.5) * step, _HIGH - _EDGE - y / most * (_HIGH - 2.2 * _EDGE)) for i, (_, y) in enumerate(points)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    marks = "".join(
        f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3"/>'
        f'<text x="{px:.1f}" y="{py - 8:.1f}" text-anchor="middle">{y:.3g}</text>'
        f'<text x="{px:.1f}" y="{_HIGH - _EDGE + 14}" text-anchor="middle">{_short(x)}</text>'
        for (px, py), (x, y) in zip(at, points, strict=True)
    )
    axes = f"M{_EDGE} {_EDGE}V{_HIGH - _EDGE}H{_WIDE - _EDGE / 2}"
    return (
        f'<text x="{_EDGE}" y="18" font-weight="bold">{title}</text><text x="{_EDGE}" y="34">{up}</text>'
        f'<text x="{_WIDE / 2}" y="{_HIGH - 14}" text-anchor="middle">{across}</text>'
        f'<path d="{axes}" fill="none" stroke="#666"/><polyline points="{line}" fill="none" stroke="#222"/>{marks}'
    )


def _short(x: float) -> str:
    return f"{x / 1e6:.1f}M" if x >= 1e6 else f"{x / 1e3:.0f}k" if x >= 10_000 else f"{x:.0f}"


def drawn(rows: Points, facts: Points, rules: Points, combinations: Points) -> str:
    """Return the picture of all four."""
    charts = (
        panel("A table of cases", "rows", "seconds of CPU, file to levels", rows),
        panel("One diagnosis", "known facts", "milliseconds of CPU", facts),
        panel("durable_rules, full proof", "criteria and findings", "milliseconds of CPU", rules),
        panel("Combinations of steps", "combinations", "seconds of CPU", combinations),
    )
    parts = "".join(f'<g transform="translate({i % 2 * _WIDE} {i // 2 * _HIGH})">{c}</g>' for i, c in enumerate(charts))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _WIDE} {2 * _HIGH}" '
    style = 'font-family="sans-serif" font-size="11" fill="#222">'
    return f'{head}{style}<rect width="100%" height="100%" fill="#fff"/>{parts}</svg>\n'


def main() -> None:
    DRAWN.write_text(drawn(by_rows(), by_facts(), by_rules(), by_combinations()), encoding="utf-8")
    print(DRAWN.relative_to(Path.cwd()))


if __name__ == "__main__":
    main()
