"""The levels of many cases as a picture that reads in grey: a bar an aspect, its parts from low to high."""

from dataclasses import dataclass

import jinja2

from diagnose.common import per_pack, template_folders, words
from diagnose.diagnosis import span
from diagnose.portfolio.records import YearSummary

WIDTH, NAME, ROW = 900, 300, 30
_LEAST_LABELLED = 26  # pixels that a label needs
# of each level: what fills its part of a bar, and what is written on it; apart in grey, and on paper
SHADES = {1: ("#f4f4f4", "#1a1a1a"), 2: ("#c8c8c8", "#1a1a1a"), 3: ("#8f8f8f", "#000000"), 4: ("#3a3a3a", "#ffffff")}


@dataclass(frozen=True)
class Part:
    """A part of a bar: where it begins, how wide it is, its level in words, and whether that is open."""

    left: float
    width: float
    level: str
    open: bool
    lowest: int
    cases: int

    @property
    def labelled(self) -> bool:
        """Whether its level and number fit into it."""
        return self.width >= _LEAST_LABELLED


@dataclass(frozen=True)
class Bar:
    """The bar of one aspect, or of a dimension."""

    name: str
    dimension: bool
    top: int
    parts: tuple[Part, ...]


def bars(year: YearSummary) -> tuple[Bar, ...]:
    """Return the bars of `year`, one below the other."""
    scale = (WIDTH - NAME - 20) / max(year.cases, 1)
    found = []
    for number, aspect in enumerate(year.aspects):
        left = float(NAME)
        parts = []
        for count in aspect.levels:
            width = count.cases * scale
            level = count.level
            parts.append(Part(left, width, span(level), level.lowest != level.highest, level.lowest, count.cases))
            left += width
        found.append(Bar(aspect.name, aspect.dimension is None, 50 + number * ROW, tuple(parts)))
    return tuple(found)


def picture(year: YearSummary, lang: str) -> str:
    """Return the picture of `year` as SVG: levels by grey and number, what is open in a dashed frame."""
    drawn = bars(year)
    return _template().render(
        bars=drawn,
        w=words(lang),
        year=year,
        width=WIDTH,
        height=50 + len(drawn) * ROW + 40,
        row=ROW,
        shades=SHADES,
    )


@per_pack
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(template_folders())
    environment = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, autoescape=True)
    return environment.get_template("portfolio.svg.jinja")
