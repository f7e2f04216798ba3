"""The blocks of a memo as WordprocessingML, for a document of ours or for the place that a user's own one leaves."""

from collections.abc import Mapping, Sequence
from typing import Any

from diagnose.memo.content import Memo
from diagnose.memo.pictures import width_of
from diagnose.memo.template import About, Block, Heading, Items, Paragraph, Spans, Table, kind
from diagnose.memo.write.head import BLANK, fields, letterhead, signature
from diagnose.memo.write.keeping import keeps, length
from diagnose.memo.write.lists import pattern
from diagnose.memo.write.textlines import copies
from diagnose.memo.write.word.ladder import ladder_table
from diagnose.memo.write.word.lists import number_of
from diagnose.memo.write.word.notes import Notes
from diagnose.memo.write.word.picture import drawing
from diagnose.memo.write.word.styles import DEEPEST
from diagnose.memo.write.word.tables import keep, paragraph, table
from diagnose.memo.write.word.xml import el, run

_SHORT = 100  # characters of an item that stays with what follows in it


class Writer:
    """Writes blocks for `document`; `width` is that of the text in twips, `styles` the ids of our styles there."""

    def __init__(
        self,
        document: Any,
        memo: Memo,
        about: About,
        width: int,
        notes: Mapping[str, str] | None = None,
        styles: Mapping[str, str] | None = None,
    ) -> None:
        self.document, self.memo, self.about, self.width = document, memo, about, width
        self.small = max(8.0, memo.letterhead.size - 2)  # letters in tables
        self.notes = Notes(notes)
        self.styles = styles or {}

    def write(self, blocks: Sequence[Block]) -> list[Any]:
        """Return the elements of `blocks`, each table set off from what follows it."""
        found: list[Any] = []
        for number, block in enumerate(blocks):
            made = self.block(block)
            if made and keeps(block, blocks[number + 1 :]):
                keep(made[-1])
            found += made
            if made and made[-1].tag.endswith("}tbl"):
                found.append(self.gap())
        return found

    def block(self, block: Block, depth: int = 0, counted: int = 0) -> list[Any]:
        """Return the elements of `block`, which stands in `depth` lists, `counted` of them numbered."""
        if isinstance(block, Heading):
            style = "Title" if block.level == 1 else f"Heading{min(block.level - 1, 3)}"
            return [paragraph(self.style(style), self.runs(block.spans))]
        if isinstance(block, Paragraph):
            style = f"ListContinue{_suffix(depth)}" if depth else "Normal"
            return [paragraph(self.style(style), self.runs(block.spans))]
        if isinstance(block, Items):
            return self.items(block, depth, counted)
        if isinstance(block, Table):
            return [table(block, self.width, self.small, self.runs, self.style("TableText"))]
        asked = kind(block)
        if asked == "picture":
            return self.picture(block.arguments[0], block.arguments[1:])
        made: list[Any] = getattr(self, asked)()
        return made

    def items(self, items: Items, depth: int, counted: int) -> list[Any]:
        """Return the elements of a list, with a numbering of its own."""
        numbered, level = items.start is not None, min(depth, DEEPEST - 1)
        # Levels around this one are never used: the lists there have numberings of their own.
        steps = [max(0, counted + at - level) for at in range(DEEPEST)]
        patterns = [pattern(self.about.lists, step) if numbered else "•" for step in steps]
        number = number_of(self.document, patterns, level, items.start)
        style = self.style(f"List{'Number' if numbered else 'Bullet'}{_suffix(level + 1)}")
        found: list[Any] = []
        for item in items.items:
            lead, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
            first = paragraph(style, self.runs(lead.spans))
            first.pPr.append(el("numPr", el("ilvl", val=level), el("numId", val=number)))
            if rest and length(lead) < _SHORT:
                keep(first)
            found.append(first)
            for block in rest:
                found += self.block(block, level + 1, counted + numbered)
        return found

    def runs(self, spans: Spans) -> list[Any]:
        """Return the runs of `spans`, with a note where a statement ends."""
        found: list[Any] = []
        for span, mark in self.notes.numbered(spans, self.style("FootnoteReference")):
            found += [run(span.text, span.bold, span.italic), *mark]
        return found

    def style(self, ours: str) -> str:
        """Return the id in this document of the style that is `ours`."""
        return self.styles.get(ours, ours)

    def line(self, style: str, text: str = "", border: str = "", bold: bool = False, underline: bool = False) -> Any:
        """Return a paragraph of one run, with a rule below it where `border` names one."""
        made = paragraph(self.style(style), [run(text, bold, underline=underline)] if text else [])
        if border:
            below = {"val": border, "sz": 24 if border.startswith("th") else 6, "space": 4, "color": "auto"}
            made.pPr.append(el("pBdr", el("bottom", **below)))
        return made

    def gap(self) -> Any:
        """Return a thin empty paragraph: tables that follow each other would else become one."""
        made = paragraph(self.style("TableText"), [])
        made.pPr.append(el("spacing", before=0, after=60, line=80, lineRule="exact"))
        return made

    def letterhead(self) -> list[Any]:
        """Return the letterhead: three centred lines, and a double rule below them."""
        government, agency, address = letterhead(self.memo)
        lines = [("LetterheadName", government), ("LetterheadName", agency), ("LetterheadAddress", address)]
        written = [(style, text) for style, text in lines if text]
        last = len(written) - 1
        return [
            self.line(style, text, "thinThickSmallGap" if at == last else "")
            for at, (style, text) in enumerate(written)
        ]

    def head(self) -> list[Any]:
        """Return the head of the memo: label, colon and value in columns, with a rule below."""
        rows = fields(self.memo, self.about)
        longest = max(width_of(f.label, self.memo.letterhead.size) for f in rows)
        first = min(int(longest * 20 + 80), self.width // 3)
        second = 220
        widths = (first, second, self.width - first - second)
        style, last = self.style("MemoHead"), len(rows) - 1
        made = el("tbl", _bare(widths), el("tblGrid", *(el("gridCol", w=w) for w in widths)))
        for at, row in enumerate(rows):
            cells = []
            for width, text in zip(widths, (row.label, ":", row.value), strict=True):
                below = el("tcBorders", el("bottom", val="single", sz=6, space=0, color="auto")) if at == last else None
                written = paragraph(style, [run(text)])
                cells.append(el("tc", el("tcPr", el("tcW", w=width, type="dxa"), below), written))
            made.append(el("tr", el("trPr", el("cantSplit")), *cells))
        return [made]

    def ladder(self) -> list[Any]:
        """Return the ladder as a table, with its key."""
        return ladder_table(self.memo, self.width, self.small, self.style("TableText"), self.style("TableNote"))

    def picture(self, name: str, arguments: tuple[str, ...]) -> list[Any]:
        """Return a picture below its title; nothing where the case has nothing to show in it."""
        found = drawing(self.document, name, self.memo, arguments, self.width)
        if found is None:
            return []
        title, made = found
        alone = paragraph(self.style("Normal"), [el("r", made)])
        alone.pPr.append(el("jc", val="center"))
        return [paragraph(self.style("Caption"), [run(title)]), alone]

    def page(self) -> list[Any]:
        """Return what begins a new page."""
        return [el("p", el("r", el("br", type="page")))]

    def rule(self) -> list[Any]:
        """Return a line across the page."""
        return [self.line("Normal", border="single")]

    def signature(self) -> list[Any]:
        """Return the signature block, in the right half of the page and never torn apart."""
        signed, left = signature(self.memo), round(self.width * 0.52)
        lines = [
            *([self.line("Signature", signed.place)] if signed.place else []),
            self.line("Signature", f"{signed.position},"),
            *(self.line("Signature") for _ in range(3)),
            self.line("Signature", signed.name, bold=signed.name != BLANK, underline=signed.name != BLANK),
            *([self.line("Signature", signed.rank)] if signed.rank else []),
            self.line("Signature", signed.nip),
        ]
        for line in lines:
            line.pPr.append(el("ind", left=left))
        lines[0].pPr.append(el("spacing", before=240, after=0))
        return lines

    def copies(self) -> list[Any]:
        """Return the list of copies, where it stands at the foot."""
        label, listed = copies(self.memo)
        if not listed:
            return []
        heading = self.line("TableText", f"{label}:")
        heading.pPr.append(el("spacing", before=240, after=20))
        keep(heading)
        number = number_of(self.document, ["1."] * DEEPEST, 0, 1)
        found = [heading]
        for copy in listed:
            line = self.line("TableText", copy)
            line.pPr.append(el("numPr", el("ilvl", val=0), el("numId", val=number)))
            found.append(line)
        return found


def _suffix(depth: int) -> str:
    return "" if depth == 1 else str(min(depth, DEEPEST))


def _bare(widths: Sequence[int]) -> Any:
    """Return the properties of a table without lines."""
    edge = {"top": (0, 0), "left": (0, 60), "bottom": (40, 0), "right": (0, 60)}
    margins = [el(side, w=max(pair), type="dxa") for side, pair in edge.items()]
    return el(
        "tblPr",
        el("tblW", w=sum(widths), type="dxa"),
        el("tblInd", w=0, type="dxa"),
        el("tblLayout", type="fixed"),
        el("tblCellMar", *margins),
    )
