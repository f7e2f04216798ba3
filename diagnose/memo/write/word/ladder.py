"""The ladder as a native Word table: a row a dimension and a row an aspect, a column a level."""

from functools import partial
from math import floor
from typing import Any

from diagnose.common import words
from diagnose.memo.content import Kind, Memo, legend, levels, named, rungs
from diagnose.memo.pictures import width_of
from diagnose.memo.write.word.tables import HEAD, frame, keep, paragraph, row
from diagnose.memo.write.word.tables import cell as made_cell
from diagnose.memo.write.word.xml import el, run

_PADDING = 60  # twips on either side of a cell
_LEAST = 0.14  # of the width, for the column of a level
_DIMENSION = "F2F2F2"
# Light enough to read on when printed in black and white, where they still differ; the symbols tell them apart.
_SHADES: dict[Kind, str] = {
    "below": "D9E7E5",
    "here": "A9CCC7",
    "open": "FFF2CC",
    "gained": "E2EFDA",
    "perhaps": "F4F8EF",
    "lost": "F8DCD6",
    "none": "",
}


def ladder(memo: Memo, width: int, size: float, style: str, note: str) -> list[Any]:
    """Return the ladder of `memo`, `width` twips wide in letters of `size` points, and the key to it."""
    w = words(memo.lang)
    scale, level = _fitted(memo, width, size)
    name = width - 4 * level
    # Letters are made smaller only where the style's would break a word.
    cell = partial(_cell, style=style, size=floor(size * scale * 2) / 2 if scale < 1 else 0)
    names = [f"{number}\n{said}" for number, said in enumerate(memo.level_names, 1)]
    head = [cell(name, w["picture.aspect"], shade=HEAD, bold=True)]
    rows = [row([*head, *(cell(level, said, shade=HEAD, bold=True, centred=True) for said in names)], head=True)]
    for dimension in memo.dimensions:
        told = f"{w['level']} {levels(dimension)}"
        heading = cell(name, dimension.name, shade=_DIMENSION, bold=True)
        rows.append(row([heading, cell(4 * level, told, shade=_DIMENSION, bold=True, span=4, centred=True)]))
        for aspect in dimension.aspects:
            marks = [
                cell(level, r.mark, shade=_SHADES[r.kind], bold=r.kind in ("here", "gained"), centred=True)
                for r in rungs(aspect.stands, aspect.then)
            ]
            rows.append(row([cell(name, named(aspect)), *marks]))
    key = paragraph(note, [run(f"{w['picture.legend']}: {legend(memo)}.")])
    title = w["picture.ladder"].format(memo.region, memo.year)
    return [frame((name, level, level, level, level), rows, title, _PADDING), key]


def _fitted(memo: Memo, width: int, size: float) -> tuple[float, int]:
    """Return by what to scale letters and how wide the column of a level is, so that no word breaks in any typeface."""

    def longest(*texts: str) -> float:
        return max(width_of(part, size, bold=True) for text in texts for part in text.split()) * 20 + 2 * _PADDING

    level = longest(*memo.level_names)
    name = longest(*(d.name for d in memo.dimensions), *(a.name for a in memo.aspects))
    scale = min(1.0, width / (name + 4 * level))
    room = (width - name * scale) / 4
    return scale, int(max(level * scale, min(width * _LEAST, room)))


def _cell(
    width: int,
    text: str,
    style: str,
    size: float,
    shade: str = "",
    bold: bool = False,
    span: int = 1,
    centred: bool = False,
) -> Any:
    content = paragraph(style, [run(text, bold, size=size)] if text else [])
    keep(content)
    if centred:
        content.pPr.append(el("jc", val="center"))
    return made_cell(width, content, shade, span)
