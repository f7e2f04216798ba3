"""What rules of the engine are made of: comparisons, and conjunctions and alternatives of them."""

from dataclasses import dataclass
from typing import Literal

Operator = Literal[">=", "<=", ">", "<", "holds"]


@dataclass(frozen=True, order=True)
class Atom:
    """One test on one named fact of the engine.

    `kind` is ``lo`` or ``hi`` (a bound of the measure `code`), or that of a derived fact (``met``, ``at_least`` ...),
    which simply ``holds``.
    """

    kind: str
    code: str
    op: Operator = "holds"
    value: float = 0.0


Conjunction = tuple[Atom, ...]


Alternatives = list[Conjunction]
