"""The mapping of a table's columns: what it names, and how what is wrong with it is told."""

from pathlib import Path

import pytest

from diagnose.common.problems import InputError
from diagnose.common.validation import validate
from diagnose.common.yamltree import parse_yaml
from diagnose.intake.tables import guess, mapping_text, read_table
from diagnose.intake.tables.mapping import Mapping
from tests.lib.desks import BUDGET, EXAMPLES, SHIPPED, Desk, keys, refused


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_columns_that_are_not_known_ask_for_a_mapping_with_the_command_that_writes_it(desk: Desk) -> None:
    with pytest.raises(InputError) as error:
        desk.read("budget", "Uraian;Nilai\nA;1\n")
    assert refused(error).key in ("table_no_header", "table_columns_missing")
    with pytest.raises(InputError) as error:
        desk.read("budget", "Rincian;Pagu;Penandaan\nA;1;ya\n")
    assert "--write-map" in refused(error).text()
    with pytest.raises(InputError) as error:
        read_table("budget", desk.write(BUDGET), desk.at / "belum.yaml", None, "id")
    assert refused(error).key == "table_mapping_missing"
    assert "--write-map" in refused(error).text()


def test_a_mapping_names_columns_rows_and_words(desk: Desk) -> None:
    mapping = (
        "kind: budget\ncolumns: {name: Uraian Belanja, amount_rupiah: '[C]', fund: Asal}\nwords: {DAK: apbn}\n"
        "only: {column: Tema, values: [S]}\n"
    )
    case = desk.case("budget", "Uraian Belanja;Asal;Nilai;Tema\nA;DAK;5.000;S\nB;DAK;5.000;K\n", mapping)
    assert [(line.name, line.fund, line.amount_rupiah.value) for line in case.budget.lines] == [("A", "apbn", 5000)]


@pytest.mark.parametrize(
    ("mapping", "where", "key", "near"),
    [
        ("kind: budget\ncolumns:\n  nama: Sub Kegiatan\n", "3:3", "table_field_unknown", "name"),
        ("kind: budget\ncolumns:\n  name: Sub Kegiaten\n", "3:9", "table_title_unknown", "Sub Kegiatan"),
        ("kind: budget\nonly: {column: Penandan, values: [x]}\n", "2:16", "table_title_unknown", "Penandaan"),
        ("kind: budget\nwords: {DAK: apbnn}\n", "2:14", "table_code_unknown", "apbn"),
        ("kind: villages\n", "1:7", "table_mapping_kind", None),
        ("kind: budget\ncolums: {}\n", "2:1", "unknown_key", "columns"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told_at_its_place(
    desk: Desk, mapping: str, where: str, key: str, near: str | None
) -> None:
    with pytest.raises(InputError) as error:
        desk.read("budget", BUDGET + "Dinkes;A;APBN;1000;ya\n", mapping)
    problem = refused(error)
    assert (problem.key, problem.values.get("near")) == (key, near)
    assert str(problem.place).endswith(f"peta.yaml:{where}")


def test_a_title_of_several_columns_is_told_with_the_letters(desk: Desk) -> None:
    mapping = "kind: budget\ncolumns: {name: Sub Kegiatan, amount_rupiah: Nilai}\n"
    with pytest.raises(InputError) as error:
        desk.read(
            "budget",
            "Sub Kegiatan;Nilai;Nilai\nA;1;2\n",
            mapping,
        )
    assert refused(error).values["expected"] == "[B], [C]"


def test_two_columns_that_may_be_the_amount_are_not_chosen_between(desk: Desk) -> None:
    with pytest.raises(InputError) as error:
        desk.read("budget", "Sub Kegiatan;Pagu 2024;Pagu 2025;Penandaan\nA;1;2;ya\n")
    assert refused(error).key == "table_column_which"


def test_a_filter_that_leaves_nothing_is_told(desk: Desk) -> None:
    with pytest.raises(InputError) as error:
        desk.read("budget", BUDGET + "Dinkes;A;APBN;1000;\n")
    assert "table_nothing_counts" in keys(error.value.problems)


@pytest.mark.parametrize(("kind", "file", "_mapping"), SHIPPED)
def test_the_mapping_that_is_written_reads_back_as_the_guess(desk: Desk, kind: str, file: str, _mapping: None) -> None:
    for lang in ("id", "en"):
        text = mapping_text(kind, EXAMPLES / file, lang)
        assert validate(Mapping, parse_yaml(text, "peta.yaml")) == guess(kind, EXAMPLES / file)
    path = desk.write(text, "peta.yaml")
    with_map = read_table(kind, EXAMPLES / file, path, None, "id")
    assert with_map.tree.data == read_table(kind, EXAMPLES / file, None, None, "id").tree.data
