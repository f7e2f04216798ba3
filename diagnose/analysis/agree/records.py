"""What an account of agreement consists of."""

from enum import StrEnum

from diagnose.diagnosis import Record, RulesRecord

SCHEMA_VERSION = 1
OURS = "konvergensi"


class Weights(StrEnum):
    """How much a disagreement counts: by how far the levels lie apart, by the square of that, or each alike."""

    LINEAR = "linear"
    QUADRATIC = "quadratic"
    NONE = "none"


class Pair(Record):
    """Two readers of the same things: of how many, how many alike, how many at most one level apart, and kappa.

    `kappa` is None where it is not defined: both gave one and the same level to everything, or read nothing in common.
    """

    readers: tuple[str, str]
    units: int
    same: int
    near: int
    kappa: float | None


class AspectAgreement(Record):
    """Agreement on one aspect, or on all of them (`id` None).

    `units` counts what was read; `open` in how many of them the rules leave the level open, which then is left out.
    `alpha` is that of the readers alone (None: not defined, or one reader), `alpha_with_ours` with the rules as one
    more reader.
    """

    id: str | None
    name: str
    units: int
    open: int
    pairs: tuple[Pair, ...]
    alpha: float | None
    alpha_with_ours: float | None


class Agreement(Record):
    """How far readers agree; `left_open` are the case and aspect of each level that the rules leave open."""

    schema_version: int = SCHEMA_VERSION
    lang: str
    rules: RulesRecord
    readers: tuple[str, ...]
    cases: tuple[str, ...]
    weights: Weights
    left_open: tuple[tuple[str, str], ...]
    aspects: tuple[AspectAgreement, ...]
    all: AspectAgreement
