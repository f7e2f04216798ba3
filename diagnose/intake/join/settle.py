"""Of a figure in conflict, which one counts, once a person has said so; both stay."""

from collections.abc import Mapping
from typing import Any

from diagnose.case import Case, case_of_tree, raw_at
from diagnose.intake.join.merge import Clash


def plain(raw: Any) -> Any:
    """Return the plain value that one side of a clash states; None where it states none, such as a bound."""
    value = raw.get("value") if isinstance(raw, dict) else raw
    return None if isinstance(value, dict | list) else value


def settled(case: Case, clashes: Mapping[str, Clash], counts: Mapping[str, str]) -> Case:
    """Return `case` with one side of clashes counting; `counts` names it by path, ``ours`` or ``theirs``.

    What is no longer in conflict, or states no plain value, stays as it is.

    Raises:
        InputError: the case would not be sound with it.
    """
    changed = False
    for path, side in counts.items():
        clash = clashes.get(path)
        fact = raw_at(case, path)
        value = plain(clash.said[side == "theirs"]) if clash is not None else None
        if value is not None and isinstance(fact, dict) and "disputed" in fact:
            fact["counts"] = value
            changed = True
    return case_of_tree(case.tree) if changed else case
