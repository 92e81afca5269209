"""The maps draw, on a ground of our own that comes from this machine."""

import io
from collections.abc import Callable

from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import Visitor
from tests.browser.serving import await_maps

MOST, MIDDLE = (18, 67, 109), (32, 115, 188)  # classes of sections on a light page
MOST_ON_DARK = (207, 227, 247)
FATAL = (11, 12, 12)


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
    assert count_near(picture, MOST) > 300
    assert count_near(picture, MIDDLE) > 300
    assert count_near(picture, FATAL) > 300
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
    assert count_near(before, MOST_ON_DARK) > 100
    visitor.page.get_by_role("button", name="Zoom in").click()
    visitor.page.wait_for_timeout(1_000)
    after = visitor.page.get_by_test_id("stDeckGlJsonChart").screenshot()
    assert Image.open(io.BytesIO(after)).convert("RGB").tobytes() != before.tobytes()


def test_a_click_on_a_section_opens_its_route(visitor: Visitor):
    visitor.open("casualties?area=E22000321&measure=estimate")
    chosen = visitor.page.get_by_test_id("stDeckGlJsonChart")
    # A map that is still drawing takes no click (without a graphics card that lasts): a reader clicks again.
    for _ in range(4):
        x, y = find_thick(picture_map(visitor.page), MOST)
        chosen.click(position={"x": x, "y": y})
        visitor.page.wait_for_timeout(4_000)
        if "section=" in visitor.page.url:
            break
    assert "section=" in visitor.page.url
    assert "view=route" in visitor.page.url


def find_thick(picture: Image.Image, colour: tuple[int, int, int]) -> tuple[int, int]:
    """A pixel in the middle of a line of a colour, away from marks and the edge."""
    for y in range(40, picture.height - 40):
        for x in range(40, picture.width - 120):
            around = [picture.getpixel((x + dx, y + dy)) for dx in (-2, 0, 2) for dy in (-2, 0, 2)]
            if all(all(abs(a - b) <= 12 for a, b in zip(pixel, colour, strict=True)) for pixel in around):
                return x, y
    raise AssertionError("no section of the highest class is drawn")


def test_a_row_of_the_table_opens_the_section_it_names(visitor: Visitor):
    visitor.open("casualties?view=ranking")
    grid = visitor.page.get_by_test_id("stDataFrame").first
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 18, "y": 52})
    visitor.page.wait_for_url("**section=A45-E23000017-02**", timeout=20_000)
    assert "view=route" in visitor.page.url


def test_the_map_fits_a_phone_and_fills_a_desktop(open_visitor: Callable[..., Visitor]):
    shares = {}
    for width in (390, 1440):
        visitor = open_visitor(width=width)
        visitor.open("casualties")
        visitor.page.wait_for_timeout(1_500)
        picture = picture_map(visitor.page)
        columns = [
            x
            for x in range(picture.width)
            if sum(picture.getpixel((x, y)) == (255, 255, 255) for y in range(0, picture.height, 4)) > 4
        ]
        shares[width] = (columns[-1] - columns[0]) / picture.width
        assert columns[0] > 2, "nothing of the forces is cut off"
        assert columns[-1] < picture.width - 3
    assert shares[390] > 0.7
    assert shares[1440] > 0.7
