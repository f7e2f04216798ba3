"""The register knows every office that a regency has, and offers only names whose words agree."""

import csv

import pytest
from typer.testing import CliRunner

from diagnose import resolve_agency
from diagnose.case import parse_case
from diagnose.cli import app
from diagnose.common import InputError, Place, Problem, as_yaml, folder
from diagnose.intake import confirmed, once, suggestions
from diagnose.intake.names import declared

USUAL = folder("facts").parent / "tests" / "data" / "files" / "b18-nama-opd-baku.csv"


def test_the_usual_names_of_a_regencys_offices_are_known() -> None:
    with USUAL.open(encoding="utf-8") as opened:
        names = [row[0] for row in csv.reader(opened, delimiter=";")][1:]
    assert len(names) == 64
    unknown = []
    for name in names:
        try:
            resolve_agency(name, "Kabupaten Contoh")
        except InputError as error:
            unknown.append((name, error.problems[0].key))
    assert unknown == [("Dinas Kependudukan", "agency_ambiguous")]


@pytest.mark.parametrize(
    ("name", "functions"),
    [
        ("Dinas Perhubungan", ()),
        ("RSUD dr. H. Contoh", ("hospital",)),
        ("RS Pratama Cibaliung", ("hospital",)),
        ("RSU Contoh", ("hospital",)),
        ("BLUD RSUD Contoh", ("hospital",)),
        ("UPTD RSUD dr. Contoh", ("hospital",)),
        ("RS Contoh Sehat", None),
        ("Rumah Sakit Daerah Balung", ("hospital",)),
        ("Kel. Mekar", ()),
        ("PKM Bukit", ()),
        ("Kecamatan Air Putih", ()),  # one of many stands not for all of them
        ("Bagian Perekonomian Setda", ("secretariat",)),
        ("Kodim 0699/Contoh", ("security_forces",)),
    ],
)
def test_an_office_holds_what_its_name_says(name: str, functions: tuple[str, ...] | None) -> None:
    if functions is None:
        with pytest.raises(InputError):
            resolve_agency(name)
    else:
        assert resolve_agency(name).functions == functions


def test_two_hospitals_are_two_agencies() -> None:
    assert resolve_agency("RSUD Melati").id != resolve_agency("RSUD Mawar").id


@pytest.mark.parametrize("name", ["Sekretariat DPR Papua", "Dinas Tata Kota", "Badan Pengelola Perbatasan"])
def test_nothing_is_suggested_where_words_do_not_agree(name: str) -> None:
    assert not suggestions(name)
    with pytest.raises(InputError) as caught:
        resolve_agency(name)
    assert not caught.value.problems[0].values["near"]


def test_an_agency_that_does_nothing_here_is_declared_by_a_dash() -> None:
    data = {"region": {"code": "99.99", "name": "Kabupaten Contoh", "kind": "kabupaten"}, "year": 2022}
    case = parse_case(as_yaml(declared(data, [confirmed("Dinas Tata Kota=-")])))
    assert [(a.name, a.functions) for a in case.agencies] == [("Dinas Tata Kota", ())]


def test_an_unknown_name_is_told_once_with_the_number_of_its_cells() -> None:
    said = [Problem(Place("x", n), "agency_unknown", {"given": "Dinas X", "near": ""}) for n in (3, 4, 5)]
    assert [(p.place.line, p.values["number"]) for p in once([*said])] == [(3, 3)]


def test_the_command_tells_how_names_are_read_and_fills_in_no_guess() -> None:
    told = CliRunner().invoke(app, ["agencies", "Dinkes", "Dinas Kesehtan", "Satpol PP"])
    assert told.exit_code == 0
    assert "Dinkes: Dinas Kesehatan (dinkes); kesehatan" in told.stdout
    assert "dinkes" in told.stdout.splitlines()[-2]
    assert "Satuan Polisi Pamong Praja" in told.stdout
