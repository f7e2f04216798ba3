"""A memo as Markdown that any reader takes, every fact escaped; lists have numbers alone, as it knows no letters."""

import re
from collections.abc import Iterable, Mapping, Sequence

from diagnose.common import printable, words
from diagnose.memo.content import Memo, ladder, legend
from diagnose.memo.template import About, Block, Directive, Filled, Heading, Items, Paragraph, Spans, Table, kind
from diagnose.memo.write import head as heads
from diagnose.memo.write.footnotes import Footnotes
from diagnose.memo.write.textlines import copies, described, signature

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~#$^&])")
_AT_START = re.compile(r"^(\s*\d*)(?=[-+=:@]|(?<=\d)[.)])", re.MULTILINE)
_ALIGNS = {"right": "--:", "center": ":-:"}


def markdown(filled: Filled, memo: Memo, notes: Mapping[str, str] | None = None) -> str:
    """Return the memo `filled` as Markdown; with `notes`, a numbered note behind each statement.

    Raises:
        InputError: a directive asks for what there is not.
    """
    return _Markdown(memo, filled.about, Footnotes(notes)).whole(filled.blocks)


class _Markdown:
    def __init__(self, memo: Memo, about: About, footnotes: Footnotes) -> None:
        self.memo, self.about, self.footnotes = memo, about, footnotes
        self.w = words(memo.lang)

    def whole(self, blocks: Sequence[Block]) -> str:
        text = self.blocks(blocks)
        notes = "\n".join(f"{n}. {_start(_text(note))}" for n, note in self.footnotes.all())
        return (f"{text}\n\n## {self.w['picture.notes']}\n\n{notes}" if notes else text).strip() + "\n"

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n\n".join(filter(None, map(self.block, blocks)))

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            return f"{'#' * min(block.level, 6)} {self.spans(block.spans, ' ')}"
        if isinstance(block, Paragraph):
            return _start(self.spans(block.spans))
        if isinstance(block, Items):
            return self.items(block)
        if isinstance(block, Table):
            rows = [[self.spans(cell, " ") for cell in row] for row in (block.head, *block.rows)]
            return _table(rows, [_ALIGNS.get(align, "---") for align in block.aligns])
        return self.directive(block)

    def items(self, block: Items) -> str:
        lines = []
        for number, item in enumerate(block.items, 0 if block.start is None else block.start):
            first = "- " if block.start is None else f"{number}. "
            # A list directly below its sentence keeps the items together; other blocks need the blank line.
            inner = ""
            for part in item:
                gap = "\n" if isinstance(part, Items) else "\n\n"
                inner += (gap if inner else "") + self.block(part)
            margin = " " * len(first)
            lines.append(first + "\n".join(f"{margin}{x}" if x else "" for x in inner.split("\n")).strip())
        return "\n".join(lines)

    def spans(self, spans: Spans, newline: str = "\\\n") -> str:
        written = ""
        for span, number in self.footnotes.numbered(spans):
            text = _text(span.text).replace("\n", newline)
            mark = "**" * span.bold + "*" * span.italic
            inner = text.strip()
            if mark and inner:  # the marks of bold must touch what is bold
                before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
                text = f"{before}{mark}{inner}{mark[::-1]}{after}"
            # Not [^1]: readers without footnotes take its note for the address of a link.
            written += text + (f" \\[{number}\\]" if number else "")
        return written

    def directive(self, block: Directive) -> str:
        asked, memo = kind(block), self.memo
        if asked == "letterhead":
            lines = [_start(_text(line)) for line in heads.letterhead(memo) if line]
            return "\\\n".join(lines) + "\n\n---"
        if asked == "head":
            fields = heads.fields(memo, self.about)
            return "\\\n".join(f"{_start(_text(f.label))}: {_text(f.value)}" for f in fields) + "\n\n---"
        if asked == "ladder":
            return self.ladder()
        if asked == "picture":
            return _start(_text(described(memo, block.arguments[0], block.arguments[1:])))
        if asked == "signature":
            return "\\\n".join(_start(_text(line)) or "&nbsp;" for line in signature(memo))
        if asked == "copies":
            label, listed = copies(memo)
            numbered = "\n".join(f"{n}. {_start(_text(copy))}" for n, copy in enumerate(listed, 1))
            return f"{_text(label)}:\n\n{numbered}" if listed else ""
        return "---" if asked == "rule" else ""

    def ladder(self) -> str:
        names = enumerate(self.memo.level_names, 1)
        rows = [[_text(self.w["ladder.aspect"]), *(f"{n} {_text(name)}" for n, name in names)]]
        for row in ladder(self.memo):
            cells = [f"**{cell.mark}**" if cell.kind == "here" else cell.mark for cell in row.cells]
            rows.append([_text(row.name), *cells] if cells else [f"**{_text(row.name)} ({row.level})**", *[""] * 4])
        return f"{_table(rows, ['---', *[':-:'] * 4])}\n\n{_text(legend(self.memo))}"


def _table(rows: Sequence[Sequence[str]], rules: Sequence[str]) -> str:
    head, *body = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([head, f"| {' | '.join(rules)} |", *body])


def _text(text: str) -> str:
    """Escape what Markdown takes for its own anywhere, and addresses that readers would make links of."""
    escaped = _SPECIAL.sub(r"\\\1", printable(text))
    return re.sub(r"(?i)(https?|ftp|mailto|www)(:|\.)", r"\1\\\2", escaped)


def _start(text: str) -> str:
    """Escape what Markdown takes for a list, a rule or a heading at the start of a line."""
    return _AT_START.sub(r"\1\\", text)
