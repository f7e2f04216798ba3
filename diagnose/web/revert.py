"""Take one change back from data that was changed again since: what it made goes, what came after it stays."""

from typing import Any

from diagnose.case import Node, Register, raw_key

_KEPT = ("documents", "agencies")  # what others may cite by now
_NONE = object()


class ChangedAgainError(Exception):
    """What the change made was changed since; the message is where."""


def reverted(node: Node, register: Register, now: Any, before: Any, after: Any, at: str = "") -> Any:
    """Return `now` without what led from `before` to `after`.

    Raises:
        ChangedAgainError: some of it was changed again since.
    """
    if before == after:
        return now
    if now == after:
        return before
    three = [_opened(one, node) for one in (now, before, after)]
    kind = next((type(one) for one in three if one is not _NONE), None)
    if kind in (dict, list):  # what was not there before had nothing in it
        now_, before_, after_ = (kind() if one is _NONE else one for one in three)
        done: Any = None
        if all(isinstance(one, dict) for one in (now_, before_, after_)):
            done = _fields(node, register, now_, before_, after_, at)
        elif all(isinstance(one, list) for one in (now_, before_, after_)):
            if node.kind == "list" and node.entry is not None:
                done = _rows(node.entry, register, now_, before_, after_, at)
            else:
                done = _items(now_, before_, after_)
        if done is not None:
            return done if done or before is not _NONE else _NONE
    raise ChangedAgainError(at)


def _opened(raw: Any, node: Node) -> Any:
    """Return a list of agencies that is written as a bare list of names as the mapping that it stands for."""
    return dict.fromkeys(raw, "yes") if node.kind == "roster" and isinstance(raw, list) else raw


def _fields(node: Node, register: Register, now: Any, before: Any, after: Any, at: str) -> dict[str, Any]:
    children = node.children if node.entry is None else {}
    done: dict[str, Any] = {}
    for name in dict.fromkeys((*now, *before)):
        inner = children.get(name) or node.entry or node
        was = [one.get(name, _NONE) for one in (now, before, after)]
        if not at and name in _KEPT:
            was[1] = was[2]
        kept = reverted(inner, register, was[0], was[1], was[2], f"{at}.{name}".strip("."))
        if kept is not _NONE:
            done[name] = kept
    return done


def _rows(entry: Node, register: Register, now: Any, before: Any, after: Any, at: str) -> list[Any]:
    """Revert a list row by row; rows are told apart by their key."""
    rows = [{raw_key(entry, row, register): row for row in one} for one in (now, before, after)]
    done = []
    for key in dict.fromkeys((*rows[0], *rows[1])):
        was = [one.get(key, _NONE) for one in rows]
        kept = reverted(entry, register, was[0], was[1], was[2], f"{at}[{key}]")
        if kept is not _NONE:
            done.append(kept)
    return done


def _items(now: list[Any], before: list[Any], after: list[Any]) -> list[Any]:
    """Revert a plain list: what was put in goes out, what was taken out comes back."""
    kept = [item for item in now if item in before or item not in after]
    return kept + [item for item in before if item not in after and item not in kept]
