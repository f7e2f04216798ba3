"""The API gives the records of the library as the command does, changes nothing unasked, and is described by itself."""

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.analysis.whatif import whatif
from diagnose.analysis.why import why
from diagnose.case import Change, load_case
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge.rulebase import Rulebase
from diagnose.web import Keys
from tests.web.conftest import HOST, ORIGIN

V1 = "/api/v1"


@pytest.fixture
def program(stranger: TestClient, keys: Keys) -> TestClient:
    """A program of this computer that has the key, and no cookie."""
    stranger.headers["authorization"] = f"Bearer {keys.api}"
    return stranger


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_diagnosis_is_the_record_of_the_library(program: TestClient, rules: Rulebase, lang: str) -> None:
    answer = program.get(f"{V1}/cases/lebak-2022/diagnosis?narrow=true&lang={lang}")
    found = Diagnosed(load_case("lebak-2022"), rules, lang).diagnosis
    assert answer.text == found.to_json()
    assert answer.headers["x-facts-sha256"] == found.facts_sha256
    assert answer.headers["x-rules-sha256"] == found.rules.sha256


def test_a_what_if_and_a_why_are_those_of_the_library(program: TestClient, rules: Rulebase) -> None:
    body = {"changes": [{"path": "decree.states.targets", "value": "yes"}]}
    answer = program.post(f"{V1}/cases/lebak-2022/whatif", json=body)
    before = Diagnosed(load_case("lebak-2022"), rules, narrow=False)
    assert answer.text == whatif(before, [Change("decree.states.targets", "yes")]).to_json()
    assert program.get(f"{V1}/cases/lebak-2022/why/G01").text == why(before, "G01").to_json()
    lever = program.post(f"{V1}/cases/lebak-2022/whatif", json={"levers": ["renstra:social"]}).json()
    moved = [a["name"] for a in lever["difference"]["aspects"] if a["before"] != a["after"]]
    assert moved == ["Rentang kebijakan"]
    not_yet = program.get(f"{V1}/cases/lebak-2022/why-not/policy_goals.range").json()
    assert not_yet["wanted"] == 2


def test_a_change_needs_the_revision_that_it_was_made_on(program: TestClient, workspace: Path) -> None:
    body = {"changes": [{"path": "coordination.rembuk_kabupaten", "value": 2, "source": "Notulen hlm-1"}]}
    path = f"{V1}/cases/kota"
    assert program.patch(path, json=body).status_code == 428
    held = program.get(path)
    mark = held.headers["etag"]
    assert program.patch(path, json=body, headers={"if-match": '"abc"'}).status_code == 412
    saved = program.patch(path, json=body, headers={"if-match": mark})
    assert saved.status_code == 200
    assert saved.json()["facts"] == ["coordination.rembuk_kabupaten"]
    entry = load_case(workspace / "kasus" / "kota.yaml").facts["coordination.rembuk_kabupaten"]
    assert (entry.value, entry.source) == (2, "Notulen hlm-1")
    assert program.patch(path, json=body, headers={"if-match": mark}).status_code == 412
    assert program.get(path).headers["etag"] == f'"{saved.json()["revision"]}"'


@pytest.mark.parametrize(
    "change",
    [
        {"path": "zz.yy", "value": "yes", "source": "SK x"},
        {"path": "coordination.rembuk_kabupaten", "value": "banyak", "source": "SK x"},
        {"path": "coordination.rembuk_kabupaten", "value": 2},
        {"path": "coordination.rembuk_kabupaten", "value": 2, "source": "SK x", "lain": 1},
    ],
)
def test_what_cannot_be_is_told_as_a_problem_and_changes_nothing(
    program: TestClient, workspace: Path, change: dict[str, object]
) -> None:
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    mark = program.get(f"{V1}/cases/kota").headers["etag"]
    answer = program.patch(f"{V1}/cases/kota", json={"changes": [change]}, headers={"if-match": mark})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["problems"][0]["text"]
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before


def test_a_case_is_made_once(program: TestClient, workspace: Path) -> None:
    data = {"region": {"name": "Kabupaten Contoh", "code": "99.01", "kind": "kabupaten"}, "year": 2025}
    answer = program.post(f"{V1}/cases", json=data)
    assert answer.status_code == 201
    assert answer.json()["id"] == "contoh-2025"
    assert load_case(workspace / "kasus" / "contoh-2025.yaml").year == 2025
    assert program.post(f"{V1}/cases", json=data).status_code == 422
    assert "contoh-2025" in [c["id"] for c in program.get(f"{V1}/cases").json()]


def test_questions_of_one_agency_and_cases_side_by_side(program: TestClient) -> None:
    every = program.get(f"{V1}/cases/kota/questions").json()["questions"]
    mine = program.get(f"{V1}/cases/kota/questions?agency=health").json()["questions"]
    assert mine == [q for q in every if q["who_function"] == "health"]
    assert 0 < len(mine) < len(every)
    found = program.get(f"{V1}/compare?case=kota&case=lebak-2022").json()
    assert [c["year"] for c in found["cases"]] == [2024, 2022]
    assert program.get(f"{V1}/compare?case=kota").status_code == 422


@pytest.mark.parametrize("path", ["/cases/zz", "/cases/zz/diagnosis", "/cases/..%2fx", "/zz"])
def test_what_is_not_there_is_a_problem_for_programs(program: TestClient, path: str) -> None:
    answer = program.get(f"{V1}{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


def test_without_the_key_nobody_gets_or_changes_anything(stranger: TestClient, keys: Keys) -> None:
    for given in ("", "Bearer x", f"Bearer {keys.form}", f"Basic {keys.api}"):
        headers = {"authorization": given} if given else {}
        assert stranger.get(f"{V1}/cases", headers=headers).status_code == 403
    key = {"authorization": f"Bearer {keys.api}"}
    assert stranger.get("/k/kota", headers=key).status_code == 403, "the key opens the API alone"
    elsewhere = key | {"origin": "http://jahat.example"}
    assert stranger.post(f"{V1}/cases", headers=elsewhere, json={}).status_code == 403


def test_a_page_of_ours_needs_the_form_token_as_well(client: TestClient, keys: Keys) -> None:
    path = f"{V1}/cases/kota/whatif"
    assert client.post(path, headers=ORIGIN, json={"changes": []}).status_code == 403
    assert client.post(path, headers=ORIGIN | {"x-form-token": keys.form}, json={"changes": []}).status_code == 200


def test_the_description_is_whole_and_its_page_fetches_nothing(client: TestClient) -> None:
    spec = client.get(f"{V1}/openapi.json").json()
    assert spec["openapi"].startswith("3.1")
    assert all(path.startswith(V1) for path in spec["paths"])
    for reference in re.findall(r'"\$ref": "#/components/schemas/([^"]+)"', json.dumps(spec)):
        assert reference in spec["components"]["schemas"]
    for lang in ("", "/en"):
        answer = client.get(f"{lang}/api")
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.text)
        assert all(f"{V1}{path}" in answer.text for path in ("/cases", "/compare", "/schema/case.json"))
        for anchor in set(re.findall(r'href="#(r-[^"]+)"', answer.text)):
            assert f'id="{anchor}"' in answer.text
    assert HOST in client.get("/api").text
