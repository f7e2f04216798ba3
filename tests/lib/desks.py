"""Tables that tests write, and what is read of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from diagnose.case.model import Case
from diagnose.common.content import folder
from diagnose.common.problems import InputError, Problem
from diagnose.intake.join.gather import gather
from diagnose.intake.records import Intake
from diagnose.intake.tables import read_table

EXAMPLES = folder("facts") / "examples"
GIVEN = {"region": {"code": "99.01", "name": "Kabupaten Contoh Raya", "kind": "kabupaten"}, "year": 2025}
BUDGET = "SKPD;Sub Kegiatan;Sumber Dana;Pagu;Penandaan\n"
VILLAGES = "Kecamatan;Desa;Pagu Dana Desa;Alokasi Stunting;Sosialisasi\n"
ALL_VILLAGES = "kind: villages\ncomplete: ya\n"
SHIPPED = (
    ("budget", "anggaran-sipd-2025.csv", "anggaran-sipd-2025.peta.yaml"),
    ("villages", "desa-2025.csv", "desa-2025.peta.yaml"),
    ("prevalence", "prevalensi.csv", None),
    ("teams", "tpps-wilayah.csv", None),
    ("sosialisasi", "sosialisasi-2025.csv", None),
)


class Desk:
    """A folder to write tables in, and to read them from."""

    def __init__(self, at: Path) -> None:
        self.at = at

    def write(self, text: str, name: str = "tabel.csv") -> Path:
        path = self.at / name
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, kind: str, text: str, mapping: str = "") -> Intake:
        table = self.write(text)
        return read_table(kind, table, self.write(mapping, "peta.yaml") if mapping else None, None, "id")

    def case(self, kind: str, text: str, mapping: str = "") -> Case:
        return case_of(self.read(kind, text, mapping))


def case_of(intake: Intake) -> Case:
    return gather(None, [intake], given=GIVEN).case


def fact(case: Case, path: str) -> tuple[float, float]:
    return case.facts[path].low, case.facts[path].high


def known(case: Case, path: str) -> Any:
    return case.facts[path].value


def keys(problems: Sequence[Problem]) -> list[str]:
    return [problem.key for problem in problems]


def counts(intake: Intake) -> dict[str, int]:
    return {count.key.removeprefix("import.tables."): count.number for count in intake.counts}


def refused(error: pytest.ExceptionInfo[InputError]) -> Problem:
    assert len(error.value.problems) == 1
    return error.value.problems[0]
