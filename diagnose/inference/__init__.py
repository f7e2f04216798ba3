"""From facts to measures, and from measures to what is proven; two evaluators that must agree."""

from diagnose.inference.again import changes, looks_at, measure_again
from diagnose.inference.infer import (
    Inference,
    digest,
    infer,
    infer_levels,
    infer_rule,
    measure_all,
    measure_for,
)
from diagnose.inference.intervals import NO, YES, Seen, bounds, how_many
from diagnose.inference.measures import Measured, measure
from diagnose.inference.variations import Bounds, Variations

__all__ = [
    "NO",
    "YES",
    "Bounds",
    "Inference",
    "Measured",
    "Seen",
    "Variations",
    "bounds",
    "changes",
    "digest",
    "how_many",
    "infer",
    "infer_levels",
    "infer_rule",
    "looks_at",
    "measure",
    "measure_again",
    "measure_all",
    "measure_for",
]
