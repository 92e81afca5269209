"""Every page opens without an error of its scripts and asks no other machine for anything."""

import re
from collections.abc import Callable

from components.registry import PAGES
from tests.browser.conftest import Shown, Visitor

# On a deep link Streamlit first looks for its server under the page's own path, and is told 404.
PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)\)?$")


def test_a_page_opens_without_errors_and_without_outside_requests(shown: Shown):
    noted = shown.visitor.noted
    assert [message for message in noted.console if not PROBE.search(message)] == []
    assert noted.failures == []
    assert noted.find_strangers(shown.visitor.address) == []
    assert [url for url, status in noted.answers.items() if status >= 400 and not PROBE.search(url)] == []
    assert shown.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0


def test_the_menu_leads_to_every_page(open_visitor: Callable[..., Visitor]):
    visitor = open_visitor(width=1440)
    visitor.open("")
    for entry in PAGES:
        visitor.page.get_by_role("link", name=entry.title, exact=True).first.click()
        visitor.page.wait_for_url(re.compile(rf"/{entry.path}(\?.*)?$"))
    assert visitor.noted.find_strangers(visitor.address) == []
    assert visitor.noted.failures == []
