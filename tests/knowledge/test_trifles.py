"""Facts that no rule read are told, and trifles are not advised."""

from typing import Any

import pytest

from diagnose import Diagnosis, diagnose
from diagnose.common.wording import LANGUAGES, joined
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case


def of(rules: Rulebase, facts: dict[str, Any], kind: str = "kabupaten", year: int = 2022) -> Diagnosis:
    return diagnose(make_case({"region": {"kind": kind}, "year": year}, facts), rules)


def falling(fund: str) -> dict[str, Any]:
    totals = [{"fund": fund, "year": y, "amount_rupiah": a} for y, a in ((2021, 5_000_000), (2022, 4_000_000))]
    return {"budget": {"totals": totals}}


READ: dict[str, tuple[dict[str, Any], str, str]] = {
    "a data base that is not released": (
        {"data": {"bases": [{"base": "dtks", "released": "no"}]}},
        "N248",
        "share-data",
    ),
    "no technical guide": ({"dana_desa": {"technical_guide": "no"}}, "N249", "bind-dana-desa"),
    "a share below the region's own": (
        {"dana_desa": {"share_percent": 6, "floor_percent": 8}},
        "N250",
        "bind-dana-desa",
    ),
    "less from the region's budget": (falling("apbd_kabupaten"), "N251", "budget-basis"),
    "less from the villages": (falling("apb_desa"), "N252", "bind-dana-desa"),
    "less from the province": (falling("apbd_provinsi"), "N253", "budget-basis"),
    "less from the centre": (falling("apbn"), "N254", "budget-basis"),
    "less as a whole": (falling("all"), "N140", "budget-basis"),
}


@pytest.mark.parametrize("what", READ)
def test_what_is_known_to_fall_short_is_told_and_answered(what: str, rules: Rulebase) -> None:
    facts, finding, saran = READ[what]
    found = of(rules, facts)
    assert finding in {f.id for f in found.findings}
    assert saran in {s.id for s in found.saran}


@pytest.mark.parametrize(
    ("facts", "saran", "given"),
    [
        ({"data": {"measured_percent": 97}}, "measure-all", False),
        ({"data": {"measured_percent": 80}}, "measure-all", True),
        ({"data": {"records_wrong_percent": 1}}, "verify-data", False),
        ({"data": {"records_wrong_percent": 12}}, "verify-data", True),
    ],
)
def test_trifles_are_not_advised(facts: dict[str, Any], saran: str, given: bool, rules: Rulebase) -> None:
    assert (saran in {s.id for s in of(rules, facts).saran}) is given


def test_the_choice_of_what_is_a_trifle_is_labelled(rules: Rulebase) -> None:
    for name in ("enough_measured", "few_wrong", "own_floor"):
        threshold = rules.threshold(name, 2024)
        assert threshold is not None
        assert threshold.asumsi_sistem is not None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_with_commas_of_their_own_are_parted_by_semicolons(lang: str) -> None:
    merged = "Dinas Kesehatan, Pengendalian Penduduk dan KB"
    word = {"id": "dan", "en": "and"}[lang]
    assert joined([merged, "Bappeda", "DPMD"], lang) == f"{merged}; Bappeda; {word} DPMD"
    assert joined([merged, "Bappeda"], lang) == f"{merged}; {word} Bappeda"
    assert joined(["Bappeda", "DPMD"], lang) == f"Bappeda {word} DPMD"


def test_an_agency_with_commas_in_its_name_can_be_told_from_the_next_in_a_sentence(rules: Rulebase) -> None:
    facts = {
        "agencies": [{"name": "Dinas Kesehatan, Pengendalian Penduduk dan KB", "functions": ["health"]}],
        "data": {"bases": [{"base": "e-PPGBM", "released": "no"}], "bases_all_listed": "yes"},
    }
    actor = next(s for s in of(rules, facts).saran if s.id == "share-data").actor
    assert actor.startswith("Dinas Kesehatan, Pengendalian Penduduk dan KB; dan ")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_regulation_with_a_floor_is_questioned_once(lang: str, rules: Rulebase) -> None:
    facts = {"dana_desa": {"binding_regulation": "yes", "floor_percent": 8, "share_of": "apb_desa"}}
    found = {f.id: f.statement for f in diagnose(make_case(facts), rules, lang).findings}
    law = {"id": "Tidak ditemukan dasar", "en": "No basis was found"}[lang]
    assert [name for name, said in found.items() if law in said] == ["N145"]
    assert "APB Desa" in found["N216"]


def test_no_sentence_points_to_a_place_on_the_page(rules: Rulebase) -> None:
    for finding in rules.findings.values():
        for lang in LANGUAGES:
            said = finding.statement.get(lang).lower()
            assert not any(place in said for place in ("di bawah ini", "di atas ini", "the saran below", "above this"))


@pytest.mark.parametrize(("amount", "told"), [(9_900, False), (9_501, False), (9_500, True), (8_000, True)])
@pytest.mark.parametrize("fund", ["all", "apbd_kabupaten", "apb_desa", "apbd_provinsi", "apbn"])
def test_a_budget_falls_beyond_a_twentieth_or_not_at_all(fund: str, amount: int, told: bool, rules: Rulebase) -> None:
    totals = [{"fund": fund, "year": y, "amount_rupiah": a} for y, a in ((2021, 10_000), (2022, amount))]
    found = {f.id for f in of(rules, {"budget": {"totals": totals}}).findings}
    assert bool(found & {"N140", "N251", "N252", "N253", "N254"}) is told


def test_a_budget_that_rises_a_little_is_not_set_against_prevalence(rules: Rulebase) -> None:
    rising = [{"system": "ssgi", "year": 2021, "percent": 20}, {"system": "ssgi", "year": 2022, "percent": 24}]
    totals = [{"year": 2021, "amount_rupiah": 10_000}, {"year": 2022, "amount_rupiah": 10_400}]
    found = {f.id for f in of(rules, {"budget": {"totals": totals}, "prevalence": rising}).findings}
    assert not found & {"N68", "N140", "N141"}
