"""Every page in the dark theme."""

from tests.browser.every_page import (
    test_a_page_fits_a_desktop_with_its_filters_at_the_side,
    test_a_page_has_no_serious_violation,
    test_a_page_opens_without_errors_and_without_outside_requests,
    test_a_printed_page_has_its_sources_and_not_the_frame,
)

THEME = "dark"

__all__ = [
    "test_a_page_fits_a_desktop_with_its_filters_at_the_side",
    "test_a_page_has_no_serious_violation",
    "test_a_page_opens_without_errors_and_without_outside_requests",
    "test_a_printed_page_has_its_sources_and_not_the_frame",
]
