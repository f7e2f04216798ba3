"""Coefficients of agreement come to what was published, and to what one works out by hand."""

from itertools import product

import pytest

from diagnose.analysis.agree.coefficients import alpha, kappa
from diagnose.analysis.agree.records import Weights

# Agresti (1990), after Hout, Duncan & Sobel (1987): 91 couples on four ordered answers; rows one reader, columns the
# other. The documentation of R's vcd prints for it: unweighted 0.1293, weighted by distance 0.2374.
COUPLES = [[7, 7, 2, 3], [2, 8, 3, 7], [1, 5, 4, 9], [2, 8, 9, 14]]
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C and D: four observers, twelve units, some
# unread. Printed there: alpha 0.815 for ordinal data.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def pairs(table: list[list[int]]) -> list[tuple[int, int]]:
    return [(i + 1, j + 1) for (i, row), j in product(enumerate(table), range(len(table))) for _ in range(row[j])]


@pytest.mark.parametrize(("weights", "published"), [(Weights.NONE, 0.1293), (Weights.LINEAR, 0.2374)])
def test_kappa_is_that_of_the_published_table(weights: Weights, published: float) -> None:
    found = kappa(pairs(COUPLES), weights)
    assert found == pytest.approx(published, abs=5e-5)


def test_kappa_without_weights_is_that_worked_out_by_hand() -> None:
    # 20 both yes, 15 both no, 5 and 10 apart: observed (20+15)/50 = 0.7; by chance 0.5*0.6 + 0.5*0.4 = 0.5
    found = kappa(pairs([[20, 5], [10, 15]]), Weights.NONE)
    assert found == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_weights_count_a_disagreement_by_how_far_the_levels_lie_apart() -> None:
    # (1,1) (2,4) (3,3): distance 2 in one of three, 2/3; by chance, of the nine pairs of 1,2,3 with 1,4,3 the
    # distances sum to 0+3+2 + 1+2+1 + 2+1+0 = 12, that is 12/9; kappa 1 - (2/3)/(12/9) = 0.5
    read = [(1, 1), (2, 4), (3, 3)]
    assert kappa(read, Weights.LINEAR) == pytest.approx(0.5)
    # squared: observed 4/3; by chance 0+9+4 + 1+4+1 + 4+1+0 = 24, that is 24/9; kappa 0.5
    assert kappa(read, Weights.QUADRATIC) == pytest.approx(0.5)
    assert kappa([(1, 1), (2, 3), (3, 3)]) > kappa([(1, 1), (1, 3), (3, 3)])  # type: ignore[operator]


def test_alpha_of_ordered_levels_is_that_of_the_published_example() -> None:
    assert alpha(OBSERVERS) == pytest.approx(0.815, abs=5e-4)


@pytest.mark.parametrize("read", [[], [(1, 2)], [(2, 2), (2, 2), (2, 2)]])
def test_where_nothing_can_differ_there_is_no_coefficient_and_not_zero(read: list[tuple[int, int]]) -> None:
    assert kappa(read) is None
    assert alpha([[a for a, _ in read], [b for _, b in read]]) is None


def test_what_one_read_alone_counts_for_nothing() -> None:
    assert alpha([[1, 2, 3, None], [1, 2, 3, None]]) == alpha([[1, 2, 3, 4], [1, 2, 3, None]]) == 1
