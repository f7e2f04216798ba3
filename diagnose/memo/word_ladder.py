"""The ladder as a native Word table: a row a dimension and a row an aspect, a column a level."""

from typing import Any

from diagnose.memo.records import Aspect, Memo
from diagnose.memo.rungs import Kind, kinds, levels, rungs
from diagnose.memo.word_tables import HEAD, cell, frame, keep, paragraph, row
from diagnose.memo.word_xml import el, run
from diagnose.wording import words

_NAME = 0.44  # of the width
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


def ladder(memo: Memo, width: int, style: str, note: str) -> list[Any]:
    """Return the ladder of `memo`, `width` twips wide, and the key to it."""
    w = words(memo.lang)
    level = int(width * (1 - _NAME) / 4)
    name = width - 4 * level
    names = [f"{number}\n{said}" for number, said in enumerate(memo.level_names, 1)]
    head = [_cell(name, w["picture.aspect"], style, HEAD, bold=True)]
    rows = [row([*head, *(_cell(level, said, style, HEAD, True, centred=True) for said in names)], head=True)]
    for dimension in memo.dimensions:
        told = f"{w['level']} {levels(dimension)}"
        heading = _cell(name, dimension.name, style, "F2F2F2", bold=True)
        rows.append(row([heading, _cell(4 * level, told, style, "F2F2F2", True, span=4, centred=True)]))
        rows += [_aspect(aspect, name, level, style) for aspect in dimension.aspects]
    said = [w[f"picture.{kind}"] for kind in kinds(memo)]
    if any(a.second for a in memo.aspects):
        said.append(w["legend_second"])
    key = paragraph(note, [run(f"{w['picture.legend']}: {'; '.join(said)}.")])
    title = w["picture.ladder"].format(memo.region, memo.year)
    return [frame((name, level, level, level, level), rows, title), key]


def _aspect(aspect: Aspect, name: int, level: int, style: str) -> Any:
    second = f" ~{aspect.second}" if aspect.second else ""
    cells = [_cell(name, f"{aspect.name}{second}", style)]
    for rung in rungs(aspect.stands, aspect.then):
        bold = rung.kind in ("here", "gained")
        cells.append(_cell(level, rung.mark, style, _SHADES[rung.kind], bold, centred=True))
    return row(cells)


def _cell(
    width: int, text: str, style: str, shade: str = "", bold: bool = False, span: int = 1, centred: bool = False
) -> Any:
    content = paragraph(style, [run(text, bold)] if text else [])
    keep(content)
    if centred:
        content.pPr.append(el("jc", val="center"))
    return cell(width, content, shade, span)
