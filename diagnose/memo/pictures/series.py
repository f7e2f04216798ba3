"""The picture of a series: each line and area as points of its own shape on a stroke of its own kind."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from diagnose.case import code_names
from diagnose.common import InputError, Place, Problem, nearest, words
from diagnose.memo.content import Figure, Memo, Series
from diagnose.memo.pictures.drawing import INK, PAPER, Box, Drawing, Picture, fitted, width_of, wrapped

_WIDTH, _LEFT, _RIGHT, _TOP, _HIGH = 680, 46, 28, 14, 250
_MOST_LINES = 40  # the legend tells every value, however many years there are
_DASHES = ("", "7 4", "2 3", "10 3 2 3", "5 5", "1 4")
_INKS = ("#1a1a1a", "#9f2a1f", "#1d5c96", "#2b7a4b", "#7a4a9a", "#8a5a14")
_PLACES = [(0, -13), (0, 19), (34, 5), (-34, 5), (34, -11), (-34, -11), (34, 20), (-34, 20), (0, -28), (0, 34)]


@dataclass(frozen=True)
class _Line:
    name: str
    figures: tuple[Figure, ...]
    order: int


def series(memo: Memo, name: str) -> Picture | None:
    """Return the figures of the series `name` by line, area and year, with its targets; None where none is known.

    Raises:
        InputError: no series of that name is declared.
    """
    if name not in memo.series:
        given = {"given": f"series {name}", "near": nearest(name, memo.series)}
        raise InputError([Problem(Place("series"), "picture_unknown", given)])
    found = memo.series[name]
    if not found.figures:
        return None
    w, drawing = words(memo.lang), Drawing(_WIDTH)
    lines, targets = _lines(found, memo), _targets(found, memo)
    plot = _Plot(drawing, [*found.figures, *found.targets])
    plot.axes()
    for figure, name in targets:
        plot.target(figure, name)
    for one in lines:
        plot.line(one)
    plot.values([f for one in lines for f in one.figures])
    y = _TOP + _HIGH + 38.0
    told = []
    for one in lines:
        values = " · ".join(f"{f.year}: {_value(f)}" for f in one.figures)
        told.append(f"{one.name} {values}")
        drawing.line((6, y, 54, y), _ink(one), 2, _DASHES[one.order % len(_DASHES)])
        _marker(drawing, one.order, 30, y)
        y = _legend(drawing, f"{one.name}: {values}", y)
    for figure, name in targets:
        drawing.line((6, y, 54, y), INK, 1.5, "12 6")
        told.append(f"{name}: {_value(figure)}")
        y = _legend(drawing, f"{name}: {_value(figure)}", y)
    if any(f.disputed for f in (*found.figures, *found.targets)):
        drawing.text(64, y + 4, w["picture.disputed"], 11.5)
        told.append(w["picture.disputed"])
        y += 20
    return drawing.picture(found.title, "; ".join(told), y)


def _legend(drawing: Drawing, text: str, y: float) -> float:
    lines = wrapped(text, _WIDTH - 74, 11.5, _MOST_LINES)
    for at, line in enumerate(lines):
        drawing.text(64, y + 4 + at * 15, line, 11.5)
    return y + len(lines) * 15 + 6


def _lines(series: Series, memo: Memo) -> list[_Line]:
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in series.figures:
        groups.setdefault((figure.line, figure.area), []).append(figure)
    ordered = sorted(groups.items(), key=lambda group: group[0][1] != "region")
    return [
        _Line(_name(line, area, memo), tuple(sorted(found, key=lambda f: f.year)), order)
        for order, ((line, area), found) in enumerate(ordered)
    ]


def _name(line: str, area: str, memo: Memo) -> str:
    return ", ".join(filter(None, (line and _word(line, memo.lang), area and _area(area, memo))))


def _targets(series: Series, memo: Memo) -> list[tuple[Figure, str]]:
    """Return the targets, those of one value and year together, each with its name."""
    groups: dict[tuple[int, float], list[Figure]] = {}
    for figure in series.targets:
        groups.setdefault((figure.year, figure.value), []).append(figure)
    named = []
    for (year, _), found in sorted(groups.items()):
        areas = ", ".join(_area(f.area, memo) for f in found if f.area)
        figure = next((f for f in found if f.disputed), found[0])
        name = series.target.replace("{year}", str(year)) + (f" ({areas})" if areas else "")
        named.append((figure, name[:1].upper() + name[1:]))
    return named


def _area(area: str, memo: Memo) -> str:
    return memo.region if area == "region" else _word(area, memo.lang)


def _word(code: str, lang: str) -> str:
    known = code_names().get(code)
    return known.get(lang) if known else code


def _value(figure: Figure) -> str:
    return f"{figure.text.text}{'*' if figure.disputed else ''}"


def _ink(line: _Line) -> str:
    return _INKS[line.order % len(_INKS)]


class _Plot:
    def __init__(self, drawing: Drawing, figures: Sequence[Figure]) -> None:
        self.drawing = drawing
        self.first = min(f.year for f in figures)
        self.last = max(max(f.year for f in figures), self.first + 1)
        self.step = next(s for s in (1, 2, 5, 10, 20) if max(f.value for f in figures) / s <= 6)
        self.most = self.step * max(1, math.ceil(max(f.value for f in figures) / self.step + 0.3))
        self.taken: list[Box] = []

    def x(self, year: float) -> float:
        inner = _WIDTH - _LEFT - _RIGHT - 60
        return _LEFT + 30 + (year - self.first) / (self.last - self.first) * inner

    def y(self, value: float) -> float:
        return _TOP + _HIGH - value / self.most * _HIGH

    def axes(self) -> None:
        right = _WIDTH - _RIGHT
        for value in range(0, self.most + 1, self.step):
            y = self.y(value)
            self.drawing.line((_LEFT, y, right, y), INK if value == 0 else "#d8dbde", 1)
            self.drawing.text(_LEFT - 8, y + 4, str(value), 11, "end")
        skip = math.ceil((self.last - self.first + 1) / 12)
        for year in range(self.first, self.last + 1, skip):
            self.drawing.line((self.x(year), self.y(0), self.x(year), self.y(0) + 5), INK)
            self.drawing.text(self.x(year), self.y(0) + 19, str(year), 11, "middle")

    def target(self, figure: Figure, name: str) -> None:
        y = self.y(figure.value)
        told = fitted(f"{name}: {_value(figure)}", _WIDTH - _LEFT - _RIGHT, 11)  # the legend tells all of it
        wide = width_of(told, 11)
        self.drawing.line((_LEFT, y, _WIDTH - _RIGHT, y), INK, 1.5, "12 6")
        self.taken.append((_LEFT, y - 1, _WIDTH - _RIGHT, y + 1))
        for top in (y - 5, y + 14):
            box = (_WIDTH - _RIGHT - wide, top - 9, _WIDTH - _RIGHT, top + 3)
            if not any(_meet(box, other) for other in self.drawing.texts):
                self.drawing.text(_WIDTH - _RIGHT, top, told, 11, "end")
                return

    def line(self, line: _Line) -> None:
        points = [(self.x(f.year), self.y(f.value)) for f in line.figures]
        for (x1, y1), (x2, y2) in pairwise(points):
            self.drawing.line((x1, y1, x2, y2), _ink(line), 2, _DASHES[line.order % len(_DASHES)])
            steps = range(0, 21)
            self.taken += [_around(x1 + (x2 - x1) * s / 20, y1 + (y2 - y1) * s / 20, 1) for s in steps]
        for x, y in points:
            _marker(self.drawing, line.order, x, y)
            self.taken.append(_around(x, y, 6))

    def values(self, figures: Sequence[Figure]) -> None:
        """Write each value where nothing stands yet; where there is no room it stands in the legend alone."""
        for figure in figures:
            value = _value(figure)
            half = width_of(value, 11.5, True) / 2
            for dx, dy in _PLACES:
                x, base = self.x(figure.year) + (dx and math.copysign(half + 10, dx)), self.y(figure.value) + dy
                box = (x - half - 1, base - 10, x + half + 1, base + 3)
                inside = box[0] >= _LEFT and box[2] <= _WIDTH and box[1] >= 0 and box[3] < self.y(0)
                if inside and not any(_meet(box, other) for other in (*self.taken, *self.drawing.texts)):
                    self.drawing.text(x, base, value, 11.5, "middle", bold=True)
                    break


def _around(x: float, y: float, by: float) -> Box:
    return (x - by, y - by, x + by, y + by)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _marker(drawing: Drawing, order: int, x: float, y: float) -> None:
    """Draw the marker of a series: circle, square, triangle, diamond; full in the first four, then empty."""
    fill = _INKS[order % len(_INKS)] if order < 4 else PAPER
    ink = _INKS[order % len(_INKS)]
    kind = order % 4
    if kind < 2:
        drawing.rect(_around(x, y, 5), fill, ink, 1.5, round_=0 if kind else 5)
    elif kind == 2:
        drawing.path(f"M{x:.1f},{y - 6:.1f} L{x + 6:.1f},{y + 5:.1f} L{x - 6:.1f},{y + 5:.1f} Z", fill, ink)
    else:
        corners = f"L{x + 6.5:.1f},{y:.1f} L{x:.1f},{y + 6.5:.1f} L{x - 6.5:.1f},{y:.1f} Z"
        drawing.path(f"M{x:.1f},{y - 6.5:.1f} {corners}", fill, ink)
