"""Mistakes of memos that somebody new to them found, each under what it was."""

from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner, Result

from diagnose.cli import app


def memo(*typed: str) -> Result:
    return CliRunner().invoke(app, ["memo", *typed])


@pytest.mark.parametrize("given", ["2026-02-30", "", "besok", "2026-W48-2", "2022-04"])
def test_a_date_that_is_none_is_told_in_a_line(given: str) -> None:
    told = memo("lebak-2022", "-t", "pesan", "-f", "txt", "--date", given)
    assert told.exit_code == 2
    assert "2026-11-24" in told.stderr


def test_the_date_that_is_typed_counts_before_that_of_the_letterhead(tmp_path: Path) -> None:
    (tmp_path / "kop.yaml").write_text("date: 2025-01-02\n", encoding="utf-8")
    told = memo("lebak-2022", "-f", "txt", "--letterhead", str(tmp_path / "kop.yaml"), "--date", "2026-12-31")
    assert "31 Desember 2026" in told.stdout
    assert "2 Januari 2025" not in told.stdout


def test_a_memo_does_not_pass_a_plan_that_falls_short_as_one_that_reaches_its_goal() -> None:
    told = memo("lebak-2022", "-t", "pesan", "-f", "txt", "--plan", "all=4")
    assert told.exit_code == 2
    assert "tidak ada rencana yang mencapainya" in told.stderr
    reached = memo("lebak-2022", "-t", "pesan", "-f", "txt", "--plan", "policy_frame=2")
    assert "sudah tercapai" in reached.stderr


def test_a_plan_is_named_by_its_goal_and_reckons_with_the_scenario() -> None:
    scenario = ["--scenario", "facts/scenarios/tujuan-renstra.yaml", "--plan", "policy_goals.range=3"]
    alone = memo("lebak-2022", "-t", "lampiran", "-f", "txt", "--plan", "policy_goals.range=3")
    both = memo("lebak-2022", "-t", "lampiran", "-f", "txt", *scenario)
    assert both.exit_code == 0, both.stderr
    assert "rencana menuju tingkat 3 pada Rentang kebijakan" in " ".join(both.stdout.split())
    assert alone.stdout != both.stdout


def test_dimensions_of_which_nothing_is_known_are_not_said_to_be_equal(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text('region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2024\n', encoding="utf-8")
    for template in ("nota-dinas", "telaahan-staf", "ringkasan", "pesan"):
        for lang, claim in (
            ("id", "Semua dimensi berada pada tingkat yang sama"),
            ("en", "All dimensions stand at the same"),
        ):
            told = memo(str(case), "-t", template, "-f", "txt", "--lang", lang)
            assert told.exit_code == 0, told.stderr
            assert claim not in " ".join(told.stdout.split())


@pytest.mark.parametrize("tags", [["{{p isi}}", "{{p isi}}"], ["{{p seluruhnya}}", "{{p isi}}"]])
def test_two_places_for_the_memo_one_after_the_other_are_both_filled(tags: list[str], tmp_path: Path) -> None:
    own = docx.Document()
    for tag in tags:
        own.add_paragraph(tag)
    own.save(str(tmp_path / "nota.docx"))
    done = memo("lebak-2022", "--word", str(tmp_path / "nota.docx"), "-o", str(tmp_path / "memo.docx"))
    assert done.exit_code == 0, done.stderr
    text = "\n".join(p.text for p in docx.Document(str(tmp_path / "memo.docx")).paragraphs)
    assert text.count("Keadaan sekarang") == 2


def test_a_word_file_without_a_place_for_the_memo_is_refused(tmp_path: Path) -> None:
    own = docx.Document()
    own.add_paragraph("Nota kosong ${nomor_naskah}")
    own.save(str(tmp_path / "nota.docx"))
    done = memo("lebak-2022", "--word", str(tmp_path / "nota.docx"), "-o", str(tmp_path / "memo.docx"))
    assert done.exit_code == 2
    assert "{{p isi}}" in done.stderr
    assert not (tmp_path / "memo.docx").exists()


def test_a_link_out_of_a_template_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "rahasia.txt").write_text("RAHASIA", encoding="utf-8")
    own = tmp_path / "templat"
    own.mkdir()
    (own / "pesan.md.jinja").symlink_to(tmp_path / "rahasia.txt")
    told = memo("lebak-2022", "-t", "pesan", "-f", "txt", "--templates", str(own))
    assert told.exit_code == 2
    assert "RAHASIA" not in told.output


@pytest.mark.parametrize(
    "typed",
    [
        ["--templates", "tidak-ada"],
        ["-f", "html", "--word", "nota.docx"],
        ["-f", "docx", "-f", "md", "--word", "nota.docx"],
        ["-f", "docx", "--word", "nota.docx", "--footnotes"],
    ],
)
def test_an_option_that_would_do_nothing_is_told(typed: list[str], tmp_path: Path) -> None:
    told = memo("lebak-2022", "-t", "pesan", "-o", str(tmp_path / "memo.docx"), *typed)
    assert told.exit_code == 2
    assert told.stderr.strip()


