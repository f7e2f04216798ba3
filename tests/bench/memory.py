"""What a long-lived process keeps: run as a process of its own, so that nothing else has grown it."""

import json
import os
import subprocess
import sys
from pathlib import Path

FIRST, MORE = 200, 5_000


def resident() -> float:
    """Return the megabytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def in_own_process() -> dict[str, float]:
    """Return the megabytes `before` and `after` the many diagnoses."""
    done = subprocess.run([sys.executable, "-m", __name__], check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def main() -> None:
    from diagnose import diagnose, load_rules
    from tests.bench.cases import cases_without_a_section

    rules, cases = load_rules(), list(cases_without_a_section())

    def repeat(times: int) -> float:
        for i in range(times):
            diagnose(cases[i % len(cases)], rules)
        return resident()

    print(json.dumps({"before": repeat(FIRST), "after": repeat(MORE)}))


if __name__ == "__main__":
    main()
