"""Fakta, Pertanyaan and Riwayat: each change saved whole with its source, taken back without limit, lost by nobody."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from diagnose.case import Case, Change, load_case, parse_case
from diagnose.common import InputError, Place, Problem, folder
from diagnose.knowledge import load_rules
from diagnose.web import Keys, edit
from diagnose.web.desk import Desk
from diagnose.web.workspace import Workspace
from tests.web.conftest import ORIGIN
from tests.web.test_pages import text_of

Fill = Callable[..., Response]
TARGETS, REMBUK = "decree.states.targets", "coordination.rembuk_kabupaten"


@pytest.fixture
def change(client: TestClient, keys: Keys) -> Fill:
    """Fill the form of one fact as a person does: what it shows now goes along."""

    def filled(path: str, value: str, source: str = "SK lampiran", name: str = "kota", **more: str) -> Response:
        page = client.get(f"/k/{name}/fakta", params={"ubah": path}).text
        seen = re.search(r'name="semula" value="([^"]*)"', page)
        assert seen
        said = {"_token": keys.form, "jalur": path, "nilai": value, "sumber": source, "semula": seen[1], **more}
        return client.post(f"/k/{name}/fakta", headers=ORIGIN, data=said)

    return filled


def undo(client: TestClient, keys: Keys, number: int, name: str = "kota") -> Response:
    return client.post(f"/k/{name}/riwayat/{number}", headers=ORIGIN, data={"_token": keys.form})


def case_of(workspace: Path, name: str = "kota") -> Case:
    return load_case(workspace / "kasus" / f"{name}.yaml")


def test_a_fact_is_saved_with_its_source_and_the_banner_says_what_it_did(change: Fill, workspace: Path) -> None:
    answer = change("decree.states.time_frame", "yes", "SK diktum-2")
    entry = case_of(workspace).facts["decree.states.time_frame"]
    assert (entry.value, entry.source) == ("yes", "SK diktum-2")
    assert "Disimpan." in answer.text
    assert "belum diketahui → ya" in answer.text


def test_a_new_document_is_added_to_the_case(change: Fill, workspace: Path) -> None:
    change("decree.states.time_frame", "yes", "Lapgub-2024 hlm. 3")
    assert "Lapgub-2024" in [d.id for d in case_of(workspace).documents]


@pytest.mark.parametrize(
    ("path", "value", "source", "said"),
    [
        (TARGETS, "no", "", "Sebutkan sumbernya"),
        (REMBUK, "banyak", "SK x", "banyak"),
        (REMBUK, "-3", "SK x", "-3"),
    ],
)
def test_what_is_no_value_is_told_and_nothing_is_lost(
    change: Fill, workspace: Path, path: str, value: str, source: str, said: str
) -> None:
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    answer = change(path, value, source)
    assert answer.status_code == 422
    assert said in text_of(answer.text)
    assert 'role="alert"' in answer.text
    assert f'value="{value}"' in answer.text, "what was typed stays"
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before


def test_every_change_can_be_undone_and_redone_to_the_very_bytes(
    change: Fill, client: TestClient, keys: Keys, workspace: Path
) -> None:
    file = workspace / "kasus" / "kota.yaml"
    texts = [file.read_bytes()]
    for path, value in ((TARGETS, "no"), (REMBUK, "2"), ("decree.states.sasaran", "yes")):
        change(path, value)
        texts.append(file.read_bytes())
    for number, text in ((3, texts[2]), (2, texts[1]), (1, texts[0])):
        assert undo(client, keys, number).status_code == 200
        assert file.read_bytes() == text or load_case(file).facts == load_case_of(text, file).facts
    page = client.get("/k/kota/riwayat").text
    assert page.count("sudah dibatalkan") == 3
    undo(client, keys, 6)  # the undoing of the first, undone
    assert case_of(workspace).facts[TARGETS].value == "no"


def load_case_of(text: bytes, file: Path) -> Case:
    return parse_case(text.decode(), str(file))


def test_an_older_change_is_taken_back_and_the_newer_stay(
    change: Fill, client: TestClient, keys: Keys, workspace: Path
) -> None:
    change(TARGETS, "no")
    change(REMBUK, "2")
    undo(client, keys, 1)
    facts = case_of(workspace).facts
    assert (facts[TARGETS].value, facts[REMBUK].value) == ("yes", 2)


def test_a_fact_changed_again_since_is_not_taken_back_unasked(
    change: Fill, client: TestClient, keys: Keys, workspace: Path
) -> None:
    change(TARGETS, "no")
    change(TARGETS, "unknown")
    answer = undo(client, keys, 1)
    assert answer.status_code == 422
    assert "sudah diubah lagi" in answer.text
    assert case_of(workspace).facts[TARGETS].value is None


def test_of_two_tabs_on_one_fact_neither_overwrites_the_other(
    change: Fill, client: TestClient, keys: Keys, workspace: Path
) -> None:
    stale = {"_token": keys.form, "jalur": REMBUK, "nilai": "3", "sumber": "SK b", "semula": "1"}
    change(REMBUK, "2", "SK a")
    answer = client.post("/k/kota/fakta", headers=ORIGIN, data=stale)
    assert answer.status_code == 409
    assert case_of(workspace).facts[REMBUK].value == 2
    client.post("/k/kota/fakta", headers=ORIGIN, data=stale | {"putuskan": "sengketa"})
    entry = case_of(workspace).facts[REMBUK]
    assert entry.disputed == ((2, "SK a"), (3, "SK b"))
    assert not entry.settled


def test_two_tabs_on_different_facts_do_not_disturb_each_other(
    change: Fill, client: TestClient, keys: Keys, workspace: Path
) -> None:
    drawn = {"_token": keys.form, "jalur": TARGETS, "nilai": "no", "sumber": "SK a", "semula": "ya"}
    change(REMBUK, "2")
    assert client.post("/k/kota/fakta", headers=ORIGIN, data=drawn).status_code == 200
    facts = case_of(workspace).facts
    assert (facts[TARGETS].value, facts[REMBUK].value) == ("no", 2)


def test_an_example_is_copied_into_the_folder_and_stays_as_it_ships(change: Fill, workspace: Path) -> None:
    shipped = folder("facts") / "cases" / "lebak-2022.yaml"
    before = shipped.read_bytes()
    change("decree.states.targets", "yes", "SJ2022 4.1.1/6", name="lebak-2022")
    assert shipped.read_bytes() == before
    assert case_of(workspace, "lebak-2022").facts[TARGETS].value == "yes"


def test_comments_of_a_file_are_kept_beside_it(change: Fill, workspace: Path) -> None:
    text = (workspace / "kasus" / "kota.yaml").read_bytes()
    assert b"# KASUS FIKTIF" in text
    change(TARGETS, "no")
    kept = list((workspace / "kasus" / "salinan").glob("kota-*.yaml"))
    assert [p.read_bytes() for p in kept] == [text]


def test_a_full_disk_loses_nothing_and_is_told(
    change: Fill, client: TestClient, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (workspace / "kasus" / "kota.yaml").read_bytes()

    def full(path: Path, content: bytes) -> None:
        raise InputError([Problem(Place(str(path)), "file_unwritable", {"why": "No space left on device"})])

    monkeypatch.setattr(edit, "save", full)
    answer = change(TARGETS, "no")
    assert answer.status_code == 422
    assert "No space left on device" in answer.text
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before
    assert "Belum ada yang diubah" in client.get("/k/kota/riwayat").text


class Killed(BaseException):
    """Nothing runs any more."""


@pytest.mark.parametrize("at", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.open"])
def test_killed_at_any_point_of_a_save_loses_nothing(workspace: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    file = workspace / "kasus" / "kota.yaml"
    desk = Desk(Workspace(workspace), load_rules())
    before = file.read_bytes()

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        opened = desk.open("kota", "id")
        (workspace / "kasus" / "salinan").mkdir()
        (workspace / "kasus" / "salinan" / f"kota-{opened.revision}.yaml").write_bytes(before)
        patched.setattr(at, killed)
        with pytest.raises(Killed):
            edit.Editor(desk).set(opened, [Change(TARGETS, "no")], "SK lampiran")
    assert file.read_bytes() == before
    opened = Desk(Workspace(workspace), load_rules()).open("kota", "id")
    assert desk.history.of("kota", opened.revision) == [], "what never came to be is forgotten"
    saved = edit.Editor(desk).set(opened, [Change(TARGETS, "no")], "SK lampiran")
    assert saved.number
    assert load_case(file).facts[TARGETS].value == "no"


def test_questions_stand_by_agency_with_what_the_answer_can_do(client: TestClient) -> None:
    page = text_of(client.get("/k/kota/tanya").text)
    assert "Badan Perencanaan dan Riset Kota (" in page
    assert "dengan jawaban terbaik menjadi" in page
    assert "isi sekarang" in page


def test_an_agency_that_a_list_lacks_is_added(change: Fill, workspace: Path) -> None:
    change("goals.agencies[dinsos]", "yes", "Renstra-Dinsos bab-4")
    assert case_of(workspace).facts["goals.agencies[dinsos]"].value == "yes"


@pytest.mark.parametrize("query", ["bagian=decree", "cari=target", "saring=menentukan", "saring=belum", "bagian=zzz"])
def test_facts_are_found_by_part_by_words_and_by_what_matters(client: TestClient, query: str) -> None:
    assert client.get(f"/k/kota/fakta?{query}").status_code == 200


def test_a_promise_and_an_undecided_dispute_each_have_their_sign(client: TestClient, workspace: Path) -> None:
    file = workspace / "kasus" / "kota.yaml"
    promise = 'targets: {planned: {value: "yes", by: 2025-03-01}, source: SK lampiran}'
    file.write_text(file.read_text(encoding="utf-8").replace('targets: "yes"', promise), encoding="utf-8")
    shown = text_of(client.get("/k/kota/fakta?bagian=decree").text)
    assert "→ dijanjikan: ya, paling lambat 1 Maret 2025" in shown
    assert "(belum diputuskan)" in text_of(client.get("/k/kota/fakta?saring=bertentangan").text)
