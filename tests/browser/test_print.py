"""A page on paper: A4 landscape, without the frame, with its source line."""

import re
import zlib

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


def test_a_page_prints_to_a4_landscape_on_every_sheet_it_needs(visitor: Visitor):
    visitor.open("crime")
    pdf = visitor.page.pdf(prefer_css_page_size=True)
    assert read_page_sizes(pdf) == {A4_LANDSCAPE}
    sheets = len(re.findall(rb"/Type\s*/Page\b", pdf))
    visitor.page.emulate_media(media="print")
    height = visitor.page.locator('[data-testid="stMainBlockContainer"]').evaluate("(one) => one.scrollHeight")
    assert sheets >= height // 1100 >= 2, f"{sheets} sheets for {height} px"
