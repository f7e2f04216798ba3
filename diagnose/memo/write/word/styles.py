"""The look of a memo in Word: paper, typeface, native styles, the foot of the page, properties."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from docx.shared import Cm

from diagnose.common import words
from diagnose.memo.content import PAPER_CM, Letterhead, Memo, day
from diagnose.memo.write.word.xml import TWIPS_PER_CM, W, clean, el, field, parsed, run

LANGUAGES = {"id": "id-ID", "en": "en-GB"}
INDENT = round(0.85 * TWIPS_PER_CM)  # of each level of a list
DEEPEST = 3  # levels of lists that have styles
_KEEP = "<w:keepNext/><w:keepLines/>"
_BOLD = "<w:b/><w:bCs/>"
# Parts of the empty document that tell of another page, other styles and another program.
_LEFT_OUT = {"thumbnail", "extended-properties", "stylesWithEffects", "customXml", "webSettings", "fontTable", "theme"}


def style_elements(letterhead: Letterhead, lang: str) -> Iterator[Any]:
    """Yield the defaults and the styles of a memo, each an element of ``styles.xml``."""
    face = letterhead.typeface.split(",")[0].strip()
    size = letterhead.size
    yield parsed(
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" '
        f'w:cs="{face}"/>{_size(size)}<w:lang w:val="{LANGUAGES[lang]}" w:eastAsia="{LANGUAGES[lang]}" '
        'w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    )
    yield parsed(
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:widowControl/>{_space(0, 6, 259)}<w:jc w:val="both"/></w:pPr></w:style>'
    )
    yield parsed(
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    )
    yield parsed(
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    yield parsed(
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    yield parsed(
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    left, centre = '<w:jc w:val="left"/>', '<w:jc w:val="center"/>'
    small = max(8.0, size - 2)
    yield _paragraph("Title", "Title", f"{_KEEP}{_space(6, 12)}{centre}", f"{_BOLD}{_size(size + 2)}")
    for level, (before, rest) in enumerate([(12, ""), (10, ""), (8, "<w:i/><w:iCs/>")], 1):
        outline = f'<w:outlineLvl w:val="{level - 1}"/>'
        ppr = f"{_KEEP}{_space(before, 4)}{left}{outline}"
        yield _paragraph(f"Heading{level}", f"heading {level}", ppr, f"{_BOLD}{rest}{_size(size)}")
    for level in range(1, DEEPEST + 1):
        suffix, shown = ("", "") if level == 1 else (str(level), f" {level}")
        for kind in ("Number", "Bullet"):
            yield _paragraph(f"List{kind}{suffix}", f"List {kind}{shown}", _space(0, 4, 259))
        indent = f'<w:ind w:left="{INDENT * level}"/>'
        yield _paragraph(f"ListContinue{suffix}", f"List Continue{shown}", f"{_space(0, 4, 259)}{indent}")
    yield _paragraph("TableText", "Table Text", f"{_space(1, 1, 240)}{left}", _size(small))
    yield _paragraph("Caption", "caption", f"{_KEEP}{_space(6, 3, 240)}{left}", f"{_BOLD}{_size(small)}")
    yield _paragraph("TableNote", "Table Note", f"{_space(3, 8, 240)}{left}", _size(max(8.0, size - 3)))
    yield _paragraph("LetterheadName", "Letterhead Name", f"{_KEEP}{_space(0, 0)}{centre}", f"{_BOLD}{_size(size + 2)}")
    yield _paragraph("LetterheadAddress", "Letterhead Address", f"{_KEEP}{_space(0, 0)}{centre}", _size(small))
    yield _paragraph("MemoHead", "Memo Head", f"{_space(0, 2, 240)}{left}")
    yield _paragraph("Signature", "Signature", f"{_KEEP}{_space(0, 0, 240)}{left}")
    yield _paragraph("Footer", "footer", f"{_space(0, 0, 240)}{centre}", _size(max(8.0, size - 3)))
    yield _paragraph("FootnoteText", "footnote text", f"{_space(0, 2, 240)}{left}", _size(max(8.0, size - 3)))


def dress(document: Any, memo: Memo) -> None:
    """Give the empty `document` the styles, the paper, the foot and the properties of `memo`."""
    styles = document.styles.element
    latent = styles.find(f"{{{W}}}latentStyles")
    for child in list(styles):
        styles.remove(child)
    styles.extend(style_elements(memo.letterhead, memo.lang))
    styles.insert(1, latent)
    for rels in (document.part.package.rels, document.part.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.rpartition("/")[2] in _LEFT_OUT]:
            del rels[key]
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    settings = document.settings.element
    for child in list(settings):
        settings.remove(child)
    # Without doNotExpandShiftReturn, a justified line that a line break ends is spread over the whole width.
    settings.extend(
        [
            el("zoom", percent=100),
            el("defaultTabStop", val=INDENT),
            el("characterSpacingControl", val="doNotCompress"),
            el(
                "compat",
                el("doNotExpandShiftReturn"),
                el("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15),
            ),
            el("themeFontLang", val=LANGUAGES[memo.lang]),
        ]
    )
    _paper(document.sections[0], memo.letterhead)
    _foot(document.sections[0].footer, memo.lang)


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
    for style in list(style_elements(memo.letterhead, memo.lang))[1:]:
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


def _paragraph(key: str, name: str, ppr: str, rpr: str = "") -> Any:
    custom = ' w:customStyle="1"' if key.startswith(("Table", "Letterhead", "Memo")) else ""
    return parsed(
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def _space(before: float, after: float, line: int = 240) -> str:
    return f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" w:line="{line}" w:lineRule="auto"/>'


def _size(points: float) -> str:
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'
