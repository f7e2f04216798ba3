"""Memos against strangers: templates without end, Word files that are traps, odd letterheads, files in the way."""

import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

from diagnose import InputError
from diagnose.cli import app
from diagnose.cli.memofiles import targets
from diagnose.memo.content import formats
from diagnose.memo.content.letterhead import Letterhead, read_letterhead
from diagnose.memo.content.records import Memo
from diagnose.memo.template.blocks import parse, texts
from diagnose.memo.template.process import apart
from diagnose.memo.template.render import fill
from diagnose.memo.write.word.template import filled_word
from tests.lib.memos import of, shipped

# Templates


def template(folder: Path, text: str, name: str = "pesan") -> Path:
    (folder / f"{name}.md.jinja").write_text(text, encoding="utf-8")
    return folder


def fictional() -> Memo:
    return shipped("fiktif-kuat-2023", "id", False)


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(InputError) as error:
        work()
    told = str(error.value)
    assert "\n" not in told
    return told


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("a\n{{ 'a' * 10**10 }}", ":2: ", "memori"),
        ("{{ '%999999999d' % 1 }}", ":1: ", "memori"),
        ("\n\n{{ 'a' | center(10**9) }}", ":3: ", "memori"),
        (
            "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            ":1: ",
            "memori",
        ),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", ":1: ", "dirinya sendiri"),
        ("{% include 'pesan.md.jinja' %}", ":1: ", "dirinya sendiri"),
        ("{{ " + "(" * 5000 + ")" * 5000 + " }}", "pesan.md.jinja: ", "dirinya sendiri"),
        ("{{ 'x' * 600000 }}", "pesan.md.jinja: ", "500000"),
        ("::: gambar obstacles\n\n" * 300, "pesan.md.jinja: ", "10000"),
        ("|a" * 6000 + "\n" + "|-" * 6000 + "\n" + "|a" * 6000, "pesan.md.jinja: ", "10000"),
        ("- a\n" * 11000, "pesan.md.jinja: ", "10000"),
        ("\n{{ memo.nothing }}", ":2: ", "nothing"),
        ("\n{% include 'other.md.jinja' %}", ":2: ", "other.md.jinja"),
    ],
    ids=range(13),
)
def test_a_template_that_takes_too_much_is_stopped_and_named(text: str, place: str, said: str, tmp_path: Path) -> None:
    told = refused(lambda: fill("pesan", fictional(), template(tmp_path, text)).blocks)
    assert f"pesan.md.jinja{place.removeprefix('pesan.md.jinja')}" in told
    assert said in told


