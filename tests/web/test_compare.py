"""Bandingkan: what the command compares, as a table; open is shown as open, and nothing is ranked or summed."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.analysis.compare import compare_cases, compare_years
from diagnose.case import load_case
from diagnose.diagnosis import Diagnosed, span
from diagnose.knowledge.rulebase import Rulebase
from tests.web.test_pages import text_of

TWO = "/banding?k=kota&k=lebak-2022"


def rows(page: str) -> dict[str, list[str]]:
    found = {}
    for row in re.findall(
        r"<tr><th scope=\"row\">.*?</tr>", page.partition('class="matrix"')[2].partition("</table>")[0], re.S
    ):
        cells = [text_of(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
        found[text_of(re.findall(r">([^<]+)</a>", row)[0])] = cells
    return found


def test_each_case_is_a_row_with_the_levels_of_its_diagnosis(client: TestClient, rules: Rulebase) -> None:
    shown = rows(client.get(TWO).text)
    diagnosis = Diagnosed(load_case("lebak-2022"), rules).diagnosis
    cells = shown["Kabupaten Lebak"]
    assert cells[0] == "2022"
    assert cells[1:9] == [span(a.level) for a in diagnosis.aspects]


def test_an_open_level_is_a_range_that_says_so(client: TestClient) -> None:
    assert any("–" in cell and "terbuka" in cell for cell in rows(client.get(TWO).text)["Kota Fiktif Muara"])


@pytest.mark.parametrize("lang", ["id", "en"])
def test_criteria_and_saran_are_those_of_the_command(client: TestClient, rules: Rulebase, lang: str) -> None:
    names = ["kota", "lebak-2022"]
    cases = [load_case("fiktif-kota-2024"), load_case("lebak-2022")]
    found = compare_cases([Diagnosed(case, rules, lang, narrow=False) for case in cases])
    page = text_of(client.get(("/en" if lang == "en" else "") + "/banding", params={"k": names}).text)
    for row in found.conclusions.criteria:
        assert (f"{row.id} ({row.gates}) {row.title}" in page) == row.differs
    for said in found.conclusions.saran:
        assert all(text is None or " ".join(text.split()) in page for text in said.texts)


def test_one_regency_over_years_is_split_as_the_command_splits_it(
    client: TestClient, workspace: Path, rules: Rulebase
) -> None:
    text = (workspace / "kasus" / "kota.yaml").read_text(encoding="utf-8")
    later = text.replace("year: 2024", "year: 2025").replace('targets: "yes"', 'targets: "no"')
    (workspace / "kasus" / "kota-2025.yaml").write_text(later, encoding="utf-8")
    page = text_of(client.get("/banding?k=kota-2025&k=kota").text)
    assert "Perubahan Kota Fiktif Muara 2024 -> Kota Fiktif Muara 2025" in page
    each = [Diagnosed(load_case(workspace / "kasus" / f"{n}.yaml"), rules, narrow=False) for n in ("kota", "kota-2025")]
    found = compare_years(each)
    assert all(f"{t.id} ({t.gates}) {t.title}" in page for t in found.pairs[0].turns)
    assert found.pairs[0].turns


def test_nothing_is_summed_or_ranked_and_the_order_is_name_or_year(client: TestClient) -> None:
    page = client.get(f"{TWO}&urut=tahun").text
    assert list(rows(page)) == ["Kabupaten Lebak", "Kota Fiktif Muara"]
    assert list(rows(client.get(f"{TWO}&urut=tingkat").text)) == ["Kabupaten Lebak", "Kota Fiktif Muara"]
    assert "bukan peringkat" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [("aspek=1", "Kabupaten Lebak"), ("terbuka=ya", "Kota Fiktif Muara"), ("tahun=2024", "Kota Fiktif Muara")],
)
def test_filters_tell_how_many_they_leave_out(client: TestClient, query: str, shown: str) -> None:
    page = client.get(f"{TWO}&{query}").text
    assert list(rows(page)) == [shown]
    assert "1 kasus tidak termasuk saringan ini" in page


def test_a_case_that_cannot_be_read_is_a_row_like_any_other(client: TestClient, workspace: Path) -> None:
    (workspace / "kasus" / "rusak.yaml").write_text("region: 1\nyear: 2\n", encoding="utf-8")
    page = client.get(f"{TWO}&k=rusak").text
    assert "Berkas ini belum dapat dibaca" in page
    assert len(rows(page)) == 3


@pytest.mark.parametrize("query", ["", "?k=zz", "?k=../x&k=kota", "?aspek=9&tahun=abc&urut=x", "?k=kota"])
def test_whatever_the_address_says_the_page_comes(client: TestClient, query: str) -> None:
    assert client.get(f"/banding{query}").status_code == 200
