"""Run the workbench: on this machine's own address, a free port, opened in the browser with the secret of this run."""

import asyncio
import gc
import socket
import ssl
import sys
import webbrowser
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import uvicorn
from starlette.types import ASGIApp

from diagnose.web.app import application
from diagnose.web.guard import ENTRY, KEY, START, Keys
from diagnose.web.prompt import PATIENCE, Prompt

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Sealed:
    """What a server proves itself with: its certificate and the key of that, as files in PEM."""

    certificate: Path
    key: Path

    def check(self) -> None:
        """Raise OSError or ssl.SSLError where the two cannot be used."""
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key)


def serve(
    root: Path, port: int, *, browser: bool, start: str = "/", lan: str = "", sealed: Sealed | None = None
) -> None:
    """Serve the workbench on the folder `root` until it is stopped; port 0 takes a free one.

    `lan` is an address of this machine on which other machines may open the links of agencies, and nothing else;
    `sealed` has what goes between them and this machine enciphered.

    Raises:
        OSError: the port is taken.
        InputError: the rules that ship with the program are unsound.
    """
    gc.enable()  # which one short run of a command goes without
    keys = Keys()
    with ExitStack() as open_:
        listening = open_.enter_context(_bound(LOOPBACK, port))
        port = listening.getsockname()[1]
        shared = [open_.enter_context(_bound(lan, port))] if lan else []
        names = [f"{host}:{port}" for host in (LOOPBACK, "localhost", *([lan] if lan else []))]
        app = application(root, names, keys, f"{'https' if sealed else 'http'}://{lan}:{port}" if lan else "")
        address = f"http://{LOOPBACK}:{port}{ENTRY}?{KEY}={keys.secret}" + (
            f"&{START}={quote(start)}" if start != "/" else ""
        )
        for one in (listening, *shared):
            one.listen()  # whoever reads the address may be faster than the server
        print(address, flush=True)
        if browser:
            webbrowser.open(address)
        if sealed is None:
            _server(app).run(sockets=[listening, *shared])
        else:
            asyncio.run(_both(_server(app), listening, _server(app, sealed), shared))


def _server(app: ASGIApp, sealed: Sealed | None = None) -> uvicorn.Server:
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=Prompt,
            ws="none",
            log_level="warning",
            access_log=False,  # addresses hold names and answers
            server_header=False,
            timeout_keep_alive=PATIENCE,
            timeout_graceful_shutdown=3,
            lifespan="off" if sealed else "on",  # one application behind both is begun and ended once
            ssl_certfile=sealed.certificate if sealed else None,
            ssl_keyfile=sealed.key if sealed else None,
        )
    )


async def _both(own: uvicorn.Server, here: socket.socket, office: uvicorn.Server, shared: list[socket.socket]) -> None:
    """Serve this machine in the clear and others enciphered; what ends the one ends the other."""

    async def outward() -> None:
        while not own.started:
            await asyncio.sleep(0.05)
        await office.serve(sockets=shared)

    running = {asyncio.create_task(own.serve(sockets=[here])), asyncio.create_task(outward())}
    ended, left = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
    own.should_exit = office.should_exit = True
    if left and not own.started:
        for task in left:
            task.cancel()
    for task in (*left, *ended):
        with suppress(asyncio.CancelledError):
            await task


def _bound(host: str, port: int) -> socket.socket:
    """Return a socket on an address of this machine."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 0 if sys.platform == "win32" else 1)
        found.bind((host, port))
    except OSError:
        found.close()
        raise
    return found
