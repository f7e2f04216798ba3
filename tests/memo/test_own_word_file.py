"""A Word file of the user's own: filled, its other codes left alone, refused in one sentence where it cannot be."""

import dataclasses
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from diagnose import InputError
from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import state
from diagnose.memo.template.blocks import parse
from diagnose.memo.write.word.template import filled_word
from tests.lib.memos import of
from tests.lib.odd_memo import HOSTILE, TEXT, own_file


def text_of(document: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in document.element.body.iter("{*}p"))


def hostile(memo: Memo) -> Memo:
    return dataclasses.replace(memo, region=HOSTILE, office=HOSTILE, lowest=(state(HOSTILE, "x"),))


def test_a_users_file_is_filled_and_its_codes_are_left_alone(memo: Memo, tmp_path: Path) -> None:
    path = own_file(
        tmp_path,
        "Nomor ${nomor_naskah} ${#a} ${%b} ${{c}}",
        "{{ memo.region }}|{{ memo.lowest[0] }}",
        "{%p for d in memo.dimensions %}",
        "- {{ d.name }}",
        "{%p endfor %}",
        "{{p isi }}",
        "akhir",
        header="${ttd_pengirim} {{ memo.region }}",
    )
    package = filled_word(path, of(parse(TEXT), "nota-dinas"), hostile(memo))
    document = docx.Document(io.BytesIO(package))
    paragraphs = [p.text for p in document.paragraphs]
    assert paragraphs[0] == "Nomor ${nomor_naskah} ${#a} ${%b} ${{c}}"
    assert paragraphs[1] == f"{HOSTILE}|{HOSTILE}"
    assert [p for p in paragraphs if p.startswith("- ")] == [f"- {d.name}" for d in memo.dimensions]
    assert document.sections[0].header.paragraphs[0].text == f"${{ttd_pengirim}} {HOSTILE}"
    assert "Satu" in paragraphs
    assert "NOTA DINAS" not in paragraphs
    assert paragraphs[-1] == "akhir"
    assert not any(c in text_of(document) for c in "\ue010\ue020\ue021")
    assert package == filled_word(path, of(parse(TEXT), "nota-dinas"), hostile(memo))


@pytest.mark.parametrize("place", ["{{ seluruhnya }}", "{{p seluruhnya }}"])
def test_the_whole_memo_goes_where_the_file_says(memo: Memo, tmp_path: Path, place: str) -> None:
    package = filled_word(own_file(tmp_path, "awal", place, "akhir"), of(parse(TEXT), "nota-dinas"), memo)
    paragraphs = [p.text for p in docx.Document(io.BytesIO(package)).paragraphs]
    assert paragraphs[:2] == ["awal", "PEMERINTAH"]
    assert paragraphs[-1] == "akhir"


@pytest.mark.parametrize(
    "tag",
    [
        "{{ memo.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ memo|attr('__class__') }}",
        "{% include '/etc/passwd' %}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ nothing }}",
        "{% if %}",
        "{{ memo.region|safe }}",
        "{{p memo.region",
    ],
)
def test_a_hostile_or_broken_tag_gives_one_clear_sentence(memo: Memo, tmp_path: Path, tag: str) -> None:
    with pytest.raises(InputError) as error:
        filled_word(own_file(tmp_path, tag), of((), "nota-dinas"), memo)
    assert "\n" not in str(error.value)


def with_entry(path: Path, name: str, data: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(name, data)
    return path


def test_a_file_that_is_no_usable_word_file_gives_one_clear_sentence(memo: Memo, tmp_path: Path) -> None:
    good = own_file(tmp_path, "a").read_bytes()

    def told(data: bytes, name: str = "", more: bytes = b"") -> str:
        path = tmp_path / "given.docx"
        path.write_bytes(data)
        if name:
            with_entry(path, name, more)
        with pytest.raises(InputError) as error:
            filled_word(path, of((), "nota-dinas"), memo)
        return str(error.value)

    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as parts:
        parts.writestr("[Content_Types].xml", "<Types/>")
        parts.writestr("xl/workbook.xml", "<workbook/>")
    assert "rusak" in told(good[: len(good) // 2])
    assert "rusak" in told(b"")
    assert "rusak" in told(sheet.getvalue())
    assert "sandi" in told(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    assert "makro" in told(good, "word/vbaProject.bin", b"x")
    assert "50 MB" in told(good, "word/media/big.bin", bytes(51_000_000))
    with pytest.raises(InputError, match="tidak dapat dibaca"):
        filled_word(tmp_path / "none.docx", of((), "nota-dinas"), memo)