def test_words_stand_apart_in_what_the_annex_is_said_to_explain(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(
        'region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'
        "documents: [{id: S, title: Studi}]\ndecree: {source: S 1, signed: ya, states: {coordination: ya}}\n"
        "coordination: {source: S 1, meetings: 1}\nquestionnaire: {source: S 2, respondents: [Bappeda, Dinas Sosial],"
        " items: {understands_situation: {tally: {fully: 1, partly: 1}}}}\n",
        encoding="utf-8",
    )
    told = " ".join(memo(str(case), "-t", "nota-dinas", "-f", "txt").stdout.split())
    assert "dari 8 aspek, dan asumsi sistem yang dipakai." in told


def test_questions_are_said_to_be_the_others_only_where_some_stand_before_them(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(
        'region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'
        "documents: [{id: S, title: Studi}]\ncoordination: {source: S 1, meetings: 1}\n"
        "decree: {source: S 1, signed: ya, members: {agencies: [Bappeda, Dinas Kesehatan, DPPKB, Dinas PUPR]},"
        " states: {coordination: ya}}\ndata: {source: S 1, bases: [{base: e_ppgbm, released: ya}]}\n"
        "budget: {source: S 1, allocated: some}\ndana_desa: {source: S 1, use: most}\n",
        encoding="utf-8",
    )
    told = " ".join(memo(str(case), "-t", "nota-dinas", "-f", "txt").stdout.split())
    assert "- Kepada" not in told
    assert "Pertanyaan selebihnya" not in told
    assert "Yang masih ditanyakan" not in told  # all that is open is for the sender to answer


def test_a_decision_asks_for_nothing_that_is_there_already(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(
        'region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2022\n'
        "documents: [{id: S, title: Studi}]\nlokus: {source: S 1, determined: ya, common_target: tidak}\n"
        "decree: {source: S 1, signed: ya, states: {sasaran: ya, time_frame: ya, person_in_charge: ya, targets: tidak,"
        " data_base: tidak, lokus_focus: ya}}\n",
        encoding="utf-8",
    )
    for template in ("nota-dinas", "ringkasan"):
        told = " ".join(memo(str(case), "-t", template, "-f", "txt").stdout.split())
        assert "muat target; wajibkan basis data" in told
        assert "Jadikan lokus sasaran bersama program semua OPD" in told
        for there in ("muat sasaran", "jangka waktu", "fokus program pada lokus", "lokus menurut data"):
            assert there not in told.split("Keadaan")[0]


@pytest.mark.parametrize(("year", "called"), [(2024, "DTKS"), (2025, "DTSEN")])
def test_the_register_of_the_poor_is_called_what_it_is_called_that_year(tmp_path: Path, year: int, called: str) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(
        f'region: {{code: "99.99", name: Kabupaten Contoh, kind: kabupaten}}\nyear: {year}\n'
        "documents: [{id: S, title: Studi}]\ndata: {source: S 1, matched: tidak}\n",
        encoding="utf-8",
    )
    told = " ".join(memo(str(case), "-t", "telaahan-staf", "-f", "txt").stdout.split())
    assert f"Padankan e-PPGBM, Keluarga Risiko Stunting, dan {called} menurut NIK" in told


def test_a_regulation_in_force_is_not_asked_for_again(tmp_path: Path) -> None:
    case = tmp_path / "kasus.yaml"
    case.write_text(
        'region: {code: "99.99", name: Kabupaten Contoh, kind: kabupaten}\nyear: 2023\n'
        "documents: [{id: S, title: Studi}]\ndana_desa: {source: S 1, use: some, binding_regulation: ya}\n",
        encoding="utf-8",
    )
    told = " ".join(memo(str(case), "-t", "nota-dinas", "-f", "txt").stdout.split())
    assert "Tingkatkan penggunaan dana desa untuk stunting, dengan laporan per desa" in told
    assert "Tetapkan peraturan" not in told


def test_a_request_for_data_is_addressed_to_agencies_and_asks_nothing_of_its_sender(tmp_path: Path) -> None:
    (tmp_path / "kop.yaml").write_text("to: Bupati Contoh\n", encoding="utf-8")
    said = memo("fiktif-kota-2024", "-t", "permintaan-data", "-f", "md", "--letterhead", str(tmp_path / "kop.yaml"))
    assert "Bupati Contoh" not in said.stdout
    assert "Kepada **Badan Perencanaan dan Riset Kota**" not in said.stdout
    assert "Kepada **BPKAD**" in said.stdout


def test_a_memo_that_asks_for_no_decision_does_not_say_so_in_its_subject() -> None:
    assert "Permohonan keputusan" not in memo("fiktif-kota-2024", "-f", "txt").stdout
    assert "Permohonan keputusan" in memo("lebak-2022", "-f", "txt").stdout
