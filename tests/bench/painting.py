"""From a tick to the painted ladder, in a Chromium that is installed here (KONVERGENSI_CHROMIUM)."""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

ROUNDS = 120
BOXES = 7  # ticked and unticked so that no set of them comes twice: what was worked out lately would be asked again
AIM = 0.100
# from the tick until the frame with the new ladder was drawn, and until its answer had come
_TICK = """
number => new Promise(done => {
  const box = document.querySelectorAll('input[name=langkah]:not(:disabled)')[number];
  box.closest('details').open = true;
  let came = 0;
  document.addEventListener('htmx:beforeSwap', () => { came = performance.now(); }, {once: true});
  const start = performance.now();
  const seen = new MutationObserver(() => {
    if (!came) return; // it is told that it is being worked out
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => { // what is due after the frame was drawn
      const painted = performance.now();
      done([painted - start, painted - came]);
    }));
  });
  seen.observe(document.getElementById('hasil'), {childList: true, subtree: true});
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
            ticks = [_tick(page, n) for n in range(1, ROUNDS + 1)][3:]
            times, after = sorted(whole for whole, _ in ticks), sorted(rest for _, rest in ticks)
            told = "met" if _at(times, 0.95) <= AIM * 1e3 else "NOT met"
            print(f"{case:14} painted        p50 {_at(times, 0.5):6.1f}  p95 {_at(times, 0.95):6.1f} ms  aim {told}")
            print(f"{'':14} after the answer p50 {_at(after, 0.5):4.1f}  p95 {_at(after, 0.95):6.1f} ms")
        browser.close()


def _tick(page: Any, number: int) -> tuple[float, float]:
    """Tick or untick the box whose turn it is in a Gray code, and return the milliseconds to the paint, and of it."""
    box = (number & -number).bit_length() - 1
    whole, rest = page.evaluate(_TICK, min(box, BOXES - 1))
    return float(whole), float(rest)


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[int(len(ordered) * share)]
