"""Coefficients of agreement: Cohen's kappa with weights, and Krippendorff's alpha for ordered levels.

Kappa is worked out in fractions, here; alpha by the library ``krippendorff``, imported only when it is asked for
(``pip install 'konvergensi[agree]'``).
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from diagnose.analysis.agree.records import Weights

_FEWEST = 2  # things read by two; from one nothing can be told


def kappa(pairs: Sequence[tuple[int, int]], weights: Weights = Weights.LINEAR) -> float | None:
    """Return Cohen's kappa of two readers, given the level that each gave to the same things.

    None where it is not defined: both read fewer than two of them, or gave one and the same level to all.
    """
    if len(pairs) < _FEWEST:
        return None
    observed = Fraction(sum(_apart(a, b, weights) for a, b in pairs), len(pairs))
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(n * m * _apart(a, b, weights) for (a, n), (b, m) in product(first.items(), second.items()))
    expected = Fraction(by_chance, len(pairs) ** 2)
    return None if expected == 0 else float(1 - observed / expected)


def _apart(a: int, b: int, weights: Weights) -> int:
    return {Weights.LINEAR: abs(a - b), Weights.QUADRATIC: (a - b) ** 2, Weights.NONE: int(a != b)}[weights]


def alpha(readings: Sequence[Sequence[int | None]]) -> float | None:
    """Return Krippendorff's alpha for ordered levels; a row for each reader, None where that one read nothing.

    None where it is not defined: fewer than two things were read by two, or all gave one and the same level.

    Raises:
        ImportError: the library is not installed.
    """
    import krippendorff
    import numpy as np

    columns = [column for column in zip(*readings, strict=True) if sum(level is not None for level in column) > 1]
    if len(columns) < _FEWEST or len({level for column in columns for level in column if level is not None}) < 2:
        return None
    table = np.array([[np.nan if level is None else level for level in row] for row in zip(*columns, strict=True)])
    return float(krippendorff.alpha(reliability_data=table, level_of_measurement="ordinal"))
