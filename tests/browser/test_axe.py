"""Filters opened on a phone break no rule of axe-core; that no page does is in every_page.py."""

from collections.abc import Callable

from tests.browser.axe import find_violations
from tests.browser.conftest import Visitor


def test_the_filters_opened_on_a_phone_have_no_serious_violation(open_visitor: Callable[..., Visitor]):
    visitor = open_visitor(width=390, height=844)
    visitor.open("crime?from=2018-10")
    visitor.page.get_by_test_id("stExpandSidebarButton").click()
    visitor.page.wait_for_timeout(700)
    assert visitor.page.get_by_role("combobox", name="Area", exact=True).is_visible()
    assert find_violations(visitor.page, width=390) == {}


def test_axe_sees_a_violation_where_there_is_one(visitor: Visitor):
    visitor.open("glossary")
    visitor.page.evaluate("document.querySelector('.foot').style.color = '#eeeeee'")
    assert list(find_violations(visitor.page, width=1440)) == ["color-contrast"]
