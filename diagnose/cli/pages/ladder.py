"""The ladder in plain characters: a line an aspect, a cell a level; of one diagnosis, or before and after a change."""

from collections.abc import Sequence

from diagnose.common import WIDTH
from diagnose.diagnosis import Change, Diagnosis, Rung, arrow, rungs, span
from diagnose.knowledge import Rulebase

_CELL, _GAP = 7, 2  # columns of a level and between two
_NAME = WIDTH - 4 * _CELL - 3 * _GAP - 13  # what is left for the names, the level and the margin
_LEVEL, _ARROW = 7, 11  # columns of "1-4", and of "1-3 -> 2-4"
_FILLS = {"below": "=", "here": "=", "gained": "+", "lost": "-", "open": "/", "perhaps": "/", "none": " "}


def ladder(diagnosis: Diagnosis, rules: Rulebase) -> list[str]:
    """Return the ladder of `diagnosis`; of an open level every cell of its range is hatched alike."""
    lines = [_heads(rules, diagnosis.lang, _LEVEL)]
    for dimension in diagnosis.dimensions:
        lines.append(_dimension(dimension.name, span(dimension.level)))
        for aspect in (a for a in diagnosis.aspects if a.dimension == dimension.id):
            lines.append(_aspect(aspect.name, span(aspect.level), _LEVEL, rungs(aspect.level)))
    return lines


def ladder_of_both(dimensions: Sequence[Change], aspects: Sequence[Change], rules: Rulebase, lang: str) -> list[str]:
    """Return the ladder of levels before and after a change: kept, gained (+), lost (-) and open (?) ones."""
    lines = [_heads(rules, lang, _ARROW)]
    for dimension in dimensions:
        lines.append(_dimension(dimension.name, arrow(dimension)))
        for aspect in (a for a in aspects if a.dimension == dimension.id):
            lines.append(_aspect(aspect.name, arrow(aspect), _ARROW, rungs(aspect.before, aspect.after)))
    return lines


def _heads(rules: Rulebase, lang: str, wide: int) -> str:
    names = [level.name.get(lang) for level in rules.framework.levels]
    ends = {0: f"1 {names[0]}", 3: f"4 {names[-1]}"}
    heads = [f"{ends.get(i, str(i + 1)):^{_CELL + _GAP}}" for i in range(4)]
    return " " * (_NAME + wide) + "".join(heads).rstrip()


def _dimension(name: str, level: str) -> str:
    return f"{name.upper()[:_NAME]:<{_NAME}} {level}"


def _aspect(name: str, level: str, wide: int, cells: Sequence[Rung]) -> str:
    return f"{f'  {name}'[:_NAME]:<{_NAME}} {level:<{wide}}" + (" " * _GAP).join(map(_cell, cells))


def _cell(rung: Rung) -> str:
    inside = "?" if "?" in rung.mark else "".join(c for c in rung.mark if c.isdigit())
    return f"[{inside:{_FILLS[rung.kind]}^{_CELL - 2}}]"
