"""One part of a case filled at once: one change, one source, nothing lost, and unknown stays unknown."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.case import load_case
from diagnose.web import Keys
from tests.web.conftest import ORIGIN

HERE = "/k/kota/fakta/isi"


@pytest.fixture
def form(client: TestClient, keys: Keys) -> dict[str, str]:
    """The form on the decree as a browser would send it, with nothing chosen anew."""
    page = client.get(f"{HERE}?bagian=decree").text
    said = dict(re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)">', page))
    said |= dict(re.findall(r'name="(nilai\.\d+)" value="([^"]*)" checked', page))
    return said | {"_token": keys.form, "bagian": "decree"}


def field(form: dict[str, str], path: str) -> str:
    return next(name for name, value in form.items() if value == path and name.startswith("jalur.")).partition(".")[2]


def test_a_part_is_filled_as_one_change_and_what_is_left_stays_unknown(
    client: TestClient, workspace: Path, form: dict[str, str]
) -> None:
    before = load_case(workspace / "kasus" / "kota.yaml").facts
    n = field(form, "decree.states.time_frame")
    roster, listed = next((name, value) for name, value in form.items() if value.startswith("decree.members"))
    member = f"{listed}[rsud]"
    said = form | {f"nilai.{n}": "yes", "sumber": "SK-2024 diktum-2", roster.replace("daftar", "opd"): "rsud"}
    answer = client.post(HERE, headers=ORIGIN, data=said)
    assert answer.url.path == "/k/kota"
    assert "Disimpan." in answer.text
    after = load_case(workspace / "kasus" / "kota.yaml").facts
    assert after["decree.states.time_frame"].value == "yes"
    assert after["decree.states.time_frame"].source == "SK-2024 diktum-2"
    assert after[member].value == "yes"
    for path, fact in before.items():
        if path not in ("decree.states.time_frame", "decree.member_agencies"):
            assert (after[path].value, after[path].source) == (fact.value, fact.source), path
    undo = re.search(r'action="(/k/kota/riwayat/\d+)"', answer.text)
    assert undo
    client.post(undo[1], headers=ORIGIN, data={"_token": form["_token"]})
    undone = load_case(workspace / "kasus" / "kota.yaml").facts
    assert undone["decree.states.time_frame"].value == before["decree.states.time_frame"].value


def test_what_is_wrong_is_told_and_nothing_of_the_form_is_lost(
    client: TestClient, workspace: Path, form: dict[str, str]
) -> None:
    n, date = field(form, "decree.states.time_frame"), field(form, "decree.date")
    text = (workspace / "kasus" / "kota.yaml").read_bytes()
    for more, told in (
        ({}, "Sebutkan sumbernya"),
        ({"sumber": "SK", f"nilai.{date}": "kemarin dulu"}, "Tanggal SK TPPS"),
    ):
        answer = client.post(HERE, headers=ORIGIN, data=form | {f"nilai.{n}": "yes"} | more)
        assert answer.status_code == 422
        assert told in answer.text
        assert re.search(rf'name="nilai\.{n}" value="yes" checked', answer.text)
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == text


def test_a_fact_that_changed_meanwhile_is_not_overwritten(
    client: TestClient, keys: Keys, workspace: Path, form: dict[str, str]
) -> None:
    path = "decree.states.time_frame"
    now = re.search(r'name="semula" value="([^"]*)"', client.get(f"/k/kota/fakta?ubah={path}").text)
    assert now
    said = {"_token": keys.form, "jalur": path, "nilai": "no", "sumber": "SK-2024 x", "semula": now[1]}
    client.post("/k/kota/fakta", headers=ORIGIN, data=said)
    answer = client.post(HERE, headers=ORIGIN, data=form | {f"nilai.{field(form, path)}": "yes", "sumber": "SK-2024 y"})
    assert answer.status_code == 422
    assert "berubah sementara" in answer.text
    assert load_case(workspace / "kasus" / "kota.yaml").facts[path].value == "no"


def test_there_is_no_part_of_that_name_and_strangers_send_nothing(client: TestClient, form: dict[str, str]) -> None:
    assert client.get(f"{HERE}?bagian=tidak-ada").status_code == 404
    assert client.post(HERE, headers=ORIGIN, data=form | {"_token": "x"}).status_code == 403
