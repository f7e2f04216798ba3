"""Lists in Word: a numbering of its own for each list, so that each begins anew, and letters on the second level."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.parts.numbering import NumberingPart

from diagnose.memo.word_styles import DEEPEST, INDENT
from diagnose.memo.word_xml import W, el, parsed

_ABSTRACT = {True: "4B4F4E56", False: "4B4F4E42"}  # the mark by which our definitions are known again
_FORMATS = ("decimal", "lowerLetter", "lowerRoman")
_BULLETS = ("•", "–", "•")


def number_of(document: Any, ordered: bool, depth: int, start: int) -> int:
    """Return the id of a new numbering of `document` for one list, which begins at `start`."""
    numbering = _numbering(document)
    wanted = _ABSTRACT[ordered]
    abstract = [a for a in numbering.findall(f"{{{W}}}abstractNum") if _nsid(a) == wanted]
    if abstract:
        key = abstract[0].get(f"{{{W}}}abstractNumId")
    else:
        taken = [int(a.get(f"{{{W}}}abstractNumId")) for a in numbering.findall(f"{{{W}}}abstractNum")]
        key = str(max(taken, default=-1) + 1)
        numbering.insert(_before_numbers(numbering), _abstract(key, ordered))
    taken = [int(n.get(f"{{{W}}}numId")) for n in numbering.findall(f"{{{W}}}num")]
    number = max(taken, default=0) + 1
    restart = el("lvlOverride", el("startOverride", val=start), ilvl=depth) if ordered else None
    made = el("num", el("abstractNumId", val=key), restart, numId=number)
    last = numbering.findall(f"{{{W}}}num")
    if last:
        last[-1].addnext(made)
    else:
        numbering.insert(_before_numbers(numbering), made)
    return number


def _abstract(key: str, ordered: bool) -> Any:
    made = el("abstractNum", el("nsid", val=_ABSTRACT[ordered]), el("multiLevelType", val="hybridMultilevel"))
    made.set(f"{{{W}}}abstractNumId", key)
    for depth in range(DEEPEST):
        made.append(
            el(
                "lvl",
                el("start", val=1),
                el("numFmt", val=_FORMATS[depth] if ordered else "bullet"),
                el("lvlText", val=f"%{depth + 1}." if ordered else _BULLETS[depth]),
                el("lvlJc", val="left"),
                el("pPr", el("ind", left=INDENT * (depth + 1), hanging=INDENT)),
                ilvl=depth,
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
