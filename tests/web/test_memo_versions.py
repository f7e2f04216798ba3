"""A memo that was taken along says later which of its sentences the facts have overtaken."""

import re
from pathlib import Path

from starlette.testclient import TestClient

from diagnose.web import Keys
from diagnose.web.memos import Memos, overtaken, sentences
from tests.web.conftest import ORIGIN
from tests.web.test_pages import text_of


def test_a_memo_that_was_downloaded_tells_which_sentences_the_facts_overtook(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    assert "Memo yang sudah diunduh" not in client.get("/k/kota/memo?jenis=ringkasan").text
    assert client.get("/k/kota/memo/unduh/txt?jenis=ringkasan&tanggal=2026-12-01").status_code == 200
    client.get("/k/kota/memo/unduh/txt?jenis=ringkasan&tanggal=2026-12-01")
    assert len(Memos(workspace).of("kota")) == 1, "the same memo stands once"
    page = client.get("/k/kota/memo?jenis=ringkasan").text
    assert "memakai fakta yang sekarang" in page
    link = re.search(r'href="(/k/kota/memo/versi/\d+)"', page)
    assert link
    assert "masih sesuai" in client.get(link[1]).text
    said = {"_token": keys.form, "jalur": "decree.states.targets", "nilai": "no", "sumber": "SK x", "semula": "ya"}
    client.post("/k/kota/fakta", headers=ORIGIN, data=said)
    assert "memakai fakta lama" in client.get("/k/kota/memo?jenis=ringkasan").text
    shown = client.get(link[1]).text
    gone = [text_of(t) for t in re.findall(r"<del>(.*?)</del>", shown, re.S)]
    assert gone
    then = " ".join(Memos(workspace).of("kota")[0].text.split())
    assert all(text in then for text in gone)


def test_only_what_differs_is_told_sentence_by_sentence() -> None:
    was = "Satu tetap. Dua lama.\n\n- butir a\n- butir b\n\nResi abcdef123456."
    now = "Satu tetap. Dua baru.\n\n- butir a\n- butir b\n- butir c\n\nResi 123456abcdef."
    assert [(o.was, o.now) for o in overtaken(was, now)] == [(("Dua lama.",), ("Dua baru.",)), ((), ("- butir c",))]


def test_a_sentence_that_was_wrapped_is_one() -> None:
    long = "Kata " * 15 + "terakhir."  # 84 signs: the last word stands on a line of its own
    wrapped = "Kata " * 15
    assert sentences(f"{wrapped.strip()}\nterakhir.\n1. Satu.") == [long, "1. Satu."]


def test_there_is_no_version_of_another_case(client: TestClient) -> None:
    client.get("/k/kota/memo/unduh/txt?jenis=ringkasan")
    assert client.get("/k/lebak-2022/memo/versi/1").status_code == 404
    assert client.get("/k/kota/memo/versi/99").status_code == 404
