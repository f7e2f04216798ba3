"""From a tick to the painted ladder, in a Chromium that is installed here (KONVERGENSI_CHROMIUM)."""

import os
from collections.abc import Sequence
from urllib.parse import urlsplit

ROUNDS = 60
AIM = 0.100
# from the tick until the sentence above the ladder is another and the frame with it was drawn
_TICK = """
() => new Promise(done => {
  const box = document.querySelector('input[name=langkah]:not(:disabled)'), start = performance.now();
  const seen = new MutationObserver(() => {
    seen.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  });
  seen.observe(document.getElementById('hasil'), {childList: true, subtree: true});
  box.closest('details').open = true;
  box.click();
})
"""


def painted(address: str, cases: Sequence[str]) -> None:
    """Print how long it takes from a tick to the painted ladder; nothing where no Chromium is named."""
    path = os.environ.get("KONVERGENSI_CHROMIUM")
    if not path:
        print("Painting: name a Chromium in KONVERGENSI_CHROMIUM to measure it")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        for case in cases:
            page.goto(f"http://{urlsplit(address).netloc}/k/{case}/andaikan")
            page.evaluate(_TICK)
            times = sorted(float(page.evaluate(_TICK)) for _ in range(ROUNDS))
            p95 = times[int(len(times) * 0.95)]
            told = "met" if p95 <= AIM * 1e3 else "NOT met"
            print(f"{case:14} painted        p50 {times[len(times) // 2]:6.1f}  p95 {p95:6.1f} ms  aim {told}")
        browser.close()
