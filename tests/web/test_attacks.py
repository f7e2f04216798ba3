"""What others try: to wait for ever, to send without end, to kill the program while it writes, to fill the disk."""

import asyncio
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
import uvicorn
from starlette.testclient import TestClient
from starlette.types import Message
from uvicorn.server import ServerState

from diagnose.case import Change, load_case
from diagnose.knowledge.rulebase import Rulebase
from diagnose.web import Keys, edit
from diagnose.web.desk import Desk
from diagnose.web.guard import Guard
from diagnose.web.prompt import Prompt
from diagnose.web.routes import imports
from diagnose.web.workspace import Workspace
from tests.web.conftest import HOST, ORIGIN

KILLS, SLOW = 100, 50
REMBUK = "coordination.rembuk_kabupaten"
PATHS = ("/k/kota/fakta", "/kasus", "/k/kota/skenario", "/k/kota/impor", "/k/kota/daftar/tambah", "/k/kota/tautan",
         "/k/kota/tautan/usulan", "/k/kota/memo/kop", "/k/kota/riwayat/1", "/k/kota/rencana/batal", "/api/v1/cases",
         "/isi/xyz")  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("origin", ["http://jahat.example", "null", f"https://{HOST}.jahat.example", ""])
def test_nothing_is_posted_from_another_site(client: TestClient, keys: Keys, path: str, origin: str) -> None:
    headers = {"origin": origin} if origin else {}
    said = {"_token": keys.form, "jalur": REMBUK, "nilai": "9", "sumber": "x", "semula": "1"}
    assert client.post(path, headers=headers, data=said).status_code == 403


@pytest.mark.parametrize("path", [p for p in PATHS if not p.startswith(("/api", "/isi"))])
def test_nothing_is_posted_without_the_token_of_this_run(client: TestClient, path: str) -> None:
    for token in ("", "x", Keys("lain").form):
        assert client.post(path, headers=ORIGIN, data={"_token": token}).status_code == 403


