"""An adviser's ways through the workbench: with and without scripts, by keyboard alone, in both languages."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from diagnose.case import load_case
from tests.browser.conftest import Open

LEBAK = "/k/lebak-2022"


def cells(page: Page, aspect: str) -> list[str]:
    row = page.locator("table.ladder tr", has=page.get_by_role("link", name=aspect, exact=True))
    return [str(cell.get_attribute("class")).split()[0] for cell in row.locator("td").all()]


@pytest.mark.parametrize("script", [True, False])
def test_from_the_start_to_a_level_and_why(visit: Open, script: bool) -> None:
    page = visit("/", script=script)
    page.get_by_role("link", name="Kabupaten Lebak").click()
    expect(page.get_by_role("heading", name="Keputusan yang diminta dari Bupati")).to_be_visible()
    page.locator("table.ladder").get_by_role("link", name="Rentang kebijakan").click()
    expect(page.get_by_role("heading", name="Mengapa Rentang kebijakan?")).to_be_visible()
    assert "/mengapa/policy_goals.range" in page.url
    assert page.locator(".drawer").inner_text().index("Anggapan") < page.locator(".drawer").inner_text().index("G01")


def test_a_drawer_takes_the_focus_and_going_back_closes_it(visit: Open) -> None:
    page = visit(LEBAK)
    page.locator("table.ladder").get_by_role("link", name="Rentang kebijakan").click()
    expect(page.locator("#mengapa")).to_be_focused()
    page.go_back()
    expect(page.get_by_role("heading", name="Keputusan yang diminta dari Bupati")).to_be_visible()


def test_a_tick_moves_the_ladder_keeps_the_focus_and_stands_in_the_address(visit: Open) -> None:
    page = visit(f"{LEBAK}/andaikan")
    page.get_by_text("Tujuan dalam Renstra", exact=True).click()
    box = page.locator("#l-renstra\\:social")
    box.check()
    expect(page.locator("#kalimat")).to_contain_text("Rentang kebijakan dari 1 ke 2")
    assert cells(page, "Rentang kebijakan") == ["here", "gained", "none", "none"]
    expect(box).to_be_focused()
    page.wait_for_url(re.compile("langkah=renstra:social"))
    page.locator("a.undo").click()
    expect(page.locator("#kalimat")).to_contain_text("Tidak ada tingkat yang berubah")
    expect(box).not_to_be_checked()
    page.go_back()
    expect(page.locator("#kalimat")).to_contain_text("Rentang kebijakan dari 1 ke 2")


def test_without_scripts_what_is_ticked_is_applied_by_the_button(visit: Open) -> None:
    page = visit(f"{LEBAK}/andaikan?langkah=bidang", script=False)
    page.locator("#l-state-targets").check()
    page.get_by_role("button", name="Terapkan").click()
    assert "langkah=state-targets" in page.url
    assert "langkah=bidang" in page.url
    assert cells(page, "Kepadatan interaksi")[2] == "gained"


def test_two_tabs_suppose_different_things_and_do_not_disturb_each_other(visit: Open) -> None:
    page = visit(f"{LEBAK}/andaikan?langkah=bidang")
    other = page.context.new_page()
    other.goto(page.url.replace("langkah=bidang", "langkah=renstra:social"))
    page.reload()
    assert cells(page, "Kepadatan interaksi")[2] == "gained"
    assert cells(other, "Kepadatan interaksi")[2] == "none"


@pytest.mark.parametrize("script", [True, False])
def test_a_fact_is_changed_and_taken_back(visit: Open, workspace: Path, script: bool) -> None:
    page = visit("/k/kota/fakta?bagian=decree", script=script)
    page.get_by_role("link", name=re.compile("Ubah.*SK memuat jangka waktu")).click()
    page.get_by_role("radio", name="ya", exact=True).check()
    assert not load_case(workspace / "kasus" / "kota.yaml").facts["decree.states.time_frame"].known, "not by selecting"
    page.get_by_label("Sumber").fill("SK diktum-2")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Disimpan.")).to_be_visible()
    assert load_case(workspace / "kasus" / "kota.yaml").facts["decree.states.time_frame"].value == "yes"
    page.locator(".saved").get_by_role("button").click()
    expect(page.get_by_text("sudah dibatalkan")).to_be_visible()
    assert not load_case(workspace / "kasus" / "kota.yaml").facts["decree.states.time_frame"].known


def test_a_form_that_lacks_a_source_says_so_and_keeps_what_was_typed(visit: Open) -> None:
    page = visit("/k/kota/fakta?ubah=coordination.rembuk_kabupaten")
    page.locator("#ne").fill("4")
    page.locator("#sumber").fill("")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Sebutkan sumbernya")
    expect(page.locator("#ne")).to_have_value("4")


def test_by_keyboard_alone_from_the_overview_to_a_supposed_level(visit: Open) -> None:
    page = visit(LEBAK)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Langsung ke isi")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Andaikan":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("andaikan"))
    page.locator("#l-bidang").evaluate("e => { e.closest('details').open = true; e.focus(); }")
    page.keyboard.press("Space")
    expect(page.locator("#kalimat")).to_contain_text("Kepadatan interaksi dari 2 ke 3")


def test_a_plan_is_tried_and_kept_as_a_scenario(visit: Open, workspace: Path) -> None:
    page = visit(f"{LEBAK}/rencana")
    page.get_by_label("Rentang kebijakan").select_option("2")
    page.get_by_role("button", name="Cari rencana terkecil").click()
    page.get_by_role("button", name="Andaikan rencana ini").first.click(timeout=90_000)
    page.get_by_label("Simpan sebagai skenario").fill("Renstra 2023")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("columnheader", name="Renstra 2023")).to_be_visible()
    assert (workspace / "skenario" / "renstra-2023.yaml").is_file()


def test_a_memo_bears_the_letterhead_that_was_made_and_is_taken_along(visit: Open, tmp_path: Path) -> None:
    page = visit(f"{LEBAK}/memo")
    page.get_by_label("Nama lengkap perangkat daerah").fill("Badan Perencanaan Contoh")
    page.get_by_role("button", name="Simpan kop").click()
    expect(page.frame_locator("iframe").get_by_text("Badan Perencanaan Contoh").first).to_be_visible(timeout=60_000)
    with page.expect_download(timeout=60_000) as taken:
        page.get_by_role("link", name="Word").click()
    taken.value.save_as(tmp_path / "memo.docx")
    assert (tmp_path / "memo.docx").read_bytes().startswith(b"PK")


def test_both_languages_lead_to_the_same_page(visit: Open) -> None:
    page = visit(f"{LEBAK}/andaikan?langkah=bidang")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="What if", exact=True)).to_be_visible()
    assert "/en/k/lebak-2022/andaikan?langkah=bidang" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
