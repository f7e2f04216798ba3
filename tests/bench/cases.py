"""The facts that are measured: the reference case, and variations of it that end elsewhere."""

import math
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import yaml

from diagnose.case.load import case_from, find_case
from diagnose.case.model import Case
from diagnose.inference.infer import engine_facts
from diagnose.inference.measures import Measured
from tests.bench.peers import Facts

REFERENCE = "lebak-2022"


def variations(measured: dict[str, Measured]) -> dict[str, Facts]:
    """The bounds of `measured`, and of the same measures widened and narrowed."""

    def changed(change: Callable[[int, Measured], Measured]) -> Facts:
        return engine_facts({code: change(i, m) for i, (code, m) in enumerate(measured.items())})

    chance = random.Random(2022)

    def at(m: Measured, value: float) -> Measured:
        return replace(m, low=value, high=value)

    def unknown(m: Measured) -> Measured:
        return replace(m, low=-math.inf, high=math.inf)

    return {
        REFERENCE: engine_facts(measured),
        "all unknown": changed(lambda i, m: unknown(m)),
        "every third unknown": changed(lambda i, m: m if i % 3 else unknown(m)),
        "open ends at their worst": changed(lambda i, m: at(m, m.low if math.isfinite(m.low) else 0.0)),
        "open ends at their best": changed(lambda i, m: at(m, m.high if math.isfinite(m.high) else 3.0)),
        "all at the top": changed(lambda i, m: at(m, 3.0)),
        "drawn by lot": changed(lambda i, m: at(m, float(chance.choice((0, 0.5, 1, 2, 3, 90))))),
    }


def reference_data() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(find_case(REFERENCE).read_text(encoding="utf-8"))
    return data


def cases_without_a_section() -> Iterator[Case]:
    """The reference case, then the same with one section left out, for each section."""
    data = reference_data()
    yield case_from(data)
    for section in data:
        if section not in ("schema_version", "region", "year", "documents", "agencies", "source", "fictional"):
            yield case_from({key: value for key, value in data.items() if key != section})
