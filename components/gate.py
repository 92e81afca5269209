"""Who may enter: the app answers under its own name and port, to its own pages, and says what a browser may load.

A page of another site that a visitor has open can point its own name at this machine (DNS rebinding) and would then
read what the visitor may read. So the Host a request names must be one of ours and, where a browser says which page
asks (Origin, Sec-Fetch-Site), that must be a page of this app. Streamlit looks at neither for its pages and files.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from components.headers import FIXED_HEADERS, write_policy
from data_access.errors import SettingsError
from data_access.settings import read_settings

LOG = logging.getLogger("threat_picture")

LOOPBACK = ("localhost", "127.0.0.1", "::1")
ANY_ADDRESS = ("", "0.0.0.0", "::")  # noqa: S104 - what server.address says for 'all', which is no name
PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
# Streamlit's own addresses that the app uses; metrics, uploads and the interface for agents stay shut.
OPEN_CORE = ("health", "host-config", "stream")
SHUT = ("component",)

WRONG_HOST = "This dashboard does not answer under this name; open it by its own address."
WRONG_ORIGIN = "This dashboard answers its own pages only."
NOT_OPEN = "This address is not open."


@dataclass(frozen=True)
class Host:
    """A host as a request or a setting names it; a port of None is the usual one of the scheme."""

    name: str
    port: int | None


def read_host(text: str) -> Host | None:
    """'name', 'name:port' or '[::1]:port'; None for anything else."""
    if not text or any(not sign.isprintable() or sign in " /\\?#@%" for sign in text):
        return None
    try:
        parts = urlsplit(f"//{text}")
        return Host(parts.hostname.rstrip("."), parts.port) if parts.hostname else None
    except ValueError:
        return None


class Gate:
    """ASGI middleware before everything else: refuses foreign hosts, pages and addresses, and adds security headers."""

    def __init__(self, app: ASGIApp, *, names: Iterable[str] = LOOPBACK, hosts: Iterable[Host] = ()) -> None:
        """names are those of the port that the app listens on; hosts are what else it is reached by."""
        self.app = app
        self._names = frozenset(names)
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, or refuse it with one plain sentence."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._find_refusal(scope, headers)
        if refusal is None:
            await self.app(scope, receive, _add_headers(send, host=headers["host"]))
            return
        status, sentence = refusal
        _log_refusal(scope, headers, sentence)
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": sentence})
        else:
            answer = PlainTextResponse(sentence, status_code=status)
            await answer(scope, receive, _add_headers(send, host=""))

    def _find_refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        host = read_host(headers.get("host", "")) if len(headers.getlist("host")) == 1 else None
        if host is None or not self._is_ours(host, scope):
            return 421, WRONG_HOST
        if not _is_own_page(host, headers):
            return 403, WRONG_ORIGIN
        if not _is_open(scope["path"]):
            return 403, NOT_OPEN
        return None

    def _is_ours(self, host: Host, scope: Scope) -> bool:
        """One of our names, with the port it is configured with or else the port that the app listens on.

        A configured name without a port may stand without one: a gateway in front answers on the usual port.
        """
        listens = (scope.get("server") or (None, None))[1]
        port = host.port or PORTS.get(scope["scheme"], 80)
        if host in self._hosts:
            return True
        is_named = host.name in self._names or Host(host.name, None) in self._hosts
        return is_named and listens is not None and port == listens


def _is_own_page(host: Host, headers: Headers) -> bool:
    """Whether the page that asks, where a browser names it, is one of this app; a program names none."""
    # Other pages may link here, but neither read from here nor draw it within themselves.
    if headers.get("sec-fetch-site") in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate":
        return False
    origins = headers.getlist("origin")
    if not origins:
        return True
    scheme, _, rest = origins[0].partition("://")
    origin, usual = read_host(rest), PORTS.get(scheme)
    if len(origins) > 1 or origin is None or usual is None:
        return False
    return (origin.name, origin.port or usual) == (host.name, host.port or usual)


def _is_open(path: str) -> bool:
    """Whether the app has any use for an address below those that Streamlit keeps for itself."""
    parts = [part for part in path.split("/") if part]
    if "_stcore" in parts:
        return parts[parts.index("_stcore") + 1 :] in [[name] for name in OPEN_CORE]
    return not any(part in SHUT for part in parts)


def _add_headers(send: Send, *, host: str) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in {**FIXED_HEADERS, "Content-Security-Policy": write_policy(host)}.items():
                headers[name] = value
        await send(message)

    return send_with_headers


def _log_refusal(scope: Scope, headers: Headers, sentence: str) -> None:
    """One line; what the request says of itself is cut and quoted, so that it can't forge another."""
    asked: dict[str, Any] = {
        "from": (scope.get("client") or ("unknown",))[0],
        "host": headers.get("host", "")[:100],
        "origin": headers.get("origin", "")[:100],
        "path": scope["path"][:100],
    }
    LOG.warning("refused: %s (%s)", sentence, ", ".join(f"{name} {value!r}" for name, value in asked.items()))


def make_gate() -> list[Middleware]:
    """The middleware of the app, with the names it may be called by: the address it listens on, and ALLOWED_HOSTS.

    Settings that can't be used leave the loopback names alone; the page says what is wrong with them.
    """
    address = str(st.get_option("server.address") or "")
    names = LOOPBACK if address in ANY_ADDRESS else (*LOOPBACK, address.lower())
    try:
        allowed = read_settings().allowed_hosts
    except SettingsError as error:
        LOG.error("%s", error)
        allowed = ()
    return [Middleware(Gate, names=names, hosts=[host for host in map(read_host, allowed) if host])]
