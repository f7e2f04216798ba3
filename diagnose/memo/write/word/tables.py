"""Tables in Word: fixed widths on columns and cells, a head that repeats, rows and small tables that stay whole."""

import re
from collections.abc import Callable, Sequence
from math import ceil, fsum
from typing import Any

from diagnose.diagnosis import palette
from diagnose.memo.pictures import width_of
from diagnose.memo.template import Spans, Table
from diagnose.memo.write.word.xml import W, el

_SMALL = 15  # lines of a table that is kept on one page
_TALL = 10  # lines above which a row may be split: whole, it would leave much of a page blank
_PADDING = 2 * 100  # twips
_EM = 0.56  # mean width of a character
_MARK = 1.2  # width of the mark of a note in em: three small digits
# Word reads the properties of a paragraph only in the order of the schema.
_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr"),
    *("pBdr", "shd", "tabs", "spacing", "ind", "jc", "outlineLvl"),
)


def paragraph(style: str, runs: Sequence[Any]) -> Any:
    """Return a paragraph in `style`."""
    return el("p", el("pPr", el("pStyle", val=style)), *runs)


def keep(made: Any) -> None:
    """Keep the paragraph `made` on the page of the next one."""
    if made.tag == f"{{{W}}}p" and made.pPr.find(f"{{{W}}}keepNext") is None:
        made.pPr.insert(1, el("keepNext"))


def ordered(elements: Sequence[Any]) -> Sequence[Any]:
    """Return `elements` with the properties of every paragraph in the order of the schema."""
    rank = {f"{{{W}}}{name}": number for number, name in enumerate(_ORDER)}
    for element in elements:
        for properties in element.iter(f"{{{W}}}pPr"):
            children = sorted(properties, key=lambda child: rank.get(child.tag, len(rank)))
            for child in children:
                properties.append(child)
    return elements


def cell(width: int, content: Any, shade: str = "", span: int = 1) -> Any:
    """Return a cell."""
    properties = el(
        "tcPr",
        el("tcW", w=width, type="dxa"),
        el("gridSpan", val=span) if span > 1 else None,
        el("shd", val="clear", color="auto", fill=shade.removeprefix("#")) if shade else None,
    )
    return el("tc", properties, content)


def row(cells: Sequence[Any], head: bool = False, split: bool = False) -> Any:
    """Return a row, not split across pages unless `split`; a `head` repeats on every page."""
    return el("tr", el("trPr", None if split else el("cantSplit"), el("tblHeader") if head else None), *cells)


def frame(widths: Sequence[int], rows: Sequence[Any], title: str = "", padding: int = _PADDING // 2) -> Any:
    """Return a table with thin lines; `title` is for those who do not see it, `padding` beside the text of cells."""
    line = {"val": "single", "sz": 4, "space": 0, "color": palette().line.removeprefix("#")}
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    properties = el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        el("tblInd", w=0, type="dxa"),
        el("tblBorders", *(el(side, **line) for side in sides)),
        el("tblLayout", type="fixed"),
        el("tblCellMar", *(el(side, w=padding, type="dxa") for side in ("left", "right"))),
        el("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        el("tblCaption", val=title) if title else None,
    )
    return el("tbl", properties, el("tblGrid", *(el("gridCol", w=width) for width in widths)), *rows)


def table(block: Table, width: int, size: float, runs: Callable[[Spans], list[Any]], style: str) -> Any:
    """Return `block` as a table `width` twips wide, in letters of `size` points."""
    texts = [block.head, *block.rows]
    contents = [[runs(spans) for spans in cells] for cells in texts]
    # There is a run to each span, and more where notes are referred to.
    noted = [[len(c) > len(t) for c, t in zip(*both, strict=True)] for both in zip(contents, texts, strict=True)]
    marks = [_MARK * size * 20 if any(column) else 0 for column in zip(*noted, strict=True)]
    widths = _widths(block, width, size, marks)
    unit = size * 20 * _EM
    lines = [
        max(len(_text(spans)) * unit / (wide - _PADDING) for spans, wide in zip(cells, widths, strict=True))
        for cells in texts
    ]
    tall = [number > 0 and count > _TALL for number, count in enumerate(lines)]
    whole = sum(map(ceil, lines)) <= _SMALL
    made = []
    for number, cells in enumerate(contents):
        written = []
        for at, (content_of, cell_width) in enumerate(zip(cells, widths, strict=True)):
            content = paragraph(style, content_of)
            if block.aligns[at] != "left":
                content.pPr.append(el("jc", val=block.aligns[at]))
            if number < len(block.rows) and (whole or (number == 0 and not tall[1])):
                keep(content)
            if number == 0:
                _embolden(content)
            written.append(cell(cell_width, content, palette().head if number == 0 else ""))
        made.append(row(written, head=number == 0, split=tall[number]))
    return frame(widths, made)


def _embolden(content: Any) -> None:
    for written in content.findall(f"{{{W}}}r"):
        properties = written.get_or_add_rPr()
        if properties.find(f"{{{W}}}b") is None and properties.find(f"{{{W}}}rStyle") is None:
            properties.insert(0, el("b"))


def _widths(block: Table, total: int, size: float, marks: Sequence[float]) -> list[int]:
    """Share out `total`: to each column its longest word with its mark, and the rest by how much there is to read."""
    columns = list(zip(*((_text(c) for c in r) for r in (block.head, *block.rows)), strict=True))
    least = [
        max(width_of(word, size, bold=at == 0) for at, text in enumerate(column) for word in _words(text)) * 20
        for column in columns
    ]
    most = total / max(2, len(columns)) - _PADDING
    least = [min(width + mark, most) + _PADDING for width, mark in zip(least, marks, strict=True)]
    if fsum(least) >= total:
        return _whole([width * total / fsum(least) for width in least], total)
    longest = [max(len(text) for text in column) * size * 20 * _EM + _PADDING for column in columns]
    wish = [max(0.0, long - short) ** 0.7 for long, short in zip(longest, least, strict=True)]
    rest = total - fsum(least)
    share = [w * rest / fsum(wish) if fsum(wish) else rest / len(columns) for w in wish]
    return _whole([short + more for short, more in zip(least, share, strict=True)], total)


def _whole(widths: Sequence[float], total: int) -> list[int]:
    found = [int(width) for width in widths]
    found[-1] += total - sum(found)
    return found


def _words(text: str) -> list[str]:
    """Return what should not be broken in `text`: its words, each with the symbol before it."""
    return re.findall(r"(?:(?<!\S)\S )?\S+", text) or [""]


def _text(spans: Spans) -> str:
    return "".join(span.text for span in spans)
