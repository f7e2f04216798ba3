"""Recapitulations by level, lists of children, prevalence by kecamatan and by year, and budgets, in any layout."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.intake.tables.test_layouts import OUTER, least, taken, told_of_what_is_hidden
from tests.lib.desks import counts, keys
from tests.lib.layouts import Column, Layout, lay_out, layouts
from tests.lib.varieties import LOOKED


@LOOKED
@given(said=st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=2, max_size=2), layout=layouts())
def test_a_recapitulation_by_level(said: list[tuple[int, int]], layout: Layout, tmp_path: Path) -> None:
    columns = [
        Column("Tingkat", ["Kecamatan", "Desa/Kelurahan"], wrong="Desa"),
        Column("TPPS Terbentuk", [a for a, _ in said], "TPPS", "Terbentuk", wrong=50),
        Column("TPPS Aktif", [b for _, b in said], "TPPS", "Aktif", wrong=50),
    ]
    intake = taken(lay_out(tmp_path, "jenjang", columns, layout), "levels")
    for name, (formed, active) in zip(("kecamatan", "desa"), said, strict=True):
        assert least(intake, f"tpps.{name}.formed") == formed
        assert least(intake, f"tpps.{name}.active") == active
    told_of_what_is_hidden(intake, layout)


@LOOKED
@given(number=st.integers(2, 5), layout=layouts())
def test_a_list_of_children_is_only_counted(number: int, layout: Layout, tmp_path: Path) -> None:
    columns = [
        Column("Nama Balita", [f"Anak {'abcde'[n]}x" for n in range(number)], wrong="Rahasia"),
        Column("NIK", [f"36990101012{n:05}" for n in range(number)], wrong="3699010101299999"),
        Column("Tanggal Lahir", [f"1{n}/01/2023" for n in range(number)], wrong="01/01/2023"),
        Column("BB", [9.5] * number, "Ukuran", "BB", wrong=9),
        Column("TB", [75.5] * number, "Ukuran", "TB", wrong=75),
    ]
    intake = taken(lay_out(tmp_path, "balita", columns, layout), "children")
    assert counts(intake)["private"] == number
    assert "36990101" not in f"{intake.tree.data} {intake.doubts}"


@LOOKED
@given(
    said=st.dictionaries(st.sampled_from(OUTER), st.tuples(st.integers(20, 90), st.integers(1, 19)), min_size=2),
    named=st.booleans(),
    layout=layouts(),
)
def test_prevalence_by_kecamatan_with_its_total(
    said: dict[str, tuple[int, int]], named: bool, layout: Layout, tmp_path: Path
) -> None:
    measured, stunted = ([pair[i] for pair in said.values()] for i in (0, 1))
    shares = [round(100 * b / a, 2) for a, b in said.values()]
    whole = round(100 * sum(stunted) / sum(measured), 2)
    names = [*said, *(["Kabupaten Contoh"] if named else [])]
    columns = [
        Column("Kecamatan", names, wrong="Tersembunyi"),
        Column("Diukur", [*measured, *([sum(measured)] if named else [])], "Balita", "Diukur", wrong=9),
        Column("Stunting", [*stunted, *([sum(stunted)] if named else [])], "Balita", "Stunting", wrong=9),
        Column("Prevalensi (%)", [*shares, *([whole] if named else [])], wrong=99),
        Column("Tahun", [2024] * len(names), wrong=2023),
        Column("Sistem", ["e-PPGBM"] * len(names), wrong="SSGI"),
    ]
    path = lay_out(tmp_path, "prevalensi", columns, layout)
    intake = taken(path, "prevalence")
    found = [f["percent"]["value"] for f in intake.tree.data.get("prevalence", [])]
    assert found == ([whole] if named else [])
    assert ("table_only_inner" in keys(intake.doubts)) == (not named)
    told_of_what_is_hidden(intake, layout)


@LOOKED
@given(
    said=st.dictionaries(st.integers(2015, 2024), st.sampled_from([7.5, 24.4, 31.25]), min_size=2, max_size=4),
    layout=layouts(),
)
def test_prevalence_by_year(said: dict[int, float], layout: Layout, tmp_path: Path) -> None:
    columns = [
        Column("Tahun", list(said), wrong=2014),
        Column("Sumber Data", ["SSGI"] * len(said), "Prevalensi Stunting", "Sumber Data", wrong="SSGI"),
        Column("Persen", list(said.values()), "Prevalensi Stunting", "Persen", wrong=99),
    ]
    path = lay_out(tmp_path, "prevalensi", columns, layout)
    intake = taken(path, "prevalence")
    assert {f["year"]: f["percent"]["value"] for f in intake.tree.data["prevalence"]} == said
    told_of_what_is_hidden(intake, layout)


@LOOKED
@given(
    said=st.lists(
        st.tuples(st.sampled_from(["Dinas Kesehatan", "RSUD Melati"]), st.sampled_from([5_000_000, 12_500_000])),
        min_size=2,
        max_size=4,
    ),
    tagged=st.lists(st.booleans(), min_size=4, max_size=4),
    layout=layouts(),
)
def test_a_budget_with_tags(said: list[tuple[str, int]], tagged: list[bool], layout: Layout, tmp_path: Path) -> None:
    names = [f"Kegiatan {'abcd'[n]}x" for n in range(len(said))]
    marks = [True, *tagged[1 : len(said)]]
    columns = [
        Column("Perangkat Daerah", [agency for agency, _ in said], wrong="Dinas Sosial"),
        Column("Sub Kegiatan", names, wrong="Tersembunyi"),
        Column("Sumber Dana", ["DAU"] * len(said), "Anggaran", "Sumber Dana", wrong="PAD"),
        Column("Pagu (Rp)", [amount for _, amount in said], "Anggaran", "Pagu (Rp)", wrong=9_000_000),
        Column("Tagging", ["stunting" if mark else "tidak" for mark in marks], wrong="stunting"),
    ]
    intake = taken(lay_out(tmp_path, "apbd", columns, layout), "budget")
    lines = {(x["name"], x["agency"]): x["amount_rupiah"]["value"] for x in intake.tree.data["budget"]["lines"]}
    pairs = zip(names, said, marks, strict=True)
    assert lines == {(name, agency): amount for name, (agency, amount), mark in pairs if mark}
    told_of_what_is_hidden(intake, layout)