def test_what_is_sent_without_end_is_cut_off(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(64):
            yield b"x" * 65_536

    answer = client.post("/k/kota/fakta", headers=ORIGIN | {"content-type": "multipart/form-data; boundary=b"},
                         content=endless())  # fmt: skip
    assert answer.status_code == 413


def test_who_stops_sending_is_not_waited_for() -> None:
    seen: list[Message] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(await receive())
        seen.append(await receive())

    async def stalled() -> Message:
        if seen:
            await asyncio.sleep(3600)
        return {"type": "http.request", "body": b"half", "more_body": True}

    async def sent(_: Message) -> None:
        return

    keys = Keys("rahasia")
    guard = Guard(app, keys, [HOST])
    guard.patience = 0.01
    cookie = f"konvergensi-8765={keys.session}"
    headers = [(b"host", HOST.encode()), (b"cookie", cookie.encode())]
    scope = {"type": "http", "path": "/k/kota", "method": "GET", "headers": headers, "query_string": b""}
    asyncio.run(guard(scope, stalled, sent))
    assert seen[1]["type"] == "http.disconnect"


def test_fifty_slow_clients_keep_nobody_out(workspace: Path) -> None:
    command = [sys.executable, "-m", "diagnose", "serve", str(workspace), "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        host, port = urlsplit(address).hostname, urlsplit(address).port
        slow = []
        try:
            for n in range(SLOW):
                one = socket.create_connection((host, port))
                one.sendall(b"POST /k/kota HTTP/1.1\r\nContent-Length: 1000\r\n" if n % 2 else b"GET / HT")
                slow.append(one)
            with urlopen(f"http://{host}:{port}/statis/workbench.css", timeout=20) as answer:
                assert answer.status == 200
        finally:
            for one in slow:
                one.close()
            process.terminate()


def _saving(workspace: Path, rules: Rulebase, limit: int | None = None) -> None:
    """Save one change after another until killed; or once, on a disk that takes no more than `limit` bytes."""
    desk = Desk(Workspace(workspace), rules)
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    number = 2
    while True:
        edit.Editor(desk).set(desk.open("kota", "id"), [Change(REMBUK, number)], "Notulen hlm-1")
        number = 5 - number
        if limit is not None:
            return


def _forked(workspace: Path, rules: Rulebase, limit: int | None = None) -> int:
    """Start `_saving` in a process of its own."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        _saving(workspace, rules, limit)
        code = 0
    except Exception as error:
        (workspace / "salah.txt").write_text(str(error)[:200], encoding="utf-8") if limit is None else None
        code = 3
    finally:
        os._exit(code)


def test_killed_again_and_again_while_it_saves_nothing_is_lost(workspace: Path, rules: Rulebase) -> None:
    file, chance = workspace / "kasus" / "kota.yaml", Random(15)
    desk = Desk(Workspace(workspace), rules)
    edit.Editor(desk).set(desk.open("kota", "id"), [Change(REMBUK, 3)], "Notulen hlm-1")
    for _ in range(KILLS):
        child = _forked(workspace, rules)
        time.sleep(chance.uniform(0.005, 0.07))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        assert not (workspace / "salah.txt").exists(), (workspace / "salah.txt").read_text()
        entry = load_case(file).facts[REMBUK]  # whole, whatever happened
        assert entry.value in (2, 3)
        opened = Desk(Workspace(workspace), rules).open("kota", "id")
        noted = desk.history.of("kota", opened.revision)
        assert noted[0].after == opened.revision, "the history ends where the file is"
    saved = edit.Editor(desk).set(desk.open("kota", "id"), [Change(REMBUK, 7)], "Notulen hlm-1")
    assert saved.number


def test_a_disk_that_takes_no_more_loses_nothing(workspace: Path, rules: Rulebase) -> None:
    file = workspace / "kasus" / "kota.yaml"
    before = file.read_bytes()
    child = _forked(workspace, rules, limit=600)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3
    assert file.read_bytes() == before
    assert not list((workspace / "kasus").glob(".*.tmp"))


def test_a_history_that_cannot_be_written_is_told(client: TestClient, keys: Keys, workspace: Path) -> None:
    (workspace / "riwayat.db").mkdir()
    said = {"_token": keys.form, "jalur": REMBUK, "nilai": "2", "sumber": "SK x", "semula": "1"}
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    for answer in (client.post("/k/kota/fakta", headers=ORIGIN, data=said), client.get("/k/kota/riwayat")):
        assert answer.status_code == 422
        assert "riwayat.db" in answer.text
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before


def test_a_reader_that_ends_takes_nothing_with_it(
    client: TestClient, keys: Keys, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "_WORK", "diagnose.web.imports.tidak_ada")
    before = (workspace / "kasus" / "kota.yaml").read_bytes()
    sent = [("berkas", ("sk.yaml", b"x: 1"))]
    answer = client.post("/k/kota/impor", headers=ORIGIN, data={"_token": keys.form}, files=sent)
    assert answer.status_code == 422
    assert "pembacaan berkas berhenti" in answer.text
    assert (workspace / "kasus" / "kota.yaml").read_bytes() == before
    assert client.get("/k/kota").status_code == 200


def test_a_bomb_is_refused_in_its_card(client: TestClient, keys: Keys, tmp_path: Path) -> None:
    import zipfile

    bomb = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (120 * 1024 * 1024))
    sent = [("berkas", ("bom.xlsx", bomb.read_bytes()))]
    answer = client.post("/k/kota/impor", headers=ORIGIN, data={"_token": keys.form}, files=sent)
    assert "belum dapat dibaca" in answer.text


def test_a_name_in_an_address_is_never_a_path(client: TestClient, workspace: Path) -> None:
    (workspace / "rahasia.yaml").write_text("a: 1\n", encoding="utf-8")
    for name in ("../rahasia", "..%2frahasia", "%2e%2e%2frahasia", "rahasia", "kasus%2fkota"):
        for path in (f"/k/{name}", f"/k/{name}/fakta", f"/api/v1/cases/{name}", f"/k/kota/impor/{name}"):
            assert client.get(path).status_code == 404, path


def test_the_same_change_from_two_programs_is_made_once(client: TestClient, keys: Keys) -> None:
    """Two that hold the same revision: the second is told, not obeyed."""
    with closing(client.stream("GET", "/api/v1/cases/kota").__enter__()) as held:
        mark = held.headers["etag"]
    headers = ORIGIN | {"x-form-token": keys.form, "if-match": mark, "content-type": "application/json"}
    codes = []
    for value in (2, 3):
        body = {"changes": [{"path": REMBUK, "value": value, "source": "SK x"}]}
        codes.append(client.patch("/api/v1/cases/kota", headers=headers, content=json.dumps(body)).status_code)
    assert codes == [200, 412]


def test_who_stalls_in_the_head_of_a_request_is_not_waited_for() -> None:
    class Hasty(Prompt):
        patience = 0.05

    async def stalled(beginning: bytes) -> bytes:
        loop = asyncio.get_running_loop()
        config = uvicorn.Config(lambda *_: None, ws="none", lifespan="off")
        config.load()
        server = await loop.create_server(lambda: Hasty(config, ServerState(), {}), "127.0.0.1", 0)
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.write(beginning)
            left = await reader.read()
            writer.close()
        return left

    for beginning in (b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "):
        assert asyncio.run(asyncio.wait_for(stalled(beginning), 20)) == b"", "closed, and nothing is answered"
