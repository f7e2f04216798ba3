"""What a solution of a plan stands for."""

from itertools import combinations

from diagnose.analysis.plan.solve import Solution


def expanded(solution: Solution) -> set[frozenset[str]]:
    """Every set of moves that a solution stands for."""
    found: set[frozenset[str]] = {frozenset()}
    for choice in solution.choices:
        found = {done | set(some) for done in found for some in combinations(choice.moves, choice.n)}
    return found
