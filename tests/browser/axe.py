"""What axe-core finds on a page, less what Streamlit draws and we cannot change."""

from importlib.resources import files

from playwright.sync_api import Page

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
