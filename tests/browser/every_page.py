"""What holds of every page as it opens: it fits, prints, passes axe, has no error and asks no other machine.

Two test modules take these tests, one a theme, so that each page is opened once and two processes share the work.
"""

import re

from playwright.sync_api import expect

from tests.browser.axe import find_violations
from tests.browser.conftest import Shown
from tests.browser.measuring import FITS

# On a deep link Streamlit first looks for its server under the page's own path, and is told 404.
PROBE = re.compile(r"/[a-z]+/_stcore/(health|host-config)\)?$")


def test_a_page_opens_without_errors_and_without_outside_requests(shown: Shown):
    noted = shown.visitor.noted
    assert [message for message in noted.console if not PROBE.search(message)] == []
    assert noted.failures == []
    assert noted.find_strangers(shown.visitor.address) == []
    assert [url for url, status in noted.answers.items() if status >= 400 and not PROBE.search(url)] == []
    assert shown.page.locator('[data-testid="stException"], [data-testid="stAlertContentError"]').count() == 0


def test_a_page_fits_a_desktop_with_its_filters_at_the_side(shown: Shown):
    assert shown.at_first == {**FITS, "at side": True}


def test_a_page_has_no_serious_violation(shown: Shown):
    assert find_violations(shown.page, width=1440) == {}
    assert find_violations(shown.page, width=390) == {}


def test_a_printed_page_has_its_sources_and_not_the_frame(shown: Shown):
    page = shown.page
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1040, "height": 720})
    for part in ("stSidebar", "stHeader", "stDownloadButton"):
        for element in page.get_by_test_id(part).all():
            expect(element).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".foot")).to_be_visible()
    heading = page.get_by_role("heading", name="Where these figures come from")
    has_figures = shown.entry.topic != "sources"
    assert heading.is_visible() is has_figures
    assert page.get_by_text(re.compile(r"^Source: ")).first.is_visible() is has_figures
    main = page.get_by_test_id("stMain")
    assert main.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
