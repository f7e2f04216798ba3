"""Tables as an office new to the program brings them: sums, codes, words and titles of its own."""

from pathlib import Path

from openpyxl import Workbook

from diagnose.intake.recognise import Wanted, read, with_kinds
from diagnose.intake.records import Intake
from diagnose.intake.tables import Asked
from tests.lib.desks import counts, keys
from tests.lib.sheets import written

ASKED = Asked("Kabupaten Contoh", 2025, "36.99")


def taken(path: Path, as_: str = "") -> Intake:
    (wanted,) = with_kinds([Wanted(path)])
    assert as_ in ("", wanted.kind)
    return read(wanted, None, None, "id", ASKED)


def test_of_accounts_alone_those_that_add_up_others_are_not_counted(tmp_path: Path) -> None:
    text = (
        "DOKUMEN PELAKSANAAN ANGGARAN\nOrganisasi : 1.02.0.00.0.00.01.0000 Dinas Kesehatan\nTahun Anggaran : 2025\n"
        "Kode Rekening;Uraian;Koefisien;Jumlah (Rp)\n5;BELANJA DAERAH;;50.000.000\n5.1;BELANJA OPERASI;;50.000.000\n"
        "5.1.02.01.01.0024;Belanja Alat Tulis;;20.000.000\n;[#] ATK;;20.000.000\n;Kertas;10 rim;20.000.000\n"
        "5.1.02.02.01.0001;Belanja Jasa;;30.000.000\nJumlah;;;50.000.000\n"
    )
    intake = taken(written(tmp_path / "dpa.csv", text, "kind: budget\nall_rows: ya\n"), as_="budget")
    lines = intake.tree.data["budget"]["lines"]
    assert [(x["name"], x["agency"], x["amount_rupiah"]["value"]) for x in lines] == [
        ("Belanja Alat Tulis", "Dinas Kesehatan", 20_000_000),
        ("Belanja Jasa", "Dinas Kesehatan", 30_000_000),
    ]
    assert counts(intake)["accounts"] == 4


def test_a_hierarchy_under_the_title_of_all_its_ranks_is_recognised(tmp_path: Path) -> None:
    text = (
        "Kode;Urusan/Program/Kegiatan/Sub Kegiatan;Sumber Dana;Pagu (Rp)\n1.02;URUSAN KESEHATAN;;300.000.000\n"
        "1.02.02;PROGRAM UPAYA;;300.000.000\n1.02.02.2.02.0015;Gizi;PAD;100.000.000\n"
        "1.02.02.2.02.0016;Ibu;DAU;200.000.000\n"
    )
    path = written(tmp_path / "rka.csv", text, "kind: budget\nall_rows: ya\n")
    lines = taken(path, as_="budget").tree.data["budget"]["lines"]
    assert [(x["name"], x["amount_rupiah"]["value"]) for x in lines] == [("Gizi", 100_000_000), ("Ibu", 200_000_000)]


def test_a_share_is_no_amount_though_its_title_is_that_of_one(tmp_path: Path) -> None:
    mapping, head = (
        "kind: budget\nonly: {column: Tagging, values: [stunting]}\ncomplete: ya\nyear: 2025\n",
        "OPD;Sub Kegiatan;Sumber Dana;Pagu",
    )
    text = f"{head};Realisasi (%);Tagging\nDinas Kesehatan;Gizi;PAD;100.000.000;90;stunting\n"
    intake = taken(written(tmp_path / "a.csv", text, mapping))
    assert "realised_percent" not in intake.tree.data["budget"]
    assert "table_columns_unused" in keys(intake.doubts)
    text = f"{head};Realisasi (Rp);Realisasi (%);Tagging\nDinas Kesehatan;Gizi;PAD;100.000.000;90.000.000;90;stunting\n"
    intake = taken(written(tmp_path / "b.csv", text, mapping))
    assert intake.tree.data["budget"]["realised_percent"]["value"] == 90


def test_children_measured_in_percent_are_no_number_of_children(tmp_path: Path) -> None:
    text = "Tahun;Sumber Data;Prevalensi;Balita Diukur (%);Jumlah Sasaran\n2024;e-PPGBM;9,1;85;1.000\n"
    data = taken(written(tmp_path / "p.csv", text)).tree.data
    assert "measured_percent" not in data.get("data", {})


def test_an_answer_against_its_proof_is_told_in_the_words_of_the_table(tmp_path: Path) -> None:
    text = "Kecamatan;Desa;TPPS Desa;Nomor SK TPPS Desa\nA;D1;Belum;440/2/2024\nA;D2;blm;\nA;D3;sdh;\n"
    intake = taken(written(tmp_path / "d.csv", text))
    (doubt,) = [d for d in intake.doubts if d.key == "table_proof_against"]
    assert doubt.values["given"] == "Belum"
    assert "table_word_unknown" not in keys(intake.doubts)
    assert intake.tree.data["tpps"]["desa"]["formed"]["at_least"] == 1


def _coded(path: Path, codes: list[str]) -> Path:
    rows = [f"{code};A;D{n};{n}0.000.000" for n, code in enumerate(codes, 1)]
    return written(path, "\n".join(["Kode Desa;Kecamatan;Desa;Alokasi Stunting", *rows, ""]))


