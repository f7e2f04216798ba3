"""A memo as plain text, for mail (wrapped) and for messages (each paragraph on one line, as telephones wrap)."""

import textwrap
from collections.abc import Iterable, Mapping, Sequence

from diagnose.common import printable, table, words
from diagnose.memo.content import Memo, ladder, legend
from diagnose.memo.pictures import clean
from diagnose.memo.template import About, Block, Directive, Filled, Heading, Items, Paragraph, Spans, Table, kind
from diagnose.memo.write import head as heads
from diagnose.memo.write.footnotes import Footnotes
from diagnose.memo.write.lists import label
from diagnose.memo.write.textlines import copies, described, signature, signs

_WIDTH, _LEAST = 80, 9  # columns of a page, and the fewest that a column of a table reads well in


def plain(filled: Filled, memo: Memo, notes: Mapping[str, str] | None = None) -> str:
    """Return the memo `filled` as text; with `notes`, a number behind each statement and the notes at the end.

    Raises:
        InputError: a directive asks for what there is not.
    """
    return _Plain(memo, filled.about, Footnotes(notes)).whole(filled.blocks)


class _Plain:
    def __init__(self, memo: Memo, about: About, footnotes: Footnotes) -> None:
        self.memo, self.about, self.footnotes = memo, about, footnotes
        self.message = about.message

    def whole(self, blocks: Sequence[Block]) -> str:
        text = self.blocks(blocks)
        notes = [self.wrap(note, f"[{n}] ") for n, note in self.footnotes.all()]
        if notes:
            text += "\n\n" + "\n".join([words(self.memo.lang)["picture.notes"], "", *notes])
        return printable(text.strip("\n")) + "\n"

    def blocks(self, blocks: Iterable[Block], between: str = "\n\n") -> str:
        return between.join(filter(None, map(self.block, blocks)))

    def wrap(self, text: str, first: str = "", indent: int = 0) -> str:
        """Write `text` behind `first`; wrapped, later lines stand below the text, not below `first`."""
        margin = " " * indent
        if self.message:
            return "\n".join(f"{margin if at else margin + first}{line}" for at, line in enumerate(_split(text)))
        return "\n".join(
            textwrap.fill(
                line,
                _WIDTH,
                initial_indent=margin + (first if not at else " " * len(first)),
                subsequent_indent=margin + " " * len(first),
                break_on_hyphens=False,
            )
            for at, line in enumerate(_split(text))
        )

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            text = self.text(block.spans)
            if self.message:
                return text
            if block.level == 1:
                return "\n".join(line.center(_WIDTH).rstrip() for line in textwrap.wrap(text.upper(), _WIDTH))
            return f"{self.wrap(text)}\n{('=' if block.level == 2 else '-') * min(len(text), _WIDTH)}"
        if isinstance(block, Paragraph):
            return self.wrap(self.text(block.spans))
        if isinstance(block, Items):
            return self.items(block)
        if isinstance(block, Table):
            return self.table(block)
        return self.directive(block)

    def items(self, block: Items, indent: int = 0, depth: int = 0) -> str:
        lines, inner = [], depth if block.start is None else depth + 1
        for number, item in enumerate(block.items, block.start or 0):
            first = "- " if block.start is None else f"{label(self.about.lists, depth, number)} "
            for at, part in enumerate(item):
                lead = " " * len(first) if at else first
                if isinstance(part, Paragraph):
                    lines.append(self.wrap(self.text(part.spans), lead, indent))
                elif isinstance(part, Items):
                    lines.append(self.items(part, indent + len(first), inner))
                else:
                    lines.append(textwrap.indent(self.block(part), " " * (indent + len(first))))
        return "\n".join(lines)

    def text(self, spans: Spans) -> str:
        pairs = self.footnotes.numbered(spans)
        return "".join(f"{span.text} [{n}]" if n else span.text for span, n in pairs)

    def table(self, block: Table) -> str:
        head = [clean(self.text(cell)) for cell in block.head]
        rows = [[clean(self.text(cell)) for cell in row] for row in block.rows]
        widths = None if self.message else _widths([head, *rows])
        if widths:
            return table(head, rows, widths)
        labelled = [[f"{h}: {c}" if h else c for h, c in zip(head, row, strict=True) if c] for row in rows]
        return "\n".join("\n".join(self.wrap(c, "  " if at else "- ") for at, c in enumerate(row)) for row in labelled)

    def directive(self, block: Directive) -> str:
        asked, memo = kind(block), self.memo
        if asked == "letterhead":
            lines = [clean(line) for line in heads.letterhead(memo) if line]
            if self.message:
                return "\n".join(lines)
            centred = [part.center(_WIDTH).rstrip() for line in lines for part in textwrap.wrap(line, _WIDTH)]
            return "\n".join([*centred, "=" * _WIDTH])
        if asked == "head":
            fields = [(clean(f.label), clean(f.value)) for f in heads.fields(memo, self.about)]
            wide = 0 if self.message else max(len(label) for label, _ in fields)
            return "\n".join(self.wrap(value, f"{label:<{wide}} : ") for label, value in fields)
        if asked == "ladder":
            return self.ladder()
        if asked == "picture":
            return self.wrap(described(memo, block.arguments[0], block.arguments[1:]))
        if asked == "signature":
            margin = "" if self.message else " " * 40
            return "\n".join(self.wrap(line, margin) if line else "" for line in signature(memo))
        if asked == "copies":
            label, listed = copies(memo)
            numbered = [self.wrap(copy, f"{n}. ") for n, copy in enumerate(listed, 1)]
            return "\n".join([f"{label}:", *numbered]) if listed else ""
        return "-" * (3 if self.message else _WIDTH) if asked == "rule" else ""

    def ladder(self) -> str:
        rows, lines = list(ladder(self.memo)), []
        wide = min(max(len(row.name) for row in rows) + 2, 56)
        for row in rows:
            name, cells = clean(row.name), signs(row.cells)
            if self.message:
                lines.append(f"- {name}: {cells} {row.level}" if cells else f"{name}: {row.level}")
            elif cells:
                short = textwrap.shorten(name, wide - 2, placeholder="...")
                lines.append(f"  {short:<{wide}} {cells}  {row.level}")
            else:
                lines.append(self.wrap(f"{name} ({row.level})"))
        return "\n".join([*lines, "", self.wrap(legend(self.memo, reached=True))])


def _split(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")] if text else []


def _widths(rows: Sequence[Sequence[str]]) -> list[int] | None:
    """Return the widths of the columns of a table within the page; None where they would be too narrow to read."""
    columns = list(zip(*rows, strict=True))
    wants = [max(1, *(len(cell) for cell in column)) for column in columns]
    room = _WIDTH - (len(wants) - 1)
    fair = room // len(wants)
    spare = room - sum(want for want in wants if want <= fair)
    large = [want for want in wants if want > fair]
    if not large:
        return wants
    widths = [want if want <= fair else max(fair, 1) for want in wants]
    extra = spare - fair * len(large)
    biggest = max(range(len(wants)), key=lambda at: wants[at])
    widths[biggest] += max(extra, 0)
    words_fit = all(
        max(map(len, " ".join(column).split() or [""])) <= width for column, width in zip(columns, widths, strict=True)
    )
    return (
        widths if min(w for w, want in zip(widths, wants, strict=True) if want > fair) >= _LEAST and words_fit else None
    )
