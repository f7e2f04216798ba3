"""A memo as PDF through typst, which is told everything in one string and may read nothing else."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from diagnose.memo import head as heads
from diagnose.memo.blocks import Block, Directive, Heading, Items, Paragraph, Spans, Table
from diagnose.memo.directives import kind
from diagnose.memo.drawing import clean
from diagnose.memo.footnotes import Footnotes
from diagnose.memo.letterhead import PAPER_CM
from diagnose.memo.page import title_of
from diagnose.memo.page_style import faces_of
from diagnose.memo.pdf_ladder import ladder
from diagnose.memo.pictures import picture
from diagnose.memo.records import Memo
from diagnose.memo.textlines import copies
from diagnose.memo.typst_markup import call, several, string, text, together
from diagnose.wording import words

_SHORT = 500  # characters in a cell up to which a row is kept on one page
_SET = """
#set par(justify: false, leading: 0.62em, spacing: 0.9em)
#set list(indent: 0.4em, spacing: 0.6em)
#set enum(indent: 0.4em, spacing: 0.6em)
#show heading: set block(above: 1.3em, below: 0.7em, sticky: true)
#show heading.where(level: 1): set align(center)
#set table(stroke: 0.5pt + rgb("#767676"), inset: 4.5pt)
#show table: set text(size: 0.88em)
#show table: set par(leading: 0.5em)
#show figure.caption: set text(size: 0.9em, weight: "bold")
#set footnote.entry(gap: 0.4em)
#show footnote.entry: set text(size: 0.8em)
"""


def pdf(blocks: Sequence[Block], memo: Memo, template: str, notes: Mapping[str, str] | None = None) -> bytes:
    """Return the memo of `blocks` as PDF, the same bytes for the same memo; with `notes`, as footnotes.

    Raises:
        InputError: a directive asks for what there is not.
        ImportError: typst is not installed.
    """
    return _compiled(_Typst(memo, template, Footnotes(notes)).whole(blocks))


def _compiled(code: str) -> bytes:
    import typst

    with tempfile.TemporaryDirectory() as empty:
        # An empty root and empty package folders: nothing to read, and nothing asks for a package.
        compiler = typst.Compiler(
            code.encode(), root=empty, font_paths=_fonts(), package_path=empty, package_cache_path=empty
        )
        made, _ = compiler.compile_with_warnings(format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Any:
    """Return the typefaces of this computer; looking for them takes longer than writing a memo."""
    import typst

    return typst.Fonts()


class _Typst:
    def __init__(self, memo: Memo, template: str, footnotes: Footnotes) -> None:
        self.memo, self.template, self.footnotes = memo, template, footnotes
        self.w, self.seen = words(memo.lang), set[int]()

    def whole(self, blocks: Sequence[Block]) -> str:
        body = [self.block(block) for block in blocks]
        return f"{self.set_up(blocks)}{_SET}{''.join(f'#{code}{chr(10)}' for code in body if code)}"

    def set_up(self, blocks: Sequence[Block]) -> str:
        own = self.memo.letterhead
        wide, high = PAPER_CM[own.paper]
        m = own.margins
        margin = f"(top: {m.top:g}cm, bottom: {m.bottom:g}cm, left: {m.left:g}cm, right: {m.right:g}cm)"
        faces = several(string(face) for face in faces_of(own.typeface))
        before, rest = self.w["picture.page"].split("{0}")
        between, after = rest.split("{1}")
        parts = (string(before), "str(n)", string(between), "str(all)", string(after))
        counted = "let n = counter(page).get().first(); let all = counter(page).final().first()"
        footer = f"context {{{counted}; if all > 1 {{align(center, text(size: 9pt, {' + '.join(parts)}))}}}}"
        day = f"datetime(year: {own.date.year}, month: {own.date.month}, day: {own.date.day})" if own.date else "none"
        title = string(clean(title_of(blocks, self.memo, self.template)))
        author = string(clean(self.memo.office))
        return (
            f"#set document(title: {title}, author: {author}, date: {day})\n"
            f"#set page(width: {wide:g}cm, height: {high:g}cm, margin: {margin}, footer: {footer})\n"
            f"#set text(font: {faces}, size: {own.size:g}pt, lang: {string(self.memo.lang)}, hyphenate: false)\n"
            f"#show heading: set text(size: {own.size:g}pt)\n"
            f"#show heading.where(level: 1): set text(size: {own.size * 1.2:g}pt)\n"
        )

    def blocks(self, blocks: Iterable[Block]) -> str:
        return together(filter(None, map(self.block, blocks)))

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return call("heading", self.spans(block.spans), level=str(max(block.level, 1)))
        if isinstance(block, Paragraph):
            return call("par", self.spans(block.spans))
        if isinstance(block, Items):
            items = [self.item(item) for item in block.items]
            if block.start is None:
                return call("list", *items)
            return call("enum", *items, start=str(block.start))
        if isinstance(block, Table):
            return self.table(block)
        return self.directive(block)

    def item(self, item: Sequence[Block]) -> str:
        if item and isinstance(item[0], Paragraph):
            rest = filter(None, map(self.block, item[1:]))
            return together([self.spans(item[0].spans), *rest])
        return self.blocks(item)

    def spans(self, spans: Spans) -> str:
        codes = []
        for span, number in self.footnotes.numbered(spans):
            codes.append(text(span.text, span.bold, span.italic))
            if number:
                codes.append(self.note(number))
        return together(codes) if codes else "[]"

    def note(self, number: int) -> str:
        label = f"<note-{number}>"
        if number in self.seen:
            return f"footnote({label})"
        self.seen.add(number)
        return f"[#footnote({text(dict(self.footnotes.all())[number])}){label}]"

    def table(self, table: Table) -> str:
        columns = [
            ["".join(s.text for s in cell) for cell in column] for column in zip(table.head, *table.rows, strict=False)
        ]
        head = [call("strong", self.spans(cell)) for cell in table.head]
        cells = [cell for row in table.rows for cell in self.row(row)]
        return call(
            "table",
            call("table.header", *head, repeat="true"),
            *cells,
            columns=several(_wide(column) for column in columns),
            align=several(align if align in ("left", "right", "center") else "left" for align in table.aligns),
            fill='(x, y) => if y == 0 {rgb("#eef0f2")}',
        )

    def row(self, row: Sequence[Spans]) -> list[str]:
        """Write a row, kept on one page unless it is long: one cell that may not break would keep all of it."""
        short = max(sum(len(s.text) for s in cell) for cell in row) <= _SHORT
        return [call("table.cell", self.spans(cell), breakable="false" if short else "true") for cell in row]

    def directive(self, block: Directive) -> str:
        asked = kind(block)
        if asked == "picture":
            return self.picture(block.arguments[0], block.arguments[1:])
        if asked == "page":
            return "pagebreak(weak: true)"
        if asked == "rule":
            return "line(length: 100%, stroke: 0.5pt)"
        code: str = getattr(self, asked)()
        return code

    def letterhead(self) -> str:
        government, agency, address = heads.letterhead(self.memo)
        lines = [
            call("text", text(government), size="1.05em"),
            call("text", text(agency, bold=True), size="1.2em"),
            call("text", text(address), size="0.85em") if address else "",
        ]
        stacked = call("stack", *filter(None, lines), dir="ttb", spacing="0.5em")
        rules = "stack(dir: ttb, spacing: 1.5pt, line(length: 100%, stroke: 1.5pt), line(length: 100%, stroke: 0.5pt))"
        return together([call("align", "center", stacked), rules])

    def head(self) -> str:
        cells = []
        for field in heads.fields(self.memo, self.template):
            cells += [text(clean(field.label)), text(":"), text(clean(field.value))]
        grid = call("grid", *cells, columns="(auto, auto, 1fr)", column_gutter="0.5em", row_gutter="0.65em")
        return together([grid, "line(length: 100%, stroke: 0.5pt)"])

    def signature(self) -> str:
        s = heads.signature(self.memo)
        above = [text(clean(line)) for line in (s.place, s.position) if line]
        below = [text(clean(s.name), bold=True)]
        below += [text(clean(line)) for line in (s.rank, f"NIP {s.nip}" if s.nip else "") if line]
        lines = [*_broken(above), "v(4.2em)", *_broken(below)]
        block = call("block", together(lines), width="55%", breakable="false")
        return together(["v(1.2em)", call("align", "right", call("block", call("align", "left", block), width="100%"))])

    def copies(self) -> str:
        label, listed = copies(self.memo)
        if not listed:
            return ""
        return together([call("par", text(f"{label}:")), call("enum", *map(text, listed))])

    def ladder(self) -> str:
        return ladder(self.memo)

    def picture(self, name: str, arguments: tuple[str, ...]) -> str:
        found = picture(name, self.memo, arguments)
        if not found:
            return ""
        # The text of the SVG is a string too: typst reads it as a picture, never as code.
        image = call(
            "image", f"bytes({string(found.svg)})", format='"svg"', width="100%", alt=string(found.description)
        )
        caption = call("text", text(found.title, bold=True), size="0.9em")
        return call("block", together([call("par", caption), image]), breakable="false", width="100%")


def _broken(lines: Sequence[str]) -> list[str]:
    return [part for at, line in enumerate(lines) for part in (["linebreak()"] if at else []) + [line]]


def _wide(column: Sequence[str]) -> str:
    """Return the width of a column: as wide as it is where it is narrow, else by what it holds and its longest word."""
    longest = max(map(len, column))
    if longest <= 12:
        return "auto"
    word = max(len(word) for cell in column for word in cell.split() or [""])
    return f"{max(min(longest, 500) ** 0.5, min(word, 20) / 1.6):.1f}fr"
