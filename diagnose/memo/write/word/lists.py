"""Lists in Word: a numbering of its own for each list, so that each begins anew."""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart

from diagnose.memo.write.word.styles import INDENT
from diagnose.memo.write.word.xml import W, el, parsed

_COUNTERS = {"1": "decimal", "a": "lowerLetter"}


def number_of(document: Any, patterns: Sequence[str], level: int, start: int | None) -> int:
    """Return the id of a new numbering of `document` for one list, whose items stand on `level`.

    `patterns` is how each level is labelled, ``1.`` or ``a)``; a list of points has no `start`, and its points there.
    """
    numbering = _numbering(document)
    mark = f"{crc32(' '.join(patterns).encode()):08X}"  # by which a definition of ours is known again
    abstracts = numbering.findall(f"{{{W}}}abstractNum")
    key = next((a.get(f"{{{W}}}abstractNumId") for a in abstracts if _nsid(a) == mark), None)
    if key is None:
        taken = [int(a.get(f"{{{W}}}abstractNumId")) for a in abstracts]
        key = str(max(taken, default=-1) + 1)
        numbering.insert(_before_numbers(numbering), _abstract(key, mark, patterns, start is not None))
    last = numbering.findall(f"{{{W}}}num")
    number = max((int(n.get(f"{{{W}}}numId")) for n in last), default=0) + 1
    restart = None if start is None else el("lvlOverride", el("startOverride", val=start), ilvl=level)
    made = el("num", el("abstractNumId", val=key), restart, numId=number)
    if last:
        last[-1].addnext(made)
    else:
        numbering.insert(_before_numbers(numbering), made)
    return number


def _abstract(key: str, mark: str, patterns: Sequence[str], counted: bool) -> Any:
    made = el("abstractNum", el("nsid", val=mark), el("multiLevelType", val="hybridMultilevel"), abstractNumId=key)
    for level, pattern in enumerate(patterns):
        made.append(
            el(
                "lvl",
                el("start", val=1),
                el("numFmt", val=_COUNTERS[pattern[0]] if counted else "bullet"),
                el("lvlText", val=f"%{level + 1}{pattern[1:]}" if counted else pattern),
                el("lvlJc", val="left"),
                el("pPr", el("ind", left=INDENT * (level + 1), hanging=INDENT)),
                ilvl=level,
            )
        )
    return made


def _nsid(abstract: Any) -> str | None:
    found = abstract.find(f"{{{W}}}nsid")
    return None if found is None else str(found.get(f"{{{W}}}val"))


def _before_numbers(numbering: Any) -> int:
    """Return where definitions end: Word wants every definition before the first number."""
    rest = [i for i, c in enumerate(numbering) if c.tag not in (f"{{{W}}}abstractNum", f"{{{W}}}numPicBullet")]
    return rest[0] if rest else len(numbering)


def _numbering(document: Any) -> Any:
    try:
        return document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except KeyError:
        uri, element = PackURI("/word/numbering.xml"), parsed("<w:numbering></w:numbering>")
        part = NumberingPart(uri, CONTENT_TYPE.WML_NUMBERING, element, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return part.element
