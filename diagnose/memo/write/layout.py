"""A memo as plain data, blocks and all that directives ask for: ``memo.typ`` and ``page.html.jinja`` lay it out."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from diagnose.common import printable, words
from diagnose.diagnosis import palette
from diagnose.memo.content import PAPER_CM, Memo, ladder, legend, title
from diagnose.memo.pictures import clean, picture
from diagnose.memo.template import Block, Directive, Filled, Heading, Items, Paragraph, Spans, Table, kind
from diagnose.memo.write import head as heads
from diagnose.memo.write.columns import Widths, table_widths, texts_of, whole
from diagnose.memo.write.footnotes import Footnotes
from diagnose.memo.write.keeping import keeps
from diagnose.memo.write.lists import pattern
from diagnose.memo.write.textlines import copies

Data = dict[str, Any]


def layout(filled: Filled, memo: Memo, notes: Mapping[str, str] | None = None, links: str = "") -> Data:
    """Return `filled` as data of strings, numbers and lists, every text of characters that can be shown.

    With `links`, each statement has an address that begins so and ends in the ids that it rests on.

    Raises:
        InputError: a directive asks for what there is not.
    """
    w, own = words(memo.lang), memo.letterhead
    wide, high = PAPER_CM[own.paper]
    made = _Layout(filled, memo, Footnotes(notes), links)
    blocks = list(made.blocks(filled.blocks))
    return {
        "lang": memo.lang,
        "title": heads.title(filled, memo),
        "author": clean(memo.office),
        "date": [own.date.year, own.date.month, own.date.day] if own.date else None,
        "paper": {"width": wide, "height": high},
        "margins": own.margins.model_dump(),
        "size": own.size,
        "words": {"page": w["picture.page"], "notes": w["picture.notes"]},
        "colours": palette().model_dump(mode="json"),
        "blocks": blocks,
        "notes": {str(number): note for number, note in made.footnotes.all()},
    }


class _Layout:
    def __init__(self, filled: Filled, memo: Memo, footnotes: Footnotes, links: str) -> None:
        self.memo, self.about, self.footnotes, self.links = memo, filled.about, footnotes, links
        self.widths: Widths = table_widths(filled.blocks)
        self.seen = set[int]()

    def blocks(self, blocks: Sequence[Block], depth: int = 0) -> Iterator[Data]:
        for at, block in enumerate(blocks):
            made = self.block(block, depth)
            if made:
                yield {**made, "keep": keeps(block, blocks[at + 1 :])}

    def block(self, block: Block, depth: int) -> Data | None:
        if isinstance(block, Heading):
            return {"kind": "heading", "level": min(max(block.level, 1), 6), "spans": self.spans(block.spans)}
        if isinstance(block, Paragraph):
            return {"kind": "paragraph", "spans": self.spans(block.spans)}
        if isinstance(block, Items):
            numbered = block.start is not None
            items = [list(self.blocks(item, depth + numbered)) for item in block.items]
            label = pattern(self.about.lists, depth) if numbered else ""
            return {"kind": "list", "label": label, "start": block.start or 0, "items": items}
        if isinstance(block, Table):
            return self.table(block)
        return self.directive(block)

    def spans(self, spans: Spans) -> list[Data]:
        found = []
        for span, number in self.footnotes.numbered(spans):
            again = number in self.seen
            self.seen |= {number} if number else set()
            made = {"text": printable(span.text), "bold": span.bold, "italic": span.italic}
            found.append({**made, "note": number, "again": again, "href": self.href(span.ids)})
        return found

    def href(self, ids: tuple[str, ...]) -> str:
        """Return the address of what a statement rests on; none where there is nothing to lead to."""
        return f"{self.links}{urlencode([('dari', i) for i in ids])}" if self.links and ids else ""

    def table(self, block: Table) -> Data:
        return {
            "kind": "table",
            "head": [self.spans(cell) for cell in block.head],
            "labels": [clean(text) for text in texts_of(block.head)],
            "rows": [{"cells": [self.spans(cell) for cell in row], "whole": whole(row)} for row in block.rows],
            "aligns": [align if align in ("right", "center") else "left" for align in block.aligns],
            "widths": (self.widths if texts_of(block.head) in self.widths else table_widths([block]))[
                texts_of(block.head)
            ],
        }

    def directive(self, block: Directive) -> Data | None:
        asked = kind(block)
        if asked == "picture":
            return self.picture(block.arguments[0], block.arguments[1:])
        if asked in ("page", "rule"):
            return {"kind": asked}
        made: Data | None = getattr(self, asked)()
        return {"kind": asked, **made} if made else None

    def letterhead(self) -> Data:
        government, agency, address = map(clean, heads.letterhead(self.memo))
        return {"government": government, "agency": agency, "address": address}

    def head(self) -> Data:
        fields = heads.fields(self.memo, self.about)
        return {"fields": [{"label": clean(f.label), "value": clean(f.value)} for f in fields]}

    def signature(self) -> Data:
        signed = heads.signature(self.memo)
        return {
            "above": [clean(line) for line in (signed.place, signed.position) if line],
            "name": clean(signed.name),
            "blank": signed.name == heads.BLANK,
            "below": [clean(line) for line in (signed.rank, signed.nip) if line],
        }

    def copies(self) -> Data | None:
        label, listed = copies(self.memo)
        return {"label": label, "items": listed} if listed else None

    def ladder(self) -> Data:
        w, memo = words(self.memo.lang), self.memo
        return {
            "title": clean(title(memo)),
            "aspect": w["ladder.aspect"],
            "levels": [clean(name) for name in memo.level_names],
            "rows": [
                {
                    "name": clean(row.name),
                    "level": f"{w['level']} {row.level}",
                    "cells": [{"level": cell.level, "kind": cell.kind, "mark": cell.mark} for cell in row.cells],
                }
                for row in ladder(memo)
            ],
            "legend": f"{w['ladder.key']}: {legend(memo)}.",
        }

    def picture(self, name: str, arguments: tuple[str, ...]) -> Data | None:
        found = picture(name, self.memo, arguments)
        if found is None:
            return None
        return {"kind": "picture", "title": found.title, "description": found.description, "svg": found.svg}
