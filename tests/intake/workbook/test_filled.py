"""What people do to the form is understood, or pointed out with its cell."""

import re
from pathlib import Path
from typing import Any

import pytest

from diagnose.case.load import case_of_tree
from diagnose.common.problems import InputError
from diagnose.intake.workbook import read_workbook
from tests.lib.filling import add, answer, fill, opened, read, saved, seat, told


@pytest.mark.parametrize(
    ("path", "said", "expected"),
    [
        ("coordination.meetings", ">= 5", {"at_least": 5}),
        ("coordination.meetings", "paling sedikit 5", {"at_least": 5}),
        ("coordination.meetings", "At most 5", {"at_most": 5}),
        ("coordination.meetings", "5 s.d. 8", {"at_least": 5, "at_most": 8}),
        ("coordination.meetings", "5-8", {"at_least": 5, "at_most": 8}),
        ("coordination.meetings", "antara 5 dan 8", {"at_least": 5, "at_most": 8}),
        ("dana_desa.use", "<= sebagian besar", {"at_most": "most"}),
        ("dana_desa.use", "Sebagian  besar ", "most"),
        ("dana_desa.use", "most", "most"),
        ("decree.signed", "KONSEP", "draft"),
        ("decree.signed", True, "yes"),
        ("decree.signed", "Yes", "yes"),
        ("decree.date", "4 November 2022", "2022-11-04"),
        ("decree.date", "2022-04", "2022-04"),
        ("decree.date", ">= 2022-04", {"at_least": "2022-04-01"}),
        ("decree.date", "2022-01-01 s.d. 2022-11-30", {"at_least": "2022-01-01", "at_most": "2022-11-30"}),
        ("region.population", "1.407.857", 1407857),
        ("dana_desa.share_percent", "24,4 %", 24.4),
        ("dana_desa.amount_rupiah", "Rp2.500.000,00", 2500000),
    ],
)
def test_a_fact_is_read_as_people_write_it(path: str, said: object, expected: object, tmp_path: Path) -> None:
    data: Any = read(tmp_path, lambda book: fill(book, path, said)).tree.data
    for part in path.split("."):
        data = data[part]
    plain = {k: str(v) if "-" in str(v) else v for k, v in data.items()} if isinstance(data, dict) else data
    assert (str(plain) if path == "decree.date" and not isinstance(plain, dict) else plain) == expected


