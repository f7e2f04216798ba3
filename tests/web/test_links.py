"""Tautan: an agency sees its own questions and nothing else; what it answers counts once it is accepted."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from diagnose.case import load_case
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge.rulebase import Rulebase
from diagnose.web import Keys
from diagnose.web.controls import control
from diagnose.web.links import Links
from tests.web.conftest import HOST, ORIGIN
from tests.web.test_pages import text_of

Post = Callable[..., Response]


@pytest.fixture
def post(client: TestClient, keys: Keys) -> Post:
    def posted(path: str, **said: object) -> Response:
        return client.post(path, headers=ORIGIN, data={"_token": keys.form, **said})

    return posted


@pytest.fixture
def agency(rules: Rulebase, workspace: Path) -> str:
    d = Diagnosed(load_case(workspace / "kasus" / "kota.yaml"), rules)
    return str(d.case.register.holding(d.diagnosis.unknown[0].who_function))


@pytest.fixture
def address(post: Post, agency: str) -> str:
    """The path of a link that was made for the agency with the most useful question."""
    made = re.search(rf"http://{HOST}(/isi/[\w-]+)", post("/k/kota/tautan", opd=agency, sampai="").text)
    assert made
    return made[1]


@pytest.fixture
def outside(app: ASGIApp, client: TestClient) -> TestClient:
    """Somebody without a cookie, while the workbench runs."""
    return TestClient(app, base_url=f"http://{HOST}")


def answer(outside: TestClient, address: str, value: str, **more: str) -> tuple[str, Response]:
    """Answer the first fact that takes yes or no."""
    page = outside.get(address).text
    path = next(
        unescape(form[0])
        for form in re.findall(r'name="jalur" value="([^"]+)">(.*?)</form>', page, re.S)
        if 'value="yes"' in form[1]
    )
    said = {"jalur": path, "nilai": value, "jawab": "value", **more}
    return path, outside.post(address, headers=ORIGIN, data=said)


def proposal(post: Post, client: TestClient) -> str:
    found = re.search(r'name="usulan" value="(\d+)"', client.get("/k/kota/tautan").text)
    assert found
    return found[1]


def test_an_agency_sees_its_own_questions_and_no_level(
    outside: TestClient, address: str, agency: str, rules: Rulebase, workspace: Path
) -> None:
    shown = text_of(outside.get(address).text)
    d = Diagnosed(load_case(workspace / "kasus" / "kota.yaml"), rules)
    for record in d.diagnosis.unknown:
        mine = d.case.register.holding(record.who_function) == agency
        if mine and any(control(d, path) for path in record.facts):
            assert record.question in shown
        elif not mine and all(record.question not in q.question for q in d.diagnosis.unknown if q != record):
            assert record.question not in shown
    assert not re.search(r"tingkat \d|Temuan|Saran", shown)
    assert all(a.name not in shown for a in d.diagnosis.aspects)


def test_an_answer_counts_once_it_is_accepted_with_its_source_and_is_undone(
    outside: TestClient, client: TestClient, post: Post, address: str, workspace: Path
) -> None:
    file = workspace / "kasus" / "kota.yaml"
    before = file.read_bytes()
    path, told = answer(outside, address, "yes", sumber="Notulen hlm-3")
    assert "menunggu diperiksa" in told.text
    assert file.read_bytes() == before
    page = post("/k/kota/tautan/usulan", usulan=proposal(post, client), putuskan="accepted")
    assert "Disimpan." in page.text
    entry = load_case(file).facts[path]
    assert (entry.value, entry.source) == ("yes", "Notulen hlm-3")
    assert "diterima" in outside.get(address).text
    post("/k/kota/riwayat/1")
    undone = load_case(file).facts.get(path)
    assert undone is None or not undone.known


def test_without_a_source_the_answer_itself_is_the_source(
    outside: TestClient, client: TestClient, post: Post, address: str, agency: str, workspace: Path
) -> None:
    path, _ = answer(outside, address, "no")
    post("/k/kota/tautan/usulan", usulan=proposal(post, client), putuskan="accepted")
    source = load_case(workspace / "kasus" / "kota.yaml").facts[path].source
    assert str(source).startswith(f"Jawaban-{agency} ")


def test_not_knowing_and_not_ours_are_told_and_change_nothing(
    outside: TestClient, client: TestClient, post: Post, address: str, workspace: Path
) -> None:
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    path, _ = answer(outside, address, "unknown")
    assert "tidak tahu" in text_of(client.get("/k/kota/tautan").text)
    outside.post(address, headers=ORIGIN, data={"jalur": path, "jawab": "not_ours", "siapa": "Dinas Sosial"})
    page = text_of(client.get("/k/kota/tautan").text)
    assert "bukan urusan kami: Dinas Sosial" in page
    assert "tidak tahu" not in page, "the later answer stands for the earlier"
    post("/k/kota/tautan/usulan", usulan=proposal(post, client), putuskan="accepted")
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before


def test_what_is_given_back_is_asked_again(
    outside: TestClient, client: TestClient, post: Post, address: str, workspace: Path
) -> None:
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    answer(outside, address, "yes")
    post("/k/kota/tautan/usulan", usulan=proposal(post, client), putuskan="returned")
    assert "ditanyakan kembali" in outside.get(address).text
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before


def test_a_figure_that_differs_is_kept_as_both_where_asked(
    outside: TestClient, client: TestClient, post: Post, address: str, keys: Keys, workspace: Path
) -> None:
    path, _ = answer(outside, address, "yes", sumber="A hlm-1")
    post("/k/kota/fakta", jalur=path, nilai="no", sumber="B hlm-2", semula="belum diketahui")
    assert "berbeda dari yang ada" in client.get("/k/kota/tautan").text
    post("/k/kota/tautan/usulan", usulan=proposal(post, client), putuskan="sengketa")
    entry = load_case(workspace / "kasus" / "kota.yaml").facts[path]
    assert set(entry.disputed) == {("no", "B hlm-2"), ("yes", "A hlm-1")}


def test_a_link_that_is_revoked_over_or_guessed_opens_nothing(
    outside: TestClient, post: Post, address: str, agency: str, workspace: Path
) -> None:
    assert outside.get(address).status_code == 200
    assert outside.get(address[:-1] + ("a" if address[-1] != "a" else "b")).status_code == 404
    post("/k/kota/tautan/1/cabut")
    assert outside.get(address).status_code == 404
    assert outside.post(address, headers=ORIGIN, data={"jalur": "x"}).status_code == 404
    old = Links(workspace).make("kota", agency, date.today() - timedelta(days=1))
    assert outside.get(f"/isi/{old}").status_code == 404


def test_a_stolen_link_opens_no_other_page_and_answers_no_other_question(
    outside: TestClient, address: str, workspace: Path
) -> None:
    outside.get(address)
    for path in ("/", "/k/kota", "/k/kota/tautan", "/k/kota/fakta", "/api/v1/cases", "/k/kota/impor"):
        assert outside.get(path).status_code == 403
    said = {"jalur": "region.name", "nilai": "Kota Jahat", "jawab": "value"}
    assert outside.post(address, headers=ORIGIN, data=said).status_code == 404
    assert outside.post(address, headers={"origin": "http://jahat.example"}, data=said).status_code == 403
    assert outside.post(address, data=said).status_code == 403


def test_the_token_is_kept_nowhere_and_leaks_through_no_header(
    outside: TestClient, address: str, workspace: Path
) -> None:
    token = address.rpartition("/")[2].encode()
    assert all(token not in file.read_bytes() for file in workspace.rglob("*") if file.is_file())
    # none at all would have browsers post without their origin
    assert outside.get(address).headers["referrer-policy"] == "same-origin"


def test_from_another_machine_only_links_open(app: ASGIApp, address: str, keys: Keys) -> None:
    elsewhere = TestClient(app, base_url=f"http://{HOST}", client=("192.168.1.50", 50000), follow_redirects=False)
    assert elsewhere.get(address).status_code == 200
    assert elsewhere.get(f"/masuk?kunci={keys.secret}").status_code == 403
    elsewhere.cookies.set("konvergensi-8765", keys.session)
    assert elsewhere.get("/").status_code == 403
    assert elsewhere.get("/statis/workbench.css").status_code == 200


def test_what_is_no_value_is_told_and_what_was_typed_stays(outside: TestClient, address: str) -> None:
    _, told = answer(outside, address, "barangkali")
    assert told.status_code == 422
    assert 'role="alert"' in told.text


def test_what_an_agency_writes_is_shown_and_never_run(outside: TestClient, client: TestClient, address: str) -> None:
    _, told = answer(outside, address, "yes", sumber="<script>alert(1)</script> x")
    for page in (told.text, client.get("/k/kota/tautan").text):
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


@pytest.mark.parametrize("agency_", ["", "zz", "../x"])
def test_there_is_no_link_for_nobody(post: Post, workspace: Path, agency_: str) -> None:
    assert post("/k/kota/tautan", opd=agency_).status_code == 422
    assert Links(workspace).of("kota") == []


def test_a_question_on_a_list_of_agencies_can_be_answered_agency_by_agency(client: TestClient) -> None:
    page = client.get("/k/kota/tanya").text
    asked = re.findall(r"ubah=goals\.agencies%5B(\w+)%5D", page)
    assert len(set(asked)) > 3
    assert "/fakta/isi?bagian=goals" in page
