"""Fixtures of the browser tests: the real app on the default store, a Chromium, and pages that note what they load."""

import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from components.registry import PAGES
from components.request import PageEntry
from data_access.settings import Settings
from tests.browser.measuring import measure
from tests.browser.serving import await_maps, open_browser, serve_app, visit

pytest.register_assert_rewrite("tests.browser.every_page")


@dataclass
class Noted:
    """What a page did: console errors, errors of its scripts, requests and answers."""

    console: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)

    def find_strangers(self, address: str) -> list[str]:
        """Requests to any host but the app's."""
        own = urlsplit(address).netloc
        return [url for url in self.requests if urlsplit(url).scheme not in ("data", "blob") and own not in url]


@dataclass(frozen=True)
class Visitor:
    """A page of a browser, the app's address and what was noted."""

    page: Page
    address: str
    noted: Noted

    def open(self, path: str) -> None:
        """Open a path of the app and wait until it is drawn."""
        visit(self.page, f"{self.address}/{path}")


@pytest.fixture(scope="session")
def app_environ(default_settings: Callable[[str], Settings]) -> dict[str, str]:
    """The environment of the app: the default store, nothing else set."""
    return {"STORE_URL": default_settings("duckdb").store_url, "MARKING": "", "ALLIANCE_CONFIG": ""}


@pytest.fixture(scope="session")
def app_address(app_environ: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, running as long as the tests."""
    with serve_app(app_environ, log=tmp_path_factory.mktemp("app") / "app.log") as address:
        yield address


@pytest.fixture
def fresh_app(app_environ: Mapping[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of an app that nobody has visited yet."""
    with serve_app(app_environ, log=tmp_path / f"{uuid.uuid4().hex}.log") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium, running as long as the tests."""
    with open_browser() as opened:
        yield opened


@pytest.fixture
def open_visitor(browser: Browser, app_address: str) -> Iterator[Callable[..., Visitor]]:
    """Open visitors with a screen size and a theme; each starts without a session."""
    with ExitStack() as stack:

        def start(
            *, width: int = 1440, height: int = 1000, theme: str = "light", address: str = app_address
        ) -> Visitor:
            return _start_visitor(browser, stack, width=width, height=height, theme=theme, address=address)

        yield start


@dataclass(frozen=True)
class Shown:
    """A page of the menu as it opened on a desktop, for tests that only look at it."""

    entry: PageEntry
    visitor: Visitor
    at_first: dict[str, Any]  # what did not fit, before any test touched the page

    @property
    def page(self) -> Page:
        """The page itself."""
        return self.visitor.page


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every page in the theme of the test module.

    A parameter of the session: pytest runs all tests of one page together, so that it is opened once.
    """
    if "opened_page" in metafunc.fixturenames:
        ids = [entry.topic for entry in PAGES]
        shown = [(entry, metafunc.module.THEME) for entry in PAGES]
        metafunc.parametrize("opened_page", shown, ids=ids, indirect=True, scope="session")


@pytest.fixture(scope="session")
def opened_page(request: pytest.FixtureRequest, browser: Browser, app_address: str) -> Iterator[Shown]:
    """A page in a theme, opened once."""
    entry, theme = request.param
    with ExitStack() as stack:
        visitor = _start_visitor(browser, stack, width=1440, height=1000, theme=theme, address=app_address)
        visitor.open(entry.path)
        await_maps(visitor.page)
        yield Shown(entry, visitor, measure(visitor.page))


@pytest.fixture
def shown(opened_page: Shown) -> Iterator[Shown]:
    """A page as it opened; what a test does to the screen is undone."""
    yield opened_page
    opened_page.page.emulate_media(media="null")
    opened_page.page.set_viewport_size({"width": 1440, "height": 1000})


@pytest.fixture
def visitor(open_visitor: Callable[..., Visitor]) -> Visitor:
    """A visitor at a desktop."""
    return open_visitor()


def _start_visitor(browser: Browser, stack: ExitStack, *, width: int, height: int, theme: str, address: str) -> Visitor:
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=theme, accept_downloads=True
    )
    stack.callback(context.close)
    page, noted = context.new_page(), Noted()
    _take_notes(page, noted)
    return Visitor(page, address, noted)


def _take_notes(page: Page, noted: Noted) -> None:
    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            noted.console.append(f"{message.text} ({message.location.get('url', '')})")

    def note_request(request: Request) -> None:
        noted.requests.append(request.url)

    def note_answer(response: Response) -> None:
        noted.answers[response.url] = response.status

    page.on("console", note_console)
    page.on("pageerror", lambda error: noted.failures.append(str(error)))
    page.on("request", note_request)
    page.on("response", note_answer)
    page.on("websocket", lambda socket: noted.requests.append(socket.url))
