"""A memo as one web page that needs nothing else: no network, no script, and every fact in it is text."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from diagnose.memo import head as heads
from diagnose.memo.blocks import Block, Directive, Heading, Items, Paragraph, Spans, Table
from diagnose.memo.directives import kind
from diagnose.memo.drawing import clean
from diagnose.memo.footnotes import Footnotes
from diagnose.memo.page_style import style
from diagnose.memo.pictures import picture
from diagnose.memo.records import Memo
from diagnose.memo.rungs import LEVELS, kinds, levels, meaning, rungs
from diagnose.wording import printable, words

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


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

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n".join(filter(None, map(self.block, blocks)))

    def block(self, block: Block) -> str:
        if isinstance(block, Heading):
            level = min(max(block.level, 1), 6)
            return f"<h{level}>{self.spans(block.spans)}</h{level}>"
        if isinstance(block, Paragraph):
            return f"<p>{self.spans(block.spans)}</p>"
        if isinstance(block, Items):
            items = "".join(f"<li>{self.item(item)}</li>" for item in block.items)
            if block.start is None:
                return f"<ul>{items}</ul>"
            start = f' start="{block.start}"' if block.start != 1 else ""
            return f"<ol{start}>{items}</ol>"
        if isinstance(block, Table):
            return self.table(block)
        return self.directive(block)

    def item(self, item: Sequence[Block]) -> str:
        """Write an item; its first paragraph without the space that paragraphs keep between them."""
        if item and isinstance(item[0], Paragraph):
            return self.spans(item[0].spans) + self.blocks(item[1:])
        return self.blocks(item)

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
        def cells(row: Sequence[Spans], tag: str) -> str:
            found = []
            for cell, align in zip(row, table.aligns, strict=False):
                how = f' class="{align}"' if align in ("right", "center") else ""
                found.append(f"<{tag}{how}>{self.spans(cell)}</{tag.partition(' ')[0]}>")
            return f"<tr>{''.join(found)}</tr>"

        rows = "\n".join(cells(row, "td") for row in table.rows)
        head = cells(table.head, 'th scope="col"')
        return f'<div class="scroll"><table><thead>{head}</thead>\n<tbody>{rows}</tbody></table></div>'

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
                rows.append(f'<tr><th scope="row">{_text(aspect.name)}</th>{cells}</tr>')
        legend = "; ".join(_text(meaning(k, memo.lang)) for k in kinds(memo))
        caption = _text(w["picture.ladder"].format(memo.region, memo.year))
        return (
            f'<div class="scroll"><table class="ladder"><caption class="visually-hidden">{caption}</caption>'
            f'<thead><tr><th scope="col" style="width:36%">{_text(w["picture.aspect"])}</th>{names}</tr></thead>\n'
            f'<tbody>{"".join(rows)}</tbody></table></div>\n<p class="legend">{legend}</p>'
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
