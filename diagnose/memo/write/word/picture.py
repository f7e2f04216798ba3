"""Pictures in Word: the vectors for those who show them, a PNG for those who do not, and words for who sees neither."""

import io
from functools import lru_cache
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Emu

from diagnose.memo.content import Memo
from diagnose.memo.pictures import picture
from diagnose.memo.write.typefaces import SANS, fonts
from diagnose.memo.write.word.xml import FIRST_ID, clean, parsed

_EMU_PER_TWIP, _EMU_PER_PIXEL = 635, 9525
_ZOOM = 3  # of the PNG: three pixels for one of the drawing, about 290 an inch
_SVG = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{}"/></a:ext></a:extLst>'
)


def drawing(document: Any, name: str, memo: Memo, arguments: tuple[str, ...], width: int) -> tuple[str, Any] | None:
    """Return the title of the picture `name` and the picture, at most `width` twips wide; None if nothing is shown."""
    shown = picture(name, memo, arguments)
    if shown is None:
        return None
    part = document.part
    wide = min(shown.width * _EMU_PER_PIXEL, width * _EMU_PER_TWIP)
    inline = part.new_pic_inline(io.BytesIO(_png(shown.svg)), Emu(wide), Emu(wide * shown.height // shown.width))
    numbers = [p.partname for p in part.package.iter_parts() if p.partname.endswith(".svg")]
    number = len(numbers) + 1
    uri = PackURI(f"/word/media/vector{number}.svg")
    vectors = Part(uri, "image/svg+xml", shown.svg.encode(), part.package)
    key = part.relate_to(vectors, RELATIONSHIP_TYPE.IMAGE)
    next(inline.iter("{*}blip")).append(parsed(_SVG.format(key)))
    inline.docPr.set("id", str(FIRST_ID + number))  # it is not in the document yet, where the next one looks
    for properties in (inline.docPr, next(inline.iter("{*}cNvPr"))):
        properties.set("name", clean(shown.title)[:255])
        properties.set("descr", clean(f"{shown.title}. {shown.description}"))
    made = parsed("<w:drawing></w:drawing>")
    made.append(inline)
    return shown.title, made


@lru_cache(maxsize=16)
def _png(svg: str) -> bytes:
    import resvg_py

    made = resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=_ZOOM,
        background="#ffffff",
        skip_system_fonts=True,
        font_dirs=[str(fonts())],
        font_family=SANS,
        sans_serif_family=SANS,
    )
    return bytes(made)
