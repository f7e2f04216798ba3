"""Nobody but this machine's browser is let in, and nothing runs on a page that the program did not write."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from diagnose.web import Keys
from tests.web.conftest import ORIGIN

PAGES = (
    "/",
    "/k/kota",
    "/k/lebak-2022",
    "/k/lebak-2022/mengapa/policy_goals.range",
    "/k/lebak-2022/andaikan?langkah=bidang&cari=target",
    "/k/tidak-ada",
)


def test_a_stranger_sees_no_page_and_is_told_what_to_open(stranger: TestClient) -> None:
    answer = stranger.get("/")
    assert answer.status_code == 403
    assert "konvergensi serve" in answer.text


def test_the_opening_address_lets_in_once_its_secret_fits(stranger: TestClient, keys: Keys) -> None:
    assert stranger.get("/masuk?kunci=salah").status_code == 403
    answer = stranger.get(f"/masuk?kunci={keys.secret}&ke=/k/kota")
    assert (answer.status_code, answer.headers["location"]) == (303, "/k/kota")
    cookie = answer.headers["set-cookie"].casefold()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert keys.secret not in cookie


@pytest.mark.parametrize("start", ["//jahat.example", "https://jahat.example", "/\\jahat.example"])
def test_the_opening_address_leads_to_no_other_site(stranger: TestClient, keys: Keys, start: str) -> None:
    assert stranger.get("/masuk", params={"kunci": keys.secret, "ke": start}).headers["location"] == "/"


@pytest.mark.parametrize("host", ["jahat.example:8765", "127.0.0.1", "127.0.0.1:8766", ""])
def test_another_name_of_this_address_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", [{"origin": "http://jahat.example"}, {"origin": "null"}, {}])
def test_a_post_from_another_site_is_refused(client: TestClient, origin: dict[str, str]) -> None:
    assert client.post("/k/kota", headers=origin).status_code == 403


def test_too_much_is_refused_before_it_is_read(client: TestClient) -> None:
    answer = client.post("/k/kota", headers=ORIGIN, content=b"x" * (2 * 1024 * 1024))
    assert answer.status_code == 413


@pytest.mark.parametrize("path", PAGES)
def test_pages_carry_a_policy_without_exceptions_and_nothing_that_it_would_forbid(
    client: TestClient, path: str
) -> None:
    answer = client.get(path)
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert not re.search(r"<[^>]+\s(style|on\w+)=|<style|<script(?![^>]*\ssrc=)", answer.text)
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text), "nothing is fetched from elsewhere"


@pytest.mark.parametrize("path", ["/k/..%2f..%2fetc%2fpasswd", "/k/%00", "/statis/..%2fbase.html.jinja", "/k/%2e%2e"])
def test_no_path_of_a_request_leads_into_the_file_system(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_what_facts_say_is_shown_and_never_run(client: TestClient, workspace: Path) -> None:
    file = workspace / "kasus" / "kota.yaml"
    text = file.read_text(encoding="utf-8")
    name = re.search(r'name: "?(Kota[^"\n,}]*)', text)
    assert name
    file.write_text(text.replace(name[1], "Kota <script>alert(1)</script>", 1), encoding="utf-8")
    for path in ("/", "/k/kota", "/k/kota/andaikan"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
