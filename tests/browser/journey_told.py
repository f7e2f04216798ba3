"""What a page tells by itself: that something is worked out, that no answer came, and what can be taken along."""

from playwright.sync_api import Route, expect

from tests.browser.conftest import Open

LEBAK = "/k/lebak-2022"


def test_an_old_ladder_is_told_to_be_old_until_a_new_one_comes(visit: Open) -> None:
    page = visit(f"{LEBAK}/andaikan")
    held: list[Route] = []
    page.route("**/andaikan?*", lambda route: held.append(route))
    page.locator("#l-state-targets").check()
    expect(page.get_by_text("menghitung …")).to_be_visible()
    assert page.locator("#hasil").get_attribute("aria-busy") == "true"
    held[0].fulfill(status=422, body="")
    expect(page.get_by_role("alert")).to_contain_text("masih yang lama")
    expect(page.get_by_text("menghitung …")).not_to_be_visible()
    assert page.locator("table.ladder").is_visible()
    page.unroute("**/andaikan?*")
    page.locator("#l-state-targets").uncheck()
    expect(page.get_by_role("alert")).not_to_be_visible(timeout=60_000)
    assert page.locator("#hasil").get_attribute("aria-busy") is None


def test_what_a_drawer_says_is_copied_whole_with_its_sources(visit: Open) -> None:
    page = visit(f"{LEBAK}/mengapa/policy_goals.range")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Salin teks dengan sumbernya").click()
    expect(page.get_by_role("button", name="Sudah disalin")).to_be_visible()
    text = str(page.evaluate("navigator.clipboard.readText()"))
    assert "SJ2022 4.3.1/3" in text
    assert "lebak-2022.yaml:" in text, "also what is folded"
    assert "Tutup" not in text
