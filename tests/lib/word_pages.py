"""How many pages a Word file comes to: reckoned from its own sizes, with nothing of the machine and no other program.

Letters are as wide as those of the typeface that comes with the program, which is as wide as Arial, and lines as high;
paragraphs keep with the next as the file says.
"""

import io
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn
from PIL import ImageFont

from diagnose.common.content import folder

_LINE = 1.15  # of the size of the letters
_FINE = 100  # points in which a word is measured


def pages(package: bytes) -> int:
    """Return how many pages the body of the Word file `package` comes to."""
    document: Any = docx.Document(io.BytesIO(package))
    section = document.sections[0]
    room = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    width = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    sheet, count, at = _Sheet(document), 1, 0.0
    for group in _groups(document, sheet, width):
        high = sum(group)
        if at + high > room and at:
            count, at = count + 1, 0.0
        at += high
        while at > room:  # a group that is longer than a page goes on over it
            count, at = count + 1, at - room
    return count


def _groups(document: Any, sheet: "_Sheet", width: float) -> list[list[float]]:
    """Return the heights of what stands together: paragraphs with what they keep with, and rows."""
    found: list[list[float]] = [[]]
    for element in document.element.body:
        if element.tag == qn("w:p"):
            parts = [(sheet.height(element, width), sheet.keeps(element))]
        elif element.tag == qn("w:tbl"):
            parts = [sheet.row(row) for row in element.findall(qn("w:tr"))]
        else:
            continue
        for high, keeps in parts:
            found[-1].append(high)
            if not keeps:
                found.append([])
    return [group for group in found if group]


class _Sheet:
    """The styles of one document."""

    def __init__(self, document: Any) -> None:
        self.styles = {s.get(qn("w:styleId")): s for s in document.styles.element.findall(qn("w:style"))}
        self.size = int(document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:sz')}").get(qn("w:val"))) / 2

    def _chain(self, paragraph: Any) -> list[Any]:
        """Return what says how `paragraph` is set, the nearest first."""
        own = paragraph.find(qn("w:pPr"))
        named = own.find(qn("w:pStyle")) if own is not None else None
        chain, key = [paragraph], named.get(qn("w:val")) if named is not None else "Normal"
        while key in self.styles:
            chain.append(self.styles[key])
            based = self.styles[key].find(qn("w:basedOn"))
            key = based.get(qn("w:val")) if based is not None else None
        return chain

    def _value(self, paragraph: Any, tag: str, name: str, otherwise: float) -> float:
        for holder in self._chain(paragraph):
            for properties in holder.findall(qn("w:pPr")):
                element = properties.find(qn(f"w:{tag}"))
                if element is not None and element.get(qn(f"w:{name}")) is not None:
                    return float(element.get(qn(f"w:{name}")))
        return otherwise

    def keeps(self, paragraph: Any) -> bool:
        """Tell whether `paragraph` stays on the page of the next."""
        own = (h.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") for h in self._chain(paragraph))
        return any(e is not None for e in own)

    def _letters(self, paragraph: Any) -> float:
        for holder in self._chain(paragraph)[1:]:
            size = holder.find(f"{qn('w:rPr')}/{qn('w:sz')}")
            if size is not None:
                return int(size.get(qn("w:val"))) / 2
        return self.size

    def height(self, paragraph: Any, width: float) -> float:
        """Return how high `paragraph` is, with the space around it, in a column of `width` points."""
        size = self._letters(paragraph)
        left = self._value(paragraph, "ind", "left", 0) / 20
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None:
            left = 24.0
        line = self._value(paragraph, "spacing", "line", 240)
        exact = self._value_text(paragraph) == "exact"
        each = line / 20 if exact else size * _LINE * line / 240
        space = (self._value(paragraph, "spacing", "before", 0) + self._value(paragraph, "spacing", "after", 0)) / 20
        return self._lines(paragraph, size, width - left) * each + space

    def _value_text(self, paragraph: Any) -> str:
        spacing = paragraph.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
        return "" if spacing is None else spacing.get(qn("w:lineRule")) or ""

    def _lines(self, paragraph: Any, size: float, width: float) -> int:
        text = ""
        runs = [run for run in paragraph.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
        bold = any(run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None for run in runs)
        for part in paragraph.iter(qn("w:t"), qn("w:br")):
            text += "\n" if part.tag == qn("w:br") else part.text or ""
        lines = 0
        for line in text.split("\n"):
            lines, room = lines + 1, width
            for word in line.split():
                wide = _width(word, bold) * size
                if wide > room and room < width:
                    lines, room = lines + 1, width
                room -= wide + _width(" ", bold) * size
        return lines

    def row(self, row: Any) -> tuple[float, bool]:
        """Return how high `row` is, and whether it stays on the page of the next."""
        heights, keeps = [0.0], False
        for cell in row.findall(qn("w:tc")):
            width = int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) / 20 - 6
            inside = cell.findall(qn("w:p"))
            heights.append(sum(self.height(p, width) for p in inside))
            keeps = keeps or any(self.keeps(p) for p in inside)
        return max(heights) + 1, keeps


@cache
def _width(word: str, bold: bool) -> float:
    """Return how wide `word` is in letters of one point."""
    return float(_typeface(bold).getlength(word)) / _FINE


@cache
def _typeface(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        folder("templates") / "fonts" / f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf", _FINE
    )
