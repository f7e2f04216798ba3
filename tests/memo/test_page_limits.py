"""Memos keep to their pages in every case, also where much is promised and a plan follows on a scenario."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from diagnose import Diagnosed, load_rules
from diagnose.analysis.whatif import find_scenario, read_scenario, stacked, whatif
from diagnose.case import Case, find_case
from diagnose.case.load import case_from
from diagnose.memo.content import Letterhead, content
from diagnose.memo.content.steps import planned
from diagnose.memo.template.render import fill
from diagnose.memo.write.pdf.writer import pdf
from diagnose.memo.write.word.document import word
from tests.lib.memos import CASES
from tests.lib.pdfs import pages_of
from tests.lib.word_pages import pages as word_pages

RULES = load_rules()
MADE_UP = sorted(str(path) for path in (Path(__file__).parents[1] / "cases").glob("*.yaml"))
DATED = Letterhead(date=dt.date(2026, 11, 24))
CLOSING = {"id": "terima kasih", "en": "annex"}


def promised(value: object, by: str) -> dict[str, object]:
    return {"planned": {"value": value, "by": by}}


PROMISED: dict[str, Any] = {
    "decree": {"states": {k: promised("yes", "2026-12-01") for k in ("targets", "time_frame", "data_base")}},
    "dana_desa": {"reported": promised("yes", "2027-03")},
    "coordination": {"programme_map": promised("all", "2026-12-31"), "rembuk_kabupaten": promised(1, "2027-05")},
}


def promising(name: str) -> Case:
    """The case called `name`, in which six things are promised."""
    data = yaml.safe_load(find_case(name).read_text(encoding="utf-8"))
    for section, facts in PROMISED.items():
        own = data.setdefault(section, {})
        for fact, what in facts.items():
            own[fact] = {**own.get(fact, {}), **what} if fact == "states" else what
    return case_from(data)


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", [*CASES, *MADE_UP])
def test_promises_a_scenario_and_a_plan_keep_memos_within_their_pages(name: str, lang: str) -> None:
    now = Diagnosed(promising(name), RULES, lang)
    scenario = read_scenario(find_scenario(Path("sk-direvisi")))[1]
    plan = planned(now.changed(stacked(now.case, [scenario])), ["all=3"])
    supposed = whatif(now, stacked(now.case, [scenario, list(plan.changes)]))
    for memo in (content(now, DATED, dt.date.today()), content(now, DATED, dt.date.today(), supposed, plan)):
        for template in ("ringkasan", "nota-dinas"):
            filled = fill(template, memo)
            made, most = pages_of(pdf(filled, memo)), filled.about.pages
            assert most is not None
            assert len(made) <= most
            assert word_pages(word(filled, memo)) <= most
            if template == "nota-dinas":  # no signature alone on a page
                assert CLOSING[lang] in made[-1]


def test_whom_to_ask_for_a_promise_is_told_unless_it_is_the_sender() -> None:
    memo = content(Diagnosed(promising("fiktif-kuat-2023"), RULES, "id"), DATED, dt.date.today())
    told = [promise.text for promise in memo.promised]
    assert any("(ditanyakan kepada DPMD)" in text for text in told)
    assert not any(f"(ditanyakan kepada {memo.office})" in text for text in told)
