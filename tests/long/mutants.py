"""Mutants of the program (mutmut): of each, whether a test of its room notices it.

    python -m tests.long.mutants                      # every module in turn, as far as the time goes
    python -m tests.long.mutants engine --minutes 20  # one
    python -m tests.long.mutants --score              # what has been tried so far, and what survived

A module is mutated in ``build/mutants/MODULE`` and tried on the narrow tests that are named here; a run goes on where
the last one stopped.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.long.ledger import ROOT, revision

WORK = ROOT / "build" / "mutants"
SCORES = Path(__file__).with_name("mutants.json")
COPIED = ("diagnose", "tests", "rules", "facts", "templates", "pyproject.toml")
KILLED = {1, 3, -11}
TIMED_OUT = {36, 24, -24, 152, -9}
UNTESTED = {5, 33}
BROKEN = {2, 255}  # the run was broken off, or pytest could not begin: tried again by the next run
LOADED_BEFORE = ("pydantic", "yaml", "jinja2", "typer", "openpyxl", "numpy")  # nothing that pytest rewrites
MODULES: dict[str, tuple[str, ...]] = {  # each with the narrow tests of it
    "engine": ("tests/engine",),
    "inference": ("tests/inference/test_inference.py", "tests/inference/test_trends.py", "tests/case/test_tallies.py",
                  "tests/inference/test_variations.py", "tests/inference/test_bites.py",
                  "tests/inference/test_columns.py::test_they_agree_on_the_shipped_cases"),
    "intake/join": ("tests/intake/join",),
    "case": ("tests/case", "tests/knowledge/test_kinds_of_facts.py"),
    "analysis/receipt": ("tests/analysis/receipt",),
    "analysis/compare": ("tests/analysis/compare",),
    "analysis/whatif": ("tests/analysis/whatif",),
    "analysis/why": ("tests/analysis/why",),
    "analysis/ask": ("tests/analysis/ask",),
    "analysis/plan": ("tests/analysis/plan",),
    "analysis/agree": ("tests/analysis/agree",),
    "analysis/rules": ("tests/analysis/rules",),
}  # fmt: skip


@dataclass(frozen=True)
class Score:
    """What came of the mutants of one module so far."""

    module: str
    mutants: int
    tried: int
    killed: int
    timed_out: int
    untested: int
    survived: list[str]
    day: str
    revision: str


def prepare(module: str, isolation: str) -> Path:
    """Return the folder in which the mutants of `module` are, with the program and its tests as they are now.

    With the `isolation` ``fork`` a mutant is tried in a copy of a process in which the tests have run.
    """
    folder = WORK / module.replace("/", "-")
    (folder / "mutants").mkdir(parents=True, exist_ok=True)  # before Python looks for it
    for name in COPIED:
        source, target = ROOT / name, folder / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=ignored)
        else:
            shutil.copy2(source, target)
    (folder / "before.txt").write_text("\n".join(LOADED_BEFORE))
    settings = {
        "source_paths": ["diagnose"],
        "only_mutate": [f"diagnose/{module}/*"],
        "also_copy": ["rules", "facts", "templates"],
        "pytest_add_cli_args_test_selection": list(MODULES[module]),
        "pytest_add_cli_args": ["-p", "no:cacheprovider"],
        "process_isolation": isolation,
        "forkserver_warmup": "import",
        "preload_modules_file": str(folder / "before.txt"),
        "on_dependency_change": "ignore",
        "use_git_change_detection": False,
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    with (folder / "pyproject.toml").open("a") as file:
        file.write("\n[tool.mutmut]\n" + "\n".join(lines) + "\n")
    return folder


def mutate(module: str, minutes: float) -> None:
    """Try mutants of `module` for so long, one at a time.

    First where the tests have run already, which is quick; what survives there may be hidden by what was worked out
    before, and is tried again in a process in which nothing was.
    """
    begun = time.monotonic()
    for isolation, share in (("fork", 0.75), ("forkserver", 1.0)):
        folder = prepare(module, isolation)
        before = _again(folder, survived=isolation == "forkserver")
        _run(folder, max(60 * minutes * share - (time.monotonic() - begun), 1))
        _as_before(folder, before)


def _again(folder: Path, *, survived: bool) -> set[str]:
    """Note that mutants of which the run was broken off, and those that `survived`, are to be tried again.

    Returns those that had survived.
    """
    before: set[str] = set()
    for meta in (folder / "mutants").rglob("*.meta"):
        held = json.loads(meta.read_text())
        codes, wanted = held["exit_code_by_key"], {*BROKEN, *({0} if survived else ())}
        before |= {name for name, code in codes.items() if code == 0}
        held["exit_code_by_key"] = {name: None if code in wanted else code for name, code in codes.items()}
        meta.write_text(json.dumps(held))
    return before


def _as_before(folder: Path, survived: set[str]) -> None:
    """Note that those of `survived` for which no time was left still do."""
    for meta in (folder / "mutants").rglob("*.meta"):
        held = json.loads(meta.read_text())
        codes = held["exit_code_by_key"]
        held["exit_code_by_key"] = {n: 0 if code is None and n in survived else code for n, code in codes.items()}
        meta.write_text(json.dumps(held))


def _run(folder: Path, seconds: float) -> None:
    environment = {**os.environ, "KONVERGENSI_CACHE": "", "PYTHONPATH": str(folder / "mutants")}
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1"]
    with (folder / "mutmut.log").open("w") as log:
        child = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            child.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 2)
            try:
                child.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, 9)


def score(module: str) -> Score | None:
    """Return what came of the mutants of `module`; None where it was never begun."""
    found: dict[str, int | None] = {}
    for meta in (WORK / module.replace("/", "-") / "mutants").rglob("*.meta"):
        found |= json.loads(meta.read_text())["exit_code_by_key"]
    codes = Counter(code for code in found.values() if code is not None and code not in BROKEN)
    if not codes:
        return None
    return Score(
        module,
        len(found),
        codes.total(),
        sum(codes[code] for code in KILLED),
        sum(codes[code] for code in TIMED_OUT),
        sum(codes[code] for code in UNTESTED),
        sorted(name for name, code in found.items() if code == 0),
        datetime.now(UTC).strftime("%Y-%m-%d"),
        revision(),
    )


def kept() -> dict[str, Score]:
    """Return the scores that are kept, by module."""
    held = json.loads(SCORES.read_text()) if SCORES.exists() else []
    return {one["module"]: Score(**one) for one in held}


def keep() -> None:
    """Write down what came of the mutants so far; of a module begun anew, what more of them were tried for."""
    before = kept()
    new = {module: one for module in MODULES if (one := score(module))}
    scores = before | {m: one for m, one in new.items() if m not in before or one.tried >= before[m].tried}
    SCORES.write_text(json.dumps([asdict(scores[m]) for m in MODULES if m in scores], indent=1) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("module", nargs="*", default=[], help=f"of {', '.join(MODULES)}")
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--score", action="store_true")
    asked = parser.parse_args()
    until = time.monotonic() + 60 * asked.minutes
    for name in [] if asked.score else asked.module or list(MODULES):
        if (left := (until - time.monotonic()) / 60) > 0:
            mutate(name, left)
            keep()
    for name, one in kept().items():
        caught = one.killed + one.timed_out
        print(f"{name}: {one.tried} of {one.mutants} tried, {caught} noticed, {len(one.survived)} survived")
