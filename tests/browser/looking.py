"""Look at a page as it is: nothing overflows at any width, axe finds nothing, and it prints without controls."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import WIDTHS

Look = Callable[[Page, str], None]
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_CONTROLS = "button, select, textarea, input:not([type=text]):not([type=date]):not([type=hidden]), nav.menu"


def axe() -> str:
    """The checker, where this machine has it: `npm pack axe-core` anywhere, and its path in KONVERGENSI_AXE."""
    path = os.environ.get("KONVERGENSI_AXE", "")
    assert Path(path).is_file(), "name axe.min.js of the npm package axe-core in KONVERGENSI_AXE"
    return Path(path).read_text(encoding="utf-8")


def looked(page: Page, name: str) -> None:
    """Look at a page at every width and on paper; keep a picture of it where KONVERGENSI_PICTURES names a folder."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        page.evaluate(axe())
        found: dict[str, Any] = page.evaluate("rules => axe.run(document, {runOnly: rules})", _RULES)
        told = [(v["id"], [node["html"][:120] for node in v["nodes"]]) for v in found["violations"]]
        assert told == [], (name, width, told)
        if pictures := os.environ.get("KONVERGENSI_PICTURES"):
            page.screenshot(path=str(Path(pictures) / f"{name}-{width}.png"), full_page=True)
    page.emulate_media(media="print")
    left = [each for each in page.locator(_CONTROLS).all() if each.is_visible()]
    assert not left, (name, left[0].evaluate("e => e.outerHTML.slice(0, 200)"))
    foot = page.locator("footer").inner_text()
    assert page.url.partition("//")[2].partition("/")[2].partition("?")[0] in foot, "the address stands in the foot"
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
