"""Memos as Word files: native styles, lists and tables, of the same bytes for the same case."""

import io
from collections.abc import Mapping

from diagnose.common import repacked
from diagnose.memo.content import PAPER_CM, Memo
from diagnose.memo.template import Filled
from diagnose.memo.write.head import title
from diagnose.memo.write.word.styles import dressed, tell
from diagnose.memo.write.word.tables import ordered
from diagnose.memo.write.word.writer import Writer
from diagnose.memo.write.word.xml import TWIPS_PER_CM


def word(filled: Filled, memo: Memo, footnotes: Mapping[str, str] | None = None) -> bytes:
    """Return the memo `filled` as a Word file; `footnotes` says what each id rests on, for a note at each statement.

    Raises:
        InputError: the template asks for a block or a picture that there is not.
    """
    document = dressed(memo)
    margins = memo.letterhead.margins
    width = PAPER_CM[memo.letterhead.paper][0] - margins.left - margins.right
    writer = Writer(document, memo, filled.about, round(width * TWIPS_PER_CM), footnotes)
    body = document.element.body
    for element in ordered(writer.write(filled.blocks)):
        body.sectPr.addprevious(element)
    writer.notes.attach(document)
    tell(document, memo, title(filled, memo))
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())
