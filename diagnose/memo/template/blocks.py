"""The blocks of a memo: what a template's Markdown comes to, before it is written in any format.

Templates are Markdown without HTML, with tables, and with directives: a line ``::: name`` asks for a block that is more
than text (the letterhead, the head of a note, the ladder, a picture, the signature), whose data the memo holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from diagnose.memo.content import pieces

_DIRECTIVE = "::: "


@dataclass(frozen=True)
class Span:
    """A piece of text; `ids` is what it rests on, empty for the template's own words."""

    text: str
    bold: bool = False
    italic: bool = False
    ids: tuple[str, ...] = ()


Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title of the document."""

    level: int
    spans: Spans


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    spans: Spans


@dataclass(frozen=True)
class Items:
    """A list; each item is blocks of its own. `start` numbers an ordered one, None is a list of points."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None


@dataclass(frozen=True)
class Table:
    """A table: the cells of its head and of each row; `aligns` is left, right or center for each column."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    aligns: tuple[str, ...]


@dataclass(frozen=True)
class Directive:
    """A block asked for by name, with its arguments: ``::: picture series``."""

    name: str
    arguments: tuple[str, ...] = ()


Block = Heading | Paragraph | Items | Table | Directive


def parse(markdown: str) -> tuple[Block, ...]:
    """Return the blocks of a rendered template."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    parser.disable(["html_block", "html_inline", "autolink", "entity", "link", "image", "code", "fence", "backticks"])
    return tuple(_Reader(parser.parse(markdown)).blocks())


class _Reader:
    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens, self.at = tokens, 0

    def blocks(self, until: str = "") -> list[Block]:
        found: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == until:
                return found
            if token.type == "heading_open":
                found.append(Heading(int(token.tag[1:]), self.inline()))
                self.at += 1
            elif token.type == "paragraph_open":
                asked = self.tokens[self.at].content.startswith(_DIRECTIVE)  # a value never does: it is escaped
                found += _paragraphs(self.inline(), asked)
                self.at += 1
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                found.append(self.items(token))
            elif token.type == "table_open":
                found.append(self.table())
            elif token.type == "hr":
                found.append(Directive("rule"))
        return found

    def items(self, opened: Token) -> Items:
        closing = opened.type.replace("_open", "_close")
        start = int(opened.attrs.get("start", 1)) if opened.type.startswith("ordered") else None
        items: list[tuple[Block, ...]] = []
        while self.tokens[self.at].type != closing:
            self.at += 1  # list_item_open
            items.append(tuple(self.blocks("list_item_close")))
        self.at += 1
        return Items(tuple(items), start)

    def table(self) -> Table:
        rows: list[tuple[Spans, ...]] = []
        aligns: list[str] = []
        cells: list[Spans] = []
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type in ("th_open", "td_open"):
                if not rows:
                    style = str(token.attrs.get("style", ""))
                    aligns.append(style.partition("text-align:")[2] or "left")
                cells.append(self.inline())
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        self.at += 1
        return Table(rows[0], tuple(rows[1:]), tuple(aligns))

    def inline(self) -> Spans:
        token = self.tokens[self.at]
        self.at += 1
        return _spans(token.children or [])


def _spans(children: Sequence[Token]) -> Spans:
    """Return the spans of inline tokens; a statement may run over several of them."""
    text, styles = "", [(0, False, False)]
    bold = italic = False
    for child in children:
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.type in ("em_open", "em_close"):
            italic = child.type == "em_open"
        else:
            text += "\n" if child.type == "hardbreak" else " " if child.type == "softbreak" else child.content
            continue
        styles.append((len(text), bold, italic))
    ends = [start for start, _, _ in styles[1:]] + [len(text)]
    found = []
    for (start, is_bold, is_italic), end in zip(styles, ends, strict=True):
        found += [Span(t, is_bold, is_italic, ids) for t, ids in pieces(text[start:end])]
    return tuple(span for span in found if span.text)


def _paragraphs(spans: Spans, asked: bool) -> list[Block]:
    """Return a paragraph, or the directive that it is."""
    text = "".join(s.text for s in spans).strip()
    if asked and text.startswith(_DIRECTIVE):
        name, *arguments = text.removeprefix(_DIRECTIVE).split()
        return [Directive(name, tuple(arguments))]
    return [Paragraph(spans)] if text else []


def texts(block: Block) -> list[Span]:
    """Return every span of `block`, in order."""
    if isinstance(block, Heading | Paragraph):
        return list(block.spans)
    if isinstance(block, Items):
        return [span for item in block.items for part in item for span in texts(part)]
    if isinstance(block, Table):
        return [span for row in (block.head, *block.rows) for cell in row for span in cell]
    return []


def as_data(block: Block) -> Any:
    """Return `block` as plain data, for tests and for those who want the memo as JSON."""
    if isinstance(block, Heading | Paragraph):
        kind = {"heading": block.level} if isinstance(block, Heading) else {}
        return {**kind, "text": "".join(s.text for s in block.spans)}
    if isinstance(block, Items):
        return {"items": [[as_data(part) for part in item] for item in block.items], "start": block.start}
    if isinstance(block, Table):
        rows = [["".join(s.text for s in cell) for cell in row] for row in (block.head, *block.rows)]
        return {"table": rows}
    return {"directive": [block.name, *block.arguments]}
