"""Impor: files are kept, read in a process of their own, confirmed in three steps, and joined as one change."""

import re
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from diagnose.case import load_case
from diagnose.common import folder
from diagnose.web import Keys
from tests.web.conftest import ORIGIN
from tests.web.test_pages import text_of

EXAMPLES = folder("facts") / "examples"
NEW = b"decree: {states: {time_frame: ya}}\nsource: SK diktum-2\ndocuments: [{id: SK, title: SK}]\n"
CLASH = b"coordination: {rembuk_kabupaten: {value: 3, source: Notulen hlm-1}}\ndocuments: [{id: Notulen, title: N}]\n"
STRANGE = b"decree: {members: {agencies: [Dinas Urusan Aneh]}, source: SK}\ndocuments: [{id: SK, title: SK}]\n"


def post(client: TestClient, keys: Keys, path: str, **said: str) -> Response:
    return client.post(path, headers=ORIGIN, data={"_token": keys.form, **said})


def upload(client: TestClient, keys: Keys, *files: tuple[str, bytes], name: str = "kota") -> tuple[str, str]:
    """Drop files; return the address of the import and its page."""
    sent = [("berkas", file) for file in files]
    answer = client.post(f"/k/{name}/impor", headers=ORIGIN, data={"_token": keys.form}, files=sent)
    assert answer.status_code == 200
    return answer.url.path, answer.text


def case_of(workspace: Path) -> Path:
    return workspace / "kasus" / "kota.yaml"


