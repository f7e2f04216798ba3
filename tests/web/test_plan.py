"""Rencana and Skenario: plans worked out aside, tried as what-ifs, kept as scenarios, put side by side."""

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.analysis.whatif import read_scenario
from diagnose.web import Keys
from tests.web.conftest import ORIGIN
from tests.web.test_pages import rows, text_of

GOAL = "/k/lebak-2022/rencana?tujuan=policy_goals.range:2"


def finished(client: TestClient, path: str) -> str:
    """The page once the plan is worked out, however slow the machine."""
    for _ in range(60):
        page = client.get(path).text
        if "Sedang dihitung" not in page:
            return page
    raise AssertionError("still being worked out")


def test_a_plan_is_shown_and_tried_as_a_what_if_that_reaches_its_goal(client: TestClient) -> None:
    page = finished(client, GOAL)
    assert "Rencana 1: usaha 4, langkah 1" in page
    form = page.partition('class="plan"')[2].partition("</form>")[0]
    steps = re.findall(r'name="langkah" value="([^"]+)"(?: checked)?>', form)
    chosen = re.findall(r'(?:type="hidden" name="langkah" value="([^"]+)"|value="([^"]+)" checked)', form)
    assert len(steps) > len(chosen) == 1, "any agency will do, and which one can be chosen"
    for step in (steps[0], steps[-1]):
        trial = client.get("/k/lebak-2022/andaikan", params={"langkah": unescape(step)}).text
        assert rows(trial)["Rentang kebijakan"][1] == "gained"


def test_a_plan_goes_into_a_memo(client: TestClient) -> None:
    link = re.search(r'href="(/k/lebak-2022/memo[?][^"]+)"', finished(client, GOAL))
    assert link
    page = client.get(unescape(link[1])).text
    frame = re.search(r'<iframe [^>]*src="([^"]+)"', page)
    assert frame
    assert "Rencana" in text_of(client.get(unescape(frame[1])).text)


def test_what_stands_in_the_way_is_told(client: TestClient) -> None:
    page = text_of(finished(client, "/k/lebak-2022/rencana?tujuan=policy_frame.integration:4"))
    assert "Yang menghalangi" in page
    assert "Di tangan" in page


def test_ending_a_plan_needs_our_token_and_leaves_the_page_usable(client: TestClient, keys: Keys) -> None:
    path = "/k/lebak-2022/rencana/batal"
    assert client.post(path, headers=ORIGIN, data={"semua": "3"}).status_code == 403
    answer = client.post(path, headers=ORIGIN, data={"semua": "3", "_token": keys.form})
    assert answer.status_code == 200
    assert "Cari rencana terkecil" in answer.text


@pytest.mark.parametrize("query", ["tujuan=x:2", "tujuan=policy_goals.range:9", "semua=abc", "tanpa=tidak-ada"])
def test_a_goal_that_is_none_asks_again(client: TestClient, query: str) -> None:
    answer = client.get(f"/k/lebak-2022/rencana?{query}")
    assert answer.status_code == 200
    assert "Tingkat yang ingin dicapai" in answer.text


def test_what_is_supposed_is_kept_as_a_scenario_and_laid_over_again(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    said = {"_token": keys.form, "nama": "SK: lebih lengkap!", "langkah": "renstra:social", "set": "decree.signed:yes"}
    answer = client.post("/k/lebak-2022/skenario", headers=ORIGIN, data=said)
    assert answer.status_code == 200
    assert "SK: lebih lengkap!" in answer.text
    scenario, changes = read_scenario(workspace / "skenario" / "sk-lebih-lengkap.yaml")
    assert scenario.name == "SK: lebih lengkap!"
    assert {c.path for c in changes} == {"goals.agencies[dinsos]", "decree.signed"}
    assert "▲ 2" in text_of(answer.text), "beside the present state"
    again = client.post("/k/lebak-2022/skenario", headers=ORIGIN, data=said)
    assert again.status_code == 422, "none is ever overwritten"


@pytest.mark.parametrize("name", ["", "../../x", "/etc/passwd", "a" * 500, "\x00"])
def test_the_name_of_a_scenario_never_leads_out_of_its_folder(
    client: TestClient, keys: Keys, workspace: Path, name: str
) -> None:
    said = {"_token": keys.form, "nama": name, "langkah": "renstra:social"}
    assert client.post("/k/lebak-2022/skenario", headers=ORIGIN, data=said).status_code in (200, 422)
    written = {p.relative_to(workspace).parts[0] for p in workspace.rglob("*") if p.is_file()}
    assert written <= {"kasus", "skenario"}
    assert not list(workspace.parent.glob("x.yaml"))


def test_before_a_goal_is_chosen_the_page_tells_what_lifts_most_with_few_steps(client: TestClient) -> None:
    page = client.get("/k/lebak-2022/rencana").text
    assert "Yang paling mengangkat" in page
    assert "Petakan semua program" in page
    link = re.search(r'href="(/k/lebak-2022/andaikan\?langkah=[^"]+)"', page)
    assert link
    assert "→" in client.get(link[1].replace("&amp;", "&")).text
    assert "Yang paling mengangkat" not in client.get("/k/lebak-2022/rencana?semua=2").text
