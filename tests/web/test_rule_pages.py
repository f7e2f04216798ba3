"""Rules in the words of the command, what levels mean, and what is sent to one agency."""

import html
import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from diagnose.knowledge import RuleWords
from diagnose.knowledge.rulebase import Rulebase
from diagnose.web import Keys
from tests.web.conftest import ORIGIN
from tests.web.test_pages import text_of

REMBUK = "coordination.rembuk_kabupaten"


@pytest.mark.parametrize("code", ["G01", "N01", "add-agency", "amend-decree", "half", "goals.supporting"])
def test_a_rule_is_told_as_the_command_tells_it(client: TestClient, rules: Rulebase, code: str) -> None:
    page = text_of(client.get(f"/aturan/{code}").text)
    shown = RuleWords(rules, "id").shown(code)
    assert shown
    for word in set(re.findall(r"\w+", shown)):
        assert word.casefold() in page.casefold(), word


def test_every_rule_is_listed_and_its_links_lead_to_rules(client: TestClient, rules: Rulebase) -> None:
    listed = set(re.findall(r'href="/aturan/([^"]+)"', client.get("/aturan").text))
    assert listed == {*rules.criteria, *rules.findings, *rules.saran}
    for code in sorted(set(re.findall(r'href="/aturan/([^"]+)"', client.get("/aturan/G01").text))):
        assert client.get(f"/aturan/{code}").status_code == 200
    assert client.get("/aturan/tidak-ada").status_code == 404


def test_the_legend_tells_what_each_level_asks(client: TestClient, rules: Rulebase) -> None:
    page = client.get("/en/tingkat").text
    for criterion in rules.criteria.values():
        assert (criterion.id in page) == (criterion.reading != "second")


def test_a_fact_of_a_proof_can_be_changed_supposed_disputed_or_asked(client: TestClient) -> None:
    page = html.unescape(client.get("/k/lebak-2022/mengapa/G01").text)
    for way in ("/fakta?bagian=", "/andaikan?fakta=", "&sanggah=ya#ubah"):
        assert way in page
    assert '/k/kota/tanya"' in client.get("/k/kota/mengapa/P05").text


def test_a_fact_is_kept_beside_what_is_there_as_disputed(client: TestClient, keys: Keys) -> None:
    said = {"_token": keys.form, "jalur": REMBUK, "nilai": "3", "sumber": "Notulen hlm-1", "semula": "1"}
    client.post("/k/kota/fakta", headers=ORIGIN, data=said | {"putuskan": "sengketa"})
    assert "≠" in client.get("/k/kota/fakta?saring=bertentangan").text
    assert REMBUK in client.get("/k/kota/fakta?saring=menunggu").text


def test_an_unknown_fact_says_who_can_answer_and_can_be_listed_by_that(client: TestClient) -> None:
    page = client.get("/k/kota/fakta?saring=menentukan").text
    who = re.search(r"<small>tanya ([^<]+)</small>", page)
    assert who
    listed = client.get("/k/kota/fakta", params={"opd": html.unescape(who[1])}).text
    assert set(re.findall(r"<small>tanya ([^<]+)</small>", listed)) == {who[1]}


def test_each_agency_gets_its_form_its_letter_and_its_message(client: TestClient, workspace: Path) -> None:
    page = client.get("/k/kota/tanya").text
    letter = re.search(r'href="(/k/kota/tanya/[\w-]+/)surat"', page)
    assert letter
    excel = ["", f"{letter[1]}excel"]
    book = load_workbook(BytesIO(client.get(excel[1]).content))
    assert len(book.sheetnames) > 1
    assert client.get(excel[1].replace("excel", "surat")).content.startswith(b"PK")
    assert client.get(excel[1].replace("excel", "surat-pdf")).content.startswith(b"%PDF")
    assert client.get("/k/kota/tanya/kobo").content.startswith(b"PK")
    for wrong in ("/k/kota/tanya/tidak-ada/excel", excel[1].replace("excel", "apa")):
        assert client.get(wrong).status_code == 404
    assert not list(workspace.glob("**/*.xlsx")), "nothing is left in the folder"


def test_nothing_asked_twice(client: TestClient) -> None:
    for section in re.findall(r'<section aria-labelledby="a\d+".*?</section>', client.get("/k/kota/tanya").text, re.S):
        asked = [text for text in re.findall(r"<li>(.*?)\n", section) if not text.startswith("<a ")]
        assert len(asked) == len(set(asked))
