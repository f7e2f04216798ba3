"""Run the workbench: on this machine's own address, a free port, opened in the browser with the secret of this run."""

import gc
import socket
import sys
import webbrowser
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

import uvicorn

from diagnose.web.app import application
from diagnose.web.guard import ENTRY, KEY, START, Keys
from diagnose.web.prompt import PATIENCE, Prompt

LOOPBACK = "127.0.0.1"


def serve(root: Path, port: int, *, browser: bool, start: str = "/", lan: str = "") -> None:
    """Serve the workbench on the folder `root` until it is stopped; port 0 takes a free one.

    `lan` is an address of this machine on which other machines may open the links of agencies, and nothing else.

    Raises:
        OSError: the port is taken.
        InputError: the rules that ship with the program are unsound.
    """
    gc.enable()  # which one short run of a command goes without
    keys = Keys()
    with ExitStack() as open_:
        listening = open_.enter_context(_bound(LOOPBACK, port))
        port = listening.getsockname()[1]
        sockets = [listening, *([open_.enter_context(_bound(lan, port))] if lan else [])]
        names = [f"{host}:{port}" for host in (LOOPBACK, "localhost", *([lan] if lan else []))]
        app = application(root, names, keys, f"{lan}:{port}" if lan else "")
        address = f"http://{LOOPBACK}:{port}{ENTRY}?{KEY}={keys.secret}" + (
            f"&{START}={quote(start)}" if start != "/" else ""
        )
        for one in sockets:
            one.listen()  # whoever reads the address may be faster than the server
        print(address, flush=True)
        if browser:
            webbrowser.open(address)
        config = uvicorn.Config(
            app,
            http=Prompt,
            ws="none",
            log_level="warning",
            access_log=False,  # addresses hold names and answers
            server_header=False,
            timeout_keep_alive=PATIENCE,
            timeout_graceful_shutdown=3,
        )
        uvicorn.Server(config).run(sockets=sockets)


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
