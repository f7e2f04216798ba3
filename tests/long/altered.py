"""Altered inputs: each is read, or refused in a line; no traceback, no hang, nothing lost.

    python -m tests.long.altered cases --minutes 60 --most 100000
    python -m tests.long.altered files --minutes 60 --most 100000

`cases` are case files, concluded, written and read back; `files` are those of offices (tables, answers, decrees).
"""

import argparse
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.intake.test_mutated import limited, problems_of
from tests.lib.altered import altered, outcome
from tests.lib.mutated import mutated
from tests.long.ledger import numbers, run


def case(number: int) -> dict[str, int]:
    """Try the case file of that number."""
    with limited(Path("kasus.yaml")):
        return {outcome(altered(number)): 1}


def file(number: int) -> dict[str, int]:
    """Try the office file of that number; what was given is left as it was."""
    with tempfile.TemporaryDirectory() as folder:
        path = mutated(number, Path(folder))
        before = {p.name: p.read_bytes() for p in path.parent.iterdir()}
        with limited(path):
            told = problems_of(path)
        for problem in told:
            for lang in ("id", "en"):
                line = problem.text(lang)
                assert line.strip(), problem.key
                assert "\n" not in line, line
        assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == before, "a file that was read was changed"
    return {"refused" if told else "read": 1}


def tried(one: Callable[[int], dict[str, int]]) -> Callable[[int], dict[str, int] | str]:
    """Tell what goes wrong in `one` in a line, with where it does."""

    def safe(number: int) -> dict[str, int] | str:
        try:
            return one(number)
        except Exception as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})"[:300]

    return safe


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", choices=["cases", "files"])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="a number from which on to look for untried ones")
    asked = parser.parse_args()
    kind, command = f"altered {asked.kind}", f"python -m tests.long.altered {asked.kind}"
    one = tried({"cases": case, "files": file}[asked.kind])
    tried_of = numbers(kind, asked.minutes, asked.most, asked.first)
    sys.exit(bool(run(kind, command, tried_of, lambda some: [one(number) for number in some])))
