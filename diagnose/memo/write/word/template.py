"""A user's own Word file as the template: filled by docxtpl in a sandbox, its codes for other systems left alone."""

import io
import re
import zipfile
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

import docx
import docxtpl  # type: ignore[import-untyped]
import jinja2
from docx.oxml import parse_xml
from markupsafe import Markup, escape

from diagnose.common import InputError, Place, Problem, repacked, shown
from diagnose.memo.content import Memo, Statement
from diagnose.memo.template import About, Block, Directive, Filled, Heading, Sandbox, apart, kind
from diagnose.memo.write.head import fields, letterhead, signature
from diagnose.memo.write.word.codes import CLOSE, OPEN, beside_a_place, brought_back, placed_aside, set_aside, tidied
from diagnose.memo.write.word.faults import told_of
from diagnose.memo.write.word.package import read_package
from diagnose.memo.write.word.styles import adopt, moment
from diagnose.memo.write.word.tables import ordered
from diagnose.memo.write.word.tags import CLOSE_TAG, OPEN_TAG
from diagnose.memo.write.word.writer import Writer
from diagnose.memo.write.word.xml import W, clean

_CODE = "\ue010"  # stands for "${" while Jinja reads the file
_BODY, _WHOLE = "\ue020", "\ue021"  # stand where the memo goes: without the frame of a letter, and with it
_PARTS = "".join(map(chr, range(0xE030, 0xE044)))  # the sections, each by itself
_MARKS = _BODY + _WHOLE + _PARTS
_ALONE = re.compile(f"(<[^>]*>)\\s*([{_MARKS}][{_MARKS}\\s]*)(?=<)")
_SECTION = 2  # level of the headings of sections
_FRAME = ("letterhead", "head", "signature", "copies")


def filled_word(path: Path, filled: Filled, memo: Memo) -> bytes:
    """Return the Word file `path` with the memo `filled` in it; as it is a stranger's, in a process of its own.

    Its tags see ``memo``, ``kop``, ``kepala`` and ``ttd``; ``{{p isi}}`` puts the memo there, without its letterhead,
    title, head and signature, and ``{{p seluruhnya}}`` with them; a kind of memo whose
    sections have names has a place for each, ``{{p saran}}``. Codes such as ``${nomor_naskah}`` stay as they are.

    Raises:
        InputError: the file is no Word file that can be used, it cannot be filled, or it takes too much.
        ImportError: docxtpl is not installed.
    """
    return apart(path, _filled, path, memo, filled)


def _filled(path: Path, memo: Memo, filled: Filled) -> bytes:
    package = read_package(path)
    for said in map(_said, docx.Document(io.BytesIO(package)).element.body.iter(f"{{{W}}}p")):
        if beside_a_place(said, filled.about.parts):
            raise _problem(path, "word_place_text", given=" ".join(said.split())[:80])
    try:
        document = _rendered(package, memo, filled.about)
    except jinja2.TemplateError as error:
        key, values = told_of(error, _unclosed(package))
        raise _problem(path, key, **values) from None
    except (MemoryError, RecursionError):
        raise  # limits passed, told by `apart`
    except Exception as error:  # the file is a stranger's: whatever it does wrong is told, and no more
        raise _problem(path, "word_fails", why=f"{type(error).__name__}: {error}") from None
    for part in document.part.package.iter_parts():
        if part.partname.startswith(("/word/header", "/word/footer")) and any(
            mark in part.blob.decode(errors="ignore") for mark in _MARKS
        ):
            raise _problem(path, "word_place")
    if not _place(document, memo, filled) and "{{" not in set_aside(_text(package), filled.about.parts):
        raise _problem(path, "word_no_place")
    document.core_properties.modified = moment(memo)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


def _unclosed(package: bytes) -> str:
    """Return the first paragraph that opens a code and does not close it, as far as it is short enough to show."""
    paragraphs = map(_said, docx.Document(io.BytesIO(package)).element.body.iter(f"{{{W}}}p"))
    return next((" ".join(p.split())[:80] for p in paragraphs if p.count("{{") != p.count("}}")), "")


def _rendered(package: bytes, memo: Memo, about: About) -> Any:
    environment = Sandbox(autoescape=True, undefined=jinja2.StrictUndefined, finalize=_as_text, optimized=False)
    for markup in ("safe", "urlize", "xmlattr"):  # they write what is no text of the document's
        del environment.filters[markup]
    made: Any = _Template(io.BytesIO(package))
    made.parts = about.parts
    context = {
        **{name: Markup(mark) for name, mark in zip(about.parts, _PARTS, strict=False)},
        "memo": memo,
        "kop": letterhead(memo),
        "kepala": fields(memo, about),
        "ttd": signature(memo),
        "isi": Markup(_BODY),
        "seluruhnya": Markup(_WHOLE),
    }
    made.render(context, environment, autoescape=True)
    return made.get_docx() if made.docx is None else made.docx


