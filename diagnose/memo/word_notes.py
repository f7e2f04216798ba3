"""Footnotes: what each statement rests on, once for the same ids and by reference to that note afterwards."""

from collections.abc import Mapping
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from diagnose.memo.word_tables import paragraph
from diagnose.memo.word_xml import el, field, parsed, run

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_FIRST_BOOKMARK = 9000  # away from those of a user's document


class Notes:
    """The footnotes of one document; `texts` is what is said of each id."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.numbers: dict[str, int] = {}

    def mark(self, ids: tuple[str, ...], style: str) -> list[Any]:
        """Return what marks the end of a statement that rests on `ids`; nothing where no note tells of them."""
        text = "; ".join(self.texts[i] for i in ids if i in self.texts)
        if not text:
            return []
        if text in self.numbers:
            number = self.numbers[text]
            again = field(f"NOTEREF _Dasar{number} \\f \\h", str(number))
            for piece in again:
                piece.get_or_add_rPr().insert(0, el("rStyle", val=style))
            return again
        number = self.numbers[text] = len(self.numbers) + 1
        key = _FIRST_BOOKMARK + number
        begin, end = el("bookmarkStart", id=key, name=f"_Dasar{number}"), el("bookmarkEnd", id=key)
        return [begin, el("r", el("rPr", el("rStyle", val=style)), el("footnoteReference", id=number)), end]

    def attach(self, document: Any) -> None:
        """Give `document` the part that holds the notes, if there are any."""
        if not self.numbers:
            return
        root = parsed("<w:footnotes></w:footnotes>")
        for key, kind in ((-1, "separator"), (0, "continuationSeparator")):
            root.append(el("footnote", el("p", el("r", el(kind))), id=key, type=kind))
        for text, number in self.numbers.items():
            mark = el("r", el("rPr", el("rStyle", val="FootnoteReference")), el("footnoteRef"))
            root.append(el("footnote", paragraph("FootnoteText", [mark, run(f" {text}")]), id=number))
        part = document.part
        made = Part(PackURI("/word/footnotes.xml"), _TYPE, serialize_part_xml(root), part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)
        separators = el("footnotePr", el("footnote", id=-1), el("footnote", id=0))
        document.settings.element.find("{*}compat").addprevious(separators)
