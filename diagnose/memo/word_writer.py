"""The blocks of a memo as WordprocessingML, for a document of ours or for the place that a user's own one leaves."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from diagnose.memo.blocks import Block, Directive, Heading, Items, Paragraph, Spans, Table
from diagnose.memo.head import BLANK, fields, letterhead, signature
from diagnose.memo.records import Memo
from diagnose.memo.word_ladder import ladder
from diagnose.memo.word_lists import number_of
from diagnose.memo.word_notes import Notes
from diagnose.memo.word_picture import drawing
from diagnose.memo.word_styles import DEEPEST
from diagnose.memo.word_tables import keep, paragraph, table
from diagnose.memo.word_xml import el, run
from diagnose.problems import InputError, Place, Problem
from diagnose.wording import words

_SHORT = 100  # characters of an item that stays with what follows in it
_LEADING = (Table, Items)  # what a paragraph before it stays with


class Writer:
    """Writes blocks for `document`; `width` is that of the text in twips, `styles` the ids of our styles there."""

    def __init__(
        self,
        document: Any,
        memo: Memo,
        template: str,
        width: int,
        notes: Mapping[str, str] | None = None,
        styles: Mapping[str, str] | None = None,
    ) -> None:
        self.document, self.memo, self.template, self.width = document, memo, template, width
        self.notes = Notes(notes or {})
        self.styles = styles or {}
        self.directives: Mapping[str, Callable[[tuple[str, ...]], list[Any]]] = {
            "kop": lambda _: self.letterhead(),
            "kepala": lambda _: self.head(),
            "tangga": lambda _: self.ladder(),
            "gambar": self.picture,
            "ttd": lambda _: self.signature(),
            "tembusan": lambda _: self.copies(),
            "halaman": lambda _: [el("p", el("r", el("br", type="page")))],
            "rule": lambda _: [self.line("Normal", border="single")],
        }

    def write(self, blocks: Sequence[Block]) -> list[Any]:
        """Return the elements of `blocks`, each table set off from what follows it."""
        found: list[Any] = []
        for number, block in enumerate(blocks):
            made = self.block(block, 0)
            after = blocks[number + 1] if number + 1 < len(blocks) else None
            if isinstance(block, Paragraph) and _leads(block, after):
                keep(made[-1])
            found += made
            if made and made[-1].tag.endswith("}tbl"):
                found.append(self.gap())
        return found

    def block(self, block: Block, depth: int) -> list[Any]:
        """Return the elements of `block`; `depth` is that of the list it stands in, 0 outside of lists."""
        if isinstance(block, Heading):
            style = "Title" if block.level == 1 else f"Heading{min(block.level - 1, 3)}"
            return [paragraph(self.style(style), self.runs(block.spans))]
        if isinstance(block, Paragraph):
            style = f"ListContinue{_suffix(depth)}" if depth else "Normal"
            return [paragraph(self.style(style), self.runs(block.spans))]
        if isinstance(block, Items):
            return self.items(block, depth)
        if isinstance(block, Table):
            size = self.memo.letterhead.size - 2
            return [table(block, self.width, size, lambda spans: self.runs(spans), self.style("TableText"))]
        write = self.directives.get(block.name)
        if write is None:
            raise InputError([Problem(Place(self.template), "directive_unknown", {"given": block.name})])
        return write(block.arguments)

    def items(self, items: Items, depth: int) -> list[Any]:
        """Return the elements of a list, with a numbering of its own."""
        ordered, level = items.start is not None, min(depth, DEEPEST - 1)
        number = number_of(self.document, ordered, level, items.start or 1)
        style = self.style(f"List{'Number' if ordered else 'Bullet'}{_suffix(level + 1)}")
        found: list[Any] = []
        for item in items.items:
            lead, rest = (item[0], item[1:]) if item and isinstance(item[0], Paragraph) else (Paragraph(()), item)
            first = paragraph(style, self.runs(lead.spans))
            first.pPr.append(el("numPr", el("ilvl", val=level), el("numId", val=number)))
            if rest and sum(len(s.text) for s in lead.spans) < _SHORT:
                keep(first)
            found.append(first)
            for block in rest:
                found += self.block(block, level + 1)
        return found

    def runs(self, spans: Spans) -> list[Any]:
        """Return the runs of `spans`, with a note where a statement ends."""
        found: list[Any] = []
        told: set[tuple[str, ...]] = set()
        for span in spans:
            found.append(run(span.text, span.bold, span.italic))
            if span.ids and span.ids not in told:  # one note, though a statement comes in several spans
                told.add(span.ids)
                found += self.notes.mark(span.ids, self.style("FootnoteReference"))
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
        rows = fields(self.memo, self.template)
        longest = max(len(f.label) for f in rows)
        first = min(int(longest * self.memo.letterhead.size * 20 * 0.55 + 150), self.width // 3)
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
        return ladder(self.memo, self.width, self.style("TableText"), self.style("TableNote"))

    def picture(self, arguments: tuple[str, ...]) -> list[Any]:
        """Return a picture in a paragraph of its own; nothing where the case has nothing to show in it."""
        name, *rest = arguments or ("",)
        made = drawing(self.document, name, self.memo, tuple(rest), self.width)
        if made is None:
            return []
        alone = paragraph(self.style("Normal"), [el("r", made)])
        alone.pPr.append(el("jc", val="center"))
        return [alone]

    def signature(self) -> list[Any]:
        """Return the signature block, in the right half of the page and never torn apart."""
        signed, left = signature(self.memo), round(self.width * 0.52)
        lines = [
            *([self.line("Signature", signed.place)] if signed.place else []),
            self.line("Signature", f"{signed.position},"),
            *(self.line("Signature") for _ in range(3)),
            self.line("Signature", signed.name, bold=signed.name != BLANK, underline=signed.name != BLANK),
            *([self.line("Signature", signed.rank)] if signed.rank else []),
            self.line("Signature", f"NIP {signed.nip or BLANK}"),
        ]
        for line in lines:
            line.pPr.append(el("ind", left=left))
        lines[0].pPr.append(el("spacing", before=240, after=0))
        return lines

    def copies(self) -> list[Any]:
        """Return the list of copies, where it stands at the foot."""
        own = self.memo.letterhead
        if own.copies_at != "foot" or not own.copies:
            return []
        label = self.line("TableText", f"{words(self.memo.lang)['memo.copies']}:")
        label.pPr.append(el("spacing", before=240, after=20))
        keep(label)
        number = number_of(self.document, True, 0, 1)
        found = [label]
        for copy in own.copies:
            line = self.line("TableText", copy)
            line.pPr.append(el("numPr", el("ilvl", val=0), el("numId", val=number)))
            found.append(line)
        return found


def _leads(block: Paragraph, after: Block | None) -> bool:
    """Return whether `block` must stay on the page of what comes after it."""
    if isinstance(after, Directive):
        return after.name in ("tangga", "gambar", "ttd")
    return isinstance(after, _LEADING)


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
