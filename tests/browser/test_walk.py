"""Every page opens without an error of its scripts and asks no other machine for anything."""

import re
from collections.abc import Callable

import pytest

from components.registry import PAGES
from tests.browser.conftest import Visitor

# On a deep link Streamlit first looks for its server under the page's own path, and is told 404.
PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)\)?$")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_opens_without_errors_and_without_outside_requests(entry, theme, show_page: Callable[..., Visitor]):
    visitor = show_page(entry.path, theme=theme)
    assert [message for message in visitor.noted.console if not PROBE.search(message)] == []
    assert visitor.noted.failures == []
    assert visitor.noted.find_strangers(visitor.address) == []
    refused = {url: status for url, status in visitor.noted.answers.items() if status >= 400}
    assert [url for url in refused if not PROBE.search(url)] == []
    assert visitor.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0


def test_the_menu_leads_to_every_page(open_visitor: Callable[..., Visitor]):
    visitor = open_visitor(width=1440)
    visitor.open("")
    for entry in PAGES:
        visitor.page.get_by_role("link", name=entry.title, exact=True).first.click()
        visitor.page.wait_for_url(re.compile(rf"/{entry.path}(\?.*)?$"))
    assert visitor.noted.find_strangers(visitor.address) == []
    assert visitor.noted.failures == []
