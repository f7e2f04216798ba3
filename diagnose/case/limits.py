"""How much one case may hold: enough for the largest regency many times over, and little enough to be worked through.

Checked on the raw file, before anything is built of it.
"""

from collections.abc import Iterator
from typing import Any

from diagnose.common import Path_, Problem, Tree

MOST_ENTRIES = 2_000  # of one list or roster; a regency has some 60 agencies and 500 villages at most
MOST_AGENCIES = 300  # of a list or roster of them: margins look at what each may do
MOST_CLAIMS = 20  # of one dispute
MOST_DISPUTED = 200  # claims of all disputes together: each is diagnosed by itself

_LIMITS = {"disputed": MOST_CLAIMS, **dict.fromkeys(("agencies", "respondents", "answers"), MOST_AGENCIES)}

_Way = tuple[Any, ...]  # empty at the top, else the way to what stands above and the last part: cheaper than a path


def check_limits(tree: Tree) -> Iterator[Problem]:
    """Yield what is too long, each with its place and number."""
    claims = 0
    waiting: list[tuple[_Way, Any]] = [((), tree.data)]
    while waiting:
        way, held = waiting.pop()
        if not isinstance(held, dict | list):
            continue
        last = str(way[1]) if way else ""
        limit = _LIMITS.get(last, MOST_ENTRIES)
        if len(held) > limit:
            yield Problem(tree.place(_path(way), key=True), "too_many_entries", {"given": len(held), "limit": limit})
            continue
        claims += len(held) if last == "disputed" else 0
        parts = held.items() if isinstance(held, dict) else enumerate(held)
        waiting += [((way, part), below) for part, below in parts]
    if claims > MOST_DISPUTED:
        yield Problem(tree.place(()), "too_many_claims", {"given": claims, "limit": MOST_DISPUTED})


def _path(way: _Way) -> Path_:
    return (*_path(way[0]), way[1]) if way else ()
