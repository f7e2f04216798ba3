"""How much one case may hold: enough for the largest regency many times over, and little enough to be worked through.

Checked on the raw file, before anything is built of it.
"""

from collections.abc import Iterator
from typing import Any

from diagnose.common import Path_, Problem, Tree

MOST_ENTRIES = 2_000  # of one list or roster; a regency has some 60 agencies and 500 villages at most
MOST_CLAIMS = 20  # of one dispute
MOST_DISPUTED = 200  # claims of all disputes together: each is diagnosed by itself


def check_limits(tree: Tree) -> Iterator[Problem]:
    """Yield what is too long, each with its place and number."""
    claims = 0
    waiting: list[tuple[Path_, Any]] = [((), tree.data)]
    while waiting:
        loc, held = waiting.pop()
        if not isinstance(held, dict | list):
            continue
        limit = MOST_CLAIMS if loc[-1:] == ("disputed",) else MOST_ENTRIES
        if len(held) > limit:
            yield Problem(tree.place(loc, key=True), "too_many_entries", {"given": len(held), "limit": limit})
            continue
        if loc[-1:] == ("disputed",):
            claims += len(held)
        waiting += [
            ((*loc, part), below) for part, below in (held.items() if isinstance(held, dict) else enumerate(held))
        ]
    if claims > MOST_DISPUTED:
        yield Problem(tree.place(()), "too_many_claims", {"given": claims, "limit": MOST_DISPUTED})
