"""A memo with every kind of block, and a letterhead of its own."""

import dataclasses
import datetime as dt
from typing import Any

from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.content.records import Memo
from diagnose.memo.content.statement import marked, state
from diagnose.memo.template.blocks import Block, parse

WHOLE = """
::: kop

# NOTA DINAS

::: kepala

Dengan hormat, {0} **tebal {0}** dan *miring*.

::: tangga

## Uraian

1. Satu {0}

   - anak {0}
2. Dua

| Aturan | Isi | Angka |
|:--|:-:|--:|
| F01 | {0} | 2,5 |

---

::: gambar obstacles

::: gambar series prevalence

::: gambar members decree.seat@key

::: halaman

::: ttd

::: tembusan
"""


OWN = Letterhead(copies=("Inspektur", "Camat"), copies_at="foot", city="Rangkasbitung", date=dt.date(2026, 11, 24))


def blocks_with(text: str) -> tuple[Block, ...]:
    return parse(WHOLE.replace("{0}", marked(state(text, "F01", "x"))))


def with_letterhead(memo: Memo, **own: Any) -> Memo:
    return dataclasses.replace(memo, letterhead=OWN.model_copy(update=own))
