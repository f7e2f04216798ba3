"""Memos and imports on the reference case, beside a diagnosis of it."""

import csv
import datetime as dt
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from diagnose import diagnose, load_case
from diagnose.diagnosis.diagnosed import Diagnosed
from diagnose.intake.tables import read_table
from diagnose.intake.workbook import read_workbook
from diagnose.intake.workbook.write.workbook import workbook
from diagnose.knowledge.rulebase import Rulebase
from diagnose.memo.content.content import content
from diagnose.memo.content.letterhead import Letterhead
from diagnose.memo.template.render import fill
from diagnose.memo.write.pdf.writer import pdf
from diagnose.memo.write.word.document import word
from tests.bench.cases import REFERENCE
from tests.bench.measure import interleaved

AIMS = {"docx": 1.0, "pdf": 2.0}
ROUNDS, VILLAGES = 8, 20_000


def papers(rules: Rulebase) -> None:
    """Print what memos, the form and tables take."""
    case = load_case(REFERENCE)

    def memo(template: str, form: str) -> bytes:
        told = content(Diagnosed(case, rules), Letterhead(), dt.date.today())
        filled = fill(template, told)
        return word(filled, told) if form == "docx" else pdf(filled, told)

    with tempfile.TemporaryDirectory() as folder:
        form, table = Path(folder) / "isian.xlsx", Path(folder) / "desa.csv"
        form.write_bytes(workbook(case, "id"))
        _villages(table)
        work: dict[str, Callable[[], object]] = {"diagnose": partial(diagnose, case, rules)}
        work |= {f"{t}, {f}": partial(memo, t, f) for t in ("nota-dinas", "lampiran") for f in AIMS}
        work |= {
            "form as a workbook": partial(workbook, case, "id"),
            "the workbook read back": partial(read_workbook, form),
            f"{VILLAGES} villages of a table": partial(read_table, "villages", table, None, None, "id"),
        }
        times = interleaved(work, ROUNDS)
    for name, seconds in times.items():
        print(f"{name:42}{seconds * 1e3:>8.0f} ms {seconds / times['diagnose']:>8.1f} times a diagnosis")
    for form_name, aim in AIMS.items():
        worst = max(seconds for name, seconds in times.items() if name.endswith(form_name))
        print(f"Aim: {form_name} within {aim:g} s {'met' if worst <= aim else 'NOT met'}")


def _villages(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as opened:
        rows = csv.writer(opened, delimiter=";")
        rows.writerow(["Kecamatan", "Desa/Kelurahan", "Pagu Dana Desa", "Alokasi Stunting"])
        rows.writerows([f"Kecamatan {n % 28}", f"Desa {n}", 900_000_000 + n, n * 1000] for n in range(VILLAGES))
