"""The look of a memo in Word: the styles of ``templates/memo/gaya.docx``, in the paper, typeface and size of an office.

Change the look in that file, with Word: each style stands in it with its name. Sizes there are those of a memo in
letters of twelve points; all of them grow or shrink with the letters that the letterhead asks for.
"""

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import docx
from docx.shared import Cm

from diagnose.common import template, words
from diagnose.memo.content import PAPER_CM, Letterhead, Memo, day
from diagnose.memo.write.word.xml import TWIPS_PER_CM, W, clean, field, run

LANGUAGES = {"id": "id-ID", "en": "en-GB"}
INDENT = round(0.85 * TWIPS_PER_CM)  # of each level of a list
DEEPEST = 3  # levels of lists that have styles
_SIZE, _LEAST = 12, 8  # points of the letters of the styles, and the smallest that anything is set in


def dressed(memo: Memo) -> Any:
    """Return an empty document with the styles, the paper and the foot of `memo`."""
    document: Any = _look()
    styles = document.styles.element
    latent = styles.find(f"{{{W}}}latentStyles")
    for child in list(styles):
        styles.remove(child)
    styles.extend(_styles(memo.letterhead, memo.lang))
    styles.insert(1, latent)
    body = document.element.body
    for element in [e for e in body if not e.tag.endswith("}sectPr")]:
        body.remove(element)
    for element in document.settings.element.findall(f"{{{W}}}themeFontLang"):
        element.set(f"{{{W}}}val", LANGUAGES[memo.lang])
    _paper(document.sections[0], memo.letterhead)
    _foot(document.sections[0].footer, memo.lang)
    return document


def _look() -> Any:
    return docx.Document(str(template("memo/gaya.docx")))


def _styles(letterhead: Letterhead, lang: str) -> Iterator[Any]:
    """Yield the defaults and the styles of a memo, each an element of ``styles.xml``."""
    face, more = letterhead.typeface.split(",")[0].strip(), round(2 * (letterhead.size - _SIZE))
    for element in _look().styles.element:
        if element.tag == f"{{{W}}}latentStyles":
            continue
        made = deepcopy(element)
        for size in (*made.iter(f"{{{W}}}sz"), *made.iter(f"{{{W}}}szCs")):
            size.set(f"{{{W}}}val", str(max(2 * _LEAST, int(size.get(f"{{{W}}}val")) + more)))
        if made.tag == f"{{{W}}}docDefaults":
            for fonts in made.iter(f"{{{W}}}rFonts"):
                for script in ("ascii", "hAnsi", "eastAsia", "cs"):
                    fonts.set(f"{{{W}}}{script}", face)
            for said in made.iter(f"{{{W}}}lang"):
                said.set(f"{{{W}}}val", LANGUAGES[lang])
                said.set(f"{{{W}}}eastAsia", LANGUAGES[lang])
        yield made


def tell(document: Any, memo: Memo, title: str) -> None:
    """Set the core properties of `document`, dated like `memo`."""
    told, when = document.core_properties, moment(memo)
    told.title, told.author, told.last_modified_by = title[:255], clean(memo.office)[:255], ""
    told.comments, told.keywords, told.subject = "", "", ""
    told.language = LANGUAGES[memo.lang]
    told.created = told.modified = when
    told.revision = 1


def moment(memo: Memo) -> dt.datetime:
    """Return the day of `memo` as a time."""
    if memo.letterhead.date:
        return dt.datetime.combine(memo.letterhead.date, dt.time())
    number, _, year = memo.date.split()
    told = (dt.date(int(year), month, min(int(number), 28)) for month in range(1, 13))
    month = next((d.month for d in told if day(d, memo.lang).split()[1] == memo.date.split()[1]), 1)
    return dt.datetime(int(year), month, int(number))


def adopt(document: Any, memo: Memo) -> dict[str, str]:
    """Give `document`, a user's own, the styles it lacks; return the id that each style has there, by ours."""
    there = document.styles.element
    ids = {s.find(f"{{{W}}}name").get(f"{{{W}}}val").casefold(): s for s in there.findall(f"{{{W}}}style")}
    taken = {s.get(f"{{{W}}}styleId") for s in ids.values()}
    found: dict[str, str] = {}
    for style in list(_styles(memo.letterhead, memo.lang))[1:]:
        ours, name = style.get(f"{{{W}}}styleId"), style.find(f"{{{W}}}name").get(f"{{{W}}}val").casefold()
        if name in ids:
            found[ours] = ids[name].get(f"{{{W}}}styleId")
            continue
        key = ours if ours not in taken else f"Konvergensi{ours}"
        style.attrib.pop(f"{{{W}}}default", None)
        style.set(f"{{{W}}}styleId", key)
        based = style.find(f"{{{W}}}basedOn")
        if based is not None:
            based.set(f"{{{W}}}val", found.get(based.get(f"{{{W}}}val"), based.get(f"{{{W}}}val")))
        there.append(style)
        found[ours] = key
    return found


def _paper(section: Any, letterhead: Letterhead) -> None:
    width, height = PAPER_CM[letterhead.paper]
    margins = letterhead.margins
    section.page_width, section.page_height = Cm(width), Cm(height)
    section.top_margin, section.bottom_margin = Cm(margins.top), Cm(margins.bottom)
    section.left_margin, section.right_margin = Cm(margins.left), Cm(margins.right)
    section.footer_distance = Cm(min(1.25, margins.bottom / 2))
    section.header_distance = Cm(min(1.25, margins.top / 2))


def _foot(footer: Any, lang: str) -> None:
    paragraph = footer.paragraphs[0]._p
    before, between = words(lang)["picture.page"].split("{0}")
    paragraph.append(run(before))
    paragraph.extend(field("PAGE", "1"))
    paragraph.append(run(between.removesuffix("{1}")))
    paragraph.extend(field("NUMPAGES", "1"))
