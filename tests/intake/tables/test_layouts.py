"""Teams, sosialisasi, indicators and recapitulations in any layout: what is read is what was put in."""

from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked
from tests.lib.desks import counts, keys
from tests.lib.examples import examples
from tests.lib.layouts import Column, Layout, lay_out, layouts

ASKED = Asked("Kabupaten Contoh", 2025)
LOOKED = examples(20, suppress_health_check=[HealthCheck.function_scoped_fixture])
OUTER = ("Air Putih", "Bukit Rata", "Sumber")
INNER = ("Sukamaju", "Mekarsari", "Tanjung", "Karya II", "Sumber Jaya")
PLACES = st.lists(
    st.tuples(st.sampled_from(OUTER), st.sampled_from(INNER)), min_size=2, max_size=6, unique=True
)  # kecamatan and village


def taken(path: Path, kind: str) -> Intake:
    (wanted,) = with_kinds([Wanted(path)])
    assert wanted.kind == kind
    said = f"kind: {kind}\n" if kind == "children" else f"kind: {kind}\ncomplete: ya\nhidden_rows: tidak\n"
    said += "year: 2025\n" if kind not in ("children", "prevalence") else ""
    path.with_name(f"{path.stem}.peta.yaml").write_text(said, encoding="utf-8")
    return read(wanted, None, None, "id", ASKED)


def least(intake: Intake, path: str) -> Any:
    """The value of a fact, or the least that it is."""
    found: Any = intake.tree.data
    for name in path.split("."):
        found = found.get(name, {})
    return found.get("value", found.get("at_least", 0))


def told_of_what_is_hidden(intake: Intake, layout: Layout) -> None:
    """What the file hides is told, and not counted."""
    told = set(keys(intake.doubts))
    of_text = layout.form != "xlsx"
    assert counts(intake).get("hidden", 0) == (0 if of_text else layout.hidden)
    assert ("table_sheets_hidden" in told) == (layout.hidden_sheet and not of_text)
    assert ("table_columns_hidden" in told) == (layout.hidden_column and not of_text)


@LOOKED
@given(places=PLACES, said=st.data(), layout=layouts())
def test_a_list_of_teams(places: list[tuple[str, str]], said: st.DataObject, layout: Layout, tmp_path: Path) -> None:
    formed = [said.draw(st.sampled_from(["sudah", "belum"])) for _ in places]
    active = [said.draw(st.sampled_from(["ya", "tidak"])) for _ in places]
    columns = [
        Column("Tingkat", ["Desa"] * len(places), wrong="Desa"),
        Column("Kecamatan", [outer for outer, _ in places], wrong="Air Putih"),
        Column("Nama", [inner for _, inner in places], wrong="Tersembunyi"),
        Column("TPPS Dibentuk", formed, "TPPS", "Dibentuk", wrong="sudah"),
        Column("TPPS Aktif", active, "TPPS", "Aktif", wrong="ya"),
    ]
    intake = taken(lay_out(tmp_path, "tim", columns, layout), "teams")
    assert least(intake, "tpps.desa.formed") == formed.count("sudah")
    assert least(intake, "tpps.desa.active") == active.count("ya")
    told_of_what_is_hidden(intake, layout)


@LOOKED
@given(places=PLACES, said=st.data(), layout=layouts())
def test_a_list_of_sosialisasi(
    places: list[tuple[str, str]], said: st.DataObject, layout: Layout, tmp_path: Path
) -> None:
    ways = ["{0} Maret 2025", "2025-03-{0:02}", "{0:02}/03/2025", "Senin, {0} Maret 2025", "{0}-28 Maret 2025"]
    days = [said.draw(st.sampled_from(ways)).format(said.draw(st.integers(1, 27))) for _ in places]
    columns = [
        Column("Tanggal", days, wrong="3 Maret 2025"),
        Column("Kecamatan", [outer for outer, _ in places], "Lokasi", "Kecamatan", wrong="Tersembunyi"),
        Column("Desa", [inner for _, inner in places], "Lokasi", "Desa", wrong="Tersembunyi"),
        Column("Peserta", [20 + n for n in range(len(places))], wrong=5),
    ]
    intake = taken(lay_out(tmp_path, "sosialisasi", columns, layout), "sosialisasi")
    assert least(intake, "sosialisasi.desa_reached") == len(places)
    assert least(intake, "sosialisasi.kecamatan_reached") == len({outer for outer, _ in places})
    told_of_what_is_hidden(intake, layout)


@LOOKED
@given(
    figures=st.lists(st.tuples(st.integers(1, 40), st.integers(1, 400), st.integers(1, 60)), min_size=2, max_size=4),
    ours=st.integers(0, 1),
    layout=layouts(),
)
def test_indicators_by_region(figures: list[tuple[int, int, int]], ours: int, layout: Layout, tmp_path: Path) -> None:
    names = ["Kab. Lain", "Kota Contoh", "Kab. Sana", "Kab. Situ"][: len(figures)]
    names[ours] = "Kab. Contoh"
    columns = [
        Column("Kabupaten/Kota", names, wrong="Kab. Contoh"),
        Column("Jumlah Kecamatan", [a for a, _, _ in figures], "Jumlah", "Kecamatan", wrong=7),
        Column("Jumlah Desa", [b for _, b, _ in figures], "Jumlah", "Desa", wrong=7),
        Column("Jumlah Kelurahan", [c for _, _, c in figures], "Jumlah", "Kelurahan", wrong=7),
    ]
    intake = taken(lay_out(tmp_path, "indikator", columns, layout), "regions")
    kecamatan, desa, kelurahan = figures[ours]
    assert least(intake, "region.kecamatan") == kecamatan
    assert least(intake, "region.desa_kelurahan") == desa + kelurahan
    told_of_what_is_hidden(intake, layout)


@LOOKED
@given(
    said=st.dictionaries(
        st.sampled_from(OUTER), st.tuples(st.integers(0, 30), st.integers(0, 30), st.booleans()), min_size=2
    ),
    layout=layouts(),
)
def test_a_recapitulation_by_kecamatan(said: dict[str, tuple[int, int, bool]], layout: Layout, tmp_path: Path) -> None:
    columns = [
        Column("Kecamatan", list(said), wrong="Tersembunyi"),
        Column("TPPS Desa Terbentuk", [a for a, _, _ in said.values()], "TPPS Desa", "Terbentuk", wrong=50),
        Column("TPPS Desa Aktif", [b for _, b, _ in said.values()], "TPPS Desa", "Aktif", wrong=50),
        Column("TPPS Kecamatan", ["ada" if c else "belum" for _, _, c in said.values()], wrong="ada"),
    ]
    intake = taken(lay_out(tmp_path, "rekap", columns, layout), "recaps")
    assert least(intake, "tpps.desa.formed") == sum(a for a, _, _ in said.values())
    assert least(intake, "tpps.desa.active") == sum(b for _, b, _ in said.values())
    assert least(intake, "tpps.kecamatan.formed") == sum(c for _, _, c in said.values())
    told_of_what_is_hidden(intake, layout)
