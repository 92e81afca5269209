"""The map of partnerships: who names a theme, or how many priorities each names."""

from collections.abc import Mapping

import pandas as pd
import pydeck as pdk

from components.maps.ground import Ground, make_area_layer, make_deck, make_label_layer
from components.theme import SEQUENCE


def classify_counts(counts: Mapping[str, int]) -> dict[str, str]:
    """A colour of the sequence for each area's count, in three classes of equal width; no class for none."""
    named = {code: count for code, count in counts.items() if count > 0}
    if not named:
        return {}
    low, high = min(named.values()), max(named.values())
    width = max((high - low + 1) / 3, 1)
    return {code: SEQUENCE[min(int((count - low) / width), 2)] for code, count in named.items()}


def count_partnerships(cells: pd.DataFrame, *, theme: str = "") -> dict[str, int]:
    """Priorities that each partnership names with certainty, of one theme or of all; by csp_code."""
    named = cells[(cells["certainty"] == "certain") & (cells["kind"] == "priority")]
    if theme:
        named = named[named["theme"] == theme]
    return {str(code): int(count) for code, count in named.groupby("csp_code").size().items()}


def name_classes(counts: Mapping[str, int]) -> str:
    """The legend in words: counts from light to dark with the number of areas in each class."""
    colours = classify_counts(counts)
    if not colours:
        return "None is named with certainty."
    classes = []
    for colour in SEQUENCE:
        within = [count for code, count in counts.items() if colours.get(code) == colour]
        if within:
            span = str(min(within)) if min(within) == max(within) else f"{min(within)} to {max(within)}"
            classes.append(f"{span} in {len(within)} {'area' if len(within) == 1 else 'areas'}")
    return f"Priorities named, from light to dark: {'; '.join(classes)}. Outlined only: none named with certainty."


def draw_partnerships(
    counts: Mapping[str, int],
    *,
    labels: pd.DataFrame,
    bounds: tuple[float, float, float, float],
    ground: Ground,
) -> pdk.Deck:
    """Policing areas shaded by a count; an area without one is outlined only. labels has text and a position."""
    layers = [
        make_area_layer("policing_area", colours=classify_counts(counts), ground=ground),
        make_label_layer(labels, ground=ground),
    ]
    return make_deck(layers, bounds=bounds, ground=ground, tooltip={"text": "{area_name}"})
