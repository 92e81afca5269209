"""The gate in a real browser: no page of another name or origin reads the app, and no address of ours goes outside."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from components.gate import WRONG_HOST
from tests.browser.conftest import Visitor
from tests.browser.ensure_chromium import find_chromium
from tests.browser.serving import ARGUMENTS, await_maps, visit

STRANGER = "rebind.test"
OUTSIDE = "outside.test"
PICTURE = f"![a](http://{OUTSIDE}/a.png)"
LINK = f"[Sign in again](//{OUTSIDE})"
ADDRESSES = (
    f"crime?area={quote(PICTURE)}&threat={quote(LINK)}",
    f"crime?view={quote(PICTURE)}",
    f"crime?view=places&level={quote(LINK)}&from=www.{OUTSIDE}",
    f"priorities?view=map&csp={quote(PICTURE)}&edition={quote(LINK)}",
    f"casualties?measure={quote(LINK)}&road=http://{OUTSIDE}/a",
    f"threats?of=a@{OUTSIDE}&threat={quote(PICTURE)}",
    f"glossary?term={quote(PICTURE)}",
    f"glossary?term={quote(LINK)}",
    f"glossary?term=http://{OUTSIDE}/a",
    f"?strategy=www.{OUTSIDE}&area={quote(':material/home:')}{OUTSIDE}",
)


@pytest.fixture
def rebound(browser: Browser) -> Iterator[Page]:
    """A page of a browser whose resolver sends a stranger's name to this machine, as DNS rebinding does."""
    arguments = [*ARGUMENTS, f"--host-resolver-rules=MAP {STRANGER} 127.0.0.1"]
    other = browser.browser_type.launch(executable_path=find_chromium(), args=arguments)
    yield other.new_page()
    other.close()


def ask(address: str, path: str, **headers: str) -> tuple[int, str]:
    request = urllib.request.Request(f"{address}{path}", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def open_socket(address: str, *, host: str, origin: str | None) -> int:
    """The status that a websocket is answered with: 101 where it opens."""

    split = urlsplit(address)
    with socket.create_connection((split.hostname, split.port)) as plain:
        try:
            with connect(f"ws://{host}/_stcore/stream", sock=plain, origin=origin):
                return 101
        except InvalidStatus as error:
            return error.response.status_code


def test_a_page_under_a_strangers_name_draws_nothing(app_address: str, rebound: Page) -> None:
    port = urlsplit(app_address).port
    answer = rebound.goto(f"http://{STRANGER}:{port}/crime")
    assert answer is not None
    assert answer.status == 421
    assert rebound.locator("body").inner_text() == WRONG_HOST


def test_a_strangers_host_with_its_own_origin_is_refused(app_address: str) -> None:
    port = urlsplit(app_address).port
    host = f"{STRANGER}:{port}"
    for path in ("/", "/crime", "/_stcore/health", "/_stcore/host-config", "/geodata/force.geojson", "/media/x"):
        assert ask(app_address, path, Host=host, Origin=f"http://{host}") == (421, WRONG_HOST)
    assert open_socket(app_address, host=host, origin=f"http://{host}") == 403


def test_only_the_own_origin_opens_a_websocket(app_address: str) -> None:
    own = urlsplit(app_address).netloc
    assert open_socket(app_address, host=own, origin=f"http://{own}") == 101
    for origin in ("http://127.0.0.1:1", "http://localhost", f"http://{STRANGER}", "null"):
        assert open_socket(app_address, host=own, origin=origin) == 403, origin


def test_a_page_of_another_port_of_this_machine_reads_nothing(app_address: str, browser: Browser) -> None:
    """Also a page that this machine serves for something else is another origin."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        other = f"http://127.0.0.1:{server.getsockname()[1]}"
    context = browser.new_context()
    page = context.new_page()
    page.route(f"{other}/**", lambda route: route.fulfill(body="<p>another page</p>", content_type="text/html"))
    page.goto(other)
    read = """async ([address, mode]) => {
      try { return (await (await fetch(address, {mode})).text()).length } catch (error) { return String(error.name) }
    }"""
    for path in ("/", "/geodata/force.geojson", "/_stcore/host-config"):
        assert page.evaluate(read, [f"{app_address}{path}", "cors"]) == "TypeError"
        assert page.evaluate(read, [f"{app_address}{path}", "no-cors"]) in (0, "TypeError")
    page.set_content(f"<iframe src='{app_address}/crime'></iframe>")
    page.wait_for_timeout(1_000)
    assert all("Recorded crime" not in frame.content() for frame in page.frames if frame.url.startswith("http"))
    context.close()


def test_metrics_are_shut_and_no_site_is_trusted(app_address: str) -> None:
    for path in ("/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"):
        assert ask(app_address, path)[0] == 403
    status, body = ask(app_address, "/_stcore/host-config")
    assert (status, json.loads(body)["allowedOrigins"]) == (200, [])
    assert ask(app_address, "/geodata/alliance.toml")[0] == 404
    assert ask(app_address, "/geodata/")[0] == 404


@pytest.mark.parametrize("path", ["crime", "crime?view=places", "casualties?view=route", "priorities?view=map"])
def test_charts_and_maps_draw_under_the_policy(path: str, open_visitor: Callable[..., Visitor]) -> None:
    visitor = open_visitor()
    visitor.open(path)
    await_maps(visitor.page)
    said = [*visitor.noted.console, *visitor.noted.failures]
    assert [line for line in said if "Content Security Policy" in line or "violates" in line] == []
    assert visitor.noted.failures == []


def test_the_policy_holds_where_a_page_would_break_it(visitor: Visitor) -> None:
    """Were markup to get through all the same, it could fetch nothing and run nothing."""
    visitor.open("glossary")
    visitor.page.evaluate(
        """(host) => {
          const picture = document.createElement('img'); picture.src = `http://${host}/a.png`;
          const script = document.createElement('script'); script.textContent = 'window.ran = true';
          document.body.append(picture, script);
          fetch(`http://${host}/`).catch(() => 0);
        }""",
        OUTSIDE,
    )
    visitor.page.wait_for_timeout(500)
    assert visitor.page.evaluate("window.ran") is None
    assert len([line for line in visitor.noted.console if "Content Security Policy" in line]) >= 3
    assert f"http://{OUTSIDE}/a.png" not in visitor.noted.answers


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_hostile_address_makes_no_request_and_no_link(path: str, open_visitor: Callable[..., Visitor]) -> None:
    visitor = open_visitor()
    visit(visitor.page, f"{visitor.address}/{path}")
    expect(visitor.page.get_by_test_id("stAlert").first).to_contain_text(OUTSIDE)
    assert visitor.noted.find_strangers(visitor.address) == []
    alerts = visitor.page.get_by_test_id("stAlert")
    assert alerts.locator("a, img, code, em, strong, [data-testid='stIconMaterial']").count() == 0
    links = visitor.page.locator("a").evaluate_all("(all) => all.map((one) => one.href)")
    assert [link for link in links if urlsplit(link).hostname not in (None, "127.0.0.1")
            and OUTSIDE in str(urlsplit(link).hostname)] == []  # fmt: skip
    assert [link for link in links if link.startswith("mailto:")] == []
