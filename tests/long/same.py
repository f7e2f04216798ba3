"""The same bytes from every Python, whatever the hash seed, locale, time zone and folder, and on a read-only checkout.

python -m tests.long.same PYTHON [PYTHON ...]               # interpreters that have the program's libraries
python -m tests.long.same PYTHON [PYTHON ...] --only memo   # one command
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from platform import python_version

from tests.long.ledger import ROOT, Run, note, revision

CASES = ("lebak-2022", "fiktif-kuat-2023", "fiktif-kota-2024", "fiktif-tanpa-tpps-2023")
COMMANDS = (
    *(["diagnose", case, "--format", "json"] for case in CASES),
    *(["diagnose", case, "--lengkap", "--lang", lang] for case in CASES[:2] for lang in ("id", "en")),
    ["margins", "fiktif-kota-2024", "--format", "json"],
    ["compare", "lebak-2022", "fiktif-kuat-2023", "--lang", "en"],
    ["why", "lebak-2022", "policy_goals.range"],
    ["rules", "show", "F04"],
    ["diagnose", "lebak-2022", "--receipt", "{folder}/bukti.json"],
    ["memo", "lebak-2022", "--date", "2023-01-02", "-f", "docx", "-f", "pdf", "-f", "html", "-o", "{folder}"],
    ["form", "xlsx", "--case", "fiktif-kota-2024", "-o", "{folder}/isian.xlsx"],
    ["check", "lebak-2022", "--format", "json"],
)  # fmt: skip
MACHINES = (
    {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Jakarta"},
    {"PYTHONHASHSEED": "4242", "LC_ALL": "id_ID.UTF-8", "TZ": "Pacific/Kiritimati", "LANG": "id_ID.UTF-8"},
)


def told(python: str, command: list[str], machine: dict[str, str]) -> str:
    """Return the hash of all that one command prints and writes."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, **machine, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        environment["KONVERGENSI_CACHE"] = ""
        words = [word.replace("{folder}", ".") for word in command]
        done = subprocess.run(
            [python, "-m", "diagnose", *words], cwd=folder, env=environment, capture_output=True, check=False
        )
        found = hashlib.sha256(done.stdout + done.stderr + bytes([done.returncode]))
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file():
                found.update(path.name.encode() + path.read_bytes())
        return f"{done.returncode}:{found.hexdigest()[:16]}"


def main(pythons: list[str], only: str = "") -> int:
    """Run every command (or those that are called `only`) everywhere and note where outputs differ; return how many do.

    What a later run found the same is no longer told to differ (docs/assurance.py).
    """
    commands = [command for command in COMMANDS if only in ("", command[0])]
    begun, at, differ, runs = time.monotonic(), revision(), [], 0
    versions = [
        subprocess.run([p, "-V"], capture_output=True, text=True, check=True).stdout.split()[1] for p in pythons
    ]
    for command in commands:
        found = {told(python, command, machine) for python in pythons for machine in MACHINES}
        runs += len(pythons) * len(MACHINES)
        if len(found) > 1 or not next(iter(found)).startswith("0:"):
            differ.append(f"{' '.join(command[:2])}: {sorted(found)}")
            print(differ[-1], flush=True)
    figures = {"commands": len(commands), "runs": runs, "differ": len(differ)}
    day, seconds = datetime.now(UTC).strftime("%Y-%m-%d"), round(time.monotonic() - begun)
    asked = f"python -m tests.long.same{only and f' --only {only}'} ({', '.join(versions)})"
    note(Run("same", asked, 0, runs, figures, differ, seconds, day, at, python_version()))
    print(f"{runs} runs of {len(commands)} commands on {', '.join(versions)}: {len(differ)} differ")
    return len(differ)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("python", nargs="*", default=[sys.executable])
    parser.add_argument("--only", default="", choices=sorted({command[0] for command in COMMANDS}))
    given = parser.parse_args()
    sys.exit(bool(main(given.python, given.only)))
