"""Many cases as a page: the counts of the command, tables that are brought, results to take along; and Excel."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from diagnose.case import find_case
from diagnose.knowledge.rulebase import Rulebase
from diagnose.portfolio import portfolio
from diagnose.web import Keys
from tests.web.conftest import ORIGIN
from tests.web.test_pages import text_of


def test_the_counts_are_those_of_the_command(client: TestClient, workspace: Path, rules: Rulebase) -> None:
    while "hx-trigger" in (page := client.get("/portofolio").text):
        pass
    found = portfolio([workspace / "kasus" / "kota.yaml"], rules).summary
    assert f"Tahun {found.years[0].year}: 1 kasus" in page
    for aspect in found.years[0].aspects:
        row = re.search(rf'<th scope="row">{re.escape(aspect.name)}</th>((?:<td>\d+</td>)+)', page)
        assert row
        assert sum(map(int, re.findall(r"\d+", row[1]))) == 1
    assert all(str(h.id) in text_of(page) for h in found.years[0].holding)


def test_cases_at_the_lowest_level_are_counted_like_all_others(client: TestClient, workspace: Path) -> None:
    shutil.copy(find_case("lebak-2022"), workspace / "kasus" / "lebak.yaml")
    while "hx-trigger" in (page := client.get("/portofolio").text):
        pass
    rows = [part.partition("</tr>")[0] for part in page.split("Rentang kebijakan</th>")[1:]]
    counts = [re.findall(r"<td>(\d+)</td>", row) for row in rows]
    assert ["1", "0", "0", "0", "0"] in counts  # at level 1, 2, 3, 4, and open


def test_a_table_is_brought_told_of_and_taken_out(client: TestClient, keys: Keys, workspace: Path) -> None:
    table = b"region.code,region.name,region.kind,year\n99.01,=1+1,kabupaten,2024\n"
    send = {"headers": ORIGIN, "data": {"_token": keys.form}}
    page = client.post("/portofolio", files=[("berkas", ("../meja.csv", table))], **send)  # type: ignore[arg-type]
    assert (workspace / "portofolio" / "meja.csv").read_bytes() == table
    assert page.url.path == "/portofolio"
    results = client.get("/portofolio/unduh/csv?tabel=meja.csv")
    assert b"99.01" in results.content
    for name in ("meja.exe", "meja.csv", "x.yaml"):
        again = client.post("/portofolio", files=[("berkas", (name, table))], **send)  # type: ignore[arg-type]
        assert again.status_code == 422, name
    client.post("/portofolio/hapus", headers=ORIGIN, data={"_token": keys.form, "tabel": "meja.csv"})
    assert not (workspace / "portofolio" / "meja.csv").exists()
    gone = client.post("/portofolio/hapus", headers=ORIGIN, data={"_token": keys.form, "tabel": "kasus"})
    assert gone.status_code == 404
    assert (workspace / "kasus" / "kota.yaml").exists()


def test_a_comparison_is_taken_along_as_excel_without_formulas(client: TestClient, workspace: Path) -> None:
    file = workspace / "kasus" / "kota.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'name: "?Kota[^",}\n]*"?', 'name: "Kota =1+1"', text, count=1), encoding="utf-8")
    book = load_workbook(BytesIO(client.get("/banding/unduh?k=kota&k=lebak-2022").content))
    sheet = book["Bandingkan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][0] == "Kabupaten Lebak"
    assert rows[1][2:10] == [3, 3, 2, 1, 2, 2, 3, 3]
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert "peringkat" in str(rows[-1][0])


def test_a_cell_leads_to_why(client: TestClient) -> None:
    page = client.get("/banding?k=kota&k=lebak-2022").text
    assert '/k/lebak-2022/mengapa/policy_goals.range"' in page


@pytest.fixture
def program(stranger: TestClient, keys: Keys) -> TestClient:
    stranger.headers["authorization"] = f"Bearer {keys.api}"
    return stranger


def test_programs_get_margins_disputes_and_rules(program: TestClient) -> None:
    found = program.get("/api/v1/cases/lebak-2022/margins?aspect=policy_goals.range").json()
    assert [m["aspect"] for m in found["margins"]] == ["policy_goals.range"]
    assert program.get("/api/v1/cases/lebak-2022/disputes").headers["x-facts-sha256"]
    assert program.get("/api/v1/rules/G01").json()["examples"]["met"]
    assert program.get("/api/v1/rules/tidak-ada").status_code == 404


def test_programs_get_plans_and_memos(program: TestClient) -> None:
    answer = program.post("/api/v1/cases/lebak-2022/plans", json={"goals": {"policy_goals.range": 2}})
    while answer.status_code == 202:
        answer = program.get(answer.headers["location"])
    assert answer.json()["plans"]
    wrong = program.post("/api/v1/cases/lebak-2022/plans", json={"goals": {"tidak-ada": 2}})
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "application/problem+json")
    assert program.get("/api/v1/plans/0123456789abcdef").status_code == 404
    memo = program.post("/api/v1/cases/lebak-2022/memos", json={"template": "pesan", "format": "txt"})
    assert b"Lebak" in memo.content
    assert program.post("/api/v1/cases/lebak-2022/memos", json={"template": "../x"}).status_code == 422


def test_programs_bring_files_confirm_and_join_them_as_one_change(program: TestClient, workspace: Path) -> None:
    text = "coordination: {rembuk_kabupaten: {value: 3, source: Notulen hlm-1}}\ndocuments: [{id: Notulen, title: N}]\n"
    brought = program.post("/api/v1/cases/kota/imports", files=[("files", ("notulen.yaml", text.encode()))])
    assert brought.status_code == 201
    told = brought.json()
    assert [c["path"] for c in told["clashes"]] == ["coordination.rembuk_kabupaten"]
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    where = f"/api/v1/cases/kota/imports/{told['id']}"
    wrong = program.post(f"{where}/confirm", json={"names": {"Dinas X": "bukan apa pun"}})
    assert wrong.status_code == 422
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before
    joined = program.post(f"{where}/confirm", json={"counts": {"coordination.rembuk_kabupaten": "theirs"}})
    assert joined.json()["facts"] == ["coordination.rembuk_kabupaten"]
    assert program.get(where).json()["ready"] is False


def rows_of(page: str) -> list[list[str]]:
    table = page[page.index('<table class="matrix">') :].partition("</table>")[0]
    return [[text_of(cell) for cell in re.split(r"</t[hd]>", row)[:-1]] for row in table.split("<tr>")[3:]]


def test_every_case_has_a_row_that_can_be_filtered_and_leads_to_why(
    client: TestClient, keys: Keys, workspace: Path
) -> None:
    shutil.copy(find_case("lebak-2022"), workspace / "kasus" / "lebak.yaml")
    lines = [f"{i // 99 + 11}.{i % 99 + 1:02},Kabupaten {i:03},kabupaten,2024" for i in range(150)]
    table = "region.code,region.name,region.kind,year\n" + "\n".join(lines) + "\n"
    sent = [("berkas", ("banyak.csv", table.encode()))]
    client.post("/portofolio", files=sent, headers=ORIGIN, data={"_token": keys.form})
    while "hx-trigger" in (page := client.get("/portofolio?tabel=kasus&tabel=banyak.csv").text):
        pass
    assert "152 dari 152 kasus" in page
    assert len(page.encode()) < 150_000
    assert len(rows_of(page)) == 100
    second = client.get("/portofolio?tabel=kasus&tabel=banyak.csv&halaman=2").text
    assert len(rows_of(second)) == 52
    low = client.get("/portofolio?tabel=kasus&tabel=banyak.csv&aspek=1").text
    assert [row[1:] for row in rows_of(low)] == [["2022", "3", "3", "2", "1", "2", "2", "3", "3"]]
    assert '/k/lebak/mengapa/policy_goals.range"' in low
    assert "Tertulis" not in page
    for strange in ("0", "-1", "9999999", "x", "²"):
        assert client.get(f"/portofolio?tabel=kasus&halaman={strange}&aspek=²&tahun=²").status_code == 200


def test_scripts_in_a_table_are_shown_and_never_run(client: TestClient, keys: Keys) -> None:
    table = b'region.code,region.name,region.kind,year\n99.01,"<script>alert(1)</script>""",kabupaten,2024\n'
    sent = [("berkas", ("jahat.csv", table))]
    client.post("/portofolio", files=sent, headers=ORIGIN, data={"_token": keys.form})
    while "hx-trigger" in (page := client.get("/portofolio?tabel=jahat.csv").text):
        pass
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
