"""A map whose filters were changed is the map that a fresh link to the same address draws, pixel by pixel.

deck.gl keeps a layer of the same id and address, so a map can move under a new legend and keep its old colours.
"""

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from tests.browser.conftest import Visitor
from tests.browser.serving import IDLE_MILLISECONDS, await_idle

MAP = "stDeckGlJsonChart"
LOOK_MILLISECONDS = 400
STILL_LOOKS, MOST_LOOKS = 3, 40
EDGE = 40  # levels of a channel: the edge of a shape may be smoothed otherwise
MOST_OTHER = 60  # pixels: an area of a colour is thousands, one LSOA of a town a hundred
# A label may stand half a pixel off, and a map that was moved keeps its place: then each colour covers as much.
SHADE, MOST_SHADED = 64, 400


@dataclass(frozen=True)
class Change:
    """What a reader chooses, and what the address then says."""

    label: str
    option: str
    parameter: str


NORTH_WORCESTERSHIRE = Change("Area", "North Worcestershire (policing area)", "area=E22000368")
RUGBY = Change("Area", "Rugby (policing area)", "area=E22000321")
WARWICKSHIRE = Change("Area", "Warwickshire (force)", "area=E23000017")
WEST_MERCIA = Change("Area", "West Mercia (force)", "area=E23000016")
BURGLARY = Change("Offence", "Burglary", "offence=burglary")
ANTISOCIAL = Change("Offence", "Anti-social behaviour", "offence=anti-social-behaviour")

CHANGES = {
    "crime?view=hotspots": [
        NORTH_WORCESTERSHIRE,
        Change("Hot spots of", "Anti-social behaviour", "kind=anti-social-behaviour"),
        RUGBY,
    ],
    "crime?view=places": [BURGLARY, WEST_MERCIA, ANTISOCIAL],
    "crime?view=places&level=district": [WARWICKSHIRE, BURGLARY, NORTH_WORCESTERSHIRE],
    "crime?view=places&level=lsoa": [
        NORTH_WORCESTERSHIRE,
        Change("Show", "Rate per 1,000 residents", "show=rate"),
        BURGLARY,
    ],
    "casualties": [
        Change("Sections by", "KSI collisions per km", "measure=km"),
        WARWICKSHIRE,
        Change("Sections by", "Estimated KSI collisions (empirical Bayes)", "measure=estimate"),
    ],
    "casualties?view=route": [
        Change("Road", "A49 (21 KSI collisions)", "road=A49"),
        Change("From month", "Jul 2015", "from=2015-07"),
        Change("Section", "A49 section 2 of", "section=A49"),
    ],
    "priorities?view=map": [
        Change("Edition of the assessment", "2017-18", "edition=2017-18"),
        Change("Shade areas by", "who names: Domestic abuse", "shade=theme-"),
        WEST_MERCIA,
    ],
}


@pytest.mark.parametrize("path", CHANGES)
def test_a_changed_map_is_the_map_of_a_fresh_link(path: str, open_visitor: Callable[..., Visitor], tmp_path: Path):
    changed, fresh = open_visitor(), open_visitor()
    changed.open(path)
    before = await_still(changed.page)
    for change in CHANGES[path]:
        choose(changed.page, change)
        fresh.open(changed.page.url.removeprefix(f"{fresh.address}/"))
        after = await_alike(changed.page, fresh.page, folder=tmp_path, what=f"{path} after {change.option}")
        assert count_other(before, after) > MOST_OTHER, f"{path}: {change.option} changes nothing on the map"
        before = after


def choose(page: Page, change: Change) -> None:
    """Choose as a reader does, and wait until the address says so and the script has ended."""
    box = page.get_by_role("combobox", name=change.label, exact=True)
    box.click()
    box.fill(change.option)
    page.get_by_role("option", name=change.option).first.click()
    page.wait_for_url(lambda url: change.parameter in url, timeout=IDLE_MILLISECONDS)
    await_idle(page)


def await_alike(changed: Page, fresh: Page, *, folder: Path, what: str) -> Image.Image:
    """Look until both maps stand still and are alike; gives that map. A busy machine draws late."""
    for _ in range(MOST_LOOKS // (2 * STILL_LOOKS)):
        pictures = {"changed": await_still(changed), "fresh": await_still(fresh)}
        other = count_other(*pictures.values())
        if other <= MOST_OTHER or count_shaded_otherwise(*pictures.values()) <= MOST_SHADED:
            return pictures["fresh"]
    for name, picture in pictures.items():
        picture.save(folder / f"{name}.png")
    raise AssertionError(f"{what}: {other} pixels are not those of a fresh link, see {folder}")


def await_still(page: Page) -> Image.Image:
    """The map once the page stands and it looks the same several times in a row."""
    page.mouse.move(0, 0)  # neither a tooltip nor a lit section
    await_idle(page)
    looks: list[Image.Image] = []
    while len(looks) < MOST_LOOKS:
        looks.append(picture_map(page))
        if len(looks) >= STILL_LOOKS and not any(count_other(looks[-1], one) for one in looks[-STILL_LOOKS:-1]):
            break
        page.wait_for_timeout(LOOK_MILLISECONDS)
    return looks[-1]


def picture_map(page: Page) -> Image.Image:
    """The map as it is now."""
    return Image.open(io.BytesIO(page.get_by_test_id(MAP).screenshot())).convert("RGB")


def count_shaded_otherwise(one: Image.Image, another: Image.Image) -> int:
    """Pixels by which the areas covered by each shade differ, wherever they lie; all of them where the size does."""
    if one.size != another.size:
        return count_other(one, another)
    shades = [Counter(each.point(lambda level: level // SHADE).get_flattened_data()) for each in (one, another)]
    return sum(((shades[0] - shades[1]) + (shades[1] - shades[0])).values()) // 2


def count_other(one: Image.Image, another: Image.Image) -> int:
    """Pixels that differ by more than the smoothing of an edge; all of them where the size does."""
    if one.size != another.size:
        return max(one.width * one.height, another.width * another.height)
    most = Image.new("L", one.size)
    for channel in ImageChops.difference(one, another).split():
        most = ImageChops.lighter(most, channel)
    return sum(most.histogram()[EDGE + 1 :])
