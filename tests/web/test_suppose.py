"""Andaikan: what is supposed stands in the address, the case stays as it is, and one thing is undone by itself."""

import re
from pathlib import Path

from starlette.testclient import TestClient

from diagnose.analysis.whatif import change_from, whatif
from diagnose.case import load_case
from diagnose.common import folder
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge.rulebase import Rulebase
from diagnose.web.supposed import Supposed, read
from tests.web.test_pages import rows, text_of

LEBAK = "/k/lebak-2022/andaikan"


def test_a_ticked_lever_shows_before_and_after_in_the_same_cells(client: TestClient) -> None:
    page = client.get(f"{LEBAK}?langkah=renstra:social").text
    assert rows(page)["Rentang kebijakan"] == ["here", "gained", "none", "none"]
    assert "Rentang kebijakan dari 1 ke 2" in page
    assert "tingkat 1 → 2" in text_of(page)


def test_a_level_that_sinks_is_shown_as_lost(client: TestClient) -> None:
    page = client.get(f"{LEBAK}?set=decree.signed:no").text
    assert "lost" in rows(page)["Jumlah integrasi kebijakan"]


def test_what_is_supposed_unknown_opens_the_level(client: TestClient) -> None:
    page = client.get(f"{LEBAK}?set=coordination.programme_map:unknown&set=coordination.rembuk_kabupaten:unknown").text
    assert any("perhaps" in looks and "here" not in looks for looks in rows(page).values())


def test_the_page_says_what_the_command_says(client: TestClient, rules: Rulebase) -> None:
    path = "tpps.kabupaten.bidang[Monitoring, evaluasi dan knowledge management].active"
    found = whatif(Diagnosed(load_case("lebak-2022"), rules), [change_from(f"{path}=yes")])
    page = text_of(client.get(LEBAK, params={"set": f"{path}:yes"}).text)
    for turned in (*found.difference.criteria, *found.difference.findings):
        assert f"{turned.rule} {turned.statement}" in page
    for saran in (*found.difference.saran_gone, *found.difference.saran_new):
        assert saran.text in page


def test_undoing_one_thing_leaves_the_others(client: TestClient) -> None:
    page = client.get(f"{LEBAK}?langkah=bidang&set=decree.states.targets:yes&set=decree.states.time_frame:yes").text
    undo = re.findall(r'class="undo no-print" href="([^"]+)"', page)
    assert len(undo) == 3
    assert any("langkah=bidang" in u and "targets" in u and "time_frame" not in u for u in undo)


def test_setting_a_fact_joins_what_is_supposed_already(client: TestClient) -> None:
    answer = client.get(
        LEBAK, params={"langkah": "bidang", "jalur": "decree.states.targets", "nilai": "yes"}, follow_redirects=False
    )
    assert answer.headers["location"] == f"{LEBAK}?langkah=bidang&set=decree.states.targets:yes"


def test_of_two_values_for_one_fact_the_later_counts() -> None:
    assert read([("set", "a.b:yes"), ("set", "a.b:no")]) == Supposed(sets=("a.b:no",))


def test_what_cannot_be_supposed_is_told_and_the_ladder_stays(client: TestClient) -> None:
    answer = client.get(f"{LEBAK}?set=decree.states.tragets:yes")
    assert answer.status_code == 422
    assert "decree.states.targets" in answer.text
    assert len(rows(answer.text)) == 8


def test_what_is_so_already_is_ticked_and_cannot_be_unticked(client: TestClient) -> None:
    page = client.get(LEBAK).text
    assert re.search(r'value="sign-decree" checked disabled', page)


def test_facts_are_found_by_words_of_their_names(client: TestClient) -> None:
    page = client.get(f"{LEBAK}?cari=target+indikator").text
    assert "<legend>SK memuat target dan indikator</legend>" in page
    assert "Tidak ada fakta dengan kata itu" in client.get(f"{LEBAK}?cari=zzzz").text


def test_a_scenario_of_the_folder_is_laid_over_the_case(client: TestClient, workspace: Path) -> None:
    (workspace / "skenario").mkdir()
    (workspace / "skenario" / "dua.yaml").write_text('name: Dua\nset: {decree.states.targets: "yes"}\n', "utf-8")
    assert "SK memuat target dan indikator: tidak → ya" in text_of(client.get(f"{LEBAK}?skenario=dua").text)


def test_why_tells_what_is_supposed_before_anything_else(client: TestClient) -> None:
    page = text_of(client.get("/k/lebak-2022/mengapa/policy_goals.range?langkah=renstra:social").text)
    assert page.index("andaian Cantumkan") < page.index("Rentang kebijakan, tingkat 2")


def test_supposing_never_changes_the_file(client: TestClient, workspace: Path) -> None:
    file = workspace / "kasus" / "kota.yaml"
    before = file.read_bytes()
    client.get("/k/kota/andaikan?langkah=sign-decree&set=decree.states.targets:yes")
    assert file.read_bytes() == before
    assert (folder("facts") / "cases" / "lebak-2022.yaml").is_file()
