"""The gate: whose requests reach the app, and what every answer says to a browser."""

import asyncio
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.websockets import WebSocket

from components.gate import NOT_OPEN, WRONG_HOST, WRONG_ORIGIN, Gate, Host, read_host

OWN = "127.0.0.1:8501"


async def app(scope, receive, send) -> None:
    """What stands behind the gate: it answers whatever reaches it."""
    if scope["type"] == "websocket":
        await WebSocket(scope, receive, send).accept()
    else:
        await PlainTextResponse("figures")(scope, receive, send)


def ask(
    host: str | None = OWN,
    *,
    path: str = "/",
    kind: str = "http",
    scheme: str = "",
    port: int | None = 8501,
    hosts: tuple[Host, ...] = (),
    more: tuple[tuple[str, str], ...] = (),
) -> list[dict[str, Any]]:
    """The messages that a request gets back."""
    named = (() if host is None else (("host", host),)) + more
    scope = {
        "type": kind,
        "scheme": scheme or ("http" if kind == "http" else "ws"),
        "method": "GET",
        "path": path,
        "server": ("127.0.0.1", port),
        "client": ("127.0.0.1", 50_000),
        "headers": [(name.lower().encode(), value.encode("latin-1")) for name, value in named],
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request" if kind == "http" else "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Gate(app, hosts=hosts)(scope, receive, send))
    return sent


def read_status(messages: list[dict[str, Any]]) -> int:
    return int(messages[0]["status"])


@pytest.mark.parametrize("host", [OWN, "localhost:8501", "LOCALHOST:8501", "localhost.:8501", "[::1]:8501"])
def test_own_names_with_the_own_port_enter(host: str) -> None:
    assert read_status(ask(host)) == 200
    assert ask(host, kind="websocket")[0]["type"] == "websocket.accept"


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "rebind.test:8501",
        "rebind.test",
        "127.0.0.1",
        "127.0.0.1:9000",
        "127.0.0.1.rebind.test:8501",
        "localhost:8501@rebind.test",
        "rebind.test/localhost:8501",
        "localhost:85010",
        "localhost:8501x",
        "192.0.2.7:8501",
        "[::2]:8501",
        "[::1",
    ],
)
def test_another_name_or_port_is_refused_in_one_sentence(host: str | None, caplog: pytest.LogCaptureFixture) -> None:
    own_origin = (("origin", f"http://{host or 'rebind.test'}"),)
    start, body = ask(host, more=own_origin)
    assert start["status"] == 421
    assert body["body"].decode() == WRONG_HOST
    assert ask(host, kind="websocket", more=own_origin) == [
        {"type": "websocket.close", "code": 1008, "reason": WRONG_HOST}
    ]
    assert [record.levelno for record in caplog.records] == [logging.WARNING] * 2


def test_two_hosts_in_one_request_are_none() -> None:
    assert read_status(ask(OWN, more=(("host", "rebind.test:8501"),))) == 421


def test_configured_names_enter_with_the_port_they_are_given() -> None:
    hosts = (Host("figures.example.org", None), Host("desk.example.org", 443))
    assert read_status(ask("figures.example.org:8501", hosts=hosts)) == 200
    assert read_status(ask("desk.example.org:443", hosts=hosts)) == 200
    assert read_status(ask("other.example.org:8501", hosts=hosts)) == 421
    assert read_status(ask("desk.example.org:8501", hosts=hosts)) == 421


@pytest.mark.parametrize("origin", ["https://figures.example.org", "https://figures.example.org:443"])
def test_a_gateway_in_front_answers_on_the_usual_port(origin: str) -> None:
    hosts = (Host("figures.example.org", None),)
    assert read_status(ask("figures.example.org", hosts=hosts, more=(("origin", origin),))) == 200


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://rebind.test:8501",
        "http://127.0.0.1",
        "http://127.0.0.1:3000",
        "http://localhost:8501",
        "http://127.0.0.1:8501.rebind.test",
        "file://",
        "chrome-extension://abc",
        "https://127.0.0.1:8502",
    ],
)
def test_a_page_of_another_origin_is_refused(origin: str) -> None:
    start, body = ask(more=(("origin", origin),))
    assert (start["status"], body["body"].decode()) == (403, WRONG_ORIGIN)
    assert ask(kind="websocket", more=(("origin", origin),))[0]["type"] == "websocket.close"


def test_the_own_origin_and_a_program_without_one_enter() -> None:
    assert read_status(ask(more=(("origin", f"http://{OWN}"),))) == 200
    assert ask(kind="websocket", more=(("origin", f"http://{OWN}"),))[0]["type"] == "websocket.accept"
    assert ask(kind="websocket")[0]["type"] == "websocket.accept"
    assert read_status(ask("127.0.0.1", port=80, more=(("origin", "http://127.0.0.1"),))) == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_here_but_load_nothing(site: str) -> None:
    assert read_status(ask(more=(("sec-fetch-site", site), ("sec-fetch-mode", "navigate")))) == 200
    assert read_status(ask(more=(("sec-fetch-site", site), ("sec-fetch-mode", "no-cors")))) == 403
    assert read_status(ask(more=(("sec-fetch-site", "same-origin"), ("sec-fetch-mode", "cors")))) == 200


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "//_stcore//metrics",
        "/figures/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/interact",
        "/_stcore/upload_file/1/2",
        "/_stcore/script-health-check",
        "/_stcore",
        "/component/x/index.html",
    ],
)
def test_addresses_the_app_has_no_use_for_are_shut(path: str) -> None:
    start, body = ask(path=path)
    assert (start["status"], body["body"].decode()) == (403, NOT_OPEN)


@pytest.mark.parametrize("path", ["/", "/crime", "/_stcore/health", "/_stcore/host-config", "/geodata/style.json"])
def test_addresses_the_app_uses_are_open(path: str) -> None:
    assert read_status(ask(path=path)) == 200


@pytest.mark.parametrize("messages", [ask(), ask("rebind.test")], ids=["page", "refusal"])
def test_every_answer_carries_the_headers(messages: list[dict[str, Any]]) -> None:
    headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    rules = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert rules["frame-ancestors"] == rules["object-src"] == rules["base-uri"] == rules["frame-src"] == "'none'"
    assert "'unsafe-inline'" not in rules["script-src"]
    sources = {source for rule in rules.values() for source in rule.split()}
    assert "*" not in sources
    assert {source for source in sources if "//" in source} <= {f"ws://{OWN}", f"wss://{OWN}"}


def test_a_refusal_is_one_line_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    ask("x\r\nERROR forged", more=(("origin", "http://" + "a" * 5_000),))
    (line,) = caplog.messages
    assert "\n" not in line
    assert "\r" not in line
    assert len(line) < 600


@given(st.text(max_size=40))
def test_any_text_is_a_host_or_none(text: str) -> None:
    host = read_host(text)
    assert host is None or (host.name == host.name.lower() and not set(host.name) & set("/@?# "))


@given(st.text(alphabet=st.characters(max_codepoint=255), max_size=40))
def test_no_other_text_passes_as_own_host(text: str) -> None:
    assert read_status(ask(text)) in (200, 421)
    if read_status(ask(text)) == 200:
        assert text.lower().replace(".:", ":") in (OWN, "localhost:8501", "[::1]:8501")
