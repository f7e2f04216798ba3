"""Word templates that are another system's too: its codes stay, and our places are found however they are spaced."""

import re
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
        ("{{NOMOR|upper}}", True),
        ("{{ surat.tanggal | date('d F Y') }}", True),
        ("{{ memo.region|upper }}", False),
        ("{{ kop|join }}", False),
        ("{% if SURAT %}", True),
        ("{%p if SURAT.ada and not LAMPIRAN %}", True),
        ("{% IF SURAT %}", True),
        ("{% if memo.fictional %}ya{% else %}tidak{% endif %}", False),
        ("{% if SURAT and memo.fictional %}", False),
        ("{% set x = memo.region %}{% if x %}{{ x }}{% endif %}", False),
        ("{% for n in range(3) %}{{ n }}{% endfor %}", False),
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


def test_the_blocks_of_another_system_stay_whole_among_ours() -> None:
    text = "{% if SURAT %}{% if memo.x %}a{% else %}b{% endif %}{% elif L|length %}{% else %}c{% endif %}"
    hidden = set_aside(text)
    assert re.findall(r"\{%.*?%\}", hidden) == ["{% if memo.x %}", "{% else %}", "{% endif %}"]
    assert brought_back(hidden) == text
    assert set_aside("{% for b in DAFTAR %}{{ b.nama }}{% endfor %}{% for d in memo.d %}{{ d }}{% endfor %}").endswith(
        "{% for d in memo.d %}{{ d }}{% endfor %}"
    )


@pytest.mark.parametrize("place", ["{{ P ISI }}", "{{P Isi}}", "{{ p  isi }}"])
def test_codes_with_filters_and_tags_stay_as_they_stand(place: str, tmp_path: Path) -> None:
    made = Document()
    texts = ["Nomor {{NOMOR|upper}}", "{% if SURAT %}", "Yth. {{ KEPADA | default('-') }}", "{%p endif %}"]
    for text in (*texts, "{% if a < 1 %}x < 2 & 3{% endif %}"):
        made.add_paragraph(text)
    cut = made.add_paragraph()
    for part in ("{", "%tr fo", "r b in ", "DAFTAR %", "}{{b.n}}{% end", "for %} x"):
        cut.add_run(part).bold = part == "r b in "
    made.add_paragraph(place)
    made.save(str(tmp_path / "nota.docx"))
    out = tmp_path / "m.docx"
    told = CliRunner().invoke(app, ["memo", "lebak-2022", "--word", str(tmp_path / "nota.docx"), "-o", str(out)])
    assert told.exit_code == 0, told.output
    assert body(out).split("\n")[:4] == texts
    assert body(out).split("\n")[4] == "{% if a < 1 %}x < 2 & 3{% endif %}"
    assert body(out).split("\n")[5] == "{%tr for b in DAFTAR %}{{b.n}}{% endfor %} x"
    assert place not in body(out)
    assert len(body(out)) > 1_000
    assert "{{NOMOR|upper}}" in told.output


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ memo.nothing }}", "nothing"),
        ("{{ memo.region|besar }}", "|besar"),
        ("{% if memo.region %}", "{% endif %}"),
        ("{{ memo.region + }}", "memo.region +"),
        ("{{ memo.__class__ }}", "tag"),
        ("{% if SURAT and memo.fictional %}{% endif %}", "SURAT"),
        ("{{p isi}} {% if SURAT %}ya{% endif %}", "SURAT"),
    ],
)
def test_a_tag_that_cannot_be_filled_is_told_in_words_of_people(tag: str, said: str, tmp_path: Path) -> None:
    made = Document()
    made.add_paragraph("{{p isi}}")
    made.add_paragraph(tag)
    made.save(str(tmp_path / "x.docx"))
    typed = ["memo", "lebak-2022", "--word", str(tmp_path / "x.docx"), "-o", str(tmp_path / "m.docx"), "--lang", "en"]
    told = CliRunner().invoke(app, typed)
    assert told.exit_code == 2
    assert said in told.output
    assert "Error" not in told.output
    assert "expected" not in told.output


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
