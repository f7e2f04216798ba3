"""What is promised is neither yes nor no, so it is told by itself: at first sight, by `check`, and in every memo."""

import datetime as dt
import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from diagnose import Diagnosed
from diagnose.cli import app
from diagnose.common.wording import LANGUAGES
from diagnose.diagnosis.summary import summary
from diagnose.knowledge.rulebase import Rulebase
from diagnose.memo.content import Letterhead, content
from diagnose.memo.template import fill
from tests.conftest import BLANK, make_case, merged

PROMISED = {
    "decree": {
        "signed": {"value": "draft", "planned": {"value": "yes", "by": "2022-12"}},
        "members": {"agencies": {"Dinas PUPR": {"planned": {"value": "yes", "by": "2022-11-20"}}}},
    },
    "dana_desa": {"reported": {"planned": {"value": "yes", "by": 2023}}},
}


def test_promises_are_told_with_what_who_and_by_when_the_first_due_first(rules: Rulebase) -> None:
    told = Diagnosed(make_case(PROMISED), rules, "id").diagnosis.promised
    assert [p.fact for p in told] == ["decree.members.agencies[pupr]", "decree.signed", "dana_desa.reported"]
    assert (
        told[0].statement
        == "Dinas PUPR duduk dalam SK TPPS: ya, paling lambat 20 November 2022 (ditanyakan kepada Bappeda)"
    )
    assert (told[2].who, told[2].by) == ("DPMD", "2023-12-31")


def test_the_first_screen_counts_them(rules: Rulebase) -> None:
    said = "; ".join(summary(Diagnosed(make_case(PROMISED), rules, "id")).to_check)
    assert "3 hal dijanjikan, yang pertama paling lambat 20 November 2022" in said
    assert "dijanjikan" not in "; ".join(summary(Diagnosed(make_case({}), rules, "id")).to_check)


def test_check_lists_them(tmp_path: Path) -> None:
    file = tmp_path / "janji.yaml"
    file.write_text(yaml.safe_dump(merged(BLANK, PROMISED)))
    text = CliRunner().invoke(app, ["check", str(file)]).output
    assert "Yang dijanjikan" in text
    assert "Laporan dana desa per desa: ya, paling lambat 31 Desember 2023" in " ".join(text.split())
    found = json.loads(CliRunner().invoke(app, ["check", str(file), "--format", "json"]).output)
    assert [p["by"] for p in found["promised"]] == ["2022-11-20", "2022-12-31", "2023-12-31"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("template", ["nota-dinas", "ringkasan", "telaahan-staf", "pesan", "lampiran"])
def test_every_memo_tells_what_is_promised(template: str, lang: str, rules: Rulebase) -> None:
    def text(facts: dict[str, object]) -> str:
        memo = content(Diagnosed(make_case(facts), rules, lang), Letterhead(), dt.date(2022, 11, 1))
        return str(fill(template, memo))

    first = {"id": "paling lambat 20 November 2022", "en": "by 20 November 2022"}[lang]
    assert first in text(PROMISED)
    assert {"id": "ijanjikan", "en": "romised"}[lang] not in text({"decree": {"signed": "no"}})


@pytest.mark.parametrize(("day", "past"), [(dt.date(2022, 11, 20), False), (dt.date(2022, 11, 21), True)])
def test_a_memo_of_a_later_day_asks_whether_what_was_promised_was_done(
    day: dt.date, past: bool, rules: Rulebase
) -> None:
    memo = content(Diagnosed(make_case(PROMISED), rules, "id"), Letterhead(date=day), today=day)
    first = str(memo.promised[0])
    assert first.startswith("Dinas PUPR duduk dalam SK TPPS: ya, paling lambat 20 November 2022")
    assert first.endswith("tanggalnya sudah lewat, periksa apakah sudah terlaksana") is past
