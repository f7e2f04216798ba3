"""A workbench on a folder of its own, and a browser that has come in by the opening address."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from diagnose.common import folder
from diagnose.web import Keys, application

HOST = "127.0.0.1:8765"
ORIGIN = {"origin": f"http://{HOST}"}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder with one case of its own: a city, of which little is known."""
    (tmp_path / "kasus").mkdir()
    shutil.copy(folder("facts") / "cases" / "fiktif-kota-2024.yaml", tmp_path / "kasus" / "kota.yaml")
    return tmp_path


@pytest.fixture
def keys() -> Keys:
    return Keys("rahasia")


@pytest.fixture
def app(workspace: Path, keys: Keys) -> ASGIApp:
    return application(workspace, [HOST], keys)


@pytest.fixture
def stranger(app: ASGIApp) -> Iterator[TestClient]:
    """A client that has not come in."""
    with TestClient(app, base_url=f"http://{HOST}", follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(stranger: TestClient, keys: Keys) -> TestClient:
    """A client that has come in."""
    stranger.get(f"/masuk?kunci={keys.secret}")
    stranger.follow_redirects = True
    return stranger
