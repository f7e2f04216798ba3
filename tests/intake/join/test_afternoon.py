"""The afternoon of docs/import.md, its tables in other layouts that offices use: the same case each time."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from diagnose.case import Case
from diagnose.diagnosis import Diagnosed
from diagnose.intake.join import gather
from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.survey.read import read_answers
from diagnose.intake.tables import Asked
from tests.lib.memos import RULES
from tests.lib.offices import EXAMPLES, OFFICES
from tests.lib.offices_more import MORE_OFFICES

ASKED = Asked("Kabupaten Contoh Raya", 2025)
OTHERS = ("isian-contoh-raya.xlsx", "usulan-sk-contoh-raya.yaml")
ANSWERS = ("kobo-jawaban-opd.csv", "google-forms-jawaban.csv")
TABLES = ("anggaran-sipd-2025.csv", "desa-2025.csv", "prevalensi.csv", "tpps-wilayah.csv", "sosialisasi-2025.csv")


def case_of(tables: Sequence[Path]) -> Case:
    """The case that the files of the afternoon make, with these tables; the kind of each is recognised."""
    files = with_kinds([Wanted(path) for path in (*(EXAMPLES / name for name in OTHERS), *tables)])
    intakes = [read(file, None, None, "id", ASKED) for file in files]
    given = {"region": {"code": "99.01", "name": "Kabupaten Contoh Raya", "kind": "kabupaten"}, "year": 2025}
    return gather(None, [*intakes, read_answers([EXAMPLES / name for name in ANSWERS])], given=given).case


def said_by(case: Case) -> dict[str, Any]:
    """What is known of a case, whichever document says it."""
    return {p: (f.value, f.low, f.high) for p, f in case.facts.items() if f.known and not p.startswith("documents")}


@cache
def afternoon() -> Case:
    return case_of([EXAMPLES / name for name in TABLES])


ALL = {**OFFICES, **MORE_OFFICES}


@pytest.mark.parametrize("office", ALL)
def test_the_same_facts_laid_out_otherwise_make_the_same_case(office: str, tmp_path: Path) -> None:
    ALL[office](tmp_path)
    case = case_of([path for path in sorted(tmp_path.iterdir()) if path.suffix in (".csv", ".xlsx")])
    before, after = said_by(afternoon()), said_by(case)
    assert {p: (before.get(p), after.get(p)) for p in {*before, *after} if before.get(p) != after.get(p)} == {}
    levels = [[a.level for a in Diagnosed(c, RULES, "id").diagnosis.aspects] for c in (afternoon(), case)]
    assert levels[0] == levels[1]