LOOP = "\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.mark.parametrize(("text", "place"), [(LOOP, ":2: "), ("{{ 10 ** (10 ** 10) }}", ": ")])
def test_a_template_without_end_is_stopped(
    text: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diagnose.memo.template.process.SECONDS", 2)
    told = refused(lambda: fill("pesan", fictional(), template(tmp_path, text)).blocks)
    assert f"pesan.md.jinja{place}" in told
    assert "2 detik" in told


@pytest.mark.parametrize(
    "text",
    [
        "{{ '{0.__class__.__mro__}'.format(memo) }}",
        "{{ '{a.__class__}' | attr('format')(a=1) }}",
        "{% set f = '{0.__class__}'.format %}{{ f(1) }}",
        "{{ '{a.__class__}'.format_map({'a': 1}) }}",
        "{{ ['a'] | map(attribute='__class__') | map('upper') | list }}",
        "{{ cycler('a').next.__globals__ }}",
        "{{ joiner.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
    ],
)
def test_a_template_reaches_nothing_behind_its_values(text: str, tmp_path: Path) -> None:
    told = refused(lambda: fill("pesan", fictional(), template(tmp_path, text)).blocks)
    assert "<class" not in told


def test_what_a_macro_writes_keeps_its_marks_and_its_grounds(tmp_path: Path) -> None:
    text = "{% macro m(x) %}**{{ x }}** {{ memo.lowest[0] }}{% endmacro %}{{ m('a * b') }}"
    (block,) = fill("pesan", fictional(), template(tmp_path, text)).blocks
    spans = [(s.text, s.bold, bool(s.ids)) for s in texts(block)]
    assert spans[0] == ("a * b", True, False)
    assert spans[-1] == (str(fictional().lowest[0]), False, True)


# Word files


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
    "a method of a model": (lambda: own_word(["{{ memo.letterhead.model_dump() }}"]), "SecurityError"),
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


# Letterheads


def test_everything_wrong_with_a_letterhead_is_told_at_once_and_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "kop.yaml"
    path.write_text(
        'government: "a\\u202eb"\ncitty: X\npaper: Folio\nmargins: {top: 0, left: 99}\n'
        'typeface: "Arial; } body{"\nsignature: {position: "\\x07", nam: x}\n'
        f"copies: [{', '.join('a' * 51)}]\n",
        encoding="utf-8",
    )
    with pytest.raises(InputError) as error:
        read_letterhead(path)
    places = [(p.place.line, p.place.column, p.key) for p in error.value.problems]
    assert places == [
        (1, 13, "text_not_printable"),
        (2, 1, "unknown_key"),
        (3, 8, "not_one_of"),
        (4, 16, "too_low"),
        (4, 25, "too_high"),
        (5, 11, "typeface_form"),
        (6, 23, "text_not_printable"),
        (6, 31, "unknown_key"),
        (7, 9, "too_long"),
    ]


def test_lines_of_a_letterhead_are_lines(tmp_path: Path) -> None:
    path = tmp_path / "kop.yaml"
    path.write_text('agency: "Dinas\\u00a0Kesehatan"\naddress: |\n  Jalan A\n  Kota B\n', encoding="utf-8")
    own = read_letterhead(path)
    assert (own.agency, own.address) == ("Dinas Kesehatan", "Jalan A Kota B")
    assert Letterhead().agency == ""


# Files


def kinds(output: Path | None, overwrite: bool = False, forms: tuple[str, ...] = ("md", "txt")) -> list[Path | None]:
    return [path for _, _, path in targets("kasus", ["pesan"], forms, output, overwrite)]


def test_a_folder_for_several_memos_is_made(tmp_path: Path) -> None:
    into = tmp_path / "a" / "b"
    assert kinds(into) == [into / "kasus-pesan.md", into / "kasus-pesan.txt"]
    assert into.is_dir()


def test_what_stands_in_the_way_of_a_memo_is_told_and_kept(tmp_path: Path) -> None:
    (tmp_path / "kasus-pesan.md").write_text("lama", encoding="utf-8")
    (tmp_path / "ada").write_text("lama", encoding="utf-8")
    (tmp_path / "kasus-pesan.txt").mkdir()
    one = ("md",)
    assert "pakai --overwrite" in refused(lambda: kinds(tmp_path, forms=one))
    assert kinds(tmp_path, True, one) == [tmp_path / "kasus-pesan.md"]
    assert "ada folder" in refused(lambda: kinds(tmp_path, True, ("txt",)))
    assert "sebuah folder" in refused(lambda: kinds(tmp_path / "ada"))
    assert "sebuah folder" in refused(lambda: kinds(tmp_path / "memo.docx"))
    assert "folder untuk berkas ini tidak ada" in refused(lambda: kinds(tmp_path / "x" / "m.md", forms=one))
    assert "tidak dapat ditulis" in refused(lambda: kinds(tmp_path / "ada" / "m.md", forms=one))
    assert "tidak dapat ditulis" in refused(lambda: kinds(tmp_path / ("x" * 300), forms=one))
    assert "tidak dapat ditulis" in refused(lambda: kinds(tmp_path / "ada" / "folder"))
    assert not (tmp_path / "memo.docx").exists()


def test_a_trap_ends_with_2_and_writes_nothing(tmp_path: Path) -> None:
    own = template(tmp_path, "{{ 'a' * 10**10 }}")
    out = tmp_path / "memo.txt"
    arguments = ["memo", "fiktif-kuat-2023", "-t", "pesan", "--templates", str(own), "-o", str(out)]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert not out.exists()


# What is missing


def lacking() -> None:
    raise ImportError("none", name="docxtpl")


def broken_off() -> None:
    os._exit(3)


def test_a_library_that_is_missing_is_told_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImportError) as error:
        apart(Path("kop.docx"), lacking)
    assert error.value.name == "docxtpl"
    formats._babel.cache_clear()
    monkeypatch.setitem(sys.modules, "babel", None)
    assert "konvergensi[memo]" in refused(lambda: formats.number(1, "id"))


def test_a_process_that_breaks_off_is_told() -> None:
    assert "kop.docx: pengisian terputus" in refused(lambda: apart(Path("kop.docx"), broken_off))
