"""How facts come in: files dropped and confirmed, rows of lists, a new case, answers of an agency; and side by side."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from diagnose.case import load_case
from diagnose.common import folder
from tests.browser.conftest import Open
from tests.browser.looking import Look

EXAMPLES = folder("facts") / "examples"
STRANGE = "decree: {members: {agencies: [Dinas Urusan Aneh]}, source: SK}\ndocuments: [{id: SK, title: SK}]\n"
CLASH = "coordination: {rembuk_kabupaten: {value: 3, source: Notulen hlm-1}}\ndocuments: [{id: Notulen, title: N}]\n"


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A decree, a file with a name that nobody knows, and one that says otherwise than the case."""
    (tmp_path / "kiriman").mkdir()
    for name, text in (("aneh.yaml", STRANGE), ("notulen.yaml", CLASH)):
        (tmp_path / "kiriman" / name).write_text(text, encoding="utf-8")
    return [EXAMPLES / "sk-tpps-contoh-raya.docx", *sorted((tmp_path / "kiriman").iterdir())]


def test_files_are_confirmed_in_three_steps_and_joined_as_one_change(
    visit: Open, workspace: Path, files: list[Path], look: Look
) -> None:
    page = visit("/k/kota/impor")
    look(page, "impor")
    page.locator("#berkas").set_input_files(files)
    page.get_by_role("button", name="Baca berkas").click()
    expect(page.get_by_role("heading", name="Yang perlu dipastikan")).to_be_visible(timeout=60_000)
    look(page, "impor-kartu")
    page.get_by_role("link", name="Nama perangkat daerah").click()
    look(page, "impor-nama")
    page.get_by_role("combobox").select_option("dinsos")
    page.get_by_role("radio", name="perangkat daerah lain dari daftar").check()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("link", name="sk-tpps-contoh-raya.docx").click(timeout=60_000)
    look(page, "impor-sk")
    page.get_by_role("button", name=re.compile("Terima .* anggota")).click()
    expect(page.get_by_role("status")).not_to_contain_text("0 dari")
    page.get_by_role("link", name="Kembali ke impor ini").click()
    page.get_by_role("link", name="Yang bertentangan").click(timeout=60_000)
    look(page, "impor-sengketa")
    page.get_by_role("radio", name=re.compile("pakai 3")).check()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("button", name="Gabungkan ke kasus").click(timeout=60_000)
    expect(page.get_by_text("Disimpan.")).to_be_visible(timeout=60_000)
    assert load_case(workspace / "kasus" / "kota.yaml").facts["coordination.rembuk_kabupaten"].value == 3
    page.locator(".saved").get_by_role("button").click()
    expect(page.get_by_text("sudah dibatalkan")).to_be_visible(timeout=60_000)
    assert load_case(workspace / "kasus" / "kota.yaml").facts["coordination.rembuk_kabupaten"].value == 1


def test_lines_of_a_decree_are_decided_by_keyboard_alone_and_sent_by_the_button(visit: Open, files: list[Path]) -> None:
    page = visit("/k/kota/impor")
    page.locator("#berkas").set_input_files(files[:1])
    page.get_by_role("button", name="Baca berkas").click()
    page.get_by_role("link", name="sk-tpps-contoh-raya.docx").click(timeout=60_000)
    page.wait_for_load_state()  # keys are taken from then on
    lines = page.locator("[data-keys]")
    lines.nth(0).locator("input[type=radio]").last.focus()
    page.keyboard.press("y")
    page.keyboard.press("t")
    expect(lines.nth(0).get_by_role("radio", name="benar")).to_be_checked()
    expect(lines.nth(1).get_by_role("radio", name="keliru")).to_be_checked()
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.type") in ("text", "radio")
    expect(page.get_by_role("status")).to_contain_text("0 dari")
    page.get_by_role("button", name=re.compile("^Simpan")).first.click()
    expect(page.get_by_role("status")).to_contain_text("2 dari")


def test_files_are_taken_without_scripts(visit: Open, files: list[Path]) -> None:
    page = visit("/k/kota/impor", script=False)
    page.locator("#berkas").set_input_files(files[1:])
    page.get_by_role("button", name="Baca berkas").click()
    expect(page.get_by_text("1 belum dikenal")).to_be_visible(timeout=60_000)


@pytest.mark.parametrize("script", [True, False])
def test_a_row_is_added_and_taken_out(visit: Open, workspace: Path, script: bool, look: Look) -> None:
    page = visit("/k/kota/fakta?bagian=programmes", script=script)
    page.get_by_text("Tambah baris").first.click()
    page.get_by_label("Nama program").fill("Dapur Sehat")
    page.locator(".new-row").get_by_label(re.compile("Sumber")).fill("Renstra bab-4")
    if script:
        look(page, "baris")
    page.get_by_role("button", name=re.compile("^Tambah")).first.click()
    expect(page.get_by_role("rowheader", name=re.compile("Dapur Sehat"))).to_be_visible()
    page.get_by_role("button", name=re.compile("Hapus ?: Dapur Sehat")).click()
    expect(page.get_by_role("rowheader", name=re.compile("Dapur Sehat"))).not_to_be_visible()


def test_an_agency_answers_by_its_link_and_the_answer_is_accepted(visit: Open, workspace: Path, look: Look) -> None:
    page = visit("/k/kota/tautan")
    page.get_by_role("button", name="Buat tautan").click()
    link = page.locator(".copy code").inner_text()
    look(page, "tautan-dibuat")
    agency = visit("/k/tidak-ada")  # any page: the link needs no account
    agency.context.clear_cookies()
    agency.goto(link)
    look(agency, "isi")
    form = agency.locator("form", has=agency.get_by_role("radio", name="ya", exact=True)).first
    form.get_by_role("radio", name="ya", exact=True).check()
    form.get_by_role("button", name=re.compile("^Kirim jawaban")).first.click()
    expect(agency.get_by_text("menunggu diperiksa").first).to_be_visible()
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    page.goto(page.url.partition("?")[0])
    look(page, "tautan-menunggu")
    page.get_by_role("button", name="Terima yang dipilih").click()
    expect(page.get_by_text("Disimpan.")).to_be_visible()
    assert (workspace / "kasus" / "kota.yaml").read_bytes() != before


@pytest.mark.parametrize("script", [True, False])
def test_cases_are_put_side_by_side(visit: Open, script: bool, look: Look) -> None:
    page = visit("/", script=script)
    page.get_by_role("link", name="Bandingkan").click()
    for name in ("kota", "lebak-2022"):
        page.get_by_role("checkbox", name=re.compile(f"^{name}")).check()
    page.get_by_role("button", name="Terapkan").click()
    expect(page.locator("table.matrix").get_by_role("link", name="Kabupaten Lebak")).to_be_visible()
    if script:
        look(page, "banding")


def test_a_memo_that_was_taken_along_is_overtaken(visit: Open, look: Look) -> None:
    page = visit("/k/kota/memo?jenis=ringkasan")
    with page.expect_download(timeout=90_000):
        page.get_by_role("link", name="Teks", exact=True).click()
    page.goto(page.url.replace("/memo", "/fakta").partition("?")[0] + "?ubah=decree.states.targets")
    page.get_by_role("radio", name="tidak", exact=True).check()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("navigation", name="Bagian").get_by_role("link", name="Memo").click()
    page.get_by_role("link", name=re.compile("^Ringkasan satu halaman,")).click(timeout=60_000)
    expect(page.get_by_role("status")).to_contain_text("memakai fakta lama", timeout=60_000)
    look(page, "memo-versi")
