"""Files of strangers: what may not be opened is told in one line, before any of it is parsed."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.common.problems import InputError
from diagnose.intake.files.opening import kind_of
from diagnose.intake.files.rows import open_table
from diagnose.intake.files.table import Row, letters
from tests.lib.examples import examples


def a_workbook(*rows: list[Any]) -> bytes:
    book, out = Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in rows or (["a", "b"], [1, 2]):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, part)
    return out.getvalue()


def read_all(path: Path) -> list[Row]:
    with open_table(path) as table:
        return list(table.rows)


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "bomb": ("file_bomb", lambda: with_part(a_workbook(), "xl/media/x.bin", b"\0" * 30_000_000)),
    "macros": ("file_macros", lambda: with_part(a_workbook(), "xl/vbaProject.bin", b"x")),
    "links": ("file_links", lambda: with_part(a_workbook(), "xl/externalLinks/externalLink1.xml", b"<x/>")),
    "entities": ("file_entities", lambda: with_part(a_workbook(), "xl/x.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>')),
    "entities in utf-16": (
        "file_entities",
        lambda: with_part(a_workbook(), "xl/x.xml", '<!doctype a [<!ENTITY b "c">]><a/>'.encode("utf-16")),
    ),
    "entities behind a long comment": (
        "file_entities",
        lambda: with_part(
            a_workbook(), "xl/x.xml", b"<?xml version='1.0'?><!--" + b"x" * 9_000 + b"--> <!DOCTYPE a><a/>"
        ),
    ),
    "entities behind a comment without end": (
        "file_entities",
        lambda: with_part(a_workbook(), "xl/x.xml", b"<!--" + bytes(range(65, 91)) * 50_000 + b"--><!DOCTYPE a><a/>"),
    ),
    "entities in letters of another code": (
        "file_entities",
        lambda: with_part(a_workbook(), "xl/x.dat", b"<?xml version='1.0' encoding='UTF-7'?><a/>"),
    ),
    "rich text": ("file_save_as", lambda: b"{\\rtf1\\ansi Keputusan}"),
    "a web page": ("file_save_as", lambda: b"\xef\xbb\xbf\n<html><table><tr><td>Desa</td></tr></table></html>"),
    "a web page without its head": (
        "file_save_as",
        lambda: b"<meta charset='utf-8'><table><tr><td>Desa</td></tr></table>",
    ),
    "an archived web page": ("file_save_as", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n--x"),
    "data of a web service": ("file_save_as", lambda: b'[{"desa": "Sukamaju"}]'),
    "old Excel": ("file_save_as", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "Workbook".encode("utf-16-le")),
    "OpenDocument": ("file_save_as", lambda: with_part(with_part(b"", "mimetype", b"x"), "content.xml", b"<x/>")),
    "a picture": ("file_picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
    "cut off": ("file_truncated", lambda: a_workbook()[:2000]),
    "password or old": ("file_protected", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 3000),
    "another zip": ("file_not_kind", lambda: with_part(b"", "x.txt", b"x")),
    "binary": ("file_not_kind", lambda: b"\x7fELF\0\0\0\1" * 10),
    "empty": ("file_nothing", lambda: b""),
    "a PDF": ("file_not_kind", lambda: b"%PDF-1.7\n"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_file_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    key, content = HOSTILE[name]
    path = tmp_path / "x.xlsx"
    path.write_bytes(content())
    with pytest.raises(InputError) as caught:
        read_all(path)
    assert [p.key for p in caught.value.problems] == [key]
    for lang in ("id", "en"):
        assert "\n" not in caught.value.text(lang)


def test_a_sheet_that_unpacks_to_more_than_memory_is_refused_by_what_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(a_workbook())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/big.xml", "w") as part:
        for i in range(850):
            part.write((b"%07d" % i) * 143_000)
    with pytest.raises(InputError) as caught:
        kind_of(path)
    assert [p.key for p in caught.value.problems] == ["file_bomb"]


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_what_is_no_file_is_told(what: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        kind_of(tmp_path if what == "folder" else tmp_path / "x")


@examples(150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=100).map(lambda b: b"PK\x03\x04" + b),
        st.text(max_size=300).map(str.encode),
        st.integers(1, 4000).map(lambda n: a_workbook()[:n]),
    )
)
def test_no_content_ends_in_a_traceback(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    try:
        rows = read_all(path)
    except InputError as error:
        told = error.text()
    else:
        told = ""
        assert [row.number for row in rows] == sorted(row.number for row in rows)
    assert "\n" not in told


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("OPD;Pagu\nDinkes;1.000.000\nDinsos;\n", "utf-8"),
        ("OPD,Pagu\nDinkes,1.000.000\nDinsos,\n", "utf-8-sig"),
        ("OPD\tPagu\nDinkes\t1.000.000\nDinsos\t\n", "utf-16"),
        ("OPD\tPagu\nDinkes\t1.000.000\nDinsos\t\n", "utf-16-le"),
        ("OPD\tPagu\nDinkes\t1.000.000\nDinsos\t\n", "utf-32"),
        ('OPD;Pagu\n"Dinkes";"1.000.000"\nDinsos;\n', "cp1252"),
        ('OPD,Pagu\n"Dinkes","1.000.000"\n"Dinsos",\n', "utf-8"),
    ],
)
def test_delimiters_and_encodings_of_spreadsheets_are_told_by_the_file(
    text: str, encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    assert [list(row.cells) for row in read_all(path)] == [["OPD", "Pagu"], ["Dinkes", "1.000.000"], ["Dinsos", ""]]


def test_a_letter_that_excel_wrote_in_its_own_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("Nama;Nilai\nCafé;1\n".encode("cp1252"))
    assert read_all(path)[1].cells[0] == "Café"


def test_places_name_the_cell_of_a_sheet_and_the_line_of_a_text(tmp_path: Path) -> None:
    book, text = tmp_path / "x.xlsx", tmp_path / "x.csv"
    book.write_bytes(a_workbook(["a", "b"], [1, 2]))
    text.write_text("a,b\n1,2\n")
    assert str(read_all(book)[1].place(1)).endswith("x.xlsx!Sheet!B2")
    assert str(read_all(text)[1].place(1)).endswith("x.csv:2:2")
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(a_workbook())
    with pytest.raises(InputError) as caught, open_table(path, "Anggaran"):
        pass
    assert "Sheet" in caught.value.text()


def test_lines_without_any_cell_mark_do_not_tell_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("DAFTAR\nTahun 2025\nA,B,C\n1,2,3\n4,5,6\nSumber: Bappeda\n,,Kepala\n", encoding="utf-8")
    with open_table(path) as table:
        assert [list(row.cells) for row in table.rows][2] == ["A", "B", "C"]
