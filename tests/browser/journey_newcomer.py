"""A newcomer: from an empty folder to a signed memo, in both languages, with and without scripts, by keyboard alone."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from diagnose.case import kind_at, load_case
from diagnose.common import folder, words
from tests.browser.conftest import Open
from tests.browser.looking import Look

EXAMPLES = folder("facts") / "examples"
AGENCY, SIGNER = "Badan Perencanaan Pembangunan Daerah Kabupaten Contoh", "Siti Contoh"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    (tmp_path / "kosong").mkdir()
    return tmp_path / "kosong"


def signed(page: Page, where: Path, ask: Callable[[], None]) -> str:
    """Take the memo along as Word, which `ask` asks for, and return its text."""
    with page.expect_download(timeout=90_000) as taken:
        ask()
    taken.value.save_as(where)
    with zipfile.ZipFile(where) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize(("lang", "script"), [("id", True), ("en", True), ("id", False)])
def test_the_first_three_minutes_lead_to_an_honest_picture_and_a_signed_memo(
    visit: Open, workspace: Path, tmp_path: Path, look: Look, lang: str, script: bool
) -> None:
    w = words(lang)
    page = visit("/en/" if lang == "en" else "/", script=script)
    expect(page.get_by_role("heading", name=w["web.start_blank"])).to_be_visible()
    if script:
        look(page, f"{lang}-beranda")
    for label, typed in ((w["new.name"], "Kabupaten Contoh"), (w["new.code"], "99.01"), (w["new.year"], "2025")):
        page.get_by_label(re.compile(f"^{re.escape(label)}")).fill(typed)
    page.get_by_role("button", name=w["web.new_case_make"]).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_label(w["web.source"], exact=True).fill("SK-2025")
    for box in page.locator(".columns input[type=checkbox]").all()[:9]:
        box.check()
    for item in page.locator("fieldset.inline", has=page.locator("input[type=radio]")).all():
        item.get_by_role("radio").first.check()
    if script:
        look(page, f"{lang}-isi-sekaligus")
    page.get_by_role("button", name=w["web.fill_save"]).click()
    expect(page.get_by_text(w["web.saved"]).first).to_be_visible()
    expect(page.locator("table.ladder td.open").first).to_be_visible()
    case = load_case(workspace / "kasus" / "contoh-2025.yaml")
    assert sum(fact.known for fact in case.facts.values()) >= 20
    if script:
        look(page, f"{lang}-ringkasan")
    page.get_by_role("navigation", name=w["web.menu"]).get_by_role("link", name=w["web.memo"]).click()
    page.get_by_label(w["web.head.agency"]).fill(AGENCY)
    page.get_by_label(w["web.head.name"], exact=True).fill(SIGNER)
    page.get_by_role("button", name=w["web.head.save"]).click()
    expect(page.frame_locator("iframe").get_by_text(AGENCY).first).to_be_visible(timeout=90_000)
    if script:
        look(page, f"{lang}-memo")
    text = signed(page, tmp_path / "memo.docx", page.get_by_role("link", name="Word", exact=True).click)
    assert SIGNER in text
    assert "Contoh" in text


def test_a_sentence_of_the_memo_leads_to_its_rule_and_back(visit: Open, look: Look) -> None:
    page = visit("/k/lebak-2022/memo")
    page.frame_locator("iframe").locator("a.stated").nth(8).click(timeout=90_000)
    page.wait_for_url(re.compile("/memo/kalimat"))
    look(page, "kalimat")
    page.get_by_role("link", name="Kembali ke memo").click()
    expect(page.frame_locator("iframe").locator("a.stated").first).to_be_visible(timeout=90_000)


def test_files_come_before_their_case(visit: Open, workspace: Path, look: Look) -> None:
    page = visit("/")
    page.locator("#berkas").set_input_files(
        [EXAMPLES / "sk-tpps-contoh-raya.docx", EXAMPLES / "isian-contoh-raya.xlsx"]
    )
    page.get_by_role("button", name="Baca berkas").click()
    expect(page.get_by_label(re.compile("^Nama daerah"))).to_have_value("Kabupaten Contoh Raya", timeout=90_000)
    look(page, "dari-berkas")
    if not page.get_by_label(re.compile("^Kode Kemendagri")).input_value():
        page.get_by_label(re.compile("^Kode Kemendagri")).fill("99.02")
    page.get_by_role("button", name="Buat kasus dan teruskan").click()
    expect(page.get_by_role("heading", name="Yang perlu dipastikan")).to_be_visible(timeout=90_000)
    assert list((workspace / "kasus").glob("contoh-raya-*.yaml"))


def tab_to(page: Page, there: Callable[[], bool], most: int = 120) -> None:
    """Press Tab until the focus is where it is to be."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if there():
            return
    raise AssertionError("the keyboard does not get there")


def focused(page: Page, said: str) -> Callable[[], bool]:
    """Tell whether what has the focus is called `said`."""
    script = """said => { const e = document.activeElement, l = e.labels && e.labels[0];
        return ((l ? l.textContent : e.getAttribute('aria-label') || e.textContent) || '').trim().startsWith(said); }"""
    return lambda: bool(page.evaluate(script, said))


def test_by_keyboard_alone_from_an_empty_folder_to_a_signed_memo(visit: Open, workspace: Path, tmp_path: Path) -> None:
    page = visit("/")
    for label, typed in (("Nama daerah", "Kota Contoh"), ("Kode Kemendagri", "99.71"), ("Tahun yang", "2025")):
        tab_to(page, focused(page, label))
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/fakta/isi"))
    tab_to(page, focused(page, "Sumber"))
    page.keyboard.type("SK-2025")
    tab_to(page, lambda: bool(page.evaluate("document.activeElement.type === 'radio'")))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.checked")
    before = (workspace / "kasus" / "contoh-2025.yaml").exists() or list((workspace / "kasus").iterdir())
    assert before, "nothing is sent by choosing"
    tab_to(page, focused(page, "Simpan dan lihat"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Disimpan.").first).to_be_visible()
    tab_to(page, focused(page, "Memo"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/memo$"), timeout=90_000)
    for label, typed in (("Nama lengkap perangkat daerah", AGENCY), ("Nama", SIGNER)):
        tab_to(page, focused(page, label))
        page.keyboard.type(typed)
    page.keyboard.press("Enter")
    expect(page.frame_locator("iframe").get_by_text(AGENCY).first).to_be_visible(timeout=90_000)
    tab_to(page, focused(page, "Word"))
    assert SIGNER in signed(page, tmp_path / "memo.docx", lambda: page.keyboard.press("Enter"))


def test_a_percentage_has_a_slider_that_is_not_the_only_way(visit: Open) -> None:
    path = next(p for p in load_case("lebak-2022").facts if (kind := kind_at(p)) and kind.name == "percent")
    page = visit(f"/k/lebak-2022/andaikan?fakta={quote(path)}")
    slider, field = (page.locator(f"[data-slide] input[type={kind}]") for kind in ("range", "text"))
    slider.focus()
    slider.press("ArrowRight")
    assert field.input_value() == slider.input_value()
    field.fill("40")
    assert slider.input_value() == "40"


def test_what_is_supposed_is_cleared_once_asked_and_brought_back(visit: Open) -> None:
    page = visit("/k/lebak-2022/andaikan?langkah=bidang")
    page.get_by_text("Kosongkan semua").click()
    page.get_by_role("link", name="Ya, kosongkan").click()
    expect(page.get_by_text("Andaian dikosongkan")).to_be_visible()
    page.get_by_role("link", name="Kembalikan").click()
    page.wait_for_url(re.compile("langkah=bidang"))
