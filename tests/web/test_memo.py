"""Memo: made by the command with what was chosen, shown in a frame that runs nothing, taken along as a file."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.web import Keys
from tests.web.conftest import ORIGIN
from tests.web.test_pages import text_of


def test_the_page_shows_the_memo_in_a_frame_of_its_own(client: TestClient) -> None:
    page = client.get("/k/lebak-2022/memo").text
    frame = re.search(
        r'<iframe [^>]*src="([^"]+)" sandbox="allow-same-origin allow-top-navigation-by-user-activation">', page
    )
    assert frame
    answer = client.get(frame[1].replace("&amp;", "&"))
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert "NOTA DINAS" in answer.text


def test_a_level_that_every_aspect_has_is_no_goal_of_a_memo(client: TestClient) -> None:
    address = "/k/lebak-2022/memo/halaman?jenis=nota-dinas"
    plain = text_of(client.get(address).text)
    assert text_of(client.get(f"{address}&tujuan=policy_goals.range:2").text) != plain
    answer = client.get(f"{address}&tujuan=policy_goals.range:1")
    assert (answer.status_code, text_of(answer.text)) == (200, plain)


def test_a_memo_is_taken_along_as_a_word_file(client: TestClient) -> None:
    answer = client.get("/k/lebak-2022/memo/unduh/docx?jenis=ringkasan")
    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert 'filename="ringkasan-lebak-2022.docx"' in answer.headers["content-disposition"]


def test_a_letterhead_is_made_once_and_stands_on_the_memo(client: TestClient, keys: Keys, workspace: Path) -> None:
    said = {"_token": keys.form, "agency": "Badan Perencanaan Contoh", "signature.name": "Siti Contoh"}
    answer = client.post("/k/lebak-2022/memo/kop", headers=ORIGIN, data=said)
    assert answer.status_code == 200
    assert (workspace / "kop" / "badan-perencanaan-contoh.yaml").is_file()
    memo = text_of(client.get("/k/lebak-2022/memo/halaman?kop=badan-perencanaan-contoh").text)
    assert "badan perencanaan contoh" in memo.casefold()
    assert "Siti Contoh" in memo


def test_a_letterhead_without_a_name_is_refused(client: TestClient, keys: Keys) -> None:
    answer = client.post("/k/lebak-2022/memo/kop", headers=ORIGIN, data={"_token": keys.form, "city": "X"})
    assert answer.status_code == 422


@pytest.mark.parametrize("path", ["unduh/exe", "unduh/..%2fx"])
def test_there_is_no_other_form_of_a_memo(client: TestClient, path: str) -> None:
    assert client.get(f"/k/lebak-2022/memo/{path}").status_code == 404


def test_choices_that_are_none_fall_back(client: TestClient) -> None:
    answer = client.get("/k/lebak-2022/memo?jenis=../x&kop=../../etc/passwd&skenario=zz&tanggal=besok&bahasa=xx")
    assert answer.status_code == 200