def test_a_row_of_a_list_that_only_says_unknown_is_no_entry(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        add(book, "programmes.items", adapted="tidak tahu")
        add(book, "programmes.items", name="Dua", adapted="tidak tahu")

    assert read(tmp_path, edit).tree.data["programmes"] == {"items": [{"name": "Dua"}]}


@pytest.mark.parametrize("said", ["tidak tahu", "Tidak diketahui", "-", "unknown", "  "])
def test_a_fact_that_is_not_known_is_nothing_and_never_no(said: str, tmp_path: Path) -> None:
    intake = read(tmp_path, lambda book: fill(book, "decree.signed", said))
    assert "decree" not in intake.tree.data


def test_a_percentage_that_excel_keeps_as_a_fraction_is_read_as_it_is_shown(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        place = fill(book, "dana_desa.share_percent", 0.244)
        book[place.partition("!")[0]][place.partition("!")[2]].number_format = "0.0%"

    assert read(tmp_path, edit).tree.data["dana_desa"]["share_percent"] == 24.4


def test_an_agency_on_the_form_has_a_seat_only_if_its_row_says_so(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        seat(book, "decree.members.agencies", "Dinas Kesehatan", value="ya", role="wakil ketua")
        seat(book, "decree.members.agencies", "Dinas Sosial", value="tidak")
        seat(book, "decree.members.agencies", "Dinas Pendidikan", note="belum dicek")

    intake = read(tmp_path, edit)
    facts = case_of_tree(intake.tree).facts
    values = {k[24:-1]: f.value for k, f in facts.items() if k.startswith("decree.members.agencies[")}
    assert values == {"dinkes": "yes", "dinsos": "no", "disdik": None}


def test_not_knowing_is_an_answer_only_where_the_question_has_it_and_never_no(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        answer(book, 0, same_data_base="tidak tahu", names_causes="Tidak Tahu", team_active="tidak dapat menilai")
        answer(book, 1, names_causes="Dapat menggambarkan ", knows_policies="tidak")

    said = read(tmp_path, edit).tree.data["questionnaire"]
    first, second = said["respondents"]
    assert said["items"]["same_data_base"] == {"answers": {first: "dont_know"}}
    assert said["items"]["names_causes"] == {"answers": {second: "yes"}}
    assert said["items"]["team_active"] == {"answers": {first: "cannot_judge"}}
    assert said["items"]["knows_policies"] == {"answers": {second: "no"}}


def test_an_opd_that_only_does_not_know_was_asked_all_the_same(tmp_path: Path) -> None:
    said = read(tmp_path, lambda book: answer(book, 2, names_causes="tidak tahu")).tree.data["questionnaire"]
    assert len(said["respondents"]) == 1
    assert said["items"] == {"names_causes": {"answers": {}}}


def test_everything_that_cannot_be_read_is_told_at_once_with_its_cell(tmp_path: Path) -> None:
    places = []

    def edit(book: Any) -> None:
        places.append(fill(book, "coordination.meetings", "banyak"))
        places.append(fill(book, "decree.signed", "mungkin"))
        places.append(fill(book, "region.population", "=SUM(A1:A9)"))
        places.append(fill(book, "dana_desa.use", "> sebagian"))
        places.append(fill(book, "budget.allocated", "sengketa"))
        answer(book, 0, names_causes="bisa dong")

    lines = told(tmp_path, edit)
    for place in places:
        assert any(f"isian.xlsx!{place}: " in line for line in lines), place
    assert any("Kuesioner!" in line and "none of the answers" in line for line in lines)
    assert len(lines) == len(places) + 1


def test_what_the_case_cannot_be_is_told_at_the_cell_that_says_it(tmp_path: Path) -> None:
    intake = read(tmp_path, lambda book: add(book, "goals.agencies", agencies="Dinas Antah Berantah", value="ya"))
    with pytest.raises(InputError) as caught:
        case_of_tree(intake.tree)
    assert re.search(r"isian\.xlsx!Tujuan Renstra![A-Z]+\d+: ", caught.value.text())


def test_a_dispute_needs_its_figures_and_a_row_that_is_there(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        fill(book, "coordination.meetings", 3)
        where = {"list": "Strategi & koordinasi", "claim": 4}
        add(book, "disputes", cell="Rapat koordinasi TPPS", **where)
        add(book, "disputes", cell="Rapat koordinasi", **where)
        add(book, "disputes", list="Program stunting yang dijalankan OPD", entry="Entah", cell="Jenis", claim="x")

    keys = " ".join(told(tmp_path, edit))
    assert "filled here and disputed" in keys
    assert 'no item or column called "Rapat koordinasi"' in keys or 'no item or column "Rapat koordinasi"' in keys
    assert 'no row "Entah"' in keys


def test_figures_that_differ_are_kept_with_the_one_that_counts(tmp_path: Path) -> None:
    def edit(book: Any) -> None:
        fill(book, "coordination.meetings", "sengketa")
        add(book, "disputes", list="Strategy & coordination", cell="Rapat koordinasi TPPS", claim="3", source="A")
        add(book, "disputes", cell="coordination meetings of the tpps", claim=4, counts="YA")

    assert read(tmp_path, edit).tree.data["coordination"]["meetings"] == {
        "disputed": [{"value": 3, "source": "A"}, {"value": 4}],
        "counts": 4,
    }


def test_a_point_parts_thousands_where_only_whole_numbers_make_sense(tmp_path: Path) -> None:
    book = opened(None)
    fill(book, "region.code", "99.01")
    fill(book, "region.population", "1.407")
    tree = read_workbook(saved(tmp_path, book)).tree
    assert tree.data["region"]["population"] == 1407
