"""The map of road casualties: sections coloured and widened by a measure, collisions as sober marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd
import pydeck as pdk
import shapely

from components.maps.ground import Ground, fit_zoom, make_deck, make_label_layer, to_rgb
from components.maps.labels import thin_labels
from components.missing import NOT_HELD

# From least to most, dark on light and light on dark; each 3:1 or more against the land.
LIGHT_CLASSES = ("#5694CA", "#2073BC", "#12436D")
DARK_CLASSES = ("#2F6EA8", "#6BACE6", "#CFE3F7")
LIGHT_NONE, DARK_NONE = "#8A9299", "#7D8790"
WIDTHS = (3, 5, 8)  # pixels
NONE_WIDTH = 1.5
WHOLE_BELOW = 1_000  # larger numbers without decimals are rounded rates or pounds, not counts


@dataclass(frozen=True)
class Classes:
    """The classes of a measure: upper bounds of all but the last, and how many sections each holds."""

    bounds: tuple[float, ...]
    counts: tuple[int, ...]
    none_count: int
    missing_count: int
    least: float
    most: float


def classify_sections(values: pd.Series) -> tuple[pd.Series, Classes]:
    """The class of each section: 1 to 3 by thirds of those above zero, 0 for none, -1 where not held.

    Equal values are never parted, so thirds are as even as ties allow.
    """
    numbers = values.astype(float)
    above = numbers[numbers > 0]
    bounds = tuple(dict.fromkeys(float(np.quantile(above, share)) for share in (1 / 3, 2 / 3))) if len(above) else ()
    bounds = tuple(bound for bound in bounds if bound < above.max()) if len(above) else ()
    # Few classes take the colours farthest apart.
    places = {0: (3,), 1: (1, 3), 2: (1, 2, 3)}[len(bounds)]
    ranks = np.searchsorted(bounds, numbers.fillna(0).to_numpy(), side="left")
    classes = pd.Series([places[rank] for rank in ranks], index=values.index)
    classes[numbers == 0] = 0
    classes[numbers.isna()] = -1
    found = Classes(
        bounds=bounds,
        counts=tuple(int((classes == place).sum()) for place in places),
        none_count=int((classes == 0).sum()),
        missing_count=int((classes == -1).sum()),
        least=float(above.min()) if len(above) else 0.0,
        most=float(above.max()) if len(above) else 0.0,
    )
    return classes, found


def draw_casualties(
    sections: pd.DataFrame,
    collisions: pd.DataFrame,
    *,
    measure: str,
    noun: str,
    labels: pd.DataFrame,
    bounds: tuple[float, float, float, float],
    ground: Ground,
    size: tuple[int, int],
    focus_id: str = "",
) -> pdk.Deck:
    """Sections by a measure, above them collisions by severity, names of towns on top; fitted to a size in pixels.

    sections has section_id, name, ksi_count (of what the noun says), length, estimate, geometry and the
    measure; collisions severity, date, road, speed limit and vehicle groups. A tooltip gives the month,
    never the date. Fields have one letter, and positions four decimals (about 10 m), because everything
    travels to the browser.
    """
    drawn = sections.dropna(subset=["geometry"])
    classes, _ = classify_sections(drawn[measure])
    worded = drawn.assign(rank=classes, words=_write_tooltips(drawn, noun=noun))
    layers = _make_sections(worded, ground=ground, focus_id=focus_id)
    layers += _make_collisions(collisions, ground=ground)
    layers.append(make_label_layer(thin_labels(labels, zoom=fit_zoom(bounds, size=size)), ground=ground))
    return make_deck(layers, bounds=bounds, ground=ground, tooltip={"text": "{m}\n{r}"}, size=size)


def _write_tooltips(sections: pd.DataFrame, *, noun: str) -> list[str]:
    """'5 KSI collisions on 4.9 km; estimate 3.2'."""
    words = []
    for count, length, estimate in zip(
        sections["ksi_count"], sections["length_km"], sections["eb_estimate"], strict=True
    ):
        on = f" on {length:.1f} km" if pd.notna(length) else ""
        words.append(f"{count} {noun}{on}" + (f"; estimate {estimate:.1f}" if pd.notna(estimate) else ""))
    return words


def _make_sections(drawn: pd.DataFrame, *, ground: Ground, focus_id: str) -> list[pdk.Layer]:
    layers = []
    colours = {0: DARK_NONE if ground.is_dark else LIGHT_NONE, -1: DARK_NONE if ground.is_dark else LIGHT_NONE}
    colours |= dict(enumerate(DARK_CLASSES if ground.is_dark else LIGHT_CLASSES, start=1))
    widths = {-1: NONE_WIDTH, 0: NONE_WIDTH} | dict(enumerate(WIDTHS, start=1))
    if focus_id in set(drawn["section_id"]):
        chosen = drawn[drawn["section_id"] == focus_id]
        layers.append(_make_paths(chosen, layer_id="focus", colour=ground.text, width=14))
    for rank in (-1, 0, 1, 2, 3):
        own = drawn[drawn["rank"] == rank]
        if len(own):
            colour = list(to_rgb(colours[rank]))
            layers.append(_make_paths(own, layer_id=f"sections-{rank}", colour=colour, width=widths[rank]))
    return layers


def _make_paths(own: pd.DataFrame, *, layer_id: str, colour: list[int], width: float) -> pdk.Layer:
    records = [
        {"p": shapely.get_coordinates(shapely.from_wkt(wkt)).tolist(), "i": section_id, "m": name, "r": words}
        for wkt, section_id, name, words in zip(
            own["geometry"], own["section_id"], own["name"], own["words"], strict=True
        )
    ]
    return pdk.Layer(
        "PathLayer",
        id=layer_id,
        data=records,
        get_path="p",
        get_color=colour,
        get_width=width,
        width_units=pdk.types.String("pixels"),
        cap_rounded=True,
        joint_rounded=True,
        pickable=True,
        auto_highlight=True,
    )


def _make_collisions(collisions: pd.DataFrame, *, ground: Ground) -> list[pdk.Layer]:
    """Fatal collisions as filled marks, others as rings: told apart by shape as well as by size."""
    placed = collisions.dropna(subset=["longitude", "latitude"])
    records = pd.DataFrame(
        {
            "p": placed[["longitude", "latitude"]].round(4).to_numpy().tolist(),
            "is_fatal": placed["severity"] == "fatal",
            "m": [
                f"{severity.capitalize()}, {day:%b %Y}" if day is not None else severity.capitalize()
                for severity, day in zip(placed["severity"], placed["collision_date"], strict=True)
            ],
            "r": [
                describe_place(road, limit, groups)
                for road, limit, groups in zip(
                    placed["road"], placed["speed_limit"], placed["vehicle_groups"], strict=True
                )
            ],
        }
    )
    is_fatal = records["is_fatal"].astype(bool)
    ring, solid = records[~is_fatal], records[is_fatal]
    return [
        _make_points(ring, layer_id="others", least=1.8, fill=[*ground.halo, 200], line=[*ground.text, 190]),
        _make_points(solid, layer_id="fatal", least=3.2, fill=[*ground.text, 255], line=[*ground.halo, 255]),
    ]


def describe_place(road: str, limit: Any, groups: str) -> str:
    """'A46, 60 mph; car or taxi, motorcycle'."""
    where = road or f"road {NOT_HELD}"
    if not pd.isna(limit):
        where += f", {int(limit)} mph"
    return f"{where}; {groups.lower() if groups else f'vehicles {NOT_HELD}'}"


def _make_points(records: pd.DataFrame, *, layer_id: str, least: float, fill: list[int], line: list[int]) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        id=layer_id,
        data=records[["p", "m", "r"]].to_dict("records"),
        get_position="p",
        get_radius=90,
        radius_min_pixels=least,
        radius_max_pixels=2 * least + 1,
        get_fill_color=fill,
        stroked=True,
        get_line_color=line,
        line_width_min_pixels=1,
        pickable=True,
    )


def write_key(classes: Classes, *, unit: str, decimals: int, is_dark: bool, fatal_count: int, other_count: int) -> str:
    """The colour key as HTML: a swatch as wide as its line, the span with its unit, the number of sections."""
    colours = DARK_CLASSES if is_dark else LIGHT_CLASSES
    places = {1: (3,), 2: (1, 3), 3: (1, 2, 3)}[len(classes.counts)]
    ends = [classes.least, *classes.bounds, classes.most]
    is_whole = not decimals and classes.most < WHOLE_BELOW
    items = []
    if any(classes.counts):
        for number, (place, count) in enumerate(zip(places, classes.counts, strict=True)):
            span = _write_span(*ends[number : number + 2], is_first=not number, is_whole=is_whole, decimals=decimals)
            items.append(_write_line(colours[place - 1], WIDTHS[place - 1], f"{span} {unit}", count))
    none = DARK_NONE if is_dark else LIGHT_NONE
    if classes.none_count:
        items.append(_write_line(none, NONE_WIDTH, f"0 {unit}", classes.none_count))
    if classes.missing_count:
        items.append(_write_line(none, NONE_WIDTH, f"{NOT_HELD} for this measure", classes.missing_count))
    items.append(f'<li><span class="mark solid"></span>fatal collision ({fatal_count})</li>')
    if other_count:
        items.append(f'<li><span class="mark"></span>other collision ({other_count})</li>')
    return f'<ul class="map-key" aria-label="Key to the map">{"".join(items)}</ul>'


def _write_span(low: float, high: float, *, is_first: bool, is_whole: bool, decimals: int) -> str:
    """'1', '3 to 6'; 'over 1.2 to 1.8' where a class begins above the last one's end."""
    if is_whole and not is_first:
        low, is_first = low + 1, True
    first, last = f"{low:,.{decimals}f}", f"{high:,.{decimals}f}"
    return first if first == last else f"{first} to {last}" if is_first else f"over {first} to {last}"


