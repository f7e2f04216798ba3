"""A memo as PDF through typst: tagged, with title, author, language and the date of the memo, and no other date."""

from collections.abc import Mapping, Sequence

from diagnose.common import words
from diagnose.memo.content import PAPER_CM, Memo
from diagnose.memo.pictures import clean, picture
from diagnose.memo.template import Block, Directive, Heading, Items, Paragraph, Spans, Table, kind
from diagnose.memo.write import head as heads
from diagnose.memo.write.footnotes import Footnotes
from diagnose.memo.write.html import title_of
from diagnose.memo.write.lists import pattern
from diagnose.memo.write.pdf.compiler import EMBEDDED, compiled, face
from diagnose.memo.write.pdf.ladder import ladder
from diagnose.memo.write.pdf.markup import call, several, string, text, together
from diagnose.memo.write.pdf.tables import Widths, table, widths
from diagnose.memo.write.textlines import copies
from diagnose.memo.write.typefaces import equal, faces_of

_SENTENCE = 160  # characters of a paragraph that is too short to stand alone above a signature
_SHORT = 500  # characters of a paragraph up to which it stands on one page with what it announces
_SET = """
#set par(justify: false, leading: 0.62em, spacing: 0.9em)
#set list(indent: 0.4em, spacing: 0.6em)
#set enum(indent: 0.4em, spacing: 0.6em)
#show heading: set block(above: 1.3em, below: 0.7em, sticky: true)
#show heading.where(level: 1): set align(center)
#show heading.where(level: 3): set text(style: "italic")
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
    return compiled(typst_code(blocks, memo, template, notes), dated=memo.letterhead.date is not None)


def typst_code(blocks: Sequence[Block], memo: Memo, template: str, notes: Mapping[str, str] | None = None) -> str:
    """Return the memo of `blocks` as code that typst compiles to pages.

    Raises:
        InputError: a directive asks for what there is not.
    """
    return _Typst(memo, template, Footnotes(notes)).whole(blocks)


class _Typst:
    def __init__(self, memo: Memo, template: str, footnotes: Footnotes) -> None:
        self.memo, self.template, self.footnotes = memo, template, footnotes
        self.w, self.seen = words(memo.lang), set[int]()
        self.widths: Widths = {}

    def whole(self, blocks: Sequence[Block]) -> str:
        self.widths = widths(blocks)
        return f"{self.set_up(blocks)}{_SET}#{self.blocks(blocks)}\n"

    def set_up(self, blocks: Sequence[Block]) -> str:
        own = self.memo.letterhead
        wide, high = PAPER_CM[own.paper]
        m = own.margins
        margin = f"(top: {m.top:g}cm, bottom: {m.bottom:g}cm, left: {m.left:g}cm, right: {m.right:g}cm)"
        faces = faces_of(own.typeface)
        used = face(faces)
        tried = several(map(string, dict.fromkeys((used, *faces, *EMBEDDED))))
        how = "" if used == faces[0] else "_equal" if used == equal(faces[0]) else "_instead"
        told = self.w[f"picture.typeface{how}"].format(used, faces[0])
        before, rest = self.w["picture.page"].split("{0}")
        between, after = rest.split("{1}")
        parts = (string(before), "str(n)", string(between), "str(all)", string(after))
        counted = "let n = counter(page).get().first(); let all = counter(page).final().first()"
        footer = f"context {{{counted}; if all > 1 {{align(center, text(size: 9pt, {' + '.join(parts)}))}}}}"
        day = f"datetime(year: {own.date.year}, month: {own.date.month}, day: {own.date.day})" if own.date else "none"
        title = string(clean(title_of(blocks, self.memo, self.template)))
        author = string(clean(self.memo.office))
        return (
            f"#set document(title: {title}, author: {author}, date: {day}, description: {string(told)})\n"
            f"#set page(width: {wide:g}cm, height: {high:g}cm, margin: {margin}, footer: {footer})\n"
            f"#set text(font: {tried}, size: {own.size:g}pt, lang: {string(self.memo.lang)}, hyphenate: false)\n"
            f"#show heading: set text(size: {own.size:g}pt)\n"
            f"#show heading.where(level: 1): set text(size: {own.size * 1.2:g}pt)\n"
        )

    def blocks(self, blocks: Sequence[Block], depth: int = 0) -> str:
        """Write `blocks`; what announces the next, or comes before the signature, stands on one page with it."""
        found = []
        for at, block in enumerate(blocks):
            if not _stays(block, blocks[at + 1 :]):
                found.append(self.block(block, depth))
            elif isinstance(block, Items) and len(block.items) > 1:
                *most, last = block.items
                rest = None if block.start is None else block.start + len(most)
                found.append(self.block(Items(tuple(most), block.start), depth))
                found.append(_sticky(self.block(Items((last,), rest), depth)))
            else:
                found.append(_sticky(self.block(block, depth)))
        return together(filter(None, found))

    def block(self, block: Block, depth: int = 0) -> str:
        if isinstance(block, Heading):
            return call("heading", self.spans(block.spans), level=str(max(block.level, 1)))
        if isinstance(block, Paragraph):
            return call("par", self.spans(block.spans))
        if isinstance(block, Items):
            if block.start is None:
                return call("list", *(self.item(item, depth) for item in block.items))
            items = [self.item(item, depth + 1) for item in block.items]
            return call("enum", *items, start=str(block.start), numbering=string(pattern(self.template, depth)))
        if isinstance(block, Table):
            return table(block, self.spans, self.widths)
        return self.directive(block)

    def item(self, item: Sequence[Block], depth: int) -> str:
        if len(item) == 1 and isinstance(item[0], Paragraph):
            return self.spans(item[0].spans)
        return self.blocks(item, depth)

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
        lines = call("align", "left", together([*_broken(above), "v(4.2em)", *_broken(below)]))
        return call("align", "right", call("block", lines, above="2em", width="55%", breakable="false"))

    def copies(self) -> str:
        label, listed = copies(self.memo)
        if not listed:
            return ""
        told = together([call("par", text(f"{label}:")), call("enum", *map(text, listed))])
        return call("block", told, width="100%", breakable="false")

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


def _stays(block: Block, after: Sequence[Block]) -> bool:
    """Say whether `block` would be lost without what comes `after` it, or that without it.

    A paragraph announces a list or table; and a signature stands under more than one short sentence.
    """
    if not isinstance(block, Paragraph | Items) and not _signs(block):
        return False
    for follows in after[:2]:
        if _signs(follows):
            return True
        if not 0 < len(_said(follows)) <= _SENTENCE:
            break
    announced = bool(after) and isinstance(after[0], Items | Table | Directive)
    return announced and 0 < len(_said(block)) <= _SHORT


def _signs(block: Block) -> bool:
    return isinstance(block, Directive) and kind(block) in ("signature", "copies")


def _said(block: Block) -> str:
    return "".join(span.text for span in block.spans) if isinstance(block, Paragraph) else ""


def _sticky(code: str) -> str:
    return call("block", code, sticky="true", width="100%") if code else ""


def _broken(lines: Sequence[str]) -> list[str]:
    return [part for at, line in enumerate(lines) for part in (["linebreak()"] if at else []) + [line]]
