"""No page breaks the rules of axe-core in a way that is serious or critical, on a desktop or a phone, light or dark."""

from collections.abc import Callable
from importlib.resources import files

from playwright.sync_api import Page

from tests.browser.conftest import Shown, Visitor

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
SERIOUS = ("serious", "critical")

# What Streamlit draws itself and we cannot change: rule -> selectors of the elements left out, with the reason.
EXCLUDED = {
    # The label of a greyed filter. WCAG 1.4.3 leaves out disabled controls; axe does not see that Streamlit's
    # visible label, a span hidden from screen readers, belongs to one. Its reason stands below at full contrast.
    "color-contrast": ('[data-testid="stSelectbox"]:has(input:disabled) [data-testid="stWidgetLabel"] p',),
}

RUN = """async (excluded) => {
  const result = await axe.run(document, {resultTypes: ['violations']});
  const isExcluded = (rule, target) => (excluded[rule] || []).some((selector) => {
    const element = document.querySelector(target);
    return element && element.matches(selector);
  });
  return result.violations.map((violation) => ({
    rule: violation.id,
    impact: violation.impact,
    elements: violation.nodes.filter((node) => !isExcluded(violation.id, node.target[0]))
      .map((node) => `${node.html.slice(0, 120)} ${node.failureSummary}`),
  }));
}"""


def find_violations(page: Page, *, width: int) -> dict[str, list[str]]:
    """Elements of each serious or critical violation, by rule, on a screen as tall as the page.

    On a lower one axe judges no contrast below the fold, because Streamlit's pages scroll within an element.
    """
    page.set_viewport_size({"width": width, "height": 1000})
    page.wait_for_timeout(500)
    height = page.get_by_test_id("stMain").evaluate("(one) => one.scrollHeight")
    page.set_viewport_size({"width": width, "height": int(height) + 50})
    page.wait_for_timeout(500)
    page.evaluate(AXE)
    found = page.evaluate(RUN, {rule: list(selectors) for rule, selectors in EXCLUDED.items()})
    return {one["rule"]: one["elements"] for one in found if one["impact"] in SERIOUS and one["elements"]}


def test_a_page_has_no_serious_violation(shown: Shown):
    assert find_violations(shown.page, width=1440) == {}
    assert find_violations(shown.page, width=390) == {}


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
