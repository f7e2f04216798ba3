"""A workbench that runs as people start it, and a Chromium that is installed on this machine; nothing is downloaded."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from diagnose.common import folder

WIDTHS = (1280, 390, 320)
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("KONVERGENSI_CHROMIUM")
    assert path, "run `make test-browser`, or name a Chromium in KONVERGENSI_CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "kasus").mkdir()
    shutil.copy(folder("facts") / "cases" / "fiktif-kota-2024.yaml", tmp_path / "kasus" / "kota.yaml")
    return tmp_path


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """Run a workbench on the folder `root`, and give its opening address."""
    command = [sys.executable, "-m", "diagnose", "serve", str(root), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()


@pytest.fixture
def address(workspace: Path) -> Iterator[str]:
    """The opening address of a workbench on the folder."""
    with serving(workspace) as found:
        yield found


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Open]:
    """Open a page in a browser of its own; whatever the page logs as an error, or asks of another host, fails."""
    wrong: list[str] = []
    host = urlsplit(address).netloc
    contexts: list[Any] = []

    def opened(path: str, width: int = 1280, script: bool = True) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        contexts.append(context)
        context.on("request", lambda r: wrong.append(r.url) if urlsplit(r.url).netloc not in (host, "") else None)
        page = context.new_page()
        page.on("console", lambda m: wrong.append(m.text) if m.type == "error" and not _refusal(m.text) else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(address)
        page.goto(f"http://{host}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def look() -> Callable[[Page, str], None]:
    """Look at a page as it is: at every width, with axe, and on paper."""
    from tests.browser.looking import looked  # which needs the widths of this file

    return looked


def _refusal(said: str) -> bool:
    """Tell whether a browser or htmx says that a page was refused, which tests do on purpose."""
    return "status of 4" in said or "Status Error Code 4" in said