def _as_text(value: Any) -> Any:
    """Return `value` as text for XML, in which nothing is left that docxtpl would take for a tag."""
    if isinstance(value, Markup):
        return value
    text = " ".join(clean(str(value)).split()) if isinstance(value, Statement | str) else str(value)
    for mark in (_CODE, *_MARKS, OPEN, CLOSE, OPEN_TAG, CLOSE_TAG):
        text = text.replace(mark, "")
    return Markup(str(escape(text)).replace("{", "&#123;").replace("}", "&#125;"))


class _Template(docxtpl.DocxTemplate):  # type: ignore[misc]
    """A template whose ``${`` Jinja does not see, and which is not mended behind our back where it comes out broken."""

    parts: tuple[str, ...] = ()

    def patch_xml(self, src_xml: str) -> str:
        tidy = placed_aside(tidied(src_xml.replace("${", _CODE), self.parts), self.parts)
        return set_aside(str(super().patch_xml(tidy)), self.parts)

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        xml = brought_back(str(super().render_xml_part(src_xml, part, context, jinja_env)).replace(_CODE, "${"))
        xml = _ALONE.sub(_in_paragraph, xml)
        parse_xml(xml.encode())  # docxtpl reads on over what is not well formed, and loses it
        return xml

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        told = self.docx.core_properties
        for name in ("title", "subject", "author", "comments"):
            given = set_aside(getattr(told, name).replace("${", _CODE), self.parts)
            text = unescape(jinja_env.from_string(given).render(context))
            setattr(told, name, brought_back(text.replace(_CODE, "${"))[:255])

    def render_footnotes(self, context: Any, jinja_env: Any = None) -> None:
        # docxtpl fills them once a section, and so would take for tags what a value says.
        for part in self.docx.part.package.iter_parts():
            if part.partname == "/word/footnotes.xml":
                text = self.patch_xml(part.blob.decode())
                part._blob = self.render_xml_part(text, part, context, jinja_env).encode()


def _in_paragraph(found: re.Match[str]) -> str:
    """Return the marks of ``{{p isi}}``, which stand between paragraphs, each in one of its own."""
    if re.match(r"<w:t[ >]", found[1]):
        return found[0]
    return found[1] + "".join(f"<w:p><w:r><w:t>{mark}</w:t></w:r></w:p>" for mark in "".join(found[2].split()))


def _said(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter(f"{{{W}}}t"))


def _text(package: bytes) -> str:
    """Return the text of the body as it stands in the file, however Word has cut it up."""
    with zipfile.ZipFile(io.BytesIO(package)) as packed:
        return re.sub(r"<[^>]*>", "", packed.read("word/document.xml").decode(errors="replace"))


def _place(document: Any, memo: Memo, filled: Filled) -> int:
    """Put the memo where its marks stand in the body of `document`; return how many there were."""
    placed = 0
    body = document.element.body
    styles: dict[str, str] | None = None
    for mark in _MARKS:
        for holder in [t for t in body.iter(f"{{{W}}}t") if mark in (t.text or "")]:
            styles = adopt(document, memo) if styles is None else styles
            own = _part(filled.blocks, mark)
            section = document.sections[0]
            width = round((section.page_width - section.left_margin - section.right_margin) / 635)
            writer = Writer(document, memo, filled.about, width, styles=styles)
            _insert(holder, mark, ordered(writer.write(own)))
            placed += 1
    return placed


def _insert(holder: Any, mark: str, elements: Sequence[Any]) -> None:
    """Put `elements` after the paragraph whose text `holder` has the mark, and leave out that paragraph if empty."""
    holder.text = holder.text.replace(mark, "")
    at = next(holder.iterancestors(f"{{{W}}}p"))
    for element in reversed(elements):
        at.addnext(element)
    if not "".join(at.itertext()).strip() and elements and elements[-1].tag == f"{{{W}}}p":
        at.getparent().remove(at)


def _part(blocks: Sequence[Block], mark: str) -> Sequence[Block]:
    """Return the blocks that stand where `mark` does: all, those without the frame of a letter, or one section's."""
    if mark == _WHOLE:
        return blocks
    inner = _inner(blocks)
    if mark == _BODY:
        return inner
    starts = [n for n, block in enumerate(inner) if isinstance(block, Heading) and block.level == _SECTION]
    number = _PARTS.index(mark)
    if number >= len(starts):
        return []
    return inner[starts[number] + 1 : [*starts, len(inner)][number + 1]]  # its heading is the file's own


def _inner(blocks: Sequence[Block]) -> list[Block]:
    """Return `blocks` without what a letter puts around them, and without the title above its head."""
    heads = [n for n, b in enumerate(blocks) if isinstance(b, Directive) and kind(b) == "head"]
    top = heads[0] if heads else 0
    return [
        block
        for number, block in enumerate(blocks)
        if not (isinstance(block, Directive) and kind(block) in _FRAME)
        and not (number < top and isinstance(block, Heading))
    ]


def _problem(path: Path, key: str, **values: object) -> InputError:
    return InputError([Problem(Place(shown(path)), key, values)])
