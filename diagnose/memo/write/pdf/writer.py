"""A memo as PDF through typst: tagged, with title, author, language and the date of the memo, and no other date."""

import json
from collections.abc import Mapping

from diagnose.common import words
from diagnose.memo.content import Memo
from diagnose.memo.template import Filled
from diagnose.memo.write.layout import layout
from diagnose.memo.write.pdf.compiler import EMBEDDED, compiled, face
from diagnose.memo.write.typefaces import equal, faces_of


def pdf(filled: Filled, memo: Memo, notes: Mapping[str, str] | None = None) -> bytes:
    """Return the memo `filled` as PDF, the same bytes for the same memo; with `notes`, as footnotes.

    Raises:
        InputError: a directive asks for what there is not.
        ImportError: typst is not installed.
    """
    return compiled(inputs(filled, memo, notes), dated=memo.letterhead.date is not None)


def inputs(filled: Filled, memo: Memo, notes: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return what ``memo.typ`` reads: the memo and the typefaces to try, as JSON, and what is said of those.

    Raises:
        InputError: a directive asks for what there is not.
        ImportError: typst is not installed.
    """
    faces = faces_of(memo.letterhead.typeface)
    used = face(faces)
    tried = list(dict.fromkeys((used, *faces, *EMBEDDED)))
    how = "" if used == faces[0] else "_equal" if used == equal(faces[0]) else "_instead"
    return {
        "memo": json.dumps(layout(filled, memo, notes), ensure_ascii=False),
        "faces": json.dumps(tried),
        "typeface": words(memo.lang)[f"picture.typeface{how}"].format(used, faces[0]),
    }
