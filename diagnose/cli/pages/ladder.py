"""The ladder in plain characters: a line an aspect, a cell a level; of one diagnosis, or before and after a change."""

import textwrap
from collections.abc import Sequence

from diagnose.common import WIDTH, words
from diagnose.diagnosis import Change, Diagnosis, Rung, arrow, rungs, span
from diagnose.knowledge import Rulebase

CELL = 9  # columns
NAME = WIDTH - 4 * (CELL + 1)
_INSIDE = CELL - 2
_FILLS = {"below": "#", "here": "#", "gained": "+", "lost": "-", "open": "/", "perhaps": "/", "none": " "}


def ladder(diagnosis: Diagnosis, rules: Rulebase) -> list[str]:
    """Return the ladder of `diagnosis`, with the second reading of an aspect marked where it differs."""
    lines = _heads(rules, diagnosis.lang)
    for dimension in diagnosis.dimensions:
        lines.append(_dimension(dimension.name, span(dimension.level), diagnosis.lang))
        for aspect in (a for a in diagnosis.aspects if a.dimension == dimension.id):
            second = aspect.second_reading
            name = f"{aspect.name}{f' ~{span(second.level)}' if second else ''}"
            lines.append(_line(name, rungs(aspect.level)))
    return lines


def ladder_of_both(dimensions: Sequence[Change], aspects: Sequence[Change], rules: Rulebase, lang: str) -> list[str]:
    """Return the ladder of levels before and after a change: kept, gained (+), lost (-) and open (?) ones."""
    lines = _heads(rules, lang)
    for dimension in dimensions:
        lines.append(_dimension(dimension.name, arrow(dimension), lang))
        for aspect in (a for a in aspects if a.dimension == dimension.id):
            lines.append(_line(aspect.name, rungs(aspect.before, aspect.after)))
    return lines


def _heads(rules: Rulebase, lang: str) -> list[str]:
    names = [textwrap.wrap(level.name.get(lang), CELL) for level in rules.framework.levels]
    lines = [" " * NAME + "".join(f"{i:^{CELL + 1}}" for i in range(1, 5)).rstrip()]
    for row in range(max(len(n) for n in names)):
        cells = (f"{n[row] if row < len(n) else '':^{CELL + 1}}" for n in names)
        lines.append((" " * NAME + "".join(cells)).rstrip())
    return lines


def _dimension(name: str, level: str, lang: str) -> str:
    stands = f"{words(lang)['level']} {level}"
    return f"{name.upper()} {'.' * (WIDTH - 4 - len(name) - len(stands))} {stands}"


def _line(name: str, cells: Sequence[Rung]) -> str:
    return f"{f'  {name}':<{NAME}}" + " ".join(map(_cell, cells))


def _cell(rung: Rung) -> str:
    inside = f" {rung.mark.strip('▲▼ ■')} " if any(c.isdigit() or c == "?" for c in rung.mark) else ""
    return f"[{inside:{_FILLS[rung.kind]}^{_INSIDE}}]"
