"""Draw docs/memo/*.png: pages of memos on the shipped cases, as the PDF has them. Run by ``make docs``."""

import datetime as dt
from pathlib import Path

import typst

from diagnose import Diagnosed, load_case, load_rules
from diagnose.common.content import folder
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import read_letterhead
from diagnose.memo.template.render import fill
from diagnose.memo.write.pdf.compiler import typefaces
from diagnose.memo.write.pdf.writer import inputs

PAGES = (  # picture, case, template, language
    ("nota-dinas", "lebak-2022", "nota-dinas", "id"),
    ("ringkasan", "lebak-2022", "ringkasan", "id"),
    ("telaahan-staf", "lebak-2022", "telaahan-staf", "id"),
    ("lampiran", "fiktif-kota-2024", "lampiran", "id"),
    ("nota-dinas-en", "lebak-2022", "nota-dinas", "en"),
    ("summary", "fiktif-kuat-2023", "ringkasan", "en"),
)
DAY, PPI = dt.date(2026, 11, 24), 60
own, rules = read_letterhead(folder("templates") / "memo" / "kop-contoh.yaml"), load_rules()
for name, case_name, template, lang in PAGES:
    memo = content(Diagnosed(load_case(case_name), rules, lang), own, DAY)
    look, given = folder("templates") / "memo" / "memo.typ", inputs(fill(template, memo), memo)
    pages = typst.compile(look, font_paths=typefaces(), format="png", ppi=PPI, sys_inputs=given)
    first = pages[0] if isinstance(pages, list) else pages
    assert first is not None
    (Path(__file__).parent / "memo" / f"{name}.png").write_bytes(first)
