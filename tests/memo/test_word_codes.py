"""Word templates that are another system's too: its codes stay, and our places are found however they are spaced."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner

from diagnose.cli import app
from diagnose.common import folder
from diagnose.memo.write.word.codes import beside_a_place, brought_back, foreign_codes, set_aside, tidied

FILES = folder("facts").parent / "tests" / "data" / "files"


def body(path: Path) -> str:
    return "\n".join(p.text for p in Document(str(path)).paragraphs)


@pytest.mark.parametrize("name", ["t04-kurung-sistem-lain.docx", "t08a-spasi-dalam-kurung.docx"])
def test_a_template_of_another_system_is_filled(name: str, tmp_path: Path) -> None:
    out = tmp_path / "m.docx"
    told = CliRunner().invoke(
        app, ["memo", "lebak-2022", "-t", "nota-dinas", "--word", str(FILES / name), "-o", str(out)]
    )
    assert told.exit_code == 0, told.output
    assert len(body(out)) > 1_000
    left = foreign_codes(FILES / name)
    assert all(code in body(out) for code in left)
    if name.startswith("t04"):
        assert left
        assert left[0] in told.output
    assert "{{ p isi }}" not in body(out)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("{{NOMOR_SURAT}}", True),
        ("{{ nama pejabat }}", True),
        ("{{surat.nomor}}", True),
        ("{{ ttd }}", True),  # alone it was filled with how the program holds the signature
        ("{{kop}}", True),
        ("{{ttd.name}}", False),
        ("{{ttd.nama}}", True),
        ("{{kepala.nama}}", True),
        ("{{kop.alamat}}", True),
        ("{{#Ulang}}", True),
        ("{{/Ulang}}", True),
        ("{{ memo.nothing }}", False),
        ("{{p isi}}", False),
        ("{% for x in memo.levels %}{{ x }}{% endfor %}", False),
        ("{{ 1 + 1 }}", False),
    ],
)
def test_only_plain_codes_that_are_none_of_ours_are_left(text: str, kept: bool) -> None:
    assert (set_aside(text) != text) is kept
    assert brought_back(set_aside(text)) == text


@pytest.mark.parametrize("text", ["{{ p isi }}", "{{<w:t> </w:t>p isi}}", "{<b/>{ p  seluruhnya }}"])
def test_blanks_before_the_p_of_a_place_make_no_difference(text: str) -> None:
    assert "{p " in tidied(text).replace("<w:t></w:t>", "").replace("<b/>", "")


@pytest.mark.parametrize("text", ["Isi: {{ p isi }} sekian", "{{p isi}}Demikian.", "{{NOMOR}} {{p saran}}"])
def test_text_beside_the_place_for_the_memo_is_not_lost_without_a_word(text: str, tmp_path: Path) -> None:
    own = Document()
    own.add_paragraph(text)
    own.save(str(tmp_path / "nota.docx"))
    out = tmp_path / "m.docx"
    typed = ["memo", "lebak-2022", "-t", "telaahan-staf", "--word", str(tmp_path / "nota.docx"), "-o", str(out)]
    told = CliRunner().invoke(app, typed)
    assert told.exit_code == 2
    assert "pindahkan" in told.stderr
    assert not out.exists()


@pytest.mark.parametrize(
    "text", ["{{p isi}}", " {{ p isi }} ", "{{p isi}}{{p saran}}", "{% if memo.fictional %}{{p isi}}{% endif %}"]
)
def test_a_place_alone_in_its_paragraph_has_nothing_beside_it(text: str) -> None:
    assert not beside_a_place(text, ("saran",))


def test_a_broken_file_has_no_codes(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"PK")
    assert foreign_codes(path) == ()
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("x", "")
    assert foreign_codes(path) == ()


def test_a_code_that_is_not_closed_is_shown_as_it_stands(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{p isi}}")
    document.add_paragraph("Kepada {{ NAMA")
    document.save(str(tmp_path / "x.docx"))
    out = ["memo", "lebak-2022", "-t", "nota-dinas", "--word", str(tmp_path / "x.docx"), "-o", str(tmp_path / "m.docx")]
    told = CliRunner().invoke(app, out)
    assert told.exit_code
    assert "Kepada {{ NAMA" in told.output


def test_codes_of_others_that_docxtpl_would_take_apart_stay(tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph("Yth. {{p nama}} di tempat")
    cut = made.add_paragraph()
    for part in ("{{", "r ", "ttd", "}} x"):
        cut.add_run(part)
    made.add_paragraph("{{p isi}}")
    made.save(str(tmp_path / "nota.docx"))
    out = tmp_path / "m.docx"
    told = CliRunner().invoke(app, ["memo", "lebak-2022", "--word", str(tmp_path / "nota.docx"), "-o", str(out)])
    assert told.exit_code == 0, told.output
    assert body(out).startswith("Yth. {{p nama}} di tempat\n{{r ttd}} x\n")
