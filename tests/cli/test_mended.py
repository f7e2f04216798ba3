"""One test for each bug that was found in use and mended, named after it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from diagnose import InputError, diagnose, load_rules
from diagnose.case.model import Case
from diagnose.cli import app
from diagnose.common.content import folder
from diagnose.inference.infer import infer
from diagnose.knowledge.rulebase import Rulebase
from tests.conftest import make_case

HEAD = 'region: {code: "36.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'


def problem(data: dict[str, Any]) -> str:
    with pytest.raises(InputError) as caught:
        make_case(data)
    (told,) = caught.value.problems
    return told.text("id")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("24.4", "24.4"),
        ("0.5", "0.5"),
        ("24,4", "24.4"),
        ("1.407.857", "1407857"),
        ("1.407,5", "1407.5"),
        ("0130", "130"),
    ],
)
def test_the_hint_on_a_figure_in_quotes_is_the_figure(written: str, meant: str) -> None:
    assert f"tulis {meant} (" in problem({"region": {"area_km2": written}})


@pytest.mark.parametrize("month", ["9999-12", "2022-02", "0001-01"])
def test_every_month_has_a_last_day(month: str) -> None:
    entry = make_case({"calendar": {"rembuk": month}}).facts["calendar.rembuk"]
    assert 27 <= entry.high - entry.low <= 30


def test_an_empty_section_says_nothing() -> None:
    assert make_case({"decree": None, "goals": {"agencies": ["Disdik"]}}).facts["decree.signed"].value is None


def test_a_bare_list_of_names_says_yes_of_each(rules: Rulebase) -> None:
    goals = {"agencies": ["Dinas Kesehatan", "Dinas Pendidikan"], "others": "no"}
    assert infer(make_case({"goals": goals}), rules).truth("G01") == "met"


def test_what_was_not_held_formed_or_determined_is_known_to_be_lacking(rules: Rulebase) -> None:
    found = infer(
        make_case(
            {
                "coordination": {"rembuk_kabupaten": 0},
                "tpps": {"kabupaten": {"formed": "no"}},
                "lokus": {"determined": "no"},
            }
        ),
        rules,
    )
    assert {c: found.truth(c) for c in ("D02", "D03", "K02")} == dict.fromkeys(("D02", "D03", "K02"), "unmet")
    assert found.truth("P04") == "unmet"
    assert found.truth("N94") == "unknown"  # that programmes miss the locations is not said where there are none


def test_a_figure_in_a_sentence_that_is_unknown_leaves_a_sentence(rules: Rulebase) -> None:
    def advised(**region: int) -> tuple[str, str]:
        found = diagnose(make_case({"region": region, "tpps": {"kecamatan": {"functioning": "some"}}}), rules)
        (text,) = (s.text for s in found.saran if s.id == "activate-teams-below")
        (question,) = (
            u.question
            for u in found.unknown
            if u.question.casefold().endswith("berapa kecamatan yang sudah membentuk tpps?")
        )
        return text, question

    unknown, asked = advised()
    assert unknown.startswith("Pastikan TPPS aktif di semua kecamatan, dan catat berapa yang aktif")
    assert asked == "Berapa kecamatan yang sudah membentuk TPPS?"  # no blank is filled with "sejumlah"
    known, asked = advised(kecamatan=28, desa_kelurahan=345)
    assert "di semua 28 kecamatan, dan catat" in known
    assert asked.startswith("Dari 28 kecamatan, ")
    assert "belum diketahui" not in unknown + known


def test_an_agency_with_several_missing_functions_is_advised_once_for_all_of_them(rules: Rulebase) -> None:
    case = make_case(
        {
            "decree": {"signed": "yes", "members": {"agencies": {"Dinas Pangan Terpadu": "no"}, "others": "yes"}},
            "agencies": [{"name": "Dinas Pangan Terpadu", "functions": ["food_security", "agriculture", "fisheries"]}],
        }
    )
    (advice,) = (s for s in diagnose(case, rules).saran if s.id.startswith("add-agency"))
    assert "ketahanan pangan, pertanian, dan perikanan" in advice.text


def test_obstacles_without_ranks_claim_no_order_and_are_all_named(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(HEAD + "obstacles: [{obstacle: geography}, {obstacle: budget}]\n", encoding="utf-8")
    text = CliRunner().invoke(app, ["diagnose", str(case), "--temuan"]).stdout
    assert "tersering" not in text
    named = text.split("Kendala yang disebut\n")[1].splitlines()[1:3]
    assert any("wilayah" in line or "geografi" in line for line in named)
    assert any("anggaran" in line for line in named)


def test_a_disputed_figure_is_named_in_words(rules: Rulebase) -> None:
    disputed = {"disputed": [{"value": 1}, {"value": 2}]}
    data = {"coordination": {"monev": disputed}, "region": {"desa_kelurahan": disputed}}
    statements = [c.statement for c in diagnose(make_case(data), rules).conflicts]
    assert [s.split(":")[0] for s in statements] == ["Jumlah desa/kelurahan", "Monitoring dan evaluasi"]


def test_the_questionnaire_takes_indonesian_answers_and_only_respondents() -> None:
    items = {"attended_rembuk": {"answers": {"DPMD": "ya"}}}
    case = make_case({"questionnaire": {"respondents": ["DPMD"], "items": items}})
    assert case.facts["questionnaire.items[attended_rembuk]"].value == {"dpmd": "yes"}
    assert "tidak termasuk responden" in problem({"questionnaire": {"respondents": ["Dinkes"], "items": items}})


@pytest.mark.parametrize(("kind", "head"), [("kabupaten", "Bupati"), ("kota", "Wali Kota")])
def test_the_head_of_region_is_called_as_the_kind_of_region_calls_him(kind: str, head: str, rules: Rulebase) -> None:
    diagnosis = diagnose(make_case({"region": {"kind": kind}, "decree": {"signed": "no"}}), rules)
    (advice,) = (s for s in diagnosis.saran if s.id == "issue-decree")
    assert advice.asked == f"{head}, yang menetapkan"
    assert advice.form == f"Keputusan {head}"
    assert {"Bupati", "Wali Kota"} - {head} == {h for h in ("Bupati", "Wali Kota") if h not in advice.to_json()}


def test_a_local_name_that_ends_in_kota_is_known_by_that_name() -> None:
    name = "Badan Perencanaan dan Riset Kota"
    data = {"agencies": [{"name": name, "same_as": "bappeda"}], "goals": {"agencies": {name: "yes"}}}
    assert "goals.agencies[bappeda]" in make_case(data).facts


def test_a_second_reading_that_is_merely_unknown_is_not_told(changed: Callable[..., Case], rules: Rulebase) -> None:
    data = {"questionnaire": {"items": {"understands_situation": {"tally": {"fully": {"at_least": 3}, "partly": {}}}}}}
    assert diagnose(changed(data), rules).aspect("policy_frame.integration").second_reading is None


MISTYPED = {
    "a text read as an answer": ("read: {fact: decree.signed}", "read: {fact: decree.number}", "berjenis text"),
    "a section read as a fact": ("read: {fact: decree.signed}", "read: {fact: decree}", "tidak ada dalam kasus"),
    "an answer read as an extent": (
        "    scale: answer\n    better: higher\n    read: {fact: decree.signed}",
        "    scale: extent\n    better: higher\n    read: {fact: decree.signed}",
        "tidak dapat dibaca sebagai extent",
    ),
}


@pytest.mark.parametrize("fault", MISTYPED)
def test_a_measure_of_another_kind_of_fact_is_refused(fault: str, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(folder("rules"), tmp_path / "rules")
    file = tmp_path / "rules" / "measures" / "decree.yaml"
    old, new, said = MISTYPED[fault]
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rules(tmp_path / "rules")
    assert said in str(caught.value)


def test_thresholds_off_the_scale_numbers_in_conditions_and_crossed_years_are_refused(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(folder("rules"), tmp_path / "rules")
    file = tmp_path / "rules" / "criteria" / "3-subsystem_involvement.interaction_density.yaml"
    whole = file.read_text(encoding="utf-8")
    for old, new, said in (
        ("at_least: rembuk_per_year", "at_least: half", "tidak mungkin pada ukuran berskala count"),
        ("at_least: rembuk_per_year", "at_least: 2", "when.any.0.at_least: tulis nama ambang"),
        ("  - id: D02\n", "  - id: D02\n    from_year: 2030\n    until_year: 2020\n", "from_year sesudah until_year"),
    ):
        assert old in whole
        file.write_text(whole.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_rules(tmp_path / "rules")
        assert said in str(caught.value), new


def test_a_figure_without_a_year_is_refused_and_not_stumbled_over() -> None:
    assert '"year" wajib ada' in problem({"prevalence": [{"system": "ssgi", "percent": 20}]})


def test_a_programme_that_names_no_agency_may_be_anybody_s(rules: Rulebase) -> None:
    items: list[dict[str, str]] = [{"name": "PMT", "agency": "Dinas Kesehatan"}]
    listed = {"programmes": {"items": items, "all_listed": "yes"}}
    assert infer(make_case(listed), rules).truth("I01") == "unmet"
    items.append({"name": "Inovasi daerah"})
    assert infer(make_case(listed), rules).truth("I01") == "unknown"


@pytest.mark.parametrize(
    "facts",
    [
        {"desa_convergence": {"reported": 5, "above_40_percent": 9}},
        {
            "questionnaire": {
                "respondents": ["Dinas Kesehatan"],
                "named_agencies": [{"agency": "Dinas Kesehatan", "by": 9}],
            }
        },
        {"region": {"poverty": [{"year": 2099, "percent": 9}]}},
        {"budget": {"totals": [{"year": 2022, "amount_rupiah": -5}]}},
    ],
    ids=["a part above its whole", "more than were asked", "a year to come", "less than nothing"],
)
def test_figures_that_cannot_be_are_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        make_case(facts)


def test_a_target_may_be_of_a_year_to_come() -> None:
    assert make_case({"targets": [{"indicator": "prevalence", "year": 2099, "percent": 14}]}).targets
