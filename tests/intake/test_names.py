"""Names of agencies that nobody has declared: what is suggested, and that nothing is chosen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diagnose.case.load import parse_case
from diagnose.case.register import function_ids, register_file
from diagnose.common.problems import InputError
from diagnose.common.yamltree import as_yaml
from diagnose.intake.names import confirmed, declared, suggestions


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Dinas Pertenakan", "peternakan"),
        ("Dinas Kesehtan", "dinkes"),
        ("Kepala Dinas Kesehatan Kabupaten Contoh", "dinkes"),
        ("Badan Pemberdayaan Masyarakat dan Desa", "dpmd"),
        ("RSUD dr. Soekardjo", "rsud"),
        ("Camat Maja", "kecamatan"),
        ("Dinas Kesehatan dan KB", "health+family_planning"),
        ("Dinas Sosial dan Tenaga Kerja", "social+manpower"),
        ("Universitas Contoh", "perguruan_tinggi"),
    ],
)
def test_what_a_name_most_likely_means_is_suggested_first(name: str, first: str) -> None:
    assert suggestions(name, "contoh")[0].typed == first


def test_a_name_that_is_known_is_not_given_another_meaning() -> None:
    with pytest.raises(InputError):
        confirmed("Dinas Kesehatan=pupr")


def test_an_abbreviation_of_several_agencies_has_all_of_them_suggested() -> None:
    for ambiguous in register_file().ambiguous:
        assert {s.same_as for s in suggestions(ambiguous.alias)} >= set(ambiguous.means)


def test_a_name_like_nothing_has_no_suggestion() -> None:
    assert suggestions("Dinas Xyz Qwerty") == ()


@given(st.text(max_size=60))
def test_no_name_ends_in_a_traceback_and_every_suggestion_can_be_declared(name: str) -> None:
    agencies = {a.id for a in register_file().agencies}
    for suggestion in suggestions(name):
        assert suggestion.same_as in agencies or set(suggestion.functions) <= set(function_ids())


def test_a_misspelt_name_becomes_an_alias_and_a_local_name_stays_the_name() -> None:
    data = {"region": {"code": "99.99", "name": "Kabupaten Contoh", "kind": "kabupaten"}, "year": 2022}
    said = [
        confirmed(t)
        for t in ("Dinas Pertenakan=peternakan", "RSUD Melati=rsud", "Dinkes dan KB=health+family_planning")
    ]
    case = parse_case(as_yaml(declared(data, said)))
    called = {a.name: (a.same_as, a.aliases, a.functions) for a in case.agencies}
    assert called["Dinas Peternakan"] == (None, ("Dinas Pertenakan",), None)
    assert called["RSUD Melati"] == ("rsud", (), None)
    assert called["Dinkes dan KB"] == (None, (), ("health", "family_planning"))


@pytest.mark.parametrize("text", ["", "=", "Dinkes", "Dinkes=", "Dinkes=xyz", "Dinkes=health+xyz"])
def test_what_confirms_nothing_is_told_with_what_to_write(text: str) -> None:
    with pytest.raises(InputError):
        confirmed(text)


def test_what_names_begin_with_is_said_of_agencies_of_the_register() -> None:
    file = register_file()
    agencies = {agency.id for agency in file.agencies}
    assert {*file.naming.begins, *file.naming.one_of_many} <= agencies
