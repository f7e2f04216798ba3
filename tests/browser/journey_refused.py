"""What a person meets when something is refused: it is told in words, nothing typed is lost, and axe finds nothing."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from diagnose.case import load_case
from diagnose.common import words
from tests.browser.conftest import Open
from tests.browser.looking import Look

REMBUK = "coordination.rembuk_kabupaten"
LANGUAGES = pytest.mark.parametrize("lang", ["id", "en"])


def at(lang: str, path: str) -> str:
    """Return the address of a page in a language."""
    return f"/en{path}" if lang == "en" else path


def send(page: Page, lang: str, value: str, source: str) -> None:
    """Fill in the form on the fact and send it."""
    page.locator("#ne").fill(value)
    page.locator("#sumber").fill(source)
    page.get_by_role("button", name=words(lang)["web.save"], exact=True).click()


@LANGUAGES
@pytest.mark.parametrize(("value", "source"), [("4", ""), ("banyak", "Notulen hlm-1")])
def test_a_refused_form_says_what_is_wrong(
    visit: Open, workspace: Path, look: Look, lang: str, value: str, source: str
) -> None:
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    page = visit(at(lang, f"/k/kota/fakta?ubah={REMBUK}"))
    send(page, lang, value, source)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator("#ne")).to_have_value(value)
    expect(page.locator("#sumber")).to_have_value(source)
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before
    look(page, f"{lang}-ditolak-{value}")


@LANGUAGES
def test_two_tabs_that_change_one_fact_are_shown_both_and_keep_both(
    visit: Open, workspace: Path, look: Look, lang: str
) -> None:
    w, path = words(lang), at(lang, f"/k/kota/fakta?ubah={REMBUK}")
    first = visit(path)
    second = first.context.new_page()
    second.goto(first.url)
    send(first, lang, "4", "Notulen hlm-1")
    expect(first.get_by_text(w["web.saved"]).first).to_be_visible()
    send(second, lang, "5", "Laporan hlm-2")
    expect(second.get_by_role("heading", name=w["web.clash"])).to_be_visible()
    look(second, f"{lang}-bertabrakan")
    assert load_case(workspace / "kasus" / "kota.yaml").facts[REMBUK].value == 4, "nothing is changed unasked"
    second.get_by_role("button", name=w["web.keep_both"]).click()
    expect(second.get_by_text(w["web.saved"]).first).to_be_visible()
    look(second, f"{lang}-keduanya")
    text = (workspace / "kasus" / "kota.yaml").read_text(encoding="utf-8")
    assert "Notulen" in text
    assert "Laporan" in text


ASKED = {
    "tanpa-kasus": "/k/tidak-ada/fakta",
    "tanpa-halaman": "/k/kota/tidak-ada",
    "tanpa-aturan": "/aturan/TIDAK-ADA",
    "tanpa-aspek": "/k/kota/mengapa/tidak.ada",
    "tanpa-fakta": "/k/kota/fakta?ubah=tidak.ada",
    "tanpa-impor": "/k/kota/impor/tidak-ada",
    "tanpa-versi": "/k/kota/memo/versi/999",
    "memo-salah": "/k/kota/memo?jenis=tidak-ada",
    "andaian-salah": "/k/kota/andaikan?set=tidak.ada:no&langkah=tidak-ada",
    "tautan-salah": "/isi/tidak-ada",
}


@LANGUAGES
def test_addresses_that_lead_nowhere_say_so_and_lead_back(visit: Open, look: Look, lang: str) -> None:
    page = visit(at(lang, "/"))
    start = page.url
    for name, path in ASKED.items():
        page.goto(f"{start.rstrip('/')}{path}" if lang == "id" else start.replace("/en/", f"/en{path}"))
        assert page.locator("html").get_attribute("lang") == lang, name
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look(page, f"{lang}-{name}")
