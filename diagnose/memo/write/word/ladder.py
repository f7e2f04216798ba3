"""The ladder as a native Word table: a row a dimension and a row an aspect, a column a level."""

from dataclasses import dataclass
from math import floor
from typing import Any

from diagnose.common import words
from diagnose.diagnosis import Rung, palette
from diagnose.memo.content import Memo, ladder, legend, title
from diagnose.memo.pictures import width_of
from diagnose.memo.write.word.tables import cell, frame, keep, paragraph, row
from diagnose.memo.write.word.xml import W, el, run

_PADDING = 60  # twips on either side of a cell
_LEAST = 0.14  # of the width, for the column of a level


def ladder_table(memo: Memo, width: int, size: float, style: str, note: str) -> list[Any]:
    """Return the ladder of `memo`, `width` twips wide in letters of `size` points, and the key to it."""
    w, colours = words(memo.lang), palette()
    scale, level = _fitted(memo, width, size)
    name = width - 4 * level
    # Letters are made smaller only where the style's would break a word.
    make = _Cells(style, floor(size * scale * 2) / 2 if scale < 1 else 0)
    names = [f"{number}\n{said}" for number, said in enumerate(memo.level_names, 1)]
    head = [make.words(name, w["ladder.aspect"], shade=colours.head, bold=True)]
    head += [make.words(level, said, shade=colours.head, bold=True, centred=True) for said in names]
    rows = [row(head, head=True)]
    for line in ladder(memo):
        if line.cells:
            rows.append(row([make.words(name, line.name), *(make.rung(level, rung) for rung in line.cells)]))
        else:
            told = f"{w['level']} {line.level}"
            heading = make.words(name, line.name, shade=colours.band, bold=True)
            at = make.words(4 * level, told, shade=colours.band, bold=True, span=4, centred=True)
            rows.append(row([heading, at]))
    key = paragraph(note, [run(f"{w['ladder.key']}: {legend(memo)}.")])
    return [frame((name, level, level, level, level), rows, title(memo), _PADDING), key]


def _fitted(memo: Memo, width: int, size: float) -> tuple[float, int]:
    """Return by what to scale letters and how wide the column of a level is, so that no word breaks in any typeface."""

    def longest(*texts: str) -> float:
        return max(width_of(part, size, bold=True) for text in texts for part in text.split()) * 20 + 2 * _PADDING

    level = longest(*memo.level_names)
    name = longest(*(d.name for d in memo.dimensions), *(a.name for a in memo.aspects))
    scale = min(1.0, width / (name + 4 * level))
    room = (width - name * scale) / 4
    return scale, int(max(level * scale, min(width * _LEAST, room)))


@dataclass(frozen=True)
class _Cells:
    """Cells in one `style`, in letters of `size` points (0: those of the style)."""

    style: str
    size: float

    def words(
        self, width: int, text: str, shade: str = "", bold: bool = False, span: int = 1, centred: bool = False
    ) -> Any:
        return cell(width, self._line(run(text, bold, size=self.size) if text else None, centred), shade, span)

    def rung(self, width: int, rung: Rung) -> Any:
        """Return the cell of one level: each kind differs in shade, border or pattern, and in its mark."""
        colours, of = palette(), palette().levels[rung.level - 1]
        filled = rung.kind in ("below", "here")
        ink = of.ink if filled else {"lost": colours.lost, "open": colours.ink}.get(rung.kind, colours.gained)
        mark = run(rung.mark, rung.kind != "below", size=self.size, ink=ink) if rung.mark else None
        made = cell(width, self._line(mark, centred=True), of.fill if filled else "")
        edges = {"here": ("single", 18, colours.ink), "lost": ("dotted", 12, colours.lost)}
        dashed = ("dashed", 12, colours.gained)
        edge = dashed if rung.kind in ("gained", "perhaps") else edges.get(rung.kind)
        if edge:
            line = {"val": edge[0], "sz": edge[1], "space": 0, "color": edge[2].removeprefix("#")}
            borders = el("tcBorders", *(el(side, **line) for side in ("top", "left", "bottom", "right")))
            made.tcPr.find(f"{{{W}}}tcW").addnext(borders)  # before the shade, as the schema has them
        if rung.kind == "open":
            made.tcPr.append(el("shd", val="thinDiagStripe", color=colours.hatch.removeprefix("#"), fill="FFFFFF"))
        made.tcPr.append(el("vAlign", val="center"))
        return made

    def _line(self, content: Any, centred: bool) -> Any:
        made = paragraph(self.style, [] if content is None else [content])
        keep(made)
        if centred:
            made.pPr.append(el("jc", val="center"))
        return made
