"""Nine example files and two of an office, dropped at once: three confirmations, left and taken up again; one undo."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from diagnose.case import load_case
from diagnose.common import folder
from tests.browser.conftest import Open
from tests.browser.looking import Look

EXAMPLES = folder("facts") / "examples"
SLOW = 240_000  # reading nine files takes long on a machine that does other things besides
NINE = (
    "sk-tpps-contoh-raya.docx",
    "isian-contoh-raya.xlsx",
    "kobo-jawaban-opd.csv",
    "google-forms-jawaban.csv",
    "anggaran-sipd-2025.csv",
    "desa-2025.csv",
    "prevalensi.csv",
    "sosialisasi-2025.csv",
    "tpps-wilayah.csv",
)
OWN = {
    "aneh.yaml": "decree: {members: {agencies: [Dinas Urusan Aneh]}, source: SK}\ndocuments: [{id: SK, title: SK}]\n",
    "notulen.yaml": "coordination: {meetings: {value: 9, source: Notulen hlm-1}}\n"
    "documents: [{id: Notulen, title: N}]\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    (tmp_path / "kosong").mkdir()
    return tmp_path / "kosong"


def dropped(page: Page, files: list[Path]) -> None:
    """Drop files anywhere on the page, as from a folder: none of them has its layout file beside it."""
    page.locator("#berkas").set_input_files([])
    given = [{"name": f.name, "bytes": list(f.read_bytes())} for f in files]
    page.evaluate(
        """files => {
            const carried = new DataTransfer();
            for (const f of files) carried.items.add(new File([new Uint8Array(f.bytes)], f.name));
            const said = {dataTransfer: carried, bubbles: true, cancelable: true};
            document.body.dispatchEvent(new DragEvent('drop', said));
        }""",
        given,
    )


def test_nine_files_are_dropped_confirmed_left_taken_up_again_joined_and_undone(
    visit: Open, workspace: Path, tmp_path: Path, look: Look
) -> None:
    for name, text in OWN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [*(EXAMPLES / name for name in NINE), *(tmp_path / name for name in OWN)]
    page = visit("/")
    page.set_default_timeout(SLOW)
    dropped(page, files)
    assert page.evaluate("document.getElementById('berkas').files.length") == len(files)
    page.get_by_role("button", name="Baca berkas").click()
    expect(page.get_by_label(re.compile("^Nama daerah"))).to_have_value("Kabupaten Contoh Raya", timeout=SLOW)
    if not (code := page.get_by_label(re.compile("^Kode Kemendagri"))).input_value():
        code.fill("99.02")
    page.get_by_role("button", name="Buat kasus dan teruskan").click()
    expect(page.get_by_role("heading", name="Yang perlu dipastikan")).to_be_visible(timeout=SLOW)
    assert page.locator(".card").count() == len(files)
    expect(page.get_by_text("dikenali: tidak dikenali")).to_have_count(0)
    look(page, "sembilan")
    case = next((workspace / "kasus").glob("*.yaml"))
    before, here = case.read_bytes(), page.url

    # names: left as it is, taken up again, and said
    page.get_by_role("link", name="Nama perangkat daerah").click()
    look(page, "sembilan-nama")
    page.goto(here.partition("/impor/")[0])
    page.get_by_role("link", name="Impor", exact=True).click()
    page.get_by_role("region", name="Impor yang belum selesai").get_by_role("link").click()
    expect(page.get_by_text("1 belum dikenal")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Nama perangkat daerah").click()
    page.get_by_role("combobox").select_option("dinsos")
    page.get_by_role("radio", name="perangkat daerah lain dari daftar").check()
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("0 belum dikenal")).to_be_visible(timeout=SLOW)

    # lines of the decree, and again away and back
    page.get_by_role("link", name="sk-tpps-contoh-raya.docx").click()
    page.get_by_role("button", name=re.compile("Terima .* anggota")).click()
    expect(page.get_by_role("status")).not_to_contain_text("0 dari")
    decided = page.get_by_role("status").inner_text()
    page.goto(here)
    page.get_by_role("link", name="sk-tpps-contoh-raya.docx").click()
    expect(page.get_by_role("status")).to_have_text(decided, timeout=SLOW)

    # figures in conflict: the one that counts is said, and stands when one comes back
    page.goto(here)
    page.get_by_role("link", name="Yang bertentangan").click()
    look(page, "sembilan-sengketa")
    page.get_by_role("radio", name=re.compile("pakai 9")).check()
    page.get_by_role("button", name="Simpan", exact=True).click()
    page.get_by_role("link", name="Yang bertentangan").click()
    expect(page.get_by_role("radio", name=re.compile("pakai 9"))).to_be_checked(timeout=SLOW)
    page.goto(here)
    assert case.read_bytes() == before, "nothing counts before it is joined"

    page.get_by_role("button", name="Gabungkan ke kasus").click()
    expect(page.get_by_text("Disimpan.")).to_be_visible(timeout=SLOW)
    facts = load_case(case).facts
    assert facts["coordination.meetings"].value == 9
    assert facts["decree.members.agencies[dinsos]"].value == "yes"
    assert sum(fact.known for fact in facts.values()) > 100
    page.locator(".saved").get_by_role("button").click()
    expect(page.get_by_text("sudah dibatalkan")).to_be_visible(timeout=SLOW)
    assert case.read_bytes() == before, "one import is one undo"
