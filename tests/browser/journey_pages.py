"""Every page, in both languages and at three widths: nothing overflows, axe finds nothing, and it prints."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from diagnose.common import folder
from tests.browser.conftest import Open, serving
from tests.browser.looking import Look

PAGES = {
    "beranda": "/",
    "ringkasan": "/k/lebak-2022",
    "terbuka": "/k/kota",
    "mengapa": "/k/lebak-2022/mengapa/policy_goals.range",
    "mengapa-andaian": "/k/lebak-2022/mengapa/policy_instruments?langkah=bidang",
    "andaikan": "/k/lebak-2022/andaikan?langkah=renstra:social&set=decree.signed:no&cari=target",
    "andaikan-terbuka": "/k/kota/andaikan?set=decree.states.targets:unknown",
    "andaikan-kosong": "/k/kota/andaikan?semula=%3Flangkah%3Dbidang",
    "skenario": "/k/lebak-2022/skenario?skenario=sk-direvisi&skenario=tujuan-renstra",
    "rencana": "/k/lebak-2022/rencana",
    "fakta": "/k/lebak-2022/fakta?bagian=decree&ubah=decree.states.targets",
    "fakta-menentukan": "/k/kota/fakta?saring=menentukan",
    "fakta-sengketa": "/k/kota/fakta?saring=menunggu",
    "fakta-daftar": "/k/lebak-2022/fakta?bagian=programmes",
    "fakta-daftar-kosong": "/k/kota/fakta?bagian=budget",
    "isi-sekaligus": "/k/kota/fakta/isi?bagian=decree",
    "tanya": "/k/kota/tanya",
    "impor": "/k/kota/impor",
    "tautan": "/k/kota/tautan",
    "banding": "/banding?k=lebak-2022&k=fiktif-kuat-2023&k=kota",
    "portofolio": "/portofolio",
    "tingkat": "/tingkat",
    "aturan": "/aturan/G01",
    "saran": "/aturan/amend-decree",
    "api": "/api",
    "memo": "/k/lebak-2022/memo",
    "kalimat": "/k/lebak-2022/memo/kalimat?dari=G01&dari=decree.signed",
    "pesan": "/k/lebak-2022/memo/pesan",
    "riwayat": "/k/kota/riwayat",
    "tidak-ada": "/k/tidak-ada",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The opening address of one workbench for all pages, which only look."""
    root: Path = tmp_path_factory.mktemp("meja")
    (root / "kasus").mkdir()
    shutil.copy(folder("facts") / "cases" / "fiktif-kota-2024.yaml", root / "kasus" / "kota.yaml")
    with serving(root) as found:
        yield found


@pytest.mark.parametrize("lang", ["id", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_nothing_overflows_and_it_prints(visit: Open, look: Look, name: str, lang: str) -> None:
    page = visit(f"/en{PAGES[name]}" if lang == "en" else PAGES[name])
    page.wait_for_load_state("networkidle")
    page.locator("[hx-trigger^='load delay']").wait_for(state="detached", timeout=90_000)  # what is still worked out
    look(page, f"{lang}-{name}")
