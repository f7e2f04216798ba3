"""From facts to measures, and from measures to what is proven; two evaluators that must agree."""

from diagnose.inference.infer import Inference, digest, infer, infer_levels, measure_all
from diagnose.inference.intervals import NO, YES, Seen, bounds
from diagnose.inference.measures import Measured, measure

__all__ = [
    "NO",
    "YES",
    "Inference",
    "Measured",
    "Seen",
    "bounds",
    "digest",
    "infer",
    "infer_levels",
    "measure",
    "measure_all",
]
