"""Workbooks and strangers' files: read as tables, or refused in words."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from openpyxl import Workbook

from diagnose.common.problems import InputError
from diagnose.common.validation import validate
from diagnose.common.yamltree import parse_yaml
from diagnose.intake.join.gather import gather
from diagnose.intake.tables import kind_of_table, mapping_text, read_table
from diagnose.intake.tables.content import tables_file
from diagnose.intake.tables.mapping import Mapping
from tests.lib.desks import GIVEN, Desk, case_of, fact
from tests.lib.examples import examples


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_sheet_of_a_workbook_is_found_and_cited(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Sampul"
    first.append(["Laporan"])
    sheet = book.create_sheet("Data Desa")
    sheet.append(["DANA DESA 2025"])
    sheet.append([])
    sheet.append(["Kecamatan", "Desa", "Alokasi Stunting", "Sosialisasi"])
    sheet.append(["A", "Satu", 5_000_000, True])
    sheet.append(["A", "Dua", "=1+1", "✓"])
    path = tmp_path / "desa.xlsx"
    book.save(path)
    assert kind_of_table(path) == "villages"
    intake = read_table("villages", path, None, "D25", "id")
    assert [str(d.place).rpartition("/")[2] for d in intake.doubts if d.key == "cell_formula"] == [
        "desa.xlsx!Data Desa!C5"
    ]
    case = case_of(intake)
    assert case.facts["sosialisasi.desa_reached"].source == "D25 Data Desa baris 4-5"
    assert fact(case, "sosialisasi.desa_reached")[0] == 2
    assert fact(case, "dana_desa.villages_using")[0] == 1


def test_a_table_of_nothing_known_is_of_no_kind(desk: Desk) -> None:
    assert kind_of_table(desk.write("a;b\n1;2\n")) == ""
    assert kind_of_table(desk.write("surat biasa tanpa tabel")) == ""


KINDS = list(tables_file().kinds)
_TITLES = sorted({t for k in tables_file().kinds.values() for c in k.columns.values() for t in c.titles})
_CELLS = st.one_of(
    st.sampled_from(["", "-", "ya", "tidak", "Stunting", "APBN", "2024", "1.407", "24,4", "=1+1", "Jumlah", "9" * 50]),
    st.sampled_from(["SSGI", "Kabupaten", "Desa", "3 Maret 2025", "#REF!", "1e999", "nan", "²", "[A]", "x" * 900]),
    st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
)


@examples(150, suppress_health_check=list(HealthCheck))
@given(
    kind=st.sampled_from(KINDS),
    titles=st.lists(st.sampled_from(_TITLES), max_size=1),
    rows=st.lists(st.lists(_CELLS, max_size=9), max_size=6),
    complete=st.booleans(),
)
def test_whatever_the_cells_hold_the_table_is_read_or_refused_in_words(
    tmp_path: Path, kind: str, titles: list[str], rows: list[list[str]], complete: bool
) -> None:
    desk = Desk(tmp_path)
    own = [c.titles[0] for c in tables_file().kinds[kind].columns.values()]
    text = "\n".join(";".join(c.replace("\n", " ").replace(";", ",") for c in r) for r in [own + titles, *rows])
    mapping = f"kind: {kind}\n{'complete: ya' if complete else ''}\n{'all_rows: ya' if complete else ''}\n"
    told = ""
    try:
        intake = desk.read(kind, text, mapping)
        told = "".join(problem.text("en") for problem in intake.doubts)
        gather(None, [intake], given=GIVEN)
        validate(Mapping, parse_yaml(mapping_text(kind, desk.at / "tabel.csv"), "peta.yaml"))
    except InputError as error:
        told += error.text()
        of_names = ("agency_unknown", "agency_ambiguous")
        ours = ("table_", "file_", "cell_")
        strange = [p.key for p in error.problems if p.key not in of_names and not p.key.startswith(ours)]
    else:
        strange = []
    assert not strange, told


@examples(100, suppress_health_check=list(HealthCheck))
@given(content=st.binary(max_size=300), kind=st.sampled_from(KINDS), name=st.sampled_from(["a.csv", "a.xlsx"]))
def test_bytes_that_are_no_table_are_refused_in_words(tmp_path: Path, content: bytes, kind: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for use in (kind_of_table, lambda p: read_table(kind, p, None, None, "id"), lambda p: mapping_text(kind, p)):
        with suppress(InputError):
            assert use(path) is not None
