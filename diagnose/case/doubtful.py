"""Numbers of a case file that may have been written for others: valid, but told, so that a person looks again."""

import re
from collections.abc import Iterator

from diagnose.case.shape import node_at
from diagnose.common import Problem, Tree

_VALUES = ("value", "at_least", "at_most")
_GROUPED = re.compile(r"\d{1,3}\.\d{3}")
_LEAST_RUPIAH = 1_000  # asumsi sistem: no amount of a programme is less, with a fraction; it is written in millions
_FRACTION = re.compile(r"0?\.\d+")


def doubtful_numbers(tree: Tree) -> tuple[Problem, ...]:
    """Return the numbers in a case file that are likely meant otherwise.

    An amount ``1.500`` is one and a half in YAML and one thousand five hundred in Indonesian; ``2.5`` is
    likely written in millions or more; a percentage ``0.244``
    may be the fraction that 24.4% is. ``24.375`` can only be a percentage.
    """
    return tuple(_doubts(tree))


def _doubts(tree: Tree) -> Iterator[Problem]:
    for loc, raw in tree.raw.items():
        path = loc[:-1] if loc and loc[-1] in _VALUES else loc
        plain = raw.strip()
        if "." not in plain or not plain.replace(".", "").isdigit():
            continue
        names = ".".join("[*]" if isinstance(step, int) else step for step in path).replace(".[*]", "[*]")
        node = node_at(names)
        if node is None or node.kind != "fact":
            continue
        if node.value in ("rupiah", "count") and _GROUPED.fullmatch(plain):
            values = {"given": plain, "one": plain.replace(".", "")}
            yield Problem(tree.place(loc), "doubtful_amount", values)
        elif node.value == "rupiah" and 0 < float(plain) < _LEAST_RUPIAH:
            values = {"given": plain, "one": f"{round(1_000_000 * float(plain))}"}
            yield Problem(tree.place(loc), "doubtful_amount_unit", values)
        elif node.value == "percent" and _FRACTION.fullmatch(plain) and float(plain):
            values = {"given": plain, "one": f"{100 * float(plain):g}"}
            yield Problem(tree.place(loc), "doubtful_percent", values)
