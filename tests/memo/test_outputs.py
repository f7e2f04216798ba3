"""Where memos are written: folders, files in the way, letterheads, libraries that are missing."""

import os
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diagnose import InputError
from diagnose.cli import app
from diagnose.cli.memofiles import targets
from diagnose.common.content import folder
from diagnose.memo.content import formats
from diagnose.memo.content.letterhead import Letterhead, read_letterhead
from diagnose.memo.template.process import apart
from tests.lib.hostile import refused, template

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


def test_the_letterhead_that_is_shipped_can_be_read_and_copied() -> None:
    own = read_letterhead(folder("templates") / "memo" / "kop-contoh.yaml")
    assert own.government
    assert own.signature.position
    assert set(own.model_fields_set) >= set(Letterhead.model_fields) - {"date"}
