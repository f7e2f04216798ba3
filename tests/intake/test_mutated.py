"""Thousands of files with something broken in them: each is read, or refused in a line; none ends in a traceback.

`make test` tries sixty; `make test-long` ten thousand, the same each time.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from diagnose.common import InputError, Problem
from diagnose.intake.decree import propose
from diagnose.intake.join import gather
from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.survey.read import read_answers
from diagnose.intake.tables import Asked
from tests.lib.mutated import mutated

ASKED = Asked("Kabupaten Contoh", 2025)
GIVEN = {"region": {"code": "36.99", "name": "Kabupaten Contoh", "kind": "kabupaten"}, "year": 2025}
EACH = 500 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 3
GROUPS = 20
SECONDS = 60  # the machine may be busy; alone, the slowest takes two


def problems_of(path: Path) -> list[Problem]:
    """Read the file as `import` does, and return all that is told."""
    try:
        (wanted,) = with_kinds([Wanted(path)])
        if wanted.kind == "sk":
            propose(path)
            return []
        intake: Intake = read_answers([path]) if wanted.kind == "answers" else read(wanted, None, None, "id", ASKED)
        gather(None, [intake], given=GIVEN)
        return list(intake.doubts)
    except InputError as error:
        return list(error.problems)


@contextmanager
def limited(path: Path) -> Iterator[None]:
    """Fail where reading takes for ever."""

    def late(_: int, frame: FrameType | None) -> None:
        raise AssertionError(f"{path.name} is still being read in {frame}")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("group", range(GROUPS))
def test_a_broken_file_is_read_or_refused_in_a_line(group: int, tmp_path: Path) -> None:
    for number in range(group * EACH, (group + 1) * EACH):
        path = mutated(number, tmp_path)
        with limited(path):
            told = problems_of(path)
        for problem in told:
            for lang in ("id", "en"):
                line = problem.text(lang)
                assert line.strip(), f"{path.name}: {problem.key}"
                assert "\n" not in line, f"{path.name}: {line}"
                assert "Traceback" not in line
            assert path.stem in str(problem.place) or not str(problem.place), f"{path.name}: {problem.place}"
        for left in tmp_path.iterdir():
            left.unlink()
