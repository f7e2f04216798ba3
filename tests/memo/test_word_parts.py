"""The sections of a memo, each at a place of its own in a Word file of the user's."""

import io
from pathlib import Path

import docx

from diagnose.memo.template.render import fill
from diagnose.memo.write.word.codes import foreign_codes
from diagnose.memo.write.word.template import filled_word
from tests.lib.memos import shipped

PARTS = ("persoalan", "praanggapan", "fakta", "analisis", "simpulan", "saran")


def test_each_section_of_a_telaahan_stands_below_a_heading_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "telaahan.docx"
    made = docx.Document()
    for part in reversed(PARTS):
        made.add_heading(f"BAGIAN {part}", 1)
        made.add_paragraph(f"{{{{p {part}}}}}" if part != "fakta" else "{{ p fakta }}")
    made.add_paragraph("{{NOMOR_SURAT}}")
    made.save(str(path))
    memo = shipped("lebak-2022", "id", False)
    filled = fill("telaahan-staf", memo)
    assert foreign_codes(path, filled.about.parts) == ("{{NOMOR_SURAT}}",)
    found = docx.Document(io.BytesIO(filled_word(path, filled, memo)))
    texts = [p.text for p in found.paragraphs]
    places = [texts.index(f"BAGIAN {part}") for part in reversed(PARTS)]
    assert places == sorted(places)
    assert all(texts[at + 1].strip() for at in places)
    assert texts[places[-1] + 1].startswith("Sejauh mana program")
    assert "{{NOMOR_SURAT}}" in texts
    assert not any("{{p" in text for text in texts)
