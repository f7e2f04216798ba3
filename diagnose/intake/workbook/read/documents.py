"""The sources that people write in the form of one agency, which has no list of documents: each becomes one."""

import re
from collections.abc import Mapping

from diagnose.case import load_sources
from diagnose.intake.workbook.marks import DOCUMENT
from diagnose.intake.workbook.read.collected import Held
from diagnose.intake.workbook.read.grid import Line


def declare(held: Held, meta: Mapping[str, Line]) -> None:
    """Give every source that is written the code of its document.

    A code that the rules or the form know stays with its place; any other text is the title of a document, and its
    code is that text without blanks.
    """
    own = {key.removeprefix(DOCUMENT): line for key, line in meta.items() if key.startswith(DOCUMENT)}
    registered = {source.id for source in load_sources()}
    for known in held.facts.values():
        if "source" not in known.parts:
            continue
        text, place = known.parts["source"]
        code = str(text).split()[0]
        if code in own:
            held.draft.document(code, own[code].at(2).words, place)
        elif code not in registered:
            code = re.sub(r"\s+", "-", str(text).strip())
            held.draft.document(code, str(text).strip(), place)
            known.parts["source"] = (code, place)
