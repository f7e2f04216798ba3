"""Vector pictures drawn by hand: shapes and texts that know their boxes, so that nothing is written over anything.

No part of a drawing refers to another (no ids, no patterns by reference): several stand in one page without clashing.
"""

from dataclasses import dataclass
from math import fsum
from xml.sax.saxutils import escape, quoteattr

from diagnose.common import printable

FONTS = "Arial, Liberation Sans, Arimo, DejaVu Sans, sans-serif"
INK, PALE, GREY, PAPER = "#1a1a1a", "#eef0f2", "#767676", "#ffffff"
# Widths in em of DejaVu Sans, the widest of FONTS, so that an estimate errs on the safe side.
_WIDTHS = {"iljI.,:;|!'": 0.35, ' ()[]{}rtf-/\\"': 0.42, "mwMW%@—…": 0.98, "ABCDEFGHKNOPQRSTUVXYZ": 0.74}
_BOLD = 1.13

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Picture:
    """A picture as SVG, with what it is called and what it says, for those who do not see it."""

    svg: str
    title: str
    description: str
    width: int
    height: int


def clean(text: str) -> str:
    """Return `text` on one line, of characters that can be shown."""
    return " ".join(printable(text).split())


def width_of(text: str, size: float, bold: bool = False) -> float:
    """Estimate the width of `text` in pixels."""
    wide = (next((w for chars, w in _WIDTHS.items() if c in chars), 1.0 if ord(c) > 0x2E7F else 0.64) for c in text)
    ems = fsum(wide)  # exactly: Pythons add floats differently
    return ems * size * (_BOLD if bold else 1)


def fitted(text: str, width: float, size: float, bold: bool = False) -> str:
    """Return `text`, cut with an ellipsis where it is wider than `width`."""
    if width_of(text, size, bold) <= width:
        return text
    room, kept = width - width_of("…", size, bold), 0
    while (room := room - width_of(text[kept], size, bold)) >= 0:
        kept += 1
    return f"{text[:kept].rstrip(' ,;')}…"


def wrapped(text: str, width: float, size: float, lines: int = 2, bold: bool = False) -> list[str]:
    """Return `text` on at most `lines` lines, what does not fit cut with an ellipsis."""
    words, found = clean(text).split(" "), [""]
    for at, word in enumerate(words):
        longer = f"{found[-1]} {word}".strip()
        if width_of(longer, size, bold) <= width or not found[-1]:
            found[-1] = longer
        elif len(found) < lines:
            found.append(word)
        else:
            found[-1] = " ".join([found[-1], *words[at:]])
            break
    return [fitted(line, width, size, bold) for line in found]


class Drawing:
    """An SVG in the making; `texts` are the boxes of what is written so far."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.parts: list[str] = []
        self.texts: list[Box] = []

    def text(
        self, x: float, y: float, words: str, size: float, anchor: str = "start", bold: bool = False, fill: str = INK
    ) -> None:
        """Write `words` with their baseline at `y`."""
        words = clean(words)
        wide = width_of(words, size, bold)
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        self.texts.append((left, y - size * 0.8, left + wide, y + size * 0.22))
        weight = ' font-weight="bold"' if bold else ""
        self.parts.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{_n(size)}" text-anchor="{anchor}" fill="{fill}"{weight}>'
            f"{escape(words)}</text>"
        )

    def lines(self, x: float, middle: float, lines: list[str], size: float, anchor: str = "start") -> None:
        """Write `lines` one under the other, centred on the height `middle`."""
        first = middle + size * 0.36 - (len(lines) - 1) * size * 0.6
        for at, line in enumerate(lines):
            self.text(x, first + at * size * 1.2, line, size, anchor)

    def rect(
        self, box: Box, fill: str = PAPER, stroke: str = "none", thick: float = 1, dash: str = "", round_: float = 3
    ) -> None:
        """Draw a box."""
        left, top, right, bottom = box
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<rect x="{_n(left)}" y="{_n(top)}" width="{_n(right - left)}" height="{_n(bottom - top)}" '
            f'rx="{_n(round_)}" fill="{fill}" stroke="{stroke}" stroke-width="{_n(thick)}"{dashed}/>'
        )

    def line(self, ends: Box, stroke: str = INK, thick: float = 1, dash: str = "") -> None:
        """Draw a line from the first two of `ends` to the last two."""
        x1, y1, x2, y2 = map(_n, ends)
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{stroke}" stroke-width="{_n(thick)}"{dashed}/>'
        )

    def path(self, d: str, fill: str = "none", stroke: str = INK, thick: float = 1.5) -> None:
        """Draw a path that the program itself has written."""
        self.parts.append(f'<path d="{d}" fill="{fill}" stroke="{stroke}" stroke-width="{_n(thick)}"/>')

    def hatched(self, box: Box, stroke: str = GREY, step: float = 7) -> None:
        """Draw a box filled with slanting lines, each cut at its edges."""
        left, top, right, bottom = box
        self.rect(box, fill=PAPER, stroke=stroke)
        high, at = bottom - top, left - (bottom - top) + step
        while at < right:
            start, end = max(at, left), min(at + high, right)
            self.line((start, bottom - (start - at), end, bottom - (end - at)), stroke, 0.8)
            at += step

    def picture(self, title: str, description: str, height: float) -> Picture:
        """Return the picture, `height` pixels high."""
        title, description = clean(title), clean(description)
        high = round(height)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {high}" width="{self.width}" '
            f'height="{high}" role="img" aria-label={quoteattr(title)} font-family="{FONTS}">'
            f"<title>{escape(title)}</title><desc>{escape(description)}</desc>{''.join(self.parts)}</svg>"
        )
        return Picture(svg, title, description, self.width, high)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
