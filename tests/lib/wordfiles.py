"""What keeps a word processor from opening a Word file, or makes it leave something out, found without one."""

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

STORY = ("word/document.xml", "word/footnotes.xml")
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# elements that name something, and the elements that make it, by part and attribute
NAMED = (
    (("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"), "val", "word/styles.xml", "style", "styleId"),
    (("numId",), "val", "word/numbering.xml", "num", "numId"),
    (("abstractNumId",), "val", "word/numbering.xml", "abstractNum", "abstractNumId"),
    (("footnoteReference",), "id", "word/footnotes.xml", "footnote", "id"),
)


def faults(package: bytes) -> list[str]:
    """What is wrong with the Word file `package`; nothing where every program opens it whole."""
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        names = opened.namelist()
        roots = {n: parse_xml(opened.read(n)) for n in names if n.endswith((".xml", ".rels"))}
    twice = [f"{name} stands twice" for name, count in Counter(names).items() if count > 1]
    return [*twice, *_parts(names, roots), *_references(roots), *_structure(roots)]


def _parts(names: list[str], roots: dict[str, Any]) -> Iterator[str]:
    types = roots["[Content_Types].xml"]
    endings = {e.get("Extension") for e in types.iter("{*}Default")}
    told = {e.get("PartName").lstrip("/") for e in types.iter("{*}Override")}
    yield from (f"{name} is told and not there" for name in told - set(names))
    for name in set(names) - told - {"[Content_Types].xml"}:
        if name.rpartition(".")[2] not in endings:
            yield f"{name} is of no type"
    for name in names:
        if name.endswith(".rels"):
            folder, own = posixpath.split(posixpath.split(name)[0])[0], posixpath.basename(name).removesuffix(".rels")
            links = list(roots[name])
            for link in links:
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target"))).lstrip("/")
                if link.get("TargetMode") != "External" and target not in names:
                    yield f"{name} leads to {target}"
            if own:
                part = roots[posixpath.join(folder, own)]
                used = {v for e in part.iter() for k, v in e.attrib.items() if k.startswith(RELATED)}
                yield from (f"{own} wants {key}" for key in used - {link.get("Id") for link in links})


def _references(roots: dict[str, Any]) -> Iterator[str]:
    for users, attribute, part, maker, key in NAMED:
        there = {e.get(qn(f"w:{key}")) for e in roots[part].iter(qn(f"w:{maker}"))} if part in roots else set()
        for name, root in roots.items():
            for element in root.iter(*(qn(f"w:{user}") for user in users)):
                if element.get(qn(f"w:{attribute}")) not in there | {"0"}:
                    yield f"{name} names {element.tag.rpartition('}')[2]} {element.get(qn(f'w:{attribute}'))}"
    body = roots[STORY[0]]
    marks = {e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))}
    for told in body.iter(qn("w:instrText")):
        if (told.text or "").split()[:1] == ["NOTEREF"] and told.text.split()[1] not in marks:
            yield f"no bookmark {told.text.split()[1]}"


def _structure(roots: dict[str, Any]) -> Iterator[str]:
    for name in (n for n in STORY if n in roots):
        root = roots[name]
        for table in root.iter(qn("w:tbl")):
            columns = len(table.xpath("w:tblGrid/w:gridCol"))
            for row in table.xpath("w:tr"):
                spans = [int((c.xpath("w:tcPr/w:gridSpan/@w:val") or [1])[0]) for c in row.xpath("w:tc")]
                if sum(spans) != columns:
                    yield f"{name}: a row of {sum(spans)} cells in a table of {columns}"
        if any(not len(cell) or cell[-1].tag != qn("w:p") for cell in root.iter(qn("w:tc"))):
            yield f"{name}: a cell does not end with a paragraph"
        for paragraph in root.iter(qn("w:p")):
            kinds = [e.get(qn("w:fldCharType")) for e in paragraph.iter(qn("w:fldChar"))]
            if kinds != ["begin", "separate", "end"] * (len(kinds) // 3):
                yield f"{name}: a field is not closed"
        opened, closed = (
            sorted(e.get(qn("w:id")) for e in root.iter(qn(f"w:bookmark{end}"))) for end in ("Start", "End")
        )
        if opened != closed or len(set(opened)) != len(opened):
            yield f"{name}: a bookmark is not closed"
