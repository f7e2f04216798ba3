"""Cold starts: whole processes, from start to the printed result."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench.cases import REFERENCE
from tests.bench.measure import interleaved, of_children

ROUNDS = 9
KONVERGENSI = str(Path(sys.executable).with_name("konvergensi"))
COMMANDS = {
    f"konvergensi diagnose {REFERENCE}": [KONVERGENSI, "diagnose", REFERENCE],
    "konvergensi --help": [KONVERGENSI, "--help"],
    "python -c 'import typer'": [sys.executable, "-c", "import typer"],
    "python -c pass": [sys.executable, "-c", "pass"],
}


def cold() -> dict[str, float]:
    """Return the median seconds of CPU of each command; the first rounds, which may write bytecode, do not count."""
    # without bytecode every module would be compiled at every start, which no user's installation does
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def run(command: list[str]) -> Callable[[], object]:
        return lambda: subprocess.run(command, env=env, check=True, capture_output=True)

    return interleaved({name: run(command) for name, command in COMMANDS.items()}, ROUNDS, clock=of_children)
