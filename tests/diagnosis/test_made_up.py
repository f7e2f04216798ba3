"""Six made-up cases of other shapes: what was read aloud in them once, and would not have been signed, stays mended."""

from functools import cache
from pathlib import Path

import pytest

from diagnose import Diagnosed, diagnose
from diagnose.case.load import load_case
from diagnose.cli.pages.diagnosis import parts_page
from diagnose.diagnosis.acts import grouped
from diagnose.knowledge.load import load_rules
from tests.conftest import make_case
from tests.diagnosis import test_saran_properties as saran
from tests.diagnosis import test_sentence_properties as sentences

CASES = Path(__file__).parents[1] / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.yaml"))


@cache
def made(name: str) -> Diagnosed:
    return Diagnosed(load_case(str(CASES / f"{name}.yaml")), load_rules(), narrow=False)


def page(name: str) -> str:
    return " ".join(parts_page(made(name), ["lengkap"]).split())


def test_they_are_of_six_shapes_and_say_that_they_are_made_up() -> None:
    assert NAMES == ["data-tanpa-tim", "dijanjikan", "kota", "merger", "tahun-pertama", "tim-uang-terlambat"]
    assert all(made(name).case.fictional and "Fiktif" in made(name).case.region.name for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_holds_of_any_saran_and_sentence_holds_of_them(name: str) -> None:
    one = made(name)
    assert saran.asks_for_what_is_so(one) == []
    assert saran.asks_who_may_not(one) == []
    assert saran.speaks_of_what_is_not(one) == []
    assert sentences.told_of_nothing(one) == []
    assert sentences.tells_of_the_unasked(one) == []
    assert sentences.blanks(one) == []
    assert sentences.of_villages(one) == []


def test_a_city_is_not_told_of_a_fall_that_is_none() -> None:
    said = {f.id for f in made("kota").diagnosis.findings}
    assert not said & {"N01", "N131", "N132", "N330"}
    assert {"N331", "N332"} <= said


def test_where_there_is_no_team_no_bidang_of_it_is_said_to_be() -> None:
    assert "Belum semua bidang TPPS tampak kegiatannya." in page("data-tanpa-tim")
    assert "Ada bidang" not in page("data-tanpa-tim")


def test_good_data_are_told_before_the_lack_of_a_team() -> None:
    assert [f.id for f in made("data-tanpa-tim").diagnosis.findings if f.kind == "strength"] == ["N110", "N111"]
    assert made("data-tanpa-tim").diagnosis.saran[0].id == "issue-decree"


def test_late_money_is_answered_by_a_calendar_of_disbursement() -> None:
    given = {s.id for s in made("tim-uang-terlambat").diagnosis.saran}
    assert {"speed-up-funds", "speed-up-dana-desa"} <= given
    assert not given & {"issue-decree", "amend-decree", "meet-regularly", "hold-rembuk"}


def test_one_agency_of_several_functions_gets_one_seat_with_all_of_them() -> None:
    texts = [s.text for s in made("merger").diagnosis.saran if s.id.startswith("add-agency")]
    assert texts == [
        "Cantumkan Dinas Pangan dan Pertanian dalam SK TPPS, dengan peran tertulis untuk fungsi ketahanan pangan, "
        "pertanian, dan perikanan."
    ]


def test_the_rembuk_is_asked_for_once_in_a_sentence() -> None:
    acts = diagnose(
        make_case({"decree": {"signed": "yes"}, "coordination": {"rembuk_kabupaten": 0}}), load_rules()
    ).saran
    (said,) = (act.text for act in acts if act.id == "hold-rembuk")
    assert said.startswith("Laksanakan rembuk stunting paling sedikit sekali setahun")
    assert said.count("rembuk stunting") == 1
    assert "hold-rembuk" not in {act.id for act in made("tahun-pertama").diagnosis.saran}  # there is no team to hold it


def test_a_team_at_work_without_a_decree_is_told_and_two_respondents_are_told_as_two() -> None:
    told = {f.id: f.statement for f in made("tahun-pertama").diagnosis.findings}
    assert "N320" in told
    assert told["N105"].endswith("2 dari 2 OPD.")


def test_what_is_promised_is_told_as_promised_and_leaves_every_level_open() -> None:
    assert "SK TPPS ditandatangani: ya, paling lambat 28 Februari 2026 (ditanyakan kepada Bappeda)." in page(
        "dijanjikan"
    )
    assert {(a.level.lowest, a.level.highest) for a in made("dijanjikan").diagnosis.aspects} == {(1, 4)}
    assert made("dijanjikan").diagnosis.saran == ()


@pytest.mark.parametrize("name", ["kota", "tahun-pertama", "dijanjikan"])
def test_from_2025_on_no_action_is_asked_for_by_its_number(name: str) -> None:
    assert not [u.question for u in made(name).diagnosis.unknown if "Aksi 1" in u.question or "Aksi 8" in u.question]


def test_a_decree_whose_locations_are_no_common_target_is_not_answered_by_asking_ministries() -> None:
    assert "direct-to-lokus" in {s.id for s in made("kota").diagnosis.saran}
    assert "propose-locations" not in {s.id for s in made("kota").diagnosis.saran}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_waited_for_stands_before_what_waits_for_it(name: str) -> None:
    order = [[s.id for s in act] for act in grouped(made(name).diagnosis).values()]
    place = {saran: number for number, act in enumerate(order) for saran in act}
    head = {s.id for s in made(name).diagnosis.saran if s.to_head}
    for waits in made(name).diagnosis.saran:
        halves = [a for a in waits.after if (a in head) == (waits.id in head)]
        assert all(place[earlier] <= place[waits.id] for earlier in halves), waits.id


@pytest.mark.parametrize("name", ["data-tanpa-tim", "kota"])
def test_all_findings_begin_with_what_is_good(name: str) -> None:
    told = parts_page(made(name), ["temuan"])
    good = [f.id for f in made(name).diagnosis.findings if f.kind == "strength"]
    assert good
    assert all(f"- {code}" in told for code in good)
    assert told.index(f"- {good[0]}") < told.index(made(name).words["findings_heading"])


def test_a_schedule_of_disbursement_is_no_regulation_on_the_budget() -> None:
    forms = {s.id: s.form for s in made("tim-uang-terlambat").diagnosis.saran}
    assert "APB" not in forms["speed-up-funds"]
    assert "APB" not in forms["speed-up-dana-desa"]
