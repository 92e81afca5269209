"""The map of partnerships: how many alliance priorities each shares, or who names a theme."""

from collections.abc import Mapping

import pandas as pd
import pydeck as pdk

from components.maps.ground import Ground, fit_zoom, make_area_layer, make_deck, make_label_layer
from components.maps.labels import shorten_labels
from components.theme import SEQUENCE


def classify_shares(counts: Mapping[str, int], *, total: int) -> dict[str, str]:
    """A colour of the sequence for each area's count out of a total, in three equal classes; none for zero."""
    return {code: SEQUENCE[_find_class(count, total)] for code, count in counts.items() if count > 0}


def _find_class(count: int, total: int) -> int:
    """0 for up to a third of the total, 1 for up to two thirds, 2 above."""
    return min(max(-(-3 * count // max(total, 1)) - 1, 0), 2)


def write_key(counts: Mapping[str, int], *, total: int, unit: str) -> str:
    """The key as HTML: a swatch for each class that stands on the map, its counts out of the total, its areas."""
    items = []
    for number, colour in enumerate(SEQUENCE):
        within = [count for count in counts.values() if count > 0 and _find_class(count, total) == number]
        if within:
            span = str(min(within)) if min(within) == max(within) else f"{min(within)} to {max(within)}"
            items.append(_write_item(f"background:{colour}", f"{span} of {total} {unit}", len(within)))
    none = sum(count == 0 for count in counts.values())
    if none:
        items.append(_write_item("border:1px solid currentColor", f"none of {total} {unit}", none))
    return f'<ul class="map-key" aria-label="Key to the map">{"".join(items)}</ul>'


def _write_item(style: str, words: str, count: int) -> str:
    areas = f"{count} {'area' if count == 1 else 'areas'}"
    return f'<li><span class="line" style="{style};height:14px"></span>{words} ({areas})</li>'


def draw_partnerships(
    colours: Mapping[str, str],
    *,
    labels: pd.DataFrame,
    bounds: tuple[float, float, float, float],
    ground: Ground,
    size: tuple[int, int],
) -> pdk.Deck:
    """Policing areas filled by a colour each; one without is outlined only. labels has text and a position.

    size is the map's width and height in pixels.
    """
    layers = [
        make_area_layer("policing_area", colours=colours, ground=ground),
        make_label_layer(shorten_labels(labels, zoom=fit_zoom(bounds, size=size)), ground=ground),
    ]
    return make_deck(layers, bounds=bounds, ground=ground, tooltip={"text": "{area_name}"}, size=size)
