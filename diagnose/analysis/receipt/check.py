"""Check a receipt again: that its conclusions follow from its measures, and what has changed since it was made.

Stands by itself: it shares no code with what concludes, and needs nothing but Python's own library.
"""

import hashlib
import json
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LEVELS = (1, 2, 3, 4)
_OPERATORS: Mapping[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
_BOUNDS = {"lo": 0, "hi": 1}
Conclusion = tuple[str, str]


@dataclass(frozen=True)
class Fault:
    """What does not hold in a receipt: `key` names the sentence, `what` fills it."""

    key: str
    what: str = ""


@dataclass(frozen=True)
class FileState:
    """A file that a receipt rests on: `state` is ``same``, ``changed`` or ``missing``."""

    file: str
    state: str


def digest(content: Mapping[str, Any]) -> str:
    """Return the hash of a receipt, the field `hash` left out."""
    rest = {name: value for name, value in content.items() if name != "hash"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def check(content: Mapping[str, Any]) -> list[Fault]:
    """Return everything that does not hold in a receipt; nothing where every conclusion is proven anew."""
    try:
        return list(_faults(content))
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        return [Fault("receipt.malformed", str(error))]


def _faults(content: Mapping[str, Any]) -> Iterator[Fault]:
    if digest(content) != content["hash"]:
        yield Fault("receipt.altered")
    proven = _proven(content["measures"], content["firings"])
    for firing in content["firings"]:
        if _conclusion(firing) not in proven:
            yield Fault("receipt.unproven", f"{firing['rule']}: {' '.join(_conclusion(firing))}")
    for kind, code in sorted(proven):
        if kind == "met" and ("unmet", code) in proven:
            yield Fault("receipt.both", code)
    for subject, told in content["levels"].items():
        if list(_level(subject, proven)) != told:
            yield Fault("receipt.level", f"{subject}: {told}, {list(_level(subject, proven))}")


def _proven(measures: Mapping[str, Any], firings: list[Mapping[str, Any]]) -> set[Conclusion]:
    """Return the conclusions that follow, whatever order the firings stand in."""
    proven: set[Conclusion] = set()
    waiting = list(firings)
    while True:
        holding = [f for f in waiting if all(_holds(p, measures, proven) for p in f["premises"]) and f["premises"]]
        if not holding:
            return proven
        proven |= {_conclusion(firing) for firing in holding}
        waiting = [firing for firing in waiting if firing not in holding]


def _holds(premise: Mapping[str, Any], measures: Mapping[str, Any], proven: set[Conclusion]) -> bool:
    kind, code = premise["kind"], premise["code"]
    if kind not in _BOUNDS:
        return (kind, code) in proven
    bound = measures[code]["bounds"][_BOUNDS[kind]]
    return bound is not None and _OPERATORS[premise["op"]](float(bound), float(premise["value"]))


def _conclusion(firing: Mapping[str, Any]) -> Conclusion:
    kind, code = firing["conclusion"]
    return kind, code


def _level(subject: str, proven: set[Conclusion]) -> tuple[int, int]:
    lowest = max([LEVELS[0], *(k for k in LEVELS[1:] if ("at_least", f"{subject}:{k}") in proven)])
    highest = min([LEVELS[-1], *(k - 1 for k in LEVELS[1:] if ("below", f"{subject}:{k}") in proven)])
    return lowest, highest


def changes(content: Mapping[str, Any], found: Callable[[str], Path | None]) -> list[FileState]:
    """Return for each file that a receipt rests on whether it is the same; `found` tells where one is now."""
    states = []
    for file, was in content["files"].items():
        path = found(file)
        if path is None or not path.is_file():
            states.append(FileState(file, "missing"))
        else:
            now = hashlib.sha256(path.read_bytes()).hexdigest()
            states.append(FileState(file, "same" if now == was else "changed"))
    return states
