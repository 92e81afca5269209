"""A page on paper: A4 landscape, without the frame, with its source line."""

import re
import zlib
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from components.registry import PAGES
from tests.browser.conftest import Visitor

A4_LANDSCAPE = (842, 595)  # points


def read_page_sizes(pdf: bytes) -> set[tuple[int, int]]:
    """Width and height of the pages of a PDF in points."""
    parts = [pdf]
    for start in re.finditer(rb"stream\r?\n", pdf):
        try:
            parts.append(zlib.decompressobj().decompress(pdf[start.end() :]))
        except zlib.error:
            continue
    boxes = re.findall(rb"/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]", b"".join(parts))
    return {(round(float(width)), round(float(height))) for width, height in boxes}


@pytest.mark.parametrize("entry", [entry for entry in PAGES if entry.source_ids], ids=lambda entry: entry.topic)
def test_a_printed_page_has_its_sources_and_not_the_frame(entry, show_page: Callable[..., Visitor]):
    visitor = show_page(entry.path)
    visitor.page.emulate_media(media="print")
    visitor.page.set_viewport_size({"width": 1040, "height": 720})
    visitor.page.wait_for_timeout(700)
    for part in ("stSidebar", "stHeader", "stDownloadButton"):
        for shown in visitor.page.get_by_test_id(part).all():
            expect(shown).to_be_hidden()
    expect(visitor.page.get_by_role("heading", name="Where these figures come from")).to_be_visible()
    expect(visitor.page.get_by_text(re.compile(r"^Source: ")).first).to_be_visible()
    expect(visitor.page.locator("h1")).to_be_visible()
    main = visitor.page.get_by_test_id("stMain")
    assert main.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0


def test_a_page_prints_to_a4_landscape_on_every_sheet_it_needs(show_page: Callable[..., Visitor]):
    visitor = show_page("crime")
    pdf = visitor.page.pdf(prefer_css_page_size=True)
    assert read_page_sizes(pdf) == {A4_LANDSCAPE}
    sheets = len(re.findall(rb"/Type\s*/Page\b", pdf))
    visitor.page.emulate_media(media="print")
    height = visitor.page.locator('[data-testid="stMainBlockContainer"]').evaluate("(one) => one.scrollHeight")
    assert sheets >= height // 1100 >= 2, f"{sheets} sheets for {height} px"
