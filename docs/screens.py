"""Take the pictures of the workbench in docs/workbench, in both languages; KONVERGENSI_CHROMIUM names a Chromium."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from diagnose.common import folder, words

WIDTH, HEIGHT, SHOWN = 1280, 889, 900  # as it is looked at, and as wide as it is in the page
COLOURS = 96
SLOW = 240_000
PICTURES = Path(__file__).parent / "workbench"
PLACES = {
    "ringkasan": "/k/lebak-2022",
    "terbuka": "/k/kota",
    "mengapa": "/k/lebak-2022/mengapa/policy_goals.range",
    "andaikan": "/k/lebak-2022/andaikan?langkah=renstra:social&langkah=bidang",
    "rencana": "/k/lebak-2022/rencana?tujuan=policy_goals.range:3",
    "fakta": "/k/lebak-2022/fakta?bagian=decree",
    "isi-sekaligus": "/k/kota/fakta/isi?bagian=decree",
    "tanya": "/k/kota/tanya",
    "banding": "/banding?k=lebak-2022&k=fiktif-kuat-2023&k=kota",
    "memo": "/k/lebak-2022/memo",
}


def main() -> int:
    """Serve a folder with one case, and look at each place in each language."""
    chromium = os.environ.get("KONVERGENSI_CHROMIUM")
    if not chromium:
        print("name a Chromium in KONVERGENSI_CHROMIUM", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="stunting-") as made, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for lang in ("id", "en"):
            root = Path(made) / lang
            (root / "kasus").mkdir(parents=True)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale=lang)
            page.set_default_timeout(SLOW)
            command = [sys.executable, "-m", "diagnose", "serve", str(root), "--no-open"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout
                try:
                    _taken(page, process.stdout.readline().strip(), root, lang)
                finally:
                    process.terminate()
        browser.close()
    return 0


def _taken(page: Page, address: str, root: Path, lang: str) -> None:
    host = f"http://{urlsplit(address).netloc}" + ("/en" if lang == "en" else "")
    page.goto(address)
    page.goto(f"{host}/")
    _keep(page, "beranda", lang)
    shutil.copy(folder("facts") / "cases" / "fiktif-kota-2024.yaml", root / "kasus" / "kota.yaml")
    for name, place in PLACES.items():
        page.goto(f"{host}{place}")
        page.wait_for_load_state("networkidle")
        page.locator("[hx-trigger^='load delay']").wait_for(state="detached")
        _keep(page, name, lang)
    w = words(lang)
    page.goto(f"{host}/k/kota/impor")
    examples = folder("facts") / "examples"
    page.locator("#berkas").set_input_files([examples / "sk-tpps-contoh-raya.docx", examples / "prevalensi.csv"])
    page.get_by_role("button", name=w["web.import_read"]).click()
    page.get_by_role("heading", name=w["web.import_confirm"]).wait_for()
    _keep(page, "impor", lang)
    page.get_by_role("link", name="sk-tpps-contoh-raya.docx").click()
    page.get_by_role("button", name=re.compile(w["web.decree_accept"].partition(" {")[0])).wait_for()
    _keep(page, "sk", lang)
    page.goto(f"{host}/k/kota/tautan")
    page.get_by_role("button", name=w["web.link_make"]).click()
    page.goto(page.locator(".copy code").inner_text())
    _keep(page, "isi", lang)


def _keep(page: Page, name: str, lang: str) -> None:
    """Write what is on the screen as a small picture."""
    image = Image.open(BytesIO(page.screenshot())).convert("RGB")
    small = image.resize((SHOWN, round(SHOWN * HEIGHT / WIDTH)), Image.Resampling.LANCZOS)
    few = small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{name if lang == 'id' else f'{name}-en'}.png", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
