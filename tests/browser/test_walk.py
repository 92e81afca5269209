"""The menu leads to every page without an error of its scripts, and no other machine is asked for anything."""

import re
from collections.abc import Callable

from components.registry import PAGES
from tests.browser.conftest import Visitor


def test_the_menu_leads_to_every_page(open_visitor: Callable[..., Visitor]):
    visitor = open_visitor(width=1440)
    visitor.open("")
    for entry in PAGES:
        visitor.page.get_by_role("link", name=entry.title, exact=True).first.click()
        visitor.page.wait_for_url(re.compile(rf"/{entry.path}(\?.*)?$"))
    assert visitor.noted.find_strangers(visitor.address) == []
    assert visitor.noted.failures == []