def _write_line(colour: str, width: float, words: str, count: int) -> str:
    swatch = f'<span class="line" style="background:{colour};height:{max(width, 2)}px"></span>'
    return f"<li>{swatch}{escape(words)} ({count} {'section' if count == 1 else 'sections'})</li>"


def find_clicked(objects: Mapping[str, Any]) -> tuple[str, str]:
    """(section id, road) of what was clicked on the map; a collision gives its road, nothing gives ('', '')."""
    for records in objects.values():
        for record in records:
            if record.get("i"):
                return str(record["i"]), str(record["i"]).split("-")[0].replace("_", " ")
            road = str(record.get("r", "")).split(";")[0].split(",")[0]
            if road and road[0] in "ABM" and any(character.isdigit() for character in road):
                return "", road
    return "", ""


def find_extent(sections: pd.DataFrame, collisions: pd.DataFrame) -> tuple[float, float, float, float] | None:
    """West, south, east and north of what is drawn, with a little room; None where nothing is."""
    shapes = shapely.from_wkt(sections["geometry"].dropna().tolist())
    points = [*shapely.get_coordinates(shapes), *collisions[["longitude", "latitude"]].dropna().to_numpy(float)]
    if not points:
        return None
    west, south = np.min(points, axis=0)
    east, north = np.max(points, axis=0)
    room = max(0.02, 0.06 * max(east - west, north - south))
    return float(west - room), float(south - room), float(east + room), float(north + room)
