"""Footnotes: what each statement rests on, once for the same ground and by reference to that note afterwards."""

from collections.abc import Iterator, Mapping
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from diagnose.memo.template import Span, Spans
from diagnose.memo.write.footnotes import Footnotes
from diagnose.memo.write.word.tables import paragraph
from diagnose.memo.write.word.xml import FIRST_ID, el, field, parsed, run

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class Notes:
    """The footnotes of one document; `texts` is what is said of each id."""

    def __init__(self, texts: Mapping[str, str] | None) -> None:
        self.footnotes = Footnotes(texts)
        self.marked = 0  # notes so far: a number above it is a new one

    def numbered(self, spans: Spans, style: str) -> Iterator[tuple[Span, list[Any]]]:
        """Yield `spans`, each with the elements that refer from its end to a note, in the character `style`."""
        for span, number in self.footnotes.numbered(spans):
            yield span, [] if number is None else self._mark(number, style)

    def _mark(self, number: int, style: str) -> list[Any]:
        if number <= self.marked:
            again = field(f"NOTEREF _Dasar{number} \\f \\h", str(number))
            for piece in again:
                piece.get_or_add_rPr().insert(0, el("rStyle", val=style))
            return again
        self.marked, key = number, FIRST_ID + number
        begin, end = el("bookmarkStart", id=key, name=f"_Dasar{number}"), el("bookmarkEnd", id=key)
        return [begin, el("r", el("rPr", el("rStyle", val=style)), el("footnoteReference", id=number)), end]

    def attach(self, document: Any) -> None:
        """Give `document` the part that holds the notes, if there are any."""
        if not self.marked:
            return
        root = parsed("<w:footnotes></w:footnotes>")
        for key, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(el("footnote", el("p", el("r", el(kind))), id=key, type=kind))
        for number, text in self.footnotes.all():
            mark = el("r", el("rPr", el("rStyle", val="FootnoteReference")), el("footnoteRef"))
            root.append(el("footnote", paragraph("FootnoteText", [mark, run(f" {text}")]), id=number))
        part = document.part
        made = Part(PackURI("/word/footnotes.xml"), _TYPE, serialize_part_xml(root), part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
        separators = el("footnotePr", el("footnote", id=-1), el("footnote", id=0))
        document.settings.element.find("{*}compat").addprevious(separators)
