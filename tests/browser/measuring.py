"""What of a page does not fit its screen: sideways scrolling, words cut off, marks and labels over each other."""

from typing import Any

from playwright.sync_api import Page

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
PATIENT_LOOKS = 10


def has_filters_at_side(page: Page) -> bool:
    """Whether the filters stand on the screen without being opened."""
    box = page.get_by_role("combobox", name="Area", exact=True).bounding_box()
    return box is not None and box["x"] >= 0


def measure(page: Page) -> dict[str, Any]:
    """What does not fit, once the charts stand still: they are drawn anew at a new width.

    A busy machine may take its time for that, so what does not fit must stay so for a while.
    """
    found = page.evaluate(MEASURE)
    for looks in range(20):
        page.wait_for_timeout(400)
        found, earlier = page.evaluate(MEASURE), found
        if found == earlier and (found == FITS or looks >= PATIENT_LOOKS):
            break
    return {**found, "at side": has_filters_at_side(page)}
