"""A folder of rules edited so that practice changes from 2023 on, and comparisons of years under it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from typer.testing import CliRunner, Result

from diagnose import Diagnosed
from diagnose.analysis.compare.years import YearPair, YearsCompared, compare_years
from diagnose.case.model import Case
from diagnose.cli import app
from diagnose.knowledge.rulebase import Rulebase


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["compare", *args])


@dataclass
class Edited:
    """A copy of the rules, and a way to edit it."""

    root: Path

    def edit(self, file: str, kind: str, change: Callable[[list[dict[str, Any]]], None]) -> None:
        path = self.root / file
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(data[kind])
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def block(blocks: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(b for b in blocks if b["id"] == name)


def only(found: YearsCompared) -> YearPair:
    (pair,) = found.pairs
    return pair


def years(cases: Sequence[Case], rules: Sequence[Rulebase]) -> YearsCompared:
    return compare_years(list(map(Diagnosed, cases, rules)))
