"""A memo as one web page that needs nothing else: no network, no script, and every fact in it is text."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from diagnose.common import printable, words
from diagnose.memo.content import LEVELS, Memo, legend, levels, named, rungs
from diagnose.memo.pictures import clean, picture
from diagnose.memo.template import Block, Directive, Heading, Items, Paragraph, Spans, Table, kind
from diagnose.memo.write import head as heads
from diagnose.memo.write.footnotes import Footnotes
from diagnose.memo.write.html.style import style
from diagnose.memo.write.lists import pattern

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_COLUMNS = 3  # of a table that a telephone has room for
# The attribute is for those who copy a list into another program, which takes no style sheet along.
_LISTS = {"1.": "", "a.": ' type="a"', "1)": ' class="paren"', "a)": ' class="paren" type="a"'}


def page(blocks: Sequence[Block], memo: Memo, template: str, notes: Mapping[str, str] | None = None) -> str:
    """Return the memo of `blocks` as HTML; with `notes`, a numbered note behind each statement.

    Raises:
        InputError: a directive asks for what there is not.
    """
    return _Page(memo, template, Footnotes(notes)).whole(blocks)


def title_of(blocks: Iterable[Block], memo: Memo, template: str) -> str:
    """Return what the memo is called, for the title of a window or a file."""
    first = next((b for b in blocks if isinstance(b, Heading)), None)
    name = clean("".join(s.text for s in first.spans)) if first else template
    return f"{name} - {clean(memo.region)} {memo.year}"


class _Page:
    def __init__(self, memo: Memo, template: str, footnotes: Footnotes) -> None:
        self.memo, self.template, self.footnotes = memo, template, footnotes
        self.w, self.seen = words(memo.lang), set[int]()

    def whole(self, blocks: Sequence[Block]) -> str:
        body = self.blocks(blocks)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.memo.lang}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="referrer" content="no-referrer">\n'
            f"<title>{_text(title_of(blocks, self.memo, self.template))}</title>\n"
            f"<style>{style(self.memo.letterhead, self.memo.lang)}</style>\n</head>\n"
            f"<body>\n<main>\n{body}\n{self.notes()}</main>\n</body>\n</html>\n"
        )

    def blocks(self, blocks: Iterable[Block], depth: int = 0) -> str:
        return "\n".join(filter(None, (self.block(block, depth) for block in blocks)))

    def block(self, block: Block, depth: int = 0) -> str:
        if isinstance(block, Heading):
            level = min(max(block.level, 1), 6)
            return f"<h{level}>{self.spans(block.spans)}</h{level}>"
        if isinstance(block, Paragraph):
            return f"<p>{self.spans(block.spans)}</p>"
        if isinstance(block, Items):
            inner = depth if block.start is None else depth + 1
            items = "".join(f"<li>{self.item(item, inner)}</li>" for item in block.items)
            if block.start is None:
                return f"<ul>{items}</ul>"
            start = f' start="{block.start}"' if block.start != 1 else ""
            return f"<ol{start}{_LISTS[pattern(self.template, depth)]}>{items}</ol>"
        if isinstance(block, Table):
            return self.table(block)
        return self.directive(block)

    def item(self, item: Sequence[Block], depth: int) -> str:
        """Write an item; its first paragraph without the space that paragraphs keep between them."""
        if item and isinstance(item[0], Paragraph):
            return self.spans(item[0].spans) + self.blocks(item[1:], depth)
        return self.blocks(item, depth)

    def spans(self, spans: Spans) -> str:
        written = []
        for span, number in self.footnotes.numbered(spans):
            text = _text(span.text)
            text = f"<em>{text}</em>" if span.italic else text
            written.append(f"<strong>{text}</strong>" if span.bold else text)
            if number:
                anchor = "" if number in self.seen else f' id="r{number}"'
                self.seen.add(number)
                written.append(f'<sup class="note"><a{anchor} href="#n{number}">[{number}]</a></sup>')
        return "".join(written)

    def table(self, table: Table) -> str:
        def cells(row: Sequence[Spans], tag: str, told: Iterable[str]) -> str:
            found = []
            for cell, align, more in zip(row, table.aligns, told, strict=False):
                how = f' class="{align}"' if align in ("right", "center") else ""
                found.append(f"<{tag}{how} {more}>{self.spans(cell)}</{tag}>")
            return f"<tr>{''.join(found)}</tr>"

        labels = [f'data-label="{_text(clean("".join(s.text for s in cell)))}"' for cell in table.head]
        head = cells(table.head, "th", ['scope="col"'] * len(labels))
        rows = "\n".join(cells(row, "td", labels) for row in table.rows)
        # A phone has no room for many columns: there each row is a card of its own.
        kind = ' class="cards"' if len(labels) > _COLUMNS else ""
        return f'<div class="scroll"><table{kind}><thead>{head}</thead>\n<tbody>{rows}</tbody></table></div>'

    def directive(self, block: Directive) -> str:
        asked = kind(block)
        if asked == "picture":
            return self.picture(block.arguments[0], block.arguments[1:])
        if asked == "page":
            return '<div class="break"></div>'
        if asked == "rule":
            return "<hr>"
        written: str = getattr(self, asked)()
        return written

    def letterhead(self) -> str:
        classes = ("government", "agency", "address")
        lines = zip(classes, heads.letterhead(self.memo), strict=True)
        return f'<header class="letterhead">{_lines(lines)}</header>'

    def head(self) -> str:
        fields = heads.fields(self.memo, self.template)
        lines = "".join(f"<dt>{_text(f.label)}</dt><dd>{_text(f.value)}</dd>" for f in fields)
        return f'<dl class="head">{lines}</dl>'

    def signature(self) -> str:
        s = heads.signature(self.memo)
        nip = f"NIP {s.nip}" if s.nip else ""
        above = _lines([("place", s.place), ("position", s.position)])
        below = _lines([("name", s.name), ("rank", s.rank), ("nip", nip)])
        return f'<div class="signature">{above}<p class="space"></p>{below}</div>'

    def copies(self) -> str:
        own = self.memo.letterhead
        if own.copies_at != "foot" or not own.copies:
            return ""
        items = "".join(f"<li>{_text(copy)}</li>" for copy in own.copies)
        return f'<div class="copies"><p>{_text(self.w["memo.copies"])}:</p><ol>{items}</ol></div>'

    def ladder(self) -> str:
        w, memo = self.w, self.memo
        names = "".join(
            f'<th scope="col">{level}<small>{_text(name)}</small></th>'
            for level, name in zip(LEVELS, memo.level_names, strict=True)
        )
        rows = []
        for dimension in memo.dimensions:
            title = f"{_text(dimension.name)} ({levels(dimension)})"
            rows.append(f'<tr class="dimension"><th colspan="5" scope="colgroup">{title}</th></tr>')
            for aspect in dimension.aspects:
                cells = "".join(
                    f'<td class="{r.kind} l{r.level}">{_text(r.mark)}</td>' for r in rungs(aspect.stands, aspect.then)
                )
                rows.append(f'<tr><th scope="row">{_text(named(aspect))}</th>{cells}</tr>')
        caption = _text(w["picture.ladder"].format(memo.region, memo.year))
        return (
            f'<div class="scroll"><table class="ladder"><caption class="visually-hidden">{caption}</caption>'
            f'<thead><tr><th scope="col" style="width:36%">{_text(w["picture.aspect"])}</th>{names}</tr></thead>\n'
            f'<tbody>{"".join(rows)}</tbody></table></div>\n<p class="legend">{_text(legend(memo))}</p>'
        )

    def picture(self, name: str, arguments: tuple[str, ...]) -> str:
        found = picture(name, self.memo, arguments)
        return f"<figure><figcaption>{_text(found.title)}</figcaption>{found.svg}</figure>" if found else ""

    def notes(self) -> str:
        notes = self.footnotes.all()
        if not notes:
            return ""
        items = "".join(f'<li id="n{n}">{_text(note)} <a href="#r{n}">↩</a></li>' for n, note in notes)
        return f'<section class="notes"><h2>{_text(self.w["picture.notes"])}</h2><ol>{items}</ol></section>\n'


def _text(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")


def _lines(lines: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<p class="{name}">{_text(text)}</p>' for name, text in lines if text)
