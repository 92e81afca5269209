"""Pictures of every page for the documentation: `python -m tests.browser.screenshots`, on the default store."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

from components.registry import PAGES
from data_access.load.building import build_store
from data_access.settings import read_settings
from tests.browser.serving import ROOT, await_maps, open_browser, serve_app, visit

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {1440: 900, 820: 1180, 390: 844}
TALLEST = 1600
COLOURS = 96


def main() -> None:
    """Write docs/screenshots/<page>-<width>.png for every page and width."""
    build_store(read_settings(), only_if_missing=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serve_app({}, log=Path(folder) / "app.log") as address,
        open_browser() as browser,
    ):
        for width, height in WIDTHS.items():
            for name, link in list_links(with_views=width == max(WIDTHS)):
                picture = take_picture(browser, f"{address}/{link}", width=width, height=height)
                path = FOLDER / f"{name}-{width}.png"
                path.write_bytes(shrink_picture(picture))
                print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1024:.0f} KB")


def list_links(*, with_views: bool) -> list[tuple[str, str]]:
    """Name and path of every page, and of its further views where they are wanted."""
    links = []
    for entry in PAGES:
        links.append((entry.topic, entry.path))
        if with_views:
            links.extend((f"{entry.topic}-{code}", f"{entry.path}?view={code}") for code, _ in entry.views[1:])
    return links


def take_picture(
    browser: Browser, address: str, *, width: int, height: int, tallest: int = TALLEST, theme: str = "light"
) -> bytes:
    """A page at a width, as tall as its content up to a limit."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
    try:
        page = context.new_page()
        visit(page, address)
        content = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
        page.set_viewport_size({"width": width, "height": max(height, min(int(content), tallest))})
        await_maps(page)
        return page.screenshot()
    finally:
        context.close()


def shrink_picture(picture: bytes) -> bytes:
    """The picture with few colours, as a small PNG."""
    shrunk = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE
    ).save(shrunk, "PNG", optimize=True)
    return shrunk.getvalue()


if __name__ == "__main__":
    main()
