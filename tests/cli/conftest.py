"""What tests of commands share: a folder with the files of the examples, to work in."""

import shutil
from pathlib import Path

import pytest

from diagnose.common import folder


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a copy of every example file."""
    for file in (folder("facts") / "examples").iterdir():
        shutil.copy(file, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path
