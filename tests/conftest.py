"""What tests share: the shipped rules, the reference case, and cases made from a few lines."""

import copy
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from diagnose.case.load import case_from, find_case, load_case
from diagnose.case.model import Case
from diagnose.engine.plain import PlainEngine
from diagnose.knowledge.load import load_rules
from diagnose.knowledge.rulebase import Rulebase

# The same examples in every run, so that a change is what makes a test fail; `make test-long` draws new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("long", derandomize=False, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

# Nothing is kept in the folders of whoever runs the tests.
os.environ.setdefault("KONVERGENSI_CACHE", str(Path(__file__).parents[1] / ".pytest_cache" / "kept"))

BLANK: dict[str, Any] = {"region": {"code": "99.99", "name": "Kabupaten Contoh", "kind": "kabupaten"}, "year": 2022}


def merged(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """Lay `change` over `base`, mapping by mapping."""
    result = copy.deepcopy(base)
    for key, value in change.items():
        both = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both else value
    return result


def make_case(*changes: dict[str, Any]) -> Case:
    """A case that says only what `changes` say."""
    data = BLANK
    for change in changes:
        data = merged(data, change)
    return case_from(data)


@pytest.fixture(scope="session")
def rules() -> Rulebase:
    return load_rules()


@pytest.fixture(scope="session")
def lebak() -> Case:
    return load_case("lebak-2022")


@pytest.fixture
def lebak_data() -> dict[str, Any]:
    """The reference case as plain data, to change and load again."""
    data: dict[str, Any] = yaml.safe_load(find_case("lebak-2022").read_text(encoding="utf-8"))
    return data


@pytest.fixture
def changed(lebak_data: dict[str, Any]) -> Callable[..., Case]:
    """The reference case with changes laid over it."""

    def change(*changes: dict[str, Any]) -> Case:
        data = lebak_data
        for one in changes:
            data = merged(data, one)
        return case_from(data)

    return change


@pytest.fixture(autouse=True)
def no_engine_has_stood_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands of one test say nothing of the engine that another test chose."""
    monkeypatch.setattr(PlainEngine, "used", False)
