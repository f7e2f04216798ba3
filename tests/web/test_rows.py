"""Rows of lists are added with their source and taken out; a new case is made as the command makes it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient
from typer.testing import CliRunner

from diagnose.case import load_case
from diagnose.cli import app as command
from diagnose.web import Keys
from tests.web.conftest import ORIGIN
from tests.web.test_pages import text_of

Post = Callable[..., Response]
PROGRAMMES = "programmes.items"
NEW = {"region.name": "Kabupaten Contoh", "region.code": "99.01", "year": "2025", "region.kecamatan": "12"}


@pytest.fixture
def post(client: TestClient, keys: Keys) -> Post:
    def posted(path: str, **said: str) -> Response:
        return client.post(path, headers=ORIGIN, data={"_token": keys.form, **said})

    return posted


def add(post: Post, name: str, **more: str) -> Response:
    said = {"daftar": PROGRAMMES, "f.name": name, "sumber": "Renstra bab-4", **more}
    return post("/k/kota/daftar/tambah", **said)


def names(workspace: Path) -> list[str]:
    data = load_case(workspace / "kasus" / "kota.yaml").tree.data
    return [item["name"] for item in data.get("programmes", {}).get("items", [])]


def test_a_row_is_added_with_its_source_and_told(post: Post, workspace: Path) -> None:
    answer = add(post, "Dapur Sehat", **{"f.kind": "sensitive", "f.adapted": "yes"})
    assert "Disimpan." in answer.text
    assert "Dapur Sehat" in answer.text
    case = load_case(workspace / "kasus" / "kota.yaml")
    entry = case.facts["programmes.items[Dapur Sehat].adapted"]
    assert (entry.value, entry.source) == ("yes", "Renstra bab-4")
    assert "Renstra" in [d.id for d in case.documents]


def test_a_row_is_taken_out_and_comes_back_by_undoing(post: Post, workspace: Path) -> None:
    add(post, "Satu")
    add(post, "Dua")
    post("/k/kota/daftar/hapus", daftar=PROGRAMMES, baris="Satu")
    assert names(workspace) == ["Dua"]
    post("/k/kota/riwayat/3")
    assert sorted(names(workspace)) == ["Dua", "Satu"]
    post("/k/kota/riwayat/1")  # an older one, with newer ones after it
    assert names(workspace) == ["Dua"]


def test_a_row_changed_since_is_not_taken_back_unasked(post: Post, workspace: Path) -> None:
    add(post, "Satu", **{"f.adapted": "yes"})
    said = {"jalur": "programmes.items[Satu].adapted", "nilai": "no", "sumber": "SK x", "semula": "ya"}
    post("/k/kota/fakta", **said)
    answer = post("/k/kota/riwayat/1")
    assert answer.status_code == 422
    assert names(workspace) == ["Satu"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"f.name": ""}, "harus diisi"),
        ({"sumber": ""}, "sebutkan sumbernya"),
        ({"f.adapted": "barangkali"}, "barangkali"),
        ({"f.agency": "Dinas Entah Apa"}, "Dinas Entah Apa"),
    ],
)
def test_what_makes_no_row_is_told_and_what_was_typed_stays(
    post: Post, workspace: Path, said: dict[str, str], told: str
) -> None:
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    answer = post("/k/kota/daftar/tambah", **{"daftar": PROGRAMMES, "f.name": "Uji", "sumber": "SK x", **said})
    assert answer.status_code == 422
    assert told in text_of(answer.text)
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before
    if said.get("f.name") != "":
        assert 'value="Uji"' in answer.text


def test_the_same_row_is_there_once(post: Post, workspace: Path) -> None:
    add(post, "Satu")
    assert add(post, "Satu").status_code == 422
    assert names(workspace) == ["Satu"]


def test_a_list_asks_whether_it_is_complete(client: TestClient) -> None:
    page = client.get("/k/kota/fakta?bagian=programmes").text
    assert re.search(r"ubah=programmes.all_listed#ubah\"[^>]*>Daftar ini lengkap\?", page)


@pytest.mark.parametrize("path", ["../x", "decree.members.agencies", "zz", "", "questionnaire.items"])
def test_there_is_no_row_of_what_is_no_list(post: Post, path: str) -> None:
    assert post("/k/kota/daftar/tambah", daftar=path, **{"f.name": "x", "sumber": "SK x"}).status_code == 404
    assert post("/k/kota/daftar/hapus", daftar=path, baris="x").status_code == 404


def test_an_agency_is_taken_out_of_a_list_of_agencies(post: Post, workspace: Path) -> None:
    path = "decree.members.agencies[disdik]"
    assert load_case(workspace / "kasus" / "kota.yaml").facts[path].value == "yes"
    post("/k/kota/daftar/keluarkan", jalur=path)
    assert path not in load_case(workspace / "kasus" / "kota.yaml").facts
    post("/k/kota/riwayat/1")
    assert load_case(workspace / "kasus" / "kota.yaml").facts[path].value == "yes"


def test_a_new_case_is_the_one_that_the_command_makes(
    post: Post, workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answer = post("/kasus", **NEW)
    assert answer.url.path == "/k/contoh-2025/fakta/isi"
    assert "SK TPPS" in answer.text, "the part of the first question is filled first"
    made = (workspace / "kasus" / "contoh-2025.yaml").read_text(encoding="utf-8")
    target = tmp_path_factory.mktemp("baru") / "x.yaml"
    typed = ["baru", "--region", "Kabupaten Contoh", "--code", "99.01", "--year", "2025", "-o", str(target)]
    assert CliRunner().invoke(command, typed, input="12\n\n").exit_code == 0
    assert made == target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"region.name": "Contoh"}, "awali dengan Kabupaten atau Kota"),
        ({"region.code": "abc"}, "abc"),
        ({"year": "dua ribu"}, "dua ribu"),
        ({"region.kecamatan": "-1"}, "-1"),
        ({"region.name": ""}, "harus diisi"),
    ],
)
def test_what_makes_no_case_is_told(post: Post, workspace: Path, said: dict[str, str], told: str) -> None:
    answer = post("/kasus", **(NEW | said))
    assert answer.status_code == 422
    assert told in text_of(answer.text)
    assert len(list((workspace / "kasus").iterdir())) == 1


def test_a_new_case_overwrites_none(post: Post, workspace: Path) -> None:
    post("/kasus", **NEW)
    file = workspace / "kasus" / "contoh-2025.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "fictional: true\n", encoding="utf-8")
    answer = post("/kasus", **NEW)
    assert answer.status_code == 422
    assert "contoh-2025" in answer.text
    assert "fictional: true" in file.read_text(encoding="utf-8")


def test_a_list_is_a_table_with_a_row_an_entry_and_each_fact_in_its_cell(post: Post, client: TestClient) -> None:
    add(post, "Dapur Sehat", **{"f.kind": "sensitive", "f.adapted": "yes", "f.innovation": "ya"})
    page = client.get("/k/kota/fakta?bagian=programmes").text
    table = page[page.index('class="rows entries"') :].partition("</table>")[0]
    assert '<th scope="row">Dapur Sehat' in table
    assert "True" not in table
    assert "ubah=programmes.items%5BDapur%20Sehat%5D.adapted" in table
    assert page.count("ubah=programmes.items%5BDapur%20Sehat%5D.adapted") == 1, "what stands in a table is said once"


def test_facts_are_found_by_words_of_their_names_and_not_by_their_paths(client: TestClient) -> None:
    assert "ubah=" not in client.get("/k/kota/fakta?cari=decree.signed").text
    assert "ubah=decree.signed#ubah" in client.get("/k/kota/fakta?cari=SK ditandatangani").text
