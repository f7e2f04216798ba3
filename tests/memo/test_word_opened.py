"""A memo in Word opens whole in other programs, and a test notices one that would not."""

import io
import zipfile
from pathlib import Path

import pytest

from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import marked, state
from diagnose.memo.template.blocks import parse
from diagnose.memo.write.word.document import word
from diagnose.memo.write.word.template import filled_word
from tests.lib.memos import of
from tests.lib.odd_memo import TEXT, own_file
from tests.lib.wordfiles import faults

NOTED = "{0}\n\n::: tangga\n\n1. {0}\n\n::: gambar obstacles\n\n| A | B |\n| --- | --- |\n| {0} | {1} |"


@pytest.fixture(scope="module")
def noted(memo: Memo) -> bytes:
    text = NOTED.format(marked(state("satu", "F1")), marked(state("dua", "F2")))
    return word(of(parse(text), "nota-dinas"), memo, {"F1": "dasar satu", "F2": "dasar dua"})


def test_other_programs_open_a_memo_whole(made: bytes, noted: bytes, memo: Memo, tmp_path: Path) -> None:
    assert faults(made) == []
    assert faults(noted) == []
    assert faults(filled_word(own_file(tmp_path, "awal", "{{p isi }}"), of(parse(TEXT), "nota-dinas"), memo)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("word/media/vector1.svg", "", None, "leads to word/media/vector1.svg"),
        ("word/footnotes.xml", "", None, "is told and not there"),
        ("word/document.xml", 'r:embed="', 'r:embed="x', "wants x"),
        ("word/document.xml", '<w:pStyle w:val="', '<w:pStyle w:val="x', "names pStyle x"),
        ("word/document.xml", '<w:numId w:val="', '<w:numId w:val="9', "names numId 9"),
        ("word/document.xml", '<w:footnoteReference w:id="', '<w:footnoteReference w:id="9', "footnoteReference 9"),
        ("word/document.xml", "NOTEREF ", "NOTEREF x", "no bookmark x"),
        ("word/document.xml", "</w:p></w:tc>", "</w:p><w:tcPr/></w:tc>", "does not end with a paragraph"),
        ("word/document.xml", "<w:gridCol ", "<w:gridCol/><w:gridCol ", "cells in a table of"),
        ("word/document.xml", 'w:fldCharType="end"', 'w:fldCharType="begin"', "a field is not closed"),
        ("word/document.xml", "<w:bookmarkEnd ", "<w:bookmarkStart ", "a bookmark is not closed"),
    ],
)
def test_a_memo_that_another_program_would_not_open_whole_is_noticed(
    noted: bytes, name: str, old: str, new: str | None, told: str
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(noted)) as parts, zipfile.ZipFile(out, "w") as damaged:
        for part_name in parts.namelist():
            data = parts.read(part_name)
            if part_name != name:
                damaged.writestr(part_name, data)
            elif new is not None:
                assert old.encode() in data
                damaged.writestr(part_name, data.replace(old.encode(), new.encode(), 1))
    assert any(told in fault for fault in faults(out.getvalue()))
