"""Word files that are traps, or odd, are filled or refused in a sentence."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from diagnose.memo.template.blocks import parse
from diagnose.memo.write.word.template import filled_word
from tests.lib.hostile import LOOP, fictional, refused
from tests.lib.memos import of


def own_word(*paragraphs: list[str], header: str = "", footer: str = "", cell: str = "") -> bytes:
    """A Word file; each paragraph as the runs it is split into."""
    document = docx.Document()
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for run in runs:
            paragraph.add_run(run)
    document.add_table(1, 1).cell(0, 0).text = cell
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mended(package: bytes, edit: dict[str, Callable[[bytes], bytes]], more: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, edit[name](data) if name in edit else data)
        for name, data in (more or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def related(kind: str, target: str = "http://x.example/a") -> bytes:
    namespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return f'<Relationship Id="rId99" Type="{namespace}/{kind}" Target="{target}" TargetMode="External"/>'.encode()


def linked(kind: str) -> bytes:
    return mended(
        own_word(["a"]),
        {
            "word/_rels/document.xml.rels": lambda data: data.replace(
                b"</Relationships>", related(kind) + b"</Relationships>"
            )
        },
    )


def filled_file(package: bytes, folder: Path, text: str = "isi memo") -> bytes:
    path = folder / "kop.docx"
    path.write_bytes(package)
    return filled_word(path, of(parse(text), "pesan"), fictional())


TEXTBOX = (
    b'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent><w:p><w:r><w:t>$'
    b"</w:t></w:r><w:r><w:t>{kotak} {{ memo.</w:t></w:r><w:r><w:t>year }}</w:t></w:r></w:p></w:txbxContent></v:textbox>"
    b"</v:shape></w:pict></w:r></w:p><w:sectPr"
)


def test_codes_stay_and_tags_are_filled_wherever_they_stand_and_however_they_are_split(tmp_path: Path) -> None:
    package = own_word(
        ["$", "{nomor", "_naskah}"],
        ["{{ me", "mo.ye", "ar }}"],
        ["{{p", " isi ", "}}"],
        header="${kepala} {{ memo.year }}",
        footer="${kaki} {{ memo.year }}",
        cell="${sel} {{ memo.year }}",
    )
    package = mended(package, {"word/document.xml": lambda data: data.replace(b"<w:sectPr", TEXTBOX, 1)})
    document = docx.Document(io.BytesIO(filled_file(package, tmp_path)))
    assert [p.text for p in document.paragraphs][:3] == ["${nomor_naskah}", "2023", "isi memo"]
    section = document.sections[0]
    assert section.header.paragraphs[0].text == "${kepala} 2023"
    assert section.footer.paragraphs[0].text == "${kaki} 2023"
    assert document.tables[0].cell(0, 0).text == "${sel} 2023"
    assert "${kotak} 2023" in "".join(t.text or "" for t in document.element.body.iter("{*}t"))


def with_wrong_sum(package: bytes) -> bytes:
    at = package.rindex(b"PK\x01\x02") + 16
    return package[:at] + bytes([package[at] ^ 1]) + package[at + 1 :]


def nested(data: bytes) -> bytes:
    return data.replace(b"<w:sectPr", b"<w:p>" * 9999 + b"</w:p>" * 9999 + b"<w:sectPr")


BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document'
WORD: dict[str, tuple[Callable[[], bytes], str]] = {
    "an entity bomb": (
        lambda: mended(own_word(["a"]), {"word/document.xml": lambda data: data.replace(b"<w:document", BOMB, 1)}),
        "rusak",
    ),
    "a picture from elsewhere": (lambda: linked("image"), "dari luar"),
    "an object from elsewhere": (lambda: linked("oleObject"), "dari luar"),
    "a part that is not what its sum says": (lambda: with_wrong_sum(own_word(["a"])), "rusak"),
    "deeply nested": (lambda: mended(own_word(["a"]), {"word/document.xml": nested}), "rusak"),
    "text without end": (lambda: own_word(["{{ 'a' * 10**10 }}"]), "memori"),
    "a macro that calls itself": (lambda: own_word(["{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"]), "dirinya"),
    "a method of a model": (lambda: own_word(["{{ memo.letterhead.model_dump() }}"]), "hapus tanda itu"),
    "markup in a value": (lambda: own_word(["{{ memo.region | urlize }}"]), "urlize"),
    "the memo in a header": (lambda: own_word(["a"], header="{{ isi }}"), "kop.docx: isi memo"),
}


@pytest.mark.parametrize("name", WORD)
def test_a_word_file_that_is_a_trap_gives_one_clear_sentence(name: str, tmp_path: Path) -> None:
    make, said = WORD[name]
    told = refused(lambda: filled_file(make(), tmp_path))
    assert "kop.docx: " in told
    assert said in told


def test_a_word_file_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("diagnose.memo.template.process.SECONDS", 2)
    assert "2 detik" in refused(lambda: filled_file(own_word(["a"], header=LOOP.strip()), tmp_path))


def test_a_template_elsewhere_is_not_passed_on_and_a_link_to_click_is(tmp_path: Path) -> None:
    settings = b'<w:attachedTemplate xmlns:r="%s" r:id="rId99"/></w:settings>'
    namespace = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    place = b"<w:p><w:r><w:t>{{p isi}}</w:t></w:r></w:p>"
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    attached = mended(
        linked("hyperlink"),
        {
            "word/settings.xml": lambda data: data.replace(b"</w:settings>", settings % namespace),
            "word/document.xml": lambda data: data.replace(b"<w:sectPr", place + b"<w:sectPr"),
        },
        {
            "word/_rels/settings.xml.rels": rels
            + related("attachedTemplate", "http://y.example/t.dotm")
            + b"</Relationships>"
        },
    )
    with zipfile.ZipFile(io.BytesIO(filled_file(attached, tmp_path))) as parts:
        whole = b"".join(parts.read(name) for name in parts.namelist())
    assert b"y.example" not in whole
    assert b"attachedTemplate" not in whole
    assert b"http://x.example/a" in whole
