"""Who is let in: this machine's browser with the secret of this run, no other site, no other name of this address.

A page of a stranger's can make a browser post to 127.0.0.1, or give a name of its own that leads there (DNS
rebinding). So every request is held against the names this server goes by, the origin it came from, and a cookie
that only the opening address gives; what changes something needs the token of our own forms besides.
"""

import asyncio
import hmac
import secrets
from collections.abc import Iterable
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from diagnose.common import whole_number, words

ENTRY, KEY, START = "/masuk", "kunci", "ke"
TOKEN_FIELD, TOKEN_HEADER = "_token", "x-form-token"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
LINK_PATHS = ("/isi/", "/en/isi/")  # pages whose address is their key
API_PATHS = ("/api/",)
OPEN_PATHS = ("/statis/",)  # style, script and licence: the same for everybody
POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "frame-src 'self'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
MEGABYTE = 1024 * 1024


class Keys:
    """The secrets of one run, made of one: what opens the browser, its cookie, that of forms, and that of the API."""

    def __init__(self, secret: str | None = None) -> None:
        self.secret = secret or secrets.token_urlsafe(32)
        self.session = self._made("session")
        self.form = self._made("form")
        self.api = self._made("api")

    def _made(self, what: str) -> str:
        return hmac.new(self.secret.encode(), what.encode(), sha256).hexdigest()


class Guard:
    """Stands before the application: refuses what does not belong, and puts the safety headers on every answer.

    `names` are the hosts, with port, that the server answers to; `limits` how many bytes a request may bring, by how
    its path ends. Whoever is not on this machine gets pages of links, and nothing else.
    """

    def __init__(self, app: ASGIApp, keys: Keys, names: Iterable[str], limits: dict[str, int] | None = None) -> None:
        self.app, self.keys, self.names = app, keys, frozenset(n.casefold() for n in names)
        self.limits = limits or {}
        self.patience = 30.0  # seconds for the next part of a request

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        await (refused or self.app)(scope, _Bounded(receive, self._limit(scope), self.patience), _headed(send))

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        path, method = scope["path"], scope["method"]
        host = headers.get("host", "").casefold()
        w = words("id")
        if host not in self.names:
            return PlainTextResponse(w["web.refused_host"], 421)
        if _elsewhere(scope) and not path.startswith((*LINK_PATHS, *OPEN_PATHS)):
            return PlainTextResponse(w["web.refused_elsewhere"], 403)
        if path == ENTRY and method in SAFE:
            return self._entered(scope, host)
        if path.startswith(OPEN_PATHS):
            return None
        by_link = path.startswith(LINK_PATHS)
        program = path.startswith(API_PATHS) and "authorization" in headers
        if program and not _same(headers["authorization"], f"Bearer {self.keys.api}"):
            return PlainTextResponse(w["web.refused_cookie"], 403)
        if not by_link and not program and not _same(_cookie(headers, cookie_name(host)), self.keys.session):
            return PlainTextResponse(w["web.refused_cookie"], 403)
        origin, ours = headers.get("origin", "").casefold(), {f"http://{host}", f"https://{host}"}
        if method not in SAFE and origin not in ours and not (program and not origin):  # programs have no origin
            return PlainTextResponse(w["web.refused_origin"], 403)
        length = whole_number(headers.get("content-length", "0"))
        if length is None or length > self._limit(scope):
            return PlainTextResponse(w["web.refused_size"], 413)
        return None

    def _entered(self, scope: Scope, host: str) -> Response:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given, start = (query.get(name, [""])[0] for name in (KEY, START))
        if not hmac.compare_digest(given.encode(), self.keys.secret.encode()):
            return PlainTextResponse(words("id")["web.refused_cookie"], 403)
        here = start.startswith("/") and not start.startswith(("//", "/\\"))
        response = RedirectResponse(start if here else "/", 303)
        response.set_cookie(cookie_name(host), self.keys.session, httponly=True, samesite="strict", path="/")
        return response

    def _limit(self, scope: Scope) -> int:
        return next((most for end, most in self.limits.items() if scope["path"].endswith(end)), MEGABYTE)


def cookie_name(host: str) -> str:
    """Return the name of the cookie of the server at `host`: ports of one machine share their cookies."""
    return f"konvergensi-{host.rpartition(':')[2]}"


def token_fits(request: Request, given: str) -> bool:
    """Tell whether `given` is the token of our own forms."""
    keys: Keys = request.app.state.keys
    return hmac.compare_digest(given.encode(), keys.form.encode())


def _elsewhere(scope: Scope) -> bool:
    """Tell whether a request comes from another machine."""
    try:
        return not ip_address((scope.get("client") or ("",))[0]).is_loopback
    except ValueError:
        return False  # no network at all, such as a test


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def _cookie(headers: Headers, name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


class _Bounded:
    """Hands on what a client sends: no more of it than `most` bytes, and no part that is awaited for too long."""

    def __init__(self, receive: Receive, most: int, patience: float) -> None:
        self._receive, self._left, self._patience, self._whole = receive, most, patience, False

    async def __call__(self) -> Message:
        if self._whole:  # whoever waits now waits for the client to leave
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), self._patience)
        except TimeoutError:
            return {"type": "http.disconnect"}
        self._whole = not message.get("more_body", False)
        self._left -= len(message.get("body", b""))
        return message if self._left >= 0 else {"type": "http.disconnect"}


def _headed(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
