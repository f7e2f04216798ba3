"""A copy of the shipped rules that a test may edit."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from diagnose.common.content import folder

Edit = Callable[[str, str, str], None]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    shutil.copytree(folder("rules"), tmp_path / "rules")
    return tmp_path / "rules"


@pytest.fixture
def edit(base: Path) -> Edit:
    def change(file: str, old: str, new: str) -> None:
        path = base / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change