def test_villages_whose_code_is_of_another_region_do_not_count(tmp_path: Path) -> None:
    path = _coded(tmp_path / "d.csv", ["36.98.01.2001", "36.99.01.2001", "3699012002", "36.97.01.2001", ""])
    intake = taken(path)
    assert intake.tree.data["dana_desa"]["amount_rupiah"]["at_least"] == 100_000_000
    assert counts(intake)["other_regions"] == 2


def test_codes_of_another_kind_leave_all_villages_and_several_are_told(tmp_path: Path) -> None:
    one = taken(_coded(tmp_path / "one.csv", ["7203010001", "7203010002"]))
    assert one.tree.data["dana_desa"]["villages_using"]["at_least"] == 2
    assert "table_codes_several" not in keys(one.doubts)
    two = taken(_coded(tmp_path / "two.csv", ["7203010001", "7204010002"]))
    assert two.tree.data["dana_desa"]["villages_using"]["at_least"] == 2
    assert "table_codes_several" in keys(two.doubts)


def test_a_cell_that_names_several_sources_of_funds_is_asked_about(tmp_path: Path) -> None:
    rows = ["A;PAD, DAK Nonfisik", "B;DAU dan Bantuan Keuangan Provinsi", "C;PAD/DAU", "D;DAU Earmark Kesehatan"]
    text = "\n".join(
        ["OPD;Sub Kegiatan;Sumber Dana;Pagu;Tagging", *(f"Dinas Kesehatan;{r};1.000.000;stunting" for r in rows)]
    )
    intake = taken(written(tmp_path / "a.csv", text))
    assert [line.get("fund") for line in intake.tree.data["budget"]["lines"]] == [
        None,
        None,
        "apbd_kabupaten",
        "apbd_kabupaten",
    ]
    assert keys(intake.doubts).count("table_word_unknown") == 2


def test_a_list_by_name_is_counted_without_asking_which_column_is_meant(tmp_path: Path) -> None:
    text = "No;NIK;Nama Balita;Berat;Tinggi;TB/U\n1;1;AHMAD;9;80;Pendek\n2;2;SITI;9;80;Normal\n"
    intake = taken(written(tmp_path / "n.csv", text))
    assert counts(intake)["private"] == 2
    assert "table_column_unclear" not in keys(intake.doubts)


def test_sums_of_a_numbered_hierarchy_are_not_counted_though_they_are_tagged(tmp_path: Path) -> None:
    text = (
        "No;Program/Kegiatan/Sub Kegiatan;Sumber Dana;Pagu;Tagging\nI;Dinas Kesehatan;;300.000.000;\n"
        "1;Program Upaya Kesehatan;;300.000.000;stunting\n1.1;Penyediaan Layanan;;300.000.000;stunting\n"
        "1.1.1;Gizi;PAD;100.000.000;stunting\n1.1.2;Ibu;PAD;200.000.000;stunting\n"
    )
    lines = taken(written(tmp_path / "a.csv", text)).tree.data["budget"]["lines"]
    assert [(x["name"], x["amount_rupiah"]["value"]) for x in lines] == [("Gizi", 100_000_000), ("Ibu", 200_000_000)]


def test_a_heading_after_the_sum_of_the_group_before_heads_the_rows_below(tmp_path: Path) -> None:
    text = (
        "No;Desa;Alokasi Stunting\nA;Kec. Air Putih;\n1;D1;10\n2;D2;20\n;Jumlah Kec. Air Putih;30\n"
        "B;Kec. Batu;\n1;D1;5\n;Jumlah Kec. Batu;5\n;Kabupaten Contoh;35\n"
    )
    intake = taken(written(tmp_path / "d.csv", text))
    assert intake.tree.data["dana_desa"]["villages_using"]["at_least"] == 3
    assert intake.tree.data["dana_desa"]["amount_rupiah"]["at_least"] == 35
    text = (
        "Sub Kegiatan;Sumber Dana;Pagu;Tagging\nDinas Kesehatan;;;\nGizi;PAD;10;stunting\nJumlah;;10;\n"
        "Dinas Sosial;;;\nBantuan;PAD;20;stunting\nJumlah;;20;\n"
    )
    lines = taken(written(tmp_path / "b.csv", text)).tree.data["budget"]["lines"]
    assert [(x["name"], x["agency"]) for x in lines] == [("Gizi", "Dinas Kesehatan"), ("Bantuan", "Dinas Sosial")]


def test_a_sheet_called_as_an_agency_is_of_that_agency(tmp_path: Path) -> None:
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, amount in (("Dinkes", 10_000_000), ("Dinsos", 20_000_000)):
        sheet = book.create_sheet(name)
        sheet.append(["Sub Kegiatan", "Sumber Dana", "Pagu", "Tagging"])
        sheet.append(["Koordinasi", "PAD", amount, "stunting"])
    book.save(tmp_path / "a.xlsx")
    lines = taken(tmp_path / "a.xlsx").tree.data["budget"]["lines"]
    assert [(x["agency"], x["amount_rupiah"]["value"]) for x in lines] == [
        ("Dinkes", 10_000_000),
        ("Dinsos", 20_000_000),
    ]


def test_a_sub_jumlah_is_a_sum(tmp_path: Path) -> None:
    text = "Kecamatan;Desa;Alokasi Stunting\nA;D1;10\nSub Jumlah;;10\nB;D2;5\nJml;;5\n"
    intake = taken(written(tmp_path / "d.csv", text))
    assert counts(intake)["totals"] == 2
    assert intake.tree.data["dana_desa"]["amount_rupiah"]["at_least"] == 15
