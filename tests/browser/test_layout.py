"""On a desktop, a tablet, a phone and at 200% zoom nothing scrolls sideways, is cut off or lies over something else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from components.registry import PAGES
from tests.browser.conftest import Visitor
from tests.browser.measuring import FITS, has_filters_at_side, measure

# Name -> width and height; at 200% zoom a screen of 1440 by 1000 px is laid out as one of 720 by 500.
SCREENS = {"desktop": (1440, 1000), "tablet": (820, 1180), "phone": (390, 844), "zoom": (720, 500)}


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_page_fits_smaller_screens_with_its_filters_folded_away(entry, open_visitor: Callable[..., Visitor]):
    width, height = SCREENS["tablet"]
    visitor = open_visitor(width=width, height=height)
    visitor.open(entry.path)
    found = {}
    for screen in ("tablet", "phone", "zoom"):
        width, height = SCREENS[screen]
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.wait_for_timeout(400)
        found[screen] = measure(visitor.page)
    assert found == {screen: {**FITS, "at side": False} for screen in ("tablet", "phone", "zoom")}


@pytest.mark.parametrize("screen", ["phone", "zoom"])
def test_filters_fold_away_on_a_small_screen_from_the_start(screen, open_visitor: Callable[..., Visitor]):
    width, height = SCREENS[screen]
    visitor = open_visitor(width=width, height=height)
    visitor.open("crime")
    visitor.page.wait_for_timeout(800)
    assert not has_filters_at_side(visitor.page)
    visitor.page.get_by_test_id("stExpandSidebarButton").click()
    visitor.page.wait_for_timeout(800)
    assert has_filters_at_side(visitor.page)


def test_a_wide_table_scrolls_within_itself(open_visitor: Callable[..., Visitor]):
    visitor = open_visitor(width=390, height=844)
    visitor.open("sources")
    table = visitor.page.get_by_role("region", name="Sources held")
    inner, outer = table.evaluate("(element) => [element.scrollWidth, element.clientWidth]")
    assert inner > outer
    table.focus()
    for _ in range(3):
        visitor.page.keyboard.press("ArrowRight")
    visitor.page.wait_for_timeout(500)
    assert table.evaluate("(element) => element.scrollLeft") > 0


def test_a_map_takes_at_most_three_fifths_of_a_phone(open_visitor: Callable[..., Visitor]):
    visitor = open_visitor(width=390, height=844)
    visitor.open("casualties")
    box = visitor.page.locator('[data-testid="stDeckGlJsonChart"]').bounding_box()
    assert box is not None
    assert box["height"] <= 0.6 * 844 + 1


def list_focused(page: Page, *, presses: int) -> list[str]:
    """What has the focus after each press of Tab: its name and its role or tag."""
    names = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                """() => { const one = document.activeElement;
                return `${one.getAttribute('aria-label') || one.innerText || ''}`.trim(); }"""
            )
        )
    return names


def test_tab_reaches_the_menu_the_filters_and_the_tables(visitor: Visitor):
    visitor.open("crime")
    names = list_focused(visitor.page, presses=90)
    for title in ("Overview", "Recorded crime", "Glossary"):
        assert title in names
    for label in ("Area", "Threat", "From month", "To month"):
        assert any(label in name for name in names), f"{label} in {names}"
    assert "Clear all filters" in names
    assert any(name.startswith("Recorded crime and anti-social behaviour by month") for name in names)


def test_what_has_the_focus_is_visibly_marked(visitor: Visitor):
    visitor.open("")
    link = visitor.page.get_by_role("link", name="Recorded crime", exact=True).first
    before = link.evaluate(
        "(one) => { const s = getComputedStyle(one); return s.outline + s.boxShadow + s.background; }"
    )
    while not link.evaluate("(one) => one === document.activeElement"):
        visitor.page.keyboard.press("Tab")
    visitor.page.wait_for_timeout(300)
    after = link.evaluate(
        "(one) => { const s = getComputedStyle(one); return s.outline + s.boxShadow + s.background; }"
    )
    assert after != before