def test_what_files_say_counts_only_once_it_is_joined_and_is_undone_as_one(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    before = case_of(workspace).read_bytes()
    more = b"goals: {others: tidak, source: Renstra}\ndocuments: [{id: Renstra, title: R}]\n"
    path, page = upload(client, keys, ("sk.yaml", NEW), ("renstra.yaml", more))
    assert "sk.yaml" in page
    assert text_of(page).count("1 fakta baru") >= 1
    assert case_of(workspace).read_bytes() == before
    answer = post(client, keys, f"{path}/gabung")
    assert "Disimpan." in answer.text
    facts = load_case(case_of(workspace)).facts
    assert (facts["decree.states.time_frame"].value, facts["decree.states.time_frame"].source) == ("yes", "SK diktum-2")
    assert not list((workspace / "impor").glob("*")), "files of people are kept no longer than needed"
    undo = re.search(r'action="(/k/kota/riwayat/\d+)"', answer.text)
    assert undo
    post(client, keys, undo[1])
    assert case_of(workspace).read_bytes() == before


def test_an_import_is_taken_back_though_something_else_was_changed_since(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    path, _ = upload(client, keys, ("sk.yaml", NEW))
    post(client, keys, f"{path}/gabung")
    said = {"jalur": "coordination.rembuk_kabupaten", "nilai": "2", "sumber": "SK x", "semula": "1"}
    post(client, keys, "/k/kota/fakta", **said)
    assert post(client, keys, "/k/kota/riwayat/1").status_code == 200
    facts = load_case(case_of(workspace)).facts
    assert not facts["decree.states.time_frame"].known
    assert facts["coordination.rembuk_kabupaten"].value == 2


def test_a_name_that_nobody_knows_keeps_its_own_file_waiting_and_no_other(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    path, page = upload(client, keys, ("aneh.yaml", STRANGE), ("sk.yaml", NEW))
    assert "Menunggu" in page
    assert "1 belum dikenal" in text_of(page)
    post(client, keys, f"{path}/gabung")
    facts = load_case(case_of(workspace)).facts
    assert facts["decree.states.time_frame"].known
    asked = client.get(f"{path}/nama").text
    assert "Dinas Urusan Aneh" in asked
    said = post(client, keys, f"{path}/nama", **{"maksud.0": "lain", "lain.0": "dinsos"})
    assert "0 belum dikenal" in text_of(said.text)
    assert "Dinas Urusan Aneh" in client.get(f"{path}/nama").text, "what was said can be changed"
    post(client, keys, f"{path}/gabung")
    assert any(a.name == "Dinas Urusan Aneh" for a in load_case(case_of(workspace)).agencies)


def test_figures_in_conflict_are_both_kept_until_a_person_says_which_counts(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    path, _ = upload(client, keys, ("notulen.yaml", CLASH))
    shown = text_of(client.get(f"{path}/sengketa").text)
    assert "pakai 3 (notulen.yaml" in shown
    assert "counts:" not in shown, "what a file is written with is no answer on a page"
    post(client, keys, f"{path}/sengketa", **{"pakai.0": "theirs"})
    post(client, keys, f"{path}/gabung")
    entry = load_case(case_of(workspace)).facts["coordination.rembuk_kabupaten"]
    assert sorted(v for v, _ in entry.disputed) == [1, 3]
    assert (entry.settled, entry.value) == (True, 3)


def test_lines_of_a_decree_are_confirmed_left_and_taken_up_again(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    decree = (EXAMPLES / "sk-tpps-contoh-raya.docx").read_bytes()
    path, page = upload(client, keys, ("SK TPPS.docx", decree))
    link = re.search(rf'href="({path}/sk/[^"]+)"', page)
    assert link
    where = unescape(link[1])
    assert "Belum ada yang baru untuk digabungkan" in page
    lines = client.get(where).text
    exact = re.search(r"Terima (\d+) anggota", lines)
    assert exact
    seats = re.findall(r'name="(members\.\d+)" value="\?" checked', lines)
    answer = post(client, keys, where, semua="*", **{"facts.0": "ya"})
    left = re.findall(r'name="(members\.\d+)" value="\?" checked', answer.text)
    assert len(seats) - len(left) == int(exact[1])
    again = client.get("/k/kota/impor").text
    assert path in again, "it is there to be gone on with"
    done = re.search(r"(\d+) dari \d+ sudah diputuskan", text_of(client.get(where).text))
    assert done
    assert int(done[1]) == int(exact[1]) + 1


def test_a_line_that_is_mended_to_no_value_stays_open_and_is_told(client: TestClient, keys: Keys) -> None:
    decree = (EXAMPLES / "sk-tpps-contoh-raya.docx").read_bytes()
    path, _ = upload(client, keys, ("sk.docx", decree))
    where = f"{path}/sk/sk.docx.usulan.yaml"
    lines = client.get(where).text
    name = re.search(r'name="(facts\.\d+)\.nilai" value="(?:ya|tidak)"', lines)
    assert name
    answer = post(client, keys, where, **{name[1]: "ya", f"{name[1]}.nilai": "barangkali"})
    assert answer.status_code == 422
    assert "barangkali" in answer.text
    assert 'role="alert"' in answer.text


def test_what_cannot_be_read_is_told_in_its_card_and_keeps_nothing_else_back(client: TestClient, keys: Keys) -> None:
    files = (("foto.png", b"\x89PNG\r\n\x1a\n"), ("kosong.yaml", b""), ("sk.yaml", NEW), ("x.docx", b"PK\x03\x04zzz"))
    _, page = upload(client, keys, *files)
    assert page.count("belum dapat dibaca") == 3
    assert "Gabungkan ke kasus</button>" in page


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..\\..\\x.yaml", "/abs/x.yaml", "a\x00b.yaml", ".", "x" * 400 + ".yaml", "yaml.py"]
)
def test_the_name_of_a_file_never_leads_out_of_its_folder(
    client: TestClient, keys: Keys, workspace: Path, name: str
) -> None:
    path, _ = upload(client, keys, (name, NEW))
    kept = [p for p in workspace.rglob("*") if p.is_file() and "impor" in p.parts]
    assert {p.parent.name for p in kept} <= {"berkas", path.rpartition("/")[2]}
    assert not (workspace.parent / "x.yaml").exists()
    for other in ("..%2fimpor.json", "..%2f..%2fkasus%2fkota.yaml", "zz.yaml"):
        assert client.get(f"{path}/sk/{other}").status_code == 404


def test_scripts_in_names_and_files_are_shown_and_never_run(client: TestClient, keys: Keys) -> None:
    strange = STRANGE.replace(b"Dinas Urusan Aneh", b'"<script>alert(1)</script>"')
    path, page = upload(client, keys, ("<script>alert(1)</script>.yaml", strange))
    for shown in (page, client.get(f"{path}/nama").text):
        assert "<script>alert" not in shown


def test_too_many_and_too_large_files_are_refused(client: TestClient, keys: Keys, workspace: Path) -> None:
    many = [("berkas", (f"{n}.yaml", b"x: 1")) for n in range(21)]
    answer = client.post("/k/kota/impor", headers=ORIGIN, data={"_token": keys.form}, files=many)
    assert answer.status_code == 413
    large = [("berkas", ("x.csv", b"x" * (26 * 1024 * 1024)))]
    answer = client.post("/k/kota/impor", headers=ORIGIN, data={"_token": keys.form}, files=large)
    assert answer.status_code == 422
    assert "25 MB" in answer.text
    assert not list((workspace / "impor").glob("*/impor.json"))


def test_an_upload_without_our_token_is_refused(client: TestClient, workspace: Path) -> None:
    answer = client.post("/k/kota/impor", headers=ORIGIN, files=[("berkas", ("sk.yaml", NEW))])
    assert answer.status_code == 403
    assert not (workspace / "impor").exists()


def test_an_import_into_one_case_is_none_into_another(client: TestClient, keys: Keys) -> None:
    path, _ = upload(client, keys, ("sk.yaml", NEW))
    assert client.get(path.replace("/kota/", "/lebak-2022/")).status_code == 404


def test_a_kind_that_a_person_names_is_read_as_that(client: TestClient, keys: Keys) -> None:
    path, page = upload(client, keys, ("sk.yaml", NEW))
    assert "dikenali: Berkas kasus" in page
    wrong = post(client, keys, path, **{"jenis.sk.yaml": "workbook"})
    assert "belum dapat dibaca" in wrong.text
    right = post(client, keys, path, **{"jenis.sk.yaml": ""})
    assert "belum dapat dibaca" not in right.text


def test_a_file_of_another_region_is_told_in_its_card_and_keeps_nothing_else_back(
    client: TestClient, keys: Keys
) -> None:
    book = folder("facts") / "examples" / "isian-contoh-raya.xlsx"
    sent = [("berkas", (book.name, book.read_bytes())), ("berkas", ("a.yaml", b"decree: {signed: konsep}\n"))]
    page = client.post("/k/kota/impor", headers=ORIGIN, data={"_token": keys.form}, files=sent).text
    cards = {card.partition("<")[0]: card for card in re.findall(r'<h2 id="f\d+">(.*?)</section>', page, re.S)}
    assert "berkas dari daerah atau tahun lain tidak digabung" in cards[book.name]
    assert "berkas dari daerah" not in page.partition('<div class="cards">')[0]
    assert "Gabungkan ke kasus</button>" in page


def test_the_kinds_of_files_are_named_without_the_place_for_a_file(client: TestClient) -> None:
    for lang in ("", "/en"):
        assert "{0}" not in client.get(f"{lang}/k/kota/impor").text


def test_files_that_are_still_being_read_are_told_and_never_shown_as_saying_nothing(
    client: TestClient, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("diagnose.web.routes.import_first._WAIT", 0.0)
    data = {"headers": ORIGIN, "data": {"_token": keys.form}, "files": [("berkas", ("sk.yaml", NEW))]}
    page = client.post("/impor", **data)  # type: ignore[arg-type]
    assert "masih dibaca" in page.text
    assert "Nama daerah" not in page.text
    while "masih dibaca" in (again := client.get(page.url.path).text):
        pass
    assert "Nama daerah" in again
