"""Every page, at three widths: nothing overflows, axe finds nothing, and it prints."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import WIDTHS, Open

PAGES = (
    "/",
    "/k/lebak-2022",
    "/k/kota",
    "/en/k/kota",
    "/k/lebak-2022/mengapa/policy_goals.range",
    "/k/lebak-2022/mengapa/policy_instruments?langkah=bidang",
    "/k/lebak-2022/andaikan?langkah=renstra:social&set=decree.signed:no&cari=target",
    "/k/kota/andaikan?set=decree.states.targets:unknown",
    "/k/lebak-2022/skenario?skenario=sk-direvisi&skenario=tujuan-renstra",
    "/k/lebak-2022/rencana",
    "/k/lebak-2022/fakta?bagian=decree&ubah=decree.states.targets",
    "/k/kota/fakta?saring=menentukan",
    "/k/kota/tanya",
    "/k/kota/fakta?bagian=programmes",
    "/k/kota/impor",
    "/k/kota/tautan",
    "/banding?k=kota&k=lebak-2022",
    "/en/banding?k=lebak-2022&k=fiktif-kuat-2023&k=kota",
    "/api",
    "/k/lebak-2022/memo",
    "/k/kota/riwayat",
    "/k/tidak-ada",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe() -> str:
    """The checker, where this machine has it: `npm pack axe-core` anywhere, and its path in KONVERGENSI_AXE."""
    path = os.environ.get("KONVERGENSI_AXE", "")
    assert Path(path).is_file(), "name axe.min.js of the npm package axe-core in KONVERGENSI_AXE"
    return Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_overflows(visit: Open, path: str) -> None:
    page = visit(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width
        page.evaluate(axe())
        found: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        told = [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found["violations"]]
        assert told == [], width
    page.emulate_media(media="print")
    assert page.locator("nav.menu").count() == 0 or not page.locator("nav.menu").is_visible()
