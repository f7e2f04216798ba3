"""WordprocessingML by hand: elements, runs and fields."""

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from diagnose.common import printable

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TWIPS_PER_CM = 567
FIRST_ID = 9000  # of our bookmarks and drawings: away from those of a user's document


def el(tag: str, *children: Any, **attributes: object) -> Any:
    """Return the element ``w:tag`` with `attributes` (of the same namespace) and `children`; None is left out."""
    made: Any = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def parsed(xml: str) -> Any:
    """Return the element written as `xml`, in which the prefix ``w`` is known."""
    return parse_xml(xml.replace(">", f' xmlns:w="{W}">', 1) if "xmlns:w" not in xml else xml)


def clean(text: str) -> str:
    """Return `text` without what XML cannot hold, and without marks that turn the direction of the text around."""
    return printable(text)


def run(
    text: str, bold: bool = False, italic: bool = False, underline: bool = False, size: float = 0, ink: str = ""
) -> Any:
    """Return a run of `text`, in which a line break is one; in letters of `size` points, or those of its style."""
    properties = [
        *((el("b"), el("bCs")) if bold else ()),
        *((el("i"), el("iCs")) if italic else ()),
        el("color", val=ink.removeprefix("#")) if ink else None,
        *((el("sz", val=round(size * 2)), el("szCs", val=round(size * 2))) if size else ()),
        el("u", val="single") if underline else None,
    ]
    made = el("r", el("rPr", *properties) if any(p is not None for p in properties) else None)
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(el("br"))
        if line:
            written = el("t")
            written.text = line
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(written)
    return made


def field(code: str, shown: str) -> list[Any]:
    """Return the runs of a field, `shown` until it is next worked out."""
    instruction = el("instrText")
    instruction.text = f" {code} "
    return [
        el("r", el("fldChar", fldCharType="begin")),
        el("r", instruction),
        el("r", el("fldChar", fldCharType="separate")),
        run(shown),
        el("r", el("fldChar", fldCharType="end")),
    ]
