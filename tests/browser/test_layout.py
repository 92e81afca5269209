"""On a desktop, a tablet, a phone and at 200% zoom nothing scrolls sideways, is cut off or lies over something else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from components.registry import PAGES
from tests.browser.conftest import Visitor

# Name -> width and height; at 200% zoom a screen of 1440 by 1000 px is laid out as one of 720 by 500.
SCREENS = {"desktop": (1440, 1000), "tablet": (820, 1180), "phone": (390, 844), "zoom": (720, 500)}

MEASURE = """() => {
  const all = (what, root = document) => [...root.querySelectorAll(what)];
  const main = document.querySelector('[data-testid="stMain"]');
  const isShown = (element) => element.getClientRects().length > 0;
  const scrollsItself = (element) =>
    element.closest('.table-scroll, [class*="st-key-wide"], [data-testid="stDataFrame"]');
  const right = document.documentElement.clientWidth + 1;
  const words = (element) => element.textContent.trim();
  const charts = all('[data-testid="stVegaLiteChart"]').filter(isShown);
  const cut = [], over = [], thin = [];
  charts.forEach((chart, number) => {
    const svg = chart.querySelector('svg'), frame = svg.getBoundingClientRect();
    for (const text of all('text', svg).filter((one) => words(one) && getComputedStyle(one).opacity !== '0')) {
      const box = text.getBoundingClientRect();
      if (box.width && (box.left < frame.left - 2 || box.right > frame.right + 2
          || box.top < frame.top - 4 || box.bottom > frame.bottom + 4)) cut.push(`chart ${number}: ${words(text)}`);
    }
    for (const axis of all('.role-axis-label', svg)) {
      const boxes = all('text', axis)
        .filter((one) => words(one) && one.getAttribute('opacity') !== '0')
        .filter((one) => !/rotate\\(-?[1-9]/.test(one.getAttribute('transform') || ''))
        .map((one) => [words(one), one.getBoundingClientRect()]).sort((a, b) => a[1].left - b[1].left);
      for (let n = 1; n < boxes.length; n += 1) {
        const [before, after] = [boxes[n - 1], boxes[n]];
        const beside = Math.min(before[1].bottom, after[1].bottom) - Math.max(before[1].top, after[1].top) > 3;
        if (beside && before[1].right > after[1].left + 1) over.push(`chart ${number}: ${before[0]} / ${after[0]}`);
      }
    }
    for (const mark of all('.role-mark.mark-rect path', svg)) {
      if (mark.getBoundingClientRect().bottom > frame.bottom + 4) cut.push(`chart ${number}: a mark ends below it`);
    }
    const plot = Math.max(...all('.background', svg).map((one) => one.getBoundingClientRect().width));
    if (plot < 80) thin.push(`chart ${number}: ${Math.round(plot)} px`);
  });
  return {
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    main: main.scrollWidth - main.clientWidth,
    beyond: all('h1, h2, p, table, canvas, svg, button, input', main)
      .filter((element) => isShown(element) && !scrollsItself(element) && element.getBoundingClientRect().right > right)
      .map((element) => `${element.tagName}: ${words(element).slice(0, 60)}`),
    shortened: all('[data-testid="stMetricValue"] *, [data-testid="stMetricLabel"] *, [data-testid="stMetricDelta"] *')
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .filter((element) => getComputedStyle(element).textOverflow === 'ellipsis')
      .map(words),
    cut, over, thin,
  };
}"""


FITS = {"page": 0, "main": 0, "beyond": [], "shortened": [], "cut": [], "over": [], "thin": []}


def has_filters_at_side(page: Page) -> bool:
    """Whether the filters stand on the screen without being opened."""
    box = page.get_by_role("combobox", name="Area", exact=True).bounding_box()
    return box is not None and box["x"] >= 0


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_page_fits_a_desktop_with_its_filters_at_the_side(entry, show_page: Callable[..., Visitor]):
    visitor = show_page(entry.path)
    visitor.page.wait_for_timeout(500)
    assert has_filters_at_side(visitor.page)
    assert visitor.page.evaluate(MEASURE) == FITS


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.topic)
def test_a_page_fits_smaller_screens_with_its_filters_folded_away(entry, open_visitor: Callable[..., Visitor]):
    width, height = SCREENS["tablet"]
    visitor = open_visitor(width=width, height=height)
    visitor.open(entry.path)
    found = {}
    for screen in ("tablet", "phone", "zoom"):
        width, height = SCREENS[screen]
        visitor.page.set_viewport_size({"width": width, "height": height})
        visitor.page.wait_for_timeout(800)  # charts are drawn anew at the new width
        found[screen] = {**visitor.page.evaluate(MEASURE), "at side": has_filters_at_side(visitor.page)}
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
    names = list_focused(visitor.page, presses=40)
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
