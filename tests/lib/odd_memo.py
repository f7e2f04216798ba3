"""A memo with every kind of block and a letterhead that is hard to lay out, and a Word file of a user's own."""

import datetime as dt
from pathlib import Path

import docx

from diagnose.memo.content.letterhead import Letterhead, Signature

HOSTILE = 'A & B <w:p/> "q" {{7*7}} {% x %} {_{1}_} ${kode} ]]>'


AGENCY = "Badan " + "Perencanaan " * 24 + "Akhir"


OWN = Letterhead(
    government="PEMERINTAH",
    agency=AGENCY,
    address="Jalan & Nomor 1",
    copies=("Sekretaris Daerah",),
    copies_at="foot",
    number="${nomor_naskah}",
    paper="F4",
    typeface="Bookman Old Style",
    size=11,
    date=dt.date(2026, 11, 24),
    signature=Signature(name="${nama}", nip="1"),
)


TEXT = """::: kop

# NOTA DINAS

::: kepala

## Satu

### Dua

Teks **tebal** dan *miring*.

1. satu

   1. huruf

      - butir

2. dua

Antara.

1. lagi satu

Tabel:

| A | B |
| --- | ---: |
| x | 1 |

::: tangga

::: gambar obstacles

::: halaman

::: rule

::: ttd

::: tembusan
"""


def own_file(tmp_path: Path, *texts: str, header: str = "") -> Path:
    document = docx.Document()
    for text in texts:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    path = tmp_path / "own.docx"
    document.save(str(path))
    return path
