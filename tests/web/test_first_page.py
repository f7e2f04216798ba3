"""The first page: what one begins with, and files that come before their case."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.case import load_case
from diagnose.common import folder
from diagnose.web import Keys
from tests.web.conftest import ORIGIN

REMBUK = "coordination.rembuk_kabupaten"
DECREE = folder("facts") / "examples" / "sk-tpps-contoh-raya.docx"


@pytest.fixture
def brought(client: TestClient, keys: Keys) -> str:
    """The address of the page that asks what a decree is of."""
    sent = [("berkas", (DECREE.name, DECREE.read_bytes()))]
    answer = client.post("/impor", headers=ORIGIN, data={"_token": keys.form}, files=sent)
    assert answer.status_code == 200
    return answer.url.path


def test_an_empty_folder_offers_three_ways_to_begin(client: TestClient, workspace: Path) -> None:
    assert 'class="cards starts' not in client.get("/").text
    (workspace / "kasus" / "kota.yaml").unlink()
    page = client.get("/").text
    assert len(re.findall(r'<li class="card"><h2>', page)) == 3
    assert "Kabupaten Lebak" in page


def test_a_case_is_begun_from_a_decree_that_tells_its_region_and_year(
    client: TestClient, keys: Keys, workspace: Path, brought: str
) -> None:
    page = client.get(brought).text
    filled = dict(re.findall(r'name="([\w.]+)" value="([^"]*)"', page))
    assert filled["region.name"] == "Kabupaten Contoh Raya"
    assert filled["year"]
    said = {"_token": keys.form, "region.name": filled["region.name"], "region.code": "99.02", "year": filled["year"]}
    answer = client.post(brought, headers=ORIGIN, data=said)
    assert DECREE.name in answer.text
    made = re.match(r"/k/([\w-]+)/impor/\w+", answer.url.path)
    assert made
    case = load_case(workspace / "kasus" / f"{made[1]}.yaml")
    assert case.region.name == "Kabupaten Contoh Raya"
    assert not any(fact.known and fact.path.startswith("decree") for fact in case.facts.values()), "nothing counts yet"


def test_files_that_came_first_can_go_into_a_case_that_is_there(client: TestClient, keys: Keys, brought: str) -> None:
    answer = client.post(brought, headers=ORIGIN, data={"_token": keys.form, "kasus": "kota"})
    assert answer.url.path.startswith("/k/kota/impor/")
    assert client.get(brought).status_code == 404, "it is of a case now"


def test_files_without_a_case_wait_on_the_first_page_and_can_be_dropped(
    client: TestClient, keys: Keys, workspace: Path, brought: str
) -> None:
    assert f'href="{brought}"' in client.get("/").text
    wrong = client.post(brought, headers=ORIGIN, data={"_token": keys.form, "region.name": "Contoh"})
    assert wrong.status_code == 422
    assert "awali dengan Kabupaten atau Kota" in wrong.text
    client.post(f"{brought}/hapus", headers=ORIGIN, data={"_token": keys.form})
    assert not list((workspace / "impor").iterdir())
    assert client.post(brought, headers=ORIGIN, data={"_token": keys.form, "kasus": "tidak-ada"}).status_code == 404


def test_what_changed_outside_is_told_on_each_page_and_can_be_taken_back(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    file = workspace / "kasus" / "kota.yaml"
    said = {"_token": keys.form, "jalur": REMBUK, "nilai": "2", "sumber": "SK x", "semula": "1"}
    client.post("/k/kota/fakta", headers=ORIGIN, data=said)
    here = file.read_bytes()
    assert "berubah di luar" not in client.get("/k/kota").text
    file.write_bytes(re.sub(rb"(rembuk_kabupaten:[^2]*)2", rb"\g<1>4", here, count=1))
    assert file.read_bytes() != here
    for path in ("/k/kota", "/k/kota/fakta", "/k/kota/memo"):
        assert "berubah di luar" in client.get(path).text
    assert "2 → 4" in client.get("/k/kota/riwayat").text
    page = client.post("/k/kota/riwayat/luar", headers=ORIGIN, data={"_token": keys.form}).text
    assert "berubah di luar" not in page
    undo = re.search(r'action="(/k/kota/riwayat/\d+)"', page)
    assert undo
    client.post(undo[1], headers=ORIGIN, data={"_token": keys.form})
    assert file.read_bytes() == here


def test_the_head_of_each_page_undoes_the_latest_change_and_gives_a_copy(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    assert "Batalkan yang terakhir" not in client.get("/k/kota").text
    said = {"_token": keys.form, "jalur": REMBUK, "nilai": "2", "sumber": "SK x", "semula": "1"}
    client.post("/k/kota/fakta", headers=ORIGIN, data=said)
    undo = re.search(r'<form method="post" action="(/k/kota/riwayat/\d+)"><input[^>]+><button class="plain">',
                     client.get("/k/kota/tanya").text)  # fmt: skip
    assert undo
    client.post(undo[1], headers=ORIGIN, data={"_token": keys.form})
    copy = client.get("/k/kota/salinan")
    assert copy.content == before
    assert "attachment" in copy.headers["content-disposition"]
