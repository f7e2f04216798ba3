"""Ringkasan, Mengapa and Andaikan say what the command says, in both languages, with every link leading somewhere."""

import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.analysis.why import Step, why
from diagnose.case import load_case
from diagnose.common import folder
from diagnose.diagnosis import Diagnosed
from diagnose.knowledge.rulebase import Rulebase

SHIPPED = sorted(p.stem for p in (folder("facts") / "cases").glob("*.yaml"))


def text_of(page: str) -> str:
    """What a reader sees of a page."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def steps(step: Step) -> Iterator[Step]:
    yield step
    for child in step.children:
        yield from steps(child)


def rows(page: str) -> dict[str, list[str]]:
    """The kinds of the cells of each aspect, by its name."""
    found = {}
    for row in re.findall(r"<tr[^>]*><th scope=\"row\">.*?</tr>", page, re.S):
        name = re.search(r">([^<]+)</a>", row)
        looks = re.findall(r'<td class="(\w+) l\d">', row)
        if name and len(looks) == 4:
            found[unescape(name[1])] = looks
    return found


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_ladder_of_a_page_is_that_of_the_diagnosis(
    client: TestClient, rules: Rulebase, name: str, lang: str
) -> None:
    page = client.get(("/en" if lang == "en" else "") + f"/k/{name}").text
    shown = rows(page)
    diagnosis = Diagnosed(load_case(name), rules, lang).diagnosis
    assert list(shown) == [a.name for a in diagnosis.aspects]
    for aspect in diagnosis.aspects:
        looks, (low, high) = shown[aspect.name], (aspect.level.lowest, aspect.level.highest)
        if low == high:
            assert looks == ["below"] * (low - 1) + ["here"] + ["none"] * (4 - low)
        else:  # an open level is never drawn as one level
            assert looks == ["below"] * (low - 1) + ["open"] * (high - low + 1) + ["none"] * (4 - high)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_page_says_why_in_the_sentences_of_the_command(client: TestClient, rules: Rulebase, name: str) -> None:
    diagnosed = Diagnosed(load_case(name), rules)
    targets = [a.id for a in diagnosed.diagnosis.aspects][::3] + [s.id for s in diagnosed.diagnosis.saran[:2]]
    for target in targets:
        shown = text_of(client.get(f"/k/{name}/mengapa/{target}").text)

        for step in steps(why(diagnosed, target).tree):
            assert " ".join(step.statement.split()) in shown
            assert all(fact.said in shown for fact in step.facts)


def test_assumptions_stand_before_the_proof(client: TestClient) -> None:
    page = text_of(client.get("/k/lebak-2022/mengapa/G01").text)
    assert page.index("Satu saja sudah cukup") < page.index("Tidak ada perangkat daerah pendukung")


def test_a_fact_is_shown_with_its_source_and_its_place_in_the_file(client: TestClient) -> None:
    page = text_of(client.get("/k/lebak-2022/mengapa/F05").text)
    assert re.search(r"SJ2022 \S+ lebak-2022\.yaml:\d+", page)


def test_a_script_gets_the_drawer_alone_and_going_back_gets_the_page(client: TestClient) -> None:
    part = client.get("/k/lebak-2022/mengapa/G01", headers={"hx-request": "true"}).text
    assert part.lstrip().startswith("<section")
    assert "<html" not in part
    whole = client.get(
        "/k/lebak-2022/mengapa/G01", headers={"hx-request": "true", "hx-history-restore-request": "true"}
    ).text
    assert "<html" in whole


def test_a_case_that_cannot_be_read_tells_what_is_wrong_and_where(client: TestClient, workspace: Path) -> None:
    file = workspace / "kasus" / "rusak.yaml"
    file.write_text("region: {name: Kabupaten X, code: '99.01', kind: kabupaten}\nyear: 2024\nblah: 1\n", "utf-8")
    assert "rusak" in client.get("/").text
    answer = client.get("/k/rusak")
    assert answer.status_code == 422
    assert "rusak.yaml:3:1" in answer.text


def test_a_file_changed_outside_is_read_anew(client: TestClient, workspace: Path) -> None:
    first = client.get("/k/kota").text
    file = workspace / "kasus" / "kota.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Kota Fiktif Muara", "Kota Fiktif Hilir"), "utf-8")
    assert "Kota Fiktif Muara" in first
    assert "Kota Fiktif Hilir" in client.get("/k/kota").text


def test_every_link_leads_somewhere_in_the_language_of_its_page(client: TestClient) -> None:
    seen: set[str] = set()
    queue = deque([("/k/kota", 0), ("/en/k/kota", 0), ("/", 0)])
    while queue:
        path, depth = queue.popleft()
        if path in seen or len(seen) > 90:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if depth < 2 and "text/html" in answer.headers["content-type"]:
            links = [unescape(link) for link in re.findall(r'<a (?:class="\w+" )?href="([^"#]+)', answer.text)]
            same = [link for link in links if link.startswith("/en") == path.startswith("/en")]
            assert len(links) - len(same) <= 1, f"{path}: but for the way to the other language"
            queue.extend((link, depth + 1) for link in same[:25])
    assert len(seen) > 40
