"""A pack on another subject, content alone, goes the whole way from form to memo without a line of code."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from diagnose import diagnose, load_case, load_rules
from diagnose.case import Change, overlay, vocabulary
from diagnose.cli import app
from diagnose.common import folder, pack_in_use, use_pack

WATER = Path(__file__).parent / "water"
OF_THE_OTHER_PACK = re.compile(r"stunting|tpps|dana desa|prevalen|renstra|rembuk|lokus", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _own_pack_afterwards() -> Iterator[None]:
    yield
    use_pack(None)


def run(*words: str, typed: str | None = None) -> Result:
    result = CliRunner().invoke(app, ["--pack", str(WATER), *words], input=typed)
    assert result.exit_code == 0, result.output
    return result


def test_a_case_is_told_in_the_words_of_its_pack() -> None:
    said = run("diagnose", "tirta", "--lang", "en").stdout
    assert "Readiness" in said or "rinking water" in said
    assert "Connect the households that are not served" in said
    assert not OF_THE_OTHER_PACK.search(said), OF_THE_OTHER_PACK.findall(said)


def test_its_rules_are_sound_and_their_examples_come_out() -> None:
    assert run("rules", "check").exit_code == 0
    assert run("rules", "test").exit_code == 0


def test_a_form_is_written_and_read_back_as_the_same_case(tmp_path: Path) -> None:
    run("form", "xlsx", "--case", "tirta", "-o", str(tmp_path / "isian.xlsx"))
    run("import", str(tmp_path / "isian.xlsx"), "-o", str(tmp_path / "kembali.yaml"))
    with pack_in_use(WATER):
        before, after = (diagnose(load_case(name), load_rules()) for name in ("tirta", tmp_path / "kembali.yaml"))
    assert after.aspects == before.aspects
    assert [s.id for s in after.saran] == [s.id for s in before.saran]


def test_a_table_of_its_own_kind_is_recognised_and_counted(tmp_path: Path) -> None:
    table = tmp_path / "pelanggan.csv"
    table.write_text("Nomor pelanggan;Rumah tangga;Tersambung\n1;Ani;ya\n2;Budi;belum\n3;Cici;ya\n", encoding="utf-8")
    where = ("--region", "Kabupaten Tirta", "--code", "36.99", "--year", "2024")
    run("import", str(table), *where, "-o", str(tmp_path / "hasil.yaml"))
    with pack_in_use(WATER):
        facts = load_case(tmp_path / "hasil.yaml").facts
        assert facts["supply.connected"].value == {"at_least": 2}  # nothing says that the list is complete


def test_a_degree_is_compared_and_told_in_its_own_words(tmp_path: Path) -> None:
    assert "Keadaan jaringan pipa: berfungsi sebagian." in run("diagnose", "tirta", "--temuan").stdout
    assert "State of the pipes: works in part." in run("diagnose", "tirta", "--temuan", "--lang", "en").stdout
    why = " ".join(run("why", "tirta", "WN4").stdout.split())
    assert "berfungsi sebagian" in why.partition("berlaku bila")[0]
    assert '"rusak" atau "berfungsi sebagian"' in why
    mended = run("whatif", "tirta", "--set", "supply.state=berfungsi baik").stdout
    assert "berfungsi sebagian -> berfungsi baik" in mended
    assert "WN4" in mended
    with pack_in_use(WATER):
        bounded = overlay(load_case("tirta"), [Change("supply.state", {"at_least": "partial"})])
        found = diagnose(bounded, load_rules())
    assert "WN4" not in {f.id for f in found.findings}
    assert any("jaringan pipa" in u.question for u in found.unknown)
    assert run("rules", "show", "WN4").exit_code == 0
    assert run("rules", "mutate").exit_code == 0


def test_why_what_if_plan_and_check_know_its_facts(tmp_path: Path) -> None:
    assert "40%" in run("why", "tirta", "W4").stdout
    assert "400 -> 900" in run("whatif", "tirta", "--set", "supply.connected=900").stdout
    assert "Uji semua sumber" in run("plan", "tirta", "--to", "all=3").stdout
    assert run("check", "tirta").exit_code == 0


def test_a_question_is_asked_in_its_own_words(tmp_path: Path) -> None:
    blank = tmp_path / "kosong.yaml"
    blank.write_text('region: {code: "36.99", name: Kabupaten Tirta, kind: kabupaten}\nyear: 2024\n', encoding="utf-8")
    said = run("ask", str(blank), "--all", "-o", str(tmp_path / "jawab.yaml"), typed="ya\n" + "\n" * 40).output
    assert "rencana induk air minum" in said


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("template", ["nota-dinas", "telaahan-staf", "ringkasan", "pesan"])
def test_a_memo_speaks_of_its_subject_alone(template: str, lang: str, tmp_path: Path) -> None:
    run("memo", "tirta", "-t", template, "-f", "txt", "--lang", lang, "-o", str(tmp_path / "memo.txt"))
    said = (tmp_path / "memo.txt").read_text(encoding="utf-8")
    assert {"id": "air minum", "en": "drinking water"}[lang] in said
    assert "stunting" not in said.casefold()
    if lang == "id":
        assert "Tetapkan rencana induk air minum" in said


def test_what_follows_is_derived_and_what_is_planned_is_neither_yes_nor_no() -> None:
    with pack_in_use(WATER):
        tirta = load_case("tirta")
        assert tirta.facts["supply.tested"].planned == ("all", "2026-12-31")
        assert tirta.facts["supply.tested"].value == "some"
        assert tirta.facts["supply.state"].low == 1.0


def test_a_folder_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["--pack", str(tmp_path), "diagnose", "tirta"])
    assert result.exit_code == 2


def test_a_pack_leaves_the_built_in_content_as_it_was() -> None:
    built_in = folder("facts"), vocabulary()
    with pack_in_use(WATER):
        assert vocabulary() is not built_in[1]
    assert (folder("facts"), vocabulary()) == built_in
