"""The maps draw, on a ground of our own that comes from this machine."""

import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import Visitor
from tests.browser.serving import await_maps

FATAL, SERIOUS = (128, 22, 80), (32, 115, 188)


def picture_map(page: Page) -> Image.Image:
    """The map as drawn."""
    await_maps(page)
    return Image.open(io.BytesIO(page.get_by_test_id("stDeckGlJsonChart").screenshot())).convert("RGB")


def count_near(picture: Image.Image, colour: tuple[int, int, int], *, tolerance: int = 40) -> int:
    """Pixels of about a colour."""
    pixels = picture.get_flattened_data()
    return sum(all(abs(a - b) <= tolerance for a, b in zip(pixel, colour, strict=True)) for pixel in pixels)


def test_the_casualties_map_draws_collisions_on_our_own_ground(visitor: Visitor):
    visitor.open("casualties")
    picture = picture_map(visitor.page)
    assert count_near(picture, FATAL) > 500
    assert count_near(picture, SERIOUS) > 500
    assert count_near(picture, (255, 255, 255), tolerance=2) > 5_000, "the land of the forces is not drawn"
    served = {
        url.removeprefix(visitor.address): status for url, status in visitor.noted.answers.items() if "/geodata/" in url
    }
    assert served == {
        "/geodata/style.json": 200,
        "/geodata/force.geojson": 200,
        "/geodata/policing_area.geojson": 200,
        "/geodata/district.geojson": 200,
    }


def test_the_priorities_map_shades_areas(visitor: Visitor):
    visitor.open("priorities?view=map")
    colours = picture_map(visitor.page).getcolors(maxcolors=10_000_000)
    assert colours is not None
    blue = sum(count for count, (red, _, blue) in colours if blue > red + 40)
    assert blue > 10_000
    assert visitor.noted.answers[f"{visitor.address}/geodata/policing_area.geojson"] == 200


def test_the_ground_is_dark_on_a_dark_page_and_a_map_of_one_area_can_be_zoomed(open_visitor: Callable[..., Visitor]):
    visitor = open_visitor(theme="dark")
    visitor.open("casualties?area=E22000321")
    before = picture_map(visitor.page)
    assert visitor.noted.answers.get(f"{visitor.address}/geodata/style-dark.json") == 200
    assert sum(before.getpixel((15, before.height - 40))) < 200
    assert count_near(before, SERIOUS) > 100
    visitor.page.get_by_role("button", name="Zoom in").click()
    visitor.page.wait_for_timeout(1_000)
    after = visitor.page.get_by_test_id("stDeckGlJsonChart").screenshot()
    assert Image.open(io.BytesIO(after)).convert("RGB").tobytes() != before.tobytes()
